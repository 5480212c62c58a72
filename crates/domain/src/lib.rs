//! What the office may do, and when. Pure: no I/O, no clock, no randomness.
//!
//! Every rule that a regulation fixes lives here or in a pack; the other crates
//! ask and carry out. Time always comes in as a parameter.

pub mod application;
pub mod appointment;
pub mod calendar;
pub mod case;
pub mod decision;
pub mod hall;
pub mod id;
pub mod notification;
pub mod office;
pub mod opening;
pub mod pack;
pub mod person;
pub mod term;
pub mod words;
