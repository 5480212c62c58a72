//! Check-in: the document is compared with the booking, and a ticket printed.

use jiff::{SignedDuration, Timestamp};
use okno_domain::appointment::AppointmentState;
use okno_domain::hall::{Class, Purpose, TicketNumber};
use okno_domain::id::TicketId;
use okno_identity::personal::Personal;
use okno_identity::role::Action;
use okno_storage::appointment::{self, Appointment};
use okno_storage::journal;
use okno_storage::ticket::TicketRow;
use serde_json::json;

use super::{ReceptionError, ShownDocument};
use crate::App;
use crate::actor::Duty;
use crate::hall::{Wanted, print};

/// People are checked in from so long before their time.
const EARLY: SignedDuration = SignedDuration::from_mins(30);

/// A printed ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The ticket.
    pub ticket: TicketId,
    /// The number on it.
    pub number: TicketNumber,
    /// When it was printed.
    pub at: Timestamp,
}

impl From<&TicketRow> for Printed {
    fn from(row: &TicketRow) -> Self {
        Self {
            ticket: row.way.id,
            number: row.way.number,
            at: row.way.issued_at,
        }
    }
}

impl App {
    /// Checks somebody in who shows the document they booked with.
    ///
    /// A document that differs changes nothing here: see [`App::void`] and
    /// [`App::walk_in`]. There is no way past it (REQ-A13).
    ///
    /// # Errors
    /// [`ReceptionError::IdentityDiffers`], [`ReceptionError::TooEarly`],
    /// [`ReceptionError::Ended`] and the other refusals.
    pub async fn check_in(
        &self,
        duty: &Duty,
        reference: &str,
        shown: &ShownDocument,
    ) -> Result<Printed, ReceptionError> {
        self.allow(duty, Action::CheckIn, &duty.office_id)?;
        let made = self.appointment_here(duty, reference).await?;
        if made.state != AppointmentState::Booked {
            return Err(ReceptionError::Ended(made.state));
        }
        let booker = self.open_booker(&made)?;
        if !shown.is_behind(self, &made.person_key)? {
            self.note_difference(duty, &made).await?;
            let booked_for = Personal::new(booker.person.full_name());
            return Err(ReceptionError::IdentityDiffers { booked_for });
        }
        let now = self.now();
        if made.starts_at.duration_since(now) > EARLY {
            return Err(ReceptionError::TooEarly {
                come_at: made
                    .starts_at
                    .saturating_sub(EARLY)
                    .unwrap_or(made.starts_at),
                starts_at: made.starts_at,
            });
        }
        let wanted = Wanted {
            office: made.office_id.clone(),
            service: made.service_id.clone(),
            purpose: Purpose::Submit,
            class: Class::Booked(made.starts_at),
            help: booker.help,
            language: made.language.clone(),
            appointment: Some(made.appointment_id),
            actor: duty.in_journal(),
        };
        self.arrive(made, wanted, now).await
    }

    async fn arrive(
        &self,
        made: Appointment,
        wanted: Wanted,
        now: Timestamp,
    ) -> Result<Printed, ReceptionError> {
        let office = made.office_id.clone();
        let (id, actor) = (made.appointment_id, wanted.actor.clone());
        let entry = self.entry_at(&office, actor, "appointment-arrived", id, json!({}), now);
        let app = self.clone();
        let row = self
            .store()
            .write("check in", move |tx| {
                let (app, made) = (app.clone(), made.clone());
                let (wanted, entry) = (wanted.clone(), entry.clone());
                Box::pin(async move {
                    let (booked, arrived) = (AppointmentState::Booked, AppointmentState::Arrived);
                    if !appointment::set_state(tx, &made, booked, arrived, None, now).await? {
                        return Err(ReceptionError::Ended(arrived));
                    }
                    journal::append(tx, &entry).await?;
                    Ok(print(tx, &app, &wanted, now).await?)
                })
            })
            .await?;
        self.signals().hall_changed(&office);
        Ok(Printed::from(&row))
    }

    /// A difference is noted even when the officer then serves the person as a
    /// walk-in: sellers of places show in the count.
    async fn note_difference(&self, duty: &Duty, made: &Appointment) -> Result<(), ReceptionError> {
        let (office, actor, id) = (&made.office_id, duty.in_journal(), made.appointment_id);
        let entry = self.entry_at(
            office,
            actor,
            "identity-differed",
            id,
            json!({}),
            self.now(),
        );
        self.store()
            .write("identity differed", move |tx| {
                let entry = entry.clone();
                Box::pin(async move { journal::append(tx, &entry).await })
            })
            .await
            .map_err(ReceptionError::Storage)
    }
}
