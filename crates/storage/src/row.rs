//! Values on their way out, read by name and by type.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use okno_domain::id;
use uuid::Uuid;

use crate::error::StorageError;
use crate::statement::Statement;

/// A value as the engine gave it back.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// Yes or no (PostgreSQL; SQLite gives 0 or 1).
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// An identifier (PostgreSQL; SQLite gives 16 bytes).
    Uuid(Uuid),
    /// An instant (PostgreSQL; SQLite gives microseconds).
    Instant(Timestamp),
    /// A civil date (PostgreSQL; SQLite gives text).
    Date(Date),
    /// A structured value (PostgreSQL; SQLite gives text).
    Json(serde_json::Value),
}

impl Value {
    /// The kind of value, for error messages that must not show content.
    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a truth value",
            Self::Int(_) => "a number",
            Self::Text(_) => "text",
            Self::Bytes(_) => "bytes",
            Self::Uuid(_) => "an identifier",
            Self::Instant(_) => "an instant",
            Self::Date(_) => "a date",
            Self::Json(_) => "structured content",
        }
    }
}

/// One row of an answer.
#[derive(Debug, Clone)]
pub struct Row {
    pub(crate) statement: &'static Statement,
    pub(crate) columns: Arc<[String]>,
    pub(crate) values: Vec<Value>,
}

impl Row {
    /// The value of `column`, as the type the caller expects.
    ///
    /// # Errors
    /// [`StorageError::Impossible`] with statement and column when the column is
    /// missing or holds something else.
    pub fn get<T: Column>(&self, column: &str) -> Result<T, StorageError> {
        let value = self
            .columns
            .iter()
            .position(|name| name == column)
            .and_then(|at| self.values.get(at))
            .ok_or_else(|| StorageError::impossible(self.statement, column, "no such column"))?;
        T::from_value(value)
            .ok_or_else(|| StorageError::impossible(self.statement, column, value.kind()))
    }

    /// Reads a stored word through `parse`; an unknown word is an impossible value.
    ///
    /// # Errors
    /// As [`Row::get`]; the found word is named, so use it for codes only.
    pub fn word<T>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, StorageError> {
        let word: String = self.get(column)?;
        parse(&word).ok_or_else(|| StorageError::impossible(self.statement, column, word))
    }

    /// Reads structured content into its type.
    ///
    /// # Errors
    /// As [`Row::get`]; content that does not fit names the place, never the data.
    pub fn json<T: serde::de::DeserializeOwned>(&self, column: &str) -> Result<T, StorageError> {
        let value: serde_json::Value = self.get(column)?;
        serde_json::from_value(value).map_err(|error| {
            StorageError::impossible(self.statement, column, format!("content: {error}"))
        })
    }
}

/// A type that a column can be read as.
pub trait Column: Sized {
    /// `None` when the value cannot be that.
    fn from_value(value: &Value) -> Option<Self>;
}

impl Column for bool {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(v) => Some(*v),
            Value::Int(0) => Some(false),
            Value::Int(1) => Some(true),
            _ => None,
        }
    }
}

impl Column for i64 {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Int(v) => Some(*v),
            _ => None,
        }
    }
}

macro_rules! narrow {
    ($($int:ty),+) => {$(
        impl Column for $int {
            fn from_value(value: &Value) -> Option<Self> {
                i64::from_value(value).and_then(|v| v.try_into().ok())
            }
        }
    )+};
}

narrow!(i32, u8, u16, u32);

impl Column for String {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Text(v) => Some(v.clone()),
            _ => None,
        }
    }
}

impl Column for Vec<u8> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bytes(v) => Some(v.clone()),
            _ => None,
        }
    }
}

impl<const N: usize> Column for [u8; N] {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Bytes(v) => v.as_slice().try_into().ok(),
            _ => None,
        }
    }
}

impl Column for Uuid {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Uuid(v) => Some(*v),
            Value::Bytes(v) => Uuid::from_slice(v).ok(),
            _ => None,
        }
    }
}

impl Column for Timestamp {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Instant(v) => Some(*v),
            Value::Int(v) => Timestamp::from_microsecond(*v).ok(),
            _ => None,
        }
    }
}

impl Column for Date {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Date(v) => Some(*v),
            Value::Text(v) => v.parse().ok(),
            _ => None,
        }
    }
}

impl Column for serde_json::Value {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Json(v) => Some(v.clone()),
            Value::Text(v) => serde_json::from_str(v).ok(),
            _ => None,
        }
    }
}

impl<T: Column> Column for Option<T> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            other => T::from_value(other).map(Some),
        }
    }
}

macro_rules! uuid_columns {
    ($($id:ident),+) => {$(
        impl Column for id::$id {
            fn from_value(value: &Value) -> Option<Self> {
                Uuid::from_value(value).map(Self)
            }
        }
    )+};
}

macro_rules! code_columns {
    ($($id:ident),+) => {$(
        impl Column for id::$id {
            fn from_value(value: &Value) -> Option<Self> {
                String::from_value(value).map(Self)
            }
        }
    )+};
}

uuid_columns!(
    SlotId,
    HoldId,
    AppointmentId,
    TicketId,
    WindowId,
    OfficerId,
    CaseId,
    ApplicationId,
    NotificationId,
    SessionId,
    JournalId
);
code_columns!(RegionId, OfficeId, ServiceId);
