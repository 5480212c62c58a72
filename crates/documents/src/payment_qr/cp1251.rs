//! Windows-1251, the encoding in which the code is smallest.

/// The upper half of Windows-1251 below the letters А-я, which stand in order.
const CP1251_MARKS: [char; 64] = [
    'Ђ', 'Ѓ', '‚', 'ѓ', '„', '…', '†', '‡', '€', '‰', 'Љ', '‹', 'Њ', 'Ќ', 'Ћ', 'Џ', 'ђ', '‘', '’',
    '“', '”', '•', '–', '—', '\u{98}', '™', 'љ', '›', 'њ', 'ќ', 'ћ', 'џ', '\u{a0}', 'Ў', 'ў', 'Ј',
    '¤', 'Ґ', '¦', '§', 'Ё', '©', 'Є', '«', '¬', '\u{ad}', '®', 'Ї', '°', '±', 'І', 'і', 'ґ', 'µ',
    '¶', '·', 'ё', '№', 'є', '»', 'ј', 'Ѕ', 'ѕ', 'ї',
];

/// The byte of a letter; `None` when the encoding lacks it.
pub fn byte(sign: char) -> Option<u8> {
    match sign {
        '\0'..='\u{7f}' => u8::try_from(sign).ok(),
        'А'..='я' => u8::try_from(sign as u32 - 'А' as u32 + 0xC0).ok(),
        '\u{98}' => None,
        _ => {
            let at = CP1251_MARKS.iter().position(|known| *known == sign)?;
            u8::try_from(at + 0x80).ok()
        }
    }
}

/// The letter of a byte; `None` for the one that means nothing.
pub fn letter(byte: u8) -> Option<char> {
    match byte {
        0..=0x7F => Some(char::from(byte)),
        0x98 => None,
        0x80..=0xBF => CP1251_MARKS.get(usize::from(byte - 0x80)).copied(),
        0xC0..=0xFF => char::from_u32('А' as u32 + u32::from(byte - 0xC0)),
    }
}
