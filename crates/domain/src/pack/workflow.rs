//! The workflow of a pack: states with their plain words, edges, timers.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::act::Source;
use super::problem::{Mistake, Place};
use super::read::{Fields, Node, names};
use super::rule_read::sources;
use super::wording::Languages;
use crate::case::{Actor, Actors, Anchor, DayKind, Edge, Event, Limit, Span, State};
use crate::notification::Kind;
use crate::words::Words;

/// A state and what the citizen reads while a case is in it (REQ-6b).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StateWords {
    /// The state.
    pub state: State,
    /// A short name.
    pub title: Words,
    /// What it means for the applicant, in plain words.
    pub plain: Words,
    /// Where it is written.
    pub place: Place,
}

/// An edge and where it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EdgeRow {
    /// The edge.
    pub edge: Edge,
    /// Where it is written.
    pub place: Place,
}

/// How long a timer runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum After {
    /// A length written with the timer.
    Fixed(Span, DayKind),
    /// The id of a duration parameter.
    Param(String),
}

/// What happens by itself when a length of time runs out in a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimerRow {
    /// The id.
    pub id: String,
    /// The state in which it runs.
    pub state: State,
    /// From which day it counts.
    pub anchor: Anchor,
    /// How long it runs.
    pub after: After,
    /// What happens then.
    pub fire: Event,
    /// The places it cites.
    pub sources: Vec<Source>,
    /// Whether the length is shown by evidence.
    pub certain: bool,
    /// Where it is written.
    pub place: Place,
}

/// The machine of a service as the pack writes it; [`super::Pack::machine`] makes it run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct PackWorkflow {
    /// States and their words.
    pub states: BTreeMap<State, StateWords>,
    /// Edges in the order of the file.
    pub edges: Vec<EdgeRow>,
    /// Timers in the order of the file.
    pub timers: Vec<TimerRow>,
}

impl PackWorkflow {
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
        let node = fields.need("id");
        let state = node.as_ref().and_then(one_state);
        let title = fields.need("title").and_then(|node| languages.read(&node));
        let plain = fields.need("plain").and_then(|node| languages.read(&node));
        let is_final = fields.tick_or("final", false);
        fields.finish();
        let (Some(node), Some(state)) = (node, state) else {
            return;
        };
        if is_final != state.is_final() {
            node.bad(
                state.name(),
                "whether a state is final is fixed: write final = true for final states only",
            );
        }
        let words = StateWords {
            state,
            title: title.unwrap_or_default(),
            plain: plain.unwrap_or_default(),
            place: fields.place(),
        };
        if self.states.insert(state, words).is_some() {
            let id = state.name().to_owned();
            fields.report(Mistake::Duplicate { what: "state", id });
        }
    }

    /// The edges that leave a state.
    pub fn leaving(&self, state: State) -> impl Iterator<Item = &Edge> {
        let edges = self.edges.iter().map(|row| &row.edge);
        edges.filter(move |edge| edge.from == state)
    }
}

fn one_state(node: &Node<'_>) -> Option<State> {
    node.choice(&names(State::ALL, State::name))
}

fn one_event(node: &Node<'_>) -> Option<Event> {
    node.choice(&names(Event::ALL, Event::name))
}

fn one_anchor(node: &Node<'_>) -> Option<Anchor> {
    node.choice(&names(Anchor::ALL, Anchor::name))
}

fn edges(mut fields: Fields<'_>) -> Vec<EdgeRow> {
    let states = names(State::ALL, State::name);
    let from = fields.need("from").map(|node| node.choices(&states));
    let event = fields.need("event").and_then(|node| one_event(&node));
    let actors = names(Actor::ALL, Actor::name);
    let actors = fields.need("actor").map(|node| node.choices(&actors));
    let to = fields.need("to").and_then(|node| one_state(&node));
    let kinds = names(&Kind::ALL, Kind::code);
    let notice = fields.maybe("notice").and_then(|node| node.choice(&kinds));
    let limit = fields.maybe("limit").and_then(|node| limit(&node));
    let item = fields.text("ref");
    fields.finish();
    let (Some(from), Some(event), Some(actors), Some(to)) = (from, event, actors, to) else {
        return Vec::new();
    };
    let row = |from: &State| EdgeRow {
        edge: Edge {
            from: *from,
            event,
            actors: Actors::of(&actors),
            to,
            notice,
            limit: limit.clone(),
            item: Cow::Owned(item.clone().unwrap_or_default()),
        },
        place: fields.place(),
    };
    from.iter().map(row).collect()
}

/// Reads `{duration = "P2D", calendar = "working"}`, `{param = "queue.max_wait"}` or `{term = true}`.
fn limit(node: &Node<'_>) -> Option<Limit> {
    let mut fields = node.fields()?;
    let in_term = fields.tick_or("term", false);
    let param = fields.maybe_text("param");
    let days = fields.counted(DayKind::Calendar);
    let duration = fields.maybe("duration");
    let span = duration.and_then(|node| span(&node, days));
    let anchor = fields.maybe("anchor").and_then(|node| one_anchor(&node));
    let certain = fields.tick_or("certain", true);
    fields.finish();
    match (in_term, param, span) {
        (true, None, None) => Some(Limit::InsideTerm),
        (false, Some(id), None) => Some(Limit::Param(Cow::Owned(id))),
        (false, None, Some(span)) => Some(Limit::Within {
            span,
            days,
            from: anchor.unwrap_or(Anchor::Entered),
            certain,
        }),
        _ => {
            node.bad("this", "write one of duration, param, or term = true");
            None
        }
    }
}

fn span(node: &Node<'_>, days: DayKind) -> Option<Span> {
    let span = node.length(days)?.span();
    if span.is_none() {
        node.bad(
            &node.text()?,
            "write one unit only: months, days or minutes",
        );
    }
    span
}

fn timer(mut fields: Fields<'_>) -> Option<TimerRow> {
    let id = fields.text("id");
    let state = fields.need("state").and_then(|node| one_state(&node));
    let anchor = fields.maybe("anchor").and_then(|node| one_anchor(&node));
    let fire = fields.need("fire").and_then(|node| one_event(&node));
    let after = match fields.maybe_text("param") {
        Some(id) => Some(After::Param(id)),
        None => {
            let days = fields.counted(DayKind::Calendar);
            let fixed = fields.need("after").and_then(|node| span(&node, days));
            fixed.map(|span| After::Fixed(span, days))
        }
    };
    let sources = sources(&mut fields);
    let certain = fields.tick_or("certain", true);
    fields.finish();
    if sources.is_empty() {
        fields.report(Mistake::NoSource);
    }
    Some(TimerRow {
        id: id?,
        state: state?,
        anchor: anchor.unwrap_or(Anchor::Entered),
        after: after?,
        fire: fire?,
        sources,
        certain,
        place: fields.place(),
    })
}
