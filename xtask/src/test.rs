//! `cargo xtask test`: every check of the project, one after the other.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use anyhow::{Context, bail};
use clap::ValueEnum;

use crate::demo::Demo;
use crate::postgres::{self, Server};
use crate::report::{Outcome, Report};
use crate::run::{self, Ended};
use crate::tally;
use crate::tools::{self, Tool};
use crate::workshop::{Workshop, unattended};

/// Building and testing everything from nothing on two cores, twice over.
const BUILD_LIMIT: Duration = Duration::from_secs(40 * 60);
/// The browser walks each page in two languages and two widths.
const BROWSER_LIMIT: Duration = Duration::from_secs(20 * 60);
/// Packages over a slow line.
const FETCH_LIMIT: Duration = Duration::from_secs(10 * 60);
/// The API checker is bounded by examples; this is for an endpoint that hangs.
const API_LIMIT: Duration = Duration::from_secs(10 * 60);
/// A format check reads files and nothing else.
const QUICK_LIMIT: Duration = Duration::from_secs(5 * 60);

/// Requests the API checker makes up for each operation and phase.
const API_EXAMPLES: &str = "30";
/// The same requests in each run, so that a failure can be repeated.
const API_SEED: &str = "864";

/// Names the Python that runs the mail server of the tests.
const MAIL_PYTHON: &str = "OKNO_TEST_MAIL_PYTHON";

/// Which checks to make.
#[derive(Debug, Default, clap::Args)]
pub struct Choice {
    /// Make only these checks (may be given several times)
    #[arg(long, value_enum)]
    only: Vec<Part>,
    /// Install nothing; say what is missing and fail
    #[arg(long)]
    no_install: bool,
    /// Install cargo-deny when it is missing (takes minutes)
    #[arg(long)]
    with_deny: bool,
}

/// A part of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Format, lints, licences and the tests in Rust, on both databases
    Rust,
    /// The pages, in a browser
    Browser,
    /// The JSON API against its own document
    Api,
}

impl Choice {
    fn wants(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    fn tools(&self) -> Vec<Tool> {
        let parts: [(Part, &[Tool]); 3] = [
            (Part::Rust, &[Tool::Postgres, Tool::Python]),
            (Part::Browser, &[Tool::Chromium, Tool::Node]),
            (Part::Api, &[Tool::Python]),
        ];
        let wanted = parts.into_iter().filter(|(part, _)| self.wants(*part));
        wanted
            .flat_map(|(_, tools)| tools.iter().copied())
            .collect()
    }
}

/// Makes the checks, tells each step, and closes with the count of all.
#[must_use]
pub fn run(shop: &Workshop, choice: &Choice) -> ExitCode {
    let mut report = Report::new(shop);
    let ready = report.step("tools", "the tools the checks need are here", |log| {
        tools::make_ready(shop, &choice.tools(), !choice.no_install, log)?;
        Ok(Outcome::of(&done()))
    });
    if ready {
        if choice.wants(Part::Rust) {
            rust(shop, choice, &mut report);
        }
        if choice.wants(Part::Browser) || choice.wants(Part::Api) {
            running_office(shop, choice, &mut report);
        }
    }
    report.close()
}

fn rust(shop: &Workshop, choice: &Choice, report: &mut Report<'_>) {
    report.step("format", "the code is formatted", |log| {
        let mut fmt = shop.cargo();
        fmt.args(["fmt", "--all", "--check"]);
        Ok(Outcome::of(&run::logged(shop, &fmt, log, QUICK_LIMIT)?))
    });
    report.step("lints", "no lint has anything to say", |log| {
        let mut clippy = shop.cargo();
        clippy
            .args(["clippy", "--workspace", "--all-targets"])
            .args(locked());
        clippy.args(["--", "-D", "warnings"]);
        Ok(Outcome::of(&run::logged(shop, &clippy, log, BUILD_LIMIT)?))
    });
    dependencies(shop, choice, report);
    let built = report.step("build", "everything builds", |log| {
        let mut build = shop.cargo();
        build
            .args(["build", "--workspace", "--all-targets"])
            .args(locked());
        Ok(Outcome::of(&run::logged(shop, &build, log, BUILD_LIMIT)?))
    });
    if !built {
        return;
    }
    let mut server = None;
    report.step("postgres", "a private PostgreSQL answers", |log| {
        server = Some(Server::start(shop, log)?);
        Ok(Outcome::of(&done()))
    });
    let mut mail = None;
    report.step("mail", "a mail server can be run", |log| {
        mail = Some(python_with(
            shop,
            "mail",
            "crates/jobs/tests/smtp/requirements.txt",
            log,
        )?);
        Ok(Outcome::of(&done()))
    });
    // Without a server the tests still run: those of storage then fail, none is skipped.
    let url = server.as_ref().map(Server::url);
    let beside = Beside {
        url,
        mail: mail.as_deref(),
    };
    report.step("tests", "the tests pass on SQLite and PostgreSQL", |log| {
        let nextest = tools::cargo_has(shop, "nextest");
        let ended = run::logged(shop, &tests(shop, nextest, &beside), log, BUILD_LIMIT)?;
        let count = if nextest {
            tally::of_nextest
        } else {
            tally::of_libtest
        };
        Ok(Outcome::counted(count(&ended.said), &ended))
    });
    report.step(
        "examples",
        "the examples in the documentation hold",
        |log| {
            let mut doc = shop.cargo();
            doc.args(["test", "--workspace", "--doc", "--no-fail-fast"])
                .args(locked());
            let ended = run::logged(shop, &doc, log, BUILD_LIMIT)?;
            let counted = tally::of_libtest(&ended.said);
            let none = ended.good && counted == tally::Tally::default();
            Ok(if none {
                Outcome::of(&ended)
            } else {
                Outcome::counted(counted, &ended)
            })
        },
    );
}

/// What runs beside the tests.
struct Beside<'b> {
    /// The address of the private PostgreSQL.
    url: Option<&'b str>,
    /// The Python that can run a mail server.
    mail: Option<&'b Path>,
}

