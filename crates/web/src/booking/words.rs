//! Days, times and zones as the pages of booking say them.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::voice::{self, Voice};

/// A moment on the clock of the office: `25 ноября, среда, 9:40`.
pub(super) fn moment(t: Voice, at: Timestamp, zone: &TimeZone) -> String {
    local(t, at.to_zoned(zone.clone()).datetime())
}

/// The same from a civil time.
pub(super) fn local(t: Voice, at: DateTime) -> String {
    let said = voice::wording().map(|wording| wording.day_and_time(t.lang(), at));
    said.unwrap_or_else(|| at.to_string())
}

/// A day without its weekday: `25 ноября`.
pub(super) fn day_of_month(t: Voice, day: Date) -> String {
    voice::wording().map_or_else(
        || day.to_string(),
        |wording| wording.day_of_month(t.lang(), day),
    )
}

/// The clock time alone: `11:47`.
pub(super) fn clock(t: Voice, at: Timestamp, zone: &TimeZone) -> String {
    t.time(at.to_zoned(zone.clone()).time())
}

/// The zone in words (REQ-7.1): `по московскому времени`; the offset where the zone has no name
/// among people.
pub(super) fn zone(t: Voice, zone: &TimeZone, at: Timestamp) -> String {
    let city = zone
        .iana_name()
        .and_then(|name| name.rsplit('/').next())
        .unwrap_or_default();
    let key = format!("zone-{}", city.to_lowercase().replace('_', "-"));
    if t.has(&key) {
        return t.say(&key);
    }
    t.with(
        "web-book-zone-offset",
        "offset",
        offset(&at.to_zoned(zone.clone())),
    )
}

fn offset(at: &Zoned) -> String {
    let minutes = at.offset().seconds() / 60;
    let sign = if minutes < 0 { '−' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    if rest == 0 {
        format!("{sign}{hours}")
    } else {
        format!("{sign}{hours}:{rest:02}")
    }
}

/// A day in few signs for a cell of the calendar: `24`, and the month on its first day.
pub(super) fn cell(t: Voice, day: Date, first: bool) -> String {
    if first || day.day() == 1 {
        let month = t.say(&format!("web-book-month-{}", day.month()));
        format!("{}\u{a0}{month}", day.day())
    } else {
        day.day().to_string()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::lang::Lang;

    fn at() -> Timestamp {
        "2026-11-25T06:40:00Z".parse().unwrap()
    }

    /// REQ-7.1: the time is said with its zone.
    #[test]
    fn a_time_is_said_on_the_clock_of_the_office_with_its_zone() {
        let t = Voice::of(Lang::Ru);
        let moscow = TimeZone::get("Europe/Moscow").unwrap();
        assert_eq!(moment(t, at(), &moscow), "25\u{a0}ноября, среда, 9:40");
        assert_eq!(zone(t, &moscow, at()), "по московскому времени");
        let elsewhere = TimeZone::get("Asia/Kathmandu").unwrap();
        assert!(zone(t, &elsewhere, at()).contains("+5:45"));
    }

    #[test]
    fn the_calendar_says_the_month_where_it_begins() {
        let t = Voice::of(Lang::Ru);
        assert_eq!(cell(t, jiff::civil::date(2026, 12, 1), false), "1\u{a0}дек");
        assert_eq!(cell(t, jiff::civil::date(2026, 12, 2), false), "2");
        assert_eq!(
            cell(t, jiff::civil::date(2026, 11, 23), true),
            "23\u{a0}ноя"
        );
    }
}
