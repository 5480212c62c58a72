//! Cases of the demo country, told by the same use cases as anybody's: a house
//! with a clock of its own goes through their past, step by step.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp, ToSpan};
use okno_domain::calendar::Calendar;
use okno_domain::case::State;
use okno_domain::id::{OfficeId, RegionId};
use okno_storage::notification::{self, Settled};
use okno_storage::{StorageError, officer};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::DemoError;
use super::citizens::Citizen;
use super::staff::Staff;
use super::stories::{Story, stories};
use super::teller::Teller;
use crate::case::{CaseError, CaseKey, Seen};
use crate::clock::Clock;
use crate::rules::Rules;
use crate::{App, Parts};

/// Stories told at once: they share commits.
const LANES: usize = 8;
/// A timer moves a case on once in a run; nothing in the demo waits for more.
const TIMER_RUNS: u32 = 3;

impl App {
    /// Tells all stories; answers how many cases there are.
    pub(super) async fn demo_cases(&self, citizens: &[Citizen]) -> Result<usize, DemoError> {
        let stories = stories();
        let staff = Arc::new(self.demo_staff(&stories).await?);
        let people = citizens.iter().filter(|citizen| suits(citizen));
        let mut lanes: Vec<Vec<(Story, Citizen)>> = vec![Vec::new(); LANES];
        for (index, (story, citizen)) in stories.into_iter().zip(people).enumerate() {
            lanes[index % LANES].push((story, citizen.clone()));
        }
        let mut telling = JoinSet::new();
        for lane in lanes {
            let app = self.with_own_clock().await?;
            let (staff, now) = (Arc::clone(&staff), self.now());
            telling.spawn(async move { tell(Teller { app, staff, now }, lane).await });
        }
        let mut told = Vec::new();
        while let Some(lane) = telling.join_next().await {
            told.extend(lane.map_err(|error| DemoError::Interrupted(error.to_string()))??);
        }
        let regions: Vec<RegionId> = vec!["77".into(), "66".into()];
        for region in &regions {
            for _ in 0..TIMER_RUNS {
                self.run_timers(region).await?;
            }
        }
        self.demo_destroy(&staff, &told).await?;
        let keys: Vec<CaseKey> = told.into_iter().map(|(_, seen)| seen.key).collect();
        let count = keys.len();
        self.demo_letters_arrived(keys).await?;
        Ok(count)
    }

    /// The same house with a clock that can be set: what its use cases do, they do
    /// at the time it is told.
    async fn with_own_clock(&self) -> Result<App, DemoError> {
        let packs: Vec<_> = self
            .rules()
            .packs()
            .iter()
            .map(|pack| (**pack).clone())
            .collect();
        let mut calendars: BTreeMap<&str, Calendar> = BTreeMap::new();
        for pack in self.rules().packs() {
            let calendar = self.rules().calendar(&pack.calendar)?;
            calendars.insert(&pack.calendar, (**calendar).clone());
        }
        let app = App::new(Parts {
            store: self.store().clone(),
            clock: Clock::standing_at(self.now()),
            entropy: self.entropy().clone(),
            secrets: self.secrets().clone(),
            rules: Rules::new(packs, calendars.into_values().collect()),
        });
        app.refresh_directory().await?;
        Ok(app)
    }

    async fn demo_staff(&self, stories: &[Story]) -> Result<Staff, DemoError> {
        let mut offices: Vec<OfficeId> = stories.iter().map(|story| story.office.clone()).collect();
        offices.sort();
        offices.dedup();
        let read = self.store().read("demo staff", move |tx| {
            Box::pin(async move {
                let mut officers = Vec::new();
                for office in &offices {
                    officers.extend(officer::of_office(tx, office).await?);
                }
                Ok::<_, StorageError>(officers)
            })
        });
        Ok(Staff::new(read.await?))
    }

    /// Destroys by act what nobody collected, where the story ends so.
    async fn demo_destroy(&self, staff: &Staff, told: &[(State, Seen)]) -> Result<(), DemoError> {
        for (ends, seen) in told.iter().filter(|(ends, _)| *ends == State::Destroyed) {
            let office = OfficeId::from("77-01");
            let head = staff.duty(&office, "head")?;
            // The timer has moved the case on since it was told.
            let version = self.case(&head, &seen.key).await?.version;
            let seen = seen.key.clone().seen(version);
            let moved = self.destroy(&head, &seen, "Акт № 1").await?;
            debug_assert_eq!(moved.state, *ends);
        }
        Ok(())
    }

    /// The letters of the past have long arrived; only those of today are still
    /// to be sent.
    async fn demo_letters_arrived(&self, cases: Vec<CaseKey>) -> Result<(), DemoError> {
        let cases = Arc::new(cases);
        let (app, now) = (self.clone(), self.now());
        let outcome: Result<(), StorageError> = self
            .store()
            .write("demo letters", move |tx| {
                let (app, cases) = (app.clone(), Arc::clone(&cases));
                Box::pin(async move {
                    for key in cases.iter() {
                        for told in notification::of_subject(tx, &key.region, key.case.0).await? {
                            let letter = &told.notification;
                            let waits = told.state == "created" && letter.medium != "none";
                            if !waits || letter.created_at + 12.hours() > now {
                                continue;
                            }
                            let arrived = arrived(letter.created_at, app.new_id::<Uuid>(now));
                            let id = letter.notification_id;
                            notification::settle(tx, &key.region, id, &arrived).await?;
                        }
                    }
                    Ok(())
                })
            })
            .await;
        Ok(outcome?)
    }
}

fn arrived(created_at: Timestamp, delivery_id: Uuid) -> Settled {
    let at = created_at + SignedDuration::from_secs(20);
    Settled {
        state: "delivered".into(),
        next_try_at: at,
        sent_at: Some(at),
        detail: "250 2.0.0 Ok: queued".into(),
        delivery_id,
        done_at: at,
    }
}

async fn tell(
    teller: Teller,
    lane: Vec<(Story, Citizen)>,
) -> Result<Vec<(State, Seen)>, CaseError> {
    let mut told = Vec::new();
    for (story, citizen) in &lane {
        told.push((story.ends, teller.tell(story, citizen).await?));
    }
    Ok(told)
}

/// The answers of the form's sample fit a woman of about forty.
fn suits(citizen: &Citizen) -> bool {
    let person = &citizen.booker.person;
    let of_age = (1981..=1987).contains(&person.birth_date.year());
    let woman = person
        .patronymic
        .as_deref()
        .is_some_and(|name| name.ends_with("на"));
    of_age && woman && person.document.kind == "internal_passport"
}
