//! Closing the hours: times, appointments, claims, notifications and journal in
//! one transaction.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use okno_domain::appointment::AppointmentState;
use okno_domain::id::JournalId;
use okno_domain::office::{Contacts, PhonePurpose};
use okno_domain::words::Words;
use okno_storage::appointment::Appointment;
use okno_storage::claim::{self, Claim};
use okno_storage::journal::Entry;
use okno_storage::reception::{self, Closure};
use okno_storage::{Tx, appointment, hold, journal, notification, slot};
use serde_json::json;
use uuid::Uuid;

use super::preview::Hits;
use super::{ClosureError, ClosureHits, ClosureWish};
use crate::App;
use crate::actor::{Actor, Duty};
use crate::person::Booker;

/// The kind of the notification that a person gets.
const TOLD_AS: &str = "cancelled_by_office";
/// The code of the reason in the row of the appointment.
const REASON: &str = "by-office";
/// The languages in which the reason must stand.
const LANGUAGES: [&str; 2] = ["ru", "en"];

/// Hours that were closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosureApplied {
    /// The closure.
    pub closure_id: Uuid,
    /// Times that were open before.
    pub slots_closed: u64,
    /// Places that were only held; their holders are told when they confirm.
    pub holds_ended: u64,
    /// Appointments that were cancelled.
    pub hits: ClosureHits,
}

impl App {
    /// Closes the hours, cancels what was booked in them and tells each person
    /// the reason and how to book again. Claims are free at once.
    ///
    /// # Errors
    /// As [`App::preview_closure`]; [`ClosureError::NoReason`] without a reason in
    /// every language. Nothing is closed then.
    pub async fn apply_closure(
        &self,
        duty: &Duty,
        wish: &ClosureWish,
        reason: &Words,
    ) -> Result<ClosureApplied, ClosureError> {
        self.check_closure(duty, wish)?;
        if let Some(language) = reason.missing(&LANGUAGES).first() {
            return Err(ClosureError::NoReason(language));
        }
        let now = self.now();
        let closing = Arc::new(Closing {
            app: self.clone(),
            actor: Actor::Officer(duty.clone()),
            closure: Closure {
                closure_id: self.new_id(now),
                office_id: wish.office.clone(),
                from_at: wish.from,
                until_at: wish.until,
                reason: reason.clone(),
                applied_at: now,
                applied_by: Actor::Officer(duty.clone()).in_journal(),
            },
            again: self.how_to_book_again(wish),
            now,
        });
        let applied = self
            .store()
            .write("apply closure", move |tx| {
                let closing = Arc::clone(&closing);
                Box::pin(async move { closing.run(tx).await })
            })
            .await?;
        self.signals().told();
        Ok(applied)
    }

    /// Facts for the letter: whom to call, and whether the site takes bookings.
    fn how_to_book_again(&self, wish: &ClosureWish) -> BTreeMap<String, String> {
        let directory = self.directory().now();
        let region = directory.region(&wish.office.region());
        let office = directory.office(&wish.office);
        let online = region.is_some_and(|region| region.online_booking)
            && office.is_some_and(|office| office.profile.online_booking.on);
        let office = office.map(|office| &office.profile.contacts);
        let region = region.map(|region| &region.profile.contacts);
        let phone = office
            .and_then(booking_phone)
            .or_else(|| region.and_then(booking_phone));
        let mut facts = BTreeMap::from([("online".to_owned(), online.to_string())]);
        facts.extend(phone.map(|phone| ("phone".to_owned(), phone)));
        facts
    }
}

fn booking_phone(contacts: &Contacts) -> Option<String> {
    let of = |purpose| {
        contacts
            .phones
            .iter()
            .find(move |phone| phone.purpose == purpose)
    };
    let phone = of(PhonePurpose::Booking).or_else(|| of(PhonePurpose::Enquiries));
    phone.map(|phone| phone.number.clone())
}

struct Closing {
    app: App,
    actor: Actor,
    closure: Closure,
    again: BTreeMap<String, String>,
    now: Timestamp,
}

