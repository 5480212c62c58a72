//! What a text is told about.

use std::collections::BTreeMap;

use fluent_bundle::{FluentArgs, FluentValue};

/// One argument of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// Words, put in as they are.
    Text(String),
    /// A number, which also chooses the plural form.
    Count(i64),
}

/// The arguments of a text, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Args(BTreeMap<String, Arg>);

impl Args {
    /// No arguments yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// With words under a name.
    #[must_use]
    pub fn text(mut self, name: &str, words: impl Into<String>) -> Self {
        self.0.insert(name.to_owned(), Arg::Text(words.into()));
        self
    }

    /// With a number under a name.
    #[must_use]
    pub fn count(mut self, name: &str, number: impl Into<i64>) -> Self {
        self.0.insert(name.to_owned(), Arg::Count(number.into()));
        self
    }

    /// With words under a name when there are any.
    #[must_use]
    pub fn maybe(self, name: &str, words: Option<impl Into<String>>) -> Self {
        match words {
            Some(words) => self.text(name, words),
            None => self,
        }
    }

    /// Whether something stands under the name.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The argument under a name.
    pub fn get(&self, name: &str) -> Option<&Arg> {
        self.0.get(name)
    }

    /// Every name and argument.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Arg)> {
        self.0.iter().map(|(name, arg)| (name.as_str(), arg))
    }

    pub(super) fn to_fluent(&self) -> FluentArgs<'_> {
        let mut fluent = FluentArgs::with_capacity(self.0.len());
        for (name, arg) in &self.0 {
            let value = match arg {
                Arg::Text(words) => FluentValue::from(words.as_str()),
                Arg::Count(number) => FluentValue::from(*number),
            };
            fluent.set(name.as_str(), value);
        }
        fluent
    }
}
