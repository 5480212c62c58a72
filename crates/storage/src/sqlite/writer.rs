//! Group commit: every command in its own savepoint, one commit for all that wait.
//!
//! A commit costs one write to the disk, whatever it holds. So the writer takes
//! every command that is waiting, runs each in a savepoint of its own, commits
//! once, and only then sends the answers. A command that fails takes back its
//! own savepoint and nothing else.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::{SqliteTx, open_writer};
use crate::error::StorageError;
use crate::tx::{Inner, Tx};

/// Commands of one commit. More would only delay the first answer.
const MOST_AT_ONCE: usize = 256;
/// Commands that may wait; beyond it a caller waits at the door.
const QUEUE: usize = 4096;

/// What remains to be said once the commit is known to have happened or not.
type Answer = Box<dyn FnOnce(Result<(), StorageError>) + Send>;

/// What became of a command inside the open commit.
enum Ran {
    /// Its changes stay; it is answered by the outcome of the commit.
    Kept(Answer),
    /// It refused; its changes are taken back and its own refusal stands.
    Refused(Answer),
}

/// Runs in a savepoint, or is told why there is none.
type Command = Box<dyn FnOnce(Result<&mut Tx, StorageError>) -> Ran + Send>;

/// The only thread that writes.
#[derive(Clone)]
pub(crate) struct Writer {
    queue: mpsc::Sender<Command>,
    figures: Arc<Figures>,
}

/// Counters for the metrics page.
#[derive(Default)]
struct Figures {
    commits: AtomicU64,
    commands: AtomicU64,
}

impl Writer {
    pub(crate) fn start(path: &Path) -> Result<Self, StorageError> {
        let connection = open_writer(path)?;
        let (queue, commands) = mpsc::channel(QUEUE);
        let figures = Arc::new(Figures::default());
        let counters = Arc::clone(&figures);
        thread::Builder::new()
            .name("okno-writer".into())
            .spawn(move || write_until_closed(connection, commands, &counters))
            .map_err(|error| StorageError::Pool(error.to_string()))?;
        Ok(Self { queue, figures })
    }

    /// Commits made, and commands that they held.
    pub(crate) fn figures(&self) -> (u64, u64) {
        let commits = self.figures.commits.load(Ordering::Relaxed);
        (commits, self.figures.commands.load(Ordering::Relaxed))
    }

    /// Runs `work` in a savepoint and answers after the commit.
    pub(crate) async fn run<T, E>(
        &self,
        name: &'static str,
        work: impl FnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        let (sender, answer) = oneshot::channel();
        let command: Command = Box::new(move |tx| {
            let outcome = match tx {
                Ok(tx) => catch_unwind(AssertUnwindSafe(|| work(tx)))
                    .unwrap_or_else(|_| Err(StorageError::Panicked(name).into())),
                Err(error) => Err(error.into()),
            };
            match outcome {
                Ok(value) => Ran::Kept(Box::new(move |committed| {
                    drop(sender.send(committed.map(|()| value).map_err(E::from)));
                })),
                Err(error) => Ran::Refused(Box::new(move |_| drop(sender.send(Err(error))))),
            }
        });
        self.queue
            .send(command)
            .await
            .map_err(|_| StorageError::Closed)?;
        answer
            .await
            .unwrap_or_else(|_| Err(StorageError::Closed.into()))
    }
}

fn write_until_closed(
    connection: Connection,
    mut commands: mpsc::Receiver<Command>,
    figures: &Figures,
) {
    let mut tx = Tx {
        inner: Inner::Sqlite(SqliteTx { connection }),
    };
    while let Some(first) = commands.blocking_recv() {
        let group = Group::open(&mut tx);
        let (outcome, answers) = group.fill(first, &mut commands).close();
        figures.commits.fetch_add(1, Ordering::Relaxed);
        figures
            .commands
            .fetch_add(answers.len() as u64, Ordering::Relaxed);
        for answer in answers {
            answer(outcome.tell());
        }
    }
}

/// One commit in the making.
struct Group<'c> {
    tx: &'c mut Tx,
    answers: Vec<Answer>,
    /// Why the engine gave the whole transaction up (disk full, file gone).
    broken: Option<StorageError>,
}

impl<'c> Group<'c> {
    fn open(tx: &'c mut Tx) -> Self {
        let broken = step(connection_of(tx), "BEGIN IMMEDIATE").err();
        Self {
            tx,
            answers: Vec::new(),
            broken,
        }
    }

    fn fill(mut self, first: Command, commands: &mut mpsc::Receiver<Command>) -> Self {
        self.add(first);
        while self.answers.len() < MOST_AT_ONCE && self.broken.is_none() {
            match commands.try_recv() {
                Ok(command) => self.add(command),
                Err(_) => break,
            }
        }
        self
    }

    fn add(&mut self, command: Command) {
        let savepoint = match &self.broken {
            Some(error) => Err(Outcome::of(Some(error))
                .tell()
                .err()
                .unwrap_or(StorageError::Closed)),
            None => step(connection_of(self.tx), "SAVEPOINT command"),
        };
        let ran = match savepoint {
            Ok(()) => command(Ok(self.tx)),
            Err(error) => command(Err(error)),
        };
        let connection = connection_of(self.tx);
        // Some failures (a full disk) make the engine drop the whole
        // transaction by itself. What came before in this group is gone with
        // it, and anything run now would be committed on its own.
        if connection.is_autocommit() {
            self.broken.get_or_insert(StorageError::DiskFull);
        }
        let (settled, answer) = match ran {
            _ if self.broken.is_some() => (Ok(()), ran.answer()),
            Ran::Kept(answer) => (step(connection, "RELEASE command"), answer),
            Ran::Refused(answer) => (
                step(connection, "ROLLBACK TO command")
                    .and_then(|()| step(connection, "RELEASE command")),
                answer,
            ),
        };
        if let Err(error) = settled {
            self.broken = Some(error);
        }
        self.answers.push(answer);
    }

    fn close(self) -> (Outcome, Vec<Answer>) {
        let connection = connection_of(self.tx);
        let failed = match self.broken {
            Some(error) => Some(error),
            None => step(connection, "COMMIT").err(),
        };
        if let Some(error) = &failed {
            tracing::error!(%error, "commit refused; nothing of this group is stored");
            if !connection.is_autocommit() {
                drop(step(connection, "ROLLBACK"));
            }
        }
        (Outcome::of(failed.as_ref()), self.answers)
    }
}

impl Ran {
    fn answer(self) -> Answer {
        match self {
            Self::Kept(answer) | Self::Refused(answer) => answer,
        }
    }
}

/// The outcome of one commit, told to every command in it.
enum Outcome {
    Stored,
    DiskFull,
    Refused(String),
}

impl Outcome {
    fn of(failed: Option<&StorageError>) -> Self {
        match failed {
            None => Self::Stored,
            Some(error) if error.is_disk_full() => Self::DiskFull,
            Some(error) => Self::Refused(error.to_string()),
        }
    }

    fn tell(&self) -> Result<(), StorageError> {
        match self {
            Self::Stored => Ok(()),
            Self::DiskFull => Err(StorageError::DiskFull),
            Self::Refused(why) => Err(StorageError::CommitRefused(why.clone())),
        }
    }
}

fn step(connection: &Connection, sql: &'static str) -> Result<(), StorageError> {
    connection.prepare_cached(sql)?.execute(())?;
    Ok(())
}

fn connection_of(tx: &Tx) -> &Connection {
    match &tx.inner {
        Inner::Sqlite(tx) => &tx.connection,
        Inner::Postgres(_) => unreachable!("the writer owns a SQLite connection"),
    }
}
