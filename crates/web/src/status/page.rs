//! The form and its answer.
//!
//! The secret travels in the body of a form and never stands in an address, so that it is in no
//! history and no log. A wrong number, a wrong secret and a case that does not exist get one answer.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use askama::Template;
use axum::extract::{ConnectInfo, Extension, Form, Path, State};
use axum::response::{Html, IntoResponse, Response};
use http::StatusCode;
use http::header::{CACHE_CONTROL, RETRY_AFTER};
use jiff::tz::TimeZone;
use okno_app::case::Status;
use serde::Deserialize;

use super::{Counter, why};
use crate::field::{Field, Problem};
use crate::lang::Lang;
use crate::limits::Limited;
use crate::shell::Shell;
use crate::voice::{self, Voice};

/// What somebody typed.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    number: String,
    #[serde(default)]
    secret: String,
}

/// The network a request came from, as the connection says.
type Peer = Option<Extension<ConnectInfo<SocketAddr>>>;

#[derive(Template)]
#[template(path = "status/ask.html")]
struct AskPage {
    shell: Shell,
    t: Voice,
    action: String,
    problems: Vec<Problem>,
    number: Field,
    secret: Field,
}

#[derive(Template)]
#[template(path = "status/status.html")]
struct StatusPage {
    shell: Shell,
    t: Voice,
    said: StatusWords,
    again: String,
}

/// The course of a case in words.
struct StatusWords {
    title: String,
    plain: String,
    since: String,
    office: String,
    office_href: String,
    service: String,
    accepted: String,
    due: String,
    reasons: Vec<String>,
    stopped: String,
    next: String,
    next_by: String,
}

/// `GET /{lang}/status`.
pub(super) async fn ask(Path(lang): Path<Lang>) -> Response {
    form(lang, "", &Typed::default(), None, StatusCode::OK)
}

