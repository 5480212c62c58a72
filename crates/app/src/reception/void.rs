//! Voiding an appointment whose document is another (REQ-A13, REQ-A12).

use std::collections::BTreeMap;

use okno_domain::appointment::AppointmentState;
use okno_identity::role::Action;
use okno_storage::claim::{self, Claim};
use okno_storage::{appointment, journal, notification, slot};
use serde_json::json;

use super::{ReceptionError, ShownDocument};
use crate::App;
use crate::actor::{Actor, Duty};

/// Why an appointment was voided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoidReason {
    /// Another person came.
    AnotherPerson,
    /// The same person, but with another document than the one booked with.
    AnotherDocument,
    /// The booking has a birth date that is not in the document.
    WrongBirthDate,
}

impl VoidReason {
    /// Every reason, in the order of the list.
    pub const ALL: [Self; 3] = [
        Self::AnotherPerson,
        Self::AnotherDocument,
        Self::WrongBirthDate,
    ];

    /// The code in tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AnotherPerson => "another-person",
            Self::AnotherDocument => "another-document",
            Self::WrongBirthDate => "wrong-birth-date",
        }
    }

    /// The reason of that code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

impl App {
    /// Voids an appointment whose document differs from the one shown: the place is
    /// free again, the claim released, the holder told.
    ///
    /// The document is compared once more, so that nobody loses a place whose
    /// document is the right one.
    ///
    /// # Errors
    /// [`ReceptionError::IdentityMatches`]; the refusals of [`App::check_in`].
    pub async fn void(
        &self,
        duty: &Duty,
        reference: &str,
        shown: &ShownDocument,
        reason: VoidReason,
    ) -> Result<(), ReceptionError> {
        self.allow(duty, Action::CheckIn, &duty.office_id)?;
        let made = self.appointment_here(duty, reference).await?;
        if made.state != AppointmentState::Booked {
            return Err(ReceptionError::Ended(made.state));
        }
        if shown.is_behind(self, &made.person_key)? {
            return Err(ReceptionError::IdentityMatches);
        }
        let (now, booker) = (self.now(), self.open_booker(&made)?);
        let actor = Actor::Officer(duty.clone());
        let facts = json!({ "reason": reason.code() });
        let entry = self.entry(&made, &actor, "appointment-voided", facts, now);
        let more = BTreeMap::from([("reason".to_owned(), reason.code().to_owned())]);
        let told = self.tell("cancelled", &made, &booker, more, now)?;
        self.store()
            .write("void", move |tx| {
                let (made, entry, told) = (made.clone(), entry.clone(), told.clone());
                Box::pin(async move {
                    let (booked, void) = (AppointmentState::Booked, AppointmentState::Void);
                    let why = Some(reason.code());
                    if !appointment::set_state(tx, &made, booked, void, why, now).await? {
                        return Err(ReceptionError::Ended(void));
                    }
                    let claim = Claim {
                        person_key: made.person_key,
                        service_family: made.service_family.clone(),
                        region_id: made.office_id.region(),
                        holder_id: made.appointment_id.0,
                    };
                    slot::give_back(tx, &claim.region_id, made.slot_id).await?;
                    claim::release(tx, &claim, now).await?;
                    journal::append(tx, &entry).await?;
                    notification::enqueue(tx, &told).await?;
                    Ok(())
                })
            })
            .await?;
        self.signals().told();
        Ok(())
    }
}
