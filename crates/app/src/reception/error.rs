//! Why reception could not do what was asked.

use jiff::Timestamp;
use okno_domain::appointment::AppointmentState;
use okno_domain::id::ServiceId;
use okno_identity::person_key::KeyError;
use okno_identity::personal::Personal;
use okno_identity::role::Forbidden;
use okno_identity::vault::VaultError;
use okno_storage::{Retriable, StorageError};

use crate::booking::BookingError;
use crate::hall::HallError;
use crate::rules::RulesError;

/// Why reception could not do what was asked. `Display` is for the log.
#[derive(Debug, thiserror::Error)]
pub enum ReceptionError {
    /// No such appointment at the officer's office.
    #[error("no such appointment at this office")]
    NotFound,
    /// Too early: the hall has no room for everybody of the day.
    #[error("too early, come at {come_at}")]
    TooEarly {
        /// From when the person is checked in.
        come_at: Timestamp,
        /// When the appointment starts.
        starts_at: Timestamp,
    },
    /// The document shown is not the one booked with (REQ-A13): serve as a walk-in,
    /// or void the appointment.
    #[error("the document shown is not the one booked with")]
    IdentityDiffers {
        /// Whom the appointment is for, for the officer's eyes.
        booked_for: Personal<String>,
    },
    /// The document shown is the one booked with: there is nothing to void.
    #[error("the document shown is the one booked with")]
    IdentityMatches,
    /// The appointment is not to be served any more.
    #[error("the appointment is {}", .0.name())]
    Ended(AppointmentState),
    /// The office does not give this service, or receives nobody today.
    #[error("the office does not give service {0} today")]
    NotGiven(ServiceId),
    /// Putting somebody first is for an officer to do.
    #[error("only an officer may give priority")]
    PriorityNeedsOfficer,
    /// No role of the officer has the right.
    #[error(transparent)]
    Forbidden(Forbidden),
    /// The document cannot be compared: a part of it is empty.
    #[error(transparent)]
    Identity(#[from] KeyError),
    /// No ticket could be printed.
    #[error(transparent)]
    Hall(HallError),
    /// No rule answers; the pack must be mended.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// A sealed field cannot be opened.
    #[error(transparent)]
    Sealed(#[from] VaultError),
    /// The database refused.
    #[error("could not record it: {0}")]
    Storage(#[from] StorageError),
}

impl Retriable for ReceptionError {
    fn storage(&self) -> Option<&StorageError> {
        match self {
            Self::Storage(error) => Some(error),
            _ => None,
        }
    }
}

impl From<Forbidden> for ReceptionError {
    fn from(forbidden: Forbidden) -> Self {
        match forbidden {
            Forbidden::NoRight(_) => Self::Forbidden(forbidden),
            Forbidden::OutOfReach(_) => Self::NotFound,
        }
    }
}

impl From<HallError> for ReceptionError {
    fn from(error: HallError) -> Self {
        match error {
            HallError::Storage(error) => Self::Storage(error),
            other => Self::Hall(other),
        }
    }
}

impl From<BookingError> for ReceptionError {
    fn from(error: BookingError) -> Self {
        match error {
            BookingError::Rules(error) => Self::Rules(error),
            BookingError::Identity(error) => Self::Identity(error),
            BookingError::Sealed(error) => Self::Sealed(error),
            BookingError::Storage(error) => Self::Storage(error),
            _ => Self::NotFound,
        }
    }
}
