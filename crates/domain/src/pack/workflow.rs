//! The workflow of a pack: states with their plain words, edges, timers.

use std::collections::BTreeMap;

use serde::Serialize;

use super::act::Source;
use super::problem::{Mistake, Place};
use super::read::{Fields, Node};
use super::rule_read::sources;
use super::value::{DayCount, Length};
use super::wording::{Languages, Wording};

/// A state and what the citizen reads while a case is in it (REQ-6b).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StateWords {
    /// The name of the state.
    pub id: String,
    /// A short name.
    pub title: Wording,
    /// What it means for the applicant, in plain words.
    pub plain: Wording,
    /// Whether nothing follows.
    pub is_final: bool,
    /// Where it is written.
    pub place: Place,
}

/// A length of time written in the workflow, or a parameter that holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// A fixed length.
    Fixed(Length),
    /// The id of a duration parameter.
    Param(String),
}

/// By when something must happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// A length from a day of the case.
    Within {
        /// How long.
        span: Span,
        /// From which day; the day the state was entered when left out.
        anchor: Option<String>,
        /// Whether the length is shown by evidence.
        certain: bool,
    },
    /// Any time before the term of the service ends.
    InsideTerm,
}

/// One way from a state to a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edge {
    /// Where the case stands.
    pub from: String,
    /// What happens.
    pub event: String,
    /// Who may make it happen.
    pub actors: Vec<String>,
    /// Where the case stands then.
    pub to: String,
    /// The notice it emits.
    pub notice: Option<String>,
    /// By when it must happen.
    pub limit: Option<Limit>,
    /// The item it comes from.
    pub item: String,
    /// Where it is written.
    pub place: Place,
}

/// What happens by itself when a length of time runs out in a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Timer {
    /// The id.
    pub id: String,
    /// The state in which it runs.
    pub state: String,
    /// From which day it counts; the day the state was entered when left out.
    pub anchor: Option<String>,
    /// How long it runs.
    pub after: Span,
    /// What happens then.
    pub fire: String,
    /// The places it cites.
    pub sources: Vec<Source>,
    /// Whether the length is shown by evidence.
    pub certain: bool,
    /// Where it is written.
    pub place: Place,
}

/// The machine of a service as the pack writes it; [`super::Pack::machine`] makes it run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Workflow {
    /// States by name.
    pub states: BTreeMap<String, StateWords>,
    /// Edges in the order of the file.
    pub edges: Vec<Edge>,
    /// Timers in the order of the file.
    pub timers: Vec<Timer>,
}

impl Workflow {
    pub(crate) fn read(fields: &mut Fields<'_>, languages: &Languages) -> Self {
        let mut workflow = Self::default();
        for table in fields.tables("state") {
            workflow.add_state(table, languages);
        }
        for table in fields.tables("edge") {
            workflow.edges.extend(edges(table));
        }
        let timers = fields.tables("timer").into_iter();
        workflow.timers = timers.filter_map(timer).collect();
        workflow
    }

    fn add_state(&mut self, mut fields: Fields<'_>, languages: &Languages) {
        let id = fields.text("id");
        let title = fields.need("title").and_then(|node| languages.read(&node));
        let plain = fields.need("plain").and_then(|node| languages.read(&node));
        let is_final = fields.tick_or("final", false);
        fields.finish();
        let Some(id) = id else { return };
        let state = StateWords {
            id: id.clone(),
            title: title.unwrap_or_default(),
            plain: plain.unwrap_or_default(),
            is_final,
            place: fields.place(),
        };
        if self.states.insert(id.clone(), state).is_some() {
            fields.report(Mistake::Duplicate { what: "state", id });
        }
    }

    /// The edges that leave a state.
    pub fn leaving(&self, state: &str) -> impl Iterator<Item = &Edge> {
        self.edges.iter().filter(move |edge| edge.from == state)
    }
}

fn edges(mut fields: Fields<'_>) -> Vec<Edge> {
    let from = fields.need("from").map_or_else(Vec::new, |n| n.texts());
    let event = fields.text("event");
    let actors = fields.need("actor").map_or_else(Vec::new, |n| n.texts());
    let to = fields.text("to");
    let notice = fields.maybe_text("notice");
    let limit = fields.maybe("limit").and_then(|node| limit(&node));
    let item = fields.text("ref");
    fields.finish();
    let (Some(event), Some(to)) = (event, to) else {
        return Vec::new();
    };
    let edge = |from: &String| Edge {
        from: from.clone(),
        event: event.clone(),
        actors: actors.clone(),
        to: to.clone(),
        notice: notice.clone(),
        limit: limit.clone(),
        item: item.clone().unwrap_or_default(),
        place: fields.place(),
    };
    from.iter().map(edge).collect()
}

fn limit(node: &Node<'_>) -> Option<Limit> {
    let mut fields = node.fields()?;
    let in_term = fields.tick_or("term", false);
    let param = fields.maybe_text("param").map(Span::Param);
    let fixed = fixed(&mut fields, "duration");
    let anchor = fields.maybe_text("anchor");
    let certain = fields.tick_or("certain", true);
    fields.finish();
    match (in_term, param.or(fixed)) {
        (true, None) => Some(Limit::InsideTerm),
        (false, Some(span)) => Some(Limit::Within {
            span,
            anchor,
            certain,
        }),
        _ => {
            node.bad("this", "write one of duration, param, or term = true");
            None
        }
    }
}

fn fixed(fields: &mut Fields<'_>, key: &str) -> Option<Span> {
    let calendar = fields.maybe("calendar");
    let counted = calendar.and_then(|node| node.choice(&DayCount::WORDS));
    let node = fields.maybe(key)?;
    let written = node.text()?;
    let length = Length::parse(&written, counted.unwrap_or(DayCount::Calendar));
    if length.is_none() {
        node.bad(&written, "write an ISO 8601 duration such as P15D");
    }
    length.map(Span::Fixed)
}

fn timer(mut fields: Fields<'_>) -> Option<Timer> {
    let id = fields.text("id");
    let state = fields.text("state");
    let anchor = fields.maybe_text("anchor");
    let param = fields.maybe_text("param").map(Span::Param);
    let after = param.or_else(|| fixed(&mut fields, "after"));
    let fire = fields.text("fire");
    let sources = sources(&mut fields);
    let certain = fields.tick_or("certain", true);
    fields.maybe("after");
    fields.maybe("calendar");
    fields.finish();
    if after.is_none() {
        fields.report(Mistake::MissingKey("after".to_owned()));
    }
    if sources.is_empty() {
        fields.report(Mistake::NoSource);
    }
    Some(Timer {
        id: id?,
        state: state?,
        anchor,
        after: after?,
        fire: fire?,
        sources,
        certain,
        place: fields.place(),
    })
}
