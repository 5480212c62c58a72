//! Lengths of time as rules state them.

use std::fmt;

use serde::Serialize;

use crate::case::{DayKind, Span};
use crate::term::{self, Term, Unit};

/// The ways of counting days by their words in the pack.
pub(crate) const DAY_KINDS: [(&str, DayKind); 2] = [
    (DayKind::Calendar.name(), DayKind::Calendar),
    (DayKind::Working.name(), DayKind::Working),
];

/// A length of time as a rule states it: months, days and minutes are not exchanged for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Length {
    /// Whole months; a year is twelve.
    pub months: u32,
    /// Whole days; a week is seven.
    pub days: u32,
    /// Whole minutes; an hour is sixty.
    pub minutes: u32,
    /// How the days are counted.
    pub counted: DayKind,
}

impl Length {
    /// Reads an ISO 8601 duration without fractions (`P1M`, `P3D`, `PT15M`); `None` when it is not one.
    pub fn parse(text: &str, counted: DayKind) -> Option<Self> {
        let rest = text.strip_prefix('P')?;
        let (date, time) = match rest.split_once('T') {
            Some((_, "")) => return None,
            Some((date, time)) => (date, time),
            None => (rest, ""),
        };
        let mut length = Self {
            months: 0,
            days: 0,
            minutes: 0,
            counted,
        };
        let date = parts(date, &['Y', 'M', 'W', 'D'])?;
        let time = parts(time, &['H', 'M'])?;
        if date.is_empty() && time.is_empty() {
            return None;
        }
        for (amount, unit) in date {
            match unit {
                'Y' => length.months = length.months.checked_add(amount.checked_mul(12)?)?,
                'M' => length.months = length.months.checked_add(amount)?,
                'W' => length.days = length.days.checked_add(amount.checked_mul(7)?)?,
                _ => length.days = length.days.checked_add(amount)?,
            }
        }
        for (amount, unit) in time {
            let minutes = if unit == 'H' {
                amount.checked_mul(60)?
            } else {
                amount
            };
            length.minutes = length.minutes.checked_add(minutes)?;
        }
        Some(length)
    }

    /// The same length for the machine of cases, which knows one unit at a time.
    pub fn span(&self) -> Option<Span> {
        match (self.months, self.days, self.minutes) {
            (0, 0, minutes) if minutes > 0 => u16::try_from(minutes).ok().map(Span::Minutes),
            (months, 0, 0) if months > 0 => u16::try_from(months).ok().map(Span::Months),
            (0, days, 0) => u16::try_from(days).ok().map(Span::Days),
            _ => None,
        }
    }

    /// The same length as a term that yields due dates; a term has one unit.
    pub fn term(&self) -> Option<Term> {
        let (amount, unit) = match (self.months, self.days, self.minutes) {
            (0, 0, minutes) if minutes > 0 => (minutes, Unit::Minute),
            (months, 0, 0) if months > 0 => (months, Unit::Month),
            (0, days, 0) => (days, Unit::Day),
            _ => return None,
        };
        let calendar = match self.counted {
            DayKind::Calendar => term::DayKind::Calendar,
            DayKind::Working => term::DayKind::Working,
        };
        Some(Term {
            amount,
            unit,
            calendar,
        })
    }

    /// The duration in ISO 8601, without the way of counting.
    pub fn iso(&self) -> String {
        let mut text = String::from("P");
        let years = self.months / 12;
        if years > 0 && self.months.is_multiple_of(12) {
            text.push_str(&format!("{years}Y"));
        } else if self.months > 0 {
            text.push_str(&format!("{}M", self.months));
        }
        if self.days > 0 || (self.months == 0 && self.minutes == 0) {
            text.push_str(&format!("{}D", self.days));
        }
        if self.minutes > 0 {
            text.push_str(&format!("T{}M", self.minutes));
        }
        text
    }
}

/// Splits `1Y2M` into amounts and units; units must come in the given order, each at most once.
fn parts(text: &str, units: &[char]) -> Option<Vec<(u32, char)>> {
    let mut found = Vec::new();
    let mut digits = String::new();
    let mut left = units;
    for character in text.chars() {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        let position = left.iter().position(|unit| *unit == character)?;
        left = &left[position + 1..];
        found.push((digits.parse().ok()?, character));
        digits.clear();
    }
    digits.is_empty().then_some(found)
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())?;
        match self.counted {
            DayKind::Working => f.write_str(" working"),
            DayKind::Calendar => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn durations_keep_months_days_and_minutes_apart() {
        let length = Length::parse("P1Y2M3DT1H15M", DayKind::Calendar).unwrap();
        assert_eq!((length.months, length.days, length.minutes), (14, 3, 75));
    }

    #[test]
    fn what_is_not_a_duration_is_refused() {
        for text in [
            "", "P", "15D", "PT", "P1", "PD", "P1D1M", "P1.5D", "PT15", "P1M1M",
        ] {
            assert_eq!(Length::parse(text, DayKind::Calendar), None, "{text}");
        }
    }

    #[test]
    fn a_duration_is_written_as_it_was_read() {
        for text in ["P1M", "P3D", "PT15M", "P5Y", "P3M", "P0D"] {
            let length = Length::parse(text, DayKind::Working).unwrap();
            assert_eq!(length.iso(), text);
        }
    }
}
