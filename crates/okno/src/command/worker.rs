//! `okno worker`: the background work alone, beside servers that only serve.

use std::process::ExitCode;

use tokio::sync::watch;

use crate::config::Config;
use crate::{command, house, logging, server};

/// Works until told to stop.
///
/// # Errors
/// Whatever keeps the house from opening, with what to do.
pub fn run(config: Config) -> anyhow::Result<ExitCode> {
    logging::start(&config)?;
    command::runtime()?.block_on(async {
        let app = house::open(&config).await?;
        let jobs = server::jobs(&config, &app, config.listen()?)?;
        let (stop, stopped) = watch::channel(false);
        let working = tokio::spawn(okno_jobs::run(jobs, stopped));
        server::told_to_stop().await;
        stop.send(true)?;
        working.await?;
        Ok(ExitCode::SUCCESS)
    })
}
