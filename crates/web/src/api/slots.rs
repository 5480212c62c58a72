//! Free times, from the rows that booking guards: shown means bookable.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use http::header;
use jiff::Timestamp;
use jiff::civil::Date;
use okno_domain::appointment::Channel;
use okno_domain::id::{OfficeId, ServiceId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::body::{Asked, Named};
use super::{Api, Problem};

/// The longest period of one question, in days.
const LONGEST: i32 = 62;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SlotsAsked {
    /// Code of the service (`passport-5`).
    service: String,
    /// First day, `YYYY-MM-DD`; today if left out.
    #[param(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// Last day; two weeks after the first if left out.
    #[param(value_type = Option<String>, format = Date)]
    to: Option<Date>,
}

/// One time of an office.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SlotView {
    /// What to book.
    id: String,
    /// When it starts, with the offset of the office.
    #[schema(format = DateTime)]
    starts_at: String,
    /// Length in minutes.
    minutes: i64,
    /// Places left for this channel.
    free: i64,
}

/// Times of an office.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SlotList {
    /// The office.
    office: String,
    /// IANA name of its zone.
    zone: String,
    /// Times with a free place, in order.
    slots: Vec<SlotView>,
}

/// Free times of an office for a service (REQ-A9, REQ-9.4).
#[utoipa::path(get, path = "/offices/{office}/slots", tag = "appointments",
    params(("office" = String, Path, description = "Code of the office"), SlotsAsked),
    responses(
        (status = 200, body = SlotList),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn slots(
    State(api): State<Api>,
    Named(office): Named<String>,
    Asked(asked): Asked<SlotsAsked>,
) -> Result<impl IntoResponse, Problem> {
    let (office, service) = (OfficeId::new(office), ServiceId::new(asked.service));
    let zone = api.app.zone_of(&office);
    let from = asked
        .from
        .unwrap_or_else(|| api.app.local_date(&office, api.app.now()));
    let to = asked
        .to
        .unwrap_or_else(|| from.saturating_add(jiff::Span::new().days(14)));
    let length = from.until(to).map_or(i32::MAX, |span| span.get_days());
    if !(0..=LONGEST).contains(&length) {
        return Err(Problem::invalid_part("to", "period-too-long"));
    }
    let days = api
        .app
        .slots_of(&office, &service, Channel::Portal, from, to)
        .await?;
    let offered = days
        .into_iter()
        .flat_map(|day| day.times)
        .filter(|time| time.free > 0);
    let slots = offered
        .map(|time| SlotView {
            id: time.key.to_string(),
            starts_at: with_offset(time.starts_at, &zone),
            minutes: time.minutes,
            free: time.free,
        })
        .collect();
    let zone = zone.iana_name().unwrap_or("UTC").to_owned();
    let list = SlotList {
        office: office.to_string(),
        zone,
        slots,
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(list)))
}

/// An instant as the clock of the office shows it, with its offset.
pub(crate) fn with_offset(at: Timestamp, zone: &jiff::tz::TimeZone) -> String {
    at.display_with_offset(zone.to_offset(at)).to_string()
}
