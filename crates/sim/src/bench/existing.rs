//! Years of work that are in the database already: appointments of the past and
//! of the coming weeks, each with its claim, journal entry and notification.

use std::path::Path;
use std::pin::pin;

use jiff::{Timestamp, ToSpan};
use okno_storage::Param;
use rusqlite::Connection;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

use super::ground::Database;
use super::limit::{Random, Sizes, reference};
use super::town::{REGION, SERVICE};

/// People of one slot.
const CAPACITY: u64 = 8;
/// Slots of a session of a day, ten minutes each.
const A_DAY: u64 = 54;
/// Offices that the years were worked in.
const OFFICES: u64 = 20;
/// Of ten days this many are in the past.
const PAST_TENTHS: i64 = 9;
/// Rows of one COPY or one transaction.
const A_BATCH: u64 = 50_000;
/// Page cache while filling, in KiB: the claims come in random order.
const CACHE_KIB: i64 = 1024 * 1024;

/// A table and its columns as they are filled.
struct Table {
    name: &'static str,
    columns: &'static [&'static str],
}

const OFFICE: Table = Table {
    name: "office",
    columns: &["region_id", "office_id", "kind", "zone", "step_free", "open_to_public", "profile"],
};
const OFFICE_SERVICE: Table = Table {
    name: "office_service",
    columns: &["region_id", "office_id", "service_id", "policy", "horizon_days"],
};
const SESSION: Table = Table {
    name: "session",
    columns: &[
        "region_id", "office_id", "session_id", "service_id", "share", "on_date", "starts_at",
        "ends_at", "slot_minutes", "capacity",
    ],
};
const SLOT: Table = Table {
    name: "slot",
    columns: &[
        "region_id", "slot_id", "office_id", "service_id", "session_id", "share", "on_date",
        "starts_at", "minutes", "capacity", "taken", "closed",
    ],
};
const APPOINTMENT: Table = Table {
    name: "appointment",
    columns: &[
        "region_id", "appointment_id", "office_id", "slot_id", "service_id", "service_family",
        "person_key", "reference", "state", "channel", "language", "starts_at", "sealed", "moves",
        "booked_at", "changed_at",
    ],
};
const CLAIM: Table = Table {
    name: "identity_claim",
    columns: &["person_key", "service_family", "region_id", "holder_id", "state", "changed_at"],
};
const JOURNAL: Table = Table {
    name: "journal",
    columns: &[
        "region_id", "journal_id", "office_id", "done_at", "actor", "action", "subject", "facts",
    ],
};
const NOTIFICATION: Table = Table {
    name: "notification",
    columns: &[
        "region_id", "notification_id", "office_id", "kind", "subject_kind", "subject_id",
        "language", "medium", "sealed", "created_at", "due_at", "state", "attempts", "next_try_at",
        "sent_at", "proof",
    ],
};

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
        shelf.put(&table, rows).await?;
    }
    let mut done = 0;
    while done < appointments {
        let until = (done + A_BATCH).min(appointments);
        for (table, rows) in years.appointments(done..until) {
            shelf.put(&table, rows).await?;
        }
        done = until;
        if done % (A_BATCH * 4) == 0 || done == appointments {
            say(&format!("{done} appointments exist already"));
        }
    }
    shelf.close()?;
    database.settle().await
}

/// Makes the rows.
struct Years {
    slots: Vec<Place>,
    sizes: Sizes,
    now: Timestamp,
    random: Random,
    total: u64,
}

/// A slot as its appointments name it.
struct Place {
    slot: Uuid,
    office: String,
    starts_at: Timestamp,
}

impl Years {
    fn new(total: u64, sizes: Sizes, now: Timestamp) -> Self {
        Self { slots: Vec::new(), sizes, now, random: Random::default(), total }
    }

