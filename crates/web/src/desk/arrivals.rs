//! `/desk/arrivals`: who is expected today, and where each one stands (REQ-A5).

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use okno_app::reception::{Arrival, ArrivalState, ReceptionError};
use okno_identity::role::Action;

use super::floor::{Answer, Floor, html, see};
use super::on_duty::OnDuty;
use super::refusal::Refusal;
use super::said::Said;
use super::sheet::{self, Sheet};
use super::{when, words};
use crate::shell::Shell;
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "desk/arrivals.html")]
struct ArrivalsPage {
    shell: Shell,
    t: Voice,
    sheet: Sheet,
    day: String,
    asked: String,
    not_found: bool,
    counts: Vec<(String, usize)>,
    rows: Vec<Row>,
    may_give_ticket: bool,
}

/// One line of the list.
struct Row {
    time: String,
    name: String,
    reference: String,
    service: String,
    help: String,
    state: String,
    /// Kind of tag.
    kind: &'static str,
    ticket: Option<(String, String)>,
    /// Where the person is checked in.
    check_in: Option<String>,
    /// Where a missed ticket is put back in line.
    back: Option<String>,
}

/// `GET /desk/arrivals?q=…`: a reference typed or scanned leads to the check-in.
pub(super) async fn list(State(floor): State<Floor>, on_duty: OnDuty, said: Said) -> Response {
    let answer = match said.maybe("q") {
        None => page(&floor, &on_duty, &said, false).await,
        Some(typed) => find(&floor, &on_duty, &said, &typed).await,
    };
    floor.answer(&on_duty, answer)
}

async fn find(floor: &Floor, on_duty: &OnDuty, said: &Said, typed: &str) -> Answer {
    match floor.app.find_arrival(&on_duty.session.duty, typed).await {
        Ok(found) => match &found.ticket {
            Some((ticket, _)) => see(&format!("/desk/tickets/{ticket}")),
            None => see(&check_in_address(&found.reference)),
        },
        Err(ReceptionError::NotFound) => page(floor, on_duty, said, true).await,
        Err(error) => Err(Refusal::from(error)),
    }
}

async fn page(floor: &Floor, on_duty: &OnDuty, said: &Said, not_found: bool) -> Answer {
    let t = on_duty.t();
    let today = when::day(floor.app.now(), &on_duty.zone(floor));
    let found = floor.app.arrivals(&on_duty.session.duty, today).await?;
    let may_check_in = floor.allow(on_duty, Action::CheckIn).is_ok();
    let may_give_ticket = floor.allow(on_duty, Action::GiveTicket).is_ok();
    let row = |arrival: &Arrival| row(floor, arrival, may_check_in, may_give_ticket, t);
    let shell = sheet::shell(on_duty, t.say("desk-arrivals-title"));
    let page = ArrivalsPage {
        shell: Shell {
            has_errors: not_found,
            ..shell
        },
        sheet: Sheet::new(floor, on_duty, said.word("done")),
        day: t.day(today),
        asked: said.typed("q"),
        not_found,
        counts: counts(&found, t),
        rows: found.iter().map(row).collect(),
        may_give_ticket,
        t,
    };
    html(
        if not_found {
            StatusCode::NOT_FOUND
        } else {
            StatusCode::OK
        },
        &page,
    )
}

fn row(floor: &Floor, arrival: &Arrival, check_in: bool, give: bool, t: Voice) -> Row {
    let expected = matches!(arrival.state, ArrivalState::Due | ArrivalState::Late);
    let ticket = arrival
        .ticket
        .map(|(id, number)| (number.to_string(), format!("/desk/tickets/{id}")));
    let missed = arrival.state == ArrivalState::Missed && give;
    Row {
        time: t.time(arrival.local),
        name: arrival.name.reveal().clone(),
        service: words::service(&floor.app, &arrival.service, t),
        help: words::help(&arrival.help, t),
        state: state_words(arrival.state, t),
        kind: kind(arrival.state),
        check_in: (expected && check_in).then(|| check_in_address(&arrival.reference)),
        back: ticket
            .as_ref()
            .filter(|_| missed)
            .map(|(_, href)| format!("{href}/return")),
        reference: arrival.reference.clone(),
        ticket,
    }
}

fn counts(found: &[Arrival], t: Voice) -> Vec<(String, usize)> {
    STATES
        .iter()
        .map(|state| {
            let count = found
                .iter()
                .filter(|arrival| arrival.state == *state)
                .count();
            (state_words(*state, t), count)
        })
        .collect()
}

const STATES: [ArrivalState; 6] = [
    ArrivalState::Due,
    ArrivalState::Late,
    ArrivalState::Here,
    ArrivalState::Called,
    ArrivalState::Done,
    ArrivalState::Missed,
];

/// Where somebody stands, in words.
pub(super) fn state_words(state: ArrivalState, t: Voice) -> String {
    t.say(&format!("desk-arrival-{}", code(state)))
}

const fn code(state: ArrivalState) -> &'static str {
    match state {
        ArrivalState::Due => "due",
        ArrivalState::Late => "late",
        ArrivalState::Here => "here",
        ArrivalState::Called => "called",
        ArrivalState::Done => "done",
        ArrivalState::Missed => "missed",
        ArrivalState::Void => "void",
    }
}

const fn kind(state: ArrivalState) -> &'static str {
    match state {
        ArrivalState::Due => "",
        ArrivalState::Late => "warn",
        ArrivalState::Here | ArrivalState::Called => "ok",
        ArrivalState::Done => "off",
        ArrivalState::Missed | ArrivalState::Void => "error",
    }
}

/// Where somebody with that reference is checked in.
pub(super) fn check_in_address(reference: &str) -> String {
    format!("/desk/arrivals/{reference}")
}

impl From<ReceptionError> for Refusal {
    fn from(error: ReceptionError) -> Self {
        match error {
            ReceptionError::NotFound => Self::NotFound,
            ReceptionError::Forbidden(_) => Self::NoRight,
            other => Self::broken(other),
        }
    }
}
