//! Series and numbers of identity documents, by the pattern of the pack.

use serde::Serialize;
use thiserror::Error;

use super::digits::is_filler;
use crate::application::form::Mask;

/// What the number of a kind of document looks like.
///
/// Written as a [`Mask`], the series apart from the number by a space: `0000 000000`
/// for an internal passport, `00 0000000` for one for travel abroad, `I-АА 000000` for
/// a birth certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentPattern {
    text: String,
    #[serde(skip)]
    mask: Mask,
}

/// The series and number of a document, as its pattern writes them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentNumber(String);

/// Why a text is no number of such a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DocumentProblem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Empty,
    /// Too few characters; spaces, hyphens and `№` are not counted.
    #[error("{got} characters instead of {expected}")]
    TooShort {
        /// Characters needed.
        expected: usize,
        /// Characters typed.
        got: usize,
    },
    /// Too many characters.
    #[error("{got} characters instead of {expected}")]
    TooLong {
        /// Characters needed.
        expected: usize,
        /// Characters typed.
        got: usize,
    },
    /// A character that the pattern does not have at this place.
    #[error("`{found}` at {at} does not fit")]
    WrongCharacter {
        /// The character.
        found: char,
        /// Its place among what was typed, counted from 1.
        at: usize,
    },
}

impl DocumentProblem {
    /// The stable code, from which the wording is chosen.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooShort { .. } => "too_short",
            Self::TooLong { .. } => "too_long",
            Self::WrongCharacter { .. } => "wrong_character",
        }
    }
}

impl DocumentPattern {
    /// The pattern written as a mask; none when the mask asks for nothing.
    pub fn new(mask: &str) -> Option<Self> {
        Mask::new(mask).map(|read| Self {
            text: mask.to_owned(),
            mask: read,
        })
    }

    /// The pattern of so many digits of series and of number.
    pub fn of_digits(series: usize, number: usize) -> Option<Self> {
        let text = format!("{} {}", "0".repeat(series), "0".repeat(number));
        Self::new(text.trim())
    }

    /// The pattern as a mask, to show what is expected.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Reads what was typed, series and number together. Case, spaces, hyphens and `№`
    /// do not matter.
    ///
    /// # Errors
    /// The first thing that is wrong, with what to tell the person.
    pub fn read(&self, typed: &str) -> Result<DocumentNumber, DocumentProblem> {
        let read = self
            .mask
            .canonical(typed)
            .or_else(|| self.mask.canonical(&bare(typed)));
        read.map(DocumentNumber).ok_or_else(|| self.problem(typed))
    }

    /// Reads series and number typed into two fields.
    ///
    /// # Errors
    /// As [`DocumentPattern::read`], over both together.
    pub fn read_parts(
        &self,
        series: &str,
        number: &str,
    ) -> Result<DocumentNumber, DocumentProblem> {
        self.read(&format!("{series} {number}"))
    }

    /// What is wrong with a text that does not fit. A character that fits nowhere in
    /// such a number comes first, then the length, then the first that is misplaced.
    fn problem(&self, typed: &str) -> DocumentProblem {
        let signs: Vec<(usize, char)> = typed
            .chars()
            .enumerate()
            .filter(|(_, sign)| !is_filler(*sign))
            .collect();
        if signs.is_empty() {
            return DocumentProblem::Empty;
        }
        let foreign = signs.iter().find(|(_, sign)| !self.knows(*sign));
        if let Some((index, found)) = foreign {
            return DocumentProblem::WrongCharacter {
                found: *found,
                at: index + 1,
            };
        }
        let numerals = if self.text.contains('I') {
            roman_beginning(&signs)
        } else {
            0
        };
        let expected = self.text.chars().filter(|sign| !is_filler(*sign)).count();
        let got = signs.len() - numerals.saturating_sub(1);
        match got.cmp(&expected) {
            std::cmp::Ordering::Less => DocumentProblem::TooShort { expected, got },
            std::cmp::Ordering::Greater => DocumentProblem::TooLong { expected, got },
            std::cmp::Ordering::Equal => self.misplaced(&signs, numerals),
        }
    }

    /// Whether a number of this kind can have the character anywhere.
    fn knows(&self, sign: char) -> bool {
        let mut places = self.text.chars().filter(|place| !is_filler(*place));
        places.any(|place| fits(place, sign))
    }

    fn misplaced(&self, signs: &[(usize, char)], numerals: usize) -> DocumentProblem {
        let mut places: Vec<char> = Vec::new();
        for place in self.text.chars().filter(|place| !is_filler(*place)) {
            let times = if place == 'I' { numerals.max(1) } else { 1 };
            places.extend(std::iter::repeat_n(place, times));
        }
        let mut pairs = signs.iter().zip(places);
        let wrong = pairs.find(|((_, sign), place)| !fits(*place, *sign));
        let (index, found) = wrong.map_or(signs[0], |(sign, _)| *sign);
        DocumentProblem::WrongCharacter {
            found,
            at: index + 1,
        }
    }
}

