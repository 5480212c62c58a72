//! Each answer by itself.

use super::answers::{Answers, Place};
use super::{Code, Problem};
use crate::application::form::{Field, FieldKind, Section};
use crate::application::read::{FieldValue, tidied};

pub(super) fn check(answers: &Answers<'_>) -> Vec<Problem> {
    let asked = answers
        .form
        .sections
        .iter()
        .filter(|section| answers.asked(section));
    asked
        .flat_map(|section| section_problems(answers, section))
        .collect()
}

fn section_problems(answers: &Answers<'_>, section: &Section) -> Vec<Problem> {
    let mut problems: Vec<_> = rows(answers, section).into_iter().collect();
    for place in answers.places(section) {
        for field in &section.fields {
            problems.extend(problem(answers, place, field));
        }
    }
    problems
}

fn rows(answers: &Answers<'_>, section: &Section) -> Option<Problem> {
    let repeat = section.repeat.as_ref()?;
    let rows = answers.rows(section).len();
    if rows < usize::from(repeat.min) {
        return Some(Problem::new(&section.id, Code::TooFewRows).with("min", repeat.min));
    }
    let over = rows > usize::from(repeat.max);
    over.then(|| Problem::new(&section.id, Code::TooManyRows).with("max", repeat.max))
}

fn problem(answers: &Answers<'_>, place: Place<'_>, field: &Field) -> Option<Problem> {
    let key = place.key(&field.id);
    match answers.value(&key) {
        None => required(answers, place, field).then(|| Problem::new(key, Code::Required)),
        Some(value) => unreadable(field, value, &key).or_else(|| unfit(field, value, &key)),
    }
}

/// A tick that is required must be set, so an explicit "no" is an answer left out.
fn required(answers: &Answers<'_>, place: Place<'_>, field: &Field) -> bool {
    let now = field
        .required_when
        .as_ref()
        .is_some_and(|when| answers.holds(place, when));
    field.required || now
}

fn unreadable(field: &Field, value: &FieldValue, key: &str) -> Option<Problem> {
    if field.required && field.is_tick() && value.canonical.as_deref() == Some("no") {
        return Some(Problem::new(key, Code::Required));
    }
    if value.canonical.is_some() {
        return None;
    }
    if let Some(pattern) = &field.pattern {
        return Some(Problem::new(key, Code::Pattern).with("pattern", pattern));
    }
    Some(match field.kind {
        FieldKind::Name if mixed(&value.typed) => Problem::new(key, Code::MixedScript),
        FieldKind::Name => Problem::new(key, Code::Name),
        FieldKind::Latin => Problem::new(key, Code::Latin),
        FieldKind::Date => Problem::new(key, Code::Date),
        FieldKind::Month => Problem::new(key, Code::Month),
        FieldKind::Choice => Problem::new(key, Code::Choice),
        FieldKind::Tick => Problem::new(key, Code::Tick),
        FieldKind::Phone => Problem::new(key, Code::Phone),
        FieldKind::Email => Problem::new(key, Code::Email),
        FieldKind::Digits => digits(field, key),
        FieldKind::Number => number(field, key),
        FieldKind::Text | FieldKind::Document => Problem::new(key, Code::Required),
    })
}

/// An answer that can be read, but is too long, too short or out of bounds.
fn unfit(field: &Field, value: &FieldValue, key: &str) -> Option<Problem> {
    let written = value.canonical.as_deref()?;
    match field.kind {
        FieldKind::Digits if field.digits.map(usize::from) != Some(written.len()) => {
            return Some(digits(field, key));
        }
        FieldKind::Number => {
            let count: i64 = written.parse().ok()?;
            let low = field.min.is_some_and(|min| count < min);
            let high = field.max.is_some_and(|max| count > max);
            return (low || high).then(|| number(field, key));
        }
        _ => {}
    }
    let length = tidied(&value.typed).chars().count();
    if let Some(min) = field.min_length.filter(|min| length < usize::from(*min)) {
        return Some(Problem::new(key, Code::TooShort).with("min", min));
    }
    let max = field.max_length.filter(|max| length > usize::from(*max))?;
    Some(Problem::new(key, Code::TooLong).with("max", max))
}

fn digits(field: &Field, key: &str) -> Problem {
    Problem::new(key, Code::Digits).with("digits", field.digits.unwrap_or_default())
}

fn number(field: &Field, key: &str) -> Problem {
    let bound = |bound: Option<i64>| bound.map(|one| one.to_string()).unwrap_or_default();
    Problem::new(key, Code::Number)
        .with("min", bound(field.min))
        .with("max", bound(field.max))
}

/// Latin letters among Cyrillic ones: the eye does not see them, every register does.
fn mixed(typed: &str) -> bool {
    let latin = typed.chars().any(|letter| letter.is_ascii_alphabetic());
    latin
        && typed
            .chars()
            .any(|letter| matches!(letter, 'А'..='я' | 'Ё' | 'ё'))
}
