//! Holding a place while the person checks the details (ten minutes, said as a
//! clock time), and confirming it.
//!
//! Only an identified person holds, one place at a time: an anonymous request
//! takes nothing, so nobody can empty a calendar by looking at it.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use okno_domain::id::{HoldId, JournalId, RegionId};
use okno_identity::personal::Personal;
use okno_identity::vault::Place;
use okno_storage::appointment::{Booking, book_in};
use okno_storage::claim::{self, Claim, ClaimState};
use okno_storage::hold::{self, Hold};
use okno_storage::journal::Entry;
use okno_storage::slot::Slot;
use okno_storage::{Tx, appointment, journal, notification, once, slot};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::book::{answer_of, made_of};
use super::{BookingError, Made, SlotKey, Wish};
use crate::App;
use crate::actor::Actor;
use crate::once::{OnceKey, question_hash};
use crate::person::Booker;

/// Holds ended by one run of the sweeper in one transaction.
const SWEEP: i64 = 200;
/// Two clicks of one person can meet; the second finds what the first left.
const TRIES: u32 = 3;
/// Bytes of the authenticator in a hold key: 128 bits cannot be guessed.
const TAG: usize = 16;

/// The key to a hold: whoever has it may see and confirm the details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoldKey {
    /// The region.
    pub region: RegionId,
    /// The hold.
    pub hold: HoldId,
    tag: [u8; TAG],
}

/// A place that is held.
#[derive(Debug, Clone)]
pub struct Held {
    /// The key to it.
    pub key: HoldKey,
    /// The slot.
    pub slot: Slot,
    /// Who.
    pub booker: Booker,
    /// Until when the place is kept.
    pub until: Timestamp,
    /// The same answers sealed for the page, so that nothing typed is lost
    /// when the hold is.
    pub kept: String,
}

/// What was typed, as it travels sealed inside a page.
#[derive(Clone, Serialize, Deserialize)]
pub struct Kept {
    /// The time asked for.
    pub slot: String,
    /// The person.
    pub booker: Booker,
}

impl App {
    /// Holds a place for the person; a hold the person had before is exchanged.
    ///
    /// # Errors
    /// [`BookingError::AlreadyHolds`] with the appointment when the person has
    /// one; [`BookingError::SlotFull`]; the other refusals of a booking.
    pub async fn hold(&self, wish: &Wish) -> Result<Held, BookingError> {
        let published = self.bookable(wish).await?;
        for _ in 0..TRIES {
            let now = self.now();
            let held = self.held(wish, &published, now)?;
            let hold = self.hold_row(&held, wish, now)?;
            let entry = hold_entry(self, &hold, now);
            let outcome: Result<(), BookingError> = self
                .store()
                .write("hold", move |tx| {
                    let (hold, entry) = (hold.clone(), entry.clone());
                    Box::pin(async move { take_hold(tx, &hold, &entry, now).await })
                })
                .await;
            match outcome {
                Ok(()) => return Ok(held),
                Err(BookingError::AlreadyHolds(_)) => {
                    if let Some(found) = self.held_by(&wish.booker, &wish.service).await? {
                        return Err(BookingError::AlreadyHolds(Box::new(Some(found))));
                    }
                }
                Err(other) => return Err(other),
            }
        }
        Err(BookingError::AlreadyHolds(Box::new(None)))
    }

    /// The held place behind a key.
    ///
    /// # Errors
    /// [`BookingError::HoldExpired`] when it is over.
    pub async fn find_hold(&self, key: &HoldKey) -> Result<Held, BookingError> {
        self.check_key(key)?;
        let (region, id) = (key.region.clone(), key.hold);
        let hold = self
            .store()
            .read("hold", move |tx| {
                Box::pin(async move { hold::find(tx, &region, id).await })
            })
            .await?
            .filter(|hold| hold.expires_at > self.now())
            .ok_or(BookingError::HoldExpired)?;
        let slot_key = SlotKey {
            region: key.region.clone(),
            slot: hold.slot_id,
        };
        let slot = self
            .slot(&slot_key)
            .await?
            .ok_or(BookingError::NoSuchSlot)?;
        let booker = self
            .vault()
            .open_json::<Booker>(&hold_place(hold.hold_id), &hold.sealed)?
            .into_inner();
        Ok(Held {
            kept: self.keep(&slot_key, &booker)?,
            key: key.clone(),
            slot: (*slot).clone(),
            booker,
            until: hold.expires_at,
        })
    }

