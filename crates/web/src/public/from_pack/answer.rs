//! Fee and term for what a person says of themselves, on a date (REQ-5.3, REQ-5.5).

use std::collections::BTreeMap;

use okno_domain::pack::{Inputs, PackError, Rule};

use super::Day;
use super::words::{capitalised, input_words, length_words, word_words};
use crate::public::source::{Answer, Asked, Found, Question};

/// Asks the rule; questions are given in the order of the pack.
pub fn answer(day: &Day<'_>, asked: Asked, given: &BTreeMap<String, String>) -> Answer {
    let id = match asked {
        Asked::Fee => "fee",
        Asked::Term => "term",
    };
    let Ok(rule) = day.pack.rule(id) else {
        return Answer::default();
    };
    let questions = questions(day, rule);
    let Some(inputs) = inputs(rule, given) else {
        return Answer {
            questions,
            ..Answer::default()
        };
    };
    match found(day, asked, id, &inputs) {
        Ok(Ok(found)) => Answer {
            questions,
            found: Some(found),
            nothing: None,
        },
        Ok(Err(reason)) => Answer {
            questions,
            found: None,
            nothing: Some(reason),
        },
        Err(problem) => {
            tracing::info!(rule = id, %problem, "a person's question has no answer on that day");
            Answer {
                questions,
                found: None,
                nothing: Some(day.t.say("web-answer-none")),
            }
        }
    }
}

fn questions(day: &Day<'_>, rule: &Rule) -> Vec<Question> {
    let mut inputs: Vec<_> = rule.domain.inputs.iter().collect();
    // What everybody can answer comes first, yes-or-no questions after it.
    inputs.sort_by_key(|input| (input.is_tick(), input.name != "document"));
    inputs
        .into_iter()
        .map(|input| Question {
            name: input.name.clone(),
            label: input_words(day, &input.name),
            choices: input
                .words
                .iter()
                .map(|word| {
                    (
                        word.clone(),
                        choice_words(day, &input.name, word, input.is_tick()),
                    )
                })
                .collect(),
        })
        .collect()
}

fn choice_words(day: &Day<'_>, input: &str, word: &str, is_tick: bool) -> String {
    match (is_tick, word) {
        (true, "true") => day.t.say("web-yes"),
        (true, _) => day.t.say("web-no"),
        (false, _) => capitalised(&word_words(day, input, word)),
    }
}

/// The inputs of the rule out of the query; `None` until each has a word the rule knows.
fn inputs(rule: &Rule, given: &BTreeMap<String, String>) -> Option<Inputs> {
    rule.domain
        .inputs
        .iter()
        .try_fold(Inputs::none(), |inputs, input| {
            let word = given
                .get(&input.name)
                .filter(|word| input.words.contains(word))?;
            Some(inputs.with(&input.name, word.clone()))
        })
}

/// The value in words, or the reason for which there is none on purpose.
fn found(
    day: &Day<'_>,
    asked: Asked,
    id: &str,
    inputs: &Inputs,
) -> Result<Result<Found, String>, PackError> {
    if asked == Asked::Fee {
        let fee = day.pack.money(id, day.on, inputs)?;
        return Ok(Ok(Found {
            value: day.t.money(fee.value.minor, &fee.value.currency),
            from: fee.from,
            source: day.cited(&fee.source),
            certain: fee.certain,
        }));
    }
    let term = day.pack.decide(id, day.on, inputs)?;
    let Some(length) = term.value.length("duration") else {
        let reason = term
            .value
            .text("reason")
            .unwrap_or_default()
            .replace('_', "-");
        return Ok(Err(day.t.say_or(
            &format!("web-reason-{reason}"),
            &day.t.say("web-term-refused"),
        )));
    };
    Ok(Ok(Found {
        value: length_words(&length, day.t),
        from: term.from,
        source: day.cited(&term.source),
        certain: term.certain,
    }))
}
