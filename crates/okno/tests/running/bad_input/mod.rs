//! Wrong files, taken ports, full disks: an answer that says what to do, never a crash, never a
//! loss.

mod backup;
mod files;
mod full_disk;
mod start;

use std::process::Output;

use crate::house::text_of;

/// The command was refused in order: exit code 1 and words, no panic.
#[track_caller]
fn refused(output: &Output, words: &[&str]) {
    let said = text_of(output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    for word in words {
        assert!(said.contains(word), "`{word}` is not said:\n{said}");
    }
}
