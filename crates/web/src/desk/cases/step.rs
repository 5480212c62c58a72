//! `POST /desk/cases/{key}/{act}`: one act on a case, on the version the officer saw.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use jiff::civil::Date;
use okno_app::case::{
    Acceptance, Answer as Reply, CaseError, CaseKey, Changed, EvidenceState, Moved, RefusalDetails,
    Restriction, Seen,
};
use okno_domain::decision::{Detail, RestrictionTerm};

use super::acts::Attempt;
use super::page;
use super::{address, state_words};
use crate::desk::floor::{Answer, Floor, html, see};
use crate::desk::guard::FORM_TOKEN;
use crate::desk::on_duty::OnDuty;
use crate::desk::refusal::Refusal;
use crate::desk::said::{Said, Sent};
use crate::desk::sheet::{self, Sheet};
use crate::desk::shown::{ShownTyped, date_of_fields};
use crate::desk::when;
use crate::field::Problem;
use crate::shell::Shell;
use crate::voice::Voice;

/// The receipt with number and secret, told once.
#[derive(Template)]
#[template(path = "desk/receipt.html")]
struct ReceiptPage {
    shell: Shell,
    t: Voice,
    sheet: Sheet,
    number: String,
    secret: String,
    due: String,
    case: String,
    address: String,
}

/// Both versions: what the case is now, and what was meant to be done with it.
#[derive(Template)]
#[template(path = "desk/changed.html")]
struct ChangedPage {
    shell: Shell,
    t: Voice,
    sheet: Sheet,
    state: String,
    last: String,
    at: String,
    meant: String,
    typed: Vec<(String, String)>,
    case: String,
}

/// `POST /desk/cases/{key}/{act}`.
pub(in crate::desk) async fn act(
    State(floor): State<Floor>,
    on_duty: OnDuty,
    Path((key, act)): Path<(String, String)>,
    Sent(said): Sent,
) -> Response {
    let on_duty = on_duty.at(&format!("/desk/cases/{key}"));
    let answer = take(&floor, &on_duty, &key, &act, &said).await;
    floor.answer(&on_duty, answer)
}

async fn take(floor: &Floor, on_duty: &OnDuty, key: &str, act: &str, said: &Said) -> Answer {
    let known: CaseKey = key.parse().map_err(|_| Refusal::NotFound)?;
    let version: i64 = said
        .word("version")
        .parse()
        .map_err(|_| Refusal::NotUnderstood)?;
    let seen = known.seen(version);
    let taken = match step(floor, on_duty, &seen, act, said).await {
        Ok(taken) => taken,
        Err(Stopped::Refused(refusal)) => return Err(refusal),
        Err(Stopped::Asked(problems)) => {
            return back(floor, on_duty, key, act, said, problems).await;
        }
        Err(Stopped::Case(CaseError::Conflict(changed))) => {
            return conflict(floor, on_duty, &seen, act, said, &changed).await;
        }
        Err(Stopped::Case(error)) => {
            return match words(floor, &seen, &error, on_duty.t()).await {
                Some(problems) => back(floor, on_duty, key, act, said, problems).await,
                None => Err(error.into()),
            };
        }
    };
    match taken.and_then(|moved| moved.secret.clone().map(|secret| (moved, secret))) {
        Some((moved, secret)) => receipt(floor, on_duty, &moved, secret),
        None => see(&format!("{}?done=case-{act}", address(&seen.key))),
    }
}

/// Why an act was not taken.
enum Stopped {
    Case(CaseError),
    /// Something has to be put right first.
    Asked(Vec<Problem>),
    Refused(Refusal),
}

impl From<CaseError> for Stopped {
    fn from(error: CaseError) -> Self {
        Self::Case(error)
    }
}

