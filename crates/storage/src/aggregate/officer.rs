//! Officers and their log-ins.

use jiff::Timestamp;
use okno_domain::id::{OfficeId, OfficerId, RegionId, WindowId};
use okno_domain::words::Words;

use crate::{Row, StorageError, Tx, params, sql};

/// An employee who acts. Surname and position are told to callers (REQ-17a).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Officer {
    /// Identifier.
    pub officer_id: OfficerId,
    /// Where the officer works.
    pub office_id: OfficeId,
    /// The name typed at log-in: office code, a dot, a word.
    pub login_name: String,
    /// Surname.
    pub surname: Words,
    /// Position.
    pub position: Words,
    /// Codes of roles.
    pub roles: Vec<String>,
    /// Hash of the password.
    pub password_hash: String,
    /// May log in.
    pub active: bool,
    /// Wrong passwords in a row.
    pub failed_logins: i64,
    /// No log-in before this instant.
    pub locked_until: Option<Timestamp>,
}

/// A log-in in progress. The token itself is only in the browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// Region of the officer.
    pub region_id: RegionId,
    /// Hash of the token.
    pub token_hash: [u8; 32],
    /// Who.
    pub officer_id: OfficerId,
    /// Serving at which window.
    pub window_id: Option<WindowId>,
    /// Since when.
    pub created_at: Timestamp,
    /// Last seen.
    pub seen_at: Timestamp,
    /// Until when at the latest.
    pub expires_at: Timestamp,
}

sql! {
    INSERT = "INSERT INTO officer (region_id, office_id, officer_id, login_name, surname, position,
            roles, password_hash, active, failed_logins)
        VALUES (:region, :office, :officer, :login_name, :surname, :position,
            :roles, :password_hash, :active, 0)";
    CHANGE = "UPDATE officer SET office_id = :office, surname = :surname, position = :position,
            roles = :roles, password_hash = :password_hash, active = :active
        WHERE region_id = :region AND officer_id = :officer";
    BY_NAME = "SELECT * FROM officer WHERE region_id = :region AND login_name = :login_name";
    FIND = "SELECT * FROM officer WHERE region_id = :region AND officer_id = :officer";
    OF_OFFICE = "SELECT * FROM officer WHERE region_id = :region AND office_id = :office
        ORDER BY login_name";
    RECORD_ATTEMPT = "UPDATE officer SET failed_logins = :failed, locked_until = :locked_until
        WHERE region_id = :region AND officer_id = :officer";
    LOG_IN = "INSERT INTO login (region_id, token_hash, officer_id, window_id, created_at, seen_at,
            expires_at)
        VALUES (:region, :token, :officer, NULL, :now, :now, :expires_at)";
    FIND_LOGIN = "SELECT * FROM login WHERE region_id = :region AND token_hash = :token";
    SEEN = "UPDATE login SET seen_at = :now WHERE region_id = :region AND token_hash = :token";
    AT_WINDOW = "UPDATE login SET window_id = :window
        WHERE region_id = :region AND token_hash = :token";
    LEAVE_WINDOW = "UPDATE login SET window_id = NULL
        WHERE region_id = :region AND window_id = :window";
    LOG_OUT = "DELETE FROM login WHERE region_id = :region AND token_hash = :token";
    EXPIRE = "DELETE FROM login WHERE region_id = :region
        AND (expires_at < :now OR seen_at < :idle_since)";
}

/// Adds an officer; a log-in name is given once in a region.
///
/// # Errors
/// A unique violation; any refusal of the engine.
pub async fn insert(tx: &mut Tx, officer: &Officer) -> Result<(), StorageError> {
    let region = officer.office_id.region();
    let surname = super::content("officer.surname", &officer.surname)?;
    let position = super::content("officer.position", &officer.position)?;
    let roles = super::content("officer.roles", &officer.roles)?;
    tx.execute(
        &INSERT,
        params! {
            region: &region, office: &officer.office_id, officer: officer.officer_id,
            login_name: &officer.login_name, surname: &surname, position: &position,
            roles: &roles, password_hash: &officer.password_hash, active: officer.active,
        },
    )
    .await?;
    Ok(())
}

/// Replaces what is known about an officer; identifier and log-in name stay.
///
/// # Errors
/// Any refusal of the engine.
pub async fn change(tx: &mut Tx, officer: &Officer) -> Result<bool, StorageError> {
    let region = officer.office_id.region();
    let surname = super::content("officer.surname", &officer.surname)?;
    let position = super::content("officer.position", &officer.position)?;
    let roles = super::content("officer.roles", &officer.roles)?;
    let params = params! {
        region: &region, office: &officer.office_id, officer: officer.officer_id,
        surname: &surname, position: &position, roles: &roles,
        password_hash: &officer.password_hash, active: officer.active,
    };
    Ok(tx.execute(&CHANGE, params).await? == 1)
}

