//! One case: what is known, what happened, and what the officer may do now.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use jiff::civil::Date;
use okno_app::case::{CaseKey, CaseView};
use okno_domain::application::FormDefinition;
use okno_domain::pack::Pack;

use super::acts::{Act, Acts, Ask, Attempt};
use super::told::{self, ToldLine};
use super::{address, state_words};
use crate::desk::floor::{Answer, Floor, html};
use crate::desk::on_duty::OnDuty;
use crate::desk::refusal::Refusal;
use crate::desk::said::Said;
use crate::desk::sheet::{self, Sheet};
use crate::desk::{when, words};
use crate::field::Problem;
use crate::shell::Shell;
use crate::status::why;
use crate::view::{Event as LogEvent, SummaryRow};
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "desk/case.html")]
struct CasePage {
    shell: Shell,
    t: Voice,
    sheet: Sheet,
    problems: Vec<Problem>,
    state: String,
    version: i64,
    facts: Vec<SummaryRow>,
    person: Vec<SummaryRow>,
    reasons: Vec<String>,
    documents: Vec<DocumentLine>,
    requests: Vec<RequestLine>,
    passports: Vec<(String, String)>,
    answers: Vec<(String, Vec<SummaryRow>)>,
    told: Vec<ToldLine>,
    log: Vec<LogEvent>,
    acts: Vec<Act>,
    tried: String,
}

/// A document of the case.
struct DocumentLine {
    title: String,
    need: String,
    state: String,
    kind: &'static str,
}

/// A request to another body.
struct RequestLine {
    name: String,
    sent: String,
    due: String,
    answer: String,
    late: bool,
}

/// `GET /desk/cases/{key}`.
pub(in crate::desk) async fn show(
    State(floor): State<Floor>,
    on_duty: OnDuty,
    Path(key): Path<String>,
    said: Said,
) -> Response {
    let answer = draw(
        &floor,
        &on_duty,
        &key,
        &Attempt::default(),
        said.word("done"),
    )
    .await;
    floor.answer(&on_duty, answer)
}

/// Draws a case; `attempt` is a form that came back.
pub(super) async fn draw(
    floor: &Floor,
    on_duty: &OnDuty,
    key: &str,
    attempt: &Attempt,
    done: &str,
) -> Answer {
    let key: CaseKey = key.parse().map_err(|_| Refusal::NotFound)?;
    let case = floor.app.case(&on_duty.session.duty, &key).await?;
    let pack = floor
        .app
        .rules()
        .pack_of(&case.service)
        .map_err(Refusal::broken)?;
    let t = on_duty.t();
    let acts = Acts {
        floor,
        on_duty,
        case: &case,
        pack,
        attempt,
    }
    .all();
    let number = case
        .number
        .clone()
        .unwrap_or_else(|| t.say("desk-case-no-number"));
    let on_duty = on_duty.at(&address(&key));
    let shell = sheet::shell(&on_duty, t.with("desk-case-title", "number", number));
    let wrong = !attempt.problems.is_empty();
    let page = CasePage {
        shell: Shell {
            has_errors: wrong,
            ..shell
        },
        sheet: Sheet::new(floor, &on_duty, done),
        problems: attempt.problems.clone(),
        state: state_words(floor, &case.service, case.state, t),
        version: case.version,
        facts: facts(floor, &case, t),
        person: person(&case, pack, t),
        reasons: reasons(&case, t),
        documents: documents(&case, t),
        requests: requests(floor, &case, pack, t),
        passports: case
            .passports
            .iter()
            .map(|(state, number)| {
                (
                    t.say_or(&format!("desk-passport-{state}"), state),
                    number.clone(),
                )
            })
            .collect(),
        answers: answers(&case, pack, t),
        told: told::lines(floor, &on_duty, &case),
        log: log(floor, &case, pack, t),
        acts,
        tried: attempt.act.clone(),
        t,
    };
    html(
        if wrong {
            StatusCode::CONFLICT
        } else {
            StatusCode::OK
        },
        &page,
    )
}

fn row(t: Voice, key: &str, value: String) -> Option<SummaryRow> {
    (!value.is_empty()).then(|| SummaryRow {
        name: t.say(key),
        value,
        change: None,
    })
}

