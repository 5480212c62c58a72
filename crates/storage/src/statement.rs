//! Statements with named parameters, all of them known to one list.

use std::sync::OnceLock;

use crate::error::StorageError;
use crate::tx::Params;

/// Every statement of the program. A test prepares each one on both engines.
#[allow(
    unsafe_code,
    reason = "the list is a link section; nothing unsafe is called"
)]
#[linkme::distributed_slice]
pub static STATEMENTS: [Statement];

/// Which database keeps the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// One file beside the program.
    Sqlite,
    /// A server.
    Postgres,
}

impl Engine {
    /// The name used in configuration, logs and figures.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// One SQL text with `:named` parameters, valid on both engines unless it says otherwise.
#[derive(Debug)]
pub struct Statement {
    /// `module::NAME`, for logs and errors.
    pub name: &'static str,
    /// The text with `:named` parameters.
    pub text: &'static str,
    /// `None`: both engines.
    pub only: Option<Engine>,
    numbered: OnceLock<Numbered>,
}

/// The same text with `$1`, `$2`, … and the names in that order.
#[derive(Debug)]
pub(crate) struct Numbered {
    pub(crate) text: String,
    pub(crate) names: Vec<&'static str>,
}

impl Statement {
    /// A statement; use the [`sql!`](crate::sql) macro, which also lists it.
    pub const fn new(name: &'static str, text: &'static str, only: Option<Engine>) -> Self {
        Self {
            name,
            text,
            only,
            numbered: OnceLock::new(),
        }
    }

    pub(crate) fn numbered(&self) -> &Numbered {
        self.numbered.get_or_init(|| number(self.text))
    }

    /// The text as the engine wants it, for tests that prepare every statement.
    pub fn text_for(&self, engine: Engine) -> &str {
        match engine {
            Engine::Sqlite => self.text,
            Engine::Postgres => &self.numbered().text,
        }
    }
}

/// Turns `:name` into `$n`. Quoted text and `::casts` are left alone.
fn number(text: &'static str) -> Numbered {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut names: Vec<&'static str> = Vec::new();
    let (mut at, mut copied) = (0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'\'' => at = closing_quote(bytes, at) + 1,
            b':' if bytes.get(at + 1) == Some(&b':') => at += 2,
            b':' if bytes.get(at + 1).is_some_and(|b| b.is_ascii_lowercase()) => {
                let end = name_end(bytes, at + 1);
                let name = &text[at + 1..end];
                let position = names
                    .iter()
                    .position(|known| *known == name)
                    .unwrap_or_else(|| {
                        names.push(name);
                        names.len() - 1
                    });
                out.push_str(&text[copied..at]);
                out.push('$');
                out.push_str(&(position + 1).to_string());
                (at, copied) = (end, end);
            }
            _ => at += 1,
        }
    }
    out.push_str(&text[copied..]);
    Numbered { text: out, names }
}

fn closing_quote(bytes: &[u8], open: usize) -> usize {
    (open + 1..bytes.len())
        .find(|&i| bytes[i] == b'\'')
        .unwrap_or(bytes.len() - 1)
}

fn name_end(bytes: &[u8], start: usize) -> usize {
    (start..bytes.len())
        .find(|&i| !(bytes[i].is_ascii_alphanumeric() || bytes[i] == b'_'))
        .unwrap_or(bytes.len())
}

/// A parameter that no statement uses is a slip of the pen, on either engine.
pub(crate) fn check_all_used(
    statement: &'static Statement,
    params: &Params<'_>,
    bound: usize,
) -> Result<(), StorageError> {
    if bound == params.len() {
        return Ok(());
    }
    let names = &statement.numbered().names;
    let unused = params.iter().find(|(name, _)| !names.contains(name));
    Err(StorageError::Parameter {
        statement: statement.name,
        name: unused.map_or("?", |(name, _)| *name).to_owned(),
        what: "is not used",
    })
}

/// Declares statements and enters them in [`STATEMENTS`].
///
/// `sql! { NAME = "…"; }` for both engines,
/// `sql! { NAME for Postgres = "…"; }` where a dialect has its own text.
#[macro_export]
macro_rules! sql {
    ($($(#[$doc:meta])* $name:ident $(for $engine:ident)? = $text:expr;)+) => {$(
        $(#[$doc])*
        #[allow(unsafe_code, reason = "the list is a link section; nothing unsafe is called")]
        #[$crate::linkme::distributed_slice($crate::STATEMENTS)]
        #[linkme(crate = $crate::linkme)]
        static $name: $crate::Statement = $crate::Statement::new(
            concat!(module_path!(), "::", stringify!($name)),
            $text,
            $crate::sql!(@only $($engine)?),
        );
    )+};
    (@only) => { None };
    (@only $engine:ident) => { Some($crate::Engine::$engine) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_used_twice_gets_one_number() {
        let numbered = number("SELECT :a, :bee_2 WHERE x = :a AND y = ':a'::text");
        assert_eq!(
            numbered.text,
            "SELECT $1, $2 WHERE x = $1 AND y = ':a'::text"
        );
        assert_eq!(numbered.names, ["a", "bee_2"]);
    }

    #[test]
    fn a_text_without_parameters_stays_as_it_is() {
        let numbered = number("SELECT 1 -- 12:30");
        assert_eq!(numbered.text, "SELECT 1 -- 12:30");
        assert!(numbered.names.is_empty());
    }
}
