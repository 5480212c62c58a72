//! The booking path: claim, place, appointment, journal entry, notification
//! and once-key, all or nothing.
//!
//! The embedded engine runs the six statements one after another inside a
//! savepoint: there is no round trip to save. A server gets them as one
//! statement, because five round trips with the slot's row locked is what
//! limits a release. Both texts keep the same guards; the contract stories run
//! on both.

use jiff::Timestamp;

use super::{Appointment, insert};
use crate::aggregate::claim::{self, Claim, ClaimState};
use crate::aggregate::journal::{self, Entry};
use crate::aggregate::notification::{self, Notification};
use crate::aggregate::once::{self, Once};
use crate::aggregate::slot;
use crate::{Engine, Param, Retriable, StorageError, Store, Tx, sql};

/// Everything that one booking writes.
#[derive(Debug, Clone)]
pub struct Booking {
    /// The appointment.
    pub appointment: Appointment,
    /// What the journal says.
    pub entry: Entry,
    /// What the person is told (REQ-7.1).
    pub notification: Notification,
    /// The request's once-key, where it had one.
    pub once: Option<Once>,
}

/// Why nothing was booked; nothing was written either.
#[derive(Debug, thiserror::Error)]
pub enum BookRefusal {
    /// No place is left, or the slot is closed or past.
    #[error("the slot has no place to take")]
    NoPlace,
    /// The person has a live claim already.
    #[error("the person already has a live claim")]
    AlreadyHolds,
    /// The database refused.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Retriable for BookRefusal {
    fn storage(&self) -> Option<&StorageError> {
        match self {
            Self::Storage(error) => Some(error),
            _ => None,
        }
    }
}

sql! {
    // `room` locks the slot's row first, so that whoever comes later waits and
    // then sees the row as it was left. `claimed` is the guard of the person.
    // Everything below depends on `taken`, so one refusal writes nothing.
    BOOK_AT_ONCE for Postgres = "WITH room AS (
            SELECT slot_id FROM slot
            WHERE region_id = :region AND slot_id = :slot
              AND taken < capacity AND NOT closed AND starts_at > :now
            FOR UPDATE
        ), claimed AS (
            INSERT INTO identity_claim
                (person_key, service_family, region_id, holder_id, state, expires_at, changed_at)
            SELECT :person, :family, :region, :appointment, 'held', NULL, :now FROM room
            ON CONFLICT (person_key, service_family) DO UPDATE
            SET region_id = excluded.region_id, holder_id = excluded.holder_id,
                state = 'held', expires_at = NULL, changed_at = excluded.changed_at
            WHERE identity_claim.state = 'released'
               OR (identity_claim.state = 'pending'
                   AND identity_claim.expires_at <= excluded.changed_at)
            RETURNING 1
        ), took AS (
            UPDATE slot SET taken = taken + 1 FROM claimed
            WHERE region_id = :region AND slot_id = :slot AND taken < capacity
            RETURNING slot_id
        ), made AS (
            INSERT INTO appointment (region_id, appointment_id, office_id, slot_id, service_id,
                service_family, person_key, reference, state, channel, language, starts_at,
                sealed, moves, booked_at, changed_at)
            SELECT :region, :appointment, :office, slot_id, :service, :family, :person,
                :reference, 'booked', :channel, :language, :starts_at, :sealed, 0, :now, :now
            FROM took RETURNING 1
        ), written AS (
            INSERT INTO journal
                (region_id, journal_id, office_id, done_at, actor, action, subject, facts)
            SELECT :region, :journal, :office, :now, :actor, :action, :subject, :facts FROM made
        ), told AS (
            INSERT INTO notification (region_id, notification_id, office_id, kind, subject_kind,
                subject_id, language, medium, sealed, created_at, due_at, state, attempts,
                next_try_at)
            SELECT :region, :notification, :office, :kind, 'appointment', :appointment, :language,
                :medium, :letter, :now, :due_at, :first_state, 0, :now FROM made
        ), answered AS (
            INSERT INTO once (region_id, once_key, request_hash, answer, answered_at)
            SELECT :region, CAST(:once_key AS BYTEA), CAST(:request_hash AS BYTEA),
                CAST(:answer AS JSONB), :now
            FROM made WHERE CAST(:once_key AS BYTEA) IS NOT NULL
        )
        SELECT (SELECT COUNT(*) FROM room) AS room, (SELECT COUNT(*) FROM made) AS made";
}