async fn step(
    floor: &Floor,
    on_duty: &OnDuty,
    seen: &Seen,
    act: &str,
    said: &Said,
) -> Result<Option<Moved>, Stopped> {
    let (app, session, t) = (&floor.app, &on_duty.session, on_duty.t());
    let duty = &session.duty;
    let ground = said.word("ground");
    let moved = match act {
        "register" => app.register(duty, seen).await?,
        "accept" => app.accept(session, seen, &found(said)).await?,
        "refuse-acceptance" => {
            app.refuse_acceptance(session, seen, ground, &Acceptance::new())
                .await?
        }
        "send-requests" => app.send_requests(duty, seen).await?,
        "reply" => {
            let id = said
                .word("request")
                .parse()
                .map_err(|_| Stopped::Refused(Refusal::NotFound))?;
            let answer = match said.word("answer") {
                "clear" => Reply::Clear,
                "restriction" => Reply::Restriction(restriction(said)),
                _ => return Err(asked("answer", t.say("desk-reply-empty"))),
            };
            return Ok(app.answer(duty, &seen.key.region, id, &answer).await?);
        }
        "suspend" => {
            let until = day(said, "until", t)?;
            app.suspend(duty, seen, ground, until, &said.typed("what-to-do"))
                .await?
        }
        "resume" => app.resume(duty, seen).await?,
        "decide-issue" => app.decide_issue(duty, seen).await?,
        "decide-refuse" => app.decide_refuse(duty, seen, ground).await?,
        "send-refusal" => app.send_refusal(duty, seen, &details(said)).await?,
        "qc-fail" => app.qc_fail(duty, seen, flaw(said, t)?).await?,
        "delivered" => {
            let number = stated(said, "passport", t)?;
            app.delivered(duty, seen, &number).await?
        }
        "hand-over" => {
            let shown = ShownTyped::of(said).read(t).map_err(Stopped::Asked)?;
            app.hand_over(session, seen, &shown).await?
        }
        "error-found" => app.error_found(session, seen, flaw(said, t)?).await?,
        "restriction" => {
            app.restriction_arrived(duty, seen, ground, &restriction(said))
                .await?
        }
        "destroy" => {
            let number = stated(said, "act", t)?;
            app.destroy(duty, seen, &number).await?
        }
        "withdraw" => {
            let shown = ShownTyped::of(said).read(t).map_err(Stopped::Asked)?;
            app.withdraw(duty, seen, &shown).await?
        }
        _ => return Err(Stopped::Refused(Refusal::NotFound)),
    };
    Ok(Some(moved))
}

fn asked(field: &str, message: String) -> Stopped {
    Stopped::Asked(vec![Problem {
        field: field.to_owned(),
        message,
    }])
}

fn found(said: &Said) -> Acceptance {
    said.pairs()
        .filter_map(|(name, word)| {
            let kind = name.strip_prefix("doc.")?;
            Some((kind.to_owned(), EvidenceState::from_name(word.trim())?))
        })
        .collect()
}

fn restriction(said: &Said) -> Restriction {
    Restriction {
        decision_date: date_of_fields(&said.date("decision-date")),
        decision_number: said.typed("decision-number"),
        body_name: said.typed("body-name"),
        body_address: said.typed("body-address"),
    }
}

/// What the notice of refusal states; what lacks is named by the use case (REQ-7.7).
fn details(said: &Said) -> RefusalDetails {
    let until = date_of_fields(&said.date("term-until")).map(RestrictionTerm::Until);
    let said_of = restriction(said);
    RefusalDetails {
        statute_article: said.typed("statute-article"),
        term: until.or_else(|| said.maybe("term-stated").map(RestrictionTerm::Stated)),
        decision_date: said_of.decision_date,
        decision_number: said_of.decision_number,
        body_name: said_of.body_name,
        body_address: said_of.body_address,
    }
}

fn day(said: &Said, name: &str, t: Voice) -> Result<Date, Stopped> {
    date_of_fields(&said.date(name)).ok_or_else(|| asked(name, t.say("desk-ask-date-wrong")))
}

fn stated(said: &Said, name: &str, t: Voice) -> Result<String, Stopped> {
    said.maybe(name)
        .ok_or_else(|| asked(name, t.say(&format!("desk-ask-{name}-empty"))))
}

fn flaw(said: &Said, t: Voice) -> Result<&'static str, Stopped> {
    let known = super::acts::FLAWS
        .into_iter()
        .find(|code| *code == said.word("reason"));
    known.ok_or_else(|| asked("reason", t.say("desk-flaw-empty")))
}

async fn back(
    floor: &Floor,
    on_duty: &OnDuty,
    key: &str,
    act: &str,
    said: &Said,
    problems: Vec<Problem>,
) -> Answer {
    let attempt = Attempt {
        act: act.to_owned(),
        said: said.clone(),
        problems,
    };
    page::draw(floor, on_duty, key, &attempt, "").await
}

