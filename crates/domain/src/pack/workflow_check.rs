//! What must hold of a workflow before a case may follow it (REQ-7, REQ-10.17).

use std::collections::BTreeSet;

use super::nearest;
use super::notice::Notice;
use super::problem::{Mistake, Place, Problems};
use super::rule::{Kind, Rule};
use super::workflow::{After, EdgeRow, PackWorkflow};
use crate::case::{Actor, Edge, Limit, State};

/// The state in which every case begins.
const FIRST: State = State::Draft;

/// States declared and reachable, each able to finish, no event twice, timers and notices in place.
pub(crate) fn check(
    workflow: &PackWorkflow,
    notices: &[Notice],
    rules: &[&Rule],
    problems: &Problems,
) {
    let checker = Checker { workflow, problems };
    if !workflow.states.contains_key(&FIRST) {
        let mistake = Mistake::Workflow(format!("there is no first state '{FIRST}'"));
        problems.report(Place::start_of("workflow.toml"), mistake);
    }
    checker.edges();
    checker.reachable();
    checker.finishing();
    checker.timers();
    checker.params(rules);
    checker.emitted(notices);
    checker.never_emitted(notices);
}

struct Checker<'a> {
    workflow: &'a PackWorkflow,
    problems: &'a Problems,
}

impl Checker<'_> {
    fn report(&self, place: &Place, text: String) {
        self.problems.report(place.clone(), Mistake::Workflow(text));
    }

    fn unknown(&self, place: &Place, what: &'static str, id: &str, known: &[&str]) {
        let hint = nearest::hint(id, known.iter().copied());
        let mistake = Mistake::UnknownReference {
            what,
            id: id.to_owned(),
        };
        self.problems.report_with_hint(place.clone(), mistake, hint);
    }

    fn declared(&self, state: State, place: &Place) {
        if !self.workflow.states.contains_key(&state) {
            let known: Vec<_> = self
                .workflow
                .states
                .keys()
                .map(|state| state.name())
                .collect();
            self.unknown(place, "state", state.name(), &known);
        }
    }

    fn edges(&self) {
        let mut seen = BTreeSet::new();
        for EdgeRow { edge, place } in &self.workflow.edges {
            self.declared(edge.from, place);
            self.declared(edge.to, place);
            if !seen.insert((edge.from, edge.event)) {
                let text = format!("'{}' stands twice for '{}'", edge.event, edge.from);
                self.report(place, text);
            }
            if edge.from.is_final() {
                let text = format!("'{}' is final, but '{}' follows it", edge.from, edge.event);
                self.report(place, text);
            }
            if edge.actors.is_empty() {
                self.report(
                    place,
                    format!("nobody may '{}' in '{}'", edge.event, edge.from),
                );
            }
        }
    }

    fn reachable(&self) {
        let reached = self.closure([FIRST], |edge| (edge.from, edge.to));
        for words in self.workflow.states.values() {
            if !reached.contains(&words.state) {
                let text = format!("the state '{}' cannot be reached", words.state);
                self.report(&words.place, text);
            }
        }
    }

    fn finishing(&self) {
        let states = self.workflow.states.keys().copied();
        let finals = states.filter(|state| state.is_final());
        let ending = self.closure(finals, |edge| (edge.to, edge.from));
        for words in self.workflow.states.values() {
            if !ending.contains(&words.state) {
                let text = format!("from the state '{}' a case can never finish", words.state);
                self.report(&words.place, text);
            }
        }
    }

    fn closure(
        &self,
        start: impl IntoIterator<Item = State>,
        way: impl Fn(&Edge) -> (State, State),
    ) -> BTreeSet<State> {
        let mut found: BTreeSet<State> = start.into_iter().collect();
        loop {
            let before = found.len();
            for row in &self.workflow.edges {
                let (from, to) = way(&row.edge);
                if found.contains(&from) {
                    found.insert(to);
                }
            }
            if found.len() == before {
                return found;
            }
        }
    }

    fn timers(&self) {
        for timer in &self.workflow.timers {
            self.declared(timer.state, &timer.place);
            let mut leaving = self.workflow.leaving(timer.state);
            let fires =
                leaving.any(|edge| edge.event == timer.fire && edge.actors.contains(Actor::Timer));
            if !fires {
                let text = format!(
                    "timer '{}' fires '{}', which no timer may do in '{}'",
                    timer.id, timer.fire, timer.state
                );
                self.report(&timer.place, text);
            }
        }
    }

    fn params(&self, rules: &[&Rule]) {
        let timers = self.workflow.timers.iter();
        let timers = timers.filter_map(|timer| match &timer.after {
            After::Param(id) => Some((id.as_str(), &timer.place)),
            After::Fixed(..) => None,
        });
        let edges = self.workflow.edges.iter();
        let limits = edges.filter_map(|row| match &row.edge.limit {
            Some(Limit::Param(id)) => Some((id.as_ref(), &row.place)),
            _ => None,
        });
        let durations: Vec<&str> = rules
            .iter()
            .filter(|rule| matches!(rule.kinds.first(), Some((_, Kind::Duration(_)))))
            .map(|rule| rule.id.as_str())
            .collect();
        for (id, place) in timers.chain(limits) {
            if !durations.contains(&id) {
                self.unknown(place, "duration parameter", id, &durations);
            }
        }
    }

    fn emitted(&self, notices: &[Notice]) {
        for EdgeRow { edge, place } in &self.workflow.edges {
            let Some(kind) = edge.notice else { continue };
            match notices.iter().find(|notice| notice.kind == kind) {
                None => {
                    let known: Vec<_> = notices.iter().map(|notice| notice.kind.code()).collect();
                    self.unknown(place, "notice", kind.code(), &known);
                }
                Some(notice) if !notice.on.contains(&edge.event) => {
                    let code = kind.code();
                    let text = format!(
                        "'{}' emits {code}, but {code} does not name it in 'on'",
                        edge.event
                    );
                    self.problems.report(place.clone(), Mistake::Notice(text));
                }
                Some(_) => {}
            }
        }
    }

    fn never_emitted(&self, notices: &[Notice]) {
        let report = |notice: &Notice, text: String| {
            self.problems
                .report(notice.place.clone(), Mistake::Notice(text));
        };
        for notice in notices {
            let code = notice.kind.code();
            for event in &notice.on {
                let emits = |row: &EdgeRow| {
                    row.edge.event == *event && row.edge.notice == Some(notice.kind)
                };
                if !self.workflow.edges.iter().any(emits) {
                    report(notice, format!("{code} is never emitted by '{event}'"));
                }
            }
            if notice.on.is_empty() && !notice.outside_workflow {
                report(notice, format!("{code} is never emitted"));
            }
        }
    }
}
