//! Where the rights of an officer count.

use std::collections::BTreeSet;

use okno_domain::id::{OfficeId, RegionId};
use serde::{Deserialize, Serialize};

use super::{Action, Role, may};

/// How far the rights of an officer reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "reach")]
pub enum Scope {
    /// One office.
    OwnOffice {
        /// Its region.
        region: RegionId,
        /// The office.
        office: OfficeId,
    },
    /// Every office of one region.
    OwnRegion {
        /// The region.
        region: RegionId,
    },
    /// The whole country.
    All,
}

impl Scope {
    /// Whether a thing of that region and office is within reach.
    ///
    /// Item 1: the own unit, the unit above and the centre see a case; a sibling
    /// does not (REQ-1).
    pub fn covers(&self, region: &RegionId, office: &OfficeId) -> bool {
        match self {
            Self::OwnOffice {
                region: own_region,
                office: own,
            } => own_region == region && own == office,
            Self::OwnRegion { region: own } => own == region,
            Self::All => true,
        }
    }
}

/// What an officer may do, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// The roles held now.
    pub roles: BTreeSet<Role>,
    /// Where they count.
    pub scope: Scope,
}

/// Why an officer may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Forbidden {
    /// None of the officer's roles has this right.
    #[error("no role of the officer may {}", .0.code())]
    NoRight(Action),
    /// The thing belongs to another office. Answer as if it did not exist.
    #[error("{} reaches outside the officer's office or region", .0.code())]
    OutOfReach(Action),
}

impl Authority {
    /// Whether the officer may do this there.
    ///
    /// # Errors
    /// [`Forbidden`], which says whether the right or the reach is missing.
    pub fn check(
        &self,
        action: Action,
        region: &RegionId,
        office: &OfficeId,
    ) -> Result<(), Forbidden> {
        if !self.roles.iter().any(|role| may(*role, action)) {
            return Err(Forbidden::NoRight(action));
        }
        if !self.scope.covers(region, office) {
            return Err(Forbidden::OutOfReach(action));
        }
        Ok(())
    }
}
