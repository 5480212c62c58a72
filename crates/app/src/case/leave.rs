//! Taking an application back (REQ-7.5).

use okno_domain::case::{Actor, Event, State};
use okno_domain::decision::GroundList;
use okno_identity::role::Action;

use super::error::CaseError;
use super::key::Seen;
use super::step::{Moved, Step};
use crate::App;
use crate::actor::Duty;
use crate::reception::ShownDocument;

impl App {
    /// Withdraws the application for the applicant who asks in person and shows the
    /// document it is about.
    ///
    /// # Errors
    /// [`CaseError::IdentityDiffers`]; [`CaseError::Refused`] once the head has the
    /// case; [`CaseError::Conflict`] and the other refusals.
    pub async fn withdraw(
        &self,
        duty: &Duty,
        seen: &Seen,
        shown: &ShownDocument,
    ) -> Result<Moved, CaseError> {
        let file = self.file(&seen.key).await?;
        self.allow(duty, Action::Withdraw, &file.office_id)?;
        if !shown.is_behind(self, &file.person_key)? {
            return Err(CaseError::IdentityDiffers);
        }
        let (right, event) = (Action::Withdraw, Event::Withdraw);
        let mut step = Step::of_officer(duty, right, seen, event, Actor::Applicant);
        // The pack names the ground after the state it leads to.
        let code = State::Withdrawn.name().to_owned();
        step.ground = Some((GroundList::Discontinuation, code));
        self.take_step(step).await
    }
}
