//! The secrets of an installation, and the keys derived from them.
//!
//! A configured value is never used as it stands: each use has its own key,
//! derived with HMAC-SHA256 over a purpose (the expand step of RFC 5869 with a
//! single block), so that a key leaked from one use says nothing about another.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretBox};
use serde::Deserialize;
use sha2::Sha256;

use crate::entropy::Entropy;

/// Why the configured secrets cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretsError {
    /// The value is not 64 hexadecimal digits. The value itself is not told.
    #[error("a secret must be 64 hexadecimal digits (32 bytes)")]
    NotHex,
    /// A value like all zeros was surely never drawn at random.
    #[error("a secret made of one repeated byte is not a secret")]
    Trivial,
    /// Two sealing keys share an id.
    #[error("sealing key id {0} stands twice")]
    DuplicateSealingKey(u32),
    /// The key that new fields should be sealed with is not in the list.
    #[error("the current sealing key {0} is not among the sealing keys")]
    NoCurrentSealingKey(u32),
}

/// 32 secret bytes, as 64 hexadecimal digits in the configuration.
#[derive(Clone)]
pub struct Secret(Arc<SecretBox<[u8; 32]>>);

impl Secret {
    /// Wraps 32 bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Arc::new(SecretBox::new(Box::new(bytes))))
    }

    /// Reads 64 hexadecimal digits.
    ///
    /// # Errors
    /// [`SecretsError::NotHex`], or [`SecretsError::Trivial`] for one repeated byte.
    pub fn parse(text: &str) -> Result<Self, SecretsError> {
        let mut bytes = [0_u8; 32];
        hex::decode_to_slice(text.trim(), &mut bytes).map_err(|_| SecretsError::NotHex)?;
        if bytes.iter().all(|byte| *byte == bytes[0]) {
            return Err(SecretsError::Trivial);
        }
        Ok(Self::new(bytes))
    }

    /// A fresh secret.
    pub fn generate(entropy: &Entropy) -> Self {
        Self::new(entropy.bytes())
    }

    /// The digits, for writing a new configuration file once.
    pub fn expose_hex(&self) -> String {
        hex::encode(self.0.expose_secret())
    }

    /// The key for one purpose.
    pub fn derive(&self, purpose: &str) -> Self {
        Self::new(self.authenticate(&[b"okno/derive", purpose.as_bytes()]))
    }

    /// HMAC-SHA256 over the parts, each with its length before it, so that no
    /// two lists of parts read alike.
    pub fn authenticate(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = self.mac();
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    pub(crate) fn expose(&self) -> &[u8; 32] {
        self.0.expose_secret()
    }

    fn mac(&self) -> Hmac<Sha256> {
        // The key type fixes the length, so the fallible constructor is not needed.
        let mut key = hmac::digest::Key::<Hmac<Sha256>>::default();
        key[..32].copy_from_slice(self.expose());
        Hmac::<Sha256>::new(&key)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// One sealing key with its id, as configured.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealingKeyConfig {
    /// The id that stands in front of every field sealed with this key.
    pub id: u32,
    /// The secret.
    pub key: Secret,
}

/// The `[secrets]` table of the configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecretsConfig {
    /// Ties bookings to documents. Changing it means re-keying every claim.
    pub person: Secret,
    /// Counts the changes of `person`.
    #[serde(default = "first_version")]
    pub person_version: u16,
    /// Every key that some stored field may still be sealed with.
    pub sealing: Vec<SealingKeyConfig>,
    /// The id of the key for new fields.
    pub sealing_current: u32,
    /// Sessions, forms and links; changing it logs everybody out.
    pub session: Secret,
}

const fn first_version() -> u16 {
    1
}

impl SecretsConfig {
    /// Fresh secrets for a new installation.
    pub fn generate(entropy: &Entropy) -> Self {
        Self {
            person: Secret::generate(entropy),
            person_version: first_version(),
            sealing: vec![SealingKeyConfig {
                id: 1,
                key: Secret::generate(entropy),
            }],
            sealing_current: 1,
            session: Secret::generate(entropy),
        }
    }
}

/// The derived keys of a running installation.
#[derive(Debug, Clone)]
pub struct MasterSecrets {
    person: PersonSecret,
    sealing: SealingKeys,
    session: Secret,
}

/// The secret behind person keys, and which one it is.
#[derive(Debug, Clone)]
pub struct PersonSecret {
    pub(crate) version: u16,
    pub(crate) document: Secret,
    pub(crate) name: Secret,
}

