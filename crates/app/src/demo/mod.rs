//! The demo country: one ministry, thirteen regions in all eleven time zones,
//! their offices, two thousand made-up people and some thousand appointments
//! (REQ-A14: from nothing to the first booking in minutes).
//!
//! The offices come through the same importer as anybody's (`offices/demo`), the
//! slots through the same publishing, sealed rows through the same vault. Dates
//! follow the clock, so that the country is alive on any day the calendar covers.

mod cases;
mod citizens;
mod country;
mod dice;
mod fill;
mod names;
mod ring;
mod staff;
mod stories;
mod teller;
mod visits;

use std::sync::Arc;

use jiff::tz::TimeZone;
use okno_domain::calendar::CalendarFileError;
use okno_domain::id::OfficeId;
use okno_identity::role::Role;
use okno_storage::history::{self, Visit};
use okno_storage::{StorageError, reception, slot};

pub use citizens::{Citizen, citizens};
pub use dice::Dice;

use crate::App;
use crate::booking::BookingError;
use crate::case::CaseError;
use crate::office_import::{Hashes, ImportError};
use crate::reception_plan::{PublishError, PublishFor};
use crate::rules::RulesError;

/// The country is made up from this seed; the same one makes the same people.
const SEED: u64 = 864;
/// People who live in it.
const PEOPLE: usize = 2000;
/// The password of every officer of the demo.
const PASSWORD: &str = "okno-demo-864";
/// One officer for each role.
const OFFICERS: [(Role, &str); 10] = [
    (Role::Reception, "77-01.reception"),
    (Role::Window, "77-01.window1"),
    (Role::Requests, "77-01.requests"),
    (Role::Production, "77-01.production"),
    (Role::Head, "77-01.head"),
    (Role::Operator, "77-01.operator"),
    (Role::Mfc, "77-11.window1"),
    (Role::Administrator, "77-00.administrator"),
    (Role::Controller, "77-00.controller"),
    (Role::Auditor, "77-00.auditor"),
];

/// A log-in that the demo tells whoever started it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoLogin {
    /// The role.
    pub role: Role,
    /// The log-in name.
    pub name: &'static str,
    /// The password.
    pub password: &'static str,
}

/// What was built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoBuilt {
    /// One log-in for each role.
    pub logins: Vec<DemoLogin>,
    /// Offices of the country.
    pub offices: usize,
    /// Slots published ahead.
    pub slots: u64,
    /// Appointments, past and ahead; none when the country stood already.
    pub appointments: usize,
    /// Cases, in every state that an office sees; none when the country stood already.
    pub cases: usize,
}

/// Why the demo country could not be built.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// An office file of the demo was refused.
    #[error("the demo's offices: {0}; {first}", first = first_problem(.0))]
    Import(#[from] ImportError),
    /// Slots could not be published.
    #[error(transparent)]
    Publish(#[from] PublishError),
    /// An appointment could not be made up.
    #[error(transparent)]
    Booking(#[from] BookingError),
    /// A case could not be told.
    #[error("a case of the demo: {0}")]
    Case(#[from] CaseError),
    /// A part of the work was broken off.
    #[error("building the demo was broken off: {0}")]
    Interrupted(String),
    /// No rule answers.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// The own days of an office do not fit the calendar.
    #[error(transparent)]
    OwnDays(#[from] CalendarFileError),
    /// The database refused.
    #[error("could not record the demo country: {0}")]
    Storage(#[from] StorageError),
}

fn first_problem(error: &ImportError) -> String {
    match error {
        ImportError::Problems(problems) => problems
            .first()
            .map(ToString::to_string)
            .unwrap_or_default(),
        other => other.to_string(),
    }
}

impl App {
    /// Builds the demo country in an empty database. In one that has it already,
    /// the days that have become near are published and nothing else changes.
    ///
    /// # Errors
    /// [`DemoError`]; what was recorded until then stays.
    pub async fn build_demo(&self) -> Result<DemoBuilt, DemoError> {
        self.refresh_directory().await?;
        let stands = !self.directory().now().regions.is_empty();
        let (mut appointments, mut cases) = (0, 0);
        if !stands {
            self.demo_offices().await?;
        }
        let published = self.publish_slots(&PublishFor::All).await?;
        if !stands {
            let today = self.now().to_zoned(TimeZone::UTC).date();
            let people = citizens(SEED, today, PEOPLE);
            cases = self.demo_cases(&people).await?;
            appointments = self.demo_appointments(people).await?;
        }
        Ok(DemoBuilt {
            logins: OFFICERS.map(login).to_vec(),
            offices: self.directory().now().offices.len(),
            slots: published.slots,
            appointments,
            cases,
        })
    }

    async fn demo_offices(&self) -> Result<(), DemoError> {
        let today = self.now().to_zoned(TimeZone::UTC).date();
        let mut hashes = Hashes::new();
        for (name, text) in country::FILES {
            self.import_with(&country::dated(text, today), name, &mut hashes)
                .await?;
        }
        Ok(())
    }

    async fn demo_appointments(&self, mut people: Vec<Citizen>) -> Result<usize, DemoError> {
        let today = self.now().to_zoned(TimeZone::UTC).date();
        let mut dice = Dice::new(SEED);
        let past = self.demo_past().await?;
        let mut visits = self.demo_past_visits(&past, &people, &mut dice)?;
        let mut free = self.demo_free().await?;
        if let Some(slots) = free.get_mut(&OfficeId::from(ring::OFFICE)) {
            visits.extend(self.demo_ring(&ring::people(SEED, today), slots, &mut dice)?);
        }
        dice.shuffle(&mut people);
        visits.extend(self.demo_visits_ahead(&free, &people, &mut dice)?);
        let count = visits.len();
        self.demo_record(past, visits).await?;
        Ok(count)
    }

    async fn demo_record(&self, past: visits::Past, visits: Vec<Visit>) -> Result<(), DemoError> {
        let all = Arc::new((past, visits));
        let outcome: Result<(), StorageError> = self
            .store()
            .write("demo country", move |tx| {
                let all = Arc::clone(&all);
                Box::pin(async move {
                    let (past, visits) = &*all;
                    reception::put_sessions(tx, &past.sessions).await?;
                    slot::insert_all(tx, &past.slots, |_| false).await?;
                    history::record(tx, visits).await
                })
            })
            .await;
        Ok(outcome?)
    }
}

const fn login((role, name): (Role, &'static str)) -> DemoLogin {
    DemoLogin {
        role,
        name,
        password: PASSWORD,
    }
}
