//! The information stand of an office, as a poster from A4 to A1 and as a page for a screen in the
//! hall: items 10.1-10.17 (REQ-10).

use askama::Template;

use super::{NoPage, html, shell_with_facts};
use crate::public::completeness::chapters;
use crate::public::section::{draw, sections};
use crate::public::setting::Setting;
use crate::public::sheet::Surface;
use crate::public::site::{Drawn, Reader};
use crate::shell::Shell;
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "public/stand.html")]
struct StandPage {
    shell: Shell,
    t: Voice,
    office: String,
    address: String,
    service: String,
    body: String,
    today: String,
    sizes: Vec<(String, String, bool)>,
    back: String,
}

/// The sizes a stand can have: name in the address and class of the page.
const SIZES: [&str; 5] = ["screen", "a4", "a3", "a2", "a1"];

/// `/stand/{office}?lang=&size=screen|a4|a3|a2|a1`.
pub fn page(reader: &Reader<'_>, id: &str) -> Result<Drawn, NoPage> {
    let directory = &reader.published.directory;
    let office = directory.office(id).ok_or(NoPage::NotFound)?;
    let region = directory.region(office.region.as_str());
    let size = SIZES
        .into_iter()
        .find(|size| *size == reader.asked("size"))
        .unwrap_or("screen");
    // Paper hangs for weeks: it shows the norm of waiting, and the screen also what is measured now.
    let waiting = if size == "screen" {
        reader.waiting
    } else {
        &[]
    };
    let setting = Setting {
        region,
        office: Some(office),
        waiting,
        ..reader.setting(Surface::Stand)
    };
    let t = setting.t();
    let lang = reader.sheet.lang;
    let sections = sections(&setting, chapters(Surface::Stand));
    let mut shell = shell_with_facts(
        reader,
        t.with("web-stand-title", "office", t.words(&office.name)),
    );
    shell.sheets = &["stand.css"];
    shell.body_class = body_class(size);
    let page = StandPage {
        office: t.words(&office.name),
        address: t.words(&office.contacts.address),
        service: t.text(&reader.sheet.title),
        body: draw(&sections, t, true),
        today: t.date(setting.today()),
        sizes: SIZES
            .into_iter()
            .map(|one| {
                let name = if one == "screen" {
                    t.say("web-stand-screen")
                } else {
                    one.to_uppercase()
                };
                (
                    name,
                    format!("/stand/{id}?lang={lang}&size={one}"),
                    one == size,
                )
            })
            .collect(),
        back: setting.href(&format!("offices/{id}")),
        shell,
        t,
    };
    Ok(html(&page)?.showing_waiting())
}

fn body_class(size: &str) -> &'static str {
    match size {
        "a4" => "stand a4",
        "a3" => "stand a3",
        "a2" => "stand a2",
        "a1" => "stand a1",
        _ => "stand screen",
    }
}
