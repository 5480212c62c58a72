//! Conventions about people: transliteration tables, age, numbers of documents.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::act::{Source, period};
use super::problem::{Mistake, Place};
use super::read::{Fields, Node};
use super::rule_read::sources;

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
    /// Digits of the series.
    pub series_digits: i64,
    /// Digits of the number.
    pub number_digits: i64,
    /// Ranges of the series and the document kind each suggests; warns only.
    pub series: Vec<SeriesRange>,
    /// The places it cites.
    pub sources: Vec<Source>,
    /// Whether it is shown by evidence.
    pub certain: bool,
    /// Where it is written.
    pub place: Place,
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
        Self {
            transliteration,
            leap_birthday: fields.maybe("age").and_then(|node| leap_birthday(&node)),
            numbers: fields
                .tables("number")
                .into_iter()
                .filter_map(number)
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
    let series_digits = fields.need("series_digits").and_then(|node| node.whole());
    let number_digits = fields.need("number_digits").and_then(|node| node.whole());
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
        series_digits: series_digits?,
        number_digits: number_digits?,
        series,
        sources,
        certain,
        place: fields.place(),
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
