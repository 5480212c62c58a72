//! From the booking to the passport, and from the booking to the refusal.

use jiff::ToSpan;
use jiff::civil::date;
use okno_app::case::{Answer, CaseError, RefusalDetails, Restriction};
use okno_domain::appointment::AppointmentState;
use okno_domain::case::State;
use okno_domain::decision::{Detail, RestrictionTerm};
use okno_domain::hall::Outcome;
use okno_domain::notification::Kind;

use crate::office::{Office, all_seen, answers, office, opening, region, shown};
use crate::on_both_databases;

on_both_databases!(
    /// REQ-A5, REQ-A13, REQ-7.1, REQ-7.2, REQ-7.6, REQ-6b, REQ-6c.
    a_booked_person_comes_is_served_and_gets_the_passport,
    /// REQ-7.7: reasoned refusal with every detail, or none.
    a_restriction_leads_to_a_complete_refusal,
    /// REQ-7.3: a ground of the list, the cure, the way to complain.
    papers_with_a_defect_are_refused_on_a_coded_ground,
    /// REQ-A21: all problems at once, nothing saved half.
    a_wrong_form_is_told_as_a_whole_and_nothing_is_saved,
    a_missing_document_stops_the_acceptance_and_is_named,
    /// REQ-5.3: the urgent term, and no term for whom exit is restricted.
    an_urgent_case_has_three_working_days,
    an_error_in_the_passport_sends_it_back_without_a_new_application,
    /// REQ-9.9: one rating for each case.
    an_issued_case_is_rated_once,
);

const MONDAY: jiff::civil::Date = date(2026, 11, 23);

