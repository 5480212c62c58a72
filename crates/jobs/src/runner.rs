//! Running the tasks: each in its own loop, until the house closes.

use std::time::Duration;

use okno_storage::{StorageError, job};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::{Done, JobError, Jobs, Task};

/// After a failure a task waits this long, or its period if that is shorter.
const AFTER_FAILURE: Duration = Duration::from_secs(10);
/// However soon the next thing is due, a task leaves the database this much rest.
const REST: Duration = Duration::from_millis(50);

/// Runs every task until `stop` says so; returns when all have finished what
/// they were doing.
pub async fn run(jobs: Jobs, stop: watch::Receiver<bool>) {
    let mut running = JoinSet::new();
    for task in Task::ALL {
        running.spawn(keep_doing(jobs.clone(), *task, stop.clone()));
    }
    while running.join_next().await.is_some() {}
}

async fn keep_doing(jobs: Jobs, task: Task, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let outcome = task.run(&jobs).await;
        record(&jobs, task, &outcome).await;
        let pause = pause_after(&jobs, task, &outcome);
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = task.woken(&jobs) => {}
            changed = stop.changed() => if changed.is_err() { return },
        }
    }
}

fn pause_after(jobs: &Jobs, task: Task, outcome: &Result<Done, JobError>) -> Duration {
    let period = task.period();
    match outcome {
        Err(_) => period.min(AFTER_FAILURE),
        Ok(done) => done.next.map_or(period, |next| {
            let until = next.duration_since(jobs.app.now());
            Duration::try_from(until)
                .unwrap_or_default()
                .clamp(REST, period)
        }),
    }
}

/// A run that did nothing leaves no trace; everything else does, so that
/// silence can be told from failure.
async fn record(jobs: &Jobs, task: Task, outcome: &Result<Done, JobError>) {
    let told = match outcome {
        Ok(done) if done.things == 0 && !task.always_recorded() => return,
        Ok(done) => Ok(i64::try_from(done.things).unwrap_or(i64::MAX)),
        Err(error) => {
            tracing::error!(task = task.name(), %error, "a task failed; it will be tried again");
            Err(error.to_string())
        }
    };
    let now = jobs.app.now();
    let written: Result<(), StorageError> = jobs
        .app
        .store()
        .write("record job", move |tx| {
            let told = told.clone();
            Box::pin(async move { job::record(tx, task.name(), now, &told).await })
        })
        .await;
    if let Err(error) = written {
        tracing::error!(task = task.name(), %error, "a run could not be recorded");
    }
}
