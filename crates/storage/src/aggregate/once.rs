//! Once-keys: the same request sent twice is answered once and told twice.

use jiff::Timestamp;
use okno_domain::id::RegionId;

use crate::{StorageError, Tx, params, sql};

/// A request that carried a once-key, and its first answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Once {
    /// Hash of the key and of whose it is.
    pub once_key: [u8; 32],
    /// Hash of what was asked; the same key with another question is a mistake.
    pub request_hash: [u8; 32],
    /// The answer, without personal data.
    pub answer: serde_json::Value,
}

sql! {
    REMEMBER = "INSERT INTO once (region_id, once_key, request_hash, answer, answered_at)
        VALUES (:region, :once_key, :request_hash, :answer, :now)";
    FIND = "SELECT once_key, request_hash, answer FROM once
        WHERE region_id = :region AND once_key = :once_key";
    FORGET = "DELETE FROM once WHERE region_id = :region AND answered_at < :before";
}

/// Remembers the first answer; a second one for the same key is refused by the
/// primary key and takes its whole unit of work back.
///
/// # Errors
/// A unique violation for a known key; any refusal of the engine.
pub async fn remember(
    tx: &mut Tx,
    region: &RegionId,
    once: &Once,
    now: Timestamp,
) -> Result<(), StorageError> {
    let params = params! {
        region: region, once_key: &once.once_key, request_hash: &once.request_hash,
        answer: &once.answer, now: now,
    };
    tx.execute(&REMEMBER, params).await?;
    Ok(())
}

/// What was answered before to this key.
///
/// # Errors
/// Any refusal of the engine.
pub async fn find(
    tx: &mut Tx,
    region: &RegionId,
    once_key: &[u8; 32],
) -> Result<Option<Once>, StorageError> {
    let row = tx
        .maybe_row(&FIND, params! { region: region, once_key: once_key })
        .await?;
    row.map(|row| {
        Ok(Once {
            once_key: row.get("once_key")?,
            request_hash: row.get("request_hash")?,
            answer: row.get("answer")?,
        })
    })
    .transpose()
}

/// Forgets answers older than `before`.
///
/// # Errors
/// Any refusal of the engine.
pub async fn forget(
    tx: &mut Tx,
    region: &RegionId,
    before: Timestamp,
) -> Result<u64, StorageError> {
    tx.execute(&FORGET, params! { region: region, before: before })
        .await
}
