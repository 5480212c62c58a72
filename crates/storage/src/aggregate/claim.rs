//! Identity claims: one live appointment or hold of a person for a family of
//! services, in the whole country and through whatever door (REQ-A12).

use jiff::Timestamp;
use okno_domain::id::RegionId;
use uuid::Uuid;

use crate::{Row, StorageError, Tx, params, sql};

/// Whose claim, to what, and who holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Keyed hash of the person's identity.
    pub person_key: [u8; 32],
    /// Services that exclude one another.
    pub service_family: String,
    /// The region in which it is used.
    pub region_id: RegionId,
    /// The hold or the appointment.
    pub holder_id: Uuid,
}

/// How firmly a claim is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimState {
    /// By a hold, until the instant passes.
    Pending(Timestamp),
    /// By a live appointment.
    Held,
}

sql! {
    // A released or expired row of the same person is taken over; a live one is not.
    CLAIM = "INSERT INTO identity_claim
            (person_key, service_family, region_id, holder_id, state, expires_at, changed_at)
        VALUES (:person, :family, :region, :holder, :state, :expires_at, :now)
        ON CONFLICT (person_key, service_family) DO UPDATE
        SET region_id = excluded.region_id, holder_id = excluded.holder_id,
            state = excluded.state, expires_at = excluded.expires_at,
            changed_at = excluded.changed_at
        WHERE identity_claim.state = 'released'
           OR (identity_claim.state = 'pending' AND identity_claim.expires_at <= excluded.changed_at)";
    HAND_OVER = "UPDATE identity_claim
        SET holder_id = :holder, state = :state, expires_at = :expires_at,
            region_id = :region, changed_at = :now
        WHERE person_key = :person AND service_family = :family AND holder_id = :from";
    RELEASE = "UPDATE identity_claim SET state = 'released', expires_at = NULL, changed_at = :now
        WHERE person_key = :person AND service_family = :family AND holder_id = :holder";
    FIND = "SELECT * FROM identity_claim
        WHERE person_key = :person AND service_family = :family AND state <> 'released'";
}

/// Claims for a person who has no live claim; `false` when there is one.
///
/// # Errors
/// Any refusal of the engine.
pub async fn claim(
    tx: &mut Tx,
    claim: &Claim,
    state: ClaimState,
    now: Timestamp,
) -> Result<bool, StorageError> {
    let (state, expires_at) = stored(state);
    let params = params! {
        person: &claim.person_key, family: &claim.service_family, region: &claim.region_id,
        holder: claim.holder_id, state: state, expires_at: expires_at, now: now,
    };
    Ok(tx.execute(&CLAIM, params).await? == 1)
}

/// Passes a claim on from a hold or an appointment to another of the same person.
///
/// # Errors
/// Any refusal of the engine.
pub async fn hand_over(
    tx: &mut Tx,
    from: Uuid,
    to: &Claim,
    state: ClaimState,
    now: Timestamp,
) -> Result<bool, StorageError> {
    let (state, expires_at) = stored(state);
    let params = params! {
        person: &to.person_key, family: &to.service_family, region: &to.region_id,
        holder: to.holder_id, from: from, state: state, expires_at: expires_at, now: now,
    };
    Ok(tx.execute(&HAND_OVER, params).await? == 1)
}

/// Releases a claim if this holder still has it.
///
/// # Errors
/// Any refusal of the engine.
pub async fn release(tx: &mut Tx, claim: &Claim, now: Timestamp) -> Result<bool, StorageError> {
    let params = params! {
        person: &claim.person_key, family: &claim.service_family,
        holder: claim.holder_id, now: now,
    };
    Ok(tx.execute(&RELEASE, params).await? == 1)
}

/// The live claim of a person, if any; a pending one may have expired.
///
/// # Errors
/// Any refusal of the engine.
pub async fn find(
    tx: &mut Tx,
    person_key: &[u8; 32],
    service_family: &str,
) -> Result<Option<(Claim, ClaimState)>, StorageError> {
    let row = tx
        .maybe_row(
            &FIND,
            params! { person: person_key, family: service_family },
        )
        .await?;
    row.as_ref().map(found).transpose()
}

fn stored(state: ClaimState) -> (&'static str, Option<Timestamp>) {
    match state {
        ClaimState::Pending(until) => ("pending", Some(until)),
        ClaimState::Held => ("held", None),
    }
}

fn found(row: &Row) -> Result<(Claim, ClaimState), StorageError> {
    let claim = Claim {
        person_key: row.get("person_key")?,
        service_family: row.get("service_family")?,
        region_id: row.get("region_id")?,
        holder_id: row.get("holder_id")?,
    };
    let until: Option<Timestamp> = row.get("expires_at")?;
    let state = row.word("state", |word| match (word, until) {
        ("pending", Some(until)) => Some(ClaimState::Pending(until)),
        ("held", None) => Some(ClaimState::Held),
        _ => None,
    })?;
    Ok((claim, state))
}
