//! Who gets where: each address with each role.

use http::{Method, StatusCode};
use okno_identity::role::{Role, may};

use crate::desk::fixture::Office;
use crate::desk::guard::Right;
use crate::desk::routes::ROUTES;

/// One log-in for each role.
const PEOPLE: [(Role, &str); 10] = [
    (Role::Reception, "desk"),
    (Role::Window, "window1"),
    (Role::Requests, "requests"),
    (Role::Production, "production"),
    (Role::Head, "head"),
    (Role::Operator, "operator"),
    (Role::Mfc, "mfc"),
    (Role::Administrator, "administrator"),
    (Role::Controller, "controller"),
    (Role::Auditor, "auditor"),
];

fn opens(right: Right, role: Role) -> bool {
    match right {
        Right::Anybody | Right::Officer => true,
        Right::OneOf(actions) => actions.iter().any(|action| may(role, *action)),
    }
}

/// A path with something that is surely not there in the place of each name.
fn somewhere(path: &str) -> String {
    let absent = |part: &str| match part {
        part if part.starts_with('{') => "018f3b6e-2f0b-7cc1-8a3e-5f0a9d1c2b3a".to_owned(),
        part => part.to_owned(),
    };
    path.split('/').map(absent).collect::<Vec<_>>().join("/")
}

/// REQ-SO-4, REQ-A13: no address is open to a role that has no right there.
#[tokio::test]
async fn every_address_refuses_every_role_without_the_right() {
    let office = Office::open().await;
    for (role, name) in PEOPLE {
        let browser = office.officer(name).await;
        for route in ROUTES.iter().filter(|route| !route.path.contains("/log-")) {
            // A live stream does not end.
            if route.path.ends_with("/events") && opens(route.right, role) {
                continue;
            }
            let path = somewhere(route.path);
            let reply = match route.method {
                Method::GET => browser.get(&path).await,
                _ => browser.post(&path, &[]).await,
            };
            let refused = reply.status == StatusCode::FORBIDDEN;
            assert_eq!(
                refused,
                !opens(route.right, role),
                "{role:?} {} {path}",
                route.method
            );
            assert!(
                !reply.status.is_server_error(),
                "{role:?} {path}: {}",
                reply.body
            );
        }
    }
}

#[tokio::test]
async fn nobody_gets_anywhere_without_a_session() {
    let office = Office::open().await;
    let browser = office.browser();
    for route in ROUTES
        .iter()
        .filter(|route| !matches!(route.right, Right::Anybody))
    {
        let path = somewhere(route.path);
        match route.method {
            Method::GET => {
                let reply = browser.get(&path).await;
                assert!(reply.to.starts_with("/desk/log-in?next="), "{path}");
            }
            _ => assert_eq!(
                browser.raw_post(&path, &[]).await.status,
                StatusCode::FORBIDDEN,
                "{path}"
            ),
        }
    }
}

/// REQ-SO-4: whoever only looks has no address that changes anything.
#[test]
fn controller_and_auditor_can_send_no_form_but_the_log_out() {
    for route in ROUTES.iter().filter(|route| route.method == Method::POST) {
        let reached = [Role::Controller, Role::Auditor]
            .iter()
            .any(|role| opens(route.right, *role));
        assert_eq!(reached, route.path.contains("/log-"), "{}", route.path);
    }
}

/// REQ-1: what belongs to a sibling is answered as if it were not there.
#[tokio::test]
async fn an_appointment_of_the_sibling_office_is_not_there() {
    let office = Office::open().await;
    let made = office.books(1).await;
    let sibling = office.officer("77-02.head").await;
    let theirs = sibling
        .get(&format!("/desk/arrivals/{}", made.reference))
        .await;
    let absent = sibling.get("/desk/arrivals/77-AAAA-AAAA").await;
    assert_eq!(
        (theirs.status, absent.status),
        (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
    );
    assert_eq!(theirs.body, absent.body);
}
