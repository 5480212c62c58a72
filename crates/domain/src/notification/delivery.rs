//! One attempt to send a notification on one medium.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::case::named;

named! {
    /// How far an attempt to send has come.
    pub enum DeliveryState {
        /// Written down, not yet tried.
        Created = "created",
        /// Handed to the provider.
        Sending = "sending",
        /// The provider says it arrived.
        Delivered = "delivered",
        /// Could not be delivered now (mailbox full, phone off).
        TemporaryFailure = "temporary-failure",
        /// Can never be delivered (no such address).
        PermanentFailure = "permanent-failure",
        /// The fault is ours or the provider's.
        TechnicalFailure = "technical-failure",
    }
}

/// What happens after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// Nothing more to do on this medium.
    Done,
    /// Wait for the provider's word.
    Wait,
    /// Try the same address again later.
    Again,
    /// Use another medium; this address is of no use.
    OtherMedium,
}

impl DeliveryState {
    /// What happens next.
    pub const fn next(self) -> Retry {
        match self {
            Self::Delivered => Retry::Done,
            Self::Sending => Retry::Wait,
            Self::Created | Self::TemporaryFailure | Self::TechnicalFailure => Retry::Again,
            Self::PermanentFailure => Retry::OtherMedium,
        }
    }

    /// Whether this state may follow `before`; a delivery never goes back.
    pub const fn may_follow(self, before: Self) -> bool {
        match before {
            Self::Created => !matches!(self, Self::Created | Self::Delivered),
            Self::Sending => !matches!(self, Self::Created | Self::Sending),
            Self::TemporaryFailure | Self::TechnicalFailure => {
                !matches!(self, Self::Created | Self::Delivered)
            }
            Self::Delivered | Self::PermanentFailure => false,
        }
    }
}

/// One attempt to send on one medium.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The medium: `portal`, `email`, `sms`, `post`.
    pub medium: String,
    /// How far it has come.
    pub state: DeliveryState,
    /// When the state was reached.
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delivered_notification_stays_delivered() {
        for state in DeliveryState::ALL {
            assert!(!state.may_follow(DeliveryState::Delivered));
        }
        assert!(DeliveryState::Delivered.may_follow(DeliveryState::Sending));
    }

    #[test]
    fn a_full_mailbox_is_tried_again_and_a_wrong_address_is_not() {
        assert_eq!(DeliveryState::TemporaryFailure.next(), Retry::Again);
        assert_eq!(DeliveryState::PermanentFailure.next(), Retry::OtherMedium);
    }
}
