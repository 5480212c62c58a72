//! The answers of a form, looked at by section, row and field.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Situation;
use crate::application::form::{Condition, Field, FormDefinition, Section};
use crate::application::read::{FieldValue, parse_date, parse_month};

/// The answers of a form on a day.
pub(super) struct Answers<'a> {
    pub form: &'a FormDefinition,
    pub on: Date,
    pub situation: Situation,
    values: &'a BTreeMap<String, FieldValue>,
}

/// Where an answer stands: in a section, or in one of its rows.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub section: &'a Section,
    pub row: Option<usize>,
}

impl Place<'_> {
    /// The key of a field here.
    pub fn key(&self, field: &str) -> String {
        match self.row {
            Some(row) => format!("{}.{row}.{field}", self.section.id),
            None => format!("{}.{field}", self.section.id),
        }
    }
}

impl<'a> Answers<'a> {
    pub fn new(
        form: &'a FormDefinition,
        values: &'a BTreeMap<String, FieldValue>,
        on: Date,
        situation: Situation,
    ) -> Self {
        Self {
            form,
            on,
            situation,
            values,
        }
    }

    /// The answer of a key, unless nothing was typed.
    pub fn value(&self, key: &str) -> Option<&'a FieldValue> {
        self.values.get(key).filter(|value| !value.is_blank())
    }

    /// The answer as the office writes it, unless it cannot be read.
    pub fn written(&self, key: &str) -> Option<&'a str> {
        self.value(key)?.canonical.as_deref()
    }

    /// Whether a tick is set.
    pub fn ticked(&self, key: &str) -> bool {
        self.written(key) == Some("yes")
    }

    /// The day of a key.
    pub fn date(&self, key: &str) -> Option<Date> {
        parse_date(self.written(key)?)
    }

    /// The first day of the month of a key.
    pub fn month(&self, key: &str) -> Option<Date> {
        parse_month(self.written(key)?)
    }

    /// Whether a section is asked at all.
    pub fn asked(&self, section: &Section) -> bool {
        let place = Place { section, row: None };
        section
            .shown_when
            .as_ref()
            .is_none_or(|condition| self.holds(place, condition))
    }

    /// Whether a section with this id is there and asked.
    pub fn asks(&self, section: &str) -> bool {
        self.form
            .section(section)
            .is_some_and(|section| self.asked(section))
    }

    /// The rows of a section in which something was typed, by their number.
    pub fn rows(&self, section: &Section) -> Vec<usize> {
        let prefix = format!("{}.", section.id);
        let row_of = |key: &String| key.strip_prefix(&prefix)?.split_once('.')?.0.parse().ok();
        let filled = self.values.iter().filter(|(_, value)| !value.is_blank());
        let rows: BTreeSet<usize> = filled.filter_map(|(key, _)| row_of(key)).collect();
        rows.into_iter().collect()
    }

    /// The filled rows of a section by its id; none when it is not asked.
    pub fn rows_of(&self, id: &str) -> Vec<Place<'a>> {
        let asked = self.form.section(id).filter(|section| self.asked(section));
        asked
            .map(|section| self.places(section))
            .unwrap_or_default()
    }

    /// Every place where the fields of a section are answered.
    pub fn places(&self, section: &'a Section) -> Vec<Place<'a>> {
        match &section.repeat {
            None => vec![Place { section, row: None }],
            Some(_) => {
                let rows = self.rows(section).into_iter();
                rows.map(|row| Place {
                    section,
                    row: Some(row),
                })
                .collect()
            }
        }
    }

    /// Whether a condition holds, seen from a place. A tick not set is `no`.
    pub fn holds(&self, place: Place<'_>, condition: &Condition) -> bool {
        let key = match place.section.field(&condition.field) {
            Some(_) => place.key(&condition.field),
            None => condition.field.clone(),
        };
        let unset = || self.ticks(place, &condition.field).then_some("no");
        self.written(&key)
            .or_else(unset)
            .is_some_and(|value| condition.is.holds(value))
    }

    fn ticks(&self, place: Place<'_>, field: &str) -> bool {
        let found = place
            .section
            .field(field)
            .or_else(|| Some(self.form.field(field)?.1));
        found.is_some_and(Field::is_tick)
    }
}