    /// Turns a hold into an appointment. Confirming twice gives the same
    /// appointment; a hold that is over is booked again from what was kept, if
    /// the place is still free, so that a slow reader loses nothing.
    ///
    /// # Errors
    /// [`BookingError::SlotFull`] when the hold is over and the place is gone.
    pub async fn confirm(
        &self,
        key: &HoldKey,
        kept: &Kept,
        wish: &Wish,
        actor: &Actor,
    ) -> Result<Made, BookingError> {
        self.check_key(key)?;
        let slot = self.bookable(wish).await?;
        let once_key = OnceKey::new("confirm", &key.to_string()).ok_or(BookingError::NotOurs)?;
        let question = question_hash(&kept.slot);
        let once = Some((&once_key, question));
        if let Some(before) = self.answered_before(&slot, once).await? {
            return Ok(before);
        }
        let now = self.now();
        let mut booking = self.booking_of(&wish.booker, &slot, wish.channel, actor, now)?;
        let made = made_of(&booking.appointment, &slot);
        booking.once = Some(once_key.answered(&kept.slot, answer_of(&made)));
        let hold_id = key.hold;
        let outcome: Result<(), BookingError> = self
            .store()
            .write("confirm", move |tx| {
                let booking = booking.clone();
                Box::pin(async move { confirm_in(tx, hold_id, &booking, now).await })
            })
            .await;
        match outcome {
            Ok(()) => {
                self.signals().told();
                Ok(made)
            }
            Err(refusal) => match self.answered_before(&slot, once).await? {
                Some(before) => Ok(before),
                None => Err(refusal),
            },
        }
    }

    /// Gives back places whose hold is over; answers how many, and when the
    /// next one ends.
    ///
    /// # Errors
    /// Any refusal of the database.
    pub async fn sweep_holds(
        &self,
        region: &RegionId,
    ) -> Result<(u64, Option<Timestamp>), BookingError> {
        let (now, at) = (self.now(), region.clone());
        self.store()
            .write("sweep holds", move |tx| {
                let region = at.clone();
                Box::pin(async move {
                    let mut freed = 0;
                    for hold in hold::expired(tx, &region, now, SWEEP).await? {
                        freed += u64::from(end_hold(tx, &hold, now).await?);
                    }
                    Ok((freed, hold::next_expiry(tx, &region).await?))
                })
            })
            .await
    }

    /// Seals answers for the page.
    ///
    /// # Errors
    /// When they cannot be sealed.
    pub fn keep(&self, slot: &SlotKey, booker: &Booker) -> Result<String, BookingError> {
        let kept = Kept {
            slot: slot.to_string(),
            booker: booker.clone(),
        };
        let sealed = self
            .vault()
            .seal_json(&kept_place(), &Personal::new(kept), self.entropy())?;
        Ok(hex::encode(sealed))
    }

    /// Opens answers that a page kept.
    ///
    /// # Errors
    /// [`BookingError::NotOurs`] for anything this office did not seal.
    pub fn open_kept(&self, text: &str) -> Result<Kept, BookingError> {
        let sealed = hex::decode(text).map_err(|_| BookingError::NotOurs)?;
        let kept = self.vault().open_json::<Kept>(&kept_place(), &sealed);
        Ok(kept.map_err(|_| BookingError::NotOurs)?.into_inner())
    }

    /// Reads the key to a hold.
    ///
    /// # Errors
    /// [`BookingError::NotOurs`] for anything this office did not make.
    pub fn hold_key(&self, text: &str) -> Result<HoldKey, BookingError> {
        let mut parts = text.splitn(3, '.');
        let mut next = || parts.next().ok_or(BookingError::NotOurs);
        let (region, hold, tag) = (next()?, next()?, next()?);
        let hold = hold.parse().map_err(|_| BookingError::NotOurs)?;
        let mut key = HoldKey {
            region: RegionId::new(region),
            hold,
            tag: [0; TAG],
        };
        hex::decode_to_slice(tag, &mut key.tag).map_err(|_| BookingError::NotOurs)?;
        self.check_key(&key)?;
        Ok(key)
    }

    fn new_key(&self, region: &RegionId, hold: HoldId) -> HoldKey {
        let tag = self.hold_tag(region, hold);
        HoldKey {
            region: region.clone(),
            hold,
            tag,
        }
    }

    fn check_key(&self, key: &HoldKey) -> Result<(), BookingError> {
        let ours = self.hold_tag(&key.region, key.hold);
        // Compared through the keyed hash, so that timing tells nothing.
        let secret = self.secrets().session_key("compare");
        if secret.authenticate(&[&ours]) == secret.authenticate(&[&key.tag]) {
            Ok(())
        } else {
            Err(BookingError::NotOurs)
        }
    }

    fn hold_tag(&self, region: &RegionId, hold: HoldId) -> [u8; TAG] {
        let secret = self.secrets().session_key("hold");
        let full = secret.authenticate(&[region.as_str().as_bytes(), hold.0.as_bytes()]);
        let mut tag = [0; TAG];
        tag.copy_from_slice(&full[..TAG]);
        tag
    }

    fn held(&self, wish: &Wish, slot: &Arc<Slot>, now: Timestamp) -> Result<Held, BookingError> {
        let rules = self
            .rules()
            .booking(&slot.service_id, self.local_date(&slot.office_id, now))?;
        Ok(Held {
            key: self.new_key(&slot.region_id, self.new_id(now)),
            slot: (**slot).clone(),
            booker: wish.booker.clone(),
            until: now + rules.hold,
            kept: self.keep(&wish.slot, &wish.booker)?,
        })
    }

