//! Why a step in the hall was not taken.

use okno_domain::hall::WrongStep;
use okno_domain::id::ServiceId;
use okno_identity::role::Forbidden;
use okno_identity::vault::VaultError;
use okno_storage::{Retriable, StorageError};

use crate::booking::BookingError;
use crate::rules::RulesError;

/// Why a step in the hall was not taken. `Display` is for the log.
#[derive(Debug, thiserror::Error)]
pub enum HallError {
    /// The officer sits at no window.
    #[error("the officer sits at no window")]
    NoWindow,
    /// The window is paused or closed: nobody is called there.
    #[error("the window is not open")]
    WindowNotOpen,
    /// The window has called or serves somebody already.
    #[error("the window has a visitor already")]
    VisitorThere,
    /// The window has no visitor.
    #[error("the window has no visitor")]
    NoVisitor,
    /// No such ticket in the officer's office today, or no such window.
    #[error("no such ticket or window here today")]
    NotFound,
    /// The step does not exist for the ticket as it stands.
    #[error(transparent)]
    Step(#[from] WrongStep),
    /// Somebody else took a step with the ticket a moment ago; look again.
    #[error("the ticket was changed a moment ago")]
    Changed,
    /// The office does not give this service, or receives nobody today.
    #[error("the office does not give service {0} today")]
    NotGiven(ServiceId),
    /// All numbers of a series are given for today.
    #[error("the numbers of the day are used up")]
    NumbersUsedUp,
    /// No role of the officer has the right.
    #[error(transparent)]
    Forbidden(Forbidden),
    /// No rule answers; the pack must be mended.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// A sealed field cannot be opened.
    #[error(transparent)]
    Sealed(#[from] VaultError),
    /// The database refused.
    #[error("could not record the step: {0}")]
    Storage(#[from] StorageError),
}

impl Retriable for HallError {
    fn storage(&self) -> Option<&StorageError> {
        match self {
            Self::Storage(error) => Some(error),
            _ => None,
        }
    }
}

impl From<Forbidden> for HallError {
    fn from(forbidden: Forbidden) -> Self {
        match forbidden {
            Forbidden::NoRight(_) => Self::Forbidden(forbidden),
            Forbidden::OutOfReach(_) => Self::NotFound,
        }
    }
}

impl From<BookingError> for HallError {
    fn from(error: BookingError) -> Self {
        match error {
            BookingError::Rules(error) => Self::Rules(error),
            BookingError::Sealed(error) => Self::Sealed(error),
            BookingError::Storage(error) => Self::Storage(error),
            _ => Self::NotFound,
        }
    }
}
