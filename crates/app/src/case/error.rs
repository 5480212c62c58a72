//! Why a step of a case was not taken.

use jiff::Timestamp;
use okno_domain::application::Problem;
use okno_domain::case::{Event, Refused, State};
use okno_domain::decision::{MissingDetails, WrongGround};
use okno_domain::id::{OfficerId, ServiceId};
use okno_domain::notification::MissingFacts;
use okno_identity::person_key::KeyError;
use okno_identity::role::Forbidden;
use okno_identity::vault::VaultError;
use okno_storage::{Retriable, StorageError};

use crate::booking::BookingError;
use crate::rules::RulesError;

/// What changed since an officer looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The version now.
    pub version: i64,
    /// Where the case stands now.
    pub state: State,
    /// What happened last.
    pub event: Option<Event>,
    /// Which officer did it; `None` for timers and applicants.
    pub by: Option<OfficerId>,
    /// When.
    pub at: Option<Timestamp>,
}

/// Why a step of a case was not taken. The case stays as it was. `Display` is for
/// the log.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// No such case within the officer's reach.
    #[error("no such case")]
    NotFound,
    /// Somebody changed the case since the officer looked.
    #[error("the case was changed: it is {} at version {}", .0.state, .0.version)]
    Conflict(Box<Changed>),
    /// Somebody changed the case in the very moment; look again.
    #[error("the case was changed a moment ago")]
    Raced,
    /// The workflow does not allow it: not here, not this role, or something lacks.
    #[error(transparent)]
    Refused(Box<Refused>),
    /// Answers of the form are wrong; all of them are named.
    #[error("{} answers of the form are wrong", .0.len())]
    Form(Vec<Problem>),
    /// The pack has no such form.
    #[error("the pack has no form {0}")]
    NoSuchForm(String),
    /// Mandatory documents were not seen; all of them are named.
    #[error("documents lack: {}", .0.join(", "))]
    EvidenceMissing(Vec<String>),
    /// The document is not one of this case.
    #[error("{0} is not a document of this case")]
    UnknownEvidence(String),
    /// The ground is not one of the list (REQ-5.6).
    #[error(transparent)]
    Ground(#[from] WrongGround),
    /// The refusal notice lacks details and cannot be sent (REQ-7.7).
    #[error(transparent)]
    Incomplete(#[from] MissingDetails),
    /// The document shown is not the one the case or the appointment is about
    /// (REQ-A13).
    #[error("the document shown is not the one it is about")]
    IdentityDiffers,
    /// Who accepted does not decide.
    #[error("who accepted the documents does not decide")]
    SamePerson,
    /// The rules give no term but a refusal, for this reason.
    #[error("the rules give no term: {0}")]
    NoTerm(String),
    /// The reply to this request is entered already.
    #[error("the request is answered already")]
    Answered,
    /// The office does not give this service, or accepts nothing today.
    #[error("the office does not give service {0} today")]
    NotGiven(ServiceId),
    /// A notification lacks facts; nothing was done, because it could not be told.
    #[error(transparent)]
    Untold(#[from] MissingFacts),
    /// No role of the officer has the right.
    #[error(transparent)]
    Forbidden(Forbidden),
    /// No rule answers; the pack must be mended.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// The document cannot be compared: a part of it is empty.
    #[error(transparent)]
    Identity(#[from] KeyError),
    /// A sealed field cannot be opened or made.
    #[error(transparent)]
    Sealed(#[from] VaultError),
    /// The database refused.
    #[error("could not record the step: {0}")]
    Storage(#[from] StorageError),
}

impl Retriable for CaseError {
    fn storage(&self) -> Option<&StorageError> {
        match self {
            Self::Storage(error) => Some(error),
            _ => None,
        }
    }
}

impl From<Refused> for CaseError {
    fn from(refused: Refused) -> Self {
        Self::Refused(Box::new(refused))
    }
}

impl From<Forbidden> for CaseError {
    fn from(forbidden: Forbidden) -> Self {
        match forbidden {
            Forbidden::NoRight(_) => Self::Forbidden(forbidden),
            Forbidden::OutOfReach(_) => Self::NotFound,
        }
    }
}

impl From<BookingError> for CaseError {
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

impl From<okno_domain::pack::PackError> for CaseError {
    fn from(error: okno_domain::pack::PackError) -> Self {
        Self::Rules(error.into())
    }
}
