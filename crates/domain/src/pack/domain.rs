//! The inputs a rule depends on, each with all the words it can have.

use serde::Serialize;

use super::inputs::Inputs;
use super::pack_error::PackError;
use super::read::{Fields, Node};

/// One input of a rule and all words it can have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Input {
    /// The name.
    pub name: String,
    /// The words, in the order of the pack; at most 64.
    pub words: Vec<String>,
}

/// The largest number of words one input may have: one bit each in a condition.
pub(super) const WORDS_MAX: usize = 64;

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
