//! The public texts of a pack: one source for portal, site, stand and multipurpose centres (REQ-4).

use std::collections::BTreeMap;

use serde::Serialize;

use super::act::Source;
use super::files::PackFiles;
use super::problem::{Mistake, Place, Problems};
use super::read::Fields;
use super::rule_read::sources;
use super::wording::Languages;
use crate::words::Words;

/// Where the public information is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Surface {
    /// The portal (item 5).
    Portal,
    /// The sites of the ministry (item 9).
    Site,
    /// The stands in offices (item 10).
    Stand,
    /// The multipurpose centres (items 13 and 15).
    Mfc,
}

impl Surface {
    /// The surfaces by their words in the pack.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("portal", Self::Portal),
        ("site", Self::Site),
        ("stand", Self::Stand),
        ("mfc", Self::Mfc),
    ];
}

/// One text: which items it answers, where it is shown, and its Markdown in every language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Text {
    /// The id, an item of the regulation (`5.1`).
    pub id: String,
    /// Its heading.
    pub title: Words,
    /// The items it answers.
    pub items: Vec<String>,
    /// Where it is shown.
    pub surfaces: Vec<Surface>,
    /// The places it cites.
    pub sources: Vec<Source>,
    /// Whether it restates law; `false` is an order of the office itself.
    pub certain: bool,
    /// Markdown by language.
    pub body: BTreeMap<String, String>,
    /// Where it is written in the index.
    pub place: Place,
}

impl Text {
    pub(crate) fn read(
        mut fields: Fields<'_>,
        languages: &Languages,
        files: &PackFiles,
    ) -> Option<Self> {
        let id = fields.text("id");
        let title = fields.need("title").and_then(|node| languages.read(&node));
        let surfaces = fields.need("surfaces").map_or_else(Vec::new, |node| {
            let elements = node.elements();
            let known = elements.iter();
            known
                .filter_map(|one| one.choice(&Surface::WORDS))
                .collect()
        });
        let items = fields.need("items").map_or_else(Vec::new, |n| n.texts());
        let sources = sources(&mut fields);
        let certain = fields.tick_or("certain", true);
        fields.finish();
        if sources.is_empty() {
            fields.report(Mistake::NoSource);
        }
        let id = id?;
        let body = bodies(&id, &fields, languages, files);
        Some(Self {
            id,
            title: title?,
            items,
            surfaces,
            sources,
            certain,
            body,
            place: fields.place(),
        })
    }

    /// Whether the text says something in every one of `languages`.
    pub fn is_written_in(&self, languages: &[String]) -> bool {
        let written = |language: &String| {
            let body = self.body.get(language);
            body.is_some_and(|body| !body.trim().is_empty())
        };
        languages.iter().all(written)
    }
}

/// The path of a text's Markdown.
pub(crate) fn path(language: &str, id: &str) -> String {
    format!("texts/{language}/{id}.md")
}

fn bodies(
    id: &str,
    fields: &Fields<'_>,
    languages: &Languages,
    files: &PackFiles,
) -> BTreeMap<String, String> {
    let mut body = BTreeMap::new();
    for language in languages.required.iter().chain(&languages.optional) {
        match files.get(&path(language, id)) {
            Some(text) if !text.trim().is_empty() => {
                body.insert(language.clone(), text.clone());
            }
            _ if languages.required.contains(language) => fields.report(Mistake::EmptyText {
                id: id.to_owned(),
                language: language.clone(),
            }),
            _ => {}
        }
    }
    body
}

/// Reports Markdown files that no entry of the index names.
pub(crate) fn check_strays(
    texts: &BTreeMap<String, Text>,
    languages: &Languages,
    files: &PackFiles,
    problems: &Problems,
) {
    let all = || languages.required.iter().chain(&languages.optional);
    for file in files.keys().filter(|file| file.starts_with("texts/")) {
        let named = |id: &String| all().any(|language| path(language, id) == *file);
        if file != "texts/index.toml" && !texts.keys().any(named) {
            problems.report(Place::start_of(file.as_str()), Mistake::UnknownFile);
        }
    }
}
