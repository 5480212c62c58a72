//! Short texts in several languages: names of offices, titles of grounds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The same words in each language of the service, by language code (`ru`, `en`).
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(pub BTreeMap<String, String>);

impl Words {
    /// Words in Russian and English.
    pub fn ru_en(ru: impl Into<String>, en: impl Into<String>) -> Self {
        Self(BTreeMap::from([
            ("ru".into(), ru.into()),
            ("en".into(), en.into()),
        ]))
    }

    /// The words in `language`; in any language rather than none, because a
    /// citizen is better served by a foreign address than by an empty line.
    pub fn in_language(&self, language: &str) -> &str {
        self.0
            .get(language)
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// Languages of `wanted` in which nothing stands.
    pub fn missing<'w>(&self, wanted: &[&'w str]) -> Vec<&'w str> {
        wanted
            .iter()
            .filter(|language| {
                self.0
                    .get(**language)
                    .is_none_or(|text| text.trim().is_empty())
            })
            .copied()
            .collect()
    }

    /// Whether nothing is said in any language.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|text| text.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back_and_is_reported() {
        let words = Words(BTreeMap::from([("ru".to_owned(), "Окно".to_owned())]));
        assert_eq!(words.in_language("en"), "Окно");
        assert_eq!(words.missing(&["ru", "en"]), ["en"]);
    }
}
