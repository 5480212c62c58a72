//! Years of work that are in the database already: appointments of the past and
//! of the coming weeks, each with its claim, journal entry and notification.

mod shelf;
mod years;

use jiff::Timestamp;
use okno_storage::Param;

use self::shelf::Shelf;
use self::years::Years;
use super::ground::Database;
use super::limit::Sizes;

/// Appointments of one COPY or one transaction.
const A_BATCH: u64 = 50_000;

/// A table and its columns as they are filled, apart by spaces.
struct Table {
    name: &'static str,
    columns: &'static str,
}

/// Values for the columns of a table.
type Row = Vec<Param<'static>>;

/// Fills `appointments` of them into a database that has the region of the town.
///
/// # Errors
/// The engine's refusal.
pub async fn fill(
    database: &Database,
    appointments: u64,
    sizes: Sizes,
    say: &(dyn Fn(&str) + Sync),
) -> anyhow::Result<()> {
    let mut years = Years::new(appointments, sizes, Timestamp::now());
    let mut shelf = Shelf::open(database).await?;
    for (table, rows) in years.places() {
        shelf.put(table, rows).await?;
    }
    let mut done = 0;
    while done < appointments {
        let until = (done + A_BATCH).min(appointments);
        for (table, rows) in years.appointments(done..until) {
            shelf.put(table, rows).await?;
        }
        done = until;
        if done.is_multiple_of(A_BATCH * 4) || done == appointments {
            say(&format!("{done} appointments exist already"));
        }
    }
    shelf.close()?;
    database.settle().await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::bench::audit;
    use crate::bench::ground::Ground;
    use crate::bench::town::{REGION, Town};

    async fn years_of_work(address: Option<&str>) {
        let sizes = Sizes {
            person: 100,
            letter: 120,
        };
        let database = Ground::beside(address).unwrap().fresh().await.unwrap();
        let store = database.store().await.unwrap();
        Town::found(&store, Timestamp::now()).await.unwrap();
        fill(&database, 10_005, sizes, &|_| {}).await.unwrap();
        let long_ago = "2000-01-01T00:00:00Z".parse().unwrap();
        let audit = audit::count(&store, REGION, long_ago, &[]).await.unwrap();
        assert_eq!((audit.stored, audit.unacknowledged), (10_005, 10_005));
        assert_eq!((audit.duplicates, audit.sizes), (0, sizes));
        let today = audit::count(&store, REGION, Timestamp::now(), &[])
            .await
            .unwrap();
        assert_eq!(
            (today.stored, today.oversold),
            (0, 0),
            "coming days agree with their slots"
        );
        drop(store);
        database.remove().await.unwrap();
    }

    #[tokio::test]
    async fn years_of_work_fit_their_slots_on_sqlite() {
        years_of_work(None).await;
    }

    #[tokio::test]
    async fn years_of_work_fit_their_slots_on_postgres() {
        let server = std::env::var("OKNO_TEST_POSTGRES").expect(
            "OKNO_TEST_POSTGRES is not set: run `cargo xtask test`, which starts a private server",
        );
        years_of_work(Some(&server)).await;
    }
}
