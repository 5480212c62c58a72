//! The places of one draw: buckets (office, day, time window) and how many persons each takes.

use std::fmt;

use serde::de::MapAccess;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::bytes::Hash;
use crate::hash::Parts;

/// Why a list of buckets cannot be drawn for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InventoryError {
    /// A bucket without a place has no business in a draw.
    #[error("bucket {0:?} offers no place")]
    NoPlace(String),
    /// The same bucket stands twice.
    #[error("bucket {0:?} is named twice")]
    Twice(String),
    /// A bucket needs a name.
    #[error("a bucket has no name")]
    NoName,
}

/// Buckets in the order of their names, with their capacities.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inventory {
    names: Vec<String>,
    capacities: Vec<u32>,
}

impl Inventory {
    /// Takes the buckets in any order.
    ///
    /// # Errors
    /// [`InventoryError`] for a bucket without place or name, or one named twice.
    pub fn new<S: Into<String>>(
        buckets: impl IntoIterator<Item = (S, u32)>,
    ) -> Result<Self, InventoryError> {
        let mut buckets: Vec<(String, u32)> = buckets
            .into_iter()
            .map(|(name, capacity)| (name.into(), capacity))
            .collect();
        buckets.sort();
        if let Some((name, _)) = buckets.iter().find(|(_, capacity)| *capacity == 0) {
            return Err(InventoryError::NoPlace(name.clone()));
        }
        if buckets.iter().any(|(name, _)| name.is_empty()) {
            return Err(InventoryError::NoName);
        }
        if let Some(pair) = buckets.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(InventoryError::Twice(pair[0].0.clone()));
        }
        let (names, capacities) = buckets.into_iter().unzip();
        Ok(Self { names, capacities })
    }

    /// `H("slotdraw/1/inventory", for each bucket in order of name: lp(name), capacity)`.
    ///
    /// Published before the window opens, so that places cannot vanish afterwards (REQ-A12).
    pub fn hash(&self) -> Hash {
        self.iter()
            .fold(
                Parts::new("slotdraw/1/inventory"),
                |parts, (name, capacity)| parts.lp(name.as_bytes()).raw(&capacity.to_be_bytes()),
            )
            .finish()
    }

    /// Number of buckets.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is no bucket at all.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Persons that fit into all buckets together.
    pub fn places(&self) -> u64 {
        self.capacities
            .iter()
            .map(|capacity| u64::from(*capacity))
            .sum()
    }

    /// The number of the bucket with this name, counted from 0 in the order of names.
    pub fn position(&self, name: &str) -> Option<u32> {
        let found = self
            .names
            .binary_search_by(|other| other.as_str().cmp(name))
            .ok()?;
        u32::try_from(found).ok()
    }

    /// The name of a bucket.
    pub fn name(&self, bucket: u32) -> Option<&str> {
        self.names.get(bucket as usize).map(String::as_str)
    }

    /// Capacities in persons, in the order of names.
    pub fn capacities(&self) -> &[u32] {
        &self.capacities
    }

    /// Names and capacities in the order of names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        self.names
            .iter()
            .map(String::as_str)
            .zip(self.capacities.iter().copied())
    }
}

impl Serialize for Inventory {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (name, capacity) in self.iter() {
            map.serialize_entry(name, &capacity)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Inventory {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Buckets;
        impl<'de> serde::de::Visitor<'de> for Buckets {
            type Value = Inventory;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map from bucket to capacity")
            }

            // A plain map would let the second of two equal names win in silence.
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Inventory, A::Error> {
                let mut buckets = Vec::new();
                while let Some(bucket) = map.next_entry::<String, u32>()? {
                    buckets.push(bucket);
                }
                Inventory::new(buckets).map_err(serde::de::Error::custom)
            }
        }
        deserializer.deserialize_map(Buckets)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_bucket_without_a_place_is_refused() {
        let error = Inventory::new([("A", 1), ("B", 0)]).unwrap_err();
        assert_eq!(error, InventoryError::NoPlace("B".into()));
    }

    #[test]
    fn a_bucket_named_twice_is_refused_even_in_json() {
        let error = serde_json::from_str::<Inventory>(r#"{"A":1,"A":2}"#).unwrap_err();
        assert!(error.to_string().contains("named twice"), "{error}");
    }

    #[test]
    fn the_hash_does_not_depend_on_the_order_of_writing() {
        let one = Inventory::new([("A", 1), ("B", 2)]).unwrap();
        let other = Inventory::new([("B", 2), ("A", 1)]).unwrap();
        assert_eq!(one.hash(), other.hash());
    }
}
