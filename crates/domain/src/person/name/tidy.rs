use crate::person::digits::is_dash;

/// The text as it would be written by hand: single spaces, plain hyphens without
/// spaces around them, one kind of apostrophe, letters that came in two pieces (и and
/// a breve) as one, nothing invisible.
pub fn tidy(typed: &str) -> String {
    let mut tidy = String::new();
    let mut space = false;
    for sign in typed.chars().filter(|sign| !is_invisible(*sign)) {
        if sign.is_whitespace() {
            space = true;
            continue;
        }
        if let Some(whole) = tidy.chars().next_back().and_then(|last| joined(last, sign))
            && !space
        {
            tidy.pop();
            tidy.push(whole);
            continue;
        }
        let sign = plain(sign);
        let at_hyphen = sign == '-' || tidy.ends_with('-');
        if space && !tidy.is_empty() && !at_hyphen {
            tidy.push(' ');
        }
        space = false;
        tidy.push(sign);
    }
    tidy
}

fn plain(sign: char) -> char {
    match sign {
        '\u{2019}' | '\u{2018}' | '\u{2BC}' | '`' | '´' => '\'',
        dash if is_dash(dash) => '-',
        other => other,
    }
}

/// Soft hyphens, joiners and marks of direction that copied texts carry.
const fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
    )
}

/// A letter and the mark after it as one letter.
const fn joined(letter: char, mark: char) -> Option<char> {
    match (letter, mark) {
        ('И', '\u{306}') => Some('Й'),
        ('и', '\u{306}') => Some('й'),
        ('Е', '\u{308}') => Some('Ё'),
        ('е', '\u{308}') => Some('ё'),
        _ => None,
    }
}
