//! The electronic way: filed from the account, registered, invited (REQ-A22,
//! REQ-7.1, REQ-7.2).

use jiff::{Timestamp, Zoned};
use okno_domain::appointment::Channel;
use okno_domain::case::{Actor, Event};
use okno_domain::id::OfficeId;
use okno_identity::role::Action;

use super::error::CaseError;
use super::filed::Door;
use super::key::{CaseKey, Seen};
use super::opening::Opening;
use super::step::{Moved, Step};
use crate::App;
use crate::actor::Duty;
use crate::person::Contact;

/// An application filed from afar.
#[derive(Clone)]
pub struct Filing {
    /// The office that will consider it.
    pub office: OfficeId,
    /// Form and answers; `shown` is the document of the account.
    pub opening: Opening,
    /// How to reach the person, where the form leaves it out.
    pub contact: Contact,
}

impl App {
    /// Files an application through the portal: the whole form or nothing.
    ///
    /// # Errors
    /// [`CaseError::Form`] with all problems, and the other refusals.
    pub async fn file_online(&self, filing: &Filing) -> Result<Moved, CaseError> {
        let door = Door {
            office: &filing.office,
            channel: Channel::Portal,
            contact: filing.contact.clone(),
        };
        let checked = self.checked(&filing.opening, &door)?;
        let key = CaseKey::of(&filing.office, checked.file.case_id);
        self.open_case(
            checked,
            Step::new(key, Event::SubmitPortal, Actor::Applicant),
        )
        .await
    }

    /// Accepts and registers an electronic application (REQ-7.2).
    ///
    /// # Errors
    /// [`CaseError::Conflict`] and the other refusals.
    pub async fn register(&self, duty: &Duty, seen: &Seen) -> Result<Moved, CaseError> {
        let (right, event) = (Action::Register, Event::Register);
        let mut step = Step::of_officer(duty, right, seen, event, Actor::Reception);
        step.registers = true;
        self.take_step(step).await
    }

    /// Invites the applicant to a day and time that the office sets (REQ-A22,
    /// REQ-A23).
    ///
    /// # Errors
    /// [`CaseError::Refused`] unless registered; the other refusals.
    pub async fn invite(&self, key: &CaseKey, visit: Timestamp) -> Result<Moved, CaseError> {
        let file = self.file(key).await?;
        let mut step = Step::new(key.clone(), Event::Invite, Actor::System);
        step.facts.visit = Some(self.visit_at(&file.office_id, visit));
        self.take_step(step).await
    }

    /// Gives another day and time, also to somebody whose case is suspended because
    /// they did not come (REQ-7.4).
    ///
    /// # Errors
    /// [`CaseError::Refused`]; the other refusals.
    pub async fn rebook(&self, key: &CaseKey, visit: Timestamp) -> Result<Moved, CaseError> {
        let file = self.file(key).await?;
        let mut step = Step::new(key.clone(), Event::Rebook, Actor::Applicant);
        step.facts.visit = Some(self.visit_at(&file.office_id, visit));
        self.take_step(step).await
    }

    fn visit_at(&self, office: &OfficeId, visit: Timestamp) -> Zoned {
        visit.to_zoned(self.zone_of(office))
    }
}
