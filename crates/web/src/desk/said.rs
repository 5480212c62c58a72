//! What a form or an address of the desk said: words by name.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Query};
use http::request::Parts;

/// The longest answer that is read, in characters; longer ones are cut.
const LONGEST: usize = 2_000;

/// Words by name, in the order they were said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said(Vec<(String, String)>);

/// The words of a form that [`guard`](super::guard) has let through.
#[derive(Debug, Clone)]
pub(super) struct Sent(pub(super) Said);

impl Said {
    /// The word under `name` without spaces around it; empty where nothing was said.
    pub(super) fn word(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, word)| word.trim())
    }

    /// Whether anything stands under `name`.
    pub(super) fn has(&self, name: &str) -> bool {
        !self.word(name).is_empty()
    }

    /// Every word under `name`, for boxes that were ticked.
    pub(super) fn every(&self, name: &str) -> Vec<String> {
        let under = self.0.iter().filter(|(key, _)| key == name);
        under.map(|(_, word)| word.trim().to_owned()).collect()
    }

    /// The first characters of what a person typed.
    pub(super) fn typed(&self, name: &str) -> String {
        self.word(name).chars().take(LONGEST).collect()
    }

    /// What was typed, or nothing where the field stayed empty.
    pub(super) fn maybe(&self, name: &str) -> Option<String> {
        Some(self.typed(name)).filter(|typed| !typed.is_empty())
    }

    /// A date typed in three fields: day, month, year.
    pub(super) fn date(&self, name: &str) -> [String; 3] {
        ["day", "month", "year"].map(|part| self.typed(&format!("{name}-{part}")))
    }

    /// Every pair.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, word)| (name.as_str(), word.as_str()))
    }

    /// All but the words under some names.
    pub(super) fn without(&self, names: &[&str]) -> Vec<(String, String)> {
        self.0
            .iter()
            .filter(|(name, _)| !names.contains(&name.as_str()))
            .cloned()
            .collect()
    }
}

impl From<Vec<(String, String)>> for Said {
    fn from(words: Vec<(String, String)>) -> Self {
        Self(words)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Said {
    type Rejection = Infallible;

    /// A query that cannot be read says nothing: the page then asks.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Query::try_from_uri(&parts.uri)
            .map(|Query(words)| Self(words))
            .unwrap_or_default())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Sent {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let sent = parts.extensions.get::<Self>().cloned();
        Ok(sent.unwrap_or_else(|| Self(Said::default())))
    }
}
