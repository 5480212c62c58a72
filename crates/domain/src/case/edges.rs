//! The one table of edges.
//!
//! A pack brings its own workflow; this table is the reference that the shipped
//! pack is compared with, and from which the flowchart of item 10.17 can be drawn.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::limit::{Anchor, DayKind, Limit, Span};
use super::state::{Actor, Actors, Event, State};
use crate::decision::GroundList;
use crate::notification::Kind;

/// One way from a state to a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edge {
    /// Where the case stands.
    pub from: State,
    /// What happens.
    pub event: Event,
    /// Who may make it happen.
    #[serde(rename = "actor")]
    pub actors: Actors,
    /// Where the case stands then.
    pub to: State,
    /// What is told because of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Kind>,
    /// By when it must happen, once the case stands in `from`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// The item or table it comes from.
    #[serde(rename = "ref", default)]
    pub item: Cow<'static, str>,
}

/// Something an action must bring along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// A ground from this list.
    Ground(GroundList),
    /// The last day for the applicant to act.
    Until,
    /// The registration number given to the application.
    Registration,
    /// The day and time to come.
    Visit,
    /// Number of the resolution.
    Resolution,
    /// Series and number of the passport made.
    Passport,
    /// Number of the transmittal list.
    Transmittal,
    /// The complete refusal notice.
    RefusalNotice,
    /// A short coded reason.
    Note,
}

/// What an action on this edge must bring along.
///
/// Fixed here and not in packs: a pack may reroute a case, but not drop the
/// ground of a refusal (REQ-7.3, REQ-7.4, REQ-7.5, REQ-7.7).
pub const fn needs(from: State, event: Event) -> &'static [Need] {
    use GroundList as G;
    match event {
        Event::Book | Event::Invite | Event::Rebook => &[Need::Visit],
        Event::Register | Event::AttendOk | Event::Accept => &[Need::Registration],
        Event::RefuseReceptionE
        | Event::AttendDefect
        | Event::MfcRefuse
        | Event::RefuseReception => &[Need::Ground(G::AcceptanceRefusal)],
        Event::NoShow15d | Event::NeedApplicant => &[Need::Ground(G::Suspension), Need::Until],
        Event::SixMonths => &[Need::Ground(G::Discontinuation)],
        Event::Withdraw => match from {
            State::Draft => &[],
            _ => &[Need::Ground(G::Discontinuation)],
        },
        Event::MfcAccept | Event::Arrive => &[Need::Transmittal],
        Event::DecideIssue => &[Need::Resolution],
        Event::DecideRefuse => &[Need::Resolution, Need::Ground(G::Refusal)],
        Event::RestrictionArrived => &[Need::Ground(G::Refusal)],
        Event::SendRefusal => &[Need::RefusalNotice],
        Event::Delivered => &[Need::Passport],
        Event::QcFail | Event::ErrorFound | Event::Destroy => &[Need::Note],
        Event::SubmitPortal
        | Event::SubmitWindow
        | Event::SubmitMfc
        | Event::SendRequests
        | Event::Resume
        | Event::ReplyClear
        | Event::ReplyRestriction
        | Event::HandedOver
        | Event::Unclaimed => &[],
    }
}

const SAME_DAY: Limit = Limit::of(Span::Days(0), DayKind::Working);
const ONE_DAY: Limit = Limit::of(Span::Days(1), DayKind::Working);
const SIX_MONTHS: Limit = Limit::since(Span::Months(6), DayKind::Calendar, Anchor::Filed);
const FIFTEEN_DAYS: Limit = Limit::since(Span::Days(15), DayKind::Calendar, Anchor::Invited);
const HANDOVER: Limit = Limit::guessed(Span::Days(1), DayKind::Working);
const TWO_DAYS: Limit = Limit::of(Span::Days(2), DayKind::Working);
const REPLY: Limit = Limit::guessed(Span::Days(5), DayKind::Working);
const WAIT: Limit = Limit::Param(Cow::Borrowed("queue.max_wait"));

const fn edge(
    from: State,
    event: Event,
    actors: &'static [Actor],
    to: State,
    notice: Option<Kind>,
    limit: Option<Limit>,
    item: &'static str,
) -> Edge {
    let actors = Actors::of(actors);
    Edge {
        from,
        event,
        actors,
        to,
        notice,
        limit,
        item: Cow::Borrowed(item),
    }
}

const fn withdraw(from: State, notice: Option<Kind>) -> Edge {
    edge(
        from,
        Event::Withdraw,
        &[Actor::Applicant],
        State::Withdrawn,
        notice,
        None,
        "7.5",
    )
}

const N1: Option<Kind> = Some(Kind::AppointmentMade);
const N2: Option<Kind> = Some(Kind::StatementRegistered);
const N3: Option<Kind> = Some(Kind::AcceptanceRefused);
const N4: Option<Kind> = Some(Kind::ConsiderationSuspended);
const N5: Option<Kind> = Some(Kind::ConsiderationDiscontinued);
const N6: Option<Kind> = Some(Kind::PassportReady);
const N7: Option<Kind> = Some(Kind::ServiceRefused);
const RATING: Option<Kind> = Some(Kind::RatingOffered);
const RECEIPT: Option<Kind> = Some(Kind::PapersReceived);
const INSIDE_TERM: Option<Limit> = Some(Limit::InsideTerm);

