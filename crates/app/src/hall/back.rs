//! The queue as the office sees it, and the way back into it.

use jiff::SignedDuration;
use okno_domain::hall::{Class, Discipline, Purpose, TicketNumber, TicketState};
use okno_domain::id::{OfficeId, ServiceId, TicketId};
use okno_identity::role::Action;
use okno_storage::ticket::{self, TicketRow};
use okno_storage::{StorageError, journal};
use serde_json::json;

use super::HallError;
use crate::App;
use crate::actor::Duty;

/// Somebody in the hall, without a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Queued {
    /// The ticket.
    pub ticket: TicketId,
    /// Its number.
    pub number: TicketNumber,
    /// Waiting, put aside, missed, called or being served.
    pub state: TicketState,
    /// Why it stands where it stands.
    pub class: Class,
    /// What the visitor came for.
    pub purpose: Purpose,
    /// The service.
    pub service: ServiceId,
    /// Help that was asked for.
    pub help: Vec<String>,
    /// How long the visitor has waited so far.
    pub waited: SignedDuration,
    /// The longest wait the rules allow.
    pub norm: Option<SignedDuration>,
}

impl Queued {
    /// Whether the visitor has waited longer than the rules allow.
    pub fn over_norm(&self) -> bool {
        self.norm.is_some_and(|norm| self.waited > norm)
    }
}

impl App {
    /// Everybody in the hall of an office: those who wait in the order they will
    /// be called, then those who were called, put aside or missed.
    ///
    /// # Errors
    /// [`HallError::Forbidden`]; any refusal of the database.
    pub async fn queue(&self, duty: &Duty, office: &OfficeId) -> Result<Vec<Queued>, HallError> {
        self.allow(duty, Action::SeeDay, office)?;
        let rows = self.tickets_today(office).await?;
        let discipline = Discipline::default();
        let turn = |row: &TicketRow| row.way.waiting().map(|one| discipline.turn(&one));
        let mut here: Vec<_> = rows
            .iter()
            .filter(|row| row.way.state != TicketState::Served)
            .collect();
        here.sort_by_key(|row| (turn(row).is_none(), turn(row)));
        Ok(here.into_iter().map(|row| self.queued(row)).collect())
    }

    /// Puts a missed or parked ticket back in line, with its old time, so near the
    /// front. A missed one comes back once, within half an hour.
    ///
    /// # Errors
    /// [`HallError::Step`] when it cannot come back any more.
    pub async fn return_to_queue(&self, duty: &Duty, id: TicketId) -> Result<Queued, HallError> {
        let may = [Action::GiveTicket, Action::ServeTicket];
        let office = &duty.office_id;
        let allowed = may.map(|action| self.allow(duty, action, office));
        if let [Err(forbidden), Err(_)] = allowed {
            return Err(forbidden.into());
        }
        let (app, asked) = (self.clone(), duty.clone());
        let row = self
            .store()
            .write("return to queue", move |tx| {
                let (app, duty) = (app.clone(), asked.clone());
                Box::pin(async move {
                    let (region, now) = (duty.office_id.region(), app.now());
                    let own = |row: &TicketRow| row.office_id == duty.office_id;
                    let found = ticket::find(tx, &region, id).await?.filter(own);
                    let row = found.ok_or(HallError::NotFound)?;
                    let way = row.way.clone().come_back(now)?;
                    let back = TicketRow {
                        way,
                        state_since: now,
                        ..row
                    };
                    if !ticket::save(tx, &back).await? {
                        return Err(HallError::Changed);
                    }
                    let facts = json!({ "number": back.way.number });
                    let actor = duty.in_journal();
                    let entry =
                        app.entry_at(&back.office_id, actor, "ticket-returned", id, facts, now);
                    journal::append(tx, &entry).await?;
                    Ok::<_, HallError>(back)
                })
            })
            .await?;
        self.signals().hall_changed(office);
        Ok(self.queued(&row))
    }

    pub(super) async fn tickets_today(
        &self,
        office: &OfficeId,
    ) -> Result<Vec<TicketRow>, StorageError> {
        let (office, today) = (office.clone(), self.local_date(office, self.now()));
        self.store()
            .read("tickets", move |tx| {
                Box::pin(async move { ticket::of_day(tx, &office, today).await })
            })
            .await
    }

    fn queued(&self, row: &TicketRow) -> Queued {
        let way = &row.way;
        let from = match (way.class, way.checked_in_at) {
            (Class::Booked(time), Some(came)) => came.max(time),
            (_, came) => came.unwrap_or(way.issued_at),
        };
        let so_far = self.now().duration_since(from).max(SignedDuration::ZERO);
        Queued {
            ticket: way.id,
            number: way.number,
            state: way.state,
            class: way.class,
            purpose: way.purpose,
            service: row.service_id.clone(),
            help: row.help.clone(),
            waited: way.waited().unwrap_or(so_far),
            norm: self.norm(&row.service_id, way.norm(), row.on_date),
        }
    }
}
