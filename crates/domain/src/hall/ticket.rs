//! A ticket on its way through the hall.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::discipline::{Class, Waiting};
use super::number::TicketNumber;
use crate::case::named;
use crate::id::{TicketId, WindowId};

/// How often a ticket is called at most, the first call included.
pub const CALLS_AT_MOST: usize = 3;

/// How long a visitor has to answer before being called again: time to stand up and walk over.
pub const RECALL_AFTER: SignedDuration = SignedDuration::from_secs(20);

/// How long a ticket nobody answered stays on the list of missed ones.
pub const MISSED_KEPT: SignedDuration = SignedDuration::from_mins(30);

named! {
    /// Where a ticket stands.
    pub enum TicketState {
        /// Printed, but the visitor does not wait yet.
        Issued = "issued",
        /// In the queue.
        Waiting = "waiting",
        /// Shown for a window.
        Called = "called",
        /// At the window.
        Serving = "serving",
        /// Done.
        Served = "served",
        /// Nobody answered the calls.
        NoShow = "no_show",
        /// Sent on to another window.
        Redirected = "redirected",
        /// Put aside: the visitor fetches or fills in something.
        Deferred = "deferred",
    }
}

named! {
    /// What a visitor came for; the norm of the wait depends on it.
    pub enum Purpose {
        /// To hand in an application.
        Submit = "submit",
        /// To collect a passport.
        Collect = "collect",
    }
}

named! {
    /// How a visit ended.
    pub enum Outcome {
        /// The papers were taken.
        Accepted = "accepted",
        /// The papers were not taken.
        Refused = "refused",
        /// The passport was handed over.
        HandedOver = "handed_over",
        /// Only a question was answered.
        Question = "question",
        /// The visitor left.
        Left = "left",
    }
}

/// How the officer came to this ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// It was next.
    Next,
    /// It was picked out of order, for this reason.
    OutOfOrder(String),
}

/// Why a step was not taken. The ticket stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WrongStep {
    /// The step does not exist here.
    #[error("cannot {step} a ticket that is {found}")]
    NotHere {
        /// What was asked.
        step: &'static str,
        /// Where the ticket stands.
        found: TicketState,
    },
    /// Another window has it.
    #[error("the ticket belongs to window {0}")]
    OtherWindow(WindowId),
    /// Called less than [`RECALL_AFTER`] ago; not before this instant.
    #[error("the visitor is on the way; not before {0}")]
    TooSoon(Timestamp),
    /// Called [`CALLS_AT_MOST`] times already.
    #[error("the ticket was called often enough")]
    CalledEnough,
    /// A ticket out of order, a redirection or a deferral says why.
    #[error("{0} needs a reason")]
    ReasonNeeded(&'static str),
    /// It has been back in line once, or missed too long ago.
    #[error("the ticket cannot come back any more")]
    TooLate,
}

/// A ticket of one day at one office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Which ticket.
    pub id: TicketId,
    /// Its number.
    pub number: TicketNumber,
    /// Its class.
    pub class: Class,
    /// What the visitor came for.
    pub purpose: Purpose,
    /// Where it stands.
    pub state: TicketState,
    /// When it was printed.
    pub issued_at: Timestamp,
    /// When the visitor began to wait.
    pub checked_in_at: Option<Timestamp>,
    /// The window that called it, or to which it was sent on.
    pub window: Option<WindowId>,
    /// The calls at that window, oldest first.
    pub calls: Vec<Timestamp>,
    /// The first call of all: the wait ends here.
    pub first_called_at: Option<Timestamp>,
    /// When serving began.
    pub started_at: Option<Timestamp>,
    /// When it was done, or given up.
    pub ended_at: Option<Timestamp>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Why it was called out of order, sent on or put aside.
    pub reason: Option<String>,
    /// Whether it has come back from the list of missed ones.
    pub came_back: bool,
}

