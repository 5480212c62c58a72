//! The visitor at a window, as the officer sees them.

use jiff::{SignedDuration, Timestamp};
use okno_domain::hall::{CALLS_AT_MOST, Class, Purpose, RECALL_AFTER, TicketNumber, TicketState};
use okno_domain::id::{AppointmentId, CaseId, RegionId, ServiceId, TicketId};
use okno_identity::personal::Personal;
use okno_storage::appointment;
use okno_storage::ticket::{self, TicketRow};

use super::HallError;
use crate::App;
use crate::staff::Session;

/// The visitor at a window.
#[derive(Debug, Clone, PartialEq)]
pub struct Visit {
    /// The ticket.
    pub ticket: TicketId,
    /// Its number.
    pub number: TicketNumber,
    /// Where it stands.
    pub state: TicketState,
    /// Since when.
    pub since: Timestamp,
    /// Why it stood where it stood in the queue.
    pub class: Class,
    /// What the visitor came for.
    pub purpose: Purpose,
    /// The service.
    pub service: ServiceId,
    /// The language of the visitor.
    pub language: String,
    /// Help that was asked for.
    pub help: Vec<String>,
    /// Full name, for people with an appointment.
    pub name: Option<Personal<String>>,
    /// The appointment.
    pub appointment: Option<AppointmentId>,
    /// The case opened at this visit.
    pub case: Option<CaseId>,
    /// How long the visitor waited.
    pub waited: Option<SignedDuration>,
    /// The longest wait the rules allow (REQ-10.3).
    pub norm: Option<SignedDuration>,
    /// Calls so far.
    pub calls: usize,
    /// From when the ticket may be called again or given up; `None` when it has
    /// been called as often as allowed, or is not called.
    pub again_at: Option<Timestamp>,
}

impl Visit {
    /// Whether the visitor waited longer than the rules allow.
    pub fn over_norm(&self) -> bool {
        matches!((self.waited, self.norm), (Some(waited), Some(norm)) if waited > norm)
    }
}

impl App {
    /// The visitor the officer's window has called or serves.
    ///
    /// # Errors
    /// [`HallError::NoWindow`]; any refusal of the database.
    pub async fn visit(&self, session: &Session) -> Result<Option<Visit>, HallError> {
        let window = session
            .window
            .as_ref()
            .ok_or(HallError::NoWindow)?
            .window_id;
        let region = session.region.clone();
        let row = self
            .store()
            .read("visit", move |tx| {
                Box::pin(async move { ticket::at_window(tx, &region, window).await })
            })
            .await
            .map_err(HallError::Storage)?;
        match row {
            None => Ok(None),
            Some(row) => self.visit_of(row).await.map(Some),
        }
    }

    pub(super) async fn visit_of(&self, row: TicketRow) -> Result<Visit, HallError> {
        let region = row.office_id.region();
        let name = match row.appointment_id {
            None => None,
            Some(id) => self.name_of(&region, id).await?,
        };
        let norm = self.norm(&row.service_id, row.way.norm(), row.on_date);
        let way = row.way;
        let may_again = way.state == TicketState::Called && way.calls.len() < CALLS_AT_MOST;
        let last = way.calls.last().filter(|_| may_again);
        Ok(Visit {
            ticket: way.id,
            number: way.number,
            state: way.state,
            since: row.state_since,
            class: way.class,
            purpose: way.purpose,
            service: row.service_id,
            language: row.language,
            help: row.help,
            name,
            appointment: row.appointment_id,
            case: row.case_id,
            waited: way.waited(),
            norm,
            calls: way.calls.len(),
            again_at: last.map(|last| last.saturating_add(RECALL_AFTER).unwrap_or(*last)),
        })
    }

    async fn name_of(
        &self,
        region: &RegionId,
        id: AppointmentId,
    ) -> Result<Option<Personal<String>>, HallError> {
        let region = region.clone();
        let made = self
            .store()
            .read("visitor", move |tx| {
                Box::pin(async move { appointment::find(tx, &region, id).await })
            })
            .await
            .map_err(HallError::Storage)?;
        let booker = made.map(|made| self.open_booker(&made)).transpose()?;
        Ok(booker.map(|booker| Personal::new(booker.person.full_name())))
    }
}
