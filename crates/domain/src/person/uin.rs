//! УИН, the unique number of a charge, by which a payment finds its case.

use std::fmt;

use super::digits::{DigitsProblem, digits_of, text_of, weighted};

/// A УИН of 20 or 25 digits whose last digit fits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uin(String);

impl Uin {
    /// Reads what was typed or scanned.
    ///
    /// # Errors
    /// Neither 20 nor 25 digits, or a last digit that does not fit.
    pub fn parse(typed: &str) -> Result<Self, DigitsProblem> {
        let digits = digits_of(typed)?;
        match digits.len() {
            20 | 25 => {}
            got @ ..20 => return Err(DigitsProblem::TooShort { expected: 20, got }),
            got @ ..25 => return Err(DigitsProblem::TooShort { expected: 25, got }),
            got => return Err(DigitsProblem::TooLong { expected: 25, got }),
        }
        match digits.split_last() {
            Some((check, body)) if *check == control(body) => Ok(Self(text_of(&digits))),
            _ => Err(DigitsProblem::CheckDigits),
        }
    }

    /// The number with these first 19 or 24 digits.
    ///
    /// # Errors
    /// Another count of digits, or something that is no digit.
    pub fn with_check_digit(body: &str) -> Result<Self, DigitsProblem> {
        let digits = digits_of(body)?;
        let check = char::from(b'0' + control(&digits));
        Self::parse(&format!("{}{check}", text_of(&digits)))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Weights run from 1 to 10 and begin anew; a rest of 10 makes a second pass from 3,
/// and a rest of 10 there is 0.
fn control(body: &[u8]) -> u8 {
    let pass = |first: usize| {
        let weights = (1..=10_u32).cycle().skip(first);
        (weighted(body, weights) % 11) as u8
    };
    match (pass(0), pass(2)) {
        (10, 10) => 0,
        (10, second) => second,
        (first, _) => first,
    }
}

impl fmt::Display for Uin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    const VALID: [&str; 6] = [
        "18829141777631706691",
        "1888240690566401106474571",
        "18811070434192541222",
        "1884657376611232301427167",
        "18848688699474287920",
        "1882016908386501861442700",
    ];

    #[test]
    fn the_last_digit_fits_by_the_first_the_second_or_no_pass() {
        for typed in VALID {
            let uin = Uin::parse(typed).unwrap();
            assert_eq!(uin.as_str(), typed);
            let body = &typed[..typed.len() - 1];
            assert_eq!(Uin::with_check_digit(body).unwrap(), uin);
        }
    }

    #[test]
    fn another_last_digit_does_not_fit() {
        for typed in VALID {
            let (body, last) = typed.split_at(typed.len() - 1);
            for digit in 0..10 {
                let fits = Uin::parse(&format!("{body}{digit}")).is_ok();
                assert_eq!(fits, last == digit.to_string(), "{body}{digit}");
            }
        }
    }

    #[test]
    fn another_length_is_refused() {
        let refused = |length: usize| Uin::parse(&"1".repeat(length)).unwrap_err();
        assert_eq!(
            refused(19),
            DigitsProblem::TooShort {
                expected: 20,
                got: 19
            }
        );
        assert_eq!(
            refused(22),
            DigitsProblem::TooShort {
                expected: 25,
                got: 22
            }
        );
        assert_eq!(
            refused(26),
            DigitsProblem::TooLong {
                expected: 25,
                got: 26
            }
        );
    }
}
