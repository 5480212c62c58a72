//! Reception: the list of the day, the document, the ticket, those who do not come.

use jiff::ToSpan;
use jiff::civil::date;
use okno_app::actor::Actor;
use okno_app::reception::{ArrivalState, ReceptionError, VoidReason, WalkIn};
use okno_domain::appointment::{AppointmentState, Channel};
use okno_domain::hall::Purpose;

use crate::office::{Office, booker, office, region, service, shown};
use crate::on_both_databases;

on_both_databases!(
    /// REQ-A13, REQ-A12: what differs is voided, and nobody overrides it.
    a_document_that_differs_voids_the_booking,
    /// REQ-A13: the right document loses nothing.
    a_booking_whose_document_is_shown_cannot_be_voided,
    a_person_who_comes_too_early_is_told_when_to_come,
    the_list_of_the_day_says_where_everybody_stands,
    /// REQ-A12: a missed appointment does not hold its person for ever.
    who_does_not_come_is_freed_once,
    who_does_not_answer_the_calls_is_freed_too,
    a_kiosk_gives_no_priority_and_no_ticket_for_what_the_office_does_not_do,
);

const MONDAY: jiff::civil::Date = date(2026, 11, 23);

async fn a_document_that_differs_voids_the_booking(office_: Office) {
    let app = &office_.app;
    let made = office_.books(1, MONDAY, 10).await;
    let desk = office_.duty("desk").await;
    office_.at(MONDAY, 9, 50);
    match app.check_in(&desk, &made.reference, &shown(2)).await {
        Err(ReceptionError::IdentityDiffers { booked_for }) => {
            assert!(booked_for.reveal().contains("Примерова"));
        }
        other => panic!("{other:?}"),
    }
    let reason = VoidReason::AnotherPerson;
    app.void(&desk, &made.reference, &shown(2), reason)
        .await
        .unwrap();
    let after = app
        .appointment(&region(), made.appointment_id)
        .await
        .unwrap();
    assert_eq!(after.state, AppointmentState::Void);
    assert_eq!(after.reason.as_deref(), Some("another-person"));
    let again = app.check_in(&desk, &made.reference, &shown(1)).await;
    assert!(matches!(
        again,
        Err(ReceptionError::Ended(AppointmentState::Void))
    ));
    // The place is free and the person may book again.
    office_.at(MONDAY, 9, 51);
    let next = office_.books(1, MONDAY, 10).await;
    assert_eq!(next.slot.slot_id, made.slot.slot_id);
    let done: Vec<_> = office_
        .journal(made.appointment_id)
        .await
        .into_iter()
        .map(|e| e.action)
        .collect();
    assert_eq!(
        done,
        [
            "appointment-made",
            "identity-differed",
            "appointment-voided"
        ]
    );
}

async fn a_booking_whose_document_is_shown_cannot_be_voided(office_: Office) {
    let app = &office_.app;
    let made = office_.books(1, MONDAY, 10).await;
    let desk = office_.duty("desk").await;
    let reason = VoidReason::AnotherDocument;
    let refused = app.void(&desk, &made.reference, &shown(1), reason).await;
    assert!(matches!(refused, Err(ReceptionError::IdentityMatches)));
    let elsewhere = office_.duty("77-02.head").await;
    let foreign = app.check_in(&elsewhere, &made.reference, &shown(1)).await;
    assert!(
        matches!(foreign, Err(ReceptionError::NotFound)),
        "absent for another office"
    );
}

async fn a_person_who_comes_too_early_is_told_when_to_come(office_: Office) {
    let app = &office_.app;
    let made = office_.books(1, MONDAY, 10).await;
    let desk = office_.duty("desk").await;
    office_.at(MONDAY, 9, 29);
    match app.check_in(&desk, &made.reference, &shown(1)).await {
        Err(ReceptionError::TooEarly { come_at, .. }) => {
            assert_eq!(come_at, made.slot.starts_at - 30.minutes());
        }
        other => panic!("{other:?}"),
    }
    office_.at(MONDAY, 9, 30);
    app.check_in(&desk, &made.reference, &shown(1))
        .await
        .unwrap();
    let twice = app.check_in(&desk, &made.reference, &shown(1)).await;
    assert!(matches!(
        twice,
        Err(ReceptionError::Ended(AppointmentState::Arrived))
    ));
}

