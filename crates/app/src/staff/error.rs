//! Why somebody of the staff was not let in, or not to a window.

use jiff::Timestamp;
use okno_domain::words::Words;
use okno_identity::password::PasswordError;
use okno_identity::role::Forbidden;
use okno_storage::{Retriable, StorageError};

/// Why nobody was logged in. `Display` is for the log.
#[derive(Debug, thiserror::Error)]
pub enum LogInError {
    /// Wrong name, wrong password, or an account that is not in use: one answer.
    #[error("wrong name or password")]
    Wrong,
    /// Too many wrong passwords; log-in pauses until a clock time.
    #[error("log-in pauses until {until}")]
    Paused {
        /// Until when.
        until: Timestamp,
    },
    /// Passwords cannot be checked on this machine.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The database refused.
    #[error("could not log in: {0}")]
    Storage(#[from] StorageError),
}

/// Why an officer did not get the window.
#[derive(Debug, thiserror::Error)]
pub enum SeatError {
    /// Somebody else serves there; taking over needs to be confirmed.
    #[error("another officer is logged in at the window")]
    WindowBusy {
        /// Surname of the colleague.
        by: Words,
        /// When the colleague was last seen there.
        seen_at: Timestamp,
    },
    /// The officer's other browser sits there; taking over needs to be confirmed.
    #[error("the officer is logged in at the window in another browser")]
    OwnOtherBrowser {
        /// When it was last used.
        seen_at: Timestamp,
    },
    /// No such window in the officer's office.
    #[error("no such window in the officer's office")]
    NoSuchWindow,
    /// The officer does not serve at windows.
    #[error(transparent)]
    Forbidden(Forbidden),
    /// The database refused.
    #[error("could not take the window: {0}")]
    Storage(#[from] StorageError),
}

impl Retriable for LogInError {
    fn storage(&self) -> Option<&StorageError> {
        match self {
            Self::Storage(error) => Some(error),
            _ => None,
        }
    }
}

impl Retriable for SeatError {
    fn storage(&self) -> Option<&StorageError> {
        match self {
            Self::Storage(error) => Some(error),
            _ => None,
        }
    }
}

impl From<Forbidden> for SeatError {
    fn from(forbidden: Forbidden) -> Self {
        match forbidden {
            Forbidden::NoRight(_) => Self::Forbidden(forbidden),
            Forbidden::OutOfReach(_) => Self::NoSuchWindow,
        }
    }
}
