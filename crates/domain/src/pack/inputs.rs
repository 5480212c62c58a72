//! The inputs of a rule, their finite domains, and the conditions over them.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::nearest;
use super::problem::Mistake;
use super::read::{Fields, Node};
use super::resolve::PackError;

/// The facts a value is asked for with: input name to word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(transparent)]
pub struct Inputs {
    words: BTreeMap<String, String>,
}

impl Inputs {
    /// No inputs, for values that depend on the date alone.
    pub fn none() -> Self {
        Self::default()
    }

    /// The same inputs and one more word.
    #[must_use]
    pub fn with(mut self, name: &str, word: impl Into<String>) -> Self {
        self.words.insert(name.to_owned(), word.into());
        self
    }

    /// The same inputs and one more yes or no.
    #[must_use]
    pub fn tick(self, name: &str, tick: bool) -> Self {
        self.with(name, tick.to_string())
    }

    /// Reads `document=p10,age_band=14+`; the error is the part that is not `name=word`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut inputs = Self::default();
        for part in text.split(',').filter(|part| !part.trim().is_empty()) {
            let (name, word) = part.split_once('=').ok_or_else(|| part.to_owned())?;
            inputs = inputs.with(name.trim(), word.trim());
        }
        Ok(inputs)
    }

    /// The word given for `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.words.get(name).map(String::as_str)
    }

    /// Names and words in the order of names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.words
            .iter()
            .map(|(name, word)| (name.as_str(), word.as_str()))
    }
}

impl fmt::Display for Inputs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self.iter().map(|(n, w)| format!("{n}={w}")).collect();
        f.write_str(&parts.join(", "))
    }
}

/// One input of a rule and all words it can have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Input {
    /// The name.
    pub name: String,
    /// The words, in the order of the pack; at most 64.
    pub words: Vec<String>,
}

/// The largest number of words one input may have: one bit each in a condition.
const WORDS_MAX: usize = 64;

impl Input {
    /// Whether this is a yes-or-no question.
    pub fn is_tick(&self) -> bool {
        self.words == ["false", "true"]
    }

    /// The age band of this input that holds `age` in full years (`0-13`, `14+`).
    pub fn band_of(&self, age: u16) -> Option<&str> {
        let holds = |word: &&String| {
            band(word).is_some_and(|(from, to)| from <= age && to.is_none_or(|to| age <= to))
        };
        self.words.iter().find(holds).map(String::as_str)
    }

    /// Reads `"tick"` or a list of words; age bands must follow each other without gap or overlap.
    pub(crate) fn read(node: &Node<'_>) -> Option<Self> {
        let words = if node.is_list() {
            node.texts()
        } else if node.text()? == "tick" {
            vec!["false".to_owned(), "true".to_owned()]
        } else {
            node.bad(&node.text()?, "write \"tick\" or a list of words");
            return None;
        };
        if words.is_empty() || words.len() > WORDS_MAX {
            node.bad(&words.len().to_string(), "an input has 1 to 64 words");
            return None;
        }
        check_bands(node, &words);
        Some(Self {
            name: node.key.clone(),
            words,
        })
    }
}

fn band(word: &str) -> Option<(u16, Option<u16>)> {
    if let Some(from) = word.strip_suffix('+') {
        return Some((from.parse().ok()?, None));
    }
    let (from, to) = word.split_once('-')?;
    Some((from.parse().ok()?, Some(to.parse().ok()?)))
}

fn check_bands(node: &Node<'_>, words: &[String]) {
    let bands: Option<Vec<_>> = words.iter().map(|word| band(word)).collect();
    let Some(mut bands) = bands else { return };
    bands.sort_unstable();
    let mut next = Some(0);
    for (from, to) in bands {
        if next != Some(from) {
            node.bad(&words.join(", "), "age bands must cover every age once");
            return;
        }
        next = to.and_then(|to| to.checked_add(1));
    }
    if next.is_some() {
        node.bad(
            &words.join(", "),
            "the last age band must be open, like 18+",
        );
    }
}

/// All inputs of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Domain {
    /// The inputs in the order of their names.
    pub inputs: Vec<Input>,
}

impl Domain {
    pub(crate) fn read(mut fields: Fields<'_>) -> Self {
        let inputs = fields.all().iter().filter_map(Input::read).collect();
        Self { inputs }
    }

    /// The input of this name.
    pub fn input(&self, name: &str) -> Option<&Input> {
        self.inputs.iter().find(|input| input.name == name)
    }

    /// The given inputs with every tick that was not given set to no.
    ///
    /// A box the person left empty is an answer; any other missing input is not.
    pub fn unticked(&self, given: &Inputs) -> Inputs {
        let ticks = self.inputs.iter().filter(|input| input.is_tick());
        ticks.fold(given.clone(), |inputs, input| {
            match inputs.get(&input.name) {
                Some(_) => inputs,
                None => inputs.tick(&input.name, false),
            }
        })
    }

    /// How many combinations of words there are.
    pub fn combinations(&self) -> usize {
        self.inputs
            .iter()
            .fold(1, |all, input| all.saturating_mul(input.words.len()))
    }

    /// The combination of this number, as the position of a word for each input.
    pub(crate) fn combination(&self, mut number: usize) -> Vec<usize> {
        let mut positions = Vec::with_capacity(self.inputs.len());
        for input in &self.inputs {
            positions.push(number % input.words.len());
            number /= input.words.len();
        }
        positions
    }

    /// A combination as a person writes it.
    pub(crate) fn inputs_at(&self, positions: &[usize]) -> Inputs {
        let pairs = self.inputs.iter().zip(positions);
        pairs.fold(Inputs::none(), |inputs, (input, at)| {
            inputs.with(&input.name, input.words[*at].clone())
        })
    }

    /// The positions of the given words; every input must be given, and no other.
    pub(crate) fn positions(&self, rule: &str, given: &Inputs) -> Result<Vec<usize>, PackError> {
        if let Some((name, _)) = given.iter().find(|(name, _)| self.input(name).is_none()) {
            return Err(PackError::UnknownInput {
                rule: rule.to_owned(),
                input: name.to_owned(),
                known: self.inputs.iter().map(|i| i.name.clone()).collect(),
            });
        }
        let position = |input: &Input| {
            let word = given
                .get(&input.name)
                .ok_or_else(|| PackError::MissingInput {
                    rule: rule.to_owned(),
                    input: input.name.clone(),
                    words: input.words.clone(),
                })?;
            let found = input.words.iter().position(|known| known == word);
            found.ok_or_else(|| PackError::UnknownWord {
                rule: rule.to_owned(),
                input: input.name.clone(),
                word: word.to_owned(),
                known: input.words.clone(),
            })
        };
        self.inputs.iter().map(position).collect()
    }
}

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
