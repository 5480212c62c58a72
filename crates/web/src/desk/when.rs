//! Days and times as the desk says them.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::voice::{self, Voice};

/// The clock time at the office: `9:40`.
pub(super) fn clock(t: Voice, at: Timestamp, zone: &TimeZone) -> String {
    t.time(at.to_zoned(zone.clone()).time())
}

/// The clock time with its seconds, where seconds matter: `9:40:07`.
pub(super) fn clock_to_the_second(t: Voice, at: Timestamp, zone: &TimeZone) -> String {
    let time = at.to_zoned(zone.clone()).time();
    format!("{}:{:02}", t.time(time), time.second())
}

/// A moment: `25 ноября, среда, 9:40`.
pub(super) fn moment(t: Voice, at: Timestamp, zone: &TimeZone) -> String {
    let local = at.to_zoned(zone.clone()).datetime();
    voice::wording().map_or_else(
        || local.to_string(),
        |words| words.day_and_time(t.lang(), local),
    )
}

/// The civil date at the office.
pub(super) fn day(at: Timestamp, zone: &TimeZone) -> Date {
    at.to_zoned(zone.clone()).date()
}

/// Whole minutes of a wait; a wait that has not begun is none.
pub(super) fn minutes(wait: SignedDuration) -> i64 {
    wait.as_mins().max(0)
}
