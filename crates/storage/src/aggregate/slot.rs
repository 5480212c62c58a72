//! Slots: the row that the calendar shows and that booking guards (REQ-A9).

use jiff::{Timestamp, civil::Date};
use okno_domain::appointment::Share;
use okno_domain::id::{OfficeId, RegionId, ServiceId, SessionId, SlotId};

use crate::{Row, StorageError, Tx, params, sql};

/// What never changes about a slot once it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The region it belongs to.
    pub region_id: RegionId,
    /// Its identifier.
    pub slot_id: SlotId,
    /// The office.
    pub office_id: OfficeId,
    /// The service.
    pub service_id: ServiceId,
    /// The session it was cut from.
    pub session_id: SessionId,
    /// For which channels.
    pub share: Share,
    /// The civil date at the office.
    pub on_date: Date,
    /// When it starts.
    pub starts_at: Timestamp,
    /// How long it lasts.
    pub minutes: i64,
    /// How many people it serves.
    pub capacity: i64,
}

/// A slot with what is left of it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// The slot.
    pub slot: Slot,
    /// Places already taken or held.
    pub taken: i64,
    /// Closed by the office.
    pub closed: bool,
}

impl Offered {
    /// Places that may be asked for now.
    pub fn free(&self) -> i64 {
        if self.closed {
            0
        } else {
            (self.slot.capacity - self.taken).max(0)
        }
    }
}

sql! {
    TAKE_PLACE = "UPDATE slot SET taken = taken + 1
        WHERE region_id = :region AND slot_id = :slot
          AND taken < capacity AND NOT closed AND starts_at > :now";
    GIVE_BACK = "UPDATE slot SET taken = taken - 1
        WHERE region_id = :region AND slot_id = :slot AND taken > 0";
    FIND = "SELECT * FROM slot WHERE region_id = :region AND slot_id = :slot";
    OF_OFFICE = "SELECT * FROM slot
        WHERE region_id = :region AND office_id = :office AND service_id = :service
          AND starts_at >= :from AND starts_at < :until
          AND share IN ('any', :share)
        ORDER BY starts_at, share";
    INSERT = "INSERT INTO slot (region_id, slot_id, office_id, service_id, session_id, share,
            on_date, starts_at, minutes, capacity, taken, closed)
        VALUES (:region, :slot, :office, :service, :session, :share,
            :on_date, :starts_at, :minutes, :capacity, 0, :closed)
        ON CONFLICT DO NOTHING";
    CLOSE_BETWEEN = "UPDATE slot SET closed = :closed
        WHERE region_id = :region AND office_id = :office
          AND starts_at >= :from AND starts_at < :until AND closed <> :closed";
    NEXT_FREE = "SELECT MIN(starts_at) AS starts_at FROM slot
        WHERE region_id = :region AND office_id = :office AND service_id = :service
          AND starts_at > :from AND share IN ('any', :share)
          AND taken < capacity AND NOT closed";
    COUNT_FREE = "SELECT CAST(COALESCE(SUM(capacity - taken), 0) AS BIGINT) AS free FROM slot
        WHERE region_id = :region AND office_id = :office AND service_id = :service
          AND starts_at > :from AND starts_at < :until AND share IN ('any', :share)
          AND taken < capacity AND NOT closed";
}

/// Takes one place in a slot; `false` when there is none to take.
///
/// The guard is inside the `UPDATE`: of two requests for the last place both
/// may run this statement, and only one changes a row, on either database.
///
/// # Errors
/// Any refusal of the engine.
pub async fn take_place(
    tx: &mut Tx,
    region: &RegionId,
    slot: SlotId,
    now: Timestamp,
) -> Result<bool, StorageError> {
    let params = params! { region: region, slot: slot, now: now };
    Ok(tx.execute(&TAKE_PLACE, params).await? == 1)
}

/// Gives a taken place back.
///
/// # Errors
/// Any refusal of the engine.
pub async fn give_back(tx: &mut Tx, region: &RegionId, slot: SlotId) -> Result<bool, StorageError> {
    Ok(tx
        .execute(&GIVE_BACK, params! { region: region, slot: slot })
        .await?
        == 1)
}

