//! One file for each thing that is remembered.

pub mod application;
pub mod appointment;
pub mod case_action;
pub mod case_file;
pub mod claim;
pub mod counter;
pub mod evidence;
pub mod history;
pub mod hold;
pub mod job;
pub mod journal;
pub mod notification;
pub mod office;
pub mod officer;
pub mod once;
pub mod passport;
pub mod rating;
pub mod reception;
pub mod region;
pub mod request;
pub mod slot;
pub mod ticket;
pub mod window;

use crate::StorageError;

/// Structured content on its way into a column.
fn content(
    what: &'static str,
    value: &impl serde::Serialize,
) -> Result<serde_json::Value, StorageError> {
    serde_json::to_value(value).map_err(|error| StorageError::Content {
        what,
        why: error.to_string(),
    })
}
