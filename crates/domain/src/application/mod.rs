//! Application forms: what is asked, what is checked, what is missing.
//!
//! A form is data of the pack ([`FormDefinition`]); [`check`] tells everything that
//! is wrong with what somebody typed, at once, and changes none of it.

mod check;
pub mod form;
mod read;
pub mod work;

pub use check::{Code, Passport, Problem, Situation, Weight, check};
pub use form::FormDefinition;
pub use read::{FieldValue, parse_date, parse_month, read};
