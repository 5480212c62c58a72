//! Moving an appointment: the old time is kept until the new one is sure
//! (REQ-A24). Nobody but the holder gets the time that is left.

use jiff::civil::Date;
use okno_domain::appointment::AppointmentState;
use okno_domain::id::RegionId;
use okno_storage::appointment::Appointment;
use okno_storage::journal::Entry;
use okno_storage::notification::Notification;
use okno_storage::slot::Slot;
use okno_storage::{Tx, appointment, journal, notification, slot};
use serde_json::json;

use super::{BookingError, Found, SlotKey, Wish};
use crate::App;
use crate::actor::Actor;

impl App {
    /// Swaps the time of an appointment for another of the same service in the
    /// same region, atomically.
    ///
    /// # Errors
    /// [`BookingError::MoveRefused`] by the policy, [`BookingError::SlotFull`]
    /// when the new time is gone: the old one stays.
    pub async fn move_appointment(
        &self,
        region: &RegionId,
        reference: &str,
        birth_date: Date,
        to: &SlotKey,
        actor: &Actor,
    ) -> Result<Found, BookingError> {
        let (made, booker) = self.proven(region, reference, birth_date).await?;
        if made.state != AppointmentState::Booked {
            return Err(BookingError::Ended(made.state.name()));
        }
        let wish = Wish {
            slot: to.clone(),
            service: made.service_id.clone(),
            booker: booker.clone(),
            channel: made.channel,
        };
        let target = self.bookable(&wish).await?;
        if target.region_id != *region {
            return Err(BookingError::NoSuchSlot);
        }
        if target.slot_id == made.slot_id {
            return self.found(made, booker);
        }
        let now = self.now();
        let rules = self
            .rules()
            .booking(&made.service_id, self.local_date(&made.office_id, now))?;
        rules.moves.check(made.moves, made.starts_at, now)?;

        let moved = moved(&made, &target, now);
        let facts = json!({ "from": made.slot_id, "to": target.slot_id });
        let change = Change {
            entry: self.entry(&moved, actor, "appointment-moved", facts, now),
            notification: self.tell_time(&moved, &booker, &target, now)?,
            made,
            to: (*target).clone(),
        };
        let outcome: Result<(), BookingError> = self
            .store()
            .write("move", move |tx| {
                let change = change.clone();
                Box::pin(async move { swap(tx, &change, now).await })
            })
            .await;
        outcome?;
        self.signals().told();
        self.found(moved, booker)
    }
}

#[derive(Clone)]
struct Change {
    made: Appointment,
    to: Slot,
    entry: Entry,
    notification: Notification,
}

fn moved(made: &Appointment, to: &Slot, now: jiff::Timestamp) -> Appointment {
    Appointment {
        slot_id: to.slot_id,
        office_id: to.office_id.clone(),
        starts_at: to.starts_at,
        moves: made.moves + 1,
        changed_at: now,
        ..made.clone()
    }
}

async fn swap(tx: &mut Tx, change: &Change, now: jiff::Timestamp) -> Result<(), BookingError> {
    let Change {
        made,
        to,
        entry,
        notification,
    } = change;
    // Both rows in one order, whoever swaps with whom: two people who exchange
    // their times at once must not wait for each other for ever.
    let take_first = to.slot_id < made.slot_id;
    if take_first && !slot::take_place(tx, &to.region_id, to.slot_id, now).await? {
        return Err(BookingError::SlotFull);
    }
    slot::give_back(tx, &to.region_id, made.slot_id).await?;
    if !take_first && !slot::take_place(tx, &to.region_id, to.slot_id, now).await? {
        return Err(BookingError::SlotFull);
    }
    if !appointment::move_to(tx, made, to, now).await? {
        // Somebody moved or ended it a moment ago; everything above is taken back.
        return Err(BookingError::Ended("changed"));
    }
    journal::append(tx, entry).await?;
    notification::enqueue(tx, notification).await?;
    Ok(())
}
