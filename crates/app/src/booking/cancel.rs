//! Giving an appointment back.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use okno_domain::appointment::AppointmentState;
use okno_domain::id::RegionId;
use okno_storage::appointment::Appointment;
use okno_storage::claim::{self, Claim};
use okno_storage::journal::Entry;
use okno_storage::{Tx, appointment, journal, notification, slot};
use serde_json::json;

use super::{BookingError, Found};
use crate::App;
use crate::actor::Actor;

impl App {
    /// Cancels the holder's appointment; the claim is free at once, so that the
    /// person may book again.
    ///
    /// # Errors
    /// [`BookingError::NotFound`]; [`BookingError::Ended`] when it is over.
    pub async fn cancel(
        &self,
        region: &RegionId,
        reference: &str,
        birth_date: Date,
        actor: &Actor,
    ) -> Result<Found, BookingError> {
        let (made, booker) = self.proven(region, reference, birth_date).await?;
        if made.state == AppointmentState::Cancelled {
            return self.found(made, booker);
        }
        let now = self.now();
        let entry = self.entry(
            &made,
            actor,
            "appointment-cancelled",
            json!({ "by": "holder" }),
            now,
        );
        let told = self.tell("cancelled", &made, &booker, BTreeMap::new(), now)?;
        let gone = made.clone();
        let outcome: Result<(), BookingError> = self
            .store()
            .write("cancel", move |tx| {
                let (gone, entry, told) = (gone.clone(), entry.clone(), told.clone());
                Box::pin(async move {
                    let ending = Ending {
                        to: AppointmentState::Cancelled,
                        reason: "by-holder",
                        now,
                    };
                    end(tx, &gone, &ending, &entry).await?;
                    notification::enqueue(tx, &told).await?;
                    Ok(())
                })
            })
            .await;
        outcome?;
        self.signals().told();
        let state = AppointmentState::Cancelled;
        self.found(
            Appointment {
                state,
                changed_at: now,
                ..made
            },
            booker,
        )
    }
}

/// How an appointment ends before it is served.
pub(crate) struct Ending {
    pub(crate) to: AppointmentState,
    pub(crate) reason: &'static str,
    pub(crate) now: Timestamp,
}

/// Ends a booked appointment: state, place, claim and journal together.
pub(crate) async fn end(
    tx: &mut Tx,
    made: &Appointment,
    ending: &Ending,
    entry: &Entry,
) -> Result<(), BookingError> {
    let Ending { to, reason, now } = *ending;
    let booked = AppointmentState::Booked;
    if !appointment::set_state(tx, made, booked, to, Some(reason), now).await? {
        return Err(BookingError::Ended("changed"));
    }
    let region = made.office_id.region();
    slot::give_back(tx, &region, made.slot_id).await?;
    release(tx, made, now).await?;
    journal::append(tx, entry).await?;
    Ok(())
}

/// Releases the claim of an appointment that is no longer live.
pub(crate) async fn release(
    tx: &mut Tx,
    made: &Appointment,
    now: Timestamp,
) -> Result<bool, BookingError> {
    let claim = Claim {
        person_key: made.person_key,
        service_family: made.service_family.clone(),
        region_id: made.office_id.region(),
        holder_id: made.appointment_id.0,
    };
    Ok(claim::release(tx, &claim, now).await?)
}
