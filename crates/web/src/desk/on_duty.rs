//! The officer a request comes from, as [`guard`](super::guard) found out.

use axum::extract::FromRequestParts;
use http::StatusCode;
use http::request::Parts;
use jiff::tz::TimeZone;
use okno_app::staff::Session;
use okno_domain::id::OfficeId;

use super::floor::Floor;
use crate::lang::Lang;
use crate::voice::Voice;

/// Somebody of the staff who asks for a page.
#[derive(Debug, Clone)]
pub(super) struct OnDuty {
    /// Who, where, with which roles, at which window.
    pub(super) session: Session,
    /// The language of the pages.
    pub(super) lang: Lang,
    /// The hidden field of every form.
    pub(super) form_token: String,
    /// Path with query, as asked.
    pub(super) path: String,
}

impl OnDuty {
    /// The page's words.
    pub(super) const fn t(&self) -> Voice {
        Voice::of(self.lang)
    }

    /// The officer's office.
    pub(super) fn office(&self) -> &OfficeId {
        &self.session.duty.office_id
    }

    /// The clock of the office.
    pub(super) fn zone(&self, floor: &Floor) -> TimeZone {
        floor.app.zone_of(self.office())
    }

    /// The same officer on another page: the address of an answer to a POST is the page it
    /// belongs to.
    pub(super) fn at(&self, path: &str) -> Self {
        Self {
            path: path.to_owned(),
            ..self.clone()
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for OnDuty {
    type Rejection = StatusCode;

    /// Only a page that [`guard`](super::guard) does not stand before can lack an officer; it
    /// answers as if it did not exist.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(StatusCode::NOT_FOUND)
    }
}
