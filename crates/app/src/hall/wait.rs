//! How long people wait: the norm from the pack, and what was measured (REQ-10.3).

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use okno_domain::hall::{Discipline, Estimate, Purpose, Summary, TicketNumber, TicketState};
use okno_domain::hall::{estimate, summary};
use okno_domain::id::{OfficeId, RegionId, ServiceId, TicketId};
use okno_domain::pack::Inputs;
use okno_storage::office::Window;
use okno_storage::ticket::TicketRow;
use okno_storage::{office, ticket};

use super::{HallError, WindowState};
use crate::App;

/// Waits that ended within this time say how long people wait now.
const NOW: SignedDuration = SignedDuration::from_hours(1);
/// Latest service times that an estimate rests on.
const RECENT: usize = 20;
/// Length of a visit where the pack does not say, in seconds.
const USUAL: u32 = 15 * 60;

/// How long people wait for a purpose at an office.
#[derive(Debug, Clone, PartialEq)]
pub struct WaitingNow {
    /// What was measured in the last hour; `None` when nobody was called.
    pub measured: Option<Summary>,
    /// How long somebody who comes now will probably wait; `None` while no window
    /// is open.
    pub estimate: Option<Estimate>,
    /// The longest wait the rules allow without an appointment.
    pub norm: Option<SignedDuration>,
    /// The longest wait with an appointment, where it differs.
    pub norm_booked: Option<SignedDuration>,
    /// How many wait.
    pub waiting: usize,
}

/// Where a ticket stands in line, for the slip and the telephone of its holder.
#[derive(Debug, Clone, PartialEq)]
pub struct InLine {
    /// The office.
    pub office: OfficeId,
    /// The number.
    pub number: TicketNumber,
    /// Where it stands.
    pub state: TicketState,
    /// How many go before it; nought when it does not wait.
    pub ahead: usize,
    /// How long it will probably wait.
    pub estimate: Option<Estimate>,
    /// The number of the window that called it.
    pub window: Option<i64>,
}

/// Tickets and windows of an office today.
pub(super) struct Hall {
    pub(super) tickets: Vec<TicketRow>,
    pub(super) windows: Vec<Window>,
}

impl App {
    /// How long people wait now, beside the norm (REQ-10.3).
    ///
    /// # Errors
    /// [`HallError::NotFound`] for an office that is not known.
    pub async fn waiting_now(
        &self,
        office: &OfficeId,
        purpose: Purpose,
    ) -> Result<WaitingNow, HallError> {
        let service = self.any_service(office)?;
        let (hall, now) = (self.hall(office).await?, self.now());
        let today = self.local_date(office, now);
        let key = match purpose {
            Purpose::Submit => "submit",
            Purpose::Collect => "collect",
        };
        let norm = self.norm(&service, key, today);
        let waiting = hall.waiting(|row| row.way.purpose == purpose);
        Ok(WaitingNow {
            measured: hall.measured(purpose, norm, now),
            estimate: hall.estimate(waiting, self.usual(&service, key, today)),
            norm,
            norm_booked: self
                .norm(&service, "booked", today)
                .filter(|booked| purpose == Purpose::Submit && Some(*booked) != norm),
            waiting,
        })
    }

    /// Where a ticket stands in line.
    ///
    /// # Errors
    /// [`HallError::NotFound`] for a ticket that is not of today.
    pub async fn in_line(&self, region: &RegionId, id: TicketId) -> Result<InLine, HallError> {
        let at = region.clone();
        let found = self
            .store()
            .read("ticket", move |tx| {
                Box::pin(async move { ticket::find(tx, &at, id).await })
            })
            .await
            .map_err(HallError::Storage)?;
        let row = found.ok_or(HallError::NotFound)?;
        let now = self.now();
        if row.on_date != self.local_date(&row.office_id, now) {
            return Err(HallError::NotFound);
        }
        let hall = self.hall(&row.office_id).await?;
        let before = row.way.waiting().map(|own| {
            let others: Vec<_> = hall
                .tickets
                .iter()
                .filter(|other| other.way.purpose == row.way.purpose)
                .filter_map(|other| other.way.waiting())
                .collect();
            Discipline::default().ahead(&others, &own)
        });
        let usual = self.usual(&row.service_id, row.way.purpose.name(), row.on_date);
        Ok(InLine {
            number: row.way.number,
            state: row.way.state,
            ahead: before.unwrap_or_default(),
            estimate: before.and_then(|ahead| hall.estimate(ahead, usual)),
            window: hall.number_of(&row),
            office: row.office_id,
        })
    }

