//! The claims of a draw: collected in any order, then frozen in the order of commitments.

use crate::bytes::{Commitment, Hash};
use crate::entry::{Entry, Terms, TermsError};
use crate::inventory::Inventory;
use crate::merkle;
use crate::sorting::ascending;

/// A claim ranks at most so many buckets.
pub const MAX_PREFERENCES: usize = 20;

/// Fewer entries than this with the same facts stand out in a published list.
pub const RARE: u32 = 5;

/// Why a claim cannot enter a draw.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClaimError {
    /// A group or stratum that cannot be.
    #[error(transparent)]
    Terms(#[from] TermsError),
    /// A claim ranks 1 to 20 buckets.
    #[error("a claim ranks 1 to 20 buckets, not {0}")]
    Preferences(usize),
    /// The inventory has no such bucket.
    #[error("there is no bucket number {0}")]
    UnknownBucket(u32),
    /// A bucket is ranked twice.
    #[error("bucket number {0} is ranked twice")]
    Twice(u32),
    /// One draw holds fewer than 2^32 claims and ranked buckets.
    #[error("the draw holds no more claims")]
    Full,
}

/// Two claims with one commitment; `first` and `second` count claims from 0 as they came.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("claims {first} and {second} have the same commitment {commitment}")]
pub struct DuplicateCommitment {
    /// The claim that came first.
    pub first: u32,
    /// The claim that repeats it.
    pub second: u32,
    /// What both of them carry.
    pub commitment: Commitment,
}

/// Claims in the order they came; flat columns, nothing allocated for a single claim.
#[derive(Debug, Clone, Default)]
pub struct Claims {
    buckets: u32,
    commitments: Vec<Commitment>,
    terms: Vec<Terms>,
    ends: Vec<u32>,
    preferences: Vec<u32>,
}

impl Claims {
    /// Opens an empty collection for the buckets of `inventory`.
    pub fn new(inventory: &Inventory) -> Self {
        Self::with_capacity(inventory, 0, 0)
    }

    /// As [`Claims::new`], with room for `claims` that rank `preferences` buckets in all.
    pub fn with_capacity(inventory: &Inventory, claims: usize, preferences: usize) -> Self {
        Self {
            buckets: inventory.capacities().len() as u32,
            commitments: Vec::with_capacity(claims),
            terms: Vec::with_capacity(claims),
            ends: Vec::with_capacity(claims),
            preferences: Vec::with_capacity(preferences),
        }
    }

    /// Adds a claim that ranks the buckets with these numbers, dearest first.
    ///
    /// # Errors
    /// [`ClaimError`]; the collection is then as it was before.
    pub fn push(
        &mut self,
        commitment: Commitment,
        terms: Terms,
        preferences: &[u32],
    ) -> Result<(), ClaimError> {
        let terms = terms.checked()?;
        if preferences.is_empty() || preferences.len() > MAX_PREFERENCES {
            return Err(ClaimError::Preferences(preferences.len()));
        }
        for (rank, bucket) in preferences.iter().enumerate() {
            if *bucket >= self.buckets {
                return Err(ClaimError::UnknownBucket(*bucket));
            }
            if preferences[..rank].contains(bucket) {
                return Err(ClaimError::Twice(*bucket));
            }
        }
        let end = self.preferences.len() + preferences.len();
        let end = u32::try_from(end).map_err(|_| ClaimError::Full)?;
        self.commitments.push(commitment);
        self.terms.push(terms);
        self.preferences.extend_from_slice(preferences);
        self.ends.push(end);
        Ok(())
    }

    /// Number of claims so far.
    pub fn len(&self) -> usize {
        self.commitments.len()
    }

    /// Whether nobody has claimed yet.
    pub fn is_empty(&self) -> bool {
        self.commitments.is_empty()
    }

    /// Closes the window: sorts the entries by commitment, so that the time of claiming is gone.
    ///
    /// # Errors
    /// [`DuplicateCommitment`] when two claims share one.
    pub fn freeze(self) -> Result<Frozen, DuplicateCommitment> {
        let numbers = ascending(self.len(), |n| *self.commitments[n].as_bytes());
        let entries: Vec<Entry> = numbers
            .iter()
            .map(|n| Entry {
                commitment: self.commitments[*n as usize],
                terms: self.terms[*n as usize],
            })
            .collect();
        for (leaf, pair) in entries.windows(2).enumerate() {
            if pair[0].commitment == pair[1].commitment {
                let (first, second) = (numbers[leaf], numbers[leaf + 1]);
                return Err(DuplicateCommitment {
                    first,
                    second,
                    commitment: pair[0].commitment,
                });
            }
        }
        Ok(Frozen {
            entries,
            numbers,
            ends: self.ends,
            preferences: self.preferences,
        })
    }
}