impl Ticket {
    /// Prints a ticket.
    pub const fn issue(
        id: TicketId,
        number: TicketNumber,
        class: Class,
        purpose: Purpose,
        at: Timestamp,
    ) -> Self {
        Self {
            id,
            number,
            class,
            purpose,
            state: TicketState::Issued,
            issued_at: at,
            checked_in_at: None,
            window: None,
            calls: Vec::new(),
            first_called_at: None,
            started_at: None,
            ended_at: None,
            outcome: None,
            reason: None,
            came_back: false,
        }
    }

    /// The visitor is here and waits.
    ///
    /// # Errors
    /// [`WrongStep::NotHere`] unless freshly issued.
    pub fn check_in(self, at: Timestamp) -> Result<Self, WrongStep> {
        self.expect("check in", &[TicketState::Issued])?;
        Ok(Self {
            state: TicketState::Waiting,
            checked_in_at: Some(at),
            ..self
        })
    }

    /// Shows the ticket for a window (REQ-A5).
    ///
    /// # Errors
    /// [`WrongStep`]: it does not wait, it was sent on to another window, or it is
    /// picked out of order without a reason.
    pub fn call(self, window: WindowId, at: Timestamp, choice: Choice) -> Result<Self, WrongStep> {
        self.expect("call", &[TicketState::Waiting])?;
        if let Some(only) = self.window.filter(|only| *only != window) {
            return Err(WrongStep::OtherWindow(only));
        }
        let reason = match choice {
            Choice::Next => None,
            Choice::OutOfOrder(why) => Some(stated("a call out of order", why)?),
        };
        Ok(Self {
            state: TicketState::Called,
            window: Some(window),
            calls: vec![at],
            first_called_at: self.first_called_at.or(Some(at)),
            reason,
            ..self
        })
    }

    /// Shows it once more.
    ///
    /// # Errors
    /// [`WrongStep`]: not called, called [`CALLS_AT_MOST`] times, or less than
    /// [`RECALL_AFTER`] ago.
    pub fn recall(mut self, window: WindowId, at: Timestamp) -> Result<Self, WrongStep> {
        self.expect_at("call again", TicketState::Called, window)?;
        if self.calls.len() >= CALLS_AT_MOST {
            return Err(WrongStep::CalledEnough);
        }
        self.answered_in_time(at)?;
        self.calls.push(at);
        Ok(self)
    }

    /// The visitor came to the window.
    ///
    /// # Errors
    /// [`WrongStep`]: not called, or by another window.
    pub fn start(self, window: WindowId, at: Timestamp) -> Result<Self, WrongStep> {
        self.expect_at("serve", TicketState::Called, window)?;
        Ok(Self {
            state: TicketState::Serving,
            started_at: Some(at),
            ..self
        })
    }

    /// The visit is over.
    ///
    /// # Errors
    /// [`WrongStep`]: not being served, or at another window.
    pub fn finish(
        self,
        window: WindowId,
        outcome: Outcome,
        at: Timestamp,
    ) -> Result<Self, WrongStep> {
        self.expect_at("finish", TicketState::Serving, window)?;
        let outcome = Some(outcome);
        Ok(Self {
            state: TicketState::Served,
            ended_at: Some(at),
            outcome,
            ..self
        })
    }

    /// Nobody came to the window.
    ///
    /// # Errors
    /// [`WrongStep`]: not called, by another window, or called less than
    /// [`RECALL_AFTER`] ago.
    pub fn miss(self, window: WindowId, at: Timestamp) -> Result<Self, WrongStep> {
        self.expect_at("give up", TicketState::Called, window)?;
        self.answered_in_time(at)?;
        Ok(Self {
            state: TicketState::NoShow,
            ended_at: Some(at),
            ..self
        })
    }

    /// Sends the visitor on to another window.
    ///
    /// # Errors
    /// [`WrongStep`]: not being served, at another window, or without a reason.
    pub fn redirect(self, from: WindowId, to: WindowId, why: &str) -> Result<Self, WrongStep> {
        self.expect_at("send on", TicketState::Serving, from)?;
        let reason = Some(stated("a redirection", why.to_owned())?);
        Ok(Self {
            state: TicketState::Redirected,
            window: Some(to),
            reason,
            ..self
        })
    }

