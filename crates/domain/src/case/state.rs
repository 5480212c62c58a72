//! Where a case can stand, what can happen to it, and who may make it happen.

use super::name::named;

named! {
    /// Where a case stands: 22 states, 6 of them final.
    pub enum State {
        /// The applicant is still filling in the form.
        Draft = "draft",
        /// Filed through the portal, not yet looked at.
        Submitted = "submitted",
        /// Accepted and registered as an electronic application (item 7.2).
        Registered = "registered",
        /// The applicant has a day and time to come.
        Invited = "invited",
        /// The filing was not accepted (items 7.3 and 10.7). Final.
        ReceptionRefused = "reception_refused",
        /// Originals and photo taken; the term of the service runs.
        Accepted = "accepted",
        /// The applicant did not come after the invitation (item 7.4).
        Suspended = "suspended",
        /// Consideration ended without a decision (item 7.5). Final.
        Terminated = "terminated",
        /// The applicant stands at a window of the office.
        AtWindow = "at_window",
        /// The applicant stands at a window of a multipurpose centre.
        AtMfc = "at_mfc",
        /// Papers travel from the multipurpose centre to the office.
        InTransit = "in_transit",
        /// Questions to other bodies are out.
        Checking = "checking",
        /// The applicant must do something before checks go on (item 7.4).
        SuspendedCheck = "suspended_check",
        /// The file lies with the head for a resolution.
        Decision = "decision",
        /// The passport is being made.
        Production = "production",
        /// The refusal notice is being drawn up.
        RefusalDrafting = "refusal_drafting",
        /// The service was refused and the applicant told (item 7.7). Final.
        Refused = "refused",
        /// The passport waits for its holder (item 7.6).
        Ready = "ready",
        /// The passport was handed over. Final.
        Issued = "issued",
        /// Nobody came for the passport; it is in storage.
        StoredUnclaimed = "stored_unclaimed",
        /// The unclaimed passport was destroyed. Final.
        Destroyed = "destroyed",
        /// The applicant took the application back. Final.
        Withdrawn = "withdrawn",
    }
}

/// What the legal clock of the term does while a case stands in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LegalClock {
    /// The documents are not all taken yet; the term has not begun.
    NotStarted,
    /// The term runs.
    Running,
    /// The term stands still and its end moves.
    Stopped,
    /// The result is there; the term no longer matters.
    Ended,
}

impl State {
    /// Whether nothing can happen to the case any more.
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::ReceptionRefused
                | Self::Terminated
                | Self::Refused
                | Self::Issued
                | Self::Destroyed
                | Self::Withdrawn
        )
    }

    /// What the legal clock does here.
    ///
    /// The term counts from the day all properly executed documents were taken,
    /// and ends when the passport is ready or the refusal is sent.
    ///
    /// Our reading: both suspensions of item 7.4 stop it. The sources name the
    /// suspension, not its effect on the term, so what follows from it is never certain.
    pub const fn legal_clock(self) -> LegalClock {
        match self {
            Self::Draft
            | Self::Submitted
            | Self::Registered
            | Self::Invited
            | Self::AtWindow
            | Self::AtMfc
            | Self::InTransit => LegalClock::NotStarted,
            Self::Accepted
            | Self::Checking
            | Self::Decision
            | Self::Production
            | Self::RefusalDrafting => LegalClock::Running,
            Self::Suspended | Self::SuspendedCheck => LegalClock::Stopped,
            Self::ReceptionRefused
            | Self::Terminated
            | Self::Refused
            | Self::Ready
            | Self::Issued
            | Self::StoredUnclaimed
            | Self::Destroyed
            | Self::Withdrawn => LegalClock::Ended,
        }
    }
}

