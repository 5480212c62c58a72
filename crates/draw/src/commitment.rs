//! What a claim leaves in the published list: a value only its own receipt can open.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::bytes::{Commitment, Nonce};
use crate::hash::{Parts, sha256};

/// The commitment of one claim in one draw.
///
/// `H("slotdraw/1/commit", lp(batch), lp(nonce), lp(H(record)))`. The record is the claim
/// as the citizen sees it on the receipt; because it is hashed in, the office cannot change
/// it after the window has closed. Put everything that decides the outcome into it, the
/// ranked preferences first of all (REQ-A12).
pub fn commit(batch: &str, nonce: &Nonce, record: &[u8]) -> Commitment {
    let hash = Parts::new("slotdraw/1/commit")
        .lp(batch.as_bytes())
        .lp(nonce.as_bytes())
        .lp(sha256(record).as_bytes())
        .finish();
    Commitment::new(*hash.as_bytes())
}

/// The nonce of a claim in `batch`, made from the master nonce on its receipt.
///
/// A claim that lost stays for the next draw under a fresh commitment, so that nobody can
/// follow one person through the published lists; the old receipt opens them all.
pub fn batch_nonce(master: &Nonce, batch: &str) -> Nonce {
    // A key shorter than a block counts as filled up with zeros (RFC 2104), so none can be refused.
    let mut key = [0; 64];
    key[..32].copy_from_slice(master.as_bytes());
    let mut mac = Hmac::<Sha256>::new(&key.into());
    mac.update(batch.as_bytes());
    Nonce::new(mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_has_another_commitment_in_every_draw() {
        let master = Nonce::new([7; 32]);
        let first = batch_nonce(&master, "batch-0001");
        let second = batch_nonce(&master, "batch-0002");
        assert_ne!(first, second);
        assert_ne!(
            commit("batch-0001", &first, b"r"),
            commit("batch-0002", &second, b"r")
        );
    }

    #[test]
    fn moving_a_byte_between_batch_and_record_changes_the_commitment() {
        let nonce = Nonce::new([1; 32]);
        assert_ne!(commit("ab", &nonce, b"c"), commit("a", &nonce, b"bc"));
    }
}
