use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::SessionPlan;

/// One start time: the instant, and what the clock of the office shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotTime {
    /// Start.
    pub at: Timestamp,
    /// End.
    pub until: Timestamp,
    /// Start on the clock of the office.
    pub local: DateTime,
}

/// The start times of a session, and those that the clock of the office spoils.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotTimes {
    /// In order; no two share time.
    pub slots: Vec<SlotTime>,
    /// What somebody should look at before the session is published.
    pub irregular: Vec<IrregularTime>,
}

/// A start time at which the clock of the office is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct IrregularTime {
    /// On the clock of the office.
    pub local: DateTime,
    /// What is wrong with it.
    pub kind: Irregular,
}

/// What a change of the clock does to a start time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Irregular {
    /// The clock skips it: no slot is made.
    Missing,
    /// The clock shows it twice: the slot is the first of the two.
    Twice,
    /// The slot before it has not ended, because the clock jumped: no slot is made.
    Overlaps,
    /// It cannot be represented as an instant: no slot is made.
    OutOfRange,
}

/// The slots of a session in the time zone of its office.
///
/// The zone is looked up by its name (`Europe/Volgograd`) by whoever calls: the
/// same clock time may be another instant after a government moves a region.
/// A session with problems ([`SessionPlan::problems`]) yields none.
pub fn slots_of(session: &SessionPlan, zone: &TimeZone) -> SlotTimes {
    let mut times = SlotTimes::default();
    if !session.problems().is_empty() {
        return times;
    }
    let length = SignedDuration::from_mins(i64::from(session.slot_minutes));
    let end = session.date.to_datetime(session.hours.until());
    let mut local = session.date.to_datetime(session.hours.from());
    while let Ok(next) = local.checked_add(length) {
        if next > end {
            break;
        }
        times.offer(local, length, zone);
        local = next;
    }
    times
}

impl SlotTimes {
    fn offer(&mut self, local: DateTime, length: SignedDuration, zone: &TimeZone) {
        let mut report = |kind| self.irregular.push(IrregularTime { local, kind });
        let ambiguous = zone.to_ambiguous_timestamp(local);
        match ambiguous.offset() {
            AmbiguousOffset::Gap { .. } => return report(Irregular::Missing),
            AmbiguousOffset::Fold { .. } => report(Irregular::Twice),
            AmbiguousOffset::Unambiguous { .. } => {}
        }
        let at = ambiguous.earlier();
        let Some((at, until)) = at
            .ok()
            .and_then(|at| Some((at, at.checked_add(length).ok()?)))
        else {
            return report(Irregular::OutOfRange);
        };
        if self.slots.last().is_some_and(|before| at < before.until) {
            return report(Irregular::Overlaps);
        }
        self.slots.push(SlotTime { at, until, local });
    }
}
