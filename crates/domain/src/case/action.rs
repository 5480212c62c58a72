//! A case and its log: what is asked, what is written down, what is told.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

use super::edges::{Edge, Need, needs};
use super::limit::{Anchor, Limit};
use super::state::{Actor, Event, LegalClock, State};
use super::workflow::{Cause, Refused, Workflow};
use crate::decision::{Ground, RefusalNotice};
use crate::id::CaseId;
use crate::notification::Kind;

/// Who acts, and in which role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// The officer's or account's id; `None` for the office's own software.
    pub who: Option<String>,
    /// The role.
    pub role: Actor,
}

impl By {
    /// Somebody in a role.
    pub fn person(role: Actor, who: impl Into<String>) -> Self {
        Self {
            who: Some(who.into()),
            role,
        }
    }

    /// A term that ran out.
    pub const fn timer() -> Self {
        Self {
            who: None,
            role: Actor::Timer,
        }
    }

    /// The office's own software.
    pub const fn system() -> Self {
        Self {
            who: None,
            role: Actor::System,
        }
    }
}

/// What an action brings along besides its ground.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The last day for the applicant to act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The registration number of the application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<String>,
    /// The day and time to come, with the zone of the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<Zoned>,
    /// Number of the resolution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    /// Series and number of the passport made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passport: Option<String>,
    /// Number of the transmittal list from the multipurpose centre.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transmittal: Option<String>,
}

/// What somebody wants to do with a case.
#[derive(Debug, Clone)]
pub struct Intent {
    /// The action.
    pub event: Event,
    /// Who acts.
    pub by: By,
    /// When.
    pub at: Timestamp,
    /// The ground, chosen from its list.
    pub ground: Option<Ground>,
    /// The complete refusal notice, for [`Event::SendRefusal`].
    pub notice: Option<RefusalNotice>,
    /// A short coded reason.
    pub note: Option<String>,
    /// What else it brings along.
    pub facts: Facts,
}

impl Intent {
    /// An action that brings nothing along.
    pub fn new(event: Event, by: By, at: Timestamp) -> Self {
        let facts = Facts::default();
        Self {
            event,
            by,
            at,
            ground: None,
            notice: None,
            note: None,
            facts,
        }
    }

    /// Brings a ground along.
    #[must_use]
    pub fn on(self, ground: Ground) -> Self {
        Self {
            ground: Some(ground),
            ..self
        }
    }

    /// Brings facts along.
    #[must_use]
    pub fn with(self, facts: Facts) -> Self {
        Self { facts, ..self }
    }

    /// Brings a complete refusal notice along.
    #[must_use]
    pub fn notice(self, notice: RefusalNotice) -> Self {
        Self {
            notice: Some(notice),
            ..self
        }
    }

    /// Brings a short coded reason along.
    #[must_use]
    pub fn because(self, note: impl Into<String>) -> Self {
        Self {
            note: Some(note.into()),
            ..self
        }
    }

    fn brings(&self, need: Need) -> bool {
        let stated = |text: &Option<String>| text.as_ref().is_some_and(|t| !t.trim().is_empty());
        match need {
            Need::Ground(list) => self.ground.as_ref().is_some_and(|one| one.list() == list),
            Need::Until => self.facts.until.is_some(),
            Need::Registration => stated(&self.facts.registration),
            Need::Visit => self.facts.visit.is_some(),
            Need::Resolution => stated(&self.facts.resolution),
            Need::Passport => stated(&self.facts.passport),
            Need::Transmittal => stated(&self.facts.transmittal),
            Need::RefusalNotice => self.notice.is_some(),
            Need::Note => stated(&self.note),
        }
    }

    /// The code of the ground: the chosen one, or that of the refusal notice.
    fn ground_code(&self) -> Option<String> {
        let noticed = self.notice.as_ref().map(RefusalNotice::ground);
        self.ground
            .as_ref()
            .or(noticed)
            .map(|ground| ground.code().to_owned())
    }
}

/// An entry in the log of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Who acted; `None` for the office's own software.
    pub who: Option<String>,
    /// In which role.
    pub role: Actor,
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub event: Event,
    /// Where the case stood.
    pub from: State,
    /// Where it stands since.
    pub to: State,
    /// The code of the ground.
    pub ground: Option<String>,
    /// The coded reason.
    pub note: Option<String>,
    /// What was told because of it.
    pub notice: Option<Kind>,
    /// What else it brought along.
    pub facts: Facts,
}

/// What the applicant must be told because of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Which notification; `None` when the action is told only on the status page.
    pub notice: Option<Kind>,
    /// Whether the case has been told the same before (N6 for an unclaimed passport).
    pub again: bool,
    /// The code of the ground.
    pub ground: Option<String>,
    /// What the notification states.
    pub facts: Facts,
    /// The complete refusal notice that goes with N7.
    pub refusal: Option<RefusalNotice>,
}

/// A log that cannot be: an action that does not begin where the one before ended.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("action {position} of case {case} begins at {found}, but the case was {expected}")]
pub struct BrokenLog {
    /// The case.
    pub case: CaseId,
    /// Which action, from 0.
    pub position: usize,
    /// Where the case stood.
    pub expected: State,
    /// Where the action says it stood.
    pub found: State,
}

/// The consideration of one application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    id: CaseId,
    state: State,
    log: Vec<Action>,
}

impl Case {
    /// A new case, still a draft.
    pub const fn open(id: CaseId) -> Self {
        Self {
            id,
            state: State::Draft,
            log: Vec::new(),
        }
    }

