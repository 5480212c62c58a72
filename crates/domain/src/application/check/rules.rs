//! Rules between fields that stand in the form itself.

use super::Problem;
use super::answers::{Answers, Place};
use crate::application::form::{Rule, RuleKind};

pub(super) fn check(answers: &Answers<'_>) -> Vec<Problem> {
    answers
        .form
        .rules
        .iter()
        .flat_map(|rule| rule_problems(answers, rule))
        .collect()
}

/// A rule is asked in each row when one of its fields stands in a repeated section.
fn rule_problems(answers: &Answers<'_>, rule: &Rule) -> Vec<Problem> {
    let sections = rule
        .fields
        .iter()
        .filter_map(|path| Some(answers.form.field(path)?.0));
    let sections: Vec<_> = sections.collect();
    let repeated = sections.iter().find(|section| section.repeat.is_some());
    let Some(section) = repeated.or(sections.first()) else {
        return Vec::new();
    };
    if !answers.asked(section) {
        return Vec::new();
    }
    let places = answers.places(section).into_iter();
    places
        .filter(|place| {
            rule.when
                .as_ref()
                .is_none_or(|when| answers.holds(*place, when))
        })
        .filter_map(|place| broken(answers, rule, place))
        .collect()
}

fn broken(answers: &Answers<'_>, rule: &Rule, place: Place<'_>) -> Option<Problem> {
    let keys: Vec<_> = rule.fields.iter().map(|path| key(place, path)).collect();
    let answered = |key: &&String| answers.written(key).is_some_and(|value| value != "no");
    let typed = |key: &&String| {
        answers
            .value(key)
            .is_some_and(|value| value.canonical.as_deref() != Some("no"))
    };
    match rule.kind {
        RuleKind::Exclusive => {
            let set: Vec<_> = keys.iter().filter(answered).collect();
            let [_, second, ..] = set.as_slice() else {
                return None;
            };
            Some(Problem::new(second.as_str(), rule.code).with("others", keys.join(" ")))
        }
        RuleKind::AnyOf => {
            let none = !keys.iter().any(|key| typed(&key));
            let first = keys.first()?;
            none.then(|| Problem::new(first, rule.code).with("others", keys.join(" ")))
        }
        RuleKind::Order => {
            let [earlier, later] = keys.as_slice() else {
                return None;
            };
            let (first, second) = (answers.date(earlier)?, answers.date(later)?);
            (second < first).then(|| Problem::new(later, rule.code).with("earlier", first))
        }
        RuleKind::Past => {
            let future = keys.iter().find(|key| is_future(answers, key))?;
            Some(Problem::new(future, rule.code))
        }
    }
}

/// Whether a day, or a year, has not come yet.
fn is_future(answers: &Answers<'_>, key: &str) -> bool {
    let year = || answers.written(key)?.parse::<i64>().ok();
    match answers.date(key) {
        Some(day) => day > answers.on,
        None => year().is_some_and(|year| year > i64::from(answers.on.year())),
    }
}

/// The key of a path, in the row of the place when it stands in the same section.
fn key(place: Place<'_>, path: &str) -> String {
    match path.split_once('.') {
        Some((section, field)) if section == place.section.id => place.key(field),
        _ => path.to_owned(),
    }
}
