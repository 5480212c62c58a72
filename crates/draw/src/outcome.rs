//! Reading the outcome a transcript states, and seating everybody again.

use crate::allocate::{MAX_SIZE, Meter, NEVER, size};
use crate::bytes::Hash;
use crate::claims::leaf_of;
use crate::results::Results;
use crate::transcript::Transcript;
use crate::verify::Mismatch;

/// The stated outcome in numbers, once it is clear that every number points somewhere.
pub(crate) struct Outcome {
    placed: Vec<u32>,
    left: Vec<u32>,
    exhausted: Vec<[u32; MAX_SIZE]>,
}

impl Outcome {
    /// Reads the outcome; without it when something points nowhere.
    pub(crate) fn read(transcript: &Transcript) -> (Option<Self>, Vec<Mismatch>) {
        let mut found = unsound_list(transcript);
        found.extend((!names_each_once(transcript)).then_some(Mismatch::OrderIncomplete));
        found.extend(strange_buckets(transcript));
        if !found.is_empty() {
            return (None, found);
        }
        let (placed, strangers) = placed(transcript);
        found.extend(strangers);
        let left = transcript.left.values().copied().collect();
        let row = |row: &[Option<u32>; MAX_SIZE]| row.map(|rank| rank.unwrap_or(NEVER));
        let exhausted = transcript.exhausted.values().map(row).collect();
        (
            Some(Self {
                placed,
                left,
                exhausted,
            }),
            found,
        )
    }

    /// The bucket stated for a leaf.
    pub(crate) fn bucket(&self, leaf: u32) -> Option<u32> {
        Some(self.placed[leaf as usize]).filter(|bucket| *bucket != NEVER)
    }

    /// The leaves of the result tree as stated.
    pub(crate) fn leaves(&self, transcript: &Transcript) -> Vec<Hash> {
        let results = Results {
            entries: &transcript.entries,
            order: &transcript.order,
            inventory: &transcript.announcement.inventory,
            left: &self.left,
            exhausted: &self.exhausted,
        };
        results.leaves(|leaf| self.bucket(leaf))
    }

    /// Replays the stated places and names every number that does not follow from them.
    pub(crate) fn verify(&self, transcript: &Transcript) -> Vec<Mismatch> {
        let inventory = &transcript.announcement.inventory;
        let (meter, mut found) = self.replay(transcript);
        for (bucket, (name, _)) in inventory.iter().enumerate() {
            let (expected, stated) = (meter.left[bucket], self.left[bucket]);
            if expected != stated {
                found.push(Mismatch::Left {
                    bucket: name.to_owned(),
                    expected,
                    stated,
                });
            }
            let pairs = meter.exhausted[bucket].iter().zip(&self.exhausted[bucket]);
            let wrong = pairs
                .zip(1..)
                .filter(|((expected, stated), _)| expected != stated);
            found.extend(wrong.map(|(_, size)| Mismatch::Exhausted {
                bucket: name.to_owned(),
                size,
            }));
        }
        if crate::merkle::root(self.leaves(transcript)) != transcript.result_root {
            found.push(Mismatch::ResultRoot);
        }
        found
    }

    /// Seats everybody again as stated, by rank.
    fn replay(&self, transcript: &Transcript) -> (Meter, Vec<Mismatch>) {
        let inventory = &transcript.announcement.inventory;
        let mut lists: Vec<_> = transcript.places.values().map(|list| list.iter()).collect();
        let mut meter = Meter::new(inventory.capacities());
        let mut found = Vec::new();
        for (rank, leaf) in transcript.order.iter().enumerate() {
            let Some(bucket) = self.bucket(*leaf) else {
                continue;
            };
            let entry = &transcript.entries[*leaf as usize];
            let name = || inventory.name(bucket).unwrap_or_default().to_owned();
            if lists[bucket as usize].next() != Some(&entry.commitment) {
                found.push(Mismatch::PlacesUnsorted(name()));
            }
            if !meter.takes(bucket, size(entry), rank) {
                found.push(Mismatch::Overfull {
                    bucket: name(),
                    rank,
                });
            }
        }
        found.dedup();
        (meter, found)
    }
}

fn unsound_list(transcript: &Transcript) -> Vec<Mismatch> {
    let entries = &transcript.entries;
    let falls = entries
        .windows(2)
        .position(|pair| pair[0].commitment >= pair[1].commitment);
    let terms = entries
        .iter()
        .position(|entry| entry.terms.checked().is_err());
    let falls = falls.map(|leaf| Mismatch::NotAscending(leaf + 1));
    falls
        .into_iter()
        .chain(terms.map(Mismatch::Terms))
        .collect()
}

fn names_each_once(transcript: &Transcript) -> bool {
    let mut named = vec![false; transcript.entries.len()];
    let fresh = |leaf: &u32| {
        named
            .get_mut(*leaf as usize)
            .is_some_and(|named| !std::mem::replace(named, true))
    };
    transcript.order.len() == transcript.entries.len() && transcript.order.iter().all(fresh)
}

fn strange_buckets(transcript: &Transcript) -> Vec<Mismatch> {
    let inventory = &transcript.announcement.inventory;
    let has = |name: &str| inventory.position(name).is_some();
    let stated = transcript.places.keys();
    let stated = stated
        .chain(transcript.exhausted.keys())
        .chain(transcript.left.keys());
    let extra = stated.filter(|name| !has(name)).cloned();
    let missing = inventory.iter().map(|(name, _)| name).filter(|name| {
        !(transcript.places.contains_key(*name)
            && transcript.exhausted.contains_key(*name)
            && transcript.left.contains_key(*name))
    });
    let mut names: Vec<String> = extra.chain(missing.map(str::to_owned)).collect();
    names.sort();
    names.dedup();
    names.into_iter().map(Mismatch::Bucket).collect()
}

/// The bucket of each leaf, and places that went where they cannot go.
fn placed(transcript: &Transcript) -> (Vec<u32>, Vec<Mismatch>) {
    let mut placed = vec![NEVER; transcript.entries.len()];
    let mut found = Vec::new();
    for (bucket, (name, commitments)) in transcript.places.iter().enumerate() {
        for commitment in commitments {
            match leaf_of(&transcript.entries, commitment) {
                None => found.push(Mismatch::Stranger {
                    bucket: name.clone(),
                    commitment: *commitment,
                }),
                Some(leaf) if placed[leaf as usize] != NEVER => {
                    found.push(Mismatch::PlacedTwice(*commitment));
                }
                Some(leaf) => placed[leaf as usize] = bucket as u32,
            }
        }
    }
    (placed, found)
}
