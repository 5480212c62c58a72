//! Two weeks of an office's times, from the rows that booking guards.

use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use okno_app::booking::{BookingError, DaySlots, FreeTime};
use okno_app::directory::KnownOffice;
use okno_domain::appointment::Channel;
use okno_domain::id::ServiceId;

use super::desk::Desk;
use super::opens::{self, Horizon};
use super::said::Said;
use super::words;
use crate::view::{Calendar, Day, DayName, TimeChoice};
use crate::voice::{self, Voice};

/// Days shown at once.
const DAYS: i64 = 14;

/// Two weeks, Monday first, with the day that is looked at.
pub(super) struct Fortnight {
    /// The nearest free time of all that are open.
    pub(super) first: Option<FreeTime>,
    /// The days that have times, full ones included.
    pub(super) days: Vec<DaySlots>,
    /// The Monday it begins with.
    pub(super) from: Date,
    /// The day whose times are listed; none when nothing is free in the two weeks.
    pub(super) chosen: Option<Date>,
    /// Whether the person chose that day.
    pub(super) asked: bool,
    /// Where the two weeks before begin, if they are not past.
    pub(super) earlier: Option<Date>,
    /// Where the two weeks after begin, if something of them is open.
    pub(super) later: Option<Date>,
    /// How far times are open.
    pub(super) horizon: Horizon,
    /// The zone of the office.
    pub(super) zone: TimeZone,
}

/// Reads the two weeks that `from` or `date` of the query name; without them the two weeks of the
/// nearest free time, so that nobody is greeted by an empty calendar.
pub(super) async fn read(
    desk: &Desk,
    office: &KnownOffice,
    service: &ServiceId,
    channel: Channel,
    said: &Said,
) -> Result<Fortnight, BookingError> {
    let app = &desk.app;
    let today = app.local_date(&office.office_id, app.now());
    let horizon = opens::horizon(desk, office, service);
    let nearest = app
        .nearest_free(&office.office_id, service, channel, app.now(), 1)
        .await?;
    let first = nearest.into_iter().next();
    let first_day = first
        .as_ref()
        .map(|time| app.local_date(&office.office_id, time.starts_at));
    let date = Date::from_str(said.word("date")).ok();
    let asked = Date::from_str(said.word("from"))
        .ok()
        .or(date)
        .or(first_day)
        .unwrap_or(today);
    // Nothing is free before the first free day, so nobody is led there.
    let lowest = monday(first_day.unwrap_or(today));
    let highest = monday(horizon.until).max(lowest);
    let from = monday(asked).clamp(lowest, highest);
    let until = from.saturating_add((DAYS - 1).days());
    let days = app
        .slots_of(&office.office_id, service, channel, from, until)
        .await?;
    let is_free = |day: Date| {
        days.iter()
            .any(|slots| slots.date == day && slots.free() > 0)
    };
    let chosen = date.filter(|day| is_free(*day));
    let first_here = days.iter().find(|day| day.free() > 0).map(|day| day.date);
    let after = from.saturating_add(DAYS.days());
    let before = from.saturating_sub(DAYS.days()).max(lowest);
    Ok(Fortnight {
        asked: chosen.is_some(),
        chosen: chosen.or(first_here),
        earlier: (from > lowest).then_some(before),
        later: (after <= horizon.until).then_some(after),
        first,
        days,
        from,
        horizon,
        zone: office.zone.clone(),
    })
}

impl Fortnight {
    /// The free times of the chosen day.
    pub(super) fn times(&self) -> impl Iterator<Item = &FreeTime> {
        let of_day = self.days.iter().filter(|day| Some(day.date) == self.chosen);
        of_day
            .flat_map(|day| &day.times)
            .filter(|time| time.free > 0)
    }

    /// The calendar; `href` gives the address of a day.
    pub(super) fn calendar(&self, t: Voice, href: impl Fn(Date) -> String) -> Calendar {
        let day = |offset: i64| {
            let date = self.from.saturating_add(offset.days());
            let free = self
                .days
                .iter()
                .find(|day| day.date == date)
                .map_or(0, DaySlots::free);
            Day {
                short: words::cell(t, date, offset == 0),
                spoken: t.day(date),
                free,
                href: href(date),
                chosen: self.chosen == Some(date),
            }
        };
        Calendar {
            title: self.title(t),
            weekdays: (0..7)
                .map(|offset| weekday(t, self.from.saturating_add(offset.days())))
                .collect(),
            weeks: vec![(0..7).map(day).collect(), (7..DAYS).map(day).collect()],
        }
    }

    /// `23 ноября — 6 декабря`.
    fn title(&self, t: Voice) -> String {
        let last = self.from.saturating_add((DAYS - 1).days());
        t.with2(
            "web-book-days-from-to",
            "from",
            words::day_of_month(t, self.from),
            "until",
            words::day_of_month(t, last),
        )
    }

    /// The free days of the two weeks with their times, for the list.
    pub(super) fn list(&self, t: Voice, chosen: &str) -> Vec<(String, Vec<TimeChoice>)> {
        self.days
            .iter()
            .filter(|day| day.free() > 0)
            .map(|day| {
                (
                    t.day(day.date),
                    choices(t, day.times.iter().filter(|time| time.free > 0), chosen),
                )
            })
            .collect()
    }
}

/// Times as radios; `chosen` is the value of the one already made.
pub(super) fn choices<'a>(
    t: Voice,
    times: impl Iterator<Item = &'a FreeTime>,
    chosen: &str,
) -> Vec<TimeChoice> {
    times
        .map(|time| {
            let value = time.key.to_string();
            TimeChoice {
                chosen: value == chosen,
                label: t.time(time.local),
                value,
            }
        })
        .collect()
}

fn weekday(t: Voice, day: Date) -> DayName {
    let short = voice::wording().map(|wording| wording.weekday_in_short(t.lang(), day.weekday()));
    DayName {
        short: short.unwrap_or_default(),
        long: t.weekday(day.weekday()),
    }
}

fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.saturating_sub(back.days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn two_weeks_begin_on_monday() {
        assert_eq!(monday(date(2026, 11, 25)), date(2026, 11, 23));
        assert_eq!(monday(date(2026, 11, 23)), date(2026, 11, 23));
        assert_eq!(monday(date(2026, 11, 29)), date(2026, 11, 23));
    }
}
