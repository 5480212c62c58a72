//! Delivering what must be told: at least once, in the order of due times, with
//! a proof of every attempt (REQ-6c, REQ-7).

use jiff::{SignedDuration, Timestamp};
use okno_app::App;
use okno_domain::id::RegionId;
use okno_storage::StorageError;
use okno_storage::notification::{self, Settled, Stored};
use uuid::Uuid;

use crate::mail::Sent;
use crate::task::{earlier, regions};
use crate::written::{Unwritten, write};
use crate::{Done, JobError, Jobs};

/// Letters taken in one go.
const BATCH: i64 = 50;
/// A worker that died gives its letter back after this long.
const CLAIM: SignedDuration = SignedDuration::from_mins(3);
/// Pauses between attempts: soon at first, then with patience.
const PAUSES: [SignedDuration; 5] = [
    SignedDuration::from_secs(10),
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(5),
    SignedDuration::from_hours(1),
    SignedDuration::from_hours(4),
];
/// After a week a person must look at it.
const GIVE_UP: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Delivers every letter whose time has come.
pub(crate) async fn deliver(jobs: &Jobs) -> Result<Done, JobError> {
    let mut done = Done::default();
    for region in regions(jobs) {
        loop {
            let waiting = waiting(&jobs.app, &region).await?;
            for stored in &waiting {
                done.things += u64::from(deliver_one(jobs, &region, stored, &mut done.next).await?);
            }
            if waiting.len() < BATCH as usize {
                break;
            }
        }
    }
    Ok(done)
}

async fn waiting(app: &App, region: &RegionId) -> Result<Vec<Stored>, StorageError> {
    let (region, now) = (region.clone(), app.now());
    app.store()
        .read("waiting letters", move |tx| {
            Box::pin(async move { notification::waiting(tx, &region, now, BATCH).await })
        })
        .await
}

/// Claims, writes and sends one letter. The claim and the outcome are separate
/// transactions: no transaction is open while the mail server thinks.
async fn deliver_one(
    jobs: &Jobs,
    region: &RegionId,
    stored: &Stored,
    next: &mut Option<Timestamp>,
) -> Result<bool, StorageError> {
    let id = stored.notification.notification_id;
    let (at, now) = (region.clone(), jobs.app.now());
    let mine = jobs
        .app
        .store()
        .write("claim letter", move |tx| {
            let region = at.clone();
            Box::pin(async move { notification::claim(tx, &region, id, now, now + CLAIM).await })
        })
        .await?;
    if !mine {
        return Ok(false);
    }
    let sent = match write(jobs, &stored.notification) {
        Ok(letter) => jobs.post.send(&letter).await,
        // What cannot be written today may be tomorrow, when the wording or a
        // missing fact is mended; somebody is told through the figures.
        Err(Unwritten::Lacks(why)) => {
            tracing::error!(notification = %id, %why, "a notification cannot be written");
            Sent::Later(why)
        }
    };
    let settled = settle(&jobs.app, stored, &sent);
    if settled.state == "temporary-failure" {
        *next = earlier(*next, Some(settled.next_try_at));
    }
    let at = region.clone();
    jobs.app
        .store()
        .write("settle letter", move |tx| {
            let (region, settled) = (at.clone(), settled.clone());
            Box::pin(async move { notification::settle(tx, &region, id, &settled).await })
        })
        .await?;
    Ok(matches!(sent, Sent::Accepted(_)))
}

fn settle(app: &App, stored: &Stored, sent: &Sent) -> Settled {
    let now = app.now();
    let age = now.duration_since(stored.notification.created_at);
    let (state, next_try_at, detail) = match sent {
        Sent::Accepted(answer) => ("delivered", now, answer),
        Sent::Never(why) => ("permanent-failure", now, why),
        Sent::Later(why) if age > GIVE_UP => ("permanent-failure", now, why),
        Sent::Later(why) => {
            let tried = usize::try_from(stored.attempts).unwrap_or_default();
            let pause = PAUSES[tried.min(PAUSES.len() - 1)];
            ("temporary-failure", now + pause, why)
        }
    };
    Settled {
        state: state.into(),
        next_try_at,
        sent_at: matches!(sent, Sent::Accepted(_)).then_some(now),
        detail: detail.clone(),
        delivery_id: app.new_id::<Uuid>(now),
        done_at: now,
    }
}
