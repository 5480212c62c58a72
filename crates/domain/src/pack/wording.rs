//! What a person reads, in every language of the pack.

use std::collections::BTreeMap;

use serde::Serialize;

use super::problem::Mistake;
use super::read::Node;

/// One sentence or name in all languages of the pack; the required languages are never missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
#[serde(transparent)]
pub struct Wording {
    by_language: BTreeMap<String, String>,
}

impl Wording {
    /// The wording in `language`, or in the first language of the pack where that one is optional.
    pub fn in_language(&self, language: &str) -> &str {
        self.by_language
            .get(language)
            .or_else(|| self.by_language.values().next())
            .map_or("", String::as_str)
    }

    /// Whether the wording exists in `language` itself.
    pub fn has(&self, language: &str) -> bool {
        self.by_language.contains_key(language)
    }
}

/// The languages a pack speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Languages {
    /// Languages in which every wording must exist.
    pub required: Vec<String>,
    /// Languages in which a wording may exist.
    pub optional: Vec<String>,
}

impl Languages {
    /// Reads `{ru = "…", en = "…"}`; a missing or empty required language is a problem.
    pub(crate) fn read(&self, node: &Node<'_>) -> Option<Wording> {
        let mut fields = node.fields()?;
        let mut wording = Wording::default();
        for language in self.required.iter().chain(&self.optional) {
            let text = fields.maybe_text(language).unwrap_or_default();
            if !text.trim().is_empty() {
                wording.by_language.insert(language.clone(), text);
            } else if self.required.contains(language) {
                fields.report(Mistake::MissingLanguage {
                    key: node.key.clone(),
                    language: language.clone(),
                });
            }
        }
        fields.finish();
        Some(wording)
    }
}
