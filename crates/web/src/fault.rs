//! What a person reads when a page cannot be shown.
//!
//! The cause goes to the log with a reference; the page says what was kept, what to do, and the
//! same reference, so that the office can find the cause.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use http::StatusCode;

use crate::lang;
use crate::shell::Shell;
use crate::voice::Voice;

/// A failure as the person meets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// There is no such page.
    NotFound,
    /// The address or the form cannot be understood.
    BadRequest,
    /// The body is larger than allowed.
    TooLarge,
    /// Too many requests from one address.
    TooMany,
    /// The answer took too long.
    Timeout,
    /// A fault on our side.
    Ours,
}

impl Fault {
    /// The HTTP status.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Timeout => StatusCode::SERVICE_UNAVAILABLE,
            Self::Ours => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::NotFound => "web-not-found",
            Self::BadRequest => "web-bad-request",
            Self::TooLarge => "web-too-large",
            Self::TooMany => "web-later",
            Self::Timeout => "web-timeout",
            Self::Ours => "web-fault",
        }
    }
}

/// The page of a failure.
#[derive(Debug, Template)]
#[template(path = "fault.html")]
pub struct FaultPage {
    /// Frame of the page.
    pub shell: Shell,
    /// Voice of the page.
    pub t: Voice,
    /// What happened and what was kept.
    pub text: String,
    /// Reference under which the cause stands in the log.
    pub reference: Option<String>,
    /// Whether the fault is ours.
    pub ours: bool,
}

impl FaultPage {
    /// The page for `fault` at the address `path`; the language is the one of the address.
    pub fn new(fault: Fault, path: &str, reference: Option<String>) -> Self {
        let lang = lang::of_address(path);
        let t = Voice::of(lang);
        let title = t.say(&format!("{}-title", fault.key()));
        // The switch leads to the start page: the broken address is broken in both languages.
        let mut shell = Shell::new(lang, title, format!("/{lang}"));
        shell.has_errors = true;
        Self {
            text: t.say(&format!("{}-text", fault.key())),
            ours: matches!(fault, Fault::Ours | Fault::Timeout),
            shell,
            t,
            reference,
        }
    }
}

/// Answers `fault` at `path` with its page; the log gets the reference.
pub fn answer(fault: Fault, path: &str, reference: Option<String>) -> Response {
    let page = FaultPage::new(fault, path, reference);
    let body = page.render().unwrap_or_else(|problem| {
        tracing::error!(%problem, "the page of a failure could not be drawn");
        page.text.clone()
    });
    let mut response = (fault.status(), Html(body)).into_response();
    response
        .headers_mut()
        .insert("cache-control", http::HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_fault_of_ours_gives_the_reference_for_the_log() {
        let page = FaultPage::new(Fault::Ours, "/ru/services", Some("7F3A".into()))
            .render()
            .unwrap();
        assert!(page.contains("Код для справки: 7F3A") && page.contains("<title>Ошибка: "));
    }
}
