//! Looking an appointment up: by reference and birth date, or by being the
//! person who holds it.

use jiff::Timestamp;
use jiff::civil::Date;
use okno_domain::appointment::{AppointmentState, Channel, MovePolicy};
use okno_domain::id::{AppointmentId, OfficeId, RegionId, ServiceId};
use okno_storage::appointment::Appointment;
use okno_storage::{appointment, claim};

use super::BookingError;
use crate::App;
use crate::person::Booker;

/// An appointment as its holder sees it.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its identifier.
    pub appointment_id: AppointmentId,
    /// Its reference.
    pub reference: String,
    /// Where.
    pub office_id: OfficeId,
    /// For which service.
    pub service_id: ServiceId,
    /// When it starts.
    pub starts_at: Timestamp,
    /// Where it stands.
    pub state: AppointmentState,
    /// Through which door it was made.
    pub channel: Channel,
    /// Who.
    pub booker: Booker,
    /// How often it was moved.
    pub moves: u32,
    /// What the policy allows (REQ-A24).
    pub policy: MovePolicy,
    /// Why it ended, as a code.
    pub reason: Option<String>,
}

impl Found {
    /// Moves left; `None` where the policy has no number.
    pub fn moves_left(&self) -> Option<u32> {
        self.policy.left(self.moves)
    }
}

impl App {
    /// The appointment with that reference, if the birth date is the holder's.
    ///
    /// A wrong reference and a wrong birth date get the same answer.
    ///
    /// # Errors
    /// [`BookingError::NotFound`].
    pub async fn look_up(
        &self,
        region: &RegionId,
        reference: &str,
        birth_date: Date,
    ) -> Result<Found, BookingError> {
        let (made, booker) = self.proven(region, reference, birth_date).await?;
        self.found(made, booker)
    }

    /// The appointment of that identifier, for pages that were reached by proof.
    ///
    /// # Errors
    /// [`BookingError::NotFound`].
    pub async fn appointment(
        &self,
        region: &RegionId,
        id: AppointmentId,
    ) -> Result<Found, BookingError> {
        let region = region.clone();
        let made = self
            .store()
            .read("appointment", move |tx| {
                Box::pin(async move { appointment::find(tx, &region, id).await })
            })
            .await?
            .ok_or(BookingError::NotFound)?;
        let booker = self.open_booker(&made)?;
        self.found(made, booker)
    }

    /// Row and person behind a reference, proven by the birth date.
    pub(crate) async fn proven(
        &self,
        region: &RegionId,
        reference: &str,
        birth_date: Date,
    ) -> Result<(Appointment, Booker), BookingError> {
        let (region, reference) = (region.clone(), reference.to_owned());
        let made = self
            .store()
            .read("look up", move |tx| {
                Box::pin(async move { appointment::by_reference(tx, &region, &reference).await })
            })
            .await?
            .ok_or(BookingError::NotFound)?;
        let booker = self.open_booker(&made)?;
        if booker.person.birth_date != birth_date {
            return Err(BookingError::NotFound);
        }
        Ok((made, booker))
    }

    /// The live appointment that stands in the way of a booking, if the person
    /// asking is the one who holds it: same document, birth date and name.
    pub(crate) async fn held_by(
        &self,
        booker: &Booker,
        service: &ServiceId,
    ) -> Result<Option<Found>, BookingError> {
        let family = self.rules().family_of(service)?.to_owned();
        let person_key = *booker.person.key(self)?.as_bytes();
        let made = self
            .store()
            .read("held by", move |tx| {
                Box::pin(async move {
                    match claim::find(tx, &person_key, &family).await? {
                        None => Ok(None),
                        Some((claim, _)) => {
                            let id = AppointmentId(claim.holder_id);
                            appointment::find(tx, &claim.region_id, id).await
                        }
                    }
                })
            })
            .await
            .map_err(BookingError::Storage)?;
        let Some(made) = made else { return Ok(None) };
        let holder = self.open_booker(&made)?;
        if !holder.person.same_name(&booker.person) {
            return Ok(None);
        }
        self.found(made, holder).map(Some)
    }

    pub(crate) fn found(&self, made: Appointment, booker: Booker) -> Result<Found, BookingError> {
        let on = self.local_date(&made.office_id, self.now());
        let policy = self.rules().booking(&made.service_id, on)?.moves;
        Ok(Found {
            appointment_id: made.appointment_id,
            reference: made.reference,
            office_id: made.office_id,
            service_id: made.service_id,
            starts_at: made.starts_at,
            state: made.state,
            channel: made.channel,
            booker,
            moves: made.moves,
            policy,
            reason: made.reason,
        })
    }
}
