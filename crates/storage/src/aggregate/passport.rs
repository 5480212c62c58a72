//! Passports: the result of the service, from the day it reaches the office.

use jiff::Timestamp;
use okno_domain::id::{CaseId, OfficerId, RegionId};
use uuid::Uuid;

use crate::{Row, StorageError, Tx, params, sql};

/// A passport at the office or in its holder's hands; the number is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passport {
    /// Its identifier.
    pub passport_id: Uuid,
    /// The case.
    pub case_id: CaseId,
    /// `ready`, `handed`, `spoiled` or `destroyed`.
    pub state: String,
    /// Series and number, sealed.
    pub sealed: Vec<u8>,
    /// When it reached the office.
    pub received_at: Timestamp,
    /// When it was handed over.
    pub handed_at: Option<Timestamp>,
    /// By whom.
    pub officer_id: Option<OfficerId>,
}

sql! {
    INSERT = "INSERT INTO passport (region_id, passport_id, case_id, state, sealed, received_at)
        VALUES (:region, :passport, :case_id, 'ready', :sealed, :received_at)";
    HAND_OVER = "UPDATE passport SET state = 'handed', handed_at = :now, officer_id = :officer
        WHERE region_id = :region AND case_id = :case_id AND state = 'ready'";
    PUT_AWAY = "UPDATE passport SET state = :state
        WHERE region_id = :region AND case_id = :case_id AND state = 'ready'";
    OF_CASE = "SELECT * FROM passport WHERE region_id = :region AND case_id = :case_id
        ORDER BY passport_id";
}

/// Records a passport that reached the office.
///
/// # Errors
/// Any refusal of the engine.
pub async fn insert(tx: &mut Tx, region: &RegionId, made: &Passport) -> Result<(), StorageError> {
    let params = params! {
        region: region, passport: made.passport_id, case_id: made.case_id, sealed: &made.sealed,
        received_at: made.received_at,
    };
    tx.execute(&INSERT, params).await?;
    Ok(())
}

/// Hands the ready passport of a case over; `false` when there is none.
///
/// # Errors
/// Any refusal of the engine.
pub async fn hand_over(
    tx: &mut Tx,
    region: &RegionId,
    case: CaseId,
    officer: OfficerId,
    now: Timestamp,
) -> Result<bool, StorageError> {
    let params = params! { region: region, case_id: case, officer: officer, now: now };
    Ok(tx.execute(&HAND_OVER, params).await? == 1)
}

/// Marks the ready passport of a case as `spoiled` or `destroyed`.
///
/// # Errors
/// Any refusal of the engine.
pub async fn put_away(
    tx: &mut Tx,
    region: &RegionId,
    case: CaseId,
    state: &str,
) -> Result<bool, StorageError> {
    let params = params! { region: region, case_id: case, state: state };
    Ok(tx.execute(&PUT_AWAY, params).await? == 1)
}

/// All passports made for a case; several when one had an error.
///
/// # Errors
/// Any refusal of the engine.
pub async fn of_case(
    tx: &mut Tx,
    region: &RegionId,
    case: CaseId,
) -> Result<Vec<Passport>, StorageError> {
    let rows = tx
        .rows(&OF_CASE, params! { region: region, case_id: case })
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Passport, StorageError> {
    Ok(Passport {
        passport_id: row.get("passport_id")?,
        case_id: row.get("case_id")?,
        state: row.get("state")?,
        sealed: row.get("sealed")?,
        received_at: row.get("received_at")?,
        handed_at: row.get("handed_at")?,
        officer_id: row.get("officer_id")?,
    })
}
