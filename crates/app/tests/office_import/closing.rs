//! Closing hours: who is hit, who is told, and that nothing is left behind.

use okno_app::closure::{ClosureError, ClosureWish};
use okno_app::reception_plan::PublishFor;
use okno_domain::id::RegionId;
use okno_domain::words::Words;
use okno_identity::role::Role;
use okno_storage::notification::{self, Stored};
use okno_storage::{StorageError, journal};

use crate::house::{FILE, House, booker, friday_morning, head, office};
use crate::on_both_databases;

on_both_databases!(
    the_preview_counts_people_by_day_and_by_how_they_can_be_told,
    /// REQ-6c, REQ-7.1: everybody who loses a time is told, with the reason.
    a_closure_cancels_tells_and_frees_the_claims_at_once,
    a_closed_time_stays_closed_when_slots_are_published_again,
    a_closure_and_publishing_at_once_leave_no_open_time,
    hours_are_closed_by_the_head_of_the_office_and_by_nobody_else,
    a_closure_without_a_reason_in_both_languages_closes_nothing,
);

/// Monday 23.11., 9:00 to 13:00 in Moscow, and all of Tuesday.
fn monday_morning() -> ClosureWish {
    wish("2026-11-23T06:00:00Z", "2026-11-23T10:00:00Z")
}

fn wish(from: &str, until: &str) -> ClosureWish {
    ClosureWish {
        office: office(),
        from: from.parse().unwrap(),
        until: until.parse().unwrap(),
    }
}

fn reason() -> Words {
    Words::ru_en("Прорвало трубу.", "A pipe burst.")
}

async fn the_preview_counts_people_by_day_and_by_how_they_can_be_told(house: House) {
    house.with_slots().await;
    let (monday, tuesday) = (house.free_on(23).await, house.free_on(24).await);
    for person in 0..3 {
        house.books(person, &monday[person as usize]).await;
    }
    house.books(3, &tuesday[0]).await;
    house.books(4, &monday[10]).await;
    let all = wish("2026-11-23T06:00:00Z", "2026-11-24T21:00:00Z");
    let hits = house.app.preview_closure(&head(), &all).await.unwrap();
    assert_eq!(hits.appointments(), 5);
    assert_eq!(hits.days.len(), 2);
    let day = &hits.days[0];
    assert_eq!((day.by_email, day.to_call, day.without_contact), (1, 2, 1));
    let hits = house
        .app
        .preview_closure(&head(), &monday_morning())
        .await
        .unwrap();
    assert_eq!((hits.appointments(), hits.without_contact()), (3, 1));
    assert_eq!(
        house.free_on(23).await.len(),
        14,
        "a preview changes nothing"
    );
}

async fn a_closure_cancels_tells_and_frees_the_claims_at_once(house: House) {
    house.with_slots().await;
    let monday = house.free_on(23).await;
    let mut made = Vec::new();
    for person in 0..3 {
        made.push(house.books(person, &monday[person as usize]).await);
    }
    let wish = okno_app::booking::Wish {
        slot: monday[3].key.clone(),
        service: crate::house::service(),
        booker: booker(30),
        channel: okno_domain::appointment::Channel::Portal,
    };
    house.app.hold(&wish).await.unwrap();

    let applied = house
        .app
        .apply_closure(&head(), &monday_morning(), &reason())
        .await
        .unwrap();
    assert_eq!((applied.slots_closed, applied.holds_ended), (8, 1));
    assert_eq!(applied.hits.appointments(), 3);
    assert_eq!(house.free_on(23).await.len(), 6, "the afternoon stays open");

    let region = RegionId::from("77");
    let born = booker(0).person.birth_date;
    let found = house
        .app
        .look_up(&region, &made[0].reference, born)
        .await
        .unwrap();
    assert_eq!(found.state.name(), "cancelled");
    assert_eq!(found.reason.as_deref(), Some("by-office"));
    let told = told(&house, made[0].appointment_id.0).await;
    assert_eq!(told.len(), 2, "the appointment, and that it is cancelled");
    let letter = &told[1].notification;
    assert_eq!(letter.kind, "cancelled_by_office");
    let letter = house
        .app
        .open_letter(letter.notification_id, &letter.sealed)
        .unwrap();
    assert_eq!(letter.facts["reason"], "Прорвало трубу.");
    assert_eq!(letter.facts["phone"], "+74950000101");
    assert_eq!(letter.facts["online"], "true");

    // The person may book again at once, and so may the one who only held.
    let afternoon = house.free_on(23).await;
    house.books(0, &afternoon[0]).await;
    house.books(30, &afternoon[1]).await;
    assert_eq!(entries(&house, "hours-closed").await, 1);
    assert_eq!(entries(&house, "appointment-cancelled").await, 3);
}

