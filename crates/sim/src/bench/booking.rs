//! `okno bench booking`: durable bookings over HTTP beside what the engine could do.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::ensure;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::audit::{self, Audit};
use super::crowd::{Booker, Told, Wishes};
use super::ground::{Database, Ground};
use super::limit::{self, Limit, Sizes};
use super::server::{Server, Setting};
use super::statistics::{Latencies, median, rounded};
use super::town::{REGION, Reception, Town};
use super::{Figures, Say, existing, load, process};

/// Runs of each kind; the machine is never quiet, so the middle one counts.
const ROUNDS: usize = 3;
/// Caches fill and connections settle before anything is measured.
const WARM_UP: Duration = Duration::from_secs(1);
/// Ordinary offices of the town, and how they receive people.
const OFFICES: u32 = 20;
const ORDINARY: Reception = Reception {
    days: 20,
    slots: 24,
    minutes: 20,
    capacity: 4,
};
/// The office with room for everybody.
const ROOMY: Reception = Reception {
    days: 20,
    slots: 54,
    minutes: 10,
    capacity: 1_000_000,
};

/// What `okno bench booking` is told.
#[derive(Debug, Clone, clap::Args)]
pub struct BookingArgs {
    /// Figures as one JSON object.
    #[arg(long)]
    pub json: bool,
    /// Engine and place of the databases, which are made new beside it: `sqlite://FILE` or `postgres://…`.
    #[arg(long)]
    pub database: Option<String>,
    /// People who book at once, each on a connection of their own.
    #[arg(long, default_value_t = 64)]
    pub clients: usize,
    /// Length of each run.
    #[arg(long, default_value_t = 10)]
    pub seconds: u64,
    /// Appointments that exist already in a second database, to be compared with an empty one.
    #[arg(long)]
    pub existing: Option<u64>,
    /// Leaves letters and other background work to another process.
    #[arg(long)]
    pub without_jobs: bool,
}

/// A database with a town in it, ready for a server.
struct Prepared {
    database: Database,
    wishes: Arc<Wishes>,
    roomy: Vec<okno_storage::slot::Slot>,
}

/// What one run over HTTP gave.
struct Run {
    bookings: usize,
    per_second: f64,
    latencies: Latencies,
    server_cpu_ms: f64,
    client_cpu_ms: f64,
    audit: Audit,
}

/// Measures, run by run in turn: server on an empty database, server on a full
/// one if wanted, engine.
///
/// # Errors
/// When a part cannot be measured; broken promises are no error but a figure.
pub fn run(args: &BookingArgs, program: &Path, say: Say<'_>) -> anyhow::Result<Figures> {
    super::runtime()?.block_on(measure(args, program, say))
}

async fn measure(args: &BookingArgs, program: &Path, say: Say<'_>) -> anyhow::Result<Figures> {
    let machine = process::machine();
    let ground = Ground::beside(args.database.as_deref())?;
    let setting = Setting {
        program,
        jobs: !args.without_jobs,
    };
    let length = Duration::from_secs(args.seconds);
    say("a first run, to know what a booking weighs");
    let sizes = weigh(&ground, setting, args).await?;
    let full = match args.existing {
        Some(appointments) => {
            let prepared = prepare(&ground, setting).await?;
            existing::fill(&prepared.database, appointments, sizes, say).await?;
            Some(prepared)
        }
        None => None,
    };
    let (mut served, mut served_full, mut limits) = (Vec::new(), Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        let empty = prepare(&ground, setting).await?;
        served.push(told(
            say,
            round,
            "server",
            serve(&empty, setting, args, length).await?,
        ));
        empty.database.remove().await?;
        if let Some(full) = &full {
            served_full.push(told(
                say,
                round,
                "full server",
                serve(full, setting, args, length).await?,
            ));
        }
        let bare = prepare(&ground, setting).await?;
        let limit = limit::measure(&bare.database, &bare.roomy, sizes, length).await?;
        say(&format!("round {round}: engine {:.0}/s", limit.per_second));
        limits.push(limit);
        bare.database.remove().await?;
    }
    if let Some(full) = full {
        full.database.remove().await?;
    }
    Ok(figures(
        args,
        &ground,
        machine,
        &served,
        &served_full,
        &limits,
    ))
}

fn told(say: Say<'_>, round: usize, what: &str, run: Run) -> Run {
    say(&format!(
        "round {round}: {what} {:.0}/s, p99 {:.1} ms",
        run.per_second,
        run.latencies.p99_ms()
    ));
    run
}

/// Sizes of the sealed fields, from a short run.
async fn weigh(ground: &Ground, setting: Setting<'_>, args: &BookingArgs) -> anyhow::Result<Sizes> {
    let prepared = prepare(ground, setting).await?;
    let run = serve(&prepared, setting, args, Duration::from_millis(500)).await?;
    prepared.database.remove().await?;
    ensure!(run.audit.stored > 0, "nothing could be booked");
    Ok(run.audit.sizes)
}

