//! Page 4: check. The place is kept until a clock time; one press books.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use okno_app::actor::Actor;
use okno_app::booking::{BookingError, Held, Wish};
use okno_domain::pack::Pack;

use super::answers::{kind_name, shown_number};
use super::desk::{Answer, Desk, html, see};
use super::door::Door;
use super::offers;
use super::said::{Said, Sent};
use super::times::{self, Place};
use super::{lost, office, receipt_key, words};
use crate::limits::Limited;
use crate::shell::Shell;
use crate::view::SummaryRow;
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "booking/check.html")]
struct CheckPage {
    shell: Shell,
    t: Voice,
    until: String,
    rows: Vec<SummaryRow>,
    action: String,
    hold: String,
    kept: String,
    place: Place,
}

/// `GET /book/check?hold=…`.
pub(super) async fn page(State(desk): State<Desk>, door: Door, said: Said) -> Response {
    let answer = draw(&desk, &door, &said).await;
    desk.answer(&door, answer)
}

async fn draw(desk: &Desk, door: &Door, said: &Said) -> Answer {
    let t = door.t();
    let key = desk.app.hold_key(said.word("hold"))?;
    let held = desk.app.find_hold(&key).await?;
    let zone = desk.app.zone_of(&held.slot.office_id);
    let place = Place {
        office: held.slot.office_id.clone(),
        service: held.slot.service_id.clone(),
    };
    let page = CheckPage {
        shell: desk.shell(door, t.say("web-book-check-title")),
        until: words::clock(t, held.until, &zone),
        rows: rows(desk, door, &place, &held)?,
        action: door.href("/book/confirm"),
        hold: key.to_string(),
        kept: held.kept,
        place,
        t,
    };
    html(StatusCode::OK, &page)
}

/// Every answer with the way to change it that comes back here.
fn rows(
    desk: &Desk,
    door: &Door,
    place: &Place,
    held: &Held,
) -> Result<Vec<SummaryRow>, super::refusal::Refusal> {
    let t = door.t();
    let (pack, service) = desk.service(&place.service)?;
    let known = office::known(desk, &place.office, &place.service)?;
    let office = office::words(&known, None, t);
    let at = held.slot.starts_at;
    let when = words::moment(t, at, &known.zone);
    let base = offers::times_href(door, &place.office, &place.service);
    let slot = okno_app::booking::SlotKey {
        region: held.slot.region_id.clone(),
        slot: held.slot.slot_id,
    };
    let date = desk.app.local_date(&place.office, at);
    let times = format!("{base}?date={date}&hold={}#times", held.key);
    let who = format!("{base}/who?slot={slot}&hold={}", held.key);
    let row = |key: &str, value: String, change: String| SummaryRow {
        name: t.say(key),
        value,
        change: Some(change),
    };
    let mut rows = vec![
        row(
            "web-book-check-service",
            t.words(&service.title),
            times::all_offices(door, place),
        ),
        row(
            "web-book-check-office",
            [office.name, office.address].join(", "),
            times::all_offices(door, place),
        ),
        row(
            "web-book-check-time",
            [when, words::zone(t, &known.zone, at)].join(", "),
            times,
        ),
    ];
    rows.extend(
        person_rows(pack, held, t)
            .into_iter()
            .map(|(key, value, field)| row(key, value, format!("{who}#{field}"))),
    );
    Ok(rows)
}

/// Name of the row, its value, the field where it is changed.
fn person_rows(pack: &Pack, held: &Held, t: Voice) -> Vec<(&'static str, String, &'static str)> {
    let person = &held.booker.person;
    let contact = &held.booker.contact;
    let document = &person.document;
    let none = || t.say("web-book-not-given");
    let help: Vec<String> = held
        .booker
        .help
        .iter()
        .map(|code| t.say(&format!("web-book-help-{code}")))
        .collect();
    let document = format!(
        "{}, {}",
        kind_name(pack, &document.kind, t),
        shown_number(pack, document)
    );
    vec![
        ("web-book-check-name", person.full_name(), "surname"),
        (
            "web-book-who-birth-date",
            t.date(person.birth_date),
            "birth_date",
        ),
        ("web-book-check-document", document, "document_number"),
        (
            "web-book-check-email",
            contact.email.clone().unwrap_or_else(none),
            "email",
        ),
        (
            "web-book-check-phone",
            contact.phone.as_deref().map_or_else(none, office::shown),
            "phone",
        ),
        (
            "web-book-check-help",
            if help.is_empty() {
                none()
            } else {
                help.join("; ")
            },
            "help",
        ),
    ]
}

/// `POST /book/confirm`: books, and leads to the receipt. Sent twice, it books once; a hold that is
/// over is tried again by itself.
pub(super) async fn confirm(State(desk): State<Desk>, door: Door, Sent(said): Sent) -> Response {
    let answer = confirmed(&desk, &door, &said).await;
    desk.answer(&door, answer)
}

async fn confirmed(desk: &Desk, door: &Door, said: &Said) -> Answer {
    desk.count(Limited::Booking, door)?;
    let key = desk.app.hold_key(said.word("hold"))?;
    let kept = desk.app.open_kept(said.word("kept"))?;
    desk.count_person(&kept.booker)?;
    let place = Place::said(said);
    let wish = Wish {
        slot: kept.slot.parse().map_err(|_| BookingError::NotOurs)?,
        service: place.service.clone(),
        booker: kept.booker.clone(),
        channel: door.channel(),
    };
    let actor = Actor::Applicant(wish.channel);
    match desk.app.confirm(&key, &kept, &wish, &actor).await {
        Ok(made) => see(&receipt_key::address(
            &desk.app,
            door,
            &made.reference,
            made.appointment_id,
        )),
        Err(BookingError::HoldExpired | BookingError::SlotFull | BookingError::NoSuchSlot) => {
            lost::page(desk, door, &place, &wish).await
        }
        Err(other) => Err(other.into()),
    }
}
