//! A case as an officer sees it; every look is logged.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use okno_domain::appointment::Channel;
use okno_domain::calendar::Due;
use okno_domain::case::{Actor, Event, State};
use okno_domain::id::{OfficeId, OfficerId, ServiceId};
use okno_domain::notification::Kind;
use okno_identity::role::Action;
use okno_storage::application::{self, Application};
use okno_storage::evidence::Evidence;
use okno_storage::notification::{self, Stored};
use okno_storage::passport::{self, Passport};
use okno_storage::request::{self, Request};
use okno_storage::{Tx, evidence, journal};
use serde_json::json;

use super::accept::{Checklist, EvidenceState};
use super::error::CaseError;
use super::file::{Loaded, kept, load};
use super::key::CaseKey;
use super::worklist::allowed;
use crate::App;
use crate::actor::Duty;
use crate::person::Booker;

/// A case with everything about it.
#[derive(Clone)]
pub struct CaseView {
    /// The case.
    pub key: CaseKey,
    /// Its version: act on what you saw.
    pub version: i64,
    /// The office.
    pub office: OfficeId,
    /// The service.
    pub service: ServiceId,
    /// The kind of passport.
    pub document: String,
    /// Its registration number.
    pub number: Option<String>,
    /// Where it stands.
    pub state: State,
    /// Since when.
    pub since: Timestamp,
    /// Through which door it was filed.
    pub channel: Channel,
    /// The person.
    pub subject: Booker,
    /// The form, and the answers by key as the office writes them, else as typed.
    pub form: Option<(String, BTreeMap<String, String>)>,
    /// The day all documents were taken.
    pub accepted_on: Option<Date>,
    /// The last day the law allows, moved by the time the clock stood still.
    pub due_on: Option<Date>,
    /// The day the office works towards.
    pub target_on: Option<Date>,
    /// Why this day.
    pub basis: Option<Due>,
    /// Since when the clock stands still.
    pub stopped_on: Option<Date>,
    /// The last day for the next step.
    pub step_due_on: Option<Date>,
    /// Documents needed and seen.
    pub checklist: Vec<Checklist>,
    /// Requests to other bodies.
    pub requests: Vec<Request>,
    /// Passports made: state and number.
    pub passports: Vec<(String, String)>,
    /// What was told, and what became of it.
    pub told: Vec<Stored>,
    /// Everything that happened, oldest first.
    pub log: Vec<LogLine>,
    /// What the officer who looks may do.
    pub may: Vec<Event>,
}

/// One line of the log.
#[derive(Clone, PartialEq)]
pub struct LogLine {
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub event: Event,
    /// Where the case stood.
    pub from: State,
    /// Where it stood then.
    pub to: State,
    /// In which role somebody acted.
    pub role: Actor,
    /// Which officer entered it.
    pub officer: Option<OfficerId>,
    /// The code of the ground.
    pub ground: Option<String>,
    /// The coded reason.
    pub note: Option<String>,
    /// What was told because of it.
    pub notice: Option<Kind>,
    /// Number of the resolution.
    pub resolution: Option<String>,
    /// Details about the person, opened for the officer.
    pub details: Option<serde_json::Value>,
}

/// Personal data does not show itself in a log.
impl fmt::Debug for CaseView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "CaseView({}, {}, version {})",
            self.key, self.state, self.version
        )
    }
}

impl fmt::Debug for LogLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogLine({}: {} -> {})", self.event, self.from, self.to)
    }
}

/// Rows of a case.
struct Rows {
    loaded: Loaded,
    application: Option<Application>,
    evidence: Vec<Evidence>,
    requests: Vec<Request>,
    passports: Vec<Passport>,
    told: Vec<Stored>,
}

