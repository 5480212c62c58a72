//! The page of the officer at a window, drawn from the visit and the queue.

use askama::Template;
use http::StatusCode;
use jiff::Timestamp;
use okno_app::hall::{Queued, Visit};
use okno_domain::hall::{CALLS_AT_MOST, Class, TicketState};
use okno_identity::role::Action;

use super::floor::{Answer, Floor, html};
use super::on_duty::OnDuty;
use super::refusal::Refusal;
use super::sheet::{self, Sheet};
use super::window::HERE;
use super::{when, words};
use crate::field::{Choice, Field};
use crate::shell::Shell;
use crate::view::{QueueRow, Verb};
use crate::voice::Voice;

/// What has just happened.
pub(super) enum Told {
    /// A step was taken; the code of it.
    Done(String),
    /// A step was not taken, and why.
    Problem(String),
}

#[derive(Template)]
#[template(path = "desk/window.html")]
struct WindowPage {
    shell: Shell,
    t: Voice,
    sheet: Sheet,
    problem: Option<String>,
    /// Whether people are called to the window now.
    open: bool,
    paused: bool,
    visitor: Option<Visitor>,
    verbs: Vec<Verb>,
    /// Where the end of a visit is asked for; leads the verbs while somebody is served.
    finish: Option<String>,
    pause_reasons: Field,
    park: bool,
    transfer: Vec<(String, String)>,
    case: Option<(String, String)>,
    late: Option<String>,
    queue: Vec<QueueRow>,
    aside: Vec<Aside>,
}

/// The queue alone, for the live part of the page.
#[derive(Template)]
#[template(path = "desk/queue.html")]
struct QueuePart {
    t: Voice,
    late: Option<String>,
    queue: Vec<QueueRow>,
}

/// The visitor in words.
struct Visitor {
    number: String,
    state: String,
    name: String,
    service: String,
    class: String,
    help: String,
    language: String,
    waited: String,
    over_norm: bool,
    calls: String,
    again: String,
}

/// Somebody who was called, put aside or missed.
struct Aside {
    number: String,
    state: String,
}

/// Draws the page.
pub(super) async fn draw(floor: &Floor, on_duty: &OnDuty, told: Told) -> Answer {
    let t = on_duty.t();
    let Some(window) = on_duty.session.window.clone() else {
        return Err(Refusal::NotFound);
    };
    let visit = floor.app.visit(&on_duty.session).await?;
    let queue = floor
        .app
        .queue(&on_duty.session.duty, on_duty.office())
        .await?;
    let open = window.state == "open";
    let serving = visit
        .as_ref()
        .is_some_and(|visit| visit.state == TicketState::Serving);
    let (problem, done) = match told {
        Told::Done(done) => (None, done),
        Told::Problem(problem) => (Some(problem), String::new()),
    };
    let status = if problem.is_some() {
        StatusCode::CONFLICT
    } else {
        StatusCode::OK
    };
    let shell = sheet::shell(
        on_duty,
        t.with("desk-window-number", "number", window.number),
    );
    let page = WindowPage {
        shell: Shell {
            has_errors: problem.is_some(),
            ..shell
        },
        sheet: Sheet::new(floor, on_duty, &done),
        open,
        paused: window.state == "paused",
        verbs: verbs(visit.as_ref(), open, t),
        finish: serving.then(|| format!("{HERE}/outcome")),
        park: serving,
        transfer: if serving {
            others(floor, on_duty).await?
        } else {
            Vec::new()
        },
        case: visit
            .as_ref()
            .filter(|_| serving)
            .and_then(|visit| case(floor, on_duty, visit)),
        visitor: visit.as_ref().map(|visit| visitor(floor, on_duty, visit)),
        pause_reasons: pause_reasons(t),
        late: late(&queue, t),
        aside: aside(&queue, t),
        queue: rows(floor, on_duty, &queue),
        problem,
        t,
    };
    html(status, &page)
}

/// The queue alone.
pub(super) async fn queue_part(floor: &Floor, on_duty: &OnDuty) -> Result<String, Refusal> {
    let queue = floor
        .app
        .queue(&on_duty.session.duty, on_duty.office())
        .await?;
    let t = on_duty.t();
    let part = QueuePart {
        late: late(&queue, t),
        queue: rows(floor, on_duty, &queue),
        t,
    };
    Ok(part.render()?)
}

fn verbs(visit: Option<&Visit>, open: bool, t: Voice) -> Vec<Verb> {
    let verb = |name: &str, key, kind, action: &str| Verb {
        name: t.say(name),
        key,
        action: format!("{HERE}/{action}"),
        once: String::new(),
        kind,
    };
    match visit.map(|visit| (visit.state, visit.again_at.is_some())) {
        None if open => vec![verb("desk-verb-next", "F2", "", "next")],
        None => vec![verb("desk-verb-open", "F2", "", "open")],
        Some((TicketState::Called, again)) => {
            let mut verbs = vec![verb("desk-verb-came", "F2", "", "came")];
            if again {
                verbs.push(verb("desk-verb-again", "F4", "second", "again"));
            }
            verbs.push(verb("desk-verb-missed", "F8", "second", "missed"));
            verbs
        }
        Some(_) => Vec::new(),
    }
}

