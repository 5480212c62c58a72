//! Strict reading of TOML: every key is asked for by name, and what nobody asked for is a problem.

use std::collections::BTreeSet;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest;
use super::problem::{Mistake, Place, Problems};
use super::value::{DAY_KINDS, Length};
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
    fn new(sheet: Sheet<'a>, table: &'a DeTable<'a>, start: usize) -> Self {
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

/// The words of a closed list, ready for [`Node::choice`].
pub(crate) fn names<T: Copy>(
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Vec<(&'static str, T)> {
    all.iter().map(|one| (name(*one), *one)).collect()
}

/// One value under reading, with the key it stands under.
#[derive(Clone)]
pub(crate) struct Node<'a> {
    pub(crate) sheet: Sheet<'a>,
    pub(crate) key: String,
    key_at: usize,
    value: &'a Spanned<DeValue<'a>>,
}

impl<'a> Node<'a> {
    pub(crate) fn place(&self) -> Place {
        self.sheet.place(self.value.span().start)
    }

    pub(crate) fn bad(&self, found: &str, wanted: impl Into<String>) {
        self.bad_with_hint(found, wanted, None);
    }

    pub(crate) fn bad_with_hint(
        &self,
        found: &str,
        wanted: impl Into<String>,
        hint: Option<String>,
    ) {
        let mistake = Mistake::BadValue {
            key: self.key.clone(),
            found: found.to_owned(),
            wanted: wanted.into(),
        };
        self.sheet
            .problems
            .report_with_hint(self.place(), mistake, hint);
    }

    fn wrong_type(&self, wanted: &str) {
        let mistake = Mistake::WrongType {
            key: self.key.clone(),
            wanted: wanted.to_owned(),
            found: self.value.get_ref().type_str().to_owned(),
        };
        self.sheet.problems.report(self.place(), mistake);
    }

    pub(crate) fn is_table(&self) -> bool {
        self.value.get_ref().is_table()
    }

    pub(crate) fn is_list(&self) -> bool {
        self.value.get_ref().is_array()
    }

    pub(crate) fn text(&self) -> Option<String> {
        let found = self.value.get_ref().as_str().map(str::to_owned);
        if found.is_none() {
            self.wrong_type("text");
        }
        found
    }

    pub(crate) fn whole(&self) -> Option<i64> {
        let found = self
            .value
            .get_ref()
            .as_integer()
            .and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok());
        if found.is_none() {
            self.wrong_type("a whole number");
        }
        found
    }

    pub(crate) fn tick(&self) -> Option<bool> {
        let found = self.value.get_ref().as_bool();
        if found.is_none() {
            self.wrong_type("true or false");
        }
        found
    }

    pub(crate) fn date(&self) -> Option<Date> {
        let written = match self.value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(datetime) => datetime.to_string(),
            _ => {
                self.wrong_type("a date like \"2018-08-03\"");
                return None;
            }
        };
        let shaped = written.len() == "2018-08-03".len();
        match written.parse::<Date>() {
            Ok(date) if shaped => Some(date),
            _ => {
                self.bad(&written, "not a date of the calendar, write YYYY-MM-DD");
                None
            }
        }
    }

    /// A word of a closed list.
    pub(crate) fn choice<T: Copy>(&self, known: &[(&'static str, T)]) -> Option<T> {
        let written = self.text()?;
        let found = known.iter().find(|(name, _)| *name == written);
        if found.is_none() {
            let names = known.iter().map(|(name, _)| *name);
            let hint = nearest::hint(&written, names);
            self.bad_with_hint(&written, "not a word of the closed list", hint);
        }
        found.map(|(_, value)| *value)
    }

    /// Several words of a closed list.
    pub(crate) fn choices<T: Copy>(&self, known: &[(&'static str, T)]) -> Vec<T> {
        let elements = self.elements();
        elements
            .iter()
            .filter_map(|one| one.choice(known))
            .collect()
    }

    /// A duration in ISO 8601, its days counted as `counted` says.
    pub(crate) fn length(&self, counted: DayKind) -> Option<Length> {
        let written = self.text()?;
        let Some(length) = Length::parse(&written, counted) else {
            self.bad(
                &written,
                "write an ISO 8601 duration such as P3D, P1M, PT15M",
            );
            return None;
        };
        if counted == DayKind::Working && (length.months > 0 || length.minutes > 0) {
            self.bad(&written, "working days are counted in days only");
        }
        Some(length)
    }

    /// The scalar as a word, for conditions: text, true, false or a whole number.
    pub(crate) fn word(&self) -> Option<String> {
        match self.value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Boolean(tick) => Some(tick.to_string()),
            DeValue::Integer(number) => Some(number.to_string()),
            _ => {
                self.wrong_type("a word, true or false");
                None
            }
        }
    }

    /// The elements of a list, or the value itself as the only one.
    pub(crate) fn elements(&self) -> Vec<Node<'a>> {
        match self.value.get_ref() {
            DeValue::Array(array) => array
                .iter()
                .map(|value| Node {
                    value,
                    ..self.clone()
                })
                .collect(),
            _ => vec![self.clone()],
        }
    }

    pub(crate) fn texts(&self) -> Vec<String> {
        self.elements().iter().filter_map(Node::text).collect()
    }

    pub(crate) fn fields(&self) -> Option<Fields<'a>> {
        let Some(table) = self.value.get_ref().as_table() else {
            self.wrong_type("a table");
            return None;
        };
        let span = self.value.span();
        let first_key = table.keys().map(|key| key.span().start).min();
        let start = if span.is_empty() {
            first_key.unwrap_or(self.key_at)
        } else {
            span.start
        };
        Some(Fields::new(self.sheet, table, start))
    }

    pub(crate) fn tables(&self) -> Vec<Fields<'a>> {
        if !self.is_list() {
            self.wrong_type("a list of tables");
            return Vec::new();
        }
        self.elements().iter().filter_map(Node::fields).collect()
    }
}
