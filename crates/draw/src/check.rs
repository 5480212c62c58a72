//! One citizen's check: was I in, with which number, which ticket, which rank, and why this result.

use serde::Serialize;

use crate::PROTOCOL;
use crate::beacon::BeaconError;
use crate::bytes::Hash;
use crate::entry::Terms;
use crate::extract::Extract;
use crate::merkle;
use crate::order::order;
use crate::receipt::Receipt;
use crate::results::rank_row;
use crate::seed::{SeedInputs, seed};
use crate::ticket::ticket;
use crate::transcript::Transcript;
use crate::verify::Mismatch;

/// What a citizen finds to be so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Number of the own line in the published list, counted from 0.
    pub number: u64,
    /// The own ticket.
    pub ticket: Hash,
    /// The own rank, counted from 0: so many chose before.
    pub rank: u64,
    /// The own result and the reason for it.
    #[serde(flatten)]
    pub why: Why,
    /// Officials instead of a public beacon made the random value.
    pub weaker: bool,
}

/// A wanted bucket that had no room any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Full {
    /// Name of the bucket.
    pub bucket: String,
    /// First rank at which a group of this size no longer fitted.
    pub from_rank: u32,
}

/// Why the result is what it is (REQ-A23).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum Why {
    /// The first listed bucket with room.
    Placed {
        /// Name of the bucket.
        bucket: String,
        /// Its position among the wishes, counted from 1.
        choice: usize,
        /// Dearer wishes that were full.
        full: Vec<Full>,
    },
    /// Every listed bucket was full.
    Nothing {
        /// All wishes with the rank from which they were full.
        full: Vec<Full>,
    },
}

impl Why {
    /// The bucket given.
    pub fn bucket(&self) -> Option<&str> {
        match self {
            Self::Placed { bucket, .. } => Some(bucket),
            Self::Nothing { .. } => None,
        }
    }
}

/// What a citizen finds not to be so; each is a reason to complain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckError {
    /// Receipt or transcript of another protocol.
    #[error("the protocol is {0:?}, not slotdraw/1")]
    Protocol(String),
    /// Receipt and transcript speak of two draws.
    #[error("the receipt is for draw {receipt:?}, this is draw {draw:?}")]
    OtherDraw {
        /// Draw on the receipt.
        receipt: String,
        /// Draw of the transcript.
        draw: String,
    },
    /// Nonce and record do not give the commitment.
    #[error("nonce and record of the receipt do not give its commitment")]
    DoesNotOpen,
    /// The claim is not in the list.
    #[error("the claim is not in the published list")]
    NotInList,
    /// The list has other facts than the receipt.
    #[error("the list says {listed:?}, the receipt {receipt:?}")]
    OtherTerms {
        /// On the receipt.
        receipt: Terms,
        /// In the list.
        listed: Terms,
    },
    /// The line does not stand under the root.
    #[error("the line does not stand under the published root")]
    NotUnderRoot,
    /// The random value does not hold.
    #[error("beacon: {0}")]
    Beacon(#[from] BeaconError),
    /// The seed does not follow from its inputs.
    #[error("the seed does not follow from its inputs")]
    WrongSeed,
    /// The published rank is not the one that follows from the seed.
    #[error("the rank is {expected}, {stated} is published")]
    WrongRank {
        /// The rank that follows from the list and the seed.
        expected: u64,
        /// The rank that is published.
        stated: u64,
    },
    /// Rank and result do not stand under the result root.
    #[error("rank and result do not stand under the published result root")]
    NotUnderResultRoot,
    /// A wish names a bucket that is not in the draw.
    #[error("bucket {0:?} is not in this draw")]
    UnknownBucket(String),
    /// Another result is published than the one that is due.
    #[error("due is {due:?}, published is {published:?}")]
    OtherResult {
        /// The bucket due.
        due: Option<String>,
        /// The bucket published.
        published: Option<String>,
    },
    /// The transcript contradicts itself so that nothing can be looked up in it.
    #[error("the transcript is unsound: {0}")]
    Unsound(Box<Mismatch>),
}