/// The slot of that identifier.
///
/// # Errors
/// Any refusal of the engine.
pub async fn find(
    tx: &mut Tx,
    region: &RegionId,
    slot: SlotId,
) -> Result<Option<Offered>, StorageError> {
    let row = tx
        .maybe_row(&FIND, params! { region: region, slot: slot })
        .await?;
    row.as_ref().map(offered).transpose()
}

/// Which slots of an office are asked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The office.
    pub office: OfficeId,
    /// The service.
    pub service: ServiceId,
    /// The share of the asking channel; [`Share::Any`] is always included.
    pub share: Share,
    /// From this instant on.
    pub from: Timestamp,
    /// Before this instant.
    pub until: Timestamp,
}

/// Slots of an office in order of time, full ones included.
///
/// # Errors
/// Any refusal of the engine.
pub async fn of_office(tx: &mut Tx, wanted: &Wanted) -> Result<Vec<Offered>, StorageError> {
    let region = wanted.office.region();
    let rows = tx
        .rows(
            &OF_OFFICE,
            params! {
                region: &region, office: &wanted.office, service: &wanted.service,
                share: wanted.share.name(), from: wanted.from, until: wanted.until,
            },
        )
        .await?;
    rows.iter().map(offered).collect()
}

/// The first free time after `wanted.from`, whatever the horizon.
///
/// # Errors
/// Any refusal of the engine.
pub async fn next_free(tx: &mut Tx, wanted: &Wanted) -> Result<Option<Timestamp>, StorageError> {
    let region = wanted.office.region();
    let params = params! {
        region: &region, office: &wanted.office, service: &wanted.service,
        share: wanted.share.name(), from: wanted.from,
    };
    tx.row(&NEXT_FREE, params).await?.get("starts_at")
}

/// Free places between two instants.
///
/// # Errors
/// Any refusal of the engine.
pub async fn count_free(tx: &mut Tx, wanted: &Wanted) -> Result<i64, StorageError> {
    let region = wanted.office.region();
    let params = params! {
        region: &region, office: &wanted.office, service: &wanted.service,
        share: wanted.share.name(), from: wanted.from, until: wanted.until,
    };
    tx.row(&COUNT_FREE, params).await?.get("free")
}

/// Publishes slots; those that stand already are left as they are.
///
/// # Errors
/// Any refusal of the engine.
pub async fn insert_all(
    tx: &mut Tx,
    slots: &[Slot],
    closed: impl Fn(&Slot) -> bool,
) -> Result<u64, StorageError> {
    let sets: Vec<_> = slots
        .iter()
        .map(|s| {
            [
                ("region", (&s.region_id).into()),
                ("slot", s.slot_id.into()),
                ("office", (&s.office_id).into()),
                ("service", (&s.service_id).into()),
                ("session", s.session_id.into()),
                ("share", s.share.name().into()),
                ("on_date", s.on_date.into()),
                ("starts_at", s.starts_at.into()),
                ("minutes", s.minutes.into()),
                ("capacity", s.capacity.into()),
                ("closed", closed(s).into()),
            ]
        })
        .collect();
    let sets: Vec<&crate::Params<'_>> = sets.iter().map(|set| set.as_slice()).collect();
    tx.execute_each(&INSERT, &sets).await
}

/// Closes or reopens the slots of an office between two instants.
///
/// # Errors
/// Any refusal of the engine.
pub async fn close_between(
    tx: &mut Tx,
    office: &OfficeId,
    from: Timestamp,
    until: Timestamp,
    closed: bool,
) -> Result<u64, StorageError> {
    let region = office.region();
    let params = params! {
        region: &region, office: office, from: from, until: until, closed: closed,
    };
    tx.execute(&CLOSE_BETWEEN, params).await
}

fn offered(row: &Row) -> Result<Offered, StorageError> {
    Ok(Offered {
        slot: Slot {
            region_id: row.get("region_id")?,
            slot_id: row.get("slot_id")?,
            office_id: row.get("office_id")?,
            service_id: row.get("service_id")?,
            session_id: row.get("session_id")?,
            share: row.word("share", Share::from_name)?,
            on_date: row.get("on_date")?,
            starts_at: row.get("starts_at")?,
            minutes: row.get("minutes")?,
            capacity: row.get("capacity")?,
        },
        taken: row.get("taken")?,
        closed: row.get("closed")?,
    })
}
