//! Recomputing a whole published draw, without any secret.

use crate::PROTOCOL;
use crate::allocate::{MAX_SIZE, Meter, NEVER, size};
use crate::beacon::BeaconError;
use crate::bytes::{Commitment, Hash};
use crate::claims::{leaf_of, root};
use crate::order::order;
use crate::results::Results;
use crate::seed::seed;
use crate::transcript::{Announcement, Transcript, announced};

/// Something in a transcript that does not follow from the rest of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// Another protocol.
    #[error("the protocol is {0:?}, not slotdraw/1")]
    Protocol(String),
    /// The hash is not that of the rules file.
    #[error("the rules hash is not that of the rules")]
    Rules,
    /// The hash is not that of the inventory.
    #[error("the inventory hash is not that of the inventory")]
    Inventory,
    /// The list has another length.
    #[error("{stated} entries are stated, the list has {listed}")]
    Count {
        /// The number stated.
        stated: u64,
        /// The number of lines.
        listed: u64,
    },
    /// An entry is out of place or stands twice.
    #[error("entry {0} does not come after the one before it")]
    NotAscending(usize),
    /// An entry speaks of a group that cannot be.
    #[error("entry {0} has a size or stratum that cannot be")]
    Terms(usize),
    /// The root is not that of the list.
    #[error("the root is not that of the list")]
    Root,
    /// The random value does not hold.
    #[error("beacon: {0}")]
    Beacon(#[from] BeaconError),
    /// The mark for a weaker beacon is wrong.
    #[error("the mark for a weaker beacon is wrong")]
    Weaker,
    /// The seed does not follow from its inputs.
    #[error("the seed does not follow from its inputs")]
    Seed,
    /// The order is not a list of all entries.
    #[error("the order does not name every entry once")]
    OrderIncomplete,
    /// Somebody else has this rank.
    #[error("rank {rank} belongs to entry {expected}, the order names entry {stated}")]
    Order {
        /// The first rank that is wrong.
        rank: usize,
        /// The leaf that follows from the seed.
        expected: u32,
        /// The leaf that is stated.
        stated: u32,
    },
    /// A bucket stands in a table but not in the inventory, or the other way round.
    #[error("bucket {0:?} does not stand in both the inventory and the outcome")]
    Bucket(String),
    /// A place went to something that is not in the list.
    #[error("a place in {bucket:?} went to {commitment}, which is not in the list")]
    Stranger {
        /// Where.
        bucket: String,
        /// To whom.
        commitment: Commitment,
    },
    /// Somebody has two places.
    #[error("{0} has more than one place")]
    PlacedTwice(Commitment),
    /// Places of a bucket are not listed by rank.
    #[error("the places of {0:?} are not listed by rank")]
    PlacesUnsorted(String),
    /// More persons than places.
    #[error("bucket {bucket:?} has no room at rank {rank}")]
    Overfull {
        /// Where.
        bucket: String,
        /// For whom.
        rank: usize,
    },
    /// A wrong number of places left.
    #[error("bucket {bucket:?} has room for {expected}, {stated} is stated")]
    Left {
        /// Where.
        bucket: String,
        /// Persons for whom there is room.
        expected: u32,
        /// Persons stated.
        stated: u32,
    },
    /// A wrong number in the exhaustion table.
    #[error("the exhaustion rank of {bucket:?} for groups of {size} is wrong")]
    Exhausted {
        /// Where.
        bucket: String,
        /// Group size.
        size: usize,
    },
    /// The result root is not that of the outcome.
    #[error("the result root is not that of the outcome")]
    ResultRoot,
    /// Something differs from what was announced.
    #[error("the {0} is not the announced one")]
    NotAsAnnounced(&'static str),
}

/// What came of verifying a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Everything that does not hold; empty for a draw in order.
    pub mismatches: Vec<Mismatch>,
    /// Officials acting together could have chosen the outcome.
    pub weaker: bool,
    /// The round was checked against a stated close of the window.
    pub round_checked: bool,
}

impl Verification {
    /// Whether everything holds.
    pub fn holds(&self) -> bool {
        self.mismatches.is_empty()
    }
}

/// Recomputes a draw from its transcript and names everything that does not hold.
///
/// Each step is computed from what is stated for the step before, so that one changed byte
/// is named where it is and not in everything that follows (REQ-A12). Who prefers what is
/// not published; that each got the right place is for each to check with a receipt, see
/// [`crate::check`](mod@crate::check).
pub fn verify(transcript: &Transcript) -> Verification {
    let mut mismatches = header(transcript);
    let (outcome, problems) = Outcome::read(transcript);
    mismatches.extend(problems);
    if let Some(outcome) = outcome {
        mismatches.extend(ranks(transcript));
        mismatches.extend(outcome.verify(transcript));
    }
    Verification {
        mismatches,
        weaker: transcript.beacon.is_weaker(),
        round_checked: transcript.announcement.closes_at.is_some(),
    }
}

/// Compares a transcript with the announcement that a watchdog kept since before the window.
pub fn verify_announced(transcript: &Transcript, kept: &Announcement) -> Vec<Mismatch> {
    let stated = &transcript.announcement;
    let differences = [
        (stated.protocol != kept.protocol, "protocol"),
        (stated.batch != kept.batch, "batch"),
        (stated.rules != kept.rules, "rules file"),
        (stated.inventory != kept.inventory, "inventory"),
        (stated.closes_at != kept.closes_at, "close of the window"),
        (stated.beacon != kept.beacon, "beacon"),
        (stated.round != kept.round, "round"),
    ];
    let named = differences.into_iter().filter(|(differs, _)| *differs);
    named
        .map(|(_, what)| Mismatch::NotAsAnnounced(what))
        .collect()
}

fn header(transcript: &Transcript) -> Vec<Mismatch> {
    let announcement = &transcript.announcement;
    let listed = transcript.entries.len() as u64;
    let stated = transcript.count;
    let mut found = Vec::new();
    let mut note = |wrong: bool, mismatch: Mismatch| found.extend(wrong.then_some(mismatch));
    note(
        announcement.protocol != PROTOCOL,
        Mismatch::Protocol(announcement.protocol.clone()),
    );
    note(
        announcement.rules_hash() != transcript.rules_hash,
        Mismatch::Rules,
    );
    note(
        announcement.inventory.hash() != transcript.inventory_hash,
        Mismatch::Inventory,
    );
    note(stated != listed, Mismatch::Count { stated, listed });
    note(root(&transcript.entries) != transcript.root, Mismatch::Root);
    note(
        seed(&transcript.seed_inputs()) != transcript.seed,
        Mismatch::Seed,
    );
    note(
        transcript.beacon.is_weaker() != transcript.weaker,
        Mismatch::Weaker,
    );
    let value = transcript.beacon.verify(&announcement.batch);
    let round = announced(announcement, &transcript.beacon);
    found.extend(
        [value, round]
            .into_iter()
            .filter_map(Result::err)
            .map(Mismatch::Beacon),
    );
    found
}

fn ranks(transcript: &Transcript) -> Option<Mismatch> {
    let places = transcript.announcement.inventory.places();
    let expected = order(&transcript.entries, &transcript.seed, places);
    let mut pairs = expected.iter().zip(&transcript.order).enumerate();
    let (rank, (expected, stated)) = pairs.find(|(_, (expected, stated))| expected != stated)?;
    Some(Mismatch::Order {
        rank,
        expected: *expected,
        stated: *stated,
    })
}

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

    fn verify(&self, transcript: &Transcript) -> Vec<Mismatch> {
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
