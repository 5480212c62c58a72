//! `okno migrate`: brings the database up to date.

#![allow(clippy::print_stdout)]

use std::process::ExitCode;

use okno_storage::{Options, Store};

use crate::command;
use crate::config::Config;

/// Applies what is missing and says what it was.
///
/// # Errors
/// A database that cannot be opened or was written by a newer version.
pub fn run(config: Config) -> anyhow::Result<ExitCode> {
    std::fs::create_dir_all(config.data())?;
    command::runtime()?.block_on(async {
        let store = Store::open(&config.database(), &Options::default()).await?;
        let migrated = store.migrate().await?;
        if migrated.applied.is_empty() {
            println!("the database is up to date");
        }
        for name in migrated.applied {
            println!("applied {name}");
        }
        Ok(ExitCode::SUCCESS)
    })
}
