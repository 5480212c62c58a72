//! The limit of SQLite: one connection, no threads, no savepoints, many bookings a commit.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::ensure;
use okno_domain::appointment::AppointmentState;
use okno_storage::appointment::Booking;
use okno_storage::{Engine, Param, params};
use rusqlite::{Connection, Statement};

use super::statement::Known;
use super::{Limit, Rows};

/// Bookings of one commit: as many as the writer of the store takes at most.
const A_COMMIT: usize = 256;

/// Books for `length` of engine time; making the rows is not counted.
pub fn measure(file: &Path, mut rows: Rows, length: Duration) -> anyhow::Result<Limit> {
    let connection = open(file)?;
    let mut path = SixSteps::prepare(&connection)?;
    let (mut bookings, mut spent) = (0, Duration::ZERO);
    while spent < length {
        let group: Vec<Ready> = (0..A_COMMIT).map(|_| Ready::of(rows.next())).collect();
        let began = Instant::now();
        connection.execute_batch("BEGIN IMMEDIATE")?;
        for booking in &group {
            path.book(booking)?;
        }
        connection.execute_batch("COMMIT")?;
        spent += began.elapsed();
        bookings += group.len() as u64;
    }
    Ok(Limit {
        per_second: bookings as f64 / spent.as_secs_f64(),
        bookings,
        grouping: format!("one connection, {A_COMMIT} bookings a commit"),
    })
}

/// As the store opens its writer.
fn open(file: &Path) -> anyhow::Result<Connection> {
    let connection = Connection::open(file)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", 4000)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -64 * 1024)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(connection)
}

/// A booking with its structured values written out already.
struct Ready {
    booking: Booking,
    facts: String,
    answer: String,
}

impl Ready {
    fn of(booking: Booking) -> Self {
        let answer = booking.once.as_ref().map(|once| once.answer.to_string());
        Self {
            facts: booking.entry.facts.to_string(),
            answer: answer.unwrap_or_default(),
            booking,
        }
    }
}

/// One prepared statement with the order of its parameters, found at the first run.
struct Step<'c> {
    known: Known,
    prepared: Statement<'c>,
    order: Vec<usize>,
}

impl<'c> Step<'c> {
    fn prepare(connection: &'c Connection, name: &str) -> anyhow::Result<Self> {
        let known = Known::find(name)?;
        let prepared = connection.prepare(known.text(Engine::Sqlite))?;
        Ok(Self {
            known,
            prepared,
            order: Vec::new(),
        })
    }

    fn run(&mut self, given: &[(&'static str, Param<'_>)]) -> anyhow::Result<()> {
        if self.order.is_empty() {
            self.order = self.known.order(given)?;
        }
        for (at, from) in self.order.iter().enumerate() {
            self.prepared.raw_bind_parameter(at + 1, &given[*from].1)?;
        }
        let changed = self.prepared.raw_execute()?;
        ensure!(
            changed == 1,
            "a statement of a booking changed {changed} rows instead of one"
        );
        Ok(())
    }
}

/// The six statements of a booking, in their order.
struct SixSteps<'c> {
    take: Step<'c>,
    claim: Step<'c>,
    insert: Step<'c>,
    append: Step<'c>,
    enqueue: Step<'c>,
    remember: Step<'c>,
}

impl<'c> SixSteps<'c> {
    fn prepare(connection: &'c Connection) -> anyhow::Result<Self> {
        Ok(Self {
            take: Step::prepare(connection, "slot::TAKE_PLACE")?,
            claim: Step::prepare(connection, "claim::CLAIM")?,
            insert: Step::prepare(connection, "appointment::INSERT")?,
            append: Step::prepare(connection, "journal::APPEND")?,
            enqueue: Step::prepare(connection, "notification::ENQUEUE")?,
            remember: Step::prepare(connection, "once::REMEMBER")?,
        })
    }

    fn book(&mut self, ready: &Ready) -> anyhow::Result<()> {
        let Ready {
            booking,
            facts,
            answer,
        } = ready;
        let Booking {
            appointment: made,
            entry,
            notification: told,
            once,
        } = booking;
        let region = made.office_id.region();
        let now = made.booked_at;
        self.take
            .run(params! { region: &region, slot: made.slot_id, now: now })?;
        self.claim.run(params! {
            person: &made.person_key, family: &made.service_family, region: &region,
            holder: made.appointment_id, state: "held", expires_at: Param::Null, now: now,
        })?;
        debug_assert_eq!(made.state, AppointmentState::Booked);
        self.insert.run(params! {
            region: &region, appointment: made.appointment_id, office: &made.office_id,
            slot: made.slot_id, service: &made.service_id, family: &made.service_family,
            person: &made.person_key, reference: &made.reference, channel: made.channel.name(),
            language: &made.language, starts_at: made.starts_at, sealed: &made.sealed, now: now,
        })?;
        self.append.run(params! {
            region: &region, journal: entry.journal_id, office: &entry.office_id,
            done_at: entry.done_at, actor: &entry.actor, action: &entry.action,
            subject: &entry.subject, facts: facts,
        })?;
        self.enqueue.run(params! {
            region: &region, notification: told.notification_id, office: &told.office_id,
            kind: &told.kind, subject_kind: &told.subject_kind, subject: told.subject_id,
            language: &told.language, medium: &told.medium, sealed: &told.sealed,
            created_at: told.created_at, due_at: told.due_at, state: "created",
        })?;
        if let Some(once) = once {
            self.remember.run(params! {
                region: &region, once_key: &once.once_key, request_hash: &once.request_hash,
                answer: answer, now: now,
            })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::super::Sizes;
    use super::*;
    use crate::bench::ground::Ground;
    use crate::bench::town::{Reception, Town};

    #[tokio::test]
    async fn the_bare_loop_writes_what_a_booking_writes() {
        let database = Ground::beside(None).unwrap().fresh().await.unwrap();
        let store = database.store().await.unwrap();
        let reception = Reception {
            days: 1,
            slots: 10,
            minutes: 10,
            capacity: 100_000,
        };
        let town = Town::found(&store, jiff::Timestamp::now()).await.unwrap();
        let slots = town.open(1, reception).await.unwrap();
        drop(store);
        let rows = Rows::new(
            &slots,
            Sizes {
                person: 300,
                letter: 400,
            },
        );
        let limit = measure(database.file().unwrap(), rows, Duration::from_millis(200)).unwrap();
        assert!(limit.bookings >= A_COMMIT as u64 && limit.per_second > 0.0);
        let look = Connection::open(database.file().unwrap()).unwrap();
        for (what, table) in [
            ("SUM(taken)", "slot"),
            ("COUNT(*)", "identity_claim WHERE state = 'held'"),
            ("COUNT(*)", "appointment WHERE length(sealed) = 300"),
            ("COUNT(*)", "journal"),
            ("COUNT(*)", "notification WHERE length(sealed) = 400"),
            ("COUNT(*)", "once"),
        ] {
            let sql = format!("SELECT {what} FROM {table}");
            let rows: i64 = look.query_row(&sql, (), |row| row.get(0)).unwrap();
            assert_eq!(rows as u64, limit.bookings, "{table}");
        }
    }
}
