//! Appointments of the demo country: ahead, today and on past days.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp, ToSpan};
use okno_domain::appointment::{AppointmentState, Channel, Share};
use okno_domain::id::OfficeId;
use okno_storage::history::Visit;
use okno_storage::notification::Stored;
use okno_storage::reception::Session;
use okno_storage::slot::{self, Offered, Slot, Wanted};
use okno_storage::{StorageError, reception};
use serde_json::json;

use super::DemoError;
use super::citizens::Citizen;
use super::dice::Dice;
use super::fill;
use crate::App;
use crate::actor::Actor;
use crate::person::Booker;
use crate::reception_plan::{Plans, cut, sessions_between};

/// Days before today of which the demo knows.
const DAYS_BEFORE: i64 = 14;
/// How long after its beginning a visit is surely over.
const OVER_AFTER: SignedDuration = SignedDuration::from_mins(45);
/// How long a letter took to be delivered.
const DELIVERY: SignedDuration = SignedDuration::from_secs(20);

/// Days before today with their sessions and slots.
pub(super) struct Past {
    pub(super) sessions: Vec<Session>,
    pub(super) slots: Vec<Slot>,
}

/// One appointment to be made up.
pub(super) struct Made<'c> {
    pub(super) slot: &'c Slot,
    pub(super) booker: &'c Booker,
    pub(super) channel: Channel,
    pub(super) booked_at: Timestamp,
    pub(super) state: AppointmentState,
}

impl App {
    /// Sessions and slots of the last days, as if they had been published then.
    pub(super) async fn demo_past(&self) -> Result<Past, DemoError> {
        let directory = self.directory().now();
        let now = self.now();
        let stored = self
            .store()
            .read("demo plans", |tx| {
                Box::pin(async move { reception::plans(tx).await })
            })
            .await
            .map_err(|error: StorageError| DemoError::Storage(error))?;
        let mut past = Past {
            sessions: Vec::new(),
            slots: Vec::new(),
        };
        // Regional centres are enough: elsewhere nobody looks back.
        let centres = directory
            .offices
            .values()
            .filter(|o| o.office_id.as_str().ends_with("-01"));
        for office in centres {
            for service in office.services.keys() {
                let of_service = |p: &&reception::Plan| {
                    p.office_id == office.office_id && p.service_id == *service
                };
                let plans = stored.iter().filter(of_service).cloned().collect();
                let country = self.rules().calendar_of(service)?;
                let calendar = office.profile.calendar(country)?;
                let plans = Plans::read(office, calendar, plans)?;
                let today = now.to_zoned(office.zone.clone()).date();
                let first = today.saturating_sub(DAYS_BEFORE.days());
                for plan in sessions_between(&plans, first, today).sessions {
                    let new_id = || self.new_id(now);
                    let (cut, _) = cut(&office.office_id, &office.zone, &plan, new_id);
                    if let Some(cut) = cut.filter(|cut| cut.session.starts_at <= now) {
                        past.sessions.push(cut.session);
                        past.slots.extend(cut.slots);
                    }
                }
            }
        }
        Ok(past)
    }

    /// What happened on past days, and what is still to come of today's sessions.
    pub(super) fn demo_past_visits(
        &self,
        past: &Past,
        citizens: &[Citizen],
        dice: &mut Dice,
    ) -> Result<Vec<Visit>, DemoError> {
        let now = self.now();
        let mut people = citizens.iter().cycle();
        let mut made = Vec::new();
        for slot in &past.slots {
            // What has not begun is booked with the days ahead.
            if slot.starts_at > now || !dice.percent(fill::chance_past()) {
                continue;
            }
            let Some(citizen) = people.next() else { break };
            let over = now.duration_since(slot.starts_at) > OVER_AFTER;
            let state = if over {
                ended(dice)
            } else {
                AppointmentState::Fulfilled
            };
            let ahead = SignedDuration::from_hours(20 + dice.below(24 * 10) as i64);
            made.push(Made {
                slot,
                booker: &citizen.booker,
                channel: channel(dice),
                booked_at: slot.starts_at - ahead,
                state,
            });
        }
        self.demo_visits(made)
    }

    /// Free slots ahead, by office.
    pub(super) async fn demo_free(&self) -> Result<BTreeMap<OfficeId, Vec<Offered>>, DemoError> {
        let directory = self.directory().now();
        let mut wanted = Vec::new();
        for office in directory.offices.values() {
            for (service, rules) in &office.services {
                let from = self.now();
                let until = from + SignedDuration::from_hours(24 * (rules.horizon_days + 2));
                let (office, service) = (office.office_id.clone(), service.clone());
                wanted.push(Wanted {
                    office,
                    service,
                    share: Share::Phone,
                    from,
                    until,
                });
            }
        }
        self.store()
            .read("demo slots", move |tx| {
                Box::pin(async move {
                    let mut free: BTreeMap<OfficeId, Vec<Offered>> = BTreeMap::new();
                    for wanted in &wanted {
                        let found = slot::of_office(tx, wanted).await?;
                        let open = found.into_iter().filter(|offered| offered.free() > 0);
                        free.entry(wanted.office.clone()).or_default().extend(open);
                    }
                    Ok(free)
                })
            })
            .await
            .map_err(|error: StorageError| DemoError::Storage(error))
    }

