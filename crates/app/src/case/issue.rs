//! From the resolution to the holder's hands (REQ-7.6, REQ-9.9).

use okno_domain::case::{Actor, Event};
use okno_identity::role::{Action, Role};

use super::error::CaseError;
use super::key::Seen;
use super::step::{Also, Moved, Step};
use crate::App;
use crate::actor::Duty;
use crate::reception::ShownDocument;
use crate::staff::Session;

impl App {
    /// The passport failed its quality check and is made again; the coded reason
    /// says what was wrong (`print`, `chip`, `photo`, `data`).
    ///
    /// # Errors
    /// [`CaseError::Conflict`] and the other refusals.
    pub async fn qc_fail(
        &self,
        duty: &Duty,
        seen: &Seen,
        reason: &str,
    ) -> Result<Moved, CaseError> {
        let (right, event) = (Action::Produce, Event::QcFail);
        let mut step = Step::of_officer(duty, right, seen, event, Actor::Production);
        step.note = Some(reason.to_owned());
        self.take_step(step).await
    }

    /// The finished passport is at the office: the holder is told to collect it,
    /// with the place, its hours and how long it is kept (REQ-7.6).
    ///
    /// # Errors
    /// [`CaseError::Conflict`] and the other refusals.
    pub async fn delivered(
        &self,
        duty: &Duty,
        seen: &Seen,
        number: &str,
    ) -> Result<Moved, CaseError> {
        let (right, event) = (Action::Produce, Event::Delivered);
        let mut step = Step::of_officer(duty, right, seen, event, Actor::Production);
        step.facts.passport = Some(number.to_owned());
        step.also = vec![Also::Received(number.to_owned())];
        self.take_step(step).await
    }

    /// Hands the passport to its holder, whose document is compared with the one of
    /// the application (REQ-A13). The holder is invited to rate the service (REQ-9.9).
    ///
    /// # Errors
    /// [`CaseError::IdentityDiffers`]; [`CaseError::Conflict`] and the other refusals.
    pub async fn hand_over(
        &self,
        session: &Session,
        seen: &Seen,
        shown: &ShownDocument,
    ) -> Result<Moved, CaseError> {
        let file = self.file(&seen.key).await?;
        self.allow(&session.duty, Action::Issue, &file.office_id)?;
        if !shown.is_behind(self, &file.person_key)? {
            return Err(CaseError::IdentityDiffers);
        }
        let (right, event) = (Action::Issue, Event::HandedOver);
        let mut step = Step::of_officer(&session.duty, right, seen, event, Actor::Window);
        step.also = vec![Also::HandedOver];
        self.take_step(step).await
    }

    /// The holder found an error at the window: the passport is made again, without
    /// a fee. The coded reason says what was wrong.
    ///
    /// # Errors
    /// [`CaseError::Conflict`] and the other refusals.
    pub async fn error_found(
        &self,
        session: &Session,
        seen: &Seen,
        reason: &str,
    ) -> Result<Moved, CaseError> {
        let (right, event) = (Action::Issue, Event::ErrorFound);
        let mut step = Step::of_officer(&session.duty, right, seen, event, Actor::Window);
        step.note = Some(reason.to_owned());
        step.also = vec![Also::PutAway("spoiled")];
        self.take_step(step).await
    }

    /// Destroys a passport that nobody collected, by act; the number of the act is
    /// the reason.
    ///
    /// # Errors
    /// [`CaseError::Conflict`] and the other refusals.
    pub async fn destroy(&self, duty: &Duty, seen: &Seen, act: &str) -> Result<Moved, CaseError> {
        let heads = duty.roles.contains(&Role::Head);
        let role = if heads {
            Actor::Head
        } else {
            Actor::Production
        };
        let (right, event) = (Action::Destroy, Event::Destroy);
        let mut step = Step::of_officer(duty, right, seen, event, role);
        step.note = Some(act.to_owned());
        step.also = vec![Also::PutAway("destroyed")];
        self.take_step(step).await
    }
}
