//! Checks with other bodies: requests and replies, suspension and resumption
//! (REQ-7.4).

use jiff::civil::Date;
use okno_domain::case::{Actor, Event, State};
use okno_domain::decision::GroundList;
use okno_domain::id::RegionId;
use okno_domain::notification::FactName;
use okno_identity::role::Action;
use okno_storage::request;
use okno_storage::{StorageError, journal};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::error::CaseError;
use super::file::load;
use super::key::{CaseKey, Seen};
use super::step::{Also, Moved, Step};
use crate::App;
use crate::actor::Duty;

/// What another body replied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Nothing is known against the passport.
    Clear,
    /// Exit is restricted.
    Restriction(Restriction),
}

/// What a body says about a restriction of exit; kept sealed.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Restriction {
    /// The day of the restricting decision.
    pub decision_date: Option<Date>,
    /// Its registration number.
    pub decision_number: String,
    /// Full name of the organisation that answers for it.
    pub body_name: String,
    /// Its address.
    pub body_address: String,
}

/// What is known of a person does not show itself in a log.
impl std::fmt::Debug for Restriction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Restriction")
    }
}

impl App {
    /// Sends the requests the pack demands of the office itself; each has its last
    /// day for the reply.
    ///
    /// # Errors
    /// [`CaseError::Conflict`] and the other refusals.
    pub async fn send_requests(&self, duty: &Duty, seen: &Seen) -> Result<Moved, CaseError> {
        let file = self.file(&seen.key).await?;
        self.allow(duty, Action::SendRequests, &file.office_id)?;
        let asked = self.documents_of(&file)?.into_iter();
        let agencies = asked
            .filter(|line| line.need == "interagency")
            .map(|line| line.kind);
        let (right, event) = (Action::SendRequests, Event::SendRequests);
        let mut step = Step::of_officer(duty, right, seen, event, Actor::Requests);
        step.also = vec![Also::Requests(agencies.collect())];
        self.take_step(step).await
    }

    /// Enters a reply. The last clear one, or the first restriction, puts the case
    /// before the head; until then `None` is answered.
    ///
    /// # Errors
    /// [`CaseError::Answered`] when it was entered before; [`CaseError::NotFound`]
    /// and the other refusals.
    pub async fn answer(
        &self,
        duty: &Duty,
        region: &RegionId,
        id: Uuid,
        answer: &Answer,
    ) -> Result<Option<Moved>, CaseError> {
        let (key, open) = self.asked(region, id).await?;
        let file = self.file(&key).await?;
        self.allow(duty, Action::SendRequests, &file.office_id)?;
        let word = match answer {
            Answer::Clear => "clear",
            Answer::Restriction(_) => "restriction",
        };
        let others_open = open.iter().any(|other| *other != id);
        if !open.contains(&id) {
            return Err(CaseError::Answered);
        }
        // A case that is on hold, or with the head already, only notes the reply.
        let moves = file.state == State::Checking && !(word == "clear" && others_open);
        if !moves {
            self.note_reply(duty, &key, id, word).await?;
            return Ok(None);
        }
        let (event, details) = match answer {
            Answer::Clear => (Event::ReplyClear, None),
            Answer::Restriction(said) => (Event::ReplyRestriction, Some(json!(said))),
        };
        let seen = key.seen(file.version);
        let right = Action::SendRequests;
        let mut step = Step::of_officer(duty, right, &seen, event, Actor::Agency);
        step.details = details;
        step.also = vec![Also::Answered(id, word)];
        self.take_step(step).await.map(Some)
    }

    /// Puts the case on hold until the applicant does what is wanted; the clock of
    /// the term stands still (REQ-7.4).
    ///
    /// # Errors
    /// [`CaseError::Ground`]; [`CaseError::Conflict`] and the other refusals.
    pub async fn suspend(
        &self,
        duty: &Duty,
        seen: &Seen,
        ground: &str,
        until: Date,
        what_to_do: &str,
    ) -> Result<Moved, CaseError> {
        let (right, event) = (Action::Suspend, Event::NeedApplicant);
        let mut step = Step::of_officer(duty, right, seen, event, Actor::Requests);
        step.ground = Some((GroundList::Suspension, ground.to_owned()));
        step.facts.until = Some(until);
        let wanted = what_to_do.trim();
        if !wanted.is_empty() {
            let name = FactName::WhatToDo.name().to_owned();
            step.told.insert(name, wanted.to_owned());
            step.details = Some(json!({ "what_to_do": wanted }));
        }
        self.take_step(step).await
    }

