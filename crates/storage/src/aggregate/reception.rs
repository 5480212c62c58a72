//! Reception: plans, the sessions made from them, closures.

use jiff::{Timestamp, civil::Date};
use okno_domain::appointment::Share;
use okno_domain::id::{OfficeId, RegionId, ServiceId, SessionId};
use okno_domain::words::Words;
use uuid::Uuid;

use crate::{Row, StorageError, Tx, params, sql};

/// How an office means to receive people for a service while the plan holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Identifier.
    pub plan_id: Uuid,
    /// The office.
    pub office_id: OfficeId,
    /// The service.
    pub service_id: ServiceId,
    /// First day.
    pub from_on: Date,
    /// First day on which it no longer holds.
    pub until_on: Option<Date>,
    /// The pattern.
    pub plan: serde_json::Value,
}

/// A published run of slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Identifier.
    pub session_id: SessionId,
    /// The office.
    pub office_id: OfficeId,
    /// The service.
    pub service_id: ServiceId,
    /// For which channels.
    pub share: Share,
    /// The civil date.
    pub on_date: Date,
    /// From.
    pub starts_at: Timestamp,
    /// Until.
    pub ends_at: Timestamp,
    /// Length of a slot.
    pub slot_minutes: i64,
    /// People at once.
    pub capacity: i64,
}

/// A time when an office receives nobody, against its plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closure {
    /// Identifier.
    pub closure_id: Uuid,
    /// The office.
    pub office_id: OfficeId,
    /// From.
    pub from_at: Timestamp,
    /// Until.
    pub until_at: Timestamp,
    /// What people are told.
    pub reason: Words,
    /// When it was decided.
    pub applied_at: Timestamp,
    /// By whom.
    pub applied_by: String,
}

sql! {
    PUT_PLAN = "INSERT INTO reception_plan
            (region_id, office_id, plan_id, service_id, from_on, until_on, plan)
        VALUES (:region, :office, :plan_id, :service, :from, :until, :plan)
        ON CONFLICT (region_id, plan_id) DO UPDATE
        SET until_on = excluded.until_on, plan = excluded.plan";
    PLANS = "SELECT * FROM reception_plan ORDER BY region_id, office_id, service_id, from_on";
    PUT_SESSION = "INSERT INTO session (region_id, office_id, session_id, service_id, share,
            on_date, starts_at, ends_at, slot_minutes, capacity)
        VALUES (:region, :office, :session, :service, :share,
            :on_date, :starts_at, :ends_at, :minutes, :capacity)
        ON CONFLICT DO NOTHING";
    LAST_DATE = "SELECT MAX(on_date) AS on_date FROM session
        WHERE region_id = :region AND office_id = :office AND service_id = :service";
    PUT_CLOSURE = "INSERT INTO closure
            (region_id, office_id, closure_id, from_at, until_at, reason, applied_at, applied_by)
        VALUES (:region, :office, :closure, :from, :until, :reason, :at, :by)";
    CLOSURES = "SELECT * FROM closure
        WHERE region_id = :region AND office_id = :office AND until_at > :after
        ORDER BY from_at";
}

/// Adds a plan or changes its end and pattern.
///
/// # Errors
/// Any refusal of the engine.
pub async fn put_plan(tx: &mut Tx, plan: &Plan) -> Result<(), StorageError> {
    let region = plan.office_id.region();
    tx.execute(
        &PUT_PLAN,
        params! {
            region: &region, office: &plan.office_id, plan_id: plan.plan_id,
            service: &plan.service_id, from: plan.from_on, until: plan.until_on, plan: &plan.plan,
        },
    )
    .await?;
    Ok(())
}

/// All plans.
///
/// # Errors
/// Any refusal of the engine.
pub async fn plans(tx: &mut Tx) -> Result<Vec<Plan>, StorageError> {
    let rows = tx.rows(&PLANS, &[]).await?;
    rows.iter()
        .map(|row| {
            Ok(Plan {
                plan_id: row.get("plan_id")?,
                office_id: row.get("office_id")?,
                service_id: row.get("service_id")?,
                from_on: row.get("from_on")?,
                until_on: row.get("until_on")?,
                plan: row.get("plan")?,
            })
        })
        .collect()
}

/// Publishes a session; `false` when it stands already.
///
/// # Errors
/// Any refusal of the engine.
pub async fn put_session(tx: &mut Tx, session: &Session) -> Result<bool, StorageError> {
    let region = session.office_id.region();
    let rows = tx
        .execute(
            &PUT_SESSION,
            params! {
                region: &region, office: &session.office_id, session: session.session_id,
                service: &session.service_id, share: session.share.name(),
                on_date: session.on_date, starts_at: session.starts_at, ends_at: session.ends_at,
                minutes: session.slot_minutes, capacity: session.capacity,
            },
        )
        .await?;
    Ok(rows == 1)
}

/// The last day for which a service of an office has a session.
///
/// # Errors
/// Any refusal of the engine.
pub async fn last_date(
    tx: &mut Tx,
    office: &OfficeId,
    service: &ServiceId,
) -> Result<Option<Date>, StorageError> {
    let region = office.region();
    let params = params! { region: &region, office: office, service: service };
    tx.row(&LAST_DATE, params).await?.get("on_date")
}

/// Records a closure; the slots are closed by the caller in the same unit of work.
///
/// # Errors
/// Any refusal of the engine.
pub async fn put_closure(tx: &mut Tx, closure: &Closure) -> Result<(), StorageError> {
    let region = closure.office_id.region();
    let reason = super::content("closure.reason", &closure.reason)?;
    tx.execute(
        &PUT_CLOSURE,
        params! {
            region: &region, office: &closure.office_id, closure: closure.closure_id,
            from: closure.from_at, until: closure.until_at, reason: &reason,
            at: closure.applied_at, by: &closure.applied_by,
        },
    )
    .await?;
    Ok(())
}

/// Closures of an office that end after an instant.
///
/// # Errors
/// Any refusal of the engine.
pub async fn closures(
    tx: &mut Tx,
    region: &RegionId,
    office: &OfficeId,
    after: Timestamp,
) -> Result<Vec<Closure>, StorageError> {
    let params = params! { region: region, office: office, after: after };
    tx.rows(&CLOSURES, params)
        .await?
        .iter()
        .map(closure)
        .collect()
}

fn closure(row: &Row) -> Result<Closure, StorageError> {
    Ok(Closure {
        closure_id: row.get("closure_id")?,
        office_id: row.get("office_id")?,
        from_at: row.get("from_at")?,
        until_at: row.get("until_at")?,
        reason: row.json("reason")?,
        applied_at: row.get("applied_at")?,
        applied_by: row.get("applied_by")?,
    })
}
