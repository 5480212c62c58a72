//! The receipt: reference, place, time with zone, what to bring, calendar file, ways to change
//! (REQ-7.1, REQ-A24). Its address is a capability and may be bookmarked.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use okno_app::booking::{BookingError, Found};
use okno_documents::ics::{self, Method, Visit};
use okno_documents::qr::{self, Print};
use okno_domain::appointment::AppointmentState;

use super::bring::{self, Bring};
use super::desk::{Answer, Desk, html};
use super::door::Door;
use super::found::{self, FoundWords};
use super::refusal::{Refusal, move_key};
use super::said::Said;
use super::{look_up, receipt_key};
use crate::shell::Shell;
use crate::view::BookingCard;
use crate::voice::Voice;

/// Width of the printed code: a phone reads it at arm's length.
const QR_MM: u16 = 34;

#[derive(Template)]
#[template(path = "booking/receipt.html")]
struct ReceiptPage {
    shell: Shell,
    t: Voice,
    card: BookingCard,
    zone: String,
    service: String,
    office_ease: Vec<String>,
    phones: Vec<super::office::PhoneWords>,
    holder: String,
    document: String,
    /// What the state means, where nobody is expected.
    state_text: String,
    booked: bool,
    bring: Vec<Bring>,
    documents: String,
    qr: String,
    calendar: String,
    /// Empty when the time may be changed; otherwise why it may not.
    no_move: String,
    moves: String,
    to_move: String,
    to_cancel: String,
    book: String,
}

/// `GET /appointment/{reference}?key=…`; without a key the look-up page asks for the proof.
pub(super) async fn show(
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

/// The appointment of the key in the query; none where there is no key, or not the right one.
pub(super) async fn opened(
    desk: &Desk,
    reference: &str,
    said: &Said,
) -> Result<Option<Found>, Refusal> {
    match receipt_key::open(&desk.app, reference, said.word("key")).await {
        Ok(found) => Ok(Some(found)),
        Err(BookingError::NotOurs | BookingError::NotFound) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

fn page(desk: &Desk, door: &Door, found: &Found) -> Answer {
    let t = door.t();
    let words = found::words(desk, found, t);
    let state = found.state.name();
    let booked = found.state == AppointmentState::Booked;
    let to = |page| {
        receipt_key::below(
            &desk.app,
            door,
            &found.reference,
            found.appointment_id,
            page,
        )
    };
    let person = &found.booker.person;
    let on = desk.app.local_date(&found.office_id, found.starts_at);
    let now = desk.app.now();
    let no_move = found.policy.check(found.moves, found.starts_at, now).err();
    let page = ReceiptPage {
        shell: desk.shell(door, t.say(&format!("web-book-receipt-{state}-title"))),
        card: words.card(found),
        holder: person.address(),
        document: document_hint(&person.document.number),
        state_text: if booked {
            String::new()
        } else {
            t.say(&format!("web-book-receipt-{state}-text"))
        },
        booked,
        bring: bring::list(desk, &found.service_id, person.birth_date, on, t),
        documents: format!("/{}/documents", door.lang),
        qr: code(desk, door, found, t),
        calendar: to("/calendar.ics"),
        no_move: no_move
            .map(|why| t.say(&format!("web-book-no-{}-text", move_key(&why))))
            .unwrap_or_default(),
        moves: found
            .moves_left()
            .map(|left| t.count("web-book-moves-left", left))
            .unwrap_or_default(),
        to_move: to("/move"),
        to_cancel: to("/cancel"),
        book: door.href("/book"),
        zone: words.zone,
        service: words.service,
        office_ease: words.office.ease,
        phones: words.office.phones,
        t,
    };
    html(StatusCode::OK, &page)
}

/// The last four signs of the number: enough to know which document to bring.
pub(super) fn document_hint(number: &str) -> String {
    let signs: Vec<char> = number.chars().collect();
    let last: String = signs.iter().skip(signs.len().saturating_sub(4)).collect();
    format!("•••\u{a0}{last}")
}

/// The code names the page without its key: whoever finds the paper must know the birth date.
fn code(desk: &Desk, door: &Door, found: &Found, t: Voice) -> String {
    let address = format!(
        "{}{}",
        desk.public_url,
        door.appointment(&format!("/{}", found.reference))
    );
    let title = t.with("web-book-qr-title", "reference", &found.reference);
    let drawn = qr::draw_text(
        &address,
        &Print {
            title: &title,
            width_mm: QR_MM,
        },
    );
    drawn.map(|code| code.svg).unwrap_or_default()
}

/// `GET /appointment/{reference}/calendar.ics?key=…` (REQ-7.1).
pub(super) async fn calendar(
    State(desk): State<Desk>,
    door: Door,
    Path(reference): Path<String>,
    said: Said,
) -> Response {
    let answer = match opened(&desk, &reference, &said).await {
        Ok(Some(found)) => file(&desk, &door, &found),
        Ok(None) => look_up::page_for(&desk, &door, &reference),
        Err(refusal) => Err(refusal),
    };
    desk.answer(&door, answer)
}

fn file(desk: &Desk, door: &Door, found: &Found) -> Answer {
    let t = door.t();
    let words = found::words(desk, found, t);
    let zone = desk.app.zone_of(&found.office_id);
    let host = desk.public_url.split("://").last().unwrap_or_default();
    let host = host.split([':', '/']).next().unwrap_or_default();
    let place = words.card(found).place;
    let summary = t.with("web-book-ics-summary", "service", &words.service);
    let description = description(found, &words, t);
    let visit = Visit {
        appointment: found.appointment_id,
        sequence: found.moves + u32::from(found.state == AppointmentState::Cancelled),
        starts: found.starts_at.to_zoned(zone.clone()).datetime(),
        minutes: VISIT_MINUTES,
        zone: zone.iana_name().unwrap_or("UTC"),
        made_at: desk.app.now(),
        summary: &summary,
        place: &place,
        description: &description,
        host,
        organiser: None,
        attendee: None,
    };
    let file = ics::calendar_file(Method::Publish, &visit).map_err(|error| {
        tracing::error!(%error, "a calendar file could not be made");
        Refusal::NoPage
    })?;
    let name = format!("attachment; filename=\"{}.ics\"", found.reference);
    let kind = "text/calendar; charset=utf-8";
    Ok((
        [
            (header::CONTENT_TYPE, kind),
            (header::CONTENT_DISPOSITION, name.as_str()),
        ],
        file,
    )
        .into_response())
}

/// Kept free in the calendar; how long a visit really takes is not promised.
const VISIT_MINUTES: u32 = 30;

fn description(found: &Found, words: &FoundWords, t: Voice) -> String {
    let reference = t.with("web-book-ics-reference", "reference", &found.reference);
    format!(
        "{reference}\n{}\n{}",
        t.say("web-book-ics-bring"),
        words.zone
    )
}
