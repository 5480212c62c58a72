//! The kinds of value a pack can hold.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::length::Length;

/// An amount in hundredths of a currency.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Money {
    /// Hundredths: kopecks, tiyn.
    pub minor: i64,
    /// ISO 4217 code.
    pub currency: String,
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minor < 0 { "-" } else { "" };
        let hundredths = self.minor.unsigned_abs();
        let (whole, rest) = (hundredths / 100, hundredths % 100);
        write!(f, "{sign}{whole}.{rest:02} {}", self.currency)
    }
}

/// A value of a pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// An amount of money.
    Money(Money),
    /// A length of time.
    Duration(Length),
    /// A number of things.
    Count(i64),
    /// A word.
    Text(String),
    /// Several words.
    List(Vec<String>),
    /// Yes or no.
    Tick(bool),
    /// What a decision puts out, by name.
    Outcome(Outcome),
}

impl Value {
    /// The kind by its word in the pack.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Money(_) => "money",
            Self::Duration(_) => "duration",
            Self::Count(_) => "count",
            Self::Text(_) => "text",
            Self::List(_) => "list",
            Self::Tick(_) => "tick",
            Self::Outcome(_) => "outcome",
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Money(money) => money.fmt(f),
            Self::Duration(length) => length.fmt(f),
            Self::Count(count) => count.fmt(f),
            Self::Text(text) => f.write_str(text),
            Self::List(list) => f.write_str(&list.join(", ")),
            Self::Tick(tick) => f.write_str(if *tick { "yes" } else { "no" }),
            Self::Outcome(outcome) => outcome.fmt(f),
        }
    }
}

/// What one row of a decision puts out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Default)]
#[serde(transparent)]
pub struct Outcome(pub BTreeMap<String, Value>);

impl Outcome {
    /// The output of this name as a word.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.0.get(name) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The output of this name as a length of time.
    pub fn length(&self, name: &str) -> Option<Length> {
        match self.0.get(name) {
            Some(Value::Duration(length)) => Some(*length),
            _ => None,
        }
    }

    /// The output of this name as a number.
    pub fn count(&self, name: &str) -> Option<i64> {
        match self.0.get(name) {
            Some(Value::Count(count)) => Some(*count),
            _ => None,
        }
    }

    /// The output of this name as a tick; not given means no.
    pub fn tick(&self, name: &str) -> bool {
        matches!(self.0.get(name), Some(Value::Tick(true)))
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self
            .0
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        f.write_str(&parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_shown_with_its_hundredths() {
        let money = Money {
            minor: 2_450_405,
            currency: "KZT".to_owned(),
        };
        assert_eq!(money.to_string(), "24504.05 KZT");
    }
}
