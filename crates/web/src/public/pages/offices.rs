//! The directory of offices with its search, and the page of an office (REQ-9.8, REQ-10.1, REQ-10.3).

use askama::Template;
use okno_domain::office::OfficeKind;

use super::{NoPage, html, shell};
use crate::field::Choice;
use crate::public::block::{OfficeCard, card, draw as draw_block, ease, head_reception};
use crate::public::model::OfficeView;
use crate::public::setting::Setting;
use crate::public::sheet::Surface;
use crate::public::site::{Drawn, Reader};
use crate::public::structured;
use crate::shell::{Menu, Shell};
use crate::view::PageLinks;
use crate::voice::Voice;

/// Rows of a list on one page.
const ROWS: usize = 25;

#[derive(Template)]
#[template(path = "public/offices.html")]
struct OfficesPage {
    shell: Shell,
    t: Voice,
    regions: Vec<Choice>,
    services: Vec<Choice>,
    kinds: Vec<Choice>,
    accessible: bool,
    found: usize,
    offices: Vec<OfficeCard>,
    pages: PageLinks,
    all: String,
}

/// `/{lang}/offices?region=&service=&kind=&accessible=`.
pub fn list(reader: &Reader<'_>) -> Result<Drawn, NoPage> {
    let setting = reader.setting(Surface::Portal);
    let t = setting.t();
    let accessible = reader.asked("accessible") == "1";
    let found: Vec<&OfficeView> = setting
        .directory
        .offices
        .iter()
        .filter(|office| is_sought(reader, office))
        .collect();
    let here: usize = reader
        .asked("page")
        .parse()
        .unwrap_or(1)
        .clamp(1, found.len().div_ceil(ROWS).max(1));
    let query = |number: usize| {
        let mut query = String::from("offices?");
        for name in ["region", "service", "kind", "accessible"] {
            if !reader.asked(name).is_empty() {
                query.push_str(&format!("{name}={}&", encoded(reader.asked(name))));
            }
        }
        setting.href(&format!("{query}page={number}"))
    };
    let page = OfficesPage {
        shell: shell(reader, t.say("web-offices-title")).under(Menu::Offices),
        regions: region_choices(reader, t),
        services: service_choices(reader, t),
        kinds: kind_choices(reader, t),
        accessible,
        found: found.len(),
        pages: PageLinks::new(found.len().div_ceil(ROWS), here, query),
        offices: found
            .iter()
            .skip((here - 1) * ROWS)
            .take(ROWS)
            .map(|office| card(office, &setting))
            .collect(),
        all: setting.href("offices"),
        t,
    };
    Ok(html(&page)?.showing_waiting())
}

fn is_sought(reader: &Reader<'_>, office: &OfficeView) -> bool {
    let kind = match reader.asked("kind") {
        "division" => office.kind == OfficeKind::Division,
        "mfc" => office.kind == OfficeKind::MultipurposeCentre,
        _ => true,
    };
    let region = reader.asked("region");
    let service = reader.asked("service");
    kind && (region.is_empty() || office.region.as_str() == region)
        && (if service.is_empty() {
            office.accepts_something()
        } else {
            office.accepts(service)
        })
        && (reader.asked("accessible") != "1" || office.premises.step_free)
}

fn region_choices(reader: &Reader<'_>, t: Voice) -> Vec<Choice> {
    let asked = reader.asked("region");
    let all = Choice::new("", t.say("web-offices-all-regions"), asked.is_empty());
    let regions = reader.published.directory.regions.iter();
    let choice = |region: &crate::public::model::RegionView| {
        Choice::new(
            region.id.as_str(),
            t.words(&region.name),
            region.id.as_str() == asked,
        )
    };
    std::iter::once(all).chain(regions.map(choice)).collect()
}

