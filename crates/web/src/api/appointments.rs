//! Appointments: book, look up, move, cancel.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use jiff::civil::Date;
use okno_app::actor::Actor;
use okno_app::booking::{BookingError, Found, SlotKey, Wish};
use okno_app::once::{OnceKey, question_hash};
use okno_app::person::Booker;
use okno_app::typed::{TypedContact, TypedPerson, TypedProblem};
use okno_domain::appointment::Channel;
use okno_domain::id::{RegionId, ServiceId};
use okno_domain::person::reference::Reference;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::body::{Asked, Body, Named};
use super::problem::InvalidPart;
use super::slots::with_offset;
use super::{Api, Caller, Problem};
use crate::limits::Limited;

/// What a program books with.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BookBody {
    /// Identifier of the slot, from `/offices/{office}/slots`.
    slot: String,
    /// Code of the service.
    service: String,
    /// Who will come, as the document says.
    person: PersonBody,
    /// How to reach the person.
    #[serde(default)]
    contact: ContactBody,
    /// The language the person reads.
    #[serde(default)]
    language: Language,
}

/// A person as the identity document says (REQ-A12: the name never changes after booking).
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonBody {
    surname: String,
    given_name: String,
    /// Left out when the document has none.
    #[serde(default)]
    patronymic: Option<String>,
    /// `YYYY-MM-DD`.
    #[schema(format = Date)]
    birth_date: String,
    document: DocumentBody,
}

/// The document that will be shown at the window.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocumentBody {
    /// Kind, as the pack names it (`internal_passport`).
    kind: String,
    #[serde(default)]
    series: Option<String>,
    number: String,
}

/// How to reach the person.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ContactBody {
    email: Option<String>,
    phone: Option<String>,
}

/// A language of the service.
#[derive(Debug, Default, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Language {
    #[default]
    Ru,
    En,
}

impl Language {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::En => "en",
        }
    }
}

/// An appointment as its holder sees it; nothing personal is repeated.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AppointmentView {
    /// What the person keeps and shows.
    reference: String,
    office: String,
    service: String,
    /// With the offset of the office.
    #[schema(format = DateTime)]
    starts_at: String,
    /// `booked`, `arrived`, `fulfilled`, `cancelled`, `no_show` or `void`.
    state: String,
    /// Moves the policy still allows; absent where there is no number.
    #[serde(skip_serializing_if = "Option::is_none")]
    moves_left: Option<u32>,
}

/// The appointment that stands in the way.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Existing {
    /// The office.
    office: String,
    /// When it starts, in UTC.
    #[schema(format = DateTime)]
    starts_at: String,
}

impl From<&Found> for Existing {
    fn from(found: &Found) -> Self {
        Self {
            office: found.office_id.to_string(),
            starts_at: found.starts_at.to_string(),
        }
    }
}

/// The second factor of a look-up.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Proof {
    /// Birth date of the holder, `YYYY-MM-DD`.
    #[param(value_type = String, format = Date)]
    birth_date: Date,
}

/// Where to move an appointment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveBody {
    /// Birth date of the holder, `YYYY-MM-DD`.
    #[schema(value_type = String, format = Date)]
    birth_date: Date,
    /// Identifier of the new slot, of the same service and region.
    slot: String,
}

/// Books: one live appointment for a person and a family of services, in the
/// whole country and through whatever channel (REQ-A12). The same
/// `Idempotency-Key` books once.
#[utoipa::path(post, path = "/appointments", tag = "appointments",
    params(("Idempotency-Key" = Option<String>, Header,
        description = "Any text of at most 255 bytes; a repeated request gets the first answer")),
    request_body = BookBody,
    responses(
        (status = 201, body = AppointmentView),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`slot-full`, `already-holds`, `no-such-slot` or `online-booking-off`"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn book(
    State(api): State<Api>,
    Caller(from): Caller,
    headers: HeaderMap,
    Body(body): Body<BookBody>,
) -> Result<Response, Problem> {
    api.limits
        .network(Limited::Booking, from)
        .map_err(Problem::too_many)?;
    let question = question_hash(&body);
    let key = once_key(&headers)?;
    let wish = wish_of(&api, body)?;
    let person_key = wish
        .booker
        .person
        .key(&api.app)
        .map_err(BookingError::from)?;
    api.limits
        .identity(person_key.as_bytes())
        .map_err(Problem::too_many)?;
    let once = key.as_ref().map(|key| (key, question));
    let made = api
        .app
        .book(&wish, once, &Actor::Applicant(wish.channel))
        .await?;
    let zone = api.app.zone_of(&made.slot.office_id);
    let on = api.app.local_date(&made.slot.office_id, api.app.now());
    let rules = api
        .app
        .rules()
        .booking(&wish.service, on)
        .map_err(BookingError::from)?;
    let view = AppointmentView {
        office: made.slot.office_id.to_string(),
        service: made.slot.service_id.to_string(),
        starts_at: with_offset(made.slot.starts_at, &zone),
        state: "booked".into(),
        moves_left: rules.moves.left(0),
        reference: made.reference.clone(),
    };
    let location = format!("/api/v1/appointments/{}", made.reference);
    Ok((
        StatusCode::CREATED,
        [(header::LOCATION, location)],
        unstored(view),
    )
        .into_response())
}

