//! The machine that a pack supplies, and what it may not get wrong.

use std::collections::{BTreeMap, BTreeSet};

use super::edges::{EDGES, Edge, Need};
use super::state::{Actor, Event, State};
use super::timer::{TIMERS, Timer};
use crate::notification::Kind;

/// The edges and timers of one service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workflow {
    /// Every way from a state to a state.
    pub edges: Vec<Edge>,
    /// What happens by itself when a term runs out.
    pub timers: Vec<Timer>,
}

/// Why an action was not taken. The case stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot {action} a case that is {found}: {cause}")]
pub struct Refused {
    /// What was asked.
    pub action: Event,
    /// Where the case stands.
    pub found: State,
    /// What the one who asked may do with it here.
    pub allowed: Vec<Event>,
    /// Why not.
    pub cause: Cause,
}

/// Why an action was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// The action does not exist in this state.
    #[error("nothing of the kind can happen here")]
    NotHere,
    /// Others may do it, this actor may not.
    #[error("this is for {}", .0.iter().map(|actor| actor.name()).collect::<Vec<_>>().join(", "))]
    NotTheirs(Vec<Actor>),
    /// The action does not bring along what it must; all of it is named.
    #[error("it lacks {0:?}")]
    Lacks(Vec<Need>),
}

/// A mistake in a workflow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Two edges for the same event in the same state.
    #[error("{0} stands twice for {1}")]
    Twice(Event, State),
    /// No way leads there from a draft.
    #[error("{0} cannot be reached")]
    Unreachable(State),
    /// No way leads from there to a final state.
    #[error("{0} can never finish")]
    NeverEnds(State),
    /// A final state that something follows.
    #[error("{0} is final, but {1} follows it")]
    AfterTheEnd(State, Event),
    /// An edge that nobody may take.
    #[error("nobody may {1} in {0}")]
    NobodyMay(State, Event),
    /// A timer fires what cannot happen, or what is not left to a timer.
    #[error("timer {0} fires what no timer may do in its state")]
    DeadTimer(String),
}

impl Workflow {
    /// The reference: the passport for travel abroad.
    pub fn reference() -> Self {
        Self {
            edges: EDGES.to_vec(),
            timers: TIMERS.to_vec(),
        }
    }

    /// The edge an actor takes with an event from a state.
    ///
    /// # Errors
    /// [`Refused`] tells whether the action does not exist here or belongs to others,
    /// and what this actor may do instead.
    pub fn next(&self, state: State, event: Event, actor: Actor) -> Result<&Edge, Refused> {
        let found = self
            .edges
            .iter()
            .find(|edge| edge.from == state && edge.event == event);
        let cause = match found {
            Some(edge) if edge.actors.contains(actor) => return Ok(edge),
            Some(edge) => Cause::NotTheirs(edge.actors.iter().collect()),
            None => Cause::NotHere,
        };
        Err(Refused {
            action: event,
            found: state,
            allowed: self.allowed(state, actor),
            cause,
        })
    }

    /// What an actor may do with a case in a state.
    pub fn allowed(&self, state: State, actor: Actor) -> Vec<Event> {
        let theirs = |edge: &&Edge| edge.from == state && edge.actors.contains(actor);
        self.edges
            .iter()
            .filter(theirs)
            .map(|edge| edge.event)
            .collect()
    }

    /// The edges that leave a state.
    pub fn leaving(&self, state: State) -> impl Iterator<Item = &Edge> {
        self.edges.iter().filter(move |edge| edge.from == state)
    }

    /// Every state an edge names.
    pub fn states(&self) -> BTreeSet<State> {
        self.edges
            .iter()
            .flat_map(|edge| [edge.from, edge.to])
            .collect()
    }

    /// Which of the seven notifications no edge emits (REQ-7).
    pub fn never_told(&self) -> Vec<Kind> {
        let told: BTreeSet<_> = self.edges.iter().filter_map(|edge| edge.notice).collect();
        Kind::SEVEN
            .into_iter()
            .filter(|kind| !told.contains(kind))
            .collect()
    }

    /// Everything wrong with the workflow; nothing when it is sound.
    pub fn flaws(&self) -> Vec<Flaw> {
        let mut flaws = self.doubled();
        let reached = closure([State::Draft], |edge| (edge.from, edge.to), &self.edges);
        let finals = self.states().into_iter().filter(|state| state.is_final());
        let ending = closure(finals, |edge| (edge.to, edge.from), &self.edges);
        for state in self.states() {
            if !reached.contains(&state) {
                flaws.push(Flaw::Unreachable(state));
            }
            if !ending.contains(&state) {
                flaws.push(Flaw::NeverEnds(state));
            }
        }
        for edge in &self.edges {
            if edge.from.is_final() {
                flaws.push(Flaw::AfterTheEnd(edge.from, edge.event));
            }
            if edge.actors.is_empty() {
                flaws.push(Flaw::NobodyMay(edge.from, edge.event));
            }
        }
        let dead = |timer: &&Timer| self.next(timer.state, timer.fire, Actor::Timer).is_err();
        let ids = self
            .timers
            .iter()
            .filter(dead)
            .map(|timer| timer.id.to_string());
        flaws.extend(ids.map(Flaw::DeadTimer));
        flaws
    }

    fn doubled(&self) -> Vec<Flaw> {
        let mut seen = BTreeMap::new();
        for edge in &self.edges {
            *seen.entry((edge.from, edge.event)).or_insert(0) += 1;
        }
        let twice = seen.into_iter().filter(|(_, times)| *times > 1);
        twice
            .map(|((state, event), _)| Flaw::Twice(event, state))
            .collect()
    }
}

/// All states that can be come to from `start`, going along `way`.
fn closure(
    start: impl IntoIterator<Item = State>,
    way: fn(&Edge) -> (State, State),
    edges: &[Edge],
) -> BTreeSet<State> {
    let mut found: BTreeSet<_> = start.into_iter().collect();
    loop {
        let next: Vec<_> = edges
            .iter()
            .map(way)
            .filter(|(from, to)| found.contains(from) && !found.contains(to))
            .map(|(_, to)| to)
            .collect();
        if next.is_empty() {
            return found;
        }
        found.extend(next);
    }
}