    /// Puts the ticket aside while the visitor fetches or fills in something.
    ///
    /// # Errors
    /// [`WrongStep`]: not being served, at another window, or without a reason.
    pub fn defer(self, window: WindowId, why: &str) -> Result<Self, WrongStep> {
        self.expect_at("put aside", TicketState::Serving, window)?;
        let reason = Some(stated("a deferral", why.to_owned())?);
        Ok(Self {
            state: TicketState::Deferred,
            window: None,
            reason,
            ..self
        })
    }

    /// Back in line, with the time of the first check-in, so near the front.
    ///
    /// A missed ticket comes back once, and within [`MISSED_KEPT`].
    ///
    /// # Errors
    /// [`WrongStep`]: not redirected, deferred or missed, or too late.
    pub fn come_back(self, at: Timestamp) -> Result<Self, WrongStep> {
        use TicketState::{Deferred, NoShow, Redirected};
        self.expect("come back", &[Redirected, Deferred, NoShow])?;
        let missed = self.state == NoShow;
        let kept = |ended: Timestamp| at.duration_since(ended) <= MISSED_KEPT;
        if missed && (self.came_back || !self.ended_at.is_some_and(kept)) {
            return Err(WrongStep::TooLate);
        }
        Ok(Self {
            state: TicketState::Waiting,
            window: self.window.filter(|_| self.state == Redirected),
            calls: Vec::new(),
            ended_at: None,
            came_back: self.came_back || missed,
            ..self
        })
    }

    /// How long the visitor waited: first call minus the later of check-in and booked time.
    ///
    /// `None` before the first call. Called before the booked time, nobody waited.
    pub fn waited(&self) -> Option<SignedDuration> {
        let from = match self.class {
            Class::Booked(time) => self.checked_in_at?.max(time),
            Class::Priority | Class::WalkIn => self.checked_in_at?,
        };
        Some(
            self.first_called_at?
                .duration_since(from)
                .max(SignedDuration::ZERO),
        )
    }

    /// How long the visitor was served; `None` until it is over.
    pub fn served_for(&self) -> Option<SignedDuration> {
        let ended = self
            .ended_at
            .filter(|_| self.state == TicketState::Served)?;
        Some(ended.duration_since(self.started_at?))
    }

    /// The key of the waiting norm in the pack (`queue.max_wait`): `submit`, `booked` or `collect`.
    pub const fn norm(&self) -> &'static str {
        match (self.purpose, self.class) {
            (Purpose::Collect, _) => "collect",
            (Purpose::Submit, Class::Booked(_)) => "booked",
            (Purpose::Submit, _) => "submit",
        }
    }

    /// The ticket as the discipline sees it; `None` unless it waits.
    pub fn waiting(&self) -> Option<Waiting> {
        let checked_in = self
            .checked_in_at
            .filter(|_| self.state == TicketState::Waiting)?;
        Some(Waiting {
            ticket: self.id,
            number: self.number,
            class: self.class,
            checked_in,
            only: self.window,
        })
    }

    fn expect(&self, step: &'static str, states: &[TicketState]) -> Result<(), WrongStep> {
        if states.contains(&self.state) {
            return Ok(());
        }
        Err(WrongStep::NotHere {
            step,
            found: self.state,
        })
    }

    fn expect_at(
        &self,
        step: &'static str,
        state: TicketState,
        window: WindowId,
    ) -> Result<(), WrongStep> {
        self.expect(step, &[state])?;
        match self.window {
            Some(own) if own != window => Err(WrongStep::OtherWindow(own)),
            _ => Ok(()),
        }
    }

    fn answered_in_time(&self, at: Timestamp) -> Result<(), WrongStep> {
        let again = |last: &Timestamp| last.saturating_add(RECALL_AFTER).unwrap_or(Timestamp::MAX);
        match self.calls.last().map(again) {
            Some(earliest) if at < earliest => Err(WrongStep::TooSoon(earliest)),
            _ => Ok(()),
        }
    }
}

