//! Timers: what happens to a case by itself when a term runs out (REQ-7.4, REQ-7.5,
//! REQ-7.6).

use jiff::ToSpan;
use okno_domain::case::{Actor, Event, Need, Timer, needs};
use okno_domain::decision::{GroundList, Grounds};
use okno_domain::id::RegionId;
use okno_storage::case_file;

use super::error::CaseError;
use super::file::{Loaded, load};
use super::key::CaseKey;
use super::reckon::Reckoner;
use super::step::{Step, perform};
use crate::App;

/// Cases looked at by one run.
const MOST: i64 = 200;

impl App {
    /// Fires the timers of a region that have run out; answers how many fired.
    ///
    /// Running twice fires once: a fired timer has moved its case on. A case that
    /// somebody changes in the very moment is left to the next run.
    ///
    /// # Errors
    /// Any refusal of the database; a case that cannot be moved is logged and the
    /// others go on.
    pub async fn run_timers(&self, region: &RegionId) -> Result<u64, CaseError> {
        let at = region.clone();
        // The day has begun somewhere ahead of UTC; each case is asked by its own zone.
        let before = self
            .now()
            .to_zoned(jiff::tz::TimeZone::UTC)
            .date()
            .saturating_add(2.days());
        let files = self
            .store()
            .read("timers", move |tx| {
                Box::pin(async move { case_file::with_timer_before(tx, &at, before, MOST).await })
            })
            .await
            .map_err(CaseError::Storage)?;
        let mut fired = 0;
        for file in files {
            let key = CaseKey::of(&file.office_id, file.case_id);
            match self.fire(key).await {
                Ok(did) => fired += u64::from(did),
                Err(error @ CaseError::Storage(_)) => return Err(error),
                Err(CaseError::Raced | CaseError::Conflict(_)) => {}
                Err(error) => {
                    tracing::error!(case = %file.case_id, %error, "a timer could not fire");
                }
            }
        }
        if fired > 0 {
            self.signals().told();
        }
        Ok(fired)
    }

    /// Fires the timer of a case that has run out, if there is one.
    async fn fire(&self, key: CaseKey) -> Result<bool, CaseError> {
        let app = self.clone();
        self.store()
            .write("fire timer", move |tx| {
                let (app, key) = (app.clone(), key.clone());
                Box::pin(async move {
                    let loaded = load(tx, &key).await?;
                    let Some(step) = app.due_step(&loaded)? else {
                        return Ok(false);
                    };
                    perform(tx, &app, &step).await?;
                    Ok(true)
                })
            })
            .await
    }

    fn due_step(&self, loaded: &Loaded) -> Result<Option<Step>, CaseError> {
        let (file, zone) = (&loaded.file, self.zone_of(&loaded.file.office_id));
        let today = self.now().to_zoned(zone.clone()).date();
        let pack = self.rules().pack_of(&file.service_id)?;
        let workflow = pack.machine(file.accepted_on.or(file.filed_on).unwrap_or(today))?;
        let reckoner = Reckoner {
            pack,
            calendar: self.rules().calendar(&pack.calendar)?,
            workflow: &workflow,
            zone: &zone,
            today,
        };
        let Some(timer) = reckoner.run_out(&loaded.case)?.first().copied() else {
            return Ok(None);
        };
        let key = CaseKey::of(&file.office_id, file.case_id);
        let mut step = Step::new(key, timer.fire, Actor::Timer);
        step.seen = Some(file.version);
        let edge = workflow
            .leaving(file.state)
            .find(|edge| edge.event == timer.fire);
        for need in needs(file.state, timer.fire) {
            match need {
                Need::Ground(list) => {
                    step.ground =
                        ground_of(&pack.grounds_on(today), *list, timer).map(|code| (*list, code));
                }
                // How long one can still act: until the next timer would fire.
                Need::Until => {
                    let next = edge.map(|edge| reckoner.last_day_in(&loaded.case, edge.to));
                    step.facts.until = next.transpose()?.flatten();
                }
                _ => {}
            }
        }
        Ok(Some(step))
    }
}

/// The ground a timer acts on: the one of its list that bears the name of the timer,
/// or else of what happens.
fn ground_of(grounds: &Grounds, list: GroundList, timer: &Timer) -> Option<String> {
    let fire: Event = timer.fire;
    let names = [timer.id.as_ref(), fire.name()];
    let known = names
        .into_iter()
        .find(|name| grounds.choose(list, name).is_ok());
    known.map(str::to_owned)
}
