//! A notification as a value: what is told, to be said in one language.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Kind;
use crate::case::named;

named! {
    /// What a notification may have to state.
    pub enum FactName {
        /// Address, and hall or window.
        Place = "place",
        /// Day and time.
        Time = "time",
        /// The time zone of the place.
        Zone = "zone",
        /// The reference of the appointment or case.
        Reference = "reference",
        /// The registration number of the application.
        RegistrationNumber = "registration_number",
        /// The day of registration.
        RegisteredOn = "registered_on",
        /// The code of the ground.
        Ground = "ground",
        /// The ground in plain words.
        GroundText = "ground_text",
        /// How to put it right.
        Cure = "cure",
        /// What the applicant has to do.
        WhatToDo = "what_to_do",
        /// The last day to do it.
        Until = "until",
        /// The day consideration ended.
        EndedOn = "ended_on",
        /// Opening hours of the place.
        Hours = "hours",
        /// How long the passport is kept.
        StorageTerm = "storage_term",
        /// Where and until when to complain.
        AppealNote = "appeal_note",
        /// The article of the statute.
        StatuteArticle = "statute_article",
        /// For how long exit is restricted.
        RestrictionTerm = "restriction_term",
        /// Date and registration number of the decision that restricts exit.
        RestrictionDecision = "restriction_decision",
        /// Full name and address of the organisation that answers for the restriction.
        ResponsibleBody = "responsible_body",
        /// The papers that were taken.
        PaperList = "paper_list",
    }
}

/// What is told to one person, in one language.
///
/// It can only be made complete: a notification that lacks something its kind
/// must state does not exist, so it cannot be sent (REQ-7.3, REQ-7.7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notification {
    kind: Kind,
    language: String,
    again: bool,
    facts: BTreeMap<FactName, String>,
}

/// What a notification must state and does not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("notification {kind} lacks {}", .missing.iter().map(|fact| fact.name()).collect::<Vec<_>>().join(", "))]
pub struct MissingFacts {
    /// Which notification.
    pub kind: Kind,
    /// Everything that lacks, not only the first.
    pub missing: Vec<FactName>,
}

impl Notification {
    /// Puts a notification together.
    ///
    /// # Errors
    /// [`MissingFacts`] names every fact of [`Kind::needs`] that is absent or blank.
    pub fn new(
        kind: Kind,
        language: impl Into<String>,
        facts: BTreeMap<FactName, String>,
    ) -> Result<Self, MissingFacts> {
        let absent = |fact: &&FactName| facts.get(fact).is_none_or(|text| text.trim().is_empty());
        let missing: Vec<_> = kind.needs().iter().filter(absent).copied().collect();
        if !missing.is_empty() {
            return Err(MissingFacts { kind, missing });
        }
        Ok(Self {
            kind,
            language: language.into(),
            again: false,
            facts,
        })
    }

    /// The same notification, told for a second time.
    #[must_use]
    pub fn again(self) -> Self {
        Self {
            again: true,
            ..self
        }
    }

    /// Which of the things told it is.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The language it is said in (`ru`).
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The key of its wording.
    pub const fn message_key(&self) -> &'static str {
        self.kind.message_key(self.again)
    }

    /// What it states.
    pub const fn facts(&self) -> &BTreeMap<FactName, String> {
        &self.facts
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    fn all_facts_of(kind: Kind) -> BTreeMap<FactName, String> {
        kind.needs()
            .iter()
            .map(|fact| (*fact, format!("some {fact}")))
            .collect()
    }

    /// REQ-7.1, REQ-7.2, REQ-7.3, REQ-7.4, REQ-7.5, REQ-7.6, REQ-7.7.
    #[test]
    fn leaving_out_any_one_fact_stops_the_notification_and_is_named() {
        for kind in Kind::ALL {
            assert!(Notification::new(kind, "ru", all_facts_of(kind)).is_ok());
            for left_out in kind.needs() {
                let mut facts = all_facts_of(kind);
                facts.insert(*left_out, "  ".to_owned());
                let refused = Notification::new(kind, "ru", facts).unwrap_err();
                assert_eq!(refused.missing, vec![*left_out], "{kind}");
            }
        }
    }

    #[test]
    fn everything_missing_is_named_at_once() {
        let refused = Notification::new(Kind::ServiceRefused, "en", BTreeMap::new()).unwrap_err();
        assert_eq!(refused.missing, Kind::ServiceRefused.needs());
    }

    #[test]
    fn a_ready_passport_told_twice_has_its_own_wording() {
        let kind = Kind::PassportReady;
        let first = Notification::new(kind, "ru", all_facts_of(kind)).unwrap();
        assert_eq!(first.message_key(), "notice-passport-ready");
        assert_eq!(first.again().message_key(), "notice-passport-still-waiting");
    }

    #[test]
    fn the_seven_have_the_items_7_1_to_7_7_in_order() {
        let items: Vec<_> = Kind::SEVEN.iter().filter_map(|kind| kind.item()).collect();
        assert_eq!(items, ["7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "7.7"]);
        assert!(Kind::SEVEN.iter().all(|kind| kind.is_one_of_the_seven()));
        assert_eq!(
            Kind::ALL
                .iter()
                .filter(|kind| kind.is_one_of_the_seven())
                .count(),
            7
        );
    }

    #[test]
    fn every_kind_is_found_by_its_code() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(Kind::from_code("N8"), None);
    }
}
