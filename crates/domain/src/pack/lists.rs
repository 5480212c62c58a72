//! Closed lists: grounds, evidence kinds, authorities, services, document kinds.

use jiff::civil::Date;
use serde::Serialize;

use super::act::Source;
use super::problem::{Mistake, Place};
use super::read::{Fields, names};
use super::rule_read::sources;
use super::wording::Languages;
use crate::decision::{GroundEntry, GroundList};
use crate::words::Words;

/// A coded ground: nothing is refused, suspended or discontinued without one (REQ-5.6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListedGround {
    /// The code.
    pub id: String,
    /// The list it belongs to.
    pub list: GroundList,
    /// The ground in plain words.
    pub title: Words,
    /// What the applicant can do about it; empty where nothing can be done.
    pub cure: Option<Words>,
    /// First day on which it may be used.
    pub from: Option<Date>,
    /// First day on which it may no longer be used.
    pub to: Option<Date>,
    /// The places it cites.
    pub sources: Vec<Source>,
    /// Whether it is shown by evidence.
    pub certain: bool,
    /// Where it is written.
    pub place: Place,
}

impl ListedGround {
    pub(crate) fn read(mut fields: Fields<'_>, languages: &Languages) -> Option<Self> {
        let list = fields.need("list");
        let list = list.and_then(|node| node.choice(&names(GroundList::ALL, GroundList::name)));
        let cure = fields.maybe("cure").and_then(|node| languages.read(&node));
        let (from, to) = (fields.date("from"), fields.date("to"));
        let named = Named::read(fields, languages)?;
        Some(Self {
            id: named.id,
            list: list?,
            title: named.title,
            cure,
            from,
            to,
            sources: named.sources,
            certain: named.certain,
            place: named.place,
        })
    }

    /// The ground as the machine of cases takes it.
    pub fn entry(&self) -> GroundEntry {
        let source = self.sources.first();
        GroundEntry {
            id: self.id.clone(),
            list: self.list,
            title: self.title.0.clone(),
            cure: self.cure.clone().unwrap_or_default().0,
            source: source.map(Source::to_string).unwrap_or_default(),
            certain: self.certain,
        }
    }

    /// Whether the ground may be used on `day`.
    pub fn in_force_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to)
    }
}

/// A kind of document that proves something (REQ-5.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceKind {
    /// The code.
    pub id: String,
    /// Its name.
    pub title: Words,
    /// How it must be executed.
    pub requirement: Option<Words>,
    /// The places it cites.
    pub sources: Vec<Source>,
    /// Whether it is shown by evidence.
    pub certain: bool,
    /// Where it is written.
    pub place: Place,
}

impl EvidenceKind {
    pub(crate) fn read(mut fields: Fields<'_>, languages: &Languages) -> Option<Self> {
        let requirement = fields.maybe("requirement");
        let requirement = requirement.and_then(|node| languages.read(&node));
        let named = Named::read(fields, languages)?;
        Some(Self {
            id: named.id,
            title: named.title,
            requirement,
            sources: named.sources,
            certain: named.certain,
            place: named.place,
        })
    }
}

/// A body in charge of a service (REQ-A1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Authority {
    /// The code.
    pub id: String,
    /// Its name.
    pub title: Words,
    /// Whom it serves and where to turn, in plain words.
    pub serves: Option<Words>,
    /// Its official site.
    pub site: Option<String>,
    /// The places it cites.
    pub sources: Vec<Source>,
    /// Whether it is shown by evidence.
    pub certain: bool,
    /// Where it is written.
    pub place: Place,
}

impl Authority {
    pub(crate) fn read(mut fields: Fields<'_>, languages: &Languages) -> Option<Self> {
        let serves = fields.maybe("serves");
        let serves = serves.and_then(|node| languages.read(&node));
        let site = fields.maybe_text("site");
        let named = Named::read(fields, languages)?;
        Some(Self {
            id: named.id,
            title: named.title,
            serves,
            site,
            sources: named.sources,
            certain: named.certain,
            place: named.place,
        })
    }
}

/// An official site, or a way to rate the service (REQ-9.9, REQ-10.2, REQ-10.16).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Way {
    /// The code.
    pub id: String,
    /// What it is.
    pub title: Words,
    /// Whether it is a way to rate the service; otherwise an official site.
    pub rates: bool,
    /// What to do there.
    pub text: Option<Words>,
    /// Its address; none where the way is not a page, such as a text message.
    pub href: Option<String>,
    /// The places it cites.
    pub sources: Vec<Source>,
    /// Whether it is shown by evidence.
    pub certain: bool,
    /// Where it is written.
    pub place: Place,
}

impl Way {
    pub(crate) fn read(mut fields: Fields<'_>, rates: bool, languages: &Languages) -> Option<Self> {
        let text = fields.maybe("text");
        let text = text.and_then(|node| languages.read(&node));
        let href = fields.maybe_text("href");
        let named = Named::read(fields, languages)?;
        Some(Self {
            id: named.id,
            title: named.title,
            rates,
            text,
            href,
            sources: named.sources,
            certain: named.certain,
            place: named.place,
        })
    }
}

/// A kind of passport and who makes it (REQ-A1, REQ-A19).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentKind {
    /// The code (`p5`, `p10`).
    pub id: String,
    /// Its name.
    pub title: Words,
    /// The service under which it is asked for; none where another authority serves it.
    pub service: Option<String>,
    /// The authority in charge.
    pub authority: String,
    /// The places it cites.
    pub sources: Vec<Source>,
    /// Whether it is shown by evidence.
    pub certain: bool,
    /// Where it is written.
    pub place: Place,
}

impl DocumentKind {
    pub(crate) fn read(mut fields: Fields<'_>, languages: &Languages) -> Option<Self> {
        let service = fields.maybe_text("service");
        let authority = fields.text("authority");
        let named = Named::read(fields, languages)?;
        Some(Self {
            id: named.id,
            title: named.title,
            service,
            authority: authority?,
            sources: named.sources,
            certain: named.certain,
            place: named.place,
        })
    }
}

/// What every cited entry of a list has.
struct Named {
    id: String,
    title: Words,
    sources: Vec<Source>,
    certain: bool,
    place: Place,
}

impl Named {
    fn read(mut fields: Fields<'_>, languages: &Languages) -> Option<Self> {
        let id = fields.text("id");
        let title = fields.need("title").and_then(|node| languages.read(&node));
        let sources = sources(&mut fields);
        let certain = fields.tick_or("certain", true);
        fields.finish();
        if sources.is_empty() {
            fields.report(Mistake::NoSource);
        }
        Some(Self {
            id: id?,
            title: title?,
            sources,
            certain,
            place: fields.place(),
        })
    }
}
