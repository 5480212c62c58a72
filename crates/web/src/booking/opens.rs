//! When the next times open: the moment the horizon of the office moves on to a day on which
//! people are received.

use jiff::ToSpan;
use jiff::civil::Date;
use okno_app::directory::KnownOffice;
use okno_domain::id::ServiceId;

use super::desk::Desk;

/// How many days the horizon is followed; no country rests longer than this.
const FOLLOWED: i64 = 31;

/// The horizon of a service at an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Horizon {
    /// The last day whose times are open now.
    pub(super) until: Date,
    /// At whose first minute more times open; none when no open day is in sight.
    pub(super) opens_on: Option<Date>,
}

/// What is open now, and when more opens.
pub(super) fn horizon(desk: &Desk, office: &KnownOffice, service: &ServiceId) -> Horizon {
    let today = desk.app.local_date(&office.office_id, desk.app.now());
    let days = office
        .services
        .get(service)
        .map_or(0, |here| here.horizon_days);
    let opens = |after: &i64| {
        let day = today.saturating_add((days + after).days());
        receives(desk, office, service, day)
    };
    Horizon {
        until: today.saturating_add(days.days()),
        opens_on: (1..=FOLLOWED)
            .find(opens)
            .map(|after| today.saturating_add(after.days())),
    }
}

/// Whether people are received on a day; a day beyond the calendar is taken for a working one.
fn receives(desk: &Desk, office: &KnownOffice, service: &ServiceId, day: Date) -> bool {
    let Ok(country) = desk.app.rules().calendar_of(service) else {
        return true;
    };
    let own = office.profile.calendar(country);
    let calendar = own.as_ref().unwrap_or(country);
    let day = office.profile.hours.reception.day(day, calendar);
    day.map_or(true, |day| !day.hours.is_closed())
}
