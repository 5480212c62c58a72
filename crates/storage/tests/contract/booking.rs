//! Who gets the place.

use futures::future::join_all;
use okno_domain::appointment::{AppointmentState, Channel};
use okno_domain::id::ServiceId;
use okno_storage::appointment::{self, BookRefusal, book_in};
use okno_storage::claim::{self, Claim, ClaimState};
use okno_storage::{counter, once, slot};

use crate::office::{Counts, Office, person_key};
use crate::on_both_databases;

on_both_databases!(
    /// REQ-A9: one inventory; shown means bookable, and never twice.
    the_last_place_goes_to_one_person,
    capacity_is_never_exceeded_under_parallel_requests,
    /// REQ-A12: identity-bound booking.
    one_person_never_holds_two_in_any_channel_or_office,
    a_refused_booking_gives_everything_back,
    a_closed_or_past_slot_is_not_taken,
    a_cancelled_claim_can_be_made_again,
    an_expired_hold_does_not_stand_in_the_way,
    the_same_once_key_books_once,
    a_known_once_key_with_another_question_writes_nothing,
    a_unit_of_work_that_fails_late_leaves_nothing,
    /// REQ-A5: numbers of tickets never repeat.
    ticket_numbers_never_repeat,
    a_move_swaps_places_at_once,
);

async fn the_last_place_goes_to_one_person(office: Office) {
    let slot = office.slot_with_places(1).await;
    let answers = join_all((0..20).map(|person| office.books(person, &slot))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert!(
        answers
            .iter()
            .filter_map(|a| a.as_ref().err())
            .all(|e| matches!(e, BookRefusal::NoPlace))
    );
    assert_eq!(office.counts().await, Counts::exactly(1));
}

async fn capacity_is_never_exceeded_under_parallel_requests(office: Office) {
    let slots = [
        office.slot_with_places(7).await,
        office.slot_with_places(5).await,
    ];
    let wishes = (0..120).map(|person| office.books(person, &slots[person as usize % 2]));
    let granted = join_all(wishes)
        .await
        .iter()
        .filter(|answer| answer.is_ok())
        .count();
    assert_eq!(granted, 12, "every place is sold, none twice");
    assert_eq!(office.counts().await, Counts::exactly(12));
}

async fn one_person_never_holds_two_in_any_channel_or_office(office: Office) {
    let mut slots = Vec::new();
    for service in ["passport-5", "passport-10"] {
        for _ in 0..10 {
            slots.push(office.slot_of(&ServiceId::from(service), 3).await);
        }
    }
    let doors = [
        Channel::Portal,
        Channel::Phone,
        Channel::Kiosk,
        Channel::MultipurposeCentre,
    ];
    let wishes = slots.iter().enumerate().map(|(at, slot)| {
        let door = doors[at % doors.len()];
        office.books_through(door, 864, slot)
    });
    let answers = join_all(wishes).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(
        answers
            .iter()
            .filter(|a| matches!(a, Err(BookRefusal::AlreadyHolds)))
            .count(),
        slots.len() - 1
    );
    assert_eq!(office.counts().await, Counts::exactly(1));
}

async fn a_refused_booking_gives_everything_back(office: Office) {
    let (first, second) = (
        office.slot_with_places(1).await,
        office.slot_with_places(1).await,
    );
    office.books(1, &first).await.unwrap();
    // The person has a claim: the second place must stay free.
    assert!(matches!(
        office.books(1, &second).await,
        Err(BookRefusal::AlreadyHolds)
    ));
    // The slot is full: the other person must stay without a claim.
    assert!(matches!(
        office.books(2, &first).await,
        Err(BookRefusal::NoPlace)
    ));
    assert_eq!(office.counts().await, Counts::exactly(1));
    office.books(2, &second).await.unwrap();
    assert_eq!(office.counts().await, Counts::exactly(2));
}

async fn a_closed_or_past_slot_is_not_taken(office: Office) {
    let slot = office.slot_with_places(2).await;
    let (from, until) = (
        slot.starts_at,
        slot.starts_at + jiff::Span::new().minutes(1),
    );
    let at = slot.office_id.clone();
    let closed = office
        .write(move |tx| {
            let at = at.clone();
            Box::pin(async move { slot::close_between(tx, &at, from, until, true).await })
        })
        .await;
    assert_eq!(closed.unwrap(), 1);
    assert!(matches!(
        office.books(1, &slot).await,
        Err(BookRefusal::NoPlace)
    ));

    let past = office.slot_with_places(2).await;
    let mut late = office.booking(1, &past, Channel::Portal);
    late.appointment.booked_at = past.starts_at;
    assert!(matches!(
        appointment::book(&office.store, late).await,
        Err(BookRefusal::NoPlace)
    ));
    assert_eq!(office.counts().await, Counts::exactly(0));
}

async fn a_cancelled_claim_can_be_made_again(office: Office) {
    let slot = office.slot_with_places(1).await;
    let made = office.books(5, &slot).await.unwrap().appointment;
    let now = office.now;
    let gone = made.clone();
    office
        .write(move |tx| {
            let gone = gone.clone();
            Box::pin(async move {
                let (booked, cancelled) = (AppointmentState::Booked, AppointmentState::Cancelled);
                assert!(appointment::set_state(tx, &gone, booked, cancelled, None, now).await?);
                assert!(slot::give_back(tx, &gone.office_id.region(), gone.slot_id).await?);
                let claim = Claim {
                    person_key: gone.person_key,
                    service_family: gone.service_family.clone(),
                    region_id: gone.office_id.region(),
                    holder_id: gone.appointment_id.0,
                };
                assert!(claim::release(tx, &claim, now).await?);
                assert!(
                    !claim::release(
                        tx,
                        &Claim {
                            holder_id: uuid::Uuid::nil(),
                            ..claim
                        },
                        now
                    )
                    .await?
                );
                Ok(())
            })
        })
        .await
        .unwrap();
    office.books(5, &slot).await.unwrap();
    let counts = office.counts().await;
    assert_eq!(
        (counts.appointments, counts.live, counts.held, counts.taken),
        (2, 1, 1, 1)
    );
}

async fn an_expired_hold_does_not_stand_in_the_way(office: Office) {
    let slot = office.slot_with_places(1).await;
    let now = office.now;
    let pending = Claim {
        person_key: person_key(9),
        service_family: "passport-foreign".into(),
        region_id: slot.region_id.clone(),
        holder_id: office.id(),
    };
    let live = pending.clone();
    office
        .write(move |tx| {
            let live = live.clone();
            Box::pin(async move {
                let soon = ClaimState::Pending(now + jiff::Span::new().minutes(10));
                assert!(claim::claim(tx, &live, soon, now).await?);
                Ok(())
            })
        })
        .await
        .unwrap();
    assert!(matches!(
        office.books(9, &slot).await,
        Err(BookRefusal::AlreadyHolds)
    ));
    let mut later = office.booking(9, &slot, Channel::Portal);
    later.appointment.booked_at = now + jiff::Span::new().minutes(10);
    appointment::book(&office.store, later).await.unwrap();
    assert_eq!(office.counts().await, Counts::exactly(1));
}

async fn the_same_once_key_books_once(office: Office) {
    let slot = office.slot_with_places(5).await;
    let answers = join_all((0..12).map(|_| office.books_once(1, &slot, 1, 1))).await;
    let first = answers
        .iter()
        .find_map(|answer| answer.as_ref().ok())
        .unwrap();
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    let region = slot.region_id.clone();
    let told = office
        .read(move |tx| Box::pin(async move { once::find(tx, &region, &[1; 32]).await }))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        told.answer["reference"],
        serde_json::json!(first.appointment.reference)
    );
    assert_eq!(
        office.counts().await,
        Counts {
            once: 1,
            ..Counts::exactly(1)
        }
    );
}

