//! Why a value is this value: the row, its source, the inputs, and the rows that lost.

use jiff::civil::Date;

use super::Pack;
use super::cited::Cited;
use super::inputs::Inputs;
use super::pack_error::PackError;
use super::resolve::Fate;
use super::rule::{Answer, Hit, Row, Rule};
use super::value::Value;

/// A row that does not answer, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loser {
    /// The row.
    pub row: Row,
    /// Why it does not answer.
    pub fate: Fate,
}

/// Everything that led to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The rule.
    pub rule: Rule,
    /// The day asked for.
    pub on: Date,
    /// The inputs, ticks not given being no.
    pub inputs: Inputs,
    /// The answers: one, or for a collecting decision any number.
    pub answers: Vec<Cited<Value>>,
    /// The rows that do not answer.
    pub losers: Vec<Loser>,
    /// The next day on which another row answers; none when no change is known.
    pub next_change: Option<Date>,
}

impl Pack {
    /// Explains the value of `id` on `on`; ticks that are not given count as no.
    ///
    /// # Errors
    /// As [`Pack::value`].
    pub fn explain(&self, id: &str, on: Date, inputs: &Inputs) -> Result<Explanation, PackError> {
        let rule = self.rule(id)?;
        let inputs = rule.domain.unticked(inputs);
        let answers = match rule.hit {
            Hit::Collect { .. } => {
                let collected = self.collect(id, on, &inputs)?;
                collected
                    .into_iter()
                    .map(|cited| cited.map(Value::Outcome))
                    .collect()
            }
            _ => vec![self.value(id, on, &inputs)?],
        };
        let losers = rule
            .candidates(on, &inputs)?
            .into_iter()
            .filter(|candidate| candidate.fate != Fate::Chosen)
            .map(|candidate| Loser {
                row: candidate.row.clone(),
                fate: candidate.fate,
            })
            .collect();
        Ok(Explanation {
            rule: rule.clone(),
            on,
            next_change: self.next_change(id, on, &inputs)?,
            inputs,
            answers,
            losers,
        })
    }

    /// The explanation in lines, for the command line and the audit record.
    pub fn explained(&self, explanation: &Explanation, language: &str) -> Vec<String> {
        let rule = &explanation.rule;
        let mut lines = vec![
            format!("{} — {}", rule.id, rule.title.in_language(language)),
            format!("on: {} ({})", explanation.on, rule.anchor.name()),
            format!("inputs: {}", or_none(&explanation.inputs.to_string())),
        ];
        for answer in &explanation.answers {
            lines.extend(self.answer_lines(answer, language));
        }
        if explanation.answers.is_empty() {
            lines.push("value: nothing applies".to_owned());
        }
        if let Some(day) = explanation.next_change {
            lines.push(format!("changes next: {day}"));
        }
        for loser in &explanation.losers {
            lines.push(loser_line(loser));
        }
        lines
    }

    fn answer_lines(&self, answer: &Cited<Value>, language: &str) -> Vec<String> {
        let until = answer
            .to
            .map_or_else(|| "open".to_owned(), |to| to.to_string());
        let mut lines = vec![format!("value: {}", answer.value)];
        if let Value::Money(money) = &answer.value {
            lines.push(format!(
                "unit: {}, {} in hundredths",
                money.currency, money.minor
            ));
        }
        if let Some(derived) = &answer.derived {
            lines.push(format!(
                "counted: {} x {} ({} since {})",
                derived.times, derived.index, derived.index_value, derived.index_from
            ));
        }
        lines.push(format!(
            "row: {}, from {}, to {until}",
            answer.place, answer.from
        ));
        lines.push(format!("when: {}", answer.when));
        let citation = self.citation(&answer.source, language);
        lines.push(format!("source: {} ({citation})", answer.source));
        for source in &answer.also {
            lines.push(format!(
                "also: {source} ({})",
                self.citation(source, language)
            ));
        }
        let certain = if answer.certain {
            "yes"
        } else {
            "no, not shown by evidence; never shown as law"
        };
        lines.push(format!("certain: {certain}"));
        lines
    }
}

fn loser_line(loser: &Loser) -> String {
    let Loser { row, fate } = loser;
    let why = match fate {
        Fate::Chosen => "answers".to_owned(),
        Fate::OtherInput(input) => format!("does not accept this '{input}'"),
        Fate::NotYet => format!("begins on {}", row.from),
        Fate::Ended => row
            .to
            .map_or_else(String::new, |to| format!("ended on {to}")),
        Fate::Later(from) => format!("a later row, from {from}, answers"),
        Fate::MoreSpecific(place) => {
            format!("the more specific row of line {} answers", place.line)
        }
    };
    let value = answer_words(&row.answer);
    format!(
        "not: {value} ({}, from {}, {}): {why}",
        row.place, row.from, row.when
    )
}

pub(super) fn answer_words(answer: &Answer) -> String {
    match answer {
        Answer::Value(value) => value.to_string(),
        Answer::Indexed { index, times } => format!("{times} x {index}"),
        Answer::Nothing(reason) => format!("nothing on purpose: {reason}"),
    }
}

fn or_none(text: &str) -> &str {
    if text.is_empty() { "none" } else { text }
}
