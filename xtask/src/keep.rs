//! The keeper: a process that watches over one command and never outlives its owner.
//!
//! A recipe starts databases, servers, compilers and browsers. However it ends (a
//! failure, Ctrl-C, even `kill -9`), the pipe to the keeper's standard input closes;
//! the keeper then ends the command's whole process group and removes its folder.
//! No signal handler in the recipe could promise that much.

use std::ffi::OsString;
use std::io::Read;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::Context;

/// How often the keeper looks whether its command has ended: unnoticeable for a
/// person, nothing for a processor.
const LOOK: Duration = Duration::from_millis(20);

/// What to watch over, and how to end it.
#[derive(Debug, Clone, clap::Args)]
pub struct Order {
    /// Folder to remove when the command has ended
    #[arg(long)]
    pub remove: Option<PathBuf>,
    /// Signal that asks the command to end
    #[arg(long, default_value = "TERM")]
    pub signal: String,
    /// Seconds to wait after the signal before the command is killed
    #[arg(long, default_value_t = 10)]
    pub patience: u64,
    /// The command and its arguments
    #[arg(last = true, required = true)]
    pub command: Vec<OsString>,
}

/// Runs the command until it ends or standard input closes; answers with its exit code.
///
/// # Errors
/// When the command cannot be started or watched.
pub fn run(order: &Order) -> anyhow::Result<ExitCode> {
    let (program, arguments) = order.command.split_first().context("no command to keep")?;
    let started = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .process_group(0)
        .spawn()
        .with_context(|| format!("cannot start {}", program.display()));
    let ended = started.and_then(|mut child| {
        let status = wait_or_stop(&mut child, order)?;
        // What the command left behind in its group must not go on without it.
        signal_group("KILL", child.id());
        Ok(status)
    });
    if let Some(folder) = &order.remove {
        let _ = std::fs::remove_dir_all(folder);
    }
    Ok(exit_code(ended?))
}

fn wait_or_stop(child: &mut Child, order: &Order) -> anyhow::Result<ExitStatus> {
    let owner = owner_gone();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if owner.recv_timeout(LOOK) == Err(RecvTimeoutError::Disconnected) {
            return stop(child, order);
        }
    }
}

fn stop(child: &mut Child, order: &Order) -> anyhow::Result<ExitStatus> {
    signal_group(&order.signal, child.id());
    let until = Instant::now() + Duration::from_secs(order.patience);
    while Instant::now() < until {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        std::thread::sleep(LOOK);
    }
    signal_group("KILL", child.id());
    Ok(child.wait()?)
}

/// A channel that disconnects when standard input reaches its end.
fn owner_gone() -> Receiver<()> {
    let (held, gone) = mpsc::channel();
    std::thread::spawn(move || {
        let _ = std::io::stdin().lock().read_to_end(&mut Vec::new());
        drop(held);
    });
    gone
}

/// Sends a signal to a process group with the shell's own `kill`, which is there even
/// where no process tools are installed.
fn signal_group(signal: &str, group: u32) {
    let _ = Command::new("sh")
        .args(["-c", r#"kill -s "$0" -- "-$1""#, signal, &group.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}

fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status
        .code()
        .or_else(|| status.signal().map(|signal| 128 + signal));
    ExitCode::from(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}
