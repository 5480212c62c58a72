//! Windows and who sits down at them: log-in tries are counted before the password
//! is looked at, and two browsers never serve one window.

use jiff::Timestamp;
use okno_domain::id::{OfficerId, RegionId, WindowId};
use okno_domain::words::Words;

use crate::{StorageError, Tx, params, sql};

/// An officer who is logged in at a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Who.
    pub officer_id: OfficerId,
    /// Surname, as colleagues know it.
    pub surname: Words,
    /// Last seen there.
    pub seen_at: Timestamp,
}

sql! {
    END_PAUSE = "UPDATE officer SET failed_logins = 0, locked_until = NULL
        WHERE region_id = :region AND officer_id = :officer AND locked_until <= :now";
    // Counted in the row itself: of many guesses at once none goes uncounted.
    COUNT_TRY = "UPDATE officer SET failed_logins = failed_logins + 1,
            locked_until = CASE WHEN failed_logins + 1 >= :most THEN :until
                ELSE locked_until END
        WHERE region_id = :region AND officer_id = :officer AND locked_until IS NULL";
    OTHERS = "SELECT l.officer_id, l.seen_at, o.surname FROM login l
        JOIN officer o ON o.region_id = l.region_id AND o.officer_id = l.officer_id
        WHERE l.region_id = :region AND l.window_id = :window AND l.token_hash <> :token
          AND l.expires_at > :now AND l.seen_at > :idle_since
        ORDER BY l.seen_at DESC LIMIT 1";
    STEP = "UPDATE office_window
        SET officer_id = :officer, state = :state, state_since = :now
        WHERE region_id = :region AND window_id = :window AND state <> :state";
    SEAT = "UPDATE office_window SET officer_id = :officer
        WHERE region_id = :region AND window_id = :window";
}

/// Counts a try to log in; `false` while log-in pauses. At the `most`-th try in a
/// row it pauses until an instant, unless the password turns out to be right.
///
/// # Errors
/// Any refusal of the engine.
pub async fn count_try(
    tx: &mut Tx,
    region: &RegionId,
    officer: OfficerId,
    most: i64,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, StorageError> {
    tx.execute(
        &END_PAUSE,
        params! { region: region, officer: officer, now: now },
    )
    .await?;
    let params = params! { region: region, officer: officer, most: most, until: until };
    Ok(tx.execute(&COUNT_TRY, params).await? == 1)
}

/// Somebody else who is logged in at a window and still there.
///
/// # Errors
/// Any refusal of the engine.
pub async fn other_server(
    tx: &mut Tx,
    region: &RegionId,
    window: WindowId,
    own_token: &[u8; 32],
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<Option<Server>, StorageError> {
    let params = params! {
        region: region, window: window, token: own_token, now: now, idle_since: idle_since,
    };
    let row = tx.maybe_row(&OTHERS, params).await?;
    row.map(|row| {
        Ok(Server {
            officer_id: row.get("officer_id")?,
            surname: row.json("surname")?,
            seen_at: row.get("seen_at")?,
        })
    })
    .transpose()
}

/// Opens, pauses or closes a window; `false` when it stood so already.
///
/// # Errors
/// Any refusal of the engine.
pub async fn step(
    tx: &mut Tx,
    region: &RegionId,
    window: WindowId,
    officer: Option<OfficerId>,
    state: &str,
    now: Timestamp,
) -> Result<bool, StorageError> {
    let params = params! {
        region: region, window: window, officer: officer, state: state, now: now,
    };
    Ok(tx.execute(&STEP, params).await? == 1)
}

/// Says who sits at a window; whether it is open stays as it is.
///
/// # Errors
/// Any refusal of the engine.
pub async fn seat(
    tx: &mut Tx,
    region: &RegionId,
    window: WindowId,
    officer: OfficerId,
) -> Result<bool, StorageError> {
    let params = params! { region: region, window: window, officer: officer };
    Ok(tx.execute(&SEAT, params).await? == 1)
}
