//! What a document's number looks like, written so that an officer can read it.

/// A mask such as `000-000`, `00 0000000` or `I-АА 000000`.
///
/// `0` is a digit, `А` (Cyrillic) a Cyrillic capital, `A` (Latin) a Latin capital,
/// `I` a Roman numeral of any length. A space or hyphen of the mask may be left out
/// when typing; whatever else stands in the mask must stand in the answer.
///
/// Letters that look alike in both scripts are taken for the script of the mask,
/// because people type them on whatever keyboard is at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mask {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Digit,
    Cyrillic,
    Latin,
    Roman,
    Gap(char),
    Literal(char),
}

impl Mask {
    /// Reads a mask; `None` when it asks for nothing.
    pub fn new(text: &str) -> Option<Self> {
        let parts: Vec<_> = text.chars().map(part).collect();
        let asks = parts
            .iter()
            .any(|part| !matches!(part, Part::Gap(_) | Part::Literal(_)));
        asks.then_some(Self { parts })
    }

    /// The answer as the mask writes it; `None` when it does not fit.
    ///
    /// Case, spare spaces and `№` do not matter.
    pub fn canonical(&self, typed: &str) -> Option<String> {
        let tidy: Vec<char> = typed
            .chars()
            .filter(|letter| *letter != '№')
            .flat_map(char::to_uppercase)
            .collect();
        let mut rest = tidy.as_slice();
        let mut written = String::new();
        for part in &self.parts {
            part.take(&mut rest, &mut written)?;
        }
        rest.iter()
            .all(|letter| letter.is_whitespace())
            .then_some(written)
    }
}

fn part(letter: char) -> Part {
    match letter {
        '0' => Part::Digit,
        'А' => Part::Cyrillic,
        'A' => Part::Latin,
        'I' => Part::Roman,
        ' ' | '-' => Part::Gap(letter),
        other => Part::Literal(other),
    }
}

impl Part {
    /// Takes what fits from the answer and writes it down; `None` when nothing fits.
    fn take(self, rest: &mut &[char], written: &mut String) -> Option<()> {
        *rest = trim(rest, |letter| letter.is_whitespace());
        match self {
            Self::Digit => written.push(first(rest, |letter| {
                letter.is_ascii_digit().then_some(letter)
            })?),
            Self::Cyrillic => written.push(first(rest, to_cyrillic)?),
            Self::Latin => written.push(first(rest, to_latin)?),
            Self::Literal(wanted) => {
                written.push(first(rest, |letter| (letter == wanted).then_some(letter))?)
            }
            Self::Roman => {
                written.push(first(rest, to_roman)?);
                while let Some(numeral) = first(rest, to_roman) {
                    written.push(numeral);
                }
            }
            Self::Gap(gap) => {
                *rest = trim(rest, |letter| letter.is_whitespace() || is_dash(letter));
                written.push(gap);
            }
        }
        Some(())
    }
}

/// The rest without what stands before it.
fn trim(mut rest: &[char], spare: impl Fn(char) -> bool) -> &[char] {
    while let [letter, tail @ ..] = rest
        && spare(*letter)
    {
        rest = tail;
    }
    rest
}

/// The first letter as the mask writes it, taken from the rest.
fn first(rest: &mut &[char], write: impl Fn(char) -> Option<char>) -> Option<char> {
    let [letter, tail @ ..] = *rest else {
        return None;
    };
    let written = write(*letter)?;
    *rest = tail;
    Some(written)
}

const fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '‐' | '‑' | '–' | '—' | '−')
}

/// Capitals that look the same in both scripts: Latin, Cyrillic.
const LOOK_ALIKE: [(char, char); 12] = [
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
];

fn to_cyrillic(letter: char) -> Option<char> {
    if matches!(letter, 'А'..='Я' | 'Ё') {
        return Some(letter);
    }
    LOOK_ALIKE
        .iter()
        .find(|(latin, _)| *latin == letter)
        .map(|(_, cyrillic)| *cyrillic)
}

fn to_latin(letter: char) -> Option<char> {
    if letter.is_ascii_uppercase() {
        return Some(letter);
    }
    LOOK_ALIKE
        .iter()
        .find(|(_, cyrillic)| *cyrillic == letter)
        .map(|(latin, _)| *latin)
}

fn to_roman(letter: char) -> Option<char> {
    let latin = if letter == 'І' {
        'I'
    } else {
        to_latin(letter)?
    };
    matches!(latin, 'I' | 'V' | 'X' | 'L' | 'C').then_some(latin)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    fn written(mask: &str, typed: &str) -> Option<String> {
        Mask::new(mask).unwrap().canonical(typed)
    }

    #[test]
    fn a_birth_certificate_is_read_however_it_is_typed() {
        let mask = "I-АА 000000";
        for typed in [
            "I-АБ 123456",
            "i-аб123456",
            "І АБ № 123456",
            "I–AБ-123456",
            " I - АБ 123 456 ",
        ] {
            assert_eq!(
                written(mask, typed).as_deref(),
                Some("I-АБ 123456"),
                "{typed}"
            );
        }
        assert_eq!(
            written(mask, "II СБ 123456").as_deref(),
            Some("II-СБ 123456")
        );
        for typed in [
            "1-АБ 123456",
            "I-АБ 12345",
            "I-АБ 1234567",
            "I-QБ 123456",
            "",
        ] {
            assert_eq!(written(mask, typed), None, "{typed}");
        }
    }

    #[test]
    fn a_unit_code_gets_its_hyphen() {
        assert_eq!(written("000-000", "770001").as_deref(), Some("770-001"));
        assert_eq!(written("000-000", "770 001").as_deref(), Some("770-001"));
        assert_eq!(written("000-000", "77-0001"), None);
    }

    #[test]
    fn a_letter_of_the_mask_that_is_no_class_must_stand_there() {
        assert_eq!(
            written("N00000000", "n12345678").as_deref(),
            Some("N12345678")
        );
        assert_eq!(written("N00000000", "M12345678"), None);
    }

    #[test]
    fn a_mask_that_asks_for_nothing_is_none() {
        assert_eq!(Mask::new(""), None);
        assert_eq!(Mask::new(" - "), None);
    }
}
