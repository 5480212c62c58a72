//! The refusal notice, and what it may not leave out.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Ground, GroundList};
use crate::case::named;

named! {
    /// What a refusal notice must state.
    pub enum Detail {
        /// The article of the statute.
        StatuteArticle = "statute_article",
        /// The ground, from the list of refusals.
        Ground = "ground",
        /// For how long exit is restricted.
        RestrictionTerm = "restriction_term",
        /// The date of the restricting decision.
        DecisionDate = "decision_date",
        /// The registration number of the restricting decision.
        DecisionNumber = "decision_number",
        /// The full name of the organisation that answers for the restriction.
        BodyName = "body_name",
        /// Its address.
        BodyAddress = "body_address",
    }
}

/// For how long exit is restricted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RestrictionTerm {
    /// Up to a day.
    Until(Date),
    /// Up to an event, in words ("until the sentence is served").
    Stated(String),
}

/// The decision of another body that restricts exit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestrictingDecision {
    /// Its day.
    pub date: Date,
    /// Its registration number.
    pub number: String,
}

/// The organisation that answers for the restriction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponsibleBody {
    /// Full name.
    pub name: String,
    /// Address.
    pub address: String,
}

/// A refusal notice as far as it has been filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RefusalDraft {
    /// The article of the statute (`114-FZ/15.5`).
    pub statute_article: String,
    /// The ground.
    pub ground: Option<Ground>,
    /// For how long exit is restricted.
    pub term: Option<RestrictionTerm>,
    /// The day of the restricting decision.
    pub decision_date: Option<Date>,
    /// Its registration number.
    pub decision_number: String,
    /// The full name of the organisation that answers for the restriction.
    pub body_name: String,
    /// Its address.
    pub body_address: String,
}

/// A complete refusal notice; only [`RefusalDraft::complete`] makes one.
///
/// Implements REQ-7.7 with the details of item 181.1: an incomplete notice does
/// not exist as a value, so it cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefusalNotice {
    statute_article: String,
    ground: Ground,
    term: RestrictionTerm,
    decision: RestrictingDecision,
    body: ResponsibleBody,
}

/// What a refusal notice lacks; it cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the refusal notice lacks {}", .0.iter().map(|detail| detail.name()).collect::<Vec<_>>().join(", "))]
pub struct MissingDetails(pub Vec<Detail>);

impl RefusalDraft {
    /// Which mandatory details are not there yet.
    ///
    /// A ground from another list counts as no ground.
    pub fn missing(&self) -> Vec<Detail> {
        let blank = |text: &str| text.trim().is_empty();
        let grounded = self
            .ground
            .as_ref()
            .is_some_and(|one| one.list() == GroundList::Refusal);
        let term_stated = match &self.term {
            None => false,
            Some(RestrictionTerm::Until(_)) => true,
            Some(RestrictionTerm::Stated(words)) => !blank(words),
        };
        [
            (Detail::StatuteArticle, blank(&self.statute_article)),
            (Detail::Ground, !grounded),
            (Detail::RestrictionTerm, !term_stated),
            (Detail::DecisionDate, self.decision_date.is_none()),
            (Detail::DecisionNumber, blank(&self.decision_number)),
            (Detail::BodyName, blank(&self.body_name)),
            (Detail::BodyAddress, blank(&self.body_address)),
        ]
        .into_iter()
        .filter_map(|(detail, lacks)| lacks.then_some(detail))
        .collect()
    }

    /// The notice, ready to be signed and sent.
    ///
    /// # Errors
    /// [`MissingDetails`] names everything that lacks.
    pub fn complete(self) -> Result<RefusalNotice, MissingDetails> {
        let missing = self.missing();
        match (self.ground, self.term, self.decision_date) {
            (Some(ground), Some(term), Some(date)) if missing.is_empty() => Ok(RefusalNotice {
                statute_article: self.statute_article,
                ground,
                term,
                decision: RestrictingDecision {
                    date,
                    number: self.decision_number,
                },
                body: ResponsibleBody {
                    name: self.body_name,
                    address: self.body_address,
                },
            }),
            _ => Err(MissingDetails(missing)),
        }
    }
}

impl RefusalNotice {
    /// The article of the statute.
    pub fn statute_article(&self) -> &str {
        &self.statute_article
    }

    /// The ground.
    pub const fn ground(&self) -> &Ground {
        &self.ground
    }

    /// For how long exit is restricted.
    pub const fn term(&self) -> &RestrictionTerm {
        &self.term
    }

    /// The decision that restricts exit.
    pub const fn decision(&self) -> &RestrictingDecision {
        &self.decision
    }

    /// Who answers for the restriction.
    pub const fn body(&self) -> &ResponsibleBody {
        &self.body
    }
}

#[cfg(test)]
pub(crate) mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use jiff::civil::date;

    use super::super::ground::tests::one_of_each;
    use super::*;

    pub(crate) fn complete_draft() -> RefusalDraft {
        RefusalDraft {
            statute_article: "114-FZ/15.5".to_owned(),
            ground: Some(
                one_of_each()
                    .choose(GroundList::Refusal, "refusal")
                    .unwrap(),
            ),
            term: Some(RestrictionTerm::Until(date(2019, 6, 1))),
            decision_date: Some(date(2018, 12, 3)),
            decision_number: "18/12-77".to_owned(),
            body_name: "Отдел судебных приставов № 3".to_owned(),
            body_address: "101000, Примерск, ул. Садовая, 1".to_owned(),
        }
    }

    type Leave = fn(&mut RefusalDraft);

    /// REQ-7.7: a missing detail blocks sending and is named.
    #[test]
    fn a_notice_without_any_one_detail_is_blocked_and_the_detail_named() {
        let cases: [(Detail, Leave); 7] = [
            (Detail::StatuteArticle, |draft| {
                draft.statute_article = " ".to_owned()
            }),
            (Detail::Ground, |draft| draft.ground = None),
            (Detail::RestrictionTerm, |draft| draft.term = None),
            (Detail::DecisionDate, |draft| draft.decision_date = None),
            (Detail::DecisionNumber, |draft| {
                draft.decision_number.clear()
            }),
            (Detail::BodyName, |draft| draft.body_name.clear()),
            (Detail::BodyAddress, |draft| draft.body_address.clear()),
        ];
        for (detail, leave_out) in cases {
            let mut draft = complete_draft();
            leave_out(&mut draft);
            assert_eq!(draft.complete(), Err(MissingDetails(vec![detail])));
        }
        assert!(complete_draft().complete().is_ok());
    }

    /// REQ-7.7.
    #[test]
    fn a_ground_for_refusing_to_accept_is_no_ground_for_refusing_the_service() {
        let mut draft = complete_draft();
        let other = GroundList::AcceptanceRefusal;
        draft.ground = Some(one_of_each().choose(other, other.name()).unwrap());
        assert_eq!(draft.complete(), Err(MissingDetails(vec![Detail::Ground])));
    }

    #[test]
    fn an_empty_notice_names_all_seven_details() {
        assert_eq!(RefusalDraft::default().missing(), Detail::ALL);
    }

    #[test]
    fn a_term_in_empty_words_is_no_term() {
        let mut draft = complete_draft();
        draft.term = Some(RestrictionTerm::Stated("  ".to_owned()));
        assert_eq!(draft.missing(), [Detail::RestrictionTerm]);
    }
}
