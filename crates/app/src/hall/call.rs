//! Calling: the next by the order of the hall, or a given number with a reason.

use jiff::Timestamp;
use okno_domain::hall::{Choice, Discipline, Purpose, TicketNumber};
use okno_domain::id::WindowId;
use okno_identity::role::Action;
use okno_storage::office::Window;
use okno_storage::ticket::{self, TicketRow};
use okno_storage::{StorageError, Tx, journal, office};
use serde_json::json;

use super::{HallError, Visit, WindowState};
use crate::App;
use crate::staff::Session;

/// Windows that press "next" at once push each other to the next in line; nobody
/// is pushed further than there are windows in the largest hall.
const PUSHES: u32 = 100;

impl App {
    /// Calls whoever is next for the officer's window; `None` when nobody waits.
    ///
    /// The order is the one everybody can work out again; of two windows that
    /// press at once each gets another visitor.
    ///
    /// # Errors
    /// [`HallError::WindowNotOpen`], [`HallError::VisitorThere`] and the other
    /// refusals of [`HallError`].
    pub async fn call_next(&self, session: &Session) -> Result<Option<Visit>, HallError> {
        let window = self.serving(session)?;
        let (app, asked) = (self.clone(), session.clone());
        let called = self
            .store()
            .write("call next", move |tx| {
                let (app, session) = (app.clone(), asked.clone());
                Box::pin(async move { next(tx, &app, &session, window).await })
            })
            .await
            .map_err(one_visitor)?;
        self.shown(session, called).await
    }

    /// Calls a given number out of order, for a stated reason.
    ///
    /// # Errors
    /// [`HallError::NotFound`]; [`HallError::Step`] when it does not wait or no
    /// reason is given; the refusals of [`App::call_next`].
    pub async fn call_number(
        &self,
        session: &Session,
        number: TicketNumber,
        reason: &str,
    ) -> Result<Option<Visit>, HallError> {
        let window = self.serving(session)?;
        let (app, asked, reason) = (self.clone(), session.clone(), reason.to_owned());
        let called = self
            .store()
            .write("call number", move |tx| {
                let (app, session) = (app.clone(), asked.clone());
                let choice = Choice::OutOfOrder(reason.clone());
                Box::pin(async move {
                    open_window(tx, &session, window).await?;
                    let (office, now) = (&session.duty.office_id, app.now());
                    let today = app.local_date(office, now);
                    let found = ticket::by_number(tx, office, today, number).await?;
                    let row = found.ok_or(HallError::NotFound)?;
                    let called = call(tx, &app, &session, row, choice, now).await?;
                    called.map(Some).ok_or(HallError::Changed)
                })
            })
            .await
            .map_err(one_visitor)?;
        self.shown(session, called).await
    }

    /// The window of an officer who may serve at it.
    pub(super) fn serving(&self, session: &Session) -> Result<WindowId, HallError> {
        let window = session.window.as_ref().ok_or(HallError::NoWindow)?;
        self.allow(&session.duty, Action::ServeTicket, &window.office_id)?;
        Ok(window.window_id)
    }

    async fn shown(
        &self,
        session: &Session,
        called: Option<TicketRow>,
    ) -> Result<Option<Visit>, HallError> {
        let Some(row) = called else { return Ok(None) };
        self.signals().hall_changed(&session.duty.office_id);
        self.visit_of(row).await.map(Some)
    }
}

/// The index that allows one visitor at a window refused.
fn one_visitor(error: HallError) -> HallError {
    match error {
        HallError::Storage(error) if error.is_unique_violation() => HallError::VisitorThere,
        other => other,
    }
}

/// The window of a session that still sits there: another browser may have taken it
/// over since.
pub(super) async fn seated(
    tx: &mut Tx,
    session: &Session,
    id: WindowId,
) -> Result<Window, HallError> {
    let found = office::find_window(tx, &session.region, id).await?;
    let window = found.ok_or(HallError::NoWindow)?;
    // A closed window is nobody's until it is opened again.
    match window.officer_id {
        Some(officer) if officer != session.officer_id() => Err(HallError::NoWindow),
        _ => Ok(window),
    }
}

/// The window as it stands, if it is open and free.
async fn open_window(tx: &mut Tx, session: &Session, id: WindowId) -> Result<Window, HallError> {
    let window = seated(tx, session, id).await?;
    if window.state != WindowState::Open.name() {
        return Err(HallError::WindowNotOpen);
    }
    if ticket::at_window(tx, &session.region, id).await?.is_some() {
        return Err(HallError::VisitorThere);
    }
    Ok(window)
}

async fn next(
    tx: &mut Tx,
    app: &App,
    session: &Session,
    id: WindowId,
) -> Result<Option<TicketRow>, HallError> {
    let window = open_window(tx, session, id).await?;
    let (office, now) = (&session.duty.office_id, app.now());
    let today = app.local_date(office, now);
    for _ in 0..PUSHES {
        let rows = ticket::waiting(tx, office, today).await?;
        let Some(row) = whose_turn(rows, &window) else {
            return Ok(None);
        };
        if let Some(called) = call(tx, app, session, row, Choice::Next, now).await? {
            return Ok(Some(called));
        }
    }
    Err(StorageError::Conflict {
        name: "call next",
        attempts: PUSHES,
    }
    .into())
}

fn whose_turn(mut rows: Vec<TicketRow>, window: &Window) -> Option<TicketRow> {
    let serves = |purpose: Purpose| window.purposes.iter().any(|one| one == purpose.name());
    rows.retain(|row| serves(row.way.purpose));
    let waiting: Vec<_> = rows.iter().filter_map(|row| row.way.waiting()).collect();
    let next = Discipline::default()
        .next(&waiting, window.window_id, |_| true)?
        .ticket;
    rows.into_iter().find(|row| row.way.id == next)
}

/// Shows one ticket for the officer's window; `None` when another window was faster.
async fn call(
    tx: &mut Tx,
    app: &App,
    session: &Session,
    row: TicketRow,
    choice: Choice,
    now: Timestamp,
) -> Result<Option<TicketRow>, HallError> {
    let window = session.window.as_ref().ok_or(HallError::NoWindow)?;
    let in_order = choice == Choice::Next;
    let way = row.way.clone().call(window.window_id, now, choice)?;
    let called = TicketRow {
        way,
        officer_id: Some(session.officer_id()),
        state_since: now,
        ..row
    };
    if !ticket::save(tx, &called).await? {
        return Ok(None);
    }
    let facts = json!({
        "number": called.way.number, "window": window.number, "class": called.way.class,
        "in_order": in_order,
        "waited_seconds": called.way.waited().map(|waited| waited.as_secs()),
    });
    let (office, actor, id) = (&called.office_id, session.duty.in_journal(), called.way.id);
    let entry = app.entry_at(office, actor, "ticket-called", id, facts, now);
    journal::append(tx, &entry).await?;
    let version = called.version + 1;
    Ok(Some(TicketRow { version, ..called }))
}
