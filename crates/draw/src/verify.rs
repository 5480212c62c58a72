//! Recomputing a whole published draw, without any secret.

use crate::PROTOCOL;
use crate::beacon::BeaconError;
use crate::bytes::Commitment;
use crate::claims::root;
use crate::order::order;
use crate::outcome::Outcome;
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
