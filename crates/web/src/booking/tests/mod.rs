//! Stories of people who book through the pages, on a real database.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod changes;
mod flow;
mod house;
mod mistakes;
mod races;
mod wording;
