//! What is published about a draw: enough to recompute it, nothing about anybody.
//!
//! No name, document, phone, address, preference or reason: entries are commitments with
//! stratum, age and size, and a place is given to a commitment.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::allocate::{MAX_SIZE, NEVER};
use crate::beacon::{Beacon, BeaconError};
use crate::bytes::{Commitment, Hash};
use crate::claims::Frozen;
use crate::draw::{Draw, draw};
use crate::entry::Entry;
use crate::hash::{Parts, sha256};
use crate::inventory::Inventory;
use crate::results::Results;
use crate::seed::{SeedInputs, seed};

/// What is fixed and published seven days before the window opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announcement {
    /// Always [`crate::PROTOCOL`].
    pub protocol: String,
    /// Name of the draw.
    pub batch: String,
    /// The rules file, whole.
    pub rules: String,
    /// The places.
    pub inventory: Inventory,
    /// Close of the window in Unix seconds; without it the round cannot be checked against a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<i64>,
    /// Name of the beacon.
    pub beacon: String,
    /// Round of the beacon; 0 for officials.
    pub round: u64,
}

impl Announcement {
    /// Hash of the rules file.
    pub fn rules_hash(&self) -> Hash {
        sha256(self.rules.as_bytes())
    }
}

/// Exhaustion ranks for group sizes 1 to 5; nothing for a size that fits to the end.
pub type ExhaustionRow = [Option<u32>; MAX_SIZE];

/// The published record of a draw. Leaves and ranks count from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transcript {
    /// What was fixed beforehand.
    pub announcement: Announcement,
    /// Hash of the inventory.
    pub inventory_hash: Hash,
    /// Hash of the rules file.
    pub rules_hash: Hash,
    /// Number of entries.
    pub count: u64,
    /// Root of the frozen list, published at the close.
    pub root: Hash,
    /// The random value with its proof.
    pub beacon: Beacon,
    /// Whether officials instead of a public beacon made the value.
    pub weaker: bool,
    /// The seed.
    pub seed: Hash,
    /// For each bucket who got its places, by rank.
    pub places: BTreeMap<String, Vec<Commitment>>,
    /// The exhaustion table.
    pub exhausted: BTreeMap<String, ExhaustionRow>,
    /// Persons for whom each bucket still has room.
    pub left: BTreeMap<String, u32>,
    /// Root over every rank and bucket.
    pub result_root: Hash,
    /// The frozen list, 34 bytes an entry.
    pub entries: Vec<Entry>,
    /// Leaves in the order of choosing.
    pub order: Vec<u32>,
}

impl Transcript {
    /// Draws and writes down everything that is published (REQ-A12).
    ///
    /// # Errors
    /// [`BeaconError`] when the random value does not hold, or is not of the announced round.
    pub fn of(
        announcement: Announcement,
        beacon: Beacon,
        frozen: &Frozen,
    ) -> Result<(Self, Draw), BeaconError> {
        beacon.verify(&announcement.batch)?;
        announced(&announcement, &beacon)?;
        let inventory = &announcement.inventory;
        let (root, count) = (frozen.root(), frozen.len() as u64);
        let (inventory_hash, rules_hash) = (inventory.hash(), announcement.rules_hash());
        let seed = seed(&SeedInputs {
            batch: &announcement.batch,
            root,
            count,
            inventory: inventory_hash,
            rules: rules_hash,
            beacon: beacon.id(),
            round: beacon.round(),
            randomness: beacon.randomness(),
        });
        let draw = draw(frozen, inventory, &seed);
        let results = Results {
            entries: frozen.entries(),
            order: &draw.order,
            inventory,
            left: draw.allocation.left(),
            exhausted: draw.allocation.exhausted(),
        };
        let transcript = Self {
            inventory_hash,
            rules_hash,
            count,
            root,
            weaker: beacon.is_weaker(),
            beacon,
            seed,
            places: places(frozen, inventory, &draw),
            exhausted: exhaustion(inventory, &draw),
            left: by_name(inventory, draw.allocation.left().iter().copied()),
            result_root: results.root(|leaf| draw.allocation.bucket(leaf)),
            entries: frozen.entries().to_vec(),
            order: draw.order.clone(),
            announcement,
        };
        Ok((transcript, draw))
    }

    /// The inputs of the seed as they are stated here.
    pub fn seed_inputs(&self) -> SeedInputs<'_> {
        SeedInputs {
            batch: &self.announcement.batch,
            root: self.root,
            count: self.count,
            inventory: self.inventory_hash,
            rules: self.rules_hash,
            beacon: self.beacon.id(),
            round: self.beacon.round(),
            randomness: self.beacon.randomness(),
        }
    }

    /// The one way of writing this transcript: compact JSON, fields and buckets in fixed order.
    ///
    /// # Errors
    /// Only if memory for the text cannot be had.
    pub fn canonical_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }

    /// What the office signs: `H("slotdraw/1/transcript", canonical bytes)`.
    ///
    /// # Errors
    /// As [`Transcript::canonical_bytes`].
    pub fn digest(&self) -> Result<Hash, serde_json::Error> {
        let bytes = self.canonical_bytes()?;
        Ok(Parts::new("slotdraw/1/transcript").raw(&bytes).finish())
    }

    /// Reads a published transcript.
    ///
    /// # Errors
    /// The line and the reason when the text is not a transcript.
    pub fn read(text: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(text)
    }
}

/// Checks the beacon against what was announced.
pub(crate) fn announced(announcement: &Announcement, beacon: &Beacon) -> Result<(), BeaconError> {
    if beacon.id() != announcement.beacon {
        return Err(BeaconError::OtherBeacon(announcement.beacon.clone()));
    }
    if beacon.round() != announcement.round {
        let (announced, given) = (announcement.round, beacon.round());
        return Err(BeaconError::WrongRound { announced, given });
    }
    announcement
        .closes_at
        .map_or(Ok(()), |closes_at| beacon.verify_round(closes_at))
}

fn by_name<T>(inventory: &Inventory, values: impl Iterator<Item = T>) -> BTreeMap<String, T> {
    inventory
        .iter()
        .map(|(name, _)| name.to_owned())
        .zip(values)
        .collect()
}

fn places(
    frozen: &Frozen,
    inventory: &Inventory,
    draw: &Draw,
) -> BTreeMap<String, Vec<Commitment>> {
    let mut lists = vec![Vec::new(); inventory.len()];
    for leaf in &draw.order {
        if let Some(bucket) = draw.allocation.bucket(*leaf) {
            lists[bucket as usize].push(frozen.entries()[*leaf as usize].commitment);
        }
    }
    by_name(inventory, lists.into_iter())
}

fn exhaustion(inventory: &Inventory, draw: &Draw) -> BTreeMap<String, ExhaustionRow> {
    let told = |rank: u32| Some(rank).filter(|rank| *rank != NEVER);
    by_name(
        inventory,
        draw.allocation.exhausted().iter().map(|row| row.map(told)),
    )
}
