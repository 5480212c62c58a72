//! The legal clock: for how long the term stood still, and where its end moved.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::action::Case;
use super::state::{LegalClock, State};

/// For how long the term of a case stood still.
///
/// The sources name the suspension but not what it does to the term, so a due
/// day that moved is shown as our own reckoning, with `certain` false.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped {
    /// Calendar days the clock stood still since acceptance.
    pub days: i32,
    /// The day since which it stands still, if it does now.
    pub since: Option<Date>,
    /// The item that names the suspension.
    pub source: &'static str,
    /// Whether the sources show the effect; true only when the clock never stopped.
    pub certain: bool,
}

impl Stopped {
    /// How the clock of a case stood up to `today`, a civil day in the zone of the office.
    ///
    /// Our reading: the day of suspension counts as stopped, the day of resumption as running.
    pub fn of(case: &Case, today: Date, zone: &TimeZone) -> Self {
        let mut days = 0;
        let mut since = None;
        let mut accepted = false;
        for action in case.log() {
            let on = action.at.to_zoned(zone.clone()).date();
            if let Some(start) = since.take() {
                days += whole_days(start, on);
            }
            accepted |= action.to == State::Accepted;
            if accepted && action.to.legal_clock() == LegalClock::Stopped {
                since = Some(on);
            }
        }
        days += since.map_or(0, |start| whole_days(start, today));
        Self {
            days,
            since,
            source: "7.4",
            certain: days == 0 && since.is_none(),
        }
    }
}

fn whole_days(from: Date, until: Date) -> i32 {
    from.until(until).map_or(0, |span| span.get_days().max(0))
}

/// The legal due day, moved by the time the clock stood still.
///
/// `None` when the day would lie past the end of the calendar.
pub fn legal_due(due: Date, stopped: &Stopped) -> Option<Date> {
    due.checked_add(stopped.days.days()).ok()
}
