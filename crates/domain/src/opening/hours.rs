use std::fmt;
use std::str::FromStr;

use jiff::civil::Time;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A run of time within a day, written `09:00-18:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeRange {
    from: Time,
    until: Time,
}

/// The hours of one day: none when closed, two or more ranges when there is a break.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<TimeRange>", into = "Vec<TimeRange>")]
pub struct DayHours(Vec<TimeRange>);

/// Why hours cannot be so.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HoursProblem {
    /// Not two times of day with a hyphen between.
    #[error("`{0}` is not a range of time such as 09:00-18:00")]
    Form(String),
    /// The end is not after the beginning.
    #[error("{from} to {until} ends before it begins")]
    Backwards {
        /// Beginning.
        from: Time,
        /// End.
        until: Time,
    },
    /// Two ranges share time, or are not in order.
    #[error("{0} begins before {1} has ended")]
    Overlap(TimeRange, TimeRange),
}

impl TimeRange {
    /// The time from `from` until `until` of the same day.
    ///
    /// # Errors
    /// `until` is not after `from`.
    pub fn new(from: Time, until: Time) -> Result<Self, HoursProblem> {
        match from < until {
            true => Ok(Self { from, until }),
            false => Err(HoursProblem::Backwards { from, until }),
        }
    }

    /// Beginning.
    pub const fn from(&self) -> Time {
        self.from
    }

    /// End; nobody is served from this moment on.
    pub const fn until(&self) -> Time {
        self.until
    }

    /// Whether the door is open at `time`.
    pub fn contains(&self, time: Time) -> bool {
        self.from <= time && time < self.until
    }

    /// Length in whole minutes.
    pub fn minutes(&self) -> u32 {
        let seconds = self.until.duration_since(self.from).as_secs();
        u32::try_from(seconds / 60).unwrap_or(0)
    }

    /// The time that both ranges share.
    pub fn shared_with(&self, other: &Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.until.min(other.until)).ok()
    }
}

impl DayHours {
    /// Hours of these ranges, in order.
    ///
    /// # Errors
    /// A range begins before the one before it has ended.
    pub fn new(ranges: Vec<TimeRange>) -> Result<Self, HoursProblem> {
        let clash = ranges.windows(2).find(|pair| pair[1].from < pair[0].until);
        match clash {
            Some(pair) => Err(HoursProblem::Overlap(pair[1], pair[0])),
            None => Ok(Self(ranges)),
        }
    }

    /// Closed all day.
    pub const fn closed() -> Self {
        Self(Vec::new())
    }

    /// Whether the door stays shut.
    pub const fn is_closed(&self) -> bool {
        self.0.is_empty()
    }

    /// The ranges, in order.
    pub fn ranges(&self) -> &[TimeRange] {
        &self.0
    }

    /// From the first opening to the last closing.
    pub fn span(&self) -> Option<TimeRange> {
        let (first, last) = (self.0.first()?, self.0.last()?);
        TimeRange::new(first.from, last.until).ok()
    }

    /// The breaks between the ranges, such as lunch.
    pub fn breaks(&self) -> Vec<TimeRange> {
        let gaps = self.0.windows(2);
        gaps.filter_map(|pair| TimeRange::new(pair[0].until, pair[1].from).ok())
            .collect()
    }

    /// The parts of `range` during which the door is open.
    pub fn within(&self, range: &TimeRange) -> Vec<TimeRange> {
        self.0
            .iter()
            .filter_map(|open| open.shared_with(range))
            .collect()
    }

    /// The hours that both share.
    pub fn shared_with(&self, other: &Self) -> Self {
        Self(
            other
                .0
                .iter()
                .flat_map(|range| self.within(range))
                .collect(),
        )
    }

    /// The same hours, ending so many minutes earlier.
    pub fn shortened_by(&self, minutes: u16) -> Self {
        let Some(span) = self.span() else {
            return Self::closed();
        };
        let cut = jiff::SignedDuration::from_mins(i64::from(minutes));
        let end = span.until.checked_sub(cut).unwrap_or(Time::MIN);
        let kept = TimeRange::new(span.from, end).ok();
        Self(kept.map_or_else(Vec::new, |kept| self.within(&kept)))
    }
}

impl fmt::Display for TimeRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, until) = (self.from.strftime("%H:%M"), self.until.strftime("%H:%M"));
        write!(f, "{from}-{until}")
    }
}

impl FromStr for TimeRange {
    type Err = HoursProblem;

    fn from_str(text: &str) -> Result<Self, HoursProblem> {
        let wrong = || HoursProblem::Form(text.to_owned());
        let (from, until) = text.split_once('-').ok_or_else(wrong)?;
        let time = |text: &str| Time::strptime("%H:%M", text.trim()).map_err(|_| wrong());
        Self::new(time(from)?, time(until)?)
    }
}

impl TryFrom<String> for TimeRange {
    type Error = HoursProblem;

    fn try_from(text: String) -> Result<Self, HoursProblem> {
        text.parse()
    }
}

impl From<TimeRange> for String {
    fn from(range: TimeRange) -> Self {
        range.to_string()
    }
}

impl TryFrom<Vec<TimeRange>> for DayHours {
    type Error = HoursProblem;

    fn try_from(ranges: Vec<TimeRange>) -> Result<Self, HoursProblem> {
        Self::new(ranges)
    }
}

impl From<DayHours> for Vec<TimeRange> {
    fn from(hours: DayHours) -> Self {
        hours.0
    }
}
