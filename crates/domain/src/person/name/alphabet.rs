use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::tidy;
use crate::person::lookalike::{Script, twin};

/// The letters and marks that a name may have; the pack says which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alphabet {
    /// Capital letters.
    pub letters: String,
    /// Marks that may stand after the first letter.
    pub marks: String,
    /// Most characters of one name.
    pub longest: usize,
}

/// Why a name cannot be written down as typed. Places are counted from 1 in the
/// tidied text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NameProblem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Empty,
    /// More characters than a document holds.
    #[error("{got} characters, {longest} at most")]
    TooLong {
        /// Most characters.
        longest: usize,
        /// Characters typed.
        got: usize,
    },
    /// A mark stands where the first letter should.
    #[error("`{found}` cannot begin a name")]
    BeginsWithMark {
        /// The mark.
        found: char,
    },
    /// One letter among those of another script, such as a Latin `c` in a Russian name.
    #[error("the letter `{letter}` at {at} in `{word}` is {}", script.name())]
    MixedScript {
        /// The letter as typed.
        letter: char,
        /// Its place.
        at: usize,
        /// The word it stands in, as typed.
        word: String,
        /// The script it belongs to.
        script: Script,
        /// The letter that was probably meant.
        meant: Option<char>,
    },
    /// The whole name is in a script that is not asked for.
    #[error("the name is written in {}", .0.name())]
    WrongScript(Script),
    /// A character that no name has.
    #[error("`{found}` at {at} is in no name")]
    WrongCharacter {
        /// The character.
        found: char,
        /// Its place.
        at: usize,
    },
    /// Neither a patronymic was typed nor that there is none.
    #[error("neither a patronymic nor that there is none")]
    PatronymicOpen,
    /// A patronymic was typed, and also that there is none.
    #[error("a patronymic, and also that there is none")]
    PatronymicBoth,
}

impl NameProblem {
    /// The stable code, from which the wording is chosen.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong { .. } => "too_long",
            Self::BeginsWithMark { .. } => "begins_with_mark",
            Self::MixedScript { .. } => "mixed_script",
            Self::WrongScript(_) => "wrong_script",
            Self::WrongCharacter { .. } => "wrong_character",
            Self::PatronymicOpen => "patronymic_open",
            Self::PatronymicBoth => "patronymic_both",
        }
    }
}

impl Alphabet {
    /// Russian names as documents have them: 33 letters, space, apostrophe, full stop,
    /// hyphen, at most 60 characters.
    pub fn russian() -> Self {
        Self {
            letters: "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ".to_owned(),
            marks: " '.-".to_owned(),
            longest: 60,
        }
    }

    /// Names in Latin letters, at most as many characters as the machine-readable
    /// zone has for them.
    pub fn latin() -> Self {
        Self {
            letters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ".to_owned(),
            marks: " '-".to_owned(),
            longest: 39,
        }
    }

    /// The same with these letters besides, such as `ӘҒҚҢӨҰҮҺІ` for Kazakh names.
    pub fn with_letters(mut self, besides: &str) -> Self {
        self.letters.push_str(besides);
        self
    }

    /// The script of its letters.
    pub fn script(&self) -> Option<Script> {
        self.letters.chars().find_map(Script::of)
    }

    /// Whether `letter`, in either case, is one of its letters.
    pub fn has(&self, letter: char) -> bool {
        letter
            .to_uppercase()
            .all(|capital| self.letters.contains(capital))
    }

    /// Writes a name down in this alphabet, in capitals.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of the text.
    pub fn write(&self, typed: &str) -> Result<String, Vec<NameProblem>> {
        let tidy = tidy(typed);
        let problems = self.problems(&tidy);
        match problems.is_empty() {
            true => Ok(tidy.to_uppercase()),
            false => Err(problems),
        }
    }

    /// Writes a name down in that of several alphabets in which most of its letters
    /// are; a country may take names in both scripts.
    ///
    /// # Errors
    /// What is wrong with it in that alphabet.
    pub fn write_in_one_of(alphabets: &[Self], typed: &str) -> Result<String, Vec<NameProblem>> {
        let known = |alphabet: &&Self| typed.chars().filter(|sign| alphabet.has(*sign)).count();
        // Of equals the first counts: max_by_key would take the last.
        let best = alphabets.iter().rev().max_by_key(known);
        best.map_or_else(
            || Err(vec![NameProblem::Empty]),
            |alphabet| alphabet.write(typed),
        )
    }

    fn problems(&self, tidy: &str) -> Vec<NameProblem> {
        let Some(first) = tidy.chars().next() else {
            return vec![NameProblem::Empty];
        };
        if let Some(script) = self.other_script(tidy) {
            return vec![NameProblem::WrongScript(script)];
        }
        let mut problems = Vec::new();
        let got = tidy.chars().count();
        if got > self.longest {
            problems.push(NameProblem::TooLong {
                longest: self.longest,
                got,
            });
        }
        if self.marks.contains(first) {
            problems.push(NameProblem::BeginsWithMark { found: first });
        }
        let signs = tidy.chars().enumerate();
        let wrong = signs.filter(|(_, sign)| !self.has(*sign) && !self.marks.contains(*sign));
        problems.extend(wrong.map(|(index, found)| self.problem_of(tidy, index, found)));
        problems
    }

    /// The script of a name that has no letter of this alphabet at all.
    fn other_script(&self, tidy: &str) -> Option<Script> {
        let mut scripts = tidy.chars().filter_map(Script::of);
        let first = scripts.next()?;
        let other = Some(first) != self.script() && scripts.all(|script| script == first);
        other.then_some(first)
    }

    fn problem_of(&self, tidy: &str, index: usize, found: char) -> NameProblem {
        let at = index + 1;
        match Script::of(found) {
            Some(script) if Some(script) != self.script() => NameProblem::MixedScript {
                letter: found,
                at,
                word: word_at(tidy, index),
                script,
                meant: self
                    .script()
                    .and_then(|own| twin(found, own))
                    .filter(|letter| self.has(*letter)),
            },
            _ => NameProblem::WrongCharacter { found, at },
        }
    }
}

/// The word of `tidy` that has the character counted `index`.
fn word_at(tidy: &str, index: usize) -> String {
    let signs: Vec<char> = tidy.chars().collect();
    let is_break = |sign: &char| matches!(sign, ' ' | '-');
    let begins = signs[..index]
        .iter()
        .rposition(is_break)
        .map_or(0, |at| at + 1);
    let rest = &signs[begins..];
    let length = rest.iter().position(is_break).unwrap_or(rest.len());
    rest[..length].iter().collect()
}
