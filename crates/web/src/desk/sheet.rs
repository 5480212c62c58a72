//! What stands around every page of the desk: who works here, where, and where one can go.

use okno_identity::role::{Action, Role};

use super::floor::Floor;
use super::on_duty::OnDuty;
use crate::shell::Shell;
use crate::voice::Voice;

/// The frame of a page of the desk beside [`Shell`].
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    /// Where one can go.
    pub(super) ways: Vec<Way>,
    /// Name of the office.
    pub(super) office: String,
    /// Surname and position.
    pub(super) officer: String,
    /// Roles in words.
    pub(super) roles: String,
    /// The window, where one is taken.
    pub(super) window: Option<String>,
    /// The hidden field of every form.
    pub(super) form_token: String,
    /// What has just been done.
    pub(super) done: Option<String>,
    /// Whether nothing can be changed by this officer (REQ-SO-4).
    pub(super) looks_only: bool,
}

/// One way in the header.
#[derive(Debug, Clone)]
pub(super) struct Way {
    /// Its name.
    pub(super) name: String,
    /// Its address.
    pub(super) href: &'static str,
    /// Whether the page belongs there.
    pub(super) here: bool,
}

/// The ways of the header: address, name, who goes there.
pub(super) const WAYS: [(&str, &str, &[Action]); 5] = [
    ("/desk/arrivals", "desk-way-arrivals", &[Action::SeeDay]),
    ("/desk/window", "desk-way-window", &[Action::ServeTicket]),
    ("/desk/cases", "desk-way-cases", &[Action::SeeCase]),
    (
        "/desk/outbox",
        "desk-way-outbox",
        &[Action::SeeCase, Action::SeeHealth],
    ),
    ("/desk/closures", "desk-way-closures", &[Action::PlanHours]),
];

impl Sheet {
    /// The frame for an officer; `done` is the code of what has just been done, as the address
    /// says it.
    pub(super) fn new(floor: &Floor, on_duty: &OnDuty, done: &str) -> Self {
        let t = on_duty.t();
        let session = &on_duty.session;
        let may = |actions: &[Action]| actions.iter().any(|act| floor.allow(on_duty, *act).is_ok());
        let ways = WAYS
            .iter()
            .filter(|(_, _, actions)| may(actions))
            .map(|(href, key, _)| Way {
                name: t.say(key),
                href,
                here: on_duty.path.starts_with(href),
            });
        let roles = &session.duty.roles;
        Self {
            ways: ways.collect(),
            office: office_name(floor, on_duty),
            officer: format!(
                "{}, {}",
                t.words(&session.surname),
                t.words(&session.position)
            ),
            roles: roles
                .iter()
                .map(|role| role_name(t, *role))
                .collect::<Vec<_>>()
                .join(", "),
            window: session.window.as_ref().map(|at| at.number.to_string()),
            form_token: on_duty.form_token.clone(),
            done: said(t, done),
            looks_only: roles
                .iter()
                .all(|role| matches!(role, Role::Controller | Role::Auditor)),
        }
    }
}

/// The frame of the page itself.
pub(super) fn shell(on_duty: &OnDuty, title: impl Into<String>) -> Shell {
    framed(Shell::new(on_duty.lang, title, on_duty.path.clone()))
}

/// The look of a page of the desk.
pub(super) fn framed(shell: Shell) -> Shell {
    Shell {
        sheets: &["staff.css"],
        body_class: "staff",
        ..shell.with_script()
    }
}

/// The words for a code that an address says; an address cannot make the page say anything else.
fn said(t: Voice, code: &str) -> Option<String> {
    let plain = code
        .bytes()
        .all(|sign| sign.is_ascii_lowercase() || sign == b'-');
    let key = format!("desk-done-{code}");
    (!code.is_empty() && plain && t.has(&key)).then(|| t.say(&key))
}

fn role_name(t: Voice, role: Role) -> String {
    t.say(&format!("desk-role-{}", role.code()))
}

fn office_name(floor: &Floor, on_duty: &OnDuty) -> String {
    let t = on_duty.t();
    let known = floor.app.directory().now();
    match known.office(on_duty.office()) {
        Some(office) => t.words(&office.profile.short_title),
        None => on_duty.office().to_string(),
    }
}
