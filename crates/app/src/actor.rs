//! Who acts, as the journal and the rights know them.

use okno_domain::appointment::Channel;
use okno_domain::id::{OfficeId, OfficerId};
use okno_identity::role::Role;

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A citizen, through a door.
    Applicant(Channel),
    /// An employee.
    Officer(Duty),
    /// The office itself: timers, jobs.
    System,
}

/// An officer on duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// Who.
    pub officer_id: OfficerId,
    /// Where.
    pub office_id: OfficeId,
    /// With which roles.
    pub roles: Vec<Role>,
}

impl Actor {
    /// How the journal names the actor: a role or an identifier, never a name.
    pub fn in_journal(&self) -> String {
        match self {
            Self::Applicant(_) => "applicant".into(),
            Self::Officer(duty) => format!("officer:{}", duty.officer_id),
            Self::System => "system".into(),
        }
    }
}
