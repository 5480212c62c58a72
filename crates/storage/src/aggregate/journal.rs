//! The journal: what was done, by whom, when; written in the transaction that
//! did it; without names and document numbers.

use jiff::Timestamp;
use okno_domain::id::{JournalId, OfficeId, RegionId};

use crate::{Row, StorageError, Tx, params, sql};

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its identifier; later entries of one node sort later.
    pub journal_id: JournalId,
    /// The office concerned.
    pub office_id: OfficeId,
    /// When it was done.
    pub done_at: Timestamp,
    /// Who: a role with an identifier, `applicant`, or `system`.
    pub actor: String,
    /// What, as a past fact: `appointment-made`.
    pub action: String,
    /// About which thing.
    pub subject: String,
    /// Facts without personal data.
    pub facts: serde_json::Value,
}

sql! {
    APPEND = "INSERT INTO journal
            (region_id, journal_id, office_id, done_at, actor, action, subject, facts)
        VALUES (:region, :journal, :office, :done_at, :actor, :action, :subject, :facts)";
    OF_SUBJECT = "SELECT * FROM journal WHERE region_id = :region AND subject = :subject
        ORDER BY journal_id";
    COUNT = "SELECT COUNT(*) AS entries FROM journal WHERE region_id = :region AND action = :action";
}

/// Appends an entry.
///
/// # Errors
/// Any refusal of the engine.
pub async fn append(tx: &mut Tx, entry: &Entry) -> Result<(), StorageError> {
    let region = entry.office_id.region();
    tx.execute(
        &APPEND,
        params! {
            region: &region, journal: entry.journal_id, office: &entry.office_id,
            done_at: entry.done_at, actor: &entry.actor, action: &entry.action,
            subject: &entry.subject, facts: &entry.facts,
        },
    )
    .await?;
    Ok(())
}

/// Everything done about one thing, in order.
///
/// # Errors
/// Any refusal of the engine.
pub async fn of_subject(
    tx: &mut Tx,
    region: &RegionId,
    subject: &str,
) -> Result<Vec<Entry>, StorageError> {
    let rows = tx
        .rows(&OF_SUBJECT, params! { region: region, subject: subject })
        .await?;
    rows.iter().map(entry).collect()
}

/// How often an action stands in the journal of a region.
///
/// # Errors
/// Any refusal of the engine.
pub async fn count(tx: &mut Tx, region: &RegionId, action: &str) -> Result<i64, StorageError> {
    tx.row(&COUNT, params! { region: region, action: action })
        .await?
        .get("entries")
}

fn entry(row: &Row) -> Result<Entry, StorageError> {
    Ok(Entry {
        journal_id: row.get("journal_id")?,
        office_id: row.get("office_id")?,
        done_at: row.get("done_at")?,
        actor: row.get("actor")?,
        action: row.get("action")?,
        subject: row.get("subject")?,
        facts: row.get("facts")?,
    })
}
