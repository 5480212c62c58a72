//! A case as it is stored and as the domain knows it.

use std::collections::BTreeMap;

use okno_domain::application::FieldValue;
use okno_domain::case::{Action, Case, Facts};
use okno_domain::id::{ApplicationId, CaseId};
use okno_domain::notification::Kind;
use okno_identity::personal::Personal;
use okno_identity::vault::{Place, VaultError};
use okno_storage::case_action::{self, ActionRow};
use okno_storage::case_file::{self, CaseFile};
use okno_storage::{StorageError, Tx};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::error::{CaseError, Changed};
use super::key::CaseKey;
use crate::App;
use crate::person::Booker;

/// The file with its log.
#[derive(Debug, Clone)]
pub(crate) struct Loaded {
    pub(crate) file: CaseFile,
    pub(crate) case: Case,
    pub(crate) rows: Vec<ActionRow>,
}

/// What an action keeps in its row besides the columns; nothing personal.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Kept {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) notice: Option<Kind>,
    pub(crate) facts: Facts,
}

impl Loaded {
    /// What changed last, for whoever acts on an older version.
    pub(crate) fn changed(&self) -> Changed {
        let last = self.rows.last();
        Changed {
            version: self.file.version,
            state: self.file.state,
            event: last.map(|row| row.event),
            by: last.and_then(|row| row.officer_id),
            at: last.map(|row| row.done_at),
        }
    }
}

/// Loads a case with its log.
pub(crate) async fn load(tx: &mut Tx, key: &CaseKey) -> Result<Loaded, CaseError> {
    let found = case_file::find(tx, &key.region, key.case).await?;
    let file = found.ok_or(CaseError::NotFound)?;
    let rows = case_action::of_case(tx, &key.region, key.case).await?;
    let log: Result<Vec<_>, _> = rows.iter().map(action).collect();
    let case = Case::from_log(key.case, log?).map_err(|broken| StorageError::Content {
        what: "case_action",
        why: broken.to_string(),
    })?;
    Ok(Loaded { file, case, rows })
}

pub(crate) fn kept(row: &ActionRow) -> Result<Kept, StorageError> {
    serde_json::from_value(row.facts.clone()).map_err(|error| StorageError::Content {
        what: "case_action.facts",
        why: error.to_string(),
    })
}

fn action(row: &ActionRow) -> Result<Action, StorageError> {
    let kept = kept(row)?;
    Ok(Action {
        who: row.officer_id.map(|officer| officer.to_string()),
        role: row.actor,
        at: row.done_at,
        event: row.event,
        from: row.from_state,
        to: row.to_state,
        ground: row.ground.clone(),
        note: kept.note,
        notice: kept.notice,
        facts: kept.facts,
    })
}

/// All answers of a form, as typed and as the office writes them.
pub(crate) type Answers = BTreeMap<String, FieldValue>;

impl App {
    pub(crate) fn seal_subject(&self, id: CaseId, booker: &Booker) -> Result<Vec<u8>, VaultError> {
        let personal = Personal::new(booker.clone());
        self.vault()
            .seal_json(&subject_place(id), &personal, self.entropy())
    }

    pub(crate) fn open_subject(&self, file: &CaseFile) -> Result<Booker, VaultError> {
        let place = subject_place(file.case_id);
        Ok(self
            .vault()
            .open_json::<Booker>(&place, &file.sealed)?
            .into_inner())
    }

    pub(crate) fn seal_answers(
        &self,
        id: ApplicationId,
        answers: &Answers,
    ) -> Result<Vec<u8>, VaultError> {
        let personal = Personal::new(answers.clone());
        self.vault()
            .seal_json(&answers_place(id), &personal, self.entropy())
    }

    pub(crate) fn open_answers(
        &self,
        id: ApplicationId,
        sealed: &[u8],
    ) -> Result<Answers, VaultError> {
        Ok(self
            .vault()
            .open_json::<Answers>(&answers_place(id), sealed)?
            .into_inner())
    }

    pub(crate) fn seal_details(
        &self,
        id: Uuid,
        details: &serde_json::Value,
    ) -> Result<Vec<u8>, VaultError> {
        let personal = Personal::new(details.clone());
        self.vault()
            .seal_json(&details_place(id), &personal, self.entropy())
    }

    pub(crate) fn open_details(
        &self,
        row: &ActionRow,
    ) -> Result<Option<serde_json::Value>, VaultError> {
        let Some(sealed) = &row.sealed else {
            return Ok(None);
        };
        let place = details_place(row.action_id);
        let opened = self
            .vault()
            .open_json::<serde_json::Value>(&place, sealed)?;
        Ok(Some(opened.into_inner()))
    }

    pub(crate) fn seal_number(&self, id: Uuid, number: &str) -> Result<Vec<u8>, VaultError> {
        let personal = Personal::new(number.to_owned());
        self.vault()
            .seal_text(&passport_place(id), &personal, self.entropy())
    }

    pub(crate) fn open_number(&self, id: Uuid, sealed: &[u8]) -> Result<String, VaultError> {
        Ok(self
            .vault()
            .open_text(&passport_place(id), sealed)?
            .into_inner())
    }
}

fn subject_place(id: CaseId) -> Place {
    Place::new("case_file", "sealed", id)
}

fn answers_place(id: ApplicationId) -> Place {
    Place::new("application", "sealed", id)
}

fn details_place(id: Uuid) -> Place {
    Place::new("case_action", "sealed", id)
}

fn passport_place(id: Uuid) -> Place {
    Place::new("passport", "sealed", id)
}
