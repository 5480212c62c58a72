//! Page 3: who comes. Everything typed is kept; sending it holds the place.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use okno_app::booking::{BookingError, SlotKey, Wish};

use super::answers::{Answers, Fields};
use super::desk::{Answer, Desk, html, see};
use super::door::Door;
use super::office::{self, OfficeWords, Online};
use super::refusal::{self, Refusal};
use super::said::{Said, Sent};
use super::times::{self, Place};
use super::{lost, offers, typed_words, words};
use crate::field::Problem;
use crate::limits::Limited;
use crate::shell::Shell;
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "booking/who.html")]
struct WhoPage {
    shell: Shell,
    t: Voice,
    problems: Vec<Problem>,
    /// What happened, above the form.
    news: String,
    when: String,
    zone: String,
    office: OfficeWords,
    change_time: String,
    action: String,
    slot: String,
    hold: String,
    fields: Fields,
}

/// What stands on the page beside the time.
struct Sheet {
    status: StatusCode,
    answers: Answers,
    problems: Vec<Problem>,
    news: String,
    hold: String,
}

/// `GET /book/{office}/{service}/who?slot=…`; without a time the page of times says so.
pub(super) async fn page(
    State(desk): State<Desk>,
    door: Door,
    Path(place): Path<Place>,
    said: Said,
) -> Response {
    let answer = asked(&desk, &door, &place, &said).await;
    desk.answer(&door, answer)
}

async fn asked(desk: &Desk, door: &Door, place: &Place, said: &Said) -> Answer {
    let Ok(slot) = said.word("slot").parse::<SlotKey>() else {
        let door = door.at(offers::times_href(door, &place.office, &place.service));
        let error = door.t().say("web-book-choose-a-time");
        return times::draw(desk, &door, place, said, &error).await;
    };
    let (pack, _) = desk.service(&place.service)?;
    let mut sheet = Sheet {
        status: StatusCode::OK,
        answers: Answers::default(),
        problems: Vec::new(),
        news: String::new(),
        hold: String::new(),
    };
    if let Ok(key) = desk.app.hold_key(said.word("hold"))
        && let Ok(held) = desk.app.find_hold(&key).await
    {
        sheet.answers = Answers::of_booker(&held.booker, pack);
        sheet.hold = key.to_string();
    }
    draw(desk, door, place, &slot, sheet).await
}

/// `POST /book/{office}/{service}/who`: holds the place and leads to the check.
pub(super) async fn hold(
    State(desk): State<Desk>,
    door: Door,
    Path(place): Path<Place>,
    Sent(said): Sent,
) -> Response {
    let answer = held(&desk, &door, &place, &said).await;
    desk.answer(&door, answer)
}

async fn held(desk: &Desk, door: &Door, place: &Place, said: &Said) -> Answer {
    let t = door.t();
    let base = offers::times_href(door, &place.office, &place.service);
    let Ok(slot) = said.word("slot").parse::<SlotKey>() else {
        let error = t.say("web-book-choose-a-time");
        return times::draw(desk, &door.at(base), place, said, &error).await;
    };
    let door = &door.at(format!("{base}/who?slot={slot}"));
    let (pack, _) = desk.service(&place.service)?;
    let answers = Answers::of_form(said);
    let back = |status, news, problems| Sheet {
        status,
        answers: answers.clone(),
        problems,
        news,
        hold: said.typed("hold"),
    };
    if let Err(Refusal::TooMany(wait)) = desk.count(Limited::Booking, door) {
        let news = t.with(
            "web-book-too-many-kept",
            "when",
            refusal::later(desk, door, wait),
        );
        let sheet = back(StatusCode::TOO_MANY_REQUESTS, news, Vec::new());
        return draw(desk, door, place, &slot, sheet).await;
    }
    let booker = match answers.read(pack, door.lang, desk.app.now()) {
        Ok(booker) => booker,
        Err(found) => {
            let problems = typed_words::problems(&found, t);
            let sheet = back(StatusCode::UNPROCESSABLE_ENTITY, String::new(), problems);
            return draw(desk, door, place, &slot, sheet).await;
        }
    };
    if let Err(Refusal::TooMany(wait)) = desk.count_person(&booker) {
        let news = t.with(
            "web-book-too-many-kept",
            "when",
            refusal::later(desk, door, wait),
        );
        let sheet = back(StatusCode::TOO_MANY_REQUESTS, news, Vec::new());
        return draw(desk, door, place, &slot, sheet).await;
    }
    let service = place.service.clone();
    let wish = Wish {
        slot,
        service,
        booker,
        channel: door.channel(),
    };
    if let Some(until) = kept_for_another_document(desk, said, &wish, t).await {
        let news = t.with("web-book-held-otherwise", "time", until);
        let sheet = back(StatusCode::CONFLICT, news, Vec::new());
        return draw(desk, door, place, &wish.slot, sheet).await;
    }
    hold_or_say_why(desk, door, place, &wish).await
}