/// The officer of that log-in name.
///
/// # Errors
/// Any refusal of the engine.
pub async fn by_name(
    tx: &mut Tx,
    region: &RegionId,
    login_name: &str,
) -> Result<Option<Officer>, StorageError> {
    let params = params! { region: region, login_name: login_name };
    tx.maybe_row(&BY_NAME, params)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// The officer of that identifier.
///
/// # Errors
/// Any refusal of the engine.
pub async fn find(
    tx: &mut Tx,
    region: &RegionId,
    officer: OfficerId,
) -> Result<Option<Officer>, StorageError> {
    let params = params! { region: region, officer: officer };
    tx.maybe_row(&FIND, params)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// The officers of an office.
///
/// # Errors
/// Any refusal of the engine.
pub async fn of_office(tx: &mut Tx, office: &OfficeId) -> Result<Vec<Officer>, StorageError> {
    let region = office.region();
    let rows = tx
        .rows(&OF_OFFICE, params! { region: &region, office: office })
        .await?;
    rows.iter().map(read).collect()
}

/// Records how often the password was wrong, and a pause if there must be one.
///
/// # Errors
/// Any refusal of the engine.
pub async fn record_attempt(
    tx: &mut Tx,
    officer: &Officer,
    failed: i64,
    locked_until: Option<Timestamp>,
) -> Result<(), StorageError> {
    let region = officer.office_id.region();
    let params = params! {
        region: &region, officer: officer.officer_id, failed: failed, locked_until: locked_until,
    };
    tx.execute(&RECORD_ATTEMPT, params).await?;
    Ok(())
}

/// Begins a log-in.
///
/// # Errors
/// Any refusal of the engine.
pub async fn log_in(tx: &mut Tx, login: &Login) -> Result<(), StorageError> {
    tx.execute(
        &LOG_IN,
        params! {
            region: &login.region_id, token: &login.token_hash, officer: login.officer_id,
            now: login.created_at, expires_at: login.expires_at,
        },
    )
    .await?;
    Ok(())
}

/// The log-in of a token, live or not.
///
/// # Errors
/// Any refusal of the engine.
pub async fn find_login(
    tx: &mut Tx,
    region: &RegionId,
    token_hash: &[u8; 32],
) -> Result<Option<Login>, StorageError> {
    let params = params! { region: region, token: token_hash };
    let row = tx.maybe_row(&FIND_LOGIN, params).await?;
    row.map(|row| {
        Ok(Login {
            region_id: row.get("region_id")?,
            token_hash: row.get("token_hash")?,
            officer_id: row.get("officer_id")?,
            window_id: row.get("window_id")?,
            created_at: row.get("created_at")?,
            seen_at: row.get("seen_at")?,
            expires_at: row.get("expires_at")?,
        })
    })
    .transpose()
}

/// Notes that the officer is still there.
///
/// # Errors
/// Any refusal of the engine.
pub async fn seen(
    tx: &mut Tx,
    region: &RegionId,
    token_hash: &[u8; 32],
    now: Timestamp,
) -> Result<(), StorageError> {
    tx.execute(
        &SEEN,
        params! { region: region, token: token_hash, now: now },
    )
    .await?;
    Ok(())
}

/// Puts a log-in at a window; whoever was logged in there leaves it, so that
/// two browsers never serve one window.
///
/// # Errors
/// Any refusal of the engine.
pub async fn take_window(
    tx: &mut Tx,
    region: &RegionId,
    token_hash: &[u8; 32],
    window: WindowId,
) -> Result<(), StorageError> {
    tx.execute(&LEAVE_WINDOW, params! { region: region, window: window })
        .await?;
    let params = params! { region: region, token: token_hash, window: window };
    tx.execute(&AT_WINDOW, params).await?;
    Ok(())
}

/// Ends a log-in.
///
/// # Errors
/// Any refusal of the engine.
pub async fn log_out(
    tx: &mut Tx,
    region: &RegionId,
    token_hash: &[u8; 32],
) -> Result<(), StorageError> {
    tx.execute(&LOG_OUT, params! { region: region, token: token_hash })
        .await?;
    Ok(())
}

/// Ends log-ins that are over or idle.
///
/// # Errors
/// Any refusal of the engine.
pub async fn expire(
    tx: &mut Tx,
    region: &RegionId,
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<u64, StorageError> {
    tx.execute(
        &EXPIRE,
        params! { region: region, now: now, idle_since: idle_since },
    )
    .await
}

fn read(row: &Row) -> Result<Officer, StorageError> {
    Ok(Officer {
        officer_id: row.get("officer_id")?,
        office_id: row.get("office_id")?,
        login_name: row.get("login_name")?,
        surname: row.json("surname")?,
        position: row.json("position")?,
        roles: row.json("roles")?,
        password_hash: row.get("password_hash")?,
        active: row.get("active")?,
        failed_logins: row.get("failed_logins")?,
        locked_until: row.get("locked_until")?,
    })
}
