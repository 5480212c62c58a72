//! The log of a case: every action, in the order it was taken, never altered.

use jiff::Timestamp;
use okno_domain::case::{Actor, Event, State};
use okno_domain::id::{CaseId, OfficerId, RegionId};
use uuid::Uuid;

use crate::{Row, StorageError, Tx, params, sql};

/// One action as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionRow {
    /// Its identifier.
    pub action_id: Uuid,
    /// The case.
    pub case_id: CaseId,
    /// The version of the case that it led to: the order of the log does not hang on
    /// the clocks of the nodes.
    pub position: i64,
    /// When.
    pub done_at: Timestamp,
    /// What happened.
    pub event: Event,
    /// Where the case stood.
    pub from_state: State,
    /// Where it stands since.
    pub to_state: State,
    /// In which role somebody acted.
    pub actor: Actor,
    /// Which officer entered it; none for timers and applicants.
    pub officer_id: Option<OfficerId>,
    /// Code of the ground.
    pub ground: Option<String>,
    /// What else it brought along, without personal data.
    pub facts: serde_json::Value,
    /// Details about the person, sealed.
    pub sealed: Option<Vec<u8>>,
}

sql! {
    APPEND = "INSERT INTO case_action (region_id, action_id, case_id, position, done_at, event, from_state,
            to_state, actor, officer_id, ground, facts, sealed)
        VALUES (:region, :action, :case_id, :position, :done_at, :event, :from_state,
            :to_state, :actor, :officer, :ground, :facts, :sealed)";
    OF_CASE = "SELECT * FROM case_action WHERE region_id = :region AND case_id = :case_id
        ORDER BY position";
}

/// Appends an action to the log of its case.
///
/// # Errors
/// Any refusal of the engine.
pub async fn append(
    tx: &mut Tx,
    region: &RegionId,
    action: &ActionRow,
) -> Result<(), StorageError> {
    tx.execute(
        &APPEND,
        params! {
            region: region, action: action.action_id, case_id: action.case_id,
            position: action.position,
            done_at: action.done_at, event: action.event.name(),
            from_state: action.from_state.name(), to_state: action.to_state.name(),
            actor: action.actor.name(), officer: action.officer_id,
            ground: action.ground.as_deref(), facts: &action.facts,
            sealed: action.sealed.as_deref(),
        },
    )
    .await?;
    Ok(())
}

/// Everything that happened to a case, oldest first.
///
/// # Errors
/// Any refusal of the engine.
pub async fn of_case(
    tx: &mut Tx,
    region: &RegionId,
    case: CaseId,
) -> Result<Vec<ActionRow>, StorageError> {
    let rows = tx
        .rows(&OF_CASE, params! { region: region, case_id: case })
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<ActionRow, StorageError> {
    Ok(ActionRow {
        action_id: row.get("action_id")?,
        case_id: row.get("case_id")?,
        position: row.get("position")?,
        done_at: row.get("done_at")?,
        event: row.word("event", Event::from_name)?,
        from_state: row.word("from_state", State::from_name)?,
        to_state: row.word("to_state", State::from_name)?,
        actor: row.word("actor", Actor::from_name)?,
        officer_id: row.get("officer_id")?,
        ground: row.get("ground")?,
        facts: row.get("facts")?,
        sealed: row.get("sealed")?,
    })
}
