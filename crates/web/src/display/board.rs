//! The board drawn from the hall.

use std::time::Duration;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Response};
use http::StatusCode;
use http::header::CACHE_CONTROL;
use jiff::{SignedDuration, Timestamp};
use okno_app::App;
use okno_app::hall::{Board, HallError};
use okno_domain::id::OfficeId;
use serde::Deserialize;

use super::live::{self, Part};
use crate::lang::Lang;
use crate::shell::Shell;
use crate::view::BoardCall;
use crate::voice::Voice;

/// A call is highlighted for so long: time to look up from a telephone.
const FRESH: SignedDuration = SignedDuration::from_secs(12);
/// A display that has no trouble connects again twice a day.
const LONGEST: Duration = Duration::from_secs(12 * 60 * 60);

/// What an address may ask for.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    lang: Option<Lang>,
    /// `4` for smaller screens: fewer rows in larger type.
    rows: Option<usize>,
}

#[derive(Template)]
#[template(path = "display/board.html")]
struct BoardPage {
    shell: Shell,
    t: Voice,
    words: BoardWords,
    events: String,
    rows4: bool,
}

#[derive(Template)]
#[template(path = "display/part.html")]
struct BoardPart {
    t: Voice,
    words: BoardWords,
}

/// The board in words.
struct BoardWords {
    office: String,
    clock: String,
    calls: Vec<BoardCall>,
    soon: Vec<String>,
    waiting: String,
    estimate: String,
    norm: String,
    closed: bool,
}

/// `GET /display/{office}`.
pub(super) async fn page(
    State(app): State<App>,
    Path(office): Path<OfficeId>,
    Query(asked): Query<Asked>,
) -> Response {
    let lang = asked.lang.unwrap_or(Lang::Ru);
    let t = Voice::of(lang);
    let words = match words(&app, &office, &asked, t).await {
        Ok(words) => words,
        Err(HallError::NotFound) => return StatusCode::NOT_FOUND.into_response(),
        Err(error) => return broken(&error),
    };
    let rows4 = asked.rows == Some(4);
    let rows = if rows4 { "&rows=4" } else { "" };
    let path = format!("/display/{office}?lang={lang}{rows}");
    let page = BoardPage {
        shell: Shell::new(lang, words.office.clone(), path),
        events: format!("/display/{office}/events?lang={lang}{rows}"),
        rows4,
        words,
        t,
    };
    match page.render() {
        Ok(page) => ([(CACHE_CONTROL, "no-store")], Html(page)).into_response(),
        Err(problem) => broken(&problem),
    }
}

/// `GET /display/{office}/events`.
pub(super) async fn events(
    State(app): State<App>,
    Path(office): Path<OfficeId>,
    Query(asked): Query<Asked>,
) -> Response {
    if app.directory().now().office(&office).is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let (asked, at) = (std::sync::Arc::new(asked), office.clone());
    let house = app.clone();
    let draw = Box::new(
        move || -> futures::future::BoxFuture<'static, Option<Part>> {
            let (app, office, asked) = (house.clone(), at.clone(), std::sync::Arc::clone(&asked));
            Box::pin(async move { part(&app, &office, &asked).await })
        },
    );
    live::follow(&app, office, LONGEST, draw)
}

async fn part(app: &App, office: &OfficeId, asked: &Asked) -> Option<Part> {
    let t = Voice::of(asked.lang.unwrap_or(Lang::Ru));
    let drawn = match words(app, office, asked, t).await {
        Ok(words) => {
            let clock = words.clock.clone();
            BoardPart { t, words }
                .render()
                .map(|html| Part { html, clock })
                .map_err(|e| e.to_string())
        }
        Err(error) => Err(error.to_string()),
    };
    drawn
        .inspect_err(|error| tracing::error!(%error, %office, "a board could not be drawn"))
        .ok()
}

fn broken(cause: &dyn std::fmt::Display) -> Response {
    tracing::error!(%cause, "a board could not be drawn");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

async fn words(
    app: &App,
    office: &OfficeId,
    asked: &Asked,
    t: Voice,
) -> Result<BoardWords, HallError> {
    let board = app.board(office).await?;
    let directory = app.directory().now();
    let name = directory
        .office(office)
        .map(|known| t.words(&known.profile.short_title));
    let most = if asked.rows == Some(4) { 4 } else { usize::MAX };
    Ok(BoardWords {
        office: name.unwrap_or_default(),
        clock: t.time(board.clock),
        calls: board
            .calls
            .iter()
            .take(most)
            .map(|call| call_words(call, board.at))
            .collect(),
        soon: board.soon.iter().map(ToString::to_string).collect(),
        waiting: t.count("display-waiting", board.waiting),
        estimate: estimate(&board, t),
        norm: board
            .norm
            .map(|norm| {
                t.with(
                    "display-norm",
                    "time",
                    t.count("web-minutes", norm.as_mins()),
                )
            })
            .unwrap_or_default(),
        closed: board.open_windows == 0,
    })
}

fn call_words(call: &okno_app::hall::BoardCall, now: Timestamp) -> BoardCall {
    BoardCall {
        ticket: call.number.to_string(),
        window: call.window.to_string(),
        fresh: !call.came && now.duration_since(call.called_at) < FRESH,
    }
}

fn estimate(board: &Board, t: Voice) -> String {
    let minutes = board.estimate.map(|estimate| estimate.p50.div_ceil(60));
    match minutes.and_then(|minutes| i64::try_from(minutes).ok()) {
        None => t.say("display-no-window"),
        Some(0) => t.say("display-no-wait"),
        Some(minutes) => t.with("display-estimate", "time", t.count("web-minutes", minutes)),
    }
}
