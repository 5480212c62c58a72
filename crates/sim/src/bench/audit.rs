//! The count afterwards: what was promised against what is stored.

use std::collections::HashSet;

use jiff::Timestamp;
use okno_storage::{Store, params, sql};

use super::limit::Sizes;

sql! {
    REFERENCES = "SELECT reference FROM appointment
        WHERE region_id = :region AND booked_at >= :since";
    // Slots still to come only: in the past people have been served and left.
    // Counted before the join: without figures about its tables SQLite would
    // read every appointment of the region for each slot.
    SOLD = "SELECT s.capacity AS capacity, s.taken AS taken, a.live AS live FROM (
            SELECT region_id, slot_id, COUNT(*) AS live FROM appointment
            WHERE state IN ('booked', 'arrived') GROUP BY region_id, slot_id) AS a
        JOIN slot s ON s.region_id = a.region_id AND s.slot_id = a.slot_id
        WHERE s.starts_at > :since";
    HOLD_TWO = "SELECT COUNT(*) AS n FROM (
            SELECT person_key FROM appointment WHERE state IN ('booked', 'arrived')
            GROUP BY person_key, service_family HAVING COUNT(*) > 1) AS twice";
    WITHOUT_CLAIM = "SELECT COUNT(*) AS n FROM appointment a
        WHERE a.booked_at >= :since AND NOT EXISTS (SELECT 1 FROM identity_claim c
            WHERE c.person_key = a.person_key AND c.service_family = a.service_family
              AND c.holder_id = a.appointment_id AND c.state = 'held')";
    WITHOUT_NOTIFICATION = "SELECT COUNT(*) AS n FROM appointment a
        WHERE a.booked_at >= :since AND NOT EXISTS (SELECT 1 FROM notification t
            WHERE t.region_id = a.region_id AND t.subject_id = a.appointment_id)";
    ENTRIES = "SELECT COUNT(*) AS n FROM journal
        WHERE done_at >= :since AND action = 'appointment-made'";
    ANSWERS = "SELECT COUNT(*) AS n FROM once WHERE answered_at >= :since";
    PERSON_SIZE = "SELECT CAST(AVG(LENGTH(sealed)) AS BIGINT) AS n FROM appointment
        WHERE booked_at >= :since";
    LETTER_SIZE = "SELECT CAST(AVG(LENGTH(sealed)) AS BIGINT) AS n FROM notification
        WHERE created_at >= :since";
}

/// What the count found; everything but `stored` and `sizes` must be 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Audit {
    /// Appointments made since the load began.
    pub stored: i64,
    /// Places sold beyond the capacity of their slot, and slots whose count of
    /// places differs from their appointments.
    pub oversold: i64,
    /// People with two live appointments, and references given twice (REQ-A12).
    pub duplicates: i64,
    /// Acknowledged bookings without their row, and rows without their claim,
    /// notification, journal entry or once-key.
    pub lost: i64,
    /// Rows that nobody was told of.
    pub unacknowledged: i64,
    /// What the sealed fields weigh.
    pub sizes: Sizes,
}

/// Compares the acknowledged references with the rows made in `region` since `since`.
///
/// # Errors
/// The engine's refusal.
pub async fn count(
    store: &Store,
    region: &str,
    since: Timestamp,
    acknowledged: &[String],
) -> anyhow::Result<Audit> {
    let rows = Rows::read(store, region.to_owned(), since).await?;
    let told: HashSet<&str> = acknowledged.iter().map(String::as_str).collect();
    let stored: HashSet<&str> = rows.references.iter().map(String::as_str).collect();
    let made = rows.references.len() as i64;
    let missing = |parts: i64| (made - parts).max(0);
    Ok(Audit {
        stored: made,
        oversold: rows.oversold,
        duplicates: rows.hold_two + (acknowledged.len() - told.len()) as i64 + made
            - stored.len() as i64,
        lost: told.difference(&stored).count() as i64
            + rows.without_parts
            + missing(rows.entries)
            + missing(rows.answers),
        unacknowledged: stored.difference(&told).count() as i64,
        sizes: rows.sizes,
    })
}

struct Rows {
    references: Vec<String>,
    oversold: i64,
    hold_two: i64,
    without_parts: i64,
    entries: i64,
    answers: i64,
    sizes: Sizes,
}

impl Rows {
    async fn read(store: &Store, region: String, since: Timestamp) -> anyhow::Result<Self> {
        let rows = store.read("audit", move |tx| {
            Box::pin(async move {
                let since = params! { since: since };
                let n = |row: okno_storage::Row| row.get::<i64>("n");
                let size = |row: okno_storage::Row| row.get::<Option<i64>>("n");
                let of_region = params! { region: region.as_str(), since: since[0].1.clone() };
                let references = tx.rows(&REFERENCES, of_region).await?;
                let sold = tx.rows(&SOLD, since).await?;
                Ok::<_, okno_storage::StorageError>(Self {
                    references: references
                        .iter()
                        .map(|row| row.get("reference"))
                        .collect::<Result<_, _>>()?,
                    oversold: sold.iter().map(too_many).sum::<Result<i64, _>>()?,
                    hold_two: n(tx.row(&HOLD_TWO, &[]).await?)?,
                    without_parts: n(tx.row(&WITHOUT_CLAIM, since).await?)?
                        + n(tx.row(&WITHOUT_NOTIFICATION, since).await?)?,
                    entries: n(tx.row(&ENTRIES, since).await?)?,
                    answers: n(tx.row(&ANSWERS, since).await?)?,
                    sizes: Sizes {
                        person: size(tx.row(&PERSON_SIZE, since).await?)?.unwrap_or(0) as usize,
                        letter: size(tx.row(&LETTER_SIZE, since).await?)?.unwrap_or(0) as usize,
                    },
                })
            })
        });
        Ok(rows.await?)
    }
}

