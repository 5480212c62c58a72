//! What one booking writes, made beforehand so that the loop measures the engine alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

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
    // One count for all that book at once, so that no reference is given twice.
    made: Arc<AtomicU64>,
    random: Random,
}

impl Rows {
    /// Bookings into `slots`, which must not be empty.
    pub fn new(slots: &[Slot], sizes: Sizes) -> Self {
        Self {
            slots: slots.into(),
            sizes,
            made: Arc::default(),
            random: Random::default(),
        }
    }

    /// Further bookings for one of several that book at once.
    pub fn share(&self) -> Self {
        Self {
            random: Random::default(),
            ..self.clone()
        }
    }

    /// The next booking, made now.
    pub fn next(&mut self) -> Booking {
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let slot = &self.slots[(number % self.slots.len() as u64) as usize];
        let now = Timestamp::now();
        let appointment_id = AppointmentId(Uuid::now_v7());
        let reference = reference(slot.region_id.as_str(), number);
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

/// The reference of the appointment of that number: scattered as random ones are,
/// but no two of them the same. (The office draws again when two fall together.)
pub fn reference(region: &str, number: u64) -> String {
    // A step that shares no factor with 31 to the 7th visits every reference once.
    const STEP: u64 = 16_180_339_887;
    const ALL: u64 = 31_u64.pow(7);
    let scattered = (u128::from(number) * u128::from(STEP) % u128::from(ALL)) as u64;
    // Any region of two digits has references; the town's is one.
    Reference::from_random(region, scattered)
        .map(|made| made.to_string())
        .unwrap_or_default()
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
        let mut bytes: Vec<u8> = (0..length.div_ceil(8))
            .flat_map(|_| self.number().to_le_bytes())
            .collect();
        bytes.truncate(length);
        bytes
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_reference_is_given_twice_and_neighbours_are_not_alike() {
        let all: BTreeSet<String> = (0..100_000).map(|number| reference("77", number)).collect();
        assert_eq!(all.len(), 100_000);
        assert_ne!(reference("77", 1).get(..6), reference("77", 2).get(..6));
        assert!(Reference::parse(&reference("77", 5)).is_ok());
    }

    #[test]
    fn randomness_fills_every_byte_asked_for() {
        let mut random = Random::default();
        assert_eq!(random.bytes(13).len(), 13);
        assert_ne!(random.key(), random.key());
    }
}
