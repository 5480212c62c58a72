use serde::{Deserialize, Serialize};

/// A name that people read, in both languages of the office.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// In Russian.
    pub ru: String,
    /// In English.
    pub en: String,
}

impl Title {
    /// The name in `language` (`ru` or `en`); English for any other language.
    pub fn in_language(&self, language: &str) -> &str {
        match language {
            "ru" => &self.ru,
            _ => &self.en,
        }
    }
}
