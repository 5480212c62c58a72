//! The very statements of the booking path, taken from the program's own list.

use anyhow::{Context, ensure};
use okno_storage::{Engine, Param, STATEMENTS, Statement};

/// A statement and the order in which the engine wants its parameters.
#[derive(Debug, Clone)]
pub struct Known {
    statement: &'static Statement,
    names: Vec<&'static str>,
}

impl Known {
    /// The statement of that name, as `module::NAME` below the aggregates.
    ///
    /// # Errors
    /// When the program has no such statement any more.
    pub fn find(name: &str) -> anyhow::Result<Self> {
        let suffix = format!("aggregate::{name}");
        let statement = STATEMENTS
            .iter()
            .find(|statement| statement.name.ends_with(&suffix))
            .with_context(|| format!("the program has no statement {name}"))?;
        Ok(Self {
            statement,
            names: names_in(statement.text),
        })
    }

    /// The text as the engine wants it.
    pub fn text(&self, engine: Engine) -> &str {
        self.statement.text_for(engine)
    }

    /// For each parameter of the statement in turn, where it stands in `given`.
    ///
    /// # Errors
    /// When one is not given: the statement has changed.
    pub fn order(&self, given: &[(&'static str, Param<'_>)]) -> anyhow::Result<Vec<usize>> {
        let name = self.statement.name;
        ensure!(
            given.len() == self.names.len(),
            "{name} has other parameters than are given"
        );
        let position = |wanted: &&str| given.iter().position(|(known, _)| known == wanted);
        self.names
            .iter()
            .map(|wanted| position(wanted).with_context(|| format!("{name} wants {wanted}")))
            .collect()
    }
}

/// Names of parameters in the order in which both engines number them: by their
/// first place in the text. Quoted text and `::casts` are no parameters.
fn names_in(text: &'static str) -> Vec<&'static str> {
    let mut names = Vec::new();
    let bytes = text.as_bytes();
    let (mut at, mut quoted) = (0, false);
    while at < bytes.len() {
        let begins = bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
        match bytes[at] {
            b'\'' => quoted = !quoted,
            b':' if !quoted && bytes.get(at + 1) == Some(&b':') => at += 1,
            b':' if !quoted && begins => {
                let rest = &text[at + 1..];
                let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                let name = &rest[..end.unwrap_or(rest.len())];
                if !names.contains(&name) {
                    names.push(name);
                }
                at += name.len();
            }
            _ => {}
        }
        at += 1;
    }
    names
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn names_are_counted_once_and_quoted_text_is_left_alone() {
        let text = "SELECT ':no', :b, x::text, '::', :a_1 WHERE y = :b";
        assert_eq!(names_in(text), ["b", "a_1"]);
    }

    #[test]
    fn our_order_is_the_order_of_the_engine() {
        let engine = rusqlite::Connection::open_in_memory().unwrap();
        let text = "SELECT :one, ':x', :two, :one, CAST(:three AS TEXT)";
        let prepared = engine.prepare(text).unwrap();
        let theirs: Vec<&str> = (1..=prepared.parameter_count())
            .map(|at| prepared.parameter_name(at).unwrap().trim_start_matches(':'))
            .collect();
        assert_eq!(names_in(text), theirs);
    }

    #[test]
    fn a_statement_that_changed_is_noticed() {
        let take = Known::find("slot::TAKE_PLACE").unwrap();
        let region = ("region", Param::from("77"));
        assert!(take.order(std::slice::from_ref(&region)).is_err());
        let other = [region, ("slot", Param::Null), ("when", Param::Null)];
        assert!(take.order(&other).is_err());
        assert!(Known::find("slot::TAKE_EVERYTHING").is_err());
    }
}
