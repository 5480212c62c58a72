//! Counting what each test runner reports.

use std::collections::BTreeSet;
use std::ops::AddAssign;

/// How many checks passed, failed and were skipped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Checks that held.
    pub passed: u32,
    /// Checks that did not.
    pub failed: u32,
    /// Checks that were not made.
    pub skipped: u32,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, more: Self) {
        self.passed += more.passed;
        self.failed += more.failed;
        self.skipped += more.skipped;
    }
}

impl Tally {
    /// One check that held.
    pub const PASSED: Self = Self {
        passed: 1,
        failed: 0,
        skipped: 0,
    };
    /// One check that did not hold.
    pub const FAILED: Self = Self {
        passed: 0,
        failed: 1,
        skipped: 0,
    };
    /// One check that was not made.
    pub const SKIPPED: Self = Self {
        passed: 0,
        failed: 0,
        skipped: 1,
    };

    /// The same count, with at least one failure when the runner itself failed:
    /// a run that does not compile counts no test, and must not look like success.
    #[must_use]
    pub fn of_a_run_that(mut self, was_good: bool) -> Self {
        let counted = self.passed + self.failed + self.skipped;
        if self.failed == 0 && (!was_good || counted == 0) {
            self.failed = 1;
        }
        self
    }

    fn add(&mut self, count: u32, word: &str) {
        match word {
            "passed" | "pass" => self.passed += count,
            "skipped" | "ignored" | "todo" => self.skipped += count,
            "failed" | "fail" | "timed" | "exec" | "cancelled" | "errors" | "failures" => {
                self.failed += count;
            }
            _ => {}
        }
    }
}

/// Counts the last `Summary … tests run: 3 passed (1 slow), 1 failed, 2 skipped`.
#[must_use]
pub fn of_nextest(said: &str) -> Tally {
    let summary = said.lines().rev().find_map(|line| {
        let line = line.trim_start();
        let (_, counts) = line.strip_prefix("Summary")?.split_once("run:")?;
        Some(counts)
    });
    let mut tally = Tally::default();
    for part in without_brackets(summary.unwrap_or_default()).split(',') {
        let mut words = part.split_whitespace();
        if let (Some(count), Some(word)) = (words.next().and_then(number), words.next()) {
            tally.add(count, word);
        }
    }
    tally
}

/// Adds up each `test result: ok. 3 passed; 0 failed; 1 ignored; …` of `cargo test`.
#[must_use]
pub fn of_libtest(said: &str) -> Tally {
    let mut tally = Tally::default();
    for line in said.lines().filter(|line| line.starts_with("test result:")) {
        let counts = line.split_once(". ").map_or("", |(_, counts)| counts);
        for part in counts.split(';') {
            let mut words = part.split_whitespace();
            if let (Some(count), Some(word)) = (words.next().and_then(number), words.next()) {
                tally.add(count, word);
            }
        }
    }
    tally
}

/// Reads the closing lines of node's test runner: `# pass 3` or `ℹ pass 3`.
#[must_use]
pub fn of_node(said: &str) -> Tally {
    let mut tally = Tally::default();
    for line in said.lines() {
        let Some(rest) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) else {
            continue;
        };
        if let Some((word, count)) = rest.split_once(' ')
            && let Some(count) = number(count)
        {
            tally.add(count, word);
        }
    }
    tally
}

/// Adds up the `testsuite` elements of a JUnit report.
#[must_use]
pub fn of_junit(report: &str) -> Tally {
    let mut tally = Tally::default();
    for suite in report.split("<testsuite ").skip(1) {
        let head = suite.split('>').next().unwrap_or_default();
        let count = |name: &str| attribute(head, name).unwrap_or(0);
        let (failed, skipped) = (count("failures") + count("errors"), count("skipped"));
        tally += Tally {
            passed: count("tests").saturating_sub(failed + skipped),
            failed,
            skipped,
        };
    }
    tally
}

