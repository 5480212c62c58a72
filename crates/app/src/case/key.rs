//! The public name of a case, and the case as an officer saw it.

use std::fmt;
use std::str::FromStr;

use okno_domain::id::{CaseId, OfficeId, RegionId};

/// The name of a case in addresses: the region first, so that any node can route it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CaseKey {
    /// The region.
    pub region: RegionId,
    /// The case.
    pub case: CaseId,
}

/// A case as somebody saw it: whoever acts on it acts on what they saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The case.
    pub key: CaseKey,
    /// Its version on the page.
    pub version: i64,
}

/// A text that is not the name of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a case")]
pub struct NotACaseKey;

/// Longest code of a region.
const REGION: usize = 8;

impl CaseKey {
    /// The name of a case of an office.
    pub fn of(office: &OfficeId, case: CaseId) -> Self {
        Self {
            region: office.region(),
            case,
        }
    }

    /// The case as seen at a version.
    pub fn seen(self, version: i64) -> Seen {
        Seen { key: self, version }
    }
}

impl fmt::Display for CaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.region, self.case.0.simple())
    }
}

impl FromStr for CaseKey {
    type Err = NotACaseKey;

    fn from_str(text: &str) -> Result<Self, NotACaseKey> {
        let (region, case) = text.split_once('.').ok_or(NotACaseKey)?;
        let known = !region.is_empty()
            && region.len() <= REGION
            && region.bytes().all(|sign| sign.is_ascii_alphanumeric());
        if !known {
            return Err(NotACaseKey);
        }
        Ok(Self {
            region: RegionId::new(region),
            case: case.parse().map_err(|_| NotACaseKey)?,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_case_key_reads_back_and_refuses_what_is_none() {
        let key: CaseKey = "77.018f3b6e2f0b7cc18a3e5f0a9d1c2b3a".parse().unwrap();
        assert_eq!(key.to_string().parse::<CaseKey>().unwrap(), key);
        for wrong in ["", "77", "77.", ".x", "77.1"] {
            assert_eq!(wrong.parse::<CaseKey>(), Err(NotACaseKey), "{wrong}");
        }
    }
}
