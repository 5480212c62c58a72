//! What comes out of a draw from a file, and what the file expected.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::bytes::Hash;

/// Ranks at which groups no longer fit, by bucket and size; nothing where they always do.
pub type ExhaustionBySize = BTreeMap<String, BTreeMap<u8, Option<u32>>>;

/// What comes out of a draw; entries by their numbers `n`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Root of the frozen list.
    pub root: Hash,
    /// Hash of the inventory.
    pub inventory_hash: Hash,
    /// Hash of the rules.
    pub rules_hash: Hash,
    /// The seed.
    pub seed: Hash,
    /// Entries in the order of choosing.
    pub order: Vec<u64>,
    /// The bucket of each entry.
    pub result: BTreeMap<u64, Option<String>>,
    /// First rank at which each bucket no longer fits each size: 1 to 4, or 5 where groups of
    /// five take part.
    pub exhausted: ExhaustionBySize,
    /// Persons for whom each bucket still has room.
    pub left: BTreeMap<String, u32>,
}

/// What a file expects to come out; each part may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Expected {
    /// See [`Answer::root`].
    pub root: Option<Hash>,
    /// See [`Answer::inventory_hash`].
    pub inventory_hash: Option<Hash>,
    /// See [`Answer::rules_hash`].
    pub rules_hash: Option<Hash>,
    /// See [`Answer::seed`].
    pub seed: Option<Hash>,
    /// See [`Answer::order`].
    pub order: Option<Vec<u64>>,
    /// See [`Answer::result`].
    pub result: Option<BTreeMap<u64, Option<String>>>,
    /// See [`Answer::exhausted`].
    pub exhausted: Option<ExhaustionBySize>,
    /// See [`Answer::left`].
    pub left: Option<BTreeMap<String, u32>>,
}

/// Something the file expects otherwise than it comes out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Difference {
    /// A part of the outcome.
    #[error("the {0} is not the expected one")]
    Outcome(&'static str),
    /// A value of one entry.
    #[error("entry {n}: the {what} is not the expected one")]
    Entry {
        /// Number of the entry.
        n: u64,
        /// Which value.
        what: &'static str,
    },
}

impl Expected {
    /// Names every part that came out otherwise.
    pub(crate) fn compare(&self, answer: &Answer) -> Vec<Difference> {
        fn differs<T: PartialEq>(expected: &Option<T>, found: &T) -> bool {
            expected.as_ref().is_some_and(|expected| expected != found)
        }
        let parts = [
            (differs(&self.root, &answer.root), "root"),
            (
                differs(&self.inventory_hash, &answer.inventory_hash),
                "inventory hash",
            ),
            (differs(&self.rules_hash, &answer.rules_hash), "rules hash"),
            (differs(&self.seed, &answer.seed), "seed"),
            (differs(&self.order, &answer.order), "order"),
            (differs(&self.result, &answer.result), "result"),
            (
                differs(&self.exhausted, &answer.exhausted),
                "exhaustion table",
            ),
            (differs(&self.left, &answer.left), "number of places left"),
        ];
        let named = parts.into_iter().filter(|(differs, _)| *differs);
        named.map(|(_, what)| Difference::Outcome(what)).collect()
    }
}
