//! Sitting down at a window: two browsers never serve one window.

use okno_domain::id::WindowId;
use okno_identity::role::Action;
use okno_storage::office::Window;
use okno_storage::{Tx, journal, office, officer, window};
use serde_json::json;

use super::session::idle_since;
use super::{SeatError, Session};
use crate::App;

impl App {
    /// Seats the officer at a window of the own office.
    ///
    /// When another browser is logged in there, nothing happens until `confirmed`;
    /// then this one takes over and the other is without a window.
    ///
    /// # Errors
    /// [`SeatError::WindowBusy`] and [`SeatError::OwnOtherBrowser`] are questions;
    /// the others refuse.
    pub async fn take_window(
        &self,
        session: &Session,
        id: WindowId,
        confirmed: bool,
    ) -> Result<Window, SeatError> {
        self.allow(&session.duty, Action::ServeTicket, &session.duty.office_id)?;
        let (app, asked) = (self.clone(), session.clone());
        let taken = self
            .store()
            .write("take window", move |tx| {
                let (app, session) = (app.clone(), asked.clone());
                Box::pin(async move { take(tx, &app, &session, id, confirmed).await })
            })
            .await?;
        self.signals().hall_changed(&session.duty.office_id);
        Ok(taken)
    }

    /// The windows of the officer's office.
    ///
    /// # Errors
    /// Any refusal of the database.
    pub async fn windows(&self, session: &Session) -> Result<Vec<Window>, SeatError> {
        let office = session.duty.office_id.clone();
        Ok(self
            .store()
            .read("windows", move |tx| {
                Box::pin(async move { office::windows(tx, &office).await })
            })
            .await?)
    }
}

async fn take(
    tx: &mut Tx,
    app: &App,
    session: &Session,
    id: WindowId,
    confirmed: bool,
) -> Result<Window, SeatError> {
    let (region, now) = (&session.region, app.now());
    let own = |window: &Window| window.office_id == session.duty.office_id;
    let found = office::find_window(tx, region, id).await?.filter(own);
    let wanted = found.ok_or(SeatError::NoSuchWindow)?;
    let token = &session.token_hash;
    let other = window::other_server(tx, region, id, token, now, idle_since(now)).await?;
    let took_over = other.is_some();
    match other {
        Some(other) if !confirmed && other.officer_id == session.officer_id() => {
            return Err(SeatError::OwnOtherBrowser {
                seen_at: other.seen_at,
            });
        }
        Some(other) if !confirmed => {
            return Err(SeatError::WindowBusy {
                by: other.surname,
                seen_at: other.seen_at,
            });
        }
        _ => {}
    }
    officer::take_window(tx, region, token, id).await?;
    window::seat(tx, region, id, session.officer_id()).await?;
    let facts = json!({ "window": wanted.number, "took_over": took_over });
    let (office, actor) = (&wanted.office_id, session.duty.in_journal());
    let entry = app.entry_at(office, actor, "window-taken", id, facts, now);
    journal::append(tx, &entry).await?;
    Ok(Window {
        officer_id: Some(session.officer_id()),
        ..wanted
    })
}
