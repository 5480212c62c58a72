//! All acts of a pack, and how they follow each other.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::act::{Act, Source};
use super::problem::{Mistake, Place, Problems};
use super::read::Fields;
use super::wording::Languages;

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
