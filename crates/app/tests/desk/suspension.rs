//! Cases on hold, timers, and two officers at once.

use futures::future::join_all;
use jiff::ToSpan;
use jiff::civil::date;
use okno_app::case::{Answer, CaseError, Filing};
use okno_app::person::Contact;
use okno_domain::case::{Event, State};

use crate::office::{Office, in_days, office, opening, region, shown};
use crate::on_both_databases;

on_both_databases!(
    /// REQ-7.4: suspension with ground, what to do, until when.
    a_suspended_case_stops_the_clock,
    /// REQ-7.4, REQ-7.5, REQ-A22: nobody came after the invitation, and six months passed.
    a_timer_run_twice_fires_once,
    /// REQ-7.6: an unclaimed passport is told of again.
    an_unclaimed_passport_is_told_of_again_and_can_still_be_collected,
    two_officers_deciding_at_once_and_one_is_told_what_changed,
    four_eyes_see_a_decision,
    /// REQ-7.5.
    a_withdrawn_application_is_told_with_its_ground,
    replies_that_came_during_a_suspension_count_when_it_ends,
);

async fn a_suspended_case_stops_the_clock(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    let case = office_.hands_in(&window, 1).await;
    let case = app
        .accept(&window, &case.seen(), &crate::office::all_seen(&[]))
        .await
        .unwrap();
    let (number, secret) = (case.number.clone().unwrap(), case.secret.clone().unwrap());
    let requests = office_.duty("requests").await;
    let case = app.send_requests(&requests, &case.seen()).await.unwrap();
    office_.later(in_days(2));
    let requests = office_.duty("requests").await;
    let until = date(2026, 12, 15);
    let todo = "Принесите свидетельство о перемене имени";
    let case = app
        .suspend(&requests, &case.seen(), "need_applicant", until, todo)
        .await
        .unwrap();
    assert_eq!(case.state, State::SuspendedCheck);
    let (told, letter) = office_.told(&case.key).await.pop().unwrap();
    assert_eq!(told.notification.kind, "N4");
    assert_eq!(letter.facts["what_to_do"], todo);
    assert_eq!(letter.facts["until"], "2026-12-15");
    let status = app.status(&number, &secret).await.unwrap().unwrap();
    assert_eq!(status.stopped_on, Some(date(2026, 11, 25)));
    let waiting = app.worklist(&requests, None).await.unwrap();
    assert!(waiting[0].stopped);

    office_.later(in_days(10));
    let requests = office_.duty("requests").await;
    let case = app.resume(&requests, &case.seen()).await.unwrap();
    assert_eq!(case.state, State::Checking);
    let status = app.status(&number, &secret).await.unwrap().unwrap();
    // A month from 23 November is 23 December; ten days on hold move it to 2 January,
    // and the office works towards the last working day before the holidays (31 December
    // is a day off in that year).
    assert_eq!(
        (status.due_on, status.moved_by_days),
        (Some(date(2027, 1, 2)), 10)
    );
    assert_eq!(
        (status.stopped_on, status.basis.unwrap().on),
        (None, date(2026, 12, 23))
    );
    let view = app.case(&requests, &case.key).await.unwrap();
    assert_eq!(view.target_on, Some(date(2026, 12, 30)));
}

async fn a_timer_run_twice_fires_once(office_: Office) {
    let app = &office_.app;
    let filing = Filing {
        office: office(),
        opening: opening(1),
        contact: Contact::default(),
    };
    let case = app.file_online(&filing).await.unwrap();
    assert_eq!(case.state, State::Submitted);
    let desk = office_.duty("desk").await;
    let case = app.register(&desk, &case.seen()).await.unwrap();
    let visit = date(2026, 11, 26)
        .at(10, 0, 0, 0)
        .in_tz("Europe/Moscow")
        .unwrap()
        .timestamp();
    let case = app.invite(&case.key, visit).await.unwrap();
    assert_eq!(office_.kinds(&case.key).await, ["N2", "N1"]);

    // Fifteen days after the day named: on the last day one can still come.
    office_.at(date(2026, 12, 11), 23, 0);
    assert_eq!(app.run_timers(&region()).await.unwrap(), 0);
    office_.at(date(2026, 12, 12), 0, 5);
    let at = region();
    let runs = join_all((0..4).map(|_| app.run_timers(&at))).await;
    assert_eq!(runs.into_iter().map(Result::unwrap).sum::<u64>(), 1);
    assert_eq!(app.run_timers(&region()).await.unwrap(), 0);
    let (told, letter) = office_.told(&case.key).await.pop().unwrap();
    assert_eq!(
        (
            told.notification.kind.as_str(),
            letter.facts["ground"].as_str()
        ),
        ("N4", "no_show")
    );
    assert_eq!(
        letter.facts["until"], "2027-05-23",
        "six months from filing"
    );

    let visit = date(2026, 12, 16)
        .at(10, 0, 0, 0)
        .in_tz("Europe/Moscow")
        .unwrap()
        .timestamp();
    let case = app.rebook(&case.key, visit).await.unwrap();
    assert_eq!(case.state, State::Invited);
    office_.at(date(2027, 1, 1), 0, 5);
    assert_eq!(app.run_timers(&region()).await.unwrap(), 1);
    office_.at(date(2027, 5, 24), 0, 5);
    assert_eq!(app.run_timers(&region()).await.unwrap(), 1);
    assert_eq!(app.run_timers(&region()).await.unwrap(), 0);
    assert_eq!(
        office_.kinds(&case.key).await,
        ["N2", "N1", "N4", "N1", "N4", "N5"]
    );
}

