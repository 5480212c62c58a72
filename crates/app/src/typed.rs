//! What was typed about a person, read once for all doors: pages, operators,
//! programs. Everything wrong is found at once; what was typed stays with the
//! door that asked (REQ-A7, REQ-A13).

use jiff::civil::{Date, date};
use okno_domain::pack::{LeapBirthday, People};
use okno_domain::person::age::full_years;
use okno_domain::person::document::DocumentProblem;
use okno_domain::person::name::{NamePart, NameParts, NameProblem, Patronymic, PersonName};
use okno_domain::person::phone::{DialPlan, Phone, PhoneProblem};

use crate::person::{Contact, Document, Person};

/// Nobody who books was born before.
const EARLIEST_BIRTH: Date = date(1900, 1, 1);
/// The longest e-mail address that mail servers take.
const LONGEST_EMAIL: usize = 254;

/// A person as typed.
#[derive(Debug, Clone, Default)]
pub struct TypedPerson {
    /// Surname.
    pub surname: String,
    /// Given name.
    pub given_name: String,
    /// Patronymic.
    pub patronymic: String,
    /// The document has no patronymic.
    pub no_patronymic: bool,
    /// `YYYY-MM-DD` or `14.03.1985`.
    pub birth_date: String,
    /// Kind of document, as the pack names it.
    pub document_kind: String,
    /// Series and number.
    pub document_number: String,
}

/// How to reach the person, as typed.
#[derive(Debug, Clone, Default)]
pub struct TypedContact {
    /// E-mail address, or nothing.
    pub email: String,
    /// Telephone, or nothing.
    pub phone: String,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedProblem {
    /// The field: `surname`, `birth_date`, `document_number`, …
    pub field: &'static str,
    /// The stable code from which the wording is chosen.
    pub code: &'static str,
    /// Figures of the code in the order of its wording: expected, found, letter, word.
    pub facts: Vec<String>,
}

impl TypedPerson {
    /// Reads the person.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the fields.
    pub fn read(&self, people: &People, today: Date) -> Result<Person, Vec<TypedProblem>> {
        let name = self.name(people);
        let birth_date = birth_date(&self.birth_date, today);
        let age = birth_date.as_ref().ok().and_then(|birth| {
            full_years(
                *birth,
                today,
                people.leap_birthday.unwrap_or(LeapBirthday::March1),
            )
            .ok()
        });
        let document = self.document(people, age);
        match (name, birth_date, document) {
            (Ok(name), Ok(birth_date), Ok(document)) => Ok(Person {
                patronymic: patronymic_of(&name),
                surname: name.surname,
                given_name: name.given,
                birth_date,
                document,
            }),
            (name, birth_date, document) => {
                let mut problems = name.err().unwrap_or_default();
                problems.extend(birth_date.err());
                problems.extend(document.err());
                Err(problems)
            }
        }
    }

    fn name(&self, people: &People) -> Result<PersonName, Vec<TypedProblem>> {
        let parts = NameParts {
            surname: &self.surname,
            given: &self.given_name,
            patronymic: self.patronymic.trim(),
            no_patronymic: self.no_patronymic,
        };
        PersonName::write(&parts, &people.alphabets).map_err(|problems| {
            problems
                .into_iter()
                .map(|(part, problem)| name_problem(part, &problem))
                .collect()
        })
    }

    fn document(&self, people: &People, age: Option<u16>) -> Result<Document, TypedProblem> {
        let kind = self.document_kind.trim();
        let offered = || {
            people
                .numbers
                .iter()
                .filter(|format| format.identifies.is_some())
        };
        let unknown = || TypedProblem {
            field: "document_kind",
            code: "unknown",
            facts: offered().map(|format| format.document.clone()).collect(),
        };
        let format = offered()
            .find(|format| format.document == kind)
            .ok_or_else(unknown)?;
        let right = |age: u16| format.identifies.is_some_and(|span| span.has(age));
        if age.is_some_and(|age| !right(age)) {
            let instead = offered().find(|other| {
                age.is_some_and(|age| other.identifies.is_some_and(|span| span.has(age)))
            });
            return Err(TypedProblem {
                field: "document_kind",
                code: "not_at_this_age",
                facts: instead
                    .map(|other| other.document.clone())
                    .into_iter()
                    .collect(),
            });
        }
        let number = format
            .pattern
            .read(&self.document_number)
            .map_err(|problem| document_problem(&problem, format.pattern.as_str()))?;
        Ok(Document {
            kind: kind.to_owned(),
            number: number.bare(),
        })
    }
}

impl TypedContact {
    /// Reads the contact; both may be left out.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn read(&self) -> Result<Contact, Vec<TypedProblem>> {
        let email = email(self.email.trim());
        let phone = phone(self.phone.trim());
        match (email, phone) {
            (Ok(email), Ok(phone)) => Ok(Contact { email, phone }),
            (email, phone) => Err(email.err().into_iter().chain(phone.err()).collect()),
        }
    }
}

fn patronymic_of(name: &PersonName) -> Option<String> {
    match &name.patronymic {
        Patronymic::Is(text) => Some(text.clone()),
        Patronymic::Absent => None,
    }
}

