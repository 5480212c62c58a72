//! The notices a service owes its applicant (REQ-7).

use serde::Serialize;

use super::act::Source;
use super::problem::{Mistake, Place};
use super::read::Fields;
use super::rule_read::sources;
use super::value::{DayCount, Length};
use super::wording::{Languages, Wording};

/// One notice: what causes it, when it is due, by which channels it may go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// The code (`N1` to `N7`, or a word for what the office tells besides).
    pub id: String,
    /// The item that demands it.
    pub item: Option<String>,
    /// What a person reads as its name.
    pub title: Wording,
    /// The events of the workflow that cause it.
    pub on: Vec<String>,
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
        let id = fields.text("id");
        let title = fields.need("title").and_then(|node| languages.read(&node));
        let counted = fields
            .maybe("calendar")
            .and_then(|node| node.choice(&DayCount::WORDS))
            .unwrap_or(DayCount::Calendar);
        let due = fields.need("due").and_then(|node| {
            let written = node.text()?;
            let length = Length::parse(&written, counted);
            if length.is_none() {
                node.bad(&written, "write an ISO 8601 duration such as P1D");
            }
            length
        });
        let channels = fields.need("channels").map_or_else(Vec::new, |node| {
            let elements = node.elements();
            let known = elements.iter().filter_map(|one| one.choice(&CHANNELS));
            known.map(str::to_owned).collect()
        });
        let notice = Self {
            item: fields.maybe_text("item"),
            on: fields.texts("on"),
            outside_workflow: fields.tick_or("outside_workflow", false),
            sources: sources(&mut fields),
            certain: fields.tick_or("certain", true),
            place: fields.place(),
            id: id?,
            title: title?,
            due: due?,
            channels,
        };
        fields.finish();
        if notice.sources.is_empty() {
            fields.report(Mistake::NoSource);
        }
        Some(notice)
    }
}
