//! Counters: numbers of tickets and cases are rows, taken in the transaction
//! that uses them, so that no number is given twice and none is lost.

use okno_domain::id::OfficeId;

use crate::{StorageError, Tx, params, sql};

sql! {
    NEXT = "INSERT INTO counter (region_id, office_id, series, period, last_number)
        VALUES (:region, :office, :series, :period, 1)
        ON CONFLICT (region_id, office_id, series, period) DO UPDATE
        SET last_number = counter.last_number + 1
        RETURNING last_number";
}

/// The next number of a series of an office in a period (a day, a year), from 1.
///
/// # Errors
/// Any refusal of the engine.
pub async fn next(
    tx: &mut Tx,
    office: &OfficeId,
    series: &str,
    period: &str,
) -> Result<i64, StorageError> {
    let region = office.region();
    let params = params! { region: &region, office: office, series: series, period: period };
    tx.row(&NEXT, params).await?.get("last_number")
}
