//! SQLite: one writer that commits many commands at once, and a pool of readers.

mod reader;
mod value;
mod writer;

pub(crate) use reader::Readers;
pub(crate) use value::SqliteTx;
pub(crate) use writer::Writer;

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::error::StorageError;

/// Another process (a backup, a second program by mistake) may hold the file this long.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Statements kept prepared on each connection: all of the program's.
const PREPARED: usize = 512;
/// Page cache of a connection, in KiB (negative in SQLite's own notation).
const WRITER_CACHE_KIB: i64 = 64 * 1024;
const READER_CACHE_KIB: i64 = 4 * 1024;
/// The write-ahead log is copied back after this many pages (16 MiB), so that
/// a burst of bookings is not interrupted every few hundred commits.
const CHECKPOINT_PAGES: i64 = 4000;

pub(crate) fn open_writer(path: &Path) -> Result<Connection, StorageError> {
    let connection = Connection::open(path)?;
    prepare(&connection, WRITER_CACHE_KIB)?;
    // FULL: a commit that was acknowledged survives a power cut.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    Ok(connection)
}

pub(crate) fn open_reader(path: &Path) -> Result<Connection, StorageError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    prepare(&connection, READER_CACHE_KIB)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

fn prepare(connection: &Connection, cache_kib: i64) -> Result<(), StorageError> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode != "wal" {
        return Err(StorageError::Address(format!(
            "the database file cannot use a write-ahead log (mode {mode}); \
             put it on a local disk"
        )));
    }
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -cache_kib)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(())
}
