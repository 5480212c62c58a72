//! One value of a TOML file under reading.

use jiff::civil::Date;
use toml::Spanned;
use toml::de::DeValue;

use super::length::Length;
use super::nearest;
use super::problem::{Mistake, Place};
use super::read::{Fields, Sheet};
use crate::case::DayKind;

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
    pub(super) key_at: usize,
    pub(super) value: &'a Spanned<DeValue<'a>>,
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