    /// The applicant did what was wanted: the checks go on, the clock runs again.
    ///
    /// # Errors
    /// [`CaseError::Conflict`] and the other refusals.
    pub async fn resume(&self, duty: &Duty, seen: &Seen) -> Result<Moved, CaseError> {
        let (right, event) = (Action::Suspend, Event::Resume);
        let moved = self
            .take_step(Step::of_officer(duty, right, seen, event, Actor::Requests))
            .await?;
        self.settled(duty, moved).await
    }

    /// All replies may have come while the case was on hold.
    async fn settled(&self, duty: &Duty, moved: Moved) -> Result<Moved, CaseError> {
        let requests = self.requests_of(&moved.key).await?;
        let unsettled =
            requests.is_empty() || requests.iter().any(|request| request.answer.is_none());
        if moved.state != State::Checking || unsettled {
            return Ok(moved);
        }
        let clear = requests
            .iter()
            .all(|one| one.answer.as_deref() == Some("clear"));
        let event = if clear {
            Event::ReplyClear
        } else {
            Event::ReplyRestriction
        };
        let (right, seen) = (Action::SendRequests, moved.seen());
        let mut step = Step::of_officer(duty, right, &seen, event, Actor::Agency);
        // Whoever may resume may also put the case before the head.
        step.by = Some((duty.clone(), Action::Suspend));
        self.take_step(step).await
    }

    /// A restriction that came after the passport was made: it is not handed over.
    ///
    /// # Errors
    /// [`CaseError::Ground`]; [`CaseError::Conflict`] and the other refusals.
    pub async fn restriction_arrived(
        &self,
        duty: &Duty,
        seen: &Seen,
        ground: &str,
        said: &Restriction,
    ) -> Result<Moved, CaseError> {
        let (right, event) = (Action::SendRequests, Event::RestrictionArrived);
        let mut step = Step::of_officer(duty, right, seen, event, Actor::Agency);
        step.ground = Some((GroundList::Refusal, ground.to_owned()));
        step.details = Some(json!(said));
        step.also = vec![Also::PutAway("destroyed")];
        self.take_step(step).await
    }

    pub(super) async fn requests_of(
        &self,
        key: &CaseKey,
    ) -> Result<Vec<request::Request>, CaseError> {
        let key = key.clone();
        let found = self
            .store()
            .read("requests", move |tx| {
                Box::pin(async move { request::of_case(tx, &key.region, key.case).await })
            })
            .await;
        found.map_err(CaseError::Storage)
    }

    /// The case of a request, and which of its requests are open.
    async fn asked(&self, region: &RegionId, id: Uuid) -> Result<(CaseKey, Vec<Uuid>), CaseError> {
        let region = region.clone();
        self.store()
            .read("request", move |tx| {
                Box::pin(async move {
                    let found = request::find(tx, &region, id).await?;
                    let asked = found.ok_or(CaseError::NotFound)?;
                    let all = request::of_case(tx, &region, asked.case_id).await?;
                    let open = all.into_iter().filter(|one| one.answer.is_none());
                    let key = CaseKey {
                        region,
                        case: asked.case_id,
                    };
                    Ok((key, open.map(|one| one.request_id).collect()))
                })
            })
            .await
    }

    async fn note_reply(
        &self,
        duty: &Duty,
        key: &CaseKey,
        id: Uuid,
        word: &'static str,
    ) -> Result<(), CaseError> {
        let (app, duty, key) = (self.clone(), duty.clone(), key.clone());
        self.store()
            .write("note reply", move |tx| {
                let (app, duty, key) = (app.clone(), duty.clone(), key.clone());
                Box::pin(async move {
                    let (loaded, now) = (load(tx, &key).await?, app.now());
                    if !request::answer(tx, &key.region, id, word, now).await? {
                        return Err(CaseError::Answered);
                    }
                    // Two last replies at once must not both find the other one open.
                    if !okno_storage::case_file::save(tx, &loaded.file).await? {
                        return Err(CaseError::Raced);
                    }
                    let (office, facts) = (&loaded.file.office_id, json!({ "reply": word }));
                    let actor = duty.in_journal();
                    let entry = app.entry_at(office, actor, "reply-noted", key.case, facts, now);
                    Ok::<_, StorageError>(journal::append(tx, &entry).await?)
                        .map_err(CaseError::Storage)
                })
            })
            .await
    }
}
