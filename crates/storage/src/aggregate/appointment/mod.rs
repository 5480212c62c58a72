//! Appointments: a person has a place (REQ-A12, REQ-A13, REQ-7.1).

mod book;

pub use book::{BookRefusal, Booking, book, book_in};

use jiff::Timestamp;
use okno_domain::appointment::{AppointmentState, Channel};
use okno_domain::id::{AppointmentId, OfficeId, RegionId, ServiceId, SlotId};

use crate::{Row, StorageError, Tx, params, sql};

/// A person has a place. The person stands in it sealed; the name never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// Its identifier.
    pub appointment_id: AppointmentId,
    /// The office.
    pub office_id: OfficeId,
    /// The slot.
    pub slot_id: SlotId,
    /// The service.
    pub service_id: ServiceId,
    /// Services that exclude one another.
    pub service_family: String,
    /// Whose it is.
    pub person_key: [u8; 32],
    /// What the person is told and shows: short, unguessable, with a check character.
    pub reference: String,
    /// Where it stands.
    pub state: AppointmentState,
    /// Through which door it was made.
    pub channel: Channel,
    /// The language of the person.
    pub language: String,
    /// When it starts.
    pub starts_at: Timestamp,
    /// Person and contact, sealed.
    pub sealed: Vec<u8>,
    /// How often it was moved.
    pub moves: u32,
    /// When it was made.
    pub booked_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// Why it ended, as a code.
    pub reason: Option<String>,
}

sql! {
    INSERT = "INSERT INTO appointment (region_id, appointment_id, office_id, slot_id, service_id,
            service_family, person_key, reference, state, channel, language, starts_at, sealed,
            moves, booked_at, changed_at)
        VALUES (:region, :appointment, :office, :slot, :service,
            :family, :person, :reference, 'booked', :channel, :language, :starts_at, :sealed,
            0, :now, :now)";
    FIND = "SELECT * FROM appointment
        WHERE region_id = :region AND appointment_id = :appointment";
    BY_REFERENCE = "SELECT * FROM appointment
        WHERE region_id = :region AND reference = :reference";
    OF_OFFICE = "SELECT a.* FROM appointment a
        JOIN slot s ON s.region_id = a.region_id AND s.slot_id = a.slot_id
        WHERE s.region_id = :region AND s.office_id = :office
          AND s.starts_at >= :from AND s.starts_at < :until
        ORDER BY a.starts_at, a.reference";
    SET_STATE = "UPDATE appointment SET state = :state, reason = :reason, changed_at = :now
        WHERE region_id = :region AND appointment_id = :appointment AND state = :from";
    MOVE = "UPDATE appointment
        SET slot_id = :to, office_id = :office, starts_at = :starts_at,
            moves = moves + 1, changed_at = :now
        WHERE region_id = :region AND appointment_id = :appointment
          AND slot_id = :from AND state = 'booked'";
    OVERDUE = "SELECT a.* FROM appointment a
        JOIN slot s ON s.region_id = a.region_id AND s.slot_id = a.slot_id
        WHERE s.region_id = :region AND s.starts_at >= :from AND s.starts_at < :before
          AND a.state = 'booked'
        ORDER BY s.starts_at LIMIT :most";
}

/// Records an appointment; place and claim are taken in the same unit of work.
///
/// # Errors
/// A unique violation when the reference is already somebody's; any refusal of
/// the engine.
pub async fn insert(tx: &mut Tx, made: &Appointment) -> Result<(), StorageError> {
    let region = made.office_id.region();
    tx.execute(
        &INSERT,
        params! {
            region: &region, appointment: made.appointment_id, office: &made.office_id,
            slot: made.slot_id, service: &made.service_id, family: &made.service_family,
            person: &made.person_key, reference: &made.reference, channel: made.channel.name(),
            language: &made.language, starts_at: made.starts_at, sealed: &made.sealed,
            now: made.booked_at,
        },
    )
    .await?;
    Ok(())
}

/// The appointment of that identifier.
///
/// # Errors
/// Any refusal of the engine.
pub async fn find(
    tx: &mut Tx,
    region: &RegionId,
    appointment: AppointmentId,
) -> Result<Option<Appointment>, StorageError> {
    let row = tx
        .maybe_row(&FIND, params! { region: region, appointment: appointment })
        .await?;
    row.as_ref().map(read).transpose()
}

/// The appointment with that reference.
///
/// # Errors
/// Any refusal of the engine.
pub async fn by_reference(
    tx: &mut Tx,
    region: &RegionId,
    reference: &str,
) -> Result<Option<Appointment>, StorageError> {
    let params = params! { region: region, reference: reference };
    let row = tx.maybe_row(&BY_REFERENCE, params).await?;
    row.as_ref().map(read).transpose()
}

/// Appointments of an office between two instants, in order of time.
///
/// # Errors
/// Any refusal of the engine.
pub async fn of_office(
    tx: &mut Tx,
    office: &OfficeId,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Appointment>, StorageError> {
    let region = office.region();
    let params = params! { region: &region, office: office, from: from, until: until };
    tx.rows(&OF_OFFICE, params)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// Appointments that began before an instant and for which nobody came.
///
/// # Errors
/// Any refusal of the engine.
pub async fn overdue(
    tx: &mut Tx,
    region: &RegionId,
    from: Timestamp,
    before: Timestamp,
    most: i64,
) -> Result<Vec<Appointment>, StorageError> {
    let params = params! { region: region, from: from, before: before, most: most };
    tx.rows(&OVERDUE, params).await?.iter().map(read).collect()
}

/// Changes the state if it still is `from`.
///
/// # Errors
/// Any refusal of the engine.
pub async fn set_state(
    tx: &mut Tx,
    appointment: &Appointment,
    from: AppointmentState,
    to: AppointmentState,
    reason: Option<&str>,
    now: Timestamp,
) -> Result<bool, StorageError> {
    let region = appointment.office_id.region();
    let params = params! {
        region: &region, appointment: appointment.appointment_id, from: from.name(),
        state: to.name(), reason: reason, now: now,
    };
    Ok(tx.execute(&SET_STATE, params).await? == 1)
}

/// Puts a booked appointment onto another slot of its region if it still
/// stands on `from`; places are taken and given back by the caller.
///
/// # Errors
/// Any refusal of the engine.
pub async fn move_to(
    tx: &mut Tx,
    appointment: &Appointment,
    to: &super::slot::Slot,
    now: Timestamp,
) -> Result<bool, StorageError> {
    let params = params! {
        region: &to.region_id, appointment: appointment.appointment_id,
        from: appointment.slot_id, to: to.slot_id, office: &to.office_id,
        starts_at: to.starts_at, now: now,
    };
    Ok(tx.execute(&MOVE, params).await? == 1)
}

fn read(row: &Row) -> Result<Appointment, StorageError> {
    Ok(Appointment {
        appointment_id: row.get("appointment_id")?,
        office_id: row.get("office_id")?,
        slot_id: row.get("slot_id")?,
        service_id: row.get("service_id")?,
        service_family: row.get("service_family")?,
        person_key: row.get("person_key")?,
        reference: row.get("reference")?,
        state: row.word("state", AppointmentState::from_name)?,
        channel: row.word("channel", Channel::from_name)?,
        language: row.get("language")?,
        starts_at: row.get("starts_at")?,
        sealed: row.get("sealed")?,
        moves: row.get("moves")?,
        booked_at: row.get("booked_at")?,
        changed_at: row.get("changed_at")?,
        reason: row.get("reason")?,
    })
}
