//! Proof over the whole finite domain and every date interval: one answer, and always one.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::act::Act;
use super::acts::Acts;
use super::problem::{Mistake, Place, Problems};
use super::rule::{Hit, Row, Rule};

/// More combinations than this cannot be proven in a moment; such a table is to be split.
const COMBINATIONS_MAX: usize = 20_000;

/// Reports overlaps, uncovered combinations, and rows whose acts are not in force when they answer.
pub(crate) fn prove(rule: &Rule, acts: &Acts, problems: &Problems) {
    let combinations = rule.domain.combinations();
    if combinations > COMBINATIONS_MAX {
        let mistake = Mistake::BadValue {
            key: "inputs".to_owned(),
            found: combinations.to_string(),
            wanted: format!("at most {COMBINATIONS_MAX} combinations; split the table"),
        };
        problems.report(rule.place.clone(), mistake);
        return;
    }
    let mut reported = Reported::default();
    for day in days_of_change(rule, acts) {
        prove_day(rule, acts, day, problems, &mut reported);
    }
}

/// What was reported once is not repeated for every later interval.
#[derive(Default)]
struct Reported {
    overlaps: BTreeSet<(Place, Place)>,
    dead: BTreeSet<Place>,
    uncovered: BTreeSet<usize>,
}

fn prove_day(rule: &Rule, acts: &Acts, day: Date, problems: &Problems, reported: &mut Reported) {
    let mut gaps = Vec::new();
    for number in 0..rule.domain.combinations() {
        let positions = rule.domain.combination(number);
        let winners = rule.winners(day, &positions);
        if winners.is_empty() && !matches!(rule.hit, Hit::Collect { .. }) {
            gaps.push(number);
        }
        let shown = || rule.domain.inputs_at(&positions).to_string();
        overlaps(rule, &winners, day, shown, problems, reported);
        for row in winners {
            dead_source(row, acts, day, problems, reported);
        }
    }
    gaps.retain(|number| reported.uncovered.insert(*number));
    if let Some(first) = gaps.first() {
        let positions = rule.domain.combination(*first);
        let mistake = Mistake::Uncovered {
            on: day.to_string(),
            combination: format!("[{}]", rule.domain.inputs_at(&positions)),
            count: gaps.len(),
        };
        let hint = "add a row, or say none = \"reason\" when there is none on purpose".to_owned();
        problems.report_with_hint(rule.place.clone(), mistake, Some(hint));
    }
}

fn overlaps(
    rule: &Rule,
    winners: &[&Row],
    day: Date,
    shown: impl Fn() -> String,
    problems: &Problems,
    reported: &mut Reported,
) {
    for (number, row) in winners.iter().enumerate() {
        let group = row.group(&rule.hit);
        let Some(other) = winners[..number]
            .iter()
            .find(|other| other.group(&rule.hit) == group)
        else {
            continue;
        };
        if reported
            .overlaps
            .insert((other.place.clone(), row.place.clone()))
        {
            let mistake = Mistake::Overlap {
                on: day.to_string(),
                other_line: other.place.line,
                combination: format!("[{}]", shown()),
            };
            problems.report(row.place.clone(), mistake);
        }
    }
}

fn dead_source(row: &Row, acts: &Acts, day: Date, problems: &Problems, reported: &mut Reported) {
    let (basis, _) = row.basis_on(day);
    let known = basis.iter().all(|source| acts.get(&source.act).is_some());
    let alive = acts.any_in_force(basis.iter().copied(), day);
    if !known || alive || !reported.dead.insert(row.place.clone()) {
        return;
    }
    let mistake = Mistake::DeadSource {
        source_act: basis.first().map(|s| s.act.clone()).unwrap_or_default(),
        on: day.to_string(),
    };
    let hint =
        "end the row with 'to', add a later row, or say in 'carried_on' which act carries it on"
            .to_owned();
    problems.report_with_hint(row.place.clone(), mistake, Some(hint));
}

/// Every day on which an answer can change: the first and last days of rows and of the cited acts.
fn days_of_change(rule: &Rule, acts: &Acts) -> BTreeSet<Date> {
    let begins = rule.rows.iter().map(|row| row.from);
    let ends = rule.rows.iter().filter_map(|row| row.to);
    let sources = rule.rows.iter().flat_map(|row| &row.sources);
    let cited: Vec<&Act> = sources.filter_map(|s| acts.get(&s.act)).collect();
    let acts_begin = cited.iter().map(|act| act.from);
    let acts_end = cited.iter().filter_map(|act| act.to);
    let first = rule.rows.iter().map(|row| row.from).min();
    let carried = rule.rows.iter().filter_map(|row| row.carried.as_ref());
    let carried = carried.map(|carried| carried.from);
    let days = begins
        .chain(ends)
        .chain(acts_begin)
        .chain(acts_end)
        .chain(carried);
    days.filter(|day| Some(*day) >= first).collect()
}
