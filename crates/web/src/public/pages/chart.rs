//! The flowchart with its text equivalent (REQ-10.17).

use askama::Template;

use super::{NoPage, html, shell_with_facts};
use crate::public::sheet::{FlowState, Surface};
use crate::public::site::{Drawn, Reader};
use crate::shell::Shell;
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "public/flowchart.html")]
struct ChartPage<'a> {
    shell: Shell,
    t: Voice,
    svg: String,
    picture: String,
    states: &'a [FlowState],
    sentences: Vec<String>,
}

/// `/{lang}/flowchart`.
pub fn page(reader: &Reader<'_>) -> Result<Drawn, NoPage> {
    let setting = reader.setting(Surface::Portal);
    let t = setting.t();
    let flow = &reader.sheet.flow;
    html(&ChartPage {
        shell: shell_with_facts(reader, t.say("web-flow-title")),
        svg: flow.picture(t).ok_or(NoPage::NotFound)?,
        picture: setting.href("flowchart.svg"),
        states: &flow.states,
        sentences: flow.sentences(t),
        t,
    })
}

/// `/{lang}/flowchart.svg`: the picture for printing at any size.
pub fn picture(reader: &Reader<'_>) -> Result<Drawn, NoPage> {
    let t = Voice::of(reader.sheet.lang);
    Ok(Drawn {
        body: reader.sheet.flow.picture(t).ok_or(NoPage::NotFound)?,
        content_type: "image/svg+xml; charset=utf-8",
        shows_waiting: false,
    })
}