/// Places of one slot that were sold and are not there, or the other way round.
fn too_many(slot: &okno_storage::Row) -> Result<i64, okno_storage::StorageError> {
    let (capacity, taken): (i64, i64) = (slot.get("capacity")?, slot.get("taken")?);
    let live: i64 = slot.get("live")?;
    Ok((live - capacity).max(0) + i64::from(live != taken))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use okno_storage::appointment;
    use okno_storage::slot::Slot;

    use super::*;
    use crate::bench::ground::{Database, Ground};
    use crate::bench::limit::Rows as Bookings;
    use crate::bench::town::{REGION, Reception, Town};

    /// What is changed behind the office's back, and what must be found at least.
    type Lie = (&'static str, fn(&Audit) -> i64, i64);

    const SIZES: Sizes = Sizes {
        person: 40,
        letter: 50,
    };

    async fn town() -> (Database, Store, Vec<Slot>) {
        let database = Ground::beside(None).unwrap().fresh().await.unwrap();
        let store = database.store().await.unwrap();
        let reception = Reception {
            days: 1,
            slots: 3,
            minutes: 10,
            capacity: 2,
        };
        let town = Town::found(&store, Timestamp::now()).await.unwrap();
        let slots = town.open(1, reception).await.unwrap();
        (database, store, slots)
    }

    async fn books(store: &Store, slots: &[Slot], people: usize) -> Vec<String> {
        let mut bookings = Bookings::new(slots, SIZES);
        let mut told = Vec::new();
        for _ in 0..people {
            let booking = bookings.next();
            told.push(booking.appointment.reference.clone());
            appointment::book(store, booking).await.unwrap();
        }
        told
    }

    fn behind(database: &Database, sql: &str) {
        let connection = rusqlite::Connection::open(database.file().unwrap()).unwrap();
        connection.execute_batch(sql).unwrap();
    }

    /// REQ-A9, REQ-A12: what was acknowledged is there, once, within the capacity.
    #[tokio::test]
    async fn an_honest_office_has_nothing_to_hide() {
        let (_database, store, slots) = town().await;
        let since = Timestamp::now();
        let told = books(&store, &slots, 6).await;
        let audit = count(&store, REGION, since, &told).await.unwrap();
        let clean = Audit {
            stored: 6,
            oversold: 0,
            duplicates: 0,
            lost: 0,
            unacknowledged: 0,
            sizes: SIZES,
        };
        assert_eq!(audit, clean);
    }

    #[tokio::test]
    async fn every_kind_of_lie_is_found() {
        let lies: [Lie; 7] = [
            (
                "UPDATE slot SET capacity = 1, taken = 1 WHERE taken = 2",
                |a| a.oversold,
                2,
            ),
            (
                "UPDATE slot SET taken = taken - 1 WHERE taken = 2",
                |a| a.oversold,
                1,
            ),
            (
                "UPDATE appointment SET person_key = zeroblob(32)",
                |a| a.duplicates,
                1,
            ),
            (
                "DELETE FROM appointment WHERE starts_at = (SELECT MIN(starts_at) FROM appointment)",
                |a| a.lost,
                1,
            ),
            (
                "UPDATE identity_claim SET state = 'released'",
                |a| a.lost,
                4,
            ),
            ("DELETE FROM notification", |a| a.lost, 4),
            ("DELETE FROM journal", |a| a.lost, 4),
        ];
        for (lie, found, least) in lies {
            let (database, store, slots) = town().await;
            let since = Timestamp::now();
            let told = books(&store, &slots, 4).await;
            behind(&database, lie);
            let audit = count(&store, REGION, since, &told).await.unwrap();
            assert!(found(&audit) >= least, "{lie}: {audit:?}");
        }
    }

    #[tokio::test]
    async fn a_booking_that_was_only_promised_is_lost_and_one_told_twice_is_double() {
        let (_database, store, slots) = town().await;
        let since = Timestamp::now();
        let mut told = books(&store, &slots, 2).await;
        let unheard = told.pop().unwrap();
        told.push("77-NONE-SUCH".into());
        told.push(told[0].clone());
        let audit = count(&store, REGION, since, &told).await.unwrap();
        assert_eq!(
            (audit.lost, audit.duplicates, audit.unacknowledged),
            (1, 1, 1),
            "{unheard}"
        );
    }
}