/// An installation as it is before the first citizen comes.
async fn prepare(ground: &Ground, setting: Setting<'_>) -> anyhow::Result<Prepared> {
    let database = ground.fresh().await?;
    Server::install(setting, &database)?;
    let store = database.store().await?;
    let town = Town::found(&store, Timestamp::now()).await?;
    let mut ordinary = Vec::new();
    for number in 1..=OFFICES {
        ordinary.extend(town.open(number, ORDINARY).await?);
    }
    let roomy = town.open(OFFICES + 1, ROOMY).await?;
    drop(store);
    database.settle().await?;
    let wishes = Arc::new(Wishes::with_room(ordinary, roomy.clone()));
    Ok(Prepared {
        database,
        wishes,
        roomy,
    })
}

/// One run: the load, a kill, and the count afterwards.
async fn serve(
    prepared: &Prepared,
    setting: Setting<'_>,
    args: &BookingArgs,
    length: Duration,
) -> anyhow::Result<Run> {
    let server = Server::start(setting, &prepared.database)?;
    server.until_ready().await?;
    let since = Timestamp::now();
    let clients = || Booker::many(&prepared.wishes, args.clients);
    let warm = load::run(server.address(), clients(), Some(WARM_UP)).await?;
    let (server_before, own_before) = (
        process::cpu_time(server.pid())?,
        process::cpu_time(std::process::id())?,
    );
    let load = load::run(server.address(), clients(), Some(length)).await?;
    let server_cpu = process::cpu_time(server.pid())? - server_before;
    let client_cpu = process::cpu_time(std::process::id())? - own_before;
    server.kill();
    let (per_second, bookings) = (load.per_second(), load.latencies.count());
    let mut all = Told::default();
    all.add(warm.clients);
    all.add(load.clients);
    ensure!(
        all.errors + all.refused == 0,
        "{} bookings were refused or failed, such as {:?}",
        all.errors + all.refused,
        all.examples
    );
    let store = prepared.database.store().await?;
    let audit = audit::count(&store, REGION, since, &all.granted).await?;
    let each = |cpu: Duration| cpu.as_secs_f64() * 1000.0 / bookings.max(1) as f64;
    Ok(Run {
        bookings,
        per_second,
        latencies: load.latencies,
        server_cpu_ms: each(server_cpu),
        client_cpu_ms: each(client_cpu),
        audit,
    })
}

fn figures(
    args: &BookingArgs,
    ground: &Ground,
    machine: Value,
    served: &[Run],
    full: &[Run],
    limits: &[Limit],
) -> Figures {
    let middle = |runs: &[Run], of: fn(&Run) -> f64| {
        rounded(median(&runs.iter().map(of).collect::<Vec<_>>()))
    };
    let rate = middle(served, |run| run.per_second);
    let limit = rounded(median(
        &limits
            .iter()
            .map(|limit| limit.per_second)
            .collect::<Vec<_>>(),
    ));
    let sum = |of: fn(&Audit) -> i64| {
        served
            .iter()
            .chain(full)
            .map(|run| of(&run.audit))
            .sum::<i64>()
    };
    let broken = [sum(|a| a.oversold), sum(|a| a.duplicates), sum(|a| a.lost)];
    let mut all = json!({
        "bench": "booking",
        "engine": ground.engine().name(),
        "clients": args.clients,
        "seconds": args.seconds,
        "background_work": !args.without_jobs,
        "bookings": served.iter().map(|run| run.bookings).sum::<usize>(),
        "bookings_per_s": rate,
        "p50_ms": middle(served, |run| run.latencies.p50_ms()),
        "p99_ms": middle(served, |run| run.latencies.p99_ms()),
        "server_cpu_ms_per_booking": middle(served, |run| run.server_cpu_ms),
        "client_cpu_ms_per_booking": middle(served, |run| run.client_cpu_ms),
        "engine_limit_per_s": limit,
        "engine_limit_grouping": limits.first().map(|limit| limit.grouping.clone()),
        "ratio_to_limit": rounded(rate / limit),
        "oversold": broken[0],
        "duplicates": broken[1],
        "lost": broken[2],
        "unacknowledged": sum(|a| a.unacknowledged),
        "statement": machine,
        "runs": {
            "server": served.iter().map(shown).collect::<Vec<_>>(),
            "limit": limits.iter().map(|limit| json!({
                "per_s": rounded(limit.per_second), "bookings": limit.bookings,
                "grouping": limit.grouping,
            })).collect::<Vec<_>>(),
        },
    });
    if let Some(existing) = args.existing {
        let full_rate = middle(full, |run| run.per_second);
        all["existing"] = json!(existing);
        all["full_bookings_per_s"] = json!(full_rate);
        all["full_p99_ms"] = json!(middle(full, |run| run.latencies.p99_ms()));
        all["rate_vs_empty"] = json!(rounded(full_rate / rate));
        all["runs"]["full"] = json!(full.iter().map(shown).collect::<Vec<_>>());
    }
    Figures {
        kept: broken == [0, 0, 0],
        all,
    }
}

fn shown(run: &Run) -> Value {
    json!({
        "per_s": rounded(run.per_second),
        "bookings": run.bookings,
        "p50_ms": run.latencies.p50_ms(),
        "p99_ms": run.latencies.p99_ms(),
        "server_cpu_ms_per_booking": rounded(run.server_cpu_ms),
        "client_cpu_ms_per_booking": rounded(run.client_cpu_ms),
        "stored": run.audit.stored,
    })
}
