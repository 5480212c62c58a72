//! Which row answers: the latest wins, then the more specific; no row is an error, never a default.

use jiff::civil::Date;
use serde::Serialize;

use super::Pack;
use super::act::Source;
use super::cited::{Cited, Derived};
use super::inputs::{Inputs, When};
use super::problem::Place;
use super::rule::{Answer, Hit, Row, Rule};
use super::value::{Length, Money, Outcome, Value};

/// Why a pack has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// No row matches on that day.
    #[error("ERR_NO_VALUE: '{rule}' has no value on {on} for [{inputs}]")]
    NoValue {
        /// The rule.
        rule: String,
        /// The day asked for.
        on: Date,
        /// The inputs asked with.
        inputs: String,
    },
    /// The pack says that there is no value on purpose.
    #[error("ERR_NOTHING: '{rule}' has no value for [{inputs}] on purpose: {reason}")]
    Nothing {
        /// The rule.
        rule: String,
        /// The inputs asked with.
        inputs: String,
        /// The reason written in the pack.
        reason: String,
    },
    /// No such rule.
    #[error("ERR_UNKNOWN_RULE: there is no rule '{rule}'{}", did_you_mean(nearest.as_deref()))]
    UnknownRule {
        /// The id asked for.
        rule: String,
        /// The nearest id of the pack.
        nearest: Option<String>,
    },
    /// An input that must be given was not.
    #[error("ERR_MISSING_INPUT: '{rule}' needs '{input}', one of: {}", words.join(", "))]
    MissingInput {
        /// The rule.
        rule: String,
        /// The input.
        input: String,
        /// The words it can have.
        words: Vec<String>,
    },
    /// An input the rule does not have.
    #[error("ERR_UNKNOWN_INPUT: '{rule}' has no input '{input}', known: {}", known.join(", "))]
    UnknownInput {
        /// The rule.
        rule: String,
        /// The input.
        input: String,
        /// The inputs it has.
        known: Vec<String>,
    },
    /// A word the input cannot have.
    #[error("ERR_UNKNOWN_WORD: '{input}' of '{rule}' cannot be '{word}', known: {}", known.join(", "))]
    UnknownWord {
        /// The rule.
        rule: String,
        /// The input.
        input: String,
        /// The word given.
        word: String,
        /// The words it can have.
        known: Vec<String>,
    },
    /// The rule holds values of another kind.
    #[error("ERR_WRONG_KIND: '{rule}' is {found}, asked for {wanted}")]
    WrongKind {
        /// The rule.
        rule: String,
        /// The kind asked for.
        wanted: &'static str,
        /// The kind it has.
        found: &'static str,
    },
    /// An amount too large to count.
    #[error("ERR_TOO_LARGE: the amount of '{rule}' is too large")]
    TooLarge {
        /// The rule.
        rule: String,
    },
}

fn did_you_mean(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |word| format!(", did you mean '{word}'?"))
}

impl PackError {
    /// The code that golden tests and interfaces compare.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoValue { .. } => "ERR_NO_VALUE",
            Self::Nothing { .. } => "ERR_NOTHING",
            Self::UnknownRule { .. } => "ERR_UNKNOWN_RULE",
            Self::MissingInput { .. } => "ERR_MISSING_INPUT",
            Self::UnknownInput { .. } => "ERR_UNKNOWN_INPUT",
            Self::UnknownWord { .. } => "ERR_UNKNOWN_WORD",
            Self::WrongKind { .. } => "ERR_WRONG_KIND",
            Self::TooLarge { .. } => "ERR_TOO_LARGE",
        }
    }
}

/// What became of a row when a value was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// The row answers.
    Chosen,
    /// This input has a word the row does not accept.
    OtherInput(String),
    /// The row begins later.
    NotYet,
    /// The row has ended.
    Ended,
    /// A row with a later first day answers (its first day).
    Later(Date),
    /// A row of the same day that speaks of fewer combinations answers.
    MoreSpecific(Place),
}

/// A row and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// The row.
    pub row: &'a Row,
    /// What became of it.
    pub fate: Fate,
}

