//! What a recipe tells the person who started it.

use std::fmt::Display;
use std::io::Write;

/// Says one line on standard output at once, so that a log shows it when it happened.
///
/// A reader who has gone away is no reason to stop checking.
pub fn line(text: impl Display) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}");
    let _ = out.flush();
}
