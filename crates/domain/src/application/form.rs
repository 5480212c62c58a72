//! A form as the pack describes it.
//!
//! Implements REQ-5.8 and REQ-5.9: from one description come the page, the blank,
//! the filled sample and the check.

mod flaw;
mod mask;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::check::Code;
use crate::case::named;
use crate::words::Words;

pub use flaw::FormFlaw;
pub use mask::Mask;

/// A form: its head, its sections in the order of the paper, and rules between fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormDefinition {
    /// What the form is.
    #[serde(rename = "form")]
    pub head: Head,
    /// What it asks.
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
    /// What must hold between its fields.
    #[serde(rename = "rule", default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
}

/// What a form is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Its id in the pack (`application-adult`).
    pub id: String,
    /// Its title.
    pub title: Words,
    /// Act and item or appendix.
    pub source: String,
    /// Whether the sources show its contents.
    #[serde(default = "yes")]
    pub certain: bool,
    /// Whose form it is (`adult`, `minor`, `incapacitated`, `office`).
    pub applies_to: Vec<String>,
    /// Checks that need more than a rule: they live in code, the form asks for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Check>,
}

const fn yes() -> bool {
    true
}

named! {
    /// Checks between fields that are too much for a rule of data.
    pub enum Check {
        /// Ten years of work without gaps (item 14 of the adult form).
        WorkHistory = "work_history",
        /// What is sought agrees with the passports held (items 11 and 13).
        SoughtPassport = "sought_passport",
        /// Children to be entered are under 14 (item 15 of the adult form).
        ChildrenUnder14 = "children_under_14",
        /// The adult is one, and the main document fits the age.
        AdultApplicant = "adult_applicant",
        /// The child is one, and the representative may act for it.
        MinorRepresentative = "minor_representative",
        /// The representative of an incapacitated person is of age.
        AdultRepresentative = "adult_representative",
    }
}

impl Check {
    /// The fields a form must have to ask for this check.
    pub const fn reads(self) -> &'static [&'static str] {
        match self {
            Self::WorkHistory => &["birth.birth_date", "work.from", "work.to"],
            Self::SoughtPassport => &[
                "sought.kind",
                "held.series",
                "held.number",
                "held.annul",
                "held.lost",
                "held_none.none",
            ],
            Self::ChildrenUnder14 => &["children.birth_date"],
            Self::AdultApplicant => &["birth.birth_date", "document.issued_on"],
            Self::MinorRepresentative => &[
                "birth.birth_date",
                "representative.birth_date",
                "representative.relation",
                "representative.act_number",
                "representative.act_date",
            ],
            Self::AdultRepresentative => &["representative.birth_date"],
        }
    }
}

/// A numbered part of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its id, unique in the form.
    pub id: String,
    /// Its number on the paper.
    pub number: String,
    /// Its title.
    pub title: Words,
    /// How often it may be filled in; once when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Repeat>,
    /// When it is asked at all; always when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown_when: Option<Condition>,
    /// What it asks.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
}

/// How often a section may be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// At least so many rows.
    pub min: u16,
    /// At most so many rows; what is over goes to the appendix on paper.
    pub max: u16,
    /// The form that takes further rows on paper (`appendix-2`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continued_in: Option<String>,
    /// How many rows the paper has; the rest is printed in the appendix.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_paper: Option<u16>,
}

/// A field has a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// A field of the same section, or `section.field`.
    pub field: String,
    /// The value: an option's id, `yes` for a tick, or one of several.
    pub is: OneOf,
}

/// One value, or one of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OneOf {
    /// This one.
    One(String),
    /// Any of these.
    Any(Vec<String>),
}

impl OneOf {
    /// Whether the value is the one, or one of them.
    pub fn holds(&self, value: &str) -> bool {
        match self {
            Self::One(one) => one == value,
            Self::Any(many) => many.iter().any(|one| one == value),
        }
    }

    /// Every value it may be.
    pub fn values(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Any(many) => many,
        }
    }
}

named! {
    /// What kind of answer a field takes.
    pub enum FieldKind {
        /// Part of a person's name, in Cyrillic.
        Name = "name",
        /// Part of a person's name, in Latin letters as on the passport.
        Latin = "latin",
        /// Free words.
        Text = "text",
        /// A day.
        Date = "date",
        /// A month of a year.
        Month = "month",
        /// One of the options.
        Choice = "choice",
        /// Yes, or nothing.
        Tick = "tick",
        /// A phone number.
        Phone = "phone",
        /// An e-mail address.
        Email = "email",
        /// So many digits, leading noughts kept.
        Digits = "digits",
        /// A whole number.
        Number = "number",
        /// A document's series and number, by its pattern.
        Document = "document",
    }
}

