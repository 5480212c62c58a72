//! The course of a case for its applicant, by number and secret: nothing personal
//! (REQ-6b, REQ-11). The phone operator learns the same by the same two facts.

use jiff::Timestamp;
use jiff::civil::Date;
use okno_domain::calendar::Due;
use okno_domain::case::{Actor, LegalClock, State};
use okno_domain::id::{OfficeId, ServiceId};
use okno_domain::person::case_number::CaseNumber;
use okno_domain::words::Words;
use okno_identity::token::{CodeShape, PaperCode, TokenDigest};
use okno_storage::case_file::{self, CaseFile};
use okno_storage::journal;
use okno_storage::rating::{self, Rating};
use serde_json::json;

use super::error::CaseError;
use crate::App;

/// Where a case stands, as its applicant is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// The number.
    pub number: String,
    /// The office that considers it.
    pub office: OfficeId,
    /// The service.
    pub service: ServiceId,
    /// Where it stands.
    pub state: State,
    /// The name of the state.
    pub title: Words,
    /// What it means for the applicant, in plain words.
    pub plain: Words,
    /// Since when.
    pub since: Timestamp,
    /// The day all documents were taken; the term counts from here.
    pub accepted_on: Option<Date>,
    /// The last day the law allows, while the term runs or stands still.
    pub due_on: Option<Date>,
    /// Why this day.
    pub basis: Option<Due>,
    /// Days by which the day moved because the case was on hold.
    pub moved_by_days: i32,
    /// Since when the case is on hold.
    pub stopped_on: Option<Date>,
    /// Where the case goes next, if all goes well.
    pub next: Option<(State, Words)>,
    /// By when the office takes the next step.
    pub next_by: Option<Date>,
    /// The service can be rated (REQ-9.9).
    pub may_rate: bool,
}

impl App {
    /// The course of a case. A wrong number, a wrong secret and a case that does
    /// not exist get one answer: `None`.
    ///
    /// # Errors
    /// Any refusal of the pack or the database.
    pub async fn status(&self, number: &str, secret: &str) -> Result<Option<Status>, CaseError> {
        match self.proven_case(number, secret).await? {
            None => Ok(None),
            Some(file) => self.status_of(file).map(Some),
        }
    }

    /// Takes the rating of an issued case: one to five, once (REQ-9.9). `false` when
    /// it cannot be rated, or was before.
    ///
    /// # Errors
    /// Any refusal of the database.
    pub async fn rate(
        &self,
        number: &str,
        secret: &str,
        stars: u8,
        channel: &str,
    ) -> Result<bool, CaseError> {
        let found = self.proven_case(number, secret).await?;
        let Some(file) = found.filter(|file| rateable(file) && (1..=5).contains(&stars)) else {
            return Ok(false);
        };
        let now = self.now();
        let rating = Rating {
            rating_id: self.new_id(now),
            office_id: file.office_id.clone(),
            case_id: file.case_id,
            stars,
            channel: channel.to_owned(),
            given_at: now,
        };
        let (office, facts) = (&file.office_id, json!({ "stars": stars }));
        let entry = self.entry_at(
            office,
            "applicant".into(),
            "case-rated",
            file.case_id,
            facts,
            now,
        );
        self.store()
            .write("rate", move |tx| {
                let (rating, entry) = (rating.clone(), entry.clone());
                Box::pin(async move {
                    let given = rating::give(tx, &rating).await?;
                    if given {
                        journal::append(tx, &entry).await?;
                    }
                    Ok::<_, CaseError>(given)
                })
            })
            .await
    }

    /// What is stored of a secret: keyed, so that whoever reads the table cannot
    /// search for it.
    pub(super) fn secret_hash(&self, number: &str, secret: &PaperCode) -> [u8; 32] {
        let key = self.secrets().session_key("case-secret");
        key.authenticate(&[number.as_bytes(), secret.secret().as_bytes()])
    }

    async fn proven_case(&self, number: &str, secret: &str) -> Result<Option<CaseFile>, CaseError> {
        let typed = CaseNumber::parse(number)
            .ok()
            .zip(PaperCode::parse(CodeShape::CASE, secret).ok());
        let Some((number, code)) = typed else {
            return Ok(None);
        };
        let (region, wanted) = (number.office().region(), number.to_string());
        let presented = TokenDigest::from_bytes(self.secret_hash(&wanted, &code));
        let found = self
            .store()
            .read("status", move |tx| {
                Box::pin(async move { case_file::by_number(tx, &region, &wanted).await })
            })
            .await
            .map_err(CaseError::Storage)?;
        // Compared in constant time.
        let right = |file: &CaseFile| {
            file.secret_hash
                .is_some_and(|stored| TokenDigest::from_bytes(stored) == presented)
        };
        Ok(found.filter(right))
    }

    fn status_of(&self, file: CaseFile) -> Result<Status, CaseError> {
        let pack = self.rules().pack_of(&file.service_id)?;
        let today = self.local_date(&file.office_id, self.now());
        let workflow = self.workflow_of(&file, today)?;
        let words = |state: State| pack.workflow.states.get(&state);
        let own = words(file.state);
        let ended = file.state.legal_clock() == LegalClock::Ended;
        let due_on = file.due_on.filter(|_| !ended);
        // The first way the office itself takes is the ordinary one.
        let theirs = |actor| !matches!(actor, Actor::Applicant | Actor::Timer);
        let mut ways = workflow.leaving(file.state);
        let next = ways.find(|edge| edge.to != file.state && edge.actors.iter().any(theirs));
        let next = next.map(|edge| {
            let title = words(edge.to).map(|words| words.title.clone());
            (edge.to, title.unwrap_or_default())
        });
        let moved = match (due_on, &file.basis) {
            (Some(due), Some(basis)) => basis.on.until(due).map_or(0, |span| span.get_days()),
            _ => 0,
        };
        Ok(Status {
            may_rate: rateable(&file),
            title: own.map(|own| own.title.clone()).unwrap_or_default(),
            plain: own.map(|own| own.plain.clone()).unwrap_or_default(),
            number: file.number.unwrap_or_default(),
            office: file.office_id,
            service: file.service_id,
            state: file.state,
            since: file.state_since,
            accepted_on: file.accepted_on,
            due_on,
            basis: file.basis.filter(|_| due_on.is_some()),
            moved_by_days: moved,
            stopped_on: file.stopped_on,
            next,
            next_by: file.step_due_on,
        })
    }
}

fn rateable(file: &CaseFile) -> bool {
    file.state == State::Issued
}
