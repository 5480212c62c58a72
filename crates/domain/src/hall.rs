//! Tickets of the hall queue and the order in which they are called.
//!
//! A ticket has a [`TicketNumber`] that anybody can read aloud, a [`Class`], and a
//! way through the hall ([`Ticket`]). Whose turn it is follows from class, time and
//! ticket alone ([`Discipline`]), so everybody can work the order out again.

mod discipline;
mod number;
mod ticket;
mod wait;

pub use discipline::{Class, Discipline, Turn, Waiting};
pub use number::{LETTERS, NotATicket, RESERVE, Series, TicketNumber};
pub use ticket::{
    CALLS_AT_MOST, Choice, MISSED_KEPT, Outcome, Purpose, RECALL_AFTER, Ticket, TicketState,
    WrongStep,
};
pub use wait::{Estimate, Summary, estimate, summary};
