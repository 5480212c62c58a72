//! The token in the browser of an officer: the region first, so that any node can
//! route it.

use std::fmt;
use std::str::FromStr;

use okno_domain::id::RegionId;
use okno_identity::entropy::Entropy;
use okno_identity::token::{NotOurs, SessionToken};

/// What the cookie of an officer holds; stored only as a digest.
#[derive(Clone)]
pub struct StaffToken {
    region: RegionId,
    token: SessionToken,
}

/// Longest code of a region.
const REGION: usize = 8;

impl StaffToken {
    pub(crate) fn generate(region: RegionId, entropy: &Entropy) -> Self {
        Self {
            region,
            token: SessionToken::generate(entropy),
        }
    }

    /// The region that knows it.
    pub fn region(&self) -> &RegionId {
        &self.region
    }

    /// The text for the cookie.
    pub fn expose(&self) -> String {
        format!("{}.{}", self.region, self.token.expose())
    }

    /// What is stored.
    pub fn digest(&self) -> [u8; 32] {
        *self.token.digest().as_bytes()
    }
}

impl FromStr for StaffToken {
    type Err = NotOurs;

    fn from_str(presented: &str) -> Result<Self, NotOurs> {
        let (region, token) = presented.split_once('.').ok_or(NotOurs)?;
        let known = !region.is_empty()
            && region.len() <= REGION
            && region.bytes().all(|sign| sign.is_ascii_alphanumeric());
        if !known {
            return Err(NotOurs);
        }
        Ok(Self {
            region: RegionId::new(region),
            token: token.parse()?,
        })
    }
}

impl fmt::Debug for StaffToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StaffToken({}.…)", self.region)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_token_reads_back_and_what_is_none_is_refused() {
        let token = StaffToken::generate("77".into(), &Entropy::seeded(1));
        let again: StaffToken = token.expose().parse().unwrap();
        assert_eq!(again.digest(), token.digest());
        assert_eq!(again.region(), token.region());
        let bare = token.expose().split_once('.').unwrap().1.to_owned();
        for wrong in ["", "77", "77.", "77.x", &bare, &format!("7'7.{bare}")] {
            assert!(wrong.parse::<StaffToken>().is_err(), "{wrong}");
        }
        assert!(!format!("{token:?}").contains(&bare));
    }
}
