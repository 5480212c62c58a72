//! Why a pack has no answer.

use jiff::civil::Date;

/// Why a pack has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// No row matches on that day.
    #[error("ERR_NO_VALUE: '{rule}' has no value on {on} for [{inputs}]")]
    NoValue {
        /// The rule.
        rule: String,
        /// The day asked for.
        on: Date,
        /// The inputs asked with.
        inputs: String,
    },
    /// The pack says that there is no value on purpose.
    #[error("ERR_NOTHING: '{rule}' has no value for [{inputs}] on purpose: {reason}")]
    Nothing {
        /// The rule.
        rule: String,
        /// The inputs asked with.
        inputs: String,
        /// The reason written in the pack.
        reason: String,
    },
    /// No such rule.
    #[error("ERR_UNKNOWN_RULE: there is no rule '{rule}'{}", did_you_mean(nearest.as_deref()))]
    UnknownRule {
        /// The id asked for.
        rule: String,
        /// The nearest id of the pack.
        nearest: Option<String>,
    },
    /// An input that must be given was not.
    #[error("ERR_MISSING_INPUT: '{rule}' needs '{input}', one of: {}", words.join(", "))]
    MissingInput {
        /// The rule.
        rule: String,
        /// The input.
        input: String,
        /// The words it can have.
        words: Vec<String>,
    },
    /// An input the rule does not have.
    #[error("ERR_UNKNOWN_INPUT: '{rule}' has no input '{input}', known: {}", known.join(", "))]
    UnknownInput {
        /// The rule.
        rule: String,
        /// The input.
        input: String,
        /// The inputs it has.
        known: Vec<String>,
    },
    /// A word the input cannot have.
    #[error("ERR_UNKNOWN_WORD: '{input}' of '{rule}' cannot be '{word}', known: {}", known.join(", "))]
    UnknownWord {
        /// The rule.
        rule: String,
        /// The input.
        input: String,
        /// The word given.
        word: String,
        /// The words it can have.
        known: Vec<String>,
    },
    /// The rule holds values of another kind.
    #[error("ERR_WRONG_KIND: '{rule}' is {found}, asked for {wanted}")]
    WrongKind {
        /// The rule.
        rule: String,
        /// The kind asked for.
        wanted: &'static str,
        /// The kind it has.
        found: &'static str,
    },
    /// An amount too large to count.
    #[error("ERR_TOO_LARGE: the amount of '{rule}' is too large")]
    TooLarge {
        /// The rule.
        rule: String,
    },
}

fn did_you_mean(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |word| format!(", did you mean '{word}'?"))
}

impl PackError {
    /// The code that golden tests and interfaces compare.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoValue { .. } => "ERR_NO_VALUE",
            Self::Nothing { .. } => "ERR_NOTHING",
            Self::UnknownRule { .. } => "ERR_UNKNOWN_RULE",
            Self::MissingInput { .. } => "ERR_MISSING_INPUT",
            Self::UnknownInput { .. } => "ERR_UNKNOWN_INPUT",
            Self::UnknownWord { .. } => "ERR_UNKNOWN_WORD",
            Self::WrongKind { .. } => "ERR_WRONG_KIND",
            Self::TooLarge { .. } => "ERR_TOO_LARGE",
        }
    }
}
