//! One line of the frozen list: a commitment and the three facts that decide its rank.

use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::allocate::MAX_SIZE;
use crate::bytes::{Commitment, Hash};
use crate::hash::{START, close, last_block};

/// The stratum whose entries have priority by law.
pub const PRIORITY: u8 = 0;

/// The highest stratum: stratum and size share one byte of a published line.
pub const MAX_STRATUM: u8 = 15;

/// Bytes of one published line.
pub const LINE: usize = 34;

/// The published facts of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Terms {
    /// 0 for the priority of the law, 1 for everybody else; others are kept apart in figures.
    pub stratum: u8,
    /// Draws lost so far.
    pub age: u8,
    /// Persons who come together, 1 to 5.
    pub size: u8,
}

/// Why the facts of an entry cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TermsError {
    /// A group has 1 to 5 persons.
    #[error("a group has 1 to 5 persons, not {0}")]
    Size(i64),
    /// A stratum is a number from 0 to 15.
    #[error("a stratum is a number from 0 to 15, not {0}")]
    Stratum(i64),
    /// An age is a number of lost draws from 0 to 255.
    #[error("an age is a number of lost draws from 0 to 255, not {0}")]
    Age(i64),
}

impl Terms {
    /// Takes the three numbers as they were written down.
    ///
    /// # Errors
    /// [`TermsError`] names the number that is out of its range.
    pub fn new(stratum: i64, age: i64, size: i64) -> Result<Self, TermsError> {
        let terms = Self {
            stratum: u8::try_from(stratum).map_err(|_| TermsError::Stratum(stratum))?,
            age: u8::try_from(age).map_err(|_| TermsError::Age(age))?,
            size: u8::try_from(size).map_err(|_| TermsError::Size(size))?,
        };
        terms.checked()
    }

    /// Gives the facts back if they can be.
    ///
    /// # Errors
    /// [`TermsError`] names the number that is out of its range.
    pub fn checked(self) -> Result<Self, TermsError> {
        if self.size == 0 || usize::from(self.size) > MAX_SIZE {
            return Err(TermsError::Size(self.size.into()));
        }
        if self.stratum > MAX_STRATUM {
            return Err(TermsError::Stratum(self.stratum.into()));
        }
        Ok(self)
    }
}

/// A line of the frozen list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Stands for the claim.
    pub commitment: Commitment,
    /// Decides the rank together with the ticket.
    pub terms: Terms,
}

impl Entry {
    /// The leaf of this entry: `H(0x00, c, stratum, age, size)`, one byte each.
    pub fn leaf(&self) -> Hash {
        let mut message = [0; 36];
        message[1..33].copy_from_slice(self.commitment.as_bytes());
        message[33..].copy_from_slice(&[self.terms.stratum, self.terms.age, self.terms.size]);
        Hash::new(close(START, last_block(&message, 0)))
    }

    /// The 34 bytes of a published line: commitment, stratum and size in half a byte each, age.
    pub fn to_line(&self) -> [u8; LINE] {
        let mut line = [0; LINE];
        line[..32].copy_from_slice(self.commitment.as_bytes());
        line[32] = self.terms.stratum << 4 | self.terms.size;
        line[33] = self.terms.age;
        line
    }

    /// Reads a published line.
    ///
    /// # Errors
    /// [`TermsError::Size`] if the line speaks of a group that cannot be.
    pub fn from_line(line: &[u8; LINE]) -> Result<Self, TermsError> {
        let mut commitment = [0; 32];
        commitment.copy_from_slice(&line[..32]);
        let terms = Terms {
            stratum: line[32] >> 4,
            age: line[33],
            size: line[32] & 15,
        };
        Ok(Self {
            commitment: Commitment::new(commitment),
            terms: terms.checked()?,
        })
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = [0; 2 * LINE];
        hex::encode_to_slice(self.to_line(), &mut text).map_err(serde::ser::Error::custom)?;
        let text = std::str::from_utf8(&text).map_err(serde::ser::Error::custom)?;
        serializer.serialize_str(text)
    }
}

impl FromStr for Entry {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut line = [0; LINE];
        hex::decode_to_slice(text, &mut line)
            .map_err(|_| format!("{text:?} is not a line of 68 hexadecimal characters"))?;
        Self::from_line(&line).map_err(|error| error.to_string())
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Line;
        impl serde::de::Visitor<'_> for Line {
            type Value = Entry;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a line of 68 hexadecimal characters")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Entry, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Line)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_group_of_six_or_none_is_refused() {
        assert_eq!(Terms::new(1, 0, 0), Err(TermsError::Size(0)));
        assert_eq!(Terms::new(1, 0, 6), Err(TermsError::Size(6)));
        assert_eq!(Terms::new(1, 256, 1), Err(TermsError::Age(256)));
        assert_eq!(Terms::new(16, 0, 1), Err(TermsError::Stratum(16)));
    }

    #[test]
    fn a_line_of_34_bytes_keeps_everything() {
        let terms = Terms::new(15, 255, 5).unwrap();
        let entry = Entry {
            commitment: Commitment::new([0xab; 32]),
            terms,
        };
        assert_eq!(Entry::from_line(&entry.to_line()).unwrap(), entry);
        assert!(entry.to_line().len() == 34 && entry.to_line().ends_with(&[0xf5, 0xff]));
    }
}
