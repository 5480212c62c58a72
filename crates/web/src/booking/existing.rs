//! A person who already has an appointment is shown it, not an error (REQ-A12).

use askama::Template;
use http::StatusCode;
use okno_app::booking::Found;

use super::desk::{Answer, Desk, html};
use super::door::Door;
use super::office::{self, PhoneWords};
use super::{found, receipt_key};
use crate::shell::Shell;
use crate::view::BookingCard;
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "booking/existing.html")]
struct ExistingPage {
    shell: Shell,
    t: Voice,
    shown: Option<Shown>,
    look_up: String,
    phones: Vec<PhoneWords>,
}

struct Shown {
    card: BookingCard,
    zone: String,
    may_move: bool,
    open: String,
    to_move: String,
    to_cancel: String,
}

/// The page of the appointment that is in the way; without it when the person asking has not shown
/// to be its holder.
pub(super) fn page(desk: &Desk, door: &Door, found: Option<&Found>) -> Answer {
    let t = door.t();
    let region = door.region.as_ref().and_then(|region| desk.region(region));
    let phones = region.map(|region| office::phones(&region.profile.contacts.phones, t));
    let shell = desk.shell(
        &door.at(door.href("/book")),
        t.say("web-book-existing-title"),
    );
    let page = ExistingPage {
        shown: found.map(|found| shown(desk, door, found)),
        look_up: door.appointment(""),
        phones: phones.unwrap_or_default(),
        shell,
        t,
    };
    html(StatusCode::CONFLICT, &page)
}

fn shown(desk: &Desk, door: &Door, found: &Found) -> Shown {
    let words = found::words(desk, found, door.t());
    let to = |page| {
        receipt_key::below(
            &desk.app,
            door,
            &found.reference,
            found.appointment_id,
            page,
        )
    };
    Shown {
        card: words.card(found),
        may_move: found
            .policy
            .check(found.moves, found.starts_at, desk.app.now())
            .is_ok(),
        zone: words.zone,
        open: to(""),
        to_move: to("/move"),
        to_cancel: to("/cancel"),
    }
}
