//! The public reference of an appointment: short, unguessable, with a check character.
//!
//! `77-KX4R-2HMC`: the region, so that any node can route it, seven random characters
//! (more than 34 bits) and one that checks all the others.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::digits::is_filler;
use super::lookalike::{Script, twin};

/// 31 characters that nobody confuses on paper or on the telephone: no I, L, O, no 0, no 1.
///
/// Their count is prime, so that a weighted sum finds every wrong character and every
/// swap of two.
pub const ALPHABET: &[u8; 31] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/// Digits of the region.
const REGION: usize = 2;
/// Random characters.
const RANDOM: usize = 7;
/// All of them, with the check character.
const LENGTH: usize = REGION + RANDOM + 1;

/// The public reference of an appointment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    region: String,
    signs: String,
}

/// Why a text is no reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ReferenceProblem {
    /// Too short or too long; spaces and hyphens are not counted.
    #[error("{got} characters instead of {expected}")]
    Length {
        /// Characters of a reference.
        expected: usize,
        /// Characters typed.
        got: usize,
    },
    /// A character that no reference has at this place.
    #[error("`{found}` at {at} is in no reference")]
    UnknownCharacter {
        /// The character.
        found: char,
        /// Its place among what was typed, counted from 1.
        at: usize,
    },
    /// At least one character is mistyped.
    #[error("the check character does not fit")]
    CheckCharacter,
}

impl ReferenceProblem {
    /// The stable code, from which the wording is chosen.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "length",
            Self::UnknownCharacter { .. } => "unknown_character",
            Self::CheckCharacter => "check_character",
        }
    }
}

impl Reference {
    /// A reference in a region, from 64 random bits of the caller.
    ///
    /// More bits go in than come out, so that every reference is as likely as any
    /// other to within one part in six hundred million.
    ///
    /// # Errors
    /// The region's code is not two digits.
    pub fn from_random(region: &str, random: u64) -> Result<Self, ReferenceProblem> {
        let mut values = region_values(region)?;
        let mut rest = random;
        for _ in 0..RANDOM {
            values.push((rest % ALPHABET.len() as u64) as u8);
            rest /= ALPHABET.len() as u64;
        }
        values.push(check_value(&values));
        let signs = values.iter().skip(REGION).map(|value| sign_of(*value));
        Ok(Self {
            region: region.to_owned(),
            signs: signs.collect(),
        })
    }

    /// Reads what was typed: case, spaces and hyphens do not matter, and Cyrillic
    /// letters of the same shape are taken for Latin ones.
    ///
    /// # Errors
    /// A character that no reference has there, another length, or a check character
    /// that does not fit.
    pub fn parse(typed: &str) -> Result<Self, ReferenceProblem> {
        let mut values = Vec::with_capacity(LENGTH);
        let mut got = 0;
        for (index, found) in typed
            .chars()
            .enumerate()
            .filter(|(_, sign)| !is_filler(*sign))
        {
            if got < LENGTH {
                let value = match got < REGION {
                    true => found.to_digit(10).map(|digit| digit as u8),
                    false => value_of(found),
                };
                let unknown = ReferenceProblem::UnknownCharacter {
                    found,
                    at: index + 1,
                };
                values.push(value.ok_or(unknown)?);
            }
            got += 1;
        }
        if got != LENGTH {
            return Err(ReferenceProblem::Length {
                expected: LENGTH,
                got,
            });
        }
        let (body, check) = values.split_at(LENGTH - 1);
        if check != [check_value(body)] {
            return Err(ReferenceProblem::CheckCharacter);
        }
        let (region, signs) = values.split_at(REGION);
        Ok(Self {
            region: region
                .iter()
                .map(|digit| char::from(b'0' + digit))
                .collect(),
            signs: signs.iter().map(|value| sign_of(*value)).collect(),
        })
    }

    /// The code of the region, by which the reference is routed.
    pub fn region(&self) -> &str {
        &self.region
    }
}

fn region_values(region: &str) -> Result<Vec<u8>, ReferenceProblem> {
    let digits: Result<Vec<u8>, _> = region
        .chars()
        .enumerate()
        .map(|(index, found)| match found.to_digit(10) {
            Some(digit) => Ok(digit as u8),
            None => Err(ReferenceProblem::UnknownCharacter {
                found,
                at: index + 1,
            }),
        })
        .collect();
    let digits = digits?;
    match digits.len() {
        REGION => Ok(digits),
        got => Err(ReferenceProblem::Length {
            expected: REGION,
            got,
        }),
    }
}

