//! `/desk/arrivals/{reference}`: the document shown is compared with the booking (REQ-A13).
//!
//! There is no button past a difference: the appointment is voided for a reason of the list, and
//! the visitor is served as a walk-in if they wish.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use okno_app::reception::{Arrival, ArrivalState, ReceptionError, VoidReason};

use super::arrivals::check_in_address;
use super::floor::{Answer, Floor, html, see};
use super::on_duty::OnDuty;
use super::refusal::Refusal;
use super::said::{Said, Sent};
use super::sheet::{self, Sheet};
use super::shown::{ShownFields, ShownTyped};
use super::{when, words};
use crate::field::{Choice, Field, Problem};
use crate::shell::Shell;
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "desk/check_in.html")]
struct CheckInPage {
    shell: Shell,
    t: Voice,
    sheet: Sheet,
    visit: VisitWords,
    problems: Vec<Problem>,
    fields: ShownFields,
    /// Whether the person can still be checked in.
    open: bool,
}

#[derive(Template)]
#[template(path = "desk/differs.html")]
struct DiffersPage {
    shell: Shell,
    t: Voice,
    sheet: Sheet,
    visit: VisitWords,
    booked_for: String,
    problems: Vec<Problem>,
    hidden: Vec<(&'static str, String)>,
    reasons: Field,
}

/// The appointment in words.
struct VisitWords {
    reference: String,
    address: String,
    name: String,
    time: String,
    service: String,
    help: String,
    language: String,
    state: String,
}

/// `GET /desk/arrivals/{reference}`.
pub(super) async fn ask(
    State(floor): State<Floor>,
    on_duty: OnDuty,
    Path(reference): Path<String>,
    said: Said,
) -> Response {
    let empty = ShownTyped::default();
    let answer = page(&floor, &on_duty, &reference, &empty, &[], said.word("done")).await;
    floor.answer(&on_duty, answer)
}

/// `POST /desk/arrivals/{reference}`.
pub(super) async fn compare(
    State(floor): State<Floor>,
    on_duty: OnDuty,
    Path(reference): Path<String>,
    Sent(said): Sent,
) -> Response {
    let on_duty = on_duty.at(&check_in_address(&reference));
    let answer = check(&floor, &on_duty, &reference, &ShownTyped::of(&said)).await;
    floor.answer(&on_duty, answer)
}

async fn check(floor: &Floor, on_duty: &OnDuty, reference: &str, typed: &ShownTyped) -> Answer {
    let t = on_duty.t();
    let shown = match typed.read(t) {
        Ok(shown) => shown,
        Err(problems) => return page(floor, on_duty, reference, typed, &problems, "").await,
    };
    match floor
        .app
        .check_in(&on_duty.session.duty, reference, &shown)
        .await
    {
        Ok(printed) => see(&format!("/desk/tickets/{}?done=checked-in", printed.ticket)),
        Err(ReceptionError::IdentityDiffers { booked_for }) => {
            differs(
                floor,
                on_duty,
                reference,
                typed,
                booked_for.into_inner(),
                None,
            )
            .await
        }
        Err(ReceptionError::TooEarly { come_at, .. }) => {
            let time = when::clock(t, come_at, &on_duty.zone(floor));
            let message = t.with("desk-check-in-too-early", "time", time);
            told(floor, on_duty, reference, typed, message).await
        }
        Err(ReceptionError::Ended(_)) => {
            told(
                floor,
                on_duty,
                reference,
                typed,
                t.say("desk-check-in-ended"),
            )
            .await
        }
        Err(ReceptionError::Identity(_)) => {
            told(
                floor,
                on_duty,
                reference,
                typed,
                t.say("desk-shown-number-empty"),
            )
            .await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /desk/arrivals/{reference}/void`.
pub(super) async fn void(
    State(floor): State<Floor>,
    on_duty: OnDuty,
    Path(reference): Path<String>,
    Sent(said): Sent,
) -> Response {
    let on_duty = on_duty.at(&check_in_address(&reference));
    let answer = end(&floor, &on_duty, &reference, &said).await;
    floor.answer(&on_duty, answer)
}

async fn end(floor: &Floor, on_duty: &OnDuty, reference: &str, said: &Said) -> Answer {
    let t = on_duty.t();
    let typed = ShownTyped::of(said);
    let Ok(shown) = typed.read(t) else {
        return Err(Refusal::NotUnderstood);
    };
    let Some(reason) = VoidReason::from_code(said.word("reason")) else {
        let arrival = floor
            .app
            .find_arrival(&on_duty.session.duty, reference)
            .await?;
        let lacks = Some(t.say("desk-differs-reason-empty"));
        return differs(
            floor,
            on_duty,
            reference,
            &typed,
            arrival.name.into_inner(),
            lacks,
        )
        .await;
    };
    match floor
        .app
        .void(&on_duty.session.duty, reference, &shown, reason)
        .await
    {
        Ok(()) => see("/desk/tickets/new?done=voided"),
        Err(ReceptionError::IdentityMatches) => {
            told(
                floor,
                on_duty,
                reference,
                &typed,
                t.say("desk-differs-matches"),
            )
            .await
        }
        Err(ReceptionError::Ended(_)) => {
            told(
                floor,
                on_duty,
                reference,
                &typed,
                t.say("desk-check-in-ended"),
            )
            .await
        }
        Err(error) => Err(error.into()),
    }
}

async fn told(
    floor: &Floor,
    on_duty: &OnDuty,
    reference: &str,
    typed: &ShownTyped,
    message: String,
) -> Answer {
    let problems = [Problem {
        field: "number".into(),
        message,
    }];
    page(floor, on_duty, reference, typed, &problems, "").await
}

async fn page(
    floor: &Floor,
    on_duty: &OnDuty,
    reference: &str,
    typed: &ShownTyped,
    problems: &[Problem],
    done: &str,
) -> Answer {
    let t = on_duty.t();
    let arrival = floor
        .app
        .find_arrival(&on_duty.session.duty, reference)
        .await?;
    let pack = floor.app.rules().pack_of(&arrival.service).ok();
    let shell = sheet::shell(
        on_duty,
        t.with("desk-check-in-title", "name", arrival.name.reveal()),
    );
    let page = CheckInPage {
        shell: Shell {
            has_errors: !problems.is_empty(),
            ..shell
        },
        sheet: Sheet::new(floor, on_duty, done),
        open: matches!(arrival.state, ArrivalState::Due | ArrivalState::Late),
        visit: visit_words(floor, &arrival, t),
        fields: typed.fields(pack.map(|pack| &**pack), problems, t),
        problems: problems.to_vec(),
        t,
    };
    html(
        if problems.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        },
        &page,
    )
}

async fn differs(
    floor: &Floor,
    on_duty: &OnDuty,
    reference: &str,
    typed: &ShownTyped,
    booked_for: String,
    lacks: Option<String>,
) -> Answer {
    let t = on_duty.t();
    let arrival = floor
        .app
        .find_arrival(&on_duty.session.duty, reference)
        .await?;
    let problem = |message: &String| Problem {
        field: "reason".into(),
        message: message.clone(),
    };
    let reasons = VoidReason::ALL.map(|reason| {
        let key = format!("desk-differs-reason-{}", reason.code());
        Choice::new(reason.code(), t.say(&key), false)
    });
    let shell = sheet::shell(on_duty, t.say("desk-differs-title"));
    let page = DiffersPage {
        shell: Shell {
            has_errors: true,
            ..shell
        },
        sheet: Sheet::new(floor, on_duty, ""),
        visit: visit_words(floor, &arrival, t),
        booked_for,
        problems: lacks.iter().map(problem).collect(),
        hidden: typed.hidden(),
        reasons: Field::text("reason", t.say("desk-differs-reason"))
            .choices(reasons)
            .error(lacks),
        t,
    };
    html(StatusCode::CONFLICT, &page)
}

fn visit_words(floor: &Floor, arrival: &Arrival, t: Voice) -> VisitWords {
    VisitWords {
        address: check_in_address(&arrival.reference),
        reference: arrival.reference.clone(),
        name: arrival.name.reveal().clone(),
        time: t.time(arrival.local),
        service: words::service(&floor.app, &arrival.service, t),
        help: words::help(&arrival.help, t),
        language: t.say_or(
            &format!("desk-language-{}", arrival.language),
            &arrival.language,
        ),
        state: super::arrivals::state_words(arrival.state, t),
    }
}
