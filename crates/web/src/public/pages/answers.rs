//! Fee, term and documents "for me, on this date": links and plain forms, nothing about the person
//! is kept (REQ-5.1, REQ-5.3, REQ-5.5, REQ-8).

use askama::Template;
use jiff::civil::Date;

use super::{NoPage, html, shell_with_facts};
use crate::field::Choice;
use crate::public::setting::Setting;
use crate::public::sheet::{ApplicantLine, FeeLine, Surface, TermLine};
use crate::public::site::{Drawn, Reader};
use crate::public::source::{Answer, Asked, Found};
use crate::shell::Shell;
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "public/answer.html")]
struct AnswerPage<'a> {
    shell: Shell,
    t: Voice,
    lead: String,
    action: String,
    service: Option<String>,
    questions: Vec<AskedQuestion>,
    on: Date,
    on_words: String,
    found: Option<Found>,
    found_since: String,
    nothing: Option<String>,
    fees: &'a [FeeLine],
    terms: &'a [TermLine],
    more: Vec<(String, String)>,
}

/// A question with the choice made.
struct AskedQuestion {
    name: String,
    label: String,
    choices: Vec<Choice>,
}

/// `/{lang}/fee?document=&age_band=&on=`.
pub fn fee(reader: &Reader<'_>) -> Result<Drawn, NoPage> {
    let setting = reader.setting(Surface::Portal);
    let t = setting.t();
    let more = vec![
        (t.say("web-payment-title"), setting.href("payment")),
        (t.say("web-about-fee"), setting.href("info/5.5")),
    ];
    answer(reader, &setting, Asked::Fee, more)
}

/// `/{lang}/term?…&on=`.
pub fn term(reader: &Reader<'_>) -> Result<Drawn, NoPage> {
    let setting = reader.setting(Surface::Portal);
    let more = vec![(setting.t().say("web-about-term"), setting.href("info/5.3"))];
    answer(reader, &setting, Asked::Term, more)
}

fn answer(
    reader: &Reader<'_>,
    setting: &Setting<'_>,
    asked: Asked,
    more: Vec<(String, String)>,
) -> Result<Drawn, NoPage> {
    let t = setting.t();
    let source = reader
        .published
        .sources
        .get(reader.source)
        .ok_or(NoPage::NotFound)?;
    let sheet = &reader.sheet;
    let Answer {
        questions,
        found,
        nothing,
    } = source.ask(asked, sheet.lang, sheet.on, &reader.query);
    let (key, below) = match asked {
        Asked::Fee => ("web-fee", "fee"),
        Asked::Term => ("web-term", "term"),
    };
    let question = |question: crate::public::source::Question| AskedQuestion {
        choices: question
            .choices
            .into_iter()
            .map(|(word, label)| {
                Choice::new(&word, t.text(&label), reader.asked(&question.name) == word)
            })
            .collect(),
        name: question.name,
        label: t.text(&question.label),
    };
    html(&AnswerPage {
        shell: shell_with_facts(reader, t.say(&format!("{key}-title"))),
        lead: t.say(&format!("{key}-lead")),
        action: setting
            .href(below)
            .split('?')
            .next()
            .unwrap_or_default()
            .to_owned(),
        service: reader.query.get("service").cloned(),
        questions: questions.into_iter().map(question).collect(),
        on: sheet.on,
        on_words: t.date(sheet.on),
        found_since: found
            .as_ref()
            .map(|found| t.date(found.from))
            .unwrap_or_default(),
        found,
        nothing,
        fees: if asked == Asked::Fee {
            &sheet.fees
        } else {
            &[]
        },
        terms: if asked == Asked::Term {
            &sheet.terms
        } else {
            &[]
        },
        more,
        t,
    })
}

#[derive(Template)]
#[template(path = "public/documents.html")]
struct DocumentsPage<'a> {
    shell: Shell,
    t: Voice,
    applicants: Vec<(String, String, bool)>,
    chosen: Option<&'a ApplicantLine>,
    on: String,
    about: String,
}

/// `/{lang}/documents?applicant=&on=`: the list of one applicant, to be printed.
pub fn documents(reader: &Reader<'_>) -> Result<Drawn, NoPage> {
    let setting = reader.setting(Surface::Portal);
    let t = setting.t();
    let asked = reader.asked("applicant");
    let chosen = reader
        .sheet
        .applicants
        .iter()
        .find(|applicant| applicant.id == asked);
    let mut shell = shell_with_facts(reader, t.say("web-documents-title"));
    shell.sheets = &["print.css"];
    let link = |applicant: &ApplicantLine| {
        let base = setting.href("documents");
        let join = if base.contains('?') { '&' } else { '?' };
        let word = super::offices::encoded(&applicant.id);
        (
            t.text(&applicant.title),
            format!("{base}{join}applicant={word}"),
            applicant.id == asked,
        )
    };
    html(&DocumentsPage {
        applicants: reader.sheet.applicants.iter().map(link).collect(),
        chosen,
        on: t.date(setting.today()),
        about: setting.href("info/5.1"),
        shell,
        t,
    })
}
