//! SHA-256 as the protocol spells it: parts one after another, some with their length.

use sha2::block_api::compress256;
use sha2::{Digest, Sha256};

use crate::bytes::Hash;

/// The state of SHA-256 before its first block (FIPS 180-4, 5.3.3).
pub(crate) const START: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// Length of a block in bytes.
pub(crate) const BLOCK: usize = 64;

/// Collects the parts of one hash.
pub(crate) struct Parts(Sha256);

impl Parts {
    pub(crate) fn new(domain: &str) -> Self {
        Self(Sha256::new_with_prefix(domain))
    }

    pub(crate) fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.update(bytes);
        self
    }

    /// Adds `lp(bytes)`.
    ///
    /// Lengths beyond four bytes cannot come up: such a text would not fit any page.
    pub(crate) fn lp(self, bytes: &[u8]) -> Self {
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        self.raw(&length.to_be_bytes()).raw(bytes)
    }

    pub(crate) fn finish(self) -> Hash {
        Hash::new(self.0.finalize().into())
    }
}

/// SHA-256 of `bytes` alone.
pub(crate) fn sha256(bytes: &[u8]) -> Hash {
    Hash::new(Sha256::digest(bytes).into())
}

/// The last block of a message whose end `tail` follows `before` bytes already compressed.
///
/// `tail` must leave nine bytes for the padding; callers hash fixed layouts that do.
pub(crate) const fn last_block(tail: &[u8], before: usize) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    let mut i = 0;
    while i < tail.len() {
        block[i] = tail[i];
        i += 1;
    }
    block[tail.len()] = 0x80;
    let bits = ((before + tail.len()) as u64 * 8).to_be_bytes();
    let mut i = 0;
    while i < 8 {
        block[BLOCK - 8 + i] = bits[i];
        i += 1;
    }
    block
}

/// Compresses `block` into `state` and gives the state as bytes.
pub(crate) fn close(mut state: [u32; 8], block: [u8; BLOCK]) -> [u8; 32] {
    compress256(&mut state, &[block]);
    let mut bytes = [0; 32];
    for (chunk, word) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(state) {
        *chunk = word.to_be_bytes();
    }
    bytes
}

/// The state after one whole block.
pub(crate) fn midstate(mut state: [u32; 8], block: &[u8; BLOCK]) -> [u32; 8] {
    compress256(&mut state, std::slice::from_ref(block));
    state
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_by_hand_equals_the_library() {
        let message = b"slotdraw/1 in one block";
        assert_eq!(
            close(START, last_block(message, 0)),
            *sha256(message).as_bytes()
        );
    }

    #[test]
    fn a_message_of_two_blocks_equals_the_library() {
        let message: [u8; 80] = std::array::from_fn(|i| i as u8);
        let (first, rest) = message.split_at(BLOCK);
        let first: &[u8; BLOCK] = first.as_array().unwrap_or(&[0; BLOCK]);
        let state = midstate(START, first);
        assert_eq!(
            close(state, last_block(rest, BLOCK)),
            *sha256(&message).as_bytes()
        );
    }
}
