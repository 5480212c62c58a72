//! The board of the hall (REQ-A5, REQ-10.3): numbers and windows, no names and no services.
//!
//! The page is whole without a script; with it, it follows `/display/{office}/events`, which sends
//! the board as it is drawn here, never data to be drawn there.

mod board;
pub(crate) mod live;

#[cfg(test)]
mod tests;

use axum::Router;
use axum::routing::get;
use okno_app::App;

/// The pages of displays.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/display/{office}", get(board::page))
        .route("/display/{office}/events", get(board::events))
        .with_state(app)
}
