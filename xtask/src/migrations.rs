//! Migrations come in pairs, and one that has landed never changes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};

use crate::say;
use crate::workshop::Workshop;

/// One folder of migrations for each database, below `crates/storage/migrations`.
pub const FOLDERS: [&str; 2] = ["sqlite", "postgres"];
const HOME: &str = "crates/storage/migrations";
const SUMS: &str = "SHA256SUMS";

/// Sums by path below the migrations' folder, as `sha256sum` lists them.
pub type Sums = BTreeMap<String, String>;

/// The folder of all migrations.
#[must_use]
pub fn home(root: &Path) -> PathBuf {
    root.join(HOME)
}

/// `cargo xtask migration NAME`: the next number, one file for each database.
///
/// # Errors
/// When the name is not made of small letters, digits and underscores, or a file
/// cannot be written.
pub fn start(shop: &Workshop, name: &str) -> anyhow::Result<ExitCode> {
    let plain =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    if name.is_empty() || !name.chars().all(plain) {
        bail!("a migration's name has small letters, digits and underscores: {name:?}");
    }
    let home = home(&shop.root);
    let number = 1 + names(&home)?
        .iter()
        .filter_map(|file| number_of(file))
        .max()
        .unwrap_or(0);
    for folder in FOLDERS {
        let file = home.join(folder).join(format!("V{number}__{name}.sql"));
        std::fs::create_dir_all(home.join(folder))?;
        std::fs::write(&file, "-- Why: \n").with_context(|| file.display().to_string())?;
        say::line(file.display());
    }
    say::line("Write both, then `cargo xtask bless` to record them.");
    Ok(ExitCode::SUCCESS)
}

/// Records the sums of migrations that have not landed yet.
///
/// What the last commit lists is never rewritten: data out there was made with it.
///
/// # Errors
/// When a landed migration has changed or gone, or the list cannot be written.
pub fn record(shop: &Workshop) -> anyhow::Result<()> {
    let home = home(&shop.root);
    let now = sums_of_files(&home)?;
    if now.is_empty() {
        return Ok(());
    }
    let broken = changed(&landed(shop), &now);
    if !broken.is_empty() {
        bail!(
            "a landed migration never changes; write a new one instead of: {}",
            broken.join(", ")
        );
    }
    let mut list = String::new();
    for (file, sum) in &now {
        writeln!(list, "{sum}  {file}")?;
    }
    std::fs::write(home.join(SUMS), list).context("cannot write the list of sums")
}

/// What is wrong with the migrations as they stand; empty when nothing is.
///
/// # Errors
/// When a file cannot be read.
pub fn problems(root: &Path) -> anyhow::Result<Vec<String>> {
    let home = home(root);
    let mut problems = unpaired(&home)?;
    let listed = parse(&std::fs::read_to_string(home.join(SUMS)).unwrap_or_default());
    let now = sums_of_files(&home)?;
    problems.extend(
        changed(&listed, &now)
            .into_iter()
            .map(|file| format!("{file} changed after it was recorded")),
    );
    let unrecorded = now.keys().filter(|file| !listed.contains_key(*file));
    problems.extend(unrecorded.map(|file| format!("{file} is not recorded: cargo xtask bless")));
    Ok(problems)
}

/// Migrations that only one database has.
fn unpaired(home: &Path) -> anyhow::Result<Vec<String>> {
    let mut problems = Vec::new();
    for name in names(home)? {
        for folder in FOLDERS {
            if !home.join(folder).join(&name).exists() {
                problems.push(format!("{name} is missing in {folder}"));
            }
        }
    }
    Ok(problems)
}

/// The names in all folders together.
fn names(home: &Path) -> anyhow::Result<BTreeSet<String>> {
    let files = sums_of_files(home)?;
    Ok(files
        .keys()
        .filter_map(|file| Some(file.split_once('/')?.1.to_owned()))
        .collect())
}

fn number_of(name: &str) -> Option<u32> {
    name.strip_prefix('V')?.split_once("__")?.0.parse().ok()
}

fn sums_of_files(home: &Path) -> anyhow::Result<Sums> {
    let mut sums = Sums::new();
    for folder in FOLDERS {
        let Ok(entries) = std::fs::read_dir(home.join(folder)) else {
            continue;
        };
        for entry in entries {
            let path = entry?.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            if name.ends_with(".sql") {
                let sum = hex::encode(Sha256::digest(std::fs::read(&path)?));
                sums.insert(format!("{folder}/{name}"), sum);
            }
        }
    }
    Ok(sums)
}

/// The list as the last commit has it; empty before the first.
fn landed(shop: &Workshop) -> Sums {
    let shown = Command::new("git")
        .current_dir(&shop.root)
        .args(["show", &format!("HEAD:{HOME}/{SUMS}")])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();
    match shown {
        Ok(shown) if shown.status.success() => parse(&String::from_utf8_lossy(&shown.stdout)),
        _ => Sums::new(),
    }
}

fn parse(list: &str) -> Sums {
    let lines = list.lines().filter_map(|line| line.split_once("  "));
    lines
        .map(|(sum, file)| (file.to_owned(), sum.to_owned()))
        .collect()
}

/// What was listed and is now different or gone.
fn changed(listed: &Sums, now: &Sums) -> Vec<String> {
    listed
        .iter()
        .filter(|(file, sum)| now.get(*file) != Some(*sum))
        .map(|(file, _)| file.clone())
        .collect()
}
