//! The tools the checks need beside Rust: found, or installed where that is allowed.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, bail};

use crate::run;
use crate::say;
use crate::workshop::{Workshop, unattended};

/// Debian 12's; the oldest the office is run on.
const OLDEST_POSTGRES: u32 = 15;
/// The oldest that the browser driver runs on; Debian 12's.
const OLDEST_NODE: u32 = 18;
/// A browser and its libraries over a slow line.
const INSTALL_LIMIT: Duration = Duration::from_secs(15 * 60);
/// A mirror that is being updated answers again within a minute or so.
const INSTALL_TRIES: u32 = 3;
const BETWEEN_TRIES: Duration = Duration::from_secs(20);

/// Something the checks need that Rust does not bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// The server programs of PostgreSQL, 15 or later.
    Postgres,
    /// Chromium, which shows the pages.
    Chromium,
    /// Node and npm, which drive the browser.
    Node,
    /// Python with virtual environments, for the API checker and the mail server of the tests.
    Python,
}

impl Tool {
    /// What a person calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Postgres => "PostgreSQL 15 or later (server)",
            Self::Chromium => "Chromium",
            Self::Node => "Node 18 or later with npm",
            Self::Python => "Python 3 with venv",
        }
    }

    /// Whether it can be used here.
    #[must_use]
    pub fn is_here(self) -> bool {
        match self {
            Self::Postgres => postgres_programs().is_some(),
            Self::Chromium => chromium().is_some(),
            Self::Node => {
                node_version().is_some_and(|version| version >= OLDEST_NODE)
                    && on_path("npm").is_some()
            }
            Self::Python => python().is_some(),
        }
    }

    /// The Debian packages that bring what is missing.
    fn packages(self) -> Vec<&'static str> {
        match self {
            Self::Postgres => vec!["postgresql"],
            // The browser comes without a font; this one has Cyrillic.
            Self::Chromium => vec!["chromium", "fonts-dejavu-core"],
            // A node from elsewhere often brings its own npm; Debian's is a package apart.
            Self::Node if node_version().is_some_and(|found| found >= OLDEST_NODE) => vec!["npm"],
            Self::Node => vec!["nodejs", "npm"],
            Self::Python => vec!["python3", "python3-venv"],
        }
    }
}

/// The folder with `initdb` and `postgres` of the newest PostgreSQL here, 15 or later.
#[must_use]
pub fn postgres_programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let newest = debian
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path())))
        .filter(|(version, path): &(u32, PathBuf)| {
            *version >= OLDEST_POSTGRES && path.join("bin/initdb").exists()
        })
        .max();
    if let Some((_, path)) = newest {
        return Some(path.join("bin"));
    }
    let elsewhere = on_path("initdb")?;
    let version = first_number(&output_of(&elsewhere, "--version")?)?;
    (version >= OLDEST_POSTGRES).then(|| elsewhere.parent().map(Path::to_path_buf))?
}

/// The browser: `OKNO_CHROMIUM` when set, else the first one found.
#[must_use]
pub fn chromium() -> Option<PathBuf> {
    if let Some(chosen) = std::env::var_os("OKNO_CHROMIUM") {
        return Some(PathBuf::from(chosen)).filter(|path| path.exists());
    }
    ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find_map(on_path)
}

/// A Python that can make virtual environments with pip in them.
#[must_use]
pub fn python() -> Option<PathBuf> {
    let candidates = [on_path("python3"), Some(PathBuf::from("/usr/bin/python3"))];
    candidates
        .into_iter()
        .flatten()
        .find(|python| quiet(Command::new(python).args(["-c", "import ensurepip, venv"])))
}

/// Whether `cargo NAME` exists.
#[must_use]
pub fn cargo_has(shop: &Workshop, name: &str) -> bool {
    quiet(shop.cargo().args([name, "--version"]))
}