fn stated(what: &'static str, why: String) -> Result<String, WrongStep> {
    if why.trim().is_empty() {
        Err(WrongStep::ReasonNeeded(what))
    } else {
        Ok(why)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use jiff::ToSpan;
    use uuid::Uuid;

    use super::*;

    fn at(time: &str) -> Timestamp {
        format!("2018-12-03T{time}Z").parse().unwrap()
    }

    fn window(number: u128) -> WindowId {
        WindowId(Uuid::from_u128(number))
    }

    fn waiting(class: Class) -> Ticket {
        let number = "К 042".parse().unwrap();
        Ticket::issue(
            TicketId(Uuid::nil()),
            number,
            class,
            Purpose::Submit,
            at("09:59:00"),
        )
        .check_in(at("10:00:00"))
        .unwrap()
    }

    fn called() -> Ticket {
        waiting(Class::WalkIn)
            .call(window(5), at("10:12:00"), Choice::Next)
            .unwrap()
    }

    /// REQ-A5: ticket, call, served; the wait is measured.
    #[test]
    fn a_visitor_is_called_served_and_the_wait_measured() {
        let ticket = called().start(window(5), at("10:12:30")).unwrap();
        let ticket = ticket
            .finish(window(5), Outcome::Accepted, at("10:25:00"))
            .unwrap();
        assert_eq!(ticket.state, TicketState::Served);
        assert_eq!(ticket.waited(), Some(SignedDuration::from_mins(12)));
        assert_eq!(ticket.served_for(), Some(SignedDuration::from_secs(750)));
        assert_eq!(ticket.outcome, Some(Outcome::Accepted));
    }

    #[test]
    fn a_booked_wait_counts_from_the_appointment_when_one_comes_early() {
        let booked = |time| Class::Booked(at(time));
        let early = waiting(booked("10:10:00")).call(window(5), at("10:12:00"), Choice::Next);
        assert_eq!(early.unwrap().waited(), Some(SignedDuration::from_mins(2)));
        let late = waiting(booked("09:50:00")).call(window(5), at("10:12:00"), Choice::Next);
        assert_eq!(late.unwrap().waited(), Some(SignedDuration::from_mins(12)));
        let ahead = waiting(booked("10:30:00")).call(window(5), at("10:12:00"), Choice::Next);
        assert_eq!(ahead.unwrap().waited(), Some(SignedDuration::ZERO));
    }

    #[test]
    fn nobody_is_called_more_than_three_times_or_sooner_than_twenty_seconds() {
        let ticket = called();
        let soon = ticket.clone().recall(window(5), at("10:12:19"));
        assert_eq!(soon, Err(WrongStep::TooSoon(at("10:12:20"))));
        let ticket = ticket.recall(window(5), at("10:12:20")).unwrap();
        let ticket = ticket.recall(window(5), at("10:12:40")).unwrap();
        let fourth = ticket.clone().recall(window(5), at("10:13:00"));
        assert_eq!(fourth, Err(WrongStep::CalledEnough));
        assert_eq!(ticket.waited(), Some(SignedDuration::from_mins(12)));
    }

    #[test]
    fn a_visitor_gets_the_time_to_walk_to_the_window_before_being_missed() {
        let hasty = called().miss(window(5), at("10:12:05"));
        assert_eq!(hasty, Err(WrongStep::TooSoon(at("10:12:20"))));
        let missed = called().miss(window(5), at("10:12:20")).unwrap();
        assert_eq!(missed.state, TicketState::NoShow);
    }

    #[test]
    fn a_missed_ticket_comes_back_once_and_within_half_an_hour() {
        let missed = called().miss(window(5), at("10:13:00")).unwrap();
        let late = missed.clone().come_back(at("10:43:01"));
        assert_eq!(late, Err(WrongStep::TooLate));
        let back = missed.come_back(at("10:43:00")).unwrap();
        let place = back.waiting().unwrap();
        assert_eq!((place.checked_in, place.only), (at("10:00:00"), None));
        let again = back.call(window(2), at("10:50:00"), Choice::Next).unwrap();
        let again = again.miss(window(2), at("10:51:00")).unwrap();
        assert_eq!(again.come_back(at("10:52:00")), Err(WrongStep::TooLate));
    }

    #[test]
    fn calling_out_of_order_needs_a_reason() {
        let silent =
            waiting(Class::WalkIn).call(window(5), at("10:05:00"), Choice::OutOfOrder(" ".into()));
        assert_eq!(silent, Err(WrongStep::ReasonNeeded("a call out of order")));
        let choice = Choice::OutOfOrder("плохо себя чувствует".to_owned());
        let called = waiting(Class::WalkIn)
            .call(window(5), at("10:05:00"), choice)
            .unwrap();
        assert_eq!(called.reason.as_deref(), Some("плохо себя чувствует"));
    }

    #[test]
    fn another_window_cannot_take_over_a_called_visitor() {
        let other = called().start(window(4), at("10:12:30"));
        assert_eq!(other, Err(WrongStep::OtherWindow(window(5))));
    }

    #[test]
    fn a_visitor_sent_on_waits_for_that_window_with_the_old_time() {
        let serving = called().start(window(5), at("10:12:30")).unwrap();
        let sent = serving.redirect(window(5), window(7), "биометрия").unwrap();
        assert_eq!(sent.state, TicketState::Redirected);
        let back = sent.come_back(at("10:20:00")).unwrap();
        let place = back.waiting().unwrap();
        assert_eq!(
            (place.only, place.checked_in),
            (Some(window(7)), at("10:00:00"))
        );
        let wrong = back.clone().call(window(5), at("10:21:00"), Choice::Next);
        assert_eq!(wrong, Err(WrongStep::OtherWindow(window(7))));
        assert!(back.call(window(7), at("10:21:00"), Choice::Next).is_ok());
    }

    #[test]
    fn a_visitor_put_aside_may_be_called_by_any_window() {
        let serving = called().start(window(5), at("10:12:30")).unwrap();
        assert!(serving.clone().defer(window(5), "").is_err());
        let aside = serving.defer(window(5), "платит пошлину").unwrap();
        let back = aside.come_back(at("11:30:00")).unwrap();
        assert_eq!(back.waiting().unwrap().only, None);
    }

    #[test]
    fn a_served_ticket_is_done_with() {
        let ticket = called().start(window(5), at("10:12:30")).unwrap();
        let ticket = ticket
            .finish(window(5), Outcome::Left, at("10:13:00"))
            .unwrap();
        let wrong = ticket.clone().come_back(at("10:14:00"));
        assert_eq!(
            wrong,
            Err(WrongStep::NotHere {
                step: "come back",
                found: TicketState::Served
            })
        );
        assert!(ticket.waiting().is_none());
        assert!(
            ticket
                .call(window(5), at("10:15:00"), Choice::Next)
                .is_err()
        );
    }

    /// REQ-10.3: the norm depends on booking and purpose.
    #[test]
    fn the_norm_of_the_wait_is_that_of_the_class_and_purpose() {
        let booked = waiting(Class::Booked(at("10:00:00")));
        assert_eq!(booked.norm(), "booked");
        assert_eq!(waiting(Class::WalkIn).norm(), "submit");
        assert_eq!(
            Ticket {
                purpose: Purpose::Collect,
                ..booked
            }
            .norm(),
            "collect"
        );
    }

    #[test]
    fn a_ticket_is_called_only_while_it_waits() {
        let number = "К 042".parse().unwrap();
        let issued = Ticket::issue(
            TicketId(Uuid::nil()),
            number,
            Class::WalkIn,
            Purpose::Submit,
            at("09:00:00"),
        );
        let early = issued.call(window(1), at("09:00:00") + 1.minute(), Choice::Next);
        assert_eq!(
            early,
            Err(WrongStep::NotHere {
                step: "call",
                found: TicketState::Issued
            })
        );
    }
}
