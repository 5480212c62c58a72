//! The catalogue of services by authority, and the map of the site (REQ-A1, REQ-A19, REQ-A20).

use askama::Template;

use super::{NoPage, html, shell};
use crate::public::sheet::{AuthorityLine, ServiceLine, Sheet, Surface};
use crate::public::site::{Drawn, Reader};
use crate::shell::{Menu, Shell};
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "public/catalogue.html")]
struct CataloguePage {
    shell: Shell,
    t: Voice,
    families: Vec<Family>,
}

/// The services of one authority.
struct Family {
    authority: AuthorityLine,
    services: Vec<ServiceLine>,
    others: Vec<AuthorityLine>,
}

impl Family {
    fn of(sheet: &Sheet) -> Self {
        Self {
            authority: sheet.authority.clone(),
            services: sheet.services.clone(),
            others: sheet.others.clone(),
        }
    }
}

fn families(reader: &Reader<'_>) -> Vec<Family> {
    let sheets = reader.published.sheets(reader.sheet.lang, reader.sheet.on);
    sheets.map(|sheet| Family::of(&sheet)).collect()
}

/// `/{lang}/services`.
pub fn page(reader: &Reader<'_>) -> Result<Drawn, NoPage> {
    let t = Voice::of(reader.sheet.lang);
    let shell = shell(reader, t.say("web-catalogue-title")).under(Menu::Services);
    html(&CataloguePage {
        shell,
        t,
        families: families(reader),
    })
}

#[derive(Template)]
#[template(path = "public/sitemap.html")]
struct SitemapPage {
    shell: Shell,
    t: Voice,
    parts: Vec<(String, Vec<(String, String)>)>,
}

/// `/{lang}/sitemap`: every public page by its name.
pub fn sitemap(reader: &Reader<'_>) -> Result<Drawn, NoPage> {
    let setting = reader.setting(Surface::Portal);
    let t = setting.t();
    let shell = shell(reader, t.say("web-sitemap-title"));
    let services = families(reader)
        .into_iter()
        .flat_map(|family| family.services)
        .map(|service| {
            (
                t.text(&service.title),
                setting.href(&format!("services/{}", service.id)),
            )
        });
    let answers = [
        ("web-fee-title", "fee"),
        ("web-term-title", "term"),
        ("web-documents-title", "documents"),
        ("web-payment-title", "payment"),
        ("web-forms-title", "forms"),
        ("web-acts-title", "acts"),
        ("web-flow-title", "flowchart"),
        ("web-topics-title", "topics"),
        ("web-appeal-title", "appeal"),
    ];
    let texts = reader.sheet.texts.iter();
    let regions = setting.directory.regions.iter();
    let offices = setting.directory.offices.iter();
    let parts = vec![
        (t.say("web-catalogue-title"), services.collect()),
        (
            t.say("web-sitemap-answers"),
            answers
                .iter()
                .map(|(key, below)| (t.say(key), setting.href(below)))
                .collect(),
        ),
        (
            t.say("web-sitemap-texts"),
            texts
                .map(|text| {
                    (
                        t.text(&text.title),
                        setting.href(&format!("info/{}", text.id)),
                    )
                })
                .collect(),
        ),
        (
            t.say("web-sitemap-regions"),
            regions
                .map(|region| (t.words(&region.name), setting.href(region.id.as_str())))
                .collect(),
        ),
        (
            t.say("web-offices-title"),
            offices
                .map(|office| {
                    (
                        t.words(&office.name),
                        setting.href(&format!("offices/{}", office.id)),
                    )
                })
                .collect(),
        ),
    ];
    html(&SitemapPage { shell, t, parts })
}
