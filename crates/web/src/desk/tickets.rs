//! `/desk/tickets`: a ticket for a walk-in, the slip, the way back into the line (REQ-A5).

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use okno_app::actor::Actor;
use okno_app::hall::{HallError, InLine};
use okno_app::reception::{ReceptionError, WalkIn};
use okno_domain::hall::{Purpose, TicketState};
use okno_domain::id::{ServiceId, TicketId};

use super::floor::{Answer, Floor, html, see};
use super::on_duty::OnDuty;
use super::refusal::Refusal;
use super::said::{Said, Sent};
use super::sheet::{self, Sheet};
use super::{when, words};
use crate::field::{Choice, Field, Problem};
use crate::shell::Shell;
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "desk/ticket_new.html")]
struct NewTicketPage {
    shell: Shell,
    t: Voice,
    sheet: Sheet,
    problems: Vec<Problem>,
    service: Field,
    purpose: Field,
    help: Field,
    language: Field,
    priority: Field,
}

#[derive(Template)]
#[template(path = "desk/ticket.html")]
struct TicketPage {
    shell: Shell,
    t: Voice,
    sheet: Sheet,
    number: String,
    printed: String,
    waits: bool,
    ahead: usize,
    minutes: Option<i64>,
    window: Option<String>,
    state: String,
    /// Where a missed or parked ticket is put back in line.
    back: Option<String>,
}

/// `GET /desk/tickets/new`.
pub(super) async fn ask(State(floor): State<Floor>, on_duty: OnDuty, said: Said) -> Response {
    let answer = form(&floor, &on_duty, &said, Vec::new());
    floor.answer(&on_duty, answer)
}

/// `POST /desk/tickets/new`.
pub(super) async fn give(
    State(floor): State<Floor>,
    on_duty: OnDuty,
    Sent(said): Sent,
) -> Response {
    let on_duty = on_duty.at("/desk/tickets/new");
    let answer = print(&floor, &on_duty, &said).await;
    floor.answer(&on_duty, answer)
}

async fn print(floor: &Floor, on_duty: &OnDuty, said: &Said) -> Answer {
    let t = on_duty.t();
    let problem = |field: &str, message: String| {
        vec![Problem {
            field: field.into(),
            message,
        }]
    };
    let Some(purpose) = Purpose::from_name(said.word("purpose")) else {
        return form(
            floor,
            on_duty,
            said,
            problem("purpose", t.say("desk-ticket-purpose-empty")),
        );
    };
    let asked = WalkIn {
        office: on_duty.office().clone(),
        service: ServiceId::new(said.word("service")),
        purpose,
        language: said.typed("language"),
        help: said
            .every("help")
            .into_iter()
            .filter(|one| words::HELP.contains(&one.as_str()))
            .collect(),
        priority: said.has("priority"),
    };
    match floor
        .app
        .walk_in(&asked, &Actor::Officer(on_duty.session.duty.clone()))
        .await
    {
        Ok(printed) => see(&format!(
            "/desk/tickets/{}?done=ticket-given",
            printed.ticket
        )),
        Err(ReceptionError::NotGiven(_)) => form(
            floor,
            on_duty,
            said,
            problem("service", t.say("desk-ticket-not-given")),
        ),
        Err(error) => Err(error.into()),
    }
}

