//! What waits for the officer, or for a role, those with the fewest days left first.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use okno_app::case::WorkItem;
use okno_identity::role::{Action, Role};

use super::{HERE, address, state_words};
use crate::desk::floor::{Answer, Floor, html};
use crate::desk::on_duty::OnDuty;
use crate::desk::said::Said;
use crate::desk::sheet::{self, Sheet};
use crate::desk::{when, words};
use crate::shell::Shell;
use crate::view::PageLinks;
use crate::voice::Voice;

/// Rows of one page.
const ROWS: usize = 25;
/// The roles that work on cases, whose lists can be looked at.
const ROLES: [Role; 5] = [
    Role::Reception,
    Role::Window,
    Role::Requests,
    Role::Head,
    Role::Production,
];

#[derive(Template)]
#[template(path = "desk/cases.html")]
struct CasesPage {
    shell: Shell,
    t: Voice,
    sheet: Sheet,
    lists: Vec<ListLink>,
    overdue: Option<String>,
    rows: Vec<Row>,
    pages: PageLinks,
    new: bool,
}

/// The list of one role.
struct ListLink {
    name: String,
    href: String,
    here: bool,
}

/// One case.
struct Row {
    href: String,
    number: String,
    service: String,
    state: String,
    since: String,
    step_due: String,
    target: String,
    due: String,
    left: String,
    overdue: bool,
    stopped: bool,
}

/// `GET /desk/cases?role=…&page=…`.
pub(in crate::desk) async fn show(
    State(floor): State<Floor>,
    on_duty: OnDuty,
    said: Said,
) -> Response {
    let answer = page(&floor, &on_duty, &said).await;
    floor.answer(&on_duty, answer)
}

async fn page(floor: &Floor, on_duty: &OnDuty, said: &Said) -> Answer {
    let t = on_duty.t();
    let own = on_duty
        .session
        .duty
        .roles
        .iter()
        .any(|role| ROLES.contains(role));
    let asked = Role::from_code(said.word("role")).filter(|role| ROLES.contains(role));
    // Whoever only looks has no work of their own: the list of the head is shown.
    let role = if own {
        asked
    } else {
        asked.or(Some(Role::Head))
    };
    let found = floor.app.worklist(&on_duty.session.duty, role).await?;
    let count = found.len().div_ceil(ROWS).max(1);
    let at = said
        .word("page")
        .parse::<usize>()
        .unwrap_or(1)
        .clamp(1, count);
    let rows = found.iter().skip((at - 1) * ROWS).take(ROWS);
    let overdue = found.iter().filter(|item| item.overdue()).count();
    let page = CasesPage {
        shell: sheet::shell(on_duty, t.say("desk-cases-title")),
        sheet: Sheet::new(floor, on_duty, said.word("done")),
        lists: lists(own, role, t),
        overdue: (overdue > 0).then(|| t.count("desk-cases-overdue", overdue)),
        rows: rows.map(|item| row(floor, on_duty, item)).collect(),
        pages: PageLinks::new(count, at, |number| match role {
            Some(role) => format!("{HERE}?role={}&page={number}", role.code()),
            None => format!("{HERE}?page={number}"),
        }),
        new: floor.allow(on_duty, Action::Accept).is_ok(),
        t,
    };
    html(StatusCode::OK, &page)
}

fn lists(own: bool, role: Option<Role>, t: Voice) -> Vec<ListLink> {
    let mine = own.then(|| ListLink {
        name: t.say("desk-cases-mine"),
        href: HERE.to_owned(),
        here: role.is_none(),
    });
    let of_role = |one: Role| ListLink {
        name: t.say(&format!("desk-role-{}", one.code())),
        href: format!("{HERE}?role={}", one.code()),
        here: role == Some(one),
    };
    mine.into_iter().chain(ROLES.map(of_role)).collect()
}

fn row(floor: &Floor, on_duty: &OnDuty, item: &WorkItem) -> Row {
    let t = on_duty.t();
    let day = |day: Option<jiff::civil::Date>| day.map(|day| t.day(day)).unwrap_or_default();
    Row {
        href: address(&item.key),
        number: item
            .number
            .clone()
            .unwrap_or_else(|| t.say("desk-case-no-number")),
        service: words::service(&floor.app, &item.service, t),
        state: state_words(floor, &item.service, item.state, t),
        since: when::moment(t, item.since, &on_duty.zone(floor)),
        step_due: day(item.step_due_on),
        target: day(item.target_on),
        due: day(item.due_on),
        left: match item.days_left {
            None => String::new(),
            Some(left) if left < 0 => t.count("desk-days-over", -left),
            Some(left) => t.count("desk-days-left", left),
        },
        overdue: item.overdue(),
        stopped: item.stopped,
    }
}
