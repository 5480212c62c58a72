//! Strict reading of a TOML file: every key is asked for by name, and what
//! nobody asked for is a problem.

use std::cell::RefCell;
use std::collections::BTreeSet;

use jiff::civil::Date;
use okno_domain::words::Words;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::nearest;
use super::problem::Problems;

/// The languages in which everything that people read must stand.
const LANGUAGES: [&str; 2] = ["ru", "en"];

/// Reads the file's top table; what is no TOML at all is reported instead.
pub(super) fn read<T>(
    text: &str,
    problems: &Problems<'_>,
    read: impl FnOnce(&Fields<'_>) -> T,
) -> Option<T> {
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let offset = error.span().map_or(0, |span| span.start);
        let advice = "mend the form of the file; the rest is read after that";
        problems.report(
            offset,
            "file",
            format!("not TOML: {}", error.message()),
            advice,
        );
    }
    if !errors.is_empty() {
        return None;
    }
    let fields = Fields::new(problems, "file".into(), root.get_ref(), 0);
    let content = read(&fields);
    fields.finish();
    Some(content)
}

/// A table under reading; remembers which keys were asked for.
pub(super) struct Fields<'a> {
    problems: &'a Problems<'a>,
    /// How the table is named in problems.
    pub(super) table: String,
    content: &'a DeTable<'a>,
    /// Where it begins.
    pub(super) start: usize,
    asked: RefCell<BTreeSet<String>>,
}

/// A value under reading.
#[derive(Clone)]
pub(super) struct Node<'a> {
    problems: &'a Problems<'a>,
    table: String,
    pub(super) key: String,
    value: &'a Spanned<DeValue<'a>>,
}

impl<'a> Fields<'a> {
    fn new(
        problems: &'a Problems<'a>,
        table: String,
        content: &'a DeTable<'a>,
        start: usize,
    ) -> Self {
        Self {
            problems,
            table,
            content,
            start,
            asked: RefCell::default(),
        }
    }

    /// The value of a key that may be left out.
    pub(super) fn maybe(&self, key: &str) -> Option<Node<'a>> {
        self.asked.borrow_mut().insert(key.to_owned());
        let (_, value) = self
            .content
            .iter()
            .find(|(name, _)| name.get_ref().as_ref() == key)?;
        let (problems, table) = (self.problems, self.table.clone());
        Some(Node {
            problems,
            table,
            key: key.to_owned(),
            value,
        })
    }

    /// The value of a key that must stand there.
    pub(super) fn need(&self, key: &str) -> Option<Node<'a>> {
        let found = self.maybe(key);
        if found.is_none() {
            self.report(
                format!("'{key}' is missing"),
                format!("add '{key} = …' to this table"),
            );
        }
        found
    }

    /// What stands under `code`, as it is.
    pub(super) fn code(&self) -> Option<String> {
        let node = self.maybe("code")?;
        node.value.get_ref().as_str().map(str::to_owned)
    }

    /// Reports a problem of the table as a whole.
    pub(super) fn report(&self, what: impl Into<String>, advice: impl Into<String>) {
        self.problems.report(self.start, &self.table, what, advice);
    }

    /// Text that must stand there and not be empty.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        let node = self.need(key)?;
        let text = node.text()?;
        if text.trim().is_empty() {
            node.report(
                format!("'{key}' is empty"),
                "write it, or leave the whole table out",
            );
            return None;
        }
        Some(text)
    }

    /// Text that may be left out.
    pub(super) fn maybe_text(&self, key: &str) -> Option<String> {
        self.maybe(key)?.text()
    }

    /// Words that must stand there in every language.
    pub(super) fn words(&self, key: &str) -> Option<Words> {
        self.need(key)?.words()
    }

    /// Words that may be left out; when given, in every language.
    pub(super) fn maybe_words(&self, key: &str) -> Words {
        self.maybe(key)
            .and_then(|node| node.words())
            .unwrap_or_default()
    }

    /// Yes or no, with what holds when nothing is said.
    pub(super) fn tick_or(&self, key: &str, otherwise: bool) -> bool {
        self.maybe(key)
            .and_then(|node| node.tick())
            .unwrap_or(otherwise)
    }

    /// A whole number within bounds.
    pub(super) fn number(&self, key: &str, least: i64, most: i64) -> Option<i64> {
        self.need(key)?.number(least, most)
    }

    /// The tables of `[[key]]`, each named `table` in problems.
    pub(super) fn tables(&self, key: &str, table: &str) -> Vec<Fields<'a>> {
        self.maybe(key)
            .map_or_else(Vec::new, |node| node.tables(table))
    }

    /// Reports the keys nobody asked for, each with the nearest known one.
    pub(super) fn finish(&self) {
        let asked = self.asked.borrow();
        for name in self.content.keys() {
            let key = name.get_ref().as_ref();
            if !asked.contains(key) {
                let advice = nearest::advice(key, asked.iter().map(String::as_str));
                let what = format!("unknown key '{key}'");
                self.problems
                    .report(name.span().start, &self.table, what, advice);
            }
        }
    }
}

