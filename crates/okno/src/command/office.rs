//! `okno office import FILE`: regions, offices, officers and plans from a file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use okno_app::App;
use okno_app::office_import::{ImportError, Imported};
use okno_app::reception_plan::{PublishFor, Published};

use crate::config::Config;
use crate::{command, house, logging};

/// What to do with offices.
#[derive(Debug, clap::Subcommand)]
pub enum OfficeCommand {
    /// Imports an office file and publishes its slots; docs/office-file.md shows the format.
    Import {
        /// The file (TOML).
        file: PathBuf,
    },
}

/// Runs an office command; a file with problems ends with exit code 1.
///
/// # Errors
/// A file that cannot be read, a database that refuses.
pub fn run(config: Config, command: OfficeCommand) -> anyhow::Result<ExitCode> {
    logging::start(&config)?;
    command::runtime()?.block_on(async {
        let app = house::open(&config).await?;
        match command {
            OfficeCommand::Import { file } => import(&app, &file).await,
        }
    })
}

async fn import(app: &App, file: &Path) -> anyhow::Result<ExitCode> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {name}"))?;
    match app.import_offices(&text, &name).await {
        Ok(imported) => report(&imported),
        Err(ImportError::Problems(problems)) => {
            for problem in &problems {
                eprintln!("{problem}");
            }
            eprintln!("{} problem(s); nothing was stored", problems.len());
            return Ok(ExitCode::FAILURE);
        }
        Err(other) => return Err(other.into()),
    }
    report_slots(&app.publish_slots(&PublishFor::All).await?);
    Ok(ExitCode::SUCCESS)
}

fn report(imported: &Imported) {
    for (table, counts) in imported.tables() {
        println!(
            "{table}: {} added, {} changed, {} as before",
            counts.added, counts.changed, counts.same
        );
    }
    if imported.plans_ended > 0 {
        println!(
            "plans ended because the file no longer names them: {}",
            imported.plans_ended
        );
    }
}

fn report_slots(published: &Published) {
    println!(
        "slots: {} published in {} sessions, {} of them closed",
        published.slots, published.sessions, published.closed
    );
    if published.withdrawn > 0 {
        println!(
            "sessions withdrawn because their plan changed: {}",
            published.withdrawn
        );
    }
    for kept in &published.kept {
        println!(
            "stays although no plan wants it, because a time of it was asked for: {} {} {} from {}",
            kept.office_id, kept.service_id, kept.on_date, kept.starts_at
        );
    }
    for (office, time) in &published.irregular {
        println!(
            "the clock of office {office} is changed at {}: look at that time",
            time.local
        );
    }
    for (office, service, day) in &published.calendar_ends {
        println!("{office} {service}: published only up to {day}, where the calendar ends");
    }
}
