use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{DayHours, TimeRange};
use crate::calendar::{Calendar, Day, DayClass, NotCovered, WeekdayName};
use crate::words::Words;

/// When an office is open, by weekday and by class of the day (REQ-3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningHours {
    /// Hours of the ordinary week; a weekday that is left out is closed.
    pub week: BTreeMap<WeekdayName, DayHours>,
    /// Hours of a day before a holiday.
    pub pre_holiday: PreHolidayHours,
    /// Hours on holidays; most offices are closed.
    #[serde(default)]
    pub holiday: DayHours,
    /// Days of the month beside the week, such as the 1st and 3rd Saturday.
    #[serde(default)]
    pub monthly: Vec<MonthlyOpening>,
    /// Whether the Monday after a Saturday of `monthly` is closed in exchange.
    #[serde(default)]
    pub monday_off_after_saturday: bool,
    /// Days of the month on which nobody is received, such as a sanitary day.
    #[serde(default)]
    pub monthly_closures: Vec<MonthlyClosure>,
    /// Spans during which the office is closed, such as a repair.
    #[serde(default)]
    pub closures: Vec<Closure>,
}

/// How a day before a holiday is shortened. It is never longer than the weekday it shortens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PreHolidayHours {
    /// Only the part of the day within these hours remains.
    Within(DayHours),
    /// The day ends so many minutes earlier.
    ShorterBy(u16),
}

/// Which of the weekdays of a month: 1 to 5, or -1 for the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i8", into = "i8")]
pub struct MonthWeek(i8);

/// Hours on certain weekdays of the month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthlyOpening {
    /// The weekday.
    pub weekday: WeekdayName,
    /// Which of them in the month.
    pub which: Vec<MonthWeek>,
    /// The hours on that day.
    pub hours: DayHours,
}

/// A weekday of the month on which the office is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthlyClosure {
    /// The weekday.
    pub weekday: WeekdayName,
    /// Which of them in the month.
    pub which: Vec<MonthWeek>,
    /// The kind of closure.
    pub kind: ClosureKind,
    /// What people are told.
    pub title: Words,
}

/// A span of days on which the office is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closure {
    /// First closed day.
    pub from: Date,
    /// Last closed day.
    pub until: Date,
    /// The kind of closure.
    pub kind: ClosureKind,
    /// What people are told.
    pub title: Words,
}

/// Why an office is closed against its week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosureKind {
    /// Building work.
    Repair,
    /// Cleaning of the premises.
    Sanitary,
    /// Anything else.
    Other,
}

/// The hours of one day, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenDay {
    /// What kind of day the calendar says it is.
    pub day: Day,
    /// When the door is open.
    pub hours: DayHours,
    /// Which rule gave these hours.
    pub reason: OpenReason,
}

/// Which rule gave the hours of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpenReason {
    /// The ordinary week.
    Week,
    /// A day before a holiday.
    Shortened,
    /// A moved working day with the hours of this weekday.
    StandsInFor(WeekdayName),
    /// A day of the month beside the week.
    Monthly,
    /// A holiday, or a day off moved here.
    Holiday,
    /// The Monday given for a worked Saturday.
    AfterSaturday,
    /// The office is closed, of this kind, and tells people so.
    Closed(ClosureKind, Words),
}

/// What is wrong with an office's hours.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OpeningProblem {
    /// A closure ends before it begins.
    #[error("the closure from {from} ends on {until}")]
    ClosureBackwards {
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
    },
    /// A rule of the month names no day, so it never applies.
    #[error("a rule for {0} of the month names none of them")]
    NoDayOfMonth(WeekdayName),
    /// People would be received while the doors are shut.
    #[error("reception on {weekday} at {range} is outside the opening hours")]
    ReceptionOutside {
        /// The weekday.
        weekday: WeekdayName,
        /// The reception hours in question.
        range: TimeRange,
    },
    /// Not one of 1 to 5 and -1.
    #[error("{0} is no place in a month: 1 to 5, or -1 for the last")]
    MonthWeek(i8),
}

/// The two schedules that item 10.1 tells apart (REQ-10.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedules {
    /// When the doors are open.
    pub unit: OpeningHours,
    /// When people are received.
    pub reception: OpeningHours,
}

impl OpeningHours {
    /// The ranges during which the office is open on `date`; none when closed.
    ///
    /// # Errors
    /// The calendar does not cover the day.
    pub fn on(&self, date: Date, calendar: &Calendar) -> Result<Vec<TimeRange>, NotCovered> {
        Ok(self.day(date, calendar)?.hours.into())
    }

    /// The hours of `date` with the rule that gave them.
    ///
    /// A closure comes before everything, then a closed day of the month, then
    /// the Monday given for a Saturday, then the class of the day.
    ///
    /// # Errors
    /// The calendar does not cover the day.
    pub fn day(&self, date: Date, calendar: &Calendar) -> Result<OpenDay, NotCovered> {
        let day = calendar.day(date)?;
        if let Some((kind, title)) = self.closed_on(date) {
            let reason = OpenReason::Closed(kind, title.clone());
            return Ok(OpenDay {
                day,
                hours: DayHours::closed(),
                reason,
            });
        }
        if day.is_working() && self.is_given_for_saturday(date, calendar)? {
            let reason = OpenReason::AfterSaturday;
            return Ok(OpenDay {
                day,
                hours: DayHours::closed(),
                reason,
            });
        }
        let (hours, reason) = self.by_class(&day);
        Ok(OpenDay { day, hours, reason })
    }

