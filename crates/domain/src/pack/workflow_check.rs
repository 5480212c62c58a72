//! What must hold of a workflow before a case may follow it (REQ-7, REQ-10.17).

use std::collections::BTreeSet;

use super::nearest;
use super::notice::Notice;
use super::problem::{Mistake, Place, Problems};
use super::rule::{Kind, Rule};
use super::workflow::{Edge, Limit, Span, Workflow};

/// The state in which every case begins.
const FIRST: &str = "draft";

/// States known and reachable, each able to finish, no event twice, timers and notices in place.
pub(crate) fn check(
    workflow: &Workflow,
    notices: &[Notice],
    rules: &[&Rule],
    problems: &Problems,
) {
    let checker = Checker { workflow, problems };
    if !workflow.states.contains_key(FIRST) {
        let mistake = Mistake::Workflow(format!("there is no first state '{FIRST}'"));
        problems.report(Place::start_of("workflow.toml"), mistake);
    }
    checker.edges();
    checker.reachable();
    checker.finishing();
    checker.timers();
    checker.params(rules);
    checker.notices(notices);
}

struct Checker<'a> {
    workflow: &'a Workflow,
    problems: &'a Problems,
}

impl Checker<'_> {
    fn report(&self, place: &Place, text: String) {
        self.problems.report(place.clone(), Mistake::Workflow(text));
    }

    fn known_state(&self, id: &str, place: &Place) {
        if self.workflow.states.contains_key(id) {
            return;
        }
        let known = self.workflow.states.keys().map(String::as_str);
        let mistake = Mistake::UnknownReference {
            what: "state",
            id: id.to_owned(),
        };
        let hint = nearest::hint(id, known);
        self.problems.report_with_hint(place.clone(), mistake, hint);
    }

    fn edges(&self) {
        let mut seen = BTreeSet::new();
        for edge in &self.workflow.edges {
            self.known_state(&edge.from, &edge.place);
            self.known_state(&edge.to, &edge.place);
            if !seen.insert((&edge.from, &edge.event)) {
                let text = format!("'{}' stands twice for '{}'", edge.event, edge.from);
                self.report(&edge.place, text);
            }
            let from = self.workflow.states.get(&edge.from);
            if from.is_some_and(|state| state.is_final) {
                let text = format!("'{}' is final, but '{}' follows it", edge.from, edge.event);
                self.report(&edge.place, text);
            }
        }
    }

    fn reachable(&self) {
        let reached = self.closure([FIRST], |edge| (&edge.from, &edge.to));
        for state in self.workflow.states.values() {
            if !reached.contains(state.id.as_str()) {
                let text = format!("the state '{}' cannot be reached", state.id);
                self.report(&state.place, text);
            }
        }
    }

    fn finishing(&self) {
        let states = self.workflow.states.values();
        let finals = states.filter(|s| s.is_final).map(|s| s.id.as_str());
        let ending = self.closure(finals, |edge| (&edge.to, &edge.from));
        for state in self.workflow.states.values() {
            if !ending.contains(state.id.as_str()) {
                let text = format!("from the state '{}' a case can never finish", state.id);
                self.report(&state.place, text);
            }
        }
    }

    fn closure<'b>(
        &'b self,
        start: impl IntoIterator<Item = &'b str>,
        way: impl Fn(&'b Edge) -> (&'b String, &'b String),
    ) -> BTreeSet<&'b str> {
        let mut found: BTreeSet<&str> = start.into_iter().collect();
        loop {
            let before = found.len();
            for edge in &self.workflow.edges {
                let (from, to) = way(edge);
                if found.contains(from.as_str()) {
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
            self.known_state(&timer.state, &timer.place);
            let mut leaving = self.workflow.leaving(&timer.state);
            let fires = leaving.any(|edge| {
                edge.event == timer.fire && edge.actors.iter().any(|actor| actor == "timer")
            });
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
        let timers = timers.map(|timer| (&timer.after, &timer.place));
        let edges = self.workflow.edges.iter();
        let limits = edges.filter_map(|edge| match &edge.limit {
            Some(Limit::Within { span, .. }) => Some((span, &edge.place)),
            _ => None,
        });
        for (span, place) in timers.chain(limits) {
            let Span::Param(id) = span else { continue };
            let holds = |rule: &&&Rule| {
                rule.id == *id && matches!(rule.kinds.first(), Some((_, Kind::Duration(_))))
            };
            if rules.iter().find(holds).is_none() {
                let known = rules.iter().map(|rule| rule.id.as_str());
                let mistake = Mistake::UnknownReference {
                    what: "duration parameter",
                    id: id.clone(),
                };
                let hint = nearest::hint(id, known);
                self.problems.report_with_hint(place.clone(), mistake, hint);
            }
        }
    }

    fn notices(&self, notices: &[Notice]) {
        let report = |place: &Place, text| {
            self.problems.report(place.clone(), Mistake::Notice(text));
        };
        for edge in &self.workflow.edges {
            let Some(id) = &edge.notice else { continue };
            match notices.iter().find(|notice| notice.id == *id) {
                None => {
                    let known = notices.iter().map(|notice| notice.id.as_str());
                    let mistake = Mistake::UnknownReference {
                        what: "notice",
                        id: id.clone(),
                    };
                    let hint = nearest::hint(id, known);
                    let place = edge.place.clone();
                    self.problems.report_with_hint(place, mistake, hint);
                }
                Some(notice) if !notice.on.contains(&edge.event) => report(
                    &edge.place,
                    format!("'{}' emits {id}, but {id} does not name it in 'on'", edge.event),
                ),
                Some(_) => {}
            }
        }
        for notice in notices {
            for event in &notice.on {
                let emits = |edge: &Edge| {
                    edge.event == *event && edge.notice.as_deref() == Some(notice.id.as_str())
                };
                if !self.workflow.edges.iter().any(emits) {
                    let text = format!("{} is never emitted by '{event}'", notice.id);
                    report(&notice.place, text);
                }
            }
            if notice.on.is_empty() && !notice.outside_workflow {
                report(&notice.place, format!("{} is never emitted", notice.id));
            }
        }
    }
}
