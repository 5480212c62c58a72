//! Opening hours as the public pages read them: the week, the day before a
//! holiday, and the single days that differ.

use jiff::ToSpan;
use jiff::civil::Date;
use okno_domain::calendar::{Calendar, WeekdayName};
use okno_domain::opening::{DayHours, OpeningHours, PreHolidayHours};

use crate::public::model::{Hours, ScheduleView, SpecialDay};

/// Single days are shown this far ahead.
const AHEAD_DAYS: i64 = 45;

/// The schedule of `hours` from `today` on, by the office's calendar (REQ-3, REQ-10.1).
pub(super) fn schedule(hours: &OpeningHours, calendar: &Calendar, today: Date) -> ScheduleView {
    let week = WeekdayName::WEEK.map(|day| spans(&hours.weekly(day)));
    let before_holiday = before_holiday(hours);
    let special = (0..AHEAD_DAYS)
        .filter_map(|ahead| {
            let on = today.checked_add(ahead.days()).ok()?;
            let open = hours.day(on, calendar).ok()?;
            let found = spans(&open.hours);
            let usual = if open.day.short {
                before_holiday.as_ref().unwrap_or(&week[at(on)])
            } else {
                &week[at(on)]
            };
            (found != *usual).then_some(SpecialDay { on, hours: found })
        })
        .collect();
    ScheduleView {
        week,
        before_holiday,
        special,
        note: None,
    }
}

fn at(day: Date) -> usize {
    usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default()
}

/// Hours before a holiday, where they are the same whatever the weekday; a day
/// shortened by minutes is shown by the longest day of the week.
fn before_holiday(hours: &OpeningHours) -> Option<Vec<Hours>> {
    match &hours.pre_holiday {
        PreHolidayHours::Within(within) => Some(spans(within)),
        PreHolidayHours::ShorterBy(0) => None,
        PreHolidayHours::ShorterBy(minutes) => {
            let minutes = i64::from(*minutes);
            let longest = WeekdayName::WEEK
                .iter()
                .map(|day| spans(&hours.weekly(*day)))
                .max_by_key(|spans| spans.last().map(|(_, until)| *until))?;
            let mut short = longest;
            let last = short.last_mut()?;
            last.1 = last.1.checked_sub(minutes.minutes()).ok()?;
            Some(short)
        }
    }
}

fn spans(hours: &DayHours) -> Vec<Hours> {
    hours
        .ranges()
        .iter()
        .map(|range| (range.from(), range.until()))
        .collect()
}
