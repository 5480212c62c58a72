//! A value with everything that says why it is this value.

use jiff::civil::Date;
use serde::Serialize;

use super::act::Source;
use super::problem::Place;
use super::when::When;

/// A value of the pack with its dates, its source and the row it stands in.
///
/// Pages, letters and the audit record take all of it, so each can say *why this value*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cited<T> {
    /// The value.
    pub value: T,
    /// First day on which the row applies.
    pub from: Date,
    /// First day on which the row no longer applies.
    pub to: Option<Date>,
    /// The place in the act in force on the day asked for.
    pub source: Source,
    /// Further places the row cites.
    pub also: Vec<Source>,
    /// Whether the value is shown by evidence; an uncertain one is never shown as law.
    pub certain: bool,
    /// The condition of the row.
    pub when: When,
    /// Where the row is written in the pack.
    pub place: Place,
    /// For a value counted from an index: the index, its value and how often it was taken.
    pub derived: Option<Derived>,
}

/// How a value was counted from an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Derived {
    /// The rule that holds the index.
    pub index: String,
    /// The value of the index on that day, as written.
    pub index_value: String,
    /// First day of that value of the index.
    pub index_from: Date,
    /// How many times it was taken.
    pub times: i64,
}

impl<T> Cited<T> {
    /// The same citation around another form of the value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Cited<U> {
        Cited {
            value: change(self.value),
            from: self.from,
            to: self.to,
            source: self.source,
            also: self.also,
            certain: self.certain,
            when: self.when,
            place: self.place,
            derived: self.derived,
        }
    }
}