fn form(floor: &Floor, on_duty: &OnDuty, said: &Said, problems: Vec<Problem>) -> Answer {
    let t = on_duty.t();
    let directory = floor.app.directory().now();
    let office = directory
        .office(on_duty.office())
        .ok_or(Refusal::NotFound)?;
    let services = office.services.keys().map(|id| {
        let chosen = said.word("service") == id.as_str();
        Choice::new(id.as_str(), words::service(&floor.app, id, t), chosen)
    });
    let purposes = Purpose::ALL.iter().map(|purpose| {
        let label = t.say(&format!("desk-purpose-{}", purpose.name()));
        Choice::new(
            purpose.name(),
            label,
            said.word("purpose") == purpose.name(),
        )
    });
    let asked_help = said.every("help");
    let help = words::HELP.map(|code| {
        let chosen = asked_help.iter().any(|asked| asked == code);
        Choice::new(code, t.say(&format!("desk-help-{code}")), chosen)
    });
    let error = |name: &str| {
        problems
            .iter()
            .find(|one| one.field == name)
            .map(|one| one.message.clone())
    };
    let language = if said.has("language") {
        said.word("language")
    } else {
        "ru"
    };
    let mut priority = Choice::new(
        "yes",
        t.say("desk-ticket-priority-yes"),
        said.has("priority"),
    );
    priority.hint = Some(t.say("desk-ticket-priority-hint"));
    let shell = sheet::shell(on_duty, t.say("desk-ticket-new-title"));
    let page = NewTicketPage {
        shell: Shell {
            has_errors: !problems.is_empty(),
            ..shell
        },
        sheet: Sheet::new(floor, on_duty, said.word("done")),
        service: Field::text("service", t.say("desk-ticket-service"))
            .choices(services)
            .error(error("service")),
        purpose: Field::text("purpose", t.say("desk-ticket-purpose"))
            .choices(purposes)
            .error(error("purpose")),
        help: Field::text("help", t.say("desk-ticket-help")).choices(help),
        language: Field::text("language", t.say("desk-ticket-language"))
            .choices(words::languages(language, t)),
        priority: Field::text("priority", t.say("desk-ticket-priority")).choices([priority]),
        problems,
        t,
    };
    let wrong = !page.problems.is_empty();
    html(
        if wrong {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        },
        &page,
    )
}

/// `GET /desk/tickets/{ticket}`: the slip, and where the ticket stands.
pub(super) async fn show(
    State(floor): State<Floor>,
    on_duty: OnDuty,
    Path(ticket): Path<String>,
    said: Said,
) -> Response {
    let answer = slip(&floor, &on_duty, &ticket, said.word("done")).await;
    floor.answer(&on_duty, answer)
}

async fn slip(floor: &Floor, on_duty: &OnDuty, ticket: &str, done: &str) -> Answer {
    let t = on_duty.t();
    let id: TicketId = ticket.parse().map_err(|_| Refusal::NotFound)?;
    let found = floor.app.in_line(&on_duty.session.region, id).await?;
    if found.office != *on_duty.office() {
        return Err(Refusal::NotFound);
    }
    let number = found.number.to_string();
    let may_come_back = matches!(found.state, TicketState::NoShow | TicketState::Deferred);
    let page = TicketPage {
        shell: sheet::shell(on_duty, t.with("desk-ticket-title", "number", &number)),
        sheet: Sheet::new(floor, on_duty, done),
        printed: when::moment(t, floor.app.now(), &on_duty.zone(floor)),
        waits: found.state == TicketState::Waiting,
        ahead: found.ahead,
        minutes: minutes(&found),
        window: found.window.map(|window| window.to_string()),
        state: t.say(&format!("desk-ticket-state-{}", found.state.name())),
        back: may_come_back.then(|| format!("/desk/tickets/{id}/return")),
        number,
        t,
    };
    html(StatusCode::OK, &page)
}

fn minutes(found: &InLine) -> Option<i64> {
    let seconds = found.estimate?.p50;
    i64::try_from(seconds.div_ceil(60)).ok()
}

/// `POST /desk/tickets/{ticket}/return`.
pub(super) async fn come_back(
    State(floor): State<Floor>,
    on_duty: OnDuty,
    Path(ticket): Path<String>,
) -> Response {
    let on_duty = on_duty.at("/desk/arrivals");
    let answer = back(&floor, &on_duty, &ticket).await;
    floor.answer(&on_duty, answer)
}

async fn back(floor: &Floor, on_duty: &OnDuty, ticket: &str) -> Answer {
    let id: TicketId = ticket.parse().map_err(|_| Refusal::NotFound)?;
    match floor.app.return_to_queue(&on_duty.session.duty, id).await {
        Ok(_) => see(&format!("/desk/tickets/{id}?done=returned")),
        Err(HallError::Step(_) | HallError::Changed) => {
            see(&format!("/desk/tickets/{id}?done=too-late-to-return"))
        }
        Err(error) => Err(error.into()),
    }
}

impl From<HallError> for Refusal {
    fn from(error: HallError) -> Self {
        match error {
            HallError::NotFound => Self::NotFound,
            HallError::Forbidden(_) => Self::NoRight,
            other => Self::broken(other),
        }
    }
}
