//! The condition of a row.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::domain::{Domain, Input, WORDS_MAX};
use super::nearest;
use super::problem::Mistake;
use super::read::Node;

/// The condition of a row: for each input the words it accepts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct When {
    /// The accepted words of the inputs the row speaks of; an input left out is free.
    pub words: BTreeMap<String, Vec<String>>,
    /// One bit for each word of each input of the domain.
    #[serde(skip)]
    masks: Vec<u64>,
}

impl When {
    /// Reads `{document = "p10", route = ["stay", "actual"], purpose = "*"}`.
    pub(crate) fn read(node: Option<&Node<'_>>, domain: &Domain) -> Option<Self> {
        let mut words = BTreeMap::new();
        let mut masks = Vec::with_capacity(domain.inputs.len());
        let mut fields = match node {
            Some(node) => Some(node.fields()?),
            None => None,
        };
        for input in &domain.inputs {
            let asked = fields.as_mut().and_then(|fields| fields.maybe(&input.name));
            let (mask, accepted) = accepted(asked.as_ref(), input);
            masks.push(mask);
            if let Some(accepted) = accepted {
                words.insert(input.name.clone(), accepted);
            }
        }
        if let Some(fields) = fields {
            fields.finish();
        }
        Some(Self { words, masks })
    }

    /// Whether the combination at these positions is accepted.
    pub(crate) fn accepts(&self, positions: &[usize]) -> bool {
        self.refuses(positions).is_none()
    }

    /// The number of the first input whose word is not accepted.
    pub(crate) fn refuses(&self, positions: &[usize]) -> Option<usize> {
        let mut pairs = self.masks.iter().zip(positions);
        pairs.position(|(mask, at)| mask & (1 << at) == 0)
    }

    /// How many combinations are accepted; the fewer, the more specific the row.
    pub(crate) fn breadth(&self) -> u64 {
        self.masks.iter().fold(1, |all: u64, mask| {
            all.saturating_mul(u64::from(mask.count_ones()))
        })
    }
}

fn accepted(node: Option<&Node<'_>>, input: &Input) -> (u64, Option<Vec<String>>) {
    let everything = u64::MAX >> (WORDS_MAX - input.words.len());
    let Some(node) = node else {
        return (everything, None);
    };
    let mut mask = 0;
    let mut words = Vec::new();
    for element in node.elements() {
        let Some(word) = element.word() else { continue };
        if word == "*" {
            return (everything, None);
        }
        match input.words.iter().position(|known| *known == word) {
            Some(position) => mask |= 1 << position,
            None => {
                let known = input.words.iter().map(String::as_str);
                let hint = nearest::hint(&word, known);
                element.bad_with_hint(&word, "not a word of this input", hint);
            }
        }
        words.push(word);
    }
    if words.is_empty() {
        node.sheet.problems.report(
            node.place(),
            Mistake::BadValue {
                key: node.key.clone(),
                found: "[]".to_owned(),
                wanted: "a condition that accepts nothing".to_owned(),
            },
        );
    }
    (mask, Some(words))
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.words.is_empty() {
            return f.write_str("always");
        }
        let parts: Vec<String> = self
            .words
            .iter()
            .map(|(name, words)| format!("{name}={}", words.join("|")))
            .collect();
        f.write_str(&parts.join(", "))
    }
}
