//! Reading what belongs to an office: services, windows, officers, agreements.

use okno_domain::hall::Purpose;
use okno_domain::id::{OfficeId, ServiceId};
use okno_domain::office::OfficeKind;
use okno_identity::password::{self, PolicyBreach};
use okno_identity::role::Role;
use okno_storage::office::{Agreement, OfficeService};

use super::file::{OfficerRow, Row, WindowRow};
use super::sheet::{Fields, Node};

/// How places may be given out.
const POLICIES: &[(&str, &str)] = &[("first_come", "first_come")];
/// Purposes of a window beside those of a ticket: photographs, and the head's reception.
const OTHER_PURPOSES: [&str; 2] = ["photo", "head_reception"];
/// Days ahead beyond which nobody plans.
const LONGEST_HORIZON: i64 = 365;
/// Windows have numbers that a hall can say.
const LAST_WINDOW: i64 = 999;
/// What stands in place of a password for an officer who cannot log in yet.
const NO_PASSWORD: &str = "none";

fn row<T>(fields: &Fields<'_>, content: T) -> Row<T> {
    Row {
        start: fields.start,
        table: fields.table.clone(),
        content,
    }
}

fn tables<'a>(office: &Fields<'a>, key: &str) -> Vec<Fields<'a>> {
    office.tables(key, &format!("{}, {key}", office.table))
}

pub(super) fn services(office: &Fields<'_>, id: &OfficeId) -> Vec<Row<OfficeService>> {
    let read = |fields: Fields<'_>| {
        let service = fields.text("service");
        let policy = fields
            .maybe("policy")
            .map_or(Some("first_come"), |node| node.choice("policy", POLICIES));
        let horizon = fields.number("horizon_days", 1, LONGEST_HORIZON);
        fields.finish();
        Some(row(
            &fields,
            OfficeService {
                office_id: id.clone(),
                service_id: ServiceId::new(service?),
                policy: policy?.to_owned(),
                horizon_days: horizon?,
            },
        ))
    };
    tables(office, "service")
        .into_iter()
        .filter_map(read)
        .collect()
}

pub(super) fn windows(office: &Fields<'_>) -> Vec<Row<WindowRow>> {
    let read = |fields: Fields<'_>| {
        let number = fields.number("number", 1, LAST_WINDOW);
        let purposes = fields.need("purposes").map(|node| purposes(&node));
        fields.finish();
        Some(row(
            &fields,
            WindowRow {
                number: number?,
                purposes: purposes?,
            },
        ))
    };
    tables(office, "window")
        .into_iter()
        .filter_map(read)
        .collect()
}

fn purposes(node: &Node<'_>) -> Vec<String> {
    let known: Vec<(&str, &str)> = Purpose::ALL
        .iter()
        .map(|purpose| purpose.name())
        .chain(OTHER_PURPOSES)
        .map(|name| (name, name))
        .collect();
    let elements = node.elements();
    if elements.is_empty() {
        node.report(
            "a window for nothing",
            "name at least one purpose, such as \"submit\"",
        );
    }
    let words = elements
        .iter()
        .filter_map(|one| one.choice("purpose", &known));
    words.map(str::to_owned).collect()
}

pub(super) fn officers(office: &Fields<'_>, id: &OfficeId) -> Vec<Row<OfficerRow>> {
    let read = |fields: Fields<'_>| {
        let login = fields.need("login").and_then(|node| login_name(&node, id));
        let surname = fields.words("surname");
        let position = fields.words("position");
        let roles = fields.need("roles").map(|node| roles(&node));
        let password = fields.need("password").and_then(|node| {
            let about = [
                login.as_deref(),
                surname.as_ref().map(|words| words.in_language("ru")),
            ];
            initial_password(&node, &about.into_iter().flatten().collect::<Vec<_>>())
        });
        let active = fields.tick_or("active", true);
        fields.finish();
        Some(row(
            &fields,
            OfficerRow {
                login_name: login?,
                surname: surname?,
                position: position?,
                roles: roles?,
                password: password?,
                active,
            },
        ))
    };
    tables(office, "officer")
        .into_iter()
        .filter_map(read)
        .collect()
}

