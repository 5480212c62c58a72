//! One file for each thing that is remembered.

pub mod appointment;
pub mod claim;
pub mod counter;
pub mod hold;
pub mod journal;
pub mod notification;
pub mod once;
pub mod slot;
