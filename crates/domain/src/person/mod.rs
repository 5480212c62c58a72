//! People: names, documents, transliteration, check digits, phones, references.
//!
//! Everything typed about a person is normalised and checked here, once, for all
//! doors. Problems are codes with their facts; wording is chosen at the edge. The
//! system checks the form of what is typed; whether it is true is found out at the
//! window, from the document (REQ-A13).

pub mod age;
pub mod case_number;
pub mod document;
pub mod greeting;
pub mod inn;
pub mod lookalike;
pub mod mrz;
pub mod name;
pub mod phone;
pub mod postal;
pub mod reference;
pub mod sms;
pub mod snils;
pub mod transliteration;
pub mod uin;

mod digits;

pub use digits::DigitsProblem;
