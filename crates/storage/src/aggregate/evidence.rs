//! Evidence: which documents were seen for a case, by whom, when (REQ-5.1).

use jiff::Timestamp;
use okno_domain::id::{CaseId, OfficerId, RegionId};

use crate::{StorageError, Tx, params, sql};

/// One document of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The case.
    pub case_id: CaseId,
    /// The kind of document, as the pack names it.
    pub kind: String,
    /// `seen`, `missing` or `defective`.
    pub state: String,
    /// When it was looked at.
    pub seen_at: Timestamp,
    /// By whom.
    pub officer_id: OfficerId,
}

sql! {
    PUT = "INSERT INTO evidence (region_id, case_id, evidence_kind, state, seen_at, officer_id)
        VALUES (:region, :case_id, :kind, :state, :seen_at, :officer)
        ON CONFLICT (region_id, case_id, evidence_kind) DO UPDATE
        SET state = excluded.state, seen_at = excluded.seen_at, officer_id = excluded.officer_id";
    OF_CASE = "SELECT * FROM evidence WHERE region_id = :region AND case_id = :case_id
        ORDER BY evidence_kind";
}

/// Records what was found about a document; a later look replaces an earlier one.
///
/// # Errors
/// Any refusal of the engine.
pub async fn put(tx: &mut Tx, region: &RegionId, one: &Evidence) -> Result<(), StorageError> {
    let params = params! {
        region: region, case_id: one.case_id, kind: &one.kind, state: &one.state,
        seen_at: one.seen_at, officer: one.officer_id,
    };
    tx.execute(&PUT, params).await?;
    Ok(())
}

/// All documents looked at for a case.
///
/// # Errors
/// Any refusal of the engine.
pub async fn of_case(
    tx: &mut Tx,
    region: &RegionId,
    case: CaseId,
) -> Result<Vec<Evidence>, StorageError> {
    let rows = tx
        .rows(&OF_CASE, params! { region: region, case_id: case })
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Evidence {
                case_id: row.get("case_id")?,
                kind: row.get("evidence_kind")?,
                state: row.get("state")?,
                seen_at: row.get("seen_at")?,
                officer_id: row.get("officer_id")?,
            })
        })
        .collect()
}
