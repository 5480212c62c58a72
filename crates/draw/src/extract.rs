//! The part of a transcript that one citizen needs: small enough for a letter or a QR code.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::beacon::Beacon;
use crate::bytes::Hash;
use crate::check::CheckError;
use crate::claims::leaf_of;
use crate::entry::Entry;
use crate::merkle;
use crate::outcome::Outcome;
use crate::receipt::Receipt;
use crate::transcript::Transcript;

/// One citizen's part of a published draw.
///
/// The entry stands under the published root, rank and result under the result root; the
/// exhaustion ranks are copied and can be compared with the published table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extract {
    /// Always [`crate::PROTOCOL`].
    pub protocol: String,
    /// Name of the draw.
    pub batch: String,
    /// Number of entries.
    pub count: u64,
    /// Number of buckets.
    pub buckets: u64,
    /// Root of the frozen list.
    pub root: Hash,
    /// Hash of the inventory.
    pub inventory_hash: Hash,
    /// Hash of the rules file.
    pub rules_hash: Hash,
    /// The random value with its proof.
    pub beacon: Beacon,
    /// The seed.
    pub seed: Hash,
    /// Root over every rank and bucket.
    pub result_root: Hash,
    /// The citizen's line of the list.
    pub entry: Entry,
    /// Number of that line, counted from 0.
    pub number: u64,
    /// Proof that the line stands under the root.
    pub inclusion: Vec<Hash>,
    /// The citizen's rank, counted from 0.
    pub rank: u64,
    /// The bucket given, if any.
    pub result: Option<String>,
    /// Proof that rank and result stand under the result root.
    pub result_inclusion: Vec<Hash>,
    /// For each bucket on the receipt, the first rank at which this size no longer fits.
    pub exhausted: BTreeMap<String, Option<u32>>,
}

impl Extract {
    /// Takes from `transcript` what the holder of `receipt` needs.
    ///
    /// # Errors
    /// [`CheckError`] when the claim is not in the list, names a bucket that is not in the
    /// draw, or the transcript points nowhere.
    pub fn of(transcript: &Transcript, receipt: &Receipt) -> Result<Self, CheckError> {
        let (outcome, mut unsound) = Outcome::read(transcript);
        let outcome =
            outcome.ok_or_else(|| CheckError::Unsound(Box::new(unsound.swap_remove(0))))?;
        let leaf =
            leaf_of(&transcript.entries, &receipt.commitment).ok_or(CheckError::NotInList)?;
        let rank = transcript.order.iter().position(|other| *other == leaf);
        let rank = rank.ok_or(CheckError::NotInList)?;
        let entry = transcript.entries[leaf as usize];
        let leaves = transcript.entries.iter().map(Entry::leaf).collect();
        let inventory = &transcript.announcement.inventory;
        let bucket = outcome
            .bucket(leaf)
            .and_then(|bucket| inventory.name(bucket));
        let rows = outcome.leaves(transcript);
        Ok(Self {
            protocol: transcript.announcement.protocol.clone(),
            batch: transcript.announcement.batch.clone(),
            count: transcript.count,
            buckets: inventory.len() as u64,
            root: transcript.root,
            inventory_hash: transcript.inventory_hash,
            rules_hash: transcript.rules_hash,
            beacon: transcript.beacon.clone(),
            seed: transcript.seed,
            result_root: transcript.result_root,
            entry,
            number: leaf.into(),
            inclusion: merkle::inclusion(leaves, leaf as usize).ok_or(CheckError::NotInList)?,
            rank: rank as u64,
            result: bucket.map(str::to_owned),
            result_inclusion: merkle::inclusion(rows, rank).ok_or(CheckError::NotInList)?,
            exhausted: exhaustion_ranks(transcript, receipt, usize::from(entry.terms.size))?,
        })
    }
}

fn exhaustion_ranks(
    transcript: &Transcript,
    receipt: &Receipt,
    size: usize,
) -> Result<BTreeMap<String, Option<u32>>, CheckError> {
    let rank = |name: &String| {
        let row = transcript.exhausted.get(name);
        let rank = row.and_then(|row| row.get(size.checked_sub(1)?));
        let rank = rank.ok_or_else(|| CheckError::UnknownBucket(name.clone()))?;
        Ok((name.clone(), *rank))
    };
    receipt.preferences.iter().map(rank).collect()
}
