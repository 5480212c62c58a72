//! What the person gets: an appointment with its reference, and the rows that
//! go with it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use okno_domain::appointment::{AppointmentState, Channel};
use okno_domain::id::{AppointmentId, JournalId, NotificationId};
use okno_domain::person::reference::Reference;
use okno_identity::personal::Personal;
use okno_identity::vault::Place;
use okno_storage::appointment::{Appointment, Booking};
use okno_storage::journal::Entry;
use okno_storage::notification::Notification;
use okno_storage::slot::Slot;
use serde_json::json;

use super::BookingError;
use crate::App;
use crate::actor::Actor;
use crate::letter::Letter;
use crate::person::Booker;

/// An appointment that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its identifier.
    pub appointment_id: AppointmentId,
    /// What the person keeps.
    pub reference: String,
    /// The slot.
    pub slot: Slot,
}

impl App {
    /// Everything one booking writes, ready for one transaction.
    pub(crate) fn booking_of(
        &self,
        booker: &Booker,
        slot: &Slot,
        channel: Channel,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Booking, BookingError> {
        let rules = self
            .rules()
            .booking(&slot.service_id, self.local_date(&slot.office_id, now))?;
        let appointment_id: AppointmentId = self.new_id(now);
        let made = Appointment {
            appointment_id,
            office_id: slot.office_id.clone(),
            slot_id: slot.slot_id,
            service_id: slot.service_id.clone(),
            service_family: rules.family.clone(),
            person_key: *booker.person.key(self)?.as_bytes(),
            reference: self.new_reference(slot)?,
            state: AppointmentState::Booked,
            channel,
            language: booker.language.clone(),
            starts_at: slot.starts_at,
            sealed: self.seal_booker(appointment_id, booker)?,
            moves: 0,
            booked_at: now,
            changed_at: now,
            reason: None,
        };
        let facts = json!({ "channel": channel.name(), "slot": slot.slot_id });
        Ok(Booking {
            entry: self.entry(&made, actor, "appointment-made", facts, now),
            notification: self.tell_time(&made, booker, slot, now)?,
            appointment: made,
            once: None,
        })
    }

    /// A new reference: the region first, then signs that cannot be guessed, then
    /// a check character.
    fn new_reference(&self, slot: &Slot) -> Result<String, BookingError> {
        let random = u64::from_be_bytes(self.entropy().bytes());
        Ok(Reference::from_random(slot.region_id.as_str(), random)?.to_string())
    }

    /// A journal entry about an appointment.
    pub(crate) fn entry(
        &self,
        appointment: &Appointment,
        actor: &Actor,
        action: &str,
        facts: serde_json::Value,
        now: Timestamp,
    ) -> Entry {
        Entry {
            journal_id: self.new_id::<JournalId>(now),
            office_id: appointment.office_id.clone(),
            done_at: now,
            actor: actor.in_journal(),
            action: action.into(),
            subject: appointment.appointment_id.to_string(),
            facts,
        }
    }

    /// Notification N1: place, time, zone, reference (REQ-7.1).
    pub(crate) fn tell_time(
        &self,
        appointment: &Appointment,
        booker: &Booker,
        slot: &Slot,
        now: Timestamp,
    ) -> Result<Notification, BookingError> {
        let length = BTreeMap::from([("minutes".to_owned(), slot.minutes.to_string())]);
        self.tell("N1", appointment, booker, length, now)
    }

    /// A notification about an appointment, due by the rule of item 6 (REQ-6c).
    pub(crate) fn tell(
        &self,
        kind: &str,
        appointment: &Appointment,
        booker: &Booker,
        more: BTreeMap<String, String>,
        now: Timestamp,
    ) -> Result<Notification, BookingError> {
        let notification_id: NotificationId = self.new_id(now);
        let rules = self.rules().booking(
            &appointment.service_id,
            self.local_date(&appointment.office_id, now),
        )?;
        let mut facts = BTreeMap::from([
            ("office".to_owned(), appointment.office_id.to_string()),
            ("service".to_owned(), appointment.service_id.to_string()),
            ("starts_at".to_owned(), appointment.starts_at.to_string()),
            ("reference".to_owned(), appointment.reference.clone()),
            ("name".to_owned(), booker.person.address()),
            ("moves".to_owned(), appointment.moves.to_string()),
        ]);
        if let Some(left) = rules.moves.left(appointment.moves) {
            facts.insert("moves_left".to_owned(), left.to_string());
        }
        facts.extend(more);
        let letter = Letter {
            to: booker.contact.email.clone(),
            facts,
        };
        Ok(Notification {
            notification_id,
            office_id: appointment.office_id.clone(),
            kind: kind.into(),
            subject_kind: "appointment".into(),
            subject_id: appointment.appointment_id.0,
            language: booker.language.clone(),
            medium: if letter.to.is_some() { "email" } else { "none" }.into(),
            sealed: self.seal_letter(notification_id, letter)?,
            created_at: now,
            due_at: self.tell_by(&appointment.office_id, &appointment.service_id, now)?,
        })
    }

    /// Seals the person for the row of an appointment.
    pub(crate) fn seal_booker(
        &self,
        id: AppointmentId,
        booker: &Booker,
    ) -> Result<Vec<u8>, BookingError> {
        let personal = Personal::new(booker.clone());
        Ok(self
            .vault()
            .seal_json(&booker_place(id), &personal, self.entropy())?)
    }

    /// Opens the person of an appointment.
    pub(crate) fn open_booker(&self, appointment: &Appointment) -> Result<Booker, BookingError> {
        let place = booker_place(appointment.appointment_id);
        Ok(self
            .vault()
            .open_json::<Booker>(&place, &appointment.sealed)?
            .into_inner())
    }
}

fn booker_place(id: AppointmentId) -> Place {
    Place::new("appointment", "sealed", id)
}
