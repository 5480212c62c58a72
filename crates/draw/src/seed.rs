//! The seed: everything that was fixed before, and one value that nobody could know before.

use crate::bytes::Hash;
use crate::hash::Parts;

/// What goes into the seed of a draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeedInputs<'a> {
    /// Name of the draw.
    pub batch: &'a str,
    /// Root of the frozen list.
    pub root: Hash,
    /// Number of entries.
    pub count: u64,
    /// Hash of the inventory.
    pub inventory: Hash,
    /// Hash of the rules file.
    pub rules: Hash,
    /// Name of the beacon.
    pub beacon: &'a str,
    /// Announced round of the beacon.
    pub round: u64,
    /// What the beacon said.
    pub randomness: Hash,
}

/// The seed of a draw.
///
/// The list was frozen an hour before the beacon spoke, so neither the office nor a
/// citizen can look for a list that favours somebody (REQ-A12).
pub fn seed(inputs: &SeedInputs<'_>) -> Hash {
    Parts::new("slotdraw/1/seed")
        .lp(inputs.batch.as_bytes())
        .raw(inputs.root.as_bytes())
        .raw(&inputs.count.to_be_bytes())
        .raw(inputs.inventory.as_bytes())
        .raw(inputs.rules.as_bytes())
        .lp(inputs.beacon.as_bytes())
        .raw(&inputs.round.to_be_bytes())
        .raw(inputs.randomness.as_bytes())
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// I12: every input decides.
    #[test]
    fn i12_every_input_of_the_seed_changes_it() {
        let zero = Hash::new([0; 32]);
        let one = Hash::new([1; 32]);
        let base = SeedInputs {
            batch: "b",
            root: zero,
            count: 1,
            inventory: zero,
            rules: zero,
            beacon: "drand/quicknet",
            round: 1,
            randomness: zero,
        };
        let changed = [
            SeedInputs { batch: "c", ..base },
            SeedInputs { root: one, ..base },
            SeedInputs { count: 2, ..base },
            SeedInputs {
                inventory: one,
                ..base
            },
            SeedInputs { rules: one, ..base },
            SeedInputs {
                beacon: "other",
                ..base
            },
            SeedInputs { round: 2, ..base },
            SeedInputs {
                randomness: one,
                ..base
            },
        ];
        let mut seeds: Vec<Hash> = changed.iter().map(seed).collect();
        seeds.push(seed(&base));
        seeds.sort();
        seeds.dedup();
        assert_eq!(seeds.len(), 9);
    }
}
