//! How long a text message is, and how many parts it is paid for.

/// The alphabet a message is sent in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Seven bits: Latin letters, digits, common marks.
    Gsm7,
    /// Two bytes: any other letter, Russian ones among them.
    Ucs2,
}

/// The size of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SmsSize {
    /// The alphabet the whole message needs.
    pub encoding: Encoding,
    /// Its length in units of that alphabet.
    pub units: usize,
    /// Messages it is sent as; none for an empty text.
    pub parts: usize,
}

const GSM7: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// These are written as two units.
const GSM7_EXTENDED: &str = "\u{c}^{}\\[~]|€";

impl Encoding {
    /// Units of a message that is sent whole, and of each part of a longer one:
    /// a part carries its own heading.
    const fn limits(self) -> (usize, usize) {
        match self {
            Self::Gsm7 => (160, 153),
            Self::Ucs2 => (70, 67),
        }
    }

    fn units_of(self, sign: char) -> usize {
        match self {
            Self::Gsm7 => 1 + usize::from(GSM7_EXTENDED.contains(sign)),
            Self::Ucs2 => sign.len_utf16(),
        }
    }
}

/// Measures `text` as the network will.
///
/// A sign of two units is never torn between two parts, so a part may end one unit
/// early.
pub fn measure(text: &str) -> SmsSize {
    let plain = |sign| GSM7.contains(sign) || GSM7_EXTENDED.contains(sign);
    let encoding = match text.chars().all(plain) {
        true => Encoding::Gsm7,
        false => Encoding::Ucs2,
    };
    let units = text.chars().map(|sign| encoding.units_of(sign)).sum();
    let (whole, part) = encoding.limits();
    let parts = match units {
        0 => 0,
        units if units <= whole => 1,
        _ => parts(text, encoding, part),
    };
    SmsSize {
        encoding,
        units,
        parts,
    }
}

fn parts(text: &str, encoding: Encoding, limit: usize) -> usize {
    let mut parts = 1;
    let mut used = 0;
    for units in text.chars().map(|sign| encoding.units_of(sign)) {
        if used + units > limit {
            parts += 1;
            used = 0;
        }
        used += units;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(text: &str) -> (Encoding, usize, usize) {
        let size = measure(text);
        (size.encoding, size.units, size.parts)
    }

    #[test]
    fn short_messages_are_one_part_in_either_alphabet() {
        let english = "Passport ready. Office 12, window 3. Ref PX-2018-000123";
        assert_eq!(size(english), (Encoding::Gsm7, 55, 1));
        let russian = "Паспорт готов. Отдел 12, окно 3.";
        assert_eq!(size(russian), (Encoding::Ucs2, 32, 1));
        assert_eq!(size(""), (Encoding::Gsm7, 0, 0));
    }

    #[test]
    fn a_long_message_is_cut_into_smaller_parts() {
        assert_eq!(size(&"Я".repeat(70)).2, 1);
        assert_eq!(size(&"Я".repeat(71)).2, 2);
        assert_eq!(size(&"Я".repeat(99)).2, 2);
        assert_eq!(size(&"Я".repeat(134)).2, 2);
        assert_eq!(size(&"Я".repeat(135)).2, 3);
        assert_eq!(size(&"a".repeat(160)).2, 1);
        assert_eq!(size(&"a".repeat(161)).2, 2);
        assert_eq!(size(&"a".repeat(306)).2, 2);
        assert_eq!(size(&"a".repeat(307)).2, 3);
    }

    #[test]
    fn brackets_and_the_euro_sign_count_twice() {
        for sign in ["[", "]", "{", "}", "€", "^", "~", "|", "\\"] {
            assert_eq!(size(sign), (Encoding::Gsm7, 2, 1), "{sign}");
        }
    }

    #[test]
    fn a_sign_of_two_units_is_not_torn_between_parts() {
        // 152 + 2 units do not fit into a part of 153.
        let torn = format!("{}€{}", "a".repeat(152), "a".repeat(152));
        assert_eq!(size(&torn), (Encoding::Gsm7, 306, 3));
        let faces = "😀".repeat(36);
        assert_eq!(size(&faces), (Encoding::Ucs2, 72, 2));
    }
}
