//! Book, look up, move, cancel: what a program is promised.

use super::{BOOK, Office};
use crate::house::{Engine, House, on_both_engines};
use crate::people::Person;

on_both_engines!(
    a_booking_is_answered_with_its_reference_and_found_again,
    a_repeated_request_gets_the_first_answer,
    a_full_slot_is_refused_and_no_longer_shown,
    who_holds_one_appointment_gets_no_second_and_only_the_holder_is_told_of_the_first,
    an_appointment_is_moved_once_and_keeps_its_reference,
    a_cancelled_place_is_free_for_others_at_once,
    a_reference_alone_opens_nothing,
);

/// The description is served and is the one that tools understand (OpenAPI 3.1).
#[tokio::test]
async fn the_description_names_every_address_and_every_refusal() {
    let house = House::founded(Engine::Sqlite).await;
    let server = house.serve(&[]);
    let answer = server.client().get("/api/v1/openapi.json").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/json");
    let description = answer.json();
    assert!(
        description["openapi"].as_str().unwrap().starts_with("3.1"),
        "{description}"
    );
    let paths = description["paths"].as_object().unwrap();
    for path in [
        BOOK,
        "/api/v1/appointments/{reference}",
        "/api/v1/appointments/{reference}/move",
        "/api/v1/offices",
        "/api/v1/offices/{office}/slots",
        "/api/v1/services",
        "/api/v1/information/{item}",
        "/api/v1/cases/{number}",
    ] {
        assert!(paths.contains_key(path), "{path} is not described");
    }
    let names = description["components"]["schemas"]["ProblemType"].to_string();
    for name in [
        "slot-full",
        "already-holds",
        "idempotency-key-reused",
        "try-later",
    ] {
        assert!(names.contains(name), "{name} is not described: {names}");
    }
}

/// REQ-A9, REQ-9.4
async fn a_booking_is_answered_with_its_reference_and_found_again(engine: Engine) {
    let office = Office::without_limits(engine).await;
    let (person, slot) = (Person(1), &office.roomy[3]);
    let made = person.books(slot, &office.client).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let reference = made.said("reference");
    assert!(reference.starts_with("77-"), "{reference}");
    assert_eq!(made.header("location"), format!("{BOOK}/{reference}"));
    assert_eq!(made.header("cache-control"), "no-store");
    for name in ["surname", "birth_date", "document", "email"] {
        assert!(
            made.json().get(name).is_none(),
            "nothing personal is repeated: {}",
            made.text()
        );
    }

    let found = office.client.get(&person.appointment(&reference)).await;
    assert_eq!(found.status, 200);
    assert_eq!(found.json(), made.json());
    assert_eq!(found.said("starts_at"), slot.starts_at);
    // What is typed from paper: small letters, no hyphens.
    let typed = reference.to_lowercase().replace('-', "");
    assert_eq!(
        office.client.get(&person.appointment(&typed)).await.json(),
        made.json()
    );
}

async fn a_repeated_request_gets_the_first_answer(engine: Engine) {
    let office = Office::without_limits(engine).await;
    let (person, slot) = (Person(1), &office.roomy[0]);
    let first = office
        .client
        .post_once(BOOK, "key-1", &person.wants(slot))
        .await;
    let again = office
        .client
        .post_once(BOOK, "key-1", &person.wants(slot))
        .await;
    assert_eq!((first.status, again.status), (201, 201), "{}", again.text());
    assert_eq!(first.json(), again.json());

    let mut other = person.wants(slot);
    other["contact"]["email"] = "other@example.org".into();
    for body in [other, person.wants(&office.roomy[1]), Person(2).wants(slot)] {
        let reused = office.client.post_once(BOOK, "key-1", &body).await;
        assert_eq!(reused.status, 422, "{}", reused.text());
        assert_eq!(reused.problem(), "idempotency-key-reused");
    }
    let left = crate::people::free(&office.client, "passport-5").await;
    assert_eq!(left[0].free, slot.free - 1, "one place was taken, not more");

    for key in ["", &"k".repeat(256)] {
        let refused = office
            .client
            .post_once(BOOK, key, &Person(3).wants(slot))
            .await;
        assert_eq!(refused.problem(), "invalid-input");
        assert_eq!(
            refused.wrong_parts(),
            ["Idempotency-Key: empty-or-too-long"]
        );
    }
}

/// REQ-A9: shown means bookable, and what is not bookable is not shown.
async fn a_full_slot_is_refused_and_no_longer_shown(engine: Engine) {
    let office = Office::without_limits(engine).await;
    let slot = &office.small[0];
    for number in 0..slot.free as u64 {
        let made = Person(number).books(slot, &office.client).await;
        assert_eq!(made.status, 201, "{}", made.text());
    }
    let late = Person(99).books(slot, &office.client).await;
    assert_eq!((late.status, late.problem().as_str()), (409, "slot-full"));
    let left = crate::people::free(&office.client, "passport-10").await;
    assert!(left.iter().all(|shown| shown.id != slot.id));
    assert_eq!(Person(99).books(&left[0], &office.client).await.status, 201);
}

