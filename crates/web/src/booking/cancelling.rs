//! Giving an appointment back: asked once, done once.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use okno_app::actor::Actor;
use okno_app::booking::Found;
use okno_domain::appointment::AppointmentState;

use super::desk::{Answer, Desk, html, see};
use super::door::Door;
use super::receipt::opened;
use super::said::{Said, Sent};
use super::{found, look_up, receipt_key};
use crate::shell::Shell;
use crate::view::BookingCard;
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "booking/cancel.html")]
struct CancelPage {
    shell: Shell,
    t: Voice,
    card: BookingCard,
    zone: String,
    key: String,
    back: String,
    may_move: bool,
    to_move: String,
}

/// `GET /appointment/{reference}/cancel?key=…`.
pub(super) async fn ask(
    State(desk): State<Desk>,
    door: Door,
    Path(reference): Path<String>,
    said: Said,
) -> Response {
    let answer = match opened(&desk, &reference, &said).await {
        Ok(Some(found)) => page(&desk, &door, &found),
        Ok(None) => look_up::page_for(&desk, &door, &reference),
        Err(refusal) => Err(refusal),
    };
    desk.answer(&door, answer)
}

fn page(desk: &Desk, door: &Door, found: &Found) -> Answer {
    let t = door.t();
    let to = |page| {
        receipt_key::below(
            &desk.app,
            door,
            &found.reference,
            found.appointment_id,
            page,
        )
    };
    if found.state != AppointmentState::Booked {
        // Nothing is left to cancel: the receipt says how it stands.
        return see(&to(""));
    }
    let words = found::words(desk, found, t);
    let page = CancelPage {
        shell: desk.shell(door, t.say("web-book-cancel-title")),
        card: words.card(found),
        zone: words.zone,
        key: receipt_key::of(
            &desk.app,
            &receipt_key::region_of(&found.reference),
            found.appointment_id,
        ),
        back: to(""),
        may_move: found
            .policy
            .check(found.moves, found.starts_at, desk.app.now())
            .is_ok(),
        to_move: to("/move"),
        t,
    };
    html(StatusCode::OK, &page)
}

/// `POST /appointment/{reference}/cancel`: sent twice, it cancels once.
pub(super) async fn carry_out(
    State(desk): State<Desk>,
    door: Door,
    Path(reference): Path<String>,
    Sent(said): Sent,
) -> Response {
    let answer = cancel(&desk, &door, &reference, &said).await;
    desk.answer(&door, answer)
}

async fn cancel(desk: &Desk, door: &Door, reference: &str, said: &Said) -> Answer {
    let Some(found) = opened(desk, reference, said).await? else {
        return look_up::page_for(desk, door, reference);
    };
    let born = found.booker.person.birth_date;
    let region = receipt_key::region_of(reference);
    let actor = Actor::Applicant(door.channel());
    let gone = desk.app.cancel(&region, reference, born, &actor).await?;
    see(&receipt_key::address(
        &desk.app,
        door,
        &gone.reference,
        gone.appointment_id,
    ))
}
