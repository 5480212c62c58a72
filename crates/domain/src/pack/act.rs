//! The acts a pack rests on, and which of them was in force on a day.

use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use super::problem::Place;
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

    pub(super) fn read(mut fields: Fields<'_>, languages: &Languages) -> Option<Self> {
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
    let number = fields.text("number");
    let date = fields.need("date").and_then(|node| node.date());
    fields.finish();
    Some(Registration {
        number: number?,
        date: date?,
    })
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
