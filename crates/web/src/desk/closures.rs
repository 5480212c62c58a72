//! `/desk/closures`: closing hours, first a preview of who is hit (REQ-6c, REQ-7.1).

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use okno_app::closure::{ClosureApplied, ClosureError, ClosureHits, ClosureWish};
use okno_domain::words::Words;

use super::floor::{Answer, Floor, html};
use super::on_duty::OnDuty;
use super::refusal::Refusal;
use super::said::{Said, Sent};
use super::sheet::{self, Sheet};
use super::shown::date_of_fields;
use super::when;
use crate::field::{DateField, Field, Problem};
use crate::shell::Shell;
use crate::voice::Voice;

/// Where hours are closed.
const HERE: &str = "/desk/closures";

#[derive(Template)]
#[template(path = "desk/closures.html")]
struct ClosuresPage {
    shell: Shell,
    t: Voice,
    sheet: Sheet,
    problems: Vec<Problem>,
    from_day: DateField,
    from_time: Field,
    until_day: DateField,
    until_time: Field,
    reason_ru: Field,
    reason_en: Field,
    preview: Option<Preview>,
}

#[derive(Template)]
#[template(path = "desk/closed.html")]
struct ClosedPage {
    shell: Shell,
    t: Voice,
    sheet: Sheet,
    hits: Preview,
    slots: usize,
    holds: usize,
}

/// Who is hit, in words.
struct Preview {
    from: String,
    until: String,
    total: usize,
    silent: usize,
    days: Vec<DayWords>,
}

/// One day of a preview.
struct DayWords {
    day: String,
    appointments: u64,
    by_email: u64,
    to_call: u64,
    without_contact: u64,
}

/// `GET /desk/closures`.
pub(super) async fn ask(State(floor): State<Floor>, on_duty: OnDuty) -> Response {
    let answer = draw(&floor, &on_duty, &Said::default(), Vec::new(), None);
    floor.answer(&on_duty, answer)
}

/// `POST /desk/closures`: `do` says whether to look first or to close.
pub(super) async fn act(State(floor): State<Floor>, on_duty: OnDuty, Sent(said): Sent) -> Response {
    let on_duty = on_duty.at(HERE);
    let answer = match said.word("do") {
        "close" => close(&floor, &on_duty, &said).await,
        _ => preview(&floor, &on_duty, &said).await,
    };
    floor.answer(&on_duty, answer)
}

async fn preview(floor: &Floor, on_duty: &OnDuty, said: &Said) -> Answer {
    let wish = match read(floor, on_duty, said) {
        Ok(wish) => wish,
        Err(problems) => return draw(floor, on_duty, said, problems, None),
    };
    match floor
        .app
        .preview_closure(&on_duty.session.duty, &wish)
        .await
    {
        Ok(hits) => {
            let preview = words(floor, on_duty, &wish, &hits);
            draw(floor, on_duty, said, Vec::new(), Some(preview))
        }
        Err(error) => refused(floor, on_duty, said, error),
    }
}

async fn close(floor: &Floor, on_duty: &OnDuty, said: &Said) -> Answer {
    let wish = match read(floor, on_duty, said) {
        Ok(wish) => wish,
        Err(problems) => return draw(floor, on_duty, said, problems, None),
    };
    let reasons = [("ru", "reason-ru"), ("en", "reason-en")];
    let reason = Words(
        reasons
            .map(|(lang, name)| (lang.to_owned(), said.typed(name)))
            .into(),
    );
    match floor
        .app
        .apply_closure(&on_duty.session.duty, &wish, &reason)
        .await
    {
        Ok(applied) => closed(floor, on_duty, &wish, &applied),
        Err(error) => refused(floor, on_duty, said, error),
    }
}

fn closed(floor: &Floor, on_duty: &OnDuty, wish: &ClosureWish, applied: &ClosureApplied) -> Answer {
    let t = on_duty.t();
    let page = ClosedPage {
        shell: sheet::shell(on_duty, t.say("desk-closed-title")),
        sheet: Sheet::new(floor, on_duty, ""),
        hits: words(floor, on_duty, wish, &applied.hits),
        slots: counted(applied.slots_closed),
        holds: counted(applied.holds_ended),
        t,
    };
    html(StatusCode::OK, &page)
}

