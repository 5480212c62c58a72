//! Readers: they see the last commit and never wait for the writer.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::{SqliteTx, open_reader};
use crate::error::StorageError;
use crate::tx::{Inner, Tx};

/// A fixed number of read connections, opened when first needed.
pub(crate) struct Readers {
    path: PathBuf,
    free: Semaphore,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(crate) fn new(path: &Path, most: usize) -> Self {
        Self {
            path: path.to_owned(),
            free: Semaphore::new(most),
            idle: Mutex::new(Vec::new()),
        }
    }

    /// Runs `work` on one snapshot of the data.
    pub(crate) async fn run<T, E>(&self, work: impl FnOnce(&mut Tx) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StorageError>,
    {
        let _place = self
            .free
            .acquire()
            .await
            .map_err(|_| StorageError::Closed)?;
        let connection = match self.take() {
            Some(connection) => connection,
            None => open_reader(&self.path)?,
        };
        connection
            .execute_batch("BEGIN")
            .map_err(StorageError::from)?;
        let mut tx = Tx {
            inner: Inner::Sqlite(SqliteTx { connection }),
        };
        let outcome = work(&mut tx);
        if let Inner::Sqlite(SqliteTx { connection }) = tx.inner
            && connection.execute_batch("COMMIT").is_ok()
        {
            self.give_back(connection);
        }
        outcome
    }

    fn take(&self) -> Option<Connection> {
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop()
    }

    fn give_back(&self, connection: Connection) {
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(connection);
    }
}