/// The sealing keys: one for new fields, the others for reading old ones.
#[derive(Debug, Clone)]
pub struct SealingKeys {
    current: u32,
    keys: BTreeMap<u32, Secret>,
}

impl MasterSecrets {
    /// Derives the keys.
    ///
    /// # Errors
    /// [`SecretsError`] when a sealing key stands twice or the current one is missing.
    pub fn from_config(config: &SecretsConfig) -> Result<Self, SecretsError> {
        Ok(Self {
            person: PersonSecret {
                version: config.person_version,
                document: config.person.derive("person-key"),
                name: config.person.derive("name-key"),
            },
            sealing: SealingKeys::from_config(&config.sealing, config.sealing_current)?,
            session: config.session.clone(),
        })
    }

    /// The secret behind person keys.
    pub const fn person(&self) -> &PersonSecret {
        &self.person
    }

    /// The sealing keys.
    pub const fn sealing(&self) -> &SealingKeys {
        &self.sealing
    }

    /// A key for cookies, form tokens or links, by purpose.
    pub fn session_key(&self, purpose: &str) -> Secret {
        self.session.derive(purpose)
    }
}

impl SealingKeys {
    fn from_config(list: &[SealingKeyConfig], current: u32) -> Result<Self, SecretsError> {
        let mut keys = BTreeMap::new();
        for entry in list {
            if keys.insert(entry.id, entry.key.derive("sealing")).is_some() {
                return Err(SecretsError::DuplicateSealingKey(entry.id));
            }
        }
        if !keys.contains_key(&current) {
            return Err(SecretsError::NoCurrentSealingKey(current));
        }
        Ok(Self { current, keys })
    }

    pub(crate) const fn current(&self) -> u32 {
        self.current
    }

    pub(crate) fn get(&self, id: u32) -> Option<&Secret> {
        self.keys.get(&id)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn config() -> SecretsConfig {
        SecretsConfig::generate(&Entropy::seeded(1))
    }

    #[test]
    fn hmac_agrees_with_the_published_vector() {
        // RFC 4231, case 2, over the bare message: the key is shorter than 32 bytes
        // there and is filled with zeros, as HMAC itself does.
        let mut key = [0_u8; 32];
        key[..4].copy_from_slice(b"Jefe");
        let mut mac = Secret::new(key).mac();
        mac.update(b"what do ya want for nothing?");
        assert_eq!(
            hex::encode(mac.finalize().into_bytes()),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn no_debug_line_shows_a_secret() {
        let config = config();
        let master = MasterSecrets::from_config(&config).unwrap();
        let lines = format!("{config:?} {master:?}");
        for secret in [&config.person, &config.session, &config.sealing[0].key] {
            assert!(!lines.contains(&secret.expose_hex()));
        }
        assert!(lines.contains("Secret(…)"));
    }

    #[test]
    fn every_purpose_has_its_own_key() {
        let master = MasterSecrets::from_config(&config()).unwrap();
        let keys = [
            master.session_key("cookie").expose_hex(),
            master.session_key("form").expose_hex(),
            master.person.document.expose_hex(),
            master.person.name.expose_hex(),
            master.sealing.get(1).unwrap().expose_hex(),
        ];
        let distinct: std::collections::BTreeSet<_> = keys.iter().collect();
        assert_eq!(distinct.len(), keys.len());
    }

    #[test]
    fn parts_cannot_be_shifted_into_each_other() {
        let secret = Secret::generate(&Entropy::seeded(2));
        assert_ne!(
            secret.authenticate(&[b"ab", b"c"]),
            secret.authenticate(&[b"a", b"bc"])
        );
    }

    #[test]
    fn a_bad_secret_is_refused_without_being_told() {
        assert_eq!(Secret::parse("abc").unwrap_err(), SecretsError::NotHex);
        assert_eq!(
            Secret::parse(&"00".repeat(32)).unwrap_err(),
            SecretsError::Trivial
        );
        let told = Secret::parse("hunter2hunter2").unwrap_err().to_string();
        assert!(!told.contains("hunter2"));
    }

    #[test]
    fn a_rotation_without_its_key_is_refused() {
        let mut config = config();
        config.sealing_current = 9;
        let error = MasterSecrets::from_config(&config).unwrap_err();
        assert_eq!(error, SecretsError::NoCurrentSealingKey(9));
        config.sealing_current = 1;
        let again = config.sealing[0].clone();
        config.sealing.push(again);
        let error = MasterSecrets::from_config(&config).unwrap_err();
        assert_eq!(error, SecretsError::DuplicateSealingKey(1));
    }
}
