//! Letters that look alike in the Cyrillic and the Latin script.
//!
//! People type a name or a number on whatever keyboard is at hand, and nobody sees
//! the difference on paper. Where only the shape matters such letters are taken for
//! each other; where the script matters the wrong one is named.

/// Capital letters of one shape: Cyrillic, Latin.
const CAPITALS: [(char, char); 16] = [
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Ѕ', 'S'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
    ('Ғ', 'F'),
];

/// A script that names are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    /// Russian, Kazakh and their neighbours.
    Cyrillic,
    /// English and its neighbours.
    Latin,
}

impl Script {
    /// The script of a letter; none for marks, digits and other scripts.
    pub const fn of(letter: char) -> Option<Self> {
        match letter {
            '\u{400}'..='\u{52F}' => Some(Self::Cyrillic),
            'A'..='Z' | 'a'..='z' => Some(Self::Latin),
            '\u{C0}'..='\u{24F}' if !matches!(letter, '×' | '÷') => Some(Self::Latin),
            _ => None,
        }
    }

    /// The word in message keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cyrillic => "cyrillic",
            Self::Latin => "latin",
        }
    }
}

/// The letter of `script` that looks like `letter`, in the same case; `letter` itself
/// when it is of that script already.
pub fn twin(letter: char, script: Script) -> Option<char> {
    if Script::of(letter) == Some(script) {
        return Some(letter);
    }
    let capital = letter.to_uppercase().next()?;
    let pair = CAPITALS.iter().find(|(cyrillic, latin)| match script {
        Script::Cyrillic => *latin == capital,
        Script::Latin => *cyrillic == capital,
    });
    let found = pair.map(|(cyrillic, latin)| match script {
        Script::Cyrillic => *cyrillic,
        Script::Latin => *latin,
    })?;
    match letter == capital {
        true => Some(found),
        false => found.to_lowercase().next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_found_both_ways_and_in_both_cases() {
        for (cyrillic, latin) in CAPITALS {
            assert_eq!(twin(cyrillic, Script::Latin), Some(latin));
            assert_eq!(twin(latin, Script::Cyrillic), Some(cyrillic));
            assert_eq!(Script::of(cyrillic), Some(Script::Cyrillic));
        }
        assert_eq!(twin('o', Script::Cyrillic), Some('о'));
        assert_eq!(twin('о', Script::Latin), Some('o'));
    }

    #[test]
    fn a_letter_of_the_script_is_its_own_twin_and_others_have_none() {
        assert_eq!(twin('Ж', Script::Cyrillic), Some('Ж'));
        assert_eq!(twin('Ж', Script::Latin), None);
        assert_eq!(twin('Z', Script::Cyrillic), None);
        assert_eq!(twin('7', Script::Latin), None);
    }
}
