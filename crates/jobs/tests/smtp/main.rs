//! Letters on their way to a real mail server: once, again when it asks for it, never in the way
//! of booking (REQ-6c, REQ-7.1).
//!
//! The mail server is `mail_server.py`, run by the Python that `OKNO_TEST_MAIL_PYTHON` names. The
//! clock of the house stands, so that pauses of hours pass at once.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod house;
mod mail_server;

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::SignedDuration;
use okno_storage::StorageError;
use okno_storage::notification;

use crate::house::{House, delivers, on_both_engines, region};
use crate::mail_server::MailServer;

on_both_engines!(
    the_letter_of_a_booking_arrives_once_with_its_calendar_entry,
    a_server_that_is_busy_is_asked_again_with_patience,
    an_address_that_nobody_has_is_asked_once,
    a_connection_that_broke_after_the_letter_leads_to_the_same_letter_again,
    two_workers_at_once_deliver_each_letter_once,
    the_letter_of_a_worker_that_died_is_delivered_by_another,
    a_silent_mail_server_does_not_keep_anybody_from_booking,
    a_server_that_is_not_there_is_looked_for_until_somebody_must_know,
);

/// Letters of one load.
const MANY: u32 = 40;

async fn the_letter_of_a_booking_arrives_once_with_its_calendar_entry(house: House) {
    let server = MailServer::with(&["accept"]);
    let worker = house.worker(&server.url());
    let made = house.books(0).await;
    assert_eq!(delivers(&worker).await.things, 1);
    assert_eq!(
        delivers(&worker).await.things,
        0,
        "there is nothing more to tell"
    );

    let letter = &server.attempts(1)[0];
    let stored = house.letter_of(&made).await;
    let id = stored.notification.notification_id;
    assert_eq!(letter["to"], "anna0@example.org");
    assert_eq!(letter["from"], "Окно <noreply@okno.example>");
    assert_eq!(letter["message_id"], format!("<{id}@pass.example>"));
    assert_eq!(
        (&letter["language"], &letter["automatic"]),
        (&"ru".into(), &"auto-generated".into())
    );
    assert!(!letter["subject"].as_str().unwrap().is_empty());
    let text = letter["text"].as_str().unwrap().replace('\u{a0}', " ");
    for fact in [made.reference.as_str(), "Примерная улица, 1"] {
        assert!(text.contains(fact), "{fact} is not told:\n{text}");
    }
    assert_eq!(letter["method"], "PUBLISH");
    let calendar = letter["calendar"].as_str().unwrap();
    for line in [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "DTSTART;TZID=Europe/Moscow:",
        "END:VCALENDAR",
    ] {
        assert!(calendar.contains(line), "{line} is missing:\n{calendar}");
    }
    assert_eq!((stored.state.as_str(), stored.attempts), ("delivered", 1));
    assert_eq!(stored.sent_at, Some(house.app.now()));
    assert!(
        stored.proof.unwrap().contains("taken"),
        "the answer of the server is the proof"
    );
}

async fn a_server_that_is_busy_is_asked_again_with_patience(house: House) {
    let server = MailServer::with(&["later", "later", "later", "accept"]);
    let worker = house.worker(&server.url());
    let made = house.books(0).await;
    let pauses = [
        SignedDuration::from_secs(10),
        SignedDuration::from_mins(1),
        SignedDuration::from_mins(5),
    ];
    for (before, pause) in pauses.into_iter().enumerate() {
        let done = delivers(&worker).await;
        assert_eq!((done.things, done.next), (0, Some(house.app.now() + pause)));
        let stored = house.letter_of(&made).await;
        assert_eq!(
            (stored.state.as_str(), stored.attempts),
            ("temporary-failure", before as i64 + 1)
        );
        house.later(pause - SignedDuration::from_millis(1));
        assert_eq!(
            delivers(&worker).await.things,
            0,
            "not before the pause is over"
        );
        server.attempts(before + 1);
        house.later(SignedDuration::from_millis(1));
    }
    assert_eq!(delivers(&worker).await.things, 1);
    assert_eq!(house.letter_of(&made).await.state, "delivered");
    let ids: BTreeSet<_> = server
        .attempts(4)
        .iter()
        .map(|attempt| attempt["message_id"].to_string())
        .collect();
    assert_eq!(ids.len(), 1, "each attempt is known as the same letter");
}

