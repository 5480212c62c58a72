//! Windows: open, paused, closed.

use okno_storage::{journal, window};
use serde_json::json;

use super::HallError;
use super::call::seated;
use crate::App;
use crate::staff::Session;

/// Whether a window receives people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowState {
    /// It calls people.
    Open,
    /// The officer is away for a while.
    Paused,
    /// Nobody serves there.
    Closed,
}

impl WindowState {
    /// The word in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Paused => "paused",
            Self::Closed => "closed",
        }
    }
}

impl App {
    /// Opens the officer's window; opening an open one is no failure.
    ///
    /// # Errors
    /// The refusals of [`HallError`].
    pub async fn open_window(&self, session: &Session) -> Result<(), HallError> {
        self.turn_window(session, WindowState::Open, "").await
    }

    /// Pauses the window for a coded reason (`lunch`, `break`, `technical`, `other`).
    ///
    /// # Errors
    /// The refusals of [`HallError`].
    pub async fn pause_window(&self, session: &Session, reason: &str) -> Result<(), HallError> {
        self.turn_window(session, WindowState::Paused, reason).await
    }

    /// Closes the window; the visitor who is there is still served.
    ///
    /// # Errors
    /// The refusals of [`HallError`].
    pub async fn close_window(&self, session: &Session) -> Result<(), HallError> {
        self.turn_window(session, WindowState::Closed, "").await
    }

    async fn turn_window(
        &self,
        session: &Session,
        state: WindowState,
        reason: &str,
    ) -> Result<(), HallError> {
        let id = self.serving(session)?;
        let now = self.now();
        // Coded: the journal holds no sentences in which a name could stand.
        let coded = ["lunch", "break", "technical", "other"].contains(&reason);
        let facts = json!({ "state": state.name(), "reason": reason });
        let facts = if coded {
            facts
        } else {
            json!({ "state": state.name() })
        };
        let (office, actor) = (&session.duty.office_id, session.duty.in_journal());
        let entry = self.entry_at(office, actor, "window-turned", id, facts, now);
        let (asked, officer) = (session.clone(), session.officer_id());
        self.store()
            .write("turn window", move |tx| {
                let (session, entry) = (asked.clone(), entry.clone());
                Box::pin(async move {
                    seated(tx, &session, id).await?;
                    let who = Some(officer).filter(|_| state != WindowState::Closed);
                    if window::step(tx, &session.region, id, who, state.name(), now).await? {
                        journal::append(tx, &entry).await?;
                    }
                    Ok::<_, HallError>(())
                })
            })
            .await?;
        self.signals().hall_changed(office);
        Ok(())
    }
}
