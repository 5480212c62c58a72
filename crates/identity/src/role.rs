//! Who of the staff may do what, in one table.

use std::collections::BTreeSet;

use okno_domain::id::{OfficeId, RegionId};
use serde::{Deserialize, Serialize};

macro_rules! listed {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every one, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The code in tables and configuration.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),+
                }
            }

            /// The one with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.code() == code)
            }
        }
    };
}

listed! {
    /// What an employee does in the office.
    Role {
        /// Front desk: checks people in, hands out tickets, looks at electronic statements.
        Reception = "reception",
        /// Serves at a window: takes documents, hands passports over.
        Window = "window",
        /// Sends and reads interagency requests.
        Requests = "requests",
        /// Receives produced passports and checks them.
        Production = "production",
        /// Decides, plans the hours, answers for the office.
        Head = "head",
        /// Answers the phone.
        Operator = "operator",
        /// Works for a multipurpose centre under an agreement.
        Mfc = "mfc",
        /// Keeps the system running, without personal data.
        Administrator = "administrator",
        /// Controls the execution of the order: reads everything, changes nothing (REQ-SO-4).
        Controller = "controller",
        /// Reads the journal and checks that nothing was altered.
        Auditor = "auditor",
    }
}

/// What kind of thing an action touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touches {
    /// Nothing: it only looks.
    Nothing,
    /// Appointments and tickets: who has which place.
    Places,
    /// A case and its decisions.
    Cases,
    /// Hours, windows, texts, people of the office.
    Office,
    /// The installation itself.
    System,
}

listed! {
    /// What a member of staff may be allowed to do.
    Action {
        /// See today's appointments and tickets of an office.
        SeeDay = "see-day",
        /// Open a case with its personal data; every view is logged.
        SeeCase = "see-case",
        /// Learn the state of a case after two facts matched (REQ-11).
        SeeProgress = "see-progress",
        /// See waiting times, loads, terms at risk.
        SeeReports = "see-reports",
        /// See signals of abuse (REQ-A26).
        SeeAbuse = "see-abuse",
        /// Read and check the journal.
        SeeJournal = "see-journal",
        /// See health of the system, outbox, devices.
        SeeHealth = "see-health",
        /// Book a place for somebody who called or came.
        Book = "book",
        /// Move or cancel somebody's appointment at that person's wish.
        MoveAppointment = "move-appointment",
        /// Put somebody in out of turn; needs a reason and a second person.
        InsertByHand = "insert-by-hand",
        /// Check a person in against the document shown (REQ-A13).
        CheckIn = "check-in",
        /// Hand out a ticket.
        GiveTicket = "give-ticket",
        /// Call, recall, park, transfer and finish tickets.
        ServeTicket = "serve-ticket",
        /// Register an electronic statement.
        Register = "register",
        /// Refuse to accept, on a ground of the list.
        RefuseAcceptance = "refuse-acceptance",
        /// Accept documents at a window.
        Accept = "accept",
        /// Accept or refuse documents in a multipurpose centre.
        AcceptAtMfc = "accept-at-mfc",
        /// Send and receive parcels between a centre and an office.
        HandOverParcel = "hand-over-parcel",
        /// Send interagency requests and record the replies.
        SendRequests = "send-requests",
        /// Suspend and resume.
        Suspend = "suspend",
        /// Decide to issue or to refuse.
        Decide = "decide",
        /// Draw up and send the notice of refusal.
        SendRefusal = "send-refusal",
        /// Record produced passports and their quality.
        Produce = "produce",
        /// Hand a passport over.
        Issue = "issue",
        /// Destroy a passport that nobody collected; needs a second person.
        Destroy = "destroy",
        /// Withdraw an application for the applicant who asks in person.
        Withdraw = "withdraw",
        /// Review an appeal; never one against an own decision.
        ReviewAppeal = "review-appeal",
        /// Answer an enquiry of item 16.
        AnswerEnquiry = "answer-enquiry",
        /// Plan sessions, close hours, open more places.
        PlanHours = "plan-hours",
        /// Set up windows and who sits where.
        ManageWindows = "manage-windows",
        /// Grant and take roles in the own office.
        ManageOfficers = "manage-officers",
        /// Change the office's own texts and wording.
        EditTexts = "edit-texts",
        /// Pause a service or online booking.
        PauseService = "pause-service",
        /// Confirm as the second person what a colleague asked for.
        Confirm = "confirm",
        /// Pair and unpair kiosks, displays, printers.
        ManageDevices = "manage-devices",
        /// Retry or close dead letters of the outbox.
        ManageOutbox = "manage-outbox",
        /// Create accounts of staff and grant administrator roles.
        ManageAccounts = "manage-accounts",
        /// Print the batch of registered letters, sealed for posting (REQ-A18).
        PrintLetters = "print-letters",
    }
}

/// One row of the table: the action, what it touches, who may, and whether a
/// second person must confirm.
struct Right {
    action: Action,
    touches: Touches,
    roles: &'static [Role],
    second_person: bool,
}

const fn right(action: Action, touches: Touches, roles: &'static [Role]) -> Right {
    Right {
        action,
        touches,
        roles,
        second_person: false,
    }
}

const fn right_of_two(action: Action, touches: Touches, roles: &'static [Role]) -> Right {
    Right {
        action,
        touches,
        roles,
        second_person: true,
    }
}

use Action as A;
use Role::{
    Administrator, Auditor, Controller, Head, Mfc, Operator, Production, Reception, Requests,
    Window,
};
use Touches as T;

