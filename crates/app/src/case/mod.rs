//! Cases: from the window to the passport, each step by a person with the role
//! (REQ-6b, REQ-6c, REQ-7, REQ-11).
//!
//! Every change goes through the workflow of the pack and is guarded by the
//! version that the officer saw: of two who act at once one is told what changed.
//! What must be told is created by the step itself, in the same transaction, with
//! all its facts and its due time.

mod accept;
mod also;
mod checks;
mod decide;
mod error;
mod file;
mod filed;
mod inputs;
mod issue;
mod key;
mod leave;
mod opening;
mod portal;
mod reckon;
mod status;
mod step;
mod tell;
mod timers;
mod view;
mod worklist;
mod write;

pub use accept::{Acceptance, Checklist, EvidenceState};
pub use checks::{Answer, Restriction};
pub use decide::RefusalDetails;
pub use error::{CaseError, Changed};
pub use key::{CaseKey, NotACaseKey, Seen};
pub use opening::Opening;
pub use portal::Filing;
pub use status::Status;
pub use step::Moved;
pub use view::{CaseView, LogLine};
pub use worklist::WorkItem;
