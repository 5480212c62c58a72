//! How long an edge may take, as data. The due day is computed by whoever has the calendar.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::name::named;
use crate::term::{self, Term};

named! {
    /// Which days a span counts.
    pub enum DayKind {
        /// Every day.
        Calendar = "calendar",
        /// Days on which the country works.
        Working = "working",
    }
}

named! {
    /// The day from which a span counts.
    pub enum Anchor {
        /// The day the case came into the state where it stands.
        Entered = "entered",
        /// The day the application was filed.
        Filed = "filed",
        /// The day of the invitation, or the day named in it when that is later.
        Invited = "invited",
        /// The day all documents were taken; the term of the service counts from here.
        Accepted = "accepted",
        /// The day the passport reached the office.
        Delivered = "delivered",
    }
}

/// A length of time as a rule states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Span {
    /// Minutes; for waits in the hall.
    Minutes(u16),
    /// Days; none means the same day.
    Days(u16),
    /// Months, counted to the same day number or the last day of the month.
    Months(u16),
}

impl Span {
    /// The same length as a term of the calendar.
    ///
    /// Only days can be working days; months and minutes are counted as they are.
    pub const fn term(self, days: DayKind) -> Term {
        let (amount, unit) = match self {
            Self::Minutes(count) => (count, term::Unit::Minute),
            Self::Days(count) => (count, term::Unit::Day),
            Self::Months(count) => (count, term::Unit::Month),
        };
        let calendar = match (self, days) {
            (Self::Days(_), DayKind::Working) => term::DayKind::Working,
            _ => term::DayKind::Calendar,
        };
        Term {
            amount: amount as u32,
            unit,
            calendar,
        }
    }
}

/// A length that is not one of `PT15M`, `PT2H`, `P3D`, `P2W`, `P6M`, `P1Y`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a duration such as P3D, P6M or PT15M")]
pub struct NotASpan(pub String);

impl FromStr for Span {
    type Err = NotASpan;

    fn from_str(text: &str) -> Result<Self, NotASpan> {
        let wrong = || NotASpan(text.to_owned());
        let body = text.strip_prefix('P').ok_or_else(wrong)?;
        let (timed, body) = match body.strip_prefix('T') {
            Some(rest) => (true, rest),
            None => (false, body),
        };
        let unit = body.chars().last().ok_or_else(wrong)?;
        let digits = body.strip_suffix(unit).ok_or_else(wrong)?;
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(wrong());
        }
        let count: u16 = digits.parse().map_err(|_| wrong())?;
        let times = |factor: u16| count.checked_mul(factor).ok_or_else(wrong);
        match (timed, unit) {
            (true, 'M') => Ok(Self::Minutes(count)),
            (true, 'H') => Ok(Self::Minutes(times(60)?)),
            (false, 'D') => Ok(Self::Days(count)),
            (false, 'W') => Ok(Self::Days(times(7)?)),
            (false, 'M') => Ok(Self::Months(count)),
            (false, 'Y') => Ok(Self::Months(times(12)?)),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Minutes(count) => write!(f, "PT{count}M"),
            Self::Days(count) => write!(f, "P{count}D"),
            Self::Months(count) => write!(f, "P{count}M"),
        }
    }
}

impl Serialize for Span {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// How long an edge may take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "LimitRow", into = "LimitRow")]
pub enum Limit {
    /// A fixed span from a day of the case.
    Within {
        /// How long.
        span: Span,
        /// Which days count.
        days: DayKind,
        /// From which day.
        from: Anchor,
        /// Whether the sources show the number.
        certain: bool,
    },
    /// Any time before the term of the service ends.
    InsideTerm,
    /// A value of the pack, by its id (`queue.max_wait`).
    Param(Cow<'static, str>),
}

impl Limit {
    /// A fixed span from the day the state was entered, shown by the sources.
    pub const fn of(span: Span, days: DayKind) -> Self {
        Self::Within {
            span,
            days,
            from: Anchor::Entered,
            certain: true,
        }
    }

