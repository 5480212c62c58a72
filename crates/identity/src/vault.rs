//! Personal fields sealed at rest.
//!
//! XChaCha20-Poly1305 with a random 192-bit nonce for each field. A sealed field
//! is bound to its table, column and row: copied into another row it does not open.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::entropy::Entropy;
use crate::personal::Personal;
use crate::secrets::{SealingKeys, Secret};

/// Layout 1: this byte, key id (4 bytes, big endian), nonce (24), ciphertext with tag.
const LAYOUT: u8 = 1;
const HEADER: usize = 5;
const NONCE: usize = 24;

/// Why a field does not open. The content is never told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The bytes are too short or of an unknown layout.
    #[error("{0}: not a sealed field")]
    NotSealed(Place),
    /// The key it was sealed with is not configured any more.
    #[error("{place}: sealed with key {key_id}, which is not configured")]
    UnknownKey {
        /// The field.
        place: Place,
        /// The missing key.
        key_id: u32,
    },
    /// Altered, moved from another row, or sealed under another secret.
    #[error("{0}: altered, moved or sealed with another secret")]
    Broken(Place),
    /// It opened, and what is inside is not what the column holds.
    #[error("{0}: the content has another form than expected")]
    WrongContent(Place),
    /// The value could not be written down.
    #[error("{0}: the value cannot be sealed")]
    CannotSeal(Place),
}

/// Where a sealed field stands: the field opens there and nowhere else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    table: &'static str,
    column: &'static str,
    row: String,
}

impl Place {
    /// A column of a row; `row` is the row's identifier as text.
    pub fn new(table: &'static str, column: &'static str, row: impl ToString) -> Self {
        Self {
            table,
            column,
            row: row.to_string(),
        }
    }

    fn bound_to(&self, header: &[u8]) -> Vec<u8> {
        let parts = [
            header,
            self.table.as_bytes(),
            self.column.as_bytes(),
            self.row.as_bytes(),
        ];
        let mut bound = Vec::new();
        for part in parts {
            bound.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bound.extend_from_slice(part);
        }
        bound
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{} of row {}", self.table, self.column, self.row)
    }
}

/// Seals and opens personal fields.
#[derive(Debug, Clone)]
pub struct Vault {
    keys: SealingKeys,
}

impl Vault {
    /// A vault over the keys of the installation.
    pub const fn new(keys: SealingKeys) -> Self {
        Self { keys }
    }

    /// Seals bytes for one place, with the current key.
    ///
    /// # Errors
    /// [`VaultError::CannotSeal`] for more than the cipher takes (256 GiB).
    pub fn seal(
        &self,
        place: &Place,
        plain: &[u8],
        entropy: &Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        let id = self.keys.current();
        let Some(key) = self.keys.get(id) else {
            return Err(VaultError::UnknownKey {
                place: place.clone(),
                key_id: id,
            });
        };
        let mut sealed = vec![LAYOUT];
        sealed.extend_from_slice(&id.to_be_bytes());
        let nonce = entropy.bytes::<NONCE>();
        let aad = place.bound_to(&sealed);
        let cipher = cipher(key)
            .encrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: plain,
                    aad: &aad,
                },
            )
            .map_err(|_| VaultError::CannotSeal(place.clone()))?;
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&cipher);
        Ok(sealed)
    }

    /// Opens a field at its place.
    ///
    /// # Errors
    /// [`VaultError`] when it was altered, moved, or its key is gone.
    pub fn open(&self, place: &Place, sealed: &[u8]) -> Result<Personal<Vec<u8>>, VaultError> {
        let key_id = key_id(place, sealed)?;
        let Some(key) = self.keys.get(key_id) else {
            return Err(VaultError::UnknownKey {
                place: place.clone(),
                key_id,
            });
        };
        let (header, rest) = sealed.split_at(HEADER);
        let (nonce, cipher_text) = rest.split_at(NONCE);
        let nonce: [u8; NONCE] = nonce
            .try_into()
            .map_err(|_| VaultError::NotSealed(place.clone()))?;
        let aad = place.bound_to(header);
        cipher(key)
            .decrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: cipher_text,
                    aad: &aad,
                },
            )
            .map(Personal::new)
            .map_err(|_| VaultError::Broken(place.clone()))
    }

    /// Seals a text.
    ///
    /// # Errors
    /// As [`seal`](Self::seal).
    pub fn seal_text(
        &self,
        place: &Place,
        text: &Personal<String>,
        entropy: &Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        self.seal(place, text.reveal().as_bytes(), entropy)
    }

    /// Opens a text.
    ///
    /// # Errors
    /// As [`open`](Self::open); [`VaultError::WrongContent`] when it is not text.
    pub fn open_text(&self, place: &Place, sealed: &[u8]) -> Result<Personal<String>, VaultError> {
        let bytes = self.open(place, sealed)?.into_inner();
        String::from_utf8(bytes)
            .map(Personal::new)
            .map_err(|_| VaultError::WrongContent(place.clone()))
    }

    /// Seals a structured value as JSON.
    ///
    /// # Errors
    /// As [`seal`](Self::seal); [`VaultError::CannotSeal`] when it has no JSON form.
    pub fn seal_json<T: Serialize>(
        &self,
        place: &Place,
        value: &Personal<T>,
        entropy: &Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        let json = serde_json::to_vec(value.reveal())
            .map_err(|_| VaultError::CannotSeal(place.clone()))?;
        self.seal(place, &json, entropy)
    }

    /// Opens a structured value.
    ///
    /// # Errors
    /// As [`open`](Self::open); [`VaultError::WrongContent`] when the JSON does not fit.
    pub fn open_json<T: DeserializeOwned>(
        &self,
        place: &Place,
        sealed: &[u8],
    ) -> Result<Personal<T>, VaultError> {
        let bytes = self.open(place, sealed)?;
        serde_json::from_slice(bytes.reveal())
            .map(Personal::new)
            .map_err(|_| VaultError::WrongContent(place.clone()))
    }

    /// Seals again with the current key; `None` when that key sealed it already.
    ///
    /// A rotation is: configure a second key as current, run this over every
    /// field, then remove the old key.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn reseal(
        &self,
        place: &Place,
        sealed: &[u8],
        entropy: &Entropy,
    ) -> Result<Option<Vec<u8>>, VaultError> {
        if key_id(place, sealed)? == self.keys.current() {
            return Ok(None);
        }
        let plain = self.open(place, sealed)?;
        self.seal(place, plain.reveal(), entropy).map(Some)
    }
}

