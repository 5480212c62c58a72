//! Stories that hold on every database, told with real parallel clients.
//!
//! PostgreSQL is reached through `OKNO_TEST_POSTGRES` (`cargo xtask test` sets
//! it). Without it the stories fail: the embedded engine admits one writer and
//! would hide every race.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod booking;
mod case;
mod durability;
mod hall;
mod office;
mod outbox;
mod schema;

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
