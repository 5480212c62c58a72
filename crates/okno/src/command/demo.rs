//! `okno demo`: everything at once with a demo country.

#![allow(
    clippy::print_stdout,
    reason = "log-ins and the address are what the caller waits for"
)]

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::config::Config;
use crate::{command, house, logging, server};

/// Builds the demo country, unless it stands already, and serves it.
///
/// # Errors
/// Whatever keeps the house from opening, with what to do.
pub fn run(
    mut config: Config,
    listen: Option<String>,
    data: Option<PathBuf>,
) -> anyhow::Result<ExitCode> {
    if let Some(listen) = listen {
        config.set("listen", listen);
    }
    // Kept until the end: a demo without a folder of its own goes with the process.
    let (folder, _passing) = match data {
        Some(folder) => (folder, None),
        None => {
            let passing = tempfile::Builder::new().prefix("okno-demo-").tempdir()?;
            (passing.path().to_owned(), Some(passing))
        }
    };
    config.set("data", folder.display().to_string());
    logging::start(&config)?;
    command::runtime()?.block_on(async {
        let listener = server::bind(&config).await?;
        let listening = listener.local_addr()?;
        let app = house::open(&config).await?;
        let built = app.build_demo().await?;
        let jobs = server::jobs(&config, &app, listening)?;
        let pages = server::pages(&config, &app, listening)?;
        let mut out = std::io::stdout();
        for login in &built.logins {
            writeln!(
                out,
                "login {} {} {}",
                login.role.code(),
                login.name,
                login.password
            )?;
        }
        writeln!(out, "mail {}", config.data().join("mail").display())?;
        writeln!(out, "address http://{listening}")?;
        out.flush()?;
        server::serve(listener, pages, Some(jobs)).await?;
        Ok(ExitCode::SUCCESS)
    })
}
