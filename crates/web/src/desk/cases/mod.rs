//! `/desk/cases`: work on cases, from the window to the passport.
//!
//! | file | pages |
//! |---|---|
//! | `list` | what waits, sorted by days left |
//! | `page` | one case: data, log, what the officer may do |
//! | `acts` | the forms of what may be done |
//! | `step` | carrying one out, and what is said when it is refused |
//! | `entry` | the form at the window, from the pack's definition |

pub(super) mod entry;
pub(super) mod list;
pub(super) mod page;
pub(super) mod step;

mod acts;
mod form_fields;
mod notices;
mod problem;
mod told;

pub use notices::{Letters, Told};

use okno_app::case::{CaseError, CaseKey};
use okno_domain::case::State;
use okno_domain::id::ServiceId;

use super::floor::Floor;
use super::refusal::Refusal;
use crate::voice::Voice;

/// Where the work on cases is.
pub(super) const HERE: &str = "/desk/cases";

/// The address of a case.
pub(super) fn address(key: &CaseKey) -> String {
    format!("{HERE}/{key}")
}

/// The name of a state, as the pack of the service says it.
pub(super) fn state_words(floor: &Floor, service: &ServiceId, state: State, t: Voice) -> String {
    let pack = floor.app.rules().pack_of(service).ok();
    let words = pack.and_then(|pack| pack.workflow.states.get(&state));
    words.map_or_else(|| state.to_string(), |words| t.words(&words.title))
}

impl From<CaseError> for Refusal {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::NotFound => Self::NotFound,
            CaseError::Forbidden(_) => Self::NoRight,
            other => Self::broken(other),
        }
    }
}
