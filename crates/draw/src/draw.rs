//! The draw itself, from the frozen list and the seed to who got what.

use crate::allocate::{Allocation, allocate};
use crate::bytes::Hash;
use crate::claims::Frozen;
use crate::inventory::Inventory;
use crate::order::order;

/// The outcome of a draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    /// Leaves in the order of choosing; the position is the rank, counted from 0.
    pub order: Vec<u32>,
    /// Who got what.
    pub allocation: Allocation,
}

/// Draws: orders the frozen list under `seed` and lets everybody choose in turn (REQ-A12).
///
/// The same input gives the same outcome everywhere and always; the order in which claims
/// came, threads and platform have no say.
pub fn draw(frozen: &Frozen, inventory: &Inventory, seed: &Hash) -> Draw {
    let order = order(frozen.entries(), seed, inventory.places());
    let allocation = allocate(frozen, inventory.capacities(), &order);
    Draw { order, allocation }
}
