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
        SET service_id = excluded.service_id, from_on = excluded.from_on,
            until_on = excluded.until_on, plan = excluded.plan";
    PLANS_OF = "SELECT * FROM reception_plan WHERE region_id = :region AND office_id = :office
        ORDER BY service_id, from_on";
    PLANS = "SELECT * FROM reception_plan ORDER BY region_id, office_id, service_id, from_on";
    PUT_SESSION = "INSERT INTO session (region_id, office_id, session_id, service_id, share,
            on_date, starts_at, ends_at, slot_minutes, capacity)
        VALUES (:region, :office, :session, :service, :share,
            :on_date, :starts_at, :ends_at, :minutes, :capacity)
        ON CONFLICT DO NOTHING";
    HOLD_OFFICE = "UPDATE office SET kind = kind
        WHERE region_id = :region AND office_id = :office";
    SESSIONS = "SELECT * FROM session
        WHERE region_id = :region AND office_id = :office AND service_id = :service
          AND starts_at > :after
        ORDER BY starts_at, share";
    // Changes nothing, and keeps everybody else off the rows until the end of
    // the unit of work: what is counted next stays true.
    LOCK_SLOTS = "UPDATE slot SET closed = closed
        WHERE region_id = :region AND office_id = :office AND service_id = :service
          AND starts_at >= :from AND starts_at < :until AND session_id = :session";
    // An appointment that was cancelled still names its slot.
    NAMED_SLOTS = "SELECT COUNT(*) AS named FROM slot s
        WHERE s.region_id = :region AND s.office_id = :office AND s.service_id = :service
          AND s.starts_at >= :from AND s.starts_at < :until AND s.session_id = :session
          AND (s.taken > 0
            OR EXISTS (SELECT 1 FROM appointment a
                WHERE a.region_id = s.region_id AND a.slot_id = s.slot_id))";
    DROP_SLOTS = "DELETE FROM slot
        WHERE region_id = :region AND office_id = :office AND service_id = :service
          AND starts_at >= :from AND starts_at < :until AND session_id = :session";
    DROP_SESSION = "DELETE FROM session WHERE region_id = :region AND session_id = :session";
    LAST_DATE = "SELECT MAX(on_date) AS on_date FROM session
        WHERE region_id = :region AND office_id = :office AND service_id = :service";
    PUT_CLOSURE = "INSERT INTO closure
            (region_id, office_id, closure_id, from_at, until_at, reason, applied_at, applied_by)
        VALUES (:region, :office, :closure, :from, :until, :reason, :at, :by)";
    CLOSURES = "SELECT * FROM closure
        WHERE region_id = :region AND office_id = :office AND until_at > :after
        ORDER BY from_at";
}

/// Adds a plan or changes its service, days and pattern.
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
    rows.iter().map(plan).collect()
}

/// The plans of one office.
///
/// # Errors
/// Any refusal of the engine.
pub async fn plans_of(tx: &mut Tx, office: &OfficeId) -> Result<Vec<Plan>, StorageError> {
    let region = office.region();
    let rows = tx
        .rows(&PLANS_OF, params! { region: &region, office: office })
        .await?;
    rows.iter().map(plan).collect()
}

/// Publishes sessions; those that stand already are left as they are.
///
/// # Errors
/// Any refusal of the engine.
pub async fn put_sessions(tx: &mut Tx, sessions: &[Session]) -> Result<u64, StorageError> {
    let regions: Vec<_> = sessions.iter().map(|s| s.office_id.region()).collect();
    let sets: Vec<_> = sessions
        .iter()
        .zip(&regions)
        .map(|(s, region)| {
            [
                ("region", region.into()),
                ("office", (&s.office_id).into()),
                ("session", s.session_id.into()),
                ("service", (&s.service_id).into()),
                ("share", s.share.name().into()),
                ("on_date", s.on_date.into()),
                ("starts_at", s.starts_at.into()),
                ("ends_at", s.ends_at.into()),
                ("minutes", s.slot_minutes.into()),
                ("capacity", s.capacity.into()),
            ]
        })
        .collect();
    let sets: Vec<&crate::Params<'_>> = sets.iter().map(|set| set.as_slice()).collect();
    tx.execute_each(&PUT_SESSION, &sets).await
}

/// Sessions of a service at an office that begin after an instant, in order.
///
/// # Errors
/// Any refusal of the engine.
pub async fn sessions(
    tx: &mut Tx,
    office: &OfficeId,
    service: &ServiceId,
    after: Timestamp,
) -> Result<Vec<Session>, StorageError> {
    let region = office.region();
    let params = params! { region: &region, office: office, service: service, after: after };
    let rows = tx.rows(&SESSIONS, params).await?;
    rows.iter().map(session).collect()
}

/// Takes a session back with its slots, unless a slot of it was ever asked for;
/// the answer is how many slots were, zero when the session is gone.
///
/// # Errors
/// Any refusal of the engine.
pub async fn withdraw(tx: &mut Tx, session: &Session) -> Result<i64, StorageError> {
    let region = session.office_id.region();
    let params = params! {
        region: &region, office: &session.office_id, service: &session.service_id,
        from: session.starts_at, until: session.ends_at, session: session.session_id,
    };
    tx.execute(&LOCK_SLOTS, params).await?;
    let named: i64 = tx.row(&NAMED_SLOTS, params).await?.get("named")?;
    if named == 0 {
        tx.execute(&DROP_SLOTS, params).await?;
        let params = params! { region: &region, session: session.session_id };
        tx.execute(&DROP_SESSION, params).await?;
    }
    Ok(named)
}

/// Makes whoever else plans the hours of this office wait until the end of the
/// unit of work: a closure and the publishing of slots must see each other.
///
/// # Errors
/// Any refusal of the engine.
pub async fn hold_office(tx: &mut Tx, office: &OfficeId) -> Result<(), StorageError> {
    let region = office.region();
    tx.execute(&HOLD_OFFICE, params! { region: &region, office: office })
        .await?;
    Ok(())
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

fn plan(row: &Row) -> Result<Plan, StorageError> {
    Ok(Plan {
        plan_id: row.get("plan_id")?,
        office_id: row.get("office_id")?,
        service_id: row.get("service_id")?,
        from_on: row.get("from_on")?,
        until_on: row.get("until_on")?,
        plan: row.get("plan")?,
    })
}

fn session(row: &Row) -> Result<Session, StorageError> {
    Ok(Session {
        session_id: row.get("session_id")?,
        office_id: row.get("office_id")?,
        service_id: row.get("service_id")?,
        share: row.word("share", Share::from_name)?,
        on_date: row.get("on_date")?,
        starts_at: row.get("starts_at")?,
        ends_at: row.get("ends_at")?,
        slot_minutes: row.get("slot_minutes")?,
        capacity: row.get("capacity")?,
    })
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
