//! What a process has used, as the kernel tells it in `/proc`.

use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use serde_json::{Value, json};

/// The unit of the times in `/proc/PID/stat`: fixed at 100 a second for programs,
/// whatever the kernel's own tick is.
const TICK: Duration = Duration::from_millis(10);

/// Processor time that a process has used since it began, all threads, program and kernel.
///
/// # Errors
/// When the process is gone or the system has no `/proc`.
pub fn cpu_time(pid: u32) -> anyhow::Result<Duration> {
    let path = format!("/proc/{pid}/stat");
    let text = std::fs::read_to_string(&path).with_context(|| format!("{path} cannot be read"))?;
    parse_cpu_time(&text).with_context(|| format!("{path} is not understood"))
}

/// Memory of a process that is in use now, in MiB.
///
/// # Errors
/// As [`cpu_time`].
pub fn resident_mib(pid: u32) -> anyhow::Result<f64> {
    let path = format!("/proc/{pid}/status");
    let text = std::fs::read_to_string(&path).with_context(|| format!("{path} cannot be read"))?;
    parse_resident_mib(&text).with_context(|| format!("{path} is not understood"))
}

/// The size of a file in MiB.
///
/// # Errors
/// When there is no such file.
pub fn file_mib(path: &Path) -> anyhow::Result<f64> {
    let meta = std::fs::metadata(path)
        .with_context(|| format!("{} cannot be looked at", path.display()))?;
    Ok(meta.len() as f64 / 1024.0 / 1024.0)
}

/// What the figures were taken on, and how busy it was already.
pub fn machine() -> Value {
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let processor = std::fs::read_to_string("/proc/cpuinfo")
        .ok()
        .and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("model name"))?;
            Some(line.split(':').nth(1)?.trim().to_owned())
        });
    let load = std::fs::read_to_string("/proc/loadavg")
        .ok()
        .and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok());
    json!({ "cores": cores, "processor": processor, "load_average_before": load })
}

/// The name of the program stands in brackets and may hold anything, so the
/// fields are counted behind its end.
fn parse_cpu_time(stat: &str) -> Option<Duration> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let user: u32 = fields.next()?.parse().ok()?;
    let kernel: u32 = fields.next()?.parse().ok()?;
    Some(TICK * user.saturating_add(kernel))
}

fn parse_resident_mib(status: &str) -> Option<f64> {
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_name_with_brackets_and_spaces_does_not_shift_the_fields() {
        let stat = "42 (okno ) 7 (x) S 1 42 42 0 -1 4194304 900 0 1 0 250 31 5 6 20 0 9 0 1 2 3";
        assert_eq!(parse_cpu_time(stat), Some(Duration::from_millis(2810)));
        assert_eq!(parse_cpu_time("42 okno S 1"), None);
    }

    #[test]
    fn memory_is_read_in_mebibytes() {
        let status = "Name:\tokno\nVmPeak:\t 999 kB\nVmRSS:\t   40960 kB\nThreads:\t9\n";
        assert_eq!(parse_resident_mib(status), Some(40.0));
        assert_eq!(parse_resident_mib("Name:\tokno\n"), None);
    }

    #[test]
    fn this_process_uses_time_and_memory() {
        let me = std::process::id();
        let before = cpu_time(me).unwrap();
        let began = std::time::Instant::now();
        let mut sum = 0_u64;
        while began.elapsed() < Duration::from_millis(300) {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
        assert!(cpu_time(me).unwrap() > before);
        assert!(resident_mib(me).unwrap() > 1.0);
        assert!(cpu_time(u32::MAX).is_err());
    }
}
