//! The fallback without network: named officials fix secret values before the close.
//!
//! Before the window closes each official publishes a commitment to a secret; after the
//! freeze all secrets are revealed and hashed together. One honest official is enough, but
//! all of them together could choose the outcome, and the last to reveal can spoil a draw
//! by staying silent. The transcript therefore marks such a draw as weaker.

use serde::{Deserialize, Serialize};

use crate::bytes::Hash;
use crate::hash::Parts;

/// At least so many officials must take part.
pub const AT_LEAST: usize = 2;

/// Why the officials' values do not make a random value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OfficialsError {
    /// One person alone could choose the outcome.
    #[error("at least 2 officials must take part, not {0}")]
    TooFew(usize),
    /// One official stands twice.
    #[error("official {0:?} is named twice")]
    Twice(String),
    /// The revealed value is not the one that was fixed before.
    #[error("official {0:?} revealed another value than the one fixed before")]
    WrongReveal(String),
    /// The value given is not made of the revealed ones.
    #[error("the randomness does not follow from the revealed values")]
    WrongRandomness,
}

/// One official's part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Official {
    /// Name and position, published with consent of the office.
    pub name: String,
    /// What was published before the close.
    pub fixed: Hash,
    /// What was revealed after the freeze.
    pub revealed: Hash,
}

/// What an official publishes before the close:
/// `H("slotdraw/1/official", lp(batch), lp(name), lp(secret))`.
pub fn fixed(batch: &str, name: &str, secret: &Hash) -> Hash {
    Parts::new("slotdraw/1/official")
        .lp(batch.as_bytes())
        .lp(name.as_bytes())
        .lp(secret.as_bytes())
        .finish()
}

/// The random value of all officials together, independent of the order they are listed in:
/// `H("slotdraw/1/officials", lp(batch), for each in order of name: lp(name), lp(secret))`.
///
/// # Errors
/// [`OfficialsError`] when fewer than two take part, or one revealed another value.
pub fn together(batch: &str, officials: &[Official]) -> Result<Hash, OfficialsError> {
    if officials.len() < AT_LEAST {
        return Err(OfficialsError::TooFew(officials.len()));
    }
    let mut sorted: Vec<&Official> = officials.iter().collect();
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    if let Some(pair) = sorted.windows(2).find(|pair| pair[0].name == pair[1].name) {
        return Err(OfficialsError::Twice(pair[0].name.clone()));
    }
    let mut parts = Parts::new("slotdraw/1/officials").lp(batch.as_bytes());
    for official in sorted {
        if fixed(batch, &official.name, &official.revealed) != official.fixed {
            return Err(OfficialsError::WrongReveal(official.name.clone()));
        }
        parts = parts
            .lp(official.name.as_bytes())
            .lp(official.revealed.as_bytes());
    }
    Ok(parts.finish())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::beacon::{Beacon, BeaconError};

    fn official(name: &str, byte: u8) -> Official {
        let revealed = Hash::new([byte; 32]);
        Official {
            name: name.into(),
            fixed: fixed("b", name, &revealed),
            revealed,
        }
    }

    #[test]
    fn the_order_of_naming_does_not_matter_but_every_value_does() {
        let value = together("b", &[official("head", 1), official("clerk", 2)]).unwrap();
        assert_eq!(
            value,
            together("b", &[official("clerk", 2), official("head", 1)]).unwrap()
        );
        assert_ne!(
            value,
            together("b", &[official("clerk", 3), official("head", 1)]).unwrap()
        );
    }

    #[test]
    fn who_reveals_another_value_is_named() {
        let mut late = official("clerk", 2);
        late.revealed = Hash::new([9; 32]);
        let error = together("b", &[official("head", 1), late]).unwrap_err();
        assert_eq!(error, OfficialsError::WrongReveal("clerk".into()));
    }

    #[test]
    fn one_official_alone_or_twice_is_refused() {
        let head = official("head", 1);
        let one = std::slice::from_ref(&head);
        assert_eq!(together("b", one), Err(OfficialsError::TooFew(1)));
        assert_eq!(
            together("b", &[head.clone(), head]),
            Err(OfficialsError::Twice("head".into()))
        );
    }

    #[test]
    fn such_a_beacon_says_that_it_is_weaker() {
        let officials = vec![official("head", 1), official("clerk", 2)];
        let randomness = together("b", &officials).unwrap();
        let beacon = Beacon::Officials {
            officials,
            randomness,
        };
        assert!(beacon.is_weaker());
        assert_eq!(beacon.verify("b"), Ok(()));
        let error = BeaconError::Officials(OfficialsError::WrongReveal("clerk".into()));
        assert_eq!(beacon.verify("another draw"), Err(error));
        let text = serde_json::to_string(&beacon).unwrap();
        assert!(
            text.starts_with(r#"{"id":"officials/commit-reveal""#),
            "{text}"
        );
    }
}
