//! One file for each thing that is remembered.

pub mod appointment;
pub mod claim;
pub mod counter;
pub mod hold;
pub mod job;
pub mod journal;
pub mod notification;
pub mod office;
pub mod officer;
pub mod once;
pub mod reception;
pub mod region;
pub mod slot;

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
