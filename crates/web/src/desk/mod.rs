//! The desk: pages of reception, windows, case work and the head of an office.
//!
//! Every address stands in [`routes`] with the right it asks for; [`guard`] lets nobody past
//! without a session, that right, and for every form the token of the session. Handlers parse,
//! call one use case and answer. After each POST the browser asks for a page of its own.

mod arrivals;
mod cases;
mod check_in;
mod closures;
mod cookie;
mod floor;
mod guard;
mod log_in;
mod next;
mod on_duty;
mod outcome;
mod refusal;
mod routes;
mod said;
mod seat;
mod sheet;
mod shown;
mod start;
mod tickets;
mod when;
mod window;
mod window_page;
mod words;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::middleware;
use okno_app::App;

pub use cases::{Letters, Told};

use crate::limits::Limits;
use crate::security::Transport;

/// The pages under `/desk`.
pub fn router(app: App, limits: Limits, transport: Transport) -> Router {
    opened(floor::Floor::new(app, limits, transport))
}

/// The same, with the hand that writes letters: officers then read what the citizen gets.
pub fn router_with_letters(
    app: App,
    limits: Limits,
    transport: Transport,
    letters: Letters,
) -> Router {
    opened(floor::Floor::new(app, limits, transport).with_letters(letters))
}

fn opened(floor: floor::Floor) -> Router {
    routes::all(&floor)
        .layer(middleware::map_response(guard::never_kept))
        .with_state(floor)
}
