//! Who may do what: by role, by office, and nothing of it for whoever controls.

use okno_app::actor::Duty;
use okno_app::case::{CaseError, CaseKey};
use okno_domain::id::CaseId;
use okno_identity::role::{Action, Forbidden, Role};

use crate::office::{Office, all_seen, number, office, shown};
use crate::on_both_databases;

on_both_databases!(
    /// REQ-1: a sibling office is answered as if the case did not exist.
    a_case_of_another_office_is_absent,
    /// REQ-SO-4: whoever controls reads and changes nothing.
    the_controller_looks_and_changes_nothing,
    each_step_belongs_to_its_role,
    every_look_at_a_case_is_logged,
);

async fn a_case_of_another_office_is_absent(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    let case = office_.checked(&window, 1).await;
    let foreign = office_.logs_in("77-02.head").await;
    let absent = CaseKey {
        region: "77".into(),
        case: CaseId(uuid::Uuid::nil()),
    };
    for key in [&case.key, &absent] {
        let seen = key.clone().seen(case.version);
        let answers = [
            app.case(&foreign.duty, key).await.err(),
            app.checklist(&foreign.duty, key).await.err(),
            app.decide_issue(&foreign.duty, &seen).await.err(),
            app.accept(&foreign, &seen, &all_seen(&[])).await.err(),
            app.hand_over(&foreign, &seen, &shown(1)).await.err(),
            app.withdraw(&foreign.duty, &seen, &shown(1)).await.err(),
        ];
        for answer in answers {
            assert!(matches!(answer, Some(CaseError::NotFound)), "{answer:?}");
        }
    }
    assert!(app.worklist(&foreign.duty, None).await.unwrap().is_empty());
    let looked = office_.journal(case.key.case).await;
    assert!(
        !looked
            .iter()
            .any(|entry| entry.actor.contains(&foreign.duty.officer_id.to_string()))
    );
}

async fn the_controller_looks_and_changes_nothing(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    let case = office_.checked(&window, 1).await;
    let controller = office_.duty("controller").await;
    let view = app.case(&controller, &case.key).await.unwrap();
    assert!(view.may.is_empty());
    app.arrivals(&controller, jiff::civil::date(2026, 11, 23))
        .await
        .unwrap();
    let decided = app.decide_issue(&controller, &case.seen()).await;
    assert!(matches!(decided, Err(CaseError::Forbidden(_))));
    let withdrawn = app.withdraw(&controller, &case.seen(), &shown(1)).await;
    assert!(matches!(withdrawn, Err(CaseError::Forbidden(_))));
}

async fn each_step_belongs_to_its_role(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    let case = office_.accepted(&window, 1).await;
    let forbidden = |answer: Result<okno_app::case::Moved, CaseError>| {
        matches!(answer, Err(CaseError::Forbidden(_)))
    };
    assert!(forbidden(
        app.send_requests(&window.duty, &case.seen()).await
    ));
    assert!(forbidden(
        app.decide_issue(&window.duty, &case.seen()).await
    ));
    let requests = office_.duty("requests").await;
    assert!(forbidden(
        app.delivered(&requests, &case.seen(), "530000001").await
    ));
    // The right role, but the case does not stand there.
    let head = office_.duty("head").await;
    let early = app.decide_issue(&head, &case.seen()).await;
    assert!(matches!(early, Err(CaseError::Refused(_))));
    let duty = |role, at: &str| Duty {
        roles: vec![role],
        office_id: at.into(),
        ..head.clone()
    };
    let here = office();
    assert_eq!(
        app.allow(&duty(Role::Head, "77-01"), Action::Decide, &here),
        Ok(())
    );
    let out = Err(Forbidden::OutOfReach(Action::Decide));
    assert_eq!(
        app.allow(&duty(Role::Head, "77-02"), Action::Decide, &here),
        out
    );
    let none = Err(Forbidden::NoRight(Action::Decide));
    assert_eq!(
        app.allow(&duty(Role::Window, "77-01"), Action::Decide, &here),
        none
    );
}

async fn every_look_at_a_case_is_logged(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    let case = office_.accepted(&window, 1).await;
    let requests = office_.duty("requests").await;
    let view = app.case(&requests, &case.key).await.unwrap();
    assert_eq!(view.subject.person.full_name(), "ПРИМЕРОВА АННА СЕРГЕЕВНА");
    assert_eq!(view.form.unwrap().1["sought.kind"], "instead_valid");
    let looks = office_.journal(case.key.case).await;
    let look = looks
        .iter()
        .find(|entry| entry.action == "case-viewed")
        .unwrap();
    assert_eq!(look.actor, format!("officer:{}", requests.officer_id));
    for entry in &looks {
        let text = format!("{} {}", entry.actor, entry.facts);
        assert!(
            !text.contains("ПРИМЕРОВА") && !text.contains(&number(1)),
            "{text}"
        );
    }
}
