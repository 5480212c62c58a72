//! Copies of the embedded database, made while it is in use.

use std::path::Path;

use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};

use crate::error::StorageError;

/// Copies the database in one step: every commit before it is in the copy,
/// nothing after it. Writers wait for the fraction of a second that it takes;
/// copying in small steps would start over at each commit and never end.
///
/// # Errors
/// A source that is no database; a target that cannot be written.
pub fn copy(from: &Path, to: &Path) -> Result<u64, StorageError> {
    let source = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let mut target = Connection::open(to)?;
    Backup::new(&source, &mut target)?.step(-1)?;
    drop(target);
    check(to)?;
    Ok(std::fs::metadata(to).map_or(0, |data| data.len()))
}

/// Whether a file is an intact database of this program.
///
/// # Errors
/// [`StorageError::Content`] names what is wrong.
pub fn check(file: &Path) -> Result<(), StorageError> {
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let verdict: String = connection.query_row("PRAGMA quick_check", (), |row| row.get(0))?;
    if verdict != "ok" {
        return Err(StorageError::Content {
            what: "database file",
            why: verdict,
        });
    }
    connection.query_row("SELECT COUNT(*) FROM refinery_schema_history", (), |_| {
        Ok(())
    })?;
    Ok(())
}

/// Refuses a database that somebody has open for writing.
///
/// # Errors
/// When it cannot be locked.
pub fn in_use(file: &Path) -> Result<(), StorageError> {
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    // Leaving the write-ahead log needs to be alone with the file.
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get(0))?;
    if mode == "delete" {
        Ok(())
    } else {
        Err(StorageError::Content {
            what: "database file",
            why: "it is in use".into(),
        })
    }
}
