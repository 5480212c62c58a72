//! The limit of PostgreSQL: the one statement of a booking on bare connections,
//! several statements under way on each.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use futures::future::try_join_all;
use okno_storage::appointment::Booking;
use okno_storage::{Engine, Param};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, NoTls};

use super::statement::Known;
use super::{Limit, Rows};

/// How the load reaches the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PipelineShape {
    /// Connections.
    pub connections: usize,
    /// Statements under way on each.
    pub deep: usize,
}

/// Shapes that are tried; the best is measured at length.
const SHAPES: [PipelineShape; 6] = [
    PipelineShape {
        connections: 4,
        deep: 8,
    },
    PipelineShape {
        connections: 8,
        deep: 1,
    },
    PipelineShape {
        connections: 8,
        deep: 4,
    },
    PipelineShape {
        connections: 16,
        deep: 1,
    },
    PipelineShape {
        connections: 16,
        deep: 4,
    },
    PipelineShape {
        connections: 32,
        deep: 1,
    },
];
/// How long each is tried.
const TRIAL: Duration = Duration::from_millis(1500);

/// Books for `length` in the best of the shapes.
pub async fn measure(url: &str, rows: Rows, length: Duration) -> anyhow::Result<Limit> {
    let mut best: Option<(f64, PipelineShape)> = None;
    let mut bookings = 0;
    for shape in SHAPES {
        let trial = book_for(url, &rows, shape, TRIAL).await?;
        bookings += trial.0;
        let rate = trial.0 as f64 / trial.1.as_secs_f64();
        if best.is_none_or(|(known, _)| rate > known) {
            best = Some((rate, shape));
        }
    }
    let (_, shape) = best.context("no shape was tried")?;
    let (made, took) = book_for(url, &rows, shape, length).await?;
    Ok(Limit {
        per_second: made as f64 / took.as_secs_f64(),
        bookings: bookings + made,
        grouping: format!(
            "{} connections, {} statements deep",
            shape.connections, shape.deep
        ),
    })
}

/// Bookings made and the time they took.
pub async fn book_for(
    url: &str,
    rows: &Rows,
    shape: PipelineShape,
    length: Duration,
) -> anyhow::Result<(u64, Duration)> {
    let connections = try_join_all((0..shape.connections).map(|_| Bookings::open(url))).await?;
    let made = AtomicU64::new(0);
    let began = Instant::now();
    let lanes = connections.iter().flat_map(|bookings| {
        let made = &made;
        (0..shape.deep).map(move |_| book_until(bookings, rows.share(), began + length, made))
    });
    try_join_all(lanes).await?;
    Ok((made.into_inner(), began.elapsed()))
}

async fn book_until(
    bookings: &Bookings,
    mut rows: Rows,
    deadline: Instant,
    made: &AtomicU64,
) -> anyhow::Result<()> {
    while Instant::now() < deadline {
        bookings.book(&rows.next()).await?;
        made.fetch_add(1, Ordering::Relaxed);
    }
    Ok(())
}

/// One connection with the statement prepared on it.
struct Bookings {
    client: Client,
    statement: tokio_postgres::Statement,
    order: Arc<[usize]>,
}

impl Bookings {
    async fn open(url: &str) -> anyhow::Result<Self> {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        tokio::spawn(connection);
        let known = Known::find("appointment::book::BOOK_AT_ONCE")?;
        let statement = client.prepare(known.text(Engine::Postgres)).await?;
        let order = known.order(&NAMES.map(|name| (name, Param::Null)))?.into();
        Ok(Self {
            client,
            statement,
            order,
        })
    }

    async fn book(&self, booking: &Booking) -> anyhow::Result<()> {
        let given = parameters(booking);
        let ordered: Vec<&(dyn ToSql + Sync)> = self
            .order
            .iter()
            .map(|at| &given[*at] as &(dyn ToSql + Sync))
            .collect();
        let row = self.client.query_one(&self.statement, &ordered).await?;
        let made: i64 = row.get("made");
        ensure!(made == 1, "a booking of the bare loop was refused");
        Ok(())
    }
}

/// Parameters of the statement, in the order of [`parameters`].
const NAMES: [&str; 27] = [
    "region",
    "slot",
    "now",
    "person",
    "family",
    "appointment",
    "office",
    "service",
    "reference",
    "channel",
    "language",
    "starts_at",
    "sealed",
    "journal",
    "actor",
    "action",
    "subject",
    "facts",
    "notification",
    "kind",
    "medium",
    "letter",
    "due_at",
    "first_state",
    "once_key",
    "request_hash",
    "answer",
];

fn parameters(booking: &Booking) -> [Param<'_>; 27] {
    let Booking {
        appointment: made,
        entry,
        notification: told,
        once,
    } = booking;
    [
        Param::from(made.office_id.region().0),
        made.slot_id.into(),
        made.booked_at.into(),
        (&made.person_key).into(),
        (&made.service_family).into(),
        made.appointment_id.into(),
        (&made.office_id).into(),
        (&made.service_id).into(),
        (&made.reference).into(),
        made.channel.name().into(),
        (&made.language).into(),
        made.starts_at.into(),
        (&made.sealed).into(),
        entry.journal_id.into(),
        (&entry.actor).into(),
        (&entry.action).into(),
        (&entry.subject).into(),
        (&entry.facts).into(),
        told.notification_id.into(),
        (&told.kind).into(),
        (&told.medium).into(),
        (&told.sealed).into(),
        told.due_at.into(),
        "created".into(),
        once.as_ref().map(|once| &once.once_key).into(),
        once.as_ref().map(|once| &once.request_hash).into(),
        once.as_ref().map(|once| &once.answer).into(),
    ]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::super::Sizes;
    use super::*;
    use crate::bench::ground::Ground;
    use crate::bench::town::{Reception, Town};

    #[tokio::test]
    async fn the_bare_statement_writes_what_a_booking_writes() {
        let server = std::env::var("OKNO_TEST_POSTGRES").expect(
            "OKNO_TEST_POSTGRES is not set: run `cargo xtask test`, which starts a private server",
        );
        let database = Ground::beside(Some(&server))
            .unwrap()
            .fresh()
            .await
            .unwrap();
        let store = database.store().await.unwrap();
        let reception = Reception {
            days: 1,
            slots: 50,
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
        let shape = PipelineShape {
            connections: 2,
            deep: 3,
        };
        let length = Duration::from_millis(300);
        let (made, took) = book_for(&database.url, &rows, shape, length).await.unwrap();
        assert!(made > 0 && took >= length);
        let (client, connection) = tokio_postgres::connect(&database.url, NoTls).await.unwrap();
        tokio::spawn(connection);
        for (what, table) in [
            ("CAST(SUM(taken) AS BIGINT)", "slot"),
            ("COUNT(*)", "identity_claim WHERE state = 'held'"),
            ("COUNT(*)", "appointment WHERE length(sealed) = 300"),
            ("COUNT(*)", "journal"),
            ("COUNT(*)", "notification WHERE length(sealed) = 400"),
            ("COUNT(*)", "once"),
        ] {
            let sql = format!("SELECT {what} FROM {table}");
            let rows: i64 = client.query_one(&sql, &[]).await.unwrap().get(0);
            assert_eq!(rows as u64, made, "{table}");
        }
        drop(client);
        database.remove().await.unwrap();
    }
}
