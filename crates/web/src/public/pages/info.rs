//! One text on a page of its own, the six topics of item 16, and how to appeal.

use askama::Template;

use super::{NoPage, html, shell_with_facts};
use crate::public::section::section;
use crate::public::sheet::{Surface, TextLine};
use crate::public::site::{Drawn, Reader};
use crate::shell::Shell;
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "public/info.html")]
struct InfoPage {
    shell: Shell,
    t: Voice,
    body: String,
    source: String,
    certain: bool,
    today: String,
}

/// `/{lang}/info/{item}`.
pub fn page(reader: &Reader<'_>, item: &str) -> Result<Drawn, NoPage> {
    let text = reader.sheet.text_for(item).ok_or(NoPage::NotFound)?;
    let t = Voice::of(reader.sheet.lang);
    let shell =
        shell_with_facts(reader, t.text(&text.title)).crumb(t.say("web-topics-title"), "/topics");
    text_page(reader, text, shell)
}

/// `/{lang}/appeal`: the way to complain, open without logging in (REQ-5.7).
pub fn appeal(reader: &Reader<'_>) -> Result<Drawn, NoPage> {
    let text = reader.sheet.text_for("5.7").ok_or(NoPage::NotFound)?;
    let t = Voice::of(reader.sheet.lang);
    let shell = shell_with_facts(reader, t.say("web-appeal-title"));
    text_page(reader, text, shell)
}

fn text_page(reader: &Reader<'_>, text: &TextLine, shell: Shell) -> Result<Drawn, NoPage> {
    // A text of a site is read here for the whole country: regions are offered to choose from.
    let setting = reader.setting(Surface::Portal);
    let t = setting.t();
    let section = section(text, Vec::new(), &setting, 2);
    html(&InfoPage {
        body: section.html,
        source: section.source,
        certain: section.certain,
        today: t.date(setting.today()),
        shell,
        t,
    })
}

#[derive(Template)]
#[template(path = "public/topics.html")]
struct TopicsPage {
    shell: Shell,
    t: Voice,
    topics: Vec<(String, String)>,
    others: Vec<(String, String)>,
}

/// `/{lang}/topics`: the six topics on which staff answer (REQ-16), then everything else.
pub fn topics(reader: &Reader<'_>) -> Result<Drawn, NoPage> {
    let setting = reader.setting(Surface::Portal);
    let t = setting.t();
    let shell = shell_with_facts(reader, t.say("web-topics-title"));
    let link = |text: &TextLine| {
        (
            t.text(&text.title),
            setting.href(&format!("info/{}", text.id)),
        )
    };
    let is_topic = |text: &&TextLine| text.id.starts_with("16.");
    let texts = &reader.sheet.texts;
    html(&TopicsPage {
        topics: texts.iter().filter(is_topic).map(link).collect(),
        others: texts
            .iter()
            .filter(|text| !text.id.starts_with("16"))
            .map(link)
            .collect(),
        shell,
        t,
    })
}
