//! The site of a region: items 5.1-5.9 and 9.1-9.10 (REQ-9, REQ-A8).

use askama::Template;

use super::{NoPage, html, shell_with_facts};
use crate::public::block::{PhoneLine, phones};
use crate::public::completeness::chapters;
use crate::public::section::{Section, draw, sections};
use crate::public::setting::Setting;
use crate::public::sheet::Surface;
use crate::public::site::{Drawn, Reader};
use crate::shell::Shell;
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "public/region.html")]
struct RegionPage<'a> {
    shell: Shell,
    t: Voice,
    setting: Setting<'a>,
    region_id: String,
    authority: String,
    address: String,
    phones: Vec<PhoneLine>,
    no_online: String,
    sections: Vec<Section>,
    body: String,
}

/// `/{lang}/{region}`.
pub fn page(reader: &Reader<'_>, id: &str) -> Result<Drawn, NoPage> {
    let directory = &reader.published.directory;
    let region = directory.region(id).ok_or(NoPage::NotFound)?;
    let setting = Setting {
        region: Some(region),
        ..reader.setting(Surface::Site)
    };
    let t = setting.t();
    let sections = sections(&setting, chapters(Surface::Site));
    let page = RegionPage {
        shell: shell_with_facts(reader, t.words(&region.name)),
        region_id: id.to_owned(),
        authority: t.words(&region.authority),
        address: t.words(&region.contacts.address),
        phones: phones(&region.contacts.phones, t),
        no_online: region
            .online_booking
            .reason()
            .map(|why| t.words(why))
            .unwrap_or_default(),
        body: draw(&sections, t, false),
        sections,
        t,
        setting,
    };
    Ok(html(&page)?.showing_waiting())
}
