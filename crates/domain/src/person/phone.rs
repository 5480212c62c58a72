//! Telephone numbers in the international form (E.164).

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::digits::is_dash;

/// How a country's own numbers are dialled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DialPlan {
    /// Country code without plus (`7`).
    pub country: String,
    /// What is dialled before a number inside the country (`8`).
    pub trunk: String,
    /// Digits of a national number (10).
    pub digits: usize,
}

/// A number in the international form, `+74956670299`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

/// Why a text is no telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PhoneProblem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Empty,
    /// A character that belongs to no number.
    #[error("`{found}` at {at} belongs to no number")]
    WrongCharacter {
        /// The character.
        found: char,
        /// Its place, counted from 1.
        at: usize,
    },
    /// Too few digits, as in a short number (112).
    #[error("{got} digits instead of {expected}")]
    TooShort {
        /// Digits needed, without country code or trunk prefix.
        expected: usize,
        /// Digits typed.
        got: usize,
    },
    /// Too many digits.
    #[error("{got} digits instead of {expected}")]
    TooLong {
        /// Digits needed at most.
        expected: usize,
        /// Digits typed.
        got: usize,
    },
    /// No country code begins with 0.
    #[error("no country code begins with 0")]
    NoCountry,
}

/// The shortest and longest international numbers, country code included.
const INTERNATIONAL: std::ops::RangeInclusive<usize> = 8..=15;

impl DialPlan {
    /// Russia and Kazakhstan, which share code 7.
    pub fn seven() -> Self {
        Self {
            country: "7".to_owned(),
            trunk: "8".to_owned(),
            digits: 10,
        }
    }
}

impl PhoneProblem {
    /// The stable code, from which the wording is chosen.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::WrongCharacter { .. } => "wrong_character",
            Self::TooShort { .. } => "too_short",
            Self::TooLong { .. } => "too_long",
            Self::NoCountry => "no_country",
        }
    }
}

impl Phone {
    /// Reads what was typed; spaces, hyphens, brackets and full stops do not matter.
    ///
    /// Without a plus it is a number of the country of `plan`. The trunk prefix and
    /// the bare country code are taken as such only before a whole national number.
    ///
    /// # Errors
    /// Too short, too long, or something in it that belongs to no number.
    pub fn parse(typed: &str, plan: &DialPlan) -> Result<Self, PhoneProblem> {
        let (international, digits) = digits(typed)?;
        if international {
            return Self::international(digits, plan);
        }
        let got = digits.len();
        let expected = plan.digits;
        let prefixes = [plan.trunk.as_str(), plan.country.as_str()];
        let stripped = prefixes
            .iter()
            .filter_map(|prefix| digits.strip_prefix(prefix));
        let mut whole = stripped
            .chain([digits.as_str()])
            .filter(|rest| rest.len() == expected);
        match whole.next() {
            Some(national) => Ok(Self(format!("+{}{national}", plan.country))),
            None if got < expected => Err(PhoneProblem::TooShort { expected, got }),
            None => Err(PhoneProblem::TooLong { expected, got }),
        }
    }

    fn international(digits: String, plan: &DialPlan) -> Result<Self, PhoneProblem> {
        if digits.starts_with('0') {
            return Err(PhoneProblem::NoCountry);
        }
        let (got, range) = match digits.strip_prefix(plan.country.as_str()) {
            Some(national) => (national.len(), plan.digits..=plan.digits),
            None => (digits.len(), INTERNATIONAL),
        };
        if got < *range.start() {
            return Err(PhoneProblem::TooShort {
                expected: *range.start(),
                got,
            });
        }
        if got > *range.end() {
            return Err(PhoneProblem::TooLong {
                expected: *range.end(),
                got,
            });
        }
        Ok(Self(format!("+{digits}")))
    }

    /// The number in the international form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number with all but its last four digits hidden, for pages that remind.
    pub fn masked(&self) -> String {
        let hidden = self.0.len().saturating_sub(4);
        let signs = self.0.chars().enumerate();
        signs
            .map(|(at, sign)| if at > 0 && at < hidden { '•' } else { sign })
            .collect()
    }
}

/// Whether a plus was typed first, and the digits.
fn digits(typed: &str) -> Result<(bool, String), PhoneProblem> {
    let mut international = false;
    let mut digits = String::new();
    for (index, found) in typed.chars().enumerate() {
        match found {
            '+' if digits.is_empty() && !international => international = true,
            '0'..='9' => digits.push(found),
            '(' | ')' | '.' => {}
            sign if sign.is_whitespace() || is_dash(sign) => {}
            _ => {
                return Err(PhoneProblem::WrongCharacter {
                    found,
                    at: index + 1,
                });
            }
        }
    }
    match digits.is_empty() {
        true => Err(PhoneProblem::Empty),
        false => Ok((international, digits)),
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A person's number does not show itself in a log.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn read(typed: &str) -> Result<String, PhoneProblem> {
        Phone::parse(typed, &DialPlan::seven()).map(|phone| phone.to_string())
    }

    #[test]
    fn numbers_become_international() {
        for (typed, kept) in [
            ("8 (495) 667-02-99", "+74956670299"),
            ("+7 495 667 02 99", "+74956670299"),
            ("(495) 667-04-02", "+74956670402"),
            ("89161234567", "+79161234567"),
            ("9161234567", "+79161234567"),
            ("79161234567", "+79161234567"),
            ("+77011234567", "+77011234567"),
            ("+44 20 7946 0958", "+442079460958"),
            ("8 800 200 45 56", "+78002004556"),
            ("8001234567", "+78001234567"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(kept), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused_with_the_reason() {
        assert_eq!(
            read("112"),
            Err(PhoneProblem::TooShort {
                expected: 10,
                got: 3
            })
        );
        assert_eq!(read(" - "), Err(PhoneProblem::Empty));
        assert_eq!(
            read("+7 495 667 02"),
            Err(PhoneProblem::TooShort {
                expected: 10,
                got: 8
            })
        );
        assert_eq!(read("+0 20 7946 0958"), Err(PhoneProblem::NoCountry));
        assert_eq!(
            read("8495667029912"),
            Err(PhoneProblem::TooLong {
                expected: 10,
                got: 13
            })
        );
        assert_eq!(
            read("495 доб 1"),
            Err(PhoneProblem::WrongCharacter { found: 'д', at: 5 })
        );
        assert_eq!(
            read("7+9161234567"),
            Err(PhoneProblem::WrongCharacter { found: '+', at: 2 })
        );
    }

    #[test]
    fn a_log_or_a_page_shows_the_last_four_digits_only() {
        let phone = Phone::parse("89161234567", &DialPlan::seven()).unwrap();
        assert_eq!(phone.masked(), "+•••••••4567");
        assert_eq!(format!("{phone:?}"), "Phone(+•••••••4567)");
    }
}