fn facts(floor: &Floor, case: &CaseView, t: Voice) -> Vec<SummaryRow> {
    let zone = floor.app.zone_of(&case.office);
    let day = |day: Option<Date>| day.map(|day| t.date(day)).unwrap_or_default();
    [
        row(
            t,
            "desk-case-service",
            words::service(&floor.app, &case.service, t),
        ),
        row(t, "desk-case-since", when::moment(t, case.since, &zone)),
        row(
            t,
            "desk-case-channel",
            t.say(&format!("desk-channel-{}", case.channel.name())),
        ),
        row(t, "desk-case-accepted", day(case.accepted_on)),
        row(t, "desk-case-due", day(case.due_on)),
        row(t, "desk-case-target", day(case.target_on)),
        row(t, "desk-case-step-due", day(case.step_due_on)),
        row(t, "desk-case-stopped", day(case.stopped_on)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn person(case: &CaseView, pack: &Pack, t: Voice) -> Vec<SummaryRow> {
    let subject = &case.subject;
    let document = format!(
        "{}: {}",
        words::document(pack, &subject.person.document.kind, t),
        subject.person.document.number
    );
    [
        row(t, "desk-case-name", subject.person.full_name()),
        row(t, "desk-case-born", t.date(subject.person.birth_date)),
        row(t, "desk-case-document", document),
        row(
            t,
            "desk-case-email",
            subject.contact.email.clone().unwrap_or_default(),
        ),
        row(
            t,
            "desk-case-phone",
            subject.contact.phone.clone().unwrap_or_default(),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn reasons(case: &CaseView, t: Voice) -> Vec<String> {
    let Some(basis) = &case.basis else {
        return Vec::new();
    };
    let moved = case
        .due_on
        .and_then(|due| basis.on.until(due).ok())
        .map_or(0, |span| span.get_days());
    why::reasons(basis, moved, t)
}

fn documents(case: &CaseView, t: Voice) -> Vec<DocumentLine> {
    case.checklist
        .iter()
        .map(|line| {
            let state = line.state.map(|state| state.name());
            DocumentLine {
                title: t.words(&line.title),
                need: t.say_or(&format!("desk-need-{}", line.need), &line.need),
                state: t.say(&format!("desk-evidence-{}", state.unwrap_or("open"))),
                kind: match state {
                    Some("seen") => "ok",
                    Some(_) => "error",
                    None => "off",
                },
            }
        })
        .collect()
}

fn requests(floor: &Floor, case: &CaseView, pack: &Pack, t: Voice) -> Vec<RequestLine> {
    let zone = floor.app.zone_of(&case.office);
    let today = when::day(floor.app.now(), &zone);
    let lines = case.requests.iter().map(|request| RequestLine {
        name: words::document(pack, &request.agency, t),
        sent: when::moment(t, request.sent_at, &zone),
        due: t.day(request.due_on),
        answer: match &request.answer {
            Some(answer) => t.say_or(&format!("desk-reply-{answer}"), answer),
            None => t.say("desk-reply-open"),
        },
        late: request.answer.is_none() && request.due_on < today,
    });
    lines.collect()
}

/// The answers of the form, section by section, as the office writes them.
fn answers(case: &CaseView, pack: &Pack, t: Voice) -> Vec<(String, Vec<SummaryRow>)> {
    let Some((form, values)) = &case.form else {
        return Vec::new();
    };
    let Some(form) = pack.forms.get(form) else {
        return Vec::new();
    };
    let sections = form.sections.iter().map(|section| {
        let prefix = format!("{}.", section.id);
        let own = values.iter().filter(|(key, _)| key.starts_with(&prefix));
        let rows = own
            .filter_map(|(key, value)| answer(form, key, value, t))
            .collect::<Vec<_>>();
        (
            format!("{}. {}", section.number, t.words(&section.title)),
            rows,
        )
    });
    sections.filter(|(_, rows)| !rows.is_empty()).collect()
}

fn answer(form: &FormDefinition, key: &str, value: &str, t: Voice) -> Option<SummaryRow> {
    let (section, rest) = key.split_once('.')?;
    let (row, field) = match rest.split_once('.') {
        Some((row, field)) => (row.parse::<usize>().ok(), field),
        None => (None, rest),
    };
    let (_, field) = form.field(&format!("{section}.{field}"))?;
    let option = field.options.iter().find(|option| option.id == value);
    let value = match option {
        Some(option) => t.words(&option.label),
        None if field.is_tick() => t.say(if value == "yes" {
            "desk-form-yes"
        } else {
            "desk-form-no"
        }),
        None => value.to_owned(),
    };
    let label = t.words(&field.label);
    let name = row.map_or_else(|| label.clone(), |row| format!("{}. {label}", row + 1));
    Some(SummaryRow {
        name,
        value,
        change: None,
    })
}

fn log(floor: &Floor, case: &CaseView, pack: &Pack, t: Voice) -> Vec<LogEvent> {
    let zone = floor.app.zone_of(&case.office);
    let last = case.log.len();
    let lines = case.log.iter().enumerate().map(|(at, line)| {
        let ground = line.ground.as_ref().map(|code| {
            pack.ground(code)
                .map_or_else(|| code.clone(), |ground| t.words(&ground.title))
        });
        let resolution = line
            .resolution
            .as_ref()
            .map(|number| t.with("desk-log-resolution", "number", number));
        let role = t.say(&format!("web-actor-{}", line.role.name().replace('_', "-")));
        let flaw = line
            .note
            .as_ref()
            .map(|note| t.say_or(&format!("desk-flaw-{note}"), note));
        let parts: Vec<String> = [Some(role), ground, resolution, flaw]
            .into_iter()
            .flatten()
            .collect();
        LogEvent {
            title: t.say(&format!(
                "web-event-{}",
                line.event.name().replace('_', "-")
            )),
            when: when::moment(t, line.at, &zone),
            machine: line.at.to_string(),
            text: parts.join(". "),
            class: if at + 1 < last { "done" } else { "" },
            now: at + 1 == last,
        }
    });
    lines.collect()
}

impl Ask {
    /// For the template, which matches on nothing but what is there.
    fn text(&self) -> Option<&crate::field::Field> {
        if let Self::Text(field) = self {
            Some(field)
        } else {
            None
        }
    }

    fn long(&self) -> Option<&crate::field::Field> {
        if let Self::Long(field) = self {
            Some(field)
        } else {
            None
        }
    }

    fn radios(&self) -> Option<&crate::field::Field> {
        if let Self::Radios(field) = self {
            Some(field)
        } else {
            None
        }
    }

    fn date(&self) -> Option<&crate::field::DateField> {
        if let Self::Date(field) = self {
            Some(field)
        } else {
            None
        }
    }

    fn document(&self) -> Option<&crate::desk::shown::ShownFields> {
        if let Self::Document(fields) = self {
            Some(fields)
        } else {
            None
        }
    }
}
