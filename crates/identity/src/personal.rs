//! A value about a person, which no log line can print by accident.

use std::fmt;

/// A personal value (name, document number, address, phone).
///
/// It has no `Display` and no `Serialize`, and its `Debug` hides the content, so
/// that neither a log line nor an error can leak it. Whoever needs the content
/// writes [`reveal`](Self::reveal), which is easy to find in a review.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Personal<T>(T);

impl<T> Personal<T> {
    /// Wraps a value as personal.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The content, for a page, a letter or a form of the person concerned.
    pub const fn reveal(&self) -> &T {
        &self.0
    }

    /// Gives the content away.
    pub fn into_inner(self) -> T {
        self.0
    }

    /// Another personal value made from this one.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Personal<U> {
        Personal(change(self.0))
    }
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Personal(…)")
    }
}

impl<T> From<T> for Personal<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_debug_line_never_carries_the_content() {
        #[derive(Debug)]
        struct Visitor {
            _name: Personal<String>,
            _window: u8,
        }
        let visitor = Visitor {
            _name: Personal::new("Петрова".to_owned()),
            _window: 5,
        };
        let line = format!("{visitor:#?}");
        assert!(!line.contains("Петрова"), "{line}");
        assert!(line.contains('5'), "the rest is still readable: {line}");
    }
}
