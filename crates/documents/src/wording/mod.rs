//! Wording in Russian and English, from the Fluent files in `translations/`.
//!
//! A text is asked for by key and gets its arguments by name. What is missing is
//! found by a test, not by a citizen: both languages must have the same keys with
//! the same variables, and an office's own wording is checked when it is loaded.

mod args;
mod catalogue;
mod lang;
mod reader;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use rust_embed::RustEmbed;

pub use args::{Arg, Args};
pub use catalogue::{Catalogue, Difference, Source, WordingError};
pub use lang::Lang;

#[derive(RustEmbed)]
#[folder = "../../translations/"]
struct Shipped;

/// So many different texts that could not be said are remembered.
const MOST_REMEMBERED: usize = 1000;

/// A text could not be said as asked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Unsaid {
    /// No such key in the language.
    #[error("no wording for {key} in {lang}")]
    NoKey {
        /// The language asked for.
        lang: Lang,
        /// The key asked for.
        key: String,
    },
    /// The text speaks of something it was not given.
    #[error("the wording of {key} in {lang} lacks {variables:?}")]
    NoVariable {
        /// The language asked for.
        lang: Lang,
        /// The key asked for.
        key: String,
        /// The variables that were not given.
        variables: BTreeSet<String>,
    },
}

/// The words of the office in every language.
#[derive(Clone)]
pub struct Wording {
    tongues: [Arc<Tongue>; Lang::ALL.len()],
    unsaid: Arc<Mutex<BTreeSet<Unsaid>>>,
}

struct Tongue {
    bundle: FluentBundle<Arc<FluentResource>>,
    resources: Vec<Arc<FluentResource>>,
    catalogue: Catalogue,
}

impl Wording {
    /// The wording that comes with the program.
    ///
    /// # Errors
    /// [`WordingError`] when a file does not parse or a key stands twice.
    pub fn shipped() -> Result<Self, WordingError> {
        let mut sources = Vec::new();
        for path in Shipped::iter().filter(|path| path.ends_with(".ftl")) {
            let Some((folder, _)) = path.split_once('/') else {
                continue;
            };
            let (Some(lang), Some(file)) = (Lang::from_code(folder), Shipped::get(&path)) else {
                continue;
            };
            let text = String::from_utf8(file.data.into_owned())
                .map_err(|_| WordingError::NotText(path.to_string()))?;
            sources.push(Source {
                lang,
                file: path.to_string(),
                text,
            });
        }
        Self::from_sources(sources)
    }

    /// Wording from given files.
    ///
    /// # Errors
    /// [`WordingError`] when a file does not parse or a key stands twice.
    pub fn from_sources(sources: Vec<Source>) -> Result<Self, WordingError> {
        let mut russian = Vec::new();
        let mut english = Vec::new();
        for source in sources {
            match source.lang {
                Lang::Ru => russian.push(source),
                Lang::En => english.push(source),
            }
        }
        Ok(Self {
            tongues: [
                Arc::new(Tongue::new(Lang::Ru, russian)?),
                Arc::new(Tongue::new(Lang::En, english)?),
            ],
            unsaid: Arc::default(),
        })
    }

    /// The same wording with an office's own messages over it.
    ///
    /// # Errors
    /// [`WordingError`] when an own message has an unknown key, or speaks of
    /// something the shipped one is not given.
    pub fn with_overrides(&self, own: Vec<Source>) -> Result<Self, WordingError> {
        let mut changed = self.clone();
        for source in own {
            let at = source.lang.index();
            changed.tongues[at] = Arc::new(changed.tongues[at].overridden(source)?);
        }
        Ok(changed)
    }

    /// The text of `key` (`booking-title`, or `booking.title` for an attribute).
    ///
    /// What is missing is reported once as an error in the log and remembered in
    /// [`unsaid`](Self::unsaid); the reader gets the other language, or the key.
    pub fn text(&self, lang: Lang, key: &str, args: &Args) -> String {
        let missing = match self.try_text(lang, key, args) {
            Ok(text) => return text,
            Err(missing) => missing,
        };
        let mut known = self.unsaid.lock().unwrap_or_else(PoisonError::into_inner);
        // Bounded, should a key ever come from outside.
        if known.len() < MOST_REMEMBERED && known.insert(missing.clone()) {
            tracing::error!(key, lang = lang.code(), "{missing}");
        }
        drop(known);
        self.try_text(lang.other(), key, args)
            .unwrap_or_else(|_| key.to_owned())
    }

