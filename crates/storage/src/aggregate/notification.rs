//! Notifications: what must be told (item 7), by when (item 6), and what became
//! of each attempt. The rows are the outbox: written in the transaction of the
//! action, delivered afterwards.

use jiff::Timestamp;
use okno_domain::id::{NotificationId, OfficeId, RegionId};
use uuid::Uuid;

use crate::{Row, StorageError, Tx, params, sql};

/// A notification on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Notification {
    /// Its identifier, also the idempotency key of its delivery.
    pub notification_id: NotificationId,
    /// The office that tells.
    pub office_id: OfficeId,
    /// `N1` to `N7`, or a kind beside the seven.
    pub kind: String,
    /// `appointment` or `case`.
    pub subject_kind: String,
    /// About which one.
    pub subject_id: Uuid,
    /// In which language.
    pub language: String,
    /// `email`, or `none` when the person gave no address (it is then shown on request only).
    pub medium: String,
    /// Address and facts, sealed.
    pub sealed: Vec<u8>,
    /// When the action was complete.
    pub created_at: Timestamp,
    /// The last moment to tell it (REQ-6c).
    pub due_at: Timestamp,
}

/// A stored notification with what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// What was to be told.
    pub notification: Notification,
    /// A delivery state of the glossary.
    pub state: String,
    /// Attempts so far.
    pub attempts: i64,
    /// When it is tried next.
    pub next_try_at: Timestamp,
    /// When it was delivered.
    pub sent_at: Option<Timestamp>,
    /// The receiving server's answer.
    pub proof: Option<String>,
}

sql! {
    ENQUEUE = "INSERT INTO notification (region_id, notification_id, office_id, kind, subject_kind,
            subject_id, language, medium, sealed, created_at, due_at, state, attempts, next_try_at)
        VALUES (:region, :notification, :office, :kind, :subject_kind,
            :subject, :language, :medium, :sealed, :created_at, :due_at, :state, 0, :created_at)";
    WAITING = "SELECT * FROM notification
        WHERE region_id = :region AND state IN ('created', 'temporary-failure')
          AND next_try_at <= :now
          AND (claimed_until IS NULL OR claimed_until < :now)
        ORDER BY next_try_at LIMIT :most";
    CLAIM = "UPDATE notification SET claimed_until = :until, attempts = attempts + 1
        WHERE region_id = :region AND notification_id = :notification
          AND state IN ('created', 'temporary-failure')
          AND (claimed_until IS NULL OR claimed_until < :now)";
    SETTLE = "UPDATE notification
        SET state = :state, next_try_at = :next_try_at, claimed_until = NULL,
            sent_at = :sent_at, proof = :proof
        WHERE region_id = :region AND notification_id = :notification";
    DELIVERED = "INSERT INTO delivery
            (region_id, delivery_id, notification_id, done_at, state, detail)
        VALUES (:region, :delivery, :notification, :done_at, :state, :detail)";
    OF_SUBJECT = "SELECT * FROM notification WHERE region_id = :region AND subject_id = :subject
        ORDER BY notification_id";
    LATEST = "SELECT * FROM notification WHERE region_id = :region AND office_id = :office
        ORDER BY notification_id DESC LIMIT :most";
    FIND = "SELECT * FROM notification
        WHERE region_id = :region AND notification_id = :notification";
    OLDEST = "SELECT MIN(created_at) AS created_at, COUNT(*) AS waiting FROM notification
        WHERE region_id = :region AND state IN ('created', 'temporary-failure')";
    LATE = "SELECT COUNT(*) AS late FROM notification
        WHERE region_id = :region AND medium <> 'none'
          AND (sent_at > due_at OR (sent_at IS NULL AND due_at < :now))";
}

/// Puts a notification into the outbox.
///
/// # Errors
/// Any refusal of the engine.
pub async fn enqueue(tx: &mut Tx, wanted: &Notification) -> Result<(), StorageError> {
    let region = wanted.office_id.region();
    let state = first_state(&wanted.medium);
    tx.execute(
        &ENQUEUE,
        params! {
            region: &region, notification: wanted.notification_id, office: &wanted.office_id,
            kind: &wanted.kind, subject_kind: &wanted.subject_kind, subject: wanted.subject_id,
            language: &wanted.language, medium: &wanted.medium, sealed: &wanted.sealed,
            created_at: wanted.created_at, due_at: wanted.due_at, state: state,
        },
    )
    .await?;
    Ok(())
}

/// A notification without an address waits for nobody: it is there to be read.
pub(crate) fn first_state(medium: &str) -> &'static str {
    if medium == "none" {
        "on-request"
    } else {
        "created"
    }
}