async fn an_address_that_nobody_has_is_asked_once(house: House) {
    let server = MailServer::with(&["never"]);
    let worker = house.worker(&server.url());
    let (first, second) = (house.books(0).await, house.books(1).await);
    assert_eq!(delivers(&worker).await.things, 0);
    for made in [&first, &second] {
        let stored = house.letter_of(made).await;
        assert_eq!(
            (stored.state.as_str(), stored.attempts),
            ("permanent-failure", 1)
        );
        assert_eq!((stored.sent_at, stored.proof), (None, None));
    }
    house.later(SignedDuration::from_hours(24 * 8));
    assert_eq!(delivers(&worker).await.things, 0);
    server.attempts(2);
}

/// Nobody can know whether the letter arrived: it is sent again, recognisably the same.
async fn a_connection_that_broke_after_the_letter_leads_to_the_same_letter_again(house: House) {
    let server = MailServer::with(&["hang-up", "accept"]);
    let worker = house.worker(&server.url());
    let made = house.books(0).await;
    assert_eq!(delivers(&worker).await.things, 0);
    assert_eq!(house.letter_of(&made).await.state, "temporary-failure");
    house.later(SignedDuration::from_secs(10));
    assert_eq!(delivers(&worker).await.things, 1);
    let attempts = server.attempts(2);
    assert_eq!(attempts[0]["message_id"], attempts[1]["message_id"]);
    assert_eq!(attempts[0]["text"], attempts[1]["text"]);
}

async fn two_workers_at_once_deliver_each_letter_once(house: House) {
    let server = MailServer::with(&["accept"]);
    let (one, other) = (house.worker(&server.url()), house.worker(&server.url()));
    for person in 0..MANY {
        house.books(person).await;
    }
    let one = tokio::spawn(async move { delivers(&one).await.things });
    let other = tokio::spawn(async move { delivers(&other).await.things });
    let (one, other) = (one.await.unwrap(), other.await.unwrap());
    assert_eq!(one + other, u64::from(MANY), "{one} and {other}");
    let attempts = server.attempts(MANY as usize);
    let ids: BTreeSet<_> = attempts
        .iter()
        .map(|a| a["message_id"].to_string())
        .collect();
    let people: BTreeSet<_> = attempts.iter().map(|a| a["to"].to_string()).collect();
    assert_eq!((ids.len(), people.len()), (MANY as usize, MANY as usize));
}

async fn the_letter_of_a_worker_that_died_is_delivered_by_another(house: House) {
    let server = MailServer::with(&["accept"]);
    let worker = house.worker(&server.url());
    let made = house.books(0).await;
    let id = house.letter_of(&made).await.notification.notification_id;
    let now = house.app.now();
    let until = now + SignedDuration::from_mins(3);
    let claimed: Result<bool, StorageError> = house
        .app
        .store()
        .write("claim", move |tx| {
            Box::pin(async move { notification::claim(tx, &region(), id, now, until).await })
        })
        .await;
    assert!(claimed.unwrap(), "the first worker has it");
    house.later(SignedDuration::from_mins(3));
    assert_eq!(delivers(&worker).await.things, 0, "it may still be at work");
    house.later(SignedDuration::from_secs(1));
    assert_eq!(delivers(&worker).await.things, 1);
    server.attempts(1);
}

async fn a_silent_mail_server_does_not_keep_anybody_from_booking(house: House) {
    // It takes connections and never says a word.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let worker = house.worker(&format!("smtp://{}", silent.local_addr().unwrap()));
    house.books(0).await;
    let delivering = tokio::spawn(async move { delivers(&worker).await });
    let (held, _) = silent.accept().await.unwrap();
    for person in 1..MANY {
        house.books(person).await;
    }
    assert!(
        !delivering.is_finished(),
        "everybody booked while the mail server said nothing"
    );
    // It goes away; the letter stays.
    drop((held, silent));
    let done = tokio::time::timeout(Duration::from_secs(120), delivering)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(done.things, 0);
    let server = MailServer::with(&["accept"]);
    house.later(SignedDuration::from_secs(10));
    assert_eq!(
        delivers(&house.worker(&server.url())).await.things,
        u64::from(MANY)
    );
    server.attempts(MANY as usize);
}

async fn a_server_that_is_not_there_is_looked_for_until_somebody_must_know(house: House) {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let worker = house.worker(&format!("smtp://{nobody}"));
    let made = house.books(0).await;
    let began = house.app.now();
    let mut attempts = 0;
    while house.letter_of(&made).await.state != "permanent-failure" {
        assert_eq!(delivers(&worker).await.things, 0);
        attempts += 1;
        house.later(SignedDuration::from_hours(4));
        assert!(attempts < 100, "it is never given up");
    }
    let week = SignedDuration::from_hours(24 * 7);
    assert!(
        house.app.now().duration_since(began) > week,
        "not given up within a week"
    );
    assert_eq!(house.letter_of(&made).await.attempts, attempts);
}
