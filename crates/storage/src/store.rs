//! The store: units of work on whichever engine keeps the data.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use crate::error::StorageError;
use crate::postgres::Server;
use crate::row::Row;
use crate::sqlite::{Readers, Writer};
use crate::statement::{Engine, Statement};
use crate::tx::{Params, Tx};

/// What a unit of work gives back: a future that waits for the database only.
pub type Work<'t, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 't>>;

/// Read connections of a SQLite store, enough for two cores of pages.
const READERS: usize = 8;

/// How the store is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// Connections to a PostgreSQL server. More than about 8 for each of its
    /// cores only lengthens the wait.
    pub pool: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { pool: 16 }
    }
}

/// Where everything is remembered. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) backend: Arc<Backend>,
}

pub(crate) enum Backend {
    Sqlite {
        path: PathBuf,
        writer: Writer,
        readers: Readers,
    },
    Postgres(Server),
}

impl Store {
    /// Opens the database at `address`: `sqlite://path/to/file` or `postgres://…`.
    ///
    /// The schema is not touched: see [`Store::migrate`].
    ///
    /// # Errors
    /// [`StorageError::Address`] for an address of another shape; the engine's
    /// refusal when it cannot be opened.
    pub async fn open(address: &str, options: &Options) -> Result<Self, StorageError> {
        let backend = if let Some(path) = address.strip_prefix("sqlite://") {
            let path = PathBuf::from(path);
            let writer = Writer::start(&path)?;
            Backend::Sqlite {
                readers: Readers::new(&path, READERS),
                writer,
                path,
            }
        } else if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            Backend::Postgres(Server::open(address, options).await?)
        } else {
            return Err(StorageError::Address(
                "it must begin with sqlite:// or postgres://".into(),
            ));
        };
        Ok(Self {
            backend: Arc::new(backend),
        })
    }

    /// The engine that keeps the data.
    pub fn engine(&self) -> Engine {
        match *self.backend {
            Backend::Sqlite { .. } => Engine::Sqlite,
            Backend::Postgres(_) => Engine::Postgres,
        }
    }

    /// Runs a unit of work that changes data: all of it is stored, or nothing.
    ///
    /// The work may run more than once (a conflict between two of them on a
    /// server), so it must not do anything but talk to the database; the
    /// embedded engine refuses work that waits for anything else.
    ///
    /// # Errors
    /// The work's own error; [`StorageError::Conflict`] after a bounded number
    /// of conflicts; [`StorageError::OutcomeUnknown`] when the connection broke
    /// during the commit.
    pub async fn write<T, E, F>(&self, name: &'static str, work: F) -> Result<T, E>
    where
        F: for<'t> Fn(&'t mut Tx) -> Work<'t, T, E> + Send + Sync + 'static,
        T: Send + 'static,
        E: From<StorageError> + Retriable + Send + 'static,
    {
        match &*self.backend {
            Backend::Sqlite { writer, .. } => {
                writer
                    .run(name, move |tx| now_or_never(name, work(tx)))
                    .await
            }
            Backend::Postgres(server) => server.write(name, work).await,
        }
    }

    /// Runs a unit of work that only reads.
    ///
    /// # Errors
    /// The work's own error.
    pub async fn read<T, E, F>(&self, name: &'static str, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T, E> + Send,
        T: Send,
        E: From<StorageError> + Send,
    {
        match &*self.backend {
            Backend::Sqlite { readers, .. } => readers.run(|tx| now_or_never(name, work(tx))).await,
            Backend::Postgres(server) => server.read(work).await,
        }
    }

    /// Runs one statement that is a whole unit of work by itself, in one round trip.
    ///
    /// # Errors
    /// Any refusal of the engine.
    pub async fn single(
        &self,
        statement: &'static Statement,
        params: &Params<'_>,
    ) -> Result<Vec<Row>, StorageError> {
        match &*self.backend {
            Backend::Postgres(server) => server.single(statement, params).await,
            Backend::Sqlite { .. } => Err(StorageError::Parameter {
                statement: statement.name,
                name: "single".into(),
                what: "is for a server; the embedded engine has no round trips",
            }),
        }
    }

    /// Commits made and commands they held, for the metrics page (embedded engine only).
    pub fn group_figures(&self) -> Option<(u64, u64)> {
        match &*self.backend {
            Backend::Sqlite { writer, .. } => Some(writer.figures()),
            Backend::Postgres(_) => None,
        }
    }
}

/// An error that may carry a conflict of the database inside.
pub trait Retriable {
    /// The storage error inside, if that is what went wrong.
    fn storage(&self) -> Option<&StorageError>;
}

impl Retriable for StorageError {
    fn storage(&self) -> Option<&StorageError> {
        Some(self)
    }
}

/// Drives work on the embedded engine: every verb is done when it returns, so
/// the first poll finishes, or the work waited for something it must not.
fn now_or_never<T, E: From<StorageError>>(
    name: &'static str,
    mut work: Work<'_, T, E>,
) -> Result<T, E> {
    let mut context = Context::from_waker(Waker::noop());
    match work.as_mut().poll(&mut context) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => Err(StorageError::AwaitedOutside(name).into()),
    }
}
