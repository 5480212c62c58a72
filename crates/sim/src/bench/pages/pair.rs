//! A page measured beside a bare answer of its size, in turn, several times.

use std::net::SocketAddr;
use std::time::Duration;

use serde_json::json;

use crate::bench::load::{self, Load, Reader};
use crate::bench::statistics::{median, rounded};

/// Readers at once.
pub(super) const READERS: usize = 64;
/// Length of each run, and of the run before it that is not counted.
const LENGTH: Duration = Duration::from_secs(5);
const WARM_UP: Duration = Duration::from_millis(500);

/// A page and the bare answer of its size, measured in turn.
pub(super) struct Pair {
    name: &'static str,
    page: (SocketAddr, &'static str),
    bare: SocketAddr,
    /// Rate and p99 of each run.
    pages: Vec<(f64, f64)>,
    bares: Vec<(f64, f64)>,
    /// Answers that were not 200.
    pub(super) errors: u64,
}

impl Pair {
    pub(super) fn new(
        name: &'static str,
        page: (SocketAddr, &'static str),
        bare: SocketAddr,
    ) -> Self {
        Self {
            name,
            page,
            bare,
            pages: Vec::new(),
            bares: Vec::new(),
            errors: 0,
        }
    }

    pub(super) async fn run(&mut self) -> anyhow::Result<()> {
        let (address, path) = self.page;
        for (address, path, to) in [
            (address, path, &mut self.pages),
            (self.bare, "/", &mut self.bares),
        ] {
            load::run(address, vec![Reader::of(path); READERS], Some(WARM_UP)).await?;
            let load: Load<Reader> =
                load::run(address, vec![Reader::of(path); READERS], Some(LENGTH)).await?;
            self.errors += load.clients.iter().map(|reader| reader.errors).sum::<u64>();
            to.push((load.per_second(), load.latencies.p99_ms()));
        }
        Ok(())
    }

    pub(super) fn last(&self) -> String {
        let of = |runs: &[(f64, f64)]| runs.last().map_or(0.0, |run| run.0);
        format!(
            "{} {:.0}/s, bare {:.0}/s",
            self.name,
            of(&self.pages),
            of(&self.bares)
        )
    }

    pub(super) fn rate(&self) -> f64 {
        middle(&self.pages, |run| run.0)
    }

    pub(super) fn p99(&self) -> f64 {
        middle(&self.pages, |run| run.1)
    }

    pub(super) fn bare_rate(&self) -> f64 {
        middle(&self.bares, |run| run.0)
    }

    pub(super) fn bare_p99(&self) -> f64 {
        middle(&self.bares, |run| run.1)
    }

    pub(super) fn shown(&self) -> serde_json::Value {
        let of = |runs: &[(f64, f64)]| runs.iter().map(|run| rounded(run.0)).collect::<Vec<_>>();
        json!({ "page_per_s": of(&self.pages), "bare_per_s": of(&self.bares) })
    }
}

fn middle(runs: &[(f64, f64)], of: fn(&(f64, f64)) -> f64) -> f64 {
    rounded(median(&runs.iter().map(of).collect::<Vec<_>>()))
}
