//! The steps of a run, told while they happen and added up at the end.

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::run::{self, Ended};
use crate::say;
use crate::tally::{self, Tally};
use crate::workshop::Workshop;

/// How much of a log explains most failures.
const LAST_LINES: usize = 60;

/// More failures than this have one cause.
const MOST_NAMES: usize = 40;

/// What came of one step.
#[derive(Debug)]
pub struct Outcome {
    /// What was counted.
    pub tally: Tally,
    /// What the person must know: why it failed, what was skipped and why.
    pub note: String,
}

impl Outcome {
    /// A step that is one check.
    #[must_use]
    pub fn of(ended: &Ended) -> Self {
        let tally = if ended.good {
            Tally::PASSED
        } else {
            Tally::FAILED
        };
        Self {
            tally,
            note: ended.why.clone(),
        }
    }

    /// A step that counts its checks.
    #[must_use]
    pub fn counted(tally: Tally, ended: &Ended) -> Self {
        let mut note = ended.why.clone();
        for name in tally::names_of_failures(&ended.said)
            .iter()
            .take(MOST_NAMES)
        {
            note += &format!("\n           failed: {name}");
        }
        Self {
            tally: tally.of_a_run_that(ended.good),
            note,
        }
    }

    /// A step that was not made, and why.
    #[must_use]
    pub fn skipped(why: impl Into<String>) -> Self {
        Self {
            tally: Tally::SKIPPED,
            note: why.into(),
        }
    }
}

struct Line {
    title: String,
    took: Duration,
    outcome: Outcome,
}

/// The account of a run.
pub struct Report<'shop> {
    shop: &'shop Workshop,
    lines: Vec<Line>,
}

impl<'shop> Report<'shop> {
    /// An empty account.
    #[must_use]
    pub fn new(shop: &'shop Workshop) -> Self {
        Self {
            shop,
            lines: Vec::new(),
        }
    }

    /// Takes one step: `log` names its log file, `title` says in plain words what it is.
    ///
    /// The step gets the path of its log. A step that cannot be taken is a failed one.
    /// Answers whether nothing failed.
    pub fn step(
        &mut self,
        log: &str,
        title: &str,
        take: impl FnOnce(&Path) -> anyhow::Result<Outcome>,
    ) -> bool {
        say::line(format!("── {title}"));
        let began = Instant::now();
        let file = run::fresh_log(self.shop, log);
        let outcome = match file.as_deref() {
            Ok(file) => take(file),
            Err(error) => Err(anyhow::anyhow!("{error:#}")),
        };
        let outcome = outcome.unwrap_or_else(|error| Outcome {
            tally: Tally::FAILED,
            note: format!("{error:#}"),
        });
        let good = outcome.tally.failed == 0;
        let line = Line {
            title: title.to_owned(),
            took: began.elapsed(),
            outcome,
        };
        if !good && let Ok(file) = &file {
            say_end_of(file);
        }
        say::line(line.told());
        self.lines.push(line);
        good
    }

    /// Tells the account once more and closes with the line that counts everything.
    #[must_use]
    pub fn close(self) -> ExitCode {
        let mut all = Tally::default();
        say::line("\n── Summary");
        for line in &self.lines {
            say::line(line.told());
            all += line.outcome.tally;
        }
        say::line(format!("   logs: {}\n", self.shop.logs().display()));
        say::line(closing_line(all));
        if all.failed == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

impl Line {
    fn told(&self) -> String {
        let Tally {
            passed,
            failed,
            skipped,
        } = self.outcome.tally;
        let verdict = if failed > 0 {
            "FAILED "
        } else if skipped > 0 && passed == 0 {
            "SKIPPED"
        } else {
            "ok     "
        };
        let mut told = format!(
            "   {verdict} {:>7.1} s  {}",
            self.took.as_secs_f64(),
            self.title
        );
        if passed + failed + skipped > 1 {
            told += &format!(" [{}]", closing_line(self.outcome.tally));
        }
        if !self.outcome.note.is_empty() {
            told += &format!(" — {}", self.outcome.note);
        }
        told
    }
}

/// `3 passed, 0 failed`, and the skipped ones where there are any.
fn closing_line(tally: Tally) -> String {
    let Tally {
        passed,
        failed,
        skipped,
    } = tally;
    if skipped == 0 {
        return format!("{passed} passed, {failed} failed");
    }
    format!("{passed} passed, {failed} failed, {skipped} skipped")
}

fn say_end_of(log: &Path) {
    let said = std::fs::read(log).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    let lines: Vec<_> = said.lines().collect();
    if lines.is_empty() {
        return;
    }
    let from = lines.len().saturating_sub(LAST_LINES);
    say::line(format!("   the last lines of {}:", log.display()));
    for line in &lines[from..] {
        say::line(format!("   | {line}"));
    }
}
