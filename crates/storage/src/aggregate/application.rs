//! Applications: what was filed, unchangeable after filing (REQ-A21).

use jiff::Timestamp;
use okno_domain::id::{ApplicationId, CaseId, RegionId};

use crate::{StorageError, Tx, params, sql};

/// An application as it was filed; the answers are sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Its identifier.
    pub application_id: ApplicationId,
    /// The case that considers it.
    pub case_id: CaseId,
    /// The form, by its id in the pack.
    pub form_id: String,
    /// Checksum of the pack the form came from.
    pub form_version: String,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// All answers, sealed.
    pub sealed: Vec<u8>,
}

sql! {
    INSERT = "INSERT INTO application
            (region_id, application_id, case_id, form_id, form_version, filed_at, sealed)
        VALUES (:region, :application, :case_id, :form, :form_version, :filed_at, :sealed)";
    OF_CASE = "SELECT * FROM application WHERE region_id = :region AND case_id = :case_id
        ORDER BY application_id DESC LIMIT 1";
}

/// Files an application.
///
/// # Errors
/// Any refusal of the engine.
pub async fn insert(
    tx: &mut Tx,
    region: &RegionId,
    filed: &Application,
) -> Result<(), StorageError> {
    tx.execute(
        &INSERT,
        params! {
            region: region, application: filed.application_id, case_id: filed.case_id,
            form: &filed.form_id, form_version: &filed.form_version, filed_at: filed.filed_at,
            sealed: &filed.sealed,
        },
    )
    .await?;
    Ok(())
}

/// The application a case considers.
///
/// # Errors
/// Any refusal of the engine.
pub async fn of_case(
    tx: &mut Tx,
    region: &RegionId,
    case: CaseId,
) -> Result<Option<Application>, StorageError> {
    let row = tx
        .maybe_row(&OF_CASE, params! { region: region, case_id: case })
        .await?;
    row.map(|row| {
        Ok(Application {
            application_id: row.get("application_id")?,
            case_id: row.get("case_id")?,
            form_id: row.get("form_id")?,
            form_version: row.get("form_version")?,
            filed_at: row.get("filed_at")?,
            sealed: row.get("sealed")?,
        })
    })
    .transpose()
}
