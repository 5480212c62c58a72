//! One step of a case: load, let the domain decide, write everything that belongs
//! to it in one transaction.

use std::collections::BTreeMap;

use jiff::Timestamp;
use okno_domain::calendar::Due;
use okno_domain::case::{Action, Actor, By, Event, Facts, Intent, State};
use okno_domain::decision::{GroundList, RefusalDraft};
use okno_domain::id::OfficeId;
use okno_domain::notification::Kind;
use okno_domain::pack::Pack;
use okno_domain::person::case_number::CaseNumber;
use okno_identity::role;
use okno_identity::token::{CodeShape, PaperCode};
use okno_storage::case_action::{self, ActionRow};
use okno_storage::case_file::{self, CaseFile};
use okno_storage::evidence::{self, Evidence};
use okno_storage::passport::{self, Passport};
use okno_storage::request::{self, Request};
use okno_storage::{StorageError, Tx, counter, journal, notification};
use serde_json::json;
use uuid::Uuid;

use super::error::CaseError;
use super::file::{Kept, Loaded, load};
use super::key::{CaseKey, Seen};
use super::reckon::Reckoner;
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
#[derive(Debug, Clone, PartialEq)]
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

    fn officer(&self) -> Option<&Duty> {
        self.by.as_ref().map(|(duty, _)| duty)
    }

    /// How the journal names whoever takes the step.
    fn actor(&self) -> String {
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
    let case = okno_domain::case::Case::open(file.case_id);
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

async fn write(
    tx: &mut Tx,
    app: &App,
    step: &Step,
    loaded: Loaded,
    fresh: bool,
) -> Result<Moved, CaseError> {
    let Loaded { mut file, case, .. } = loaded;
    let (now, zone) = (app.now(), app.zone_of(&file.office_id));
    let today = now.to_zoned(zone.clone()).date();
    let pack = app.rules().pack_of(&file.service_id)?.clone();
    let calendar = app.rules().calendar(&pack.calendar)?.clone();
    // A case goes by the rules of the day it was accepted on, or else filed on.
    let pinned = file.accepted_on.or(file.filed_on).unwrap_or(today);
    let workflow = pack.machine(pinned)?;

    let mut facts = step.facts.clone();
    let secret = match step.registers {
        true => register(tx, app, &mut file, &mut facts, today.year()).await?,
        false => None,
    };
    if step.resolves {
        facts.resolution = Some(resolution(tx, &file.office_id, today.year()).await?);
    }
    let intent = intent(step, facts, &pack, now, today)?;
    let (case, told) = case.apply(&workflow, intent)?;
    let reckoner = Reckoner {
        pack: &pack,
        calendar: &calendar,
        workflow: &workflow,
        zone: &zone,
        today,
    };
    (file.state, file.state_since) = (case.state(), now);
    reckoner.reckon(&mut file, &case)?;

    let letter = app.letter_of(&file, &case, &told, step, &reckoner, now)?;
    let region = file.office_id.region();
    if fresh {
        case_file::insert(tx, &file).await?;
    } else if !case_file::save(tx, &file).await? {
        return Err(CaseError::Raced);
    }
    let last = case.log().last().ok_or(CaseError::NotFound)?;
    case_action::append(tx, &region, &action_row(app, step, &file, last)?).await?;
    for also in &step.also {
        write_also(tx, app, step, &file, also, &reckoner, now).await?;
    }
    journal::append(tx, &entry(app, step, &file, last, now)).await?;
    if let Some(letter) = &letter {
        notification::enqueue(tx, letter).await?;
    }
    Ok(Moved {
        key: CaseKey::of(&file.office_id, file.case_id),
        version: if fresh { 1 } else { file.version + 1 },
        state: file.state,
        number: file.number,
        secret,
        due: file.basis.filter(|_| last.to == State::Accepted),
        told: told.notice,
    })
}

/// Gives the number of the office and year, and the secret beside it (REQ-7.2).
async fn register(
    tx: &mut Tx,
    app: &App,
    file: &mut CaseFile,
    facts: &mut Facts,
    year: i16,
) -> Result<Option<String>, CaseError> {
    if let Some(number) = &file.number {
        facts.registration = Some(number.clone());
        return Ok(None);
    }
    let next = counter::next(tx, &file.office_id, "case", &year.to_string()).await?;
    let content = |why: String| StorageError::Content {
        what: "counter",
        why,
    };
    let count = u32::try_from(next).map_err(|error| content(error.to_string()))?;
    let number = CaseNumber::new(file.office_id.clone(), year, count)
        .map_err(|error| content(error.to_string()))?
        .to_string();
    let code = PaperCode::generate(CodeShape::CASE, app.entropy());
    file.secret_hash = Some(app.secret_hash(&number, &code));
    facts.registration = Some(number.clone());
    file.number = Some(number);
    Ok(Some(code.grouped()))
}

async fn resolution(tx: &mut Tx, office: &OfficeId, year: i16) -> Result<String, StorageError> {
    let next = counter::next(tx, office, "resolution", &year.to_string()).await?;
    Ok(format!("{office}-{year}-{next}"))
}

fn intent(
    step: &Step,
    facts: Facts,
    pack: &Pack,
    now: Timestamp,
    today: jiff::civil::Date,
) -> Result<Intent, CaseError> {
    let by = By {
        who: step.officer().map(|duty| duty.officer_id.to_string()),
        role: step.role,
    };
    let mut intent = Intent::new(step.event, by, now).with(facts);
    let grounds = pack.grounds_on(today);
    if let Some((list, code)) = &step.ground {
        intent = intent.on(grounds.choose(*list, code)?);
    }
    if let Some(draft) = &step.refusal {
        intent = intent.notice(draft.clone().complete()?);
    }
    if let Some(note) = &step.note {
        intent = intent.because(note);
    }
    Ok(intent)
}

fn action_row(
    app: &App,
    step: &Step,
    file: &CaseFile,
    last: &Action,
) -> Result<ActionRow, CaseError> {
    let action_id: Uuid = app.new_id(last.at);
    let kept = Kept {
        note: last.note.clone(),
        notice: last.notice,
        // Series and number of a passport stand sealed in its own row.
        facts: Facts {
            passport: None,
            ..last.facts.clone()
        },
    };
    let facts = serde_json::to_value(&kept).map_err(|error| StorageError::Content {
        what: "case_action.facts",
        why: error.to_string(),
    })?;
    let sealed = step
        .details
        .as_ref()
        .map(|details| app.seal_details(action_id, details));
    Ok(ActionRow {
        action_id,
        case_id: file.case_id,
        done_at: last.at,
        event: last.event,
        from_state: last.from,
        to_state: last.to,
        actor: last.role,
        officer_id: step.officer().map(|duty| duty.officer_id),
        ground: last.ground.clone(),
        facts,
        sealed: sealed.transpose()?,
    })
}

fn entry(
    app: &App,
    step: &Step,
    file: &CaseFile,
    last: &Action,
    now: Timestamp,
) -> okno_storage::journal::Entry {
    let facts = json!({
        "from": last.from, "to": last.to, "ground": last.ground, "notice": last.notice,
        "number": file.number, "resolution": last.facts.resolution,
    });
    let action = format!("case-{}", last.event);
    app.entry_at(
        &file.office_id,
        step.actor(),
        action,
        file.case_id,
        facts,
        now,
    )
}

async fn write_also(
    tx: &mut Tx,
    app: &App,
    step: &Step,
    file: &CaseFile,
    also: &Also,
    reckoner: &Reckoner<'_>,
    now: Timestamp,
) -> Result<(), CaseError> {
    let (region, case_id) = (file.office_id.region(), file.case_id);
    let officer = step.officer().map(|duty| duty.officer_id);
    match also {
        Also::Evidence(found) => {
            let officer_id = officer.ok_or(CaseError::NotFound)?;
            for (kind, state) in found {
                let state = (*state).to_owned();
                let kind = kind.clone();
                let one = Evidence {
                    case_id,
                    kind,
                    state,
                    seen_at: now,
                    officer_id,
                };
                evidence::put(tx, &region, &one).await?;
            }
        }
        Also::Requests(agencies) => {
            let due_on = reply_due(reckoner)?.unwrap_or(reckoner.today);
            for agency in agencies {
                let sent = Request {
                    request_id: app.new_id(now),
                    case_id,
                    agency: agency.clone(),
                    sent_at: now,
                    due_on,
                    answered_at: None,
                    answer: None,
                };
                request::insert(tx, &region, &sent).await?;
            }
        }
        Also::Answered(id, answer) => {
            if !request::answer(tx, &region, *id, answer, now).await? {
                return Err(CaseError::Answered);
            }
        }
        Also::Received(number) => {
            let passport_id: Uuid = app.new_id(now);
            let made = Passport {
                passport_id,
                case_id,
                state: "ready".into(),
                sealed: app.seal_number(passport_id, number)?,
                received_at: now,
                handed_at: None,
                officer_id: None,
            };
            passport::insert(tx, &region, &made).await?;
        }
        Also::HandedOver => {
            let officer = officer.ok_or(CaseError::NotFound)?;
            if !passport::hand_over(tx, &region, case_id, officer, now).await? {
                return Err(CaseError::Raced);
            }
        }
        Also::PutAway(state) => {
            passport::put_away(tx, &region, case_id, state).await?;
        }
    }
    Ok(())
}

/// The last day for replies, as the workflow limits them.
fn reply_due(reckoner: &Reckoner<'_>) -> Result<Option<jiff::civil::Date>, CaseError> {
    let mut replies = reckoner.workflow.leaving(State::Checking);
    let edge = replies.find(|edge| edge.event == Event::ReplyClear);
    reckoner.limit_from_today(edge.and_then(|edge| edge.limit.as_ref()))
}
