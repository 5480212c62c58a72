//! Logging in and out.
//!
//! A wrong name and a wrong password get one answer. When a session ends while somebody types,
//! the page of logging in carries on what was typed, and the form goes through after it.

use std::net::{IpAddr, SocketAddr};

use askama::Template;
use axum::extract::{ConnectInfo, Extension, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::header::{HeaderMap, SET_COOKIE};
use http::{Extensions, StatusCode};
use jiff::tz::TimeZone;
use okno_app::staff::{LogInError, StaffToken};
use okno_domain::id::OfficeId;

use super::floor::{Floor, see};
use super::guard::{self, FORM_TOKEN};
use super::refusal::Refusal;
use super::said::{Said, Sent};
use super::{cookie, next, sheet, when};
use crate::field::{Field, Problem};
use crate::lang::Lang;
use crate::limits::Limited;
use crate::shell::Shell;
use crate::voice::Voice;

/// Stands before the name of every field that is carried on through the log-in.
const KEPT: &str = "kept.";
/// The address that the carried form was sent to.
const KEPT_FOR: &str = "kept-for";

#[derive(Template)]
#[template(path = "desk/log_in.html")]
struct LogInPage {
    shell: Shell,
    t: Voice,
    problems: Vec<Problem>,
    name: Field,
    password: Field,
    next: String,
    /// Address and fields of a form that waits for the log-in.
    kept: Option<Kept>,
}

#[derive(Template)]
#[template(path = "desk/go_on.html")]
struct GoOnPage {
    shell: Shell,
    t: Voice,
    form_token: String,
    kept: Kept,
}

/// A form that was sent when the session was over.
#[derive(Debug, Clone)]
struct Kept {
    action: String,
    fields: Vec<(String, String)>,
}

impl Kept {
    /// What the page of logging in carries on.
    fn of(said: &Said) -> Option<Self> {
        let action = next::or_start(said.word(KEPT_FOR)).to_owned();
        let fields = said.pairs().filter_map(|(name, word)| {
            Some((name.strip_prefix(KEPT)?.to_owned(), word.to_owned()))
        });
        said.has(KEPT_FOR).then(|| Self {
            action,
            fields: fields.collect(),
        })
    }
}

/// `GET /desk/log-in`.
pub(super) async fn ask(Extension(lang): Extension<Lang>, said: Said) -> Response {
    Asked::new(lang, next::or_start(said.word("next"))).answer(StatusCode::OK)
}

/// The page of logging in, in the place of another: nobody is logged in.
///
/// What was asked for is opened after the log-in; what was sent is kept.
pub(super) fn instead(_: &Floor, lang: Lang, path: &str, sent: Option<Said>) -> Response {
    let Some(said) = sent else {
        return guard::to_log_in(path);
    };
    let kept = Kept {
        action: next::or_start(path).to_owned(),
        fields: said.without(&[FORM_TOKEN]),
    };
    Asked {
        kept: Some(kept),
        ..Asked::new(lang, "/desk")
    }
    .answer(StatusCode::UNAUTHORIZED)
}

/// `POST /desk/log-in`.
pub(super) async fn let_in(
    State(floor): State<Floor>,
    Extension(lang): Extension<Lang>,
    from: From,
    Sent(said): Sent,
) -> Response {
    let t = Voice::of(lang);
    let (name, password) = (said.typed("name"), said.word("password").to_owned());
    let kept = Kept::of(&said);
    let asked = Asked {
        name: &name,
        kept,
        ..Asked::new(lang, next::or_start(said.word("next")))
    };
    if let Err(wait) = floor.limits.network(Limited::LogIn, from.0) {
        let seconds = i64::try_from(wait.as_secs())
            .unwrap_or(i64::MAX)
            .saturating_add(1);
        let wrong = Some(t.count("desk-log-in-too-many", seconds));
        return Asked { wrong, ..asked }.answer(StatusCode::TOO_MANY_REQUESTS);
    }
    match floor.app.log_in(&name, &password).await {
        Ok((token, _)) => welcome(&floor, &token, asked),
        Err(LogInError::Wrong) => {
            let wrong = Some(t.say("desk-log-in-wrong"));
            Asked { wrong, ..asked }.answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(LogInError::Paused { until }) => {
            let zone = zone_of(&floor, &name);
            let time = when::clock(t, until, &zone);
            let wrong = Some(t.with("desk-log-in-paused", "time", time));
            Asked { wrong, ..asked }.answer(StatusCode::TOO_MANY_REQUESTS)
        }
        Err(error) => {
            tracing::error!(%error, "nobody could be logged in");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// `POST /desk/log-out`.
pub(super) async fn let_out(State(floor): State<Floor>, headers: HeaderMap) -> Response {
    if let Some(token) = cookie::token(&headers, floor.transport)
        && let Err(error) = floor.app.log_out(&token).await
    {
        tracing::error!(%error, "a session could not be ended");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let mut response = Redirect::to("/desk/log-in").into_response();
    if let Some(line) = cookie::forget(floor.transport) {
        response.headers_mut().append(SET_COOKIE, line);
    }
    response
}

/// Hands the cookie over and goes on: to the page that was asked for, or through a page with the
/// form that waited.
fn welcome(floor: &Floor, token: &StaffToken, asked: Asked<'_>) -> Response {
    let t = Voice::of(asked.lang);
    let answer = match asked.kept {
        None => see(asked.next),
        Some(kept) => {
            let shell = Shell::new(asked.lang, t.say("desk-go-on-title"), "/desk");
            let form_token = floor.form_token(token.digest());
            let page = GoOnPage {
                shell: sheet::framed(shell),
                t,
                form_token,
                kept,
            };
            super::floor::html(StatusCode::OK, &page)
        }
    };
    let mut response = answer.unwrap_or_else(|broken| drawn_badly(&broken));
    if let Some(line) = cookie::keep(token, floor.transport) {
        response.headers_mut().append(SET_COOKIE, line);
    }
    response
}

fn drawn_badly(cause: &Refusal) -> Response {
    tracing::error!(%cause, "the page of logging in could not be drawn");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// A log-in name begins with the code of the office, whose clock says when log-in goes on.
fn zone_of(floor: &Floor, name: &str) -> TimeZone {
    let office = name.trim().split('.').next().unwrap_or_default();
    floor.app.zone_of(&OfficeId::new(office))
}

/// What the page of logging in is drawn from.
struct Asked<'a> {
    lang: Lang,
    name: &'a str,
    next: &'a str,
    kept: Option<Kept>,
    wrong: Option<String>,
}

impl<'a> Asked<'a> {
    fn new(lang: Lang, next: &'a str) -> Self {
        Self {
            lang,
            name: "",
            next,
            kept: None,
            wrong: None,
        }
    }

    fn answer(self, status: StatusCode) -> Response {
        match self.page().render() {
            Ok(page) => (status, Html(page)).into_response(),
            Err(problem) => drawn_badly(&Refusal::Drawing(problem)),
        }
    }

    fn page(self) -> LogInPage {
        let t = Voice::of(self.lang);
        let problem = |message: &String| Problem {
            field: "name".into(),
            message: message.clone(),
        };
        let path = format!("/desk/log-in?next={}", next::in_query(self.next));
        let mut shell = Shell::new(self.lang, t.say("desk-log-in-title"), path);
        shell.has_errors = self.wrong.is_some();
        let name =
            Field::text("name", t.say("desk-log-in-name")).hint(t.say("desk-log-in-name-hint"));
        let password = Field {
            kind: "password",
            ..Field::text("password", t.say("desk-log-in-password"))
        };
        LogInPage {
            shell: sheet::framed(shell),
            problems: self.wrong.iter().map(problem).collect(),
            name: name
                .value(self.name)
                .error(self.wrong)
                .autocomplete("username"),
            password: password.autocomplete("current-password"),
            next: self.next.to_owned(),
            kept: self.kept,
            t,
        }
    }
}

/// The network a request came from.
pub(super) struct From(IpAddr);

impl<S: Send + Sync> axum::extract::FromRequestParts<S> for From {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut http::request::Parts,
        _: &S,
    ) -> Result<Self, Self::Rejection> {
        Ok(Self(peer(&parts.extensions)))
    }
}

fn peer(extensions: &Extensions) -> IpAddr {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>();
    peer.map_or(IpAddr::from([127, 0, 0, 1]), |ConnectInfo(peer)| peer.ip())
}
