//! One step of a case: load, let the domain decide, write everything that belongs
//! to it in one transaction.

use std::collections::BTreeMap;
use std::fmt;

use okno_domain::calendar::Due;
use okno_domain::case::{Actor, Case, Event, Facts, State};
use okno_domain::decision::{GroundList, RefusalDraft};
use okno_domain::notification::Kind;
use okno_identity::role;
use okno_storage::Tx;
use okno_storage::case_file::CaseFile;
use uuid::Uuid;

use super::error::CaseError;
use super::file::{Loaded, load};
use super::key::{CaseKey, Seen};
use super::write::write;
use crate::App;
use crate::actor::Duty;

/// What somebody wants to do with a case, with all it brings along.
#[derive(Clone)]
pub(crate) struct Step {
    pub(crate) key: CaseKey,
    /// The version the officer saw; `None` for what the house does itself.
    pub(crate) seen: Option<i64>,
    pub(crate) event: Event,
    pub(crate) role: Actor,
    /// Who enters it, and with which right.
    pub(crate) by: Option<(Duty, role::Action)>,
    pub(crate) ground: Option<(GroundList, String)>,
    pub(crate) note: Option<String>,
    pub(crate) facts: Facts,
    pub(crate) refusal: Option<RefusalDraft>,
    /// Details about the person, sealed with the action.
    pub(crate) details: Option<serde_json::Value>,
    /// More facts for the letter.
    pub(crate) told: BTreeMap<String, String>,
    /// Gives the registration number and the secret, unless there are some.
    pub(crate) registers: bool,
    /// Takes the number of a resolution.
    pub(crate) resolves: bool,
    /// Who accepted may not take it.
    pub(crate) four_eyes: bool,
    pub(crate) also: Vec<Also>,
}

/// Rows beside the case that a step writes.
#[derive(Clone)]
pub(crate) enum Also {
    /// What was found about documents.
    Evidence(Vec<(String, &'static str)>),
    /// Requests that go out.
    Requests(Vec<String>),
    /// A reply that came.
    Answered(Uuid, &'static str),
    /// A passport that reached the office.
    Received(String),
    /// The passport is in its holder's hands.
    HandedOver,
    /// The passport is `spoiled` or `destroyed`.
    PutAway(&'static str),
}

/// What a step led to.
#[derive(Clone, PartialEq)]
pub struct Moved {
    /// The case.
    pub key: CaseKey,
    /// Its version now.
    pub version: i64,
    /// Where it stands now.
    pub state: State,
    /// Its registration number.
    pub number: Option<String>,
    /// The secret that opens its progress, in groups for the receipt; told once,
    /// with the step that registers (REQ-11).
    pub secret: Option<String>,
    /// The term as it was computed at acceptance, with its reasons.
    pub due: Option<Due>,
    /// What the applicant is told because of the step.
    pub told: Option<Kind>,
}

impl Moved {
    /// The case as whoever took the step sees it now.
    pub fn seen(&self) -> Seen {
        self.key.clone().seen(self.version)
    }
}

/// The secret does not show itself in a log.
impl fmt::Debug for Moved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Moved({}, {}, version {})",
            self.key, self.state, self.version
        )
    }
}

impl Step {
    pub(crate) fn new(key: CaseKey, event: Event, role: Actor) -> Self {
        Self {
            key,
            seen: None,
            event,
            role,
            by: None,
            ground: None,
            note: None,
            facts: Facts::default(),
            refusal: None,
            details: None,
            told: BTreeMap::new(),
            registers: false,
            resolves: false,
            four_eyes: false,
            also: Vec::new(),
        }
    }

    /// A step of an officer on a case as seen.
    pub(crate) fn of_officer(
        duty: &Duty,
        right: role::Action,
        seen: &Seen,
        event: Event,
        role: Actor,
    ) -> Self {
        Self {
            seen: Some(seen.version),
            by: Some((duty.clone(), right)),
            ..Self::new(seen.key.clone(), event, role)
        }
    }

    pub(super) fn officer(&self) -> Option<&Duty> {
        self.by.as_ref().map(|(duty, _)| duty)
    }

    /// How the journal names whoever takes the step.
    pub(super) fn actor(&self) -> String {
        let house = if self.role == Actor::Applicant {
            "applicant"
        } else {
            "system"
        };
        self.officer().map_or(house.to_owned(), Duty::in_journal)
    }
}

impl App {
    /// Takes a step; of two on one version the second is told what changed.
    pub(crate) async fn take_step(&self, step: Step) -> Result<Moved, CaseError> {
        let (app, key) = (self.clone(), step.key.clone());
        let outcome = self
            .store()
            .write("case step", move |tx| {
                let (app, step) = (app.clone(), step.clone());
                Box::pin(async move { perform(tx, &app, &step).await })
            })
            .await;
        match outcome {
            Ok(moved) => {
                self.signals().told();
                Ok(moved)
            }
            Err(CaseError::Raced) => Err(self.what_changed(key).await?),
            Err(other) => Err(other),
        }
    }

    async fn what_changed(&self, key: CaseKey) -> Result<CaseError, CaseError> {
        let loaded = self
            .store()
            .read("what changed", move |tx| {
                Box::pin(async move { load(tx, &key).await })
            })
            .await?;
        Ok(CaseError::Conflict(Box::new(loaded.changed())))
    }
}

/// Takes a step inside a unit of work.
pub(crate) async fn perform(tx: &mut Tx, app: &App, step: &Step) -> Result<Moved, CaseError> {
    let loaded = load(tx, &step.key).await?;
    if let Some((duty, right)) = &step.by {
        app.allow(duty, *right, &loaded.file.office_id)?;
    }
    if step.seen.is_some_and(|seen| seen != loaded.file.version) {
        return Err(CaseError::Conflict(Box::new(loaded.changed())));
    }
    if step.four_eyes && accepted_by_the_same(&loaded, step) {
        return Err(CaseError::SamePerson);
    }
    write(tx, app, step, loaded, false).await
}

/// Opens a case with its first step inside a unit of work.
pub(crate) async fn open(
    tx: &mut Tx,
    app: &App,
    step: &Step,
    file: CaseFile,
) -> Result<Moved, CaseError> {
    let case = Case::open(file.case_id);
    let loaded = Loaded {
        file,
        case,
        rows: Vec::new(),
    };
    write(tx, app, step, loaded, true).await
}

/// Four eyes: who took the documents does not decide about them.
fn accepted_by_the_same(loaded: &Loaded, step: &Step) -> bool {
    let deciding = step.officer().map(|duty| duty.officer_id);
    let accepted = loaded
        .rows
        .iter()
        .filter(|row| row.to_state == State::Accepted);
    accepted
        .into_iter()
        .any(|row| row.officer_id.is_some() && row.officer_id == deciding)
}
