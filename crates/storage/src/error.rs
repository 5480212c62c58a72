//! The one error of this crate; `Display` is for the log.

use crate::statement::Statement;

/// Why something could not be remembered or read back.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The embedded engine refused.
    #[error("sqlite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The server refused or the connection broke.
    #[error("postgres: {}", describe(.0))]
    Postgres(#[from] tokio_postgres::Error),
    /// No connection could be had from the pool in time.
    #[error("no database connection: {0}")]
    Pool(String),
    /// The disk is full: nothing was stored, everything stored before is safe.
    #[error("the disk is full")]
    DiskFull,
    /// A statement named a parameter that was not given, or the reverse.
    #[error("statement {statement}: parameter `{name}` {what}")]
    Parameter {
        /// Where the statement stands.
        statement: &'static str,
        /// The parameter.
        name: String,
        /// What is wrong with it.
        what: &'static str,
    },
    /// A stored value that cannot be: somebody changed the data by hand.
    #[error("impossible value in {statement}, column `{column}`: {found}")]
    Impossible {
        /// The statement that read it.
        statement: &'static str,
        /// The column.
        column: String,
        /// What was found, without personal data.
        found: String,
    },
    /// Exactly one row was expected.
    #[error("statement {statement} found {found} rows where exactly one was expected")]
    NotOneRow {
        /// The statement.
        statement: &'static str,
        /// How many there were.
        found: usize,
    },
    /// A unit of work waited for something other than the database.
    #[error("unit of work `{0}` waited for something outside the transaction")]
    AwaitedOutside(&'static str),
    /// The commit may or may not have happened; the once-key tells.
    #[error("the connection broke during commit: the outcome is unknown")]
    OutcomeUnknown,
    /// The commit of a group was refused; nothing of it is stored.
    #[error("commit refused: {0}")]
    CommitRefused(String),
    /// A statement was refused so often that retrying makes no sense.
    #[error("unit of work `{name}` was refused {attempts} times by conflicts")]
    Conflict {
        /// The unit of work.
        name: &'static str,
        /// How often it was tried.
        attempts: u32,
    },
    /// The writer has stopped; the process is going down.
    #[error("the store is closed")]
    Closed,
    /// A unit of work panicked; its savepoint was rolled back.
    #[error("unit of work `{0}` panicked")]
    Panicked(&'static str),
    /// The database was written by a newer version of this program.
    #[error(
        "the database has migration {found}, this program knows up to {known}: \
         start the newer version, or restore a backup made before the upgrade"
    )]
    NewerSchema {
        /// The newest migration in the database.
        found: i64,
        /// The newest migration this program knows.
        known: i64,
    },
    /// A migration that was already applied has changed, or could not be applied.
    #[error("migration: {0}")]
    Migration(String),
    /// The address of the database could not be understood.
    #[error("database address: {0}")]
    Address(String),
    /// Sealed or structured content could not be understood.
    #[error("stored content of {what}: {why}")]
    Content {
        /// What was read.
        what: &'static str,
        /// Why it could not be understood, without personal data.
        why: String,
    },
}

impl StorageError {
    /// Whether the same unit of work may succeed when it is run again.
    pub(crate) fn is_retriable(&self) -> bool {
        use tokio_postgres::error::SqlState;
        match self {
            Self::Postgres(error) => match error.code() {
                Some(code) => [
                    SqlState::T_R_SERIALIZATION_FAILURE,
                    SqlState::T_R_DEADLOCK_DETECTED,
                    SqlState::LOCK_NOT_AVAILABLE,
                    SqlState::ADMIN_SHUTDOWN,
                    SqlState::CRASH_SHUTDOWN,
                    SqlState::CANNOT_CONNECT_NOW,
                    SqlState::READ_ONLY_SQL_TRANSACTION,
                ]
                .contains(code),
                None => error.is_closed(),
            },
            _ => false,
        }
    }

    /// Whether the disk is full, whichever engine says so.
    pub fn is_disk_full(&self) -> bool {
        match self {
            Self::DiskFull => true,
            Self::Sqlite(rusqlite::Error::SqliteFailure(error, _)) => {
                error.code == rusqlite::ErrorCode::DiskFull
            }
            Self::Postgres(error) => {
                error.code() == Some(&tokio_postgres::error::SqlState::DISK_FULL)
            }
            _ => false,
        }
    }

    /// Whether a unique key refused, whichever engine says so. Which one is
    /// found out by reading, not from the words of the error.
    pub fn is_unique_violation(&self) -> bool {
        use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};
        match self {
            Self::Sqlite(rusqlite::Error::SqliteFailure(error, _)) => {
                [SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY]
                    .contains(&error.extended_code)
            }
            Self::Postgres(error) => {
                error.code() == Some(&tokio_postgres::error::SqlState::UNIQUE_VIOLATION)
            }
            _ => false,
        }
    }

    pub(crate) fn impossible(
        statement: &Statement,
        column: &str,
        found: impl Into<String>,
    ) -> Self {
        Self::Impossible {
            statement: statement.name,
            column: column.to_owned(),
            found: found.into(),
        }
    }
}

fn describe(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(db) => format!("{} {}", db.code().code(), db.message()),
        None => error.to_string(),
    }
}
