//! What is wrong with an office file, and where.

use std::cell::RefCell;
use std::fmt;

/// One bad place in an office file: where it stands, what is wrong, what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ImportProblem {
    /// The file, as named by whoever read it.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The table: `office 77-01, window`.
    pub table: String,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub advice: String,
}

impl fmt::Display for ImportProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            table,
            what,
            advice,
        } = self;
        write!(f, "{file}:{line}: {table}: {what}; {advice}")
    }
}

/// Collects problems while reading goes on, so that one run shows all of them.
pub(super) struct Problems<'f> {
    file: &'f str,
    text: &'f str,
    found: RefCell<Vec<ImportProblem>>,
}

impl<'f> Problems<'f> {
    pub(super) fn new(file: &'f str, text: &'f str) -> Self {
        Self {
            file,
            text,
            found: RefCell::default(),
        }
    }

    /// Reports a problem at a byte of the file.
    pub(super) fn report(
        &self,
        offset: usize,
        table: &str,
        what: impl Into<String>,
        advice: impl Into<String>,
    ) {
        let before = self
            .text
            .as_bytes()
            .get(..offset)
            .unwrap_or(self.text.as_bytes());
        self.found.borrow_mut().push(ImportProblem {
            file: self.file.to_owned(),
            line: 1 + before.iter().filter(|byte| **byte == b'\n').count(),
            table: table.to_owned(),
            what: what.into(),
            advice: advice.into(),
        });
    }

    /// All problems in the order of the file.
    pub(super) fn into_found(self) -> Vec<ImportProblem> {
        let mut found = self.found.into_inner();
        found.sort();
        found.dedup();
        found
    }
}