    fn hold_row(&self, held: &Held, wish: &Wish, now: Timestamp) -> Result<Hold, BookingError> {
        let slot = &held.slot;
        let rules = self
            .rules()
            .booking(&slot.service_id, self.local_date(&slot.office_id, now))?;
        let personal = Personal::new(wish.booker.clone());
        let place = hold_place(held.key.hold);
        Ok(Hold {
            hold_id: held.key.hold,
            office_id: slot.office_id.clone(),
            slot_id: slot.slot_id,
            service_id: slot.service_id.clone(),
            service_family: rules.family.clone(),
            person_key: *wish.booker.person.key(self)?.as_bytes(),
            channel: wish.channel,
            sealed: self.vault().seal_json(&place, &personal, self.entropy())?,
            created_at: now,
            expires_at: held.until,
        })
    }
}

impl fmt::Display for HoldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}.{}.{}",
            self.region,
            self.hold.0.simple(),
            hex::encode(self.tag)
        )
    }
}

/// Takes claim and place for a hold; an older hold of the same person ends.
async fn take_hold(
    tx: &mut Tx,
    wanted: &Hold,
    entry: &Entry,
    now: Timestamp,
) -> Result<(), BookingError> {
    if let Some((claim, ClaimState::Pending(_))) =
        claim::find(tx, &wanted.person_key, &wanted.service_family).await?
        && let Some(before) = hold::find(tx, &claim.region_id, HoldId(claim.holder_id)).await?
    {
        end_hold(tx, &before, now).await?;
    }
    let region = wanted.office_id.region();
    if !slot::take_place(tx, &region, wanted.slot_id, now).await? {
        return Err(BookingError::SlotFull);
    }
    let pending = ClaimState::Pending(wanted.expires_at);
    if !claim::claim(tx, &claim_of(wanted), pending, now).await? {
        return Err(BookingError::AlreadyHolds(Box::new(None)));
    }
    hold::insert(tx, wanted).await?;
    journal::append(tx, entry).await?;
    Ok(())
}

/// Ends a hold: the place goes back, the claim is released.
async fn end_hold(tx: &mut Tx, hold: &Hold, now: Timestamp) -> Result<bool, BookingError> {
    let region = hold.office_id.region();
    if !hold::delete(tx, &region, hold.hold_id).await? {
        return Ok(false);
    }
    slot::give_back(tx, &region, hold.slot_id).await?;
    claim::release(tx, &claim_of(hold), now).await?;
    Ok(true)
}

/// The place of a live hold becomes the appointment's; a hold that is over is
/// ended and the booking made as if there had been none.
async fn confirm_in(
    tx: &mut Tx,
    hold_id: HoldId,
    booking: &Booking,
    now: Timestamp,
) -> Result<(), BookingError> {
    let made = &booking.appointment;
    let region = made.office_id.region();
    let hold = hold::find(tx, &region, hold_id).await?;
    let live = hold.filter(|hold| {
        hold.expires_at > now && hold.slot_id == made.slot_id && hold.person_key == made.person_key
    });
    let Some(hold) = live else {
        return rebook_in(tx, hold_id, booking, now).await;
    };
    if !hold::delete(tx, &region, hold_id).await? {
        return rebook_in(tx, hold_id, booking, now).await;
    }
    let to = Claim {
        holder_id: made.appointment_id.0,
        ..claim_of(&hold)
    };
    if !claim::hand_over(tx, hold_id.0, &to, ClaimState::Held, now).await? {
        return Err(BookingError::AlreadyHolds(Box::new(None)));
    }
    appointment::insert(tx, made).await?;
    journal::append(tx, &booking.entry).await?;
    notification::enqueue(tx, &booking.notification).await?;
    if let Some(answer) = &booking.once {
        once::remember(tx, &region, answer, now).await?;
    }
    Ok(())
}

async fn rebook_in(
    tx: &mut Tx,
    hold_id: HoldId,
    booking: &Booking,
    now: Timestamp,
) -> Result<(), BookingError> {
    let region = booking.appointment.office_id.region();
    if let Some(over) = hold::find(tx, &region, hold_id).await? {
        end_hold(tx, &over, now).await?;
    }
    book_in(tx, booking)
        .await
        .map_err(|refusal| match BookingError::from(refusal) {
            BookingError::SlotFull => BookingError::HoldExpired,
            other => other,
        })
}

fn claim_of(hold: &Hold) -> Claim {
    Claim {
        person_key: hold.person_key,
        service_family: hold.service_family.clone(),
        region_id: hold.office_id.region(),
        holder_id: hold.hold_id.0,
    }
}

fn hold_entry(app: &App, hold: &Hold, now: Timestamp) -> Entry {
    Entry {
        journal_id: app.new_id::<JournalId>(now),
        office_id: hold.office_id.clone(),
        done_at: now,
        actor: Actor::Applicant(hold.channel).in_journal(),
        action: "place-held".into(),
        subject: hold.hold_id.to_string(),
        facts: json!({ "channel": hold.channel.name(), "slot": hold.slot_id }),
    }
}

fn hold_place(id: HoldId) -> Place {
    Place::new("hold", "sealed", id)
}

fn kept_place() -> Place {
    Place::new("page", "kept", "booking")
}