/// The frozen list with the preferences, which are never published.
#[derive(Debug, Clone)]
pub struct Frozen {
    entries: Vec<Entry>,
    numbers: Vec<u32>,
    ends: Vec<u32>,
    preferences: Vec<u32>,
}

impl Frozen {
    /// The entries in ascending order of commitments.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nobody claimed.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The root published at the close of the window.
    pub fn root(&self) -> Hash {
        root(&self.entries)
    }

    /// The number, counted from 0, under which the claim of this leaf was pushed.
    pub fn number(&self, leaf: u32) -> u32 {
        self.numbers[leaf as usize]
    }

    /// The ranked buckets of a leaf, dearest first.
    pub fn preferences(&self, leaf: u32) -> &[u32] {
        let number = self.numbers[leaf as usize] as usize;
        let start = if number == 0 {
            0
        } else {
            self.ends[number - 1]
        };
        &self.preferences[start as usize..self.ends[number] as usize]
    }

    /// The number of the leaf that carries this commitment.
    pub fn leaf_of(&self, commitment: &Commitment) -> Option<u32> {
        leaf_of(&self.entries, commitment)
    }
}

/// The root over entries in ascending order of commitments.
pub fn root(entries: &[Entry]) -> Hash {
    merkle::root(entries.iter().map(Entry::leaf).collect())
}

/// Finds a commitment among entries in ascending order.
pub(crate) fn leaf_of(entries: &[Entry], commitment: &Commitment) -> Option<u32> {
    let found = entries
        .binary_search_by(|entry| entry.commitment.cmp(commitment))
        .ok()?;
    u32::try_from(found).ok()
}

/// Counts of entries by stratum, age and size that are smaller than [`RARE`].
///
/// Such an entry stands out in the published list; the office head is told before publishing.
pub fn rare_terms(entries: &[Entry]) -> Vec<(Terms, u32)> {
    let mut counts = std::collections::BTreeMap::new();
    for entry in entries {
        *counts.entry(entry.terms).or_insert(0) += 1;
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count < RARE)
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn claims() -> Claims {
        Claims::new(&Inventory::new([("A", 1), ("B", 1)]).unwrap())
    }

    const SINGLE: Terms = Terms {
        stratum: 1,
        age: 0,
        size: 1,
    };

    #[test]
    fn a_claim_that_cannot_be_is_refused_and_leaves_no_trace() {
        let mut claims = claims();
        let c = Commitment::new([1; 32]);
        let six = Terms { size: 6, ..SINGLE };
        assert_eq!(
            claims.push(c, six, &[0]),
            Err(ClaimError::Terms(TermsError::Size(6)))
        );
        assert_eq!(claims.push(c, SINGLE, &[]), Err(ClaimError::Preferences(0)));
        assert_eq!(
            claims.push(c, SINGLE, &[0; 21]),
            Err(ClaimError::Preferences(21))
        );
        assert_eq!(
            claims.push(c, SINGLE, &[0, 2]),
            Err(ClaimError::UnknownBucket(2))
        );
        assert_eq!(claims.push(c, SINGLE, &[1, 1]), Err(ClaimError::Twice(1)));
        assert!(claims.is_empty());
    }

    /// REQ-A12: one claim cannot stand in the list twice.
    #[test]
    fn i2_two_claims_with_one_commitment_stop_the_freeze() {
        let mut claims = claims();
        for byte in [3, 1, 3] {
            claims
                .push(Commitment::new([byte; 32]), SINGLE, &[0])
                .unwrap();
        }
        let commitment = Commitment::new([3; 32]);
        let error = claims.freeze().unwrap_err();
        assert_eq!(
            error,
            DuplicateCommitment {
                first: 0,
                second: 2,
                commitment
            }
        );
    }

    #[test]
    fn terms_held_by_four_are_rare_and_by_five_are_not() {
        let entry = |byte, age| Entry {
            commitment: Commitment::new([byte; 32]),
            terms: Terms { age, ..SINGLE },
        };
        let entries: Vec<Entry> = (0..9)
            .map(|byte| entry(byte, if byte < 4 { 3 } else { 0 }))
            .collect();
        assert_eq!(rare_terms(&entries), [(Terms { age: 3, ..SINGLE }, 4)]);
    }
}