/// Reads a date typed as `YYYY-MM-DD`, `14.03.1985`, `14/3/1985` or `14 3 1985`.
pub fn typed_date(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(date) = text.parse::<Date>() {
        return (text.len() == 10).then_some(date);
    }
    let parts: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let [day, month, year] = parts.as_slice() else {
        return None;
    };
    if year.len() != 4 || day.len() > 2 || month.len() > 2 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn birth_date(text: &str, today: Date) -> Result<Date, TypedProblem> {
    let wrong = |code, facts| TypedProblem {
        field: "birth_date",
        code,
        facts,
    };
    if text.trim().is_empty() {
        return Err(wrong("empty", Vec::new()));
    }
    let date = typed_date(text).ok_or_else(|| wrong("no_such_date", Vec::new()))?;
    if date > today {
        return Err(wrong("in_future", vec![today.to_string()]));
    }
    if date < EARLIEST_BIRTH {
        return Err(wrong("too_early", vec![EARLIEST_BIRTH.year().to_string()]));
    }
    Ok(date)
}

fn email(text: &str) -> Result<Option<String>, TypedProblem> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = TypedProblem {
        field: "email",
        code: "no_address",
        facts: Vec::new(),
    };
    let Some((name, host)) = text.rsplit_once('@') else {
        return Err(wrong);
    };
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"\"(),:;<>[]\\@".contains(c);
    let labels = host.split('.').all(|label| {
        !label.is_empty()
            && label.len() <= 63
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    });
    let dots = !name.starts_with('.') && !name.ends_with('.') && !name.contains("..");
    let fits = text.len() <= LONGEST_EMAIL && name.len() <= 64;
    if name.is_empty()
        || !name.chars().all(plain)
        || !labels
        || !host.contains('.')
        || !dots
        || !fits
    {
        return Err(wrong);
    }
    Ok(Some(format!("{name}@{}", host.to_lowercase())))
}

fn phone(text: &str) -> Result<Option<String>, TypedProblem> {
    if text.is_empty() {
        return Ok(None);
    }
    match Phone::parse(text, &DialPlan::seven()) {
        Ok(phone) => Ok(Some(phone.as_str().to_owned())),
        Err(problem) => {
            let facts = match &problem {
                PhoneProblem::TooShort { expected, got }
                | PhoneProblem::TooLong { expected, got } => {
                    vec![expected.to_string(), got.to_string()]
                }
                PhoneProblem::WrongCharacter { found, .. } => vec![found.to_string()],
                PhoneProblem::Empty | PhoneProblem::NoCountry => Vec::new(),
            };
            Err(TypedProblem {
                field: "phone",
                code: problem.code(),
                facts,
            })
        }
    }
}

fn name_problem(part: NamePart, problem: &NameProblem) -> TypedProblem {
    let field = match part {
        NamePart::Surname => "surname",
        NamePart::Given => "given_name",
        NamePart::Patronymic => "patronymic",
    };
    let facts = match problem {
        NameProblem::TooLong { longest, got } => vec![longest.to_string(), got.to_string()],
        NameProblem::BeginsWithMark { found } | NameProblem::WrongCharacter { found, .. } => {
            vec![found.to_string()]
        }
        NameProblem::MixedScript {
            letter,
            word,
            script,
            meant,
            ..
        } => vec![
            letter.to_string(),
            word.clone(),
            script.name().to_owned(),
            meant.map(String::from).unwrap_or_default(),
        ],
        NameProblem::WrongScript(script) => vec![script.name().to_owned()],
        NameProblem::Empty | NameProblem::PatronymicOpen | NameProblem::PatronymicBoth => {
            Vec::new()
        }
    };
    TypedProblem {
        field,
        code: problem.code(),
        facts,
    }
}

fn document_problem(problem: &DocumentProblem, pattern: &str) -> TypedProblem {
    let facts = match problem {
        DocumentProblem::Empty => vec![pattern.to_owned()],
        DocumentProblem::TooShort { expected, got }
        | DocumentProblem::TooLong { expected, got } => {
            vec![expected.to_string(), got.to_string(), pattern.to_owned()]
        }
        DocumentProblem::WrongCharacter { found, .. } => {
            vec![found.to_string(), pattern.to_owned()]
        }
    };
    TypedProblem {
        field: "document_number",
        code: problem.code(),
        facts,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_date_is_read_as_people_write_it_and_never_guessed() {
        let born = Some(date(1985, 3, 14));
        for text in [
            "1985-03-14",
            "14.03.1985",
            "14/3/1985",
            " 14 3 1985 ",
            "14-03-1985",
        ] {
            assert_eq!(typed_date(text), born, "{text}");
        }
        for text in [
            "",
            "14.03.85",
            "31.02.1985",
            "14.03",
            "1985.03.14",
            "14.13.1985",
            "завтра",
        ] {
            assert_eq!(typed_date(text), None, "{text}");
        }
    }

    #[test]
    fn a_birth_date_to_come_is_told_as_such() {
        let today = date(2026, 11, 22);
        assert_eq!(
            birth_date("2026-11-23", today).unwrap_err().code,
            "in_future"
        );
        assert_eq!(birth_date("2026-11-22", today), Ok(today));
        assert_eq!(
            birth_date("31.12.1899", today).unwrap_err().code,
            "too_early"
        );
        assert_eq!(
            birth_date("30.02.2000", today).unwrap_err().code,
            "no_such_date"
        );
    }

    #[test]
    fn an_address_that_no_letter_reaches_is_refused() {
        for good in ["a@b.ru", "Anna.Petrova+queue@Post.Example", "я@почта.рф"] {
            assert!(email(good).is_ok(), "{good}");
        }
        for wrong in [
            "a",
            "a@b",
            "@b.ru",
            "a b@c.ru",
            "a@b..ru",
            "a@-b.ru",
            "a\r\nBcc:x@y.ru",
            ".a@b.ru",
        ] {
            assert_eq!(email(wrong).unwrap_err().code, "no_address", "{wrong}");
        }
    }
}