/// Looks an appointment up by its reference and the holder's birth date.
#[utoipa::path(get, path = "/appointments/{reference}", tag = "appointments",
    params(("reference" = String, Path), Proof),
    responses(
        (status = 200, body = AppointmentView),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn look_up(
    State(api): State<Api>,
    Caller(from): Caller,
    Named(reference): Named<String>,
    Asked(proof): Asked<Proof>,
) -> Result<Response, Problem> {
    api.limits
        .network(Limited::LookUp, from)
        .map_err(Problem::too_many)?;
    let (region, reference) = parse_reference(&reference)?;
    let found = api
        .app
        .look_up(&region, &reference, proof.birth_date)
        .await?;
    Ok(unstored(view(&api, &found)).into_response())
}

/// Moves an appointment: the old time is kept until the new one is sure (REQ-A24).
#[utoipa::path(post, path = "/appointments/{reference}/move", tag = "appointments",
    params(("reference" = String, Path)),
    request_body = MoveBody,
    responses(
        (status = 200, body = AppointmentView),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn move_to(
    State(api): State<Api>,
    Caller(from): Caller,
    Named(reference): Named<String>,
    Body(body): Body<MoveBody>,
) -> Result<Response, Problem> {
    api.limits
        .network(Limited::LookUp, from)
        .map_err(Problem::too_many)?;
    let (region, reference) = parse_reference(&reference)?;
    let slot = parse_slot(&body.slot)?;
    let actor = Actor::Applicant(Channel::Portal);
    let found = api
        .app
        .move_appointment(&region, &reference, body.birth_date, &slot, &actor)
        .await?;
    Ok(unstored(view(&api, &found)).into_response())
}

/// Cancels an appointment; the person may book again at once.
#[utoipa::path(delete, path = "/appointments/{reference}", tag = "appointments",
    params(("reference" = String, Path), Proof),
    responses(
        (status = 200, body = AppointmentView),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn cancel(
    State(api): State<Api>,
    Caller(from): Caller,
    Named(reference): Named<String>,
    Asked(proof): Asked<Proof>,
) -> Result<Response, Problem> {
    api.limits
        .network(Limited::LookUp, from)
        .map_err(Problem::too_many)?;
    let (region, reference) = parse_reference(&reference)?;
    let actor = Actor::Applicant(Channel::Portal);
    let found = api
        .app
        .cancel(&region, &reference, proof.birth_date, &actor)
        .await?;
    Ok(unstored(view(&api, &found)).into_response())
}

fn once_key(headers: &HeaderMap) -> Result<Option<OnceKey>, Problem> {
    let Some(given) = headers.get("idempotency-key") else {
        return Ok(None);
    };
    let text = given.to_str().unwrap_or_default();
    OnceKey::new("api-book", text)
        .map(Some)
        .ok_or_else(|| Problem::invalid_part("Idempotency-Key", "empty-or-too-long"))
}

fn wish_of(api: &Api, body: BookBody) -> Result<Wish, Problem> {
    let service = ServiceId::new(body.service);
    let typed = TypedPerson {
        surname: body.person.surname,
        given_name: body.person.given_name,
        no_patronymic: body.person.patronymic.is_none(),
        patronymic: body.person.patronymic.unwrap_or_default(),
        birth_date: body.person.birth_date,
        document_kind: body.person.document.kind,
        document_number: format!(
            "{}{}",
            body.person.document.series.unwrap_or_default(),
            body.person.document.number
        ),
    };
    let contact = TypedContact {
        email: body.contact.email.unwrap_or_default(),
        phone: body.contact.phone.unwrap_or_default(),
    };
    let slot = body.slot.parse::<SlotKey>();
    let pack = api.app.rules().pack_of(&service);
    let mut wrong = Vec::new();
    if slot.is_err() {
        wrong.push(part("slot", "not-a-slot"));
    }
    let Ok(pack) = pack else {
        wrong.push(part("service", "unknown"));
        return Err(Problem::invalid(wrong));
    };
    let today = api.app.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let person = typed.read(&pack.people, today);
    let contact = contact.read();
    match (slot, person, contact) {
        (Ok(slot), Ok(person), Ok(contact)) => Ok(Wish {
            slot,
            service,
            booker: Booker {
                person,
                contact,
                language: body.language.code().into(),
                help: Vec::new(),
            },
            channel: Channel::Portal,
        }),
        (_, person, contact) => {
            let problems = person
                .err()
                .into_iter()
                .flatten()
                .chain(contact.err().into_iter().flatten());
            wrong.extend(problems.map(named));
            Err(Problem::invalid(wrong))
        }
    }
}

fn named(problem: TypedProblem) -> InvalidPart {
    let field = match problem.field {
        "document_kind" => "person.document.kind".to_owned(),
        "document_number" => "person.document.number".to_owned(),
        "email" | "phone" => format!("contact.{}", problem.field),
        other => format!("person.{other}"),
    };
    InvalidPart {
        field,
        code: problem.code.into(),
        facts: problem.facts,
    }
}

fn part(field: &str, code: &str) -> InvalidPart {
    InvalidPart {
        field: field.into(),
        code: code.into(),
        facts: Vec::new(),
    }
}

fn parse_reference(text: &str) -> Result<(RegionId, String), Problem> {
    let reference = Reference::parse(text)
        .map_err(|problem| Problem::invalid_part("reference", problem.code()))?;
    Ok((RegionId::new(reference.region()), reference.to_string()))
}

fn parse_slot(text: &str) -> Result<SlotKey, Problem> {
    text.parse()
        .map_err(|_| Problem::invalid_part("slot", "not-a-slot"))
}

fn view(api: &Api, found: &Found) -> AppointmentView {
    AppointmentView {
        reference: found.reference.clone(),
        office: found.office_id.to_string(),
        service: found.service_id.to_string(),
        starts_at: with_offset(found.starts_at, &api.app.zone_of(&found.office_id)),
        state: found.state.name().into(),
        moves_left: found.moves_left(),
    }
}

fn unstored(view: AppointmentView) -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], Json(view))
}
