//! The documents each applicant is asked for, as the rule engine answers (REQ-5.1).

use std::collections::BTreeSet;

use okno_domain::pack::{Cited, Inputs, Outcome};

use super::Day;
use super::words::{capitalised, word_words};
use crate::public::sheet::{ApplicantLine, DocumentLine};

/// The rule that decides on documents.
const RULE: &str = "documents";

/// One list for each kind of applicant: what everybody of the kind brings, then what a situation
/// adds, each named with its situation.
pub fn applicants(day: &Day<'_>) -> Vec<ApplicantLine> {
    let Ok(rule) = day.pack.rule(RULE) else {
        return Vec::new();
    };
    let kinds = rule
        .domain
        .input("applicant")
        .map(|input| input.words.clone())
        .unwrap_or_default();
    kinds.into_iter().map(|kind| applicant(day, kind)).collect()
}

fn applicant(day: &Day<'_>, kind: String) -> ApplicantLine {
    let mut list = ApplicantLine {
        title: capitalised(&word_words(day, "applicant", &kind)),
        id: kind,
        mandatory: Vec::new(),
        own_initiative: Vec::new(),
        interagency: Vec::new(),
    };
    let plain = inputs(day, &list.id, None);
    let mut known = BTreeSet::new();
    for cited in asked(day, &plain) {
        known.insert(document(&cited));
        add(day, &mut list, &cited, String::new());
    }
    for tick in ticks(day) {
        let situation = word_words(day, &tick, "true");
        for cited in asked(day, &inputs(day, &list.id, Some(&tick))) {
            if known.insert(document(&cited)) {
                add(day, &mut list, &cited, situation.clone());
            }
        }
    }
    list
}

fn ticks(day: &Day<'_>) -> Vec<String> {
    let Ok(rule) = day.pack.rule(RULE) else {
        return Vec::new();
    };
    let ticks = rule.domain.inputs.iter().filter(|input| input.is_tick());
    ticks.map(|input| input.name.clone()).collect()
}

/// The applicant in no special situation, or in the one of `tick`.
fn inputs(day: &Day<'_>, applicant: &str, tick: Option<&str>) -> Inputs {
    let Ok(rule) = day.pack.rule(RULE) else {
        return Inputs::none();
    };
    rule.domain
        .inputs
        .iter()
        .fold(Inputs::none(), |inputs, input| match input.name.as_str() {
            "applicant" => inputs.with("applicant", applicant),
            name if input.is_tick() => inputs.tick(name, tick == Some(name)),
            name => inputs.with(name, input.words.first().cloned().unwrap_or_default()),
        })
}

fn asked(day: &Day<'_>, inputs: &Inputs) -> Vec<Cited<Outcome>> {
    day.pack.collect(RULE, day.on, inputs).unwrap_or_default()
}

fn document(cited: &Cited<Outcome>) -> String {
    cited.value.text("document").unwrap_or_default().to_owned()
}

fn add(day: &Day<'_>, list: &mut ApplicantLine, cited: &Cited<Outcome>, situation: String) {
    let id = document(cited);
    let Some(kind) = day.pack.evidence_kind(&id) else {
        return;
    };
    let copies = cited.value.count("copies").filter(|copies| *copies > 1);
    let parts = [
        if situation.is_empty() {
            String::new()
        } else {
            day.t.with("web-docs-when", "situation", situation)
        },
        copies
            .map(|copies| day.t.count("web-docs-copies", copies))
            .unwrap_or_default(),
        kind.requirement
            .as_ref()
            .map(|words| day.t.words(words))
            .unwrap_or_default(),
    ];
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let line = DocumentLine {
        title: day.t.words(&kind.title),
        requirement: said.join(" "),
        certain: cited.certain && kind.certain,
    };
    match cited.value.text("need") {
        Some("own_initiative") => list.own_initiative.push(line),
        Some("interagency") => list.interagency.push(line),
        _ => list.mandatory.push(line),
    }
}
