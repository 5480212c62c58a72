//! What one booking writes, made beforehand so that the loop measures the engine alone.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan};
use okno_domain::appointment::{AppointmentState, Channel};
use okno_domain::id::{AppointmentId, JournalId, NotificationId};
use okno_domain::person::reference::Reference;
use okno_storage::appointment::{Appointment, Booking};
use okno_storage::journal::Entry;
use okno_storage::notification::Notification;
use okno_storage::once::Once;
use okno_storage::slot::Slot;
use serde_json::json;
use uuid::Uuid;

/// Bytes of the sealed fields, as the server writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// Of the person in an appointment.
    pub person: usize,
    /// Of the letter in a notification.
    pub letter: usize,
}

/// Makes bookings of different people, one after another, over all slots in turn.
#[derive(Debug, Clone)]
pub struct Rows {
    slots: Arc<[Slot]>,
    sizes: Sizes,
    made: u64,
    random: Random,
}

impl Rows {
    /// Bookings into `slots`, which must not be empty.
    pub fn new(slots: &[Slot], sizes: Sizes) -> Self {
        Self { slots: slots.into(), sizes, made: 0, random: Random::default() }
    }

    /// The same people and slots for one of several that book at once: each has
    /// its own randomness and begins elsewhere.
    pub fn share(&self, number: usize) -> Self {
        Self { made: number as u64 * 1_000_003, random: Random::default(), ..self.clone() }
    }

    /// The next booking, made now.
    pub fn next(&mut self) -> Booking {
        self.made += 1;
        let slot = &self.slots[(self.made % self.slots.len() as u64) as usize];
        let now = Timestamp::now();
        let appointment_id = AppointmentId(Uuid::now_v7());
        // Any region of two digits has references; the town's is one.
        let reference = Reference::from_random(slot.region_id.as_str(), self.random.number())
            .map(|reference| reference.to_string())
            .unwrap_or_default();
        Booking {
            entry: Entry {
                journal_id: JournalId(Uuid::now_v7()),
                office_id: slot.office_id.clone(),
                done_at: now,
                actor: "applicant".into(),
                action: "appointment-made".into(),
                subject: appointment_id.to_string(),
                facts: json!({ "channel": "portal", "slot": slot.slot_id }),
            },
            notification: Notification {
                notification_id: NotificationId(Uuid::now_v7()),
                office_id: slot.office_id.clone(),
                kind: "N1".into(),
                subject_kind: "appointment".into(),
                subject_id: appointment_id.0,
                language: "ru".into(),
                medium: "email".into(),
                sealed: self.random.bytes(self.sizes.letter),
                created_at: now,
                due_at: now + 48.hours(),
            },
            once: Some(Once {
                once_key: self.random.key(),
                request_hash: self.random.key(),
                answer: json!({ "appointment": appointment_id, "reference": reference }),
            }),
            appointment: Appointment {
                appointment_id,
                office_id: slot.office_id.clone(),
                slot_id: slot.slot_id,
                service_id: slot.service_id.clone(),
                service_family: "passport-foreign".into(),
                person_key: self.random.key(),
                reference,
                state: AppointmentState::Booked,
                channel: Channel::Portal,
                language: "ru".into(),
                starts_at: slot.starts_at,
                sealed: self.random.bytes(self.sizes.person),
                moves: 0,
                booked_at: now,
                changed_at: now,
                reason: None,
            },
        }
    }
}

/// Fast randomness for rows (SplitMix64 from a random start): it must spread, not resist.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Default for Random {
    /// From a random start.
    fn default() -> Self {
        // The second half of a new identifier is random but for its first two bits.
        Self(Uuid::now_v7().as_u64_pair().1)
    }
}

impl Random {
    /// 64 bits.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 32 bytes, as a keyed hash has.
    pub fn key(&mut self) -> [u8; 32] {
        let mut key = [0; 32];
        for part in key.chunks_mut(8) {
            part.copy_from_slice(&self.number().to_le_bytes());
        }
        key
    }

    /// Bytes that cannot be compressed, as sealed ones cannot.
    pub fn bytes(&mut self, length: usize) -> Vec<u8> {
        let mut bytes: Vec<u8> =
            (0..length.div_ceil(8)).flat_map(|_| self.number().to_le_bytes()).collect();
        bytes.truncate(length);
        bytes
    }
}