/// Until when the same time is held for the document that the person has just corrected; it cannot
/// be given to the corrected one before.
async fn kept_for_another_document(
    desk: &Desk,
    said: &Said,
    wish: &Wish,
    t: Voice,
) -> Option<String> {
    let app = &desk.app;
    let held = app
        .find_hold(&app.hold_key(said.word("hold")).ok()?)
        .await
        .ok()?;
    let same_time = held.slot.slot_id == wish.slot.slot;
    let same_person = held.booker.person.key(app).ok()? == wish.booker.person.key(app).ok()?;
    if !same_time || same_person {
        return None;
    }
    let zone = app.zone_of(&held.slot.office_id);
    let times = app
        .nearest_free(
            &held.slot.office_id,
            &wish.service,
            wish.channel,
            app.now(),
            usize::MAX,
        )
        .await
        .ok()?;
    let still_free = times.iter().any(|time| time.key == wish.slot);
    (!still_free).then(|| words::clock(t, held.until, &zone))
}

/// Holds the place of a wish: the check follows, or the page that says why not, with the answers
/// kept.
pub(super) async fn hold_or_say_why(
    desk: &Desk,
    door: &Door,
    place: &Place,
    wish: &Wish,
) -> Answer {
    match desk.app.hold(wish).await {
        Ok(held) => see(&door.href(&format!("/book/check?hold={}", held.key))),
        Err(BookingError::SlotFull | BookingError::NoSuchSlot) => {
            lost::page(desk, door, place, wish).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn draw(desk: &Desk, door: &Door, place: &Place, slot: &SlotKey, sheet: Sheet) -> Answer {
    let t = door.t();
    let known = office::known(desk, &place.office, &place.service)?;
    if office::online(desk, &known, t) != Online::On {
        return times::draw(desk, door, place, &Said::default(), "").await;
    }
    let (pack, _) = desk.service(&place.service)?;
    let Some(time) = lost::time_of(desk, door, place, slot).await? else {
        let error = t.say("web-book-time-gone");
        let door = door.at(offers::times_href(door, &place.office, &place.service));
        return times::draw(desk, &door, place, &Said::default(), &error).await;
    };
    let base = offers::times_href(door, &place.office, &place.service);
    let region = desk.region(&place.office.region());
    let mut shell = desk.shell(door, t.say("web-book-who-title"));
    shell.has_errors = !sheet.problems.is_empty() || !sheet.news.is_empty();
    let page = WhoPage {
        fields: sheet.answers.fields(pack, t, &sheet.problems),
        problems: sheet.problems,
        news: sheet.news,
        when: time.when,
        zone: time.zone,
        office: office::words(&known, region.as_ref(), t),
        change_time: format!("{base}?date={}#times", time.date),
        action: format!("{base}/who"),
        slot: slot.to_string(),
        hold: sheet.hold,
        shell,
        t,
    };
    html(sheet.status, &page)
}
