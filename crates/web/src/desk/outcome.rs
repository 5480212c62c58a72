//! How a visit ended: the last question before the next visitor.

use askama::Template;
use http::StatusCode;
use okno_domain::hall::{Outcome, Purpose, TicketState};

use super::floor::{Answer, Floor, html, see};
use super::on_duty::OnDuty;
use super::sheet::{self, Sheet};
use super::window::HERE;
use crate::field::{Choice, Field, Problem};
use crate::shell::Shell;
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "desk/outcome.html")]
struct OutcomePage {
    shell: Shell,
    t: Voice,
    sheet: Sheet,
    problems: Vec<Problem>,
    outcome: Field,
}

/// The page; `lacks` when nothing was chosen.
pub(super) async fn draw(floor: &Floor, on_duty: &OnDuty, lacks: bool) -> Answer {
    let t = on_duty.t();
    let visit = floor.app.visit(&on_duty.session).await?;
    let Some(visit) = visit.filter(|visit| visit.state == TicketState::Serving) else {
        return see(HERE);
    };
    // What is likely is chosen beforehand, so that Enter suffices; where nothing is, nothing is.
    let likely = match (visit.purpose, visit.case) {
        (Purpose::Collect, _) => Some(Outcome::HandedOver),
        (Purpose::Submit, Some(_)) => Some(Outcome::Accepted),
        (Purpose::Submit, None) => None,
    };
    let choices = Outcome::ALL.iter().map(|outcome| {
        let label = t.say(&format!("desk-outcome-{}", outcome.name()));
        Choice::new(outcome.name(), label, Some(*outcome) == likely)
    });
    let message = lacks.then(|| t.say("desk-outcome-empty"));
    let problem = |message: &String| Problem {
        field: "outcome".into(),
        message: message.clone(),
    };
    let shell = sheet::shell(
        on_duty,
        t.with("desk-outcome-title", "number", visit.number),
    );
    let page = OutcomePage {
        shell: Shell {
            has_errors: lacks,
            ..shell
        },
        sheet: Sheet::new(floor, on_duty, ""),
        problems: message.iter().map(problem).collect(),
        outcome: Field::text("outcome", t.say("desk-outcome"))
            .choices(choices)
            .error(message),
        t,
    };
    html(
        if lacks {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        },
        &page,
    )
}
