//! One function for each action of a citizen, an officer, an operator, a kiosk.
//!
//! Transaction boundaries live here and only here. Each use case: authorise the
//! actor, load, let the domain decide, write state, journal entry and outbox
//! rows in one transaction, return. The doors (portal, regional site, phone,
//! kiosk, multipurpose centre) all run the same function (REQ-A9).

pub mod actor;
pub mod booking;
pub mod clock;
mod context;
pub mod directory;
pub mod identifiers;
pub mod letter;
pub mod once;
pub mod pack_folder;
pub mod person;
pub mod rules;
pub mod signal;

pub use context::{App, Parts};
