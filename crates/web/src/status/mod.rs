//! The course of a case by number and secret (REQ-6b, REQ-11): no log-in, nothing personal.

mod page;
pub(crate) mod why;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use okno_app::App;

use crate::limits::Limits;

/// What the pages share.
#[derive(Clone)]
struct Counter {
    app: App,
    limits: Arc<Limits>,
}

/// `/{lang}/status`, on the portal and on the site of a region (REQ-A8).
pub fn router(app: App, limits: Limits) -> Router {
    let limits = Arc::new(limits);
    Router::new()
        .route("/{lang}/status", get(page::ask).post(page::tell))
        .route(
            "/{lang}/{region}/status",
            get(page::ask_region).post(page::tell_region),
        )
        .with_state(Counter { app, limits })
}
