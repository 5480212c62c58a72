//! `okno serve`: pages, displays and the interface for programs.

#![allow(
    clippy::print_stdout,
    reason = "the address is what the caller waits for"
)]

use std::io::Write;
use std::process::ExitCode;

use crate::config::Config;
use crate::{command, house, logging, server};

/// Serves until told to stop.
///
/// # Errors
/// Whatever keeps the house from opening, with what to do.
pub fn run(mut config: Config, listen: Option<String>) -> anyhow::Result<ExitCode> {
    if let Some(listen) = listen {
        config.set("listen", listen);
    }
    logging::start(&config)?;
    command::runtime()?.block_on(async {
        let listener = server::bind(&config).await?;
        let listening = listener.local_addr()?;
        let app = house::open(&config).await?;
        let jobs = if config.jobs()? {
            Some(server::jobs(&config, &app, listening)?)
        } else {
            None
        };
        let pages = server::pages(&config, &app, listening)?;
        println!("address http://{listening}");
        std::io::stdout().flush()?;
        server::serve(listener, pages, jobs).await?;
        Ok(ExitCode::SUCCESS)
    })
}
