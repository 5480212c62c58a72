//! Ratings: what holders thought of the service, one for each case (REQ-9.9).

use jiff::Timestamp;
use okno_domain::id::{CaseId, OfficeId};
use uuid::Uuid;

use crate::{StorageError, Tx, params, sql};

/// One rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// Its identifier.
    pub rating_id: Uuid,
    /// The office that served.
    pub office_id: OfficeId,
    /// The case.
    pub case_id: CaseId,
    /// One to five.
    pub stars: u8,
    /// By which way it came: `account`, `site`, `sms`, `slip`.
    pub channel: String,
    /// When.
    pub given_at: Timestamp,
}

sql! {
    GIVE = "INSERT INTO rating (region_id, rating_id, office_id, case_id, stars, channel, given_at)
        VALUES (:region, :rating, :office, :case_id, :stars, :channel, :given_at)
        ON CONFLICT DO NOTHING";
    OF_OFFICE = "SELECT COUNT(*) AS given, CAST(COALESCE(SUM(stars), 0) AS BIGINT) AS stars
        FROM rating WHERE region_id = :region AND office_id = :office";
}

/// Records a rating; `false` when the case has one.
///
/// # Errors
/// Any refusal of the engine.
pub async fn give(tx: &mut Tx, rating: &Rating) -> Result<bool, StorageError> {
    let region = rating.office_id.region();
    let params = params! {
        region: &region, rating: rating.rating_id, office: &rating.office_id,
        case_id: rating.case_id, stars: rating.stars, channel: &rating.channel,
        given_at: rating.given_at,
    };
    Ok(tx.execute(&GIVE, params).await? == 1)
}

/// How many ratings an office was given, and the sum of their stars.
///
/// # Errors
/// Any refusal of the engine.
pub async fn of_office(tx: &mut Tx, office: &OfficeId) -> Result<(i64, i64), StorageError> {
    let region = office.region();
    let row = tx
        .row(&OF_OFFICE, params! { region: &region, office: office })
        .await?;
    Ok((row.get("given")?, row.get("stars")?))
}
