//! What a multipurpose centre is given to inform with, as a page and as data (REQ-4, REQ-13, REQ-15).

use askama::Template;
use okno_domain::office::OfficeKind;
use serde_json::json;

use super::{NoPage, html, shell_with_facts};
use crate::public::completeness::chapters;
use crate::public::section::{Section, draw, sections};
use crate::public::setting::Setting;
use crate::public::sheet::Surface;
use crate::public::site::{Drawn, Reader};
use crate::shell::Shell;
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "public/mfc.html")]
struct MfcPage {
    shell: Shell,
    t: Voice,
    sections: Vec<Section>,
    body: String,
    feed: String,
    today: String,
}

fn setting<'a>(reader: &'a Reader<'_>, id: &str) -> Result<Setting<'a>, NoPage> {
    let directory = &reader.published.directory;
    let office = directory
        .office(id)
        .filter(|office| office.kind == OfficeKind::MultipurposeCentre)
        .ok_or(NoPage::NotFound)?;
    let region = directory.region(office.region.as_str());
    Ok(Setting {
        region,
        office: Some(office),
        ..reader.setting(Surface::Mfc)
    })
}

/// `/mfc/{office}/information?lang=`.
pub fn page(reader: &Reader<'_>, id: &str) -> Result<Drawn, NoPage> {
    let setting = setting(reader, id)?;
    let t = setting.t();
    let sections = sections(&setting, chapters(Surface::Mfc));
    let name = setting
        .office
        .map(|office| t.words(&office.name))
        .unwrap_or_default();
    let page = MfcPage {
        shell: shell_with_facts(reader, t.with("web-mfc-title", "office", name)),
        body: draw(&sections, t, false),
        sections,
        feed: format!("/mfc/{id}/information.json?lang={}", reader.sheet.lang),
        today: t.date(setting.today()),
        t,
    };
    Ok(html(&page)?.showing_waiting())
}

/// `/mfc/{office}/information.json?lang=`: the same content for the centre's own system.
pub fn feed(reader: &Reader<'_>, id: &str) -> Result<Drawn, NoPage> {
    let setting = setting(reader, id)?;
    let sheet = &reader.sheet;
    let texts: Vec<_> = sections(&setting, chapters(Surface::Mfc))
        .into_iter()
        .map(|section| {
            json!({
                "items": section.items,
                "title": section.title,
                "html": section.html,
                "source": section.source,
                "certain": section.certain,
            })
        })
        .collect();
    let body = json!({
        "office": id,
        "language": sheet.lang.code(),
        "on": sheet.on.to_string(),
        "service": sheet.title,
        "services": sheet.services.iter().map(|service| json!({
            "id": service.id, "title": service.title,
        })).collect::<Vec<_>>(),
        "pack": sheet.pack,
        "version": sheet.version,
        "facts_hash": sheet.facts_hash(),
        "facts": sheet.facts(),
        "texts": texts,
    });
    Ok(Drawn {
        body: format!("{body:#}\n"),
        content_type: "application/json; charset=utf-8",
        shows_waiting: true,
    })
}