/// REQ-A12
async fn who_holds_one_appointment_gets_no_second_and_only_the_holder_is_told_of_the_first(
    engine: Engine,
) {
    let office = Office::without_limits(engine).await;
    let person = Person(1);
    assert_eq!(
        person.books(&office.roomy[0], &office.client).await.status,
        201
    );
    // Another time, another service of the family: one appointment for all of them.
    for slot in [&office.roomy[0], &office.roomy[9], &office.small[9]] {
        let refused = person.books(slot, &office.client).await;
        assert_eq!(
            (refused.status, refused.problem().as_str()),
            (409, "already-holds")
        );
        let shown = &refused.json()["appointment"];
        assert_eq!(shown["office"], "77-01", "{shown}");
        let at: jiff::Timestamp = shown["starts_at"].as_str().unwrap().parse().unwrap();
        assert_eq!(at, office.roomy[0].starts_at.parse().unwrap());
        assert!(
            shown.get("reference").is_none(),
            "a reference is never given away: {shown}"
        );
    }
    // Who knows only the number of the document learns nothing.
    let mut stranger = person.wants(&office.roomy[9]);
    stranger["person"]["surname"] = "Сидорова".into();
    let refused = office.client.post(BOOK, &stranger).await;
    assert_eq!(
        (refused.status, refused.problem().as_str()),
        (409, "already-holds")
    );
    assert!(
        refused.json().get("appointment").is_none(),
        "{}",
        refused.text()
    );
}

/// REQ-A24
async fn an_appointment_is_moved_once_and_keeps_its_reference(engine: Engine) {
    let office = Office::without_limits(engine).await;
    let (person, from, to) = (Person(1), &office.roomy[0], &office.roomy[40]);
    let reference = person.books(from, &office.client).await.said("reference");
    let path = format!("{BOOK}/{reference}/move");
    let wish = |slot: &crate::people::Slot| serde_json::json!({ "birth_date": person.birth_date(), "slot": slot.id });
    let other_service = office.client.post(&path, &wish(&office.small[0])).await;
    assert_eq!(
        (other_service.status, other_service.problem().as_str()),
        (409, "no-such-slot")
    );

    let moved = office.client.post(&path, &wish(to)).await;
    assert_eq!(moved.status, 200, "{}", moved.text());
    assert_eq!(
        (moved.said("reference"), moved.said("starts_at")),
        (reference, to.starts_at.clone())
    );
    assert_eq!(moved.json()["moves_left"], 0);
    let left = crate::people::free(&office.client, "passport-5").await;
    assert_eq!(
        (left[0].free, left[40].free),
        (from.free, to.free - 1),
        "the old place is free"
    );

    let again = office.client.post(&path, &wish(from)).await;
    assert_eq!(
        (again.status, again.problem().as_str()),
        (409, "move-refused")
    );
    let garbage = serde_json::json!({ "birth_date": person.birth_date(), "slot": "77.1" });
    assert_eq!(
        office.client.post(&path, &garbage).await.wrong_parts(),
        ["slot: not-a-slot"]
    );
}

async fn a_cancelled_place_is_free_for_others_at_once(engine: Engine) {
    let office = Office::without_limits(engine).await;
    let (person, slot) = (Person(1), &office.small[0]);
    let reference = person.books(slot, &office.client).await.said("reference");
    let address = person.appointment(&reference);
    let cancelled = office.client.delete(&address).await;
    assert_eq!(
        (cancelled.status, cancelled.said("state").as_str()),
        (200, "cancelled")
    );
    let twice = office.client.delete(&address).await;
    assert_eq!(
        twice.json(),
        cancelled.json(),
        "cancelling twice is no mistake"
    );
    assert_eq!(office.client.get(&address).await.said("state"), "cancelled");

    let to = serde_json::json!({ "birth_date": person.birth_date(), "slot": office.small[1].id });
    let moved = office
        .client
        .post(&format!("{BOOK}/{reference}/move"), &to)
        .await;
    assert_eq!(
        (moved.status, moved.problem().as_str()),
        (409, "appointment-ended")
    );
    let left = crate::people::free(&office.client, "passport-10").await;
    assert_eq!(left[0].free, slot.free);
    assert_eq!(
        person.books(&office.small[1], &office.client).await.status,
        201,
        "and may book again"
    );
}

/// REQ-A26: the second factor is asked for, and a typo is told as one.
async fn a_reference_alone_opens_nothing(engine: Engine) {
    let office = Office::without_limits(engine).await;
    let person = Person(1);
    let reference = person
        .books(&office.roomy[0], &office.client)
        .await
        .said("reference");
    let path = format!("{BOOK}/{reference}");
    for proof in ["birth_date=1901-01-01", "birth_date=2020-02-29"] {
        for answer in [
            office.client.get(&format!("{path}?{proof}")).await,
            office.client.delete(&format!("{path}?{proof}")).await,
        ] {
            assert_eq!(
                (answer.status, answer.problem().as_str()),
                (404, "not-found")
            );
        }
    }
    for query in [
        "",
        "?birth_date=",
        "?birth_date=yesterday",
        "?birth_date=1990-02-30",
    ] {
        let answer = office.client.get(&format!("{path}{query}")).await;
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (422, "invalid-input"),
            "{query}"
        );
    }
    // The last character checks all the others.
    let last = reference.chars().last().unwrap();
    let typo = format!(
        "{}{}",
        &reference[..reference.len() - 1],
        if last == 'A' { 'B' } else { 'A' }
    );
    for (typed, wrong) in [
        (typo.as_str(), "reference: check_character"),
        (&reference[..reference.len() - 1], "reference: length"),
        ("77-KX4R-2HM%D0%96", "reference: unknown_character"),
    ] {
        let answer = office.client.get(&person.appointment(typed)).await;
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (422, "invalid-input"),
            "{typed}"
        );
        assert_eq!(answer.wrong_parts(), [wrong]);
    }
    assert_eq!(
        office
            .client
            .get(&person.appointment(&reference))
            .await
            .said("state"),
        "booked"
    );
}
