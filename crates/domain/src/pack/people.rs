//! Conventions about people: transliteration tables, age, numbers of documents.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::act::{Source, period};
use super::problem::{Mistake, Place};
use super::read::{Fields, Node};
use super::rule_read::sources;
use crate::person::document::DocumentPattern;
use crate::person::name::Alphabet;

/// One dated table of Latin spelling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Transliteration {
    /// The id of the table.
    pub id: String,
    /// First day in force.
    pub from: Date,
    /// First day no longer in force.
    pub to: Option<Date>,
    /// Capital letter to Latin letters; an empty text means that the letter is dropped.
    pub letters: BTreeMap<char, String>,
    /// The places it cites.
    pub sources: Vec<Source>,
    /// Whether it is shown by evidence.
    pub certain: bool,
    /// Where it is written.
    pub place: Place,
}

/// When somebody born on 29 February grows older in a common year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeapBirthday {
    /// On 1 March.
    March1,
    /// On 28 February.
    February28,
}

/// The pattern of a document's number, and what its series says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NumberFormat {
    /// The document (`internal_passport`, `foreign_passport`).
    pub document: String,
    /// What series and number look like.
    pub pattern: DocumentPattern,
    /// At which ages this is the document by which its holder is known. One at
    /// a time: a person with two such documents could book twice (REQ-A12).
    pub identifies: Option<AgeSpan>,
    /// Ranges of the series and the document kind each suggests; warns only.
    pub series: Vec<SeriesRange>,
    /// The places it cites.
    pub sources: Vec<Source>,
    /// Whether it is shown by evidence.
    pub certain: bool,
    /// Where it is written.
    pub place: Place,
}

/// Ages in full years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AgeSpan {
    /// From this age on.
    pub from: u16,
    /// Before this age.
    pub until: Option<u16>,
}

impl AgeSpan {
    /// Whether an age lies in it.
    pub fn has(&self, age: u16) -> bool {
        self.from <= age && self.until.is_none_or(|until| age < until)
    }

    fn meets(&self, other: &Self) -> bool {
        other.until.is_none_or(|until| self.from < until)
            && self.until.is_none_or(|until| other.from < until)
    }
}

/// A range of series, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeriesRange {
    /// First series.
    pub first: i64,
    /// Last series.
    pub last: i64,
    /// The document kind it suggests.
    pub kind: String,
    /// Whether it is shown by evidence.
    pub certain: bool,
}

/// Conventions about people, from `people.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct People {
    /// Tables of Latin spelling in the order of their first days.
    pub transliteration: Vec<Transliteration>,
    /// The convention for those born on 29 February.
    pub leap_birthday: Option<LeapBirthday>,
    /// Number formats of documents.
    pub numbers: Vec<NumberFormat>,
    /// Alphabets in which names may be written.
    pub alphabets: Vec<Alphabet>,
}

impl People {
    pub(crate) fn read(fields: &mut Fields<'_>) -> Self {
        let tables = fields.tables("transliteration").into_iter();
        let mut transliteration: Vec<_> = tables.filter_map(table).collect();
        transliteration.sort_by_key(|table| table.from);
        for pair in transliteration.windows(2) {
            if pair[0].to != Some(pair[1].from) {
                let text = format!("'{}' must end when '{}' begins", pair[0].id, pair[1].id);
                let place = pair[0].place.clone();
                let mistake = Mistake::Workflow(text);
                fields.sheet().problems.report(place, mistake);
            }
        }
        let numbers: Vec<NumberFormat> = fields
            .tables("number")
            .into_iter()
            .filter_map(number)
            .collect();
        for (at, one) in numbers.iter().enumerate() {
            let span = one.identifies;
            let meets = |other: &&NumberFormat| match (span, other.identifies) {
                (Some(one), Some(other)) => one.meets(&other),
                _ => false,
            };
            if let Some(other) = numbers[..at].iter().find(meets) {
                let text = format!(
                    "'{}' and '{}' identify a person at the same age; only one may",
                    other.document, one.document
                );
                fields
                    .sheet()
                    .problems
                    .report(one.place.clone(), Mistake::Workflow(text));
            }
        }
        Self {
            transliteration,
            leap_birthday: fields.maybe("age").and_then(|node| leap_birthday(&node)),
            numbers,
            alphabets: fields
                .tables("alphabet")
                .into_iter()
                .filter_map(alphabet)
                .collect(),
        }
    }

