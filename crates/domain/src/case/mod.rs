//! The case: states, events, and the one table of edges.
//!
//! A [`Case`] is moved by a [`Workflow`], which a pack supplies. [`EDGES`] is the
//! reference workflow of the passport for travel abroad. Every move yields an
//! [`Action`] for the log and a [`Told`]: what the applicant must be told.

mod action;
mod clock;
mod edges;
mod limit;
mod name;
mod state;
mod timer;
mod workflow;

pub use action::{Action, BrokenLog, By, Case, Facts, Intent, Told};
pub use clock::{Stopped, legal_due};
pub use edges::{EDGES, Edge, Need, needs};
pub use limit::{Anchor, DayKind, Limit, NotASpan, Span};
pub use name::UnknownName;
pub(crate) use name::named;
pub use state::{Actor, Actors, Event, LegalClock, State};
pub use timer::{DueTimer, TIMERS, Timer, due_timers};
pub use workflow::{Cause, Flaw, Refused, Workflow};

#[cfg(test)]
mod tests;
