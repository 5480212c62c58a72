//! Requests to other bodies of the state: what was asked, when, and the answer.

use jiff::{Timestamp, civil::Date};
use okno_domain::id::{CaseId, RegionId};
use uuid::Uuid;

use crate::{Row, StorageError, Tx, params, sql};

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its identifier.
    pub request_id: Uuid,
    /// The case.
    pub case_id: CaseId,
    /// Whom it asks, as the pack names the reply (`security_reply`).
    pub agency: String,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// The last day for the reply.
    pub due_on: Date,
    /// When the reply came.
    pub answered_at: Option<Timestamp>,
    /// `clear` or `restriction`.
    pub answer: Option<String>,
}

sql! {
    INSERT = "INSERT INTO request (region_id, request_id, case_id, agency, sent_at, due_on)
        VALUES (:region, :request, :case_id, :agency, :sent_at, :due_on)";
    // A reply is entered once; a second one is somebody's mistake and changes nothing.
    ANSWER = "UPDATE request SET answered_at = :now, answer = :answer
        WHERE region_id = :region AND request_id = :request AND answered_at IS NULL";
    FIND = "SELECT * FROM request WHERE region_id = :region AND request_id = :request";
    OF_CASE = "SELECT * FROM request WHERE region_id = :region AND case_id = :case_id
        ORDER BY request_id";
}

/// Records a request that was sent.
///
/// # Errors
/// Any refusal of the engine.
pub async fn insert(tx: &mut Tx, region: &RegionId, sent: &Request) -> Result<(), StorageError> {
    let params = params! {
        region: region, request: sent.request_id, case_id: sent.case_id, agency: &sent.agency,
        sent_at: sent.sent_at, due_on: sent.due_on,
    };
    tx.execute(&INSERT, params).await?;
    Ok(())
}

/// Records the reply; `false` when there is one already.
///
/// # Errors
/// Any refusal of the engine.
pub async fn answer(
    tx: &mut Tx,
    region: &RegionId,
    request: Uuid,
    answer: &str,
    now: Timestamp,
) -> Result<bool, StorageError> {
    let params = params! { region: region, request: request, answer: answer, now: now };
    Ok(tx.execute(&ANSWER, params).await? == 1)
}

/// The request of that identifier.
///
/// # Errors
/// Any refusal of the engine.
pub async fn find(
    tx: &mut Tx,
    region: &RegionId,
    request: Uuid,
) -> Result<Option<Request>, StorageError> {
    let row = tx
        .maybe_row(&FIND, params! { region: region, request: request })
        .await?;
    row.as_ref().map(read).transpose()
}

/// All requests of a case, in the order they were sent.
///
/// # Errors
/// Any refusal of the engine.
pub async fn of_case(
    tx: &mut Tx,
    region: &RegionId,
    case: CaseId,
) -> Result<Vec<Request>, StorageError> {
    let rows = tx
        .rows(&OF_CASE, params! { region: region, case_id: case })
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Request, StorageError> {
    Ok(Request {
        request_id: row.get("request_id")?,
        case_id: row.get("case_id")?,
        agency: row.get("agency")?,
        sent_at: row.get("sent_at")?,
        due_on: row.get("due_on")?,
        answered_at: row.get("answered_at")?,
        answer: row.get("answer")?,
    })
}
