//! Many at once: places are sold once, persons are served once (REQ-A9, REQ-A12).

use std::collections::BTreeMap;

use super::Office;
use crate::house::{Engine, on_both_engines};
use crate::http::Answer;
use crate::people::{self, Person, Slot};

on_both_engines!(
    two_hundred_people_want_one_slot_of_five_places_and_exactly_five_get_it,
    one_person_asks_for_a_hundred_times_at_once_and_gets_exactly_one,
    one_request_sent_many_times_at_once_books_once,
);

/// Asks for everybody at once, each over a connection of their own.
async fn at_once(office: &Office, wishes: impl Iterator<Item = (Person, Slot)>) -> Vec<Answer> {
    let asked: Vec<_> = wishes
        .map(|(person, slot)| {
            let client = office.client.clone();
            tokio::spawn(async move { person.books(&slot, &client).await })
        })
        .collect();
    let mut answers = Vec::new();
    for one in asked {
        answers.push(one.await.unwrap());
    }
    answers
}

fn counted(answers: &[Answer]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for answer in answers {
        let what = if answer.status == 201 {
            "booked".to_owned()
        } else {
            answer.problem()
        };
        *counts.entry(what).or_default() += 1;
    }
    counts
}

fn counts<const N: usize>(of: [(&str, usize); N]) -> BTreeMap<String, usize> {
    of.map(|(what, count)| (what.to_owned(), count)).into()
}

async fn two_hundred_people_want_one_slot_of_five_places_and_exactly_five_get_it(engine: Engine) {
    let office = Office::without_limits(engine).await;
    let slot = &office.small[0];
    assert_eq!(slot.free, 5);
    let answers = at_once(&office, (0..200).map(|n| (Person(n), slot.clone()))).await;
    assert_eq!(
        counted(&answers),
        counts([("booked", 5), ("slot-full", 195)])
    );
    let left = people::free(&office.client, "passport-10").await;
    assert_eq!(
        left,
        office.small[1..],
        "the others are shown as before, this one no longer"
    );
    // Shown means bookable: nobody is refused at what is shown now.
    let next = at_once(&office, (200..205).map(|n| (Person(n), left[0].clone()))).await;
    assert_eq!(counted(&next), counts([("booked", 5)]));
}

async fn one_person_asks_for_a_hundred_times_at_once_and_gets_exactly_one(engine: Engine) {
    let office = Office::without_limits(engine).await;
    let wishes = office
        .roomy
        .iter()
        .step_by(3)
        .take(100)
        .map(|slot| (Person(1), slot.clone()));
    let answers = at_once(&office, wishes).await;
    assert_eq!(
        counted(&answers),
        counts([("booked", 1), ("already-holds", 99)])
    );
    let taken = |before: &Vec<Slot>, now: Vec<Slot>| {
        let sum = |slots: &[Slot]| slots.iter().map(|slot| slot.free).sum::<i64>();
        sum(before) - sum(&now)
    };
    let now = people::free(&office.client, "passport-5").await;
    assert_eq!(
        taken(&office.roomy, now),
        1,
        "no place is lost to the refused"
    );
}

async fn one_request_sent_many_times_at_once_books_once(engine: Engine) {
    let office = Office::without_limits(engine).await;
    let body = Person(1).wants(&office.small[0]);
    let asked: Vec<_> = (0..30)
        .map(|_| {
            let (client, body) = (office.client.clone(), body.clone());
            tokio::spawn(async move { client.post_once(super::BOOK, "impatient", &body).await })
        })
        .collect();
    let mut references = Vec::new();
    for one in asked {
        let answer = one.await.unwrap();
        assert_eq!(answer.status, 201, "{}", answer.text());
        references.push(answer.said("reference"));
    }
    references.dedup();
    assert_eq!(references.len(), 1, "one answer for all: {references:?}");
    let left = people::free(&office.client, "passport-10").await;
    assert_eq!(left[0].free, office.small[0].free - 1);
}
