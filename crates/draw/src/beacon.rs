//! The public random value of a draw, and the proof that nobody chose it.

use drand_verify::{G2PubkeyRfc, Pubkey};
use serde::{Deserialize, Serialize};

use crate::bytes::{Hash, Signature};
use crate::hash::sha256;
use crate::officials::{Official, OfficialsError, together};

/// Name of the drand chain whose key is pinned here.
pub const QUICKNET: &str = "drand/quicknet";

/// Name of the fallback for an office without any network.
pub const OFFICIALS: &str = "officials/commit-reveal";

/// Unix second at which round 1 of quicknet was due.
pub const GENESIS: i64 = 1_692_803_367;

/// Seconds between two rounds of quicknet.
pub const PERIOD: i64 = 3;

/// Seconds between the close of the window and the round of the beacon.
pub const SETTLING: i64 = 3600;

/// The public key of quicknet, pinned: a chain that signs with another key is another chain.
pub const QUICKNET_KEY: [u8; 96] = [
    0x83, 0xcf, 0x0f, 0x28, 0x96, 0xad, 0xee, 0x7e, 0xb8, 0xb5, 0xf0, 0x1f, 0xca, 0xd3, 0x91, 0x22,
    0x12, 0xc4, 0x37, 0xe0, 0x07, 0x3e, 0x91, 0x1f, 0xb9, 0x00, 0x22, 0xd3, 0xe7, 0x60, 0x18, 0x3c,
    0x8c, 0x4b, 0x45, 0x0b, 0x6a, 0x0a, 0x6c, 0x3a, 0xc6, 0xa5, 0x77, 0x6a, 0x2d, 0x10, 0x64, 0x51,
    0x0d, 0x1f, 0xec, 0x75, 0x8c, 0x92, 0x1c, 0xc2, 0x2b, 0x0e, 0x17, 0xe6, 0x3a, 0xaf, 0x4b, 0xcb,
    0x5e, 0xd6, 0x63, 0x04, 0xde, 0x9c, 0xf8, 0x09, 0xbd, 0x27, 0x4c, 0xa7, 0x3b, 0xab, 0x4a, 0xf5,
    0xa6, 0xe9, 0xc7, 0x6a, 0x4b, 0xc0, 0x9e, 0x76, 0xea, 0xe8, 0x99, 0x1e, 0xf5, 0xec, 0xe4, 0x5a,
];

/// Why a beacon value is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BeaconError {
    /// The chain had not begun at that time.
    #[error("the beacon has no round at second {0}")]
    BeforeGenesis(i64),
    /// The value comes from another beacon than the announced one.
    #[error("beacon {0:?} was announced, the value comes from another")]
    OtherBeacon(String),
    /// The value belongs to another round than the announced one.
    #[error("round {announced} was announced, round {given} is given")]
    WrongRound {
        /// The round fixed before the window opened.
        announced: u64,
        /// The round that came with the value.
        given: u64,
    },
    /// The pinned key did not sign this round.
    #[error("the signature is not the beacon's for round {0}")]
    WrongSignature(u64),
    /// The value is not the hash of its signature.
    #[error("the randomness is not the hash of the signature of round {0}")]
    WrongRandomness(u64),
    /// The officials' values do not hold.
    #[error(transparent)]
    Officials(#[from] OfficialsError),
}

/// The first round of quicknet that nobody knows before Unix second `at`.
///
/// # Errors
/// [`BeaconError::BeforeGenesis`] for a time before 23 August 2023.
pub fn round_at(at: i64) -> Result<u64, BeaconError> {
    let since = at
        .checked_sub(GENESIS)
        .and_then(|since| u64::try_from(since).ok());
    let since = since.ok_or(BeaconError::BeforeGenesis(at))?;
    Ok(since / PERIOD as u64 + 1)
}

/// The round of a draw whose window closes at Unix second `closes_at`: an hour later.
///
/// # Errors
/// As [`round_at`].
pub fn round_after_close(closes_at: i64) -> Result<u64, BeaconError> {
    round_at(closes_at.saturating_add(SETTLING))
}

/// A random value with its proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "id", deny_unknown_fields)]
pub enum Beacon {
    /// A round of drand quicknet, checked against the pinned key without any network.
    #[serde(rename = "drand/quicknet")]
    Quicknet {
        /// Number of the round.
        round: u64,
        /// Signature of the round.
        signature: Signature,
        /// SHA-256 of the signature.
        randomness: Hash,
    },
    /// Named officials who fixed their values before the close; weaker, see [`crate::officials`].
    #[serde(rename = "officials/commit-reveal")]
    Officials {
        /// Who took part.
        officials: Vec<Official>,
        /// All their values together.
        randomness: Hash,
    },
}

