//! Closing hours of an office against its plan: first a preview of who is hit,
//! then one transaction that closes the times, cancels the appointments and
//! tells the people (REQ-6c, REQ-7.1).
//!
//! Nobody is left with a time that the office will not keep: a time that was
//! taken between preview and closing is cancelled and told like the others.

mod apply;
mod preview;

use jiff::Timestamp;
use okno_domain::id::OfficeId;
use okno_identity::role::Forbidden;
use okno_identity::vault::VaultError;
use okno_storage::{Retriable, StorageError};

use crate::booking::BookingError;

pub use apply::ClosureApplied;
pub use preview::{ClosureHits, HitDay};

/// The hours that an office means to close. A time is inside when it begins
/// inside: whoever began before is served to the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosureWish {
    /// The office.
    pub office: OfficeId,
    /// From.
    pub from: Timestamp,
    /// Until.
    pub until: Timestamp,
}

/// Why hours were not closed.
#[derive(Debug, thiserror::Error)]
pub enum ClosureError {
    /// The officer may not, or not here.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such office.
    #[error("there is no office {0}")]
    NoSuchOffice(OfficeId),
    /// It ends before it begins.
    #[error("the closure ends before it begins")]
    Backwards,
    /// It is over already.
    #[error("the closure is over already")]
    Past,
    /// People are told why in every language; one is missing.
    #[error("the reason says nothing in language {0}")]
    NoReason(&'static str),
    /// An appointment cannot be opened, told or ended.
    #[error(transparent)]
    Booking(#[from] BookingError),
    /// A sealed field cannot be opened.
    #[error(transparent)]
    Sealed(#[from] VaultError),
    /// The database refused.
    #[error("could not close the hours: {0}")]
    Storage(#[from] StorageError),
}

impl Retriable for ClosureError {
    fn storage(&self) -> Option<&StorageError> {
        match self {
            Self::Storage(error) => Some(error),
            Self::Booking(error) => error.storage(),
            _ => None,
        }
    }
}