fn tests(shop: &Workshop, nextest: bool, beside: &Beside<'_>) -> Command {
    let mut tests = shop.cargo();
    if nextest {
        tests.args(["nextest", "run", "--workspace", "--no-fail-fast"]);
        tests.args([
            "--config-file",
            "xtask/nextest.toml",
            "--status-level",
            "fail",
        ]);
        tests.args(["--failure-output", "final"]);
    } else {
        tests.args(["test", "--workspace", "--all-targets", "--no-fail-fast"]);
    }
    tests.args(locked());
    match beside.url {
        Some(url) => tests.env(postgres::VARIABLE, url),
        None => tests.env_remove(postgres::VARIABLE),
    };
    match beside.mail {
        Some(python) => tests.env(MAIL_PYTHON, python),
        None => tests.env_remove(MAIL_PYTHON),
    };
    // A snapshot that differs is a failure, not a file to look at later.
    tests.env("INSTA_UPDATE", "no").env("RUST_BACKTRACE", "0");
    tests
}

fn dependencies(shop: &Workshop, choice: &Choice, report: &mut Report<'_>) {
    report.step(
        "licences",
        "licences and sources of the dependencies are allowed",
        |log| {
            if !tools::cargo_has(shop, "deny") {
                if !choice.with_deny {
                    return Ok(Outcome::skipped(
                        "cargo-deny is not installed; --with-deny installs it",
                    ));
                }
                let mut install = shop.cargo();
                install.args(["install", "cargo-deny", "--locked"]);
                let ended = run::logged(shop, &install, log, BUILD_LIMIT)?;
                if !ended.good {
                    bail!("cargo install cargo-deny: {}", ended.why);
                }
            }
            let mut deny = shop.cargo();
            deny.args(["deny", "--workspace", "--all-features", "check"]);
            deny.args(["bans", "licenses", "sources"]);
            Ok(Outcome::of(&run::logged(shop, &deny, log, FETCH_LIMIT)?))
        },
    );
    report.step("advisories", "no dependency has a known weakness", |log| {
        if !tools::cargo_has(shop, "deny") {
            return Ok(Outcome::skipped("cargo-deny is not installed"));
        }
        let mut deny = shop.cargo();
        deny.args([
            "deny",
            "--workspace",
            "--all-features",
            "check",
            "advisories",
        ]);
        let ended = run::logged(shop, &deny, log, FETCH_LIMIT)?;
        if ended.good || !cannot_fetch(&ended.said) {
            return Ok(Outcome::of(&ended));
        }
        Ok(Outcome::skipped(
            "the list of advisories cannot be fetched from here",
        ))
    });
}

fn cannot_fetch(said: &str) -> bool {
    said.contains("failed to fetch advisory database")
        || said.contains("failed to load advisory database")
}

