//! A ticket for somebody without an appointment, at the kiosk or from reception.

use okno_domain::hall::{Class, Purpose};
use okno_domain::id::{OfficeId, ServiceId};
use okno_identity::role::Action;

use super::{Printed, ReceptionError};
use crate::App;
use crate::actor::Actor;
use crate::hall::{Wanted, print};

/// What a visitor without an appointment asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkIn {
    /// The office.
    pub office: OfficeId,
    /// The service.
    pub service: ServiceId,
    /// What for.
    pub purpose: Purpose,
    /// The language of the visitor.
    pub language: String,
    /// Help that was asked for.
    pub help: Vec<String>,
    /// The law puts the visitor first; an officer has seen why.
    pub priority: bool,
}

impl App {
    /// Prints a ticket (REQ-A5). At the kiosk the actor is the applicant.
    ///
    /// # Errors
    /// [`ReceptionError::NotGiven`] when the office does not give the service
    /// today; [`ReceptionError::PriorityNeedsOfficer`] at the kiosk.
    pub async fn walk_in(&self, asked: &WalkIn, actor: &Actor) -> Result<Printed, ReceptionError> {
        match actor {
            Actor::Officer(duty) => self.allow(duty, Action::GiveTicket, &asked.office)?,
            _ if asked.priority => return Err(ReceptionError::PriorityNeedsOfficer),
            Actor::Applicant(_) | Actor::System => {}
        }
        let now = self.now();
        let today = self.local_date(&asked.office, now);
        let directory = self.directory().now();
        let known = directory
            .office(&asked.office)
            .ok_or(ReceptionError::NotFound)?;
        if !known.services.contains_key(&asked.service) || !known.accepts_on(today) {
            return Err(ReceptionError::NotGiven(asked.service.clone()));
        }
        let wanted = Wanted {
            office: asked.office.clone(),
            service: asked.service.clone(),
            purpose: asked.purpose,
            class: if asked.priority {
                Class::Priority
            } else {
                Class::WalkIn
            },
            help: asked.help.clone(),
            language: asked.language.clone(),
            appointment: None,
            actor: actor.in_journal(),
        };
        let app = self.clone();
        let row = self
            .store()
            .write("walk in", move |tx| {
                let (app, wanted) = (app.clone(), wanted.clone());
                Box::pin(async move { print(tx, &app, &wanted, now).await })
            })
            .await?;
        self.signals().hall_changed(&asked.office);
        Ok(Printed::from(&row))
    }
}
