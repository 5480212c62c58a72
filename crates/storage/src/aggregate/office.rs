//! Offices, the services they give, the agreements of multipurpose centres, and
//! the windows where officers serve.

use jiff::{Timestamp, civil::Date};
use okno_domain::id::{OfficeId, OfficerId, RegionId, ServiceId, WindowId};
use okno_domain::office::OfficeKind;

use crate::{Row, StorageError, Tx, params, sql};

/// An office as it is stored; the profile is the published description.
#[derive(Debug, Clone, PartialEq)]
pub struct Office {
    /// Its code.
    pub office_id: OfficeId,
    /// What kind of place it is.
    pub kind: OfficeKind,
    /// The office above it (REQ-1).
    pub parent_id: Option<OfficeId>,
    /// IANA name of its zone.
    pub zone: String,
    /// Can be reached without a step.
    pub step_free: bool,
    /// Receives people now (an office under repair does not).
    pub open_to_public: bool,
    /// Name, contacts, hours, premises.
    pub profile: serde_json::Value,
}

/// A service at an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeService {
    /// The office.
    pub office_id: OfficeId,
    /// The service.
    pub service_id: ServiceId,
    /// How places are given out (`first_come`).
    pub policy: String,
    /// How many days ahead places are published.
    pub horizon_days: i64,
}

/// What a multipurpose centre may do, and while when (REQ-13, REQ-15).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// Number of the agreement.
    pub agreement_id: String,
    /// The centre.
    pub office_id: OfficeId,
    /// May inform.
    pub may_inform: bool,
    /// May accept applications.
    pub may_accept: bool,
    /// May hand passports over.
    pub may_issue: bool,
    /// First day.
    pub from_on: Date,
    /// First day on which it no longer runs.
    pub until_on: Option<Date>,
}

impl Agreement {
    /// Whether the agreement runs on a day.
    pub fn runs_on(&self, day: Date) -> bool {
        self.from_on <= day && self.until_on.is_none_or(|until| day < until)
    }
}

/// A numbered place where an officer serves.
#[derive(Debug, Clone, PartialEq)]
pub struct Window {
    /// Its identifier.
    pub window_id: WindowId,
    /// The office.
    pub office_id: OfficeId,
    /// The number that the hall says.
    pub number: i64,
    /// Purposes served here (`submit`, `collect`, …).
    pub purposes: Vec<String>,
    /// Who serves there now.
    pub officer_id: Option<OfficerId>,
    /// `closed`, `open`, `paused`.
    pub state: String,
    /// Since when.
    pub state_since: Timestamp,
}

sql! {
    PUT = "INSERT INTO office (region_id, office_id, kind, parent_id, zone, step_free,
            open_to_public, profile)
        VALUES (:region, :office, :kind, :parent, :zone, :step_free, :open, :profile)
        ON CONFLICT (region_id, office_id) DO UPDATE
        SET kind = excluded.kind, parent_id = excluded.parent_id, zone = excluded.zone,
            step_free = excluded.step_free, open_to_public = excluded.open_to_public,
            profile = excluded.profile";
    ALL = "SELECT * FROM office ORDER BY region_id, office_id";
    FIND = "SELECT * FROM office WHERE region_id = :region AND office_id = :office";
    PUT_SERVICE = "INSERT INTO office_service
            (region_id, office_id, service_id, policy, horizon_days)
        VALUES (:region, :office, :service, :policy, :horizon)
        ON CONFLICT (region_id, office_id, service_id) DO UPDATE
        SET policy = excluded.policy, horizon_days = excluded.horizon_days";
    SERVICES = "SELECT * FROM office_service ORDER BY region_id, office_id, service_id";
    PUT_AGREEMENT = "INSERT INTO agreement (region_id, agreement_id, office_id, may_inform,
            may_accept, may_issue, from_on, until_on)
        VALUES (:region, :agreement, :office, :inform, :accept, :issue, :from, :until)
        ON CONFLICT (region_id, agreement_id) DO UPDATE
        SET may_inform = excluded.may_inform, may_accept = excluded.may_accept,
            may_issue = excluded.may_issue, from_on = excluded.from_on,
            until_on = excluded.until_on";
    AGREEMENTS = "SELECT * FROM agreement ORDER BY region_id, agreement_id";
    PUT_WINDOW = "INSERT INTO office_window (region_id, office_id, window_id, number, purposes,
            officer_id, state, state_since)
        VALUES (:region, :office, :window, :number, :purposes, NULL, 'closed', :now)";
    SET_PURPOSES = "UPDATE office_window SET purposes = :purposes
        WHERE region_id = :region AND window_id = :window";
    WINDOWS = "SELECT * FROM office_window WHERE region_id = :region AND office_id = :office
        ORDER BY number";
    FIND_WINDOW = "SELECT * FROM office_window WHERE region_id = :region AND window_id = :window";
    SET_WINDOW = "UPDATE office_window
        SET officer_id = :officer, state = :state, state_since = :now
        WHERE region_id = :region AND window_id = :window";
}

/// Adds an office or replaces what is known about it.
///
/// # Errors
/// Any refusal of the engine.
pub async fn put(tx: &mut Tx, office: &Office) -> Result<(), StorageError> {
    let region = office.office_id.region();
    tx.execute(
        &PUT,
        params! {
            region: &region, office: &office.office_id, kind: office.kind.name(),
            parent: office.parent_id.as_ref(), zone: &office.zone, step_free: office.step_free,
            open: office.open_to_public, profile: &office.profile,
        },
    )
    .await?;
    Ok(())
}

/// All offices by code.
///
/// # Errors
/// Any refusal of the engine.
pub async fn all(tx: &mut Tx) -> Result<Vec<Office>, StorageError> {
    tx.rows(&ALL, &[]).await?.iter().map(read).collect()
}

