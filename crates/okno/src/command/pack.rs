//! `okno pack check | explain | diff`: what a pack says, and whether it may be used.

#![allow(clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow};
use jiff::civil::Date;
use okno_app::pack_folder::{PackFolderError, load_pack};
use okno_domain::pack::diff::{Change, between_days, between_packs};
use okno_domain::pack::{Inputs, Pack, Surface};

/// What to do with rule packs.
#[derive(Debug, clap::Subcommand)]
pub enum PackCommand {
    /// Reads and proves a pack; prints every problem with file, line and column.
    Check {
        /// The folder of the pack.
        dir: PathBuf,
    },
    /// Prints a value with its row, its source, the inputs and the rows that lost.
    Explain {
        /// The folder of the pack.
        pack: PathBuf,
        /// The id of the value or decision (`fee`, `term`).
        value: String,
        /// The day that selects the version, YYYY-MM-DD.
        #[arg(long)]
        on: Date,
        /// The inputs, `name=word,name=word`; ticks that are not given count as no.
        #[arg(long, default_value = "")]
        when: String,
        /// The language of titles.
        #[arg(long, default_value = "en")]
        language: String,
    },
    /// Prints what changes for the applicant between two packs, or in one pack between two days.
    Diff {
        /// The folder of the pack as it was.
        a: PathBuf,
        /// The folder of the pack as it is; the same one to compare two days.
        b: PathBuf,
        /// The day to compare on; with --until, the first of two days.
        #[arg(long)]
        on: Option<Date>,
        /// The second day, for one pack.
        #[arg(long, requires = "on")]
        until: Option<Date>,
    },
}

/// Runs a pack command; a pack with problems, or packs that differ, end with exit code 1.
///
/// # Errors
/// What could not be read or asked.
pub fn run(command: PackCommand) -> anyhow::Result<ExitCode> {
    match command {
        PackCommand::Check { dir } => check(&dir),
        PackCommand::Explain {
            pack,
            value,
            on,
            when,
            language,
        } => explain(&pack, &value, on, &when, &language),
        PackCommand::Diff { a, b, on, until } => diff(&a, &b, on, until),
    }
}

/// Reads and proves the pack in `dir`, and says what its surfaces still lack.
///
/// # Errors
/// A folder or file that cannot be read.
pub fn check(dir: &Path) -> anyhow::Result<ExitCode> {
    let pack = match load_pack(dir) {
        Ok(pack) => pack,
        Err(PackFolderError::Load(error)) => {
            for problem in &error.problems {
                println!("{problem}");
            }
            println!("{} problem(s)", error.problems.len());
            return Ok(ExitCode::FAILURE);
        }
        Err(error) => return Err(error.into()),
    };
    let rows: usize = pack.rules.values().map(|rule| rule.rows.len()).sum();
    println!(
        "{}: {} rules, {rows} rows, {} acts, {} states, {} edges, {} grounds, {} documents, {} texts",
        pack.id,
        pack.rules.len(),
        pack.acts.ids().count(),
        pack.workflow.states.len(),
        pack.workflow.edges.len(),
        pack.grounds.len(),
        pack.evidence.len(),
        pack.texts.len(),
    );
    println!("checksum: {}", pack.checksum);
    let complete = print_missing(&pack);
    Ok(if complete {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn print_missing(pack: &Pack) -> bool {
    let mut complete = true;
    for (name, surface) in Surface::WORDS {
        let missing = pack.missing(surface);
        if !missing.is_empty() {
            complete = false;
            println!(
                "{name} must not be published, it lacks: {}",
                missing.join(", ")
            );
        }
    }
    complete
}

/// Prints why `value` is what it is.
///
/// # Errors
/// A pack that does not load, or a question it cannot answer.
pub fn explain(
    dir: &Path,
    value: &str,
    on: Date,
    when: &str,
    language: &str,
) -> anyhow::Result<ExitCode> {
    let pack = load(dir)?;
    let inputs = Inputs::parse(when).map_err(|part| anyhow!("'{part}' is not name=word"))?;
    let explanation = pack.explain(value, on, &inputs)?;
    for line in pack.explained(&explanation, language) {
        println!("{line}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints what changes for the applicant.
///
/// # Errors
/// A pack that does not load, or two packs without a day to compare them on.
pub fn diff(a: &Path, b: &Path, on: Option<Date>, until: Option<Date>) -> anyhow::Result<ExitCode> {
    let (before, after) = (load(a)?, load(b)?);
    let changes = match (on, until) {
        (Some(on), Some(until)) => between_days(&after, on, until),
        (Some(on), None) => between_packs(&before, &after, on),
        (None, _) => on_every_day(&before, &after),
    };
    for change in &changes {
        println!("{change}");
    }
    println!("{} change(s)", changes.len());
    Ok(if changes.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Two packs compared on every day on which one of them begins to say something new.
fn on_every_day(before: &Pack, after: &Pack) -> Vec<Change> {
    let rules = before.rules.values().chain(after.rules.values());
    let mut days: Vec<Date> = rules
        .flat_map(|rule| rule.rows.iter().map(|row| row.from))
        .collect();
    days.sort_unstable();
    days.dedup();
    let mut changes: Vec<Change> = Vec::new();
    for day in days {
        for mut change in between_packs(before, after, day) {
            let seen = changes.iter().any(|known| {
                known.subject == change.subject
                    && known.before == change.before
                    && known.after == change.after
                    && known.what.starts_with(&change.what)
            });
            if !seen {
                change.what = format!("{} (from {day})", change.what);
                changes.push(change);
            }
        }
    }
    changes
}

fn load(dir: &Path) -> anyhow::Result<Pack> {
    load_pack(dir).with_context(|| format!("the pack {} cannot be used", dir.display()))
}
