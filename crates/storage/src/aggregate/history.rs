//! Visits as they became, recorded all at once: for a paper journal entered
//! after an outage (REQ-A4) and for the demo country. The hot path of booking
//! is [`appointment::book`](super::appointment::book).

use std::collections::BTreeMap;

use jiff::Timestamp;
use okno_domain::appointment::AppointmentState;
use okno_domain::id::{RegionId, SlotId};

use super::appointment::Appointment;
use super::journal::Entry;
use super::notification::Stored;
use crate::{Params, StorageError, Tx, sql};

/// An appointment with everything that was written about it.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The appointment in the state it reached.
    pub appointment: Appointment,
    /// What the journal says, in order.
    pub entries: Vec<Entry>,
    /// What the person was told, and what became of it.
    pub told: Vec<Stored>,
}

impl Visit {
    /// A cancelled or void appointment gave its place back; any other used it.
    fn keeps_place(&self) -> bool {
        use AppointmentState::{Cancelled, Void};
        !matches!(self.appointment.state, Cancelled | Void)
    }
}

sql! {
    APPOINTMENT = "INSERT INTO appointment (region_id, appointment_id, office_id, slot_id,
            service_id, service_family, person_key, reference, state, channel, language,
            starts_at, sealed, moves, booked_at, changed_at, reason)
        VALUES (:region, :appointment, :office, :slot, :service, :family, :person, :reference,
            :state, :channel, :language, :starts_at, :sealed, :moves, :booked_at, :changed_at,
            :reason)";
    CLAIM = "INSERT INTO identity_claim
            (person_key, service_family, region_id, holder_id, state, expires_at, changed_at)
        VALUES (:person, :family, :region, :holder, 'held', NULL, :now)";
    TAKE = "UPDATE slot SET taken = taken + :places
        WHERE region_id = :region AND slot_id = :slot AND taken + :places <= capacity";
    ENTRY = "INSERT INTO journal
            (region_id, journal_id, office_id, done_at, actor, action, subject, facts)
        VALUES (:region, :journal, :office, :done_at, :actor, :action, :subject, :facts)";
    TOLD = "INSERT INTO notification (region_id, notification_id, office_id, kind, subject_kind,
            subject_id, language, medium, sealed, created_at, due_at, state, attempts,
            next_try_at, sent_at, proof)
        VALUES (:region, :notification, :office, :kind, :subject_kind, :subject, :language,
            :medium, :sealed, :created_at, :due_at, :state, :attempts, :next_try_at, :sent_at,
            :proof)";
}

/// Records visits with their places, claims, entries and notifications.
///
/// # Errors
/// A unique violation when a person of a live appointment has a claim already;
/// [`StorageError::Content`] when a slot has not the places; any refusal of the
/// engine.
pub async fn record(tx: &mut Tx, visits: &[Visit]) -> Result<(), StorageError> {
    take_places(tx, visits).await?;
    insert_appointments(tx, visits).await?;
    insert_claims(tx, visits).await?;
    insert_entries(tx, visits).await?;
    insert_told(tx, visits).await
}

async fn take_places(tx: &mut Tx, visits: &[Visit]) -> Result<(), StorageError> {
    let mut places: BTreeMap<SlotId, (RegionId, i64)> = BTreeMap::new();
    for visit in visits.iter().filter(|visit| visit.keeps_place()) {
        let made = &visit.appointment;
        let taken = places
            .entry(made.slot_id)
            .or_insert((made.office_id.region(), 0));
        taken.1 += 1;
    }
    let sets: Vec<_> = places
        .iter()
        .map(|(slot, (region, places))| {
            [
                ("region", region.into()),
                ("slot", (*slot).into()),
                ("places", (*places).into()),
            ]
        })
        .collect();
    let took = run(tx, &TAKE, &sets).await?;
    if took == places.len() as u64 {
        return Ok(());
    }
    let why = format!("{} of {} slots have the places", took, places.len());
    Err(StorageError::Content {
        what: "visits",
        why,
    })
}

