//! The log: what happened, with identifiers, without names.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::config::Config;

/// Starts the log on standard error.
///
/// # Errors
/// A filter that cannot be understood.
pub fn start(config: &Config) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(config.log())
        .map_err(|error| anyhow::anyhow!("`log` is `{}`: {error}", config.log()))?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    // A second start in one process (tests) keeps the first log.
    if config.log_is_json() {
        drop(log.json().try_init());
    } else {
        drop(log.try_init());
    }
    Ok(())
}
