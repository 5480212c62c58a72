//! `/desk/cases/new`: the application of the visitor at the window (REQ-A21).
//!
//! The form is one page, generated from the pack's definition. It works without script: "add a
//! row" is a button that sends the page and brings it back with one row more. Nothing is saved
//! until everything is right.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use okno_app::case::{CaseError, Opening};
use okno_domain::application::FormDefinition;
use okno_domain::id::ServiceId;
use okno_domain::pack::Pack;

use super::form_fields::{self, Filled, SectionView};
use super::{address, problem};
use crate::desk::floor::{Answer, Floor, html, see};
use crate::desk::on_duty::OnDuty;
use crate::desk::refusal::Refusal;
use crate::desk::said::{Said, Sent};
use crate::desk::sheet::{self, Sheet};
use crate::desk::shown::{ShownFields, ShownTyped};
use crate::desk::words;
use crate::field::{Choice, Field, Problem};
use crate::shell::Shell;
use crate::voice::Voice;

/// Where the form is.
const HERE: &str = "/desk/cases/new";
/// The form of an adult, where nothing else was chosen.
const ADULT: &str = "application-adult";
/// What the officer adds for the rules.
const ADDED: [&str; 3] = ["urgent", "serviceman", "latin_spelling"];

#[derive(Template)]
#[template(path = "desk/case_new.html")]
struct EntryPage {
    shell: Shell,
    t: Voice,
    sheet: Sheet,
    problems: Vec<Problem>,
    title: String,
    source: String,
    form: String,
    forms: Vec<(String, String)>,
    service: Field,
    shown: ShownFields,
    added: Field,
    language: Field,
    rows: Vec<(String, usize)>,
    sections: Vec<SectionView>,
}

/// `GET /desk/cases/new?form=…&service=…`.
pub(in crate::desk) async fn ask(
    State(floor): State<Floor>,
    on_duty: OnDuty,
    said: Said,
) -> Response {
    let answer = match Entry::of(&floor, &on_duty, said).await {
        Ok(entry) => entry.page(&floor, &on_duty, None, Vec::new(), BTreeMap::new()),
        Err(refusal) => Err(refusal),
    };
    floor.answer(&on_duty, answer)
}

/// `POST /desk/cases/new`.
pub(in crate::desk) async fn file(
    State(floor): State<Floor>,
    on_duty: OnDuty,
    Sent(said): Sent,
) -> Response {
    let on_duty = on_duty.at(HERE);
    let answer = match Entry::of(&floor, &on_duty, said).await {
        Ok(entry) => entry.file(&floor, &on_duty).await,
        Err(refusal) => Err(refusal),
    };
    floor.answer(&on_duty, answer)
}

/// A form on its way: the pack it comes from and what was said.
struct Entry {
    pack: std::sync::Arc<Pack>,
    service: ServiceId,
    form: String,
    language: String,
    said: Said,
}

impl Entry {
    /// The form for the visitor at the window, or for the service that was chosen.
    async fn of(floor: &Floor, on_duty: &OnDuty, said: Said) -> Result<Self, Refusal> {
        let visit = match on_duty.session.window {
            Some(_) => floor.app.visit(&on_duty.session).await?,
            None => None,
        };
        let directory = floor.app.directory().now();
        let office = directory
            .office(on_duty.office())
            .ok_or(Refusal::NotFound)?;
        let chosen = said.maybe("service").map(ServiceId::new);
        let service = chosen
            .or_else(|| visit.as_ref().map(|visit| visit.service.clone()))
            .or_else(|| office.services.keys().next().cloned())
            .ok_or(Refusal::NotFound)?;
        let pack = floor
            .app
            .rules()
            .pack_of(&service)
            .map_err(|_| Refusal::NotFound)?
            .clone();
        let form = said
            .maybe("form")
            .filter(|form| pack.forms.contains_key(form));
        let language = said
            .maybe("language")
            .or_else(|| visit.map(|visit| visit.language));
        Ok(Self {
            form: form.unwrap_or_else(|| first_form(&pack)),
            language: language.unwrap_or_else(|| "ru".to_owned()),
            service,
            pack,
            said,
        })
    }

    fn definition(&self) -> Result<&FormDefinition, Refusal> {
        self.pack.forms.get(&self.form).ok_or(Refusal::NotFound)
    }

    async fn file(&self, floor: &Floor, on_duty: &OnDuty) -> Answer {
        let t = on_duty.t();
        if let Some(section) = self.said.word("do").strip_prefix("add:") {
            return self.page(floor, on_duty, Some(section), Vec::new(), BTreeMap::new());
        }
        let shown = match ShownTyped::of(&self.said).read(t) {
            Ok(shown) => shown,
            Err(problems) => return self.page(floor, on_duty, None, problems, BTreeMap::new()),
        };
        let added = self.said.every("added");
        let opening = Opening {
            service: self.service.clone(),
            form: self.form.clone(),
            values: form_fields::values(self.definition()?, &self.said),
            shown,
            words: ADDED
                .iter()
                .filter(|word| added.iter().any(|one| one == *word))
                .map(|word| ((*word).to_owned(), "true".to_owned()))
                .collect(),
            language: self.language.clone(),
        };
        match floor.app.open_at_window(&on_duty.session, &opening).await {
            Ok(moved) => see(&format!("{}?done=case-opened", address(&moved.key))),
            Err(CaseError::Form(found)) => self.wrong(floor, on_duty, &found),
            Err(error) => match refused(&error, t) {
                Some(message) => {
                    let problems = vec![Problem {
                        field: "number".into(),
                        message,
                    }];
                    self.page(floor, on_duty, None, problems, BTreeMap::new())
                }
                None => Err(error.into()),
            },
        }
    }

