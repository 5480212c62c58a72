//! The notices a service owes its applicant (REQ-7).

use serde::Serialize;

use super::act::Source;
use super::length::Length;
use super::problem::{Mistake, Place};
use super::read::{Fields, names};
use super::rule_read::sources;
use super::wording::Languages;
use crate::case::{DayKind, Event};
use crate::notification::Kind;
use crate::words::Words;

/// One notice: what causes it, when it is due, by which channels it may go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Which notice it is.
    pub kind: Kind,
    /// The item that demands it.
    pub item: Option<String>,
    /// What a person reads as its name.
    pub title: Words,
    /// The events of the workflow that cause it.
    pub on: Vec<Event>,
    /// Whether it is caused by something outside the workflow of cases.
    pub outside_workflow: bool,
    /// How long after the action it may go out (REQ-6c).
    pub due: Length,
    /// The channels it may go by.
    pub channels: Vec<String>,
    /// The places it cites.
    pub sources: Vec<Source>,
    /// Whether the office must tell it by law.
    pub certain: bool,
    /// Where it is written.
    pub place: Place,
}

/// The channels a notice can go by.
const CHANNELS: [(&str, &str); 5] = [
    ("portal", "portal"),
    ("email", "email"),
    ("sms", "sms"),
    ("letter", "letter"),
    ("window", "window"),
];

impl Notice {
    pub(crate) fn read(mut fields: Fields<'_>, languages: &Languages) -> Option<Self> {
        let kinds = names(&Kind::ALL, Kind::code);
        let kind = fields.need("id").and_then(|node| node.choice(&kinds));
        let title = fields.need("title").and_then(|node| languages.read(&node));
        let counted = fields.counted(DayKind::Calendar);
        let due = fields.need("due").and_then(|node| node.length(counted));
        let channels = fields
            .need("channels")
            .map_or_else(Vec::new, |n| n.choices(&CHANNELS));
        let events = names(Event::ALL, Event::name);
        let item = fields.maybe_text("item");
        let on = fields
            .maybe("on")
            .map_or_else(Vec::new, |n| n.choices(&events));
        let outside_workflow = fields.tick_or("outside_workflow", false);
        let sources = sources(&mut fields);
        let certain = fields.tick_or("certain", true);
        fields.finish();
        if sources.is_empty() {
            fields.report(Mistake::NoSource);
        }
        Some(Self {
            kind: kind?,
            item,
            title: title?,
            on,
            outside_workflow,
            due: due?,
            channels: channels.into_iter().map(str::to_owned).collect(),
            sources,
            certain,
            place: fields.place(),
        })
    }
}