impl Rule {
    /// What becomes of every row on `on` with these inputs, in the order of the file.
    pub fn candidates(&self, on: Date, inputs: &Inputs) -> Result<Vec<Candidate<'_>>, PackError> {
        let positions = self.domain.positions(&self.id, inputs)?;
        let winners = self.winners(on, &positions);
        let candidate = |row| Candidate {
            row,
            fate: self.fate(row, on, &positions, &winners),
        };
        Ok(self.rows.iter().map(candidate).collect())
    }

    fn fate(&self, row: &Row, on: Date, positions: &[usize], winners: &[&Row]) -> Fate {
        if let Some(input) = row.when.refuses(positions) {
            return Fate::OtherInput(self.domain.inputs[input].name.clone());
        }
        if on < row.from {
            return Fate::NotYet;
        }
        if row.to.is_some_and(|to| to <= on) {
            return Fate::Ended;
        }
        let group = row.group(&self.hit);
        let winner = winners.iter().find(|w| w.group(&self.hit) == group);
        match winner {
            Some(winner) if winner.from > row.from => Fate::Later(winner.from),
            Some(winner) if winner.when.breadth() < row.when.breadth() => {
                Fate::MoreSpecific(winner.place.clone())
            }
            _ => Fate::Chosen,
        }
    }

    /// The rows that answer: of each group the latest, then the more specific.
    ///
    /// More than one row in a group means that the pack overlaps; the loader refuses such packs.
    pub(crate) fn winners(&self, on: Date, positions: &[usize]) -> Vec<&Row> {
        let matching: Vec<&Row> = self
            .rows
            .iter()
            .filter(|row| row.in_force_on(on) && row.when.accepts(positions))
            .collect();
        let beaten = |row: &Row| {
            let group = row.group(&self.hit);
            matching
                .iter()
                .any(|other| other.group(&self.hit) == group && self.beats(other, row))
        };
        let mut winners = matching.clone();
        winners.retain(|row| !beaten(row));
        winners
    }

    fn beats(&self, one: &Row, other: &Row) -> bool {
        if one.from != other.from {
            return one.from > other.from;
        }
        self.hit != Hit::Unique && narrower(&one.when, &other.when)
    }

    fn none(&self, on: Date, inputs: &Inputs) -> PackError {
        PackError::NoValue {
            rule: self.id.clone(),
            on,
            inputs: inputs.to_string(),
        }
    }
}

fn narrower(one: &When, other: &When) -> bool {
    one.breadth() < other.breadth()
}

impl Pack {
    /// The value of a parameter, or the one answer of a decision, on its anchor date.
    ///
    /// Resolution: of the rows whose first day is not after `on` and which have not ended, those that
    /// accept the inputs; the latest first day wins, then the more specific row. No row is
    /// `ERR_NO_VALUE`, never a default.
    pub fn value(&self, id: &str, on: Date, inputs: &Inputs) -> Result<Cited<Value>, PackError> {
        let rule = self.rule(id)?;
        let positions = rule.domain.positions(id, inputs)?;
        let winners = rule.winners(on, &positions);
        let row = winners.first().ok_or_else(|| rule.none(on, inputs))?;
        self.cite(rule, row, on, inputs)
    }

    /// The one answer of a `unique` decision.
    pub fn decide(&self, id: &str, on: Date, inputs: &Inputs) -> Result<Cited<Outcome>, PackError> {
        let cited = self.value(id, on, inputs)?;
        typed(id, cited, "outcome", |value| match value {
            Value::Outcome(outcome) => Some(outcome),
            _ => None,
        })
    }

    /// All answers of a `collect` decision in the order of the file; none is an empty list.
    pub fn collect(
        &self,
        id: &str,
        on: Date,
        inputs: &Inputs,
    ) -> Result<Vec<Cited<Outcome>>, PackError> {
        let rule = self.rule(id)?;
        if !matches!(rule.hit, Hit::Collect { .. }) {
            return Err(PackError::WrongKind {
                rule: id.to_owned(),
                wanted: "a collecting decision",
                found: "a rule with one answer",
            });
        }
        let positions = rule.domain.positions(id, inputs)?;
        let winners = rule.winners(on, &positions);
        let mut answers = Vec::new();
        for row in winners {
            match &row.answer {
                Answer::Value(Value::Outcome(outcome)) => {
                    let cited = self.cite(rule, row, on, inputs)?;
                    answers.push(cited.map(|_| outcome.clone()));
                }
                _ => continue,
            }
        }
        Ok(answers)
    }