/// The office of that code.
///
/// # Errors
/// Any refusal of the engine.
pub async fn find(tx: &mut Tx, office: &OfficeId) -> Result<Option<Office>, StorageError> {
    let region = office.region();
    let row = tx
        .maybe_row(&FIND, params! { region: &region, office: office })
        .await?;
    row.as_ref().map(read).transpose()
}

/// Adds a service to an office or changes its rules.
///
/// # Errors
/// Any refusal of the engine.
pub async fn put_service(tx: &mut Tx, service: &OfficeService) -> Result<(), StorageError> {
    let region = service.office_id.region();
    tx.execute(
        &PUT_SERVICE,
        params! {
            region: &region, office: &service.office_id, service: &service.service_id,
            policy: &service.policy, horizon: service.horizon_days,
        },
    )
    .await?;
    Ok(())
}

/// Services of all offices.
///
/// # Errors
/// Any refusal of the engine.
pub async fn services(tx: &mut Tx) -> Result<Vec<OfficeService>, StorageError> {
    let rows = tx.rows(&SERVICES, &[]).await?;
    rows.iter()
        .map(|row| {
            Ok(OfficeService {
                office_id: row.get("office_id")?,
                service_id: row.get("service_id")?,
                policy: row.get("policy")?,
                horizon_days: row.get("horizon_days")?,
            })
        })
        .collect()
}

/// Records an agreement with a multipurpose centre.
///
/// # Errors
/// Any refusal of the engine.
pub async fn put_agreement(tx: &mut Tx, agreement: &Agreement) -> Result<(), StorageError> {
    let region = agreement.office_id.region();
    tx.execute(
        &PUT_AGREEMENT,
        params! {
            region: &region, agreement: &agreement.agreement_id, office: &agreement.office_id,
            inform: agreement.may_inform, accept: agreement.may_accept, issue: agreement.may_issue,
            from: agreement.from_on, until: agreement.until_on,
        },
    )
    .await?;
    Ok(())
}

/// All agreements, running and ended.
///
/// # Errors
/// Any refusal of the engine.
pub async fn agreements(tx: &mut Tx) -> Result<Vec<Agreement>, StorageError> {
    let rows = tx.rows(&AGREEMENTS, &[]).await?;
    rows.iter()
        .map(|row| {
            Ok(Agreement {
                agreement_id: row.get("agreement_id")?,
                office_id: row.get("office_id")?,
                may_inform: row.get("may_inform")?,
                may_accept: row.get("may_accept")?,
                may_issue: row.get("may_issue")?,
                from_on: row.get("from_on")?,
                until_on: row.get("until_on")?,
            })
        })
        .collect()
}

/// Adds a window; two of one number are refused by the unique key.
///
/// # Errors
/// A unique violation; any refusal of the engine.
pub async fn put_window(tx: &mut Tx, window: &Window) -> Result<(), StorageError> {
    let region = window.office_id.region();
    let purposes = super::content("window.purposes", &window.purposes)?;
    tx.execute(
        &PUT_WINDOW,
        params! {
            region: &region, office: &window.office_id, window: window.window_id,
            number: window.number, purposes: &purposes, now: window.state_since,
        },
    )
    .await?;
    Ok(())
}

/// Says what a window is for from now on.
///
/// # Errors
/// Any refusal of the engine.
pub async fn set_purposes(
    tx: &mut Tx,
    region: &RegionId,
    id: WindowId,
    purposes: &[String],
) -> Result<bool, StorageError> {
    let purposes = super::content("window.purposes", &purposes)?;
    let params = params! { region: region, window: id, purposes: &purposes };
    Ok(tx.execute(&SET_PURPOSES, params).await? == 1)
}

/// The windows of an office by number.
///
/// # Errors
/// Any refusal of the engine.
pub async fn windows(tx: &mut Tx, office: &OfficeId) -> Result<Vec<Window>, StorageError> {
    let region = office.region();
    let rows = tx
        .rows(&WINDOWS, params! { region: &region, office: office })
        .await?;
    rows.iter().map(window).collect()
}

/// The window of that identifier.
///
/// # Errors
/// Any refusal of the engine.
pub async fn find_window(
    tx: &mut Tx,
    region: &RegionId,
    id: WindowId,
) -> Result<Option<Window>, StorageError> {
    let row = tx
        .maybe_row(&FIND_WINDOW, params! { region: region, window: id })
        .await?;
    row.as_ref().map(window).transpose()
}

/// Says who serves at a window and whether it is open.
///
/// # Errors
/// Any refusal of the engine.
pub async fn set_window(
    tx: &mut Tx,
    region: &RegionId,
    id: WindowId,
    officer: Option<OfficerId>,
    state: &str,
    now: Timestamp,
) -> Result<bool, StorageError> {
    let params = params! { region: region, window: id, officer: officer, state: state, now: now };
    Ok(tx.execute(&SET_WINDOW, params).await? == 1)
}

fn read(row: &Row) -> Result<Office, StorageError> {
    Ok(Office {
        office_id: row.get("office_id")?,
        kind: row.word("kind", OfficeKind::from_name)?,
        parent_id: row.get("parent_id")?,
        zone: row.get("zone")?,
        step_free: row.get("step_free")?,
        open_to_public: row.get("open_to_public")?,
        profile: row.get("profile")?,
    })
}

fn window(row: &Row) -> Result<Window, StorageError> {
    Ok(Window {
        window_id: row.get("window_id")?,
        office_id: row.get("office_id")?,
        number: row.get("number")?,
        purposes: row.json("purposes")?,
        officer_id: row.get("officer_id")?,
        state: row.get("state")?,
        state_since: row.get("state_since")?,
    })
}
