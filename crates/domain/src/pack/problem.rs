//! What is wrong with a pack, and where: every problem names its file, line and column.

use std::cell::RefCell;
use std::fmt;

use serde::Serialize;

/// A position in a file of the pack; lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// Path inside the pack folder, with forward slashes.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Place {
    /// The first character of a file, for a problem of the file as a whole.
    pub fn start_of(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: 1,
            column: 1,
        }
    }

    /// The place of the byte `offset` in `text`; past the end means the last character.
    pub fn at(file: &str, text: &str, offset: usize) -> Self {
        let mut end = offset.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            file: file.to_owned(),
            line: count(before.matches('\n').count()),
            column: count(before[line_start..].chars().count()),
        }
    }
}

fn count(zero_based: usize) -> u32 {
    u32::try_from(zero_based)
        .unwrap_or(u32::MAX)
        .saturating_add(1)
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// The kinds of mistake a pack can contain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// The file is not TOML.
    #[error("not valid TOML: {0}")]
    Syntax(String),
    /// A file the pack cannot do without.
    #[error("the pack has no file '{0}'")]
    MissingFile(String),
    /// A file the format does not know.
    #[error("the format knows no file of this name")]
    UnknownFile,
    /// A key the format does not know.
    #[error("unknown key '{0}'")]
    UnknownKey(String),
    /// A key that must be given.
    #[error("missing key '{0}'")]
    MissingKey(String),
    /// A value of another type.
    #[error("'{key}' must be {wanted}, found {found}")]
    WrongType {
        /// The key.
        key: String,
        /// What the format wants.
        wanted: String,
        /// What stands there.
        found: String,
    },
    /// A value of the right type that the format does not allow.
    #[error("'{key}' cannot be '{found}': {wanted}")]
    BadValue {
        /// The key.
        key: String,
        /// What stands there.
        found: String,
        /// What the format wants.
        wanted: String,
    },
    /// Wording that is missing in a language of the pack.
    #[error("'{key}' has no wording in '{language}'")]
    MissingLanguage {
        /// The key.
        key: String,
        /// The language code.
        language: String,
    },
    /// Two things under one name.
    #[error("the {what} '{id}' is defined twice")]
    Duplicate {
        /// What it is.
        what: &'static str,
        /// Its id.
        id: String,
    },
    /// A reference to a thing that is not in the pack.
    #[error("there is no {what} '{id}' in the pack")]
    UnknownReference {
        /// What it should be.
        what: &'static str,
        /// The id that was written.
        id: String,
    },
    /// A value that cites nothing.
    #[error("a value without a source")]
    NoSource,
    /// A value that rests on an act which is not in force on a day the value is used.
    #[error("on {on} the value still rests on '{source_act}', which is not in force that day")]
    DeadSource {
        /// The act.
        source_act: String,
        /// The first such day.
        on: String,
    },
    /// A policy of the office presented as law.
    #[error("a value whose only source is a policy must be marked certain = false")]
    PolicyAsLaw,
    /// Two rows give an answer for the same question.
    #[error("overlap: on {on} both this row and line {other_line} answer {combination}")]
    Overlap {
        /// A day on which it happens.
        on: String,
        /// Line of the other row.
        other_line: u32,
        /// One combination of inputs that both rows answer.
        combination: String,
    },
    /// No row gives an answer.
    #[error(
        "uncovered: from {on} no row answers {combination} (combinations without a row: {count})"
    )]
    Uncovered {
        /// The first day of the interval.
        on: String,
        /// One combination of inputs without an answer.
        combination: String,
        /// How many combinations have no answer in that interval.
        count: usize,
    },
    /// The acts do not hand over to each other.
    #[error("the acts that regulate '{service}' {what}")]
    Succession {
        /// The service.
        service: String,
        /// What is wrong: a gap or an overlap, with the day.
        what: String,
    },
    /// Something wrong in the workflow.
    #[error("{0}")]
    Workflow(String),
    /// A notice nothing emits, or an edge and a notice that contradict each other.
    #[error("{0}")]
    Notice(String),
    /// A text that is empty or missing.
    #[error("the text '{id}' has no wording in '{language}'")]
    EmptyText {
        /// The text.
        id: String,
        /// The language code.
        language: String,
    },
    /// A form that does not follow the form format.
    #[error("the form is not valid: {0}")]
    Form(String),
    /// A golden test of the pack fails.
    #[error("golden test failed: expected {expected}, got {got}")]
    GoldenTest {
        /// What the test file expects.
        expected: String,
        /// What the pack answers.
        got: String,
    },
}

/// One mistake with its place and, where one is known, what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {mistake}{}", hint_tail(hint.as_deref()))]
pub struct Problem {
    /// Where it stands.
    pub place: Place,
    /// What is wrong.
    pub mistake: Mistake,
    /// What to write instead.
    pub hint: Option<String>,
}

fn hint_tail(hint: Option<&str>) -> String {
    hint.map_or_else(String::new, |hint| format!("; {hint}"))
}

/// Why a pack was not loaded: all problems found, in the order of files and lines.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the pack has {} problem(s):\n{}", problems.len(), list(problems))]
pub struct LoadError {
    /// The problems; never empty.
    pub problems: Vec<Problem>,
}

fn list(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
    lines.join("\n")
}

/// Collects problems while reading goes on, so that one run shows all of them.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    found: RefCell<Vec<Problem>>,
}

impl Problems {
    pub(crate) fn report(&self, place: Place, mistake: Mistake) {
        self.push(place, mistake, None);
    }

    pub(crate) fn report_with_hint(&self, place: Place, mistake: Mistake, hint: Option<String>) {
        self.push(place, mistake, hint);
    }

    fn push(&self, place: Place, mistake: Mistake, hint: Option<String>) {
        let problem = Problem {
            place,
            mistake,
            hint,
        };
        let mut found = self.found.borrow_mut();
        if !found.contains(&problem) {
            found.push(problem);
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.found.borrow().len()
    }

    pub(crate) fn into_result<T>(self, value: T) -> Result<T, LoadError> {
        let mut problems = self.found.into_inner();
        if problems.is_empty() {
            return Ok(value);
        }
        problems.sort_by(|a, b| a.place.cmp(&b.place));
        Err(LoadError { problems })
    }
}