/// `GET /{lang}/{region}/status`.
pub(super) async fn ask_region(
    State(counter): State<Counter>,
    Path((lang, region)): Path<(Lang, String)>,
) -> Response {
    match site(&counter, &region) {
        Some(site) => form(lang, &site, &Typed::default(), None, StatusCode::OK),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `POST /{lang}/status`.
pub(super) async fn tell(
    State(counter): State<Counter>,
    Path(lang): Path<Lang>,
    peer: Peer,
    Form(typed): Form<Typed>,
) -> Response {
    answer(&counter, lang, "", peer, &typed).await
}

/// `POST /{lang}/{region}/status`.
pub(super) async fn tell_region(
    State(counter): State<Counter>,
    Path((lang, region)): Path<(Lang, String)>,
    peer: Peer,
    Form(typed): Form<Typed>,
) -> Response {
    match site(&counter, &region) {
        Some(site) => answer(&counter, lang, &site, peer, &typed).await,
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The part of an address that names the site of a region.
fn site(counter: &Counter, region: &str) -> Option<String> {
    let known = counter.app.directory().now();
    known
        .region(&region.into())
        .map(|known| format!("/{}", known.region_id))
}

async fn answer(counter: &Counter, lang: Lang, site: &str, peer: Peer, typed: &Typed) -> Response {
    let t = Voice::of(lang);
    let from = peer.map_or(
        IpAddr::from([127, 0, 0, 1]),
        |Extension(ConnectInfo(peer))| peer.ip(),
    );
    if let Err(wait) = counter.limits.network(Limited::LookUp, from) {
        return too_many(lang, site, typed, wait);
    }
    let (number, secret) = (typed.number.trim(), typed.secret.trim());
    if number.is_empty() || secret.is_empty() {
        let problem = t.say("status-empty");
        return form(
            lang,
            site,
            typed,
            Some(problem),
            StatusCode::UNPROCESSABLE_ENTITY,
        );
    }
    match counter.app.status(number, secret).await {
        Ok(Some(status)) => drawn(&page(counter, lang, site, &status), StatusCode::OK),
        Ok(None) => {
            let problem = t.say("status-wrong");
            form(lang, site, typed, Some(problem), StatusCode::NOT_FOUND)
        }
        Err(error) => {
            tracing::error!(%error, "the course of a case could not be told");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn too_many(lang: Lang, site: &str, typed: &Typed, wait: Duration) -> Response {
    let seconds = i64::try_from(wait.as_secs())
        .unwrap_or(i64::MAX)
        .saturating_add(1);
    let problem = Voice::of(lang).count("status-too-many", seconds);
    let mut response = form(
        lang,
        site,
        typed,
        Some(problem),
        StatusCode::TOO_MANY_REQUESTS,
    );
    response.headers_mut().insert(RETRY_AFTER, seconds.into());
    response
}

/// The form; the number stays, the secret is typed again.
fn form(
    lang: Lang,
    site: &str,
    typed: &Typed,
    wrong: Option<String>,
    status: StatusCode,
) -> Response {
    let t = Voice::of(lang);
    let path = format!("/{lang}{site}/status");
    let shell = Shell::new(lang, t.say("status-title"), path.clone()).with_script();
    let problem = |message: &String| Problem {
        field: "number".into(),
        message: message.clone(),
    };
    let number = Field::text("number", t.say("status-number")).hint(t.say("status-number-hint"));
    let secret = Field::text("secret", t.say("status-secret")).hint(t.say("status-secret-hint"));
    let page = AskPage {
        shell: Shell {
            has_errors: wrong.is_some(),
            ..shell
        },
        action: path,
        problems: wrong.iter().map(problem).collect(),
        number: number
            .value(typed.number.trim())
            .error(wrong)
            .autocomplete("off"),
        secret: secret.autocomplete("off"),
        t,
    };
    drawn(&page, status)
}

fn drawn(page: &impl Template, status: StatusCode) -> Response {
    match page.render() {
        Ok(page) => (status, [(CACHE_CONTROL, "no-store")], Html(page)).into_response(),
        Err(problem) => {
            tracing::error!(%problem, "the page of a case could not be drawn");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn page(counter: &Counter, lang: Lang, site: &str, status: &Status) -> StatusPage {
    let t = Voice::of(lang);
    let path = format!("/{lang}{site}/status");
    let title = t.with("status-of", "number", &status.number);
    StatusPage {
        shell: Shell::new(lang, title, path.clone()).with_script(),
        said: said(counter, status, lang, t),
        again: path,
        t,
    }
}

fn said(counter: &Counter, status: &Status, lang: Lang, t: Voice) -> StatusWords {
    let app = &counter.app;
    let zone = app.zone_of(&status.office);
    let known = app.directory().now();
    let office = known
        .office(&status.office)
        .map(|known| t.words(&known.profile.title));
    let services = app
        .rules()
        .pack_of(&status.service)
        .ok()
        .map(|pack| &pack.services);
    let service = services.and_then(|all| all.iter().find(|one| one.id == status.service));
    let moved = status.moved_by_days;
    let day = |key: &str, day: Option<jiff::civil::Date>| {
        day.map(|day| t.with(key, "day", t.date(day)))
            .unwrap_or_default()
    };
    StatusWords {
        title: t.words(&status.title),
        plain: t.words(&status.plain),
        since: moment(status.since, &zone, t),
        office: office.unwrap_or_else(|| status.office.to_string()),
        office_href: format!("/{lang}/offices/{}", status.office),
        service: service
            .map(|service| t.words(&service.title))
            .unwrap_or_default(),
        accepted: status.accepted_on.map(|on| t.date(on)).unwrap_or_default(),
        due: status.due_on.map(|on| t.date(on)).unwrap_or_default(),
        reasons: status
            .basis
            .as_ref()
            .map(|due| why::reasons(due, moved, t))
            .unwrap_or_default(),
        stopped: day("status-stopped", status.stopped_on),
        next: status
            .next
            .as_ref()
            .map(|(_, words)| t.words(words))
            .unwrap_or_default(),
        next_by: day("status-next-by", status.next_by),
    }
}

fn moment(at: jiff::Timestamp, zone: &TimeZone, t: Voice) -> String {
    let local = at.to_zoned(zone.clone()).datetime();
    voice::wording().map_or_else(
        || local.to_string(),
        |words| words.day_and_time(t.lang(), local),
    )
}
