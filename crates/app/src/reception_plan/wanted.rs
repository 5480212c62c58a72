//! Which sessions the plans of an office want: no database, no clock.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use okno_domain::calendar::{Calendar, NotCovered};
use okno_domain::id::{OfficeId, SessionId, SlotId};
use okno_domain::opening::{IrregularTime, SessionPlan, slots_of};
use okno_storage::StorageError;
use okno_storage::reception::{Plan, Session};
use okno_storage::slot::Slot;

use super::Pattern;
use crate::directory::KnownOffice;

/// The plans of one service at an office, ready to be asked.
pub(crate) struct Plans<'o> {
    pub(crate) office: &'o KnownOffice,
    /// The country's calendar with the office's own days.
    pub(crate) calendar: Calendar,
    pub(crate) plans: Vec<(Plan, Pattern)>,
}

impl<'o> Plans<'o> {
    /// Reads the patterns of stored plans.
    pub(crate) fn read(
        office: &'o KnownOffice,
        calendar: Calendar,
        plans: Vec<Plan>,
    ) -> Result<Self, StorageError> {
        let unreadable = |plan: &Plan, error: serde_json::Error| StorageError::Content {
            what: "reception_plan.plan",
            why: format!("{} {}: {error}", plan.office_id, plan.plan_id),
        };
        let read = plans.into_iter().map(|plan| {
            let pattern: Pattern = serde_json::from_value(plan.plan.clone())
                .map_err(|error| unreadable(&plan, error))?;
            Ok((plan, pattern))
        });
        let plans = read.collect::<Result<Vec<_>, StorageError>>()?;
        Ok(Self {
            office,
            calendar,
            plans,
        })
    }
}

/// Sessions of one day with the part of a calendar that could answer.
pub(crate) struct Between {
    /// Sessions in order of day and time.
    pub(crate) sessions: Vec<SessionPlan>,
    /// The last day that the calendar covers, if that is before the last wanted.
    pub(crate) calendar_ends: Option<Date>,
}

/// The sessions that the plans want from `first` to `last`, both included.
///
/// A centre receives only while its agreement lets it accept (REQ-13), an office
/// that is closed to the public not at all.
pub(crate) fn sessions_between(plans: &Plans<'_>, first: Date, last: Date) -> Between {
    let mut sessions = Vec::new();
    for day in first.series(1.day()).take_while(|day| *day <= last) {
        if !plans.office.accepts_on(day) {
            continue;
        }
        match on_day(plans, day) {
            Ok(found) => sessions.extend(found),
            Err(NotCovered { .. }) => {
                let calendar_ends = Some(day.saturating_sub(1.day()));
                return Between {
                    sessions,
                    calendar_ends,
                };
            }
        }
    }
    Between {
        sessions,
        calendar_ends: None,
    }
}

fn on_day(plans: &Plans<'_>, day: Date) -> Result<Vec<SessionPlan>, NotCovered> {
    let class = plans.calendar.class(day)?;
    let reception = &plans.office.profile.hours.reception;
    let mut sessions = Vec::new();
    for (plan, pattern) in &plans.plans {
        let holds = plan.from_on <= day && plan.until_on.is_none_or(|until| day < until);
        let classes = pattern.day_classes.as_ref();
        if holds && classes.is_none_or(|classes| classes.contains(&class)) {
            let found = pattern
                .reception
                .sessions(reception, &plans.calendar, day, day)?;
            sessions.extend(found);
        }
    }
    sessions.sort_by_key(|session| (session.hours.from(), session.share));
    Ok(sessions)
}

/// A session with its slots, cut on the clock of the office.
pub(crate) struct Cut {
    pub(crate) session: Session,
    pub(crate) slots: Vec<Slot>,
}

/// Cuts a session into slots, with the times that a change of the clock spoils;
/// `None` when it leaves none.
pub(crate) fn cut(
    office: &OfficeId,
    zone: &TimeZone,
    plan: &SessionPlan,
    mut new_id: impl FnMut() -> uuid::Uuid,
) -> (Option<Cut>, Vec<IrregularTime>) {
    let times = slots_of(plan, zone);
    let (Some(first), Some(last)) = (times.slots.first(), times.slots.last()) else {
        return (None, times.irregular);
    };
    let session = Session {
        session_id: SessionId(new_id()),
        office_id: office.clone(),
        service_id: plan.service.clone(),
        share: plan.share,
        on_date: plan.date,
        starts_at: first.at,
        ends_at: last.until,
        slot_minutes: i64::from(plan.slot_minutes),
        capacity: i64::from(plan.capacity),
    };
    let slots = times.slots.iter().map(|time| Slot {
        region_id: office.region(),
        slot_id: SlotId(new_id()),
        office_id: office.clone(),
        service_id: plan.service.clone(),
        session_id: session.session_id,
        share: plan.share,
        on_date: plan.date,
        starts_at: time.at,
        minutes: i64::from(plan.slot_minutes),
        capacity: i64::from(plan.capacity),
    });
    let slots = slots.collect();
    (Some(Cut { session, slots }), times.irregular)
}