async fn a_booked_person_comes_is_served_and_gets_the_passport(office_: Office) {
    let app = &office_.app;
    let made = office_.books(1, MONDAY, 10).await;
    let (desk, window) = (
        office_.duty("desk").await,
        office_.serves_at("window1", 1).await,
    );

    office_.at(MONDAY, 9, 50);
    let ticket = app
        .check_in(&desk, &made.reference, &shown(1))
        .await
        .unwrap();
    assert_eq!(ticket.number.to_string(), "К 001");
    office_.at(MONDAY, 10, 2);
    let visit = app.call_next(&window).await.unwrap().unwrap();
    assert_eq!((visit.ticket, visit.over_norm()), (ticket.ticket, false));
    assert_eq!(
        visit.name.as_ref().map(|name| name.reveal().as_str()),
        Some("Примерова Анна Сергеевна")
    );
    app.came(&window).await.unwrap();

    let case = app.open_at_window(&window, &opening(1)).await.unwrap();
    assert_eq!(case.state, State::AtWindow);
    let case = app
        .accept(&window, &case.seen(), &all_seen(&[]))
        .await
        .unwrap();
    assert_eq!(case.number.as_deref(), Some("77-01-2026-000001"));
    let due = case.due.clone().unwrap();
    assert_eq!(
        (due.on, due.target),
        (date(2026, 12, 23), date(2026, 12, 23))
    );
    let secret = case.secret.clone().unwrap();
    let visit = app.finish(&window, Outcome::Accepted).await.unwrap();
    assert_eq!(visit.case, Some(case.key.case));
    let booked = app
        .appointment(&region(), made.appointment_id)
        .await
        .unwrap();
    assert_eq!(booked.state, AppointmentState::Fulfilled);

    let number = case.number.clone().unwrap();
    let status = app.status(&number, &secret).await.unwrap().unwrap();
    assert_eq!(
        (status.state, status.due_on),
        (State::Accepted, Some(date(2026, 12, 23)))
    );
    assert_eq!(
        status.next_by,
        Some(date(2026, 11, 25)),
        "requests within two working days"
    );
    assert!(
        app.status(&number, "AAAA-AAAA-AAAA")
            .await
            .unwrap()
            .is_none()
    );

    office_.later(1.day());
    let requests = office_.duty("requests").await;
    let case = app.send_requests(&requests, &case.seen()).await.unwrap();
    let view = app.case(&requests, &case.key).await.unwrap();
    assert!(view.requests.len() >= 4);
    assert!(
        view.requests
            .iter()
            .all(|one| one.due_on == date(2026, 12, 1))
    );
    let case = office_.all_clear(&requests, &case.key).await;
    assert_eq!(case.state, State::Decision);

    let head = office_.duty("head").await;
    let list = app.worklist(&head, None).await.unwrap();
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].key, case.key);
    assert_eq!(list[0].days_left, Some(29));
    let case = app.decide_issue(&head, &case.seen()).await.unwrap();
    let production = office_.duty("production").await;
    let case = app
        .qc_fail(&production, &case.seen(), "print")
        .await
        .unwrap();
    assert_eq!(case.state, State::Production);
    let case = app
        .delivered(&production, &case.seen(), "530000001")
        .await
        .unwrap();
    assert_eq!(
        (case.state, case.told),
        (State::Ready, Some(Kind::PassportReady))
    );

    office_.later(1.day());
    let window = office_.serves_at("window1", 1).await;
    let other = app.hand_over(&window, &case.seen(), &shown(2)).await;
    assert!(matches!(other, Err(CaseError::IdentityDiffers)));
    let case = app
        .hand_over(&window, &case.seen(), &shown(1))
        .await
        .unwrap();
    assert_eq!(case.state, State::Issued);

    assert_eq!(office_.kinds(&case.key).await, ["N2", "N6", "rating"]);
    let told = office_.told(&case.key).await;
    for (one, letter) in &told {
        let kind = Kind::from_code(&one.notification.kind).unwrap();
        for fact in kind.needs() {
            assert!(
                letter.facts.contains_key(fact.name()),
                "{kind} lacks {fact}"
            );
        }
        assert_eq!(letter.to.as_deref(), Some("a.primerova@example.org"));
    }
    // Accepted on Monday: to be told by the end of Tuesday, Moscow time (REQ-6c).
    assert_eq!(
        told[0].0.notification.due_at.to_string(),
        "2026-11-24T21:00:00Z"
    );
    let done: Vec<_> = office_
        .journal(case.key.case)
        .await
        .into_iter()
        .map(|entry| entry.action)
        .collect();
    let steps = done
        .iter()
        .filter(|action| *action != "case-viewed" && *action != "reply-noted");
    assert_eq!(
        steps.collect::<Vec<_>>(),
        [
            "case-submit_window",
            "case-accept",
            "case-send_requests",
            "case-reply_clear",
            "case-decide_issue",
            "case-qc_fail",
            "case-delivered",
            "case-handed_over",
        ]
    );
}

async fn a_restriction_leads_to_a_complete_refusal(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    let (requests, head) = (office_.duty("requests").await, office_.duty("head").await);
    let case = office_.accepted(&window, 1).await;
    let case = app.send_requests(&requests, &case.seen()).await.unwrap();
    let first = app.case(&requests, &case.key).await.unwrap().requests[0].clone();
    let said = Restriction {
        decision_date: Some(date(2026, 11, 2)),
        decision_number: "18/12-77".into(),
        body_name: "Отдел судебных приставов № 3".into(),
        body_address: "101000, Примерск, ул. Садовая, 1".into(),
    };
    let restricted = Answer::Restriction(said.clone());
    let case = app
        .answer(&requests, &region(), first.request_id, &restricted)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(case.state, State::Decision);
    let twice = app
        .answer(&requests, &region(), first.request_id, &Answer::Clear)
        .await;
    assert!(matches!(twice, Err(CaseError::Answered)));

    let strange = app
        .decide_refuse(&head, &case.seen(), "I do not like the photo")
        .await;
    assert!(matches!(strange, Err(CaseError::Ground(_))), "REQ-5.6");
    let case = app
        .decide_refuse(&head, &case.seen(), "court_obligation")
        .await
        .unwrap();
    assert_eq!(case.state, State::RefusalDrafting);
    let mut details = RefusalDetails {
        statute_article: "114-FZ/15.5".into(),
        term: Some(RestrictionTerm::Until(date(2027, 6, 1))),
        decision_date: said.decision_date,
        decision_number: said.decision_number,
        body_name: said.body_name,
        body_address: String::new(),
    };
    match app.send_refusal(&requests, &case.seen(), &details).await {
        Err(CaseError::Incomplete(missing)) => assert_eq!(missing.0, [Detail::BodyAddress]),
        other => panic!("{other:?}"),
    }
    assert_eq!(
        office_.kinds(&case.key).await,
        ["N2"],
        "nothing incomplete is told"
    );
    details.body_address = said.body_address;
    let case = app
        .send_refusal(&requests, &case.seen(), &details)
        .await
        .unwrap();
    assert_eq!(case.state, State::Refused);
    assert_eq!(office_.kinds(&case.key).await, ["N2", "N7"]);
    let (_, letter) = office_.told(&case.key).await.pop().unwrap();
    assert_eq!(letter.facts["ground"], "court_obligation");
    assert_eq!(letter.facts["restriction_term"], "2027-06-01");
    assert!(letter.facts["responsible_body"].contains("Садовая"));
    assert_eq!(letter.facts["appeal_note"], "P15D");
}

