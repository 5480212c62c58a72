//! The recipes of the project: check everything, bless, start a migration,
//! measure, draw up the rule index.
//!
//! `cargo xtask test` is what a contributor runs before handing in a change and
//! what continuous integration runs after it; there is no second list of checks.

pub mod arrows;
pub mod bench;
pub mod bless;
pub mod demo;
pub mod keep;
pub mod migrations;
pub mod postgres;
pub mod report;
pub mod rules;
pub mod run;
pub mod say;
pub mod tally;
pub mod test;
pub mod tools;
pub mod workshop;
