//! The time that was chosen is gone: the nearest free times at once, with the answers kept.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use jiff::civil::Date;
use okno_app::booking::{BookingError, SlotKey, Wish};

use super::desk::{Answer, Desk, html};
use super::door::Door;
use super::offers;
use super::office::{self, OfficeWords, Online};
use super::said::{Said, Sent};
use super::times::{self, NoTimes, Place};
use super::{who, words};
use crate::field::Choice;
use crate::limits::Limited;
use crate::shell::Shell;
use crate::voice::Voice;

/// Times offered of the same office.
const NEAREST: usize = 3;
/// Other offices offered beside them, and where nothing is left here.
const ELSEWHERE: usize = 2;

#[derive(Template)]
#[template(path = "booking/lost.html")]
struct LostPage {
    shell: Shell,
    t: Voice,
    text: String,
    office: OfficeWords,
    action: String,
    kept: String,
    place: Place,
    choices: Vec<Choice>,
    no_times: Option<NoTimes>,
    all_offices: String,
}

/// A time in words.
pub(super) struct Time {
    pub(super) when: String,
    pub(super) zone: String,
    pub(super) date: Date,
}

/// The time of a slot key at an office, if the office has it for this channel and it is to come.
pub(super) async fn time_of(
    desk: &Desk,
    door: &Door,
    place: &Place,
    slot: &SlotKey,
) -> Result<Option<Time>, BookingError> {
    let app = &desk.app;
    let directory = app.directory().now();
    let Some(known) = directory.office(&place.office) else {
        return Ok(None);
    };
    let today = app.local_date(&place.office, app.now());
    let until = super::opens::horizon(desk, known, &place.service).until;
    let days = app
        .slots_of(&place.office, &place.service, door.channel(), today, until)
        .await?;
    let time = days
        .iter()
        .flat_map(|day| &day.times)
        .find(|time| time.key == *slot);
    let t = door.t();
    Ok(time.map(|time| Time {
        when: words::moment(t, time.starts_at, &known.zone),
        zone: words::zone(t, &known.zone, time.starts_at),
        date: app.local_date(&place.office, time.starts_at),
    }))
}

/// The page with the nearest free times; one press goes on.
pub(super) async fn page(desk: &Desk, door: &Door, place: &Place, wish: &Wish) -> Answer {
    let t = door.t();
    let known = office::known(desk, &place.office, &wish.service)?;
    let gone = time_of(desk, door, place, &wish.slot).await?;
    let choices = nearest(desk, door, place).await?;
    let no_times = match choices.is_empty() {
        true => Some(times::ways(desk, door, place, &known, Online::On).await?),
        false => None,
    };
    let region = desk.region(&place.office.region());
    let base = offers::times_href(door, &place.office, &place.service);
    let mut shell = desk.shell(&door.at(base), t.say("web-book-lost-title"));
    shell.has_errors = true;
    let text = gone.map_or_else(
        || t.say("web-book-lost-past"),
        |time| t.with("web-book-lost-text", "when", time.when),
    );
    let page = LostPage {
        office: office::words(&known, region.as_ref(), t),
        action: door.href("/book/again"),
        kept: desk.app.keep(&wish.slot, &wish.booker)?,
        place: place.clone(),
        all_offices: times::all_offices(door, place),
        choices,
        no_times,
        text,
        shell,
        t,
    };
    html(StatusCode::CONFLICT, &page)
}

async fn nearest(desk: &Desk, door: &Door, place: &Place) -> Result<Vec<Choice>, BookingError> {
    let (t, app) = (door.t(), &desk.app);
    let zone = app.zone_of(&place.office);
    let here = app
        .nearest_free(
            &place.office,
            &place.service,
            door.channel(),
            app.now(),
            NEAREST,
        )
        .await?;
    let mut choices: Vec<Choice> = here
        .iter()
        .map(|time| {
            Choice::new(
                time.key.to_string(),
                words::moment(t, time.starts_at, &zone),
                false,
            )
        })
        .collect();
    for offer in offers::elsewhere(desk, door, &place.office, &place.service, ELSEWHERE).await? {
        if let Some(first) = offer.first {
            let hint = [offer.office.name, offer.office.address].join(", ");
            choices.push(Choice {
                hint: Some(hint),
                ..Choice::new(first.slot, first.when, false)
            });
        }
    }
    if let Some(first) = choices.first_mut() {
        first.chosen = true;
    }
    Ok(choices)
}

/// `POST /book/again`: holds another time for the answers that a page kept, or that a hold has.
pub(super) async fn again(State(desk): State<Desk>, door: Door, Sent(said): Sent) -> Response {
    let answer = another(&desk, &door, &said).await;
    desk.answer(&door, answer)
}

async fn another(desk: &Desk, door: &Door, said: &Said) -> Answer {
    desk.count(Limited::Booking, door)?;
    let booker = match said.word("kept") {
        "" => {
            desk.app
                .find_hold(&desk.app.hold_key(said.word("hold"))?)
                .await?
                .booker
        }
        kept => desk.app.open_kept(kept)?.booker,
    };
    desk.count_person(&booker)?;
    let slot = said
        .word("slot")
        .parse()
        .map_err(|_| BookingError::NoSuchSlot)?;
    let place = Place::said(said);
    let service = place.service.clone();
    let wish = Wish {
        slot,
        service,
        booker,
        channel: door.channel(),
    };
    who::hold_or_say_why(desk, door, &place, &wish).await
}
