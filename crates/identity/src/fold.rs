//! Folding of typed text, so that one document has one spelling.
//!
//! A number is read aloud, typed on two keyboard layouts, copied with spaces.
//! The key of a person must not depend on that, or a second spelling would be a
//! second place in the queue (REQ-A12).

/// Folds a document number.
///
/// Spaces, hyphens, «№» and other marks go; case goes; Cyrillic letters that look
/// like Latin ones become Latin. Letters taken for digits become the digits (O 0,
/// I and L 1, З 3).
///
/// Our reading: two real documents of one kind that differ only in such a letter
/// and belong to people of one birth date are rarer than a misread character.
pub fn document_number(typed: &str) -> String {
    letters_and_digits(typed)
        .map(latin_twin)
        .map(digit_twin)
        .collect()
}

/// Folds a surname or a given name for the hint "maybe the same person".
///
/// Ё and Е, Й and И are one letter; hyphens, spaces, apostrophes and stops go.
pub fn name(typed: &str) -> String {
    letters_and_digits(typed)
        .map(|letter| match letter {
            'Ё' => 'Е',
            'Й' => 'И',
            other => other,
        })
        .map(latin_twin)
        .collect()
}

fn letters_and_digits(typed: &str) -> impl Iterator<Item = char> + '_ {
    typed
        .chars()
        .map(narrow)
        .filter(|sign| sign.is_alphanumeric())
        .flat_map(char::to_uppercase)
}

/// Full-width forms, which some phones type, as their plain twins.
fn narrow(sign: char) -> char {
    match sign {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(sign as u32 - 0xFEE0).unwrap_or(sign),
        other => other,
    }
}

fn latin_twin(letter: char) -> char {
    match letter {
        'А' => 'A',
        'В' => 'B',
        'Е' | 'Ё' => 'E',
        'І' | 'Ӏ' => 'I',
        'Ј' => 'J',
        'К' => 'K',
        'М' => 'M',
        'Н' => 'H',
        'О' => 'O',
        'Р' => 'P',
        'С' => 'C',
        'Ѕ' => 'S',
        'Т' => 'T',
        'У' => 'Y',
        'Х' => 'X',
        other => other,
    }
}

fn digit_twin(letter: char) -> char {
    match letter {
        'O' => '0',
        'I' | 'L' => '1',
        'З' => '3',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_passport_number_has_one_spelling_however_it_is_typed() {
        let spellings = [
            "4510 123450",
            "45 10 № 123450",
            "4510-123450",
            "451012345О",
            "４５１０１２３４５０",
        ];
        for typed in spellings {
            assert_eq!(document_number(typed), "4510123450", "{typed}");
        }
    }

    #[test]
    fn a_birth_certificate_reads_the_same_in_both_scripts() {
        assert_eq!(
            document_number("I-АБ 123456"),
            document_number("i-aБ №123456")
        );
        assert_eq!(
            document_number("III-МЮ 654321"),
            document_number("ІІІ мю 654321")
        );
        assert_ne!(
            document_number("I-АБ 123456"),
            document_number("II-АБ 123456")
        );
    }

    #[test]
    fn the_look_alikes_of_a_name_fold_to_one() {
        assert_eq!(name("Королёва-Семёнова"), name("КОРОЛЕВА СЕМЕНОВА"));
        assert_eq!(name("Aнна"), name("Анна"), "a Latin first letter");
        assert_eq!(name("Андрей"), name("Андреи\u{306}"), "a decomposed й");
        assert_ne!(name("Анна"), name("Инна"));
    }
}
