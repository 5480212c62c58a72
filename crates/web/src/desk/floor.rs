//! What the pages of the desk share.

use std::sync::Arc;

use askama::Template;
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use okno_app::App;
use okno_app::staff::StaffToken;
use okno_identity::role::{Action, Forbidden};
use okno_identity::token::{FormTokens, TokenDigest};

use super::cases::Letters;
use super::on_duty::OnDuty;
use super::refusal::{self, Refusal};
use crate::limits::Limits;
use crate::security::Transport;

/// What a page answers, or why it does not.
pub(super) type Answer = Result<Response, Refusal>;

/// The application and what guards its forms. Cheap to clone.
#[derive(Clone)]
pub(super) struct Floor {
    pub(super) app: App,
    pub(super) limits: Limits,
    pub(super) transport: Transport,
    pub(super) letters: Option<Letters>,
    forms: Arc<FormTokens>,
}

impl Floor {
    pub(super) fn new(app: App, limits: Limits, transport: Transport) -> Self {
        let forms = Arc::new(FormTokens::new(app.secrets().session_key("form")));
        Self {
            app,
            limits,
            transport,
            letters: None,
            forms,
        }
    }

    /// The same, with the hand that writes letters.
    pub(super) fn with_letters(self, letters: Letters) -> Self {
        Self {
            letters: Some(letters),
            ..self
        }
    }

    /// The hidden field of every form of a session.
    pub(super) fn form_token(&self, session: [u8; 32]) -> String {
        self.forms.issue(&TokenDigest::from_bytes(session))
    }

    /// Whether a form came from a page of that session.
    pub(super) fn is_our_form(&self, session: &StaffToken, presented: &str) -> bool {
        self.forms
            .accepts(&TokenDigest::from_bytes(session.digest()), presented)
    }

    /// Sends the page, or the page that says why there is none.
    pub(super) fn answer(&self, on_duty: &OnDuty, answer: Answer) -> Response {
        answer.unwrap_or_else(|refusal| refusal::answer(self, on_duty, refusal))
    }

    /// Whether an officer may do this in the own office.
    pub(super) fn allow(&self, on_duty: &OnDuty, action: Action) -> Result<(), Forbidden> {
        let duty = &on_duty.session.duty;
        self.app.allow(duty, action, &duty.office_id)
    }
}

/// A page with its status.
pub(super) fn html(status: StatusCode, page: &impl Template) -> Answer {
    Ok((status, Html(page.render()?)).into_response())
}

/// After a POST the browser asks for a page of its own, so that going back or loading again
/// sends nothing twice.
pub(super) fn see(address: &str) -> Answer {
    Ok(Redirect::to(address).into_response())
}
