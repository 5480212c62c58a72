//! `/desk/window`: the officer at a window; one visitor, one queue, a few verbs with keys.
//!
//! Each step leads back to this page with the focus on the next verb, so that Enter alone runs
//! through a visit.

use axum::extract::{Path, State};
use axum::response::Response;
use futures::future::BoxFuture;
use okno_app::hall::HallError;
use okno_app::staff::UNSEEN;
use okno_domain::hall::{Outcome, TicketNumber, WrongStep};
use okno_domain::id::WindowId;

use super::floor::{Answer, Floor, see};
use super::on_duty::OnDuty;
use super::refusal::Refusal;
use super::said::{Said, Sent};
use super::window_page::{self, Told};
use super::{outcome, seat, when};
use crate::display::live::{self, Part};

/// Where the officer works.
pub(super) const HERE: &str = "/desk/window";

/// `GET /desk/window`.
pub(super) async fn show(State(floor): State<Floor>, on_duty: OnDuty, said: Said) -> Response {
    let answer = match on_duty.session.window {
        Some(_) => window_page::draw(&floor, &on_duty, Told::Done(said.word("done").into())).await,
        None => seat::choose(&floor, &on_duty, said.word("done")).await,
    };
    floor.answer(&on_duty, answer)
}

/// `POST /desk/window/{verb}`.
pub(super) async fn act(
    State(floor): State<Floor>,
    on_duty: OnDuty,
    Path(verb): Path<String>,
    Sent(said): Sent,
) -> Response {
    let on_duty = on_duty.at(HERE);
    let answer = match step(&floor, &on_duty, &verb, &said).await {
        Ok(done) => see(&format!("{HERE}?done={done}")),
        Err(Stopped::Refused(refusal)) => Err(refusal),
        Err(Stopped::OutcomeLacks) => outcome::draw(&floor, &on_duty, true).await,
        Err(Stopped::Hall(error)) => match words(&floor, &on_duty, &error) {
            Some(message) => window_page::draw(&floor, &on_duty, Told::Problem(message)).await,
            None => Err(error.into()),
        },
    };
    floor.answer(&on_duty, answer)
}

/// Why a step was not taken.
enum Stopped {
    Hall(HallError),
    OutcomeLacks,
    Refused(Refusal),
}

impl From<HallError> for Stopped {
    fn from(error: HallError) -> Self {
        Self::Hall(error)
    }
}

/// Takes one step; answers the code of what was done.
async fn step(
    floor: &Floor,
    on_duty: &OnDuty,
    verb: &str,
    said: &Said,
) -> Result<&'static str, Stopped> {
    let (app, session) = (&floor.app, &on_duty.session);
    let called = |visit: Option<_>| {
        if visit.is_some() {
            "called"
        } else {
            "nobody-waits"
        }
    };
    Ok(match verb {
        "open" => app.open_window(session).await.map(|()| "opened")?,
        "pause" => app
            .pause_window(session, said.word("reason"))
            .await
            .map(|()| "paused")?,
        "close" => app.close_window(session).await.map(|()| "closed")?,
        "next" => app.call_next(session).await.map(called)?,
        "number" => {
            let number: TicketNumber = said
                .word("number")
                .parse()
                .map_err(|_| HallError::NotFound)?;
            app.call_number(session, number, &said.typed("reason"))
                .await
                .map(called)?
        }
        "again" => app.recall(session).await.map(|_| "called-again")?,
        "came" => app.came(session).await.map(|_| "came")?,
        "missed" => app.no_show_ticket(session).await.map(|_| "missed")?,
        "park" => app
            .park(session, &said.typed("reason"))
            .await
            .map(|_| "parked")?,
        "transfer" => {
            let to: WindowId = said.word("to").parse().map_err(|_| HallError::NotFound)?;
            app.transfer(session, to, &said.typed("reason"))
                .await
                .map(|_| "sent-on")?
        }
        "finish" => {
            let outcome = Outcome::from_name(said.word("outcome")).ok_or(Stopped::OutcomeLacks)?;
            app.finish(session, outcome).await?;
            if said.word("then") == "stay" {
                return Ok("finished");
            }
            app.call_next(session).await.map(|visit| match visit {
                Some(_) => "finished-called",
                None => "finished-nobody",
            })?
        }
        _ => return Err(Stopped::Refused(Refusal::NotFound)),
    })
}

/// What the officer reads when the hall says no; `None` where the page of a refusal says it.
fn words(floor: &Floor, on_duty: &OnDuty, error: &HallError) -> Option<String> {
    let t = on_duty.t();
    Some(match error {
        HallError::NoWindow => t.say("desk-hall-taken-over"),
        HallError::WindowNotOpen => t.say("desk-hall-not-open"),
        HallError::VisitorThere => t.say("desk-hall-visitor-there"),
        HallError::NoVisitor => t.say("desk-hall-no-visitor"),
        HallError::NotFound => t.say("desk-hall-no-ticket"),
        HallError::Changed => t.say("desk-hall-changed"),
        HallError::Step(WrongStep::TooSoon(earliest)) => {
            let time = when::clock_to_the_second(t, *earliest, &on_duty.zone(floor));
            t.with("desk-hall-too-soon", "time", time)
        }
        HallError::Step(WrongStep::CalledEnough) => t.say("desk-hall-called-enough"),
        HallError::Step(WrongStep::ReasonNeeded(_)) => t.say("desk-hall-reason"),
        HallError::Step(WrongStep::OtherWindow(_)) => t.say("desk-hall-other-window"),
        HallError::Step(WrongStep::NotHere { .. } | WrongStep::TooLate) => {
            t.say("desk-hall-not-here")
        }
        _ => return None,
    })
}

/// `GET /desk/window/outcome`.
pub(super) async fn ask_outcome(State(floor): State<Floor>, on_duty: OnDuty) -> Response {
    let answer: Answer = match on_duty.session.window {
        Some(_) => outcome::draw(&floor, &on_duty, false).await,
        None => see(HERE),
    };
    floor.answer(&on_duty, answer)
}

/// `GET /desk/window/events`: the queue beside the visitor, as it changes.
///
/// The stream ends with the time a session lasts unseen; the browser then connects again, and an
/// officer who has done nothing since is no longer let in.
pub(super) async fn events(State(floor): State<Floor>, on_duty: OnDuty) -> Response {
    let (app, office) = (floor.app.clone(), on_duty.office().clone());
    let draw = Box::new(move || -> BoxFuture<'static, Option<Part>> {
        let (floor, on_duty) = (floor.clone(), on_duty.clone());
        Box::pin(async move {
            let clock = when::clock(on_duty.t(), floor.app.now(), &on_duty.zone(&floor));
            let drawn = window_page::queue_part(&floor, &on_duty).await;
            let drawn =
                drawn.inspect_err(|error| tracing::error!(%error, "a queue could not be drawn"));
            drawn.ok().map(|html| Part { html, clock })
        })
    });
    live::follow(&app, office, UNSEEN.unsigned_abs(), draw)
}
