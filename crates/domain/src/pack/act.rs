//! The acts a pack rests on, and which of them was in force on a day.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use super::problem::{Mistake, Place, Problems};
use super::read::{Fields, Node};
use super::wording::Languages;
use crate::words::Words;

/// What kind of act it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActKind {
    /// A statute.
    Law,
    /// An order of a ministry, a decree of the government.
    Order,
    /// A technical standard.
    Standard,
    /// A choice of the office; never shown as law.
    Policy,
}

impl ActKind {
    const WORDS: [(&'static str, Self); 4] = [
        ("law", Self::Law),
        ("order", Self::Order),
        ("standard", Self::Standard),
        ("policy", Self::Policy),
    ];
}

/// The registration of an act at the ministry of justice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Registration {
    /// The number under which it is registered.
    pub number: String,
    /// The day of registration.
    pub date: Date,
}

/// One act: who issued it, when it was in force, what it replaced (REQ-SO-head, REQ-SO-3.1..3.5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Act {
    /// Short id used in sources (`mvd-864`).
    pub id: String,
    /// The kind.
    pub kind: ActKind,
    /// Official number, where the act has one.
    pub number: Option<String>,
    /// The day it was issued.
    pub date: Option<Date>,
    /// Registration at the ministry of justice.
    pub registered: Option<Registration>,
    /// The name.
    pub title: Words,
    /// First day in force.
    pub from: Date,
    /// First day no longer in force.
    pub to: Option<Date>,
    /// Acts this one set aside.
    pub supersedes: Vec<String>,
    /// Acts this one changed.
    pub amends: Vec<String>,
    /// The act that ended this one.
    pub ended_by: Option<String>,
    /// Services whose procedure this act lays down.
    pub regulates: Vec<String>,
    /// Whether number, date and title are shown by evidence.
    pub certain: bool,
    /// Whether the days of `from` and `to` are shown by evidence.
    pub in_force_certain: bool,
    /// Where it is written in the pack.
    pub place: Place,
}

impl Act {
    /// Whether the act is in force on `day`: from its first day to the day before it ended.
    pub fn in_force_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    fn read(mut fields: Fields<'_>, languages: &Languages) -> Option<Self> {
        let id = fields.text("id");
        let kind = fields
            .need("kind")
            .and_then(|node| node.choice(&ActKind::WORDS));
        let title = fields.need("title").and_then(|node| languages.read(&node));
        let in_force = fields.need("in_force").and_then(|node| period(&node));
        let act = Self {
            kind: kind.unwrap_or(ActKind::Order),
            number: fields.maybe_text("number"),
            date: fields.date("date"),
            registered: fields.maybe("registered").and_then(|n| registration(&n)),
            supersedes: fields.texts("supersedes"),
            amends: fields.texts("amends"),
            ended_by: fields.maybe_text("ended_by"),
            regulates: fields.texts("regulates"),
            certain: fields.tick_or("certain", true),
            in_force_certain: fields.tick_or("in_force_certain", true),
            place: fields.place(),
            id: id.unwrap_or_default(),
            title: title.unwrap_or_default(),
            from: in_force.map_or(Date::MIN, |(from, _)| from),
            to: in_force.and_then(|(_, to)| to),
        };
        fields.finish();
        (!act.id.is_empty()).then_some(act)
    }
}

fn registration(node: &Node<'_>) -> Option<Registration> {
    let mut fields = node.fields()?;
    let registration = Registration {
        number: fields.text("number")?,
        date: fields.need("date")?.date()?,
    };
    fields.finish();
    Some(registration)
}

/// Reads `["2018-01-01", "2021-05-30"]`; the end may be left out.
pub(crate) fn period(node: &Node<'_>) -> Option<(Date, Option<Date>)> {
    let days: Vec<Date> = node.elements().iter().filter_map(Node::date).collect();
    match days.as_slice() {
        [from] => Some((*from, None)),
        [from, to] if from < to => Some((*from, Some(*to))),
        _ => {
            node.bad(
                &format!("{days:?}"),
                "write [first day] or [first day, first day after]",
            );
            None
        }
    }
}

