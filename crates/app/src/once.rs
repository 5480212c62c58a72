//! Once-keys: a request sent twice is carried out once.

use okno_storage::once::Once;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The longest key that is taken, in bytes.
pub const LONGEST_KEY: usize = 255;

/// A key that the sender made up, in the scope of one kind of request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnceKey {
    hash: [u8; 32],
}

impl OnceKey {
    /// The key of a request in `scope`; `None` when it is empty or too long.
    pub fn new(scope: &str, key: &str) -> Option<Self> {
        if key.is_empty() || key.len() > LONGEST_KEY {
            return None;
        }
        let mut hasher = Sha256::new();
        hasher.update(scope.as_bytes());
        hasher.update([0]);
        hasher.update(key.as_bytes());
        Some(Self {
            hash: hasher.finalize().into(),
        })
    }

    /// The key as stored.
    pub fn hash(&self) -> &[u8; 32] {
        &self.hash
    }

    /// The key with its question and its answer.
    pub fn answered(&self, question: &impl Serialize, answer: serde_json::Value) -> Once {
        Once {
            once_key: self.hash,
            request_hash: question_hash(question),
            answer,
        }
    }
}

/// What was asked, so that one key cannot be used for two questions.
pub fn question_hash(question: &impl Serialize) -> [u8; 32] {
    // Types that cannot be written as JSON do not reach the doors.
    let text = serde_json::to_vec(question).unwrap_or_default();
    Sha256::digest(text).into()
}
