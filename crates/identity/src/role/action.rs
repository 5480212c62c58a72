//! What a member of staff may be allowed to do.

use serde::{Deserialize, Serialize};

use super::name::listed;

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
