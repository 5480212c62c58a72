//! Holds: a place kept for minutes for an identified person.

use jiff::Timestamp;
use okno_domain::appointment::Channel;
use okno_domain::id::{HoldId, OfficeId, RegionId, ServiceId, SlotId};

use crate::{Row, StorageError, Tx, params, sql};

/// A place kept while a person checks the details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Its identifier.
    pub hold_id: HoldId,
    /// The office.
    pub office_id: OfficeId,
    /// The slot whose place is kept.
    pub slot_id: SlotId,
    /// The service.
    pub service_id: ServiceId,
    /// Services that exclude one another.
    pub service_family: String,
    /// Whose it is.
    pub person_key: [u8; 32],
    /// Through which door.
    pub channel: Channel,
    /// What the person typed, sealed.
    pub sealed: Vec<u8>,
    /// When it began.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

sql! {
    INSERT = "INSERT INTO hold (region_id, hold_id, office_id, slot_id, service_id, service_family,
            person_key, channel, sealed, created_at, expires_at)
        VALUES (:region, :hold, :office, :slot, :service, :family,
            :person, :channel, :sealed, :created_at, :expires_at)";
    FIND = "SELECT * FROM hold WHERE region_id = :region AND hold_id = :hold";
    DELETE = "DELETE FROM hold WHERE region_id = :region AND hold_id = :hold";
    EXPIRED = "SELECT * FROM hold WHERE region_id = :region AND expires_at <= :now
        ORDER BY expires_at LIMIT :most";
    BETWEEN = "SELECT h.* FROM hold h
        JOIN slot s ON s.region_id = h.region_id AND s.slot_id = h.slot_id
        WHERE s.region_id = :region AND s.office_id = :office
          AND s.starts_at >= :from AND s.starts_at < :until";
    NEXT_EXPIRY = "SELECT MIN(expires_at) AS expires_at FROM hold WHERE region_id = :region";
}

/// Records a hold; the place and the claim are taken by the caller in the same
/// unit of work.
///
/// # Errors
/// Any refusal of the engine.
pub async fn insert(tx: &mut Tx, hold: &Hold) -> Result<(), StorageError> {
    let region = hold.office_id.region();
    tx.execute(
        &INSERT,
        params! {
            region: &region, hold: hold.hold_id, office: &hold.office_id, slot: hold.slot_id,
            service: &hold.service_id, family: &hold.service_family, person: &hold.person_key,
            channel: hold.channel.name(), sealed: &hold.sealed, created_at: hold.created_at,
            expires_at: hold.expires_at,
        },
    )
    .await?;
    Ok(())
}

/// The hold of that identifier, expired or not.
///
/// # Errors
/// Any refusal of the engine.
pub async fn find(
    tx: &mut Tx,
    region: &RegionId,
    hold: HoldId,
) -> Result<Option<Hold>, StorageError> {
    let row = tx
        .maybe_row(&FIND, params! { region: region, hold: hold })
        .await?;
    row.as_ref().map(read).transpose()
}

/// Ends a hold; `false` when somebody else has ended it already, in which case
/// its place is not this caller's to give back.
///
/// # Errors
/// Any refusal of the engine.
pub async fn delete(tx: &mut Tx, region: &RegionId, hold: HoldId) -> Result<bool, StorageError> {
    Ok(tx
        .execute(&DELETE, params! { region: region, hold: hold })
        .await?
        == 1)
}

/// Holds whose time is over, oldest first.
///
/// # Errors
/// Any refusal of the engine.
pub async fn expired(
    tx: &mut Tx,
    region: &RegionId,
    now: Timestamp,
    most: i64,
) -> Result<Vec<Hold>, StorageError> {
    let rows = tx
        .rows(&EXPIRED, params! { region: region, now: now, most: most })
        .await?;
    rows.iter().map(read).collect()
}

/// Holds on slots of an office that begin between two instants.
///
/// # Errors
/// Any refusal of the engine.
pub async fn between(
    tx: &mut Tx,
    office: &OfficeId,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Hold>, StorageError> {
    let region = office.region();
    let params = params! { region: &region, office: office, from: from, until: until };
    tx.rows(&BETWEEN, params).await?.iter().map(read).collect()
}

/// When the next hold of a region ends.
///
/// # Errors
/// Any refusal of the engine.
pub async fn next_expiry(
    tx: &mut Tx,
    region: &RegionId,
) -> Result<Option<Timestamp>, StorageError> {
    tx.row(&NEXT_EXPIRY, params! { region: region })
        .await?
        .get("expires_at")
}

fn read(row: &Row) -> Result<Hold, StorageError> {
    Ok(Hold {
        hold_id: row.get("hold_id")?,
        office_id: row.get("office_id")?,
        slot_id: row.get("slot_id")?,
        service_id: row.get("service_id")?,
        service_family: row.get("service_family")?,
        person_key: row.get("person_key")?,
        channel: row.word("channel", Channel::from_name)?,
        sealed: row.get("sealed")?,
        created_at: row.get("created_at")?,
        expires_at: row.get("expires_at")?,
    })
}