async fn a_closed_time_stays_closed_when_slots_are_published_again(house: House) {
    house.with_slots().await;
    // Far enough ahead that its slots are not published yet.
    let far = wish("2026-12-07T06:00:00Z", "2026-12-07T10:00:00Z");
    let applied = house
        .app
        .apply_closure(&head(), &far, &reason())
        .await
        .unwrap();
    assert_eq!((applied.slots_closed, applied.hits.appointments()), (0, 0));
    house
        .app
        .clock()
        .set(friday_morning() + jiff::SignedDuration::from_hours(7 * 24));
    let published = house.publish().await;
    assert_eq!(published.closed, 8);
}

async fn a_closure_and_publishing_at_once_leave_no_open_time(house: House) {
    house
        .app
        .import_offices(FILE, "one_office.toml")
        .await
        .unwrap();
    let other = house.another_node().await;
    let (wish, reason, duty) = (monday_morning(), reason(), head());
    let (published, applied) = futures::join!(
        other.publish_slots(&PublishFor::All),
        house.app.apply_closure(&duty, &wish, &reason),
    );
    let (published, applied) = (published.unwrap(), applied.unwrap());
    assert_eq!(published.closed + applied.slots_closed, 8);
    assert_eq!(
        house.free_on(23).await.len(),
        6,
        "only the afternoon is open"
    );
}

async fn hours_are_closed_by_the_head_of_the_office_and_by_nobody_else(house: House) {
    house.with_slots().await;
    let mut clerk = head();
    clerk.roles = vec![Role::Window, Role::Reception];
    let mut stranger = head();
    stranger.office_id = "77-11".into();
    for duty in [clerk, stranger] {
        let refused = house
            .app
            .apply_closure(&duty, &monday_morning(), &reason())
            .await;
        assert!(
            matches!(refused, Err(ClosureError::Forbidden(_))),
            "{refused:?}"
        );
        let refused = house.app.preview_closure(&duty, &monday_morning()).await;
        assert!(matches!(refused, Err(ClosureError::Forbidden(_))));
    }
    assert_eq!(house.free_on(23).await.len(), 14);
}

async fn a_closure_without_a_reason_in_both_languages_closes_nothing(house: House) {
    house.with_slots().await;
    let half = Words::ru_en("Ремонт", " ");
    let refused = house
        .app
        .apply_closure(&head(), &monday_morning(), &half)
        .await;
    assert!(matches!(refused, Err(ClosureError::NoReason("en"))));
    let backwards = wish("2026-11-23T10:00:00Z", "2026-11-23T06:00:00Z");
    let refused = house
        .app
        .apply_closure(&head(), &backwards, &reason())
        .await;
    assert!(matches!(refused, Err(ClosureError::Backwards)));
    let past = wish("2026-11-19T06:00:00Z", "2026-11-19T10:00:00Z");
    let refused = house.app.apply_closure(&head(), &past, &reason()).await;
    assert!(matches!(refused, Err(ClosureError::Past)));
    assert_eq!(house.free_on(23).await.len(), 14);
}

async fn told(house: &House, subject: uuid::Uuid) -> Vec<Stored> {
    let region = RegionId::from("77");
    let read = house.app.store().read("story", |tx| {
        Box::pin(async move { notification::of_subject(tx, &region, subject).await })
    });
    read.await.map_err(|error: StorageError| error).unwrap()
}

async fn entries(house: &House, action: &'static str) -> i64 {
    let region = RegionId::from("77");
    let read = house.app.store().read("story", |tx| {
        Box::pin(async move { journal::count(tx, &region, action).await })
    });
    read.await.map_err(|error: StorageError| error).unwrap()
}
