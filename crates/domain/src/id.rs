//! Typed identifiers: one type for each thing, so that a slot is never taken for a case.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }
    )+};
}

macro_rules! code_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// Wraps a code as it stands in the data.
            pub fn new(code: impl Into<String>) -> Self {
                Self(code.into())
            }

            /// The code as it stands in tables and addresses.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(code: &str) -> Self {
                Self(code.to_owned())
            }
        }
    )+};
}

uuid_ids! {
    /// One start time at one office for one service, with its capacity.
    SlotId,
    /// A place kept for minutes while a person checks the details.
    HoldId,
    /// A person has a place.
    AppointmentId,
    /// A number in today's hall queue.
    TicketId,
    /// A numbered place where an officer serves.
    WindowId,
    /// An employee who acts.
    OfficerId,
    /// The consideration of one application.
    CaseId,
    /// What was filed.
    ApplicationId,
    /// One of the seven things told.
    NotificationId,
    /// A published run of slots.
    SessionId,
    /// One row of the journal.
    JournalId,
}

code_ids! {
    /// A region of the country, by its code (`77`).
    RegionId,
    /// A place that serves people (`77-01`): a division or a multipurpose centre.
    OfficeId,
    /// What a citizen may ask for (`passport-5`).
    ServiceId,
}
