//! `okno bench`: measures this program on this machine.

use std::io::Write;
use std::process::ExitCode;

use okno_sim::bench::{self, BenchArgs};
use serde_json::Value;

/// Prints the figures on standard output, progress on standard error.
///
/// A broken promise (a place sold twice, a booking lost) fails the command after
/// its figures are printed.
///
/// # Errors
/// Whatever kept it from being measured.
pub fn run(args: BenchArgs) -> anyhow::Result<ExitCode> {
    let program = std::env::current_exe()?;
    let figures = bench::run(&args, &program, &|line| eprintln!("{line}"), &|address| {
        println!("address http://{address}");
        // The caller waits for this line through a pipe.
        drop(std::io::stdout().flush());
    })?;
    if args.json() {
        println!("{}", serde_json::to_string_pretty(&figures.all)?);
    } else {
        print_table(&figures.all);
    }
    Ok(if figures.kept {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn print_table(figures: &Value) {
    let simple = figures
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(_, value)| !value.is_object());
    for (name, value) in simple {
        println!(
            "{name:<28} {}",
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        );
    }
}