    /// Appointments ahead: some offices nearly full, one without a free time,
    /// most of them quiet. Each person has one at most.
    pub(super) fn demo_visits_ahead(
        &self,
        free: &BTreeMap<OfficeId, Vec<Offered>>,
        citizens: &[Citizen],
        dice: &mut Dice,
    ) -> Result<Vec<Visit>, DemoError> {
        let now = self.now();
        let mut people = citizens.iter();
        let mut made = Vec::new();
        for office in fill::in_order(free.keys()) {
            let percent = fill::taken_ahead(office, dice);
            let slots = &free[office];
            let last = slots.iter().map(|o| o.slot.starts_at).max().unwrap_or(now);
            let horizon = days_between(now, last);
            for offered in slots {
                let chance =
                    fill::chance(percent, days_between(now, offered.slot.starts_at), horizon);
                for _ in 0..offered.free() {
                    if !dice.percent(chance) {
                        continue;
                    }
                    let Some(citizen) = people.next() else {
                        return self.demo_visits(made);
                    };
                    let slot = &offered.slot;
                    let ahead = SignedDuration::from_mins(10 + dice.below(60 * 24 * 6) as i64);
                    made.push(Made {
                        slot,
                        booker: &citizen.booker,
                        channel: channel_for(slot, dice),
                        booked_at: now - ahead,
                        state: AppointmentState::Booked,
                    });
                }
            }
        }
        self.demo_visits(made)
    }

    /// The rows of made-up appointments, sealed like any other.
    pub(super) fn demo_visits(&self, mut made: Vec<Made<'_>>) -> Result<Vec<Visit>, DemoError> {
        // In the order of booking, as identifiers and rules of a day expect it.
        made.sort_by_key(|made| made.booked_at);
        made.iter().map(|made| self.demo_visit(made)).collect()
    }

    fn demo_visit(&self, made: &Made<'_>) -> Result<Visit, DemoError> {
        let Made {
            slot,
            booker,
            channel,
            booked_at,
            state,
        } = made;
        let applicant = Actor::Applicant(*channel);
        let booking = self.booking_of(booker, slot, *channel, &applicant, *booked_at)?;
        let mut appointment = booking.appointment;
        let mut entries = vec![booking.entry];
        let mut told = vec![delivered(booking.notification)];
        if *state == AppointmentState::Cancelled {
            // An hour later at the earliest, and in time.
            let halfway = slot.starts_at.duration_since(*booked_at) / 2;
            let at = *booked_at + halfway;
            let facts = json!({ "by": "holder" });
            entries.push(self.entry(&appointment, &applicant, "appointment-cancelled", facts, at));
            let letter = self.tell("cancelled", &appointment, booker, BTreeMap::new(), at)?;
            told.push(delivered(letter));
            appointment.reason = Some("by-holder".into());
            appointment.changed_at = at;
        } else if *state != AppointmentState::Booked {
            appointment.changed_at = slot.starts_at + SignedDuration::from_mins(slot.minutes);
        }
        appointment.state = *state;
        Ok(Visit {
            appointment,
            entries,
            told,
        })
    }
}

fn delivered(notification: okno_storage::notification::Notification) -> Stored {
    let by_mail = notification.medium != "none";
    let sent = notification.created_at + DELIVERY;
    Stored {
        state: if by_mail { "delivered" } else { "on-request" }.into(),
        attempts: i64::from(by_mail),
        next_try_at: notification.created_at,
        sent_at: by_mail.then_some(sent),
        proof: by_mail.then(|| "250 2.0.0 Ok: queued".into()),
        notification,
    }
}

fn ended(dice: &mut Dice) -> AppointmentState {
    match dice.below(100) {
        0..=81 => AppointmentState::Fulfilled,
        82..=89 => AppointmentState::NoShow,
        90..=98 => AppointmentState::Cancelled,
        _ => AppointmentState::Void,
    }
}

fn channel(dice: &mut Dice) -> Channel {
    match dice.below(100) {
        0..=54 => Channel::Portal,
        55..=74 => Channel::RegionalSite,
        75..=89 => Channel::Phone,
        _ => Channel::InPerson,
    }
}

/// A place kept for telephone operators was booked by one.
fn channel_for(slot: &Slot, dice: &mut Dice) -> Channel {
    if slot.share == Share::Phone {
        Channel::Phone
    } else {
        channel(dice)
    }
}

fn days_between(from: Timestamp, until: Timestamp) -> u64 {
    (until.duration_since(from).as_hours() / 24).max(0) as u64
}
