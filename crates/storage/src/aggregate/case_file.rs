//! Case files: where the consideration of each application stands, and by when
//! what must be done (REQ-6b, REQ-5.3).

use jiff::{Timestamp, civil::Date};
use okno_domain::appointment::Channel;
use okno_domain::calendar::Due;
use okno_domain::case::State;
use okno_domain::id::{AppointmentId, CaseId, OfficeId, RegionId, ServiceId, TicketId};

use crate::{Row, StorageError, Tx, params, sql};

/// A case as it is stored. The person stands in it sealed.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseFile {
    /// Its identifier.
    pub case_id: CaseId,
    /// The office that considers it.
    pub office_id: OfficeId,
    /// Its registration number, once it is registered (REQ-7.2).
    pub number: Option<String>,
    /// Keyed hash of the secret that opens its progress (REQ-11).
    pub secret_hash: Option<[u8; 32]>,
    /// The service.
    pub service_id: ServiceId,
    /// The kind of passport asked for, as the pack names it.
    pub document: String,
    /// Whose it is.
    pub person_key: [u8; 32],
    /// The language of the person.
    pub language: String,
    /// Through which door it was filed.
    pub channel: Channel,
    /// Where it stands.
    pub state: State,
    /// Since when.
    pub state_since: Timestamp,
    /// The pack that rules it.
    pub pack_id: String,
    /// Checksum of the pack it was filed under.
    pub pack_version: String,
    /// What the decisions of the pack are asked with, by input.
    pub inputs: serde_json::Value,
    /// The day it was filed.
    pub filed_on: Option<Date>,
    /// The day all documents were taken; the term counts from here.
    pub accepted_on: Option<Date>,
    /// The last day the law allows, moved by the time the clock stood still.
    pub due_on: Option<Date>,
    /// The day the office works towards.
    pub target_on: Option<Date>,
    /// Since when the clock stands still.
    pub stopped_on: Option<Date>,
    /// The last day for the next step.
    pub step_due_on: Option<Date>,
    /// The last day before a timer fires.
    pub timer_on: Option<Date>,
    /// The due day as it was computed at acceptance, with its reasons.
    pub basis: Option<Due>,
    /// The appointment it began with.
    pub appointment_id: Option<AppointmentId>,
    /// The ticket it began with.
    pub ticket_id: Option<TicketId>,
    /// Person and contact, sealed.
    pub sealed: Vec<u8>,
    /// Grows with every change; the guard of the next one.
    pub version: i64,
}

sql! {
    INSERT = "INSERT INTO case_file (region_id, case_id, office_id, number, secret_hash, service_id,
            document, person_key, language, channel, state, state_since, pack_id, pack_version,
            inputs, filed_on, accepted_on, due_on, target_on, stopped_on, step_due_on, timer_on,
            basis, appointment_id, ticket_id, sealed, version)
        VALUES (:region, :case_id, :office, :number, :secret, :service,
            :document, :person, :language, :channel, :state, :since, :pack, :pack_version,
            :inputs, :filed_on, :accepted_on, :due_on, :target_on, :stopped_on, :step_due_on,
            :timer_on, :basis, :appointment, :ticket, :sealed, 1)";
    // The version is the guard: of two officers who decide one case, one changes a row.
    SAVE = "UPDATE case_file SET number = :number, secret_hash = :secret, state = :state,
            state_since = :since, inputs = :inputs, filed_on = :filed_on,
            accepted_on = :accepted_on, due_on = :due_on, target_on = :target_on,
            stopped_on = :stopped_on, step_due_on = :step_due_on, timer_on = :timer_on,
            basis = :basis, version = version + 1
        WHERE region_id = :region AND case_id = :case_id AND version = :version";
    FIND = "SELECT * FROM case_file WHERE region_id = :region AND case_id = :case_id";
    BY_NUMBER = "SELECT * FROM case_file WHERE region_id = :region AND number = :number";
    OF_APPOINTMENT = "SELECT * FROM case_file
        WHERE region_id = :region AND appointment_id = :appointment
        ORDER BY case_id DESC LIMIT 1";
    OPEN_CASES = "SELECT * FROM case_file
        WHERE region_id = :region AND office_id = :office
          AND state NOT IN ('reception_refused', 'terminated', 'refused', 'issued', 'destroyed',
              'withdrawn')
        ORDER BY due_on, case_id LIMIT :most";
    TIMERS = "SELECT * FROM case_file
        WHERE region_id = :region AND timer_on < :before
        ORDER BY timer_on LIMIT :most";
}

