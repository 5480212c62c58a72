//! Booking through the pages: first come first served, tied to a document, in at most four pages
//! (REQ-A7, REQ-A8, REQ-A9, REQ-A15, REQ-A24, REQ-9.4).
//!
//! | page | address below the language, and below the region on its site |
//! |---|---|
//! | 1 where and what | `/book` |
//! | 2 when | `/book/{office}/{service}` |
//! | 3 who | `/book/{office}/{service}/who` |
//! | 4 check | `/book/check` |
//! | receipt | `/appointment/{reference}` with its key |
//! | look up | `/appointment` |
//! | move, cancel | `/appointment/{reference}/move`, `/appointment/{reference}/cancel` |
//!
//! Every page is a form that works without script and without cookie. Nothing typed is lost: what
//! a page must remember travels sealed inside it. No page is kept by browser or proxy, because
//! shown must mean bookable.

mod answers;
mod bring;
mod cancelling;
mod check;
mod choose;
mod desk;
mod door;
mod existing;
mod fortnight;
mod found;
mod look_up;
mod lost;
mod moving;
mod offers;
mod office;
mod opens;
mod receipt;
mod receipt_key;
mod refusal;
mod said;
mod times;
mod typed_words;
mod who;
mod words;

#[cfg(test)]
mod tests;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{get, post};
use http::HeaderValue;
use http::header::CACHE_CONTROL;
use okno_app::App;

use self::desk::Desk;
use crate::lang::Lang;
use crate::limits::Limits;

/// The pages of booking under `/ru` and `/en`.
///
/// `public_url` is the address that a QR code names (`https://pass.example`), without a slash at
/// its end.
pub fn router(app: App, limits: Limits, public_url: &str) -> Router {
    let desk = Desk::new(app, limits, public_url);
    Lang::ALL
        .into_iter()
        .fold(Router::new(), |router, lang| {
            router.nest(&format!("/{lang}"), pages())
        })
        .layer(middleware::from_fn(keep_nowhere))
        .with_state(desk)
}

fn pages() -> Router<Desk> {
    let appointment = Router::new()
        .route("/appointment", get(look_up::ask).post(look_up::find))
        .route("/appointment/{reference}", get(receipt::show))
        .route(
            "/appointment/{reference}/calendar.ics",
            get(receipt::calendar),
        )
        .route(
            "/appointment/{reference}/move",
            get(moving::choose).post(moving::carry_out),
        )
        .route(
            "/appointment/{reference}/cancel",
            get(cancelling::ask).post(cancelling::carry_out),
        );
    appointment.merge(steps()).nest("/{region}", steps())
}

/// The four pages and their posts.
fn steps() -> Router<Desk> {
    Router::new()
        .route("/book", get(choose::page))
        .route("/book/check", get(check::page))
        .route("/book/again", post(lost::again))
        .route("/book/confirm", post(check::confirm))
        .route("/book/{office}/{service}", get(times::page))
        .route(
            "/book/{office}/{service}/who",
            get(who::page).post(who::hold),
        )
}

async fn keep_nowhere(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