    /// Offices, sessions and slots with room for everybody.
    fn places(&mut self) -> Vec<(Table, Vec<Row>)> {
        let slots = self.total.div_ceil(CAPACITY);
        let days = slots.div_ceil(OFFICES * A_DAY) as i64;
        let first_day = self.now - (24 * (days * PAST_TENTHS / 10)).hours();
        let (mut offices, mut services) = (Vec::new(), Vec::new());
        let (mut sessions, mut rows) = (Vec::new(), Vec::new());
        for office in (0..OFFICES).map(office_name) {
            offices.push(office_row(&office));
            services.push(row([REGION.into(), office.into(), SERVICE.into(), "first_come".into(), 60_i64.into()]));
        }
        for day in 0..days {
            let starts_at = first_day + (24 * day).hours();
            for office in (0..OFFICES).map(office_name) {
                let session = Uuid::now_v7();
                sessions.push(session_row(&office, session, starts_at));
                for number in 0..A_DAY as i64 {
                    let at = starts_at + (number * 10).minutes();
                    let slot = Uuid::now_v7();
                    let left = self.total.saturating_sub(self.slots.len() as u64 * CAPACITY);
                    rows.push(slot_row(&office, (slot, session), at, left.min(CAPACITY) as i64));
                    self.slots.push(Place { slot, office: office.clone(), starts_at: at });
                }
            }
        }
        vec![(OFFICE, offices), (OFFICE_SERVICE, services), (SESSION, sessions), (SLOT, rows)]
    }

    /// Appointments of these numbers, and what goes with them.
    fn appointments(
        &mut self,
        numbers: std::ops::Range<u64>,
    ) -> Vec<(Table, Vec<Row>)> {
        let (mut made, mut claims) = (Vec::new(), Vec::new());
        let (mut entries, mut told) = (Vec::new(), Vec::new());
        for number in numbers {
            let place = &self.slots[(number / CAPACITY) as usize];
            let booked_at = place.starts_at.min(self.now) - (24 * 14).hours();
            let past = place.starts_at < self.now;
            let (state, claim) = if past { ("fulfilled", "released") } else { ("booked", "held") };
            let (id, person) = (id_at(booked_at, &mut self.random), self.random.key());
            let reference = reference(REGION, number);
            let (office, family) = (place.office.clone(), "passport-foreign");
            made.push(row([
                REGION.into(), id.into(), office.clone().into(), place.slot.into(), SERVICE.into(),
                family.into(), person.to_vec().into(), reference.into(), state.into(),
                "portal".into(), "ru".into(), place.starts_at.into(),
                self.random.bytes(self.sizes.person).into(), 0_i64.into(), booked_at.into(),
                booked_at.into(),
            ]));
            claims.push(row([
                person.to_vec().into(), family.into(), REGION.into(), id.into(), claim.into(),
                booked_at.into(),
            ]));
            entries.push(row([
                REGION.into(), id_at(booked_at, &mut self.random).into(), office.clone().into(),
                booked_at.into(), "applicant".into(), "appointment-made".into(),
                id.to_string().into(),
                serde_json::json!({ "channel": "portal", "slot": place.slot }).into(),
            ]));
            told.push(row([
                REGION.into(), id_at(booked_at, &mut self.random).into(), office.into(),
                "N1".into(), "appointment".into(), id.into(), "ru".into(), "email".into(),
                self.random.bytes(self.sizes.letter).into(), booked_at.into(),
                (booked_at + 48.hours()).into(), "delivered".into(), 1_i64.into(), booked_at.into(),
                booked_at.into(), "250 queued".into(),
            ]));
        }
        vec![(APPOINTMENT, made), (CLAIM, claims), (JOURNAL, entries), (NOTIFICATION, told)]
    }
}