fn visitor(floor: &Floor, on_duty: &OnDuty, visit: &Visit) -> Visitor {
    let t = on_duty.t();
    let zone = on_duty.zone(floor);
    let clock = |at: Timestamp| when::clock(t, at, &zone);
    let called = visit.state == TicketState::Called;
    Visitor {
        number: visit.number.to_string(),
        state: t.with(
            &format!("desk-visit-{}", visit.state.name()),
            "time",
            clock(visit.since),
        ),
        name: visit
            .name
            .as_ref()
            .map(|name| name.reveal().clone())
            .unwrap_or_default(),
        service: words::service(&floor.app, &visit.service, t),
        class: match visit.class {
            Class::Booked(at) => t.with("desk-class-booked", "time", clock(at)),
            Class::Priority => t.say("desk-class-priority"),
            Class::WalkIn => t.say("desk-class-walk-in"),
        },
        help: words::help(&visit.help, t),
        language: t.say_or(
            &format!("desk-language-{}", visit.language),
            &visit.language,
        ),
        waited: visit
            .waited
            .map(|waited| t.count("web-minutes", when::minutes(waited)))
            .unwrap_or_default(),
        over_norm: visit.over_norm(),
        calls: if called {
            t.with2(
                "desk-visit-calls",
                "count",
                visit.calls,
                "most",
                CALLS_AT_MOST,
            )
        } else {
            String::new()
        },
        again: match visit.again_at {
            Some(at) if at > floor.app.now() => t.with(
                "desk-visit-again-from",
                "time",
                when::clock_to_the_second(t, at, &zone),
            ),
            _ => String::new(),
        },
    }
}

/// The case of the visit, or where one is opened.
fn case(floor: &Floor, on_duty: &OnDuty, visit: &Visit) -> Option<(String, String)> {
    let t = on_duty.t();
    if let Some(case) = visit.case {
        let key = okno_app::case::CaseKey::of(on_duty.office(), case);
        return Some((t.say("desk-visit-case"), format!("/desk/cases/{key}")));
    }
    let may = floor.allow(on_duty, Action::Accept).is_ok();
    may.then(|| (t.say("desk-visit-open-case"), "/desk/cases/new".to_owned()))
}

async fn others(floor: &Floor, on_duty: &OnDuty) -> Result<Vec<(String, String)>, Refusal> {
    let t = on_duty.t();
    let own = on_duty
        .session
        .window
        .as_ref()
        .map(|window| window.window_id);
    let windows = floor.app.windows(&on_duty.session).await?;
    let others = windows
        .into_iter()
        .filter(|window| Some(window.window_id) != own);
    Ok(others
        .map(|window| {
            let name = t.with("desk-window-number", "number", window.number);
            (window.window_id.to_string(), name)
        })
        .collect())
}

fn pause_reasons(t: Voice) -> Field {
    let reasons = ["lunch", "break", "technical", "other"];
    Field::text("reason", t.say("desk-pause-reason")).choices(
        reasons
            .map(|code| Choice::new(code, t.say(&format!("desk-pause-{code}")), code == "break")),
    )
}

fn waits(one: &&Queued) -> bool {
    one.state == TicketState::Waiting
}

/// Who waits longer than the norm, in words: colour alone says nothing to many.
fn late(queue: &[Queued], t: Voice) -> Option<String> {
    let count = queue
        .iter()
        .filter(waits)
        .filter(|one| one.over_norm())
        .count();
    (count > 0).then(|| t.count("desk-queue-late", count))
}

fn rows(floor: &Floor, on_duty: &OnDuty, queue: &[Queued]) -> Vec<QueueRow> {
    let t = on_duty.t();
    let zone = on_duty.zone(floor);
    let row = |one: &Queued| QueueRow {
        ticket: one.number.to_string(),
        service: words::service(&floor.app, &one.service, t),
        booked: match one.class {
            Class::Booked(at) => when::clock(t, at, &zone),
            Class::Priority => t.say("desk-class-priority"),
            Class::WalkIn => String::new(),
        },
        minutes: when::minutes(one.waited),
        over_norm: one.over_norm(),
    };
    queue.iter().filter(waits).map(row).collect()
}

fn aside(queue: &[Queued], t: Voice) -> Vec<Aside> {
    let elsewhere = queue.iter().filter(|one| !waits(one));
    elsewhere
        .map(|one| Aside {
            number: one.number.to_string(),
            state: t.say(&format!("desk-ticket-state-{}", one.state.name())),
        })
        .collect()
}