/// Checks a receipt against a whole transcript; the rank is recomputed from list and seed.
///
/// # Errors
/// [`CheckError`] names the first thing that does not hold.
pub fn check(receipt: &Receipt, transcript: &Transcript) -> Result<Finding, CheckError> {
    own(
        receipt,
        &transcript.announcement.protocol,
        &transcript.announcement.batch,
    )?;
    let finding = check_extract(receipt, &Extract::of(transcript, receipt)?)?;
    let places = transcript.announcement.inventory.places();
    let expected = order(&transcript.entries, &transcript.seed, places);
    let rank = expected
        .iter()
        .position(|leaf| u64::from(*leaf) == finding.number);
    match rank.map(|rank| rank as u64) {
        Some(expected) if expected != finding.rank => Err(CheckError::WrongRank {
            expected,
            stated: finding.rank,
        }),
        _ => Ok(finding),
    }
}

/// Checks a receipt against its own extract, without any network and in a moment.
///
/// The rank is proven to be the published one; that it follows from the seed is for whoever
/// has the whole transcript, see [`check`].
///
/// # Errors
/// [`CheckError`] names the first thing that does not hold.
pub fn check_extract(receipt: &Receipt, extract: &Extract) -> Result<Finding, CheckError> {
    own(receipt, &extract.protocol, &extract.batch)?;
    in_list(receipt, extract)?;
    drawn(extract)?;
    let why = due(receipt, extract)?;
    if why.bucket() != extract.result.as_deref() {
        let due = why.bucket().map(str::to_owned);
        return Err(CheckError::OtherResult {
            due,
            published: extract.result.clone(),
        });
    }
    Ok(Finding {
        number: extract.number,
        ticket: ticket(&extract.seed, &receipt.commitment),
        rank: extract.rank,
        why,
        weaker: extract.beacon.is_weaker(),
    })
}

fn own(receipt: &Receipt, protocol: &str, batch: &str) -> Result<(), CheckError> {
    if let Some(other) = [&receipt.protocol, protocol]
        .into_iter()
        .find(|name| *name != PROTOCOL)
    {
        return Err(CheckError::Protocol(other.to_owned()));
    }
    if receipt.batch != batch {
        let (receipt, draw) = (receipt.batch.clone(), batch.to_owned());
        return Err(CheckError::OtherDraw { receipt, draw });
    }
    if receipt.opens() {
        Ok(())
    } else {
        Err(CheckError::DoesNotOpen)
    }
}

fn in_list(receipt: &Receipt, extract: &Extract) -> Result<(), CheckError> {
    if extract.entry.commitment != receipt.commitment {
        return Err(CheckError::NotInList);
    }
    if extract.entry.terms != receipt.terms {
        let (receipt, listed) = (receipt.terms, extract.entry.terms);
        return Err(CheckError::OtherTerms { receipt, listed });
    }
    let (leaf, proof) = (extract.entry.leaf(), &extract.inclusion);
    if merkle::proves(leaf, extract.number, extract.count, proof, extract.root) {
        Ok(())
    } else {
        Err(CheckError::NotUnderRoot)
    }
}

fn drawn(extract: &Extract) -> Result<(), CheckError> {
    extract.beacon.verify(&extract.batch)?;
    let inputs = SeedInputs {
        batch: &extract.batch,
        root: extract.root,
        count: extract.count,
        inventory: extract.inventory_hash,
        rules: extract.rules_hash,
        beacon: extract.beacon.id(),
        round: extract.beacon.round(),
        randomness: extract.beacon.randomness(),
    };
    if seed(&inputs) != extract.seed {
        return Err(CheckError::WrongSeed);
    }
    let row = rank_row(
        extract.rank,
        &extract.entry.commitment,
        extract.result.as_deref(),
    );
    let rows = extract.count.saturating_add(extract.buckets);
    let proof = &extract.result_inclusion;
    if extract.rank < extract.count
        && merkle::proves(row, extract.rank, rows, proof, extract.result_root)
    {
        Ok(())
    } else {
        Err(CheckError::NotUnderResultRoot)
    }
}

/// The first wish whose exhaustion rank lies above the own rank.
fn due(receipt: &Receipt, extract: &Extract) -> Result<Why, CheckError> {
    let mut full = Vec::new();
    for (wish, bucket) in receipt.preferences.iter().enumerate() {
        let bucket = bucket.clone();
        match extract.exhausted.get(&bucket) {
            None => return Err(CheckError::UnknownBucket(bucket)),
            Some(Some(from_rank)) if u64::from(*from_rank) <= extract.rank => {
                full.push(Full {
                    bucket,
                    from_rank: *from_rank,
                });
            }
            Some(_) => {
                return Ok(Why::Placed {
                    bucket,
                    choice: wish + 1,
                    full,
                });
            }
        }
    }
    Ok(Why::Nothing { full })
}