use Actor as A;
use Event as E;
use State as S;

/// The 43 edges of the passport for travel abroad, in the order of the procedure.
///
/// The eight states an applicant can withdraw from are those where the papers lie
/// with the office; somebody standing at a window, or papers on the road, are not such.
#[rustfmt::skip]
pub static EDGES: [Edge; 43] = [
    edge(S::Draft, E::Book, &[A::Applicant, A::Operator], S::Draft, N1, None, "7.1"),
    edge(S::Draft, E::SubmitPortal, &[A::Applicant], S::Submitted, None, None, "5.9"),
    edge(S::Submitted, E::Register, &[A::Reception], S::Registered, N2, Some(SAME_DAY), "7.2"),
    edge(S::Submitted, E::RefuseReceptionE, &[A::Reception], S::ReceptionRefused, N3, Some(SAME_DAY), "7.3"),
    edge(S::Registered, E::Invite, &[A::System], S::Invited, N1, Some(SAME_DAY), "7.1"),
    edge(S::Invited, E::Rebook, &[A::Applicant, A::Operator, A::System], S::Invited, N1, None, "7.1"),
    edge(S::Invited, E::AttendOk, &[A::Window], S::Accepted, None, Some(FIFTEEN_DAYS), "5.3"),
    edge(S::Invited, E::AttendDefect, &[A::Window], S::ReceptionRefused, N3, None, "10.7"),
    edge(S::Invited, E::NoShow15d, &[A::Timer], S::Suspended, N4, Some(FIFTEEN_DAYS), "7.4"),
    edge(S::Suspended, E::Rebook, &[A::Applicant, A::Operator], S::Invited, N1, Some(SIX_MONTHS), "7.4"),
    edge(S::Suspended, E::SixMonths, &[A::Timer], S::Terminated, N5, Some(SIX_MONTHS), "7.5"),
    edge(S::Draft, E::SubmitWindow, &[A::Applicant], S::AtWindow, None, Some(WAIT), "10.3"),
    edge(S::Draft, E::SubmitMfc, &[A::Applicant], S::AtMfc, None, Some(WAIT), "13"),
    edge(S::AtMfc, E::MfcAccept, &[A::Mfc], S::InTransit, RECEIPT, None, "13"),
    edge(S::AtMfc, E::MfcRefuse, &[A::Mfc], S::ReceptionRefused, N3, None, "10.7"),
    edge(S::InTransit, E::Arrive, &[A::Courier], S::AtWindow, None, Some(HANDOVER), "13"),
    edge(S::AtWindow, E::Accept, &[A::Window], S::Accepted, N2, Some(SAME_DAY), "7.2"),
    edge(S::AtWindow, E::RefuseReception, &[A::Window], S::ReceptionRefused, N3, None, "10.7"),
    edge(S::Accepted, E::SendRequests, &[A::Requests], S::Checking, None, Some(TWO_DAYS), "1"),
    edge(S::Checking, E::NeedApplicant, &[A::Requests], S::SuspendedCheck, N4, None, "7.4"),
    edge(S::SuspendedCheck, E::Resume, &[A::Requests], S::Checking, None, Some(SIX_MONTHS), "7.4"),
    edge(S::SuspendedCheck, E::SixMonths, &[A::Timer], S::Terminated, N5, Some(SIX_MONTHS), "7.5"),
    edge(S::Checking, E::ReplyClear, &[A::Agency], S::Decision, None, Some(REPLY), "1"),
    edge(S::Checking, E::ReplyRestriction, &[A::Agency], S::Decision, None, Some(REPLY), "1"),
    edge(S::Decision, E::DecideIssue, &[A::Head], S::Production, None, INSIDE_TERM, "5.4"),
    edge(S::Decision, E::DecideRefuse, &[A::Head], S::RefusalDrafting, None, INSIDE_TERM, "5.6"),
    edge(S::RefusalDrafting, E::SendRefusal, &[A::Requests, A::Head], S::Refused, N7, Some(ONE_DAY), "7.7"),
    edge(S::Production, E::QcFail, &[A::Production], S::Production, None, INSIDE_TERM, "5.4"),
    edge(S::Production, E::Delivered, &[A::Production], S::Ready, N6, INSIDE_TERM, "7.6"),
    edge(S::Ready, E::HandedOver, &[A::Window], S::Issued, RATING, Some(WAIT), "9.9"),
    edge(S::Ready, E::ErrorFound, &[A::Window], S::Production, None, None, "5.4"),
    edge(S::Ready, E::RestrictionArrived, &[A::Agency], S::RefusalDrafting, None, None, "5.6"),
    edge(S::Ready, E::Unclaimed, &[A::Timer], S::StoredUnclaimed, N6, Some(Limit::Param(Cow::Borrowed("ready.storage"))), "7.6"),
    edge(S::StoredUnclaimed, E::HandedOver, &[A::Window], S::Issued, RATING, None, "9.9"),
    edge(S::StoredUnclaimed, E::Destroy, &[A::Production, A::Head], S::Destroyed, None, None, "7.6"),
    withdraw(S::Draft, None),
    withdraw(S::Submitted, N5),
    withdraw(S::Registered, N5),
    withdraw(S::Invited, N5),
    withdraw(S::Suspended, N5),
    withdraw(S::Accepted, N5),
    withdraw(S::Checking, N5),
    withdraw(S::SuspendedCheck, N5),
];
