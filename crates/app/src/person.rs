//! The person who books: as the document says, sealed wherever it is stored.

use jiff::civil::Date;
use okno_identity::fold;
use okno_identity::person_key::{CanonicalIdentity, KeyError, PersonKey};
use serde::{Deserialize, Serialize};

use crate::App;

/// A person as the identity document says (REQ-A7: all of it is mandatory, REQ-A15).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Surname.
    pub surname: String,
    /// Given name.
    pub given_name: String,
    /// Patronymic, where the document has one.
    pub patronymic: Option<String>,
    /// Birth date.
    pub birth_date: Date,
    /// The document that will be shown at the window.
    pub document: Document,
}

/// An identity document.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Kind, as the pack names it.
    pub kind: String,
    /// Series and number without spaces.
    pub number: String,
}

/// How to reach the person; both may be left out.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone in E.164.
    pub phone: Option<String>,
}

/// Who books, and what the office should know on the day.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booker {
    /// The person.
    pub person: Person,
    /// How to reach the person.
    #[serde(default)]
    pub contact: Contact,
    /// The language the person reads.
    pub language: String,
    /// Help that was asked for: `wheelchair`, `hearing`, `interpreter`, `child`.
    #[serde(default)]
    pub help: Vec<String>,
}

impl Person {
    /// The key that ties bookings to the document (REQ-A12, REQ-A13).
    ///
    /// # Errors
    /// When kind or number is empty.
    pub fn key(&self, app: &App) -> Result<PersonKey, KeyError> {
        let identity =
            CanonicalIdentity::new(&self.document.kind, &self.document.number, self.birth_date)?;
        Ok(identity.key(app.secrets().person()))
    }

    /// Whether two people bear the same name once spelling habits are folded.
    pub fn same_name(&self, other: &Self) -> bool {
        fold::name(&self.surname) == fold::name(&other.surname)
            && fold::name(&self.given_name) == fold::name(&other.given_name)
    }

    /// How a letter addresses the person: given name and patronymic, with a
    /// capital at the beginning of each, as people write to each other. The
    /// document's own capitals stay in the data.
    pub fn address(&self) -> String {
        let parts = [Some(&self.given_name), self.patronymic.as_ref()];
        let parts: Vec<String> = parts
            .into_iter()
            .flatten()
            .map(|part| in_letter(part))
            .collect();
        parts.join(" ")
    }

    /// Surname, given name, patronymic.
    pub fn full_name(&self) -> String {
        let parts = [
            Some(&self.surname),
            Some(&self.given_name),
            self.patronymic.as_ref(),
        ];
        parts
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// `АННА-МАРИЯ` as it stands in a letter: `Анна-Мария`.
pub fn in_letter(name: &str) -> String {
    let mut begins = true;
    let mut written = String::with_capacity(name.len());
    for letter in name.chars() {
        if begins {
            written.extend(letter.to_uppercase());
        } else {
            written.extend(letter.to_lowercase());
        }
        begins = !letter.is_alphabetic();
    }
    written
}

/// Personal data does not show itself in a log.
impl std::fmt::Debug for Booker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Booker({})", self.language)
    }
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Person({})", self.document.kind)
    }
}

impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Contact")
    }
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Document({})", self.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_addresses_people_as_they_write_each_other() {
        assert_eq!(in_letter("АННА-МАРИЯ"), "Анна-Мария");
        assert_eq!(in_letter("ЁЛКИНА"), "Ёлкина");
        assert_eq!(in_letter("АЛИ ОГЛЫ"), "Али Оглы");
    }
}