    /// The text of `key`, or what is missing for it.
    ///
    /// # Errors
    /// [`Unsaid`] when the key or a variable is missing.
    pub fn try_text(&self, lang: Lang, key: &str, args: &Args) -> Result<String, Unsaid> {
        let tongue = self.tongue(lang);
        let absent = || Unsaid::NoKey {
            lang,
            key: key.to_owned(),
        };
        let needed = tongue.catalogue.variables(key).ok_or_else(absent)?;
        let variables: BTreeSet<String> = needed
            .iter()
            .filter(|name| !args.has(name))
            .cloned()
            .collect();
        if !variables.is_empty() {
            return Err(Unsaid::NoVariable {
                lang,
                key: key.to_owned(),
                variables,
            });
        }
        let (id, attribute) = split(key);
        let message = tongue.bundle.get_message(id).ok_or_else(absent)?;
        let pattern = match attribute {
            None => message.value(),
            Some(name) => message.get_attribute(name).map(|found| found.value()),
        };
        let arguments = args.to_fluent();
        let mut errors = Vec::new();
        let said = tongue.bundle.format_pattern(
            pattern.ok_or_else(absent)?,
            Some(&arguments),
            &mut errors,
        );
        match errors.is_empty() {
            true => Ok(said.into_owned()),
            false => Err(absent()),
        }
    }

    /// The keys of a language and what each speaks of.
    pub fn catalogue(&self, lang: Lang) -> &Catalogue {
        &self.tongue(lang).catalogue
    }

    /// Where the languages differ in keys or variables; empty when they agree.
    pub fn differences(&self) -> Vec<Difference> {
        self.catalogue(Lang::Ru)
            .differences(self.catalogue(Lang::En))
    }

    /// What was asked for and could not be said since the start.
    pub fn unsaid(&self) -> Vec<Unsaid> {
        self.unsaid
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .cloned()
            .collect()
    }

    fn tongue(&self, lang: Lang) -> &Tongue {
        &self.tongues[lang.index()]
    }
}

impl std::fmt::Debug for Wording {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let keys = Lang::ALL.map(|lang| (lang, self.catalogue(lang).len()));
        f.debug_struct("Wording")
            .field("keys", &keys)
            .finish_non_exhaustive()
    }
}

impl Tongue {
    fn new(lang: Lang, sources: Vec<Source>) -> Result<Self, WordingError> {
        let catalogue = Catalogue::read(&sources)?;
        let mut resources = Vec::new();
        for source in sources {
            resources.push(resource(source)?);
        }
        Ok(Self {
            bundle: bundle(lang, &resources),
            resources,
            catalogue,
        })
    }

    fn overridden(&self, own: Source) -> Result<Self, WordingError> {
        let lang = own.lang;
        let catalogue = self.catalogue.overridden(&own)?;
        let mut resources = self.resources.clone();
        resources.push(resource(own)?);
        Ok(Self {
            bundle: bundle(lang, &resources),
            resources,
            catalogue,
        })
    }
}

fn resource(source: Source) -> Result<Arc<FluentResource>, WordingError> {
    let Source { file, text, .. } = source;
    FluentResource::try_new(text)
        .map(Arc::new)
        .map_err(|_| WordingError::Syntax {
            file,
            line: 0,
            cause: "unreadable".to_owned(),
        })
}

fn bundle(lang: Lang, resources: &[Arc<FluentResource>]) -> FluentBundle<Arc<FluentResource>> {
    let mut bundle = FluentBundle::new_concurrent(vec![lang.id()]);
    // The marks would be counted in an SMS and copied out of a page.
    bundle.set_use_isolating(false);
    for resource in resources {
        bundle.add_resource_overriding(Arc::clone(resource));
    }
    bundle
}

fn split(key: &str) -> (&str, Option<&str>) {
    match key.split_once('.') {
        Some((id, attribute)) => (id, Some(attribute)),
        None => (key, None),
    }
}

#[cfg(test)]
mod tests;
