//! What stands around every page: title, header, language switch, breadcrumbs, footer.

use crate::assets;
use crate::lang::Lang;
use crate::voice::Voice;

/// The frame of one page; every page context carries one as `shell`, and `templates/layout.html`
/// draws it.
#[derive(Debug, Clone)]
pub struct Shell {
    /// The page's words.
    pub t: Voice,
    /// What the page is for, without the name of the site.
    pub title: String,
    /// The address of this page with its query, beginning with the language.
    pub path: String,
    /// The way from the start page to this one.
    pub crumbs: Vec<Crumb>,
    /// The entry of the header's menu this page belongs to.
    pub menu: Option<Menu>,
    /// Stylesheets beside the one in the head, by file name.
    pub sheets: &'static [&'static str],
    /// Whether the page carries the small script; public pages never do (REQ-8).
    pub script: bool,
    /// Classes of `<body>`.
    pub body_class: &'static str,
    /// Descriptions for machines, each one JSON-LD object.
    pub structured: Vec<String>,
    /// Address of the catalogue entry in the European vocabulary for public services.
    pub catalogue_entry: Option<String>,
    /// Hash of the fact table this page was made from (REQ-4).
    pub facts: Option<String>,
    /// One sentence for search engines.
    pub description: Option<String>,
    /// An announcement above the page, such as planned maintenance.
    pub notice: Option<String>,
    /// Whether the page tells of a mistake to be put right; the title then says so first.
    pub has_errors: bool,
}

/// One step of the way to the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// Its name.
    pub name: String,
    /// Its address.
    pub href: String,
}

/// The entries of the header's menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Menu {
    /// The catalogue of services.
    Services,
    /// The directory of offices.
    Offices,
    /// Blank forms.
    Forms,
    /// Appointments.
    Booking,
}

impl Shell {
    /// The frame of the page at `path`, which begins with the language.
    pub fn new(lang: Lang, title: impl Into<String>, path: impl Into<String>) -> Self {
        Self {
            t: Voice::of(lang),
            title: title.into(),
            path: path.into(),
            crumbs: Vec::new(),
            menu: None,
            sheets: &[],
            script: false,
            body_class: "",
            structured: Vec::new(),
            catalogue_entry: None,
            facts: None,
            description: None,
            notice: None,
            has_errors: false,
        }
    }

    /// Adds a step to the way: the name of a page and its address without the language.
    #[must_use]
    pub fn crumb(mut self, name: impl Into<String>, below: &str) -> Self {
        let href = self.href(below);
        self.crumbs.push(Crumb {
            name: name.into(),
            href,
        });
        self
    }

    /// Marks the entry of the menu the page belongs to.
    #[must_use]
    pub const fn under(mut self, menu: Menu) -> Self {
        self.menu = Some(menu);
        self
    }

    /// Lets the page carry the small script: forms with errors, officers' pages, live pages.
    #[must_use]
    pub const fn with_script(mut self) -> Self {
        self.script = true;
        self
    }

    /// `<title>`: what to do here, then the name of the site; a page with mistakes says so first.
    pub fn full_title(&self) -> String {
        let page = format!("{} — {}", self.title, self.t.say("web-site-name"));
        if self.has_errors {
            format!("{}: {page}", self.t.say("web-error-prefix"))
        } else {
            page
        }
    }

    /// An address in the page's language from one without it: `/offices` becomes `/ru/offices`.
    pub fn href(&self, below: &str) -> String {
        format!("/{}{below}", self.t.code())
    }

    /// The same page in the other language.
    pub fn other_language_href(&self) -> String {
        self.href_in(self.t.lang().other())
    }

    /// The same page in `lang`: the language is either the first part of the address or the
    /// query's `lang`.
    pub fn href_in(&self, lang: Lang) -> String {
        let here = self.t.code();
        let first = format!("/{here}");
        match self.path.strip_prefix(&first) {
            Some(rest) if rest.is_empty() || rest.starts_with(['/', '?']) => {
                format!("/{lang}{rest}")
            }
            _ if self.path.contains(&format!("lang={here}")) => self
                .path
                .replace(&format!("lang={here}"), &format!("lang={lang}")),
            _ => format!(
                "{}{}lang={lang}",
                self.path,
                if self.path.contains('?') { '&' } else { '?' }
            ),
        }
    }

    /// The stylesheet for the head.
    pub fn base_css(&self) -> &'static str {
        assets::BASE_CSS.as_str()
    }

    /// Address of a built-in file.
    pub fn asset(&self, name: &str) -> &'static str {
        assets::href(name)
    }

    /// Whether the page stands under `menu`.
    pub fn is_under(&self, menu: &str) -> bool {
        matches!(
            (self.menu, menu),
            (Some(Menu::Services), "services")
                | (Some(Menu::Offices), "offices")
                | (Some(Menu::Forms), "forms")
                | (Some(Menu::Booking), "booking")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_switch_leads_to_the_same_page_in_the_other_language() {
        let page = Shell::new(Lang::Ru, "Отделения", "/ru/offices?region=77");
        assert_eq!(page.other_language_href(), "/en/offices?region=77");
        let start = Shell::new(Lang::En, "Start", "/en");
        assert_eq!(start.other_language_href(), "/ru");
    }

    #[test]
    fn a_page_whose_language_stands_in_the_query_switches_there() {
        let stand = Shell::new(Lang::Ru, "Стенд", "/stand/77-01?lang=ru&size=a3");
        assert_eq!(stand.other_language_href(), "/stand/77-01?lang=en&size=a3");
        assert_eq!(
            Shell::new(Lang::Ru, "Стенд", "/stand/77-01").other_language_href(),
            "/stand/77-01?lang=en"
        );
    }

    #[test]
    fn a_region_whose_code_begins_like_a_language_is_not_taken_for_it() {
        let page = Shell::new(Lang::Ru, "Страница", "/russia");
        assert_eq!(page.other_language_href(), "/russia?lang=en");
    }
}