/// Notifications whose time has come, oldest first.
///
/// # Errors
/// Any refusal of the engine.
pub async fn waiting(
    tx: &mut Tx,
    region: &RegionId,
    now: Timestamp,
    most: i64,
) -> Result<Vec<Stored>, StorageError> {
    let rows = tx
        .rows(&WAITING, params! { region: region, now: now, most: most })
        .await?;
    rows.iter().map(read).collect()
}

/// Takes a notification for delivery until an instant; `false` when another
/// worker has it or it is done.
///
/// # Errors
/// Any refusal of the engine.
pub async fn claim(
    tx: &mut Tx,
    region: &RegionId,
    notification: NotificationId,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, StorageError> {
    let params = params! { region: region, notification: notification, now: now, until: until };
    Ok(tx.execute(&CLAIM, params).await? == 1)
}

/// What became of one attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The state afterwards.
    pub state: String,
    /// When to try again.
    pub next_try_at: Timestamp,
    /// When it was accepted by the receiver.
    pub sent_at: Option<Timestamp>,
    /// The receiver's answer, without the address.
    pub detail: String,
    /// Identifier of this attempt.
    pub delivery_id: Uuid,
    /// When the attempt ended.
    pub done_at: Timestamp,
}

/// Records an attempt and settles the notification.
///
/// # Errors
/// Any refusal of the engine.
pub async fn settle(
    tx: &mut Tx,
    region: &RegionId,
    notification: NotificationId,
    settled: &Settled,
) -> Result<(), StorageError> {
    let proof = settled.sent_at.map(|_| settled.detail.as_str());
    tx.execute(
        &SETTLE,
        params! {
            region: region, notification: notification, state: &settled.state,
            next_try_at: settled.next_try_at, sent_at: settled.sent_at, proof: proof,
        },
    )
    .await?;
    tx.execute(
        &DELIVERED,
        params! {
            region: region, delivery: settled.delivery_id, notification: notification,
            done_at: settled.done_at, state: &settled.state, detail: &settled.detail,
        },
    )
    .await?;
    Ok(())
}

/// Everything told about one appointment or case, in order.
///
/// # Errors
/// Any refusal of the engine.
pub async fn of_subject(
    tx: &mut Tx,
    region: &RegionId,
    subject: Uuid,
) -> Result<Vec<Stored>, StorageError> {
    let rows = tx
        .rows(&OF_SUBJECT, params! { region: region, subject: subject })
        .await?;
    rows.iter().map(read).collect()
}

/// The latest notifications of an office, newest first.
///
/// # Errors
/// Any refusal of the engine.
pub async fn latest(
    tx: &mut Tx,
    office: &OfficeId,
    most: i64,
) -> Result<Vec<Stored>, StorageError> {
    let region = office.region();
    let rows = tx
        .rows(
            &LATEST,
            params! { region: &region, office: office, most: most },
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The notification of that identifier.
///
/// # Errors
/// Any refusal of the engine.
pub async fn find(
    tx: &mut Tx,
    region: &RegionId,
    notification: NotificationId,
) -> Result<Option<Stored>, StorageError> {
    let row = tx
        .maybe_row(
            &FIND,
            params! { region: region, notification: notification },
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// How many wait, and since when the oldest does.
///
/// # Errors
/// Any refusal of the engine.
pub async fn backlog(
    tx: &mut Tx,
    region: &RegionId,
) -> Result<(i64, Option<Timestamp>), StorageError> {
    let row = tx.row(&OLDEST, params! { region: region }).await?;
    Ok((row.get("waiting")?, row.get("created_at")?))
}

/// How many were told too late or still have not been (REQ-6c).
///
/// # Errors
/// Any refusal of the engine.
pub async fn late(tx: &mut Tx, region: &RegionId, now: Timestamp) -> Result<i64, StorageError> {
    tx.row(&LATE, params! { region: region, now: now })
        .await?
        .get("late")
}

fn read(row: &Row) -> Result<Stored, StorageError> {
    Ok(Stored {
        notification: Notification {
            notification_id: row.get("notification_id")?,
            office_id: row.get("office_id")?,
            kind: row.get("kind")?,
            subject_kind: row.get("subject_kind")?,
            subject_id: row.get("subject_id")?,
            language: row.get("language")?,
            medium: row.get("medium")?,
            sealed: row.get("sealed")?,
            created_at: row.get("created_at")?,
            due_at: row.get("due_at")?,
        },
        state: row.get("state")?,
        attempts: row.get("attempts")?,
        next_try_at: row.get("next_try_at")?,
        sent_at: row.get("sent_at")?,
        proof: row.get("proof")?,
    })
}
