//! The draw as a whole: known answers, the invariants it promises, and what happens when
//! somebody cheats or hands in nonsense.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod bad_input;
mod certificate;
mod chance;
mod invariants;
mod known_answers;
mod people;
mod strategy;
mod tampering;
