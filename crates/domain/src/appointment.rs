//! Appointments: through which door, in which state, moved how often.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant),+
        }

        impl $name {
            /// Every value, in the order of the declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in tables, addresses and the API.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value of that word.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == name)
            }
        }
    };
}

words! {
    /// The door through which an action came. All doors run the same action (REQ-A9).
    Channel {
        /// The public portal.
        Portal = "portal",
        /// The site of a region (REQ-A8).
        RegionalSite = "regional_site",
        /// A telephone operator (REQ-A7).
        Phone = "phone",
        /// A terminal in the hall.
        Kiosk = "kiosk",
        /// A multipurpose centre (REQ-13).
        MultipurposeCentre = "mfc",
        /// Reception, face to face.
        InPerson = "in_person",
        /// A paper journal entered after an outage (REQ-A4).
        Paper = "paper",
    }
}

words! {
    /// For whom places of a session are meant: capacity by channel.
    Share {
        /// Any channel.
        Any = "any",
        /// Portal and regional sites.
        Online = "online",
        /// Telephone operators.
        Phone = "phone",
        /// Multipurpose centres.
        MultipurposeCentre = "mfc",
        /// Reception and kiosk.
        InPerson = "in_person",
    }
}

impl Channel {
    /// The share that is this channel's own, beside [`Share::Any`].
    pub fn share(self) -> Share {
        match self {
            Self::Portal | Self::RegionalSite => Share::Online,
            Self::Phone => Share::Phone,
            Self::MultipurposeCentre => Share::MultipurposeCentre,
            Self::Kiosk | Self::InPerson | Self::Paper => Share::InPerson,
        }
    }
}

words! {
    /// Where an appointment stands.
    AppointmentState {
        /// The place is kept for the person.
        Booked = "booked",
        /// The person is in the hall.
        Arrived = "arrived",
        /// The person was served.
        Fulfilled = "fulfilled",
        /// Given back by the person or by the office.
        Cancelled = "cancelled",
        /// The person did not come.
        NoShow = "no_show",
        /// The document shown was not the one booked with (REQ-A13).
        Void = "void",
    }
}

impl AppointmentState {
    /// A live appointment keeps its place and the person's claim (REQ-A12).
    pub fn is_live(self) -> bool {
        matches!(self, Self::Booked | Self::Arrived)
    }
}

/// Whether the time of an appointment may be changed (REQ-A24).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MovePolicy {
    /// As in the article: it will not succeed.
    Never,
    /// So many times.
    Times(u32),
    /// Any number of times until so many hours before it begins.
    UntilHoursBefore(i64),
}

/// Why a move is not allowed now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoveRefusal {
    /// Times cannot be changed at all here.
    #[error("the policy allows no move")]
    Never,
    /// The allowed number is used up.
    #[error("all {0} moves are used")]
    UsedUp(u32),
    /// Too late: it begins too soon.
    #[error("moves end {0} hours before the appointment")]
    TooLate(i64),
}

impl MovePolicy {
    /// Reads `never`, `once`, `twice`, a number, or `until-T-24h`.
    pub fn from_name(text: &str) -> Option<Self> {
        match text {
            "never" => Some(Self::Never),
            "once" => Some(Self::Times(1)),
            "twice" => Some(Self::Times(2)),
            _ => match text.strip_prefix("until-T-") {
                Some(hours) => hours
                    .strip_suffix('h')?
                    .parse()
                    .ok()
                    .map(Self::UntilHoursBefore),
                None => text.parse().ok().map(Self::Times),
            },
        }
    }

    /// Moves left after `used`; `None` where there is no number to tell.
    pub fn left(self, used: u32) -> Option<u32> {
        match self {
            Self::Never => Some(0),
            Self::Times(most) => Some(most.saturating_sub(used)),
            Self::UntilHoursBefore(_) => None,
        }
    }

    /// Whether an appointment that starts at `starts_at` and was moved `used`
    /// times may be moved at `now` (REQ-A24).
    ///
    /// # Errors
    /// The reason why not.
    pub fn check(self, used: u32, starts_at: Timestamp, now: Timestamp) -> Result<(), MoveRefusal> {
        match self {
            Self::Never => Err(MoveRefusal::Never),
            Self::Times(most) if used >= most => Err(MoveRefusal::UsedUp(most)),
            Self::Times(_) if now >= starts_at => Err(MoveRefusal::TooLate(0)),
            Self::Times(_) => Ok(()),
            Self::UntilHoursBefore(hours) => {
                let left = starts_at.as_second() - now.as_second();
                if left < hours * 3600 {
                    Err(MoveRefusal::TooLate(hours))
                } else {
                    Ok(())
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// REQ-A24: each value of the policy.
    #[test]
    fn a_time_moves_as_often_as_the_policy_says() {
        let starts = at("2026-11-25T06:40:00Z");
        let day_before = at("2026-11-24T06:40:00Z");
        let evening_before = at("2026-11-24T18:00:00Z");
        let never = MovePolicy::from_name("never").unwrap();
        let once = MovePolicy::from_name("once").unwrap();
        let until = MovePolicy::from_name("until-T-24h").unwrap();
        assert_eq!(never.check(0, starts, day_before), Err(MoveRefusal::Never));
        assert_eq!(once.check(0, starts, evening_before), Ok(()));
        assert_eq!(
            once.check(1, starts, evening_before),
            Err(MoveRefusal::UsedUp(1))
        );
        assert_eq!(once.check(0, starts, starts), Err(MoveRefusal::TooLate(0)));
        assert_eq!(until.check(9, starts, day_before), Ok(()));
        assert_eq!(
            until.check(0, starts, evening_before),
            Err(MoveRefusal::TooLate(24))
        );
        assert_eq!(MovePolicy::from_name("sometimes"), None);
    }

    #[test]
    fn a_live_appointment_keeps_its_place() {
        let live: Vec<_> = AppointmentState::ALL
            .iter()
            .filter(|s| s.is_live())
            .collect();
        assert_eq!(
            live,
            [&AppointmentState::Booked, &AppointmentState::Arrived]
        );
    }
}
