use thiserror::Error;

/// Why a number made of digits is refused, with what to tell the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DigitsProblem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Empty,
    /// Something that is no digit.
    #[error("`{found}` at {at} is no digit")]
    NotADigit {
        /// The character.
        found: char,
        /// Its place among what was typed, counted from 1.
        at: usize,
    },
    /// Too few digits.
    #[error("{got} digits instead of {expected}")]
    TooShort {
        /// Digits needed.
        expected: usize,
        /// Digits typed.
        got: usize,
    },
    /// Too many digits.
    #[error("{got} digits instead of {expected}")]
    TooLong {
        /// Digits needed.
        expected: usize,
        /// Digits typed.
        got: usize,
    },
    /// The check digits do not fit: at least one digit is mistyped.
    #[error("the check digits do not fit")]
    CheckDigits,
}

impl DigitsProblem {
    /// The stable code, from which the wording is chosen.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotADigit { .. } => "not_a_digit",
            Self::TooShort { .. } => "too_short",
            Self::TooLong { .. } => "too_long",
            Self::CheckDigits => "check_digits",
        }
    }
}

/// The digits of a typed number; spaces, hyphens and `№` between them do not matter.
pub(super) fn digits_of(typed: &str) -> Result<Vec<u8>, DigitsProblem> {
    let signs = typed.chars().enumerate();
    let signs = signs.filter(|(_, sign)| !is_filler(*sign));
    let digits: Result<Vec<u8>, _> = signs
        .map(|(index, found)| match found.to_digit(10) {
            Some(digit) => Ok(digit as u8),
            None => Err(DigitsProblem::NotADigit {
                found,
                at: index + 1,
            }),
        })
        .collect();
    match digits {
        Ok(digits) if digits.is_empty() => Err(DigitsProblem::Empty),
        other => other,
    }
}

/// The same, of exactly so many digits.
pub(super) fn digits_of_length(typed: &str, expected: usize) -> Result<Vec<u8>, DigitsProblem> {
    let digits = digits_of(typed)?;
    let got = digits.len();
    match got.cmp(&expected) {
        std::cmp::Ordering::Less => Err(DigitsProblem::TooShort { expected, got }),
        std::cmp::Ordering::Greater => Err(DigitsProblem::TooLong { expected, got }),
        std::cmp::Ordering::Equal => Ok(digits),
    }
}

/// The digits as text.
pub(super) fn text_of(digits: &[u8]) -> String {
    digits
        .iter()
        .map(|digit| char::from(b'0' + digit))
        .collect()
}

/// The sum of digits by weight, over as many digits as there are weights.
pub(super) fn weighted(digits: &[u8], weights: impl IntoIterator<Item = u32>) -> u32 {
    let pairs = digits.iter().zip(weights);
    pairs
        .map(|(digit, weight)| u32::from(*digit) * weight)
        .sum()
}

/// Spaces of all kinds, hyphens, dashes and `№`, which people put between digits.
pub(super) fn is_filler(sign: char) -> bool {
    sign.is_whitespace() || is_dash(sign) || sign == '№'
}

/// A hyphen or one of the dashes that keyboards and copied texts put in its place.
pub(super) const fn is_dash(sign: char) -> bool {
    matches!(sign, '-' | '‐' | '‑' | '‒' | '–' | '—' | '−')
}