/// Makes sure that every tool of `needed` is here.
///
/// Installs what is missing where that is allowed: as root or with a password-less
/// sudo, in continuous integration or on a terminal, and not with `may_install` off.
///
/// # Errors
/// When a tool is missing; the message is the line to run.
pub fn make_ready(
    shop: &Workshop,
    needed: &[Tool],
    may_install: bool,
    log: &Path,
) -> anyhow::Result<()> {
    let missing: Vec<_> = needed
        .iter()
        .copied()
        .filter(|tool| !tool.is_here())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = missing.iter().map(|tool| tool.name()).collect();
    let packages: Vec<_> = missing.iter().flat_map(|tool| tool.packages()).collect();
    let advice = format!(
        "missing: {}; run: sudo apt-get install --yes {}",
        names.join(", "),
        packages.join(" ")
    );
    let asked_for = unattended() || std::io::stdin().is_terminal();
    let Some(by) = administrator().filter(|_| may_install && asked_for) else {
        bail!(advice);
    };
    say::line(format!("   installing {}", packages.join(" ")));
    install(shop, by, &packages, log).context(advice.clone())?;
    match needed.iter().find(|tool| !tool.is_here()) {
        None => Ok(()),
        Some(tool) => bail!(
            "{} is still missing after the installation; {advice}",
            tool.name()
        ),
    }
}

fn install(
    shop: &Workshop,
    by: Administrator,
    packages: &[&str],
    log: &Path,
) -> anyhow::Result<()> {
    let mut why = String::new();
    for attempt in 1..=INSTALL_TRIES {
        if attempt > 1 {
            std::thread::sleep(BETWEEN_TRIES);
        }
        let mut update = by.apt_get();
        update.arg("update");
        let mut install = by.apt_get();
        install
            .args(["install", "--yes", "--no-install-recommends"])
            .args(packages);
        // A stale package list may still do; the installation decides.
        run::logged(shop, &update, log, INSTALL_LIMIT)?;
        let ended = run::logged(shop, &install, log, INSTALL_LIMIT)?;
        if ended.good {
            return Ok(());
        }
        why = ended.why;
    }
    bail!("apt-get failed {INSTALL_TRIES} times ({why})")
}

/// Who may install packages here.
#[derive(Debug, Clone, Copy)]
enum Administrator {
    Root,
    Sudo,
}

impl Administrator {
    fn apt_get(self) -> Command {
        let mut command = match self {
            Self::Root => Command::new("env"),
            Self::Sudo => {
                let mut sudo = Command::new("sudo");
                sudo.args(["-n", "env"]);
                sudo
            }
        };
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]);
        command.args(["-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=300"]);
        command
    }
}

fn administrator() -> Option<Administrator> {
    on_path("apt-get")?;
    if is_root() {
        return Some(Administrator::Root);
    }
    quiet(Command::new("sudo").args(["-n", "true"])).then_some(Administrator::Sudo)
}

/// Whether this process is root's.
#[must_use]
pub fn is_root() -> bool {
    output_of(Path::new("id"), "-u").is_some_and(|uid| uid.trim() == "0")
}

/// Where a program stands on the search path.
#[must_use]
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

fn node_version() -> Option<u32> {
    first_number(&output_of(&on_path("node")?, "--version")?)
}

fn first_number(text: &str) -> Option<u32> {
    text.split(|letter: char| !letter.is_ascii_digit())
        .find_map(|word| word.parse().ok())
}

fn output_of(program: &Path, argument: &str) -> Option<String> {
    let output = Command::new(program)
        .arg(argument)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn quiet(command: &mut Command) -> bool {
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_programs_print_them() {
        assert_eq!(first_number("v20.20.2\n"), Some(20));
        assert_eq!(
            first_number("initdb (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"),
            Some(15)
        );
        assert_eq!(first_number("none"), None);
    }

    #[test]
    fn a_program_is_found_where_the_search_path_says() {
        assert!(on_path("sh").is_some_and(|sh| sh.is_absolute()));
        assert_eq!(on_path("no-such-program-anywhere"), None);
    }
}
