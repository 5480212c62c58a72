use std::collections::BTreeSet;

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{OpeningHours, TimeRange};
use crate::appointment::Share;
use crate::calendar::{Calendar, NotCovered, WeekdayName};
use crate::id::ServiceId;

/// How an office means to receive people for a service, week by week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceptionPattern {
    /// The service.
    pub service: ServiceId,
    /// On which weekdays. A moved working day counts as the one it stands in for.
    pub weekdays: BTreeSet<WeekdayName>,
    /// During which hours, as far as the office receives people then.
    pub hours: TimeRange,
    /// Length of a slot in minutes.
    pub slot_minutes: u16,
    /// People received at once.
    pub capacity: u16,
    /// For which channels.
    pub share: Share,
}

/// A run of slots on one day: what the office is about to publish.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionPlan {
    /// The service.
    pub service: ServiceId,
    /// The civil date at the office.
    pub date: Date,
    /// From and until, in the office's time.
    pub hours: TimeRange,
    /// Length of a slot in minutes.
    pub slot_minutes: u16,
    /// People received at once.
    pub capacity: u16,
    /// For which channels.
    pub share: Share,
}

/// What is wrong with a pattern or a session. That a session ends before it begins
/// is refused earlier, by [`TimeRange`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PatternProblem {
    /// A slot must last.
    #[error("a slot of no minutes")]
    NoLength,
    /// Not even one slot fits.
    #[error("a slot of {slot} minutes in a session of {session}")]
    SlotLongerThanSession {
        /// Minutes of a slot.
        slot: u16,
        /// Minutes of the session.
        session: u32,
    },
    /// Somebody must be received.
    #[error("a capacity of nobody")]
    NoCapacity,
    /// The pattern names no weekday.
    #[error("no weekday")]
    NoWeekday,
}

/// How far ahead places are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Horizon {
    /// Days after today whose places are open.
    pub days: u16,
}

impl ReceptionPattern {
    /// What is wrong with the pattern; nothing when it may be used.
    pub fn problems(&self) -> Vec<PatternProblem> {
        let mut problems = slot_problems(self.slot_minutes, self.capacity, &self.hours);
        if self.weekdays.is_empty() {
            problems.push(PatternProblem::NoWeekday);
        }
        problems
    }

    /// The sessions of the days `first` to `last`, both included.
    ///
    /// A lunch break cuts a session in two, a shortened day cuts its end, and a
    /// piece too short for a slot falls away.
    ///
    /// # Errors
    /// The calendar does not cover one of the days.
    pub fn sessions(
        &self,
        reception: &OpeningHours,
        calendar: &Calendar,
        first: Date,
        last: Date,
    ) -> Result<Vec<SessionPlan>, NotCovered> {
        let mut sessions = Vec::new();
        for date in first
            .series(Span::new().days(1))
            .take_while(|date| *date <= last)
        {
            let open = reception.day(date, calendar)?;
            if self.weekdays.contains(&open.day.hours_of()) {
                let pieces = open.hours.within(&self.hours);
                let pieces = pieces.into_iter().map(|hours| self.session(date, hours));
                sessions.extend(pieces.filter(|session| session.problems().is_empty()));
            }
        }
        Ok(sessions)
    }

    fn session(&self, date: Date, hours: TimeRange) -> SessionPlan {
        SessionPlan {
            service: self.service.clone(),
            date,
            hours,
            slot_minutes: self.slot_minutes,
            capacity: self.capacity,
            share: self.share,
        }
    }
}

impl SessionPlan {
    /// What is wrong with the session; nothing when it may be published.
    pub fn problems(&self) -> Vec<PatternProblem> {
        slot_problems(self.slot_minutes, self.capacity, &self.hours)
    }
}

fn slot_problems(slot: u16, capacity: u16, hours: &TimeRange) -> Vec<PatternProblem> {
    let session = hours.minutes();
    let checks = [
        (slot == 0, PatternProblem::NoLength),
        (
            u32::from(slot) > session,
            PatternProblem::SlotLongerThanSession { slot, session },
        ),
        (capacity == 0, PatternProblem::NoCapacity),
    ];
    checks
        .into_iter()
        .filter(|(wrong, _)| *wrong)
        .map(|(_, problem)| problem)
        .collect()
}

impl Horizon {
    /// The last day whose places are open on `today`.
    pub fn last_day(self, today: Date) -> Date {
        today.saturating_add(Span::new().days(self.days))
    }

    /// Whether places of `date` are open on `today`.
    pub fn is_open(self, date: Date, today: Date) -> bool {
        today <= date && date <= self.last_day(today)
    }
}
