//! Migrations: paired folders with the same names, one runner for both engines.

use refinery::{Report, Runner};

use crate::error::StorageError;
use crate::postgres::Server;
use crate::store::{Backend, Store};

mod sqlite_files {
    refinery::embed_migrations!("migrations/sqlite");
}

mod postgres_files {
    refinery::embed_migrations!("migrations/postgres");
}

/// Any number will do, as long as every node of this product uses the same.
const ONE_NODE_MIGRATES: &str = "SELECT pg_advisory_lock(864)";
const NEXT_NODE_MIGRATES: &str = "SELECT pg_advisory_unlock(864)";

/// What [`Store::migrate`] did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migrated {
    /// Names of the migrations applied now, in order.
    pub applied: Vec<String>,
}

/// Where a database stands against this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaState {
    /// Every migration this program knows is applied.
    Current,
    /// Some are still to be applied: run `okno migrate`.
    Behind {
        /// The newest applied, 0 for an empty database.
        found: i64,
        /// The newest known.
        known: i64,
    },
    /// A newer program has been here; this one must not touch it.
    Newer {
        /// The newest applied.
        found: i64,
        /// The newest known.
        known: i64,
    },
}

impl Store {
    /// Brings the schema up to date; several nodes may try at once.
    ///
    /// # Errors
    /// [`StorageError::NewerSchema`] for a database written by a newer version,
    /// [`StorageError::Migration`] when an applied migration has changed.
    pub async fn migrate(&self) -> Result<Migrated, StorageError> {
        if let SchemaState::Newer { found, known } = self.schema_state().await? {
            return Err(StorageError::NewerSchema { found, known });
        }
        let report = match &*self.backend {
            Backend::Sqlite { path, .. } => {
                let mut connection = crate::sqlite::open_writer(path)?;
                sqlite_files::migrations::runner().run(&mut connection)
            }
            Backend::Postgres(server) => migrate_server(server).await?,
        };
        let report = report.map_err(|error| StorageError::Migration(error.to_string()))?;
        Ok(Migrated {
            applied: names(&report),
        })
    }

    /// Compares the schema with what this program knows.
    ///
    /// # Errors
    /// The engine's refusal.
    pub async fn schema_state(&self) -> Result<SchemaState, StorageError> {
        let (found, known) = match &*self.backend {
            Backend::Sqlite { path, .. } => {
                let mut connection = crate::sqlite::open_writer(path)?;
                let runner = sqlite_files::migrations::runner();
                let last = runner.get_last_applied_migration(&mut connection);
                (last.ok().flatten(), newest(&runner))
            }
            Backend::Postgres(server) => {
                let mut connection = server.connection().await?;
                let runner = postgres_files::migrations::runner();
                let client: &mut tokio_postgres::Client = &mut connection;
                let last = runner.get_last_applied_migration_async(client).await;
                (last.ok().flatten(), newest(&runner))
            }
        };
        let found = found.map_or(0, |migration| i64::from(migration.version()));
        Ok(match found.cmp(&known) {
            std::cmp::Ordering::Equal => SchemaState::Current,
            std::cmp::Ordering::Less => SchemaState::Behind { found, known },
            std::cmp::Ordering::Greater => SchemaState::Newer { found, known },
        })
    }
}

async fn migrate_server(server: &Server) -> Result<Result<Report, refinery::Error>, StorageError> {
    let mut connection = server.connection().await?;
    connection.batch_execute(ONE_NODE_MIGRATES).await?;
    let client: &mut tokio_postgres::Client = &mut connection;
    let report = postgres_files::migrations::runner().run_async(client).await;
    connection.batch_execute(NEXT_NODE_MIGRATES).await?;
    Ok(report)
}

fn newest(runner: &Runner) -> i64 {
    runner
        .get_migrations()
        .iter()
        .map(|m| i64::from(m.version()))
        .max()
        .unwrap_or(0)
}

fn names(report: &Report) -> Vec<String> {
    report
        .applied_migrations()
        .iter()
        .map(ToString::to_string)
        .collect()
}
