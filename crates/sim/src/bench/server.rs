//! The running server, as a process of its own: what is measured is what an
//! office runs.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};

use super::ground::Database;
use super::load::get;
use super::wire::Connection;

/// The line that a server prints when it listens.
const ADDRESS: &str = "address http://";
/// The slowest start that is waited for; a database of millions may have to recover.
const START_LIMIT: Duration = Duration::from_secs(60);
/// Between two looks at whether the server is ready.
const LOOK: Duration = Duration::from_millis(1);
/// Lines of the server's log that are shown when it fails.
const LOG_LINES: usize = 20;

/// A server; it is killed when this value goes away.
#[derive(Debug)]
pub struct Server {
    child: Child,
    address: SocketAddr,
}

/// How a server is started.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'s> {
    /// The program.
    pub program: &'s Path,
    /// Whether it does the background work too (letters, holds).
    pub jobs: bool,
}

impl Server {
    /// Starts `okno serve` on a database and waits until it listens.
    ///
    /// # Errors
    /// When it ends or does not listen in time, with the end of its log.
    pub fn start(setting: Setting<'_>, database: &Database) -> anyhow::Result<Self> {
        let log = database.data.join("serve.log");
        let mut command = Command::new(setting.program);
        command
            .args(["serve", "--listen", "127.0.0.1:0"])
            .env("DATABASE_URL", &database.url)
            .env("OKNO_DATA", &database.data)
            .env("OKNO_LIMITS", "off")
            .env("OKNO_JOBS", if setting.jobs { "on" } else { "off" });
        Self::spawn(command, &log)
    }

    /// Starts any program that prints its address, with its log in `log`.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub fn spawn(mut command: Command, log: &Path) -> anyhow::Result<Self> {
        let file = std::fs::File::create(log)?;
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(file);
        let mut child = command.spawn().context("the server cannot be started")?;
        let said = child.stdout.take().context("the server has no output")?;
        let (sender, heard) = mpsc::channel();
        // Reads to the end, so that a server that says more is never blocked by it.
        std::thread::spawn(move || {
            for line in BufReader::new(said).lines().map_while(Result::ok) {
                if let Some(address) = address_in(&line) {
                    // Nobody waits any more: the start took too long.
                    let _ = sender.send(address);
                }
            }
        });
        match heard.recv_timeout(START_LIMIT) {
            Ok(address) => Ok(Self { child, address }),
            Err(_) => {
                drop(child.kill());
                drop(child.wait());
                bail!(
                    "the server did not start; its log ends with\n{}",
                    end_of(log)
                )
            }
        }
    }

    /// Starts and ends it once: a new installation makes its secrets, and the
    /// tables, at its first start.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub fn install(setting: Setting<'_>, database: &Database) -> anyhow::Result<()> {
        Self::start(setting, database).map(Self::kill)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it says that it can serve.
    ///
    /// # Errors
    /// When it is not ready in time.
    pub async fn until_ready(&self) -> anyhow::Result<()> {
        let began = Instant::now();
        let question = get("/readyz");
        while began.elapsed() < START_LIMIT {
            if let Ok(mut connection) = Connection::open(self.address).await
                && connection
                    .ask(&question)
                    .await
                    .is_ok_and(|answer| answer.status == 200)
            {
                return Ok(());
            }
            tokio::time::sleep(LOOK).await;
        }
        bail!("the server is not ready after {} s", START_LIMIT.as_secs())
    }

    /// Ends it at once, as a power cut would: whatever it acknowledged must be there.
    pub fn kill(mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn address_in(line: &str) -> Option<SocketAddr> {
    line.strip_prefix(ADDRESS)?
        .trim_end_matches('/')
        .parse()
        .ok()
}

fn end_of(log: &Path) -> String {
    let text = std::fs::read_to_string(PathBuf::from(log)).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(LOG_LINES)..].join("\n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn the_address_is_the_line_that_says_so() {
        let address = address_in("address http://127.0.0.1:40123").unwrap();
        assert_eq!(address.port(), 40123);
        assert_eq!(address_in("listening on http://127.0.0.1:40123"), None);
    }

    #[test]
    fn a_server_that_ends_at_once_is_told_with_its_log() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("serve.log");
        let mut command = Command::new("sh");
        command.args(["-c", "echo the disk is missing >&2"]);
        let error = Server::spawn(command, &log).unwrap_err();
        assert!(error.to_string().contains("the disk is missing"), "{error}");
    }

    #[tokio::test]
    async fn a_server_that_listens_is_found_and_ended() {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("sh");
        command.args([
            "-c",
            "echo hello; echo address http://127.0.0.1:9; exec sleep 60",
        ]);
        let server = Server::spawn(command, &folder.path().join("log")).unwrap();
        let pid = server.pid();
        assert_eq!(server.address().port(), 9);
        server.kill();
        assert!(!Path::new(&format!("/proc/{pid}")).exists());
    }
}
