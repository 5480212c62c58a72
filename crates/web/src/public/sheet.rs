//! The one source of the public information (REQ-4).
//!
//! A sheet is what the pack says on one day in one language, resolved and worded. Portal, regional
//! site, stand and MFC feed draw from the same sheet, so a changed fee changes in all four at once;
//! the hash of its facts stands on each of them.

use std::collections::BTreeMap;

use jiff::civil::Date;
pub use okno_domain::pack::Surface;
use serde::Serialize;
use sha2::{Digest, Sha256};

pub use super::flow::{Flow, FlowEdge, FlowState};
use crate::lang::Lang;

/// What a pack says on one day in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Language of all words below.
    pub lang: Lang,
    /// The day of reading.
    pub on: Date,
    /// Id of the pack, the family of its services.
    pub pack: String,
    /// Checksum of the pack.
    pub version: String,
    /// Name of the service.
    pub title: String,
    /// The authority in charge.
    pub authority: AuthorityLine,
    /// Other authorities and whom they serve (REQ-A1).
    pub others: Vec<AuthorityLine>,
    /// The services of the family.
    pub services: Vec<ServiceLine>,
    /// The texts, in the order of the pack's index.
    pub texts: Vec<TextLine>,
    /// Documents by applicant.
    pub applicants: Vec<ApplicantLine>,
    /// Fees that hold on the day, and those known to come.
    pub fees: Vec<FeeLine>,
    /// Terms by case.
    pub terms: Vec<TermLine>,
    /// Results.
    pub results: Vec<String>,
    /// The lists of grounds by name: `acceptance_refusal`, `suspension`, `discontinuation`,
    /// `refusal`.
    pub grounds: BTreeMap<&'static str, Vec<GroundLine>>,
    /// Norms of waiting by purpose.
    pub norms: Vec<NormLine>,
    /// Acts, the one that rules today first.
    pub acts: Vec<ActLine>,
    /// Forms that can be printed.
    pub forms: Vec<FormLine>,
    /// States and ways of a case.
    pub flow: Flow,
}

/// An authority.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuthorityLine {
    /// Its name.
    pub title: String,
    /// Whom it serves.
    pub serves: String,
    /// Its site.
    pub site: Option<String>,
}

/// A service of the family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceLine {
    /// Id used in addresses.
    pub id: String,
    /// What the citizen gets.
    pub title: String,
    /// Words of the input `document` that belong to this service.
    pub documents: Vec<String>,
}

/// A text of the pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLine {
    /// Its id, an item.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Items it answers.
    pub items: Vec<String>,
    /// Where it is shown.
    pub surfaces: Vec<Surface>,
    /// What it restates, as a reader would look it up.
    pub source: String,
    /// `false` for an order of the office itself.
    pub certain: bool,
    /// Markdown.
    pub body: String,
}

/// One kind of applicant with the documents asked for (REQ-5.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicantLine {
    /// Id used in addresses.
    pub id: String,
    /// Who it is.
    pub title: String,
    /// What to bring.
    pub mandatory: Vec<DocumentLine>,
    /// What may be brought, else the office asks for it.
    pub own_initiative: Vec<DocumentLine>,
    /// What the office asks for itself.
    pub interagency: Vec<DocumentLine>,
}

/// One document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLine {
    /// Its name.
    pub title: String,
    /// How it must be executed, and when it is asked for.
    pub requirement: String,
    /// Whether it is shown by evidence.
    pub certain: bool,
}

/// One fee (REQ-5.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeLine {
    /// What is paid for, as words of the inputs: document, age.
    pub inputs: BTreeMap<String, String>,
    /// The same in human words.
    pub what: Vec<String>,
    /// The sum.
    pub amount: String,
    /// The sum in minor units.
    pub minor: i64,
    /// ISO 4217 code of the currency.
    pub currency: String,
    /// First day on which it holds.
    pub from: Date,
    /// Whether it begins after the day of reading.
    pub is_coming: bool,
    /// What it restates.
    pub source: String,
    /// Whether it is shown by evidence.
    pub certain: bool,
}

/// One term (REQ-5.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermLine {
    /// In which case.
    pub case: String,
    /// How long.
    pub length: String,
    /// What it restates.
    pub source: String,
    /// Whether it is shown by evidence.
    pub certain: bool,
}

/// One ground (REQ-5.6, REQ-10.7, REQ-10.8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroundLine {
    /// Its code.
    pub id: String,
    /// The ground.
    pub title: String,
    /// What can be done about it; empty where nothing can.
    pub cure: String,
    /// What it restates.
    pub source: String,
    /// Whether it is shown by evidence.
    pub certain: bool,
}

/// One norm of waiting (REQ-10.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormLine {
    /// The purpose's word in the pack.
    pub id: String,
    /// The purpose.
    pub purpose: String,
    /// At most so many minutes.
    pub minutes: u32,
    /// What it restates.
    pub source: String,
}

