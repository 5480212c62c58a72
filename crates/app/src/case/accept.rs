//! Accepting or refusing what was handed in: documents ticked off, a number given,
//! the term computed; or a coded ground (REQ-7.2, REQ-7.3, REQ-5.1).

use std::collections::BTreeMap;

use okno_domain::case::{Actor, Event, State};
use okno_domain::decision::GroundList;
use okno_domain::words::Words;
use okno_identity::role::Action;
use okno_storage::case_file::CaseFile;
use okno_storage::evidence;

use super::error::CaseError;
use super::file::load;
use super::inputs::asked;
use super::key::{CaseKey, Seen};
use super::step::{Also, Moved, Step};
use crate::App;
use crate::actor::Duty;
use crate::staff::Session;

/// What was found about a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvidenceState {
    /// Seen, and in order.
    Seen,
    /// Not brought.
    Missing,
    /// Brought, but not as required.
    Defective,
}

impl EvidenceState {
    /// The word in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Missing => "missing",
            Self::Defective => "defective",
        }
    }

    /// The state of that word.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Seen, Self::Missing, Self::Defective]
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// What the officer found about the documents, by kind.
pub type Acceptance = BTreeMap<String, EvidenceState>;

/// One line of the list of documents of a case (REQ-5.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    /// The kind of document.
    pub kind: String,
    /// Its name.
    pub title: Words,
    /// How it must be executed.
    pub requirement: Option<Words>,
    /// `mandatory`, `own_initiative` or `interagency`.
    pub need: String,
    /// How many copies.
    pub copies: Option<i64>,
    /// What was found, once somebody looked.
    pub state: Option<EvidenceState>,
}

impl App {
    /// The documents a case needs, as the pack decides for this applicant.
    ///
    /// # Errors
    /// [`CaseError::NotFound`]; any refusal of the pack or the database.
    pub async fn checklist(&self, duty: &Duty, key: &CaseKey) -> Result<Vec<Checklist>, CaseError> {
        let wanted = key.clone();
        let (file, seen) = self
            .store()
            .read("checklist", move |tx| {
                Box::pin(async move {
                    let file = load(tx, &wanted).await?.file;
                    let seen = evidence::of_case(tx, &wanted.region, wanted.case).await?;
                    Ok::<_, CaseError>((file, seen))
                })
            })
            .await?;
        self.allow(duty, Action::SeeCase, &file.office_id)?;
        let mut list = self.documents_of(&file)?;
        for line in &mut list {
            let found = seen.iter().find(|one| one.kind == line.kind);
            line.state = found.and_then(|one| EvidenceState::from_name(&one.state));
        }
        Ok(list)
    }

    /// Takes the documents: every mandatory one seen, the application registered
    /// with its number within the working day (REQ-7.2), the term begun. The
    /// secret beside the number is in the answer, for the receipt, and nowhere else.
    ///
    /// # Errors
    /// [`CaseError::EvidenceMissing`] names all that lack; [`CaseError::NoTerm`];
    /// [`CaseError::Conflict`] and the other refusals.
    pub async fn accept(
        &self,
        session: &Session,
        seen: &Seen,
        found: &Acceptance,
    ) -> Result<Moved, CaseError> {
        let file = self.file(&seen.key).await?;
        // Absent for whoever may not: before anything about its documents is said.
        self.allow(&session.duty, Action::Accept, &file.office_id)?;
        let missing = self.missing(&file, found)?;
        if !missing.is_empty() {
            return Err(CaseError::EvidenceMissing(missing));
        }
        let event = match file.state {
            State::Invited => Event::AttendOk,
            _ => Event::Accept,
        };
        let (duty, right) = (&session.duty, Action::Accept);
        let mut step = Step::of_officer(duty, right, seen, event, Actor::Window);
        step.registers = true;
        step.also = vec![Also::Evidence(rows(found))];
        self.take_step(step).await
    }

    /// Refuses what was handed in, on a ground of the list; the notification says
    /// how to put it right and how to complain (REQ-7.3).
    ///
    /// # Errors
    /// [`CaseError::Ground`] for a ground that is not in the list;
    /// [`CaseError::Conflict`] and the other refusals.
    pub async fn refuse_acceptance(
        &self,
        session: &Session,
        seen: &Seen,
        ground: &str,
        found: &Acceptance,
    ) -> Result<Moved, CaseError> {
        let file = self.file(&seen.key).await?;
        self.allow(&session.duty, Action::RefuseAcceptance, &file.office_id)?;
        self.missing(&file, found)?;
        let (event, role) = match file.state {
            State::Submitted => (Event::RefuseReceptionE, Actor::Reception),
            State::Invited => (Event::AttendDefect, Actor::Window),
            _ => (Event::RefuseReception, Actor::Window),
        };
        let right = Action::RefuseAcceptance;
        let mut step = Step::of_officer(&session.duty, right, seen, event, role);
        step.ground = Some((GroundList::AcceptanceRefusal, ground.to_owned()));
        step.also = vec![Also::Evidence(rows(found))];
        self.take_step(step).await
    }

    /// The documents the pack demands for a case, without what was found.
    pub(super) fn documents_of(&self, file: &CaseFile) -> Result<Vec<Checklist>, CaseError> {
        let pack = self.rules().pack_of(&file.service_id)?;
        let today = self.local_date(&file.office_id, self.now());
        let on = file.accepted_on.or(file.filed_on).unwrap_or(today);
        let inputs = asked(pack, "documents", &file.inputs)?;
        let answers = pack.collect("documents", on, &inputs)?.into_iter();
        let line = |outcome: okno_domain::pack::Outcome| {
            let kind = outcome.text("document")?.to_owned();
            let known = pack.evidence_kind(&kind);
            Some(Checklist {
                title: known.map(|known| known.title.clone()).unwrap_or_default(),
                requirement: known.and_then(|known| known.requirement.clone()),
                need: outcome.text("need").unwrap_or("mandatory").to_owned(),
                copies: outcome.count("copies"),
                state: None,
                kind,
            })
        };
        Ok(answers.filter_map(|answer| line(answer.value)).collect())
    }

    /// Mandatory documents that were not seen in order.
    fn missing(&self, file: &CaseFile, found: &Acceptance) -> Result<Vec<String>, CaseError> {
        let list = self.documents_of(file)?;
        let strange = found
            .keys()
            .find(|kind| !list.iter().any(|line| line.kind == **kind));
        if let Some(kind) = strange {
            return Err(CaseError::UnknownEvidence(kind.clone()));
        }
        let lacks = |line: &&Checklist| {
            line.need == "mandatory" && found.get(&line.kind) != Some(&EvidenceState::Seen)
        };
        Ok(list
            .iter()
            .filter(lacks)
            .map(|line| line.kind.clone())
            .collect())
    }

    /// The file of a case, whatever its office; the caller asks for the right.
    pub(super) async fn file(&self, key: &CaseKey) -> Result<CaseFile, CaseError> {
        let key = key.clone();
        let loaded = self
            .store()
            .read("case file", move |tx| {
                Box::pin(async move { load(tx, &key).await })
            })
            .await?;
        Ok(loaded.file)
    }
}

fn rows(found: &Acceptance) -> Vec<(String, &'static str)> {
    found
        .iter()
        .map(|(kind, state)| (kind.clone(), state.name()))
        .collect()
}
