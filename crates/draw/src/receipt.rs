//! What the citizen holds from the moment of claiming.

use serde::{Deserialize, Serialize};

use crate::PROTOCOL;
use crate::bytes::{Commitment, Nonce};
use crate::commitment::commit;
use crate::entry::Terms;

/// A receipt: the only thing that opens the commitment in the published list (REQ-A12).
///
/// It goes out at once, as page, e-mail, code on paper, or short code by phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// Always [`PROTOCOL`].
    pub protocol: String,
    /// Name of the draw.
    pub batch: String,
    /// What stands for this claim in the published list.
    pub commitment: Commitment,
    /// Nonce of the claim in this draw.
    pub nonce: Nonce,
    /// The claim as the citizen made it.
    pub record: String,
    /// Stratum, age and size as they will stand in the list.
    pub terms: Terms,
    /// Buckets wanted, dearest first.
    pub preferences: Vec<String>,
    /// The office's signature over [`Receipt::signed_bytes`], in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

impl Receipt {
    /// Writes a receipt, not yet signed.
    pub fn new(
        batch: &str,
        nonce: Nonce,
        record: &str,
        terms: Terms,
        preferences: Vec<String>,
    ) -> Self {
        Self {
            protocol: PROTOCOL.to_owned(),
            batch: batch.to_owned(),
            commitment: commit(batch, &nonce, record.as_bytes()),
            nonce,
            record: record.to_owned(),
            terms,
            preferences,
            signature: None,
        }
    }

    /// Whether batch, nonce and record give the commitment.
    pub fn opens(&self) -> bool {
        commit(&self.batch, &self.nonce, self.record.as_bytes()) == self.commitment
    }

    /// The bytes the office signs: the receipt without signature, as compact JSON.
    ///
    /// # Errors
    /// Only if memory for the text cannot be had.
    pub fn signed_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(&Self {
            signature: None,
            ..self.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_receipt_opens_its_own_commitment_and_no_altered_record() {
        let terms = Terms {
            stratum: 1,
            age: 0,
            size: 1,
        };
        let mut receipt = Receipt::new("b", Nonce::new([4; 32]), "claim", terms, vec!["A".into()]);
        assert!(receipt.opens());
        receipt.record.push('!');
        assert!(!receipt.opens());
    }

    #[test]
    fn the_signature_is_not_part_of_what_is_signed() {
        let terms = Terms {
            stratum: 1,
            age: 0,
            size: 1,
        };
        let mut receipt = Receipt::new("b", Nonce::new([4; 32]), "claim", terms, vec![]);
        let before = receipt.signed_bytes().unwrap();
        receipt.signature = Some("00".into());
        assert_eq!(receipt.signed_bytes().unwrap(), before);
    }
}
