//! A whole draw in one file: what goes in, and what is expected to come out.
//!
//! The file is for offices that draw by hand, for known answers, and for anybody who wants
//! to try the rules. It holds nonces and records and is therefore never published.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::PROTOCOL;
use crate::allocate::{MAX_SIZE, NEVER};
use crate::answer::{Answer, Difference, Expected};
use crate::beacon::{Beacon, BeaconError};
use crate::bytes::{Commitment, Hash, HexError, Nonce};
use crate::claims::{ClaimError, Claims, Frozen};
use crate::commitment::commit;
use crate::draw::Draw;
use crate::entry::{Entry, Terms, TermsError};
use crate::inventory::Inventory;
use crate::merkle;
use crate::receipt::Receipt;
use crate::ticket::ticket;
use crate::transcript::{Announcement, Transcript};

/// Why a file cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// The file is not of the expected shape.
    #[error("the file cannot be read: {0}")]
    Json(serde_json::Error),
    /// Another protocol.
    #[error("the protocol is {0:?}, not slotdraw/1")]
    Protocol(String),
    /// Two entries have one number.
    #[error("entry number {0} stands twice")]
    Number(u64),
    /// A nonce is not 32 bytes in hexadecimal.
    #[error("entry {n}: nonce: {error}")]
    Nonce {
        /// Number of the entry.
        n: u64,
        /// What is wrong with it.
        error: HexError,
    },
    /// Size, stratum or age is out of its range.
    #[error("entry {n}: {error}")]
    Terms {
        /// Number of the entry.
        n: u64,
        /// What is wrong with it.
        error: TermsError,
    },
    /// A preference names no bucket of the inventory.
    #[error("entry {n}: there is no bucket {bucket:?}")]
    UnknownBucket {
        /// Number of the entry.
        n: u64,
        /// The name.
        bucket: String,
    },
    /// A bucket is ranked twice.
    #[error("entry {n}: bucket {bucket:?} is ranked twice")]
    Twice {
        /// Number of the entry.
        n: u64,
        /// The name.
        bucket: String,
    },
    /// The claim cannot enter the draw for another reason.
    #[error("entry {n}: {error}")]
    Claim {
        /// Number of the entry.
        n: u64,
        /// Why.
        error: ClaimError,
    },
    /// A stated value does not follow from nonce, record and facts of the entry.
    #[error("entry {n}: the {what} stated does not follow from the entry")]
    Altered {
        /// Number of the entry.
        n: u64,
        /// Which value.
        what: &'static str,
    },
    /// Two entries have the same commitment.
    #[error("entries {first} and {second} have the same commitment")]
    DuplicateCommitment {
        /// The one that came first.
        first: u64,
        /// The other.
        second: u64,
    },
    /// The random value does not hold.
    #[error("beacon: {0}")]
    Beacon(#[from] BeaconError),
}

/// One claim with everything that is secret about it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryInput {
    /// Number by which results name this entry.
    pub n: u64,
    /// The claim as it stands on the receipt.
    pub record: String,
    /// 32 bytes in hexadecimal.
    pub nonce: String,
    /// 0 for the priority of the law.
    pub stratum: i64,
    /// Draws lost.
    pub age: i64,
    /// Persons.
    pub size: i64,
    /// Buckets wanted, dearest first.
    pub preferences: Vec<String>,
    /// Stated commitment; must follow from the entry.
    pub commitment: Option<Commitment>,
    /// Stated leaf; must follow from the entry.
    pub leaf: Option<Hash>,
    /// Expected ticket.
    pub ticket: Option<Hash>,
    /// Expected proof of inclusion.
    pub inclusion: Option<Vec<Hash>>,
    /// Expected number of the leaf.
    pub leaf_index: Option<u64>,
}

/// A draw in one file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawFile {
    /// Always [`PROTOCOL`].
    pub protocol: String,
    /// Name of the draw.
    pub batch: String,
    /// The places.
    pub inventory: Inventory,
    /// The rules file, whole.
    pub rules_preimage: String,
    /// Close of the window in Unix seconds; the round must then be the one an hour later.
    pub closes_at: Option<i64>,
    /// The random value with its proof.
    pub beacon: Beacon,
    /// The claims.
    pub entries: Vec<EntryInput>,
    /// What is expected to come out.
    #[serde(default)]
    pub expected: Expected,
}

/// A file that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Played {
    /// What came out, by the numbers of the file.
    pub answer: Answer,
    /// What the file expects otherwise.
    pub differences: Vec<Difference>,
    /// What would be published.
    pub transcript: Transcript,
    /// What each citizen holds, by the number of the entry.
    pub receipts: BTreeMap<u64, Receipt>,
}

impl DrawFile {
    /// Reads a file.
    ///
    /// # Errors
    /// [`InputError::Json`] with line and reason, [`InputError::Protocol`] for another protocol.
    pub fn read(text: &[u8]) -> Result<Self, InputError> {
        let file: Self = serde_json::from_slice(text).map_err(InputError::Json)?;
        if file.protocol == PROTOCOL {
            Ok(file)
        } else {
            Err(InputError::Protocol(file.protocol))
        }
    }

    /// Draws.
    ///
    /// # Errors
    /// [`InputError`] names the entry and what is wrong with it.
    pub fn play(&self) -> Result<Played, InputError> {
        let (frozen, receipts) = self.freeze()?;
        let (transcript, draw) = Transcript::of(self.announcement(), self.beacon.clone(), &frozen)?;
        let answer = self.answer(&frozen, &draw, &transcript);
        let mut differences = self.expected.compare(&answer);
        differences.extend(self.entry_differences(&frozen, &transcript));
        Ok(Played {
            answer,
            differences,
            transcript,
            receipts,
        })
    }

