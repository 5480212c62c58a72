//! `okno bench release`: thousands want the same few hundred places at one instant.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::json;

use super::crowd::{Booker, Told, Wishes};
use super::ground::Ground;
use super::server::{Server, Setting};
use super::statistics::rounded;
use super::town::{REGION, Reception, Town};
use super::{Figures, Say, audit, load, process};

/// People who come.
const PEOPLE: u64 = 10_000;
/// What is released: 50 times of a day with 10 places each.
const RELEASED: Reception = Reception {
    days: 1,
    slots: 50,
    minutes: 10,
    capacity: 10,
};
/// Connections that carry them: browsers keep few, and proxies fewer.
const CONNECTIONS: usize = 256;

/// What `okno bench release` is told.
#[derive(Debug, Clone, clap::Args)]
pub struct ReleaseArgs {
    /// Figures as one JSON object.
    #[arg(long)]
    pub json: bool,
    /// Engine and place of the database, which is made new beside it: `sqlite://FILE` or `postgres://…`.
    #[arg(long)]
    pub database: Option<String>,
}

/// Releases the places and counts who got one.
///
/// # Errors
/// When it cannot be measured; a place sold twice is no error but a figure.
pub fn run(args: &ReleaseArgs, program: &Path, say: Say<'_>) -> anyhow::Result<Figures> {
    super::runtime()?.block_on(measure(args, program, say))
}

async fn measure(args: &ReleaseArgs, program: &Path, say: Say<'_>) -> anyhow::Result<Figures> {
    let machine = process::machine();
    let ground = Ground::beside(args.database.as_deref())?;
    let setting = Setting {
        program,
        jobs: true,
    };
    let database = ground.fresh().await?;
    Server::install(setting, &database)?;
    let store = database.store().await?;
    let slots = Town::found(&store, Timestamp::now())
        .await?
        .open(1, RELEASED)
        .await?;
    database.settle().await?;
    let server = Server::start(setting, &database)?;
    server.until_ready().await?;
    let since = Timestamp::now();
    say(&format!("{PEOPLE} people for {} places", RELEASED.places()));
    let wishes = Arc::new(Wishes::of(PEOPLE, slots));
    let load = load::run(server.address(), Booker::many(&wishes, CONNECTIONS), None).await?;
    let cpu = process::cpu_time(server.pid())?;
    server.kill();
    let mut told = Told::default();
    told.add(load.clients);
    let audit = audit::count(&store, REGION, since, &told.granted).await?;
    drop(store);
    database.remove().await?;
    let kept = told.granted.len() as i64 == RELEASED.places()
        && [
            told.errors as i64,
            audit.oversold,
            audit.duplicates,
            audit.lost,
        ] == [0; 4];
    let all = json!({
        "bench": "release",
        "engine": ground.engine().name(),
        "connections": CONNECTIONS,
        "attempts": load.latencies.count() as u64,
        "places": RELEASED.places(),
        "granted": told.granted.len(),
        "refused": told.refused,
        "errors": told.errors,
        "examples_of_errors": told.examples,
        "p50_ms": load.latencies.p50_ms(),
        "p99_ms": load.latencies.p99_ms(),
        "slowest_ms": load.latencies.at(1000),
        "seconds": rounded(load.took.as_secs_f64()),
        "attempts_per_s": rounded(load.latencies.count() as f64 / load.took.as_secs_f64()),
        "server_cpu_s_since_start": rounded(cpu.as_secs_f64()),
        "oversold": audit.oversold,
        "duplicates": audit.duplicates,
        "lost": audit.lost,
        "statement": machine,
    });
    Ok(Figures { all, kept })
}
