//! The result tree: one root over every rank and every bucket of a finished draw.
//!
//! Leaves are first one row for each rank, `H(0x00, rank as 8 bytes, c, lp(bucket))` with an
//! empty name for nothing, then one row for each bucket in the order of names,
//! `H(0x00, lp(name), capacity, left, exhaustion rank for each size 1 to 5)` with four bytes
//! a number and all ones for *never*. The position tells which kind a leaf is.

use crate::allocate::MAX_SIZE;
use crate::bytes::{Commitment, Hash};
use crate::entry::Entry;
use crate::hash::Parts;
use crate::inventory::Inventory;
use crate::merkle;

/// The published outcome, in numbers of leaves and buckets.
#[derive(Debug, Clone, Copy)]
pub struct Results<'a> {
    /// The frozen list.
    pub entries: &'a [Entry],
    /// Leaves by rank.
    pub order: &'a [u32],
    /// The inventory.
    pub inventory: &'a Inventory,
    /// Persons for whom each bucket still has room.
    pub left: &'a [u32],
    /// Exhaustion ranks of each bucket.
    pub exhausted: &'a [[u32; MAX_SIZE]],
}

/// The leaf of one rank.
pub fn rank_row(rank: u64, commitment: &Commitment, bucket: Option<&str>) -> Hash {
    Parts::new("\0")
        .raw(&rank.to_be_bytes())
        .raw(commitment.as_bytes())
        .lp(bucket.unwrap_or_default().as_bytes())
        .finish()
}

/// The leaf of one bucket.
pub fn bucket_row(name: &str, capacity: u32, left: u32, exhausted: &[u32; MAX_SIZE]) -> Hash {
    let row = Parts::new("\0")
        .lp(name.as_bytes())
        .raw(&capacity.to_be_bytes())
        .raw(&left.to_be_bytes());
    exhausted
        .iter()
        .fold(row, |row, rank| row.raw(&rank.to_be_bytes()))
        .finish()
}

impl Results<'_> {
    /// All leaves; `bucket` tells what a leaf of the frozen list got.
    pub fn leaves(&self, bucket: impl Fn(u32) -> Option<u32>) -> Vec<Hash> {
        let rank_rows = self.order.iter().zip(0..).map(|(leaf, rank)| {
            let name = bucket(*leaf).and_then(|bucket| self.inventory.name(bucket));
            rank_row(rank, &self.entries[*leaf as usize].commitment, name)
        });
        let bucket_rows = self
            .inventory
            .iter()
            .zip(self.left)
            .zip(self.exhausted)
            .map(|(((name, capacity), left), exhausted)| {
                bucket_row(name, capacity, *left, exhausted)
            });
        let mut leaves = Vec::with_capacity(self.order.len() + self.inventory.len());
        leaves.extend(rank_rows);
        leaves.extend(bucket_rows);
        leaves
    }

    /// The result root.
    pub fn root(&self, bucket: impl Fn(u32) -> Option<u32>) -> Hash {
        merkle::root(self.leaves(bucket))
    }
}
