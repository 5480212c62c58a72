//! Journal entries of what the staff does: without names and document numbers.

use jiff::Timestamp;
use okno_domain::id::{JournalId, OfficeId};
use okno_storage::journal::Entry;

use crate::App;

impl App {
    /// An entry about anything that belongs to an office.
    pub(crate) fn entry_at(
        &self,
        office: &OfficeId,
        actor: String,
        action: impl Into<String>,
        subject: impl ToString,
        facts: serde_json::Value,
        now: Timestamp,
    ) -> Entry {
        Entry {
            journal_id: self.new_id::<JournalId>(now),
            office_id: office.clone(),
            done_at: now,
            actor,
            action: action.into(),
            subject: subject.to_string(),
            facts,
        }
    }
}
