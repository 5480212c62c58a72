//! The key that ties bookings to a person, without storing who the person is.

use std::fmt;

use jiff::civil::Date;

use crate::fold;
use crate::secrets::PersonSecret;

/// Why no key can be made from what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// No letter or digit is left of the document number.
    #[error("the document number is empty")]
    EmptyNumber,
    /// The document kind is empty.
    #[error("the document kind is empty")]
    EmptyKind,
    /// No letter is left of the surname and the given name.
    #[error("the name is empty")]
    EmptyName,
    /// The stored value is not 64 hexadecimal digits.
    #[error("a stored key must be 64 hexadecimal digits")]
    NotHex,
}

macro_rules! keyed_hash {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            version: u16,
            digest: [u8; 32],
        }

        impl $name {
            /// A key as it was stored.
            pub const fn from_parts(version: u16, digest: [u8; 32]) -> Self {
                Self { version, digest }
            }

            /// A key as it was stored, from 64 hexadecimal digits.
            ///
            /// # Errors
            /// [`KeyError::NotHex`] when the text is anything else.
            pub fn from_hex(version: u16, text: &str) -> Result<Self, KeyError> {
                let mut digest = [0_u8; 32];
                hex::decode_to_slice(text, &mut digest).map_err(|_| KeyError::NotHex)?;
                Ok(Self { version, digest })
            }

            /// Which secret made it; stored beside it as `key_version`.
            pub const fn key_version(&self) -> u16 {
                self.version
            }

            /// The 32 bytes, for a column or an index.
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.digest
            }

            /// The bytes as 64 hexadecimal digits.
            pub fn to_hex(&self) -> String {
                hex::encode(self.digest)
            }
        }

        /// Shows the version only: the digest links rows of one person.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "(v{})"), self.version)
            }
        }
    };
}

keyed_hash! {
    /// Ties bookings to a document: one live booking per key and service (REQ-A12).
    ///
    /// Made of the document kind, its number and the birth date. The name is not
    /// part of it: a name can be misspelt, and a second spelling must not be a
    /// second place.
    PersonKey
}

keyed_hash! {
    /// Hints that two documents may belong to one person.
    ///
    /// Made of surname, given name and birth date. Namesakes exist: it may raise
    /// a question for an officer (REQ-A26), never refuse anybody by itself.
    NameKey
}

/// The document that a person books with, in the one spelling that counts.
#[derive(Clone, PartialEq, Eq)]
pub struct CanonicalIdentity {
    kind: String,
    number: String,
    born: Date,
}

impl CanonicalIdentity {
    /// Folds what was typed.
    ///
    /// `kind` is the code of the document kind in the pack (`internal-passport`).
    ///
    /// # Errors
    /// [`KeyError::EmptyKind`] or [`KeyError::EmptyNumber`].
    pub fn new(kind: &str, number: &str, born: Date) -> Result<Self, KeyError> {
        let kind = kind.trim().to_lowercase();
        let number = fold::document_number(number);
        if kind.is_empty() {
            return Err(KeyError::EmptyKind);
        }
        if number.is_empty() {
            return Err(KeyError::EmptyNumber);
        }
        Ok(Self { kind, number, born })
    }

    /// The key of this person under the secret.
    pub fn key(&self, secret: &PersonSecret) -> PersonKey {
        let digest = secret.document.authenticate(&[
            &secret.version.to_be_bytes(),
            self.kind.as_bytes(),
            self.number.as_bytes(),
            self.born.to_string().as_bytes(),
        ]);
        PersonKey::from_parts(secret.version, digest)
    }
}

/// Hides the document: the type may stand in an error or a log line.
impl fmt::Debug for CanonicalIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CanonicalIdentity({})", self.kind)
    }
}

