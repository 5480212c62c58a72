//! Printing a ticket: the number of the office, the day and the series is taken in
//! the transaction that uses it.

use jiff::Timestamp;
use okno_domain::hall::{Class, Purpose, Series, Ticket, TicketNumber};
use okno_domain::id::{AppointmentId, OfficeId, ServiceId, TicketId};
use okno_storage::ticket::{self, TicketRow};
use okno_storage::{Tx, counter, journal};
use serde_json::json;

use super::HallError;
use crate::App;

/// What a ticket is printed for.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) office: OfficeId,
    pub(crate) service: ServiceId,
    pub(crate) purpose: Purpose,
    pub(crate) class: Class,
    pub(crate) help: Vec<String>,
    pub(crate) language: String,
    pub(crate) appointment: Option<AppointmentId>,
    /// Who prints it, as the journal names them.
    pub(crate) actor: String,
}

/// Prints a ticket; whoever holds it waits from now on.
pub(crate) async fn print(
    tx: &mut Tx,
    app: &App,
    wanted: &Wanted,
    now: Timestamp,
) -> Result<TicketRow, HallError> {
    let on_date = app.local_date(&wanted.office, now);
    let series = series(wanted).ok_or(HallError::NumbersUsedUp)?;
    let letter = series.letter().to_string();
    let next = counter::next(tx, &wanted.office, &letter, &on_date.to_string()).await?;
    let count = u16::try_from(next).map_err(|_| HallError::NumbersUsedUp)?;
    let number = TicketNumber::new(series, count).ok_or(HallError::NumbersUsedUp)?;
    let id: TicketId = app.new_id(now);
    let way = Ticket::issue(id, number, wanted.class, wanted.purpose, now).check_in(now)?;
    let row = TicketRow {
        way,
        office_id: wanted.office.clone(),
        on_date,
        service_id: wanted.service.clone(),
        help: wanted.help.clone(),
        language: wanted.language.clone(),
        appointment_id: wanted.appointment,
        case_id: None,
        officer_id: None,
        state_since: now,
        version: 1,
    };
    ticket::insert(tx, &row).await?;
    let facts = json!({ "number": number, "class": wanted.class, "purpose": wanted.purpose });
    let actor = wanted.actor.clone();
    let entry = app.entry_at(&wanted.office, actor, "ticket-printed", id, facts, now);
    journal::append(tx, &entry).await?;
    Ok(row)
}

/// One letter for each kind of visit, so that the hall hears what is going on:
/// К for people with an appointment, Т for those without, Р for passports to collect.
fn series(wanted: &Wanted) -> Option<Series> {
    Series::new(match (wanted.purpose, wanted.class) {
        (Purpose::Collect, _) => 'Р',
        (Purpose::Submit, Class::Booked(_)) => 'К',
        (Purpose::Submit, Class::Priority | Class::WalkIn) => 'Т',
    })
}
