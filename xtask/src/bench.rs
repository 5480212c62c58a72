//! `cargo xtask bench`: the figures of the office on both databases, in one file.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use anyhow::{Context, bail};
use serde_json::{Value, json};

use crate::postgres::Server;
use crate::workshop::Workshop;
use crate::{run, say};

/// What is measured: `okno bench KIND`.
const KINDS: [&str; 3] = ["booking", "release", "pages"];
/// A release build from nothing, with link-time optimisation, on two cores.
const BUILD_LIMIT: Duration = Duration::from_secs(40 * 60);
/// A measurement takes seconds; this is for one that hangs.
const BENCH_LIMIT: Duration = Duration::from_secs(10 * 60);

/// Builds the office for release, measures, and writes `target/bench.json`.
///
/// Each measurement has a database of its own, so that none meets another's rows.
///
/// # Errors
/// When the build or a measurement fails, or its figures are not JSON.
pub fn run(shop: &Workshop) -> anyhow::Result<ExitCode> {
    let log = run::fresh_log(shop, "bench")?;
    say::line("── building for release");
    let mut build = shop.cargo();
    build.args(["build", "--release", "--package", "okno"]);
    let built = run::logged(shop, &build, &log, BUILD_LIMIT)?;
    if !built.good {
        bail!(
            "the release build failed ({}); see {}",
            built.why,
            log.display()
        );
    }
    let folder = shop.target.join("xtask/bench");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder)?;
    let server = Server::start(shop, &run::fresh_log(shop, "bench-postgres")?)?;
    let mut figures = Vec::new();
    for kind in KINDS {
        let sqlite = format!("sqlite://{}", folder.join(format!("{kind}.db")).display());
        let postgres = server.database(&format!("bench_{kind}"))?;
        for (engine, url) in [("sqlite", sqlite), ("postgres", postgres)] {
            say::line(format!("── {kind} on {engine}"));
            let figure = measure(shop, kind, &url, &log)?;
            figures.push(json!({ "kind": kind, "engine": engine, "figures": figure }));
        }
    }
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let all = json!({ "cores": cores, "runs": figures });
    let file = shop.target.join("bench.json");
    std::fs::write(&file, serde_json::to_string_pretty(&all)?)?;
    say::line(file.display());
    Ok(ExitCode::SUCCESS)
}

fn measure(shop: &Workshop, kind: &str, url: &str, log: &Path) -> anyhow::Result<Value> {
    let mut bench = Command::new(shop.okno("release"));
    bench.args(["bench", kind, "--json", "--database", url]);
    let ended = run::logged(shop, &bench, log, BENCH_LIMIT)?;
    if !ended.good {
        bail!("okno bench {kind}: {}; see {}", ended.why, log.display());
    }
    // The log has standard error too: the figures begin at the first brace.
    let figures = ended.said.find('{').map_or("", |from| &ended.said[from..]);
    let mut values = serde_json::Deserializer::from_str(figures).into_iter();
    values
        .next()
        .context("no figures")?
        .with_context(|| format!("okno bench {kind}: not JSON"))
}
