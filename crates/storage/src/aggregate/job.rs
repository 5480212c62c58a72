//! Jobs: when each ran, whether it succeeded, so that silence is noticed.

use jiff::Timestamp;

use crate::{StorageError, Tx, params, sql};

/// What is known of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its name.
    pub job_id: String,
    /// The last run.
    pub run_at: Timestamp,
    /// The last run that succeeded.
    pub succeeded_at: Option<Timestamp>,
    /// Why the last run failed, if it did.
    pub failure: Option<String>,
    /// Things done in all runs.
    pub done: i64,
}

sql! {
    RECORD = "INSERT INTO job (job_id, run_at, succeeded_at, failure, done)
        VALUES (:job, :now, :succeeded_at, :failure, :done)
        ON CONFLICT (job_id) DO UPDATE
        SET run_at = excluded.run_at,
            succeeded_at = COALESCE(excluded.succeeded_at, job.succeeded_at),
            failure = excluded.failure, done = job.done + excluded.done";
    ALL = "SELECT * FROM job ORDER BY job_id";
}

/// Records a run: how much was done, or why it failed.
///
/// # Errors
/// Any refusal of the engine.
pub async fn record(
    tx: &mut Tx,
    job: &str,
    now: Timestamp,
    outcome: &Result<i64, String>,
) -> Result<(), StorageError> {
    let params = params! {
        job: job, now: now, succeeded_at: outcome.is_ok().then_some(now),
        failure: outcome.as_ref().err(), done: *outcome.as_ref().unwrap_or(&0),
    };
    tx.execute(&RECORD, params).await?;
    Ok(())
}

/// All jobs by name.
///
/// # Errors
/// Any refusal of the engine.
pub async fn all(tx: &mut Tx) -> Result<Vec<Job>, StorageError> {
    let rows = tx.rows(&ALL, &[]).await?;
    rows.iter()
        .map(|row| {
            Ok(Job {
                job_id: row.get("job_id")?,
                run_at: row.get("run_at")?,
                succeeded_at: row.get("succeeded_at")?,
                failure: row.get("failure")?,
                done: row.get("done")?,
            })
        })
        .collect()
}
