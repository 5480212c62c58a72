//! Publishing sessions and slots ahead from the reception plans of an office
//! (REQ-10.1, REQ-A9, REQ-13).
//!
//! Each office publishes from today to the horizon of the service, by its hours,
//! its own days in the country's calendar and its closures. Running it again
//! publishes nothing twice; two nodes may run it at once, because the unique key
//! of a slot's time decides. A plan that changed replaces the sessions that
//! nobody has asked for; the others stay and are reported.

mod publish;
mod wanted;

use std::collections::BTreeSet;

use jiff::civil::Date;
use okno_domain::calendar::{CalendarFileError, DayClass};
use okno_domain::id::{OfficeId, ServiceId};
use okno_domain::opening::{IrregularTime, ReceptionPattern};
use okno_storage::reception::Session;
use okno_storage::{Retriable, StorageError};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::App;
use crate::rules::RulesError;

pub(crate) use wanted::{Plans, cut, sessions_between};

/// The pattern of a plan as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// How the office calls the plan; given once in an office.
    pub name: String,
    /// Weekdays, hours, length, capacity, share.
    pub reception: ReceptionPattern,
    /// Only days of these classes; `None` for any day on which people are received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day_classes: Option<BTreeSet<DayClass>>,
}

/// The identifier of a plan: the same name in the same office is the same plan,
/// on whichever node and in whichever import.
pub fn plan_id(office: &OfficeId, name: &str) -> Uuid {
    let mut hasher = Sha256::new();
    hasher.update(office.as_str().as_bytes());
    hasher.update([0]);
    hasher.update(name.as_bytes());
    let digest = hasher.finalize();
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// For whom slots are published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublishFor {
    /// One office.
    Office(OfficeId),
    /// All offices of the directory.
    All,
}

/// What publishing did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// Sessions made.
    pub sessions: u64,
    /// Slots made.
    pub slots: u64,
    /// Of these, slots that a closure keeps shut.
    pub closed: u64,
    /// Sessions taken back because their plan changed.
    pub withdrawn: u64,
    /// Sessions that no plan wants any more and that stay, because somebody
    /// asked for a time of them; the head of the office decides.
    pub kept: Vec<Session>,
    /// Times that a change of the clock spoils.
    pub irregular: Vec<(OfficeId, IrregularTime)>,
    /// Services that could be published only up to this day: the calendar ends
    /// there and must be extended.
    pub calendar_ends: Vec<(OfficeId, ServiceId, Date)>,
}

impl Published {
    fn add(&mut self, other: Self) {
        self.sessions += other.sessions;
        self.slots += other.slots;
        self.closed += other.closed;
        self.withdrawn += other.withdrawn;
        self.kept.extend(other.kept);
        self.irregular.extend(other.irregular);
        self.calendar_ends.extend(other.calendar_ends);
    }
}

/// Why nothing was published for an office.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// There is no such office.
    #[error("there is no office {0}")]
    NoSuchOffice(OfficeId),
    /// No rule or calendar answers for a service of the office.
    #[error("office {0}: {1}")]
    Rules(OfficeId, RulesError),
    /// The own days of the office do not fit the country's calendar.
    #[error("office {0}: {1}")]
    OwnDays(OfficeId, CalendarFileError),
    /// The database refused.
    #[error("could not publish slots: {0}")]
    Storage(#[from] StorageError),
}

impl Retriable for PublishError {
    fn storage(&self) -> Option<&StorageError> {
        match self {
            Self::Storage(error) => Some(error),
            _ => None,
        }
    }
}

impl App {
    /// Publishes the sessions and slots that the reception plans want, from now
    /// to the horizon of each service. Each office is one transaction.
    ///
    /// # Errors
    /// [`PublishError`] of the first office that cannot publish; the offices
    /// before it have published.
    pub async fn publish_slots(&self, which: &PublishFor) -> Result<Published, PublishError> {
        let directory = self.directory().now();
        let offices: Vec<OfficeId> = match which {
            PublishFor::All => directory.offices.keys().cloned().collect(),
            PublishFor::Office(id) if directory.office(id).is_some() => vec![id.clone()],
            PublishFor::Office(id) => return Err(PublishError::NoSuchOffice(id.clone())),
        };
        let mut published = Published::default();
        for office in offices {
            published.add(publish::office(self, &directory, &office).await?);
        }
        Ok(published)
    }
}
