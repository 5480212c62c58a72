//! Moving an appointment: the old time stays visible, and stays the person's, until the new one is
//! sure (REQ-A24).

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use okno_app::actor::Actor;
use okno_app::booking::{BookingError, Found, SlotKey};
use okno_domain::appointment::AppointmentState;
use okno_domain::id::OfficeId;

use super::desk::{Answer, Desk, html, see};
use super::door::Door;
use super::fortnight;
use super::offers::{self, Offer};
use super::receipt::opened;
use super::refusal::{Refusal, move_key};
use super::said::{Said, Sent};
use super::times::{Carried, NoTimes, Place, TimesForm, times_form, ways};
use super::{found, look_up, office, receipt_key, words};
use crate::field::Problem;
use crate::limits::Limited;
use crate::shell::Shell;
use crate::view::BookingCard;
use crate::voice::Voice;

/// Other offices named beside the calendar.
const OTHERS: usize = 3;

#[derive(Template)]
#[template(path = "booking/move.html")]
struct MovePage {
    shell: Shell,
    t: Voice,
    problems: Vec<Problem>,
    card: BookingCard,
    old_zone: String,
    moves: String,
    /// Why the time stays; then there is no calendar.
    refused: String,
    office: String,
    zone: String,
    times: Option<TimesForm>,
    no_times: Option<NoTimes>,
    others: Vec<Offer>,
    back: String,
    to_cancel: String,
}

/// `GET /appointment/{reference}/move?key=…`.
pub(super) async fn choose(
    State(desk): State<Desk>,
    door: Door,
    Path(reference): Path<String>,
    said: Said,
) -> Response {
    let answer = match opened(&desk, &reference, &said).await {
        Ok(Some(found)) => page(&desk, &door, &found, &said, StatusCode::OK, "").await,
        Ok(None) => look_up::page_for(&desk, &door, &reference),
        Err(refusal) => Err(refusal),
    };
    desk.answer(&door, answer)
}

/// `POST /appointment/{reference}/move`: swaps the times, or says why the old one stays.
pub(super) async fn carry_out(
    State(desk): State<Desk>,
    door: Door,
    Path(reference): Path<String>,
    Sent(said): Sent,
) -> Response {
    let answer = moved(&desk, &door, &reference, &said).await;
    desk.answer(&door, answer)
}

async fn moved(desk: &Desk, door: &Door, reference: &str, said: &Said) -> Answer {
    let t = door.t();
    desk.count(Limited::Booking, door)?;
    let Some(found) = opened(desk, reference, said).await? else {
        return look_up::page_for(desk, door, reference);
    };
    let address = receipt_key::below(&desk.app, door, reference, found.appointment_id, "/move");
    let door = &door.at(address);
    let Ok(slot) = said.word("slot").parse::<SlotKey>() else {
        let error = t.say("web-book-choose-a-time");
        return page(
            desk,
            door,
            &found,
            said,
            StatusCode::UNPROCESSABLE_ENTITY,
            &error,
        )
        .await;
    };
    let region = receipt_key::region_of(reference);
    let born = found.booker.person.birth_date;
    let actor = Actor::Applicant(door.channel());
    match desk
        .app
        .move_appointment(&region, reference, born, &slot, &actor)
        .await
    {
        Ok(moved) => see(&receipt_key::address(
            &desk.app,
            door,
            &moved.reference,
            moved.appointment_id,
        )),
        Err(BookingError::SlotFull | BookingError::NoSuchSlot) => {
            let error = t.say("web-book-move-gone");
            page(desk, door, &found, said, StatusCode::CONFLICT, &error).await
        }
        Err(BookingError::MoveRefused(_) | BookingError::Ended(_)) => {
            page(desk, door, &found, said, StatusCode::CONFLICT, "").await
        }
        Err(other) => Err(other.into()),
    }
}

async fn page(
    desk: &Desk,
    door: &Door,
    found: &Found,
    said: &Said,
    status: StatusCode,
    error: &str,
) -> Answer {
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
        return see(&to(""));
    }
    let words = found::words(desk, found, t);
    let refused = found
        .policy
        .check(found.moves, found.starts_at, desk.app.now())
        .err();
    let mut page = MovePage {
        shell: desk.shell(door, t.say("web-book-move-title")),
        problems: Vec::new(),
        card: words.card(found),
        old_zone: words.zone,
        moves: found
            .moves_left()
            .map(|left| t.count("web-book-moves-left", left))
            .unwrap_or_default(),
        refused: String::new(),
        office: String::new(),
        zone: String::new(),
        times: None,
        no_times: None,
        others: Vec::new(),
        back: to(""),
        to_cancel: to("/cancel"),
        t,
    };
    match refused {
        Some(why) => {
            page.shell.title = t.say("web-book-move-refused-title");
            page.refused = t.say(&format!("web-book-no-{}-text", move_key(&why)));
        }
        None => offer_times(desk, door, found, said, error, &mut page).await?,
    }
    html(status, &page)
}

async fn offer_times(
    desk: &Desk,
    door: &Door,
    found: &Found,
    said: &Said,
    error: &str,
    page: &mut MovePage,
) -> Result<(), Refusal> {
    let t = door.t();
    let place = Place {
        office: office_of(desk, found, said),
        service: found.service_id.clone(),
    };
    let known = office::known(desk, &place.office, &place.service)?;
    let base = receipt_key::below(
        &desk.app,
        door,
        &found.reference,
        found.appointment_id,
        "/move",
    );
    page.office = office::words(&known, None, t).name;
    page.zone = words::zone(t, &known.zone, desk.app.now());
    let online = office::online(desk, &known, t);
    let weeks = fortnight::read(desk, &known, &place.service, found.channel, said).await?;
    if online != office::Online::On || weeks.first.is_none() {
        page.no_times = Some(ways(desk, door, &place, &known, online).await?);
        return Ok(());
    }
    let (path, query) = base.split_once('?').unwrap_or((&base, ""));
    let more = format!("&{query}&office={}", place.office);
    let carried = Carried {
        base: path.to_owned(),
        more,
    };
    let form = TimesForm {
        action: path.to_owned(),
        hidden: vec![
            ("key", said.word("key").to_owned()),
            ("office", place.office.to_string()),
        ],
        button: t.say("web-book-move-button"),
        error: error.to_owned(),
        ..TimesForm::empty()
    };
    let mut times = times_form(t, &weeks, said, &carried, form);
    if let Some(first) = &mut times.first {
        // Nothing is chosen for somebody who has a time already.
        first.chosen = false;
    }
    if !error.is_empty() {
        page.shell.has_errors = true;
        page.problems = vec![Problem {
            field: "slot".into(),
            message: error.into(),
        }];
    }
    page.others = offers::elsewhere(desk, door, &place.office, &place.service, OTHERS).await?;
    for offer in &mut page.others {
        offer.href = format!("{base}&office={}#times", offer.office_id);
    }
    page.times = Some(times);
    Ok(())
}

/// The office looked at: another of the same region where one was asked for.
fn office_of(desk: &Desk, found: &Found, said: &Said) -> OfficeId {
    let asked = OfficeId::new(said.word("office"));
    let known = desk.app.directory().now().office(&asked).is_some();
    if known && asked.region() == found.office_id.region() {
        asked
    } else {
        found.office_id.clone()
    }
}
