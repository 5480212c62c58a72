//! Sheets and answers from a loaded pack.

mod answer;
mod documents;
mod form;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use okno_domain::application::FormDefinition;
use okno_domain::pack::{Act, ActKind, Authority, Inputs, Pack, Source, Text};

use self::words::{capitalised, case_words, length_words, word_words};
use super::sheet::{
    ActLine, AuthorityLine, FeeLine, Flow, FlowEdge, FlowState, FormLine, GroundLine, NormLine,
    ServiceLine, Sheet, TermLine, TextLine,
};
use super::source::{Answer, Asked, SheetSource};
use crate::lang::Lang;
use crate::voice::Voice;

/// A pack as the public pages read it.
#[derive(Debug, Clone)]
pub struct PackSource {
    pack: Arc<Pack>,
}

impl PackSource {
    /// The pages' view of a loaded pack.
    pub const fn new(pack: Arc<Pack>) -> Self {
        Self { pack }
    }
}

impl SheetSource for PackSource {
    fn sheet(&self, lang: Lang, on: Date) -> Sheet {
        let day = Day {
            pack: &self.pack,
            on,
            t: Voice::of(lang),
        };
        let mut authorities = self.pack.authorities.iter();
        let own = self
            .pack
            .services
            .first()
            .map(|service| service.authority.as_str());
        let authority = authorities.clone().find(|one| Some(one.id.as_str()) == own);
        Sheet {
            lang,
            on,
            pack: self.pack.id.clone(),
            version: self.pack.checksum.clone(),
            title: day.t.words(&self.pack.title),
            authority: authority
                .map(|one| authority_line(one, day.t))
                .unwrap_or_default(),
            others: authorities
                .by_ref()
                .filter(|one| Some(one.id.as_str()) != own)
                .map(|one| authority_line(one, day.t))
                .collect(),
            services: day.services(),
            texts: self
                .pack
                .texts
                .values()
                .map(|text| day.text(text))
                .collect(),
            applicants: documents::applicants(&day),
            fees: day.fees(),
            terms: day.terms(),
            results: day.results(),
            grounds: day.grounds(),
            norms: day.norms(),
            acts: day.acts(),
            forms: day.forms(),
            flow: day.flow(),
        }
    }

    fn ask(&self, asked: Asked, lang: Lang, on: Date, given: &BTreeMap<String, String>) -> Answer {
        let day = Day {
            pack: &self.pack,
            on,
            t: Voice::of(lang),
        };
        answer::answer(&day, asked, given)
    }
}

/// A pack read on one day in one language.
struct Day<'p> {
    pack: &'p Pack,
    on: Date,
    t: Voice,
}

