//! The board of the hall: numbers and windows, no names, no services.

use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};
use okno_domain::hall::{Discipline, Estimate, TicketNumber, TicketState};
use okno_domain::id::OfficeId;

use super::HallError;
use crate::App;

/// Calls the board shows.
const CALLS: usize = 5;
/// Numbers that are told to come nearer.
const SOON: usize = 3;

/// What a display of the hall shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    /// The office.
    pub office: OfficeId,
    /// When this was true; a display that has not heard since says so.
    pub at: Timestamp,
    /// The same on the clock of the office.
    pub clock: Time,
    /// The latest calls, newest first.
    pub calls: Vec<BoardCall>,
    /// Numbers that are next, in order.
    pub soon: Vec<TicketNumber>,
    /// How many wait.
    pub waiting: usize,
    /// How long somebody who comes now will probably wait.
    pub estimate: Option<Estimate>,
    /// The longest wait the rules allow (REQ-10.3).
    pub norm: Option<SignedDuration>,
    /// Windows that receive people.
    pub open_windows: usize,
}

/// One call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardCall {
    /// The number.
    pub number: TicketNumber,
    /// The window that the hall says.
    pub window: i64,
    /// When it was shown last.
    pub called_at: Timestamp,
    /// How often it was shown.
    pub times: usize,
    /// The visitor is at the window already.
    pub came: bool,
}

impl App {
    /// What the displays of an office show (REQ-A5, REQ-10.3).
    ///
    /// # Errors
    /// [`HallError::NotFound`] for an office that is not known.
    pub async fn board(&self, office: &OfficeId) -> Result<Board, HallError> {
        let service = self.any_service(office)?;
        let (hall, now) = (self.hall(office).await?, self.now());
        let today = self.local_date(office, now);
        let mut calls: Vec<_> = hall
            .tickets
            .iter()
            .filter_map(|row| {
                Some(BoardCall {
                    number: row.way.number,
                    window: hall.number_of(row)?,
                    called_at: *row.way.calls.last()?,
                    times: row.way.calls.len(),
                    came: row.way.state == TicketState::Serving,
                })
            })
            .collect();
        calls.sort_unstable_by_key(|call| std::cmp::Reverse(call.called_at));
        calls.truncate(CALLS);
        let mut line: Vec<_> = hall
            .tickets
            .iter()
            .filter_map(|row| row.way.waiting())
            .collect();
        Discipline::default().order(&mut line);
        Ok(Board {
            office: office.clone(),
            at: now,
            clock: now.to_zoned(self.zone_of(office)).time(),
            calls,
            soon: line.iter().take(SOON).map(|one| one.number).collect(),
            waiting: line.len(),
            estimate: hall.estimate(line.len(), self.usual(&service, "submit", today)),
            norm: self.norm(&service, "submit", today),
            open_windows: hall.open().len(),
        })
    }
}
