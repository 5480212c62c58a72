//! The document that somebody shows, compared by its key.

use std::fmt;

use jiff::civil::Date;
use okno_identity::person_key::{CanonicalIdentity, KeyError};

use crate::App;

/// An identity document as it lies on the desk.
#[derive(Clone, PartialEq, Eq)]
pub struct ShownDocument {
    /// Kind, as the pack names it.
    pub kind: String,
    /// Series and number.
    pub number: String,
    /// The birth date in it.
    pub birth_date: Date,
}

impl ShownDocument {
    /// Whether it is the document behind a key (REQ-A13). The same three facts made
    /// the key, so nobody has to judge.
    ///
    /// # Errors
    /// When kind or number is empty.
    pub(crate) fn is_behind(&self, app: &App, key: &[u8; 32]) -> Result<bool, KeyError> {
        let shown = CanonicalIdentity::new(&self.kind, &self.number, self.birth_date)?;
        Ok(shown.key(app.secrets().person()).as_bytes() == key)
    }
}

/// Personal data does not show itself in a log.
impl fmt::Debug for ShownDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ShownDocument({})", self.kind)
    }
}