/// Opens a case.
///
/// # Errors
/// Any refusal of the engine.
pub async fn insert(tx: &mut Tx, case: &CaseFile) -> Result<(), StorageError> {
    let region = case.office_id.region();
    let basis = basis(case)?;
    tx.execute(
        &INSERT,
        params! {
            region: &region, case_id: case.case_id, office: &case.office_id,
            number: case.number.as_deref(), secret: case.secret_hash.as_ref(),
            service: &case.service_id, document: &case.document, person: &case.person_key,
            language: &case.language, channel: case.channel.name(), state: case.state.name(),
            since: case.state_since, pack: &case.pack_id, pack_version: &case.pack_version,
            inputs: &case.inputs, filed_on: case.filed_on, accepted_on: case.accepted_on,
            due_on: case.due_on, target_on: case.target_on, stopped_on: case.stopped_on,
            step_due_on: case.step_due_on, timer_on: case.timer_on, basis: basis.as_ref(),
            appointment: case.appointment_id, ticket: case.ticket_id, sealed: &case.sealed,
        },
    )
    .await?;
    Ok(())
}

/// Stores a step of a case if nobody has taken another since it was read;
/// `false` when somebody has.
///
/// # Errors
/// Any refusal of the engine.
pub async fn save(tx: &mut Tx, case: &CaseFile) -> Result<bool, StorageError> {
    let region = case.office_id.region();
    let basis = basis(case)?;
    let params = params! {
        region: &region, case_id: case.case_id, number: case.number.as_deref(),
        secret: case.secret_hash.as_ref(), state: case.state.name(), since: case.state_since,
        inputs: &case.inputs, filed_on: case.filed_on, accepted_on: case.accepted_on,
        due_on: case.due_on, target_on: case.target_on, stopped_on: case.stopped_on,
        step_due_on: case.step_due_on, timer_on: case.timer_on, basis: basis.as_ref(),
        version: case.version,
    };
    Ok(tx.execute(&SAVE, params).await? == 1)
}

/// The case of that identifier.
///
/// # Errors
/// Any refusal of the engine.
pub async fn find(
    tx: &mut Tx,
    region: &RegionId,
    case: CaseId,
) -> Result<Option<CaseFile>, StorageError> {
    let row = tx
        .maybe_row(&FIND, params! { region: region, case_id: case })
        .await?;
    row.as_ref().map(read).transpose()
}

/// The case of that registration number.
///
/// # Errors
/// Any refusal of the engine.
pub async fn by_number(
    tx: &mut Tx,
    region: &RegionId,
    number: &str,
) -> Result<Option<CaseFile>, StorageError> {
    let row = tx
        .maybe_row(&BY_NUMBER, params! { region: region, number: number })
        .await?;
    row.as_ref().map(read).transpose()
}

/// The latest case that began with an appointment.
///
/// # Errors
/// Any refusal of the engine.
pub async fn of_appointment(
    tx: &mut Tx,
    region: &RegionId,
    appointment: AppointmentId,
) -> Result<Option<CaseFile>, StorageError> {
    let params = params! { region: region, appointment: appointment };
    tx.maybe_row(&OF_APPOINTMENT, params)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// Cases of an office that are not over, those due first at the head.
///
/// # Errors
/// Any refusal of the engine.
pub async fn open_cases(
    tx: &mut Tx,
    office: &OfficeId,
    most: i64,
) -> Result<Vec<CaseFile>, StorageError> {
    let region = office.region();
    let params = params! { region: &region, office: office, most: most };
    tx.rows(&OPEN_CASES, params)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Cases whose timer's last day lies before a day, the longest overdue first.
///
/// # Errors
/// Any refusal of the engine.
pub async fn with_timer_before(
    tx: &mut Tx,
    region: &RegionId,
    before: Date,
    most: i64,
) -> Result<Vec<CaseFile>, StorageError> {
    let params = params! { region: region, before: before, most: most };
    tx.rows(&TIMERS, params).await?.iter().map(read).collect()
}

fn basis(case: &CaseFile) -> Result<Option<serde_json::Value>, StorageError> {
    case.basis
        .as_ref()
        .map(|due| super::content("case_file.basis", due))
        .transpose()
}

fn read(row: &Row) -> Result<CaseFile, StorageError> {
    let basis: Option<serde_json::Value> = row.get("basis")?;
    Ok(CaseFile {
        case_id: row.get("case_id")?,
        office_id: row.get("office_id")?,
        number: row.get("number")?,
        secret_hash: row.get("secret_hash")?,
        service_id: row.get("service_id")?,
        document: row.get("document")?,
        person_key: row.get("person_key")?,
        language: row.get("language")?,
        channel: row.word("channel", Channel::from_name)?,
        state: row.word("state", State::from_name)?,
        state_since: row.get("state_since")?,
        pack_id: row.get("pack_id")?,
        pack_version: row.get("pack_version")?,
        inputs: row.get("inputs")?,
        filed_on: row.get("filed_on")?,
        accepted_on: row.get("accepted_on")?,
        due_on: row.get("due_on")?,
        target_on: row.get("target_on")?,
        stopped_on: row.get("stopped_on")?,
        step_due_on: row.get("step_due_on")?,
        timer_on: row.get("timer_on")?,
        basis: basis.map(|_| row.json("basis")).transpose()?,
        appointment_id: row.get("appointment_id")?,
        ticket_id: row.get("ticket_id")?,
        sealed: row.get("sealed")?,
        version: row.get("version")?,
    })
}
