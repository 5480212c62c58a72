//! Every id a pack writes down must lead somewhere.

use std::collections::BTreeSet;

use super::Pack;
use super::act::{ActKind, Source};
use super::nearest;
use super::problem::{Mistake, Place, Problems};
use super::rule::{Answer, Kind, Rule};
use super::value::Value;

/// Follows all references of the pack and reports those that lead nowhere.
pub(super) fn check(pack: &Pack, problems: &Problems) {
    let checker = Checker { pack, problems };
    checker.sources();
    checker.catalogue();
    checker.form_references();
    for rule in pack.rules.values() {
        checker.outputs(rule);
        checker.indexes(rule);
    }
    checker.twice();
}

struct Checker<'a> {
    pack: &'a Pack,
    problems: &'a Problems,
}

impl<'a> Checker<'a> {
    fn known(&self, place: &Place, what: &'static str, id: &str, known: &[&str]) {
        if known.contains(&id) {
            return;
        }
        let mistake = Mistake::UnknownReference {
            what,
            id: id.to_owned(),
        };
        let hint = nearest::hint(id, known.iter().copied());
        self.problems.report_with_hint(place.clone(), mistake, hint);
    }

    fn sources(&self) {
        let acts: Vec<&str> = self.pack.acts.ids().collect();
        for (sources, place, certain) in self.cited() {
            for source in sources {
                self.known(place, "act", &source.act, &acts);
            }
            let policy = |source: &Source| {
                let act = self.pack.acts.get(&source.act);
                act.is_some_and(|act| act.kind == ActKind::Policy)
            };
            if certain && !sources.is_empty() && sources.iter().all(policy) {
                self.problems.report(place.clone(), Mistake::PolicyAsLaw);
            }
        }
    }

    /// Everything in the pack that cites, with its place and whether it counts as law.
    fn cited(&self) -> Vec<(&'a [Source], &'a Place, bool)> {
        let pack = self.pack;
        let rows = pack.rules.values().flat_map(|rule| &rule.rows);
        let mut cited: Vec<(&[Source], &Place, bool)> = rows
            .map(|row| (row.sources.as_slice(), &row.place, row.certain))
            .collect();
        let rows = pack.rules.values().flat_map(|rule| &rule.rows);
        cited.extend(rows.filter_map(|row| {
            let carried = row.carried.as_ref()?;
            Some((
                std::slice::from_ref(&carried.source),
                &row.place,
                carried.certain,
            ))
        }));
        let timers = pack.workflow.timers.iter();
        cited.extend(timers.map(|t| (t.sources.as_slice(), &t.place, t.certain)));
        cited.extend(
            pack.grounds
                .iter()
                .map(|g| (g.sources.as_slice(), &g.place, g.certain)),
        );
        cited.extend(
            pack.evidence
                .iter()
                .map(|e| (e.sources.as_slice(), &e.place, e.certain)),
        );
        cited.extend(
            pack.notices
                .iter()
                .map(|n| (n.sources.as_slice(), &n.place, n.certain)),
        );
        cited.extend(
            pack.texts
                .values()
                .map(|t| (t.sources.as_slice(), &t.place, t.certain)),
        );
        let authorities = pack.authorities.iter();
        cited.extend(authorities.map(|a| (a.sources.as_slice(), &a.place, a.certain)));
        let ways = pack.ways.iter();
        cited.extend(ways.map(|w| (w.sources.as_slice(), &w.place, w.certain)));
        let kinds = pack.document_kinds.iter();
        cited.extend(kinds.map(|k| (k.sources.as_slice(), &k.place, k.certain)));
        let numbers = pack.people.numbers.iter();
        cited.extend(numbers.map(|n| (n.sources.as_slice(), &n.place, n.certain)));
        let tables = pack.people.transliteration.iter();
        cited.extend(tables.map(|t| (t.sources.as_slice(), &t.place, t.certain)));
        cited
    }

