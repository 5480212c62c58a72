//! What the decisions of a pack are asked with, drawn from the answers of the form.

use std::collections::BTreeMap;

use jiff::civil::Date;
use okno_domain::application::parse_date;
use okno_domain::pack::{Inputs, LeapBirthday, Pack};
use okno_domain::person::age;
use serde_json::Value;

use super::error::CaseError;
use super::file::Answers;
use crate::rules::RulesError;

/// Facts by the name of an input, in words.
pub(crate) type Words = BTreeMap<String, String>;

/// The facts of an application, and what the officer adds (`urgent`, `serviceman`,
/// `latin_spelling`).
pub(crate) fn facts(
    pack: &Pack,
    answers: &Answers,
    portal: bool,
    added: &Words,
    on: Date,
) -> Words {
    let mut words = Words::new();
    let mut put = |name: &str, word: String| {
        words.insert(name.to_owned(), word);
    };
    let read = |key: &str| {
        answers
            .get(key)
            .and_then(|value| value.canonical.as_deref())
    };
    let yes = |key: &str| read(key) == Some("yes");
    for (name, word) in named_like_inputs(pack, answers) {
        put(name, word.to_owned());
    }
    let leap = pack.people.leap_birthday.unwrap_or(LeapBirthday::March1);
    let birth = read("birth.birth_date").and_then(parse_date);
    let age = birth.and_then(|birth| age::full_years(birth, on, leap).ok());
    put("portal", portal.to_string());
    put("restricted", false.to_string());
    put("urgent", false.to_string());
    put("clearance", yes("limits.clearance").to_string());
    put("route", route(&read).to_owned());
    put(
        "applicant",
        applicant(pack, yes("incapacitated.filed"), age).to_owned(),
    );
    let held = rows_of(answers, "held");
    put(
        "lost",
        held.iter()
            .any(|row| yes(&format!("held.{row}.lost")))
            .to_string(),
    );
    let kept = |row: &&String| !yes(&format!("held.{row}.lost"));
    put(
        "has_valid_passport",
        held.iter().any(|row| kept(&row)).to_string(),
    );
    let called_up =
        read("sex.sex") == Some("male") && age.is_some_and(|age| (18..=27).contains(&age));
    put("man_18_27", called_up.to_string());
    for (name, word) in added {
        put(name, word.clone());
    }
    words
}

/// The inputs of one rule out of the facts; a box left empty is a no.
pub(crate) fn asked(pack: &Pack, rule: &str, facts: &Value) -> Result<Inputs, CaseError> {
    let domain = &pack.rule(rule).map_err(RulesError::from)?.domain;
    let mut inputs = Inputs::none();
    for input in &domain.inputs {
        if let Some(word) = facts.get(&input.name).and_then(Value::as_str) {
            inputs = inputs.with(&input.name, word);
        }
    }
    Ok(domain.unticked(&inputs))
}

/// Where somebody files decides the term: residence, stay, actual residence, abroad.
fn route<'a>(read: &impl Fn(&str) -> Option<&'a str>) -> &'a str {
    match read("stay.kind") {
        Some(kind) => kind,
        None if read("residence.none") == Some("yes") => "actual",
        None => "residence",
    }
}

fn applicant(pack: &Pack, incapacitated: bool, age: Option<u16>) -> &'static str {
    let words = pack
        .rule("documents")
        .ok()
        .and_then(|rule| rule.domain.input("applicant"));
    let known = |word: &str| words.is_some_and(|input| input.words.iter().any(|one| one == word));
    match age {
        _ if incapacitated => "incapacitated",
        Some(0..=13) => "minor",
        Some(14..=17) if known("minor14") => "minor14",
        Some(14..=17) => "minor",
        _ => "adult",
    }
}

fn rows_of(answers: &Answers, section: &str) -> Vec<String> {
    let prefix = format!("{section}.");
    let filled = answers.iter().filter(|(_, value)| !value.is_blank());
    let rows = filled.filter_map(|(key, _)| Some(key.strip_prefix(&prefix)?.split_once('.')?.0));
    let mut rows: Vec<String> = rows.map(str::to_owned).collect();
    rows.dedup();
    rows
}

/// A field that bears the name of an input answers it (`sought.urgency`), if its
/// answer is one of the words the pack knows. Nothing else of the form is taken: what
/// stands in the row of a case unsealed are words of the pack.
fn named_like_inputs<'a>(pack: &'a Pack, answers: &'a Answers) -> Vec<(&'a str, &'a str)> {
    let inputs = pack.rules.values().flat_map(|rule| &rule.domain.inputs);
    let answered = inputs.filter_map(|input| {
        let asks = |key: &&String| key.rsplit('.').next() == Some(input.name.as_str());
        let key = answers.keys().find(asks)?;
        let word = as_tick(answers.get(key)?.canonical.as_deref()?);
        let known = input.words.iter().any(|known| known == word);
        known.then_some((input.name.as_str(), word))
    });
    answered.collect()
}

/// Forms say yes and no, rules say true and false.
fn as_tick(word: &str) -> &str {
    match word {
        "yes" => "true",
        "no" => "false",
        other => other,
    }
}
