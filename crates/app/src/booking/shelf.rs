//! What never changes about slots, kept at hand: office, service, time.
//!
//! Booking needs these before it can write, and reading them again for each of
//! the thousands who want one morning would be a read for nothing. What does
//! change (taken, closed) is never kept here: the guarded row decides.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use okno_domain::id::SlotId;
use okno_storage::slot::{self, Slot};

use super::SlotKey;
use crate::App;
use okno_storage::StorageError;

/// Slots kept at hand; when full, all are put back and it fills again.
const MOST: usize = 200_000;

/// Slots at hand.
#[derive(Debug, Default)]
pub struct SlotShelf {
    known: RwLock<HashMap<SlotId, Arc<Slot>>>,
}

impl SlotShelf {
    fn get(&self, slot: SlotId) -> Option<Arc<Slot>> {
        self.known
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&slot)
            .cloned()
    }

    fn put(&self, slot: Slot) -> Arc<Slot> {
        let slot = Arc::new(slot);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(slot.slot_id, Arc::clone(&slot));
        slot
    }
}

impl App {
    /// The slot of that key, as published.
    pub(crate) async fn slot(&self, key: &SlotKey) -> Result<Option<Arc<Slot>>, StorageError> {
        if let Some(slot) = self.slots().get(key.slot) {
            return Ok((slot.region_id == key.region).then_some(slot));
        }
        let (region, id) = (key.region.clone(), key.slot);
        let found = self
            .store()
            .read("slot", move |tx| {
                Box::pin(async move { slot::find(tx, &region, id).await })
            })
            .await?;
        Ok(found.map(|offered| self.slots().put(offered.slot)))
    }
}
