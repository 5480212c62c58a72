//! Byte strings of fixed length, written as lower-case hexadecimal wherever a person sees them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text is not the hexadecimal value that was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HexError {
    /// The text has the wrong number of characters.
    #[error("expected {expected} hexadecimal characters, found {found}")]
    Length {
        /// How many characters the value has.
        expected: usize,
        /// How many were found.
        found: usize,
    },
    /// A character is not a hexadecimal digit.
    #[error("{0:?} is not a hexadecimal value")]
    Digit(String),
}

fn decode<const N: usize>(text: &str) -> Result<[u8; N], HexError> {
    if text.len() != 2 * N {
        let found = text.chars().count();
        return Err(HexError::Length {
            expected: 2 * N,
            found,
        });
    }
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).map_err(|_| HexError::Digit(text.to_owned()))?;
    Ok(bytes)
}

struct HexVisitor<T>(std::marker::PhantomData<T>);

impl<T: FromStr<Err = HexError>> serde::de::Visitor<'_> for HexVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a hexadecimal text")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

macro_rules! hexadecimal {
    ($(#[$doc:meta])* $name:ident, $length:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(transparent)]
        pub struct $name([u8; $length]);

        impl $name {
            /// Wraps the bytes as they are.
            pub const fn new(bytes: [u8; $length]) -> Self {
                Self(bytes)
            }

            /// The bytes.
            pub const fn as_bytes(&self) -> &[u8; $length] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = HexError;

            fn from_str(text: &str) -> Result<Self, HexError> {
                decode(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut text = [0; 2 * $length];
                hex::encode_to_slice(self.0, &mut text).map_err(serde::ser::Error::custom)?;
                let text = std::str::from_utf8(&text).map_err(serde::ser::Error::custom)?;
                serializer.serialize_str(text)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(HexVisitor(std::marker::PhantomData))
            }
        }
    };
}

hexadecimal! {
    /// A SHA-256 value: a root, a seed, a ticket or a node of a tree.
    Hash, 32
}
hexadecimal! {
    /// What stands in the published list for one claim; only its receipt can open it.
    Commitment, 32
}
hexadecimal! {
    /// 32 random bytes that only the receipt and the office hold.
    Nonce, 32
}
hexadecimal! {
    /// A signature of the beacon: a point of 48 bytes.
    Signature, 48
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_short_text_is_told_by_its_length() {
        let error = "00ff".parse::<Hash>().unwrap_err();
        assert_eq!(
            error,
            HexError::Length {
                expected: 64,
                found: 4
            }
        );
    }

    #[test]
    fn a_letter_outside_the_digits_is_refused() {
        let error = "zz".repeat(32).parse::<Nonce>().unwrap_err();
        assert!(matches!(error, HexError::Digit(_)));
    }

    #[test]
    fn a_value_reads_back_as_it_was_written() {
        let hash = Hash::new(std::array::from_fn(|i| i as u8));
        let text = serde_json::to_string(&hash).unwrap();
        assert_eq!(serde_json::from_str::<Hash>(&text).unwrap(), hash);
        assert_eq!(text, format!("\"{hash}\""));
    }
}
