//! How wide words are, near enough to draw a box around them.

/// Font size of the title of a state.
pub const TITLE: f64 = 15.0;
/// Font size of what happens.
pub const EVENT: f64 = 13.0;
/// Font size of who makes it happen.
pub const ACTOR: f64 = 12.0;

/// Width of a line in a common sans-serif font, rather too much than too little.
pub fn width(line: &str, size: f64) -> f64 {
    line.chars().map(|sign| share(sign) * size).sum()
}

/// The line height that goes with a font size.
pub fn height(size: f64) -> f64 {
    (size * 1.25).ceil()
}

fn share(sign: char) -> f64 {
    match sign {
        ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'i' | 'j' | 'l' | 'І' | 'I' => 0.34,
        'f' | 'r' | 't' | '(' | ')' | '-' | '/' => 0.42,
        'm' | 'w' | 'M' | 'W' | 'ж' | 'м' | 'ш' | 'щ' | 'ю' | 'ы' | 'ф' | 'Ж' | 'М' | 'Ш' | 'Щ'
        | 'Ю' | 'Ф' | '—' => 0.92,
        sign if sign.is_uppercase() => 0.72,
        'а'..='я' | 'ё' => 0.63,
        _ => 0.62,
    }
}

/// Cuts a text into lines of at most `signs` signs where words allow it, as evenly
/// as the words allow.
pub fn wrap(text: &str, signs: usize) -> Vec<String> {
    let greedy = fill(text, signs);
    let count = greedy.len();
    // The narrowest width that needs no more lines looks calmest.
    (1..=signs)
        .map(|narrower| fill(text, narrower))
        .find(|lines| lines.len() <= count)
        .unwrap_or(greedy)
}

fn fill(text: &str, signs: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= signs => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_even_and_lose_no_word() {
        assert_eq!(
            wrap("Заявление зарегистрировано", 18),
            ["Заявление", "зарегистрировано"]
        );
        assert_eq!(wrap("one two three four", 14), ["one two", "three four"]);
        assert_eq!(wrap("", 10), [""; 0]);
        assert_eq!(wrap("Превысокомногорассмотрительствующий", 10).len(), 1);
    }
}
