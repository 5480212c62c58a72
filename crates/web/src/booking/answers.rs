//! The answers about who comes: as typed, as fields of the page, as a person for the office.
//!
//! What is right or wrong is found in one place for all doors (`okno_app::typed`); here stands
//! only how the page asks and keeps what was typed.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use okno_app::person::{Booker, Document, Person};
use okno_app::typed::{TypedContact, TypedPerson, TypedProblem, typed_date};
use okno_domain::pack::Pack;
use okno_domain::person::reference::{Reference, ReferenceProblem};

use super::said::Said;
use super::typed_words;
use crate::field::{Choice, DateField, Field, Problem};
use crate::lang::Lang;
use crate::voice::Voice;

/// Help that can be asked for, by the code that officers see.
pub(super) const HELP: [&str; 4] = ["wheelchair", "hearing", "interpreter", "child"];

/// The answers as typed.
#[derive(Debug, Clone, Default)]
pub(super) struct Answers {
    surname: String,
    given_name: String,
    patronymic: String,
    no_patronymic: bool,
    birth_date: [String; 3],
    document_kind: String,
    document_number: String,
    email: String,
    phone: String,
    help: Vec<String>,
}

impl Answers {
    /// What the form said.
    pub(super) fn of_form(said: &Said) -> Self {
        let known = |word: &&str| HELP.contains(word);
        Self {
            surname: said.typed("surname"),
            given_name: said.typed("given_name"),
            patronymic: said.typed("patronymic"),
            no_patronymic: said.word("no_patronymic") == "1",
            birth_date: said.date("birth_date"),
            document_kind: said.typed("document_kind"),
            document_number: said.typed("document_number"),
            email: said.typed("email"),
            phone: said.typed("phone"),
            help: said.all("help").filter(known).map(str::to_owned).collect(),
        }
    }

    /// What was answered before, to be changed.
    pub(super) fn of_booker(booker: &Booker, pack: &Pack) -> Self {
        let Person {
            surname,
            given_name,
            patronymic,
            birth_date,
            document,
        } = &booker.person;
        Self {
            surname: surname.clone(),
            given_name: given_name.clone(),
            no_patronymic: patronymic.is_none(),
            patronymic: patronymic.clone().unwrap_or_default(),
            birth_date: [
                birth_date.day().to_string(),
                birth_date.month().to_string(),
                birth_date.year().to_string(),
            ],
            document_kind: document.kind.clone(),
            document_number: shown_number(pack, document),
            email: booker.contact.email.clone().unwrap_or_default(),
            phone: booker.contact.phone.clone().unwrap_or_default(),
            help: booker.help.clone(),
        }
    }

    /// The person, or everything that is wrong.
    ///
    /// # Errors
    /// The problems in the order of the fields.
    pub(super) fn read(
        &self,
        pack: &Pack,
        lang: Lang,
        now: Timestamp,
    ) -> Result<Booker, Vec<TypedProblem>> {
        let typed = TypedPerson {
            surname: self.surname.clone(),
            given_name: self.given_name.clone(),
            patronymic: self.patronymic.clone(),
            no_patronymic: self.no_patronymic,
            birth_date: date_of_fields(&self.birth_date),
            document_kind: self.document_kind.clone(),
            document_number: self.document_number.clone(),
        };
        let contact = TypedContact {
            email: self.email.clone(),
            phone: self.phone.clone(),
        };
        match (typed.read(&pack.people, today(now)), contact.read()) {
            (Ok(person), Ok(contact)) => {
                let help = self.help.clone();
                Ok(Booker {
                    person,
                    contact,
                    language: lang.code().to_owned(),
                    help,
                })
            }
            (person, contact) => {
                let mut problems = person.err().unwrap_or_default();
                problems.extend(contact.err().unwrap_or_default());
                problems
                    .iter_mut()
                    .for_each(|problem| name_the_document(problem, pack, lang));
                Err(problems)
            }
        }
    }

    /// The fields of the page, with what is wrong at each.
    pub(super) fn fields(&self, pack: &Pack, t: Voice, problems: &[Problem]) -> Fields {
        let text = |name: &'static str, value: &str| {
            let label = t.say(&format!("web-book-who-{}", name.replace('_', "-")));
            let error = typed_words::at(name, problems);
            Field::text(name, label).value(value).error(error)
        };
        let hint = |name: &str| t.say(&format!("web-book-who-{}-hint", name.replace('_', "-")));
        Fields {
            surname: text("surname", &self.surname).autocomplete("family-name"),
            given_name: text("given_name", &self.given_name).autocomplete("given-name"),
            patronymic: text("patronymic", &self.patronymic).autocomplete("additional-name"),
            no_patronymic: self.no_patronymic,
            birth_date: DateField {
                name: "birth_date".into(),
                label: t.say("web-book-who-birth-date"),
                hint: Some(hint("birth_date")),
                value: self.birth_date.clone(),
                error: typed_words::at("birth_date", problems),
                birthday: true,
            },
            document_kind: text("document_kind", "").choices(self.kinds(pack, t)),
            document_number: Field {
                width: "w10",
                autocomplete: Some("off"),
                ..text("document_number", &self.document_number).hint(hint("document_number"))
            },
            email: Field {
                kind: "email",
                ..text("email", &self.email)
                    .hint(hint("email"))
                    .autocomplete("email")
            },
            phone: Field {
                kind: "tel",
                ..text("phone", &self.phone)
                    .hint(hint("phone"))
                    .autocomplete("tel")
            },
            help: Field::text("help", t.say("web-book-who-help")).choices(HELP.map(|code| {
                let label = t.say(&format!("web-book-help-{code}"));
                Choice::new(code, label, self.help.iter().any(|asked| asked == code))
            })),
        }
    }

    fn kinds(&self, pack: &Pack, t: Voice) -> Vec<Choice> {
        let kinds = identity_documents(pack);
        let first = kinds.first().cloned().unwrap_or_default();
        let chosen = if self.document_kind.is_empty() {
            &first
        } else {
            &self.document_kind
        };
        kinds
            .iter()
            .map(|kind| Choice::new(kind, kind_name(pack, kind, t), kind == chosen))
            .collect()
    }
}

