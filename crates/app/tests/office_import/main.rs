//! Offices from a file, their slots, their closures, and the demo country: told
//! on both databases where something is stored.
//!
//! PostgreSQL is reached through `OKNO_TEST_POSTGRES` (`cargo xtask test` sets
//! it). Without it the stories fail rather than pass unseen.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod closing;
mod country;
mod file;
mod house;
mod problems;
mod publishing;

/// Tells each story once on each database.
#[macro_export]
macro_rules! on_both_databases {
    ($($(#[$doc:meta])* $story:ident),+ $(,)?) => {
        mod sqlite {$(
            $(#[$doc])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $story() {
                super::$story($crate::house::House::on_sqlite().await).await;
            }
        )+}
        mod postgres {$(
            $(#[$doc])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $story() {
                super::$story($crate::house::House::on_postgres().await).await;
            }
        )+}
    };
}
