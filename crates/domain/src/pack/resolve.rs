//! Which row answers: the latest wins, then the more specific; no row is an error, never a default.

use jiff::civil::Date;
use serde::Serialize;

use super::inputs::Inputs;
use super::pack_error::PackError;
use super::problem::Place;
use super::rule::{Hit, Row, Rule};
use super::when::When;

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

    /// The rows that answer at least one question on that day, in the order of the file.
    pub(crate) fn answering_on(&self, on: Date) -> Vec<&Row> {
        let numbers = 0..self.domain.combinations();
        let questions: Vec<_> = numbers
            .map(|number| self.domain.combination(number))
            .collect();
        let answers = |row: &&Row| {
            let mut asked = questions
                .iter()
                .filter(|question| row.when.accepts(question));
            asked.any(|question| {
                let winners = self.winners(on, question);
                winners.iter().any(|winner| winner.place == row.place)
            })
        };
        let in_force = self.rows.iter().filter(|row| row.in_force_on(on));
        in_force.filter(answers).collect()
    }

    fn beats(&self, one: &Row, other: &Row) -> bool {
        if one.from != other.from {
            return one.from > other.from;
        }
        self.hit != Hit::Unique && narrower(&one.when, &other.when)
    }

    pub(super) fn none(&self, on: Date, inputs: &Inputs) -> PackError {
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
