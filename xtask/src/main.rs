//! `cargo xtask COMMAND`: see `cargo xtask --help`.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::{bench, bless, keep, migrations, postgres, rules, say, test, workshop::Workshop};

/// Recipes for working on Okno.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    recipe: Recipe,
}

#[derive(Subcommand)]
enum Recipe {
    /// Check everything: format, lints, licences, tests on both databases, pages, API
    Test(test::Choice),
    /// Accept what snapshots, migration sums and the rule index say now
    Bless,
    /// Start a migration: one file for each database, the same number and name
    Migration {
        /// What the migration does, for example `add_standby`
        name: String,
    },
    /// Measure bookings, releases and pages on both databases into target/bench.json
    Bench,
    /// Write docs/rules.md: each requirement, where it is kept and what proves it
    Rules {
        /// Only say whether the file is fresh
        #[arg(long)]
        check: bool,
    },
    /// Run a command with a private PostgreSQL in OKNO_TEST_POSTGRES
    Postgres(postgres::Choice),
    /// Watch over one command and end it when standard input closes
    #[command(hide = true)]
    Keep(keep::Order),
}

fn main() -> ExitCode {
    let shop = Workshop::here();
    let answer = match Cli::parse().recipe {
        Recipe::Test(choice) => Ok(test::run(&shop, &choice)),
        Recipe::Bless => bless::run(&shop),
        Recipe::Migration { name } => migrations::start(&shop, &name),
        Recipe::Bench => bench::run(&shop),
        Recipe::Rules { check } => rules::run(&shop, check),
        Recipe::Postgres(choice) => postgres::run(&shop, &choice),
        Recipe::Keep(order) => keep::run(&order),
    };
    answer.unwrap_or_else(|error| {
        say::line(format!("error: {error:#}"));
        ExitCode::FAILURE
    })
}
