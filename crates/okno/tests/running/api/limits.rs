//! Limits against abuse: on unless lifted, and they say how long to wait.

use super::{BOOK, Office};
use crate::house::{Engine, House};
use crate::people::{self, Person};

/// The documented limits: ten attempts of one person at once, thirty look-ups of one network.
const OF_A_PERSON: usize = 10;
const LOOK_UPS: usize = 30;

#[tokio::test]
async fn the_eleventh_attempt_of_one_person_waits_and_others_do_not() {
    let house = House::founded(Engine::Sqlite).await;
    let server = house.serve(&[]);
    let client = server.client();
    let slots = people::free(&client, "passport-5").await;
    for (attempt, slot) in slots.iter().take(OF_A_PERSON).enumerate() {
        let answer = Person(1).books(slot, &client).await;
        assert_eq!(
            answer.status,
            if attempt == 0 { 201 } else { 409 },
            "{}",
            answer.text()
        );
    }
    let refused = Person(1).books(&slots[0], &client).await;
    assert_eq!(
        (refused.status, refused.problem().as_str()),
        (429, "too-many-requests")
    );
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=30).contains(&wait), "{wait} s");
    assert_eq!(Person(2).books(&slots[0], &client).await.status, 201);
}

/// REQ-A26: a reference cannot be guessed.
#[tokio::test]
async fn a_network_that_looks_up_without_end_waits() {
    let house = House::founded(Engine::Sqlite).await;
    let server = house.serve(&[]);
    let client = server.client();
    let guess = format!("{BOOK}/77-KX4R-2HMC?birth_date=1990-01-01");
    // A slow machine gives back an attempt each two seconds: more than the burst are made.
    let mut answers = Vec::new();
    for _ in 0..LOOK_UPS * 4 {
        answers.push(client.get(&guess).await);
    }
    let free = answers
        .iter()
        .take_while(|answer| answer.status != 429)
        .count();
    assert!(free >= LOOK_UPS, "{free} were free");
    let refused = answers
        .iter()
        .find(|answer| answer.status == 429)
        .expect("a limit is on");
    assert_eq!(refused.problem(), "too-many-requests");
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=2).contains(&wait), "{wait} s");
    // Asking for a place is counted apart.
    let slots = people::free(&client, "passport-5").await;
    assert_eq!(Person(1).books(&slots[0], &client).await.status, 201);
}

#[tokio::test]
async fn limits_are_lifted_for_load_tests_only_by_configuration() {
    let office = Office::without_limits(Engine::Sqlite).await;
    for attempt in 0..OF_A_PERSON * 3 {
        let answer = Person(1)
            .books(&office.roomy[attempt], &office.client)
            .await;
        assert_eq!(
            answer.status,
            if attempt == 0 { 201 } else { 409 },
            "{}",
            answer.text()
        );
    }
}
