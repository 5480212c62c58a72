//! ИНН, the taxpayer number: ten digits for an organisation, twelve for a person.

use std::fmt;

use super::digits::{DigitsProblem, digits_of, text_of, weighted};

const ORGANISATION: [u32; 9] = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const PERSON_FIRST: [u32; 10] = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const PERSON_SECOND: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/// An ИНН whose check digits fit.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Inn(String);

impl Inn {
    /// Reads what was typed.
    ///
    /// # Errors
    /// Neither ten nor twelve digits, or check digits that do not fit.
    pub fn parse(typed: &str) -> Result<Self, DigitsProblem> {
        let digits = digits_of(typed)?;
        let fits = match digits.len() {
            10 => control(&digits, &ORGANISATION) == digits[9],
            12 => {
                control(&digits, &PERSON_FIRST) == digits[10]
                    && control(&digits, &PERSON_SECOND) == digits[11]
            }
            got @ ..12 => {
                return Err(DigitsProblem::TooShort {
                    expected: short_of(got),
                    got,
                });
            }
            got => return Err(DigitsProblem::TooLong { expected: 12, got }),
        };
        match fits {
            true => Ok(Self(text_of(&digits))),
            false => Err(DigitsProblem::CheckDigits),
        }
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the number of a person.
    pub fn is_of_a_person(&self) -> bool {
        self.0.len() == 12
    }
}

/// The length that was probably meant.
const fn short_of(got: usize) -> usize {
    if got < 10 { 10 } else { 12 }
}

fn control(digits: &[u8], weights: &[u32]) -> u8 {
    (weighted(digits, weights.iter().copied()) % 11 % 10) as u8
}

impl fmt::Display for Inn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A personal number does not show itself in a log.
impl fmt::Debug for Inn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Inn(…)")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn numbers_of_organisations_and_people_are_accepted() {
        for typed in ["7707083893", "5047000407", "7733100009"] {
            assert!(!Inn::parse(typed).unwrap().is_of_a_person(), "{typed}");
        }
        for typed in ["500100732259", "770700000190", "366107800230"] {
            let inn = Inn::parse(typed).unwrap();
            assert!(inn.is_of_a_person(), "{typed}");
            assert_eq!(inn.to_string(), typed);
        }
    }

    #[test]
    fn a_mistyped_number_is_refused() {
        for typed in ["7707083894", "500100732258", "500100732269"] {
            assert_eq!(
                Inn::parse(typed),
                Err(DigitsProblem::CheckDigits),
                "{typed}"
            );
        }
        assert_eq!(
            Inn::parse("770708389"),
            Err(DigitsProblem::TooShort {
                expected: 10,
                got: 9
            })
        );
        let eleven = Inn::parse("50010073225");
        assert_eq!(
            eleven,
            Err(DigitsProblem::TooShort {
                expected: 12,
                got: 11
            })
        );
        let long = Inn::parse("5001007322590");
        assert_eq!(
            long,
            Err(DigitsProblem::TooLong {
                expected: 12,
                got: 13
            })
        );
    }
}