impl<'a> Node<'a> {
    /// Where the value begins.
    pub(super) fn start(&self) -> usize {
        self.value.span().start
    }

    /// Reports a problem of this value.
    pub(super) fn report(&self, what: impl Into<String>, advice: impl Into<String>) {
        self.problems
            .report(self.start(), &self.table, what, advice);
    }

    /// Reports an unknown word with the nearest known one.
    pub(super) fn unknown<'k>(
        &self,
        what: &str,
        written: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) {
        self.report(
            format!("unknown {what} '{written}'"),
            nearest::advice(written, known),
        );
    }

    fn wrong_type(&self, wanted: &str) {
        let found = self.value.get_ref().type_str();
        self.report(
            format!("'{}' is {found}", self.key),
            format!("write {wanted}"),
        );
    }

    pub(super) fn text(&self) -> Option<String> {
        let found = self.value.get_ref().as_str().map(str::to_owned);
        if found.is_none() {
            self.wrong_type("text in quotes");
        }
        found
    }

    pub(super) fn tick(&self) -> Option<bool> {
        let found = self.value.get_ref().as_bool();
        if found.is_none() {
            self.wrong_type("true or false");
        }
        found
    }

    pub(super) fn number(&self, least: i64, most: i64) -> Option<i64> {
        let written = self.value.get_ref().as_integer();
        let Some(written) = written else {
            self.wrong_type("a whole number");
            return None;
        };
        let number = i64::from_str_radix(written.as_str(), written.radix()).ok();
        let within = number.filter(|number| (least..=most).contains(number));
        if within.is_none() {
            let what = format!("'{}' cannot be {written}", self.key);
            self.report(what, format!("write a number from {least} to {most}"));
        }
        within
    }

    /// A civil date, with or without quotes.
    pub(super) fn date(&self) -> Option<Date> {
        let written = match self.value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(written) => written.to_string(),
            _ => {
                self.wrong_type("a date such as 2026-11-20");
                return None;
            }
        };
        let date = written
            .parse::<Date>()
            .ok()
            .filter(|_| written.len() == "2026-11-20".len());
        if date.is_none() {
            let what = format!("'{written}' is no day of the calendar");
            self.report(what, "write the date as 2026-11-20");
        }
        date
    }

    /// Words in every language.
    pub(super) fn words(&self) -> Option<Words> {
        let words: Words = self.of("words such as { ru = \"…\", en = \"…\" }")?;
        let missing = words.missing(&LANGUAGES);
        for language in &missing {
            let what = format!("'{}' says nothing in '{language}'", self.key);
            self.report(what, "people read it in Russian and in English: write both");
        }
        missing.is_empty().then_some(words)
    }

    /// A word of a closed list.
    pub(super) fn choice<T: Copy>(&self, what: &str, known: &[(&str, T)]) -> Option<T> {
        let written = self.text()?;
        let found = known.iter().find(|(name, _)| *name == written);
        if found.is_none() {
            self.unknown(what, &written, known.iter().map(|(name, _)| *name));
        }
        found.map(|(_, value)| *value)
    }

    /// Whether it is text, where a table may stand as well.
    pub(super) fn is_text(&self) -> bool {
        self.value.get_ref().is_str()
    }

    /// The values of a table whose keys are names.
    pub(super) fn named(&self) -> Vec<Node<'a>> {
        let Some(content) = self.value.get_ref().as_table() else {
            self.wrong_type("a table");
            return Vec::new();
        };
        let named = content.iter().map(|(name, value)| Node {
            key: name.get_ref().to_string(),
            value,
            ..self.clone()
        });
        named.collect()
    }

    /// The elements of a list.
    pub(super) fn elements(&self) -> Vec<Node<'a>> {
        let Some(array) = self.value.get_ref().as_array() else {
            self.wrong_type("a list in brackets");
            return Vec::new();
        };
        array
            .iter()
            .map(|value| Node {
                value,
                ..self.clone()
            })
            .collect()
    }

    /// A value in the form that its type in the domain has.
    pub(super) fn of<T: DeserializeOwned>(&self, wanted: &str) -> Option<T> {
        match T::deserialize(ValueDeserializer::from(self.value.clone())) {
            Ok(value) => Some(value),
            Err(error) => {
                let offset = error.span().map_or(self.start(), |span| span.start);
                let what = format!("'{}': {}", self.key, error.message());
                self.problems
                    .report(offset, &self.table, what, format!("write {wanted}"));
                None
            }
        }
    }

    fn tables(&self, name: &str) -> Vec<Fields<'a>> {
        let elements = self.elements();
        elements
            .into_iter()
            .filter_map(|node| {
                let span = node.value.span();
                let Some(content) = node.value.get_ref().as_table() else {
                    node.wrong_type("a table");
                    return None;
                };
                let first_key = content.keys().map(|key| key.span().start).min();
                let start = if span.is_empty() {
                    first_key.unwrap_or(span.start)
                } else {
                    span.start
                };
                Some(Fields::new(self.problems, name.to_owned(), content, start))
            })
            .collect()
    }
}