    /// The same limit, counted from another day of the case.
    pub const fn since(span: Span, days: DayKind, from: Anchor) -> Self {
        Self::Within {
            span,
            days,
            from,
            certain: true,
        }
    }

    /// A fixed span that the sources do not show.
    pub const fn guessed(span: Span, days: DayKind) -> Self {
        Self::Within {
            span,
            days,
            from: Anchor::Entered,
            certain: false,
        }
    }
}

/// How a limit is written in a pack.
///
/// One of `{ duration = "P2D", calendar = "working" }`, `{ term = true }`,
/// `{ param = "queue.max_wait" }`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    calendar: Option<DayKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<Anchor>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certain: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    term: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    param: Option<String>,
}

impl TryFrom<LimitRow> for Limit {
    type Error = &'static str;

    fn try_from(row: LimitRow) -> Result<Self, Self::Error> {
        let dated = row.calendar.is_some() || row.anchor.is_some() || row.certain.is_some();
        match (row.duration, row.term, row.param) {
            (Some(span), None, None) => Ok(Self::Within {
                span,
                days: row.calendar.unwrap_or(DayKind::Calendar),
                from: row.anchor.unwrap_or(Anchor::Entered),
                certain: row.certain.unwrap_or(true),
            }),
            (None, Some(true), None) if !dated => Ok(Self::InsideTerm),
            (None, None, Some(id)) if !dated => Ok(Self::Param(Cow::Owned(id))),
            _ => Err("a limit is a duration, or term = true, or a param, and only one of them"),
        }
    }
}

impl From<Limit> for LimitRow {
    fn from(limit: Limit) -> Self {
        let empty = Self {
            duration: None,
            calendar: None,
            anchor: None,
            certain: None,
            term: None,
            param: None,
        };
        match limit {
            Limit::Within {
                span,
                days,
                from,
                certain,
            } => Self {
                duration: Some(span),
                calendar: Some(days),
                anchor: Some(from),
                certain: Some(certain),
                ..empty
            },
            Limit::InsideTerm => Self {
                term: Some(true),
                ..empty
            },
            Limit::Param(id) => Self {
                param: Some(id.into_owned()),
                ..empty
            },
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn a_duration_is_read_as_the_pack_writes_it() {
        for (text, span) in [
            ("PT15M", Span::Minutes(15)),
            ("PT2H", Span::Minutes(120)),
            ("P0D", Span::Days(0)),
            ("P15D", Span::Days(15)),
            ("P2W", Span::Days(14)),
            ("P6M", Span::Months(6)),
            ("P3Y", Span::Months(36)),
        ] {
            assert_eq!(text.parse::<Span>(), Ok(span), "{text}");
        }
    }

    #[test]
    fn what_is_no_duration_is_refused() {
        for text in [
            "", "P", "15D", "P-1D", "P+1D", "PT3D", "P1H", "P99999D", "P1D2", "P6000Y",
        ] {
            assert!(text.parse::<Span>().is_err(), "{text}");
        }
    }

    #[derive(Deserialize)]
    struct Row {
        limit: Limit,
    }

    fn read(text: &str) -> Result<Limit, toml::de::Error> {
        toml::from_str::<Row>(text).map(|row| row.limit)
    }

    #[test]
    fn a_limit_is_one_thing_only() {
        assert_eq!(
            read(r#"limit = { duration = "P2D", calendar = "working" }"#).unwrap(),
            Limit::of(Span::Days(2), DayKind::Working)
        );
        assert_eq!(read("limit = { term = true }").unwrap(), Limit::InsideTerm);
        assert!(read(r#"limit = { duration = "P2D", term = true }"#).is_err());
        assert!(read(r#"limit = { term = true, anchor = "filed" }"#).is_err());
        assert!(read(r#"limit = { within = "P2D" }"#).is_err());
    }
}
