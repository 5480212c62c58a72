//! Regions: codes, zones, contacts, whether booking through the Internet is on.

use okno_domain::id::RegionId;
use okno_domain::office::{Region, RegionProfile};

use crate::{Row, StorageError, Tx, params, sql};

sql! {
    PUT = "INSERT INTO region (region_id, zone, online_booking, profile)
        VALUES (:region, :zone, :online, :profile)
        ON CONFLICT (region_id) DO UPDATE
        SET zone = excluded.zone, online_booking = excluded.online_booking,
            profile = excluded.profile";
    ALL = "SELECT * FROM region ORDER BY region_id";
    FIND = "SELECT * FROM region WHERE region_id = :region";
}

/// Adds a region or replaces what is known about it.
///
/// # Errors
/// Any refusal of the engine.
pub async fn put(tx: &mut Tx, region: &Region) -> Result<(), StorageError> {
    let profile = super::content("region.profile", &region.profile)?;
    let params = params! {
        region: &region.region_id, zone: &region.zone, online: region.online_booking,
        profile: &profile,
    };
    tx.execute(&PUT, params).await?;
    Ok(())
}

/// All regions by code.
///
/// # Errors
/// Any refusal of the engine.
pub async fn all(tx: &mut Tx) -> Result<Vec<Region>, StorageError> {
    tx.rows(&ALL, &[]).await?.iter().map(read).collect()
}

/// The region of that code.
///
/// # Errors
/// Any refusal of the engine.
pub async fn find(tx: &mut Tx, region: &RegionId) -> Result<Option<Region>, StorageError> {
    let row = tx.maybe_row(&FIND, params! { region: region }).await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<Region, StorageError> {
    Ok(Region {
        region_id: row.get("region_id")?,
        zone: row.get("zone")?,
        online_booking: row.get("online_booking")?,
        profile: row.json::<RegionProfile>("profile")?,
    })
}
