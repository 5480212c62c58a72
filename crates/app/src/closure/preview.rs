//! Who would be hit by a closure.

use std::collections::BTreeMap;

use jiff::civil::Date;
use okno_domain::appointment::AppointmentState;
use okno_identity::role::Action;
use okno_storage::appointment::Appointment;
use okno_storage::{StorageError, appointment};

use super::{ClosureError, ClosureWish};
use crate::App;
use crate::actor::Duty;
use crate::person::Contact;

/// Who would be hit on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HitDay {
    /// The civil date at the office.
    pub date: Date,
    /// Appointments that would be cancelled.
    pub appointments: u64,
    /// People who would get an e-mail.
    pub by_email: u64,
    /// People who left only a telephone number: somebody must call them.
    pub to_call: u64,
    /// People who left nothing: they learn of it at the door.
    pub without_contact: u64,
}

/// Who would be hit, day by day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClosureHits {
    /// Days with appointments, in order.
    pub days: Vec<HitDay>,
}

impl ClosureHits {
    /// Appointments of all days.
    pub fn appointments(&self) -> u64 {
        self.days.iter().map(|day| day.appointments).sum()
    }

    /// People of all days who left nothing.
    pub fn without_contact(&self) -> u64 {
        self.days.iter().map(|day| day.without_contact).sum()
    }
}

impl HitDay {
    fn none(date: Date) -> Self {
        Self {
            date,
            appointments: 0,
            by_email: 0,
            to_call: 0,
            without_contact: 0,
        }
    }

    pub(super) fn count(&mut self, contact: &Contact) {
        self.appointments += 1;
        match contact {
            Contact { email: Some(_), .. } => self.by_email += 1,
            Contact { phone: Some(_), .. } => self.to_call += 1,
            Contact { .. } => self.without_contact += 1,
        }
    }
}

impl App {
    /// Who would be hit if the office closed these hours. Changes nothing.
    ///
    /// # Errors
    /// [`ClosureError::Forbidden`] for an officer who does not plan the hours of
    /// this office; hours that cannot be closed.
    pub async fn preview_closure(
        &self,
        duty: &Duty,
        wish: &ClosureWish,
    ) -> Result<ClosureHits, ClosureError> {
        self.check_closure(duty, wish)?;
        let asked = wish.clone();
        let found = self
            .store()
            .read("preview closure", move |tx| {
                Box::pin(async move {
                    let from = asked.from;
                    appointment::of_office(tx, &asked.office, from, asked.until).await
                })
            })
            .await
            .map_err(|error: StorageError| ClosureError::Storage(error))?;
        let mut hits = Hits::default();
        for made in found
            .iter()
            .filter(|made| made.state == AppointmentState::Booked)
        {
            hits.count(self, made, &self.open_booker(made)?.contact);
        }
        Ok(hits.by_day())
    }

    /// Whether the officer may close these hours, and whether they can be closed.
    pub(super) fn check_closure(
        &self,
        duty: &Duty,
        wish: &ClosureWish,
    ) -> Result<(), ClosureError> {
        self.allow(duty, Action::PlanHours, &wish.office)?;
        if self.directory().now().office(&wish.office).is_none() {
            return Err(ClosureError::NoSuchOffice(wish.office.clone()));
        }
        if wish.until <= wish.from {
            return Err(ClosureError::Backwards);
        }
        if wish.until <= self.now() {
            return Err(ClosureError::Past);
        }
        Ok(())
    }
}

/// Hits while they are counted.
#[derive(Default)]
pub(super) struct Hits {
    days: BTreeMap<Date, HitDay>,
}

impl Hits {
    pub(super) fn count(&mut self, app: &App, made: &Appointment, contact: &Contact) {
        let date = app.local_date(&made.office_id, made.starts_at);
        self.days
            .entry(date)
            .or_insert_with(|| HitDay::none(date))
            .count(contact);
    }

    pub(super) fn by_day(self) -> ClosureHits {
        ClosureHits {
            days: self.days.into_values().collect(),
        }
    }
}
