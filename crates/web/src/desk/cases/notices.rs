//! What was told about a case, in the citizen's own words.

use std::sync::Arc;

use okno_app::letter::Letter;
use okno_documents::notice::Letter as Worded;
use okno_domain::id::OfficeId;

/// A notification with its opened facts, to be worded.
#[derive(Clone)]
pub struct Told {
    /// `N1` to `N7`, or a kind beside the seven.
    pub kind: String,
    /// The language of the person.
    pub language: String,
    /// The office that tells.
    pub office: OfficeId,
    /// The opened facts.
    pub letter: Letter,
}

/// Words a notification as the job that sends it does: the officer reads what the citizen gets.
/// The error is for the log.
pub type Letters = Arc<dyn Fn(&Told) -> Result<Worded, String> + Send + Sync>;