/// One question of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its id, unique in the section.
    pub id: String,
    /// What kind of answer it takes.
    pub kind: FieldKind,
    /// The question.
    pub label: Words,
    /// A word of help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Words>,
    /// Whether it must be answered.
    #[serde(default)]
    pub required: bool,
    /// When it must be answered besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_when: Option<Condition>,
    /// What the whole answer looks like, as a mask (see [`Mask`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Letters that a name may have besides the Russian ones (`ӘҒҚҢӨҰҮҺІ`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letters: Option<String>,
    /// At least so many characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u16>,
    /// At most so many characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u16>,
    /// Exactly so many digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digits: Option<u16>,
    /// The least number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// The greatest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// The options of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// What a fictitious person answers; a list where the section repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<Sample>,
}

impl Field {
    /// Whether it is answered with yes or nothing.
    pub fn is_tick(&self) -> bool {
        self.kind == FieldKind::Tick
    }
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// Its words.
    pub label: Words,
}

/// A sample answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Sample {
    /// For a section that is filled in once.
    One(String),
    /// One for each row; an empty one is left blank.
    Rows(Vec<String>),
}

named! {
    /// What a rule asks of its fields.
    pub enum RuleKind {
        /// At most one of them is answered.
        Exclusive = "exclusive",
        /// At least one of them is answered.
        AnyOf = "any_of",
        /// The first day is not after the second.
        Order = "order",
        /// The day or year is not in the future.
        Past = "past",
    }
}

/// What must hold between fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The code of the problem when it does not.
    pub code: Code,
    /// What is asked.
    pub kind: RuleKind,
    /// Of which fields, as `section.field`; in a repeated section, row by row.
    pub fields: Vec<String>,
    /// Only when a field has a value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// Why a form of a pack cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// Not TOML, or an unknown or missing key; the text names the line.
    #[error("{0}")]
    Unreadable(String),
    /// Readable, but wrong; everything wrong is listed.
    #[error("form {id}: {}", .flaws.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Flawed {
        /// The form.
        id: String,
        /// What is wrong with it.
        flaws: Vec<FormFlaw>,
    },
}

impl FormDefinition {
    /// Reads a form of a pack.
    ///
    /// # Errors
    /// [`FormError`]: an unknown key, or anything [`FormDefinition::flaws`] finds.
    pub fn from_toml(text: &str, languages: &[&str]) -> Result<Self, FormError> {
        let form: Self =
            toml::from_str(text).map_err(|error| FormError::Unreadable(error.to_string()))?;
        let flaws = form.flaws(languages);
        if flaws.is_empty() {
            return Ok(form);
        }
        Err(FormError::Flawed {
            id: form.head.id,
            flaws,
        })
    }

    /// The section with this id.
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }

    /// The section and field of `section.field`.
    pub fn field(&self, path: &str) -> Option<(&Section, &Field)> {
        let (section, field) = path.split_once('.')?;
        let section = self.section(section)?;
        Some((section, section.field(field)?))
    }

    /// The sample answers, keyed as answers are (REQ-5.9, REQ-10.5).
    ///
    /// Only what the sample person is asked: a section that other answers leave out
    /// is left out here too.
    pub fn sample(&self) -> BTreeMap<String, String> {
        let all = self.every_sample();
        let asked = |section: &&Section| {
            section.shown_when.as_ref().is_none_or(|when| {
                all.get(&when.field)
                    .is_some_and(|answer| when.is.holds(answer))
            })
        };
        let sections: BTreeSet<_> = self
            .sections
            .iter()
            .filter(asked)
            .map(|section| section.id.as_str())
            .collect();
        let of_asked = |key: &str| {
            key.split('.')
                .next()
                .is_some_and(|id| sections.contains(id))
        };
        all.iter()
            .filter(|(key, _)| of_asked(key))
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect()
    }

    /// The sample answers of every section, asked or not.
    pub fn every_sample(&self) -> BTreeMap<String, String> {
        let mut answers = BTreeMap::new();
        for section in &self.sections {
            for field in &section.fields {
                match &field.sample {
                    None => {}
                    Some(Sample::One(text)) => {
                        answers.insert(section.key(field), text.clone());
                    }
                    Some(Sample::Rows(rows)) => {
                        let filled = rows.iter().enumerate().filter(|(_, text)| !text.is_empty());
                        answers.extend(
                            filled.map(|(row, text)| (section.row_key(row, field), text.clone())),
                        );
                    }
                }
            }
        }
        answers
    }
}

impl Section {
    /// The field with this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// The key of an answer in a section that is filled in once: `section.field`.
    pub fn key(&self, field: &Field) -> String {
        format!("{}.{}", self.id, field.id)
    }

    /// The key of an answer in a row, counted from 0: `section.row.field`.
    pub fn row_key(&self, row: usize, field: &Field) -> String {
        format!("{}.{row}.{}", self.id, field.id)
    }
}
