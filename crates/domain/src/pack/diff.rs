//! What changes for the applicant between two packs, or in one pack between two days.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::Pack;
use super::explain;
use super::pack_error::PackError;
use super::rule::{Hit, Rule};
use crate::words::Words;

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A value or a decision.
    Rule,
    /// A document.
    Document,
    /// A ground.
    Ground,
    /// A notice.
    Notice,
    /// A public text.
    Text,
    /// The workflow.
    Workflow,
    /// The acts.
    Act,
}

impl Subject {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rule => "value",
            Self::Document => "document",
            Self::Ground => "ground",
            Self::Notice => "notice",
            Self::Text => "text",
            Self::Workflow => "workflow",
            Self::Act => "act",
        }
    }
}

/// One difference: what stood there and what stands there; nothing on a side means it is not there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// What it is about.
    pub subject: Subject,
    /// Which one, with the inputs or the detail.
    pub what: String,
    /// Before.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
}

impl std::fmt::Display for Change {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let side = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
        let (before, after) = (side(&self.before), side(&self.after));
        write!(
            f,
            "{} {}: {before} -> {after}",
            self.subject.name(),
            self.what
        )
    }
}

/// What changes for the applicant in one pack from one day to another.
///
/// Every rule is asked with every combination of its inputs on both days, so nothing is missed.
pub fn between_days(pack: &Pack, before: Date, after: Date) -> Vec<Change> {
    let mut changes = Vec::new();
    for rule in pack.rules.values() {
        rule_changes((pack, rule, before), (pack, rule, after), &mut changes);
    }
    for service in &pack.services {
        let act = |day| pack.regulation(&service.id, day).map(|act| act.id.clone());
        push(
            &mut changes,
            Subject::Act,
            service.id.as_str(),
            act(before),
            act(after),
        );
    }
    for ground in &pack.grounds {
        let used = |day| ground.in_force_on(day).then(|| "in force".to_owned());
        push(
            &mut changes,
            Subject::Ground,
            &ground.id,
            used(before),
            used(after),
        );
    }
    changes
}

/// What differs between two packs for the applicant of `on`.
pub fn between_packs(before: &Pack, after: &Pack, on: Date) -> Vec<Change> {
    let mut changes = Vec::new();
    let ids: BTreeSet<&String> = before.rules.keys().chain(after.rules.keys()).collect();
    for id in ids {
        match (before.rules.get(id), after.rules.get(id)) {
            (Some(old), Some(new)) if old.domain == new.domain => {
                rule_changes((before, old, on), (after, new, on), &mut changes);
            }
            (old, new) => {
                let shown = |rule: Option<&Rule>| rule.map(inputs_of);
                push(&mut changes, Subject::Rule, id, shown(old), shown(new));
            }
        }
    }
    listed(
        &mut changes,
        Subject::Document,
        &documents(before),
        &documents(after),
    );
    listed(
        &mut changes,
        Subject::Ground,
        &grounds(before),
        &grounds(after),
    );
    listed(
        &mut changes,
        Subject::Notice,
        &notices(before),
        &notices(after),
    );
    listed(&mut changes, Subject::Text, &texts(before), &texts(after));
    listed(
        &mut changes,
        Subject::Workflow,
        &edges(before),
        &edges(after),
    );
    listed(&mut changes, Subject::Act, &acts(before), &acts(after));
    changes
}

fn inputs_of(rule: &Rule) -> String {
    let names: Vec<&str> = rule.domain.inputs.iter().map(|i| i.name.as_str()).collect();
    format!("depends on [{}]", names.join(", "))
}

fn push(
    changes: &mut Vec<Change>,
    subject: Subject,
    what: &str,
    before: Option<String>,
    after: Option<String>,
) {
    if before != after {
        changes.push(Change {
            subject,
            what: what.to_owned(),
            before,
            after,
        });
    }
}

type Asked<'a> = (&'a Pack, &'a Rule, Date);

