//! Terms and the due dates they yield.
//!
//! A term is data of a pack: an ISO 8601 duration of one part, and the kind of
//! days it is counted in. Waiting norms are terms too, in minutes.

use std::fmt;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::calendar::{Calendar, Due, DueRule, NotCovered};

/// A length set by rule: one month, three working days, fifteen minutes (REQ-5.3, REQ-10.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    /// How many units.
    pub amount: u32,
    /// Of what.
    pub unit: Unit,
    /// Which days count.
    #[serde(default)]
    pub calendar: DayKind,
}

/// The unit of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Minutes of the clock.
    Minute,
    /// Hours of the clock.
    Hour,
    /// Days, of the kind the term names.
    Day,
    /// Months: the same day number, else the last day of the month.
    Month,
    /// Years: as twelve months each.
    Year,
}

/// Which days a term counts.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Every day.
    #[default]
    Calendar,
    /// Working days of the office's calendar.
    Working,
}

/// Why a text is not a term.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TermProblem {
    /// Not one amount and one unit in ISO 8601 form (`P1M`, `P3D`, `PT15M`).
    #[error("`{0}` is not a term: one amount and one unit, such as P1M, P3D or PT15M")]
    Form(String),
    /// Only days can be working days.
    #[error("`{0}` cannot be counted in working days")]
    WorkingOnlyDays(String),
}

/// Why a term yields no date.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TermError {
    /// The term is one of the clock, and a date was asked for.
    #[error("{0} is a term of the clock and yields no date")]
    OfTheClock(Term),
    /// The term is one of the calendar, and an instant was asked for.
    #[error("{0} is a term of the calendar and yields no instant")]
    OfTheCalendar(Term),
    /// The instant cannot be represented.
    #[error("{0} after {1} is beyond the representable time")]
    TooFar(Term, Timestamp),
    /// The calendar does not cover the answer.
    #[error(transparent)]
    NotCovered(#[from] NotCovered),
}

impl Term {
    /// A term of `amount` working days.
    pub const fn working_days(amount: u32) -> Self {
        Self {
            amount,
            unit: Unit::Day,
            calendar: DayKind::Working,
        }
    }

    /// Reads an ISO 8601 duration of one part, counted in days of `calendar`.
    ///
    /// # Errors
    /// The text is of another form, or asks for working minutes, months or years.
    pub fn parse(iso: &str, calendar: DayKind) -> Result<Self, TermProblem> {
        let wrong = || TermProblem::Form(iso.to_owned());
        let rest = iso.strip_prefix('P').ok_or_else(wrong)?;
        let (rest, clock) = match rest.strip_prefix('T') {
            Some(rest) => (rest, true),
            None => (rest, false),
        };
        let last = rest.chars().next_back().ok_or_else(wrong)?;
        let unit = match (last, clock) {
            ('M', true) => Unit::Minute,
            ('H', true) => Unit::Hour,
            ('D', false) => Unit::Day,
            ('M', false) => Unit::Month,
            ('Y', false) => Unit::Year,
            _ => return Err(wrong()),
        };
        let amount = rest.strip_suffix(last).and_then(amount).ok_or_else(wrong)?;
        if calendar == DayKind::Working && unit != Unit::Day {
            return Err(TermProblem::WorkingOnlyDays(iso.to_owned()));
        }
        Ok(Self {
            amount,
            unit,
            calendar,
        })
    }

    /// Reads the short form of the command line: `2wd`, `15d`, `1m`, `1y`.
    ///
    /// # Errors
    /// The text is of another form.
    pub fn parse_short(text: &str) -> Result<Self, TermProblem> {
        let wrong = || TermProblem::Form(text.to_owned());
        let unit_at = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
        let (digits, suffix) = text.split_at(unit_at);
        let (unit, calendar) = match suffix {
            "wd" => (Unit::Day, DayKind::Working),
            "d" => (Unit::Day, DayKind::Calendar),
            "m" => (Unit::Month, DayKind::Calendar),
            "y" => (Unit::Year, DayKind::Calendar),
            _ => return Err(wrong()),
        };
        Ok(Self {
            amount: amount(digits).ok_or_else(wrong)?,
            unit,
            calendar,
        })
    }

    /// The ISO 8601 form; the kind of days is not part of it.
    pub fn iso(&self) -> String {
        let (prefix, suffix) = match self.unit {
            Unit::Minute => ("PT", 'M'),
            Unit::Hour => ("PT", 'H'),
            Unit::Day => ("P", 'D'),
            Unit::Month => ("P", 'M'),
            Unit::Year => ("P", 'Y'),
        };
        format!("{prefix}{}{suffix}", self.amount)
    }

    /// The due date of this term after an event, with its basis (REQ-5.3).
    ///
    /// # Errors
    /// The term is one of minutes or hours, or the calendar does not reach so far.
    pub fn due(&self, event: Date, calendar: &Calendar) -> Result<Due, TermError> {
        let rule = match (self.unit, self.calendar) {
            (Unit::Day, DayKind::Working) => DueRule::WorkingDays(self.amount),
            (Unit::Day, DayKind::Calendar) => DueRule::CalendarDays(self.amount),
            (Unit::Month, _) => DueRule::Months(self.amount),
            (Unit::Year, _) => DueRule::Months(self.amount.saturating_mul(12)),
            (Unit::Minute | Unit::Hour, _) => return Err(TermError::OfTheClock(*self)),
        };
        Ok(calendar.due(event, rule)?)
    }

    /// The length of a term of the clock (waiting norms: REQ-10.3).
    ///
    /// # Errors
    /// The term is one of days, months or years.
    pub fn duration(&self) -> Result<SignedDuration, TermError> {
        match self.unit {
            Unit::Minute => Ok(SignedDuration::from_secs(i64::from(self.amount) * 60)),
            Unit::Hour => Ok(SignedDuration::from_secs(i64::from(self.amount) * 3600)),
            Unit::Day | Unit::Month | Unit::Year => Err(TermError::OfTheCalendar(*self)),
        }
    }

