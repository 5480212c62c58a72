//! Passwords and short codes: kept as Argon2id hashes, checked without telling by time.

use std::fmt;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::entropy::Entropy;

/// Fewest characters of a password.
pub const SHORTEST: usize = 8;
/// Most characters of a password; a bound on the work one attempt can cause.
pub const LONGEST: usize = 128;

/// What an attempt costs; the recommendation of OWASP is the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory of one attempt, in kibibytes.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// 19 MiB, 2 passes, 1 lane.
    pub const RECOMMENDED: Self = Self {
        memory_kib: 19 * 1024,
        passes: 2,
        lanes: 1,
    };
    /// As little as the algorithm allows, for tests.
    pub const TESTS: Self = Self {
        memory_kib: 8,
        passes: 1,
        lanes: 1,
    };
}

/// Why nothing was hashed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// The configured cost is outside what Argon2id takes.
    #[error("the password cost is out of range: {0}")]
    Cost(String),
    /// The algorithm refused, for instance for want of memory.
    #[error("the password could not be hashed: {0}")]
    Hashing(String),
}

/// What a chosen password lacks; the wording is chosen at the edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyBreach {
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// One of the most common passwords.
    Common,
    /// It is, or is built around, the person's own log-in or name.
    AboutTheOwner,
}

/// A stored password or code, as a PHC string.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredHash(String);

impl StoredHash {
    /// A hash as it was stored.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text for the column.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for StoredHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoredHash(…)")
    }
}

/// Hashes and checks passwords at one cost.
///
/// One attempt takes tens of milliseconds of a core: call it outside the async
/// threads.
#[derive(Debug, Clone)]
pub struct Passwords {
    params: Params,
    nobody: StoredHash,
}

impl Passwords {
    /// A hasher at a cost.
    ///
    /// # Errors
    /// [`PasswordError`] when the cost is out of range.
    pub fn new(cost: Cost, entropy: &Entropy) -> Result<Self, PasswordError> {
        let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32))
            .map_err(|cause| PasswordError::Cost(cause.to_string()))?;
        let unguessable = hex::encode(entropy.bytes::<32>());
        let nobody = hash_with(&params, &unguessable, entropy)?;
        Ok(Self { params, nobody })
    }

    /// Hashes a password or a code with a fresh salt.
    ///
    /// # Errors
    /// [`PasswordError::Hashing`].
    pub fn hash(&self, password: &str, entropy: &Entropy) -> Result<StoredHash, PasswordError> {
        hash_with(&self.params, password, entropy)
    }

    /// Whether the password is the stored one.
    ///
    /// Pass `None` for an account that does not exist: the same work is done and
    /// the answer is no, so that time does not tell who has an account.
    pub fn verify(&self, password: &str, stored: Option<&StoredHash>) -> bool {
        if password.chars().count() > LONGEST {
            return false;
        }
        let hash = stored.unwrap_or(&self.nobody);
        let Ok(parsed) = PasswordHash::new(hash.as_str()) else {
            return false;
        };
        let right = Argon2::default()
            .verify_password(password.as_bytes(), &parsed)
            .is_ok();
        right && stored.is_some()
    }

    /// Whether the hash was made at another cost and should be made again at the
    /// next log-in.
    pub fn needs_rehash(&self, stored: &StoredHash) -> bool {
        let Ok(parsed) = PasswordHash::new(stored.as_str()) else {
            return true;
        };
        let same = Params::try_from(&parsed).is_ok_and(|made| {
            (made.m_cost(), made.t_cost(), made.p_cost())
                == (
                    self.params.m_cost(),
                    self.params.t_cost(),
                    self.params.p_cost(),
                )
        });
        !same || parsed.algorithm.as_str() != Algorithm::Argon2id.as_str()
    }
}

fn hash_with(
    params: &Params,
    password: &str,
    entropy: &Entropy,
) -> Result<StoredHash, PasswordError> {
    let salt = entropy.bytes::<16>();
    let hash: PasswordHash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map_err(|cause| PasswordError::Hashing(cause.to_string()))?;
    Ok(StoredHash(hash.to_string()))
}

/// Whether a new password may be taken.
///
/// Length and commonness count; no kinds of characters are demanded and nothing
/// expires. `about` holds what an attacker would try first: log-in, surname, phone.
///
/// # Errors
/// The first [`PolicyBreach`] found.
pub fn check_policy(password: &str, about: &[&str]) -> Result<(), PolicyBreach> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(PolicyBreach::TooShort);
    }
    if length > LONGEST {
        return Err(PolicyBreach::TooLong);
    }
    let folded = password.to_lowercase();
    if is_common(&folded) {
        return Err(PolicyBreach::Common);
    }
    if about.iter().any(|known| is_about(&folded, known)) {
        return Err(PolicyBreach::AboutTheOwner);
    }
    Ok(())
}

