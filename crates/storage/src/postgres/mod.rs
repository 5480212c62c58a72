//! PostgreSQL: a small pool, lazy beginnings, bounded retries.

mod address;
mod tx;
mod value;

pub(crate) use tx::PgTx;

use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime, Timeouts};
use tokio_postgres::NoTls;

use crate::error::StorageError;
use crate::row::Row;
use crate::statement::Statement;
use crate::store::{Options, Retriable, Work};
use crate::tx::{Inner, Params, Tx};

/// A conflict is tried again this often; a person should not wait longer.
const ATTEMPTS: u32 = 6;
/// The first pause after a conflict; it doubles each time.
const FIRST_PAUSE: Duration = Duration::from_millis(4);
/// A page waits this long for a connection before it says "try later".
const WAIT_FOR_CONNECTION: Duration = Duration::from_secs(5);

/// A PostgreSQL server and the connections to it.
pub(crate) struct Server {
    pool: Pool,
}

impl Server {
    pub(crate) async fn open(url: &str, options: &Options) -> Result<Self, StorageError> {
        let config = address::parse(url)?;
        let manager = Manager::from_config(
            config,
            NoTls,
            ManagerConfig {
                recycling_method: RecyclingMethod::Fast,
            },
        );
        let pool = Pool::builder(manager)
            .max_size(options.pool)
            .runtime(Runtime::Tokio1)
            .timeouts(Timeouts {
                wait: Some(WAIT_FOR_CONNECTION),
                create: Some(WAIT_FOR_CONNECTION),
                recycle: Some(WAIT_FOR_CONNECTION),
            })
            .build()
            .map_err(|error| StorageError::Pool(error.to_string()))?;
        let server = Self { pool };
        drop(server.connection().await?);
        Ok(server)
    }

    pub(crate) async fn connection(&self) -> Result<Object, StorageError> {
        self.pool.get().await.map_err(|error| match error {
            deadpool_postgres::PoolError::Backend(error) => StorageError::Postgres(error),
            other => StorageError::Pool(other.to_string()),
        })
    }

    pub(crate) async fn write<T, E, F>(&self, name: &'static str, work: F) -> Result<T, E>
    where
        F: for<'t> Fn(&'t mut Tx) -> Work<'t, T, E> + Send + Sync,
        E: From<StorageError> + Retriable,
    {
        let mut pause = FIRST_PAUSE;
        for _ in 1..ATTEMPTS {
            match self.attempt(&work).await {
                Err(error) if error.storage().is_some_and(StorageError::is_retriable) => {
                    tracing::debug!(name, "a conflict; trying again");
                    tokio::time::sleep(pause).await;
                    pause *= 2;
                }
                outcome => return outcome,
            }
        }
        match self.attempt(&work).await {
            Err(error) if error.storage().is_some_and(StorageError::is_retriable) => {
                Err(StorageError::Conflict {
                    name,
                    attempts: ATTEMPTS,
                }
                .into())
            }
            outcome => outcome,
        }
    }

    async fn attempt<T, E, F>(&self, work: &F) -> Result<T, E>
    where
        F: for<'t> Fn(&'t mut Tx) -> Work<'t, T, E>,
        E: From<StorageError>,
    {
        let connection = self.connection().await?;
        let mut tx = Tx {
            inner: Inner::Postgres(PgTx::transaction(connection)),
        };
        let outcome = work(&mut tx).await;
        let Inner::Postgres(pg) = tx.inner else {
            return outcome;
        };
        match outcome {
            Ok(value) => {
                pg.commit().await?;
                Ok(value)
            }
            Err(error) => {
                pg.rollback().await;
                Err(error)
            }
        }
    }

    pub(crate) async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T, E>,
        E: From<StorageError>,
    {
        let connection = self.connection().await?;
        let mut tx = Tx {
            inner: Inner::Postgres(PgTx::reading(connection)),
        };
        work(&mut tx).await
    }

    pub(crate) async fn single(
        &self,
        statement: &'static Statement,
        params: &Params<'_>,
    ) -> Result<Vec<Row>, StorageError> {
        let mut pause = FIRST_PAUSE;
        for _ in 1..ATTEMPTS {
            let connection = self.connection().await?;
            match PgTx::reading(connection).rows(statement, params).await {
                Err(error) if error.is_retriable() && !is_broken(&error) => {
                    tokio::time::sleep(pause).await;
                    pause *= 2;
                }
                // A statement that commits by itself and whose connection broke
                // may have happened.
                Err(error) if is_broken(&error) => return Err(StorageError::OutcomeUnknown),
                outcome => return outcome,
            }
        }
        Err(StorageError::Conflict {
            name: statement.name,
            attempts: ATTEMPTS,
        })
    }
}

fn is_broken(error: &StorageError) -> bool {
    matches!(error, StorageError::Postgres(error) if error.is_closed() || error.code().is_none())
}
