use serde::{Deserialize, Serialize};

use super::{Alphabet, NameProblem, edits, fold, is_typing_correction, tidy};

/// A person's name as the document has it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonName {
    /// Surname.
    pub surname: String,
    /// Given name or names.
    pub given: String,
    /// Patronymic.
    pub patronymic: Patronymic,
}

/// A patronymic, or the express statement that there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Patronymic {
    /// The person has one.
    Is(String),
    /// The document has none.
    Absent,
}

/// What was typed into the fields of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NameParts<'a> {
    /// Surname.
    pub surname: &'a str,
    /// Given name.
    pub given: &'a str,
    /// Patronymic; empty when there is none.
    pub patronymic: &'a str,
    /// The tick that there is no patronymic.
    pub no_patronymic: bool,
}

/// The part of a name that a problem is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NamePart {
    /// Surname.
    Surname,
    /// Given name.
    Given,
    /// Patronymic.
    Patronymic,
}

impl PersonName {
    /// Writes a name down; all parts in one of the alphabets that the pack allows.
    ///
    /// # Errors
    /// Every problem with the part it is about.
    pub fn write(
        typed: &NameParts<'_>,
        alphabets: &[Alphabet],
    ) -> Result<Self, Vec<(NamePart, NameProblem)>> {
        let mut problems = Vec::new();
        let mut part = |part: NamePart, text: &str| {
            Alphabet::write_in_one_of(alphabets, text).unwrap_or_else(|found| {
                problems.extend(found.into_iter().map(|problem| (part, problem)));
                String::new()
            })
        };
        let surname = part(NamePart::Surname, typed.surname);
        let given = part(NamePart::Given, typed.given);
        let open = tidy(typed.patronymic).is_empty();
        let patronymic = match (open, typed.no_patronymic) {
            (true, true) => Patronymic::Absent,
            (false, false) => Patronymic::Is(part(NamePart::Patronymic, typed.patronymic)),
            (true, false) => {
                problems.push((NamePart::Patronymic, NameProblem::PatronymicOpen));
                Patronymic::Absent
            }
            (false, true) => {
                problems.push((NamePart::Patronymic, NameProblem::PatronymicBoth));
                Patronymic::Absent
            }
        };
        match problems.is_empty() {
            true => Ok(Self {
                surname,
                given,
                patronymic,
            }),
            false => Err(problems),
        }
    }

    /// Whether two names are the same but for the shape of letters and marks.
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.parts().map(fold) == other.parts().map(fold)
    }

    /// Whether `corrected` may be this name with typing mistakes mended (REQ-A12): at
    /// most two slips in all, and a patronymic neither appears nor goes.
    pub fn may_be_corrected_to(&self, corrected: &Self) -> bool {
        let (mine, theirs) = (self.parts(), corrected.parts());
        let pairs = || mine.into_iter().zip(theirs);
        let slips: usize = pairs().map(|(one, other)| edits(one, other)).sum();
        slips <= 2 && pairs().all(|(one, other)| is_typing_correction(one, other))
    }

    /// Surname, given name, patronymic where there is one, for documents.
    pub fn full(&self) -> String {
        let parts = self.parts().into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" ")
    }

    fn parts(&self) -> [&str; 3] {
        let patronymic = match &self.patronymic {
            Patronymic::Is(patronymic) => patronymic.as_str(),
            Patronymic::Absent => "",
        };
        [&self.surname, &self.given, patronymic]
    }
}

/// A person's name does not show itself in a log.
impl std::fmt::Debug for PersonName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonName(…)")
    }
}
