//! The pages, each drawn from a [`Reader`].

mod acts;
mod answers;
mod catalogue;
mod chart;
mod forms;
mod info;
mod mfc;
mod offices;
mod pay;
mod region;
mod service;
mod stand;
mod start;

use askama::Template;

use super::site::{Drawn, Reader};
use crate::shell::Shell;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum NoPage {
    /// Nothing stands at the address.
    #[error("nothing stands at the address")]
    NotFound,
    /// A template failed.
    #[error("the page could not be drawn")]
    Drawing(#[from] askama::Error),
}

/// Draws the page at the path `below` the language.
///
/// # Errors
/// [`NoPage::NotFound`] where nothing stands there.
pub fn draw(reader: &Reader<'_>, below: &[&str]) -> Result<Drawn, NoPage> {
    match below {
        [] => start::page(reader),
        ["services"] => catalogue::page(reader),
        ["services", file] if file.ends_with(".jsonld") => {
            service::description(reader, file.trim_end_matches(".jsonld"))
        }
        ["services", service] => service::page(reader, service),
        ["info", item] => info::page(reader, item),
        ["topics"] => info::topics(reader),
        ["appeal"] => info::appeal(reader),
        ["offices"] => offices::list(reader),
        ["offices", office] => offices::page(reader, office),
        ["fee"] => answers::fee(reader),
        ["term"] => answers::term(reader),
        ["documents"] => answers::documents(reader),
        ["forms"] => forms::list(reader),
        ["forms", form] => forms::page(reader, form, false),
        ["forms", form, "sample"] => forms::page(reader, form, true),
        ["acts"] => acts::list(reader),
        ["acts", act] => acts::page(reader, act),
        ["flowchart"] => chart::page(reader),
        ["flowchart.svg"] => chart::picture(reader),
        ["payment"] => pay::chooser(reader),
        ["sitemap"] => catalogue::sitemap(reader),
        [region] => region::page(reader, region),
        [region, "payment"] => pay::page(reader, region),
        _ => Err(NoPage::NotFound),
    }
}

/// Draws the stand of an office.
///
/// # Errors
/// [`NoPage::NotFound`] where there is no such office.
pub fn draw_stand(reader: &Reader<'_>, office: &str) -> Result<Drawn, NoPage> {
    stand::page(reader, office)
}

/// Draws the feed of a multipurpose centre, for programs or for people.
///
/// # Errors
/// [`NoPage::NotFound`] where there is no such centre.
pub fn draw_mfc(reader: &Reader<'_>, office: &str, for_programs: bool) -> Result<Drawn, NoPage> {
    if for_programs {
        mfc::feed(reader, office)
    } else {
        mfc::page(reader, office)
    }
}

/// The frame of a public page at the address asked for.
fn shell(reader: &Reader<'_>, title: impl Into<String>) -> Shell {
    Shell::new(reader.sheet.lang, title, reader.address.clone())
}

/// The frame of a page that shows facts of the service: carries their hash (REQ-4).
fn shell_with_facts(reader: &Reader<'_>, title: impl Into<String>) -> Shell {
    let mut shell = shell(reader, title);
    shell.facts = Some(reader.sheet.facts_hash());
    shell
}

fn html(page: &impl Template) -> Result<Drawn, NoPage> {
    Ok(Drawn::html(page.render()?))
}
