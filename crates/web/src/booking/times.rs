//! Page 2: when. The calendar reads the rows that booking guards, so what it shows can be booked.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use http::StatusCode;
use okno_app::directory::KnownOffice;
use okno_domain::id::{OfficeId, ServiceId};
use serde::Deserialize;

use super::desk::{Answer, Desk, html};
use super::door::Door;
use super::fortnight::{self, Fortnight};
use super::offers::{self, Offer};
use super::office::{self, OfficeWords, Online, PhoneWords};
use super::refusal::Refusal;
use super::said::Said;
use super::words;
use crate::field::Problem;
use crate::public::schedule::ScheduleLine;
use crate::shell::Shell;
use crate::view::{Calendar, TimeChoice};
use crate::voice::Voice;

/// Other offices named beside the calendar.
const OTHERS: usize = 3;

/// Office and service of an address.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Place {
    pub(super) office: OfficeId,
    pub(super) service: ServiceId,
}

impl Place {
    /// Office and service that a form carries along.
    pub(super) fn said(said: &Said) -> Self {
        Self {
            office: OfficeId::new(said.word("office")),
            service: ServiceId::new(said.word("service")),
        }
    }
}

#[derive(Template)]
#[template(path = "booking/times.html")]
struct TimesPage {
    shell: Shell,
    t: Voice,
    problems: Vec<Problem>,
    office: OfficeWords,
    service: String,
    zone: String,
    back: String,
    times: TimesForm,
    others: Vec<Offer>,
    all_offices: String,
}

