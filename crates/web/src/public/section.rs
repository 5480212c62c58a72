//! A text of the pack on its surface: heading, computed blocks, and the items it answers.

use askama::Template;
use okno_documents::markdown::{Piece, Placement, render};

use super::block;
use super::setting::Setting;
use super::sheet::TextLine;
use crate::voice::Voice;

/// One text, ready to be put on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Anchor on the page.
    pub anchor: String,
    /// The items it answers on this surface; each marks an element of the page.
    pub items: Vec<String>,
    /// Heading.
    pub title: String,
    /// HTML.
    pub html: String,
    /// What it restates.
    pub source: String,
    /// `false` for an order of the office itself, never shown as law.
    pub certain: bool,
    /// Computed blocks for which pack or office has nothing.
    pub empty: Vec<String>,
    /// Whether it takes the whole width of a poster.
    pub wide: bool,
}

impl Section {
    /// Whether a reader finds something here: words, and something in at least one of its blocks.
    pub fn says_something(&self) -> bool {
        !self.html.trim().is_empty() && self.empty.is_empty()
    }
}

/// Sections in the drawing shared by all surfaces.
#[derive(Debug, Template)]
#[template(path = "public/sections.html")]
pub struct SectionsPage<'a> {
    /// Words.
    pub t: Voice,
    /// The sections.
    pub sections: &'a [Section],
    /// Whether item numbers are shown as on a stand.
    pub numbered: bool,
}

/// The section of one text in this place; `heading_level` is that of headings inside it.
pub fn section(
    text: &TextLine,
    items: Vec<String>,
    setting: &Setting<'_>,
    heading_level: u8,
) -> Section {
    let link = |address: &str| {
        let outside = address.contains("://") || address.starts_with(['#', '/']);
        Some(if outside {
            address.to_owned()
        } else {
            setting.href(address)
        })
    };
    let mut html = String::new();
    let mut empty = Vec::new();
    for piece in render(
        &text.body,
        &Placement {
            heading_level,
            link: &link,
        },
    ) {
        match piece {
            Piece::Html(words) => html.push_str(&words),
            Piece::Block(name) => match drawn(&name, text, setting) {
                Some(drawn) => html.push_str(&drawn),
                None => empty.push(name),
            },
        }
    }
    Section {
        anchor: format!("item-{}", text.id),
        wide: items.iter().any(|item| item == "10.17"),
        items,
        title: setting.t().text(&text.title),
        html,
        source: text.source.clone(),
        certain: text.certain,
        empty,
    }
}

/// The reception in the text about the head of the office is the head's, elsewhere the applicants'.
fn drawn(name: &str, text: &TextLine, setting: &Setting<'_>) -> Option<String> {
    if name == "reception_schedule" && text.items.iter().any(|item| item == "10.14") {
        return block::head_reception(setting);
    }
    block::draw(name, setting)
}

/// The sections of a surface: texts shown there that answer an item of `chapters`, in the order of
/// the items.
pub fn sections(setting: &Setting<'_>, chapters: &[&str]) -> Vec<Section> {
    let belongs = |item: &String| chapters.iter().any(|chapter| in_chapter(item, chapter));
    let mut sections: Vec<Section> = setting
        .sheet
        .texts_on(setting.surface)
        .filter_map(|text| {
            let items: Vec<String> = text
                .items
                .iter()
                .filter(|item| belongs(item))
                .cloned()
                .collect();
            (!items.is_empty()).then(|| section(text, items, setting, 3))
        })
        .collect();
    sections
        .sort_by_key(|section| place(section.items.first().map_or("", String::as_str), chapters));
    sections
}

fn in_chapter(item: &str, chapter: &str) -> bool {
    if let Some(itself) = chapter.strip_prefix('=') {
        return item == itself;
    }
    item == chapter
        || item
            .strip_prefix(chapter)
            .is_some_and(|rest| rest.starts_with('.'))
}

/// `5.10` stands after `5.9`, and chapters stand in the order asked for.
fn place(item: &str, chapters: &[&str]) -> (usize, u32) {
    let chapter = chapters
        .iter()
        .position(|chapter| in_chapter(item, chapter))
        .unwrap_or(usize::MAX);
    let number = item
        .split('.')
        .nth(1)
        .and_then(|number| number.parse().ok())
        .unwrap_or(0);
    (chapter, number)
}

/// The sections as HTML.
pub fn draw(sections: &[Section], t: Voice, numbered: bool) -> String {
    SectionsPage {
        t,
        sections,
        numbered,
    }
    .render()
    .unwrap_or_else(|problem| {
        tracing::error!(%problem, "sections could not be drawn");
        String::new()
    })
}
