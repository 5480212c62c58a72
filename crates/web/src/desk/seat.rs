//! Choosing a window, and taking it over from another browser after a question.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use jiff::Timestamp;
use okno_app::staff::SeatError;
use okno_domain::id::WindowId;

use super::floor::{Answer, Floor, html, see};
use super::on_duty::OnDuty;
use super::refusal::Refusal;
use super::said::{Said, Sent};
use super::sheet::{self, Sheet};
use super::when;
use super::window::HERE;
use crate::shell::Shell;
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "desk/seat.html")]
struct SeatPage {
    shell: Shell,
    t: Voice,
    sheet: Sheet,
    windows: Vec<WindowWords>,
}

#[derive(Template)]
#[template(path = "desk/take_over.html")]
struct TakeOverPage {
    shell: Shell,
    t: Voice,
    sheet: Sheet,
    text: String,
    window: String,
}

/// One window of the office.
struct WindowWords {
    id: String,
    number: String,
    purposes: String,
    state: String,
    /// Kind of tag.
    kind: &'static str,
}

/// The page on which an officer chooses a window.
pub(super) async fn choose(floor: &Floor, on_duty: &OnDuty, done: &str) -> Answer {
    let t = on_duty.t();
    let found = floor.app.windows(&on_duty.session).await?;
    let purpose = |code: &String| t.say_or(&format!("desk-purpose-{code}"), code);
    let windows = found.iter().map(|window| WindowWords {
        id: window.window_id.to_string(),
        number: window.number.to_string(),
        purposes: window
            .purposes
            .iter()
            .map(purpose)
            .collect::<Vec<_>>()
            .join(", "),
        state: t.say_or(&format!("desk-window-{}", window.state), &window.state),
        kind: if window.state == "open" { "ok" } else { "off" },
    });
    let page = SeatPage {
        shell: sheet::shell(on_duty, t.say("desk-seat-title")),
        sheet: Sheet::new(floor, on_duty, done),
        windows: windows.collect(),
        t,
    };
    html(StatusCode::OK, &page)
}

/// `GET /desk/window/choose`: another window than the one taken.
pub(super) async fn ask(State(floor): State<Floor>, on_duty: OnDuty) -> Response {
    let answer = choose(&floor, &on_duty, "").await;
    floor.answer(&on_duty, answer)
}

/// `POST /desk/window/take`.
pub(super) async fn take(
    State(floor): State<Floor>,
    on_duty: OnDuty,
    Sent(said): Sent,
) -> Response {
    let on_duty = on_duty.at(HERE);
    let answer = sit_down(&floor, &on_duty, &said).await;
    floor.answer(&on_duty, answer)
}

async fn sit_down(floor: &Floor, on_duty: &OnDuty, said: &Said) -> Answer {
    let id: WindowId = said.word("window").parse().map_err(|_| Refusal::NotFound)?;
    let t = on_duty.t();
    match floor
        .app
        .take_window(&on_duty.session, id, said.has("confirmed"))
        .await
    {
        Ok(_) => see(&format!("{HERE}?done=seated")),
        Err(SeatError::WindowBusy { by, seen_at }) => {
            let text = t.with2(
                "desk-take-over-busy",
                "name",
                t.words(&by),
                "time",
                seen(floor, on_duty, seen_at),
            );
            question(floor, on_duty, id, text)
        }
        Err(SeatError::OwnOtherBrowser { seen_at }) => {
            let text = t.with("desk-take-over-own", "time", seen(floor, on_duty, seen_at));
            question(floor, on_duty, id, text)
        }
        Err(error) => Err(error.into()),
    }
}

fn seen(floor: &Floor, on_duty: &OnDuty, at: Timestamp) -> String {
    when::clock(on_duty.t(), at, &on_duty.zone(floor))
}

fn question(floor: &Floor, on_duty: &OnDuty, id: WindowId, text: String) -> Answer {
    let t = on_duty.t();
    let page = TakeOverPage {
        shell: sheet::shell(on_duty, t.say("desk-take-over-title")),
        sheet: Sheet::new(floor, on_duty, ""),
        text,
        window: id.to_string(),
        t,
    };
    html(StatusCode::CONFLICT, &page)
}

impl From<SeatError> for Refusal {
    fn from(error: SeatError) -> Self {
        match error {
            SeatError::NoSuchWindow => Self::NotFound,
            SeatError::Forbidden(_) => Self::NoRight,
            other => Self::broken(other),
        }
    }
}