    /// An amount of money.
    pub fn money(&self, id: &str, on: Date, inputs: &Inputs) -> Result<Cited<Money>, PackError> {
        typed(
            id,
            self.value(id, on, inputs)?,
            "money",
            |value| match value {
                Value::Money(money) => Some(money),
                _ => None,
            },
        )
    }

    /// A length of time with its way of counting days.
    pub fn duration(
        &self,
        id: &str,
        on: Date,
        inputs: &Inputs,
    ) -> Result<Cited<Length>, PackError> {
        typed(
            id,
            self.value(id, on, inputs)?,
            "duration",
            |value| match value {
                Value::Duration(length) => Some(length),
                _ => None,
            },
        )
    }

    /// A number of things.
    pub fn count(&self, id: &str, on: Date, inputs: &Inputs) -> Result<Cited<i64>, PackError> {
        typed(
            id,
            self.value(id, on, inputs)?,
            "count",
            |value| match value {
                Value::Count(count) => Some(count),
                _ => None,
            },
        )
    }

    /// A word.
    pub fn word(&self, id: &str, on: Date, inputs: &Inputs) -> Result<Cited<String>, PackError> {
        typed(
            id,
            self.value(id, on, inputs)?,
            "text",
            |value| match value {
                Value::Text(text) => Some(text),
                _ => None,
            },
        )
    }

    /// A list of words.
    pub fn list(
        &self,
        id: &str,
        on: Date,
        inputs: &Inputs,
    ) -> Result<Cited<Vec<String>>, PackError> {
        typed(
            id,
            self.value(id, on, inputs)?,
            "list",
            |value| match value {
                Value::List(list) => Some(list),
                _ => None,
            },
        )
    }

    /// A yes or no.
    pub fn tick(&self, id: &str, on: Date, inputs: &Inputs) -> Result<Cited<bool>, PackError> {
        typed(
            id,
            self.value(id, on, inputs)?,
            "tick",
            |value| match value {
                Value::Tick(tick) => Some(tick),
                _ => None,
            },
        )
    }

    fn cite(
        &self,
        rule: &Rule,
        row: &Row,
        on: Date,
        inputs: &Inputs,
    ) -> Result<Cited<Value>, PackError> {
        let (value, derived) = match &row.answer {
            Answer::Value(value) => (value.clone(), None),
            Answer::Indexed { index, times } => self.indexed(rule, index, *times, on)?,
            Answer::Nothing(reason) => {
                return Err(PackError::Nothing {
                    rule: rule.id.clone(),
                    inputs: inputs.to_string(),
                    reason: reason.clone(),
                });
            }
        };
        let (basis, certain) = row.basis_on(on);
        let mut basis: Vec<Source> = basis.into_iter().cloned().collect();
        let in_force = |source: &Source| self.acts.any_in_force([source], on);
        let main = basis.iter().position(in_force).unwrap_or(0);
        if basis.is_empty() {
            return Err(rule.none(on, inputs));
        }
        Ok(Cited {
            value,
            from: row.from,
            to: row.to,
            source: basis.remove(main),
            also: basis,
            certain,
            when: row.when.clone(),
            place: row.place.clone(),
            derived,
        })
    }

    fn indexed(
        &self,
        rule: &Rule,
        index: &str,
        times: i64,
        on: Date,
    ) -> Result<(Value, Option<Derived>), PackError> {
        let base = self.money(index, on, &Inputs::none())?;
        let minor = base.value.minor.checked_mul(times);
        let derived = Derived {
            index: index.to_owned(),
            index_value: base.value.to_string(),
            index_from: base.from,
            times,
        };
        let minor = minor.ok_or_else(|| PackError::TooLarge {
            rule: rule.id.clone(),
        })?;
        let money = Money {
            minor,
            currency: base.value.currency,
        };
        Ok((Value::Money(money), Some(derived)))
    }
}

fn typed<T>(
    rule: &str,
    cited: Cited<Value>,
    wanted: &'static str,
    pick: impl FnOnce(Value) -> Option<T>,
) -> Result<Cited<T>, PackError> {
    let found = cited.value.kind();
    let mut picked = None;
    let rest = cited.map(|value| picked = pick(value));
    match picked {
        Some(value) => Ok(rest.map(|()| value)),
        None => Err(PackError::WrongKind {
            rule: rule.to_owned(),
            wanted,
            found,
        }),
    }
}
