//! Importing offices from a file: regions, offices, their services, windows,
//! officers, agreements and reception plans (REQ-1, REQ-9.8, REQ-10.1, REQ-13,
//! REQ-A10, REQ-A14).
//!
//! The file is read strictly and wholly: every bad row is told with its line,
//! what is wrong and what to do, all at once, and nothing is stored while one is
//! bad. The same file again changes nothing; a changed file changes what it
//! changed. What a file does not name stays as it is, except that a plan which
//! its office no longer names ends today. The format stands in
//! `docs/office-file.md`.

mod check;
mod file;
mod merge;
mod nearest;
mod problem;
mod read;
mod read_office_rows;
mod read_plans;
mod sheet;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use okno_identity::password::{Cost, PasswordError, Passwords};
use okno_storage::{Retriable, StorageError};

use check::Checker;
use file::OfficeFile;
pub use problem::ImportProblem;
use problem::Problems;

use crate::App;
use crate::directory::Listing;
use crate::rules::Rules;

/// What became of the rows of one table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows that were not known before.
    pub added: u64,
    /// Rows that differ from what was known.
    pub changed: u64,
    /// Rows that say what was known.
    pub same: u64,
}

/// What an import did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Regions.
    pub regions: Counts,
    /// Offices.
    pub offices: Counts,
    /// Services at offices.
    pub services: Counts,
    /// Windows.
    pub windows: Counts,
    /// Officers.
    pub officers: Counts,
    /// Agreements of multipurpose centres.
    pub agreements: Counts,
    /// Reception plans.
    pub plans: Counts,
    /// Plans that their office no longer names and that end today.
    pub plans_ended: u64,
}

impl Imported {
    /// The counts with the name of each table, in the order of the file.
    pub fn tables(&self) -> [(&'static str, Counts); 7] {
        [
            ("regions", self.regions),
            ("offices", self.offices),
            ("services", self.services),
            ("windows", self.windows),
            ("officers", self.officers),
            ("agreements", self.agreements),
            ("plans", self.plans),
        ]
    }

    /// Whether anything is stored otherwise than before.
    pub fn changed_anything(&self) -> bool {
        let tables = self.tables();
        self.plans_ended > 0
            || tables
                .iter()
                .any(|(_, counts)| counts.added + counts.changed > 0)
    }
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file has these problems; nothing was stored.
    #[error("the office file has {} problem(s)", .0.len())]
    Problems(Vec<ImportProblem>),
    /// An initial password could not be hashed.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The database refused.
    #[error("could not store the offices: {0}")]
    Storage(#[from] StorageError),
}

impl Retriable for ImportError {
    fn storage(&self) -> Option<&StorageError> {
        match self {
            Self::Storage(error) => Some(error),
            _ => None,
        }
    }
}

/// Hashes of initial passwords, by password.
pub(crate) type Hashes = BTreeMap<String, String>;

impl App {
    /// Imports the offices of a file; `file_name` only stands in problems.
    ///
    /// Everything is stored in one transaction. Slots are published afterwards by
    /// [`App::publish_slots`].
    ///
    /// # Errors
    /// [`ImportError::Problems`] with every problem of the file; a refusal of the
    /// database.
    pub async fn import_offices(
        &self,
        text: &str,
        file_name: &str,
    ) -> Result<Imported, ImportError> {
        self.import_with(text, file_name, &mut Hashes::new()).await
    }

    /// Imports one of several files; hashes made for one serve the next.
    pub(crate) async fn import_with(
        &self,
        text: &str,
        file_name: &str,
        hashes: &mut Hashes,
    ) -> Result<Imported, ImportError> {
        // Another node may have changed offices since this one last looked.
        self.refresh_directory().await?;
        let stored = self.directory().now();
        let file =
            understand(text, file_name, &stored, self.rules()).map_err(ImportError::Problems)?;
        self.hash_passwords(&file, hashes).await?;
        let (app, now, hashes) = (self.clone(), self.now(), hashes.clone());
        let merge = Arc::new(merge::Merge {
            app,
            now,
            file,
            hashes,
        });
        let imported = self
            .store()
            .write("import offices", move |tx| {
                let merge = Arc::clone(&merge);
                Box::pin(async move { merge.run(tx).await })
            })
            .await
            .map_err(ImportError::Storage)?;
        self.refresh_directory().await?;
        Ok(imported)
    }

    /// Hashes each initial password of the file that has no hash yet. One hash
    /// serves all officers who are given the same one: they change it at the first
    /// log-in, and a whole country would take minutes otherwise.
    async fn hash_passwords(
        &self,
        file: &OfficeFile,
        hashes: &mut Hashes,
    ) -> Result<(), ImportError> {
        let offices = file.offices.iter();
        let given = offices
            .flat_map(|office| &office.content.officers)
            .filter_map(|officer| officer.content.password.clone());
        let new: BTreeSet<String> = given.filter(|known| !hashes.contains_key(known)).collect();
        if new.is_empty() {
            return Ok(());
        }
        let entropy = self.entropy().clone();
        let hashed = tokio::task::spawn_blocking(move || {
            let passwords = Passwords::new(Cost::RECOMMENDED, &entropy)?;
            let hash = |password: String| {
                let hash = passwords.hash(&password, &entropy)?.as_str().to_owned();
                Ok::<_, PasswordError>((password, hash))
            };
            new.into_iter().map(hash).collect::<Result<Hashes, _>>()
        });
        hashes.extend(
            hashed
                .await
                .map_err(|e| PasswordError::Hashing(e.to_string()))??,
        );
        Ok(())
    }
}

/// Reads and checks a file against what is stored.
fn understand(
    text: &str,
    file_name: &str,
    stored: &Listing,
    rules: &Rules,
) -> Result<OfficeFile, Vec<ImportProblem>> {
    let problems = Problems::new(file_name, text);
    let file = sheet::read(text, &problems, read::file);
    if let Some(file) = &file {
        Checker {
            text,
            problems: &problems,
            stored,
            rules,
        }
        .check(file);
    }
    let found = problems.into_found();
    match file {
        Some(file) if found.is_empty() => Ok(file),
        _ => Err(found),
    }
}
