//! Tickets: numbers in today's hall queue, with every instant of the way
//! through the hall (REQ-A5, REQ-10.3).

use jiff::{Timestamp, civil::Date};
use okno_domain::hall::{Class, Outcome, Purpose, Series, Ticket, TicketNumber, TicketState};
use okno_domain::id::{AppointmentId, CaseId, OfficeId, OfficerId, RegionId, ServiceId};
use okno_domain::id::{TicketId, WindowId};

use crate::{Row, StorageError, Tx, params, sql};

/// A ticket as it is stored: its way through the hall, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketRow {
    /// Number, class, state, calls.
    pub way: Ticket,
    /// The office.
    pub office_id: OfficeId,
    /// The civil date at the office.
    pub on_date: Date,
    /// The service.
    pub service_id: ServiceId,
    /// Help that was asked for.
    pub help: Vec<String>,
    /// The language of the visitor.
    pub language: String,
    /// The appointment the visitor came for.
    pub appointment_id: Option<AppointmentId>,
    /// The case the visitor came about.
    pub case_id: Option<CaseId>,
    /// Who called it last.
    pub officer_id: Option<OfficerId>,
    /// Since when it stands where it stands.
    pub state_since: Timestamp,
    /// Grows with every change; the guard of the next one.
    pub version: i64,
}

sql! {
    INSERT = "INSERT INTO ticket (region_id, ticket_id, office_id, on_date, series, number,
            service_id, purpose, class, help, language, appointment_id, case_id, issued_at,
            checked_in_at, booked_for, state, state_since, calls, came_back, version)
        VALUES (:region, :ticket, :office, :on_date, :series, :number,
            :service, :purpose, :class, :help, :language, :appointment, :case_id, :issued_at,
            :checked_in_at, :booked_for, :state, :since, :calls, :came_back, 1)";
    // The version is the guard: of two windows that call one ticket, one changes a row.
    SAVE = "UPDATE ticket SET state = :state, state_since = :since, checked_in_at = :checked_in_at,
            calls = :calls, called_at = :called_at, last_called_at = :last_called_at,
            window_id = :window, officer_id = :officer, case_id = :case_id,
            served_at = :served_at, ended_at = :ended_at, outcome = :outcome, reason = :reason,
            came_back = :came_back, version = version + 1
        WHERE region_id = :region AND ticket_id = :ticket AND version = :version";
    FIND = "SELECT * FROM ticket WHERE region_id = :region AND ticket_id = :ticket";
    BY_NUMBER = "SELECT * FROM ticket
        WHERE region_id = :region AND office_id = :office AND on_date = :on_date
          AND series = :series AND number = :number";
    OF_APPOINTMENT = "SELECT * FROM ticket
        WHERE region_id = :region AND appointment_id = :appointment
        ORDER BY issued_at DESC LIMIT 1";
    OF_DAY = "SELECT * FROM ticket
        WHERE region_id = :region AND office_id = :office AND on_date = :on_date
        ORDER BY issued_at, series, number";
    WAITING = "SELECT * FROM ticket
        WHERE region_id = :region AND office_id = :office AND on_date = :on_date
          AND state = 'waiting'
        ORDER BY issued_at, series, number";
    AT_WINDOW = "SELECT * FROM ticket
        WHERE region_id = :region AND window_id = :window AND state IN ('called', 'serving')";
    // Printed for an appointment that is still open, though its holder was missed
    // or the day is over.
    LEFT_OVER = "SELECT t.* FROM ticket t
        JOIN appointment a ON a.region_id = t.region_id AND a.appointment_id = t.appointment_id
        WHERE t.region_id = :region AND a.state = 'arrived' AND t.state <> 'served'
          AND t.on_date >= :since
          AND (t.on_date < :today OR (t.state = 'no_show' AND t.ended_at < :missed_before))
        ORDER BY t.issued_at LIMIT :most";
}

/// Records a freshly printed ticket; its number was taken in the same unit of work.
///
/// # Errors
/// Any refusal of the engine.
pub async fn insert(tx: &mut Tx, row: &TicketRow) -> Result<(), StorageError> {
    let region = row.office_id.region();
    let way = &row.way;
    let (class, booked_for) = class_columns(way.class);
    let help = super::content("ticket.help", &row.help)?;
    let calls = super::content("ticket.calls", &way.calls)?;
    let series = way.number.series().letter().to_string();
    tx.execute(
        &INSERT,
        params! {
            region: &region, ticket: way.id, office: &row.office_id, on_date: row.on_date,
            series: &series, number: way.number.count(), service: &row.service_id,
            purpose: way.purpose.name(), class: class, help: &help, language: &row.language,
            appointment: row.appointment_id, case_id: row.case_id, issued_at: way.issued_at,
            checked_in_at: way.checked_in_at, booked_for: booked_for, state: way.state.name(),
            since: row.state_since, calls: &calls, came_back: way.came_back,
        },
    )
    .await?;
    Ok(())
}

/// Stores a step of a ticket if nobody has taken another since it was read;
/// `false` when somebody has.
///
/// # Errors
/// A unique violation when its window has a visitor already; any refusal of the
/// engine.
pub async fn save(tx: &mut Tx, row: &TicketRow) -> Result<bool, StorageError> {
    let region = row.office_id.region();
    let way = &row.way;
    let calls = super::content("ticket.calls", &way.calls)?;
    let params = params! {
        region: &region, ticket: way.id, state: way.state.name(), since: row.state_since,
        checked_in_at: way.checked_in_at, calls: &calls, called_at: way.first_called_at,
        last_called_at: way.calls.last().copied(), window: way.window, officer: row.officer_id,
        case_id: row.case_id, served_at: way.started_at, ended_at: way.ended_at,
        outcome: way.outcome.map(Outcome::name), reason: way.reason.as_deref(),
        came_back: way.came_back, version: row.version,
    };
    Ok(tx.execute(&SAVE, params).await? == 1)
}

