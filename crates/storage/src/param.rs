//! Values on their way into a statement.

use std::borrow::Cow;

use jiff::{Timestamp, civil::Date};
use okno_domain::id;
use uuid::Uuid;

/// One parameter of a statement, borrowed where it can be.
#[derive(Debug, Clone, PartialEq)]
pub enum Param<'a> {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number; also money in minor units.
    Int(i64),
    /// Text.
    Text(Cow<'a, str>),
    /// Bytes: keys, hashes, sealed fields.
    Bytes(Cow<'a, [u8]>),
    /// An identifier.
    Uuid(Uuid),
    /// An instant; SQLite keeps microseconds since 1970, PostgreSQL `timestamptz`.
    Instant(Timestamp),
    /// A civil date; SQLite keeps `YYYY-MM-DD`.
    Date(Date),
    /// A structured value; SQLite keeps its text.
    Json(Cow<'a, serde_json::Value>),
}

macro_rules! from {
    ($($from:ty => $value:ident => $to:expr;)+) => {$(
        impl From<$from> for Param<'_> {
            fn from($value: $from) -> Self { $to }
        }
    )+};
}

from! {
    bool => v => Param::Bool(v);
    i64 => v => Param::Int(v);
    i32 => v => Param::Int(v.into());
    u32 => v => Param::Int(v.into());
    u16 => v => Param::Int(v.into());
    u8 => v => Param::Int(v.into());
    Uuid => v => Param::Uuid(v);
    Timestamp => v => Param::Instant(v);
    Date => v => Param::Date(v);
    String => v => Param::Text(Cow::Owned(v));
    Vec<u8> => v => Param::Bytes(Cow::Owned(v));
    serde_json::Value => v => Param::Json(Cow::Owned(v));
    id::SlotId => v => Param::Uuid(v.0);
    id::HoldId => v => Param::Uuid(v.0);
    id::AppointmentId => v => Param::Uuid(v.0);
    id::TicketId => v => Param::Uuid(v.0);
    id::WindowId => v => Param::Uuid(v.0);
    id::OfficerId => v => Param::Uuid(v.0);
    id::CaseId => v => Param::Uuid(v.0);
    id::ApplicationId => v => Param::Uuid(v.0);
    id::NotificationId => v => Param::Uuid(v.0);
    id::SessionId => v => Param::Uuid(v.0);
    id::JournalId => v => Param::Uuid(v.0);
}

impl<'a> From<&'a str> for Param<'a> {
    fn from(value: &'a str) -> Self {
        Param::Text(Cow::Borrowed(value))
    }
}

impl<'a> From<&'a String> for Param<'a> {
    fn from(value: &'a String) -> Self {
        Param::Text(Cow::Borrowed(value))
    }
}

impl<'a> From<&'a [u8]> for Param<'a> {
    fn from(value: &'a [u8]) -> Self {
        Param::Bytes(Cow::Borrowed(value))
    }
}

impl<'a> From<&'a Vec<u8>> for Param<'a> {
    fn from(value: &'a Vec<u8>) -> Self {
        Param::Bytes(Cow::Borrowed(value))
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Param<'a> {
    fn from(value: &'a [u8; N]) -> Self {
        Param::Bytes(Cow::Borrowed(value))
    }
}

impl<'a> From<&'a serde_json::Value> for Param<'a> {
    fn from(value: &'a serde_json::Value) -> Self {
        Param::Json(Cow::Borrowed(value))
    }
}

macro_rules! from_code {
    ($($code:ty),+) => {$(
        impl<'a> From<&'a $code> for Param<'a> {
            fn from(value: &'a $code) -> Self {
                Param::Text(Cow::Borrowed(value.as_str()))
            }
        }
    )+};
}

from_code!(id::RegionId, id::OfficeId, id::ServiceId);

impl<'a, T: Into<Param<'a>>> From<Option<T>> for Param<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Param::Null, Into::into)
    }
}

/// Names the parameters of a statement: `params! { slot: slot_id, now: at }`.
#[macro_export]
macro_rules! params {
    ($($name:ident : $value:expr),* $(,)?) => {
        &[$((stringify!($name), $crate::Param::from($value))),*]
    };
}
