//! The course of an application: status by number and secret (REQ-6b, REQ-11).

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header;
use jiff::civil::Date;
use okno_app::case::Status;
use okno_domain::calendar::DueRule;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::body::{Asked, Named};
use super::slots::with_offset;
use super::{Api, Caller, Problem, ProblemType};
use crate::limits::Limited;

/// The second factor of a status question.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Secret {
    /// The secret that was given with the number.
    secret: String,
}

/// Where a case stands; nothing personal.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseView {
    number: String,
    office: String,
    service: String,
    /// The state, as the pack names it.
    state: String,
    /// The state in words, by language.
    title: BTreeMap<String, String>,
    /// What it means for the applicant, by language.
    plain: BTreeMap<String, String>,
    /// Since when, with the offset of the office.
    #[schema(format = DateTime)]
    since: String,
    /// The last day the law allows, while there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<DueView>,
    /// What comes next if all goes well.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_step: Option<NextStep>,
}

/// A due date with why it is this day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DueView {
    /// The day.
    #[schema(value_type = String, format = Date)]
    on: Date,
    /// The day from which it was counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    counted_from: Option<Date>,
    /// How it was counted, as an ISO 8601 duration and the kind of days: `P1M calendar`.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    /// Days by which it moved because the case was on hold.
    moved_by_days: i32,
    /// Whether the rule is shown by evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    certain: Option<bool>,
}

/// The next step of a case.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NextStep {
    state: String,
    /// In words, by language.
    title: BTreeMap<String, String>,
    /// By when, where a rule says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    by: Option<Date>,
}

/// The course of a case, by its number and the secret given with it.
#[utoipa::path(get, path = "/cases/{number}", tag = "cases",
    params(("number" = String, Path, description = "`77-01-2026-000123`"), Secret),
    responses(
        (status = 200, body = CaseView),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn status(
    State(api): State<Api>,
    Caller(from): Caller,
    Named(number): Named<String>,
    Asked(proof): Asked<Secret>,
) -> Result<Response, Problem> {
    api.limits
        .network(Limited::LookUp, from)
        .map_err(Problem::too_many)?;
    let found = api
        .app
        .status(&number, &proof.secret)
        .await
        .map_err(|error| {
            tracing::error!(%error, "the course of a case could not be told");
            Problem::new(ProblemType::TryLater)
        })?;
    let status = found.ok_or_else(|| Problem::new(ProblemType::NotFound))?;
    Ok((
        [(header::CACHE_CONTROL, "no-store")],
        Json(view(&api, status)),
    )
        .into_response())
}

fn view(api: &Api, status: Status) -> CaseView {
    let basis = status.basis.as_ref().map(|due| &due.basis);
    let due = status.due_on.map(|on| DueView {
        on,
        counted_from: basis.map(|basis| basis.event),
        rule: basis.map(|basis| rule_of(basis.rule)),
        moved_by_days: status.moved_by_days,
        certain: basis.map(|basis| basis.certain),
    });
    CaseView {
        since: with_offset(status.since, &api.app.zone_of(&status.office)),
        number: status.number,
        office: status.office.to_string(),
        service: status.service.to_string(),
        state: status.state.name().into(),
        title: status.title.0,
        plain: status.plain.0,
        due,
        next_step: status.next.map(|(state, title)| NextStep {
            state: state.name().into(),
            title: title.0,
            by: status.next_by,
        }),
    }
}

fn rule_of(rule: DueRule) -> String {
    match rule {
        DueRule::WorkingDays(days) => format!("P{days}D working"),
        DueRule::CalendarDays(days) => format!("P{days}D calendar"),
        DueRule::Months(months) => format!("P{months}M calendar"),
    }
}
