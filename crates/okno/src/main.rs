//! Okno: a passport office in one program.

mod command;
mod config;
mod house;
mod logging;
mod secrets;
mod server;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::Config;

/// A passport office in one program: public information, appointments that
/// nobody can sell, the hall queue, the case from application to issue.
#[derive(Parser)]
#[command(name = "okno", version)]
struct Arguments {
    /// Configuration file (TOML); environment variables stand over it.
    #[arg(long, global = true, env = "OKNO_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Everything at once with a demo country; prints addresses and log-ins.
    Demo {
        /// Address and port; port 0 picks a free one.
        #[arg(long)]
        listen: Option<String>,
        /// Folder for the demo's data; a fresh one that goes with the process if left out.
        #[arg(long)]
        data: Option<PathBuf>,
    },
    /// Serves pages and the interface for programs.
    Serve {
        /// Address and port; port 0 picks a free one.
        #[arg(long)]
        listen: Option<String>,
    },
    /// Does the background work alone.
    Worker,
    /// Brings the database up to date.
    Migrate,
    /// Looks at everything this installation depends on and says what to do.
    Doctor,
    /// Prints the configuration in force, with secrets masked.
    Config,
    /// Regions, offices, officers and reception plans from a file.
    #[command(subcommand)]
    Office(command::office::OfficeCommand),
    /// Checks, explains and compares rule packs.
    #[command(subcommand)]
    Pack(command::pack::PackCommand),
    /// Adds working days, days and months by the calendar of a country.
    Calendar(command::calendar::CalendarArgs),
    /// Runs, verifies and checks draws.
    #[command(subcommand)]
    Draw(command::draw::DrawCommand),
    /// Measures this program on this machine.
    Bench(okno_sim::bench::BenchArgs),
    /// Copies the embedded database while it is in use.
    Backup {
        /// The file to write; it must not exist.
        file: PathBuf,
    },
    /// Puts a copy made by `backup` in the place of the embedded database.
    Restore {
        /// The file to read.
        file: PathBuf,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(code) => code,
        Err(error) => {
            command::say_error(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let load = || Config::load(arguments.config.as_deref());
    match arguments.command {
        Command::Office(command) => command::office::run(load()?, command),
        Command::Pack(command) => command::pack::run(command),
        Command::Draw(command) => command::draw::run(command),
        Command::Calendar(args) => command::calendar::run(args).map(|()| ExitCode::SUCCESS),
        Command::Config => command::print_config(&load()?),
        Command::Demo { listen, data } => command::demo::run(load()?, listen, data),
        Command::Serve { listen } => command::serve::run(load()?, listen),
        Command::Worker => command::worker::run(load()?),
        Command::Migrate => command::migrate::run(load()?),
        Command::Doctor => command::doctor::run(load()?),
        Command::Bench(args) => command::bench::run(args),
        Command::Backup { file } => command::backup::backup(&load()?, &file),
        Command::Restore { file } => command::backup::restore(&load()?, &file),
    }
}
