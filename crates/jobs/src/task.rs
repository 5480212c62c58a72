//! The tasks: what each does, how often at least, what wakes it.

use std::time::Duration;

use jiff::{Timestamp, ToSpan};
use okno_app::booking::BookingError;
use okno_app::case::CaseError;
use okno_app::reception::ReceptionError;
use okno_app::reception_plan::{PublishError, PublishFor};
use okno_domain::id::RegionId;
use okno_storage::{StorageError, officer, once};

use crate::{Jobs, outbox};

/// Answers to once-keys are kept this long.
const ONCE_KEPT_HOURS: i64 = 72;
/// A log-in that nobody used for this long ends.
const IDLE_MINUTES: i64 = 30;

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// Things done: holds ended, letters sent.
    pub things: u64,
    /// When there will be something to do again, if that is known.
    pub next: Option<Timestamp>,
}

/// Why a run failed; it is tried again.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The database refused.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A booking action failed.
    #[error(transparent)]
    Booking(#[from] BookingError),
    /// Slots could not be published.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// A reception action failed.
    #[error(transparent)]
    Reception(#[from] ReceptionError),
    /// A case could not go on.
    #[error(transparent)]
    Case(#[from] CaseError),
}

/// Everything that happens by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Gives back places whose hold is over.
    EndHolds,
    /// Delivers what must be told.
    Deliver,
    /// Cuts sessions into slots up to the horizon.
    PublishSlots,
    /// Ends appointments to which nobody came.
    NoShows,
    /// Fires the timers of cases.
    CaseTimers,
    /// Reads the directory again, for changes made on another node.
    ReadDirectory,
    /// Forgets what need not be kept.
    Forget,
}

impl Task {
    /// Every task.
    pub const ALL: &'static [Self] = &[
        Self::EndHolds,
        Self::Deliver,
        Self::PublishSlots,
        Self::NoShows,
        Self::CaseTimers,
        Self::ReadDirectory,
        Self::Forget,
    ];

    /// Its name in the log, the job table and the metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::EndHolds => "end-holds",
            Self::Deliver => "deliver",
            Self::PublishSlots => "publish-slots",
            Self::NoShows => "no-shows",
            Self::CaseTimers => "case-timers",
            Self::ReadDirectory => "read-directory",
            Self::Forget => "forget",
        }
    }

    /// At least this often.
    pub fn period(self) -> Duration {
        match self {
            Self::EndHolds => Duration::from_secs(15),
            Self::Deliver => Duration::from_secs(10),
            Self::PublishSlots => Duration::from_secs(900),
            Self::NoShows => Duration::from_secs(60),
            Self::CaseTimers => Duration::from_secs(300),
            Self::ReadDirectory => Duration::from_secs(30),
            Self::Forget => Duration::from_secs(600),
        }
    }

    /// Whether a run that found nothing is recorded as well: once in a while,
    /// to show that the tasks are alive.
    pub fn always_recorded(self) -> bool {
        matches!(self, Self::Forget)
    }

    /// Waits for this task's signal; for ever where it has none.
    pub async fn woken(self, jobs: &Jobs) {
        match self {
            Self::Deliver => jobs.app.signals().until_told().await,
            _ => std::future::pending().await,
        }
    }

    /// Does what there is to do now.
    ///
    /// # Errors
    /// [`JobError`]; what was done before the failure stays done.
    pub async fn run(self, jobs: &Jobs) -> Result<Done, JobError> {
        match self {
            Self::EndHolds => end_holds(jobs).await,
            Self::Deliver => outbox::deliver(jobs).await,
            Self::PublishSlots => publish_slots(jobs).await,
            Self::NoShows => no_shows(jobs).await,
            Self::CaseTimers => case_timers(jobs).await,
            Self::ReadDirectory => {
                jobs.app.refresh_directory().await?;
                Ok(Done::default())
            }
            Self::Forget => forget(jobs).await,
        }
    }
}

/// Regions that this installation has.
pub(crate) fn regions(jobs: &Jobs) -> Vec<RegionId> {
    jobs.app.directory().now().regions.keys().cloned().collect()
}

async fn end_holds(jobs: &Jobs) -> Result<Done, JobError> {
    let mut done = Done::default();
    for region in regions(jobs) {
        let (ended, next) = jobs.app.sweep_holds(&region).await?;
        done.things += ended;
        done.next = earlier(done.next, next);
    }
    Ok(done)
}

async fn publish_slots(jobs: &Jobs) -> Result<Done, JobError> {
    let published = jobs.app.publish_slots(&PublishFor::All).await?;
    for session in &published.kept {
        tracing::warn!(
            office = %session.office_id, session = %session.session_id,
            "no plan wants this session any more, but somebody booked in it"
        );
    }
    Ok(Done {
        things: published.slots,
        next: None,
    })
}

async fn no_shows(jobs: &Jobs) -> Result<Done, JobError> {
    let mut done = Done::default();
    for region in regions(jobs) {
        done.things += jobs.app.no_shows(&region).await?;
    }
    Ok(done)
}

async fn case_timers(jobs: &Jobs) -> Result<Done, JobError> {
    let mut done = Done::default();
    for region in regions(jobs) {
        done.things += jobs.app.run_timers(&region).await?;
    }
    Ok(done)
}

async fn forget(jobs: &Jobs) -> Result<Done, JobError> {
    let now = jobs.app.now();
    let mut done = Done::default();
    for region in regions(jobs) {
        done.things += jobs
            .app
            .store()
            .write("forget", move |tx| {
                let region = region.clone();
                Box::pin(async move {
                    let answers = once::forget(tx, &region, now - ONCE_KEPT_HOURS.hours()).await?;
                    let idle = now - IDLE_MINUTES.minutes();
                    let logins = officer::expire(tx, &region, now, idle).await?;
                    Ok::<_, StorageError>(answers + logins)
                })
            })
            .await?;
    }
    Ok(done)
}

/// The earlier of two instants that may be unknown.
pub(crate) fn earlier(a: Option<Timestamp>, b: Option<Timestamp>) -> Option<Timestamp> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (known, None) | (None, known) => known,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// A task that is written but stands in no list would never run.
    #[test]
    fn every_task_is_run_under_a_name_of_its_own() {
        // A new task does not compile here until it is counted.
        let number = |task: Task| match task {
            Task::EndHolds => 0,
            Task::Deliver => 1,
            Task::PublishSlots => 2,
            Task::NoShows => 3,
            Task::CaseTimers => 4,
            Task::ReadDirectory => 5,
            Task::Forget => 6,
        };
        let listed: BTreeSet<i32> = Task::ALL.iter().copied().map(number).collect();
        assert_eq!(listed, (0..7).collect());
        let names: BTreeSet<&str> = Task::ALL.iter().map(|task| task.name()).collect();
        assert_eq!(names.len(), Task::ALL.len());
    }
}
