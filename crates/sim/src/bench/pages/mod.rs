//! `okno bench pages`: public pages beside a bare answer of the same size, and
//! what an installation weighs.

mod first;
mod pair;

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::ensure;
use jiff::Timestamp;
use serde_json::json;

use self::first::{FIRST, first_page};
use self::pair::{Pair, READERS};
use super::ground::{Database, Ground};
use super::load::get;
use super::server::{Server, Setting};
use super::statistics::{median, rounded};
use super::town::{Reception, SERVICE, Town};
use super::wire::Connection;
use super::{Figures, Say, process};

/// The information page that people read first (REQ-5).
const INFORMATION: &str = "/ru/services/passport-5";
/// The times of an office: read from the database at every request.
const CALENDAR: &str = "/ru/book/77-001/passport-5";
/// Offices of the installation, as large as the demo country, and how they receive people.
const OFFICES: u32 = 12;
const ORDINARY: Reception = Reception {
    days: 20,
    slots: 24,
    minutes: 20,
    capacity: 4,
};

/// Runs of each kind, in turn.
const ROUNDS: usize = 3;
/// Starts that are measured.
const STARTS: usize = 5;
/// A server that nobody asks anything has settled after this long.
const SETTLED: Duration = Duration::from_secs(2);

/// What `okno bench pages` is told.
#[derive(Debug, Clone, clap::Args)]
pub struct PagesArgs {
    /// Figures as one JSON object.
    #[arg(long)]
    pub json: bool,
    /// Engine and place of the database, which is made new beside it: `sqlite://FILE` or `postgres://…`.
    #[arg(long)]
    pub database: Option<String>,
}

/// Measures starts, weights and rates.
///
/// # Errors
/// When a page is missing or cannot be measured.
pub fn run(args: &PagesArgs, program: &Path, say: Say<'_>) -> anyhow::Result<Figures> {
    super::runtime()?.block_on(measure(args, program, say))
}

async fn measure(args: &PagesArgs, program: &Path, say: Say<'_>) -> anyhow::Result<Figures> {
    let machine = process::machine();
    let ground = Ground::beside(args.database.as_deref())?;
    let setting = Setting {
        program,
        jobs: true,
    };
    let database = install(&ground, setting).await?;
    say("starting and stopping");
    let starts = starts(setting, &database).await?;
    let server = Server::start(setting, &database)?;
    server.until_ready().await?;
    tokio::time::sleep(SETTLED).await;
    let idle = process::resident_mib(server.pid())?;
    let information = size_of(server.address(), INFORMATION).await?;
    let calendar = size_of(server.address(), CALENDAR).await?;
    let first_page = first_page(server.address()).await?;
    let bare = bare(program, &database, information.body).await?;
    let bare_calendar = self::bare(program, &database, calendar.body).await?;
    let mut pairs = [
        Pair::new(
            "information",
            (server.address(), INFORMATION),
            bare.address(),
        ),
        Pair::new(
            "calendar",
            (server.address(), CALENDAR),
            bare_calendar.address(),
        ),
    ];
    for round in 1..=ROUNDS {
        for pair in &mut pairs {
            pair.run().await?;
            say(&format!("round {round}: {}", pair.last()));
        }
    }
    let busy = process::resident_mib(server.pid())?;
    drop((server, bare, bare_calendar));
    database.remove().await?;
    let [info, cal] = &pairs;
    let all = json!({
        "bench": "pages",
        "engine": ground.engine().name(),
        "readers": READERS,
        "information": INFORMATION,
        "information_per_s": info.rate(),
        "information_p99_ms": info.p99(),
        "information_bytes": information.wire,
        "bare_per_s": info.bare_rate(),
        "bare_p99_ms": info.bare_p99(),
        "ratio_information": rounded(info.rate() / info.bare_rate()),
        "calendar": CALENDAR,
        "calendar_per_s": cal.rate(),
        "calendar_p99_ms": cal.p99(),
        "calendar_bytes": calendar.wire,
        "bare_calendar_per_s": cal.bare_rate(),
        "ratio_calendar": rounded(cal.rate() / cal.bare_rate()),
        "first_page": FIRST,
        "first_page_bytes": first_page.bytes,
        "first_page_requests": first_page.requests,
        "start_to_ready_ms": rounded(median(&starts)),
        "idle_rss_mib": rounded(idle),
        "rss_after_load_mib": rounded(busy),
        "binary_mib": rounded(process::file_mib(program)?),
        "statement": machine,
        "runs": {
            "information": info.shown(), "calendar": cal.shown(), "starts_ms": starts,
        },
    });
    Ok(Figures {
        kept: info.errors + cal.errors == 0,
        all,
    })
}

/// An installation with offices and four weeks of slots.
async fn install(ground: &Ground, setting: Setting<'_>) -> anyhow::Result<Database> {
    let database = ground.fresh().await?;
    Server::install(setting, &database)?;
    let store = database.store().await?;
    let town = Town::found(&store, Timestamp::now()).await?;
    for number in 1..=OFFICES {
        town.open(number, ORDINARY).await?;
    }
    drop(store);
    database.settle().await?;
    Ok(database)
}

/// From the start of the process to its first answer that it is ready, in milliseconds.
async fn starts(setting: Setting<'_>, database: &Database) -> anyhow::Result<Vec<f64>> {
    let mut took = Vec::new();
    for _ in 0..STARTS {
        let began = Instant::now();
        let server = Server::start(setting, database)?;
        server.until_ready().await?;
        took.push(rounded(began.elapsed().as_secs_f64() * 1000.0));
        server.kill();
    }
    Ok(took)
}

async fn bare(program: &Path, database: &Database, bytes: usize) -> anyhow::Result<Server> {
    let mut command = Command::new(program);
    command.args(["bench", "bare-server", "--bytes", &bytes.to_string()]);
    Server::spawn(command, &database.data.join(format!("bare-{bytes}.log")))
}

/// Bytes of a page.
struct Size {
    /// As it travels, head included.
    wire: usize,
    /// Its body alone.
    body: usize,
}

async fn size_of(address: SocketAddr, path: &str) -> anyhow::Result<Size> {
    let mut connection = Connection::open(address).await?;
    // The second answer may come from memory, the first cannot.
    connection.ask(&get(path)).await?;
    let answer = connection.ask(&get(path)).await?;
    ensure!(
        answer.status == 200,
        "{path} answers {} instead of 200: the page has moved, or the service {SERVICE} is not \
         in the packs",
        answer.status
    );
    Ok(Size {
        wire: answer.bytes(),
        body: answer.body_bytes(),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[tokio::test]
    async fn a_page_that_is_missing_is_named() {
        let server = super::super::bare::listen(10).await.unwrap();
        let address = server.address();
        tokio::spawn(server.serve());
        assert_eq!(size_of(address, "/x").await.unwrap().body, 10);
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let gone = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            use std::io::{Read, Write};
            let (mut stream, _) = listener.accept().unwrap();
            for _ in 0..2 {
                let _ = stream.read(&mut [0; 1024]).unwrap();
                stream
                    .write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")
                    .unwrap();
            }
        });
        let error = size_of(gone, "/ru/none").await.err().unwrap().to_string();
        assert!(error.starts_with("/ru/none answers 404"), "{error}");
    }
}
