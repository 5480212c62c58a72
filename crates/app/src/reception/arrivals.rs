//! The reception list: who is booked on a day, and where each stands.

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp, ToSpan};
use okno_domain::appointment::{AppointmentState, Channel};
use okno_domain::hall::{TicketNumber, TicketState};
use okno_domain::id::{AppointmentId, ServiceId, TicketId};
use okno_domain::person::reference::Reference;
use okno_identity::personal::Personal;
use okno_identity::role::Action;
use okno_storage::appointment::{self, Appointment};
use okno_storage::ticket::{self, TicketRow};

use super::ReceptionError;
use crate::App;
use crate::actor::Duty;
use crate::booking::start_of;

/// After so long past the start somebody who has not come is late.
const LATE: SignedDuration = SignedDuration::from_mins(5);

/// Where somebody who is booked stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArrivalState {
    /// Expected.
    Due,
    /// Expected some minutes ago.
    Late,
    /// In the hall.
    Here,
    /// Called to a window, or served there.
    Called,
    /// Served.
    Done,
    /// Did not come, or did not answer the calls.
    Missed,
    /// The appointment was voided: the document was another (REQ-A13).
    Void,
}

/// One line of the reception list.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// The appointment.
    pub appointment: AppointmentId,
    /// Its reference.
    pub reference: String,
    /// Full name, for the officer.
    pub name: Personal<String>,
    /// When it starts.
    pub starts_at: Timestamp,
    /// The same on the clock of the office.
    pub local: Time,
    /// The service.
    pub service: ServiceId,
    /// Through which door it was made.
    pub channel: Channel,
    /// The language of the person.
    pub language: String,
    /// Help that was asked for.
    pub help: Vec<String>,
    /// Where the person stands.
    pub state: ArrivalState,
    /// The ticket, once checked in.
    pub ticket: Option<(TicketId, TicketNumber)>,
}

impl App {
    /// People booked at the officer's office on a day, in order of time; cancelled
    /// appointments are left out.
    ///
    /// # Errors
    /// [`ReceptionError::Forbidden`]; any refusal of the database.
    pub async fn arrivals(&self, duty: &Duty, on: Date) -> Result<Vec<Arrival>, ReceptionError> {
        let office = duty.office_id.clone();
        self.allow(duty, Action::SeeDay, &office)?;
        let zone = self.zone_of(&office);
        let (from, until) = (
            start_of(on, &zone),
            start_of(on.saturating_add(1.day()), &zone),
        );
        let (made, tickets) = self
            .store()
            .read("arrivals", move |tx| {
                Box::pin(async move {
                    let made = appointment::of_office(tx, &office, from, until).await?;
                    Ok::<_, ReceptionError>((made, ticket::of_day(tx, &office, on).await?))
                })
            })
            .await?;
        let mut list = Vec::new();
        for appointment in made {
            let own = |row: &&TicketRow| row.appointment_id == Some(appointment.appointment_id);
            let ticket = tickets.iter().rev().find(own);
            list.extend(self.arrival(&appointment, ticket)?);
        }
        Ok(list)
    }

    /// The person whose reference was typed, or whose code was read by a scanner.
    ///
    /// # Errors
    /// [`ReceptionError::NotFound`], also for an appointment at another office.
    pub async fn find_arrival(&self, duty: &Duty, typed: &str) -> Result<Arrival, ReceptionError> {
        self.allow(duty, Action::SeeDay, &duty.office_id)?;
        let made = self.appointment_here(duty, typed).await?;
        let (region, id) = (made.office_id.region(), made.appointment_id);
        let ticket = self
            .store()
            .read("ticket of", move |tx| {
                Box::pin(async move { ticket::of_appointment(tx, &region, id).await })
            })
            .await
            .map_err(ReceptionError::Storage)?;
        self.arrival(&made, ticket.as_ref())?
            .ok_or(ReceptionError::NotFound)
    }

    /// The appointment behind a reference, if it is at the officer's office.
    pub(super) async fn appointment_here(
        &self,
        duty: &Duty,
        typed: &str,
    ) -> Result<Appointment, ReceptionError> {
        let region = duty.office_id.region();
        let candidates = references_in(typed);
        let found = self
            .store()
            .read("appointment here", move |tx| {
                Box::pin(async move {
                    for reference in candidates {
                        let found = appointment::by_reference(tx, &region, &reference).await?;
                        if found.is_some() {
                            return Ok(found);
                        }
                    }
                    Ok::<_, ReceptionError>(None)
                })
            })
            .await?;
        found
            .filter(|made| made.office_id == duty.office_id)
            .ok_or(ReceptionError::NotFound)
    }

    fn arrival(
        &self,
        made: &Appointment,
        ticket: Option<&TicketRow>,
    ) -> Result<Option<Arrival>, ReceptionError> {
        let Some(state) = state_of(made, ticket, self.now()) else {
            return Ok(None);
        };
        let booker = self.open_booker(made)?;
        Ok(Some(Arrival {
            appointment: made.appointment_id,
            reference: made.reference.clone(),
            name: Personal::new(booker.person.full_name()),
            starts_at: made.starts_at,
            local: made
                .starts_at
                .to_zoned(self.zone_of(&made.office_id))
                .time(),
            service: made.service_id.clone(),
            channel: made.channel,
            language: made.language.clone(),
            help: booker.help,
            state,
            ticket: ticket.map(|row| (row.way.id, row.way.number)),
        }))
    }
}

/// `None` for an appointment that nobody expects any more.
fn state_of(
    made: &Appointment,
    ticket: Option<&TicketRow>,
    now: Timestamp,
) -> Option<ArrivalState> {
    Some(match made.state {
        AppointmentState::Cancelled => return None,
        AppointmentState::Void => ArrivalState::Void,
        AppointmentState::NoShow => ArrivalState::Missed,
        AppointmentState::Fulfilled => ArrivalState::Done,
        AppointmentState::Booked if now.duration_since(made.starts_at) > LATE => ArrivalState::Late,
        AppointmentState::Booked => ArrivalState::Due,
        AppointmentState::Arrived => match ticket.map(|row| row.way.state) {
            Some(TicketState::Called | TicketState::Serving) => ArrivalState::Called,
            Some(TicketState::NoShow) => ArrivalState::Missed,
            Some(TicketState::Served) => ArrivalState::Done,
            _ => ArrivalState::Here,
        },
    })
}

/// What a typed or scanned text may mean: the text itself, the last part of an
/// address in a code, each as typed and as the office writes references.
fn references_in(typed: &str) -> Vec<String> {
    let whole = typed.trim();
    let tail = whole.rsplit(['/', '=', '#']).next().unwrap_or(whole);
    let mut found = Vec::new();
    for text in [whole, tail] {
        found.extend(
            Reference::parse(text)
                .ok()
                .map(|reference| reference.to_string()),
        );
        found.push(text.to_uppercase());
    }
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scanned_address_holds_the_reference_at_its_end() {
        let scanned = references_in("https://pass.example/a/77-kx4r2hmc");
        assert!(scanned.contains(&"77-KX4R2HMC".to_owned()));
        assert!(references_in(" 77-kx4r2hmc ").contains(&"77-KX4R2HMC".to_owned()));
    }
}
