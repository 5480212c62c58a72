//! Where sheets come from, and how a question is answered from the rules.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;

use super::sheet::Sheet;
use crate::lang::Lang;

/// Rules that give sheets and answers: a loaded pack, or sample data in tests.
pub trait SheetSource: Send + Sync + fmt::Debug {
    /// What the rules say on `on` in `lang`.
    fn sheet(&self, lang: Lang, on: Date) -> Sheet;

    /// The answer of one rule to what a person says of themselves.
    fn ask(&self, asked: Asked, lang: Lang, on: Date, given: &BTreeMap<String, String>) -> Answer;
}

/// What can be asked "for me, on this date".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The fee (REQ-5.5).
    Fee,
    /// The term (REQ-5.3).
    Term,
}

/// Questions to the person, and the answer once all are answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// What the rule wants to know.
    pub questions: Vec<Question>,
    /// What holds, when everything needed was said.
    pub found: Option<Found>,
    /// Why nothing holds although everything was said.
    pub nothing: Option<String>,
}

/// One question with its choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Name in the address.
    pub name: String,
    /// The question.
    pub label: String,
    /// Word and wording of each choice.
    pub choices: Vec<(String, String)>,
}

/// What holds, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The value in words.
    pub value: String,
    /// First day on which it holds, for values that change with the law.
    pub from: Date,
    /// What it restates.
    pub source: String,
    /// Whether it is shown by evidence.
    pub certain: bool,
}