    fn catalogue(&self) {
        let authorities: Vec<&str> = self
            .pack
            .authorities
            .iter()
            .map(|a| a.id.as_str())
            .collect();
        let services: Vec<&str> = self.pack.services.iter().map(|s| s.id.as_str()).collect();
        let top = Place::start_of("pack.toml");
        for service in &self.pack.services {
            self.known(&top, "authority", &service.authority, &authorities);
        }
        for kind in &self.pack.document_kinds {
            self.known(&kind.place, "authority", &kind.authority, &authorities);
            if let Some(service) = &kind.service {
                self.known(&kind.place, "service", service, &services);
            }
        }
        let acts = self.pack.acts.iter();
        for (act, service) in acts.flat_map(|act| act.regulates.iter().map(move |s| (act, s))) {
            self.known(&act.place, "service", service, &services);
        }
    }

    /// Outputs of the kinds evidence, ground and authority name entries of those lists.
    fn outputs(&self, rule: &Rule) {
        let grounds = self.pack.grounds.iter().map(|g| g.id.as_str());
        let evidence = self.pack.evidence.iter().map(|e| e.id.as_str());
        let authorities = self.pack.authorities.iter().map(|a| a.id.as_str());
        for (name, kind) in &rule.kinds {
            let (what, known): (_, Vec<&str>) = match kind {
                Kind::Ground => ("ground", grounds.clone().collect()),
                Kind::Evidence => ("document", evidence.clone().collect()),
                Kind::Authority => ("authority", authorities.clone().collect()),
                Kind::Form => ("form", self.forms()),
                _ => continue,
            };
            for row in &rule.rows {
                if let Answer::Value(Value::Outcome(outcome)) = &row.answer
                    && let Some(id) = outcome.text(name)
                {
                    self.known(&row.place, what, id, &known);
                }
            }
        }
    }

    fn forms(&self) -> Vec<&'a str> {
        self.pack
            .forms
            .values()
            .map(|form| form.head.id.as_str())
            .collect()
    }

    /// A form cites an act of the pack, and goes on in a form of the pack.
    fn form_references(&self) {
        let acts: Vec<&str> = self.pack.acts.ids().collect();
        for form in self.pack.forms.values() {
            let place = Place::start_of(format!("forms/{}.toml", form.head.id));
            let source = Source::parse(&form.head.source);
            self.known(&place, "act", &source.act, &acts);
            let repeats = form.sections.iter().filter_map(|s| s.repeat.as_ref());
            for next in repeats.filter_map(|repeat| repeat.continued_in.as_ref()) {
                self.known(&place, "form", next, &self.forms());
            }
        }
    }

    /// An index is money without inputs, and covers every day its users ask it on.
    fn indexes(&self, rule: &Rule) {
        let usable: Vec<&Rule> = self
            .pack
            .rules
            .values()
            .filter(|r| matches!(r.kinds.first(), Some((_, Kind::Money(_)))))
            .filter(|r| r.domain.inputs.is_empty() && r.id != rule.id)
            .collect();
        let ids: Vec<&str> = usable.iter().map(|rule| rule.id.as_str()).collect();
        for row in &rule.rows {
            let Answer::Indexed { index, .. } = &row.answer else {
                continue;
            };
            self.known(&row.place, "index", index, &ids);
            let found = usable.iter().find(|rule| rule.id == *index);
            let first = found.and_then(|rule| rule.rows.iter().map(|row| row.from).min());
            if first.is_some_and(|first| first > row.from) {
                let mistake = Mistake::Uncovered {
                    on: row.from.to_string(),
                    combination: format!("the index '{index}'"),
                    count: 1,
                };
                self.problems.report(row.place.clone(), mistake);
            }
        }
    }

    fn twice(&self) {
        let pack = self.pack;
        let grounds = pack
            .grounds
            .iter()
            .map(|g| ("ground", g.id.as_str(), &g.place));
        let evidence = pack
            .evidence
            .iter()
            .map(|e| ("document", e.id.as_str(), &e.place));
        let notices = pack
            .notices
            .iter()
            .map(|n| ("notice", n.kind.code(), &n.place));
        let kinds = pack
            .document_kinds
            .iter()
            .map(|k| ("document kind", k.id.as_str(), &k.place));
        let mut seen = BTreeSet::new();
        for (what, id, place) in grounds.chain(evidence).chain(notices).chain(kinds) {
            if !seen.insert((what, id)) {
                let id = id.to_owned();
                self.problems
                    .report(place.clone(), Mistake::Duplicate { what, id });
            }
        }
    }
}
