//! The whole server: one router for each area, joined here, with the frame around it.

use std::sync::Arc;

use axum::Router;

use crate::frame;
use crate::health::{self, Health};
use crate::public::routes as public;
use crate::public::site::PublicSite;
use crate::security::Transport;

/// What the areas need.
#[derive(Debug, Clone)]
pub struct Parts {
    /// The public pages.
    pub site: Arc<PublicSite>,
    /// Health and figures.
    pub health: Health,
    /// How the server is reached.
    pub transport: Transport,
}

/// All pages. `more` are the routers of other areas: booking, desk, kiosk, displays, interface for
/// programs.
pub fn router(parts: Parts, more: impl IntoIterator<Item = Router>) -> Router {
    let public = public::router(parts.site).merge(health::router(parts.health));
    let all = more.into_iter().fold(public, Router::merge);
    frame::around(all, parts.transport)
}