/// The form in which a time is chosen; moving an appointment uses it too.
pub(super) struct TimesForm {
    pub(super) action: String,
    pub(super) method: &'static str,
    /// What the form carries along.
    pub(super) hidden: Vec<(&'static str, String)>,
    pub(super) button: String,
    pub(super) error: String,
    /// The nearest free time of all, to be taken with one key.
    pub(super) first: Option<TimeChoice>,
    pub(super) calendar: Calendar,
    /// Day of the times below; empty in the list and when nothing is free in the two weeks.
    pub(super) day: String,
    pub(super) choices: Vec<TimeChoice>,
    pub(super) list: Vec<(String, Vec<TimeChoice>)>,
    pub(super) as_list: bool,
    pub(super) other_view: String,
    pub(super) earlier: Option<String>,
    pub(super) later: Option<String>,
    pub(super) horizon: String,
}

/// Why no time can be chosen at an office, and everything else that can be done (ux D11).
#[derive(Template)]
#[template(path = "booking/no_times.html")]
struct NoTimesPage {
    shell: Shell,
    t: Voice,
    office: OfficeWords,
    service: String,
    back: String,
    no_times: NoTimes,
    all_offices: String,
}

/// The ways that are left.
pub(super) struct NoTimes {
    /// Why; empty when every time is simply taken.
    pub(super) reason: String,
    pub(super) instead: String,
    /// When the next times open.
    pub(super) opens: String,
    /// Up to which day times are open.
    pub(super) until: String,
    pub(super) others: Vec<Offer>,
    pub(super) phones: Vec<PhoneWords>,
    pub(super) hours: Vec<ScheduleLine>,
}

/// `GET /book/{office}/{service}?date=&from=&view=&hold=`.
pub(super) async fn page(
    State(desk): State<Desk>,
    door: Door,
    Path(place): Path<Place>,
    said: Said,
) -> Response {
    let answer = draw(&desk, &door, &place, &said, "").await;
    desk.answer(&door, answer)
}

/// The page, with what is to be put right above it.
pub(super) async fn draw(
    desk: &Desk,
    door: &Door,
    place: &Place,
    said: &Said,
    error: &str,
) -> Answer {
    let t = door.t();
    let known = office::known(desk, &place.office, &place.service)?;
    let (_, service) = desk.service(&place.service)?;
    let online = office::online(desk, &known, t);
    if online != Online::On {
        return no_times(desk, door, place, &known, online).await;
    }
    let weeks = fortnight::read(desk, &known, &place.service, door.channel(), said).await?;
    if weeks.first.is_none() {
        return no_times(desk, door, place, &known, Online::On).await;
    }
    let region = desk.region(&known.office_id.region());
    let all_offices = all_offices(door, place);
    let mut shell = desk.shell(door, t.say("web-book-times-title"));
    shell.has_errors = !error.is_empty();
    let page = TimesPage {
        problems: typed_error(error),
        office: office::words(&known, region.as_ref(), t),
        service: t.words(&service.title),
        zone: words::zone(t, &known.zone, desk.app.now()),
        back: all_offices.clone(),
        others: offers::elsewhere(desk, door, &place.office, &place.service, OTHERS).await?,
        times: form(desk, door, place, &weeks, said, error)?,
        all_offices,
        shell,
        t,
    };
    let status = if error.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    html(status, &page)
}

fn typed_error(error: &str) -> Vec<Problem> {
    let problem = Problem {
        field: "slot".into(),
        message: error.into(),
    };
    if error.is_empty() {
        Vec::new()
    } else {
        vec![problem]
    }
}

/// Where all offices of the region stand side by side.
pub(super) fn all_offices(door: &Door, place: &Place) -> String {
    let region = place.office.region();
    door.href(&format!(
        "/book?region={region}&service={}#offices",
        place.service
    ))
}

fn form(
    desk: &Desk,
    door: &Door,
    place: &Place,
    weeks: &Fortnight,
    said: &Said,
    error: &str,
) -> Result<TimesForm, Refusal> {
    let t = door.t();
    let base = offers::times_href(door, &place.office, &place.service);
    let mut carried = Carried {
        base: base.clone(),
        more: String::new(),
    };
    let mut hidden = Vec::new();
    let (action, method) = match desk.app.hold_key(said.word("hold")) {
        Err(_) => (format!("{base}/who"), "get"),
        Ok(key) => {
            // A hold is there already: the new time is taken for the same person.
            carried.more = format!("&hold={key}");
            hidden.push(("hold", key.to_string()));
            hidden.push(("office", place.office.to_string()));
            hidden.push(("service", place.service.to_string()));
            (door.href("/book/again"), "post")
        }
    };
    Ok(times_form(
        t,
        weeks,
        said,
        &carried,
        TimesForm {
            action,
            method,
            hidden,
            button: t.say("web-book-continue"),
            error: error.to_owned(),
            ..TimesForm::empty()
        },
    ))
}

/// The address of the page and what its links carry along.
pub(super) struct Carried {
    pub(super) base: String,
    pub(super) more: String,
}

impl TimesForm {
    pub(super) fn empty() -> Self {
        let calendar = Calendar {
            title: String::new(),
            weekdays: Vec::new(),
            weeks: Vec::new(),
        };
        Self {
            action: String::new(),
            method: "post",
            hidden: Vec::new(),
            button: String::new(),
            error: String::new(),
            first: None,
            calendar,
            day: String::new(),
            choices: Vec::new(),
            list: Vec::new(),
            as_list: false,
            other_view: String::new(),
            earlier: None,
            later: None,
            horizon: String::new(),
        }
    }
}

/// Fills in calendar, times and links of the form.
pub(super) fn times_form(
    t: Voice,
    weeks: &Fortnight,
    said: &Said,
    carried: &Carried,
    form: TimesForm,
) -> TimesForm {
    let as_list = said.word("view") == "list";
    let Carried { base, more } = carried;
    let view = if as_list { "&view=list" } else { "" };
    let from = |day: jiff::civil::Date| format!("{base}?from={day}{view}{more}#times");
    let other = if as_list { "" } else { "&view=list" };
    // The nearest time is chosen only while the person has not chosen a day: nobody is to get
    // another day than the one looked at.
    let preset =
        !weeks.asked && !as_list && said.word("slot").is_empty() && said.word("from").is_empty();
    let first = weeks.first.as_ref().map(|time| TimeChoice {
        value: time.key.to_string(),
        label: t.with(
            "web-book-first-free",
            "when",
            words::moment(t, time.starts_at, &weeks.zone),
        ),
        chosen: preset,
    });
    TimesForm {
        first,
        calendar: weeks.calendar(t, |day| format!("{base}?date={day}{more}#times")),
        day: weeks
            .chosen
            .filter(|_| !as_list)
            .map(|day| t.day(day))
            .unwrap_or_default(),
        choices: fortnight::choices(t, weeks.times(), said.word("slot")),
        list: if as_list {
            weeks.list(t, said.word("slot"))
        } else {
            Vec::new()
        },
        as_list,
        other_view: format!("{base}?from={}{other}{more}#times", weeks.from),
        earlier: weeks.earlier.map(from),
        later: weeks.later.map(from),
        horizon: t.with(
            "web-book-horizon",
            "day",
            words::day_of_month(t, weeks.horizon.until),
        ),
        ..form
    }
}

async fn no_times(
    desk: &Desk,
    door: &Door,
    place: &Place,
    known: &KnownOffice,
    online: Online,
) -> Answer {
    let t = door.t();
    let (_, service) = desk.service(&place.service)?;
    let region = desk.region(&known.office_id.region());
    let key = if online == Online::On {
        "web-book-none-title"
    } else {
        "web-book-off-title"
    };
    let page = NoTimesPage {
        shell: desk.shell(door, t.say(key)),
        office: office::words(known, region.as_ref(), t),
        service: t.words(&service.title),
        back: all_offices(door, place),
        no_times: ways(desk, door, place, known, online).await?,
        all_offices: all_offices(door, place),
        t,
    };
    html(StatusCode::OK, &page)
}

/// What else can be done where no time can be chosen.
pub(super) async fn ways(
    desk: &Desk,
    door: &Door,
    place: &Place,
    known: &KnownOffice,
    online: Online,
) -> Result<NoTimes, Refusal> {
    let t = door.t();
    let region = desk.region(&known.office_id.region());
    let (reason, instead, opens) = match online {
        Online::On => {
            let opens = offers::opens_words(desk, known, &place.service, t);
            (String::new(), String::new(), opens)
        }
        Online::Off { reason, instead } => (reason, instead, String::new()),
        Online::Closed { note } => (t.say("web-book-closed"), note, String::new()),
    };
    let until = super::opens::horizon(desk, known, &place.service).until;
    Ok(NoTimes {
        until: words::day_of_month(t, until),
        others: offers::elsewhere(desk, door, &place.office, &place.service, OTHERS).await?,
        phones: office::words(known, region.as_ref(), t).phones,
        hours: if known.open_to_public {
            office::reception_hours(desk, known, t)
        } else {
            Vec::new()
        },
        reason,
        instead,
        opens,
    })
}