    /// The table of Latin spelling in force on `day`.
    pub fn transliteration_on(&self, day: Date) -> Option<&Transliteration> {
        let mut tables = self.transliteration.iter();
        tables.find(|table| table.from <= day && table.to.is_none_or(|to| day < to))
    }
}

impl Transliteration {
    /// The Latin spelling of a name in capitals; characters that are no letters stay as they are.
    pub fn spell(&self, name: &str) -> String {
        name.to_uppercase()
            .chars()
            .map(|letter| {
                let latin = self.letters.get(&letter).cloned();
                latin.unwrap_or_else(|| letter.to_string())
            })
            .collect()
    }
}

fn table(mut fields: Fields<'_>) -> Option<Transliteration> {
    let id = fields.text("id");
    let days = fields.need("in_force").and_then(|node| period(&node));
    let sources = sources(&mut fields);
    let certain = fields.tick_or("certain", true);
    let mut letters = BTreeMap::new();
    if let Some(mut map) = fields.need("letters").and_then(|node| node.fields()) {
        for node in map.all() {
            let mut characters = node.key.chars();
            match (characters.next(), characters.next(), node.text()) {
                (Some(letter), None, Some(latin)) => {
                    letters.insert(letter, latin);
                }
                _ => node.bad(&node.key, "a key is one letter"),
            }
        }
    }
    fields.finish();
    if sources.is_empty() {
        fields.report(Mistake::NoSource);
    }
    let (from, to) = days?;
    Some(Transliteration {
        id: id?,
        from,
        to,
        letters,
        sources,
        certain,
        place: fields.place(),
    })
}

fn leap_birthday(node: &Node<'_>) -> Option<LeapBirthday> {
    let mut fields = node.fields()?;
    let node = fields.need("leap_birthday");
    if sources(&mut fields).is_empty() {
        fields.report(Mistake::NoSource);
    }
    fields.tick_or("certain", true);
    fields.finish();
    node?.choice(&[
        ("march_1", LeapBirthday::March1),
        ("february_28", LeapBirthday::February28),
    ])
}

fn number(mut fields: Fields<'_>) -> Option<NumberFormat> {
    let document = fields.text("document");
    let pattern = fields.need("mask").and_then(|node| {
        let mask = node.text()?;
        let pattern = DocumentPattern::new(&mask);
        if pattern.is_none() {
            node.bad(
                &mask,
                "0 stands for a digit, A or А for a letter, I for a Roman number",
            );
        }
        pattern
    });
    let identifies = fields.maybe("identifies").and_then(|node| age_span(&node));
    let ranges = fields.tables("series").into_iter();
    let series = ranges.filter_map(series).collect();
    let sources = sources(&mut fields);
    let certain = fields.tick_or("certain", true);
    fields.finish();
    if sources.is_empty() {
        fields.report(Mistake::NoSource);
    }
    Some(NumberFormat {
        document: document?,
        pattern: pattern?,
        identifies,
        series,
        sources,
        certain,
        place: fields.place(),
    })
}

fn age_span(node: &Node<'_>) -> Option<AgeSpan> {
    let mut fields = node.fields()?;
    let age = |node: Node<'_>| node.whole().and_then(|age| u16::try_from(age).ok());
    let from = fields.need("from").and_then(age);
    let until = fields.maybe("until").and_then(age);
    fields.finish();
    Some(AgeSpan { from: from?, until })
}

fn alphabet(mut fields: Fields<'_>) -> Option<Alphabet> {
    let letters = fields.text("letters");
    let marks = fields.text("marks");
    let longest = fields.need("longest").and_then(|node| node.whole());
    if sources(&mut fields).is_empty() {
        fields.report(Mistake::NoSource);
    }
    fields.tick_or("certain", true);
    fields.finish();
    Some(Alphabet {
        letters: letters?,
        marks: marks?,
        longest: usize::try_from(longest?).ok()?,
    })
}

fn series(mut fields: Fields<'_>) -> Option<SeriesRange> {
    let first = fields.need("first").and_then(|node| node.whole());
    let last = fields.need("last").and_then(|node| node.whole());
    let kind = fields.text("kind");
    let certain = fields.tick_or("certain", true);
    fields.finish();
    Some(SeriesRange {
        first: first?,
        last: last?,
        kind: kind?,
        certain,
    })
}
