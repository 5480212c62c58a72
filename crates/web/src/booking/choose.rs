//! Page 1: which service, in which region, at which office. Offices are sorted by their nearest
//! free time; one without online booking says why and what to do instead (REQ-A10, REQ-A16).

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use okno_domain::id::{OfficeId, RegionId, ServiceId};
use okno_domain::pack::{Inputs, Length, Pack};

use super::desk::{Answer, Desk, html, see};
use super::door::Door;
use super::offers::{self, Offer};
use super::said::Said;
use crate::field::{Choice, Field, Problem};
use crate::shell::Shell;
use crate::voice::Voice;

#[derive(Template)]
#[template(path = "booking/choose.html")]
struct ChoosePage {
    shell: Shell,
    t: Voice,
    problems: Vec<Problem>,
    region: Option<Field>,
    region_name: String,
    services: Field,
    action: String,
    asked: bool,
    offers: Vec<Offer>,
    service: String,
    /// How long the passport takes: where one lives, and elsewhere (REQ-A16).
    terms: Option<(String, String)>,
    look_up: String,
}

/// `GET /book?region=&service=&office=`.
pub(super) async fn page(State(desk): State<Desk>, door: Door, said: Said) -> Response {
    let answer = draw(&desk, &door, &said).await;
    desk.answer(&door, answer)
}

async fn draw(desk: &Desk, door: &Door, said: &Said) -> Answer {
    let t = door.t();
    let service = ServiceId::new(said.word("service"));
    let office = OfficeId::new(said.word("office"));
    if desk
        .app
        .directory()
        .now()
        .office(&office)
        .is_some_and(|o| o.services.contains_key(&service))
    {
        return see(&offers::times_href(door, &office, &service));
    }
    let region = region_asked(desk, door, said);
    let services = services(desk, region.as_ref(), &service, t);
    let known = services.choices.iter().any(|choice| choice.chosen);
    let sent = said.all("service").next().is_some() || said.all("sent").next().is_some();
    let problems = if sent {
        problems(region.is_some(), known, t)
    } else {
        Vec::new()
    };
    let offers = match (&region, known) {
        (Some(region), true) => offers::of_region(desk, door, region, &service, None).await?,
        _ => Vec::new(),
    };
    let name = region.as_ref().and_then(|region| desk.region(region));
    let mut shell = desk.shell(door, t.say("web-book-choose-title"));
    shell.has_errors = !problems.is_empty();
    let page = ChoosePage {
        region: door
            .region
            .is_none()
            .then(|| regions(desk, region.as_ref(), &problems, t)),
        region_name: name
            .map(|region| t.words(&region.profile.title))
            .unwrap_or_default(),
        service: service_name(desk, &service, t),
        terms: if known {
            terms(desk, &service, t)
        } else {
            None
        },
        services: services.error(super::typed_words::at("service", &problems)),
        action: door.href("/book"),
        asked: known && region.is_some(),
        look_up: door.appointment(""),
        offers,
        problems,
        shell,
        t,
    };
    html(StatusCode::OK, &page)
}

/// The region of the site, or the one asked for, or the one of the office asked for.
fn region_asked(desk: &Desk, door: &Door, said: &Said) -> Option<RegionId> {
    let directory = desk.app.directory().now();
    let of_office = OfficeId::new(said.word("office")).region();
    let asked = RegionId::new(said.word("region"));
    let found = [door.region.clone(), Some(asked), Some(of_office)]
        .into_iter()
        .flatten();
    found
        .into_iter()
        .find(|region| directory.region(region).is_some())
}

fn problems(region: bool, service: bool, t: Voice) -> Vec<Problem> {
    let wrong = |field: &str, key: &str| Problem {
        field: field.into(),
        message: t.say(key),
    };
    let region = (!region).then(|| wrong("region", "web-book-choose-region-missing"));
    let service = (!service).then(|| wrong("service", "web-book-choose-service-missing"));
    region.into_iter().chain(service).collect()
}

fn regions(desk: &Desk, asked: Option<&RegionId>, problems: &[Problem], t: Voice) -> Field {
    let directory = desk.app.directory().now();
    let gives = |region: &RegionId| directory.offices_of(region).any(|o| !o.services.is_empty());
    let mut choices: Vec<Choice> = directory
        .regions
        .values()
        .filter(|region| gives(&region.region_id))
        .map(|region| {
            let chosen = asked == Some(&region.region_id);
            Choice::new(
                region.region_id.as_str(),
                t.words(&region.profile.title),
                chosen,
            )
        })
        .collect();
    choices.sort_by(|one, other| one.label.cmp(&other.label));
    choices.insert(
        0,
        Choice::new("", t.say("web-book-choose-region-none"), asked.is_none()),
    );
    Field::text("region", t.say("web-book-choose-region"))
        .hint(t.say("web-book-choose-region-hint"))
        .choices(choices)
        .error(super::typed_words::at("region", problems))
}

/// The services that an office of the region gives; of the whole country where none is chosen yet.
fn services(desk: &Desk, region: Option<&RegionId>, asked: &ServiceId, t: Voice) -> Field {
    let directory = desk.app.directory().now();
    let here = |office: &&okno_app::directory::KnownOffice| {
        region.is_none_or(|region| office.office_id.region() == *region)
    };
    let given = |service: &ServiceId| {
        directory
            .offices
            .values()
            .filter(here)
            .any(|office| office.services.contains_key(service))
    };
    let all = desk
        .app
        .rules()
        .packs()
        .iter()
        .flat_map(|pack| &pack.services);
    let choices = all.filter(|service| given(&service.id)).map(|service| {
        Choice::new(
            service.id.as_str(),
            t.words(&service.title),
            service.id == *asked,
        )
    });
    Field::text("service", t.say("web-book-choose-service")).choices(choices)
}

fn service_name(desk: &Desk, service: &ServiceId, t: Voice) -> String {
    desk.service(service)
        .map(|(_, known)| t.words(&known.title))
        .unwrap_or_default()
}

/// REQ-A16: where the passport will be obtained decides how long it takes.
fn terms(desk: &Desk, service: &ServiceId, t: Voice) -> Option<(String, String)> {
    let (pack, _) = desk.service(service).ok()?;
    let today = desk.app.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let home = term(pack, "residence", today)?;
    let away = term(pack, "stay", today)?;
    (home != away).then(|| (length(home, t), length(away, t)))
}

fn term(pack: &Pack, route: &str, on: jiff::civil::Date) -> Option<Length> {
    let rule = pack.rule("term").ok()?;
    rule.domain.input("route")?;
    let inputs = rule.domain.unticked(&Inputs::none().with("route", route));
    let answer = pack.decide("term", on, &inputs).ok()?;
    // Only what a source shows is said as law.
    answer
        .certain
        .then(|| answer.value.length("duration"))
        .flatten()
}

fn length(length: Length, t: Voice) -> String {
    match (length.months, length.days) {
        (0, days) => t.count("web-book-days", days),
        (months, _) => t.count("web-book-months", months),
    }
}
