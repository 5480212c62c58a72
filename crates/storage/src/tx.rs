//! The seam: five verbs, two drivers, one place where they part.

use crate::error::StorageError;
use crate::param::Param;
use crate::postgres::PgTx;
use crate::row::Row;
use crate::sqlite::SqliteTx;
use crate::statement::{Engine, Statement};

/// Named parameters of one statement.
pub type Params<'a> = [(&'static str, Param<'a>)];

/// A unit of work in progress. It is committed by the store when the work
/// answers `Ok`, and leaves nothing behind when it answers `Err`.
pub struct Tx {
    pub(crate) inner: Inner,
}

pub(crate) enum Inner {
    Sqlite(SqliteTx),
    Postgres(PgTx),
}

impl Tx {
    /// The engine behind this unit of work.
    pub fn engine(&self) -> Engine {
        match self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    /// Runs a statement and counts the rows it changed.
    ///
    /// # Errors
    /// Any refusal of the engine.
    pub async fn execute(
        &mut self,
        statement: &'static Statement,
        params: &Params<'_>,
    ) -> Result<u64, StorageError> {
        match &mut self.inner {
            Inner::Sqlite(tx) => tx.execute(statement, params),
            Inner::Postgres(tx) => tx.execute(statement, params).await,
        }
    }

    /// Runs a statement once for each set of parameters, in as few round trips
    /// as the engine allows, and counts all rows it changed.
    ///
    /// # Errors
    /// The first refusal of the engine.
    pub async fn execute_each(
        &mut self,
        statement: &'static Statement,
        sets: &[&Params<'_>],
    ) -> Result<u64, StorageError> {
        match &mut self.inner {
            Inner::Sqlite(tx) => sets
                .iter()
                .try_fold(0, |sum, params| Ok(sum + tx.execute(statement, params)?)),
            Inner::Postgres(tx) => tx.execute_each(statement, sets).await,
        }
    }

    /// All rows of an answer.
    ///
    /// # Errors
    /// Any refusal of the engine.
    pub async fn rows(
        &mut self,
        statement: &'static Statement,
        params: &Params<'_>,
    ) -> Result<Vec<Row>, StorageError> {
        match &mut self.inner {
            Inner::Sqlite(tx) => tx.rows(statement, params),
            Inner::Postgres(tx) => tx.rows(statement, params).await,
        }
    }

    /// The only row of an answer, or none.
    ///
    /// # Errors
    /// [`StorageError::NotOneRow`] when there are several; any refusal of the engine.
    pub async fn maybe_row(
        &mut self,
        statement: &'static Statement,
        params: &Params<'_>,
    ) -> Result<Option<Row>, StorageError> {
        let mut rows = self.rows(statement, params).await?;
        match rows.len() {
            0 | 1 => Ok(rows.pop()),
            found => Err(StorageError::NotOneRow {
                statement: statement.name,
                found,
            }),
        }
    }

    /// The only row of an answer that always has one.
    ///
    /// # Errors
    /// [`StorageError::NotOneRow`] when there is none or several.
    pub async fn row(
        &mut self,
        statement: &'static Statement,
        params: &Params<'_>,
    ) -> Result<Row, StorageError> {
        self.maybe_row(statement, params)
            .await?
            .ok_or(StorageError::NotOneRow {
                statement: statement.name,
                found: 0,
            })
    }
}
