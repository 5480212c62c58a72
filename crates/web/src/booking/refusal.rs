//! What a person reads when a page of booking cannot be shown: what happened, what is kept, what
//! to do, and another way (ux 5.2).

use std::time::Duration;

use askama::Template;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use jiff::SignedDuration;
use okno_app::booking::BookingError;
use okno_domain::appointment::MoveRefusal;
use okno_domain::id::RegionId;

use super::desk::{Answer, Desk, html};
use super::door::Door;
use super::existing;
use super::office::{self, PhoneWords};
use super::words;
use crate::shell::Shell;
use crate::voice::Voice;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    /// Nothing stands at the address.
    #[error("nothing stands at the address")]
    NoPage,
    /// Too many attempts; wait so long.
    #[error("too many attempts")]
    TooMany(Duration),
    /// The office refuses.
    #[error(transparent)]
    Booking(#[from] BookingError),
    /// A template failed.
    #[error("the page could not be drawn")]
    Drawing(#[from] askama::Error),
}

#[derive(Template)]
#[template(path = "booking/refusal.html")]
struct RefusalPage {
    shell: Shell,
    t: Voice,
    text: String,
    /// What to do now: words and address.
    ways: Vec<(String, String)>,
    phones: Vec<PhoneWords>,
}

/// The page of a refusal.
pub(super) fn answer(desk: &Desk, door: &Door, refusal: Refusal) -> Response {
    let page = match refusal {
        Refusal::NoPage => return StatusCode::NOT_FOUND.into_response(),
        Refusal::TooMany(wait) => return too_many(desk, door, wait),
        Refusal::Booking(BookingError::AlreadyHolds(found)) => {
            existing::page(desk, door, found.as_ref().as_ref())
        }
        Refusal::Booking(error) => of_booking(desk, door, error),
        Refusal::Drawing(error) => Err(Refusal::Drawing(error)),
    };
    page.unwrap_or_else(|broken| ours(&broken))
}

fn ours(cause: &Refusal) -> Response {
    tracing::error!(%cause, "a page of booking could not be shown");
    // The frame around all pages puts the page with the reference in its place.
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

fn of_booking(desk: &Desk, door: &Door, error: BookingError) -> Answer {
    let (status, key) = match &error {
        BookingError::SlotFull | BookingError::HoldExpired => (StatusCode::CONFLICT, "stale"),
        BookingError::NoSuchSlot => (StatusCode::CONFLICT, "no-such-slot"),
        BookingError::NotFound => (StatusCode::NOT_FOUND, "not-found"),
        BookingError::Ended(_) => (StatusCode::CONFLICT, "ended"),
        BookingError::MoveRefused(why) => (StatusCode::CONFLICT, move_key(why)),
        BookingError::NotOurs => (StatusCode::BAD_REQUEST, "not-ours"),
        BookingError::OnlineOff(region) => return online_off(desk, door, region),
        BookingError::OnceKeyReused => (StatusCode::CONFLICT, "stale"),
        BookingError::NoSuchService(..) => return Err(Refusal::NoPage),
        _ => return Err(Refusal::Booking(error)),
    };
    let t = door.t();
    let book = (t.say("web-book-way-book"), door.href("/book"));
    let look_up = (t.say("web-book-way-look-up"), door.appointment(""));
    let ways = match key {
        "no-such-slot" => vec![book],
        "not-found" | "not-ours" => vec![look_up, book],
        _ => vec![book, look_up],
    };
    page(desk, door, status, key, ways, Vec::new())
}

/// REQ-A24: why the time stays.
pub(super) fn move_key(why: &MoveRefusal) -> &'static str {
    match why {
        MoveRefusal::Never => "move-never",
        MoveRefusal::UsedUp(_) => "move-used-up",
        MoveRefusal::TooLate(_) => "move-too-late",
    }
}

/// REQ-A10: booking through the Internet is off; the other ways are said.
fn online_off(desk: &Desk, door: &Door, region: &RegionId) -> Answer {
    let t = door.t();
    let known = desk.region(region);
    let phones = known
        .as_ref()
        .map(|known| office::phones(&known.profile.contacts.phones, t));
    let ways = vec![(
        t.say("web-book-way-offices"),
        format!("/{}/offices?region={region}", door.lang),
    )];
    page(
        desk,
        door,
        StatusCode::CONFLICT,
        "online-off",
        ways,
        phones.unwrap_or_default(),
    )
}

fn page(
    desk: &Desk,
    door: &Door,
    status: StatusCode,
    key: &str,
    ways: Vec<(String, String)>,
    phones: Vec<PhoneWords>,
) -> Answer {
    let t = door.t();
    let door = door.at(door.href("/book"));
    let mut shell = desk.shell(&door, t.say(&format!("web-book-no-{key}-title")));
    shell.has_errors = true;
    let text = t.say(&format!("web-book-no-{key}-text"));
    html(
        status,
        &RefusalPage {
            shell,
            t,
            text,
            ways,
            phones,
        },
    )
}

/// When to try again, as a clock time where a minute or more is to be waited.
pub(super) fn later(desk: &Desk, door: &Door, wait: Duration) -> String {
    let t = door.t();
    let seconds = i64::try_from(wait.as_secs())
        .unwrap_or(i64::MAX)
        .saturating_add(1);
    if seconds < 60 {
        return t.count("web-book-later-seconds", seconds);
    }
    let zone = door
        .region
        .as_ref()
        .and_then(|region| desk.region(region))
        .and_then(|region| jiff::tz::TimeZone::get(&region.zone).ok());
    let at = desk.app.now() + SignedDuration::from_secs(seconds + 60);
    match zone {
        Some(zone) => t.with("web-book-later-at", "time", words::clock(t, at, &zone)),
        None => t.count("web-book-later-minutes", seconds / 60 + 1),
    }
}

fn too_many(desk: &Desk, door: &Door, wait: Duration) -> Response {
    let t = door.t();
    let mut shell = desk.shell(
        &door.at(door.href("/book")),
        t.say("web-book-too-many-title"),
    );
    shell.has_errors = true;
    let text = t.with("web-book-too-many-text", "when", later(desk, door, wait));
    let page = RefusalPage {
        shell,
        t,
        text,
        ways: Vec::new(),
        phones: Vec::new(),
    };
    let answer = html(StatusCode::TOO_MANY_REQUESTS, &page);
    let mut response = answer.unwrap_or_else(|broken| ours(&broken));
    let seconds = HeaderValue::from(wait.as_secs() + 1);
    response.headers_mut().insert(header::RETRY_AFTER, seconds);
    response
}
