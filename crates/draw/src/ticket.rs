//! Tickets: `HMAC-SHA256(seed, "slotdraw/1/ticket" ‖ c)`, smaller is better.

use crate::bytes::{Commitment, Hash};
use crate::hash::{BLOCK, START, close, last_block, midstate};

const DOMAIN: &[u8; 17] = b"slotdraw/1/ticket";

/// Draws tickets under one seed.
///
/// The two key blocks of the HMAC are the same for every ticket; compressing them once
/// leaves two blocks a ticket instead of four.
#[derive(Debug, Clone)]
pub struct Tickets {
    inner: [u32; 8],
    outer: [u32; 8],
}

impl Tickets {
    /// Prepares the key blocks of `seed`.
    pub fn new(seed: &Hash) -> Self {
        let pad = |byte: u8| {
            let mut block = [byte; BLOCK];
            for (padded, key) in block.iter_mut().zip(seed.as_bytes()) {
                *padded ^= key;
            }
            midstate(START, &block)
        };
        Self {
            inner: pad(0x36),
            outer: pad(0x5c),
        }
    }

    /// The ticket of one commitment.
    pub fn of(&self, commitment: &Commitment) -> Hash {
        let mut message = [0; 49];
        message[..17].copy_from_slice(DOMAIN);
        message[17..].copy_from_slice(commitment.as_bytes());
        let inner = close(self.inner, last_block(&message, BLOCK));
        Hash::new(close(self.outer, last_block(&inner, BLOCK)))
    }
}

/// The ticket of one commitment under `seed`.
pub fn ticket(seed: &Hash, commitment: &Commitment) -> Hash {
    Tickets::new(seed).of(commitment)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use hmac::{Hmac, KeyInit, Mac};
    use proptest::prelude::*;
    use sha2::Sha256;

    proptest! {
        #[test]
        fn a_ticket_equals_the_library_hmac(seed: [u8; 32], commitment: [u8; 32]) {
            let mut mac = Hmac::<Sha256>::new_from_slice(&seed).unwrap();
            mac.update(DOMAIN);
            mac.update(&commitment);
            let expected: [u8; 32] = mac.finalize().into_bytes().into();
            let ours = ticket(&Hash::new(seed), &Commitment::new(commitment));
            prop_assert_eq!(ours.as_bytes(), &expected);
        }
    }
}
