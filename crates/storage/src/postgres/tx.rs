//! The verbs on one PostgreSQL connection.

use std::sync::Arc;

use deadpool_postgres::Object;
use futures::future::try_join_all;
use tokio_postgres::types::ToSql;

use crate::error::StorageError;
use crate::param::Param;
use crate::row::{Row, Value};
use crate::statement::{Statement, check_all_used};
use crate::tx::Params;

/// Where the transaction stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing sent yet; the first verb sends BEGIN along with itself.
    Waiting,
    /// BEGIN was sent.
    Open,
    /// Each statement stands for itself (reads).
    NoTransaction,
    /// Finished either way.
    Done,
}

/// The verbs on a connection from the pool.
pub(crate) struct PgTx {
    connection: Option<Object>,
    stage: Stage,
}

impl PgTx {
    pub(crate) fn transaction(connection: Object) -> Self {
        Self {
            connection: Some(connection),
            stage: Stage::Waiting,
        }
    }

    pub(crate) fn reading(connection: Object) -> Self {
        Self {
            connection: Some(connection),
            stage: Stage::NoTransaction,
        }
    }

    pub(crate) async fn execute(
        &mut self,
        statement: &'static Statement,
        params: &Params<'_>,
    ) -> Result<u64, StorageError> {
        let ordered = in_order(statement, params)?;
        let connection = self.ready().await?;
        let prepared = connection
            .prepare_cached(&statement.numbered().text)
            .await?;
        Ok(connection.execute(&prepared, &ordered).await?)
    }

    pub(crate) async fn execute_each(
        &mut self,
        statement: &'static Statement,
        sets: &[&Params<'_>],
    ) -> Result<u64, StorageError> {
        let connection = self.ready().await?;
        let prepared = connection
            .prepare_cached(&statement.numbered().text)
            .await?;
        let mut changed = 0;
        // Pipelined: all statements of a batch are on the wire before the
        // first answer comes back. Bounded so that a run of slots for a year
        // does not fill the socket's buffers on both sides.
        for batch in sets.chunks(256) {
            let ordered = batch
                .iter()
                .map(|set| in_order(statement, set))
                .collect::<Result<Vec<_>, _>>()?;
            let counts =
                try_join_all(ordered.iter().map(|set| connection.execute(&prepared, set))).await?;
            changed += counts.iter().sum::<u64>();
        }
        Ok(changed)
    }

    pub(crate) async fn rows(
        &mut self,
        statement: &'static Statement,
        params: &Params<'_>,
    ) -> Result<Vec<Row>, StorageError> {
        let ordered = in_order(statement, params)?;
        let connection = self.ready().await?;
        let prepared = connection
            .prepare_cached(&statement.numbered().text)
            .await?;
        let found = connection.query(&prepared, &ordered).await?;
        let columns: Arc<[String]> = prepared
            .columns()
            .iter()
            .map(|column| column.name().to_owned())
            .collect();
        found
            .iter()
            .map(|row| {
                let values = (0..columns.len())
                    .map(|at| row.try_get::<_, Value>(at))
                    .collect::<Result<Vec<_>, _>>()?;
                Ok(Row {
                    statement,
                    columns: Arc::clone(&columns),
                    values,
                })
            })
            .collect()
    }

    /// Commits; a unit of work that sent nothing has nothing to commit.
    pub(crate) async fn commit(mut self) -> Result<(), StorageError> {
        let stage = std::mem::replace(&mut self.stage, Stage::Done);
        if stage != Stage::Open {
            return Ok(());
        }
        let Some(connection) = self.connection.take() else {
            return Err(StorageError::Closed);
        };
        match connection.batch_execute("COMMIT").await {
            Ok(()) => Ok(()),
            // A refusal of the server (a deferred conflict) is a clear no; a
            // connection that broke is not.
            Err(error) if error.as_db_error().is_some() => Err(error.into()),
            Err(error) => {
                tracing::error!(%error, "the connection broke during commit");
                drop(Object::take(connection));
                Err(StorageError::OutcomeUnknown)
            }
        }
    }

    /// Takes everything back. A connection that cannot even do that is thrown away.
    pub(crate) async fn rollback(mut self) {
        let stage = std::mem::replace(&mut self.stage, Stage::Done);
        if stage != Stage::Open {
            return;
        }
        if let Some(connection) = self.connection.take()
            && connection.batch_execute("ROLLBACK").await.is_err()
        {
            drop(Object::take(connection));
        }
    }

    async fn ready(&mut self) -> Result<&Object, StorageError> {
        let connection = self.connection.as_ref().ok_or(StorageError::Closed)?;
        if self.stage == Stage::Waiting {
            // Marked first: if this future is dropped while BEGIN is on its
            // way, the connection must not go back to the pool.
            self.stage = Stage::Open;
            connection.batch_execute("BEGIN").await?;
        }
        Ok(connection)
    }
}

impl Drop for PgTx {
    /// A unit of work that was abandoned half-way must not leave its
    /// transaction open for the next user of the connection.
    fn drop(&mut self) {
        if self.stage == Stage::Open
            && let Some(connection) = self.connection.take()
        {
            drop(Object::take(connection));
        }
    }
}

fn in_order<'p>(
    statement: &'static Statement,
    params: &'p Params<'_>,
) -> Result<Vec<&'p (dyn ToSql + Sync)>, StorageError> {
    let names = &statement.numbered().names;
    let ordered = names
        .iter()
        .map(|name| {
            params
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, param): &(&str, Param<'_>)| param as &(dyn ToSql + Sync))
                .ok_or_else(|| StorageError::Parameter {
                    statement: statement.name,
                    name: (*name).to_owned(),
                    what: "was not given",
                })
        })
        .collect::<Result<Vec<_>, _>>()?;
    check_all_used(statement, params, ordered.len())?;
    Ok(ordered)
}
