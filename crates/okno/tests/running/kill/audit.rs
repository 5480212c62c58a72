//! The books of the office, read behind its back and held against each other and against what
//! people were promised.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use okno_storage::{Row, Statement, StorageError, Store};
use uuid::Uuid;

use super::citizen::{Citizen, Promise};

static APPOINTMENTS: Statement = Statement::new(
    "kill::APPOINTMENTS",
    "SELECT appointment_id, reference, slot_id, person_key, state, starts_at, moves FROM appointment",
    None,
);
static SLOTS: Statement = Statement::new(
    "kill::SLOTS",
    "SELECT slot_id, starts_at, capacity, taken FROM slot",
    None,
);
static CLAIMS: Statement = Statement::new(
    "kill::CLAIMS",
    "SELECT holder_id, person_key, state FROM identity_claim WHERE state <> 'released'",
    None,
);
static HOLDS: Statement = Statement::new(
    "kill::HOLDS",
    "SELECT hold_id, slot_id, person_key FROM hold",
    None,
);
static JOURNAL: Statement = Statement::new(
    "kill::JOURNAL",
    "SELECT subject, action FROM journal WHERE action LIKE 'appointment-%'",
    None,
);
static NOTIFICATIONS: Statement = Statement::new(
    "kill::NOTIFICATIONS",
    "SELECT subject_id, kind FROM notification",
    None,
);
static ANSWERS: Statement = Statement::new("kill::ANSWERS", "SELECT COUNT(*) AS n FROM once", None);

struct Appointment {
    id: Uuid,
    reference: String,
    slot: Uuid,
    person: Vec<u8>,
    cancelled: bool,
    starts_at: Timestamp,
    moves: i64,
}

struct Slot {
    id: Uuid,
    starts_at: Timestamp,
    capacity: i64,
    taken: i64,
}

/// A claim or a hold: its identifier and its person.
type OfPerson = (Uuid, Vec<u8>);

/// Everything that is stored about bookings.
pub struct Books {
    appointments: Vec<Appointment>,
    slots: Vec<Slot>,
    claims: BTreeMap<OfPerson, String>,
    holds: BTreeMap<OfPerson, Uuid>,
    journal: BTreeMap<(Uuid, String), i64>,
    notifications: BTreeMap<(Uuid, String), i64>,
    answers: i64,
}

impl Books {
    pub async fn read(store: &Store) -> Self {
        let books: Result<Self, StorageError> = store
            .read("books", |tx| {
                Box::pin(async move {
                    let appointments = all(&tx.rows(&APPOINTMENTS, &[]).await?, appointment)?;
                    let slots = all(&tx.rows(&SLOTS, &[]).await?, slot)?;
                    let claims = tx.rows(&CLAIMS, &[]).await?;
                    let holds = tx.rows(&HOLDS, &[]).await?;
                    let journal = all(&tx.rows(&JOURNAL, &[]).await?, |row| {
                        let subject: String = row.get("subject")?;
                        Ok((subject.parse().unwrap(), row.get("action")?))
                    })?;
                    let told = all(&tx.rows(&NOTIFICATIONS, &[]).await?, |row| {
                        Ok((row.get("subject_id")?, row.get("kind")?))
                    })?;
                    Ok(Self {
                        appointments,
                        slots,
                        claims: all(&claims, |row| {
                            let of = (row.get("holder_id")?, row.get("person_key")?);
                            Ok((of, row.get("state")?))
                        })?
                        .into_iter()
                        .collect(),
                        holds: all(&holds, |row| {
                            let of = (row.get("hold_id")?, row.get("person_key")?);
                            Ok((of, row.get("slot_id")?))
                        })?
                        .into_iter()
                        .collect(),
                        journal: counted(journal),
                        notifications: counted(told),
                        answers: tx.row(&ANSWERS, &[]).await?.get("n")?,
                    })
                })
            })
            .await;
        books.unwrap()
    }

    /// The books agree with each other: places, claims, journal, outbox, once-keys.
    pub fn agree(&self) {
        self.places_agree();
        self.claims_agree();
        self.entries_agree();
        let references: BTreeSet<_> = self.appointments.iter().map(|a| &a.reference).collect();
        assert_eq!(
            references.len(),
            self.appointments.len(),
            "no reference twice"
        );
        assert_eq!(
            self.answers,
            self.appointments.len() as i64,
            "each booking has its once-key"
        );
    }