/// The table. A role that does not stand in a row may not.
const RIGHTS: &[Right] = &[
    right(
        A::SeeDay,
        T::Nothing,
        &[Reception, Window, Head, Operator, Mfc, Controller, Auditor],
    ),
    right(
        A::SeeCase,
        T::Nothing,
        &[
            Reception, Window, Requests, Production, Head, Controller, Auditor,
        ],
    ),
    right(
        A::SeeProgress,
        T::Nothing,
        &[
            Reception, Window, Requests, Production, Head, Operator, Mfc, Controller, Auditor,
        ],
    ),
    right(A::SeeReports, T::Nothing, &[Head, Controller, Auditor]),
    right(A::SeeAbuse, T::Nothing, &[Head, Controller, Auditor]),
    right(A::SeeJournal, T::Nothing, &[Controller, Auditor]),
    right(
        A::SeeHealth,
        T::Nothing,
        &[Head, Administrator, Controller, Auditor],
    ),
    right(A::Book, T::Places, &[Reception, Operator, Mfc]),
    right(A::MoveAppointment, T::Places, &[Reception, Operator, Mfc]),
    right_of_two(A::InsertByHand, T::Places, &[Reception, Head]),
    right(A::CheckIn, T::Places, &[Reception, Window, Mfc]),
    right(A::GiveTicket, T::Places, &[Reception, Mfc]),
    right(A::ServeTicket, T::Places, &[Window, Mfc]),
    right(A::Register, T::Cases, &[Reception]),
    right(A::RefuseAcceptance, T::Cases, &[Reception, Window]),
    right(A::Accept, T::Cases, &[Window]),
    right(A::AcceptAtMfc, T::Cases, &[Mfc]),
    right(A::HandOverParcel, T::Cases, &[Mfc, Reception, Window]),
    right(A::SendRequests, T::Cases, &[Requests]),
    right(A::Suspend, T::Cases, &[Requests, Head]),
    right(A::Decide, T::Cases, &[Head]),
    right(A::SendRefusal, T::Cases, &[Requests, Head]),
    right(A::Produce, T::Cases, &[Production]),
    right(A::Issue, T::Cases, &[Window]),
    right_of_two(A::Destroy, T::Cases, &[Production, Head]),
    right(A::Withdraw, T::Cases, &[Reception, Window]),
    right(A::ReviewAppeal, T::Cases, &[Head]),
    right(
        A::AnswerEnquiry,
        T::Office,
        &[Reception, Window, Operator, Mfc, Head],
    ),
    right(A::PlanHours, T::Office, &[Head]),
    right(A::ManageWindows, T::Office, &[Head]),
    right_of_two(A::ManageOfficers, T::Office, &[Head]),
    right_of_two(A::EditTexts, T::Office, &[Head]),
    right(A::PauseService, T::Office, &[Head]),
    right(A::Confirm, T::Office, &[Head]),
    right(A::ManageDevices, T::System, &[Administrator]),
    right(A::ManageOutbox, T::System, &[Administrator]),
    right_of_two(A::ManageAccounts, T::System, &[Administrator]),
    right(A::PrintLetters, T::Office, &[Head]),
];

fn row(action: Action) -> Option<&'static Right> {
    RIGHTS.iter().find(|right| right.action == action)
}

/// Whether somebody in this role may do this at all; the place is asked separately.
pub fn may(role: Role, action: Action) -> bool {
    row(action).is_some_and(|right| right.roles.contains(&role))
}

impl Action {
    /// What the action touches.
    pub fn touches(self) -> Touches {
        row(self).map_or(Touches::System, |right| right.touches)
    }

    /// Whether a second person must confirm it.
    pub fn needs_second_person(self) -> bool {
        row(self).is_none_or(|right| right.second_person)
    }
}

/// How far the rights of an officer reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "reach")]
pub enum Scope {
    /// One office.
    OwnOffice {
        /// Its region.
        region: RegionId,
        /// The office.
        office: OfficeId,
    },
    /// Every office of one region.
    OwnRegion {
        /// The region.
        region: RegionId,
    },
    /// The whole country.
    All,
}

impl Scope {
    /// Whether a thing of that region and office is within reach.
    ///
    /// Item 1: the own unit, the unit above and the centre see a case; a sibling
    /// does not (REQ-1).
    pub fn covers(&self, region: &RegionId, office: &OfficeId) -> bool {
        match self {
            Self::OwnOffice {
                region: own_region,
                office: own,
            } => own_region == region && own == office,
            Self::OwnRegion { region: own } => own == region,
            Self::All => true,
        }
    }
}

/// What an officer may do, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// The roles held now.
    pub roles: BTreeSet<Role>,
    /// Where they count.
    pub scope: Scope,
}

/// Why an officer may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Forbidden {
    /// None of the officer's roles has this right.
    #[error("no role of the officer may {}", .0.code())]
    NoRight(Action),
    /// The thing belongs to another office. Answer as if it did not exist.
    #[error("{} reaches outside the officer's office or region", .0.code())]
    OutOfReach(Action),
}

impl Authority {
    /// Whether the officer may do this there.
    ///
    /// # Errors
    /// [`Forbidden`], which says whether the right or the reach is missing.
    pub fn check(
        &self,
        action: Action,
        region: &RegionId,
        office: &OfficeId,
    ) -> Result<(), Forbidden> {
        if !self.roles.iter().any(|role| may(*role, action)) {
            return Err(Forbidden::NoRight(action));
        }
        if !self.scope.covers(region, office) {
            return Err(Forbidden::OutOfReach(action));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
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
}