fn running_office(shop: &Workshop, choice: &Choice, report: &mut Report<'_>) {
    if !choice.wants(Part::Rust) {
        let built = report.step("build-okno", "the office builds", |log| {
            let mut build = shop.cargo();
            build.args(["build", "--package", "okno"]).args(locked());
            Ok(Outcome::of(&run::logged(shop, &build, log, BUILD_LIMIT)?))
        });
        if !built {
            return;
        }
    }
    if choice.wants(Part::Browser) {
        report.step("browser", "the pages work in a browser", |log| {
            browser(shop, log)
        });
    }
    if choice.wants(Part::Api) {
        report.step("api", "the API keeps to its document", |log| api(shop, log));
    }
}

fn browser(shop: &Workshop, log: &Path) -> anyhow::Result<Outcome> {
    let folder = shop.root.join("tests/browser");
    let mut fetch = Command::new("npm");
    fetch
        .current_dir(&folder)
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    good(&run::logged(shop, &fetch, log, FETCH_LIMIT)?, "npm ci")?;

    let mut files = files_ending(&folder, ".test.mjs")?;
    files.sort();
    let mut node = Command::new("node");
    node.current_dir(&folder)
        .args(["--test", "--test-reporter=spec"])
        .args(files);
    node.env("OKNO_BIN", shop.okno("debug"));
    node.env(
        "OKNO_CHROMIUM",
        tools::chromium().context("Chromium is missing")?,
    );
    let ended = run::logged(shop, &node, log, BROWSER_LIMIT)?;
    Ok(Outcome::counted(tally::of_node(&ended.said), &ended))
}

fn api(shop: &Workshop, log: &Path) -> anyhow::Result<Outcome> {
    let python = python_with(shop, "schemathesis", "tests/api/requirements.txt", log)?;
    let demo = Demo::start(shop, &shop.logs().join("api-demo.log"))?;
    let junit = shop.logs().join("api.junit.xml");
    let _ = std::fs::remove_file(&junit);
    let folder = shop.root.join("tests/api");
    let mut check = Command::new(python.with_file_name("schemathesis"));
    check.env("OKNO_API_ADDRESS", demo.address());
    check
        .env("SCHEMATHESIS_HOOKS", "real")
        .env("PYTHONPATH", &folder);
    check.env("PYTHONDONTWRITEBYTECODE", "1");
    check
        .arg("--config-file")
        .arg(folder.join("schemathesis.toml"));
    check
        .arg("run")
        .arg(format!("{}/api/v1/openapi.json", demo.address()));
    check.args(["--max-examples", API_EXAMPLES, "--seed", API_SEED]);
    check.args(["--checks", "all", "--report", "junit", "--no-color"]);
    check.arg("--report-junit-path").arg(&junit);
    check.current_dir(shop.logs());
    let ended = run::logged(shop, &check, log, API_LIMIT)?;
    let counted = tally::of_junit(&std::fs::read_to_string(&junit).unwrap_or_default());
    Ok(Outcome::counted(counted, &ended))
}

/// A Python with the packages of `requirements`, in a virtual environment made on first use.
fn python_with(
    shop: &Workshop,
    name: &str,
    requirements: &str,
    log: &Path,
) -> anyhow::Result<PathBuf> {
    let home = shop.logs().join(name);
    if !home.join("bin/pip").exists() {
        let mut venv = Command::new(tools::python().context("Python with venv is missing")?);
        venv.args(["-m", "venv", "--clear"]).arg(&home);
        good(
            &run::logged(shop, &venv, log, FETCH_LIMIT)?,
            "python3 -m venv",
        )?;
    }
    let mut pip = Command::new(home.join("bin/pip"));
    pip.args([
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--retries=5",
    ]);
    pip.arg("--requirement").arg(shop.root.join(requirements));
    good(&run::logged(shop, &pip, log, FETCH_LIMIT)?, "pip install")?;
    Ok(home.join("bin/python"))
}

fn files_ending(folder: &Path, ending: &str) -> anyhow::Result<Vec<String>> {
    let names = std::fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    Ok(names.filter(|name| name.ends_with(ending)).collect())
}

fn good(ended: &Ended, what: &str) -> anyhow::Result<()> {
    if ended.good {
        Ok(())
    } else {
        bail!("{what}: {}", ended.why)
    }
}

/// In continuous integration the lock file is what was reviewed, and is not brought up to date.
fn locked() -> Option<&'static str> {
    unattended().then_some("--locked")
}

fn done() -> Ended {
    Ended {
        good: true,
        why: String::new(),
        said: String::new(),
    }
}
