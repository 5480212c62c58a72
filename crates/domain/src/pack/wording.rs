//! What a person reads, in every language of the pack.

use serde::Serialize;

use super::problem::Mistake;
use super::read::Node;
use crate::words::Words;

/// The languages a pack speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Languages {
    /// Languages in which every wording must exist.
    pub required: Vec<String>,
    /// Languages in which a wording may exist.
    pub optional: Vec<String>,
}

impl Languages {
    /// Every language, the required ones first.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.required.iter().chain(&self.optional)
    }

    /// Reads `{ru = "…", en = "…"}`; a missing or empty required language is a problem.
    pub(crate) fn read(&self, node: &Node<'_>) -> Option<Words> {
        let mut fields = node.fields()?;
        let mut words = Words::default();
        for language in self.all() {
            let text = fields.maybe_text(language).unwrap_or_default();
            if !text.trim().is_empty() {
                words.0.insert(language.clone(), text);
            } else if self.required.contains(language) {
                fields.report(Mistake::MissingLanguage {
                    key: node.key.clone(),
                    language: language.clone(),
                });
            }
        }
        fields.finish();
        Some(words)
    }
}