fn row<const N: usize>(values: [Param<'static>; N]) -> Row {
    values.into()
}

fn office_name(number: u64) -> String {
    format!("{REGION}-{:03}", 500 + number)
}

fn office_row(office: &str) -> Row {
    row([
        REGION.into(), office.to_owned().into(), "division".into(), super::town::ZONE.into(),
        true.into(), true.into(), super::town::office_profile(500).into(),
    ])
}

fn session_row(office: &str, session: Uuid, starts_at: Timestamp) -> Row {
    let minutes = 10;
    row([
        REGION.into(), office.to_owned().into(), session.into(), SERVICE.into(), "any".into(),
        date_of(starts_at).into(), starts_at.into(),
        (starts_at + (A_DAY as i64 * minutes).minutes()).into(), minutes.into(),
        (CAPACITY as i64).into(),
    ])
}

fn slot_row(office: &str, (slot, session): (Uuid, Uuid), at: Timestamp, taken: i64) -> Row {
    row([
        REGION.into(), slot.into(), office.to_owned().into(), SERVICE.into(), session.into(),
        "any".into(), date_of(at).into(), at.into(), 10_i64.into(), (CAPACITY as i64).into(),
        taken.into(), false.into(),
    ])
}

fn date_of(at: Timestamp) -> jiff::civil::Date {
    at.to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// An identifier as it would have been made at that moment.
fn id_at(at: Timestamp, random: &mut Random) -> Uuid {
    let millis = u64::try_from(at.as_millisecond()).unwrap_or_default();
    let tail: Vec<u8> = random.bytes(10);
    let mut bytes = [0; 10];
    bytes.copy_from_slice(&tail);
    uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
}

/// Where rows are put in bulk.
enum Shelf {
    Sqlite(Connection),
    Postgres(Client),
}

impl Shelf {
    async fn open(database: &Database) -> anyhow::Result<Self> {
        if let Some(file) = database.file() {
            return Ok(Self::Sqlite(fast(file)?));
        }
        let (client, connection) = tokio_postgres::connect(&database.url, NoTls).await?;
        tokio::spawn(connection);
        client.batch_execute("SET synchronous_commit = off").await?;
        Ok(Self::Postgres(client))
    }

    async fn put(&mut self, table: &Table, rows: Vec<Row>) -> anyhow::Result<()> {
        match self {
            Self::Sqlite(connection) => insert(connection, table, &rows),
            Self::Postgres(client) => copy(client, table, &rows).await,
        }
    }

    /// Everything is on the disk and in its place before anything is measured.
    fn close(self) -> anyhow::Result<()> {
        if let Self::Sqlite(connection) = self {
            connection.pragma_update(None, "synchronous", "FULL")?;
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(()))?;
        }
        Ok(())
    }
}

/// Fast, and not durable until [`Shelf::close`].
fn fast(file: &Path) -> anyhow::Result<Connection> {
    let connection = Connection::open(file)?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    Ok(connection)
}

fn insert(connection: &mut Connection, table: &Table, rows: &[Row]) -> anyhow::Result<()> {
    let places = vec!["?"; table.columns.len()].join(", ");
    let text = format!(
        "INSERT INTO {} ({}) VALUES ({places})",
        table.name,
        table.columns.join(", ")
    );
    let tx = connection.transaction()?;
    {
        let mut prepared = tx.prepare(&text)?;
        for row in rows {
            prepared.execute(rusqlite::params_from_iter(row))?;
        }
    }
    Ok(tx.commit()?)
}

async fn copy(client: &Client, table: &Table, rows: &[Row]) -> anyhow::Result<()> {
    let columns = table.columns.join(", ");
    let shape = client.prepare(&format!("SELECT {columns} FROM {}", table.name)).await?;
    let types: Vec<Type> = shape.columns().iter().map(|column| column.type_().clone()).collect();
    let text = format!("COPY {} ({columns}) FROM STDIN BINARY", table.name);
    let mut writer = pin!(BinaryCopyInWriter::new(client.copy_in(&text).await?, &types));
    for row in rows {
        let values: Vec<&(dyn ToSql + Sync)> =
            row.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        writer.as_mut().write(&values).await?;
    }
    writer.finish().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::bench::audit;
    use crate::bench::ground::Ground;
    use crate::bench::town::Town;

    async fn years_of_work(address: Option<&str>) {
        let sizes = Sizes { person: 100, letter: 120 };
        let database = Ground::beside(address).unwrap().fresh().await.unwrap();
        let store = database.store().await.unwrap();
        Town::found(&store, Timestamp::now()).await.unwrap();
        fill(&database, 10_005, sizes, &|_| {}).await.unwrap();
        let long_ago = "2000-01-01T00:00:00Z".parse().unwrap();
        let audit = audit::count(&store, REGION, long_ago, &[]).await.unwrap();
        assert_eq!((audit.stored, audit.unacknowledged), (10_005, 10_005));
        assert_eq!((audit.duplicates, audit.sizes), (0, sizes));
        let today = audit::count(&store, REGION, Timestamp::now(), &[]).await.unwrap();
        assert_eq!((today.stored, today.oversold), (0, 0), "coming days agree with their slots");
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
