//! The clock of the house: the only place that asks what time it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

/// Tells the time; in tests and simulations, the time it is told.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The clock of the machine.
    System,
    /// A clock that stands until it is set; microseconds since 1970.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at`.
    pub fn standing_at(at: Timestamp) -> Self {
        Self::Set(Arc::new(AtomicI64::new(at.as_microsecond())))
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        let micros = match self {
            Self::System => return whole_micros(Timestamp::now()),
            Self::Set(micros) => micros.load(Ordering::Relaxed),
        };
        Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Sets a standing clock; the clock of the machine stays as it is.
    pub fn set(&self, at: Timestamp) {
        if let Self::Set(micros) = self {
            micros.store(at.as_microsecond(), Ordering::Relaxed);
        }
    }
}

/// Both databases keep microseconds: an instant must compare equal after a
/// round trip through either.
fn whole_micros(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}