    fn places_agree(&self) {
        let mut used: BTreeMap<Uuid, i64> = BTreeMap::new();
        let live = self
            .appointments
            .iter()
            .filter(|a| !a.cancelled)
            .map(|a| a.slot);
        for slot in live.chain(self.holds.values().copied()) {
            *used.entry(slot).or_default() += 1;
        }
        for slot in &self.slots {
            let used = used.remove(&slot.id).unwrap_or_default();
            assert_eq!(slot.taken, used, "places of the slot at {}", slot.starts_at);
            assert!(
                slot.taken <= slot.capacity,
                "the slot at {} is oversold",
                slot.starts_at
            );
        }
        assert!(used.is_empty(), "appointments without a slot: {used:?}");
        let begins: BTreeMap<_, _> = self.slots.iter().map(|s| (s.id, s.starts_at)).collect();
        for one in &self.appointments {
            assert_eq!(begins[&one.slot], one.starts_at, "{}", one.reference);
        }
    }

    fn claims_agree(&self) {
        let live = self.appointments.iter().filter(|a| !a.cancelled);
        let mut wanted: BTreeMap<OfPerson, String> = live
            .map(|a| ((a.id, a.person.clone()), "held".to_owned()))
            .collect();
        wanted.extend(
            self.holds
                .keys()
                .map(|of| (of.clone(), "pending".to_owned())),
        );
        assert_eq!(
            self.claims, wanted,
            "a claim for each live appointment and hold, and no other"
        );
    }

    fn entries_agree(&self) {
        let (mut journal, mut told) = (BTreeMap::new(), BTreeMap::new());
        for one in &self.appointments {
            let mut entry = |action: &str, times| {
                if times > 0 {
                    journal.insert((one.id, action.to_owned()), times);
                }
            };
            entry("appointment-made", 1);
            entry("appointment-moved", one.moves);
            entry("appointment-cancelled", i64::from(one.cancelled));
            // Each new time is told anew (item 7.1).
            told.insert((one.id, "N1".to_owned()), 1 + one.moves);
            if one.cancelled {
                told.insert((one.id, "cancelled".to_owned()), 1);
            }
        }
        assert_eq!(self.journal, journal, "the journal tells what is stored");
        assert_eq!(self.notifications, told, "people are told what is stored");
    }

    /// Appointments that nobody was told of: the kill cut off the answers.
    pub fn unheard_of(&self, citizens: &[Citizen]) -> usize {
        let promised: BTreeSet<_> = promises(citizens).map(|p| p.reference.as_str()).collect();
        let stored: BTreeSet<_> = self
            .appointments
            .iter()
            .map(|a| a.reference.as_str())
            .collect();
        let lost: Vec<_> = promised.difference(&stored).collect();
        assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
        let unheard = stored.difference(&promised).count();
        assert!(
            unheard <= citizens.len(),
            "{unheard} appointments nobody asked for"
        );
        unheard
    }

    /// What is stored is what was promised, neither more nor less.
    pub fn hold_exactly(&self, citizens: &[Citizen]) {
        type Told<'t> = BTreeMap<&'t str, (Timestamp, i64, bool)>;
        let promised: Told<'_> = promises(citizens)
            .map(|p| {
                (
                    p.reference.as_str(),
                    (p.starts_at.parse().unwrap(), p.moves, p.cancelled),
                )
            })
            .collect();
        let stored: Told<'_> = self
            .appointments
            .iter()
            .map(|a| (a.reference.as_str(), (a.starts_at, a.moves, a.cancelled)))
            .collect();
        assert_eq!(stored, promised);
        let sure: usize = citizens.iter().map(|citizen| citizen.holds.len()).sum();
        let unsure: usize = citizens.iter().map(|citizen| citizen.unsure_holds).sum();
        let held = self.holds.len();
        assert!(
            (sure..=sure + unsure).contains(&held),
            "{held} holds, {sure} promised"
        );
    }
}

fn promises(citizens: &[Citizen]) -> impl Iterator<Item = &Promise> {
    citizens.iter().flat_map(|citizen| &citizen.promises)
}

fn all<T>(
    rows: &[Row],
    read: impl Fn(&Row) -> Result<T, StorageError>,
) -> Result<Vec<T>, StorageError> {
    rows.iter().map(read).collect()
}

fn counted(entries: Vec<(Uuid, String)>) -> BTreeMap<(Uuid, String), i64> {
    let mut counts = BTreeMap::new();
    for entry in entries {
        *counts.entry(entry).or_default() += 1;
    }
    counts
}

fn appointment(row: &Row) -> Result<Appointment, StorageError> {
    Ok(Appointment {
        id: row.get("appointment_id")?,
        reference: row.get("reference")?,
        slot: row.get("slot_id")?,
        person: row.get("person_key")?,
        cancelled: row.word("state", |state| match state {
            "booked" => Some(false),
            "cancelled" => Some(true),
            _ => None,
        })?,
        starts_at: row.get("starts_at")?,
        moves: row.get("moves")?,
    })
}

fn slot(row: &Row) -> Result<Slot, StorageError> {
    Ok(Slot {
        id: row.get("slot_id")?,
        starts_at: row.get("starts_at")?,
        capacity: row.get("capacity")?,
        taken: row.get("taken")?,
    })
}