/// One act (REQ-9.1, REQ-9.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActLine {
    /// Id used in addresses.
    pub id: String,
    /// Name with number and date.
    pub title: String,
    /// In force from and to (first day no longer in force).
    pub in_force: (Date, Option<Date>),
    /// Whether these days are shown by evidence.
    pub days_certain: bool,
    /// Registration at the ministry of justice, in words.
    pub registered: Option<String>,
    /// Ids of acts it set aside.
    pub supersedes: Vec<String>,
    /// Ids of acts it changed.
    pub amends: Vec<String>,
    /// Id of the act that ended it.
    pub ended_by: Option<String>,
    /// Whether it lays down the procedure of the service.
    pub regulates: bool,
    /// Its text or our summary in Markdown, if the pack has one.
    pub body: Option<String>,
}

impl ActLine {
    /// Whether the act is in force on `day`.
    pub fn holds_on(&self, day: Date) -> bool {
        self.in_force.0 <= day && self.in_force.1.is_none_or(|to| day < to)
    }
}

/// One form (REQ-5.8, REQ-5.9).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormLine {
    /// Id used in addresses.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What is filled in, part by part.
    pub parts: Vec<FormPart>,
}

/// A part of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormPart {
    /// Number and heading.
    pub title: String,
    /// Lines to fill in, once for each row where the part repeats.
    pub rows: Vec<Vec<FormEntry>>,
    /// How many rows the paper has; a sample may fill more or fewer.
    pub paper_rows: usize,
}

/// A line of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormEntry {
    /// What is asked.
    pub label: String,
    /// How to write it.
    pub hint: String,
    /// Whether it is a box to tick.
    pub is_tick: bool,
    /// The choices, each with whether the sample makes it.
    pub options: Vec<(String, bool)>,
    /// What a filled sample says; empty where it says nothing.
    pub sample: String,
}

/// One fact, as all four renderings must show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// The item it belongs to.
    pub item: &'static str,
    /// What it is about.
    pub about: String,
    /// What holds.
    pub value: String,
}

impl Sheet {
    /// The texts shown on `surface`.
    pub fn texts_on(&self, surface: Surface) -> impl Iterator<Item = &TextLine> {
        self.texts
            .iter()
            .filter(move |text| text.surfaces.contains(&surface))
    }

    /// The text that answers `item`.
    pub fn text_for(&self, item: &str) -> Option<&TextLine> {
        self.texts.iter().find(|text| text.id == item).or_else(|| {
            self.texts
                .iter()
                .find(|text| text.items.iter().any(|one| one == item))
        })
    }

    /// The table of facts: documents, terms, fees, grounds, norms.
    pub fn facts(&self) -> Vec<Fact> {
        let fact = |item, about: String, value: String| Fact { item, about, value };
        let mut facts = Vec::new();
        for applicant in &self.applicants {
            let documents = applicant.mandatory.iter().chain(&applicant.own_initiative);
            facts.extend(
                documents.map(|doc| fact("5.1", applicant.title.clone(), doc.title.clone())),
            );
        }
        facts.extend(
            self.terms
                .iter()
                .map(|term| fact("5.3", term.case.clone(), term.length.clone())),
        );
        let fees = self.fees.iter().filter(|fee| !fee.is_coming);
        facts.extend(fees.map(|fee| fact("5.5", fee.what.join(", "), fee.amount.clone())));
        for (list, item) in [("acceptance_refusal", "10.7"), ("refusal", "10.8")] {
            let grounds = self.grounds.get(list).into_iter().flatten();
            facts.extend(grounds.map(|ground| fact(item, list.to_owned(), ground.title.clone())));
        }
        facts.extend(
            self.norms
                .iter()
                .map(|norm| fact("10.3", norm.purpose.clone(), norm.minutes.to_string())),
        );
        facts
    }

    /// SHA-256 over the table of facts; equal wherever the same facts are shown (REQ-4).
    pub fn facts_hash(&self) -> String {
        let mut hash = Sha256::new();
        for fact in self.facts() {
            for part in [fact.item, &fact.about, &fact.value] {
                hash.update((part.len() as u64).to_be_bytes());
                hash.update(part.as_bytes());
            }
        }
        hex::encode(hash.finalize())
    }

    /// The fees of one service that hold on the day; those that name no document are for all.
    pub fn fees_of<'a>(&'a self, service: &'a ServiceLine) -> impl Iterator<Item = &'a FeeLine> {
        let of_service = |fee: &&FeeLine| match fee.inputs.get("document") {
            Some(document) => service.documents.contains(document),
            None => true,
        };
        self.fees
            .iter()
            .filter(|fee| !fee.is_coming)
            .filter(of_service)
    }
}
