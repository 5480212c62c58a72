//! What an officer reads when a page of the desk is not shown.

use std::fmt;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use http::StatusCode;
use okno_identity::role::Forbidden;

use super::floor::{Answer, Floor, html};
use super::on_duty::OnDuty;
use super::sheet::{self, Sheet};
use crate::lang::Lang;
use crate::shell::Shell;
use crate::voice::Voice;

/// Why a page is not shown. `Display` is for the log.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    /// No role of the officer has the right.
    #[error("no role of the officer has the right")]
    NoRight,
    /// Nothing is there, or nothing the officer may know of: one answer for both.
    #[error("nothing is there")]
    NotFound,
    /// What was sent cannot be understood; our own pages do not send it.
    #[error("the form cannot be understood")]
    NotUnderstood,
    /// A fault of ours.
    #[error("{0}")]
    Broken(String),
    /// A template failed.
    #[error("the page could not be drawn: {0}")]
    Drawing(#[from] askama::Error),
}

impl Refusal {
    /// A fault of ours, with its cause for the log.
    pub(super) fn broken(cause: impl fmt::Display) -> Self {
        Self::Broken(cause.to_string())
    }
}

impl From<Forbidden> for Refusal {
    /// What lies out of reach is answered as if it did not exist (REQ-1).
    fn from(forbidden: Forbidden) -> Self {
        match forbidden {
            Forbidden::NoRight(_) => Self::NoRight,
            Forbidden::OutOfReach(_) => Self::NotFound,
        }
    }
}

#[derive(Template)]
#[template(path = "desk/refusal.html")]
struct RefusalPage {
    shell: Shell,
    t: Voice,
    sheet: Sheet,
    text: String,
}

#[derive(Template)]
#[template(path = "desk/stale.html")]
struct StalePage {
    shell: Shell,
    t: Voice,
    back: String,
}

/// Answers with the page of a refusal.
pub(super) fn answer(floor: &Floor, on_duty: &OnDuty, refusal: Refusal) -> Response {
    let (status, key) = match &refusal {
        Refusal::NoRight => (StatusCode::FORBIDDEN, "no-right"),
        Refusal::NotFound => (StatusCode::NOT_FOUND, "not-found"),
        Refusal::NotUnderstood => (StatusCode::BAD_REQUEST, "not-understood"),
        Refusal::Broken(_) | Refusal::Drawing(_) => return ours(&refusal),
    };
    page(floor, on_duty, status, key).unwrap_or_else(|broken| ours(&broken))
}

fn ours(cause: &Refusal) -> Response {
    tracing::error!(%cause, "a page of the desk could not be shown");
    // The frame around all pages puts the page with the reference in its place.
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

fn page(floor: &Floor, on_duty: &OnDuty, status: StatusCode, key: &str) -> Answer {
    let on_duty = on_duty.at("/desk");
    let t = on_duty.t();
    let page = RefusalPage {
        shell: sheet::shell(&on_duty, t.say(&format!("desk-{key}-title"))),
        sheet: Sheet::new(floor, &on_duty, ""),
        text: t.say(&format!("desk-{key}-text")),
        t,
    };
    html(status, &page)
}

/// The page for a form that did not come from a page of this session.
pub(super) fn stale_form(lang: Lang, path: &str) -> Response {
    let t = Voice::of(lang);
    let shell = Shell::new(lang, t.say("desk-stale-title"), "/desk");
    let back = super::next::or_start(path).to_owned();
    let page = StalePage {
        shell: sheet::framed(shell),
        t,
        back,
    };
    match page.render() {
        Ok(page) => (StatusCode::FORBIDDEN, Html(page)).into_response(),
        Err(problem) => ours(&Refusal::Drawing(problem)),
    }
}