fn rule_changes(before: Asked<'_>, after: Asked<'_>, changes: &mut Vec<Change>) {
    if matches!(before.1.hit, Hit::Collect { .. }) {
        return rows_changes(before, after, changes);
    }
    let domain = &before.1.domain;
    for number in 0..domain.combinations() {
        let inputs = domain.inputs_at(&domain.combination(number));
        let answer = |(pack, rule, day): Asked<'_>| match pack.value(&rule.id, day, &inputs) {
            Ok(cited) => Some(cited.value.to_string()),
            Err(PackError::Nothing { reason, .. }) => Some(format!("nothing ({reason})")),
            Err(_) => None,
        };
        let what = format!("{} [{inputs}]", before.1.id);
        push(changes, Subject::Rule, &what, answer(before), answer(after));
    }
}

/// A collecting table is compared by the rows that answer some question on that day: to compare
/// every combination would only repeat them.
fn rows_changes(before: Asked<'_>, after: Asked<'_>, changes: &mut Vec<Change>) {
    let rows = |(_, rule, day): Asked<'_>| -> Listed {
        let answering = rule.answering_on(day).into_iter();
        let shown = answering.map(|row| {
            let what = format!("{} {} [{}]", rule.id, row.group(&rule.hit), row.when);
            (what, explain::answer_words(&row.answer))
        });
        shown.collect()
    };
    listed(changes, Subject::Rule, &rows(before), &rows(after));
}

type Listed = Vec<(String, String)>;

fn listed(changes: &mut Vec<Change>, subject: Subject, before: &Listed, after: &Listed) {
    let find = |list: &Listed, id: &str| {
        let mut entries = list.iter();
        entries
            .find(|(known, _)| known == id)
            .map(|(_, text)| text.clone())
    };
    let ids: BTreeSet<&String> = before.iter().chain(after).map(|(id, _)| id).collect();
    for id in ids {
        push(changes, subject, id, find(before, id), find(after, id));
    }
}

/// A name in the first language of the pack.
fn title(pack: &Pack, words: &Words) -> String {
    let language = pack.languages.required.first();
    words
        .in_language(language.map_or("", String::as_str))
        .to_owned()
}

fn documents(pack: &Pack) -> Listed {
    let kinds = pack.evidence.iter();
    kinds
        .map(|kind| (kind.id.clone(), title(pack, &kind.title)))
        .collect()
}

fn grounds(pack: &Pack) -> Listed {
    let grounds = pack.grounds.iter();
    grounds
        .map(|g| {
            (
                g.id.clone(),
                format!("{} ({})", title(pack, &g.title), g.list),
            )
        })
        .collect()
}

fn notices(pack: &Pack) -> Listed {
    let shown = |notice: &super::Notice| {
        let events: Vec<&str> = notice.on.iter().map(|event| event.name()).collect();
        format!("on {}, within {}", events.join(", "), notice.due)
    };
    let notices = pack.notices.iter();
    notices
        .map(|notice| (notice.kind.code().to_owned(), shown(notice)))
        .collect()
}

fn texts(pack: &Pack) -> Listed {
    let bodies = pack.texts.values().flat_map(|text| {
        let title = title(pack, &text.title);
        let shown = move |(language, body): (&String, &String)| {
            let size = body.chars().count();
            (
                format!("{} ({language})", text.id),
                format!("«{title}», {size} characters, {}", digest(body)),
            )
        };
        text.body.iter().map(shown)
    });
    bodies.collect()
}

/// Enough of a checksum to see that a text of the same length changed.
fn digest(body: &str) -> String {
    let one = super::PackFiles::from([(String::new(), body.to_owned())]);
    super::checksum(&one).chars().take(8).collect()
}

fn edges(pack: &Pack) -> Listed {
    let rows = pack.workflow.edges.iter().map(|row| &row.edge);
    rows.map(|edge| {
        let notice = edge.notice.map_or("no notice", |kind| kind.code());
        (
            format!("{} {}", edge.from, edge.event),
            format!("{} ({notice})", edge.to),
        )
    })
    .collect()
}

fn acts(pack: &Pack) -> Listed {
    let acts = pack.acts.iter();
    acts.map(|act| {
        let until = act.to.map_or_else(String::new, |to| to.to_string());
        (act.id.clone(), format!("in force {}..{until}", act.from))
    })
    .collect()
}
