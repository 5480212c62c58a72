//! One serial dictatorship down the order: each entry takes the first listed bucket with room.

use crate::claims::Frozen;
use crate::entry::Entry;

/// The largest group.
pub const MAX_SIZE: usize = 5;

/// Marks a rank that is never reached, and a leaf without a place.
pub const NEVER: u32 = u32::MAX;

/// Who got what, and when each bucket was full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allocation {
    placed: Vec<u32>,
    left: Vec<u32>,
    exhausted: Vec<[u32; MAX_SIZE]>,
}

impl Allocation {
    /// The bucket of a leaf; `None` for who got nothing.
    pub fn bucket(&self, leaf: u32) -> Option<u32> {
        Some(self.placed[leaf as usize]).filter(|bucket| *bucket != NEVER)
    }

    /// Persons for whom each bucket still has room.
    pub fn left(&self) -> &[u32] {
        &self.left
    }

    /// For each bucket and group size 1 to 5, the first rank at which it no longer fits.
    ///
    /// 0 when it never fitted, [`NEVER`] when it fits to the end. An entry got the first
    /// bucket of its list whose number here lies above its own rank; that is all a citizen
    /// needs to check the outcome without knowing anybody else's wishes (REQ-A23).
    pub fn exhausted(&self) -> &[[u32; MAX_SIZE]] {
        &self.exhausted
    }

    /// Number of leaves that have a place.
    pub fn served(&self) -> usize {
        self.placed
            .iter()
            .filter(|bucket| **bucket != NEVER)
            .count()
    }
}

/// Gives each leaf, in the order given, the first bucket of its list with room for its size.
///
/// Nobody gains by ranking anything but what they want: whoever chooses has their turn
/// exactly once, and when it comes does not depend on what they listed (REQ-A12).
pub fn allocate(frozen: &Frozen, capacities: &[u32], order: &[u32]) -> Allocation {
    let mut meter = Meter::new(capacities);
    let mut placed = vec![NEVER; frozen.len()];
    for (rank, leaf) in order.iter().enumerate() {
        let size = size(&frozen.entries()[*leaf as usize]);
        let wanted = frozen.preferences(*leaf);
        if let Some(bucket) = wanted
            .iter()
            .find(|bucket| meter.takes(**bucket, size, rank))
        {
            placed[*leaf as usize] = *bucket;
        }
    }
    Allocation {
        placed,
        left: meter.left,
        exhausted: meter.exhausted,
    }
}

pub(crate) fn size(entry: &Entry) -> usize {
    usize::from(entry.terms.size)
}

/// Counts places down and notes when groups no longer fit.
pub(crate) struct Meter {
    pub(crate) left: Vec<u32>,
    pub(crate) exhausted: Vec<[u32; MAX_SIZE]>,
}

impl Meter {
    pub(crate) fn new(capacities: &[u32]) -> Self {
        let row = |capacity: &u32| {
            std::array::from_fn(|i| if (*capacity as usize) > i { NEVER } else { 0 })
        };
        Self {
            left: capacities.to_vec(),
            exhausted: capacities.iter().map(row).collect(),
        }
    }

    /// Seats a group of `size` in `bucket` if it fits.
    pub(crate) fn takes(&mut self, bucket: u32, size: usize, rank: usize) -> bool {
        let left = &mut self.left[bucket as usize];
        let before = *left as usize;
        if before < size {
            return false;
        }
        let after = before - size;
        *left = after as u32;
        if after < MAX_SIZE {
            self.exhausted[bucket as usize][after..before.min(MAX_SIZE)].fill(rank as u32 + 1);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_notes_for_each_size_when_it_no_longer_fits() {
        let mut meter = Meter::new(&[6, 2]);
        assert_eq!(meter.exhausted, [[NEVER; 5], [NEVER, NEVER, 0, 0, 0]]);
        assert!(meter.takes(0, 3, 4));
        assert_eq!(meter.exhausted[0], [NEVER, NEVER, NEVER, 5, 5]);
        assert!(!meter.takes(0, 4, 5));
        assert!(meter.takes(0, 3, 6));
        assert_eq!(meter.exhausted[0], [7, 7, 7, 5, 5]);
        assert_eq!(meter.left, [0, 2]);
    }
}