impl Beacon {
    /// The name that goes into the seed.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Quicknet { .. } => QUICKNET,
            Self::Officials { .. } => OFFICIALS,
        }
    }

    /// The round that goes into the seed; 0 for officials.
    pub fn round(&self) -> u64 {
        match self {
            Self::Quicknet { round, .. } => *round,
            Self::Officials { .. } => 0,
        }
    }

    /// The random value.
    pub fn randomness(&self) -> Hash {
        match self {
            Self::Quicknet { randomness, .. } | Self::Officials { randomness, .. } => *randomness,
        }
    }

    /// Whether officials acting together could have chosen the value.
    pub fn is_weaker(&self) -> bool {
        matches!(self, Self::Officials { .. })
    }

    /// Checks the value against its proof; `batch` is the draw it serves.
    ///
    /// # Errors
    /// [`BeaconError`] says what does not hold.
    pub fn verify(&self, batch: &str) -> Result<(), BeaconError> {
        match self {
            Self::Quicknet {
                round,
                signature,
                randomness,
            } => {
                signed_by_quicknet(*round, signature)?;
                let hashed = sha256(signature.as_bytes());
                if hashed == *randomness {
                    Ok(())
                } else {
                    Err(BeaconError::WrongRandomness(*round))
                }
            }
            Self::Officials {
                officials,
                randomness,
            } => {
                if together(batch, officials)? == *randomness {
                    Ok(())
                } else {
                    Err(OfficialsError::WrongRandomness.into())
                }
            }
        }
    }

    /// Checks that the round is the one due an hour after `closes_at`.
    ///
    /// # Errors
    /// [`BeaconError::WrongRound`] otherwise. Officials have no rounds and pass.
    pub fn verify_round(&self, closes_at: i64) -> Result<(), BeaconError> {
        let Self::Quicknet { round, .. } = self else {
            return Ok(());
        };
        let announced = round_after_close(closes_at)?;
        if announced == *round {
            Ok(())
        } else {
            Err(BeaconError::WrongRound {
                announced,
                given: *round,
            })
        }
    }
}

fn signed_by_quicknet(round: u64, signature: &Signature) -> Result<(), BeaconError> {
    let wrong = BeaconError::WrongSignature(round);
    let key = G2PubkeyRfc::from_fixed(QUICKNET_KEY).map_err(|_| wrong.clone())?;
    match key.verify(round, b"", signature.as_bytes()) {
        Ok(true) => Ok(()),
        Ok(false) | Err(_) => Err(wrong),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn round_1000() -> Beacon {
        let signature: Signature =
            "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125\
                                    e342b73a8dd2bacbe47e4b6b63ed5e39"
                .parse()
                .unwrap();
        Beacon::Quicknet {
            round: 1000,
            signature,
            randomness: sha256(signature.as_bytes()),
        }
    }

    #[test]
    fn rounds_begin_with_the_chain_and_change_every_three_seconds() {
        assert_eq!(round_at(GENESIS), Ok(1));
        assert_eq!(round_at(GENESIS + 2), Ok(1));
        assert_eq!(round_at(GENESIS + 3), Ok(2));
        assert_eq!(
            round_at(GENESIS - 1),
            Err(BeaconError::BeforeGenesis(GENESIS - 1))
        );
        assert_eq!(
            round_at(i64::MIN),
            Err(BeaconError::BeforeGenesis(i64::MIN))
        );
    }

    #[test]
    fn a_real_round_is_accepted_without_any_network() {
        assert_eq!(round_1000().verify("any"), Ok(()));
    }

    /// I12: the right signature under the wrong round, and a changed bit, are refused.
    #[test]
    fn i12_another_round_or_a_changed_signature_is_refused() {
        let Beacon::Quicknet {
            signature,
            randomness,
            ..
        } = round_1000()
        else {
            unreachable!()
        };
        let moved = Beacon::Quicknet {
            round: 1001,
            signature,
            randomness,
        };
        assert_eq!(moved.verify("any"), Err(BeaconError::WrongSignature(1001)));
        let mut bytes = *signature.as_bytes();
        bytes[47] ^= 1;
        let changed = Signature::new(bytes);
        let changed = Beacon::Quicknet {
            round: 1000,
            signature: changed,
            randomness: sha256(changed.as_bytes()),
        };
        assert_eq!(
            changed.verify("any"),
            Err(BeaconError::WrongSignature(1000))
        );
        let other = Beacon::Quicknet {
            round: 1000,
            signature,
            randomness: Hash::new([0; 32]),
        };
        assert_eq!(other.verify("any"), Err(BeaconError::WrongRandomness(1000)));
    }

    #[test]
    fn a_round_that_was_not_announced_is_refused() {
        let closes_at = GENESIS + 999 * 3 - SETTLING;
        assert_eq!(round_1000().verify_round(closes_at), Ok(()));
        let error = BeaconError::WrongRound {
            announced: 1001,
            given: 1000,
        };
        assert_eq!(round_1000().verify_round(closes_at + 3), Err(error));
    }
}
