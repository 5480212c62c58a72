//! The reception: arrivals, the document, tickets.

use http::StatusCode;
use jiff::SignedDuration;

use crate::desk::fixture::{Browser, Office, Reply, number};

fn document(person: u32) -> Vec<(&'static str, String)> {
    vec![
        ("kind", "internal_passport".into()),
        ("number", number(person)),
        ("birth-day", "12".into()),
        ("birth-month", "6".into()),
        ("birth-year", "1985".into()),
    ]
}

async fn shows(browser: &Browser<'_>, path: &str, person: u32, more: &[(&str, &str)]) -> Reply {
    let document = document(person);
    let mut fields: Vec<(&str, &str)> = document
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    fields.extend(more);
    browser.post(path, &fields).await
}

/// REQ-A5: scanned, compared, printed; four presses of Enter.
#[tokio::test]
async fn a_scanned_reference_leads_to_the_ticket() {
    let office = Office::open().await;
    let made = office.books(1).await;
    let desk = office.officer("desk").await;
    assert!(
        desk.get("/desk/arrivals")
            .await
            .body
            .contains("Примерова Анна Сергеевна")
    );
    let scanned = format!(
        "/desk/arrivals?q=https%3A//pass.example/a/{}",
        made.reference
    );
    let address = desk.get(&scanned).await.to;
    assert_eq!(address, format!("/desk/arrivals/{}", made.reference));
    let reply = shows(&desk, &address, 1, &[]).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    let ticket = desk.get(&reply.to).await;
    assert!(
        ticket.body.contains("К 001") || ticket.body.contains("К\u{a0}001"),
        "{}",
        ticket.body
    );
    assert!(ticket.body.contains("Перед вами никого"));
    assert!(desk.get("/desk/arrivals").await.body.contains("в зале"));
    assert!(
        !ticket.body.contains("Примерова"),
        "no name stands on a ticket"
    );
}

/// REQ-A13, REQ-A12: the document of a stranger voids the appointment, and there is no other way.
#[tokio::test]
async fn a_stranger_with_a_bought_appointment_is_not_checked_in() {
    let office = Office::open().await;
    let made = office.books(1).await;
    let desk = office.officer("desk").await;
    let address = format!("/desk/arrivals/{}", made.reference);
    let reply = shows(&desk, &address, 2, &[]).await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    assert!(reply.body.contains("Запись на имя") && reply.body.contains("/void"));
    let without_reason = shows(&desk, &format!("{address}/void"), 2, &[]).await;
    assert!(without_reason.body.contains("Выберите причину отмены"));
    let void = shows(
        &desk,
        &format!("{address}/void"),
        2,
        &[("reason", "another-person")],
    )
    .await;
    assert_eq!(void.to, "/desk/tickets/new?done=voided");
    assert!(
        desk.get("/desk/arrivals")
            .await
            .body
            .contains("запись отменена: документ другой")
    );
}

#[tokio::test]
async fn the_right_document_cannot_void_an_appointment() {
    let office = Office::open().await;
    let made = office.books(1).await;
    let desk = office.officer("desk").await;
    let path = format!("/desk/arrivals/{}/void", made.reference);
    let reply = shows(&desk, &path, 1, &[("reason", "another-person")]).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.body.contains("Теперь данные совпали"));
}

#[tokio::test]
async fn whoever_comes_too_early_is_told_the_time_and_typed_answers_stay() {
    let office = Office::open().await;
    let made = office.books(1).await;
    office.wait(-SignedDuration::from_hours(1));
    let desk = office.officer("desk").await;
    let reply = shows(&desk, &format!("/desk/arrivals/{}", made.reference), 1, &[]).await;
    assert!(
        reply.body.contains("8:30") && reply.body.contains(&number(1)),
        "{}",
        reply.body
    );
}

#[tokio::test]
async fn a_document_without_number_or_date_is_asked_for_again() {
    let office = Office::open().await;
    let made = office.books(1).await;
    let desk = office.officer("desk").await;
    let reply = desk
        .post(
            &format!("/desk/arrivals/{}", made.reference),
            &[("birth-day", "40")],
        )
        .await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    for what in [
        "data-error-summary",
        "href=\"#number\"",
        "href=\"#birth\"",
        "value=\"40\"",
    ] {
        assert!(reply.body.contains(what), "{what}");
    }
}

#[tokio::test]
async fn somebody_without_appointment_gets_a_ticket_and_a_ticket_of_elsewhere_is_not_shown() {
    let office = Office::open().await;
    let desk = office.officer("desk").await;
    let empty = desk
        .post("/desk/tickets/new", &[("service", "passport-5")])
        .await;
    assert!(empty.body.contains("Выберите, зачем пришёл человек"));
    let ask = [
        ("service", "passport-5"),
        ("purpose", "collect"),
        ("help", "hearing"),
    ];
    let given = desk.post("/desk/tickets/new", &ask).await;
    assert!(desk.get(&given.to).await.body.contains("Талон выдан"));
    let sibling = office.officer("77-02.head").await;
    let path = given.to.split('?').next().unwrap();
    assert_eq!(sibling.get(path).await.status, StatusCode::NOT_FOUND);
}
