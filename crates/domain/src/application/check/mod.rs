//! What is wrong with the answers of a form: everything, at once.

mod answers;
mod code;
mod fields;
mod history;
mod passports;
mod people;
mod rules;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::form::{Check, FormDefinition};
use super::read::FieldValue;
use answers::Answers;
pub use code::{Code, Weight};

/// Something wrong with an answer. The wording is chosen at the edge, by the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The key of the answer (`work.2.from`), or the section when no single answer is to blame.
    pub field: String,
    /// What is wrong.
    pub code: Code,
    /// What the wording needs (`from` = `2014-03`).
    pub args: BTreeMap<&'static str, String>,
}

impl Problem {
    fn new(field: impl Into<String>, code: Code) -> Self {
        Self {
            field: field.into(),
            code,
            args: BTreeMap::new(),
        }
    }

    fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.insert(name, value.to_string());
        self
    }

    /// Whether the form can be filed all the same.
    pub const fn weight(&self) -> Weight {
        self.code.weight()
    }
}

/// Which kind of passport is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passport {
    /// For five years, without a chip.
    FiveYears,
    /// For ten years, with a chip.
    TenYears,
}

/// What the form itself does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Situation {
    /// The kind of passport of the service.
    pub passport: Passport,
    /// How many months back the work history goes.
    pub work_months: u16,
}

impl Situation {
    /// A passport of this kind, with ten years of work asked about.
    pub const fn of(passport: Passport) -> Self {
        Self {
            passport,
            work_months: 120,
        }
    }
}

/// Checks the answers of a form as of a day.
///
/// Tells everything that is wrong at once, in the order of the form. Nothing typed
/// is altered; a section that is not asked is not checked.
pub fn check(
    form: &FormDefinition,
    values: &BTreeMap<String, FieldValue>,
    on: Date,
    situation: Situation,
) -> Vec<Problem> {
    let answers = Answers::new(form, values, on, situation);
    let mut problems = fields::check(&answers);
    problems.extend(rules::check(&answers));
    for check in &form.head.checks {
        problems.extend(match check {
            Check::WorkHistory => history::work(&answers),
            Check::SoughtPassport => passports::sought(&answers),
            Check::ChildrenUnder14 => people::children(&answers),
            Check::AdultApplicant => people::adult(&answers),
            Check::MinorRepresentative => people::minor(&answers),
            Check::AdultRepresentative => people::representative(&answers),
        });
    }
    problems
}

#[cfg(test)]
mod tests;
