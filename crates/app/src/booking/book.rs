//! Booking at once: the API, the operator, the multipurpose centre.

use std::sync::Arc;

use okno_domain::appointment::{Channel, Share};
use okno_domain::id::ServiceId;
use okno_storage::once::Once;
use okno_storage::slot::Slot;
use okno_storage::{StorageError, appointment, once};

use super::{BookingError, Made, SlotKey};
use crate::App;
use crate::actor::Actor;
use crate::once::OnceKey;
use crate::person::Booker;

/// References are drawn at random; this many collisions in a row do not happen.
const REFERENCES_TRIED: u32 = 4;

/// What a person asks for.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The time.
    pub slot: SlotKey,
    /// The service.
    pub service: ServiceId,
    /// Who.
    pub booker: Booker,
    /// Through which door.
    pub channel: Channel,
}

impl App {
    /// Gives the person a place, and queues the notification of item 7.1.
    ///
    /// Everything happens in one transaction: a place without its notification,
    /// or a notification without its place, cannot be left behind by a crash.
    /// The same once-key books once and is answered with the same appointment.
    ///
    /// # Errors
    /// [`BookingError::SlotFull`], [`BookingError::AlreadyHolds`] and the other
    /// refusals of [`BookingError`].
    pub async fn book(
        &self,
        wish: &Wish,
        key: Option<(&OnceKey, [u8; 32])>,
        actor: &Actor,
    ) -> Result<Made, BookingError> {
        let slot = self.bookable(wish).await?;
        for _ in 0..REFERENCES_TRIED {
            let now = self.now();
            let mut booking = self.booking_of(&wish.booker, &slot, wish.channel, actor, now)?;
            let made = made_of(&booking.appointment, &slot);
            booking.once = key.map(|(key, request_hash)| Once {
                once_key: *key.hash(),
                request_hash,
                answer: answer_of(&made),
            });
            let refusal = match appointment::book(self.store(), booking).await {
                Ok(()) => {
                    self.signals().told();
                    return Ok(made);
                }
                Err(refusal) => BookingError::from(refusal),
            };
            if let Some(before) = self.answered_before(&slot, key).await? {
                return Ok(before);
            }
            match refusal {
                // A known reference: draw another.
                BookingError::Storage(error) if error.is_unique_violation() => {}
                BookingError::AlreadyHolds(_) => {
                    let found = self.held_by(&wish.booker, &wish.service).await?;
                    return Err(BookingError::AlreadyHolds(Box::new(found)));
                }
                // Whoever holds the last place and asks again is told of it, not
                // that somebody else was faster.
                BookingError::SlotFull => {
                    let found = self.held_by(&wish.booker, &wish.service).await?;
                    return Err(match found {
                        Some(found) => BookingError::AlreadyHolds(Box::new(Some(found))),
                        None => BookingError::SlotFull,
                    });
                }
                other => return Err(other),
            }
        }
        Err(StorageError::Conflict {
            name: "reference",
            attempts: REFERENCES_TRIED,
        }
        .into())
    }

    /// The slot of a wish, if this channel may book it for this service at all.
    pub(crate) async fn bookable(&self, wish: &Wish) -> Result<Arc<Slot>, BookingError> {
        let slot = self
            .slot(&wish.slot)
            .await?
            .ok_or(BookingError::NoSuchSlot)?;
        let open = slot.share == Share::Any || slot.share == wish.channel.share();
        if slot.service_id != wish.service || !open || slot.starts_at <= self.now() {
            return Err(BookingError::NoSuchSlot);
        }
        self.check_channel(&slot.office_id, wish.channel)?;
        Ok(slot)
    }

    /// The answer that was given to this once-key before, if any.
    pub(crate) async fn answered_before(
        &self,
        slot: &Slot,
        key: Option<(&OnceKey, [u8; 32])>,
    ) -> Result<Option<Made>, BookingError> {
        let Some((key, request_hash)) = key else {
            return Ok(None);
        };
        let (region, hash) = (slot.region_id.clone(), *key.hash());
        let known = self
            .store()
            .read("once", move |tx| {
                Box::pin(async move { once::find(tx, &region, &hash).await })
            })
            .await?;
        match known {
            None => Ok(None),
            Some(known) if known.request_hash != request_hash => Err(BookingError::OnceKeyReused),
            Some(known) => made_from(&known.answer, slot).map(Some),
        }
    }
}

pub(crate) fn made_of(appointment: &appointment::Appointment, slot: &Slot) -> Made {
    Made {
        appointment_id: appointment.appointment_id,
        reference: appointment.reference.clone(),
        slot: slot.clone(),
    }
}

pub(crate) fn answer_of(made: &Made) -> serde_json::Value {
    serde_json::json!({ "appointment": made.appointment_id, "reference": made.reference })
}

fn made_from(answer: &serde_json::Value, slot: &Slot) -> Result<Made, BookingError> {
    let unreadable = || StorageError::Content {
        what: "once.answer",
        why: "not a booking".into(),
    };
    let appointment_id = serde_json::from_value(answer["appointment"].clone())
        .map_err(|_| BookingError::Storage(unreadable()))?;
    let reference = answer["reference"]
        .as_str()
        .ok_or_else(unreadable)?
        .to_owned();
    Ok(Made {
        appointment_id,
        reference,
        slot: slot.clone(),
    })
}
