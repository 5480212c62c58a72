//! The portal's information page of a service, items 5.1-5.9 (REQ-5).

use askama::Template;

use super::{NoPage, html, shell_with_facts};
use crate::public::completeness::chapters;
use crate::public::section::{Section, draw, sections};
use crate::public::setting::Setting;
use crate::public::sheet::{FeeLine, ServiceLine, Surface, TermLine};
use crate::public::site::{Drawn, Reader};
use crate::public::structured;
use crate::shell::{Menu, Shell};
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "public/service.html")]
struct ServicePage<'a> {
    shell: Shell,
    t: Voice,
    setting: Setting<'a>,
    service: &'a ServiceLine,
    fee: Option<&'a FeeLine>,
    terms: &'a [TermLine],
    sections: Vec<Section>,
    body: String,
}

fn service<'a>(reader: &'a Reader<'_>, id: &str) -> Result<&'a ServiceLine, NoPage> {
    reader
        .sheet
        .services
        .iter()
        .find(|service| service.id == id)
        .ok_or(NoPage::NotFound)
}

/// `/{lang}/services/{service}`.
pub fn page(reader: &Reader<'_>, id: &str) -> Result<Drawn, NoPage> {
    let service = service(reader, id)?;
    let setting = reader.setting(Surface::Portal);
    let t = setting.t();
    let sections = sections(&setting, chapters(Surface::Portal));
    let mut shell = shell_with_facts(reader, t.text(&service.title))
        .under(Menu::Services)
        .crumb(t.say("web-catalogue-title"), "/services");
    let path = setting.href(&format!("services/{id}"));
    shell.description = Some(t.with("web-service-description", "service", &service.title));
    shell.structured.push(structured::government_service(
        &setting,
        id,
        &service.title,
        &path,
    ));
    shell.catalogue_entry = Some(format!("{path}.jsonld"));
    html(&ServicePage {
        body: draw(&sections, t, false),
        // The last age band is the one of adults, who read this page.
        fee: reader.sheet.fees_of(service).last(),
        terms: &reader.sheet.terms,
        service,
        sections,
        shell,
        t,
        setting,
    })
}

/// `/{lang}/services/{service}.jsonld`: the service in the European vocabulary.
pub fn description(reader: &Reader<'_>, id: &str) -> Result<Drawn, NoPage> {
    let service = service(reader, id)?;
    let setting = reader.setting(Surface::Portal);
    let path = setting.href(&format!("services/{id}"));
    let body = structured::public_service(&setting, id, &service.title, &path);
    Ok(Drawn {
        body: format!("{body:#}\n"),
        content_type: "application/ld+json; charset=utf-8",
        shows_waiting: false,
    })
}
