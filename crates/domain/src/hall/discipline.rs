//! Whose turn it is: a pure function of class, time and ticket.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::TicketNumber;
use crate::id::{TicketId, WindowId};

/// Why somebody stands in the queue where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "class", content = "at")]
pub enum Class {
    /// The law puts them first.
    Priority,
    /// They have an appointment at this instant.
    Booked(Timestamp),
    /// They came without an appointment.
    WalkIn,
}

/// Somebody who waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The ticket.
    pub ticket: TicketId,
    /// Its number.
    pub number: TicketNumber,
    /// Its class.
    pub class: Class,
    /// When they came; kept when they come back to the line.
    pub checked_in: Timestamp,
    /// The only window that may call them, after a redirection.
    pub only: Option<WindowId>,
}

/// How long each class may be made to wait for the sake of the others.
///
/// A ticket's turn is the instant it counts from plus its allowance; the earliest
/// turn goes first. So booked people go before walk-ins who came up to
/// `walk_in - booked` before their time, and a walk-in who has waited longer than
/// that is overtaken by nobody: nobody starves, however many are booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discipline {
    /// Allowance of those whom the law puts first.
    pub priority: SignedDuration,
    /// Allowance of booked people, from their time; the norm for them is 5 minutes.
    pub booked: SignedDuration,
    /// Allowance of walk-ins.
    pub walk_in: SignedDuration,
    /// How late a booked person may come and still count as booked.
    pub grace: SignedDuration,
}

impl Default for Discipline {
    /// Priority at once, booked within 5 minutes of their time, walk-ins behind those
    /// who are booked for the next 25 minutes, 15 minutes of grace.
    fn default() -> Self {
        Self {
            priority: SignedDuration::ZERO,
            booked: SignedDuration::from_mins(5),
            walk_in: SignedDuration::from_mins(30),
            grace: SignedDuration::from_mins(15),
        }
    }
}

/// When somebody's turn is, and what decides between equal turns. Smaller goes first.
///
/// The ticket at the end makes the order total: no two are ever equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Turn {
    /// The instant of the turn.
    pub at: Timestamp,
    class: u8,
    checked_in: Timestamp,
    number: TicketNumber,
    ticket: TicketId,
}

impl Discipline {
    /// The turn of one who waits.
    ///
    /// Our reading: whoever comes for an appointment after the grace waits like a
    /// walk-in; whoever comes early counts from the time of the appointment.
    pub fn turn(&self, waiting: &Waiting) -> Turn {
        let (class, from, allowance) = match waiting.class {
            Class::Priority => (0, waiting.checked_in, self.priority),
            Class::Booked(time) if waiting.checked_in.duration_since(time) <= self.grace => {
                (1, waiting.checked_in.max(time), self.booked)
            }
            Class::Booked(_) | Class::WalkIn => (2, waiting.checked_in, self.walk_in),
        };
        Turn {
            at: from.saturating_add(allowance).unwrap_or(Timestamp::MAX),
            class,
            checked_in: waiting.checked_in,
            number: waiting.number,
            ticket: waiting.ticket,
        }
    }

    /// Puts those who wait in the order of their turns.
    pub fn order(&self, waiting: &mut [Waiting]) {
        waiting.sort_by_key(|one| self.turn(one));
    }