/// The value of a typed character of [`ALPHABET`], whatever its case and script.
pub fn value_of(typed: char) -> Option<u8> {
    let latin = twin(typed, Script::Latin)
        .unwrap_or(typed)
        .to_ascii_uppercase();
    let known = ALPHABET.iter().position(|sign| char::from(*sign) == latin);
    known.map(|value| value as u8)
}

/// The character of a value below 31.
fn sign_of(value: u8) -> char {
    char::from(ALPHABET[usize::from(value) % ALPHABET.len()])
}

/// The value that completes a weighted sum to zero modulo 31.
///
/// From the right the weights are 2, 3, 4 and so on, and 1 for the check character
/// itself: all different and none zero modulo 31 up to 30 characters, which is what
/// finds every wrong character and every swap of two.
pub fn check_value(body: &[u8]) -> u8 {
    let modulus = ALPHABET.len() as u32;
    let weighted = body
        .iter()
        .rev()
        .zip(2_u32..)
        .map(|(value, weight)| u32::from(*value) * weight);
    let sum: u32 = weighted.sum();
    ((modulus - sum % modulus) % modulus) as u8
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = self.signs.split_at(4);
        write!(f, "{}-{first}-{second}", self.region)
    }
}

impl FromStr for Reference {
    type Err = ReferenceProblem;