    pub(super) async fn hall(&self, office: &OfficeId) -> Result<Hall, HallError> {
        let (at, today) = (office.clone(), self.local_date(office, self.now()));
        self.store()
            .read("hall", move |tx| {
                Box::pin(async move {
                    Ok(Hall {
                        tickets: ticket::of_day(tx, &at, today).await?,
                        windows: office::windows(tx, &at).await?,
                    })
                })
            })
            .await
    }

    /// The longest wait the pack allows for `submit`, `booked` or `collect`; `None`
    /// where the rules name none.
    pub(crate) fn norm(&self, service: &ServiceId, key: &str, on: Date) -> Option<SignedDuration> {
        self.minutes(service, "queue.max_wait", key, on)
    }

    /// The usual length of a visit, in seconds.
    pub(super) fn usual(&self, service: &ServiceId, key: &str, on: Date) -> u32 {
        let length = self.minutes(service, "visit.length", key, on);
        length.map_or(USUAL, seconds)
    }

    fn minutes(
        &self,
        service: &ServiceId,
        rule: &str,
        purpose: &str,
        on: Date,
    ) -> Option<SignedDuration> {
        let pack = self.rules().pack_of(service).ok()?;
        let asked = Inputs::none().with("purpose", purpose);
        let length = pack.duration(rule, on, &asked).ok()?.value;
        Some(SignedDuration::from_mins(i64::from(length.minutes)))
    }

    /// A service of the office, for norms that all its services share.
    pub(super) fn any_service(&self, office: &OfficeId) -> Result<ServiceId, HallError> {
        let directory = self.directory().now();
        let known = directory.office(office).ok_or(HallError::NotFound)?;
        known
            .services
            .keys()
            .next()
            .cloned()
            .ok_or(HallError::NotFound)
    }
}

impl Hall {
    pub(super) fn waiting(&self, wanted: impl Fn(&TicketRow) -> bool) -> usize {
        let waits = |row: &&TicketRow| row.way.state == TicketState::Waiting && wanted(row);
        self.tickets.iter().filter(waits).count()
    }

    pub(super) fn estimate(&self, ahead: usize, usual: u32) -> Option<Estimate> {
        let open = self.open();
        let busy = |window: &&Window| {
            let there = |row: &TicketRow| {
                let at_it = matches!(row.way.state, TicketState::Called | TicketState::Serving);
                at_it && row.way.window == Some(window.window_id)
            };
            self.tickets.iter().any(there)
        };
        let taken = open.iter().filter(|window| busy(window)).count();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let free = count(open.len() - taken);
        estimate(
            count(ahead),
            count(open.len()),
            free,
            &self.service_times(),
            usual,
        )
    }

    pub(super) fn open(&self) -> Vec<&Window> {
        let open = |window: &&Window| window.state == WindowState::Open.name();
        self.windows.iter().filter(open).collect()
    }

    pub(super) fn number_of(&self, row: &TicketRow) -> Option<i64> {
        let called = matches!(row.way.state, TicketState::Called | TicketState::Serving);
        let id = row.way.window.filter(|_| called)?;
        self.windows
            .iter()
            .find(|window| window.window_id == id)
            .map(|window| window.number)
    }

    fn measured(
        &self,
        purpose: Purpose,
        norm: Option<SignedDuration>,
        now: Timestamp,
    ) -> Option<Summary> {
        let lately = |row: &&TicketRow| {
            let called = row.way.first_called_at;
            row.way.purpose == purpose && called.is_some_and(|at| now.duration_since(at) <= NOW)
        };
        let rows = self.tickets.iter().filter(lately);
        let waits: Vec<u32> = rows
            .filter_map(|row| row.way.waited())
            .map(seconds)
            .collect();
        summary(&waits, norm.map_or(u32::MAX, seconds))
    }

    fn service_times(&self) -> Vec<u32> {
        let mut served: Vec<_> = self
            .tickets
            .iter()
            .filter_map(|row| Some((row.way.ended_at?, row.way.served_for()?)))
            .collect();
        served.sort_unstable_by(|one, other| other.cmp(one));
        served
            .into_iter()
            .take(RECENT)
            .map(|(_, length)| seconds(length))
            .collect()
    }
}

fn seconds(length: SignedDuration) -> u32 {
    u32::try_from(length.as_secs().max(0)).unwrap_or(u32::MAX)
}
