//! Reception, hall and case, told with people on both databases.
//!
//! PostgreSQL is reached through `OKNO_TEST_POSTGRES` (`cargo xtask test` sets
//! it). Without it the stories fail rather than pass unseen.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod entrance;
mod hall;
mod journey;
mod office;
mod rights;
mod staff;
mod suspension;

/// Tells each story once on each database.
#[macro_export]
macro_rules! on_both_databases {
    ($($(#[$doc:meta])* $story:ident),+ $(,)?) => {
        mod sqlite {$(
            $(#[$doc])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $story() {
                super::$story($crate::office::Office::on_sqlite().await).await;
            }
        )+}
        mod postgres {$(
            $(#[$doc])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $story() {
                super::$story($crate::office::Office::on_postgres().await).await;
            }
        )+}
    };
}
