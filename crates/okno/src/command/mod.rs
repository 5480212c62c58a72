//! The commands of the binary, one module each.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "commands talk to a terminal"
)]

pub mod backup;
pub mod bench;
pub mod calendar;
pub mod demo;
pub mod doctor;
pub mod draw;
pub mod migrate;
pub mod office;
pub mod pack;
pub mod serve;
pub mod worker;

use std::process::ExitCode;

use crate::config::Config;

/// Says what went wrong and what led to it, one line each.
pub fn say_error(error: &anyhow::Error) {
    eprintln!("okno: {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because {cause}");
    }
}

/// `okno config`: what is in force.
///
/// # Errors
/// None today; the signature is that of every command.
pub fn print_config(config: &Config) -> anyhow::Result<ExitCode> {
    print!("{}", config.in_force());
    Ok(ExitCode::SUCCESS)
}

/// The threads that serve.
///
/// # Errors
/// When the system gives none.
pub fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?)
}