/// Whether a character fits a place of a mask, asked of the mask itself.
fn fits(place: char, sign: char) -> bool {
    let one = Mask::new(&place.to_string());
    match one {
        Some(mask) => mask.canonical(&sign.to_string()).is_some(),
        None => sign.to_uppercase().eq([place]),
    }
}

/// How many characters at the beginning are a Roman numeral.
fn roman_beginning(signs: &[(usize, char)]) -> usize {
    signs
        .iter()
        .take_while(|(_, sign)| fits('I', *sign))
        .count()
}

fn bare(typed: &str) -> String {
    typed.chars().filter(|sign| !is_filler(*sign)).collect()
}

impl DocumentNumber {
    /// The number as its pattern writes it: `4510 123450`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The series, where the pattern has one.
    pub fn series(&self) -> Option<&str> {
        self.0.rsplit_once(' ').map(|(series, _)| series)
    }

    /// The number without the series.
    pub fn number(&self) -> &str {
        self.0
            .rsplit_once(' ')
            .map_or(self.0.as_str(), |(_, number)| number)
    }

    /// Series and number without anything between, as databases and the
    /// machine-readable zone have them.
    pub fn bare(&self) -> String {
        bare(&self.0)
    }
}

/// The number of a document does not show itself in a log.
impl std::fmt::Debug for DocumentNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DocumentNumber(…)")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn internal() -> DocumentPattern {
        DocumentPattern::of_digits(4, 6).unwrap()
    }

    fn birth_certificate() -> DocumentPattern {
        DocumentPattern::new("I-АА 000000").unwrap()
    }

    #[test]
    fn a_passport_is_read_however_it_is_typed() {
        for typed in ["4510 123450", "45 10 № 123450", "4510123450", "4510-123450"] {
            let number = internal().read(typed).unwrap();
            assert_eq!(number.as_str(), "4510 123450", "{typed}");
            assert_eq!((number.series(), number.number()), (Some("4510"), "123450"));
        }
        let abroad = DocumentPattern::of_digits(2, 7).unwrap();
        assert_eq!(
            abroad.read_parts("75", "№ 1234567").unwrap().bare(),
            "751234567"
        );
        let unit = DocumentPattern::new("000-000").unwrap();
        assert_eq!(unit.read("770001").unwrap().as_str(), "770-001");
    }

    #[test]
    fn a_birth_certificate_has_a_roman_numeral_and_two_letters() {
        for typed in ["I-АБ 123456", "i аб № 123456", "IАБ123456"] {
            let number = birth_certificate().read(typed).unwrap();
            assert_eq!(number.as_str(), "I-АБ 123456", "{typed}");
            assert_eq!(number.series(), Some("I-АБ"));
        }
        assert_eq!(
            birth_certificate().read("XIV-МЮ 654321").unwrap().number(),
            "654321"
        );
    }

    #[test]
    fn what_is_wrong_with_a_passport_number_is_said() {
        let wrong = |typed| internal().read(typed).unwrap_err();
        assert_eq!(wrong(" № "), DocumentProblem::Empty);
        assert_eq!(
            wrong("4510 12345"),
            DocumentProblem::TooShort {
                expected: 10,
                got: 9
            }
        );
        assert_eq!(
            wrong("4510 1234501"),
            DocumentProblem::TooLong {
                expected: 10,
                got: 11
            }
        );
        assert_eq!(
            wrong("4510 12З450"),
            DocumentProblem::WrongCharacter { found: 'З', at: 8 }
        );
        assert_eq!(wrong("4510 12345").code(), "too_short");
    }

    #[test]
    fn what_is_wrong_with_a_birth_certificate_is_said() {
        let wrong = |typed| birth_certificate().read(typed).unwrap_err();
        let short = DocumentProblem::TooShort {
            expected: 9,
            got: 8,
        };
        assert_eq!(wrong("II-АБ 12345"), short);
        let long = DocumentProblem::TooLong {
            expected: 9,
            got: 10,
        };
        assert_eq!(wrong("II-АБ 1234567"), long);
        assert_eq!(
            wrong("1-АБ 123456"),
            DocumentProblem::WrongCharacter { found: '1', at: 1 }
        );
        assert_eq!(
            wrong("I-QБ 123456"),
            DocumentProblem::WrongCharacter { found: 'Q', at: 3 }
        );
        assert_eq!(
            wrong("I-АБ 12Б456"),
            DocumentProblem::WrongCharacter { found: 'Б', at: 8 }
        );
    }

    #[test]
    fn a_letter_that_must_stand_there_must_stand_there() {
        let kazakh = DocumentPattern::new("N00000000").unwrap();
        assert_eq!(kazakh.read("n 12345678").unwrap().as_str(), "N12345678");
        let other = kazakh.read("M12345678").unwrap_err();
        assert_eq!(other, DocumentProblem::WrongCharacter { found: 'M', at: 1 });
        assert_eq!(kazakh.read("N1234567").unwrap_err().code(), "too_short");
    }

    #[test]
    fn a_log_does_not_show_a_number() {
        assert_eq!(
            format!("{:?}", internal().read("4510123450").unwrap()),
            "DocumentNumber(…)"
        );
    }
}
