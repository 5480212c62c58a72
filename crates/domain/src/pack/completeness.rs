//! What a surface owes the citizen, and what of it is still missing (REQ-5, REQ-9, REQ-10).

use std::collections::BTreeSet;

use super::Pack;
use super::act::ActKind;
use super::text::Surface;

/// Items of the portal (item 5).
const PORTAL: [&str; 9] = [
    "5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "5.8", "5.9",
];

/// Items the sites owe besides those of the portal (item 9).
const SITE: [&str; 10] = [
    "9.1", "9.2", "9.3", "9.4", "9.5", "9.6", "9.7", "9.8", "9.9", "9.10",
];

/// Items of the stands (item 10).
const STAND: [&str; 17] = [
    "10.1", "10.2", "10.3", "10.4", "10.5", "10.6", "10.7", "10.8", "10.9", "10.10", "10.11",
    "10.12", "10.13", "10.14", "10.15", "10.16", "10.17",
];

/// The items a surface owes; a multipurpose centre informs by agreement and owes none here.
///
/// These numbers are those of the regulation family of the reference pack. A pack of another
/// country says in its own texts which of these places each text answers.
pub fn owed(surface: Surface) -> Vec<&'static str> {
    match surface {
        Surface::Portal => PORTAL.to_vec(),
        Surface::Site => PORTAL.iter().chain(&SITE).copied().collect(),
        Surface::Stand => STAND.to_vec(),
        Surface::Mfc => Vec::new(),
    }
}

impl Pack {
    /// The items `surface` owes for which no text is written in every required language.
    ///
    /// Publishing is refused while the answer is not empty (REQ-5, REQ-9, REQ-10).
    pub fn missing(&self, surface: Surface) -> Vec<&'static str> {
        missing(self, surface)
    }

    /// Acts that a rule, a ground or a notice rests on and that have no text in the library in
    /// every required language (REQ-9.2); policies are no acts.
    pub fn acts_without_text(&self) -> Vec<&str> {
        let rows = self.rules.values().flat_map(|rule| &rule.rows);
        let rows = rows.flat_map(|row| {
            let carried = row.carried.iter().map(|carried| &carried.source);
            row.sources.iter().chain(carried)
        });
        let grounds = self.grounds.iter().flat_map(|ground| &ground.sources);
        let notices = self.notices.iter().flat_map(|notice| &notice.sources);
        let cited: BTreeSet<&str> = rows
            .chain(grounds)
            .chain(notices)
            .map(|source| source.act.as_str())
            .collect();
        let is_law = |id: &&str| {
            self.acts
                .get(id)
                .is_some_and(|act| act.kind != ActKind::Policy)
        };
        let unwritten = |id: &&str| {
            let mut required = self.languages.required.iter();
            required.any(|language| {
                let key = ((*id).to_owned(), language.clone());
                !self.library.contains_key(&key)
            })
        };
        cited.into_iter().filter(is_law).filter(unwritten).collect()
    }
}

/// The items `surface` owes for which no text is written in every required language.
pub fn missing(pack: &Pack, surface: Surface) -> Vec<&'static str> {
    let answered = |item: &str| {
        pack.texts.values().any(|text| {
            text.surfaces.contains(&surface)
                && text.items.iter().any(|one| one == item)
                && text.is_written_in(&pack.languages.required)
        })
    };
    let mut items = owed(surface);
    items.retain(|item| !answered(item));
    items
}
