//! Windows and who serves at them: two browsers never serve one window.

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
