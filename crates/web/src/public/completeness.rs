//! Publishing is refused while an item is empty, and says which (REQ-5, REQ-9, REQ-10).

use std::collections::BTreeSet;
use std::fmt;

use okno_domain::office::OfficeKind;
use okno_domain::pack::completeness::owed;

use super::model::Directory;
use super::section::{Section, sections};
use super::setting::Setting;
use super::sheet::{Sheet, Surface};
use crate::lang::Lang;

/// Chapters of the regulation on each surface, in the order in which they are read there; `=16` is
/// the item itself without what stands below it.
pub const fn chapters(surface: Surface) -> &'static [&'static str] {
    match surface {
        Surface::Portal => &["5", "2", "6", "7", "8", "11"],
        Surface::Site => &["5", "9", "2", "3", "11", "=16"],
        Surface::Stand => &["10", "12"],
        Surface::Mfc => &["5", "9", "10", "13"],
    }
}

/// An item for which nothing would stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The item.
    pub item: String,
    /// Where: portal, a region's site, an office's stand.
    pub place: String,
    /// In which language.
    pub lang: Lang,
    /// The computed blocks for which pack or office has nothing; none when the text is missing.
    pub blocks: Vec<String>,
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "item {} of {} in {}", self.item, self.place, self.lang)?;
        if self.blocks.is_empty() {
            Ok(())
        } else {
            write!(f, " (no data for {})", self.blocks.join(", "))
        }
    }
}

/// Everything that would be empty: on the portal, on each regional site, on each stand of a
/// division that is open.
pub fn gaps(sheet: &Sheet, directory: &Directory, is_main: bool) -> Vec<Gap> {
    let portal = Setting {
        sheet,
        directory,
        waiting: &[],
        surface: Surface::Portal,
        region: None,
        office: None,
        is_main,
    };
    let mut found = missing(&portal, "portal");
    for region in &directory.regions {
        let site = Setting {
            surface: Surface::Site,
            region: Some(region),
            ..portal
        };
        // A region where nobody takes applications for these services owes no site for them.
        if site.offices().next().is_none() {
            continue;
        }
        found.extend(missing(&site, &format!("site {}", region.id)));
        let divisions = site
            .offices()
            .filter(|office| office.kind == OfficeKind::Division);
        for office in divisions {
            let stand = Setting {
                surface: Surface::Stand,
                office: Some(office),
                ..site
            };
            found.extend(missing(&stand, &format!("stand {}", office.id)));
        }
    }
    found
}

fn missing(setting: &Setting<'_>, place: &str) -> Vec<Gap> {
    let shown = sections(setting, chapters(setting.surface));
    let full: BTreeSet<&str> = shown
        .iter()
        .filter(|section| section.says_something())
        .flat_map(|section| section.items.iter().map(String::as_str))
        .collect();
    let gap = |item: &str| {
        let section = shown
            .iter()
            .find(|section| section.items.iter().any(|one| one == item));
        Gap {
            blocks: section
                .map(|section: &Section| section.empty.clone())
                .unwrap_or_default(),
            item: item.to_owned(),
            place: place.to_owned(),
            lang: setting.sheet.lang,
        }
    };
    owed(setting.surface)
        .into_iter()
        .filter(|item| !full.contains(*item))
        .map(gap)
        .collect()
}
