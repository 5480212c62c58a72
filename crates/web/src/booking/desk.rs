//! What the pages of booking share.

use std::sync::Arc;

use askama::Template;
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::StatusCode;
use okno_app::App;
use okno_app::booking::BookingError;
use okno_app::person::Booker;
use okno_domain::id::{RegionId, ServiceId};
use okno_domain::office::Region;
use okno_domain::pack::{Pack, PackService};

use super::door::Door;
use super::refusal::{self, Refusal};
use crate::limits::{Limited, Limits};
use crate::shell::{Menu, Shell};

/// What a page answers, or why it does not.
pub(super) type Answer = Result<Response, Refusal>;

/// The application, the limits and the public address. Cheap to clone.
#[derive(Clone)]
pub(super) struct Desk {
    pub(super) app: App,
    pub(super) limits: Limits,
    pub(super) public_url: Arc<str>,
}

impl Desk {
    pub(super) fn new(app: App, limits: Limits, public_url: &str) -> Self {
        Self {
            app,
            limits,
            public_url: public_url.trim_end_matches('/').into(),
        }
    }

    /// Sends the page, or the page that says why there is none.
    pub(super) fn answer(&self, door: &Door, answer: Answer) -> Response {
        answer.unwrap_or_else(|refusal| refusal::answer(self, door, refusal))
    }

    /// The frame of a page of booking.
    pub(super) fn shell(&self, door: &Door, title: impl Into<String>) -> Shell {
        let path = door.path.clone();
        Shell::new(door.lang, title, path)
            .under(Menu::Booking)
            .with_script()
    }

    /// Counts a request against the limits of its network.
    pub(super) fn count(&self, what: Limited, door: &Door) -> Result<(), Refusal> {
        self.limits
            .network(what, door.from)
            .map_err(Refusal::TooMany)
    }

    /// Counts an attempt against the limits of the person.
    pub(super) fn count_person(&self, booker: &Booker) -> Result<(), Refusal> {
        let key = booker.person.key(&self.app).map_err(BookingError::from)?;
        self.limits
            .identity(key.as_bytes())
            .map_err(Refusal::TooMany)
    }

    /// The pack of a service with the service.
    pub(super) fn service(&self, service: &ServiceId) -> Result<(&Pack, &PackService), Refusal> {
        let pack = self
            .app
            .rules()
            .pack_of(service)
            .map_err(|_| Refusal::NoPage)?;
        let known = pack.services.iter().find(|known| known.id == *service);
        known.map(|known| (&**pack, known)).ok_or(Refusal::NoPage)
    }

    /// The region of that code, as published.
    pub(super) fn region(&self, region: &RegionId) -> Option<Region> {
        self.app.directory().now().region(region).cloned()
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
