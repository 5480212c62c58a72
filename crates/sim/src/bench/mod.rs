//! What the office can bear on the machine at hand, measured from outside.
//!
//! | command | what it measures |
//! |---|---|
//! | `booking` | durable bookings over HTTP, beside the bare statements on the same engine |
//! | `release` | ten thousand people for five hundred places at one instant |
//! | `pages` | public pages beside a bare answer of the same size; weights, start, memory |
//!
//! Every measurement makes databases of its own and removes them again.

mod audit;
mod bare;
mod booking;
mod crowd;
mod existing;
mod ground;
mod limit;
mod load;
mod pages;
mod people;
mod process;
mod release;
mod server;
mod statistics;
mod town;
mod wire;

use std::path::Path;

use serde_json::Value;

pub use booking::BookingArgs;
pub use pages::PagesArgs;
pub use release::ReleaseArgs;

/// What `okno bench` is told.
#[derive(Debug, Clone, clap::Args)]
pub struct BenchArgs {
    #[command(subcommand)]
    what: Bench,
}

#[derive(Debug, Clone, clap::Subcommand)]
enum Bench {
    /// Durable bookings over HTTP, beside the bare statements on the same engine.
    Booking(BookingArgs),
    /// Ten thousand people for five hundred places at one instant.
    Release(ReleaseArgs),
    /// Public pages beside a bare answer of the same size; weights, start, memory.
    Pages(PagesArgs),
    /// Serves one answer of so many bytes; the measure for pages.
    #[command(hide = true)]
    BareServer {
        /// Bytes of every answer.
        #[arg(long)]
        bytes: usize,
    },
}

impl BenchArgs {
    /// Whether the figures are wanted as JSON.
    pub fn json(&self) -> bool {
        match &self.what {
            Bench::Booking(args) => args.json,
            Bench::Release(args) => args.json,
            Bench::Pages(args) => args.json,
            Bench::BareServer { .. } => false,
        }
    }
}

/// Tells a person who waits how far it is.
pub type Say<'s> = &'s (dyn Fn(&str) + Sync);

/// What was measured.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The figures by name.
    pub all: Value,
    /// Whether every promise was kept: nothing sold twice, nothing lost, no fault.
    pub kept: bool,
}

/// Measures with `program` as the server; `say` hears of the progress, `listening`
/// of the address of a bare server.
///
/// # Errors
/// Whatever kept it from being measured, with what to do where that is known.
pub fn run(
    args: &BenchArgs,
    program: &Path,
    say: Say<'_>,
    listening: &dyn Fn(std::net::SocketAddr),
) -> anyhow::Result<Figures> {
    match &args.what {
        Bench::Booking(args) => booking::run(args, program, say),
        Bench::Release(args) => release::run(args, program, say),
        Bench::Pages(args) => pages::run(args, program, say),
        Bench::BareServer { bytes } => tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?
            .block_on(async {
                let server = bare::listen(*bytes).await?;
                listening(server.address());
                match server.serve().await? {}
            }),
    }
}

/// One thread for all clients: the other core belongs to the server.
fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?)
}
