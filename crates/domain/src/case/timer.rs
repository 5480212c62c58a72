//! What happens by itself when a term runs out, as data.

use std::borrow::Cow;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::action::Case;
use super::limit::{Anchor, DayKind, Span};
use super::state::{Event, State};

/// A term that, when it runs out in a state, makes something happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timer {
    /// Its name in the pack.
    pub id: Cow<'static, str>,
    /// The state in which it runs.
    pub state: State,
    /// The day from which it counts.
    #[serde(default = "entered")]
    pub anchor: Anchor,
    /// How long it runs.
    pub after: Span,
    /// Which days count.
    pub calendar: DayKind,
    /// What happens then.
    pub fire: Event,
    /// Act and item.
    pub source: Cow<'static, str>,
    /// Whether the sources show the number.
    #[serde(default = "yes")]
    pub certain: bool,
}

const fn entered() -> Anchor {
    Anchor::Entered
}

const fn yes() -> bool {
    true
}

const fn timer(
    id: &'static str,
    state: State,
    anchor: Anchor,
    after: Span,
    fire: Event,
    source: &'static str,
) -> Timer {
    Timer {
        id: Cow::Borrowed(id),
        state,
        anchor,
        after,
        calendar: DayKind::Calendar,
        fire,
        source: Cow::Borrowed(source),
        certain: false,
    }
}

/// The timers of the reference workflow.
///
/// The 15 days and 6 months are shown by the sources for 2025 only; that the order
/// of 2017 had the same numbers is likely. The storage term is the office's policy.
pub static TIMERS: [Timer; 4] = [
    timer(
        "no_show",
        State::Invited,
        Anchor::Invited,
        Span::Days(15),
        Event::NoShow15d,
        "mvd-864/7.4",
    ),
    timer(
        "six_months",
        State::Suspended,
        Anchor::Filed,
        Span::Months(6),
        Event::SixMonths,
        "mvd-864/7.5",
    ),
    timer(
        "six_months_check",
        State::SuspendedCheck,
        Anchor::Filed,
        Span::Months(6),
        Event::SixMonths,
        "mvd-864/7.5",
    ),
    timer(
        "unclaimed",
        State::Ready,
        Anchor::Delivered,
        Span::Days(90),
        Event::Unclaimed,
        "mvd-864/7.6",
    ),
];

/// A timer of a case, and the last day before it fires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueTimer<'a> {
    /// The timer.
    pub timer: &'a Timer,
    /// The last day on which the applicant can still act.
    pub last_day: Date,
}

/// The timers that have run out for a case.
///
/// `today` is the civil day in the zone of the office; `add` adds a span to a day by
/// the calendar of the office: `|day, span, days| span.term(days).due(day, &calendar)`.
///
/// Our reading: on the last day the applicant can still come, so a timer fires
/// on the day after it. A timer whose day has not come to the case (nobody was
/// invited) does not run.
///
/// # Errors
/// Whatever `add` cannot do, such as a year the calendar does not cover: better
/// reported than a suspension that silently never comes.
pub fn due_timers<'a, E>(
    case: &Case,
    timers: &'a [Timer],
    today: Date,
    zone: &TimeZone,
    mut add: impl FnMut(Date, Span, DayKind) -> Result<Date, E>,
) -> Result<Vec<DueTimer<'a>>, E> {
    let mut due = Vec::new();
    for timer in timers.iter().filter(|timer| timer.state == case.state()) {
        let Some(from) = case.day_of(timer.anchor, zone) else {
            continue;
        };
        let last_day = add(from, timer.after, timer.calendar)?;
        if last_day < today {
            due.push(DueTimer { timer, last_day });
        }
    }
    Ok(due)
}
