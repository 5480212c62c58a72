//! Names of people: how they are written down, checked and compared.
//!
//! A name is kept in capitals of one script, with single spaces and plain hyphens.
//! Letters of another script that only look right are not let through but named, so
//! that the person sees which one it is.

mod alphabet;
mod compare;
mod person;
mod tidy;

#[cfg(test)]
mod tests;

pub use alphabet::{Alphabet, NameProblem};
pub use compare::{edits, fold, is_typing_correction};
pub use person::{NamePart, NameParts, Patronymic, PersonName};
pub use tidy::tidy;