async fn papers_with_a_defect_are_refused_on_a_coded_ground(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    let case = office_.hands_in(&window, 1).await;
    let none = app
        .refuse_acceptance(&window, &case.seen(), "bankrupt", &all_seen(&[]))
        .await;
    assert!(
        matches!(none, Err(CaseError::Ground(_))),
        "a ground of another list"
    );
    let case = app
        .refuse_acceptance(&window, &case.seen(), "bad_photo", &all_seen(&[]))
        .await
        .unwrap();
    assert_eq!(case.state, State::ReceptionRefused);
    let (told, letter) = office_.told(&case.key).await.pop().unwrap();
    assert_eq!(told.notification.kind, "N3");
    assert_eq!(
        letter.facts["ground_text"],
        "Нет фотографии или она не подходит"
    );
    assert!(letter.facts["cure"].contains("35×45"));
    assert_eq!(letter.facts["appeal_note"], "P5D");
    assert!(app.worklist(&window.duty, None).await.unwrap().is_empty());
}

async fn a_wrong_form_is_told_as_a_whole_and_nothing_is_saved(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    let mut wrong = opening(1);
    wrong.values.remove("name.surname");
    wrong
        .values
        .insert("birthplace.place".into(), String::new());
    wrong.values.insert("sex.sex".into(), "other".into());
    match app.open_at_window(&window, &wrong).await {
        Err(CaseError::Form(problems)) => {
            let fields: Vec<_> = problems.iter().map(|one| one.field.as_str()).collect();
            for field in ["name.surname", "birthplace.place", "sex.sex"] {
                assert!(fields.contains(&field), "{field} in {fields:?}");
            }
        }
        other => panic!("{other:?}"),
    }
    let other_document = app
        .open_at_window(
            &window,
            &okno_app::case::Opening {
                shown: shown(2),
                ..opening(1)
            },
        )
        .await;
    assert!(
        matches!(other_document, Err(CaseError::IdentityDiffers)),
        "REQ-A13"
    );
    assert!(app.worklist(&window.duty, None).await.unwrap().is_empty());
    assert_eq!(answers(1).len(), opening(1).values.len());
}

async fn a_missing_document_stops_the_acceptance_and_is_named(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    let case = office_.hands_in(&window, 1).await;
    let list = app.checklist(&window.duty, &case.key).await.unwrap();
    let mandatory = list.iter().filter(|line| line.need == "mandatory");
    let kinds: Vec<_> = mandatory.map(|line| line.kind.as_str()).collect();
    assert_eq!(
        kinds,
        [
            "application_a1",
            "internal_passport",
            "photos",
            "foreign_passport"
        ]
    );
    let mut found = all_seen(&[]);
    found.remove("photos");
    match app.accept(&window, &case.seen(), &found).await {
        Err(CaseError::EvidenceMissing(missing)) => assert_eq!(missing, ["photos"]),
        other => panic!("{other:?}"),
    }
    let strange = app
        .accept(&window, &case.seen(), &all_seen(&["diploma"]))
        .await;
    assert!(matches!(strange, Err(CaseError::UnknownEvidence(_))));
    app.accept(&window, &case.seen(), &all_seen(&[]))
        .await
        .unwrap();
    let view = app.case(&window.duty, &case.key).await.unwrap();
    assert!(
        view.checklist
            .iter()
            .filter(|line| line.state.is_some())
            .count()
            == 4
    );
}