impl Day<'_> {
    fn services(&self) -> Vec<ServiceLine> {
        let services = self.pack.services.iter();
        services
            .map(|service| {
                let kinds = self.pack.document_kinds.iter();
                let of_service =
                    kinds.filter(|kind| kind.service.as_deref() == Some(service.id.as_str()));
                ServiceLine {
                    id: service.id.to_string(),
                    title: self.t.words(&service.title),
                    documents: of_service.map(|kind| kind.id.clone()).collect(),
                }
            })
            .collect()
    }

    fn text(&self, text: &Text) -> TextLine {
        TextLine {
            id: text.id.clone(),
            title: self.t.words(&text.title),
            items: text.items.clone(),
            surfaces: text.surfaces.clone(),
            source: text
                .sources
                .first()
                .map(|source| self.cited(source))
                .unwrap_or_default(),
            certain: text.certain,
            body: text.body.get(self.t.code()).cloned().unwrap_or_default(),
        }
    }

    /// A citation as a reader would look it up.
    fn cited(&self, source: &Source) -> String {
        let act = self.pack.acts.get(&source.act);
        let title = act.map_or_else(|| source.act.clone(), |act| self.t.words(&act.title));
        match &source.item {
            Some(item) => self.t.with2("web-cited-item", "act", &title, "item", item),
            None => title,
        }
    }

    /// Every fee that holds on the day, then the next ones known to come.
    fn fees(&self) -> Vec<FeeLine> {
        let mut lines: Vec<FeeLine> = self
            .combinations("fee")
            .iter()
            .filter_map(|inputs| self.fee(inputs, self.on, false))
            .collect();
        let place = |line: &FeeLine| {
            let document = line.inputs.get("document")?;
            self.pack
                .document_kinds
                .iter()
                .position(|kind| kind.id == *document)
        };
        lines.sort_by_key(place);
        let Ok(rule) = self.pack.rule("fee") else {
            return lines;
        };
        let mut coming: Vec<Date> = rule
            .rows
            .iter()
            .map(|row| row.from)
            .filter(|from| *from > self.on)
            .collect();
        coming.sort_unstable();
        coming.dedup();
        for day in coming {
            let begins = |line: &FeeLine| line.from == day;
            lines.extend(
                self.combinations("fee")
                    .iter()
                    .filter_map(|inputs| self.fee(inputs, day, true))
                    .filter(begins),
            );
        }
        lines
    }

    fn fee(&self, inputs: &Inputs, on: Date, is_coming: bool) -> Option<FeeLine> {
        let fee = self.pack.money("fee", on, inputs).ok()?;
        Some(FeeLine {
            inputs: inputs
                .iter()
                .map(|(name, word)| (name.to_owned(), word.to_owned()))
                .collect(),
            what: document_first(inputs)
                .map(|(name, word)| word_words(self, name, word))
                .collect(),
            amount: self.t.money(fee.value.minor, &fee.value.currency),
            minor: fee.value.minor,
            currency: fee.value.currency.clone(),
            from: fee.from,
            is_coming,
            source: self.cited(&fee.source),
            certain: fee.certain,
        })
    }

    /// The term of every case the table tells apart, each once.
    fn terms(&self) -> Vec<TermLine> {
        let mut lines: Vec<(usize, TermLine)> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for inputs in self.combinations("term") {
            let Ok(cited) = self.pack.decide("term", self.on, &inputs) else {
                continue;
            };
            if !seen.insert((cited.place.line, cited.place.column)) {
                continue;
            }
            let ticks = cited
                .when
                .words
                .values()
                .filter(|words| words.iter().any(|word| word == "true"))
                .count();
            let length = match cited.value.length("duration") {
                Some(length) => length_words(&length, self.t),
                None => self.t.say_or(
                    &format!(
                        "web-reason-{}",
                        dashed(cited.value.text("reason").unwrap_or_default())
                    ),
                    &self.t.say("web-term-refused"),
                ),
            };
            let line = TermLine {
                case: case_words(self, &cited.when),
                length,
                source: self.cited(&cited.source),
                certain: cited.certain,
            };
            lines.push((ticks, line));
        }
        lines.sort_by_key(|(ticks, _)| *ticks);
        lines.into_iter().map(|(_, line)| line).collect()
    }

    fn results(&self) -> Vec<String> {
        let services = self.pack.services.iter();
        let mut results: Vec<String> = services
            .map(|service| self.t.words(&service.title))
            .collect();
        results.push(self.t.say("web-result-refused"));
        results
    }

    fn grounds(&self) -> BTreeMap<&'static str, Vec<GroundLine>> {
        let mut lists: BTreeMap<&'static str, Vec<GroundLine>> = BTreeMap::new();
        for ground in self
            .pack
            .grounds
            .iter()
            .filter(|ground| ground.in_force_on(self.on))
        {
            lists
                .entry(ground.list.name())
                .or_default()
                .push(GroundLine {
                    id: ground.id.clone(),
                    title: self.t.words(&ground.title),
                    cure: ground
                        .cure
                        .as_ref()
                        .map(|cure| self.t.words(cure))
                        .unwrap_or_default(),
                    source: ground
                        .sources
                        .first()
                        .map(|source| self.cited(source))
                        .unwrap_or_default(),
                    certain: ground.certain,
                });
        }
        lists
    }

    fn norms(&self) -> Vec<NormLine> {
        self.combinations("queue.max_wait")
            .iter()
            .filter_map(|inputs| {
                let norm = self.pack.duration("queue.max_wait", self.on, inputs).ok()?;
                let (name, word) = inputs.iter().next()?;
                Some(NormLine {
                    id: word.to_owned(),
                    purpose: capitalised(&word_words(self, name, word)),
                    minutes: norm.value.minutes,
                    source: self.cited(&norm.source),
                })
            })
            .collect()
    }

    fn acts(&self) -> Vec<ActLine> {
        let mut acts: Vec<ActLine> = self
            .pack
            .acts
            .iter()
            .filter(|act| act.kind != ActKind::Policy)
            .map(|act| self.act(act))
            .collect();
        acts.sort_by_key(|act| !(act.regulates && act.holds_on(self.on)));
        acts
    }

    fn act(&self, act: &Act) -> ActLine {
        let body = self
            .pack
            .library
            .get(&(act.id.clone(), self.t.code().to_owned()));
        ActLine {
            id: act.id.clone(),
            title: self.t.words(&act.title),
            in_force: (act.from, act.to),
            days_certain: act.in_force_certain,
            registered: act.registered.as_ref().map(|registered| {
                self.t.with2(
                    "web-act-registered",
                    "date",
                    self.t.date(registered.date),
                    "number",
                    &registered.number,
                )
            }),
            supersedes: act.supersedes.clone(),
            amends: act.amends.clone(),
            ended_by: act.ended_by.clone(),
            regulates: !act.regulates.is_empty(),
            body: body.cloned(),
        }
    }

    /// What an applicant fills in comes first, then what the office does.
    fn forms(&self) -> Vec<FormLine> {
        let mut forms: Vec<&FormDefinition> = self.pack.forms.values().collect();
        let of_office =
            |form: &FormDefinition| form.head.applies_to.iter().all(|one| one == "office");
        forms.sort_by_key(|form| (of_office(form), !form.head.id.starts_with("application")));
        forms
            .into_iter()
            .map(|form| form::line(form, self.t))
            .collect()
    }

    fn flow(&self) -> Flow {
        let workflow = &self.pack.workflow;
        let states = workflow.states.iter().map(|(state, words)| FlowState {
            id: state.name().to_owned(),
            title: self.t.words(&words.title),
            plain: self.t.words(&words.plain),
            is_final: state.is_final(),
        });
        let edges = workflow.edges.iter().map(|row| {
            let edge = &row.edge;
            let actors: Vec<String> = edge
                .actors
                .iter()
                .map(|actor| self.t.say(&format!("web-actor-{}", dashed(actor.name()))))
                .collect();
            FlowEdge {
                from: edge.from.name().to_owned(),
                to: edge.to.name().to_owned(),
                event: edge.event.name().to_owned(),
                label: self
                    .t
                    .say(&format!("web-event-{}", dashed(edge.event.name()))),
                actors: actors.join(", "),
            }
        });
        Flow {
            states: states.collect(),
            edges: edges.collect(),
        }
    }

    /// Every combination of the inputs of a rule.
    fn combinations(&self, rule: &str) -> Vec<Inputs> {
        let Ok(rule) = self.pack.rule(rule) else {
            return Vec::new();
        };
        rule.domain
            .inputs
            .iter()
            .fold(vec![Inputs::none()], |all, input| {
                let mut longer = Vec::with_capacity(all.len() * input.words.len());
                for inputs in &all {
                    for word in &input.words {
                        longer.push(inputs.clone().with(&input.name, word.clone()));
                    }
                }
                longer
            })
    }
}

/// Names of the pack use `_`, keys of the wording `-`.
fn dashed(name: &str) -> String {
    name.replace('_', "-")
}

/// The words of the inputs, the document before the age.
fn document_first(inputs: &Inputs) -> impl Iterator<Item = (&str, &str)> {
    let mut words: Vec<_> = inputs.iter().collect();
    words.sort_by_key(|(name, _)| *name != "document");
    words.into_iter()
}

fn authority_line(authority: &Authority, t: Voice) -> AuthorityLine {
    AuthorityLine {
        title: t.words(&authority.title),
        serves: authority
            .serves
            .as_ref()
            .map(|serves| t.words(serves))
            .unwrap_or_default(),
        site: authority.site.clone(),
    }
}
