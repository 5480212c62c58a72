//! Numbers of registered letters, by which the post tracks them (REQ-A18).

use std::fmt;

use thiserror::Error;

use super::digits::{digits_of, is_filler, text_of, weighted};

/// The number of a registered letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LetterNumber {
    /// International, S10 of the postal union: `RA123456785RU`.
    International(String),
    /// Domestic, 14 digits without a check that is known to us.
    Domestic(String),
}

/// Why a text is no number of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LetterNumberProblem {
    /// Neither two letters, nine digits, two letters, nor fourteen digits.
    #[error("neither two letters, nine digits and two letters, nor 14 digits")]
    Form,
    /// The ninth digit does not fit: something is mistyped.
    #[error("the check digit does not fit")]
    CheckDigit,
}

impl LetterNumberProblem {
    /// The stable code, from which the wording is chosen.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::CheckDigit => "check_digits",
        }
    }
}

impl LetterNumber {
    /// Reads what was typed or scanned; spaces and case do not matter.
    ///
    /// # Errors
    /// Another form, or a check digit that does not fit.
    pub fn parse(typed: &str) -> Result<Self, LetterNumberProblem> {
        let signs = typed.chars().filter(|sign| !is_filler(*sign));
        let plain: String = signs.collect::<String>().to_uppercase();
        if plain.len() == 14 && plain.bytes().all(|sign| sign.is_ascii_digit()) {
            return Ok(Self::Domestic(plain));
        }
        let letters = |range| {
            let part: Option<&str> = plain.get(range);
            part.filter(|part| part.bytes().all(|sign| sign.is_ascii_uppercase()))
        };
        let digits = plain.get(2..11).and_then(|part| digits_of(part).ok());
        match (plain.len(), letters(0..2), digits, letters(11..13)) {
            (13, Some(_), Some(digits), Some(_)) if digits.len() == 9 => {
                match check_digit(&digits[..8]) == digits[8] {
                    true => Ok(Self::International(plain)),
                    false => Err(LetterNumberProblem::CheckDigit),
                }
            }
            _ => Err(LetterNumberProblem::Form),
        }
    }

    /// The international number of the letter counted `serial` (eight digits) of a
    /// sender with this service indicator (`RA`) in this country (`RU`).
    ///
    /// # Errors
    /// Not two letters each, or a serial of more than eight digits.
    pub fn international(
        service: &str,
        serial: u32,
        country: &str,
    ) -> Result<Self, LetterNumberProblem> {
        let serial = format!("{serial:08}");
        let digits = digits_of(&serial).map_err(|_| LetterNumberProblem::Form)?;
        let check = text_of(&[check_digit(&digits)]);
        Self::parse(&format!("{service}{serial}{check}{country}"))
    }

    /// The number without spaces.
    pub fn as_str(&self) -> &str {
        match self {
            Self::International(number) | Self::Domestic(number) => number,
        }
    }
}

/// 11 less the rest of the weighted sum by 11; 10 becomes 0 and 11 becomes 5.
fn check_digit(serial: &[u8]) -> u8 {
    match 11 - weighted(serial, [8, 6, 4, 2, 3, 5, 9, 7]) % 11 {
        10 => 0,
        11 => 5,
        digit => digit as u8,
    }
}

impl fmt::Display for LetterNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_registered_letter_has_its_check_digit() {
        // REQ-A18
        let made = LetterNumber::international("RA", 12_345_678, "RU").unwrap();
        assert_eq!(made.as_str(), "RA123456785RU");
        assert_eq!(LetterNumber::parse("ra 12345678 5 ru").unwrap(), made);
    }

    #[test]
    fn the_two_special_rests_give_zero_and_five() {
        // The weighted sums are 12 and 0.
        let made = |serial| LetterNumber::international("RA", serial, "RU").unwrap();
        assert_eq!(made(2_000_000).as_str(), "RA020000000RU");
        assert_eq!(made(0).as_str(), "RA000000005RU");
    }

    #[test]
    fn a_mistyped_letter_number_is_refused() {
        let refused = |typed| LetterNumber::parse(typed).unwrap_err();
        assert_eq!(refused("RA123456784RU"), LetterNumberProblem::CheckDigit);
        for typed in [
            "",
            "RA12345678RU",
            "R1123456785RU",
            "RA123456785R",
            "РА123456785RU",
        ] {
            assert_eq!(refused(typed), LetterNumberProblem::Form, "{typed}");
        }
        assert!(LetterNumber::international("RA", 123_456_789, "RU").is_err());
    }

    #[test]
    fn a_domestic_letter_has_fourteen_digits() {
        let domestic = LetterNumber::parse("101000 48 123456").unwrap();
        assert_eq!(
            domestic,
            LetterNumber::Domestic("10100048123456".to_owned())
        );
    }
}
