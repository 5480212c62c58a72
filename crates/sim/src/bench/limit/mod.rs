//! How fast the engine itself could book: the statements of the booking path in
//! a bare loop, with the same durability, without anything around them.

mod postgres;
mod rows;
mod sqlite;
mod statement;

use std::time::Duration;

use okno_storage::Engine;
use okno_storage::slot::Slot;

use super::ground::Database;

pub use rows::{Random, Rows, Sizes, reference};

/// What the bare loop did.
#[derive(Debug, Clone)]
pub struct Limit {
    /// Bookings a second.
    pub per_second: f64,
    /// Bookings made, all durable.
    pub bookings: u64,
    /// How they were grouped, in words.
    pub grouping: String,
}

/// Books into `slots` for `length` in the way that suits the engine best.
///
/// # Errors
/// When the engine refuses a statement, or a booking is not made.
pub async fn measure(
    database: &Database,
    slots: &[Slot],
    sizes: Sizes,
    length: Duration,
) -> anyhow::Result<Limit> {
    let rows = Rows::new(slots, sizes);
    match (engine_of(database), database.file()) {
        (Engine::Sqlite, Some(file)) => sqlite::measure(file, rows, length),
        _ => postgres::measure(&database.url, rows, length).await,
    }
}

fn engine_of(database: &Database) -> Engine {
    if database.file().is_some() {
        Engine::Sqlite
    } else {
        Engine::Postgres
    }
}
