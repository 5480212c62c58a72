//! The table of rights.

use super::{Action, Role, Touches};

/// One row of the table: the action, what it touches, who may, and whether a
/// second person must confirm.
pub(super) struct Right {
    pub(super) action: Action,
    touches: Touches,
    pub(super) roles: &'static [Role],
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
pub(super) const RIGHTS: &[Right] = &[
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
