//! Strict reading of TOML: every key is asked for by name, and what nobody asked for is a problem.

use std::collections::BTreeSet;

use jiff::civil::Date;
use toml::de::DeTable;

use super::length::DAY_KINDS;
use super::nearest;
pub(crate) use super::node::{Node, names};
use super::problem::{Mistake, Place, Problems};
use crate::case::DayKind;

/// One file under reading, with the place to put problems.
#[derive(Clone, Copy)]
pub(crate) struct Sheet<'a> {
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
    pub(crate) problems: &'a Problems,
}

impl<'a> Sheet<'a> {
    pub(crate) fn place(&self, offset: usize) -> Place {
        Place::at(self.file, self.text, offset)
    }

    /// Parses the file and hands its top table to `read`; syntax problems are reported, all of them.
    pub(crate) fn parse(&self, read: impl FnOnce(&mut Fields<'_>)) {
        let (root, errors) = DeTable::parse_recoverable(self.text);
        for error in &errors {
            let offset = error.span().map_or(0, |span| span.start);
            let mistake = Mistake::Syntax(error.message().to_owned());
            self.problems.report(self.place(offset), mistake);
        }
        if errors.is_empty() {
            let mut fields = Fields::new(*self, root.get_ref(), 0);
            read(&mut fields);
            fields.finish();
        }
    }
}

/// A table under reading; remembers which keys were asked for.
pub(crate) struct Fields<'a> {
    sheet: Sheet<'a>,
    table: &'a DeTable<'a>,
    start: usize,
    asked: BTreeSet<String>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(sheet: Sheet<'a>, table: &'a DeTable<'a>, start: usize) -> Self {
        Self {
            sheet,
            table,
            start,
            asked: BTreeSet::new(),
        }
    }

    pub(crate) fn sheet(&self) -> Sheet<'a> {
        self.sheet
    }

    pub(crate) fn place(&self) -> Place {
        self.sheet.place(self.start)
    }

    /// All keys of the table, for tables whose keys are free (inputs, languages).
    pub(crate) fn all(&mut self) -> Vec<Node<'a>> {
        let keys: Vec<String> = self.table.keys().map(|k| k.get_ref().to_string()).collect();
        keys.iter().filter_map(|key| self.maybe(key)).collect()
    }

    pub(crate) fn maybe(&mut self, key: &str) -> Option<Node<'a>> {
        self.asked.insert(key.to_owned());
        let (name, value) = self
            .table
            .iter()
            .find(|(name, _)| name.get_ref().as_ref() == key)?;
        Some(Node {
            sheet: self.sheet,
            key: key.to_owned(),
            key_at: name.span().start,
            value,
        })
    }

    pub(crate) fn need(&mut self, key: &str) -> Option<Node<'a>> {
        let found = self.maybe(key);
        if found.is_none() {
            self.report(Mistake::MissingKey(key.to_owned()));
        }
        found
    }

    pub(crate) fn report(&self, mistake: Mistake) {
        self.sheet.problems.report(self.place(), mistake);
    }

    /// Text that must stand there.
    pub(crate) fn text(&mut self, key: &str) -> Option<String> {
        self.need(key)?.text()
    }

    /// Text that may be left out.
    pub(crate) fn maybe_text(&mut self, key: &str) -> Option<String> {
        self.maybe(key)?.text()
    }

    /// A text or a list of texts; nothing when left out.
    pub(crate) fn texts(&mut self, key: &str) -> Vec<String> {
        self.maybe(key).map_or_else(Vec::new, |node| node.texts())
    }

    pub(crate) fn date(&mut self, key: &str) -> Option<Date> {
        self.maybe(key)?.date()
    }

    /// The word for counting days under `calendar`, or `otherwise`.
    pub(crate) fn counted(&mut self, otherwise: DayKind) -> DayKind {
        let node = self.maybe("calendar");
        node.and_then(|node| node.choice(&DAY_KINDS))
            .unwrap_or(otherwise)
    }

    pub(crate) fn tick_or(&mut self, key: &str, otherwise: bool) -> bool {
        self.maybe(key)
            .and_then(|node| node.tick())
            .unwrap_or(otherwise)
    }

    /// The tables of `[[key]]`; none when left out.
    pub(crate) fn tables(&mut self, key: &str) -> Vec<Fields<'a>> {
        self.maybe(key).map_or_else(Vec::new, |node| node.tables())
    }

    /// Reports the keys nobody asked for, each with the nearest known one.
    pub(crate) fn finish(&self) {
        for name in self.table.keys() {
            let key = name.get_ref().as_ref();
            if self.asked.contains(key) {
                continue;
            }
            let hint = nearest::hint(key, self.asked.iter().map(String::as_str));
            self.sheet.problems.report_with_hint(
                self.sheet.place(name.span().start),
                Mistake::UnknownKey(key.to_owned()),
                hint,
            );
        }
    }
}
