//! Why a citizen did not get what was asked for.

use okno_domain::appointment::MoveRefusal;
use okno_domain::id::{OfficeId, RegionId, ServiceId};
use okno_domain::person::reference::ReferenceProblem;
use okno_identity::person_key::KeyError;
use okno_identity::vault::VaultError;
use okno_storage::appointment::BookRefusal;
use okno_storage::{Retriable, StorageError};

use super::Found;
use crate::rules::RulesError;

/// Why a citizen did not get what was asked for.
///
/// `Display` is for the log. What the citizen reads is chosen at the edge, in
/// their own language.
#[derive(Debug, thiserror::Error)]
pub enum BookingError {
    /// The last place has just gone, or the office closed the slot.
    #[error("the slot has no free place")]
    SlotFull,
    /// There is no such slot for this service and channel, or it is past.
    #[error("there is no such slot to book")]
    NoSuchSlot,
    /// The person already holds a live appointment of the family.
    #[error("the person already holds a live appointment")]
    AlreadyHolds(Box<Option<Found>>),
    /// No appointment with that reference and birth date.
    #[error("no appointment with that reference and birth date")]
    NotFound,
    /// The appointment is not in a state that allows this any more.
    #[error("the appointment is {0}")]
    Ended(&'static str),
    /// The policy does not allow the move (REQ-A24).
    #[error(transparent)]
    MoveRefused(#[from] MoveRefusal),
    /// The hold is over and its place is gone.
    #[error("the hold has expired and the place is gone")]
    HoldExpired,
    /// A token that this office did not make.
    #[error("a token that is not ours")]
    NotOurs,
    /// Booking through the Internet is off in the region (REQ-A10).
    #[error("online booking is off in region {0}")]
    OnlineOff(RegionId),
    /// The office does not give this service.
    #[error("office {0} does not give service {1}")]
    NoSuchService(OfficeId, ServiceId),
    /// The once-key was used for another question.
    #[error("the once-key was used for another request")]
    OnceKeyReused,
    /// No rule answers; the pack must be mended.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// The identity cannot be made into a key.
    #[error(transparent)]
    Identity(#[from] KeyError),
    /// The region has no code that a reference can carry.
    #[error(transparent)]
    Reference(#[from] ReferenceProblem),
    /// A sealed field cannot be opened or made.
    #[error(transparent)]
    Sealed(#[from] VaultError),
    /// The database refused.
    #[error("could not record the appointment: {0}")]
    Storage(#[from] StorageError),
}

impl Retriable for BookingError {
    fn storage(&self) -> Option<&StorageError> {
        match self {
            Self::Storage(error) => Some(error),
            _ => None,
        }
    }
}

impl From<BookRefusal> for BookingError {
    fn from(refusal: BookRefusal) -> Self {
        match refusal {
            BookRefusal::NoPlace => Self::SlotFull,
            BookRefusal::AlreadyHolds => Self::AlreadyHolds(Box::new(None)),
            BookRefusal::Storage(error) => Self::Storage(error),
        }
    }
}
