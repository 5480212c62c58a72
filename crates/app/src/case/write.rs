//! What one step writes: the file under its guard, the log, the journal, the letter.

use jiff::Timestamp;
use jiff::civil::Date;
use okno_domain::case::{Action, By, Facts, Intent, State};
use okno_domain::id::OfficeId;
use okno_domain::pack::Pack;
use okno_domain::person::case_number::CaseNumber;
use okno_identity::token::{CodeShape, PaperCode};
use okno_storage::case_action::{self, ActionRow};
use okno_storage::case_file::{self, CaseFile};
use okno_storage::journal::{self, Entry};
use okno_storage::{StorageError, Tx, counter, notification};
use serde_json::json;
use uuid::Uuid;

use super::also::write_also;
use super::error::CaseError;
use super::file::{Kept, Loaded};
use super::key::CaseKey;
use super::reckon::Reckoner;
use super::step::{Moved, Step};
use crate::App;

/// Lets the domain decide, and writes everything that belongs to the step.
pub(super) async fn write(
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
    let version = if fresh { 1 } else { file.version + 1 };
    case_action::append(tx, &region, &action_row(app, step, &file, last, version)?).await?;
    for also in &step.also {
        write_also(tx, app, step, &file, also, &reckoner, now).await?;
    }
    journal::append(tx, &entry(app, step, &file, last, now)).await?;
    if let Some(letter) = &letter {
        notification::enqueue(tx, letter).await?;
    }
    Ok(Moved {
        key: CaseKey::of(&file.office_id, file.case_id),
        version,
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
    today: Date,
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
    position: i64,
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
        position,
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

fn entry(app: &App, step: &Step, file: &CaseFile, last: &Action, now: Timestamp) -> Entry {
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