    /// What is wrong with these hours.
    pub fn problems(&self) -> Vec<OpeningProblem> {
        let backwards = self.closures.iter().filter(|c| c.until < c.from);
        let backwards = backwards.map(|c| OpeningProblem::ClosureBackwards {
            from: c.from,
            until: c.until,
        });
        let open = self.monthly.iter().map(|m| (&m.which, m.weekday));
        let closed = self.monthly_closures.iter().map(|m| (&m.which, m.weekday));
        let never = open.chain(closed).filter(|(which, _)| which.is_empty());
        let never = never.map(|(_, weekday)| OpeningProblem::NoDayOfMonth(weekday));
        backwards.chain(never).collect()
    }

    /// Hours of the ordinary week on `weekday`.
    pub fn weekly(&self, weekday: WeekdayName) -> DayHours {
        self.week.get(&weekday).cloned().unwrap_or_default()
    }

    fn closed_on(&self, date: Date) -> Option<(ClosureKind, &Words)> {
        let span = self
            .closures
            .iter()
            .find(|c| c.from <= date && date <= c.until);
        let span = span.map(|c| (c.kind, &c.title));
        span.or_else(|| {
            let monthly = self.monthly_closures.iter();
            let mut monthly = monthly.filter(|c| falls_on(date, c.weekday, &c.which));
            monthly.next().map(|c| (c.kind, &c.title))
        })
    }

    /// Our reading: only a Saturday of the office's own roster earns a Monday; one
    /// to which the government moved work is repaid by the moved day off.
    fn is_given_for_saturday(&self, date: Date, calendar: &Calendar) -> Result<bool, NotCovered> {
        if !self.monday_off_after_saturday || date.weekday() != Weekday::Monday {
            return Ok(false);
        }
        let Ok(saturday) = date.checked_sub(jiff::Span::new().days(2)) else {
            return Ok(false);
        };
        if self.closed_on(saturday).is_some() {
            return Ok(false);
        }
        let (hours, reason) = self.by_class(&calendar.day(saturday)?);
        Ok(reason == OpenReason::Monthly && !hours.is_closed())
    }

    fn by_class(&self, day: &Day) -> (DayHours, OpenReason) {
        let stands_in_for = day.hours_of();
        match day.class {
            DayClass::Holiday => (self.holiday.clone(), OpenReason::Holiday),
            DayClass::WorkingSaturday => {
                let hours = self.weekly(stands_in_for);
                let hours = if day.short {
                    self.shortened(&hours)
                } else {
                    hours
                };
                (hours, OpenReason::StandsInFor(stands_in_for))
            }
            DayClass::PreHoliday => {
                let (hours, _) = self.by_week(day.date);
                (self.shortened(&hours), OpenReason::Shortened)
            }
            DayClass::Ordinary | DayClass::Weekend => self.by_week(day.date),
        }
    }

    fn by_week(&self, date: Date) -> (DayHours, OpenReason) {
        let mut monthly = self.monthly.iter();
        match monthly.find(|m| falls_on(date, m.weekday, &m.which)) {
            Some(rule) => (rule.hours.clone(), OpenReason::Monthly),
            None => (self.weekly(date.weekday().into()), OpenReason::Week),
        }
    }

    fn shortened(&self, hours: &DayHours) -> DayHours {
        match &self.pre_holiday {
            PreHolidayHours::Within(short) => hours.shared_with(short),
            PreHolidayHours::ShorterBy(minutes) => hours.shortened_by(*minutes),
        }
    }
}

impl Schedules {
    /// What is wrong with the two schedules, each alone and together (REQ-10.1).
    pub fn problems(&self) -> Vec<OpeningProblem> {
        let mut problems = self.unit.problems();
        problems.extend(self.reception.problems());
        for weekday in WeekdayName::WEEK {
            let unit = self.unit.weekly(weekday);
            let reception = self.reception.weekly(weekday);
            let outside = reception.ranges().iter();
            let outside = outside.filter(|range| unit.within(range) != [**range]);
            problems.extend(outside.map(|range| OpeningProblem::ReceptionOutside {
                weekday,
                range: *range,
            }));
        }
        problems
    }
}

/// Whether `date` is that weekday, and one of `which` of its month.
fn falls_on(date: Date, weekday: WeekdayName, which: &[MonthWeek]) -> bool {
    WeekdayName::from(date.weekday()) == weekday
        && which.iter().any(|MonthWeek(nth)| match nth {
            -1 => date.day() > date.days_in_month() - 7,
            nth => (date.day() - 1) / 7 + 1 == *nth,
        })
}

impl TryFrom<i8> for MonthWeek {
    type Error = OpeningProblem;

    fn try_from(nth: i8) -> Result<Self, OpeningProblem> {
        match nth {
            -1 | 1..=5 => Ok(Self(nth)),
            other => Err(OpeningProblem::MonthWeek(other)),
        }
    }
}

impl From<MonthWeek> for i8 {
    fn from(week: MonthWeek) -> Self {
        week.0
    }
}