    fn wrong(
        &self,
        floor: &Floor,
        on_duty: &OnDuty,
        found: &[okno_domain::application::Problem],
    ) -> Answer {
        let form = self.definition()?;
        let t = on_duty.t();
        let mut problems = Vec::new();
        let mut at = BTreeMap::new();
        for one in found {
            let message = problem::words(form, one, t);
            let label = problem_place(form, &one.field, t);
            problems.push(Problem {
                field: one.field.clone(),
                message: if label.is_empty() {
                    message.clone()
                } else {
                    format!("{label}: {message}")
                },
            });
            at.entry(one.field.clone()).or_insert(message);
        }
        self.page(floor, on_duty, None, problems, at)
    }

    fn page(
        &self,
        floor: &Floor,
        on_duty: &OnDuty,
        add: Option<&str>,
        problems: Vec<Problem>,
        at: BTreeMap<String, String>,
    ) -> Answer {
        let t = on_duty.t();
        let form = self.definition()?;
        let values = form_fields::values(form, &self.said);
        let rows = form_fields::rows(form, &self.said, add);
        let filled = Filled {
            form,
            values: &values,
            problems: &at,
            rows: &rows,
            t,
        };
        let shell = sheet::shell(on_duty, t.say("desk-case-new-title"));
        let typed = ShownTyped::of(&self.said);
        let page = EntryPage {
            shell: Shell {
                has_errors: !problems.is_empty(),
                ..shell
            },
            sheet: Sheet::new(floor, on_duty, ""),
            title: t.words(&form.head.title),
            source: form.head.source.clone(),
            form: self.form.clone(),
            forms: self.other_forms(t),
            service: self.services(floor, on_duty),
            shown: typed.fields(Some(&self.pack), &problems, t),
            added: added(&self.said, t),
            language: Field::text("language", t.say("desk-ticket-language"))
                .choices(words::languages(&self.language, t)),
            sections: filled.sections(),
            rows: rows.into_iter().collect(),
            problems,
            t,
        };
        let wrong = !page.problems.is_empty();
        html(
            if wrong {
                StatusCode::UNPROCESSABLE_ENTITY
            } else {
                StatusCode::OK
            },
            &page,
        )
    }

    /// The other applications of the pack: for a child, for another country's citizen.
    fn other_forms(&self, t: Voice) -> Vec<(String, String)> {
        let others = self.pack.forms.values().filter(|form| is_application(form));
        others
            .filter(|form| form.head.id != self.form)
            .map(|form| {
                let href = format!("{HERE}?service={}&form={}", self.service, form.head.id);
                (t.words(&form.head.title), href)
            })
            .collect()
    }

    fn services(&self, floor: &Floor, on_duty: &OnDuty) -> Field {
        let t = on_duty.t();
        let directory = floor.app.directory().now();
        let known = directory.office(on_duty.office());
        let given = known.map(|office| office.services.keys().cloned().collect::<Vec<_>>());
        let choice = |id: ServiceId| {
            Choice::new(
                id.as_str(),
                words::service(&floor.app, &id, t),
                id == self.service,
            )
        };
        Field::text("service", t.say("desk-ticket-service"))
            .choices(given.unwrap_or_default().into_iter().map(choice))
    }
}

fn is_application(form: &FormDefinition) -> bool {
    form.head.id.starts_with("application")
}

fn first_form(pack: &Pack) -> String {
    let first = pack.forms.values().find(|form| is_application(form));
    match (pack.forms.contains_key(ADULT), first) {
        (true, _) => ADULT.to_owned(),
        (false, first) => first.map(|form| form.head.id.clone()).unwrap_or_default(),
    }
}

fn added(said: &Said, t: Voice) -> Field {
    let ticked = said.every("added");
    let choices = ADDED.map(|word| {
        let chosen = ticked.iter().any(|one| one == word);
        Choice::new(
            word,
            t.say(&format!("desk-added-{}", word.replace('_', "-"))),
            chosen,
        )
    });
    Field::text("added", t.say("desk-case-new-added")).choices(choices)
}

/// Where a problem is: number and title of the section, and the row.
fn problem_place(form: &FormDefinition, key: &str, t: Voice) -> String {
    let mut parts = key.split('.');
    let section = parts.next().and_then(|id| form.section(id));
    let Some(section) = section else {
        return String::new();
    };
    let row = parts.next().and_then(|part| part.parse::<usize>().ok());
    let title = format!("{} {}", section.number, t.words(&section.title));
    match row {
        Some(row) => format!("{title}, {}", t.with("desk-form-row", "number", row + 1)),
        None => title,
    }
}

fn refused(error: &CaseError, t: Voice) -> Option<String> {
    Some(match error {
        CaseError::IdentityDiffers | CaseError::Identity(_) => t.say("desk-case-identity-differs"),
        CaseError::NotGiven(_) => t.say("desk-ticket-not-given"),
        _ => return None,
    })
}
