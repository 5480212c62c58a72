//! Whose browser it is: sessions of the staff.

use jiff::{SignedDuration, Timestamp};
use okno_domain::id::{OfficerId, RegionId};
use okno_domain::words::Words;
use okno_storage::office::Window;
use okno_storage::officer::{self, Login, Officer};
use okno_storage::{StorageError, office};

use super::StaffToken;
use super::log_in::duty_of;
use crate::App;
use crate::actor::Duty;

/// After so long without a sign of life a session is over.
pub const UNSEEN: SignedDuration = SignedDuration::from_mins(30);
/// No session lasts longer: a shift, then log in again.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// How exactly it is noted when somebody was last seen; spares a write a request.
const NOTED: SignedDuration = SignedDuration::from_mins(1);

/// Somebody of the staff who is logged in.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// The region of the office.
    pub region: RegionId,
    /// What is stored of the token; also what form tokens are bound to.
    pub token_hash: [u8; 32],
    /// Who acts, where, with which roles.
    pub duty: Duty,
    /// Surname, as callers and colleagues are told (REQ-17a).
    pub surname: Words,
    /// Position.
    pub position: Words,
    /// The window where the officer serves.
    pub window: Option<Window>,
    /// When the session ends at the latest.
    pub until: Timestamp,
}

impl Session {
    /// The officer.
    pub const fn officer_id(&self) -> OfficerId {
        self.duty.officer_id
    }
}

impl App {
    /// Who is logged in with a token; `None` when the session is over or never was.
    ///
    /// # Errors
    /// Any refusal of the database.
    pub async fn who(&self, token: &StaffToken) -> Result<Option<Session>, StorageError> {
        let (region, digest, now) = (token.region().clone(), token.digest(), self.now());
        let found = self
            .store()
            .read("session", move |tx| {
                Box::pin(async move {
                    let Some(login) = officer::find_login(tx, &region, &digest).await? else {
                        return Ok::<_, StorageError>(None);
                    };
                    let officer = officer::find(tx, &region, login.officer_id).await?;
                    let window = match login.window_id {
                        None => None,
                        Some(id) => office::find_window(tx, &region, id).await?,
                    };
                    Ok(officer.map(|officer| (login, officer, window)))
                })
            })
            .await?;
        let Some((login, officer, window)) =
            found.filter(|(login, officer, _)| officer.active && is_live(login, now))
        else {
            return Ok(None);
        };
        if now.duration_since(login.seen_at) >= NOTED {
            self.note_seen(&login, now).await?;
        }
        Ok(Some(session(login, officer, window)))
    }

    /// Ends sessions of a region that are over; answers how many.
    ///
    /// # Errors
    /// Any refusal of the database.
    pub async fn expire_sessions(&self, region: &RegionId) -> Result<u64, StorageError> {
        let (region, now) = (region.clone(), self.now());
        self.store()
            .write("expire sessions", move |tx| {
                let region = region.clone();
                Box::pin(async move { officer::expire(tx, &region, now, idle_since(now)).await })
            })
            .await
    }

    async fn note_seen(&self, login: &Login, now: Timestamp) -> Result<(), StorageError> {
        let (region, digest) = (login.region_id.clone(), login.token_hash);
        self.store()
            .write("seen", move |tx| {
                let region = region.clone();
                Box::pin(async move { officer::seen(tx, &region, &digest, now).await })
            })
            .await
    }
}

/// Sessions last seen before this instant are over.
pub(super) fn idle_since(now: Timestamp) -> Timestamp {
    now.saturating_sub(UNSEEN).unwrap_or(Timestamp::MIN)
}

fn is_live(login: &Login, now: Timestamp) -> bool {
    login.expires_at > now && login.seen_at > idle_since(now)
}

fn session(login: Login, officer: Officer, window: Option<Window>) -> Session {
    Session {
        duty: duty_of(&officer),
        region: login.region_id,
        token_hash: login.token_hash,
        surname: officer.surname,
        position: officer.position,
        window,
        until: login.expires_at,
    }
}
