//! Log-in of the staff: Argon2id, sessions in the database, pauses after wrong tries.

use std::sync::OnceLock;

use jiff::{SignedDuration, Timestamp};
use okno_domain::id::{OfficeId, OfficerId, RegionId};
use okno_identity::password::{Cost, PasswordError, Passwords, StoredHash};
use okno_identity::role::Role;
use okno_storage::officer::{self, Login, Officer};
use okno_storage::{StorageError, journal, window};
use serde_json::json;

use super::session::LONGEST;
use super::{LogInError, StaffToken};
use crate::App;
use crate::actor::Duty;

/// Wrong passwords in a row after which log-in pauses.
const TRIES: i64 = 5;
/// How long it pauses: long enough to stop guessing, short enough for a shift.
const PAUSE: SignedDuration = SignedDuration::from_mins(15);

/// One hasher for the process: making one is as much work as a log-in.
static PASSWORDS: OnceLock<Result<Passwords, PasswordError>> = OnceLock::new();

impl App {
    /// Lets an officer in.
    ///
    /// A wrong name and a wrong password get one answer after the same work. Each
    /// try is counted before the password is looked at, so that guesses at once
    /// are all counted; after five in a row log-in pauses, and says until when.
    ///
    /// # Errors
    /// [`LogInError`].
    pub async fn log_in(
        &self,
        login_name: &str,
        password: &str,
    ) -> Result<(StaffToken, Duty), LogInError> {
        let name = login_name.trim().to_lowercase();
        let region = region_of(&name);
        let now = self.now();
        let known = self.officer_of(&region, &name).await?;
        let counted = self.count_try(&region, known.as_ref(), now).await?;
        let hash = known
            .as_ref()
            .map(|officer| StoredHash::new(&officer.password_hash));
        let right = self.verify(password.to_owned(), hash).await?;
        let Some(officer) = known.filter(|officer| officer.active) else {
            return Err(LogInError::Wrong);
        };
        if !counted || !right {
            return Err(self.turned_away(&region, &officer, now).await?);
        }
        self.let_in(region, officer, now).await
    }

    /// Ends a session; ending one that is over is no failure.
    ///
    /// # Errors
    /// Any refusal of the database.
    pub async fn log_out(&self, token: &StaffToken) -> Result<(), StorageError> {
        let (region, digest) = (token.region().clone(), token.digest());
        self.store()
            .write("log out", move |tx| {
                let region = region.clone();
                Box::pin(async move { officer::log_out(tx, &region, &digest).await })
            })
            .await
    }

    async fn officer_of(
        &self,
        region: &RegionId,
        name: &str,
    ) -> Result<Option<Officer>, StorageError> {
        let (region, name) = (region.clone(), name.to_owned());
        self.store()
            .read("officer", move |tx| {
                Box::pin(async move { officer::by_name(tx, &region, &name).await })
            })
            .await
    }

    async fn count_try(
        &self,
        region: &RegionId,
        known: Option<&Officer>,
        now: Timestamp,
    ) -> Result<bool, StorageError> {
        let until = now.saturating_add(PAUSE).unwrap_or(Timestamp::MAX);
        // A name nobody has costs the same write, to a row that is not there.
        let nobody = OfficerId(uuid::Uuid::nil());
        let (region, id) = (
            region.clone(),
            known.map_or(nobody, |known| known.officer_id),
        );
        self.store()
            .write("count try", move |tx| {
                let region = region.clone();
                Box::pin(async move { window::count_try(tx, &region, id, TRIES, now, until).await })
            })
            .await
    }

    async fn verify(&self, typed: String, hash: Option<StoredHash>) -> Result<bool, LogInError> {
        let entropy = self.entropy().clone();
        let work = tokio::task::spawn_blocking(move || {
            let hasher = PASSWORDS.get_or_init(|| Passwords::new(Cost::RECOMMENDED, &entropy));
            hasher
                .as_ref()
                .map(|hasher| hasher.verify(&typed, hash.as_ref()))
                .map_err(Clone::clone)
        });
        match work.await {
            Ok(verified) => Ok(verified?),
            Err(_) => Err(StorageError::Panicked("verify").into()),
        }
    }

    async fn turned_away(
        &self,
        region: &RegionId,
        known: &Officer,
        now: Timestamp,
    ) -> Result<LogInError, StorageError> {
        let (id, office) = (known.officer_id, &known.office_id);
        let entry = self.entry_at(office, "nobody".into(), "log-in-failed", id, json!({}), now);
        let region = region.clone();
        let after = self
            .store()
            .write("log-in failed", move |tx| {
                let (region, entry) = (region.clone(), entry.clone());
                Box::pin(async move {
                    journal::append(tx, &entry).await?;
                    officer::find(tx, &region, id).await
                })
            })
            .await?;
        let until = after.and_then(|after: Officer| after.locked_until);
        Ok(match until.filter(|until| *until > now) {
            Some(until) => LogInError::Paused { until },
            None => LogInError::Wrong,
        })
    }

    async fn let_in(
        &self,
        region: RegionId,
        officer: Officer,
        now: Timestamp,
    ) -> Result<(StaffToken, Duty), LogInError> {
        let token = StaffToken::generate(region.clone(), self.entropy());
        let duty = duty_of(&officer);
        let login = Login {
            region_id: region,
            token_hash: token.digest(),
            officer_id: officer.officer_id,
            window_id: None,
            created_at: now,
            seen_at: now,
            expires_at: now.saturating_add(LONGEST).unwrap_or(Timestamp::MAX),
        };
        let facts = json!({ "roles": officer.roles });
        let id = officer.officer_id;
        let entry = self.entry_at(&duty.office_id, duty.in_journal(), "log-in", id, facts, now);
        self.store()
            .write("log in", move |tx| {
                let (officer, login, entry) = (officer.clone(), login.clone(), entry.clone());
                Box::pin(async move {
                    officer::record_attempt(tx, &officer, 0, None).await?;
                    officer::log_in(tx, &login).await?;
                    journal::append(tx, &entry).await
                })
            })
            .await?;
        Ok((token, duty))
    }
}

/// An officer's duty as the stored codes of roles give it; a code that is no role
/// gives no right.
pub(super) fn duty_of(officer: &Officer) -> Duty {
    let roles = officer.roles.iter();
    Duty {
        officer_id: officer.officer_id,
        office_id: officer.office_id.clone(),
        roles: roles.filter_map(|code| Role::from_code(code)).collect(),
    }
}

/// A log-in name begins with the code of the office: `77-01.petrova`.
fn region_of(name: &str) -> RegionId {
    let office = name.split('.').next().unwrap_or_default();
    OfficeId::new(office).region()
}
