//! The demo office, started for a check: `okno demo` on a free port with a fresh folder.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use crate::run::Kept;
use crate::workshop::Workshop;

/// An unoptimised build fills its demo country in seconds; a busy machine takes longer.
const START_LIMIT: Duration = Duration::from_secs(180);
const LOOK: Duration = Duration::from_millis(200);

/// A running demo; it ends when this value goes away, and its folder with it.
#[derive(Debug)]
pub struct Demo {
    address: String,
    // Held for its Drop.
    _kept: Kept,
}

impl Demo {
    /// Starts the demo and waits for the line `address http://…` it prints. Limits against abuse
    /// are off: one checker asks more than a thousand people.
    ///
    /// # Errors
    /// When it cannot be started, ends early, or prints no address in time.
    pub fn start(shop: &Workshop, log: &Path) -> anyhow::Result<Self> {
        let data = std::env::temp_dir().join(format!("okno-demo-{}", std::process::id()));
        let mut demo = Command::new(shop.okno("debug"));
        demo.args(["demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(&data)
            .env("OKNO_LIMITS", "off");
        let keep = [format!("--remove={}", data.display())];
        let errors = File::options().append(true).create(true).open(log)?;
        let log = errors.try_clone()?;
        let mut kept = Kept::start(shop, &demo, &keep, Stdio::piped(), errors.into())?;
        let said = kept
            .child()
            .stdout
            .take()
            .context("the demo has no output")?;
        let address = wait_for_address(&read_addresses(said, log), &mut kept)?;
        Ok(Self {
            address,
            _kept: kept,
        })
    }

    /// Where the demo listens, for example `http://127.0.0.1:40123`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}

/// Copies all the demo says into the log, and passes on the addresses in it.
fn read_addresses(said: impl std::io::Read + Send + 'static, mut log: File) -> Receiver<String> {
    let (found, addresses) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(said).lines().map_while(Result::ok) {
            let _ = writeln!(log, "{line}");
            if let Some(address) = line.strip_prefix("address ") {
                let _ = found.send(address.trim().trim_end_matches('/').to_owned());
            }
        }
    });
    addresses
}

fn wait_for_address(addresses: &Receiver<String>, kept: &mut Kept) -> anyhow::Result<String> {
    let until = Instant::now() + START_LIMIT;
    while Instant::now() < until {
        match addresses.recv_timeout(LOOK) {
            Ok(address) => return Ok(address),
            Err(RecvTimeoutError::Disconnected) => {
                let status = kept.child().wait()?;
                bail!("the demo ended without printing its address ({status})");
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
    bail!("the demo printed no address in {} s", START_LIMIT.as_secs())
}
