//! Wake-ups inside one process: a job or a display need not wait for its timer.
//!
//! Nothing depends on a signal arriving: several nodes share a database and no
//! signal crosses between them, so whoever waits also looks at a timer.

use std::sync::Arc;

use okno_domain::id::OfficeId;
use tokio::sync::{Notify, broadcast};

/// Offices whose hall changed; slow listeners miss some and look for themselves.
const HALLS: usize = 1024;

/// The signals of one process.
#[derive(Debug, Clone)]
pub struct Signals {
    outbox: Arc<Notify>,
    halls: broadcast::Sender<OfficeId>,
}

impl Default for Signals {
    fn default() -> Self {
        Self {
            outbox: Arc::new(Notify::new()),
            halls: broadcast::channel(HALLS).0,
        }
    }
}

impl Signals {
    /// Something waits in the outbox.
    pub fn told(&self) {
        self.outbox.notify_one();
    }

    /// Waits until something may wait in the outbox.
    pub async fn until_told(&self) {
        self.outbox.notified().await;
    }

    /// The hall of an office changed.
    pub fn hall_changed(&self, office: &OfficeId) {
        // Nobody listening is no failure.
        drop(self.halls.send(office.clone()));
    }

    /// Hears of halls that change from now on.
    pub fn listen_to_halls(&self) -> broadcast::Receiver<OfficeId> {
        self.halls.subscribe()
    }
}