    fn announcement(&self) -> Announcement {
        Announcement {
            protocol: self.protocol.clone(),
            batch: self.batch.clone(),
            rules: self.rules_preimage.clone(),
            inventory: self.inventory.clone(),
            closes_at: self.closes_at,
            beacon: self.beacon.id().to_owned(),
            round: self.beacon.round(),
        }
    }

    fn freeze(&self) -> Result<(Frozen, BTreeMap<u64, Receipt>), InputError> {
        let mut claims = Claims::new(&self.inventory);
        let mut receipts = BTreeMap::new();
        for entry in &self.entries {
            let receipt = entry.receipt(&self.batch)?;
            let wishes = entry.wishes(&self.inventory)?;
            claims
                .push(receipt.commitment, receipt.terms, &wishes)
                .map_err(|error| entry.refusal(error, &self.inventory))?;
            if receipts.insert(entry.n, receipt).is_some() {
                return Err(InputError::Number(entry.n));
            }
        }
        let frozen = claims
            .freeze()
            .map_err(|twice| InputError::DuplicateCommitment {
                first: self.entries[twice.first as usize].n,
                second: self.entries[twice.second as usize].n,
            })?;
        Ok((frozen, receipts))
    }

    fn number(&self, frozen: &Frozen, leaf: u32) -> u64 {
        self.entries[frozen.number(leaf) as usize].n
    }

    fn answer(&self, frozen: &Frozen, draw: &Draw, transcript: &Transcript) -> Answer {
        let given = |leaf: &u32| {
            let bucket = draw.allocation.bucket(*leaf);
            let name = bucket.and_then(|bucket| self.inventory.name(bucket));
            (self.number(frozen, *leaf), name.map(str::to_owned))
        };
        let five = frozen
            .entries()
            .iter()
            .any(|entry| usize::from(entry.terms.size) == MAX_SIZE);
        let sizes = if five { MAX_SIZE } else { MAX_SIZE - 1 };
        let row = |row: &[u32; MAX_SIZE]| {
            let told = row
                .iter()
                .map(|rank| Some(*rank).filter(|rank| *rank != NEVER));
            (1..).zip(told).take(sizes).collect()
        };
        let names = self.inventory.iter().map(|(name, _)| name.to_owned());
        Answer {
            root: transcript.root,
            inventory_hash: transcript.inventory_hash,
            rules_hash: transcript.rules_hash,
            seed: transcript.seed,
            order: draw
                .order
                .iter()
                .map(|leaf| self.number(frozen, *leaf))
                .collect(),
            result: draw.order.iter().map(given).collect(),
            exhausted: names
                .zip(draw.allocation.exhausted().iter().map(row))
                .collect(),
            left: transcript.left.clone(),
        }
    }

    fn entry_differences(&self, frozen: &Frozen, transcript: &Transcript) -> Vec<Difference> {
        let leaves: Vec<Hash> = frozen.entries().iter().map(Entry::leaf).collect();
        let mut found = Vec::new();
        for leaf in 0..frozen.len() as u32 {
            let entry = &self.entries[frozen.number(leaf) as usize];
            let commitment = &frozen.entries()[leaf as usize].commitment;
            let mut note = |differs: bool, what: &'static str| {
                found.extend(differs.then_some(Difference::Entry { n: entry.n, what }));
            };
            note(
                entry
                    .leaf_index
                    .is_some_and(|index| index != u64::from(leaf)),
                "leaf index",
            );
            let drawn = entry.ticket.map(|_| ticket(&transcript.seed, commitment));
            note(drawn != entry.ticket, "ticket");
            if let Some(expected) = &entry.inclusion {
                let proof = merkle::inclusion(leaves.clone(), leaf as usize);
                note(proof.as_ref() != Some(expected), "inclusion proof");
            }
        }
        found
    }
}

impl EntryInput {
    fn receipt(&self, batch: &str) -> Result<Receipt, InputError> {
        let n = self.n;
        let nonce: Nonce = self
            .nonce
            .parse()
            .map_err(|error| InputError::Nonce { n, error })?;
        let terms = Terms::new(self.stratum, self.age, self.size)
            .map_err(|error| InputError::Terms { n, error })?;
        let commitment = commit(batch, &nonce, self.record.as_bytes());
        if self.commitment.is_some_and(|stated| stated != commitment) {
            return Err(InputError::Altered {
                n,
                what: "commitment",
            });
        }
        if self
            .leaf
            .is_some_and(|stated| stated != (Entry { commitment, terms }).leaf())
        {
            return Err(InputError::Altered { n, what: "leaf" });
        }
        Ok(Receipt::new(
            batch,
            nonce,
            &self.record,
            terms,
            self.preferences.clone(),
        ))
    }

    fn wishes(&self, inventory: &Inventory) -> Result<Vec<u32>, InputError> {
        let position = |bucket: &String| {
            let unknown = || InputError::UnknownBucket {
                n: self.n,
                bucket: bucket.clone(),
            };
            inventory.position(bucket).ok_or_else(unknown)
        };
        self.preferences.iter().map(position).collect()
    }

    fn refusal(&self, error: ClaimError, inventory: &Inventory) -> InputError {
        let n = self.n;
        match error {
            ClaimError::Terms(error) => InputError::Terms { n, error },
            ClaimError::Twice(bucket) => {
                let bucket = inventory.name(bucket).unwrap_or_default().to_owned();
                InputError::Twice { n, bucket }
            }
            error => InputError::Claim { n, error },
        }
    }
}
