//! Hours of a week in the fewest lines that say everything.

use jiff::civil::{Date, Weekday};

use super::model::{Hours, ScheduleView};
use crate::voice::Voice;

const NBSP: char = '\u{a0}';

/// Some days and their hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleLine {
    /// `понедельник – четверг`.
    pub days: String,
    /// `9:00–13:00, 14:00–18:00`, or that it is closed.
    pub hours: String,
    /// Whether the doors stay shut.
    pub closed: bool,
    /// For machines: `Mo-Th 09:00-18:00`; empty where the days have no such form.
    pub machine: String,
}

/// Days in a row with the same hours share a line; the day before a holiday joins the line whose
/// hours it has, or gets its own (REQ-3, REQ-10.1). Single days are shown from `today` on.
pub fn lines(schedule: &ScheduleView, today: Date, t: Voice) -> Vec<ScheduleLine> {
    let mut lines = Vec::new();
    let mut before_holiday = schedule.before_holiday.clone();
    let mut first = 0;
    while first < 7 {
        let hours = &schedule.week[first];
        let last = (first..7)
            .take_while(|day| schedule.week[*day] == *hours)
            .last()
            .unwrap_or(first);
        let joins = before_holiday
            .as_ref()
            .is_some_and(|short| short == hours && !hours.is_empty());
        if joins {
            before_holiday = None;
        }
        lines.push(week_line(first, last, hours, joins, t));
        first = last + 1;
    }
    if let Some(short) = before_holiday {
        let days = t.say("web-before-holidays");
        lines.push(line(days, &short, String::new(), t));
    }
    let coming = schedule
        .special
        .iter()
        .filter(|special| special.on >= today);
    lines.extend(coming.map(|special| line(t.day(special.on), &special.hours, String::new(), t)));
    lines
}

fn week_line(first: usize, last: usize, hours: &[Hours], joins: bool, t: Voice) -> ScheduleLine {
    let name = |day: usize| t.weekday(weekday(day));
    let mut days = match last - first {
        0 => name(first),
        1 => format!("{}, {}", name(first), name(last)),
        _ => format!("{}{NBSP}– {}", name(first), name(last)),
    };
    if joins {
        days = t.with("web-and-before-holidays", "days", days);
    }
    line(days, hours, machine(first, last, hours), t)
}

fn weekday(day: usize) -> Weekday {
    let day = i8::try_from(day).unwrap_or_default();
    Weekday::from_monday_zero_offset(day).unwrap_or(Weekday::Monday)
}

fn line(days: String, hours: &[Hours], machine: String, t: Voice) -> ScheduleLine {
    let spans: Vec<String> = hours.iter().map(|(from, to)| t.hours(*from, *to)).collect();
    ScheduleLine {
        days,
        closed: hours.is_empty(),
        hours: if hours.is_empty() {
            t.say("web-closed-day")
        } else {
            spans.join(", ")
        },
        machine,
    }
}

const SHORT_DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

fn machine(first: usize, last: usize, hours: &[Hours]) -> String {
    let days = if first == last {
        SHORT_DAYS[first].to_owned()
    } else {
        format!("{}-{}", SHORT_DAYS[first], SHORT_DAYS[last])
    };
    let spans: Vec<String> = hours
        .iter()
        .map(|(from, to)| {
            format!(
                "{days} {:02}:{:02}-{:02}:{:02}",
                from.hour(),
                from.minute(),
                to.hour(),
                to.minute()
            )
        })
        .collect();
    spans.join("; ")
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;
    use crate::lang::Lang;
    use crate::public::model::SpecialDay;

    fn ministry() -> ScheduleView {
        let long = vec![(time(9, 0, 0, 0), time(18, 0, 0, 0))];
        let short = vec![(time(9, 0, 0, 0), time(16, 45, 0, 0))];
        let mut schedule = ScheduleView {
            before_holiday: Some(short.clone()),
            ..ScheduleView::default()
        };
        for day in 0..4 {
            schedule.week[day].clone_from(&long);
        }
        schedule.week[4] = short;
        schedule
    }

    /// REQ-3: the schedule of the ministry has a short Friday and a short day before holidays.
    #[test]
    fn a_day_before_a_holiday_closes_at_a_quarter_to_five_like_a_friday() {
        let lines = lines(&ministry(), date(2018, 12, 1), Voice::of(Lang::Ru));
        let said: Vec<(&str, &str)> = lines
            .iter()
            .map(|line| (line.days.as_str(), line.hours.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                ("понедельник\u{a0}– четверг", "9:00–18:00"),
                ("пятница и предпраздничные дни", "9:00–16:45"),
                ("суббота, воскресенье", "закрыто"),
            ]
        );
        assert_eq!(lines[0].machine, "Mo-Th 09:00-18:00");
    }

    #[test]
    fn a_working_saturday_is_named_until_it_has_passed() {
        let mut schedule = ministry();
        schedule.special.push(SpecialDay {
            on: date(2018, 12, 29),
            hours: schedule.week[0].clone(),
        });
        let t = Voice::of(Lang::En);
        let before = lines(&schedule, date(2018, 12, 29), t);
        assert_eq!(
            before.last().map(|line| line.days.clone()),
            Some(t.day(date(2018, 12, 29)))
        );
        assert_eq!(
            lines(&schedule, date(2018, 12, 30), t).len(),
            before.len() - 1
        );
    }

    #[test]
    fn a_day_before_a_holiday_with_hours_of_its_own_gets_its_own_line() {
        let mut schedule = ministry();
        schedule.before_holiday = Some(vec![(time(9, 0, 0, 0), time(14, 0, 0, 0))]);
        let lines = lines(&schedule, date(2018, 12, 1), Voice::of(Lang::En));
        assert!(
            lines
                .iter()
                .any(|line| line.days == "days before holidays" && line.hours == "9:00–14:00")
        );
    }
}