/// A place in an act: `mvd-864/7.5`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Source {
    /// The act.
    pub act: String,
    /// The item in it, where one is known.
    pub item: Option<String>,
}

impl Source {
    /// Reads `act-id/item` or `act-id`.
    pub fn parse(text: &str) -> Self {
        match text.split_once('/') {
            Some((act, item)) => Self {
                act: act.to_owned(),
                item: Some(item.to_owned()),
            },
            None => Self {
                act: text.to_owned(),
                item: None,
            },
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.item {
            Some(item) => write!(f, "{}/{item}", self.act),
            None => f.write_str(&self.act),
        }
    }
}

/// All acts of a pack by id.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Acts {
    by_id: BTreeMap<String, Act>,
}

impl Acts {
    pub(crate) fn read(fields: &mut Fields<'_>, languages: &Languages) -> Self {
        let mut acts = Self::default();
        for table in fields.tables("act") {
            let Some(act) = Act::read(table, languages) else {
                continue;
            };
            if let Some(twice) = acts.by_id.insert(act.id.clone(), act) {
                let mistake = Mistake::Duplicate {
                    what: "act",
                    id: twice.id.clone(),
                };
                fields.sheet().problems.report(twice.place, mistake);
            }
        }
        acts
    }

    /// The act of this id.
    pub fn get(&self, id: &str) -> Option<&Act> {
        self.by_id.get(id)
    }

    /// All acts in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Act> {
        self.by_id.values()
    }

    /// All ids.
    pub fn ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.by_id.keys().map(String::as_str)
    }

    /// The act that lays down the procedure of `service` on `day` (REQ-SO-head).
    pub fn regulating(&self, service: &str, day: Date) -> Option<&Act> {
        self.line_of(service).find(|act| act.in_force_on(day))
    }

    /// The acts that lay or laid down the procedure of `service`, in no particular order.
    pub fn line_of(&self, service: &str) -> impl Iterator<Item = &Act> {
        self.iter()
            .filter(move |act| act.regulates.iter().any(|id| id == service))
    }

    /// Whether any of the sources rests on an act in force on `day`.
    pub(crate) fn any_in_force<'s>(
        &self,
        sources: impl IntoIterator<Item = &'s Source>,
        day: Date,
    ) -> bool {
        let in_force = |source: &Source| self.get(&source.act).is_some_and(|a| a.in_force_on(day));
        sources.into_iter().any(in_force)
    }

    /// References between acts resolve, and the acts of each service follow each other day by day.
    pub(crate) fn check(&self, services: &[String], problems: &Problems) {
        for act in self.iter() {
            let ended = act.ended_by.iter();
            for id in act.supersedes.iter().chain(&act.amends).chain(ended) {
                if self.get(id).is_none() {
                    let hint = super::nearest::hint(id, self.ids());
                    let mistake = Mistake::UnknownReference {
                        what: "act",
                        id: id.clone(),
                    };
                    problems.report_with_hint(act.place.clone(), mistake, hint);
                }
            }
        }
        for service in services {
            self.check_line(service, problems);
        }
    }

    fn check_line(&self, service: &str, problems: &Problems) {
        let mut line: Vec<&Act> = self.line_of(service).collect();
        line.sort_by_key(|act| act.from);
        let report = |act: &Act, what: String| {
            let mistake = Mistake::Succession {
                service: service.to_owned(),
                what,
            };
            problems.report(act.place.clone(), mistake);
        };
        for pair in line.windows(2) {
            let (before, after) = (pair[0], pair[1]);
            match before.to {
                Some(to) if to == after.from => {}
                Some(to) if to < after.from => report(
                    after,
                    format!(
                        "leave a gap from {to} to {} before '{}'",
                        after.from, after.id
                    ),
                ),
                _ => report(
                    after,
                    format!(
                        "overlap: '{}' is in force with '{}' on {}",
                        before.id, after.id, after.from
                    ),
                ),
            }
        }
        if line.is_empty() {
            let mistake = Mistake::Succession {
                service: service.to_owned(),
                what: "are missing: no act has it in 'regulates'".to_owned(),
            };
            problems.report(Place::start_of("acts.toml"), mistake);
        }
    }
}
