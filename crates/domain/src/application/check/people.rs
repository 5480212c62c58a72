//! Who may file for whom, by age.

use jiff::ToSpan;
use jiff::civil::Date;

use super::answers::Answers;
use super::{Code, Passport, Problem};
use crate::application::read::reaches;

/// Whether a person born on `birth` has reached an age on a day.
fn is_aged(birth: Date, years: i16, on: Date) -> bool {
    reaches(birth, years).is_some_and(|day| day <= on)
}

/// The adult form is for adults, whose main document was issued after 14 (items 3 and 10).
pub(super) fn adult(answers: &Answers<'_>) -> Vec<Problem> {
    let Some(birth) = answers.date("birth.birth_date") else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    if !is_aged(birth, 18, answers.on) {
        problems.push(Problem::new("birth.birth_date", Code::NotAdult));
    }
    let key = "document.issued_on";
    if let Some(issued) = answers.date(key) {
        let early = reaches(birth, 14).is_some_and(|day| issued < day);
        problems.extend(early.then(|| Problem::new(key, Code::DocumentBefore14)));
        problems.extend(
            past_its_age(birth, issued, answers.on)
                .map(|age| Problem::new(key, Code::DocumentExpired).with("age", age)),
        );
    }
    problems
}

/// The age at which the main document should have been changed and was not.
///
/// It is changed at 20 and at 45; for 90 days after the birthday the old one still serves.
fn past_its_age(birth: Date, issued: Date, on: Date) -> Option<i16> {
    [20, 45].into_iter().find(|age| {
        let Some(birthday) = reaches(birth, *age) else {
            return false;
        };
        let last = birthday.checked_add(90.days()).unwrap_or(birthday);
        issued < birthday && on > last
    })
}

/// Children are entered only into five-year passports, and only under 14 (item 15).
pub(super) fn children(answers: &Answers<'_>) -> Vec<Problem> {
    let places = answers.rows_of("children");
    let chip = answers.situation.passport == Passport::TenYears && !places.is_empty();
    let mut problems: Vec<_> = chip
        .then(|| Problem::new("children", Code::ChildrenTenYears))
        .into_iter()
        .collect();
    for place in places {
        let key = place.key("birth_date");
        let turned = answers.date(&key).and_then(|birth| reaches(birth, 14));
        if let Some(day) = turned.filter(|day| *day <= answers.on) {
            problems.push(Problem::new(key, Code::ChildNotUnder14).with("turned", day));
        }
    }
    problems
}

/// Who files for a minor is of age, and may file for a child of that age (REQ-2.2).
pub(super) fn minor(answers: &Answers<'_>) -> Vec<Problem> {
    let mut problems = representative(answers);
    let birth = answers.date("birth.birth_date");
    let child_is = |years| birth.map(|birth| is_aged(birth, years, answers.on));
    if child_is(18) == Some(true) {
        problems.push(Problem::new("birth.birth_date", Code::NotMinor));
    }
    let relation = answers.written("representative.relation");
    let wrong_age = match (relation, child_is(14)) {
        (Some("guardian"), Some(true)) => Some(Code::GuardianOver14),
        (Some("trustee"), Some(false)) => Some(Code::TrusteeUnder14),
        _ => None,
    };
    problems.extend(wrong_age.map(|code| Problem::new("representative.relation", code)));
    if matches!(relation, Some("guardian" | "trustee")) {
        let keys = ["representative.act_number", "representative.act_date"];
        let unsaid = keys.into_iter().filter(|key| answers.value(key).is_none());
        problems.extend(unsaid.map(|key| Problem::new(key, Code::ActNeeded)));
    }
    problems
}

/// The representative is of age.
pub(super) fn representative(answers: &Answers<'_>) -> Vec<Problem> {
    if !answers.asks("representative") {
        return Vec::new();
    }
    let key = "representative.birth_date";
    let young = answers
        .date(key)
        .is_some_and(|birth| !is_aged(birth, 18, answers.on));
    young
        .then(|| Problem::new(key, Code::RepresentativeNotAdult))
        .into_iter()
        .collect()
}
