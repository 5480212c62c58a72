//! Who acts in the stories of the demo country: officers of its offices.

use std::collections::BTreeMap;

use jiff::Timestamp;
use okno_domain::id::OfficeId;
use okno_domain::words::Words;
use okno_identity::role::Role;
use okno_storage::officer::Officer;

use crate::actor::Duty;
use crate::case::CaseError;
use crate::staff::Session;

/// Officers by log-in name.
pub(super) struct Staff {
    duties: BTreeMap<String, Duty>,
}

impl Staff {
    /// The staff that these officers are.
    pub(super) fn new(officers: Vec<Officer>) -> Self {
        let duty = |officer: &Officer| Duty {
            officer_id: officer.officer_id,
            office_id: officer.office_id.clone(),
            roles: officer
                .roles
                .iter()
                .filter_map(|code| Role::from_code(code))
                .collect(),
        };
        let duties = officers
            .iter()
            .map(|officer| (officer.login_name.clone(), duty(officer)));
        Self {
            duties: duties.collect(),
        }
    }

    /// The duty of an officer of an office.
    ///
    /// # Errors
    /// [`CaseError::NotFound`] when the office files have no such officer.
    pub(super) fn duty(&self, office: &OfficeId, word: &str) -> Result<Duty, CaseError> {
        let found = self.duties.get(&format!("{office}.{word}"));
        found.cloned().ok_or(CaseError::NotFound)
    }

    /// The officer at a window, serving somebody without a ticket.
    ///
    /// # Errors
    /// As [`Staff::duty`].
    pub(super) fn at_window(&self, office: &OfficeId) -> Result<Session, CaseError> {
        Ok(Session {
            region: office.region(),
            token_hash: [0; 32],
            duty: self.duty(office, "window1")?,
            surname: Words::default(),
            position: Words::default(),
            window: None,
            until: Timestamp::MAX,
        })
    }
}