    /// Who is called next at a window.
    ///
    /// `serves` tells whether the window serves what the ticket is for.
    pub fn next<'w>(
        &self,
        waiting: &'w [Waiting],
        window: WindowId,
        serves: impl Fn(&Waiting) -> bool,
    ) -> Option<&'w Waiting> {
        waiting
            .iter()
            .filter(|one| one.only.is_none_or(|only| only == window) && serves(one))
            .min_by_key(|one| self.turn(one))
    }

    /// How many of those who wait go before a ticket.
    pub fn ahead(&self, waiting: &[Waiting], of: &Waiting) -> usize {
        let turn = self.turn(of);
        waiting.iter().filter(|one| self.turn(one) < turn).count()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use jiff::ToSpan;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::super::Series;
    use super::*;

    fn at(time: &str) -> Timestamp {
        format!("2018-12-03T{time}:00Z").parse().unwrap()
    }

    fn ticket(count: u16, class: Class, checked_in: Timestamp) -> Waiting {
        Waiting {
            ticket: TicketId(Uuid::from_u128(u128::from(count))),
            number: TicketNumber::new(Series::new('К').unwrap(), count).unwrap(),
            class,
            checked_in,
            only: None,
        }
    }

    fn called(mut waiting: Vec<Waiting>) -> Vec<u16> {
        Discipline::default().order(&mut waiting);
        waiting.iter().map(|one| one.number.count()).collect()
    }

    fn window(number: u128) -> WindowId {
        WindowId(Uuid::from_u128(number))
    }

    #[test]
    fn booked_people_go_before_those_who_came_a_little_earlier_without() {
        let walk_in = ticket(1, Class::WalkIn, at("09:50"));
        let booked = ticket(2, Class::Booked(at("10:00")), at("09:55"));
        assert_eq!(called(vec![walk_in, booked]), [2, 1]);
    }

    #[test]
    fn who_has_waited_long_is_overtaken_by_nobody_booked_for_later() {
        let walk_in = ticket(1, Class::WalkIn, at("09:30"));
        let booked = ticket(2, Class::Booked(at("10:00")), at("09:55"));
        assert_eq!(called(vec![booked, walk_in]), [1, 2]);
    }

    #[test]
    fn who_comes_early_for_an_appointment_waits_for_its_time() {
        let early = ticket(1, Class::Booked(at("11:00")), at("09:00"));
        let walk_in = ticket(2, Class::WalkIn, at("10:00"));
        assert_eq!(called(vec![early, walk_in]), [2, 1]);
    }

    #[test]
    fn who_comes_too_late_for_an_appointment_waits_like_a_walk_in() {
        let in_grace = ticket(1, Class::Booked(at("10:00")), at("10:15"));
        let late = ticket(2, Class::Booked(at("10:00")), at("10:16"));
        let walk_in = ticket(3, Class::WalkIn, at("10:10"));
        assert_eq!(called(vec![late, walk_in, in_grace]), [1, 3, 2]);
    }

    #[test]
    fn whom_the_law_puts_first_goes_first_of_those_who_came_together() {
        let waiting = vec![
            ticket(1, Class::WalkIn, at("10:00")),
            ticket(2, Class::Booked(at("10:00")), at("10:00")),
            ticket(3, Class::Priority, at("10:00")),
        ];
        assert_eq!(called(waiting), [3, 2, 1]);
    }

    #[test]
    fn a_redirected_ticket_is_called_by_its_window_only() {
        let mut sent_on = ticket(1, Class::WalkIn, at("09:00"));
        sent_on.only = Some(window(5));
        let other = ticket(2, Class::WalkIn, at("09:10"));
        let waiting = [other, sent_on];
        let discipline = Discipline::default();
        let next = |number| discipline.next(&waiting, window(number), |_| true).unwrap();
        assert_eq!(next(5).number.count(), 1);
        assert_eq!(next(4).number.count(), 2);
        assert!(discipline.next(&waiting, window(4), |_| false).is_none());
    }

    #[test]
    fn people_ahead_are_counted_in_the_order_they_are_called() {
        let waiting = [
            ticket(1, Class::WalkIn, at("09:50")),
            ticket(2, Class::Booked(at("10:00")), at("09:55")),
            ticket(3, Class::WalkIn, at("09:58")),
        ];
        let discipline = Discipline::default();
        assert_eq!(discipline.ahead(&waiting, &waiting[2]), 2);
        assert_eq!(discipline.ahead(&waiting, &waiting[1]), 0);
    }

    fn any_class() -> impl Strategy<Value = Class> {
        let open = at("09:00");
        prop_oneof![
            Just(Class::Priority),
            Just(Class::WalkIn),
            (0..36i64).prop_map(move |slot| Class::Booked(open + (slot * 15).minutes())),
        ]
    }

    fn any_hall() -> impl Strategy<Value = Vec<Waiting>> {
        let open = at("08:45");
        prop::collection::vec((any_class(), 0..540i64), 0..60).prop_map(move |people| {
            people
                .into_iter()
                .zip(1u16..)
                .map(|((class, minute), count)| ticket(count, class, open + minute.minutes()))
                .collect()
        })
    }

    proptest! {
        /// The order is total: of two tickets one always goes first.
        #[test]
        fn no_two_tickets_have_the_same_turn(hall in any_hall()) {
            let discipline = Discipline::default();
            let mut turns: Vec<_> = hall.iter().map(|one| discipline.turn(one)).collect();
            turns.sort();
            turns.dedup();
            prop_assert_eq!(turns.len(), hall.len());
        }

        #[test]
        fn the_order_does_not_depend_on_who_was_entered_first(
            (hall, shuffled) in any_hall().prop_flat_map(|hall| (Just(hall.clone()), Just(hall).prop_shuffle()))
        ) {
            prop_assert_eq!(called(hall), called(shuffled));
        }

        /// Calling the next again and again is the order, so a late look gives the same answer.
        #[test]
        fn calling_one_by_one_follows_the_order(hall in any_hall()) {
            let discipline = Discipline::default();
            let order = called(hall.clone());
            let mut rest = hall;
            let mut calls = Vec::new();
            while let Some(next) = discipline.next(&rest, window(1), |_| true) {
                let number = next.number;
                calls.push(number.count());
                rest.retain(|one| one.number != number);
            }
            prop_assert_eq!(calls, order);
        }

        /// A walk-in is overtaken only by those who came before the allowance was up.
        #[test]
        fn nobody_starves(hall in any_hall()) {
            let discipline = Discipline::default();
            let mut ordered = hall;
            discipline.order(&mut ordered);
            for (place, one) in ordered.iter().enumerate().filter(|(_, one)| one.class == Class::WalkIn) {
                for before in &ordered[..place] {
                    prop_assert!(before.checked_in <= one.checked_in + discipline.walk_in);
                }
            }
        }
    }
}
