//! Deciding: to issue or to refuse, by the head, never by whoever accepted; and the
//! notice of refusal with everything it must state (REQ-5.6, REQ-7.7).

use jiff::civil::Date;
use okno_domain::case::{Actor, Event};
use okno_domain::decision::{GroundList, RefusalDraft, RestrictionTerm};
use okno_identity::role::{Action, Role};
use serde_json::json;

use super::error::CaseError;
use super::file::load;
use super::key::Seen;
use super::step::{Moved, Step};
use crate::App;
use crate::actor::Duty;

/// What the notice of refusal must state besides its ground (item 181.1).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RefusalDetails {
    /// The article of the statute (`114-FZ/15.5`).
    pub statute_article: String,
    /// For how long exit is restricted.
    pub term: Option<RestrictionTerm>,
    /// The day of the restricting decision.
    pub decision_date: Option<Date>,
    /// Its registration number.
    pub decision_number: String,
    /// Full name of the organisation that answers for the restriction.
    pub body_name: String,
    /// Its address.
    pub body_address: String,
}

/// What is known of a person does not show itself in a log.
impl std::fmt::Debug for RefusalDetails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RefusalDetails({})", self.statute_article)
    }
}

impl App {
    /// Resolves to issue the passport.
    ///
    /// # Errors
    /// [`CaseError::SamePerson`] for whoever accepted the documents;
    /// [`CaseError::Conflict`] and the other refusals.
    pub async fn decide_issue(&self, duty: &Duty, seen: &Seen) -> Result<Moved, CaseError> {
        self.take_step(decision(duty, seen, Event::DecideIssue))
            .await
    }

    /// Resolves to refuse, on a ground of the exhaustive list (REQ-5.6).
    ///
    /// # Errors
    /// [`CaseError::Ground`]; [`CaseError::SamePerson`]; [`CaseError::Conflict`] and
    /// the other refusals.
    pub async fn decide_refuse(
        &self,
        duty: &Duty,
        seen: &Seen,
        ground: &str,
    ) -> Result<Moved, CaseError> {
        let mut step = decision(duty, seen, Event::DecideRefuse);
        step.ground = Some((GroundList::Refusal, ground.to_owned()));
        self.take_step(step).await
    }

    /// Sends the notice of refusal, on the ground that was decided. A missing detail
    /// blocks sending, and all that lack are named (REQ-7.7).
    ///
    /// # Errors
    /// [`CaseError::Incomplete`]; [`CaseError::Conflict`] and the other refusals.
    pub async fn send_refusal(
        &self,
        duty: &Duty,
        seen: &Seen,
        details: &RefusalDetails,
    ) -> Result<Moved, CaseError> {
        let key = seen.key.clone();
        let loaded = self
            .store()
            .read("refusal", move |tx| {
                Box::pin(async move { load(tx, &key).await })
            })
            .await?;
        let file = &loaded.file;
        self.allow(duty, Action::SendRefusal, &file.office_id)?;
        let decided = loaded
            .rows
            .iter()
            .rev()
            .find(|row| matches!(row.event, Event::DecideRefuse | Event::RestrictionArrived));
        let code = decided.and_then(|row| row.ground.as_deref());
        let today = self.local_date(&file.office_id, self.now());
        let decided_on = decided.map_or(today, |row| self.local_date(&file.office_id, row.done_at));
        let grounds = self
            .rules()
            .pack_of(&file.service_id)?
            .grounds_on(decided_on);
        let ground = code
            .map(|code| grounds.choose(GroundList::Refusal, code))
            .transpose()?;
        let draft = RefusalDraft {
            statute_article: details.statute_article.clone(),
            ground,
            term: details.term.clone(),
            decision_date: details.decision_date,
            decision_number: details.decision_number.clone(),
            body_name: details.body_name.clone(),
            body_address: details.body_address.clone(),
        };
        let heads = duty.roles.contains(&Role::Head) && !duty.roles.contains(&Role::Requests);
        let role = if heads { Actor::Head } else { Actor::Requests };
        let right = Action::SendRefusal;
        let mut step = Step::of_officer(duty, right, seen, Event::SendRefusal, role);
        step.details = Some(json!(draft.clone().complete()?));
        step.refusal = Some(draft);
        self.take_step(step).await
    }
}

fn decision(duty: &Duty, seen: &Seen, event: Event) -> Step {
    let mut step = Step::of_officer(duty, Action::Decide, seen, event, Actor::Head);
    step.resolves = true;
    step.four_eyes = true;
    step
}