async fn an_urgent_case_has_three_working_days(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    let mut urgent = opening(1);
    urgent.words.insert("urgent".into(), "true".into());
    let case = app.open_at_window(&window, &urgent).await.unwrap();
    let found = all_seen(&["urgency_proof"]);
    let case = app.accept(&window, &case.seen(), &found).await.unwrap();
    assert_eq!(case.due.unwrap().on, date(2026, 11, 26));

    let mut restricted = opening(2);
    restricted.words.insert("urgent".into(), "true".into());
    restricted.words.insert("restricted".into(), "true".into());
    let case = app.open_at_window(&window, &restricted).await.unwrap();
    match app.accept(&window, &case.seen(), &found).await {
        Err(CaseError::NoTerm(reason)) => assert_eq!(reason, "exit_restricted"),
        other => panic!("{other:?}"),
    }
}

async fn an_error_in_the_passport_sends_it_back_without_a_new_application(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    let (head, production) = (office_.duty("head").await, office_.duty("production").await);
    let case = office_.checked(&window, 1).await;
    let case = app.decide_issue(&head, &case.seen()).await.unwrap();
    let case = app
        .delivered(&production, &case.seen(), "530000001")
        .await
        .unwrap();
    let silent = app.error_found(&window, &case.seen(), " ").await;
    assert!(
        matches!(silent, Err(CaseError::Refused(_))),
        "an error has a name"
    );
    let case = app
        .error_found(&window, &case.seen(), "data")
        .await
        .unwrap();
    assert_eq!(case.state, State::Production);
    let case = app
        .delivered(&production, &case.seen(), "530000002")
        .await
        .unwrap();
    let case = app
        .hand_over(&window, &case.seen(), &shown(1))
        .await
        .unwrap();
    let view = app.case(&window.duty, &case.key).await.unwrap();
    let passports: Vec<_> = view
        .passports
        .iter()
        .map(|(state, number)| (state.as_str(), number.as_str()))
        .collect();
    assert_eq!(
        passports,
        [("spoiled", "530000001"), ("handed", "530000002")]
    );
    assert_eq!(office_.kinds(&case.key).await, ["N2", "N6", "N6", "rating"]);
}

async fn an_issued_case_is_rated_once(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    let case = office_.hands_in(&window, 1).await;
    let case = app
        .accept(&window, &case.seen(), &all_seen(&[]))
        .await
        .unwrap();
    let (number, secret) = (case.number.clone().unwrap(), case.secret.clone().unwrap());
    assert!(
        !app.rate(&number, &secret, 5, "site").await.unwrap(),
        "not before it is issued"
    );
    let requests = office_.duty("requests").await;
    let case = app.send_requests(&requests, &case.seen()).await.unwrap();
    let case = office_.all_clear(&requests, &case.key).await;
    let head = office_.duty("head").await;
    let case = app.decide_issue(&head, &case.seen()).await.unwrap();
    let production = office_.duty("production").await;
    let case = app
        .delivered(&production, &case.seen(), "530000001")
        .await
        .unwrap();
    app.hand_over(&window, &case.seen(), &shown(1))
        .await
        .unwrap();
    assert!(!app.rate(&number, &secret, 6, "site").await.unwrap());
    assert!(app.rate(&number, &secret, 5, "site").await.unwrap());
    assert!(!app.rate(&number, &secret, 1, "sms").await.unwrap());
    assert_eq!(
        app.status(&number, &secret).await.unwrap().unwrap().due_on,
        None
    );
    assert_eq!(office().as_str(), "77-01");
}
