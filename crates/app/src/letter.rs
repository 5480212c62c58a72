//! What a notification carries until it is delivered: the address and the facts,
//! sealed as one.

use std::collections::BTreeMap;

use okno_domain::id::NotificationId;
use okno_identity::personal::Personal;
use okno_identity::vault::{Place, VaultError};
use serde::{Deserialize, Serialize};

use crate::App;

/// Address and facts of one notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// E-mail address, where the person gave one.
    pub to: Option<String>,
    /// Facts by name, as they were when the action was complete.
    pub facts: BTreeMap<String, String>,
}

impl App {
    /// Seals a letter for its row.
    ///
    /// # Errors
    /// When the letter cannot be sealed.
    pub fn seal_letter(&self, id: NotificationId, letter: Letter) -> Result<Vec<u8>, VaultError> {
        self.vault()
            .seal_json(&place(id), &Personal::new(letter), self.entropy())
    }

    /// Opens a letter.
    ///
    /// # Errors
    /// When it was altered or its key is gone.
    pub fn open_letter(&self, id: NotificationId, sealed: &[u8]) -> Result<Letter, VaultError> {
        Ok(self
            .vault()
            .open_json::<Letter>(&place(id), sealed)?
            .into_inner())
    }
}

fn place(id: NotificationId) -> Place {
    Place::new("notification", "sealed", id)
}