async fn an_unclaimed_passport_is_told_of_again_and_can_still_be_collected(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    let (head, production) = (office_.duty("head").await, office_.duty("production").await);
    let case = office_.checked(&window, 1).await;
    let case = app.decide_issue(&head, &case.seen()).await.unwrap();
    let case = app
        .delivered(&production, &case.seen(), "530000001")
        .await
        .unwrap();
    office_.later(in_days(91));
    assert_eq!(app.run_timers(&region()).await.unwrap(), 1);
    let told = office_.told(&case.key).await;
    assert_eq!(told.last().unwrap().1.facts["again"], "yes");
    assert_eq!(told.last().unwrap().1.facts["storage_term"], "P90D");
    let window = office_.serves_at("window1", 1).await;
    let view = app.case(&window.duty, &case.key).await.unwrap();
    assert_eq!(view.state, State::StoredUnclaimed);
    let seen = view.key.seen(view.version);
    let case = app.hand_over(&window, &seen, &shown(1)).await.unwrap();
    assert_eq!(case.state, State::Issued);
}

async fn two_officers_deciding_at_once_and_one_is_told_what_changed(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    let case = office_.checked(&window, 1).await;
    let (head, other) = (office_.duty("head").await, office_.duty("both").await);
    let seen = case.seen();
    let issue = app.decide_issue(&head, &seen);
    let refuse = app.decide_refuse(&other, &seen, "bankrupt");
    let (issued, refused) = futures::join!(issue, refuse);
    let (won, lost) = match (issued, refused) {
        (Ok(won), Err(lost)) => ((won, head.officer_id), lost),
        (Err(lost), Ok(won)) => ((won, other.officer_id), lost),
        both => panic!("one wins: {both:?}"),
    };
    match lost {
        CaseError::Conflict(changed) => {
            assert_eq!(
                (changed.state, changed.version),
                (won.0.state, won.0.version)
            );
            assert_eq!(changed.by, Some(won.1));
            assert!(matches!(
                changed.event,
                Some(Event::DecideIssue | Event::DecideRefuse)
            ));
        }
        other => panic!("{other:?}"),
    }
    let decided = office_.journal(case.key.case).await;
    let decisions = decided
        .iter()
        .filter(|entry| entry.action.starts_with("case-decide"));
    assert_eq!(decisions.count(), 1);
}

async fn four_eyes_see_a_decision(office_: Office) {
    let app = &office_.app;
    let both = office_.serves_at("both", 1).await;
    let case = office_.checked(&both, 1).await;
    let own = app.decide_issue(&both.duty, &case.seen()).await;
    assert!(matches!(own, Err(CaseError::SamePerson)));
    let head = office_.duty("head").await;
    assert!(app.decide_issue(&head, &case.seen()).await.is_ok());
}

async fn a_withdrawn_application_is_told_with_its_ground(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    let case = office_.accepted(&window, 1).await;
    let other = app.withdraw(&window.duty, &case.seen(), &shown(2)).await;
    assert!(matches!(other, Err(CaseError::IdentityDiffers)));
    let case = app
        .withdraw(&window.duty, &case.seen(), &shown(1))
        .await
        .unwrap();
    assert_eq!(case.state, State::Withdrawn);
    let (told, letter) = office_.told(&case.key).await.pop().unwrap();
    assert_eq!(
        (
            told.notification.kind.as_str(),
            letter.facts["ground"].as_str()
        ),
        ("N5", "withdrawn")
    );
    assert_eq!(letter.facts["ended_on"], "2026-11-23");
}

async fn replies_that_came_during_a_suspension_count_when_it_ends(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    let requests = office_.duty("requests").await;
    let case = office_.accepted(&window, 1).await;
    let case = app.send_requests(&requests, &case.seen()).await.unwrap();
    let until = date(2026, 12, 15);
    let case = app
        .suspend(&requests, &case.seen(), "need_applicant", until, "")
        .await
        .unwrap();
    for request in app.case(&requests, &case.key).await.unwrap().requests {
        let moved = app
            .answer(&requests, &region(), request.request_id, &Answer::Clear)
            .await
            .unwrap();
        assert!(moved.is_none());
    }
    let stale = app.resume(&requests, &case.seen()).await;
    assert!(
        matches!(stale, Err(CaseError::Conflict(_))),
        "the replies changed the case"
    );
    let view = app.case(&requests, &case.key).await.unwrap();
    office_.later(1.hour());
    let case = app
        .resume(&requests, &view.key.seen(view.version))
        .await
        .unwrap();
    assert_eq!(case.state, State::Decision);
}
