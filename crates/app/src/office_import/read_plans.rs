//! Reading reception plans.

use std::collections::BTreeSet;

use jiff::civil::Time;
use okno_domain::appointment::Share;
use okno_domain::calendar::{DayClass, WeekdayName};
use okno_domain::id::ServiceId;
use okno_domain::opening::{PatternProblem, ReceptionPattern, Schedules, TimeRange};

use super::file::{PlanRow, Row};
use super::sheet::{Fields, Node};
use crate::reception_plan::Pattern;

const CLASSES: &[(&str, DayClass)] = &[
    ("ordinary", DayClass::Ordinary),
    ("pre_holiday", DayClass::PreHoliday),
    ("working_saturday", DayClass::WorkingSaturday),
    ("weekend", DayClass::Weekend),
    ("holiday", DayClass::Holiday),
];
/// Minutes of a day; no slot lasts longer.
const DAY: i64 = 24 * 60;
/// People received at once by the largest hall.
const MOST_AT_ONCE: i64 = 500;

pub(super) fn plans(office: &Fields<'_>, hours: Option<&Schedules>) -> Vec<Row<PlanRow>> {
    let tables = office.tables("plan", &format!("{}, plan", office.table));
    tables
        .into_iter()
        .filter_map(|fields| plan(fields, hours))
        .collect()
}

fn plan(mut fields: Fields<'_>, hours: Option<&Schedules>) -> Option<Row<PlanRow>> {
    let name = fields.text("name");
    if let Some(name) = &name {
        fields.table = format!("{} {name}", fields.table);
    }
    let fields = &fields;
    let from = fields.need("valid_from").and_then(|node| node.date());
    let until_node = fields.maybe("valid_until");
    let until = until_node.as_ref().and_then(Node::date);
    if let (Some(node), Some(from), Some(until)) = (&until_node, from, until)
        && until <= from
    {
        let advice =
            "'valid_until' is the first day on which it no longer holds: write a later day";
        node.report(format!("the plan begins on {from} and ends before"), advice);
    }
    let pattern = pattern(fields, name.as_deref());
    fields.finish();
    let content = PlanRow {
        name: name?,
        from_on: from?,
        until_on: until,
        pattern: pattern?,
    };
    for problem in content.pattern.reception.problems() {
        fields.report(problem.to_string(), advice_for(problem));
    }
    if hours.is_some_and(|hours| !meets(&content.pattern.reception, hours)) {
        let advice = "write days and times at which the office receives people";
        fields.report("nobody is received on these days at these times", advice);
    }
    Some(Row {
        start: fields.start,
        table: fields.table.clone(),
        content,
    })
}

fn pattern(fields: &Fields<'_>, name: Option<&str>) -> Option<Pattern> {
    let service = fields.text("service");
    let weekdays = fields.need("weekdays").map(|node| weekdays(&node));
    let classes = fields.maybe("day_classes").map(|node| {
        let elements = node.elements();
        elements
            .iter()
            .filter_map(|one| one.choice("class of days", CLASSES))
            .collect()
    });
    let from = fields.need("from").and_then(|node| time(&node));
    let until_node = fields.need("until");
    let until = until_node.as_ref().and_then(time);
    let minutes = fields.number("slot_minutes", 1, DAY);
    let capacity = fields.number("capacity", 1, MOST_AT_ONCE);
    let shares: Vec<_> = Share::ALL
        .iter()
        .map(|share| (share.name(), *share))
        .collect();
    let share = fields
        .maybe("share")
        .map_or(Some(Share::Any), |node| node.choice("share", &shares));
    let hours = match TimeRange::new(from?, until?) {
        Ok(hours) => hours,
        Err(problem) => {
            let node = until_node?;
            node.report(
                problem.to_string(),
                "write in 'until' a time after that of 'from'",
            );
            return None;
        }
    };
    Some(Pattern {
        name: name?.to_owned(),
        reception: ReceptionPattern {
            service: ServiceId::new(service?),
            weekdays: weekdays?,
            hours,
            slot_minutes: u16::try_from(minutes?).ok()?,
            capacity: u16::try_from(capacity?).ok()?,
            share: share?,
        },
        day_classes: classes,
    })
}

fn weekdays(node: &Node<'_>) -> BTreeSet<WeekdayName> {
    let known: Vec<_> = WeekdayName::WEEK
        .into_iter()
        .map(|day| (day.as_str(), day))
        .collect();
    let elements = node.elements();
    elements
        .iter()
        .filter_map(|one| one.choice("weekday", &known))
        .collect()
}

fn time(node: &Node<'_>) -> Option<Time> {
    let written = node.text()?;
    let time = Time::strptime("%H:%M", &written).ok();
    if time.is_none() {
        node.report(
            format!("'{written}' is no time of day"),
            "write it as \"09:00\"",
        );
    }
    time
}

fn advice_for(problem: PatternProblem) -> &'static str {
    match problem {
        PatternProblem::NoLength => "write in 'slot_minutes' how long a visit lasts",
        PatternProblem::SlotLongerThanSession { .. } => "shorten the slot or lengthen the session",
        PatternProblem::NoCapacity => "write in 'capacity' how many are received at once",
        PatternProblem::NoWeekday => "name at least one weekday, such as \"mon\"",
    }
}

/// Whether the office ever receives people when the plan says so.
fn meets(pattern: &ReceptionPattern, hours: &Schedules) -> bool {
    pattern.weekdays.iter().any(|weekday| {
        let monthly = hours
            .reception
            .monthly
            .iter()
            .filter(|rule| rule.weekday == *weekday);
        let mut days = monthly
            .map(|rule| rule.hours.clone())
            .chain([hours.reception.weekly(*weekday)]);
        days.any(|day| !day.within(&pattern.hours).is_empty())
    })
}
