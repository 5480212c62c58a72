//! Addresses of the public pages. All of them answer from memory where they can.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Query, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use http::header::{ACCEPT_LANGUAGE, VARY};
use http::{HeaderMap, HeaderValue, Uri};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use super::pages::{NoPage, draw, draw_mfc, draw_stand};
use super::site::{Drawn, Edition, PublicSite, Published, Reader};
use crate::assets;
use crate::fault::{self, Fault};
use crate::lang::{self, Lang};

/// Days a reader may ask about; further away there is no law to tell of.
const EARLIEST: Date = date(1990, 1, 1);
const LATEST: Date = date(2100, 1, 1);

/// The routes of the public area. Areas with other pages under `/{lang}` are merged beside it:
/// fixed words win over `/{lang}/{region}`.
pub fn router(site: Arc<PublicSite>) -> Router {
    let mut router = Router::new()
        .route("/", get(choose_language))
        .route("/robots.txt", get(robots))
        .route("/static/{file}", get(static_file));
    for path in [
        "/{lang}",
        "/{lang}/services",
        "/{lang}/services/{service}",
        "/{lang}/info/{item}",
        "/{lang}/topics",
        "/{lang}/appeal",
        "/{lang}/offices",
        "/{lang}/offices/{office}",
        "/{lang}/fee",
        "/{lang}/term",
        "/{lang}/documents",
        "/{lang}/forms",
        "/{lang}/forms/{form}",
        "/{lang}/forms/{form}/sample",
        "/{lang}/acts",
        "/{lang}/acts/{act}",
        "/{lang}/flowchart",
        "/{lang}/flowchart.svg",
        "/{lang}/payment",
        "/{lang}/sitemap",
        "/{lang}/{region}",
        "/{lang}/{region}/payment",
        "/stand/{office}",
        "/mfc/{office}/information",
        "/mfc/{office}/information.json",
    ] {
        router = router.route(path, get(public_page));
    }
    router.with_state(site)
}

/// `/`: the language the browser asks for.
async fn choose_language(headers: HeaderMap) -> Response {
    let asked = headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    let lang = lang::preferred(asked.unwrap_or_default());
    let mut response = Redirect::temporary(&format!("/{lang}")).into_response();
    response
        .headers_mut()
        .insert(VARY, HeaderValue::from_static("accept-language"));
    response
}

/// `/robots.txt`: everything that is open to people is open to search engines.
async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /desk\nDisallow: /kiosk\nDisallow: /display\nDisallow: /api\n"
}

async fn static_file(uri: Uri, headers: HeaderMap) -> Response {
    let Some(file) = assets::at(uri.path()) else {
        return fault::answer(Fault::NotFound, uri.path(), None);
    };
    file.answer(&headers)
}

/// Any public page: from memory, or drawn now and kept.
async fn public_page(State(site): State<Arc<PublicSite>>, request: Request) -> Response {
    let uri = request.uri();
    let address = uri.path_and_query().map_or("/", |address| address.as_str());
    if let Some(page) = site.kept(address) {
        return page.answer(request.method(), request.headers());
    }
    match draw_at(&site, uri, address) {
        Ok((drawn, zone)) => site
            .keep(address, drawn, &zone)
            .answer(request.method(), request.headers()),
        Err(NoPage::NotFound) => fault::answer(Fault::NotFound, address, None),
        Err(NoPage::Drawing(problem)) => {
            tracing::error!(address, %problem, "a public page could not be drawn");
            fault::answer(Fault::Ours, address, None)
        }
    }
}

fn draw_at(site: &PublicSite, uri: &Uri, address: &str) -> Result<(Drawn, TimeZone), NoPage> {
    let published = site.published();
    let waiting = site.waiting();
    let query = Query::<BTreeMap<String, String>>::try_from_uri(uri)
        .map(|Query(query)| query)
        .unwrap_or_default();
    let path: Vec<&str> = uri
        .path()
        .split('/')
        .filter(|part| !part.is_empty())
        .collect();
    let zone = zone_of(&published, &path);
    let today = site.now().to_zoned(zone.clone()).date();
    let on = asked_day(&query).unwrap_or(today);
    let reader = |lang: Lang| {
        reader_at(
            &published,
            &waiting,
            lang,
            (on, today),
            address,
            &path,
            query.clone(),
        )
    };
    let drawn = match path.as_slice() {
        ["stand", office] => draw_stand(&reader(asked_lang(&query))?, office),
        ["mfc", office, "information"] => draw_mfc(&reader(asked_lang(&query))?, office, false),
        ["mfc", office, "information.json"] => draw_mfc(&reader(asked_lang(&query))?, office, true),
        [lang, below @ ..] => draw(
            &reader(Lang::from_code(lang).ok_or(NoPage::NotFound)?)?,
            below,
        ),
        [] => Err(NoPage::NotFound),
    }?;
    Ok((drawn, zone))
}

fn reader_at<'a>(
    published: &'a Edition,
    waiting: &'a [super::model::WaitingView],
    lang: Lang,
    (on, today): (Date, Date),
    address: &str,
    path: &[&str],
    query: BTreeMap<String, String>,
) -> Result<Reader<'a>, NoPage> {
    let named = match path {
        [_, "services", service] => Some(service.trim_end_matches(".jsonld")),
        [_, "offices"] => None,
        _ => query.get("service").map(String::as_str),
    };
    let mut sheets = published.sheets(lang, on).enumerate();
    let (source, sheet) = match named {
        None => sheets.next(),
        Some(id) => sheets.find(|(_, sheet)| sheet.services.iter().any(|service| service.id == id)),
    }
    .ok_or(NoPage::NotFound)?;
    Ok(Reader {
        published,
        waiting,
        sheet,
        source,
        today,
        address: address.to_owned(),
        query,
    })
}

/// The zone in which the day of a page begins: of its office or region, or the country's own.
fn zone_of(published: &Published, path: &[&str]) -> TimeZone {
    let directory = &published.directory;
    let name = match path {
        ["stand" | "mfc", office, ..] | [_, "offices", office] => {
            directory.office(office).map(|office| &office.zone)
        }
        [_, region, ..] => directory.region(region).map(|region| &region.zone),
        _ => None,
    };
    name.and_then(|name| TimeZone::get(name).ok())
        .unwrap_or_else(|| published.zone.clone())
}

fn asked_day(query: &BTreeMap<String, String>) -> Option<Date> {
    let day: Date = query.get("on")?.parse().ok()?;
    (EARLIEST..LATEST).contains(&day).then_some(day)
}

fn asked_lang(query: &BTreeMap<String, String>) -> Lang {
    query
        .get("lang")
        .and_then(|code| Lang::from_code(code))
        .unwrap_or(Lang::Ru)
}
