//! The library of acts: which is in force on a day, and the history of each
//! (REQ-9.1, REQ-9.2, REQ-SO-head, REQ-SO-3.1..3.5).

use askama::Template;
use jiff::civil::Date;
use okno_documents::markdown::{Piece, Placement, render};

use super::{NoPage, html, shell};
use crate::public::block::{ActEntry, act_days};
use crate::public::setting::Setting;
use crate::public::sheet::{ActLine, Surface};
use crate::public::site::{Drawn, Reader};
use crate::shell::Shell;
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "public/acts.html")]
struct ActsPage<'a> {
    shell: Shell,
    t: Voice,
    on: Date,
    on_words: String,
    ruling: Option<ActEntry<'a>>,
    in_force: Vec<ActEntry<'a>>,
    past: Vec<ActEntry<'a>>,
    action: String,
}

/// `/{lang}/acts?on=`.
pub fn list(reader: &Reader<'_>) -> Result<Drawn, NoPage> {
    let setting = reader.setting(Surface::Portal);
    let t = setting.t();
    let acts = &reader.sheet.acts;
    let on = setting.today();
    let holds = |act: &&ActLine| act.holds_on(on);
    let ruling = acts.iter().filter(holds).find(|act| act.regulates);
    let is_ruling = |act: &&ActLine| ruling.is_some_and(|ruling| ruling.id == act.id);
    let mut past: Vec<&ActLine> = acts.iter().filter(|act| !act.holds_on(on)).collect();
    past.sort_by_key(|act| act.in_force.0);
    html(&ActsPage {
        shell: shell(reader, t.say("web-acts-title")),
        on,
        on_words: t.date(on),
        in_force: acts
            .iter()
            .filter(holds)
            .filter(|act| !is_ruling(act))
            .map(|act| entry(act, &setting))
            .collect(),
        past: past.into_iter().map(|act| entry(act, &setting)).collect(),
        ruling: ruling.map(|act| entry(act, &setting)),
        action: setting
            .href("acts")
            .split('?')
            .next()
            .unwrap_or_default()
            .to_owned(),
        t,
    })
}

fn entry<'a>(act: &'a ActLine, setting: &Setting<'_>) -> ActEntry<'a> {
    ActEntry {
        act,
        href: setting.href(&format!("acts/{}", act.id)),
        days: act_days(act, setting.t()),
        in_force: act.holds_on(setting.today()),
    }
}

#[derive(Template)]
#[template(path = "public/act.html")]
struct ActPage<'a> {
    shell: Shell,
    t: Voice,
    entry: ActEntry<'a>,
    on_words: String,
    supersedes: Vec<ActEntry<'a>>,
    amends: Vec<ActEntry<'a>>,
    amended_by: Vec<ActEntry<'a>>,
    ended_by: Option<ActEntry<'a>>,
    body: String,
}

/// `/{lang}/acts/{act}?on=`.
pub fn page(reader: &Reader<'_>, id: &str) -> Result<Drawn, NoPage> {
    let acts = &reader.sheet.acts;
    let find = |id: &str| acts.iter().find(|act| act.id == id);
    let act = find(id).ok_or(NoPage::NotFound)?;
    let setting = reader.setting(Surface::Portal);
    let t = setting.t();
    let all = |ids: &'_ [String]| -> Vec<ActEntry<'_>> {
        ids.iter()
            .filter_map(|id| find(id))
            .map(|act| entry(act, &setting))
            .collect()
    };
    html(&ActPage {
        shell: shell(reader, t.text(&act.title)).crumb(t.say("web-acts-title"), "/acts"),
        entry: entry(act, &setting),
        on_words: t.date(setting.today()),
        supersedes: all(&act.supersedes),
        amends: all(&act.amends),
        amended_by: acts
            .iter()
            .filter(|other| other.amends.contains(&act.id))
            .map(|act| entry(act, &setting))
            .collect(),
        ended_by: act
            .ended_by
            .as_deref()
            .and_then(find)
            .map(|act| entry(act, &setting)),
        body: body(act, &setting),
        t,
    })
}

fn body(act: &ActLine, setting: &Setting<'_>) -> String {
    let link = |address: &str| {
        let outside = address.contains("://") || address.starts_with(['#', '/']);
        Some(if outside {
            address.to_owned()
        } else {
            setting.href(address)
        })
    };
    let text = act.body.as_deref().unwrap_or_default();
    render(
        text,
        &Placement {
            heading_level: 2,
            link: &link,
        },
    )
    .into_iter()
    .filter_map(|piece| match piece {
        Piece::Html(html) => Some(html),
        Piece::Block(_) => None,
    })
    .collect()
}