impl NameKey {
    /// The hint key of a name and a birth date.
    ///
    /// # Errors
    /// [`KeyError::EmptyName`] when neither name has a letter.
    pub fn of(
        secret: &PersonSecret,
        surname: &str,
        given: &str,
        born: Date,
    ) -> Result<Self, KeyError> {
        let (surname, given) = (fold::name(surname), fold::name(given));
        if surname.is_empty() && given.is_empty() {
            return Err(KeyError::EmptyName);
        }
        let digest = secret.name.authenticate(&[
            &secret.version.to_be_bytes(),
            surname.as_bytes(),
            given.as_bytes(),
            born.to_string().as_bytes(),
        ]);
        Ok(Self::from_parts(secret.version, digest))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::entropy::Entropy;
    use crate::secrets::{MasterSecrets, SecretsConfig};
    use jiff::civil::date;
    use proptest::prelude::*;

    fn secret(seed: u64) -> PersonSecret {
        let config = SecretsConfig::generate(&Entropy::seeded(seed));
        MasterSecrets::from_config(&config)
            .unwrap()
            .person()
            .clone()
    }

    fn key(kind: &str, number: &str, born: Date) -> PersonKey {
        CanonicalIdentity::new(kind, number, born)
            .unwrap()
            .key(&secret(1))
    }

    /// REQ-A12: a second spelling of the same document is the same person.
    #[test]
    fn another_spelling_of_the_document_is_no_second_place() {
        let born = date(1985, 3, 14);
        let first = key("internal-passport", "4510 123450", born);
        assert_eq!(first, key("Internal-Passport ", "45 10 № 12345О", born));
        assert_eq!(first, key("internal-passport", "4510-123450", born));
    }

    /// REQ-A12: changing the number to steal a place makes another person of it.
    #[test]
    fn another_document_kind_or_birth_date_is_another_person() {
        let born = date(1985, 3, 14);
        let first = key("internal-passport", "4510123450", born);
        assert_ne!(first, key("internal-passport", "4510123451", born));
        assert_ne!(first, key("foreign-passport", "4510123450", born));
        assert_ne!(
            first,
            key("internal-passport", "4510123450", date(1985, 3, 15))
        );
    }

    #[test]
    fn another_secret_or_version_gives_another_key() {
        let who = CanonicalIdentity::new("internal-passport", "4510123450", date(1985, 3, 14));
        let who = who.unwrap();
        let (old, mut new) = (secret(1), secret(1));
        assert_ne!(who.key(&old), who.key(&secret(2)));
        new.version = 2;
        assert_ne!(who.key(&old).as_bytes(), who.key(&new).as_bytes());
        assert_eq!(who.key(&new).key_version(), 2);
    }

    #[test]
    fn two_documents_of_one_person_share_the_name_key() {
        let born = date(1990, 1, 2);
        let one = NameKey::of(&secret(1), "Королёва", "Анна", born).unwrap();
        assert_eq!(
            one,
            NameKey::of(&secret(1), "КОРОЛЕВА", "анна", born).unwrap()
        );
        assert_ne!(
            one,
            NameKey::of(&secret(1), "Анна", "Королёва", born).unwrap()
        );
        assert_eq!(
            NameKey::of(&secret(1), "-", " ", born),
            Err(KeyError::EmptyName)
        );
    }

    #[test]
    fn an_empty_number_makes_no_key() {
        let born = date(1990, 1, 2);
        assert_eq!(
            CanonicalIdentity::new("p", " № - ", born),
            Err(KeyError::EmptyNumber)
        );
        assert_eq!(
            CanonicalIdentity::new(" ", "1", born),
            Err(KeyError::EmptyKind)
        );
    }

    #[test]
    fn a_log_line_shows_neither_the_document_nor_the_digest() {
        let who = CanonicalIdentity::new("p", "4510123450", date(1990, 1, 2)).unwrap();
        let key = who.key(&secret(1));
        let line = format!("{who:?} {key:?}");
        assert!(!line.contains("4510123450") && !line.contains("1990"));
        assert!(!line.contains(&key.to_hex()[..8]));
    }

    proptest! {
        #[test]
        fn spaces_hyphens_and_case_never_matter(
            number in "[0-9A-ZА-Я]{4,12}",
            cuts in proptest::collection::vec(0_usize..12, 0..4),
        ) {
            let mut typed: Vec<char> = number.to_lowercase().chars().collect();
            for (at, mark) in cuts.iter().zip([' ', '-', '№', '\u{a0}']) {
                typed.insert((*at).min(typed.len()), mark);
            }
            let typed: String = typed.into_iter().collect();
            let born = date(2000, 2, 29);
            prop_assert_eq!(key("p", &number, born), key("p", &typed, born));
        }

        #[test]
        fn a_stored_key_reads_back(version in 1_u16.., digest: [u8; 32]) {
            let key = PersonKey::from_parts(version, digest);
            prop_assert_eq!(PersonKey::from_hex(version, &key.to_hex()), Ok(key));
        }
    }
}
