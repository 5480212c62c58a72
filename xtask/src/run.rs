//! One command of a step: watched over, limited in time, its words kept in a log.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::say;
use crate::workshop::Workshop;

/// A silent log looks like a hanging machine after about this long.
const SIGN_OF_LIFE: Duration = Duration::from_secs(60);
/// How often the recipe looks whether the command has ended.
const LOOK: Duration = Duration::from_millis(50);

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    /// Whether it succeeded in time.
    pub good: bool,
    /// Why it did not, in a few words; empty when it did.
    pub why: String,
    /// Everything it said.
    pub said: String,
}

/// A command under a keeper: it ends when this value goes away.
#[derive(Debug)]
pub struct Kept {
    keeper: Child,
}

impl Kept {
    /// Hands `command` to a keeper; `keep` holds the keeper's own arguments.
    ///
    /// # Errors
    /// When the keeper cannot be started.
    pub fn start(
        shop: &Workshop,
        command: &Command,
        keep: &[String],
        out: Stdio,
        err: Stdio,
    ) -> anyhow::Result<Self> {
        let mut keeper = Command::new(&shop.keeper);
        keeper
            .arg("keep")
            .args(keep)
            .arg("--")
            .arg(command.get_program());
        keeper.args(command.get_args());
        keeper.current_dir(command.get_current_dir().unwrap_or(&shop.root));
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => keeper.env(name, value),
                None => keeper.env_remove(name),
            };
        }
        // Its own group: Ctrl-C ends the recipe, and the keeper must live to clear up.
        let keeper = keeper
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(out)
            .stderr(err)
            .spawn()
            .context("cannot start the keeper")?;
        Ok(Self { keeper })
    }

    /// The keeper's process, for its pipes.
    pub fn child(&mut self) -> &mut Child {
        &mut self.keeper
    }

    /// Ends the command and waits until everything is cleared up.
    pub fn stop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Runs `command` to its end or to `limit`, with all it says in `log`.
///
/// # Errors
/// When the log cannot be written or the keeper cannot be started. A command that
/// fails is not an error here but an [`Ended`] that is not good.
pub fn logged(
    shop: &Workshop,
    command: &Command,
    log: &Path,
    limit: Duration,
) -> anyhow::Result<Ended> {
    let file = File::options()
        .create(true)
        .append(true)
        .open(log)
        .with_context(|| format!("cannot write {}", log.display()))?;
    let before = file.metadata()?.len();
    let mut kept = Kept::start(
        shop,
        command,
        &[],
        file.try_clone()?.into(),
        Stdio::from(file),
    )?;
    let why = wait(&mut kept, limit)?;
    let said = std::fs::read(log)?;
    let from = usize::try_from(before)?.min(said.len());
    let said = String::from_utf8_lossy(&said[from..]).into_owned();
    Ok(Ended {
        good: why.is_empty(),
        why,
        said,
    })
}

fn wait(kept: &mut Kept, limit: Duration) -> anyhow::Result<String> {
    let began = Instant::now();
    let mut sign = SIGN_OF_LIFE;
    loop {
        if let Some(status) = kept.child().try_wait()? {
            return Ok(match status.code() {
                Some(0) => String::new(),
                Some(code) => format!("exit code {code}"),
                None => "ended by a signal".to_owned(),
            });
        }
        if began.elapsed() >= limit {
            kept.stop();
            return Ok(format!("not finished after {} s", limit.as_secs()));
        }
        if began.elapsed() >= sign {
            say::line(format!("   … {} s", sign.as_secs()));
            sign += SIGN_OF_LIFE;
        }
        std::thread::sleep(LOOK);
    }
}

/// An empty log for a step, named after it.
///
/// # Errors
/// When the folder of logs cannot be made or written to.
pub fn fresh_log(shop: &Workshop, name: &str) -> anyhow::Result<PathBuf> {
    let folder = shop.logs();
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))?;
    let log = folder.join(format!("{name}.log"));
    File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
    Ok(log)
}