impl Closing {
    async fn run(&self, tx: &mut Tx) -> Result<ClosureApplied, ClosureError> {
        let Closure {
            office_id,
            from_at,
            until_at,
            ..
        } = &self.closure;
        reception::hold_office(tx, office_id).await?;
        reception::put_closure(tx, &self.closure).await?;
        // First the times: from here on nobody books one of them, and whoever
        // did a moment ago is among those found below.
        let slots_closed = slot::close_between(tx, office_id, *from_at, *until_at, true).await?;
        let holds_ended = self.end_holds(tx).await?;
        let found = appointment::of_office(tx, office_id, *from_at, *until_at).await?;
        let mut hits = Hits::default();
        for made in found
            .iter()
            .filter(|made| made.state == AppointmentState::Booked)
        {
            let booker = self.app.open_booker(made)?;
            if self.cancel(tx, made, &booker).await? {
                hits.count(&self.app, made, &booker.contact);
            }
        }
        let hits = hits.by_day();
        journal::append(tx, &self.entry(slots_closed, hits.appointments())).await?;
        Ok(ClosureApplied {
            closure_id: self.closure.closure_id,
            slots_closed,
            holds_ended,
            hits,
        })
    }

    async fn cancel(
        &self,
        tx: &mut Tx,
        made: &Appointment,
        booker: &Booker,
    ) -> Result<bool, ClosureError> {
        let (from, to) = (AppointmentState::Booked, AppointmentState::Cancelled);
        if !appointment::set_state(tx, made, from, to, Some(REASON), self.now).await? {
            return Ok(false);
        }
        let region = made.office_id.region();
        slot::give_back(tx, &region, made.slot_id).await?;
        let claim = Claim {
            person_key: made.person_key,
            service_family: made.service_family.clone(),
            region_id: region,
            holder_id: made.appointment_id.0,
        };
        claim::release(tx, &claim, self.now).await?;
        let facts = json!({ "by": "office", "closure": self.closure.closure_id });
        let (app, actor, now) = (&self.app, &self.actor, self.now);
        let entry = app.entry(made, actor, "appointment-cancelled", facts, now);
        journal::append(tx, &entry).await?;
        let mut more = self.again.clone();
        let reason = self.closure.reason.in_language(&booker.language);
        more.insert("reason".to_owned(), reason.to_owned());
        let told = app.tell(TOLD_AS, made, booker, more, now)?;
        notification::enqueue(tx, &told).await?;
        Ok(true)
    }

    /// A place held for minutes while somebody checks the details is given back:
    /// it must not become an appointment in closed hours.
    async fn end_holds(&self, tx: &mut Tx) -> Result<u64, ClosureError> {
        let Closure {
            office_id,
            from_at,
            until_at,
            ..
        } = &self.closure;
        let region = office_id.region();
        let mut ended = 0;
        for held in hold::between(tx, office_id, *from_at, *until_at).await? {
            if !hold::delete(tx, &region, held.hold_id).await? {
                continue;
            }
            slot::give_back(tx, &region, held.slot_id).await?;
            let claim = Claim {
                person_key: held.person_key,
                service_family: held.service_family.clone(),
                region_id: region.clone(),
                holder_id: held.hold_id.0,
            };
            claim::release(tx, &claim, self.now).await?;
            ended += 1;
        }
        Ok(ended)
    }

    fn entry(&self, slots_closed: u64, appointments: u64) -> Entry {
        let Closure {
            closure_id,
            office_id,
            from_at,
            until_at,
            ..
        } = &self.closure;
        Entry {
            journal_id: self.app.new_id::<JournalId>(self.now),
            office_id: office_id.clone(),
            done_at: self.now,
            actor: self.actor.in_journal(),
            action: "hours-closed".into(),
            subject: closure_id.to_string(),
            facts: json!({
                "from": from_at.to_string(), "until": until_at.to_string(),
                "slots": slots_closed, "appointments": appointments,
            }),
        }
    }
}
