//! One function for each action of a citizen, an officer, an operator, a kiosk.
//!
//! Transaction boundaries live here and only here. Each use case: authorise the
//! actor, load, let the domain decide, write state, journal entry and outbox
//! rows in one transaction, return. The doors (portal, regional site, phone,
//! kiosk, multipurpose centre) all run the same function (REQ-A9).

pub mod actor;
pub mod booking;
pub mod case;
pub mod clock;
pub mod closure;
mod context;
pub mod demo;
pub mod directory;
pub mod hall;
pub mod identifiers;
pub mod letter;
pub mod office_import;
pub mod once;
pub mod pack_folder;
pub mod person;
mod readiness;
pub mod reception;
pub mod reception_plan;
pub mod rules;
pub mod signal;
pub mod staff;
pub mod typed;

pub use context::{App, Parts};
pub use readiness::NotReady;
