//! The rules in force: packs and calendars, and what booking asks of them.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use okno_domain::appointment::MovePolicy;
use okno_domain::calendar::{Calendar, NotCovered};
use okno_domain::id::{OfficeId, ServiceId};
use okno_domain::pack::{Inputs, Pack, PackError};
use okno_domain::term::{Term, TermError, notify_by};

use crate::App;
use crate::booking::BookingError;

/// Why no rule answers.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// No loaded pack has the service.
    #[error("no pack has service {0}")]
    NoSuchService(ServiceId),
    /// The pack's calendar is not loaded.
    #[error("calendar {0} is not loaded")]
    NoSuchCalendar(String),
    /// The pack has no value for this question.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The calendar does not reach the day.
    #[error(transparent)]
    NotCovered(#[from] NotCovered),
    /// A term cannot be applied.
    #[error(transparent)]
    Term(#[from] TermError),
    /// A value of the pack has a form that the program does not know.
    #[error("value {value} of rule {rule} is not understood")]
    NotUnderstood {
        /// The rule.
        rule: &'static str,
        /// The value as written.
        value: String,
    },
}

/// What booking asks of a pack, resolved for one service on one day.
#[derive(Debug, Clone)]
pub struct BookingRules {
    /// Services that exclude one another (REQ-A12).
    pub family: String,
    /// How long a place is held while the details are checked.
    pub hold: SignedDuration,
    /// Whether the time may be changed (REQ-A24).
    pub moves: MovePolicy,
    /// Within which term an action is told (REQ-6c).
    pub notify_within: Term,
    /// The calendar that counts it.
    pub calendar: Arc<Calendar>,
}

/// Packs and calendars in force.
#[derive(Debug, Default)]
pub struct Rules {
    packs: Vec<Arc<Pack>>,
    calendars: BTreeMap<String, Arc<Calendar>>,
    resolved: RwLock<BTreeMap<(ServiceId, Date), Arc<BookingRules>>>,
}

impl Rules {
    /// The rules of these packs, counted by these calendars.
    pub fn new(packs: Vec<Pack>, calendars: Vec<Calendar>) -> Self {
        Self {
            packs: packs.into_iter().map(Arc::new).collect(),
            calendars: calendars
                .into_iter()
                .map(|calendar| (calendar.code().to_owned(), Arc::new(calendar)))
                .collect(),
            resolved: RwLock::default(),
        }
    }

    /// All packs, side by side (REQ-A19).
    pub fn packs(&self) -> &[Arc<Pack>] {
        &self.packs
    }

    /// The pack that has a service.
    ///
    /// # Errors
    /// [`RulesError::NoSuchService`].
    pub fn pack_of(&self, service: &ServiceId) -> Result<&Arc<Pack>, RulesError> {
        self.packs
            .iter()
            .find(|pack| pack.services.iter().any(|known| known.id == *service))
            .ok_or_else(|| RulesError::NoSuchService(service.clone()))
    }

    /// The family of services that a service excludes (REQ-A12).
    ///
    /// # Errors
    /// [`RulesError::NoSuchService`].
    pub fn family_of(&self, service: &ServiceId) -> Result<&str, RulesError> {
        Ok(&self.pack_of(service)?.service_family)
    }

    /// The calendar of that code.
    ///
    /// # Errors
    /// [`RulesError::NoSuchCalendar`].
    pub fn calendar(&self, code: &str) -> Result<&Arc<Calendar>, RulesError> {
        self.calendars
            .get(code)
            .ok_or_else(|| RulesError::NoSuchCalendar(code.to_owned()))
    }

    /// The calendar that counts a service's working days.
    ///
    /// # Errors
    /// As [`Rules::pack_of`] and [`Rules::calendar`].
    pub fn calendar_of(&self, service: &ServiceId) -> Result<&Arc<Calendar>, RulesError> {
        self.calendar(&self.pack_of(service)?.calendar)
    }

    /// What booking asks, resolved once for each service and day.
    ///
    /// # Errors
    /// [`RulesError`] when the pack or the calendar does not answer.
    pub fn booking(&self, service: &ServiceId, on: Date) -> Result<Arc<BookingRules>, RulesError> {
        let question = (service.clone(), on);
        let known = self.resolved.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(rules) = known.get(&question) {
            return Ok(Arc::clone(rules));
        }
        drop(known);
        let rules = Arc::new(self.resolve(service, on)?);
        let mut known = self
            .resolved
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        // Yesterday's answers are not asked for again.
        known.retain(|(_, day), _| *day >= on);
        known.insert(question, Arc::clone(&rules));
        Ok(rules)
    }

    fn resolve(&self, service: &ServiceId, on: Date) -> Result<BookingRules, RulesError> {
        let pack = self.pack_of(service)?;
        let none = Inputs::none();
        let moves = pack.word("booking.moves_allowed", on, &none)?.value;
        let hold = pack.duration("booking.hold", on, &none)?.value;
        let notify = pack.duration("notify.within", on, &none)?.value;
        Ok(BookingRules {
            family: pack.service_family.clone(),
            hold: SignedDuration::from_mins(i64::from(hold.minutes)),
            moves: MovePolicy::from_name(&moves).ok_or(RulesError::NotUnderstood {
                rule: "booking.moves_allowed",
                value: moves,
            })?,
            notify_within: Term::parse(&notify.iso(), okno_domain::term::DayKind::Working)
                .map_err(|_| RulesError::NotUnderstood {
                    rule: "notify.within",
                    value: notify.iso(),
                })?,
            calendar: Arc::clone(self.calendar(&pack.calendar)?),
        })
    }
}

impl App {
    /// The civil date at an office.
    pub fn local_date(&self, office: &OfficeId, at: Timestamp) -> Date {
        at.to_zoned(self.zone_of(office)).date()
    }

    /// The zone of an office; UTC for one that is not in the directory.
    pub fn zone_of(&self, office: &OfficeId) -> jiff::tz::TimeZone {
        let directory = self.directory().now();
        directory
            .office(office)
            .map_or(jiff::tz::TimeZone::UTC, |known| known.zone.clone())
    }

    /// The last moment to tell an action that is complete now (REQ-6c): the end
    /// of the last day of the term, on the clock of the office.
    pub(crate) fn tell_by(
        &self,
        office: &OfficeId,
        service: &ServiceId,
        now: Timestamp,
    ) -> Result<Timestamp, BookingError> {
        let today = self.local_date(office, now);
        let rules = self.rules().booking(service, today)?;
        let due =
            notify_by(today, &rules.notify_within, &rules.calendar).map_err(RulesError::from)?;
        let next_day = due.on.saturating_add(jiff::Span::new().days(1));
        Ok(crate::booking::start_of(next_day, &self.zone_of(office)))
    }
}
