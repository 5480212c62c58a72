//! `cargo xtask bless`: what the tree says now is what it should say.

use std::process::ExitCode;

use crate::postgres::{self, Server};
use crate::tools::Tool;
use crate::workshop::Workshop;
use crate::{migrations, rules, run, say};

/// Rewrites the snapshots, records new migrations and draws up the rule index.
///
/// Read the difference before committing it.
///
/// # Errors
/// When a landed migration has changed, or a file cannot be written.
pub fn run(shop: &Workshop) -> anyhow::Result<ExitCode> {
    migrations::record(shop)?;
    rules::write(shop)?;
    let log = run::fresh_log(shop, "bless-postgres")?;
    let server = match Tool::Postgres.is_here() {
        true => Some(Server::start(shop, &log)?),
        false => None,
    };
    let mut tests = shop.cargo();
    tests.args(["test", "--workspace", "--no-fail-fast", "--quiet"]);
    tests
        .env("INSTA_UPDATE", "always")
        .env("INSTA_FORCE_PASS", "1");
    if let Some(server) = &server {
        tests.env(postgres::VARIABLE, server.url());
    }
    let status = tests.status()?;
    say::line("Blessed; read `git diff` before you commit.");
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
