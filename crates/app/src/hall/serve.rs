//! At the window: call again, start, put aside, send on, finish, did not come.

use std::sync::Arc;

use jiff::Timestamp;
use okno_domain::appointment::AppointmentState;
use okno_domain::hall::{Outcome, Ticket, WrongStep};
use okno_domain::id::WindowId;
use okno_storage::claim::{self, Claim};
use okno_storage::ticket::{self, TicketRow};
use okno_storage::{StorageError, Tx, appointment, journal, office};
use serde_json::json;

use super::call::seated;
use super::{HallError, Visit};
use crate::App;
use crate::staff::Session;

/// A step of the visitor at a window.
type Step = dyn Fn(Ticket, WindowId, Timestamp) -> Result<Ticket, WrongStep> + Send + Sync;

impl App {
    /// Shows the called ticket once more: at most three calls, at least 20 seconds
    /// apart.
    ///
    /// # Errors
    /// [`HallError::Step`] says from when it may be called again.
    pub async fn recall(&self, session: &Session) -> Result<Visit, HallError> {
        self.at_window(session, "ticket-recalled", |way, window, now| {
            way.recall(window, now)
        })
        .await
    }

    /// The visitor came: serving begins.
    ///
    /// # Errors
    /// The refusals of [`HallError`].
    pub async fn came(&self, session: &Session) -> Result<Visit, HallError> {
        self.at_window(session, "ticket-started", |way, window, now| {
            way.start(window, now)
        })
        .await
    }

    /// Nobody came; the ticket stays on the list of missed ones for half an hour.
    ///
    /// # Errors
    /// [`HallError::Step`] while the visitor may still be on the way.
    pub async fn no_show_ticket(&self, session: &Session) -> Result<Visit, HallError> {
        self.at_window(session, "ticket-missed", |way, window, now| {
            way.miss(window, now)
        })
        .await
    }

    /// Puts the visitor aside for a stated reason; any window may go on.
    ///
    /// # Errors
    /// [`HallError::Step`] without a reason.
    pub async fn park(&self, session: &Session, reason: &str) -> Result<Visit, HallError> {
        let reason = reason.to_owned();
        self.at_window(session, "ticket-parked", move |way, window, _| {
            way.defer(window, &reason)
        })
        .await
    }

    /// Sends the visitor on to another window of the office; the visitor waits for
    /// that window with the old time.
    ///
    /// # Errors
    /// [`HallError::NotFound`] for a window elsewhere; [`HallError::Step`] without a
    /// reason.
    pub async fn transfer(
        &self,
        session: &Session,
        to: WindowId,
        reason: &str,
    ) -> Result<Visit, HallError> {
        let (region, own) = (session.region.clone(), session.duty.office_id.clone());
        let target = self
            .store()
            .read("window", move |tx| {
                Box::pin(async move { office::find_window(tx, &region, to).await })
            })
            .await
            .map_err(HallError::Storage)?;
        let here = target.is_some_and(|target| target.office_id == own);
        if !here {
            return Err(HallError::NotFound);
        }
        let reason = reason.to_owned();
        self.at_window(session, "ticket-sent-on", move |way, window, now| {
            way.redirect(window, to, &reason)?.come_back(now)
        })
        .await
    }

    /// The visit is over. The appointment is fulfilled and the person may book
    /// again.
    ///
    /// # Errors
    /// The refusals of [`HallError`].
    pub async fn finish(&self, session: &Session, outcome: Outcome) -> Result<Visit, HallError> {
        self.at_window(session, "ticket-served", move |way, window, now| {
            way.finish(window, outcome, now)
        })
        .await
    }

    async fn at_window(
        &self,
        session: &Session,
        action: &'static str,
        step: impl Fn(Ticket, WindowId, Timestamp) -> Result<Ticket, WrongStep> + Send + Sync + 'static,
    ) -> Result<Visit, HallError> {
        self.serving(session)?;
        let (app, asked): (_, _) = (self.clone(), session.clone());
        let step: Arc<Step> = Arc::new(step);
        let row = self
            .store()
            .write(action, move |tx| {
                let (app, session, step) = (app.clone(), asked.clone(), Arc::clone(&step));
                Box::pin(async move { take(tx, &app, &session, action, &*step).await })
            })
            .await?;
        self.signals().hall_changed(&session.duty.office_id);
        self.visit_of(row).await
    }
}

async fn take(
    tx: &mut Tx,
    app: &App,
    session: &Session,
    action: &'static str,
    step: &Step,
) -> Result<TicketRow, HallError> {
    let own = session.window.as_ref().ok_or(HallError::NoWindow)?;
    let (id, now) = (own.window_id, app.now());
    let window = seated(tx, session, id).await?;
    let found = ticket::at_window(tx, &session.region, id).await?;
    let row = found.ok_or(HallError::NoVisitor)?;
    let way = step(row.way.clone(), id, now)?;
    let next = TicketRow {
        way,
        officer_id: Some(session.officer_id()),
        state_since: now,
        ..row
    };
    if !ticket::save(tx, &next).await? {
        return Err(HallError::Changed);
    }
    if next.way.outcome.is_some() {
        fulfil(tx, &next, now).await?;
    }
    let facts = json!({
        "number": next.way.number, "window": window.number, "outcome": next.way.outcome,
        "served_seconds": next.way.served_for().map(|served| served.as_secs()),
    });
    let (office, actor, id) = (&next.office_id, session.duty.in_journal(), next.way.id);
    let entry = app.entry_at(office, actor, action, id, facts, now);
    journal::append(tx, &entry).await?;
    let version = next.version + 1;
    Ok(TicketRow { version, ..next })
}

async fn fulfil(tx: &mut Tx, row: &TicketRow, now: Timestamp) -> Result<(), StorageError> {
    let reason = row.way.outcome.map(Outcome::name);
    end_appointment(tx, row, AppointmentState::Fulfilled, reason, now).await
}

/// Ends the appointment a ticket was printed for and releases the claim, so that
/// the person may book again; without an appointment there is nothing to do.
pub(crate) async fn end_appointment(
    tx: &mut Tx,
    row: &TicketRow,
    to: AppointmentState,
    reason: Option<&str>,
    now: Timestamp,
) -> Result<(), StorageError> {
    let region = row.office_id.region();
    let Some(id) = row.appointment_id else {
        return Ok(());
    };
    let Some(made) = appointment::find(tx, &region, id).await? else {
        return Ok(());
    };
    let arrived = AppointmentState::Arrived;
    if appointment::set_state(tx, &made, arrived, to, reason, now).await? {
        let claim = Claim {
            person_key: made.person_key,
            service_family: made.service_family,
            region_id: region,
            holder_id: made.appointment_id.0,
        };
        claim::release(tx, &claim, now).await?;
    }
    Ok(())
}
