//! Finding an appointment by its reference and the birth date of its holder.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use jiff::civil::Date;
use okno_app::booking::BookingError;
use okno_app::typed::TypedProblem;
use okno_domain::person::reference::Reference;

use super::desk::{Answer, Desk, html, see};
use super::door::Door;
use super::receipt_key;
use super::refusal::{self, Refusal};
use super::said::{Said, Sent};
use super::{answers, typed_words};
use crate::field::{DateField, Field, Problem};
use crate::limits::Limited;
use crate::shell::Shell;
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "booking/look_up.html")]
struct LookUpPage {
    shell: Shell,
    t: Voice,
    problems: Vec<Problem>,
    /// What happened, above the form.
    news: String,
    reference: Field,
    birth_date: DateField,
    action: String,
    book: String,
}

/// `GET /appointment`.
pub(super) async fn ask(State(desk): State<Desk>, door: Door) -> Response {
    let answer = page_for(&desk, &door, "");
    desk.answer(&door, answer)
}

/// The page with a reference filled in, as a QR code or a link without key leads to it.
pub(super) fn page_for(desk: &Desk, door: &Door, reference: &str) -> Answer {
    let door = door.at(door.appointment(""));
    page(
        desk,
        &door,
        StatusCode::OK,
        Asked {
            reference: reference.to_owned(),
            ..Asked::default()
        },
    )
}

/// What was typed, and what came of it.
#[derive(Default)]
struct Asked {
    reference: String,
    date: [String; 3],
    problems: Vec<TypedProblem>,
    news: String,
}

/// `POST /appointment`: leads to the receipt of the appointment found.
pub(super) async fn find(State(desk): State<Desk>, door: Door, Sent(said): Sent) -> Response {
    let answer = found(&desk, &door, &said).await;
    desk.answer(&door, answer)
}

async fn found(desk: &Desk, door: &Door, said: &Said) -> Answer {
    let t = door.t();
    let asked = Asked {
        reference: said.typed("reference"),
        date: said.date("birth_date"),
        ..Asked::default()
    };
    if let Err(Refusal::TooMany(wait)) = desk.count(Limited::LookUp, door) {
        let news = t.with(
            "web-book-too-many-kept",
            "when",
            refusal::later(desk, door, wait),
        );
        return page(
            desk,
            door,
            StatusCode::TOO_MANY_REQUESTS,
            Asked { news, ..asked },
        );
    }
    let (reference, born) = match read(&asked) {
        Ok(read) => read,
        Err(problems) => {
            let asked = Asked { problems, ..asked };
            return page(desk, door, StatusCode::UNPROCESSABLE_ENTITY, asked);
        }
    };
    let text = reference.to_string();
    match desk
        .app
        .look_up(&receipt_key::region_of(&text), &text, born)
        .await
    {
        Ok(found) => see(&receipt_key::address(
            &desk.app,
            door,
            &found.reference,
            found.appointment_id,
        )),
        Err(BookingError::NotFound) => {
            let news = t.say("web-book-look-up-none");
            page(desk, door, StatusCode::NOT_FOUND, Asked { news, ..asked })
        }
        Err(other) => Err(other.into()),
    }
}

fn read(asked: &Asked) -> Result<(Reference, Date), Vec<TypedProblem>> {
    let reference = answers::reference(&asked.reference);
    let born = answers::date(&asked.date);
    match (reference, born) {
        (Ok(reference), Ok(born)) => Ok((reference, born)),
        (reference, born) => Err([reference.err(), born.err()]
            .into_iter()
            .flatten()
            .collect()),
    }
}

fn page(desk: &Desk, door: &Door, status: StatusCode, asked: Asked) -> Answer {
    let t = door.t();
    let problems = typed_words::problems(&asked.problems, t);
    let mut shell = desk.shell(door, t.say("web-book-look-up-title"));
    shell.has_errors = !problems.is_empty() || !asked.news.is_empty();
    let reference = Field::text("reference", t.say("web-book-look-up-reference"))
        .hint(t.say("web-book-look-up-reference-hint"))
        .value(asked.reference)
        .error(typed_words::at("reference", &problems));
    let page = LookUpPage {
        reference: Field {
            width: "w10",
            autocomplete: Some("off"),
            ..reference
        },
        birth_date: DateField {
            name: "birth_date".into(),
            label: t.say("web-book-who-birth-date"),
            hint: Some(t.say("web-book-look-up-birth-date-hint")),
            value: asked.date,
            error: typed_words::at("birth_date", &problems),
            birthday: true,
        },
        action: door.appointment(""),
        book: door.href("/book"),
        news: asked.news,
        problems,
        shell,
        t,
    };
    html(status, &page)
}
