//! How long a text message is, in what the carrier counts.

/// The alphabet a text message is sent in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alphabet {
    /// Latin with a few marks, 7 bits a sign: 160 in one part, 153 in each of several.
    Gsm7,
    /// Everything, Russian too, 16 bits a sign: 70 in one part, 67 in each of several.
    Ucs2,
}

/// What sending a text costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// The alphabet that the text needs.
    pub alphabet: Alphabet,
    /// Its length as the alphabet counts: `[`, `]`, `{`, `}`, `€` and a few more are two.
    pub units: usize,
    /// The parts it is cut into; an empty text still takes one.
    pub parts: usize,
}

/// Measures a text.
pub fn length(text: &str) -> Length {
    let seven_bit: Option<usize> = text.chars().map(gsm7_units).sum();
    match seven_bit {
        Some(units) => measured(Alphabet::Gsm7, units, 160, 153),
        None => measured(Alphabet::Ucs2, text.encode_utf16().count(), 70, 67),
    }
}

fn measured(alphabet: Alphabet, units: usize, alone: usize, each: usize) -> Length {
    let parts = if units <= alone {
        1
    } else {
        units.div_ceil(each)
    };
    Length {
        alphabet,
        units,
        parts,
    }
}

fn gsm7_units(sign: char) -> Option<usize> {
    const MARKS: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
    const DOUBLE: &str = "\u{c}^{}\\[~]|€";
    match sign {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Some(1),
        _ if MARKS.contains(sign) => Some(1),
        _ if DOUBLE.contains(sign) => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_counted_as_the_carrier_counts_them() {
        let cases = [
            (
                "Passport ready. Office 12, window 3. Ref PX-2018-000123".to_owned(),
                55,
                1,
            ),
            ("Паспорт готов. Отдел 12, окно 3.".to_owned(), 32, 1),
            ("Я".repeat(70), 70, 1),
            ("Я".repeat(71), 71, 2),
            ("Я".repeat(99), 99, 2),
            ("Я".repeat(134), 134, 2),
            ("Я".repeat(135), 135, 3),
            ("a".repeat(160), 160, 1),
            ("a".repeat(161), 161, 2),
            ("[]{€".to_owned(), 8, 1),
        ];
        for (text, units, parts) in cases {
            let found = length(&text);
            assert_eq!((found.units, found.parts), (units, parts), "{text}");
        }
    }

    #[test]
    fn one_dash_or_one_unbreakable_space_changes_the_alphabet() {
        assert_eq!(length("9:00-18:00").alphabet, Alphabet::Gsm7);
        assert_eq!(length("9:00–18:00").alphabet, Alphabet::Ucs2);
        assert_eq!(length("5\u{a0}000").alphabet, Alphabet::Ucs2);
    }
}
