//! Asking a loaded pack: parameters, decisions, collections, each answer with its citation.

use jiff::civil::Date;

use super::Pack;
use super::act::Source;
use super::cited::{Cited, Derived};
use super::inputs::Inputs;
use super::length::Length;
use super::pack_error::PackError;
use super::rule::{Answer, Hit, Row, Rule};
use super::value::{Money, Outcome, Value};

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

    /// The next day after `on` on which another row answers, or none does any more.
    ///
    /// # Errors
    /// A rule, input or word the pack does not know.
    pub fn next_change(
        &self,
        id: &str,
        on: Date,
        inputs: &Inputs,
    ) -> Result<Option<Date>, PackError> {
        let rule = self.rule(id)?;
        let positions = rule.domain.positions(id, inputs)?;
        let now = rule.winners(on, &positions);
        let begins = rule.rows.iter().map(|row| row.from);
        let ends = rule.rows.iter().filter_map(|row| row.to);
        let later = begins.chain(ends).filter(|day| *day > on);
        Ok(later
            .filter(|day| rule.winners(*day, &positions) != now)
            .min())
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