    /// A case as its stored log tells it.
    ///
    /// # Errors
    /// [`BrokenLog`] when the actions do not follow each other.
    pub fn from_log(id: CaseId, log: Vec<Action>) -> Result<Self, BrokenLog> {
        let mut state = State::Draft;
        for (position, action) in log.iter().enumerate() {
            if action.from != state {
                return Err(BrokenLog {
                    case: id,
                    position,
                    expected: state,
                    found: action.from,
                });
            }
            state = action.to;
        }
        Ok(Self { id, state, log })
    }

    /// Which case.
    pub const fn id(&self) -> CaseId {
        self.id
    }

    /// Where it stands.
    pub const fn state(&self) -> State {
        self.state
    }

    /// Everything that happened to it, oldest first.
    pub fn log(&self) -> &[Action] {
        &self.log
    }

    /// What the legal clock of the term does now.
    pub const fn legal_clock(&self) -> LegalClock {
        self.state.legal_clock()
    }

    /// Does what is intended, if the workflow allows it and nothing lacks.
    ///
    /// The old case is consumed. The new one carries the action in its log; the
    /// notification must go out in the same transaction (items 6 and 7).
    ///
    /// # Errors
    /// [`Refused`]: not possible here, not for this actor, or it lacks a ground or fact.
    pub fn apply(mut self, workflow: &Workflow, intent: Intent) -> Result<(Self, Told), Refused> {
        let edge = self.edge_for(workflow, &intent)?;
        let ground = intent.ground_code();
        let told = Told {
            notice: edge.notice,
            again: self.just_told(edge.notice),
            ground: ground.clone(),
            facts: intent.facts.clone(),
            refusal: intent.notice,
        };
        self.log.push(Action {
            who: intent.by.who,
            role: intent.by.role,
            at: intent.at,
            event: intent.event,
            from: self.state,
            to: edge.to,
            ground,
            note: intent.note,
            notice: edge.notice,
            facts: intent.facts,
        });
        self.state = edge.to;
        Ok((self, told))
    }

    fn edge_for<'w>(&self, workflow: &'w Workflow, intent: &Intent) -> Result<&'w Edge, Refused> {
        let edge = workflow.next(self.state, intent.event, intent.by.role)?;
        let lacking = needs(self.state, intent.event)
            .iter()
            .filter(|need| !intent.brings(**need));
        let lacking: Vec<_> = lacking.copied().collect();
        if lacking.is_empty() {
            return Ok(edge);
        }
        Err(Refused {
            action: intent.event,
            found: self.state,
            allowed: workflow.allowed(self.state, intent.by.role),
            cause: Cause::Lacks(lacking),
        })
    }

    /// Whether the action before told the same; only an unclaimed passport is told of twice.
    fn just_told(&self, notice: Option<Kind>) -> bool {
        notice == Some(Kind::PassportReady)
            && self
                .log
                .last()
                .is_some_and(|action| action.notice == notice)
    }

    /// When it came into the state where it stands; `None` for a draft nothing happened to.
    pub fn entered_at(&self) -> Option<Timestamp> {
        self.log.last().map(|action| action.at)
    }

    /// A day of the case, in the zone of the office.
    pub fn day_of(&self, anchor: Anchor, zone: &TimeZone) -> Option<Date> {
        match anchor {
            Anchor::Entered => self.last(|_| true).map(|action| day(action, zone)),
            Anchor::Filed => self.first(is_filing).map(|action| day(action, zone)),
            Anchor::Accepted => self.first(is_acceptance).map(|action| day(action, zone)),
            Anchor::Delivered => self
                .last(|action| action.event == Event::Delivered)
                .map(|action| day(action, zone)),
            Anchor::Invited => self
                .last(|action| action.to == State::Invited)
                .map(|action| {
                    let visit = action.facts.visit.as_ref().map(Zoned::date);
                    visit.unwrap_or(Date::MIN).max(day(action, zone))
                }),
        }
    }

    /// The limits of what may happen next, each with the day it counts from.
    pub fn limits<'w>(
        &self,
        workflow: &'w Workflow,
        zone: &TimeZone,
    ) -> Vec<(&'w Edge, &'w Limit, Option<Date>)> {
        let from = |limit: &Limit| match limit {
            Limit::Within { from, .. } => self.day_of(*from, zone),
            Limit::InsideTerm => self.day_of(Anchor::Accepted, zone),
            Limit::Param(_) => self.day_of(Anchor::Entered, zone),
        };
        workflow
            .leaving(self.state)
            .filter_map(|edge| edge.limit.as_ref().map(|limit| (edge, limit, from(limit))))
            .collect()
    }

    fn first(&self, wanted: impl Fn(&Action) -> bool) -> Option<&Action> {
        self.log.iter().find(|action| wanted(action))
    }

    fn last(&self, wanted: impl Fn(&Action) -> bool) -> Option<&Action> {
        self.log.iter().rev().find(|action| wanted(action))
    }
}

fn day(action: &Action, zone: &TimeZone) -> Date {
    action.at.to_zoned(zone.clone()).date()
}

/// Filing ends the draft, by whatever door.
fn is_filing(action: &Action) -> bool {
    matches!(
        action.event,
        Event::SubmitPortal | Event::SubmitWindow | Event::SubmitMfc
    )
}

/// All documents were taken: the term of the service begins.
fn is_acceptance(action: &Action) -> bool {
    action.to == State::Accepted
}