/// Books, in the way that suits the engine.
///
/// # Errors
/// [`BookRefusal::NoPlace`] and [`BookRefusal::AlreadyHolds`] as answers of the
/// guards; a unique violation when the once-key or the reference is known.
pub async fn book(store: &Store, booking: Booking) -> Result<(), BookRefusal> {
    match store.engine() {
        Engine::Postgres => book_at_once(store, &booking).await,
        Engine::Sqlite => {
            store
                .write("book", move |tx| {
                    let booking = booking.clone();
                    Box::pin(async move { book_in(tx, &booking).await })
                })
                .await
        }
    }
}

/// Books inside a unit of work that does more than book.
///
/// # Errors
/// As [`book`].
pub async fn book_in(tx: &mut Tx, booking: &Booking) -> Result<(), BookRefusal> {
    let made = &booking.appointment;
    let region = made.office_id.region();
    let now = made.booked_at;
    if !slot::take_place(tx, &region, made.slot_id, now).await? {
        return Err(BookRefusal::NoPlace);
    }
    if !claim::claim(tx, &claim_of(made), ClaimState::Held, now).await? {
        return Err(BookRefusal::AlreadyHolds);
    }
    record(tx, booking, now).await?;
    Ok(())
}

/// Writes appointment, journal, notification and once-key of a booking whose
/// place and claim are already taken.
pub(crate) async fn record(
    tx: &mut Tx,
    booking: &Booking,
    now: Timestamp,
) -> Result<(), StorageError> {
    insert(tx, &booking.appointment).await?;
    journal::append(tx, &booking.entry).await?;
    notification::enqueue(tx, &booking.notification).await?;
    if let Some(once) = &booking.once {
        once::remember(tx, &booking.appointment.office_id.region(), once, now).await?;
    }
    Ok(())
}

/// The claim that an appointment holds.
pub(crate) fn claim_of(appointment: &Appointment) -> Claim {
    Claim {
        person_key: appointment.person_key,
        service_family: appointment.service_family.clone(),
        region_id: appointment.office_id.region(),
        holder_id: appointment.appointment_id.0,
    }
}

async fn book_at_once(store: &Store, booking: &Booking) -> Result<(), BookRefusal> {
    let Booking {
        appointment: made,
        entry,
        notification: told,
        once,
    } = booking;
    let region = made.office_id.region();
    let params: [(&'static str, Param<'_>); 27] = [
        ("region", (&region).into()),
        ("slot", made.slot_id.into()),
        ("now", made.booked_at.into()),
        ("person", (&made.person_key).into()),
        ("family", (&made.service_family).into()),
        ("appointment", made.appointment_id.into()),
        ("office", (&made.office_id).into()),
        ("service", (&made.service_id).into()),
        ("reference", (&made.reference).into()),
        ("channel", made.channel.name().into()),
        ("language", (&made.language).into()),
        ("starts_at", made.starts_at.into()),
        ("sealed", (&made.sealed).into()),
        ("journal", entry.journal_id.into()),
        ("actor", (&entry.actor).into()),
        ("action", (&entry.action).into()),
        ("subject", (&entry.subject).into()),
        ("facts", (&entry.facts).into()),
        ("notification", told.notification_id.into()),
        ("kind", (&told.kind).into()),
        ("medium", (&told.medium).into()),
        ("letter", (&told.sealed).into()),
        ("due_at", told.due_at.into()),
        (
            "first_state",
            notification::first_state(&told.medium).into(),
        ),
        ("once_key", once.as_ref().map(|o| &o.once_key).into()),
        (
            "request_hash",
            once.as_ref().map(|o| &o.request_hash).into(),
        ),
        ("answer", once.as_ref().map(|o| &o.answer).into()),
    ];
    let rows = store.single(&BOOK_AT_ONCE, &params).await?;
    let row = rows.first().ok_or(StorageError::NotOneRow {
        statement: BOOK_AT_ONCE.name,
        found: 0,
    })?;
    match (row.get::<i64>("room")?, row.get::<i64>("made")?) {
        (_, 1) => Ok(()),
        (0, _) => Err(BookRefusal::NoPlace),
        _ => Err(BookRefusal::AlreadyHolds),
    }
}