named! {
    /// What can happen to a case.
    pub enum Event {
        /// A place at a window is booked for the filing.
        Book = "book",
        /// The form is filed through the portal.
        SubmitPortal = "submit_portal",
        /// The electronic application is accepted and gets its number.
        Register = "register",
        /// The electronic application is not accepted.
        RefuseReceptionE = "refuse_reception_e",
        /// The office names a day and time.
        Invite = "invite",
        /// Another day and time is given.
        Rebook = "rebook",
        /// The applicant came and everything is in order.
        AttendOk = "attend_ok",
        /// The applicant came and the papers have a defect.
        AttendDefect = "attend_defect",
        /// Fifteen days passed after the invitation and nobody came.
        NoShow15d = "no_show_15d",
        /// Six months passed since the filing.
        SixMonths = "six_months",
        /// Papers are handed in at a window of the office.
        SubmitWindow = "submit_window",
        /// Papers are handed in at a multipurpose centre.
        SubmitMfc = "submit_mfc",
        /// The multipurpose centre takes the papers.
        MfcAccept = "mfc_accept",
        /// The multipurpose centre does not take the papers.
        MfcRefuse = "mfc_refuse",
        /// The papers of the multipurpose centre reach the office.
        Arrive = "arrive",
        /// The window takes the papers and registers the application.
        Accept = "accept",
        /// The window does not take the papers.
        RefuseReception = "refuse_reception",
        /// Questions go out to the other bodies.
        SendRequests = "send_requests",
        /// Something is wanted of the applicant.
        NeedApplicant = "need_applicant",
        /// The applicant did what was wanted.
        Resume = "resume",
        /// The other bodies know of nothing against the passport.
        ReplyClear = "reply_clear",
        /// Another body reports a restriction.
        ReplyRestriction = "reply_restriction",
        /// The head resolves to issue.
        DecideIssue = "decide_issue",
        /// The head resolves to refuse.
        DecideRefuse = "decide_refuse",
        /// The refusal notice goes out.
        SendRefusal = "send_refusal",
        /// The passport failed its quality check and is made again.
        QcFail = "qc_fail",
        /// The finished passport is at the office.
        Delivered = "delivered",
        /// The passport is in its holder's hands.
        HandedOver = "handed_over",
        /// The holder found an error; the passport is made again without a fee.
        ErrorFound = "error_found",
        /// A restriction came after the passport was made.
        RestrictionArrived = "restriction_arrived",
        /// Nobody came for the passport within the storage term of the office.
        Unclaimed = "unclaimed",
        /// The unclaimed passport is destroyed by act.
        Destroy = "destroy",
        /// The applicant takes the application back.
        Withdraw = "withdraw",
    }
}

named! {
    /// In which role somebody acts on a case.
    pub enum Actor {
        /// Who filed, or the legal representative.
        Applicant = "applicant",
        /// The phone operator, on the applicant's word.
        Operator = "operator",
        /// The officer who looks at electronic applications.
        Reception = "reception",
        /// The officer at a window.
        Window = "window",
        /// The employee of a multipurpose centre.
        Mfc = "mfc",
        /// Who brings papers from the multipurpose centre and signs the register.
        Courier = "courier",
        /// The officer who asks other bodies.
        Requests = "requests",
        /// The head of the office.
        Head = "head",
        /// The officer or centre that makes the passport.
        Production = "production",
        /// The office's own software, acting at once.
        System = "system",
        /// A term that ran out.
        Timer = "timer",
        /// Another body of the state that answers.
        Agency = "agency",
    }
}

/// A small set of actors; fits into a constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actors(u16);

impl Actors {
    /// The set of the given actors.
    pub const fn of(list: &[Actor]) -> Self {
        let mut bits = 0;
        let mut at = 0;
        while at < list.len() {
            bits |= 1 << list[at] as u16;
            at += 1;
        }
        Self(bits)
    }

    /// Whether `actor` belongs to the set.
    pub const fn contains(self, actor: Actor) -> bool {
        self.0 & (1 << actor as u16) != 0
    }

    /// The actors of the set, in the order of [`Actor::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Actor> {
        Actor::ALL
            .iter()
            .copied()
            .filter(move |actor| self.contains(*actor))
    }

    /// Whether nobody belongs to the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl serde::Serialize for Actors {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter())
    }
}

impl<'de> serde::Deserialize<'de> for Actors {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        /// A pack may write one actor or a list.
        #[derive(serde::Deserialize)]
        #[serde(untagged)]
        enum OneOrMany {
            One(Actor),
            Many(Vec<Actor>),
        }
        match <OneOrMany as serde::Deserialize>::deserialize(from)? {
            OneOrMany::One(actor) => Ok(Self::of(&[actor])),
            OneOrMany::Many(list) => Ok(Self::of(&list)),
        }
    }
}