fn refused(floor: &Floor, on_duty: &OnDuty, said: &Said, error: ClosureError) -> Answer {
    let t = on_duty.t();
    let (field, key) = match &error {
        ClosureError::Backwards => ("until", "desk-closure-backwards"),
        ClosureError::Past => ("until", "desk-closure-past"),
        ClosureError::NoReason("en") => ("reason-en", "desk-closure-no-reason"),
        ClosureError::NoReason(_) => ("reason-ru", "desk-closure-no-reason"),
        ClosureError::NoSuchOffice(_) => return Err(Refusal::NotFound),
        ClosureError::Forbidden(forbidden) => return Err(Refusal::from(*forbidden)),
        _ => return Err(Refusal::broken(error)),
    };
    let problems = vec![Problem {
        field: field.to_owned(),
        message: t.say(key),
    }];
    draw(floor, on_duty, said, problems, None)
}

/// The hours on the clock of the office.
fn read(floor: &Floor, on_duty: &OnDuty, said: &Said) -> Result<ClosureWish, Vec<Problem>> {
    let t = on_duty.t();
    let zone = on_duty.zone(floor);
    let moment = |name: &str| instant(said, name, &zone);
    match (moment("from"), moment("until")) {
        (Some(from), Some(until)) => Ok(ClosureWish {
            office: on_duty.office().clone(),
            from,
            until,
        }),
        (from, until) => {
            let wrong = [("from", from), ("until", until)]
                .into_iter()
                .filter(|(_, at)| at.is_none());
            let problem = |(name, _): (&str, _)| Problem {
                field: name.to_owned(),
                message: t.say(&format!("desk-closure-{name}-wrong")),
            };
            Err(wrong.map(problem).collect())
        }
    }
}

fn instant(said: &Said, name: &str, zone: &TimeZone) -> Option<Timestamp> {
    let day = date_of_fields(&said.date(name))?;
    let time = read_time(said.word(&format!("{name}-time")))?;
    let at = DateTime::from_parts(day, time)
        .to_zoned(zone.clone())
        .ok()?;
    Some(at.timestamp())
}

/// `9`, `9:00`, `09.30`.
fn read_time(typed: &str) -> Option<Time> {
    let mut parts = typed.split([':', '.', ' ']);
    let hour = parts.next()?.parse().ok()?;
    let minute = parts.next().map_or(Some(0), |part| part.parse().ok())?;
    parts
        .next()
        .is_none()
        .then(|| Time::new(hour, minute, 0, 0).ok())
        .flatten()
}

fn words(floor: &Floor, on_duty: &OnDuty, wish: &ClosureWish, hits: &ClosureHits) -> Preview {
    let t = on_duty.t();
    let zone = on_duty.zone(floor);
    let days = hits.days.iter().map(|day| DayWords {
        day: t.day(day.date),
        appointments: day.appointments,
        by_email: day.by_email,
        to_call: day.to_call,
        without_contact: day.without_contact,
    });
    Preview {
        from: when::moment(t, wish.from, &zone),
        until: when::moment(t, wish.until, &zone),
        total: counted(hits.appointments()),
        silent: counted(hits.without_contact()),
        days: days.collect(),
    }
}

/// A number for a message.
fn counted(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn draw(
    floor: &Floor,
    on_duty: &OnDuty,
    said: &Said,
    problems: Vec<Problem>,
    preview: Option<Preview>,
) -> Answer {
    let t = on_duty.t();
    let error = |name: &str| {
        problems
            .iter()
            .find(|one| one.field == name)
            .map(|one| one.message.clone())
    };
    let day = |name: &str| DateField {
        name: name.to_owned(),
        label: t.say(&format!("desk-closure-{name}")),
        hint: None,
        value: said.date(name),
        error: error(name),
        birthday: false,
    };
    let text = |name: &str| {
        let field = Field::text(name, t.say(&format!("desk-closure-{name}")));
        field
            .value(said.typed(name))
            .error(error(name))
            .autocomplete("off")
    };
    let time = |name: &str| Field {
        width: "w4",
        ..text(name).hint(t.say("desk-closure-time-hint"))
    };
    let shell = sheet::shell(on_duty, t.say("desk-closures-title"));
    let page = ClosuresPage {
        shell: Shell {
            has_errors: !problems.is_empty(),
            ..shell
        },
        sheet: Sheet::new(floor, on_duty, ""),
        from_day: day("from"),
        from_time: time("from-time"),
        until_day: day("until"),
        until_time: time("until-time"),
        reason_ru: text("reason-ru").hint(t.say("desk-closure-reason-hint")),
        reason_en: text("reason-en"),
        problems,
        preview,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_people_write_it() {
        let half_past_nine = Time::new(9, 30, 0, 0).ok();
        for typed in ["9:30", "09.30", "9 30"] {
            assert_eq!(read_time(typed), half_past_nine, "{typed}");
        }
        assert_eq!(read_time("14"), Time::new(14, 0, 0, 0).ok());
        for typed in ["", "25", "9:60", "9:30:00", "noon"] {
            assert_eq!(read_time(typed), None, "{typed}");
        }
    }
}
