//! Blank forms and filled samples, to be read and printed (REQ-5.8, REQ-5.9, REQ-10.5).

use askama::Template;

use super::{NoPage, html, shell};
use crate::public::sheet::{FormLine, Surface};
use crate::public::site::{Drawn, Reader};
use crate::shell::{Menu, Shell};
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "public/forms.html")]
struct FormsPage {
    shell: Shell,
    t: Voice,
    forms: Vec<(String, String, String)>,
}

/// `/{lang}/forms`.
pub fn list(reader: &Reader<'_>) -> Result<Drawn, NoPage> {
    let setting = reader.setting(Surface::Portal);
    let t = setting.t();
    let line = |form: &FormLine| {
        let blank = setting.href(&format!("forms/{}", form.id));
        let sample = setting.href(&format!("forms/{}/sample", form.id));
        (t.text(&form.title), blank, sample)
    };
    html(&FormsPage {
        shell: shell(reader, t.say("web-forms-title")).under(Menu::Forms),
        forms: reader.sheet.forms.iter().map(line).collect(),
        t,
    })
}

#[derive(Template)]
#[template(path = "public/form.html")]
struct FormPage<'a> {
    shell: Shell,
    t: Voice,
    form: &'a FormLine,
    filled: bool,
    other: String,
}

/// `/{lang}/forms/{form}` and `/{lang}/forms/{form}/sample`.
pub fn page(reader: &Reader<'_>, id: &str, filled: bool) -> Result<Drawn, NoPage> {
    let form = reader
        .sheet
        .forms
        .iter()
        .find(|form| form.id == id)
        .ok_or(NoPage::NotFound)?;
    let setting = reader.setting(Surface::Portal);
    let t = setting.t();
    let title = if filled {
        t.with("web-form-sample-title", "form", t.text(&form.title))
    } else {
        t.text(&form.title)
    };
    let mut shell = shell(reader, title)
        .under(Menu::Forms)
        .crumb(t.say("web-forms-title"), "/forms");
    shell.sheets = &["print.css"];
    let end = if filled { "" } else { "/sample" };
    html(&FormPage {
        other: setting.href(&format!("forms/{id}{end}")),
        shell,
        t,
        form,
        filled,
    })
}
