//! Who is asked when a place is freed: the same order, without those already served.

use crate::draw::Draw;

/// A place freed fewer hours ahead than this is for somebody who is in the hall.
pub const OFFERED_FROM_HOURS: u32 = 24;

/// Where a freed place goes; it never goes back to an open list (REQ-A12, REQ-A26).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freed {
    /// Offered to this leaf.
    Offered(u32),
    /// Early enough to offer, but nobody on standby can use it.
    Unwanted,
    /// Too late to offer: a walk-in ticket for somebody present with a document.
    WalkIn,
}

/// Leaves on standby, in the order in which they are asked.
pub fn standby(draw: &Draw) -> Vec<u32> {
    let waits = |leaf: &u32| draw.allocation.bucket(*leaf).is_none();
    draw.order.iter().copied().filter(waits).collect()
}

/// Says where a place goes that was freed `hours` before it begins.
///
/// `notice` is the shortest warning in hours that a leaf accepts (12, 24, 48 or 168);
/// `fits` whether it listed the bucket, comes in a size that fits, and still waits.
pub fn freed(
    standby: &[u32],
    hours: u32,
    notice: impl Fn(u32) -> u32,
    fits: impl Fn(u32) -> bool,
) -> Freed {
    if hours < OFFERED_FROM_HOURS {
        return Freed::WalkIn;
    }
    let next = standby
        .iter()
        .find(|leaf| notice(**leaf) <= hours && fits(**leaf));
    next.map_or(Freed::Unwanted, |leaf| Freed::Offered(*leaf))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// I14, REQ-A26: a freed place follows the order; nobody can wait for it at the screen.
    #[test]
    fn i14_a_freed_place_goes_to_the_next_who_can_use_it_at_that_notice() {
        let notice = |leaf| if leaf == 8 { 168 } else { 24 };
        assert_eq!(freed(&[8, 3, 5], 200, notice, |_| true), Freed::Offered(8));
        assert_eq!(freed(&[8, 3, 5], 30, notice, |_| true), Freed::Offered(3));
        assert_eq!(
            freed(&[8, 3, 5], 30, notice, |leaf| leaf == 5),
            Freed::Offered(5)
        );
        assert_eq!(freed(&[8, 3, 5], 30, notice, |_| false), Freed::Unwanted);
        assert_eq!(freed(&[8, 3, 5], 23, notice, |_| true), Freed::WalkIn);
    }
}
