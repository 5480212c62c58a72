//! What everybody may read: services, offices, information by item.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use http::header;
use okno_app::directory::KnownOffice;
use okno_domain::id::{RegionId, ServiceId};
use okno_domain::office::OfficeKind;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::appointments::Language;
use super::body::{Asked, Named};
use super::{Api, Problem, ProblemType};
use crate::lang::Lang;
use crate::public::section::section;
use crate::public::setting::Setting;
use crate::public::sheet::Surface;

/// Answers that change at most daily may be kept this long, in seconds.
const KEPT: &str = "public, max-age=300";

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OfficesAsked {
    /// Code of the region.
    region: Option<String>,
    /// Only offices that give this service.
    service: Option<String>,
    /// `division` or `multipurpose_centre`.
    kind: Option<String>,
}

/// An office.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OfficeLine {
    /// Its code.
    id: String,
    region: String,
    kind: String,
    /// Name by language.
    title: std::collections::BTreeMap<String, String>,
    /// Address by language.
    address: std::collections::BTreeMap<String, String>,
    /// Telephone numbers in E.164.
    phones: Vec<String>,
    /// IANA name of its zone.
    zone: String,
    /// Services given here.
    services: Vec<String>,
    /// Whether it receives people and accepts applications today (REQ-9.8).
    accepts: bool,
    /// Reached without a step.
    step_free: bool,
    /// Whether a time can be chosen through the Internet (REQ-A10).
    online_booking: bool,
}

/// Offices.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OfficeList {
    offices: Vec<OfficeLine>,
}

/// Offices of the directory (REQ-9.8).
#[utoipa::path(get, path = "/offices", tag = "information", params(OfficesAsked),
    responses(
        (status = 200, body = OfficeList),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn offices(
    State(api): State<Api>,
    Asked(asked): Asked<OfficesAsked>,
) -> Result<impl IntoResponse, Problem> {
    let kind = match asked.kind.as_deref() {
        None => None,
        Some(name) => Some(
            OfficeKind::from_name(name).ok_or_else(|| Problem::invalid_part("kind", "unknown"))?,
        ),
    };
    let service = asked.service.map(ServiceId::new);
    let listing = api.app.directory().now();
    let wanted = |office: &&KnownOffice| {
        asked
            .region
            .as_ref()
            .is_none_or(|r| office.office_id.region().as_str() == r)
            && kind.is_none_or(|kind| office.kind == kind)
            && service
                .as_ref()
                .is_none_or(|s| office.services.contains_key(s))
    };
    let offices = listing
        .offices
        .values()
        .filter(wanted)
        .map(|o| line(&api, o))
        .collect();
    Ok((
        [(header::CACHE_CONTROL, KEPT)],
        Json(OfficeList { offices }),
    ))
}

fn line(api: &Api, office: &KnownOffice) -> OfficeLine {
    let listing = api.app.directory().now();
    let region = office.office_id.region();
    let today = api.app.local_date(&office.office_id, api.app.now());
    let contacts = &office.profile.contacts;
    OfficeLine {
        id: office.office_id.to_string(),
        kind: office.kind.name().into(),
        title: office.profile.title.0.clone(),
        address: contacts.address.0.clone(),
        phones: contacts
            .phones
            .iter()
            .map(|phone| phone.number.clone())
            .collect(),
        zone: office.zone.iana_name().unwrap_or("UTC").into(),
        services: office.services.keys().map(ToString::to_string).collect(),
        accepts: office.accepts_on(today),
        step_free: office.profile.premises.step_free,
        online_booking: online(&listing, &region),
        region: region.to_string(),
    }
}

fn online(listing: &okno_app::directory::Listing, region: &RegionId) -> bool {
    listing
        .region(region)
        .is_some_and(|known| known.online_booking)
}

/// A service.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ServiceView {
    /// Its code.
    id: String,
    /// Name by language.
    title: std::collections::BTreeMap<String, String>,
    /// Services of one family exclude one another: one live appointment for all (REQ-A12).
    family: String,
    /// The rules it follows.
    pack: String,
    /// Their checksum.
    pack_version: String,
}

/// Services.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ServiceList {
    services: Vec<ServiceView>,
}

/// Services of all packs (REQ-A19).
#[utoipa::path(get, path = "/services", tag = "information",
    responses((status = 200, body = ServiceList)))]
pub(crate) async fn services(State(api): State<Api>) -> impl IntoResponse {
    let packs = api.app.rules().packs().iter();
    let services = packs
        .flat_map(|pack| {
            pack.services.iter().map(|service| ServiceView {
                id: service.id.to_string(),
                title: service.title.0.clone(),
                family: pack.service_family.clone(),
                pack: pack.id.clone(),
                pack_version: pack.checksum.clone(),
            })
        })
        .collect();
    (
        [(header::CACHE_CONTROL, KEPT)],
        Json(ServiceList { services }),
    )
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct InformationAsked {
    /// Language of the answer.
    #[serde(default)]
    #[param(inline)]
    lang: Language,
    /// Code of a service whose pack is asked; the main one if left out.
    service: Option<String>,
}

/// What is published for an item of the regulation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InformationView {
    /// The item as asked.
    item: String,
    language: String,
    /// Heading.
    title: String,
    /// Every item this text answers.
    items: Vec<String>,
    /// The text as HTML without script or style.
    html: String,
    /// What it restates.
    source: String,
    /// `false` for an order of the office itself.
    certain: bool,
    /// Hash of the facts, the same on portal, site, stand and feed (REQ-4).
    facts_hash: String,
}

/// Information by item of the regulation (REQ-5, REQ-9, REQ-10): `5.1` and so on.
#[utoipa::path(get, path = "/information/{item}", tag = "information",
    params(("item" = String, Path, description = "Item as in the regulation: `5.1`"), InformationAsked),
    responses(
        (status = 200, body = InformationView),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ))]
pub(crate) async fn information(
    State(api): State<Api>,
    Named(item): Named<String>,
    Asked(asked): Asked<InformationAsked>,
) -> Result<impl IntoResponse, Problem> {
    let lang = Lang::from_code(asked.lang.code()).unwrap_or(Lang::Ru);
    let published = api.site.published();
    let on = api.site.now().to_zoned(published.zone.clone()).date();
    let sheets = published
        .sources
        .iter()
        .map(|source| source.sheet(lang, on));
    let wanted = |sheet: &crate::public::sheet::Sheet| match &asked.service {
        None => true,
        Some(id) => sheet.services.iter().any(|service| service.id == *id),
    };
    let missing = || Problem::new(ProblemType::NotFound);
    let (number, sheet) = sheets
        .enumerate()
        .find(|(_, sheet)| wanted(sheet))
        .ok_or_else(missing)?;
    let text = sheet
        .texts
        .iter()
        .find(|text| text.id == item || text.items.contains(&item))
        .ok_or_else(missing)?;
    let waiting = api.site.waiting();
    let setting = Setting {
        sheet: &sheet,
        directory: &published.directory,
        waiting: &waiting,
        surface: *text.surfaces.first().unwrap_or(&Surface::Portal),
        region: None,
        office: None,
        is_main: number == 0,
    };
    let drawn = section(text, text.items.clone(), &setting, 2);
    let view = InformationView {
        item,
        language: asked.lang.code().into(),
        title: drawn.title,
        items: drawn.items,
        html: drawn.html,
        source: drawn.source,
        certain: drawn.certain,
        facts_hash: sheet.facts_hash(),
    };
    Ok(([(header::CACHE_CONTROL, KEPT)], Json(view)))
}
