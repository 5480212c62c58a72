//! Opening a case at the window: the form is checked as a whole, and nothing is
//! saved half.

use std::collections::BTreeMap;

use okno_domain::appointment::Channel;
use okno_domain::case::{Actor, Event};
use okno_domain::id::{AppointmentId, CaseId, OfficeId, RegionId, ServiceId, TicketId};
use okno_domain::office::OfficeKind;
use okno_identity::role::Action;
use okno_storage::ticket::{self, TicketRow};
use okno_storage::{StorageError, Tx, application, appointment};

use super::error::CaseError;
use super::filed::{Checked, Door};
use super::key::CaseKey;
use super::step::{Moved, Step, open};
use crate::App;
use crate::person::Booker;
use crate::reception::ShownDocument;
use crate::staff::Session;

/// What is handed in at a window.
#[derive(Clone)]
pub struct Opening {
    /// The service.
    pub service: ServiceId,
    /// The form, by its id in the pack (`application-adult`).
    pub form: String,
    /// Answers by `section.field` or `section.row.field`, as typed.
    pub values: BTreeMap<String, String>,
    /// The document that lies on the desk.
    pub shown: ShownDocument,
    /// What the officer adds for the rules: `urgent`, `serviceman`,
    /// `latin_spelling` with `true`, or other inputs of the pack.
    pub words: BTreeMap<String, String>,
    /// The language of the person.
    pub language: String,
}

impl App {
    /// Opens a case for the visitor at the officer's window (REQ-A21): everything
    /// wrong with the answers is told at once, and only a right form is saved.
    ///
    /// The document shown must be the one in the form, and the one the appointment
    /// was booked with: it is compared here once more (REQ-A13).
    ///
    /// # Errors
    /// [`CaseError::Form`] with all problems; [`CaseError::IdentityDiffers`];
    /// [`CaseError::NotGiven`] and the other refusals.
    pub async fn open_at_window(
        &self,
        session: &Session,
        opening: &Opening,
    ) -> Result<Moved, CaseError> {
        let office = session.duty.office_id.clone();
        let mfc = self.is_mfc(&office);
        let right = if mfc {
            Action::AcceptAtMfc
        } else {
            Action::Accept
        };
        self.allow(&session.duty, right, &office)?;
        let visitor = self.visitor(session).await?;
        let booked = match visitor.as_ref().and_then(|row| row.appointment_id) {
            None => None,
            Some(id) => Some(self.booked(&office, id).await?),
        };
        if let Some((key, _)) = &booked
            && !opening.shown.is_behind(self, key)?
        {
            return Err(CaseError::IdentityDiffers);
        }
        let door = Door {
            office: &office,
            channel: if mfc {
                Channel::MultipurposeCentre
            } else {
                Channel::InPerson
            },
            contact: booked.map(|(_, booker)| booker.contact).unwrap_or_default(),
        };
        let mut checked = self.checked(opening, &door)?;
        checked.file.appointment_id = visitor.as_ref().and_then(|row| row.appointment_id);
        checked.file.ticket_id = visitor.as_ref().map(|row| row.way.id);
        let event = if mfc {
            Event::SubmitMfc
        } else {
            Event::SubmitWindow
        };
        let key = CaseKey::of(&office, checked.file.case_id);
        let mut step = Step::new(key, event, Actor::Applicant);
        step.by = Some((session.duty.clone(), right));
        self.open_case(checked, step).await
    }

    pub(super) async fn open_case(&self, checked: Checked, step: Step) -> Result<Moved, CaseError> {
        let app = self.clone();
        let moved = self
            .store()
            .write("open case", move |tx| {
                let (app, step, checked) = (app.clone(), step.clone(), checked.clone());
                Box::pin(async move {
                    let (region, ticket) =
                        (checked.file.office_id.region(), checked.file.ticket_id);
                    let id = checked.file.case_id;
                    let moved = open(tx, &app, &step, checked.file).await?;
                    application::insert(tx, &region, &checked.filed).await?;
                    if let Some(ticket) = ticket {
                        link(tx, &region, ticket, id).await?;
                    }
                    Ok::<_, CaseError>(moved)
                })
            })
            .await?;
        self.signals().told();
        Ok(moved)
    }

    pub(super) fn is_mfc(&self, office: &OfficeId) -> bool {
        let directory = self.directory().now();
        let known = directory.office(office);
        known.is_some_and(|known| known.kind == OfficeKind::MultipurposeCentre)
    }

    /// The ticket at the officer's window; without one somebody is served without.
    async fn visitor(&self, session: &Session) -> Result<Option<TicketRow>, CaseError> {
        let Some(window) = &session.window else {
            return Ok(None);
        };
        let (region, window) = (session.region.clone(), window.window_id);
        let found = self
            .store()
            .read("visitor", move |tx| {
                Box::pin(async move { ticket::at_window(tx, &region, window).await })
            })
            .await;
        found.map_err(CaseError::Storage)
    }

    /// Key and person of an appointment.
    async fn booked(
        &self,
        office: &OfficeId,
        id: AppointmentId,
    ) -> Result<([u8; 32], Booker), CaseError> {
        let region = office.region();
        let found = self
            .store()
            .read("booked", move |tx| {
                Box::pin(async move { appointment::find(tx, &region, id).await })
            })
            .await
            .map_err(CaseError::Storage)?;
        let made = found.ok_or(CaseError::NotFound)?;
        Ok((made.person_key, self.open_booker(&made)?))
    }
}

/// The ticket of the visit knows its case, so that the next window finds it.
async fn link(
    tx: &mut Tx,
    region: &RegionId,
    id: TicketId,
    case: CaseId,
) -> Result<(), StorageError> {
    if let Some(row) = ticket::find(tx, region, id).await? {
        let linked = TicketRow {
            case_id: Some(case),
            ..row
        };
        ticket::save(tx, &linked).await?;
    }
    Ok(())
}
