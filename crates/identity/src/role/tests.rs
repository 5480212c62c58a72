#![allow(clippy::unwrap_used, clippy::expect_used)]
use std::collections::BTreeSet;

use okno_domain::id::{OfficeId, RegionId};

use super::Role::{Administrator, Auditor, Controller, Head, Operator};
use super::table::RIGHTS;
use super::*;

fn authority(role: Role, scope: Scope) -> Authority {
    Authority {
        roles: BTreeSet::from([role]),
        scope,
    }
}

fn moscow_office(office: &str) -> Scope {
    Scope::OwnOffice {
        region: "77".into(),
        office: office.into(),
    }
}

#[test]
fn every_action_stands_in_the_table_once_and_somebody_may_do_it() {
    for action in Action::ALL {
        let rows: Vec<_> = RIGHTS.iter().filter(|row| row.action == *action).collect();
        assert_eq!(rows.len(), 1, "{action:?}");
        assert!(!rows[0].roles.is_empty(), "{action:?}");
    }
    assert_eq!(RIGHTS.len(), Action::ALL.len());
}

/// REQ-SO-4: whoever controls or audits changes nothing.
#[test]
fn controller_and_auditor_read_and_change_nothing() {
    for role in [Controller, Auditor] {
        for action in Action::ALL {
            let looks = action.touches() == Touches::Nothing;
            assert!(looks || !may(role, *action), "{role:?} may {action:?}");
        }
        assert!(may(role, Action::SeeCase) && may(role, Action::SeeJournal));
        assert!(may(role, Action::SeeReports));
    }
}

#[test]
fn the_controller_reads_everything_that_anybody_reads() {
    let looking = Action::ALL
        .iter()
        .filter(|action| action.touches() == Touches::Nothing);
    for action in looking {
        assert!(may(Controller, *action), "{action:?}");
    }
}

#[test]
fn the_administrator_sees_no_person_and_touches_no_case() {
    for action in Action::ALL {
        if may(Administrator, *action) {
            let about_the_system = action.touches() == Touches::System;
            assert!(
                about_the_system || *action == Action::SeeHealth,
                "{action:?}"
            );
        }
    }
}

/// REQ-A13: the operator cannot overrule a question of identity.
#[test]
fn the_operator_books_and_informs_and_decides_nothing() {
    let allowed: Vec<_> = Action::ALL
        .iter()
        .filter(|action| may(Operator, **action))
        .collect();
    assert_eq!(
        allowed,
        [
            &Action::SeeDay,
            &Action::SeeProgress,
            &Action::Book,
            &Action::MoveAppointment,
            &Action::AnswerEnquiry
        ]
    );
}

#[test]
fn who_takes_the_documents_does_not_decide_and_who_decides_does_not_take_them() {
    for role in Role::ALL {
        assert!(
            !(may(*role, Action::Accept) && may(*role, Action::Decide)),
            "{role:?}"
        );
        assert!(
            !(may(*role, Action::Decide) && may(*role, Action::Issue)),
            "{role:?}"
        );
    }
}

#[test]
fn favours_take_two_people() {
    assert!(Action::InsertByHand.needs_second_person());
    assert!(Action::Destroy.needs_second_person());
    assert!(!Action::ServeTicket.needs_second_person());
}

/// REQ-1: own unit, parent and centre see a case, a sibling does not.
#[test]
fn a_sibling_office_is_out_of_reach() {
    let (region, office) = (RegionId::from("77"), OfficeId::from("77-01"));
    let see = |scope: Scope| authority(Head, scope).check(Action::SeeCase, &region, &office);
    assert_eq!(see(moscow_office("77-01")), Ok(()));
    assert_eq!(
        see(Scope::OwnRegion {
            region: "77".into()
        }),
        Ok(())
    );
    assert_eq!(see(Scope::All), Ok(()));
    let out = Err(Forbidden::OutOfReach(Action::SeeCase));
    assert_eq!(see(moscow_office("77-02")), out);
    assert_eq!(
        see(Scope::OwnRegion {
            region: "78".into()
        }),
        out
    );
}

#[test]
fn a_missing_right_is_told_before_a_missing_reach() {
    let operator = authority(Operator, moscow_office("77-01"));
    let answer = operator.check(Action::Decide, &"78".into(), &"78-01".into());
    assert_eq!(answer, Err(Forbidden::NoRight(Action::Decide)));
}

#[test]
fn codes_read_back() {
    assert!(
        Role::ALL
            .iter()
            .all(|role| Role::from_code(role.code()) == Some(*role))
    );
    assert!(
        Action::ALL
            .iter()
            .all(|act| Action::from_code(act.code()) == Some(*act))
    );
    assert_eq!(Role::from_code("director"), None);
}
