//! What a form or an address said: words by name, several under one name where boxes are ticked.

use std::convert::Infallible;

use axum::extract::{Form, FromRequest, FromRequestParts, Query, Request};
use axum::response::{IntoResponse, Response};
use http::request::Parts;

/// The longest answer of a form that is read, in characters; longer ones are cut, because no name
/// and no number is longer.
const LONGEST: usize = 400;

/// Words by name.
#[derive(Debug, Clone, Default)]
pub(super) struct Said(Vec<(String, String)>);

/// The words of a form that was sent.
pub(super) struct Sent(pub(super) Said);

impl Said {
    /// The word under `name`, without spaces around it; empty where nothing was said.
    pub(super) fn word(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// Every word under `name`.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, word)| word.trim())
    }

    /// The first characters of an answer that a person typed.
    pub(super) fn typed(&self, name: &str) -> String {
        self.word(name).chars().take(LONGEST).collect()
    }

    /// A date typed in three fields, or whole into the first of them.
    pub(super) fn date(&self, name: &str) -> [String; 3] {
        ["day", "month", "year"].map(|part| self.typed(&format!("{name}-{part}")))
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

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let form = Form::<Vec<(String, String)>>::from_request(request, state).await;
        form.map(|Form(words)| Self(Said(words)))
            .map_err(IntoResponse::into_response)
    }
}
