//! New identifiers: UUIDv7 from the passed-in clock and generator.

use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use okno_identity::entropy::Entropy;
use uuid::Uuid;

/// Bits of the counter inside a millisecond.
const COUNTER_BITS: u32 = 12;

/// Makes identifiers that sort in the order they were made on this node, even
/// within a millisecond and when the clock steps back.
#[derive(Debug)]
pub struct Identifiers {
    /// Milliseconds and a counter of the last identifier.
    last: AtomicU64,
    entropy: Entropy,
}

impl Identifiers {
    /// Identifiers with randomness from `entropy`.
    pub fn new(entropy: Entropy) -> Self {
        Self {
            last: AtomicU64::new(0),
            entropy,
        }
    }

    /// The next identifier, made at `now`.
    pub fn next<T: From<Uuid>>(&self, now: Timestamp) -> T {
        let wanted = (now.as_millisecond().max(0) as u64) << COUNTER_BITS;
        let step = |last: u64| Some(wanted.max(last + 1));
        let last = self
            .last
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, step)
            .unwrap_or_else(|last| last);
        let this = wanted.max(last + 1);
        let millis = this >> COUNTER_BITS;
        let counter = this & ((1 << COUNTER_BITS) - 1);
        let mut tail: [u8; 10] = self.entropy.bytes();
        // The first 12 random bits of version 7 are the counter.
        tail[0] = (counter >> 8) as u8;
        tail[1] = counter as u8;
        uuid::Builder::from_unix_timestamp_millis(millis, &tail)
            .into_uuid()
            .into()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn identifiers_sort_as_they_were_made_even_when_the_clock_steps_back() {
        let make = Identifiers::new(Entropy::seeded(1));
        let noon: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
        let before: Timestamp = "2026-11-20T11:00:00Z".parse().unwrap();
        let made: Vec<Uuid> = (0..10_000)
            .map(|n| make.next(if n % 3 == 0 { noon } else { before }))
            .collect();
        assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(made.iter().all(|id| id.get_version_num() == 7));
    }
}
