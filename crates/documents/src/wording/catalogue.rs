//! The keys of one language and what each text speaks of.

use std::collections::{BTreeMap, BTreeSet};

use super::Lang;
use super::reader::entries;

/// One Fluent file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its language.
    pub lang: Lang,
    /// Its name, for errors.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// Why wording cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordingError {
    /// The file is not UTF-8.
    #[error("{0}: not UTF-8")]
    NotText(String),
    /// A message does not parse.
    #[error("{file}:{line}: {cause}")]
    Syntax {
        /// The file.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// What the parser says.
        cause: String,
    },
    /// A key stands in two places.
    #[error("{second}: {key} stands already in {first}")]
    Twice {
        /// The key.
        key: String,
        /// Where it stood first.
        first: String,
        /// Where it stands again.
        second: String,
    },
    /// A message refers to another that does not exist.
    #[error("{file}: {key} refers to {missing}, which does not exist")]
    Dangling {
        /// The file.
        file: String,
        /// The message.
        key: String,
        /// What it refers to.
        missing: String,
    },
    /// A message contains itself.
    #[error("{file}: {key} contains itself")]
    Circular {
        /// The file.
        file: String,
        /// The message.
        key: String,
    },
    /// A message calls a function; numbers and dates come worded already.
    #[error("{file}: {key} calls the function {function}, and there is none")]
    Function {
        /// The file.
        file: String,
        /// The message.
        key: String,
        /// The function.
        function: String,
    },
    /// An office's own message has a key that nobody asks for.
    #[error("{file}: there is no message {key} to override")]
    UnknownKey {
        /// The file.
        file: String,
        /// The key.
        key: String,
    },
    /// An office's own message leaves out a part of the shipped one.
    #[error("{file}: {key} must be worded too, because it stands in the shipped message")]
    LostPart {
        /// The file.
        file: String,
        /// The attribute that is gone.
        key: String,
    },
    /// An office's own message speaks of something it is not given.
    #[error("{file}: {key} speaks of {variables:?}, which it is not given")]
    UnknownVariables {
        /// The file.
        file: String,
        /// The key.
        key: String,
        /// The unknown variables.
        variables: BTreeSet<String>,
    },
}

/// How two languages differ at one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The key stands only in the language that was asked.
    OnlyHere(String),
    /// The key stands only in the other language.
    OnlyThere(String),
    /// The variables differ.
    Variables {
        /// The key.
        key: String,
        /// Variables here.
        here: BTreeSet<String>,
        /// Variables there.
        there: BTreeSet<String>,
    },
}

#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) file: String,
    pub(super) variables: BTreeSet<String>,
    /// Messages (`id`, `id.attribute`) and terms (`-id`) it contains.
    pub(super) refers: BTreeSet<String>,
}

/// The keys of one language, each with its variables, references followed.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    /// Keys, attributes as `id.attribute`, in the order of the files for each message.
    texts: BTreeMap<String, Text>,
    order: BTreeMap<String, Vec<String>>,
}

impl Catalogue {
    pub(super) fn read(sources: &[Source]) -> Result<Self, WordingError> {
        let mut catalogue = Self::default();
        for source in sources {
            for (key, text) in entries(source)? {
                if let Some(first) = catalogue.texts.get(&key) {
                    let (first, second) = (first.file.clone(), source.file.clone());
                    return Err(WordingError::Twice { key, first, second });
                }
                catalogue.put(key, text);
            }
        }
        catalogue.follow_references()?;
        Ok(catalogue)
    }

    pub(super) fn overridden(&self, own: &Source) -> Result<Self, WordingError> {
        let mut whole = self.clone();
        let file = || own.file.clone();
        let own_entries = entries(own)?;
        let own_keys: BTreeSet<&String> = own_entries.iter().map(|(key, _)| key).collect();
        for (key, _) in &own_entries {
            if !self.texts.contains_key(key) {
                return Err(WordingError::UnknownKey {
                    file: file(),
                    key: key.clone(),
                });
            }
            let parts = self
                .attributes(key)
                .into_iter()
                .map(|name| format!("{key}.{name}"));
            if let Some(key) = parts.into_iter().find(|part| !own_keys.contains(part)) {
                return Err(WordingError::LostPart { file: file(), key });
            }
        }
        for (key, text) in own_entries.clone() {
            whole.texts.insert(key, text);
        }
        whole.follow_references()?;
        for (key, _) in &own_entries {
            let shipped = self.variables(key).unwrap_or_default();
            let used = whole.variables(key).unwrap_or_default();
            let variables: BTreeSet<_> = used.difference(&shipped).cloned().collect();
            if !variables.is_empty() {
                let key = key.clone();
                return Err(WordingError::UnknownVariables {
                    file: file(),
                    key,
                    variables,
                });
            }
        }
        Ok(whole)
    }

    /// Every key, attributes as `id.attribute`; terms are left out.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.texts
            .keys()
            .map(String::as_str)
            .filter(|key| !key.starts_with('-'))
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.keys().count()
    }

    /// Whether nothing is worded.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the text of a key speaks of; `None` when there is no such key.
    pub fn variables(&self, key: &str) -> Option<BTreeSet<String>> {
        self.texts.get(key).map(|text| text.variables.clone())
    }

    /// The attributes of a message, in the order of the file.
    pub fn attributes(&self, id: &str) -> Vec<&str> {
        self.order
            .get(id)
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect()
    }

    /// Where another language differs.
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        let mut found = Vec::new();
        for key in self.keys() {
            match (self.variables(key), other.variables(key)) {
                (Some(here), Some(there)) if here != there => {
                    found.push(Difference::Variables {
                        key: key.to_owned(),
                        here,
                        there,
                    });
                }
                (Some(_), None) => found.push(Difference::OnlyHere(key.to_owned())),
                _ => {}
            }
        }
        let only_there = other.keys().filter(|key| !self.texts.contains_key(*key));
        found.extend(only_there.map(|key| Difference::OnlyThere(key.to_owned())));
        found
    }

    fn put(&mut self, key: String, text: Text) {
        if let Some((id, attribute)) = key.split_once('.') {
            self.order
                .entry(id.to_owned())
                .or_default()
                .push(attribute.to_owned());
        }
        self.texts.insert(key, text);
    }

    /// Gives every text the variables of what it contains, however deep.
    fn follow_references(&mut self) -> Result<(), WordingError> {
        let keys: Vec<String> = self.texts.keys().cloned().collect();
        for key in keys {
            let variables = self.variables_within(&key)?;
            if let Some(text) = self.texts.get_mut(&key) {
                text.variables = variables;
            }
        }
        Ok(())
    }

    fn variables_within(&self, key: &str) -> Result<BTreeSet<String>, WordingError> {
        let here = || {
            let file = self
                .texts
                .get(key)
                .map(|text| text.file.clone())
                .unwrap_or_default();
            (file, key.to_owned())
        };
        let mut all = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut to_read = vec![key];
        while let Some(next) = to_read.pop() {
            let Some(text) = self.texts.get(next) else {
                let (file, key) = here();
                return Err(WordingError::Dangling {
                    file,
                    key,
                    missing: next.to_owned(),
                });
            };
            if text.refers.contains(key) {
                let (file, key) = here();
                return Err(WordingError::Circular { file, key });
            }
            all.extend(text.variables.iter().cloned());
            let unread = text.refers.iter().map(String::as_str);
            to_read.extend(unread.filter(|inner| seen.insert(*inner)));
        }
        Ok(all)
    }
}
