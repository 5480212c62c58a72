//! Kinds of notification, each with its item, its wording and what it must state.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::FactName;
use crate::case::UnknownName;

/// One of the seven things that item 7 says must be told, or something the office tells besides.
///
/// Implements REQ-7: each of the seven is emitted by at least one edge of the case machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// N1, item 7.1: an appointment was made (REQ-7.1).
    AppointmentMade,
    /// N2, item 7.2: the application was accepted and registered (REQ-7.2).
    StatementRegistered,
    /// N3, item 7.3: reasoned refusal to accept the application (REQ-7.3).
    AcceptanceRefused,
    /// N4, item 7.4: consideration is suspended (REQ-7.4).
    ConsiderationSuspended,
    /// N5, item 7.5: consideration is discontinued (REQ-7.5).
    ConsiderationDiscontinued,
    /// N6, item 7.6: the passport is ready and must be collected (REQ-7.6).
    PassportReady,
    /// N7, item 7.7: reasoned refusal of the service (REQ-7.7).
    ServiceRefused,
    /// Not one of the seven: the invitation to rate the service (item 9.9).
    RatingOffered,
    /// Not one of the seven: a visit is near.
    VisitNear,
    /// Not one of the seven: the office moved the visit and offers another time.
    VisitMoved,
    /// Not one of the seven: a place became free for somebody on standby.
    PlaceOffered,
    /// Not one of the seven: the receipt list of papers taken at a multipurpose centre.
    PapersReceived,
}

impl Kind {
    /// Every kind, the seven first.
    pub const ALL: [Self; 12] = [
        Self::AppointmentMade,
        Self::StatementRegistered,
        Self::AcceptanceRefused,
        Self::ConsiderationSuspended,
        Self::ConsiderationDiscontinued,
        Self::PassportReady,
        Self::ServiceRefused,
        Self::RatingOffered,
        Self::VisitNear,
        Self::VisitMoved,
        Self::PlaceOffered,
        Self::PapersReceived,
    ];

    /// The seven of item 7, in its order.
    pub const SEVEN: [Self; 7] = [
        Self::AppointmentMade,
        Self::StatementRegistered,
        Self::AcceptanceRefused,
        Self::ConsiderationSuspended,
        Self::ConsiderationDiscontinued,
        Self::PassportReady,
        Self::ServiceRefused,
    ];

    /// The code in packs and tables: `N1` to `N7`, and a word for the others.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AppointmentMade => "N1",
            Self::StatementRegistered => "N2",
            Self::AcceptanceRefused => "N3",
            Self::ConsiderationSuspended => "N4",
            Self::ConsiderationDiscontinued => "N5",
            Self::PassportReady => "N6",
            Self::ServiceRefused => "N7",
            Self::RatingOffered => "rating",
            Self::VisitNear => "reminder",
            Self::VisitMoved => "moved",
            Self::PlaceOffered => "standby",
            Self::PapersReceived => "receipt",
        }
    }

    /// The kind with this code; `None` when there is none.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The item of the regulation that demands it; `None` for what the office tells besides.
    pub const fn item(self) -> Option<&'static str> {
        match self {
            Self::AppointmentMade => Some("7.1"),
            Self::StatementRegistered => Some("7.2"),
            Self::AcceptanceRefused => Some("7.3"),
            Self::ConsiderationSuspended => Some("7.4"),
            Self::ConsiderationDiscontinued => Some("7.5"),
            Self::PassportReady => Some("7.6"),
            Self::ServiceRefused => Some("7.7"),
            Self::RatingOffered => Some("9.9"),
            Self::VisitNear | Self::VisitMoved | Self::PlaceOffered | Self::PapersReceived => None,
        }
    }

    /// Whether item 7 names it.
    pub const fn is_one_of_the_seven(self) -> bool {
        !matches!(
            self,
            Self::RatingOffered
                | Self::VisitNear
                | Self::VisitMoved
                | Self::PlaceOffered
                | Self::PapersReceived
        )
    }

    /// The key under which the wording stands in the translations.
    ///
    /// `again` is for the second time a ready passport is told of: the first line differs.
    pub const fn message_key(self, again: bool) -> &'static str {
        match self {
            Self::AppointmentMade => "notice-appointment-made",
            Self::StatementRegistered => "notice-statement-registered",
            Self::AcceptanceRefused => "notice-acceptance-refused",
            Self::ConsiderationSuspended => "notice-consideration-suspended",
            Self::ConsiderationDiscontinued => "notice-consideration-discontinued",
            Self::PassportReady if again => "notice-passport-still-waiting",
            Self::PassportReady => "notice-passport-ready",
            Self::ServiceRefused => "notice-service-refused",
            Self::RatingOffered => "notice-rating-offered",
            Self::VisitNear => "notice-visit-near",
            Self::VisitMoved => "notice-visit-moved",
            Self::PlaceOffered => "notice-place-offered",
            Self::PapersReceived => "notice-papers-received",
        }
    }

    /// What the notification must state; it is not sent without.
    pub const fn needs(self) -> &'static [FactName] {
        use FactName::*;
        match self {
            Self::AppointmentMade => &[Place, Time, Zone, Reference],
            Self::StatementRegistered => &[RegistrationNumber, RegisteredOn],
            Self::AcceptanceRefused => &[Ground, GroundText, Cure, AppealNote],
            Self::ConsiderationSuspended => &[Ground, GroundText, WhatToDo, Until],
            Self::ConsiderationDiscontinued => &[Ground, GroundText, EndedOn],
            Self::PassportReady => &[Place, Hours, StorageTerm],
            Self::ServiceRefused => &[
                StatuteArticle,
                Ground,
                GroundText,
                RestrictionTerm,
                RestrictionDecision,
                ResponsibleBody,
                AppealNote,
            ],
            Self::RatingOffered => &[Reference],
            Self::VisitNear => &[Place, Time, Zone, Reference],
            Self::VisitMoved | Self::PlaceOffered => &[Place, Time, Zone, Reference],
            Self::PapersReceived => &[Place, PaperList],
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let code = String::deserialize(from)?;
        Self::from_code(&code)
            .ok_or(UnknownName {
                kind: "Kind",
                found: code,
            })
            .map_err(serde::de::Error::custom)
    }
}