/// The fields of page 3.
pub(super) struct Fields {
    pub(super) surname: Field,
    pub(super) given_name: Field,
    pub(super) patronymic: Field,
    pub(super) no_patronymic: bool,
    pub(super) birth_date: DateField,
    pub(super) document_kind: Field,
    pub(super) document_number: Field,
    pub(super) email: Field,
    pub(super) phone: Field,
    pub(super) help: Field,
}

/// The documents by which people of some age are known, as the pack lists them.
fn identity_documents(pack: &Pack) -> Vec<String> {
    let formats = pack
        .people
        .numbers
        .iter()
        .filter(|format| format.identifies.is_some());
    formats.map(|format| format.document.clone()).collect()
}

/// The name of a kind of document.
pub(super) fn kind_name(pack: &Pack, kind: &str, t: Voice) -> String {
    let known = pack.evidence_kind(kind).map(|known| t.words(&known.title));
    known.unwrap_or_else(|| kind.to_owned())
}

/// Puts the name of a document in the place of its code.
fn name_the_document(problem: &mut TypedProblem, pack: &Pack, lang: Lang) {
    if problem.code == "not_at_this_age" {
        let t = Voice::of(lang);
        problem
            .facts
            .iter_mut()
            .for_each(|fact| *fact = kind_name(pack, fact, t));
    }
}

/// The number with its series apart, as it stands in the document: `4510 123450`.
pub(super) fn shown_number(pack: &Pack, document: &Document) -> String {
    let format = pack
        .people
        .numbers
        .iter()
        .find(|format| format.document == document.kind);
    let written = format.and_then(|format| format.pattern.read(&document.number).ok());
    written.map_or_else(
        || document.number.clone(),
        |number| number.as_str().replace(' ', "\u{a0}"),
    )
}

/// Today in the zone where the day begins first: nobody born today is told to be of tomorrow.
fn today(now: Timestamp) -> Date {
    const FIRST: i8 = 14;
    now.to_zoned(TimeZone::fixed(jiff::tz::offset(FIRST)))
        .date()
}

/// A date of three fields; a whole date pasted into one of them is taken as it is.
fn date_of_fields(fields: &[String; 3]) -> String {
    let whole = fields
        .iter()
        .find(|field| field.chars().any(|sign| ".-/ ".contains(sign)));
    match whole {
        Some(whole) => whole.clone(),
        None if fields.iter().all(String::is_empty) => String::new(),
        None => fields.join("."),
    }
}

/// A birth date for a look-up; whether it is the right one is found out by looking.
///
/// # Errors
/// Nothing was typed, or no such day exists.
pub(super) fn date(fields: &[String; 3]) -> Result<Date, TypedProblem> {
    let text = date_of_fields(fields);
    let code = if text.is_empty() {
        "empty"
    } else {
        "no_such_date"
    };
    typed_date(&text).ok_or(TypedProblem {
        field: "birth_date",
        code,
        facts: Vec::new(),
    })
}

/// The reference of an appointment, tolerant of case, spaces, hyphens and look-alike letters.
///
/// # Errors
/// What is wrong with it; a typing mistake is found by its check character.
pub(super) fn reference(typed: &str) -> Result<Reference, TypedProblem> {
    let wrong = |code, facts| TypedProblem {
        field: "reference",
        code,
        facts,
    };
    if typed.is_empty() {
        return Err(wrong("empty", Vec::new()));
    }
    Reference::parse(typed).map_err(|problem| {
        let facts = match &problem {
            ReferenceProblem::Length { expected, got } => {
                vec![expected.to_string(), got.to_string()]
            }
            ReferenceProblem::UnknownCharacter { found, .. } => vec![found.to_string()],
            ReferenceProblem::CheckCharacter => Vec::new(),
        };
        wrong(problem.code(), facts)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn fields(day: &str, month: &str, year: &str) -> [String; 3] {
        [day, month, year].map(str::to_owned)
    }

    #[test]
    fn a_date_pasted_whole_into_the_first_field_is_taken() {
        let born = date(&fields("14.03.1985", "", "")).unwrap();
        assert_eq!(born, jiff::civil::date(1985, 3, 14));
        assert_eq!(date(&fields("14", "3", "1985")).unwrap(), born);
        assert_eq!(date(&fields("", "", "")).unwrap_err().code, "empty");
        assert_eq!(
            date(&fields("31", "2", "1985")).unwrap_err().code,
            "no_such_date"
        );
        assert_eq!(
            date(&fields("14", "", "1985")).unwrap_err().code,
            "no_such_date"
        );
    }

    #[test]
    fn a_typing_mistake_in_a_reference_is_told_apart_from_a_missing_sign() {
        let right = Reference::from_random("77", 0x0123_4567_89AB_CDEF)
            .unwrap()
            .to_string();
        assert_eq!(
            reference(&right.to_lowercase().replace('-', " "))
                .unwrap()
                .to_string(),
            right
        );
        assert_eq!(reference("77-AB").unwrap_err().code, "length");
        assert_eq!(reference("").unwrap_err().code, "empty");
        let mut signs: Vec<char> = right.chars().collect();
        signs[3] = if signs[3] == 'A' { 'B' } else { 'A' };
        let wrong: String = signs.into_iter().collect();
        assert_eq!(reference(&wrong).unwrap_err().code, "check_character");
    }
}
