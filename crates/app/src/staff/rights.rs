//! Who of the staff may do what, and where: asked in one place.

use okno_domain::id::OfficeId;
use okno_domain::office::OfficeKind;
use okno_identity::role::{Action, Authority, Forbidden, Scope, Touches};

use crate::App;
use crate::actor::Duty;
use crate::directory::Listing;

/// Steps from a sub-office up to the ministry; a loop in the data ends here.
const LEVELS: usize = 8;

impl Duty {
    /// How the journal names the officer.
    pub(crate) fn in_journal(&self) -> String {
        format!("officer:{}", self.officer_id)
    }
}

impl App {
    /// Whether an officer may do this at an office.
    ///
    /// Rights to change reach the own office. Rights to look reach the own office
    /// and every office below it, and from the ministry the whole country: the own
    /// unit, the unit above and the centre see a case, a sibling does not (REQ-1).
    /// Whoever controls looks and changes nothing (REQ-SO-4).
    ///
    /// # Errors
    /// [`Forbidden`]; [`Forbidden::OutOfReach`] is answered as if nothing were there.
    pub fn allow(&self, duty: &Duty, action: Action, office: &OfficeId) -> Result<(), Forbidden> {
        let authority = Authority {
            roles: duty.roles.iter().copied().collect(),
            scope: scope(&self.directory().now(), duty, action, office),
        };
        authority.check(action, &office.region(), office)
    }
}

fn scope(listing: &Listing, duty: &Duty, action: Action, office: &OfficeId) -> Scope {
    let own = Scope::OwnOffice {
        region: duty.office_id.region(),
        office: duty.office_id.clone(),
    };
    if action.touches() != Touches::Nothing {
        return own;
    }
    let known = listing.office(&duty.office_id);
    if known.is_some_and(|known| known.kind == OfficeKind::Ministry) {
        return Scope::All;
    }
    if is_above(listing, &duty.office_id, office) {
        return Scope::OwnOffice {
            region: office.region(),
            office: office.clone(),
        };
    }
    own
}

fn is_above(listing: &Listing, upper: &OfficeId, office: &OfficeId) -> bool {
    let above = |office: &OfficeId| listing.office(office)?.parent_id.clone();
    std::iter::successors(above(office), |next| above(next))
        .take(LEVELS)
        .any(|parent| parent == *upper)
}
