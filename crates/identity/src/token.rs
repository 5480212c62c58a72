//! Things that open something: session tokens, form tokens, codes on paper.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::entropy::Entropy;
use crate::secrets::Secret;

/// A presented token or code cannot be one of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a token or code of this office")]
pub struct NotOurs;

/// 256 random bits in a cookie or a link; stored only as its [`TokenDigest`].
#[derive(Clone)]
pub struct SessionToken([u8; 32]);

impl SessionToken {
    /// A fresh token.
    pub fn generate(entropy: &Entropy) -> Self {
        Self(entropy.bytes())
    }

    /// The text for the cookie: 43 signs that need no escaping.
    pub fn expose(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What is stored: whoever reads the table cannot make the cookie from it.
    pub fn digest(&self) -> TokenDigest {
        TokenDigest(Sha256::digest(self.0).into())
    }
}

impl FromStr for SessionToken {
    type Err = NotOurs;

    fn from_str(presented: &str) -> Result<Self, NotOurs> {
        // A size check first: a cookie of a megabyte is not decoded.
        if presented.len() != 43 {
            return Err(NotOurs);
        }
        let bytes = URL_SAFE_NO_PAD.decode(presented).map_err(|_| NotOurs)?;
        bytes.try_into().map(Self).map_err(|_| NotOurs)
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

/// SHA-256 of a token, for storing and finding a session.
#[derive(Clone, Copy, Eq)]
pub struct TokenDigest([u8; 32]);

impl TokenDigest {
    /// A digest as it was stored.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes for the column.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The bytes as 64 hexadecimal digits.
    pub fn to_hex(&self) -> String {
        hex::encode(self.0)
    }
}

/// Compares without telling by time where the first difference is.
impl PartialEq for TokenDigest {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl fmt::Debug for TokenDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenDigest(…)")
    }
}

/// The hidden field that proves a form came from our own page in this session.
#[derive(Debug, Clone)]
pub struct FormTokens(Secret);

impl FormTokens {
    /// Form tokens under a key of the installation (`session_key("form")`).
    pub const fn new(key: Secret) -> Self {
        Self(key)
    }

    /// The token for one session.
    pub fn issue(&self, session: &TokenDigest) -> String {
        URL_SAFE_NO_PAD.encode(self.0.authenticate(&[session.as_bytes()]))
    }

    /// Whether the presented token belongs to the session.
    pub fn accepts(&self, session: &TokenDigest, presented: &str) -> bool {
        self.issue(session)
            .as_bytes()
            .ct_eq(presented.as_bytes())
            .into()
    }
}

/// A key that lets one form count once, however often it is sent: 128 random bits.
pub fn once_key(entropy: &Entropy) -> String {
    URL_SAFE_NO_PAD.encode(entropy.bytes::<16>())
}

/// 31 signs that nobody confuses on paper: no I, L, O, no 0, no 1.
///
/// Their count is prime, which lets one check sign find every single wrong sign
/// and every swap of two.
pub const ALPHABET: &[u8; 31] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/// How long a code is and how it is grouped on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeShape {
    length: usize,
    group: usize,
}

impl CodeShape {
    /// The activation code in a registered letter (REQ-A18): 17 random signs
    /// (84 bits) and a check sign, in three groups of six.
    pub const ACTIVATION: Self = Self {
        length: 18,
        group: 6,
    };
    /// The secret that opens the course of a case beside its number (REQ-6b,
    /// REQ-11): 11 random signs (54 bits) and a check sign, in three groups of four.
    pub const CASE: Self = Self {
        length: 12,
        group: 4,
    };
}

/// A secret that is written on paper or read aloud.
///
/// It is shown once, where it is printed, and stored only as an Argon2id hash
/// ([`Passwords::hash`](crate::password::Passwords::hash) of [`secret`](Self::secret)):
/// it is shorter than a key, so a fast hash could be searched.
#[derive(Clone)]
pub struct PaperCode {
    signs: String,
    group: usize,
}

impl PaperCode {
    /// A fresh code.
    pub fn generate(shape: CodeShape, entropy: &Entropy) -> Self {
        let mut values: Vec<u8> = (1..shape.length)
            .map(|_| entropy.below(ALPHABET.len() as u8))
            .collect();
        values.push(check_value(&values));
        let signs = values
            .iter()
            .map(|value| char::from(ALPHABET[usize::from(*value)]))
            .collect();
        Self {
            signs,
            group: shape.group,
        }
    }

    /// Reads a code as a person types it: any case, any grouping, Cyrillic letters
    /// of the same shape.
    ///
    /// # Errors
    /// [`NotOurs`] for a wrong length, a foreign sign, or a check sign that does not
    /// fit; such a typing error need not count as a try.
    pub fn parse(shape: CodeShape, typed: &str) -> Result<Self, NotOurs> {
        if typed.len() > 8 * shape.length {
            return Err(NotOurs);
        }
        let signs: String = typed
            .chars()
            .filter(|sign| sign.is_alphanumeric())
            .collect();
        let signs = crate::fold::name(&signs);
        let values = values_of(&signs).ok_or(NotOurs)?;
        match values.split_last() {
            Some((check, body)) if values.len() == shape.length && *check == check_value(body) => {
                Ok(Self {
                    signs,
                    group: shape.group,
                })
            }
            _ => Err(NotOurs),
        }
    }

