//! Whether this process could serve a request now.

use okno_storage::{SchemaState, StorageError, job};

use crate::App;

/// Why the process is not ready.
#[derive(Debug, thiserror::Error)]
pub enum NotReady {
    /// The database does not answer.
    #[error("database: {0}")]
    Database(#[from] StorageError),
    /// Migrations are to be applied, or a newer program was here.
    #[error("the schema is not current")]
    Schema,
    /// No pack is loaded.
    #[error("no pack is loaded")]
    NoPack,
}

impl App {
    /// Ready only when the database answers, the schema is current and packs
    /// are loaded.
    ///
    /// # Errors
    /// The part that is missing.
    pub async fn ready(&self) -> Result<(), NotReady> {
        if self.rules().packs().is_empty() {
            return Err(NotReady::NoPack);
        }
        if self.store().schema_state().await? != SchemaState::Current {
            return Err(NotReady::Schema);
        }
        self.store()
            .read("ready", |tx| Box::pin(async move { job::all(tx).await }))
            .await
            .map(drop)
            .map_err(NotReady::Database)
    }

    /// Commits of the embedded engine and the commands they held, for the figures.
    pub fn commit_figures(&self) -> Option<(u64, u64)> {
        self.store().group_figures()
    }
}
