//! `okno backup` and `okno restore`: copies of the embedded database.

#![allow(clippy::print_stdout)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail, ensure};
use okno_storage::embedded;

use crate::config::Config;

/// Copies the database while it is in use.
///
/// # Errors
/// A file that exists already; a database on a server.
pub fn backup(config: &Config, file: &Path) -> anyhow::Result<ExitCode> {
    let database = embedded_path(config)?;
    ensure!(
        !file.exists(),
        "{} exists already; choose another name",
        file.display()
    );
    let copied = embedded::copy(&database, file)
        .with_context(|| format!("{} cannot be copied", database.display()))?;
    println!("copied {copied} bytes to {}", file.display());
    println!(
        "keep {} apart from it: without the secrets nothing personal can be read",
        config.data().join(crate::secrets::FILE).display()
    );
    Ok(ExitCode::SUCCESS)
}

/// Puts a copy in the place of the database; the old one is kept beside it.
///
/// # Errors
/// A copy that is damaged; a database that is in use.
pub fn restore(config: &Config, file: &Path) -> anyhow::Result<ExitCode> {
    let database = embedded_path(config)?;
    embedded::check(file).with_context(|| format!("{} is damaged", file.display()))?;
    if database.exists() {
        embedded::in_use(&database)
            .with_context(|| format!("{} is in use: stop the server first", database.display()))?;
        let aside = database.with_extension("db.before-restore");
        ensure!(
            !aside.exists(),
            "{} is in the way: move it first",
            aside.display()
        );
        fs::rename(&database, &aside)?;
        println!("the database before is now {}", aside.display());
    }
    if let Some(folder) = database.parent() {
        fs::create_dir_all(folder)?;
    }
    embedded::copy(file, &database)?;
    println!("restored {}", database.display());
    Ok(ExitCode::SUCCESS)
}

fn embedded_path(config: &Config) -> anyhow::Result<PathBuf> {
    let address = config.database();
    match address.strip_prefix("sqlite://") {
        Some(path) => Ok(PathBuf::from(path)),
        None => bail!(
            "this copies the embedded database; for PostgreSQL use the server's own tools \
             (docs/operations.md, Backup)"
        ),
    }
}