    /// The instant at which a term of the clock ends.
    ///
    /// # Errors
    /// The term is one of days, months or years, or ends beyond representable time.
    pub fn after(&self, at: Timestamp) -> Result<Timestamp, TermError> {
        at.checked_add(self.duration()?)
            .map_err(|_| TermError::TooFar(*self, at))
    }
}

/// The last day to tell the applicant that an action is complete (REQ-6c).
///
/// Item 6: not later than 1 working day after completion; `within` is that term
/// as the pack gives it.
///
/// Our reading: the day of completion is not counted, and a weekend day that the
/// government moved to a working day is.
///
/// # Errors
/// `within` is a term of the clock, or the calendar does not reach so far.
pub fn notify_by(completed: Date, within: &Term, calendar: &Calendar) -> Result<Due, TermError> {
    within.due(completed, calendar)
}

/// Digits without sign or leading zero; a term of nothing is none.
fn amount(digits: &str) -> Option<u32> {
    let plain = digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    plain.then(|| digits.parse().ok()).flatten()
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())?;
        match self.calendar {
            DayKind::Working => f.write_str(" (working)"),
            DayKind::Calendar => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use jiff::civil::date;

    fn russia() -> Calendar {
        let text = include_str!("../../../calendars/RU.toml");
        Calendar::parse("calendars/RU.toml", text).unwrap()
    }

    #[test]
    fn a_friday_action_is_told_on_saturday_when_saturday_works() {
        // REQ-6c
        let told = notify_by(date(2018, 12, 28), &Term::working_days(1), &russia()).unwrap();
        assert_eq!(told.on, date(2018, 12, 29));
        assert_eq!(told.basis.worked.len(), 1);
    }

    #[test]
    fn an_action_of_the_last_working_day_is_told_after_the_holidays() {
        // REQ-6c
        let told = notify_by(date(2018, 12, 29), &Term::working_days(1), &russia()).unwrap();
        assert_eq!(told.on, date(2019, 1, 9));
        assert_eq!(told.basis.skipped.len(), 10);
    }

    #[test]
    fn an_ordinary_friday_action_is_told_on_monday() {
        // REQ-6c
        let told = notify_by(date(2018, 9, 14), &Term::working_days(1), &russia()).unwrap();
        assert_eq!(told.on, date(2018, 9, 17));
    }

    #[test]
    fn terms_are_read_from_iso_8601() {
        let read = |iso, kind| Term::parse(iso, kind).unwrap();
        assert_eq!(read("P1D", DayKind::Working), Term::working_days(1));
        assert_eq!(read("P1M", DayKind::Calendar).unit, Unit::Month);
        assert_eq!(read("PT15M", DayKind::Calendar).unit, Unit::Minute);
        assert_eq!(read("P15D", DayKind::Calendar).amount, 15);
        for iso in ["P1D", "P3M", "PT15M", "PT2H", "P5Y"] {
            assert_eq!(read(iso, DayKind::Calendar).iso(), iso);
        }
    }

    #[test]
    fn what_is_not_one_amount_of_one_unit_is_no_term() {
        for text in [
            "",
            "P",
            "PT",
            "P1",
            "1M",
            "P1W",
            "P1M2D",
            "P-1D",
            "P0D",
            "P01D",
            "PD",
            "PT1D",
            "P1H",
            "P1DD",
            "P1.5D",
            "p1d",
            "P+1D",
            "P99999999999D",
        ] {
            assert_eq!(
                Term::parse(text, DayKind::Calendar),
                Err(TermProblem::Form(text.to_owned())),
                "{text}"
            );
        }
        assert_eq!(
            Term::parse("P1M", DayKind::Working),
            Err(TermProblem::WorkingOnlyDays("P1M".to_owned()))
        );
    }

    #[test]
    fn a_month_and_three_months_are_counted_by_day_number() {
        // REQ-5.3
        let month = Term::parse("P1M", DayKind::Calendar).unwrap();
        let due = month.due(date(2018, 1, 31), &russia()).unwrap();
        assert_eq!(due.on, date(2018, 2, 28));
        let three = Term::parse("P3M", DayKind::Calendar).unwrap();
        let due = three.due(date(2019, 11, 29), &russia()).unwrap();
        assert_eq!((due.on, due.target), (date(2020, 2, 29), date(2020, 2, 28)));
    }

    #[test]
    fn a_waiting_norm_ends_at_an_instant_and_yields_no_date() {
        // REQ-10.3
        let norm = Term::parse("PT15M", DayKind::Calendar).unwrap();
        let issued: Timestamp = "2018-12-28T09:50:00Z".parse().unwrap();
        assert_eq!(
            norm.after(issued).unwrap().to_string(),
            "2018-12-28T10:05:00Z"
        );
        assert_eq!(
            norm.due(date(2018, 12, 28), &russia()),
            Err(TermError::OfTheClock(norm))
        );
        let days = Term::working_days(1);
        assert_eq!(days.after(issued), Err(TermError::OfTheCalendar(days)));
    }

    #[test]
    fn the_short_form_of_the_command_line_is_read() {
        assert_eq!(Term::parse_short("2wd").unwrap(), Term::working_days(2));
        assert_eq!(Term::parse_short("1m").unwrap().iso(), "P1M");
        assert_eq!(Term::parse_short("15d").unwrap().iso(), "P15D");
        for text in ["", "wd", "2", "2x", "-2d", "2 d", "0d"] {
            assert!(Term::parse_short(text).is_err(), "{text}");
        }
    }
}