fn is_common(folded: &str) -> bool {
    let mut signs = folded.chars();
    let first = signs.next();
    let one_sign_repeated = signs.all(|sign| Some(sign) == first);
    one_sign_repeated || COMMON.lines().any(|known| known == folded)
}

/// A known word with a few signs around it is still that word.
fn is_about(folded: &str, known: &str) -> bool {
    const MEANINGFUL: usize = 4;
    const ADDED: usize = 4;
    let known = known.to_lowercase();
    let length = known.chars().count();
    length >= MEANINGFUL && folded.contains(&known) && folded.chars().count() <= length + ADDED
}

const COMMON: &str = include_str!("common_passwords.txt");

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn passwords(cost: Cost) -> (Passwords, Entropy) {
        let entropy = Entropy::seeded(21);
        (Passwords::new(cost, &entropy).unwrap(), entropy)
    }

    #[test]
    fn the_right_password_opens_and_a_wrong_one_does_not() {
        let (passwords, entropy) = passwords(Cost::TESTS);
        let stored = passwords.hash("тихая пятница у окна", &entropy).unwrap();
        assert!(passwords.verify("тихая пятница у окна", Some(&stored)));
        assert!(!passwords.verify("тихая пятница у окнА", Some(&stored)));
        assert!(!passwords.verify("", Some(&stored)));
    }

    #[test]
    fn nobody_logs_in_to_an_account_that_does_not_exist() {
        let (passwords, _) = passwords(Cost::TESTS);
        assert!(!passwords.verify("тихая пятница у окна", None));
    }

    #[test]
    fn a_damaged_hash_lets_nobody_in() {
        let (passwords, _) = passwords(Cost::TESTS);
        for damaged in ["", "$argon2id$", "тихая пятница у окна"] {
            let stored = StoredHash::new(damaged);
            assert!(!passwords.verify(damaged, Some(&stored)));
            assert!(passwords.needs_rehash(&stored));
        }
    }

    #[test]
    fn the_recommended_cost_stands_in_the_hash_and_a_cheaper_one_is_renewed() {
        let (cheap, entropy) = passwords(Cost::TESTS);
        let (dear, _) = passwords(Cost::RECOMMENDED);
        let old = cheap.hash("тихая пятница", &entropy).unwrap();
        let new = dear.hash("тихая пятница", &entropy).unwrap();
        assert!(
            new.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{}",
            new.as_str()
        );
        assert!(dear.needs_rehash(&old) && !dear.needs_rehash(&new));
        assert!(
            dear.verify("тихая пятница", Some(&old)),
            "old hashes still open"
        );
    }

    #[test]
    fn one_password_never_hashes_twice_to_the_same_text() {
        let (passwords, entropy) = passwords(Cost::TESTS);
        let one = passwords.hash("тихая пятница", &entropy).unwrap();
        assert_ne!(one, passwords.hash("тихая пятница", &entropy).unwrap());
    }

    #[test]
    fn short_long_common_and_own_words_are_refused() {
        let cases = [
            ("семь777", PolicyBreach::TooShort),
            ("Password1", PolicyBreach::Common),
            ("йцукенгш", PolicyBreach::Common),
            ("11111111111", PolicyBreach::Common),
            ("petrova1985", PolicyBreach::AboutTheOwner),
        ];
        for (password, breach) in cases {
            assert_eq!(
                check_policy(password, &["petrova"]),
                Err(breach),
                "{password}"
            );
        }
        assert_eq!(
            check_policy(&"д".repeat(129), &[]),
            Err(PolicyBreach::TooLong)
        );
        assert_eq!(check_policy(&"дом ".repeat(32), &[]), Ok(()));
        assert_eq!(
            check_policy("petrova любит тихие пятницы", &["petrova"]),
            Ok(())
        );
    }

    #[test]
    fn the_list_of_common_passwords_holds_only_what_length_lets_through() {
        let mut seen = std::collections::BTreeSet::new();
        for known in COMMON.lines() {
            assert!(
                known.chars().count() >= SHORTEST,
                "{known} is refused by length"
            );
            assert_eq!(
                known,
                known.to_lowercase(),
                "the comparison is in lower case"
            );
            assert!(seen.insert(known), "{known} stands twice");
        }
        assert!(seen.len() >= 150);
    }

    #[test]
    fn a_cost_out_of_range_is_told() {
        let wrong = Cost {
            memory_kib: 1,
            passes: 1,
            lanes: 1,
        };
        assert!(matches!(
            Passwords::new(wrong, &Entropy::seeded(1)),
            Err(PasswordError::Cost(_))
        ));
    }
}