/// The ticket of that identifier.
///
/// # Errors
/// Any refusal of the engine.
pub async fn find(
    tx: &mut Tx,
    region: &RegionId,
    ticket: TicketId,
) -> Result<Option<TicketRow>, StorageError> {
    let row = tx
        .maybe_row(&FIND, params! { region: region, ticket: ticket })
        .await?;
    row.as_ref().map(read).transpose()
}

/// The ticket of that number on a day.
///
/// # Errors
/// Any refusal of the engine.
pub async fn by_number(
    tx: &mut Tx,
    office: &OfficeId,
    on: Date,
    number: TicketNumber,
) -> Result<Option<TicketRow>, StorageError> {
    let region = office.region();
    let series = number.series().letter().to_string();
    let params = params! {
        region: &region, office: office, on_date: on, series: &series, number: number.count(),
    };
    tx.maybe_row(&BY_NUMBER, params)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// The latest ticket of an appointment.
///
/// # Errors
/// Any refusal of the engine.
pub async fn of_appointment(
    tx: &mut Tx,
    region: &RegionId,
    appointment: AppointmentId,
) -> Result<Option<TicketRow>, StorageError> {
    let params = params! { region: region, appointment: appointment };
    tx.maybe_row(&OF_APPOINTMENT, params)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// All tickets of an office on a day, in the order they were printed.
///
/// # Errors
/// Any refusal of the engine.
pub async fn of_day(
    tx: &mut Tx,
    office: &OfficeId,
    on: Date,
) -> Result<Vec<TicketRow>, StorageError> {
    let region = office.region();
    let params = params! { region: &region, office: office, on_date: on };
    tx.rows(&OF_DAY, params).await?.iter().map(read).collect()
}

/// Tickets that wait at an office on a day.
///
/// # Errors
/// Any refusal of the engine.
pub async fn waiting(
    tx: &mut Tx,
    office: &OfficeId,
    on: Date,
) -> Result<Vec<TicketRow>, StorageError> {
    let region = office.region();
    let params = params! { region: &region, office: office, on_date: on };
    tx.rows(&WAITING, params).await?.iter().map(read).collect()
}

/// The visitor a window has called or serves.
///
/// # Errors
/// Any refusal of the engine.
pub async fn at_window(
    tx: &mut Tx,
    region: &RegionId,
    window: WindowId,
) -> Result<Option<TicketRow>, StorageError> {
    let row = tx
        .maybe_row(&AT_WINDOW, params! { region: region, window: window })
        .await?;
    row.as_ref().map(read).transpose()
}

/// Tickets whose holders will not be served any more, though their appointments
/// are still open: missed before an instant, or left from an earlier day.
///
/// # Errors
/// Any refusal of the engine.
pub async fn left_over(
    tx: &mut Tx,
    region: &RegionId,
    since: Date,
    today: Date,
    missed_before: Timestamp,
    most: i64,
) -> Result<Vec<TicketRow>, StorageError> {
    let params = params! {
        region: region, since: since, today: today, missed_before: missed_before, most: most,
    };
    tx.rows(&LEFT_OVER, params)
        .await?
        .iter()
        .map(read)
        .collect()
}

fn class_columns(class: Class) -> (&'static str, Option<Timestamp>) {
    match class {
        Class::Priority => ("priority", None),
        Class::Booked(at) => ("booked", Some(at)),
        Class::WalkIn => ("walk_in", None),
    }
}

fn read(row: &Row) -> Result<TicketRow, StorageError> {
    let booked_for: Option<Timestamp> = row.get("booked_for")?;
    let class = row.word("class", |word| match (word, booked_for) {
        ("priority", None) => Some(Class::Priority),
        ("booked", Some(at)) => Some(Class::Booked(at)),
        ("walk_in", None) => Some(Class::WalkIn),
        _ => None,
    })?;
    let outcome: Option<String> = row.get("outcome")?;
    let outcome = match outcome {
        None => None,
        Some(_) => Some(row.word("outcome", Outcome::from_name)?),
    };
    Ok(TicketRow {
        way: Ticket {
            id: row.get("ticket_id")?,
            number: number(row)?,
            class,
            purpose: row.word("purpose", Purpose::from_name)?,
            state: row.word("state", TicketState::from_name)?,
            issued_at: row.get("issued_at")?,
            checked_in_at: row.get("checked_in_at")?,
            window: row.get("window_id")?,
            calls: row.json("calls")?,
            first_called_at: row.get("called_at")?,
            started_at: row.get("served_at")?,
            ended_at: row.get("ended_at")?,
            outcome,
            reason: row.get("reason")?,
            came_back: row.get("came_back")?,
        },
        office_id: row.get("office_id")?,
        on_date: row.get("on_date")?,
        service_id: row.get("service_id")?,
        help: row.json("help")?,
        language: row.get("language")?,
        appointment_id: row.get("appointment_id")?,
        case_id: row.get("case_id")?,
        officer_id: row.get("officer_id")?,
        state_since: row.get("state_since")?,
        version: row.get("version")?,
    })
}

fn number(row: &Row) -> Result<TicketNumber, StorageError> {
    let count: u16 = row.get("number")?;
    row.word("series", |letter| {
        let mut letters = letter.chars();
        let series = letters.next().filter(|_| letters.as_str().is_empty())?;
        TicketNumber::new(Series::new(series)?, count)
    })
}
