//! Opening hours, reception sessions and the slots they yield.
//!
//! Hours depend on the class of the day, not on the weekday alone: Friday and the
//! day before a holiday end earlier, a moved working Saturday keeps the hours of
//! the day it stands in for (REQ-3). An office has two schedules, when its doors
//! are open and when it receives people (REQ-10.1). From the second, patterns make
//! sessions and sessions make slots, in the office's own time zone.

mod hours;
mod office;
mod pattern;
mod slots;
mod table;

#[cfg(test)]
mod tests;

pub use hours::{DayHours, HoursProblem, TimeRange};
pub use office::{
    Closure, ClosureKind, MonthWeek, MonthlyClosure, MonthlyOpening, OpenDay, OpenReason,
    OpeningHours, OpeningProblem, PreHolidayHours, Schedules,
};
pub use pattern::{Horizon, PatternProblem, ReceptionPattern, SessionPlan};
pub use slots::{Irregular, IrregularTime, SlotTime, SlotTimes, slots_of};
pub use table::{TableDays, TableHours, TableRow};
