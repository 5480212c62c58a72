//! Reads a Fluent file for what each text speaks of.

use std::collections::BTreeSet;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Resource};
use fluent_syntax::parser;

use super::catalogue::Text;
use super::{Source, WordingError};

/// The texts of one file by key, in its order.
///
/// # Errors
/// [`WordingError`] when the file does not parse or a text calls a function.
pub fn entries(source: &Source) -> Result<Vec<(String, Text)>, WordingError> {
    let resource: Resource<&str> = parser::parse(source.text.as_str())
        .map_err(|(_, errors)| syntax(source, errors.first()))?;
    let mut found = Vec::new();
    let mut put = |key: String, pattern: &Pattern<&str>| {
        let text = text_of(source, &key, pattern)?;
        found.push((key, text));
        Ok(())
    };
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                let id = message.id.name;
                if let Some(value) = &message.value {
                    put(id.to_owned(), value)?;
                }
                for attribute in &message.attributes {
                    put(format!("{id}.{}", attribute.id.name), &attribute.value)?;
                }
            }
            Entry::Term(term) => put(format!("-{}", term.id.name), &term.value)?,
            _ => {}
        }
    }
    Ok(found)
}

fn syntax(source: &Source, error: Option<&parser::ParserError>) -> WordingError {
    let start = error
        .map_or(0, |error| error.pos.start)
        .min(source.text.len());
    let line = source.text.as_bytes()[..start]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count()
        + 1;
    let cause = error.map_or_else(String::new, |error| error.kind.to_string());
    WordingError::Syntax {
        file: source.file.clone(),
        line,
        cause,
    }
}

fn text_of(source: &Source, key: &str, pattern: &Pattern<&str>) -> Result<Text, WordingError> {
    let mut found = Found::default();
    found.pattern(pattern);
    if let Some(function) = found.functions.pop_first() {
        let (file, key) = (source.file.clone(), key.to_owned());
        return Err(WordingError::Function {
            file,
            key,
            function,
        });
    }
    // A term sees only what its caller hands it, never the arguments of the text.
    if key.starts_with('-') {
        found.variables.clear();
    }
    Ok(Text {
        file: source.file.clone(),
        variables: found.variables,
        refers: found.refers,
    })
}

/// What a pattern was found to speak of.
#[derive(Default)]
struct Found {
    variables: BTreeSet<String>,
    refers: BTreeSet<String>,
    functions: BTreeSet<String>,
}

impl Found {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, attribute } => {
                self.refers.insert(match attribute {
                    Some(attribute) => format!("{}.{}", id.name, attribute.name),
                    None => id.name.to_owned(),
                });
            }
            InlineExpression::TermReference { id, .. } => {
                self.refers.insert(format!("-{}", id.name));
            }
            InlineExpression::FunctionReference { id, .. } => {
                self.functions.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        }
    }
}
