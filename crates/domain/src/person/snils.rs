//! СНИЛС, the number of the pension account: nine digits and two check digits.

use std::fmt;

use super::digits::{DigitsProblem, digits_of_length, text_of, weighted};

/// Numbers up to this one were issued before check digits and are not checked.
const LAST_UNCHECKED: u32 = 1_001_998;

/// A СНИЛС whose check digits fit.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Snils(String);

impl Snils {
    /// Reads what was typed; spaces and hyphens do not matter.
    ///
    /// # Errors
    /// Not eleven digits, or check digits that do not fit.
    pub fn parse(typed: &str) -> Result<Self, DigitsProblem> {
        let digits = digits_of_length(typed, 11)?;
        let (body, check) = digits.split_at(9);
        let number = body
            .iter()
            .fold(0, |sum, digit| sum * 10 + u32::from(*digit));
        let stated = u32::from(check[0]) * 10 + u32::from(check[1]);
        match number <= LAST_UNCHECKED || stated == control(body) {
            true => Ok(Self(text_of(&digits))),
            false => Err(DigitsProblem::CheckDigits),
        }
    }

    /// The eleven digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Weights fall from nine to one; the rest of the division by 101, 100 counting as 00.
fn control(body: &[u8]) -> u32 {
    weighted(body, (1..=9).rev()) % 101 % 100
}

impl fmt::Display for Snils {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |range| self.0.get(range).unwrap_or_default();
        write!(
            f,
            "{}-{}-{} {}",
            part(0..3),
            part(3..6),
            part(6..9),
            part(9..11)
        )
    }
}

/// A personal number does not show itself in a log.
impl fmt::Debug for Snils {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Snils(…)")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn valid_numbers_are_accepted_and_written_in_groups() {
        for typed in [
            "112-233-445 95",
            "087-654-303 00",
            "123-456-789 64",
            "160-722-398 51",
            "001-019-899 99",
            "001-019-989 00",
            "001-019-998 00",
            "002-999-989 00",
            "002-999-998 00",
        ] {
            assert_eq!(Snils::parse(typed).unwrap().to_string(), typed);
        }
        assert_eq!(Snils::parse("11223344595").unwrap().as_str(), "11223344595");
    }

    #[test]
    fn numbers_from_before_the_check_digits_are_not_checked() {
        assert!(Snils::parse("001-001-998 77").is_ok());
        assert_eq!(
            Snils::parse("001-001-999 77"),
            Err(DigitsProblem::CheckDigits)
        );
    }

    #[test]
    fn every_single_wrong_digit_is_found() {
        let right = "16072239851";
        for at in 0..right.len() {
            for digit in '0'..='9' {
                let mut wrong: Vec<char> = right.chars().collect();
                if wrong[at] == digit {
                    continue;
                }
                wrong[at] = digit;
                let wrong: String = wrong.into_iter().collect();
                assert_eq!(
                    Snils::parse(&wrong),
                    Err(DigitsProblem::CheckDigits),
                    "{wrong}"
                );
            }
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_the_numbers() {
        let wrong = |typed| Snils::parse(typed).unwrap_err();
        assert_eq!(wrong(""), DigitsProblem::Empty);
        assert_eq!(
            wrong("112-233"),
            DigitsProblem::TooShort {
                expected: 11,
                got: 6
            }
        );
        assert_eq!(
            wrong("112233445951"),
            DigitsProblem::TooLong {
                expected: 11,
                got: 12
            }
        );
        assert_eq!(
            wrong("112a"),
            DigitsProblem::NotADigit { found: 'a', at: 4 }
        );
    }
}
