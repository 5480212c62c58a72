//! The inputs of a rule, their finite domains, and the conditions over them.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

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
