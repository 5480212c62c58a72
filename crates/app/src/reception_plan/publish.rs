//! Bringing the published sessions of an office in line with its plans.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use okno_domain::id::{OfficeId, ServiceId, SessionId};
use okno_storage::reception::{Closure, Plan, Session};
use okno_storage::slot::Slot;
use okno_storage::{Tx, reception, slot};

use super::wanted::{Cut, Plans, cut, sessions_between};
use super::{PublishError, Published};
use crate::App;
use crate::directory::{KnownOffice, Listing};

/// Publishes one office in one transaction.
pub(super) async fn office(
    app: &App,
    directory: &Arc<Listing>,
    id: &OfficeId,
) -> Result<Published, PublishError> {
    let job = Job {
        app: app.clone(),
        directory: Arc::clone(directory),
        id: id.clone(),
    };
    app.store()
        .write("publish slots", move |tx| {
            let job = job.clone();
            Box::pin(async move { job.run(tx).await })
        })
        .await
}

#[derive(Clone)]
struct Job {
    app: App,
    directory: Arc<Listing>,
    id: OfficeId,
}

impl Job {
    async fn run(&self, tx: &mut Tx) -> Result<Published, PublishError> {
        let mut published = Published::default();
        let Some(office) = self.directory.office(&self.id) else {
            return Err(PublishError::NoSuchOffice(self.id.clone()));
        };
        let now = self.app.now();
        reception::hold_office(tx, &self.id).await?;
        let plans = reception::plans_of(tx, &self.id).await?;
        let closures = reception::closures(tx, &self.id.region(), &self.id, now).await?;
        for (service, rules) in &office.services {
            let plans = plans
                .iter()
                .filter(|plan| plan.service_id == *service)
                .cloned()
                .collect();
            let wanted = self.wanted(office, service, rules.horizon_days, plans, now)?;
            published.irregular.extend(wanted.irregular);
            let ends = wanted
                .calendar_ends
                .map(|day| (self.id.clone(), service.clone(), day));
            published.calendar_ends.extend(ends);
            self.bring_in_line(tx, service, wanted.cuts, &closures, &mut published)
                .await?;
        }
        Ok(published)
    }

    fn wanted(
        &self,
        office: &KnownOffice,
        service: &ServiceId,
        horizon: i64,
        plans: Vec<Plan>,
        now: Timestamp,
    ) -> Result<Wanted, PublishError> {
        let rules = |error| PublishError::Rules(self.id.clone(), error);
        let own_days = |error| PublishError::OwnDays(self.id.clone(), error);
        let country = self.app.rules().calendar_of(service).map_err(rules)?;
        let calendar = office.profile.calendar(country).map_err(own_days)?;
        let plans = Plans::read(office, calendar, plans)?;
        let today = now.to_zoned(office.zone.clone()).date();
        let last = today.saturating_add(jiff::Span::new().days(horizon));
        let between = sessions_between(&plans, today, last);
        let mut wanted = Wanted {
            calendar_ends: between.calendar_ends,
            ..Wanted::default()
        };
        for session in &between.sessions {
            let new_id = || self.app.new_id(now);
            let (cut, irregular) = cut(&self.id, &office.zone, session, new_id);
            let irregular = irregular.into_iter().map(|time| (self.id.clone(), time));
            wanted.irregular.extend(irregular);
            // A session that has begun is not changed under the people in it.
            wanted
                .cuts
                .extend(cut.filter(|cut| cut.session.starts_at > now));
        }
        Ok(wanted)
    }

    async fn bring_in_line(
        &self,
        tx: &mut Tx,
        service: &ServiceId,
        wanted: Vec<Cut>,
        closures: &[Closure],
        published: &mut Published,
    ) -> Result<(), PublishError> {
        let now = self.app.now();
        let standing = reception::sessions(tx, &self.id, service, now).await?;
        let mut stay: Vec<&Session> = Vec::new();
        for session in &standing {
            let wanted = wanted.iter().any(|cut| same(&cut.session, session));
            if wanted {
                stay.push(session);
            } else if reception::withdraw(tx, session).await? == 0 {
                published.withdrawn += 1;
            } else {
                published.kept.push(session.clone());
                stay.push(session);
            }
        }
        let missing: Vec<Cut> = wanted
            .into_iter()
            .filter(|cut| !stay.iter().any(|session| meets(session, &cut.session)))
            .collect();
        self.publish(tx, service, missing, closures, published)
            .await
    }

    async fn publish(
        &self,
        tx: &mut Tx,
        service: &ServiceId,
        missing: Vec<Cut>,
        closures: &[Closure],
        published: &mut Published,
    ) -> Result<(), PublishError> {
        if missing.is_empty() {
            return Ok(());
        }
        let sessions: Vec<Session> = missing.iter().map(|cut| cut.session.clone()).collect();
        published.sessions += reception::put_sessions(tx, &sessions).await?;
        // Another node may have published some of them a moment ago; the slots
        // of those are its to make.
        let first = sessions
            .iter()
            .map(|session| session.starts_at)
            .min()
            .unwrap_or_default();
        let before = first
            .checked_sub(jiff::SignedDuration::from_micros(1))
            .unwrap_or(first);
        let stored = reception::sessions(tx, &self.id, service, before).await?;
        let stored: BTreeSet<SessionId> = stored.iter().map(|s| s.session_id).collect();
        let own = missing
            .into_iter()
            .filter(|cut| stored.contains(&cut.session.session_id));
        let slots: Vec<Slot> = own.flat_map(|cut| cut.slots).collect();
        let shut = |slot: &Slot| closures.iter().any(|c| within(c, slot.starts_at));
        published.slots += slot::insert_all(tx, &slots, shut).await?;
        published.closed += slots.iter().filter(|slot| shut(slot)).count() as u64;
        Ok(())
    }
}

#[derive(Default)]
struct Wanted {
    cuts: Vec<Cut>,
    irregular: Vec<(OfficeId, okno_domain::opening::IrregularTime)>,
    calendar_ends: Option<jiff::civil::Date>,
}

/// A closure holds for times that begin within it, as when it is applied.
fn within(closure: &Closure, starts_at: Timestamp) -> bool {
    closure.from_at <= starts_at && starts_at < closure.until_at
}

/// Two sessions that publish the same slots.
fn same(one: &Session, other: &Session) -> bool {
    (one.share, one.on_date, one.starts_at, one.ends_at)
        == (other.share, other.on_date, other.starts_at, other.ends_at)
        && (one.slot_minutes, one.capacity) == (other.slot_minutes, other.capacity)
}

/// Two sessions that would offer the same time twice.
fn meets(one: &Session, other: &Session) -> bool {
    one.share == other.share && one.starts_at < other.ends_at && other.starts_at < one.ends_at
}