/// What has to be put right, at its field; `None` where the page of a refusal says it.
async fn words(floor: &Floor, seen: &Seen, error: &CaseError, t: Voice) -> Option<Vec<Problem>> {
    let at = |field: &str, key: &str| {
        vec![Problem {
            field: field.to_owned(),
            message: t.say(key),
        }]
    };
    Some(match error {
        CaseError::EvidenceMissing(kinds) => {
            let file = floor.app.rules().packs();
            let title = |kind: &String| {
                let known = file.iter().find_map(|pack| pack.evidence_kind(kind));
                known.map_or_else(|| kind.clone(), |known| t.words(&known.title))
            };
            kinds
                .iter()
                .map(|kind| Problem {
                    field: format!("doc.{kind}"),
                    message: t.with("desk-case-evidence-lacks", "name", title(kind)),
                })
                .collect()
        }
        CaseError::Ground(_) => at("ground", "desk-ground-empty"),
        CaseError::Incomplete(lacking) => {
            lacking.0.iter().map(|detail| lacks(*detail, t)).collect()
        }
        CaseError::IdentityDiffers | CaseError::Identity(_) => {
            at("number", "desk-case-identity-differs")
        }
        CaseError::SamePerson => at("main", "desk-case-same-person"),
        CaseError::NoTerm(_) => at("main", "desk-case-no-term"),
        CaseError::Answered => at("main", "desk-case-answered"),
        CaseError::Refused(_) => at("main", "desk-case-not-here"),
        CaseError::Untold(_) => at("main", "desk-case-untold"),
        CaseError::Raced => at("main", "desk-case-raced"),
        CaseError::UnknownEvidence(_) => {
            tracing::warn!(case = %seen.key, "a document was ticked that the case does not need");
            return None;
        }
        _ => return None,
    })
}

/// The field of a mandatory detail of a refusal notice.
fn lacks(detail: Detail, t: Voice) -> Problem {
    let field = match detail {
        Detail::StatuteArticle => "statute-article",
        Detail::Ground => "main",
        Detail::RestrictionTerm => "term-until",
        Detail::DecisionDate => "decision-date",
        Detail::DecisionNumber => "decision-number",
        Detail::BodyName => "body-name",
        Detail::BodyAddress => "body-address",
    };
    Problem {
        field: field.to_owned(),
        message: t.say(&format!("desk-lacks-{}", detail.name().replace('_', "-"))),
    }
}

fn receipt(floor: &Floor, on_duty: &OnDuty, moved: &Moved, secret: String) -> Answer {
    let t = on_duty.t();
    let number = moved.number.clone().unwrap_or_default();
    let page = ReceiptPage {
        shell: sheet::shell(on_duty, t.with("desk-receipt-title", "number", &number)),
        sheet: Sheet::new(floor, on_duty, ""),
        due: moved
            .due
            .as_ref()
            .map(|due| t.date(due.on))
            .unwrap_or_default(),
        case: address(&moved.key),
        address: format!("/{}/status", on_duty.lang),
        number,
        secret,
        t,
    };
    html(StatusCode::OK, &page)
}

async fn conflict(
    floor: &Floor,
    on_duty: &OnDuty,
    seen: &Seen,
    act: &str,
    said: &Said,
    changed: &Changed,
) -> Answer {
    let t = on_duty.t();
    let case = floor.app.case(&on_duty.session.duty, &seen.key).await?;
    let zone = floor.app.zone_of(&case.office);
    let typed = said
        .without(&[FORM_TOKEN, "version", "request"])
        .into_iter();
    let label = |name: String| {
        let plain = name
            .trim_end_matches("-day")
            .trim_end_matches("-month")
            .trim_end_matches("-year");
        t.say_or(&format!("desk-ask-{plain}"), &name)
    };
    let page = ChangedPage {
        shell: Shell {
            has_errors: true,
            ..sheet::shell(on_duty, t.say("desk-changed-title"))
        },
        sheet: Sheet::new(floor, on_duty, ""),
        state: state_words(floor, &case.service, changed.state, t),
        last: changed
            .event
            .map(|event| t.say(&format!("web-event-{}", event.name().replace('_', "-"))))
            .unwrap_or_default(),
        at: changed
            .at
            .map(|at| when::moment(t, at, &zone))
            .unwrap_or_default(),
        meant: t.say_or(&format!("desk-act-{act}"), act),
        typed: typed
            .filter(|(_, word)| !word.trim().is_empty())
            .map(|(name, word)| (label(name), word))
            .collect(),
        case: address(&seen.key),
        t,
    };
    html(StatusCode::CONFLICT, &page)
}
