use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::WeekdayName;
use crate::words::Words;

/// What kind of day it is for an office (REQ-3: hours depend on it).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayClass {
    /// A working day of the ordinary length.
    Ordinary,
    /// A working day that is shortened because a holiday follows.
    PreHoliday,
    /// A weekend day on which the country works, because its day off was moved.
    ///
    /// In Russia it has always been a Saturday, in Kazakhstan once a Sunday.
    /// Whether such a day is also shortened is told by [`Day::short`].
    WorkingSaturday,
    /// A day off of the ordinary week.
    Weekend,
    /// A day off beside the ordinary week: a holiday, or a day off moved here.
    Holiday,
}

impl DayClass {
    /// Whether people work on such a day.
    pub const fn is_working(self) -> bool {
        matches!(
            self,
            Self::Ordinary | Self::PreHoliday | Self::WorkingSaturday
        )
    }
}

/// Why a day is of its class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum DayReason {
    /// Nothing special: the day of the week decides.
    Week,
    /// A holiday of the country.
    Holiday {
        /// Stable name in the calendar file, such as `victory-day`.
        name: String,
        /// What people call it.
        title: Words,
    },
    /// A day off was moved here from another day.
    MovedHere {
        /// The weekend day or holiday that gave its day off.
        from: Date,
    },
    /// The day off of this day was moved elsewhere, so the country works.
    MovedAway {
        /// The day that received the day off; its hours hold on this day.
        to: Date,
    },
    /// The office has its own rule for this day.
    Overlay {
        /// What people are told about it.
        title: Words,
        /// The weekday whose hours hold, if the overlay made the day a working one.
        hours_of: Option<WeekdayName>,
    },
}

/// A day of the calendar, with the reason why it is what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// Which day.
    pub date: Date,
    /// What kind of day it is.
    pub class: DayClass,
    /// Whether work ends earlier, because a holiday follows.
    pub short: bool,
    /// Why it is of this class.
    pub reason: DayReason,
    /// Where the data come from: an act, or the office's own order.
    pub source: String,
    /// Whether the source was checked; `false` must not be shown as law.
    pub certain: bool,
}

impl Day {
    /// Whether people work on this day.
    pub const fn is_working(&self) -> bool {
        self.class.is_working()
    }

    /// The weekday whose opening hours hold on this day.
    ///
    /// A moved working day keeps the hours of the day it stands in for: Saturday
    /// 28.04.2018 stood in for a Monday.
    pub fn hours_of(&self) -> WeekdayName {
        match &self.reason {
            DayReason::MovedAway { to } => to.weekday().into(),
            DayReason::Overlay {
                hours_of: Some(day),
                ..
            } => *day,
            _ => self.date.weekday().into(),
        }
    }
}