/// Office code, a full stop, a word: the log-in page finds the region by it.
fn login_name(node: &Node<'_>, office: &OfficeId) -> Option<String> {
    let name = node.text()?;
    let word = name
        .strip_prefix(office.as_str())
        .and_then(|rest| rest.strip_prefix('.'));
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let fits = word.is_some_and(|word| !word.is_empty() && word.bytes().all(plain));
    if !fits {
        let advice = format!("write \"{office}.\" and a word of small Latin letters and digits");
        node.report(format!("'{name}' is no log-in name of this office"), advice);
    }
    fits.then_some(name)
}

fn roles(node: &Node<'_>) -> Vec<Role> {
    let known: Vec<_> = Role::ALL.iter().map(|role| (role.code(), *role)).collect();
    let elements = node.elements();
    if elements.is_empty() {
        node.report(
            "an officer without a role",
            "name at least one role, such as \"window\"",
        );
    }
    elements
        .iter()
        .filter_map(|one| one.choice("role", &known))
        .collect()
}

/// `Some(None)`: deliberately without a password.
fn initial_password(node: &Node<'_>, about: &[&str]) -> Option<Option<String>> {
    let written = node.text()?;
    if written == NO_PASSWORD {
        return Some(None);
    }
    let breach = match password::check_policy(&written, about) {
        Ok(()) => return Some(Some(written)),
        Err(PolicyBreach::TooShort) => "too short",
        Err(PolicyBreach::TooLong) => "too long",
        Err(PolicyBreach::Common) => "one of the most common passwords",
        Err(PolicyBreach::AboutTheOwner) => "built around the officer's own name",
    };
    // The password itself is not repeated: problems are printed and kept.
    let advice = format!(
        "choose another of at least {} characters, or \"none\"",
        password::SHORTEST
    );
    node.report(format!("the initial password is {breach}"), advice);
    None
}

pub(super) fn agreements(
    office: &Fields<'_>,
    id: &OfficeId,
    kind: Option<OfficeKind>,
) -> Vec<Row<Agreement>> {
    let tables = tables(office, "agreement");
    tables
        .into_iter()
        .filter_map(|fields| agreement(&fields, id, kind))
        .collect()
}

fn agreement(
    fields: &Fields<'_>,
    id: &OfficeId,
    kind: Option<OfficeKind>,
) -> Option<Row<Agreement>> {
    if kind.is_some_and(|kind| kind != OfficeKind::MultipurposeCentre) {
        let advice = "an agreement is made with a multipurpose centre (item 13): move it there";
        fields.report("an agreement with a division", advice);
    }
    let number = fields.text("number");
    let tasks = [("inform", 0), ("accept", 1), ("issue", 2)];
    let may = fields.need("may").map(|node| {
        let words = node.elements();
        words
            .iter()
            .filter_map(|word| word.choice("task", &tasks))
            .collect::<Vec<usize>>()
    });
    let from = fields.need("from").and_then(|node| node.date());
    let until_node = fields.maybe("until");
    let until = until_node.as_ref().and_then(Node::date);
    fields.finish();
    let (number, may, from_on) = (number?, may?, from?);
    if let (Some(node), Some(until)) = (&until_node, until)
        && until <= from_on
    {
        let advice = "'until' is the first day on which it no longer runs: write a later day";
        node.report(
            format!("the agreement begins on {from_on} and ends before"),
            advice,
        );
    }
    Some(row(
        fields,
        Agreement {
            agreement_id: number,
            office_id: id.clone(),
            may_inform: may.contains(&0),
            may_accept: may.contains(&1),
            may_issue: may.contains(&2),
            from_on,
            until_on: until,
        },
    ))
}