async fn insert_appointments(tx: &mut Tx, visits: &[Visit]) -> Result<(), StorageError> {
    let regions = regions(visits);
    let sets: Vec<_> = visits
        .iter()
        .zip(&regions)
        .map(|(visit, region)| {
            let made = &visit.appointment;
            [
                ("region", region.into()),
                ("appointment", made.appointment_id.into()),
                ("office", (&made.office_id).into()),
                ("slot", made.slot_id.into()),
                ("service", (&made.service_id).into()),
                ("family", (&made.service_family).into()),
                ("person", (&made.person_key).into()),
                ("reference", (&made.reference).into()),
                ("state", made.state.name().into()),
                ("channel", made.channel.name().into()),
                ("language", (&made.language).into()),
                ("starts_at", made.starts_at.into()),
                ("sealed", (&made.sealed).into()),
                ("moves", made.moves.into()),
                ("booked_at", made.booked_at.into()),
                ("changed_at", made.changed_at.into()),
                ("reason", made.reason.as_ref().into()),
            ]
        })
        .collect();
    run(tx, &APPOINTMENT, &sets).await.map(drop)
}

async fn insert_claims(tx: &mut Tx, visits: &[Visit]) -> Result<(), StorageError> {
    let live: Vec<&Visit> = visits
        .iter()
        .filter(|v| v.appointment.state.is_live())
        .collect();
    let regions: Vec<_> = live
        .iter()
        .map(|v| v.appointment.office_id.region())
        .collect();
    let sets: Vec<_> = live
        .iter()
        .zip(&regions)
        .map(|(visit, region)| {
            let made = &visit.appointment;
            [
                ("person", (&made.person_key).into()),
                ("family", (&made.service_family).into()),
                ("region", region.into()),
                ("holder", made.appointment_id.into()),
                ("now", made.booked_at.into()),
            ]
        })
        .collect();
    run(tx, &CLAIM, &sets).await.map(drop)
}

async fn insert_entries(tx: &mut Tx, visits: &[Visit]) -> Result<(), StorageError> {
    let regions = regions(visits);
    let sets: Vec<_> = visits
        .iter()
        .zip(&regions)
        .flat_map(|(visit, region)| visit.entries.iter().map(move |entry| (entry, region)))
        .map(|(entry, region)| {
            [
                ("region", region.into()),
                ("journal", entry.journal_id.into()),
                ("office", (&entry.office_id).into()),
                ("done_at", entry.done_at.into()),
                ("actor", (&entry.actor).into()),
                ("action", (&entry.action).into()),
                ("subject", (&entry.subject).into()),
                ("facts", (&entry.facts).into()),
            ]
        })
        .collect();
    run(tx, &ENTRY, &sets).await.map(drop)
}

async fn insert_told(tx: &mut Tx, visits: &[Visit]) -> Result<(), StorageError> {
    let regions = regions(visits);
    let sets: Vec<_> = visits
        .iter()
        .zip(&regions)
        .flat_map(|(visit, region)| visit.told.iter().map(move |told| (told, region)))
        .map(|(told, region)| told_set(told, region))
        .collect();
    run(tx, &TOLD, &sets).await.map(drop)
}

fn told_set<'v>(told: &'v Stored, region: &'v RegionId) -> [(&'static str, crate::Param<'v>); 16] {
    let Stored {
        notification,
        state,
        attempts,
        next_try_at,
        sent_at,
        proof,
    } = told;
    let sent: Option<Timestamp> = *sent_at;
    [
        ("region", region.into()),
        ("notification", notification.notification_id.into()),
        ("office", (&notification.office_id).into()),
        ("kind", (&notification.kind).into()),
        ("subject_kind", (&notification.subject_kind).into()),
        ("subject", notification.subject_id.into()),
        ("language", (&notification.language).into()),
        ("medium", (&notification.medium).into()),
        ("sealed", (&notification.sealed).into()),
        ("created_at", notification.created_at.into()),
        ("due_at", notification.due_at.into()),
        ("state", state.into()),
        ("attempts", (*attempts).into()),
        ("next_try_at", (*next_try_at).into()),
        ("sent_at", sent.into()),
        ("proof", proof.as_ref().into()),
    ]
}

fn regions(visits: &[Visit]) -> Vec<RegionId> {
    visits
        .iter()
        .map(|visit| visit.appointment.office_id.region())
        .collect()
}

async fn run<'v, const N: usize>(
    tx: &mut Tx,
    statement: &'static crate::Statement,
    sets: &[[(&'static str, crate::Param<'v>); N]],
) -> Result<u64, StorageError> {
    let sets: Vec<&Params<'v>> = sets.iter().map(|set| set.as_slice()).collect();
    tx.execute_each(statement, &sets).await
}