impl App {
    /// Opens a case for an officer. Who looked stands in the journal.
    ///
    /// # Errors
    /// [`CaseError::NotFound`], also for a case out of the officer's reach.
    pub async fn case(&self, duty: &Duty, key: &CaseKey) -> Result<CaseView, CaseError> {
        let (app, wanted, looks) = (self.clone(), key.clone(), duty.clone());
        let rows = self
            .store()
            .write("look at case", move |tx| {
                let (app, key, duty) = (app.clone(), wanted.clone(), looks.clone());
                Box::pin(async move {
                    let rows = rows(tx, &key).await?;
                    let office = &rows.loaded.file.office_id;
                    app.allow(&duty, Action::SeeCase, office)?;
                    let (actor, now) = (duty.in_journal(), app.now());
                    let entry =
                        app.entry_at(office, actor, "case-viewed", key.case, json!({}), now);
                    journal::append(tx, &entry).await?;
                    Ok::<_, CaseError>(rows)
                })
            })
            .await?;
        self.view(duty, rows)
    }

    fn view(&self, duty: &Duty, rows: Rows) -> Result<CaseView, CaseError> {
        let file = rows.loaded.file.clone();
        let today = self.local_date(&file.office_id, self.now());
        let workflow = self.workflow_of(&file, today)?;
        let mut checklist = self.documents_of(&file)?;
        for line in &mut checklist {
            let found = rows.evidence.iter().find(|one| one.kind == line.kind);
            line.state = found.and_then(|one| EvidenceState::from_name(&one.state));
        }
        let numbered = |one: &Passport| {
            let number = self.open_number(one.passport_id, &one.sealed)?;
            Ok::<_, CaseError>((one.state.clone(), number))
        };
        let own = file.office_id == duty.office_id;
        Ok(CaseView {
            subject: self.open_subject(&file)?,
            form: rows
                .application
                .as_ref()
                .map(|filed| self.form_of(filed))
                .transpose()?,
            passports: rows
                .passports
                .iter()
                .map(numbered)
                .collect::<Result<_, _>>()?,
            log: self.log_of(&rows.loaded)?,
            may: if own {
                allowed(&workflow, file.state, &duty.roles)
            } else {
                Vec::new()
            },
            key: CaseKey::of(&file.office_id, file.case_id),
            version: file.version,
            office: file.office_id,
            service: file.service_id,
            document: file.document,
            number: file.number,
            state: file.state,
            since: file.state_since,
            channel: file.channel,
            accepted_on: file.accepted_on,
            due_on: file.due_on,
            target_on: file.target_on,
            basis: file.basis,
            stopped_on: file.stopped_on,
            step_due_on: file.step_due_on,
            checklist,
            requests: rows.requests,
            told: rows.told,
        })
    }

    fn form_of(
        &self,
        filed: &Application,
    ) -> Result<(String, BTreeMap<String, String>), CaseError> {
        let answers = self.open_answers(filed.application_id, &filed.sealed)?;
        let written = answers
            .into_iter()
            .map(|(key, value)| (key, value.canonical.unwrap_or(value.typed)));
        Ok((filed.form_id.clone(), written.collect()))
    }

    fn log_of(&self, loaded: &Loaded) -> Result<Vec<LogLine>, CaseError> {
        loaded
            .rows
            .iter()
            .map(|row| {
                let kept = kept(row)?;
                Ok(LogLine {
                    at: row.done_at,
                    event: row.event,
                    from: row.from_state,
                    to: row.to_state,
                    role: row.actor,
                    officer: row.officer_id,
                    ground: row.ground.clone(),
                    note: kept.note,
                    notice: kept.notice,
                    resolution: kept.facts.resolution,
                    details: self.open_details(row)?,
                })
            })
            .collect()
    }
}

async fn rows(tx: &mut Tx, key: &CaseKey) -> Result<Rows, CaseError> {
    let (region, case) = (&key.region, key.case);
    Ok(Rows {
        loaded: load(tx, key).await?,
        application: application::of_case(tx, region, case).await?,
        evidence: evidence::of_case(tx, region, case).await?,
        requests: request::of_case(tx, region, case).await?,
        passports: passport::of_case(tx, region, case).await?,
        told: notification::of_subject(tx, region, case.0).await?,
    })
}