    fn from_str(typed: &str) -> Result<Self, ReferenceProblem> {
        Self::parse(typed)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;

    fn made(random: u64) -> Reference {
        Reference::from_random("77", random).unwrap()
    }

    fn bare(reference: &Reference) -> Vec<char> {
        reference
            .to_string()
            .chars()
            .filter(|sign| *sign != '-')
            .collect()
    }

    fn parsed(signs: &[char]) -> Result<Reference, ReferenceProblem> {
        Reference::parse(&signs.iter().collect::<String>())
    }

    #[test]
    fn a_reference_has_its_region_and_two_groups() {
        let reference = made(0x0123_4567_89AB_CDEF);
        let text = reference.to_string();
        assert_eq!(text.len(), 12);
        assert!(text.starts_with("77-") && text.as_bytes()[7] == b'-');
        assert_eq!(reference.region(), "77");
        assert_eq!(Reference::parse(&text), Ok(reference));
    }

    #[test]
    fn the_random_part_is_worth_more_than_34_bits() {
        let references = (ALPHABET.len() as u64).pow(RANDOM as u32);
        assert!(references > 1 << 34);
        assert!(references < u64::MAX / 600_000_000);
    }

    #[test]
    fn it_is_read_in_any_case_and_grouping_and_from_a_russian_keyboard() {
        let reference = parsed_by_search("ABEKMHP");
        let text = reference.to_string();
        let loose = text.replace('-', " ").to_lowercase();
        assert_eq!(Reference::parse(&loose), Ok(reference.clone()));
        assert_eq!(
            Reference::parse(&text.replace('-', "")),
            Ok(reference.clone())
        );
        assert_eq!(
            Reference::parse(&text.replace('-', " – ")),
            Ok(reference.clone())
        );
        let latin = "ABEKMHPCTYX";
        let cyrillic = "АВЕКМНРСТУХ";
        let swapped: String = text
            .chars()
            .map(|sign| match latin.chars().position(|l| l == sign) {
                Some(at) => cyrillic.chars().nth(at).unwrap(),
                None => sign,
            })
            .collect();
        assert_ne!(swapped, text);
        assert_eq!(Reference::parse(&swapped.to_lowercase()), Ok(reference));
        for (latin, cyrillic) in latin.chars().zip(cyrillic.chars()) {
            assert_eq!(value_of(latin), value_of(cyrillic));
        }
    }

    /// The reference whose random part is `signs`.
    fn parsed_by_search(signs: &str) -> Reference {
        let base = ALPHABET.len() as u64;
        let values = signs
            .chars()
            .rev()
            .map(|sign| u64::from(value_of(sign).unwrap()));
        made(values.fold(0, |sum, value| sum * base + value))
    }

    #[test]
    fn what_is_wrong_is_told_apart() {
        let text = made(42).to_string();
        let short = Reference::parse(&text[..11]);
        assert_eq!(
            short,
            Err(ReferenceProblem::Length {
                expected: 10,
                got: 9
            })
        );
        let long = Reference::parse(&format!("{text}A"));
        assert_eq!(
            long,
            Err(ReferenceProblem::Length {
                expected: 10,
                got: 11
            })
        );
        assert_eq!(
            Reference::parse("77-OXXX-XXXX"),
            Err(ReferenceProblem::UnknownCharacter { found: 'O', at: 4 })
        );
        assert_eq!(
            Reference::parse("7A-XXXX-XXXX"),
            Err(ReferenceProblem::UnknownCharacter { found: 'A', at: 2 })
        );
        let codes = ["length", "unknown_character", "check_character"];
        assert_eq!(short.unwrap_err().code(), codes[0]);
        assert_eq!(ReferenceProblem::CheckCharacter.code(), codes[2]);
        assert!(Reference::from_random("7", 1).is_err());
        assert!(Reference::from_random("7x", 1).is_err());
    }

    /// Every wrong character at every place, over the whole alphabet.
    #[test]
    fn every_single_wrong_character_is_found() {
        for random in [0, 1, 42, 0x0123_4567_89AB_CDEF, u64::MAX] {
            let right = bare(&made(random));
            for at in 0..right.len() {
                let region = '0'..='9';
                let others: Vec<char> = match at < REGION {
                    true => region.collect(),
                    false => ALPHABET.iter().map(|sign| char::from(*sign)).collect(),
                };
                for other in others.into_iter().filter(|other| *other != right[at]) {
                    let mut wrong = right.clone();
                    wrong[at] = other;
                    assert_eq!(
                        parsed(&wrong),
                        Err(ReferenceProblem::CheckCharacter),
                        "{wrong:?}"
                    );
                }
            }
        }
    }

    /// Every pair of neighbours over the whole alphabet, at every place.
    #[test]
    fn every_swap_of_neighbours_is_found() {
        let signs: Vec<char> = ALPHABET.iter().map(|sign| char::from(*sign)).collect();
        for at in 0..LENGTH - 1 {
            for first in &signs {
                for second in signs.iter().filter(|second| *second != first) {
                    let Some(right) = with_pair(at, *first, *second) else {
                        continue;
                    };
                    let mut wrong = right.clone();
                    wrong.swap(at, at + 1);
                    assert!(
                        parsed(&right).is_ok() && parsed(&wrong).is_err(),
                        "{wrong:?}"
                    );
                }
            }
        }
    }

    /// A right reference with these neighbours at `at`; none where the place admits
    /// digits only and they are letters.
    fn with_pair(at: usize, first: char, second: char) -> Option<Vec<char>> {
        let mut signs: Vec<char> = "77AAAAAAAA".chars().collect();
        signs[at] = first;
        signs[at + 1] = second;
        // One place that is not of the pair is chosen so that the check fits.
        let free = if at < 4 { LENGTH - 1 } else { 2 };
        let fits = ALPHABET.iter().map(|sign| {
            let mut whole = signs.clone();
            whole[free] = char::from(*sign);
            whole
        });
        fits.into_iter().find(|whole| parsed(whole).is_ok())
    }

    proptest! {
        #[test]
        fn what_is_made_is_read_back(random in any::<u64>(), region in 0_u8..100) {
            let reference = Reference::from_random(&format!("{region:02}"), random).unwrap();
            prop_assert_eq!(Reference::parse(&reference.to_string()), Ok(reference));
        }

        #[test]
        fn any_two_characters_swapped_are_found(random in any::<u64>(), a in 0_usize..10, b in 0_usize..10) {
            let right = bare(&made(random));
            prop_assume!(right[a] != right[b]);
            let mut wrong = right.clone();
            wrong.swap(a, b);
            prop_assert!(parsed(&wrong).is_err());
        }

        #[test]
        fn no_text_breaks_the_reader(text in ".{0,40}") {
            if let Ok(reference) = Reference::parse(&text) {
                prop_assert_eq!(Reference::parse(&reference.to_string()), Ok(reference));
            }
        }
    }
}