/// The names of the tests that failed, as any of the runners lists them.
#[must_use]
pub fn names_of_failures(said: &str) -> BTreeSet<String> {
    let nextest = |line: &str| {
        let failed = ["FAIL [", "TIMEOUT [", "SIGABRT [", "SIGSEGV ["];
        let rest = failed.iter().find_map(|mark| line.strip_prefix(mark))?;
        let name = rest.split_once(']')?.1.trim();
        // A count of the tests so far may stand before the name.
        let name = name
            .strip_prefix('(')
            .and_then(|rest| rest.split_once(") "))
            .map_or(name, |(_, n)| n);
        Some(name.to_owned())
    };
    let libtest = |line: &str| {
        let name = line.strip_prefix("test ")?.strip_suffix(" ... FAILED")?;
        Some(name.to_owned())
    };
    let node = |line: &str| {
        let name = line.strip_prefix("✖ ")?.rsplit_once(" (")?.0;
        Some(name.to_owned())
    };
    let lines = || said.lines().map(str::trim);
    // Nextest repeats what the test binary says about itself; its own lines say more.
    let told: BTreeSet<_> = lines()
        .filter_map(|line| nextest(line).or_else(|| node(line)))
        .collect();
    if told.is_empty() {
        lines().filter_map(libtest).collect()
    } else {
        told
    }
}

fn attribute(head: &str, name: &str) -> Option<u32> {
    let (_, after) = head.split_once(&format!("{name}=\""))?;
    number(after.split('"').next()?)
}

fn number(word: &str) -> Option<u32> {
    word.trim().parse().ok()
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_i32;
    text.chars()
        .filter(|letter| {
            depth += i32::from(*letter == '(');
            let outside = depth == 0;
            depth -= i32::from(*letter == ')');
            outside
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn tally(passed: u32, failed: u32, skipped: u32) -> Tally {
        Tally {
            passed,
            failed,
            skipped,
        }
    }

    #[test]
    fn a_nextest_summary_is_counted_with_its_remarks() {
        let said = "     Summary [   1.2s] 46/48 tests run: 43 passed (2 slow, 1 leaky), \
                    1 failed, 1 timed out, 1 exec failed, 2 skipped\n        FAIL a b\n";
        assert_eq!(of_nextest(said), tally(43, 3, 2));
        assert_eq!(
            of_nextest("Summary [ 0.1s] 1 test run: 1 passed, 0 skipped"),
            tally(1, 0, 0)
        );
    }

    #[test]
    fn the_results_of_several_test_binaries_add_up() {
        let said = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured\n\
                    test result: FAILED. 2 passed; 4 failed; 0 ignored; 0 measured\n";
        assert_eq!(of_libtest(said), tally(5, 4, 1));
    }

    #[test]
    fn both_ways_node_closes_a_run_are_read() {
        assert_eq!(
            of_node("# pass 3\n# fail 1\n# cancelled 1\n# skipped 2\n"),
            tally(3, 2, 2)
        );
        assert_eq!(
            of_node("ℹ tests 4\nℹ pass 4\nℹ fail 0\nℹ todo 1\n"),
            tally(4, 0, 1)
        );
    }

    #[test]
    fn suites_of_a_junit_report_add_up() {
        let report = r#"<testsuites tests="9"><testsuite name="a" tests="4" failures="1"
            errors="1" skipped="1"></testsuite><testsuite name="b" tests="5" errors="0"/>"#;
        assert_eq!(of_junit(report), tally(6, 2, 1));
    }

    #[test]
    fn failures_are_named_whoever_ran_the_tests() {
        let names = |said| names_of_failures(said).into_iter().collect::<Vec<_>>();
        let nextest = "        FAIL [   0.1s] (27/29) xtask::rules the_index\n    \
                       test the_index ... FAILED\n TIMEOUT [ 300.0s] okno::a b\n";
        assert_eq!(names(nextest), ["okno::a b", "xtask::rules the_index"]);
        assert_eq!(
            names("test tests::a ... FAILED\ntest b ... ok\n"),
            ["tests::a"]
        );
        assert_eq!(
            names("  ✖ a page (1.2ms)\n  ✔ b (1ms)\n✖ failing tests:\n"),
            ["a page"]
        );
    }

    #[test]
    fn a_run_that_breaks_or_counts_nothing_is_a_failure() {
        assert_eq!(Tally::default().of_a_run_that(false), Tally::FAILED);
        assert_eq!(Tally::default().of_a_run_that(true), Tally::FAILED);
        assert_eq!(tally(3, 0, 0).of_a_run_that(false), tally(3, 1, 0));
        assert_eq!(tally(3, 2, 0).of_a_run_that(false), tally(3, 2, 0));
    }
}