fn service_choices(reader: &Reader<'_>, t: Voice) -> Vec<Choice> {
    let asked = reader.asked("service");
    let mut choices = vec![Choice::new(
        "",
        t.say("web-offices-all-services"),
        asked.is_empty(),
    )];
    for sheet in reader.published.sheets(reader.sheet.lang, reader.sheet.on) {
        choices.extend(
            sheet.services.iter().map(|service| {
                Choice::new(&service.id, t.text(&service.title), service.id == asked)
            }),
        );
    }
    choices
}

fn kind_choices(reader: &Reader<'_>, t: Voice) -> Vec<Choice> {
    let asked = reader.asked("kind");
    [
        ("", "web-offices-all-kinds"),
        ("division", "web-kind-division"),
        ("mfc", "web-kind-mfc"),
    ]
    .into_iter()
    .map(|(word, key)| Choice::new(word, t.say(key), word == asked))
    .collect()
}

/// A word of the query as it stands in an address again.
pub fn encoded(word: &str) -> String {
    let mut out = String::new();
    for byte in word.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[derive(Template)]
#[template(path = "public/office.html")]
struct OfficePage {
    shell: Shell,
    t: Voice,
    kind: String,
    address: String,
    postal: String,
    site: String,
    closed: String,
    no_online: String,
    ease: Vec<String>,
    services: Vec<(String, Vec<String>)>,
    phones: Option<String>,
    schedule: Option<String>,
    reception: Option<String>,
    head: Option<String>,
    waiting: Option<String>,
    book: String,
    stand: Option<String>,
    feed: Option<String>,
}

/// `/{lang}/offices/{office}`.
pub fn page(reader: &Reader<'_>, id: &str) -> Result<Drawn, NoPage> {
    let directory = &reader.published.directory;
    let office = directory.office(id).ok_or(NoPage::NotFound)?;
    let region = directory.region(office.region.as_str());
    let setting = Setting {
        region,
        office: Some(office),
        ..reader.setting(Surface::Portal)
    };
    let t = setting.t();
    let mut shell = shell(reader, t.words(&office.name))
        .under(Menu::Offices)
        .crumb(t.say("web-offices-title"), "/offices");
    if let Some(region) = region {
        shell = shell.crumb(t.words(&region.name), &format!("/{}", region.id));
    }
    shell
        .structured
        .extend(structured::government_office(&setting, &reader.address));
    let lang = reader.sheet.lang;
    let is_division = office.kind == OfficeKind::Division;
    let card = card(office, &setting);
    let page = OfficePage {
        kind: t.say(if is_division {
            "web-kind-division"
        } else {
            "web-kind-mfc"
        }),
        address: card.address,
        postal: t.words(&office.contacts.postal_address),
        site: office.contacts.site.clone().unwrap_or_default(),
        closed: card.closed,
        no_online: card.no_online,
        ease: ease(office, t),
        services: services_here(reader, office, t),
        phones: draw_block("phones", &setting),
        schedule: draw_block("schedule", &setting),
        reception: draw_block("reception_schedule", &setting),
        head: head_reception(&setting),
        waiting: draw_block("waiting", &setting),
        book: setting.href(&format!("book?office={id}")),
        stand: is_division.then(|| format!("/stand/{id}?lang={lang}")),
        feed: (!is_division).then(|| format!("/mfc/{id}/information?lang={lang}")),
        shell,
        t,
    };
    Ok(html(&page)?.showing_waiting())
}

fn services_here(reader: &Reader<'_>, office: &OfficeView, t: Voice) -> Vec<(String, Vec<String>)> {
    let title = |id: &str| {
        let service = reader
            .sheet
            .services
            .iter()
            .find(|service| service.id == id);
        service.map_or_else(|| id.to_owned(), |service| t.text(&service.title))
    };
    office
        .services
        .iter()
        .map(|here| {
            let does = [
                (here.accepts, "web-office-accepts"),
                (here.issues, "web-office-issues"),
            ];
            let does = does
                .iter()
                .filter(|(done, _)| *done)
                .map(|(_, key)| t.say(key));
            (title(here.service.as_str()), does.collect())
        })
        .collect()
}