async fn a_known_once_key_with_another_question_writes_nothing(office: Office) {
    let slot = office.slot_with_places(5).await;
    office.books_once(1, &slot, 1, 1).await.unwrap();
    match office.books_once(2, &slot, 1, 2).await {
        Err(BookRefusal::Storage(error)) => assert!(error.is_unique_violation(), "{error}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(
        office.counts().await,
        Counts {
            once: 1,
            ..Counts::exactly(1)
        }
    );
}

async fn a_unit_of_work_that_fails_late_leaves_nothing(office: Office) {
    let slot = office.slot_with_places(1).await;
    let booking = office.booking(1, &slot, Channel::Portal);
    let outcome: Result<(), BookRefusal> = office
        .store
        .write("fails late", move |tx| {
            let booking = booking.clone();
            Box::pin(async move {
                book_in(tx, &booking).await?;
                Err(BookRefusal::NoPlace)
            })
        })
        .await;
    assert!(outcome.is_err());
    assert_eq!(office.counts().await, Counts::exactly(0));
}

async fn ticket_numbers_never_repeat(office: Office) {
    let wishes = (0..100).map(|_| {
        let at = office.office_id.clone();
        office.write(move |tx| {
            let at = at.clone();
            Box::pin(async move { counter::next(tx, &at, "К", "2026-11-23").await })
        })
    });
    let mut numbers: Vec<i64> = join_all(wishes)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=100).collect::<Vec<_>>());
}

async fn a_move_swaps_places_at_once(office: Office) {
    let (from, to) = (
        office.slot_with_places(1).await,
        office.slot_with_places(1).await,
    );
    let made = office.books(3, &from).await.unwrap().appointment;
    let now = office.now;
    let target = to.clone();
    // Twenty impatient clicks: one of them moves, the others find it moved.
    let clicks = (0..20).map(|_| {
        let (made, to) = (made.clone(), target.clone());
        office.write(move |tx| {
            let (made, to) = (made.clone(), to.clone());
            Box::pin(async move {
                if !slot::take_place(tx, &to.region_id, to.slot_id, now).await? {
                    return Ok(false);
                }
                if !appointment::move_to(tx, &made, &to, now).await? {
                    return Err(okno_storage::StorageError::Closed);
                }
                slot::give_back(tx, &to.region_id, made.slot_id).await
            })
        })
    });
    let moved = join_all(clicks)
        .await
        .into_iter()
        .filter(|r| matches!(r, Ok(true)))
        .count();
    assert_eq!(moved, 1);
    let counts = office.counts().await;
    assert_eq!((counts.live, counts.taken), (1, 1));
    office.books(4, &from).await.unwrap();
    assert!(matches!(
        office.books(5, &to).await,
        Err(BookRefusal::NoPlace)
    ));
}