fn key_id(place: &Place, sealed: &[u8]) -> Result<u32, VaultError> {
    match sealed {
        [LAYOUT, a, b, c, d, rest @ ..] if rest.len() >= NONCE => {
            Ok(u32::from_be_bytes([*a, *b, *c, *d]))
        }
        _ => Err(VaultError::NotSealed(place.clone())),
    }
}

fn cipher(key: &Secret) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.expose().into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::secrets::{MasterSecrets, SealingKeyConfig, SecretsConfig};
    use proptest::prelude::*;

    fn config() -> SecretsConfig {
        SecretsConfig::generate(&Entropy::seeded(11))
    }

    fn vault(config: &SecretsConfig) -> Vault {
        Vault::new(
            MasterSecrets::from_config(config)
                .unwrap()
                .sealing()
                .clone(),
        )
    }

    fn surname_of(row: u32) -> Place {
        Place::new("applicant", "surname", row)
    }

    #[test]
    fn a_blob_moved_to_another_row_or_column_does_not_open() {
        let (vault, entropy) = (vault(&config()), Entropy::seeded(3));
        let petrova = Personal::new("Петрова".to_owned());
        let sealed = vault.seal_text(&surname_of(1), &petrova, &entropy).unwrap();
        assert_eq!(vault.open_text(&surname_of(1), &sealed).unwrap(), petrova);
        for elsewhere in [surname_of(2), Place::new("applicant", "given", 1)] {
            let error = vault.open_text(&elsewhere, &sealed).unwrap_err();
            assert_eq!(error, VaultError::Broken(elsewhere));
        }
    }

    #[test]
    fn every_flipped_bit_is_found() {
        let (vault, entropy) = (vault(&config()), Entropy::seeded(3));
        let place = surname_of(1);
        let sealed = vault.seal(&place, "Ли".as_bytes(), &entropy).unwrap();
        for byte in 0..sealed.len() {
            for bit in 0..8 {
                let mut altered = sealed.clone();
                altered[byte] ^= 1 << bit;
                assert!(
                    vault.open(&place, &altered).is_err(),
                    "byte {byte}, bit {bit}"
                );
            }
        }
        for length in 0..sealed.len() {
            assert!(
                vault.open(&place, &sealed[..length]).is_err(),
                "cut to {length}"
            );
        }
    }

    #[test]
    fn a_rotation_reads_the_old_seals_and_leaves_none_behind() {
        let entropy = Entropy::seeded(4);
        let mut config = config();
        let old = vault(&config);
        let place = surname_of(1);
        let sealed = old.seal(&place, b"before", &entropy).unwrap();

        let second = SealingKeyConfig {
            id: 2,
            key: Secret::generate(&entropy),
        };
        config.sealing.push(second);
        config.sealing_current = 2;
        let both = vault(&config);
        assert_eq!(both.open(&place, &sealed).unwrap().reveal(), b"before");
        let resealed = both.reseal(&place, &sealed, &entropy).unwrap().unwrap();
        assert_eq!(both.reseal(&place, &resealed, &entropy), Ok(None));

        config.sealing.remove(0);
        let new = vault(&config);
        assert_eq!(new.open(&place, &resealed).unwrap().reveal(), b"before");
        let error = new.open(&place, &sealed).unwrap_err();
        assert_eq!(error, VaultError::UnknownKey { place, key_id: 1 });
    }

    #[test]
    fn the_same_name_never_seals_to_the_same_bytes() {
        let (vault, entropy) = (vault(&config()), Entropy::seeded(5));
        let one = vault.seal(&surname_of(1), b"Petrova", &entropy).unwrap();
        let two = vault.seal(&surname_of(1), b"Petrova", &entropy).unwrap();
        assert_ne!(one, two);
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_again(plain: Vec<u8>, row: u64, seed: u64) {
            let (vault, place) = (vault(&config()), Place::new("case", "facts", row));
            let sealed = vault.seal(&place, &plain, &Entropy::seeded(seed)).unwrap();
            prop_assert_eq!(vault.open(&place, &sealed).unwrap().into_inner(), plain);
        }

        #[test]
        fn structured_values_survive(
            names in proptest::collection::btree_map("\\PC{0,8}", "\\PC{0,20}", 0..6),
        ) {
            let (vault, place) = (vault(&config()), Place::new("application", "answers", "a"));
            let value = Personal::new(names);
            let sealed = vault.seal_json(&place, &value, &Entropy::seeded(1)).unwrap();
            prop_assert_eq!(vault.open_json(&place, &sealed).unwrap(), value);
        }
    }
}
