//! One list of work for everybody, sorted by days left, not by number.

use jiff::Timestamp;
use jiff::civil::Date;
use okno_domain::case::{Actor, Event, State, Workflow};
use okno_domain::id::ServiceId;
use okno_identity::role::{Action, Role};
use okno_storage::case_file::{self, CaseFile};

use super::error::CaseError;
use super::key::CaseKey;
use crate::App;
use crate::actor::Duty;

/// Cases of one list.
const MOST: i64 = 1000;

/// A case that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkItem {
    /// The case.
    pub key: CaseKey,
    /// Its version.
    pub version: i64,
    /// Its registration number.
    pub number: Option<String>,
    /// The service.
    pub service: ServiceId,
    /// Where it stands.
    pub state: State,
    /// Since when.
    pub since: Timestamp,
    /// The last day the law allows.
    pub due_on: Option<Date>,
    /// The day the office works towards.
    pub target_on: Option<Date>,
    /// The last day for the next step.
    pub step_due_on: Option<Date>,
    /// Days left until the nearest of these; below nought when overdue, `None`
    /// when nothing runs.
    pub days_left: Option<i32>,
    /// The clock of the term stands still.
    pub stopped: bool,
    /// What the officer may do with it.
    pub may: Vec<Event>,
}

impl WorkItem {
    /// Whether a day has passed by which something had to be done.
    pub fn overdue(&self) -> bool {
        self.days_left.is_some_and(|left| left < 0)
    }
}

impl App {
    /// Open cases of the officer's office on which the officer can act, or all of
    /// one role, those with the fewest days left first.
    ///
    /// # Errors
    /// [`CaseError::Forbidden`]; any refusal of the pack or the database.
    pub async fn worklist(
        &self,
        duty: &Duty,
        role: Option<Role>,
    ) -> Result<Vec<WorkItem>, CaseError> {
        let office = duty.office_id.clone();
        self.allow(duty, Action::SeeCase, &office)?;
        let today = self.local_date(&office, self.now());
        let files = self
            .store()
            .read("worklist", move |tx| {
                Box::pin(async move { case_file::open_cases(tx, &office, MOST).await })
            })
            .await
            .map_err(CaseError::Storage)?;
        let roles = role.map_or_else(|| duty.roles.clone(), |role| vec![role]);
        let mut list = Vec::new();
        for file in files {
            let workflow = self.workflow_of(&file, today)?;
            let may = allowed(&workflow, file.state, &roles);
            if !may.is_empty() {
                list.push(item(file, may, today));
            }
        }
        list.sort_by_key(|item| (item.days_left.is_none(), item.days_left, item.key.clone()));
        Ok(list)
    }

    pub(super) fn workflow_of(&self, file: &CaseFile, today: Date) -> Result<Workflow, CaseError> {
        let pack = self.rules().pack_of(&file.service_id)?;
        Ok(pack.machine(file.accepted_on.or(file.filed_on).unwrap_or(today))?)
    }
}

/// As whom a role of the staff acts on a case.
pub(super) fn actors(role: Role) -> &'static [Actor] {
    match role {
        Role::Reception => &[Actor::Reception],
        Role::Window => &[Actor::Window],
        Role::Requests => &[Actor::Requests, Actor::Agency],
        Role::Production => &[Actor::Production],
        Role::Head => &[Actor::Head],
        Role::Mfc => &[Actor::Mfc],
        Role::Operator | Role::Administrator | Role::Controller | Role::Auditor => &[],
    }
}

/// What officers of these roles may do with a case in a state.
pub(super) fn allowed(workflow: &Workflow, state: State, roles: &[Role]) -> Vec<Event> {
    let mut may: Vec<Event> = roles
        .iter()
        .flat_map(|role| actors(*role))
        .flat_map(|actor| workflow.allowed(state, *actor))
        .collect();
    may.sort_unstable();
    may.dedup();
    may
}

fn item(file: CaseFile, may: Vec<Event>, today: Date) -> WorkItem {
    let stopped = file.stopped_on.is_some();
    let ended = file.state.legal_clock() == okno_domain::case::LegalClock::Ended;
    let term = file.due_on.filter(|_| !stopped && !ended);
    let nearest = [term, file.step_due_on].into_iter().flatten().min();
    WorkItem {
        key: CaseKey::of(&file.office_id, file.case_id),
        version: file.version,
        number: file.number,
        service: file.service_id,
        state: file.state,
        since: file.state_since,
        due_on: file.due_on,
        target_on: file.target_on,
        step_due_on: file.step_due_on,
        days_left: nearest.map(|day| days_between(today, day)),
        stopped,
        may,
    }
}

fn days_between(from: Date, until: Date) -> i32 {
    from.until(until).map_or(0, |span| span.get_days())
}
