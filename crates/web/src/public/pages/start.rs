//! The start page of a language: what can be done, what it takes, who waits now.

use askama::Template;

use super::{NoPage, html, shell_with_facts};
use crate::public::block::{OfficeCard, card};
use crate::public::setting::Setting;
use crate::public::sheet::{FeeLine, ServiceLine, Surface};
use crate::public::site::{Drawn, Reader};
use crate::shell::Shell;
use crate::voice::Voice;

/// Offices shown with their waiting now.
const OFFICES: usize = 3;

#[derive(Template)]
#[template(path = "public/start.html")]
struct StartPage<'a> {
    shell: Shell,
    t: Voice,
    setting: Setting<'a>,
    services: Vec<&'a ServiceLine>,
    fees: Vec<&'a FeeLine>,
    offices: Vec<OfficeCard>,
    regions: Vec<(String, String)>,
}

/// `/{lang}`.
pub fn page(reader: &Reader<'_>) -> Result<Drawn, NoPage> {
    let setting = reader.setting(Surface::Portal);
    let t = setting.t();
    let mut shell = shell_with_facts(reader, t.say("web-start-title"));
    shell.description = Some(t.say("web-start-lead"));
    let mut offices: Vec<_> = setting.offices().collect();
    offices.sort_by_key(|office| {
        setting
            .waiting_in(office)
            .map_or(u32::MAX, |now| now.people)
    });
    let page = StartPage {
        services: reader.sheet.services.iter().collect(),
        fees: reader
            .sheet
            .fees
            .iter()
            .filter(|fee| !fee.is_coming)
            .collect(),
        offices: offices
            .into_iter()
            .take(OFFICES)
            .map(|office| card(office, &setting))
            .collect(),
        regions: setting
            .directory
            .regions
            .iter()
            .map(|region| (t.words(&region.name), setting.href(region.id.as_str())))
            .collect(),
        shell,
        t,
        setting,
    };
    Ok(html(&page)?.showing_waiting())
}
