//! Rule packs: the dated, cited rules of one service family in one country.
//!
//! A pack is a folder of TOML and Markdown files. [`Pack::load`] reads all of them, strictly, and
//! either yields a pack whose tables are proven to answer every question once, or all the
//! problems with file, line and column. Nothing in code knows a fee, a term or a ground.

mod act;
mod acts;
mod ask;
mod cited;
pub mod completeness;
mod coverage;
pub mod diff;
mod domain;
pub mod explain;
mod files;
mod form;
mod golden;
mod head;
mod inputs;
mod kind_read;
mod length;
mod lists;
mod load;
mod machine;
mod nearest;
mod node;
mod notice;
mod pack_error;
mod people;
mod problem;
mod read;
mod references;
mod resolve;
mod rule;
mod rule_read;
mod text;
mod value;
mod when;
mod wording;
mod workflow;
mod workflow_check;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use act::{Act, ActKind, Registration, Source};
pub use acts::Acts;
pub use cited::{Cited, Derived};
pub use domain::{Domain, Input};
pub use files::{PackFiles, checksum};
pub use inputs::Inputs;
pub use length::Length;
pub use lists::{Authority, DocumentKind, EvidenceKind, ListedGround, Way};
pub use notice::Notice;
pub use pack_error::PackError;
pub use people::{LeapBirthday, NumberFormat, People, SeriesRange, Transliteration};
pub use problem::{LoadError, Mistake, Place, Problem};
pub use resolve::{Candidate, Fate};
pub use rule::{Anchor, Answer, Carried, Hit, Kind, Row, Rule};
pub use text::{Surface, Text};
pub use value::{Money, Outcome, Value};
pub use when::When;
pub use wording::Languages;
pub use workflow::{After, EdgeRow, PackWorkflow, StateWords, TimerRow};

use crate::application::FormDefinition;
use crate::id::ServiceId;
use crate::words::Words;

/// One service a citizen may ask for (REQ-A19).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackService {
    /// The id (`passport-5`).
    pub id: ServiceId,
    /// Its name.
    pub title: Words,
    /// The authority in charge.
    pub authority: String,
}

/// A loaded pack. It can only be made by [`Pack::load`], so it is complete and proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// The id, which is the name of its folder.
    pub id: String,
    /// The name of the service family.
    pub title: Words,
    /// The country.
    pub jurisdiction: String,
    /// The production calendar its working days are counted by.
    pub calendar: String,
    /// The languages it speaks.
    pub languages: Languages,
    /// One live appointment per person is allowed in the whole family (REQ-A12).
    pub service_family: String,
    /// The services of the family.
    pub services: Vec<PackService>,
    /// The authorities it names.
    pub authorities: Vec<Authority>,
    /// Official sites, and the ways to rate the service (REQ-9.9, REQ-10.2).
    pub ways: Vec<Way>,
    /// The kinds of passport, also those another authority makes (REQ-A1).
    pub document_kinds: Vec<DocumentKind>,
    /// The acts it rests on.
    pub acts: Acts,
    /// Parameters and decisions by id.
    pub rules: BTreeMap<String, Rule>,
    /// States, edges, timers.
    pub workflow: PackWorkflow,
    /// All grounds in their four lists.
    pub grounds: Vec<ListedGround>,
    /// Evidence kinds.
    pub evidence: Vec<EvidenceKind>,
    /// What the applicant is told.
    pub notices: Vec<Notice>,
    /// Conventions about people.
    pub people: People,
    /// Public texts by id.
    pub texts: BTreeMap<String, Text>,
    /// Forms by id: page, blank, filled sample and check come from them (REQ-5.8, REQ-5.9).
    pub forms: BTreeMap<String, FormDefinition>,
    /// Texts about acts by act id and language (REQ-9.1, REQ-9.2).
    pub library: BTreeMap<(String, String), String>,
    /// SHA-256 over its files; cases are pinned to it.
    pub checksum: String,
}

impl Pack {
    /// Reads and proves a pack.
    ///
    /// # Errors
    /// [`LoadError`] with every problem found, each with file, line and column.
    pub fn load(files: &PackFiles) -> Result<Self, LoadError> {
        load::load(files)
    }

    /// The rule of this id.
    pub fn rule(&self, id: &str) -> Result<&Rule, PackError> {
        self.rules.get(id).ok_or_else(|| PackError::UnknownRule {
            rule: id.to_owned(),
            nearest: nearest::nearest(id, self.rules.keys().map(String::as_str)).map(str::to_owned),
        })
    }

    /// The Markdown of a public text in `language`.
    pub fn text(&self, language: &str, id: &str) -> Option<&str> {
        let body = &self.texts.get(id)?.body;
        body.get(language).map(String::as_str)
    }

    /// The texts of a surface in the order of their ids.
    pub fn texts_on(&self, surface: Surface) -> impl Iterator<Item = &Text> {
        let texts = self.texts.values();
        texts.filter(move |text| text.surfaces.contains(&surface))
    }

    /// The regulation of a service in force on `day` (REQ-SO-head, REQ-SO-1).
    pub fn regulation(&self, service: &ServiceId, day: Date) -> Option<&Act> {
        self.acts.regulating(service.as_str(), day)
    }

    /// The words of a cited place: the title of its act in `language` and the item.
    pub fn citation(&self, source: &Source, language: &str) -> String {
        let act = self.acts.get(&source.act);
        let title = act.map_or(source.act.as_str(), |act| act.title.in_language(language));
        match &source.item {
            Some(item) => format!("{title}, {item}"),
            None => title.to_owned(),
        }
    }

    /// The ground of this code.
    pub fn ground(&self, id: &str) -> Option<&ListedGround> {
        self.grounds.iter().find(|ground| ground.id == id)
    }

    /// The evidence kind of this code.
    pub fn evidence_kind(&self, id: &str) -> Option<&EvidenceKind> {
        self.evidence.iter().find(|kind| kind.id == id)
    }

    /// The kind of passport of this code.
    pub fn document_kind(&self, id: &str) -> Option<&DocumentKind> {
        self.document_kinds.iter().find(|kind| kind.id == id)
    }
}