async fn the_list_of_the_day_says_where_everybody_stands(office_: Office) {
    let app = &office_.app;
    let mut made = Vec::new();
    for person in 1..=4 {
        made.push(office_.books(person, MONDAY, 9).await);
    }
    let later = office_.books(5, MONDAY, 15).await;
    let (desk, window) = (
        office_.duty("desk").await,
        office_.serves_at("window1", 1).await,
    );
    office_.at(MONDAY, 9, 0);
    app.check_in(&desk, &made[0].reference, &shown(1))
        .await
        .unwrap();
    app.check_in(&desk, &made[1].reference, &shown(2))
        .await
        .unwrap();
    app.call_next(&window).await.unwrap().unwrap();
    office_.at(MONDAY, 9, 40);
    let list = app.arrivals(&desk, MONDAY).await.unwrap();
    let states: Vec<_> = list.iter().map(|one| one.state).collect();
    assert_eq!(list.len(), 5);
    for (wanted, times) in [
        (ArrivalState::Called, 1),
        (ArrivalState::Here, 1),
        (ArrivalState::Late, 2),
        (ArrivalState::Due, 1),
    ] {
        assert_eq!(
            states.iter().filter(|state| **state == wanted).count(),
            times,
            "{wanted:?}"
        );
    }
    assert!(
        list.iter()
            .all(|one| one.name.reveal() == &booker(1).person.full_name())
    );
    let scanned = format!("https://pass.example/a/{}", later.reference);
    assert_eq!(
        app.find_arrival(&desk, &scanned).await.unwrap().reference,
        later.reference
    );
    let typed = later.reference.to_lowercase();
    assert_eq!(
        app.find_arrival(&desk, &typed).await.unwrap().state,
        ArrivalState::Due
    );
}

async fn who_does_not_come_is_freed_once(office_: Office) {
    let app = &office_.app;
    let made = office_.books(1, MONDAY, 10).await;
    office_.at(MONDAY, 10, 15);
    assert_eq!(
        app.no_shows(&region()).await.unwrap(),
        0,
        "a quarter of an hour of grace"
    );
    office_.at(MONDAY, 10, 16);
    assert_eq!(app.no_shows(&region()).await.unwrap(), 1);
    assert_eq!(app.no_shows(&region()).await.unwrap(), 0);
    let after = app
        .appointment(&region(), made.appointment_id)
        .await
        .unwrap();
    assert_eq!(after.state, AppointmentState::NoShow);
    office_.books(1, MONDAY, 12).await;
}

async fn who_does_not_answer_the_calls_is_freed_too(office_: Office) {
    let app = &office_.app;
    let made = office_.books(1, MONDAY, 10).await;
    let (desk, window) = (
        office_.duty("desk").await,
        office_.serves_at("window1", 1).await,
    );
    office_.at(MONDAY, 10, 0);
    app.check_in(&desk, &made.reference, &shown(1))
        .await
        .unwrap();
    app.call_next(&window).await.unwrap().unwrap();
    office_.later(30.seconds());
    app.no_show_ticket(&window).await.unwrap();
    assert_eq!(
        app.no_shows(&region()).await.unwrap(),
        0,
        "half an hour on the list of missed"
    );
    office_.later(31.minutes());
    assert_eq!(app.no_shows(&region()).await.unwrap(), 1);
    assert_eq!(app.no_shows(&region()).await.unwrap(), 0);
    office_.books(1, MONDAY, 12).await;
}

async fn a_kiosk_gives_no_priority_and_no_ticket_for_what_the_office_does_not_do(office_: Office) {
    let app = &office_.app;
    let asked = WalkIn {
        office: office(),
        service: service(),
        purpose: Purpose::Submit,
        language: "ru".into(),
        help: vec!["wheelchair".into()],
        priority: true,
    };
    let kiosk = Actor::Applicant(Channel::Kiosk);
    let first = app.walk_in(&asked, &kiosk).await;
    assert!(matches!(first, Err(ReceptionError::PriorityNeedsOfficer)));
    let other = WalkIn {
        priority: false,
        service: "passport-10".into(),
        ..asked.clone()
    };
    assert!(matches!(
        app.walk_in(&other, &kiosk).await,
        Err(ReceptionError::NotGiven(_))
    ));
    let desk = Actor::Officer(office_.duty("desk").await);
    assert_eq!(
        app.walk_in(&asked, &desk).await.unwrap().number.to_string(),
        "Т 001"
    );
}