    /// The bare signs, for hashing and comparing.
    pub fn secret(&self) -> &str {
        &self.signs
    }

    /// The signs in groups, for printing in the letter.
    pub fn grouped(&self) -> String {
        let signs: Vec<char> = self.signs.chars().collect();
        let groups: Vec<String> = signs
            .chunks(self.group)
            .map(|group| group.iter().collect())
            .collect();
        groups.join("-")
    }
}

impl fmt::Debug for PaperCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PaperCode(…)")
    }
}

fn values_of(signs: &str) -> Option<Vec<u8>> {
    signs
        .bytes()
        .map(|sign| {
            ALPHABET
                .iter()
                .position(|known| *known == sign)
                .map(|at| at as u8)
        })
        .collect()
}

/// The value that completes a weighted sum to zero modulo 31.
fn check_value(body: &[u8]) -> u8 {
    let weighted: u32 = body
        .iter()
        .rev()
        .zip(2_u32..)
        .map(|(v, weight)| u32::from(*v) * weight)
        .sum();
    let modulus = ALPHABET.len() as u32;
    ((modulus - weighted % modulus) % modulus) as u8
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cookie_finds_its_session_and_no_other() {
        let entropy = Entropy::seeded(31);
        let (mine, other) = (
            SessionToken::generate(&entropy),
            SessionToken::generate(&entropy),
        );
        let presented: SessionToken = mine.expose().parse().unwrap();
        assert_eq!(presented.digest(), mine.digest());
        assert_ne!(other.digest(), mine.digest());
        assert!(!mine.digest().to_hex().contains(&mine.expose()));
    }

    #[test]
    fn a_foreign_cookie_is_no_token() {
        for presented in [
            "",
            "a",
            &"ы".repeat(22),
            &"=".repeat(43),
            &"A".repeat(5_000_000),
        ] {
            assert!(presented.parse::<SessionToken>().is_err());
        }
    }

    #[test]
    fn a_form_of_another_session_is_refused() {
        let entropy = Entropy::seeded(32);
        let forms = FormTokens::new(Secret::generate(&entropy));
        let (mine, other) = (
            SessionToken::generate(&entropy).digest(),
            SessionToken::generate(&entropy).digest(),
        );
        let token = forms.issue(&mine);
        assert!(forms.accepts(&mine, &token));
        assert!(!forms.accepts(&other, &token));
        assert!(!forms.accepts(&mine, ""));
    }

    #[test]
    fn no_log_line_carries_a_token_or_a_code() {
        let entropy = Entropy::seeded(33);
        let token = SessionToken::generate(&entropy);
        let code = PaperCode::generate(CodeShape::ACTIVATION, &entropy);
        let line = format!("{token:?} {:?} {code:?}", token.digest());
        assert_eq!(line, "SessionToken(…) TokenDigest(…) PaperCode(…)");
    }

    /// REQ-A18: at least 80 random bits stand in the letter.
    #[test]
    fn the_letter_code_cannot_be_guessed() {
        let bits = 17.0 * f64::from(ALPHABET.len() as u32).log2();
        assert!(bits >= 80.0, "{bits}");
        let code = PaperCode::generate(CodeShape::ACTIVATION, &Entropy::seeded(34));
        assert_eq!(code.grouped().len(), 20);
        assert_eq!(code.grouped().matches('-').count(), 2);
    }

    #[test]
    fn a_code_reads_the_same_from_a_russian_keyboard() {
        let signs = "АВЕКМНРСТУХ";
        let latin = "ABEKMHPCTYX";
        let body: Vec<u8> = values_of(latin).unwrap();
        let check = char::from(ALPHABET[usize::from(check_value(&body))]);
        let code = PaperCode::parse(CodeShape::CASE, &format!("{latin}{check}")).unwrap();
        let typed = PaperCode::parse(CodeShape::CASE, &format!(" {signs}-{check}").to_lowercase());
        assert_eq!(typed.unwrap().secret(), code.secret());
    }

    proptest! {
        #[test]
        fn a_printed_code_is_read_back(seed: u64) {
            for shape in [CodeShape::ACTIVATION, CodeShape::CASE] {
                let code = PaperCode::generate(shape, &Entropy::seeded(seed));
                let typed = code.grouped().to_lowercase().replace('-', " ");
                let read = PaperCode::parse(shape, &typed).unwrap();
                prop_assert_eq!(read.secret(), code.secret());
            }
        }

        #[test]
        fn one_wrong_sign_or_a_swap_is_noticed(seed: u64, at in 0_usize..18, other in 0_usize..31) {
            let code = PaperCode::generate(CodeShape::ACTIVATION, &Entropy::seeded(seed));
            let mut signs = code.secret().as_bytes().to_vec();
            let mut swapped = signs.clone();
            if signs[at] != ALPHABET[other] {
                signs[at] = ALPHABET[other];
                let typed = String::from_utf8(signs).unwrap();
                prop_assert!(PaperCode::parse(CodeShape::ACTIVATION, &typed).is_err());
            }
            let next = (at + 1) % 18;
            if swapped[at] != swapped[next] {
                swapped.swap(at, next);
                let typed = String::from_utf8(swapped).unwrap();
                prop_assert!(PaperCode::parse(CodeShape::ACTIVATION, &typed).is_err());
            }
        }
    }
}
