//! Made-up people: names, documents and contacts that belong to nobody.
//!
//! Passports are of a region that does not exist (`00`), pension numbers of a
//! range that is not given out (`999`), telephone numbers begin with a zero after
//! the country's code. Check digits are right, so that every form takes them.

use jiff::ToSpan;
use jiff::civil::Date;

use super::dice::Dice;
use super::names::{HARD, MEN, SURNAMES, WOMEN, of_a_woman};
use crate::person::{Booker, Contact, Document, Person};

/// From this age on a person has a passport of the country.
const PASSPORT_AGE: i64 = 14;
/// Help that people ask for, as the hall knows it.
const HELP: [&str; 4] = ["wheelchair", "hearing", "interpreter", "child"];

/// A made-up person.
#[derive(Debug, Clone)]
pub struct Citizen {
    /// The person as one who books.
    pub booker: Booker,
    /// Pension number with right check digits.
    pub snils: String,
}

/// So many people, the same for the same seed; ages follow `today`.
///
/// The first ones are those whose names and birth dates forms stumble over.
pub fn citizens(seed: u64, today: Date, count: usize) -> Vec<Citizen> {
    let mut dice = Dice::new(seed);
    let hard_dates = hard_birth_dates(today);
    (0..count)
        .map(|index| {
            let mut person = named(index, &mut dice);
            person.birth_date = match hard_dates.get(index) {
                Some(date) => *date,
                None => born(today, &mut dice),
            };
            person.document = document(index, &person, today);
            let booker = Booker {
                contact: contact(index, &mut dice),
                language: if dice.percent(5) { "en" } else { "ru" }.to_owned(),
                help: help(&mut dice),
                person,
            };
            Citizen {
                booker,
                snils: snils(index),
            }
        })
        .collect()
}

/// Birthdays at 14 and 18 today and tomorrow, 29 February, newborn, very old.
fn hard_birth_dates(today: Date) -> Vec<Date> {
    let years_ago = |years: i64| today.saturating_sub(years.years());
    let fixed = [(2004, 2, 29), (1992, 2, 29), (2008, 2, 29), (1931, 1, 1)];
    let fixed = fixed
        .into_iter()
        .filter_map(|(year, month, day)| Date::new(year, month, day).ok());
    [
        years_ago(14),
        years_ago(14).saturating_add(1.day()),
        years_ago(18),
        years_ago(18).saturating_add(1.day()),
        today,
    ]
    .into_iter()
    .chain(fixed)
    .collect()
}

fn named(index: usize, dice: &mut Dice) -> Person {
    let (surname, given_name, patronymic) = match HARD.get(index) {
        Some((surname, given, patronymic)) => (
            (*surname).to_owned(),
            (*given).to_owned(),
            patronymic.map(str::to_owned),
        ),
        None => ordinary_name(dice),
    };
    let document = Document {
        kind: String::new(),
        number: String::new(),
    };
    Person {
        surname,
        given_name,
        patronymic,
        birth_date: Date::ZERO,
        document,
    }
}

fn ordinary_name(dice: &mut Dice) -> (String, String, Option<String>) {
    let surname = *dice.one_of(SURNAMES);
    let (_, son_of, daughter_of) = *dice.one_of(MEN);
    let has_patronymic = !dice.percent(2);
    if dice.percent(46) {
        let (given, ..) = *dice.one_of(MEN);
        return (
            surname.into(),
            given.into(),
            has_patronymic.then(|| son_of.into()),
        );
    }
    let given = *dice.one_of(WOMEN);
    (
        of_a_woman(surname),
        given.into(),
        has_patronymic.then(|| daughter_of.into()),
    )
}

/// Most people who travel are between twenty and sixty; some are children.
fn born(today: Date, dice: &mut Dice) -> Date {
    let years = match dice.below(100) {
        0..=11 => dice.below(14),
        12..=84 => 18 + dice.below(42),
        _ => 60 + dice.below(25),
    };
    let days = years * 365 + years / 4 + dice.below(360) + 1;
    today.saturating_sub((days as i64).days())
}

fn document(index: usize, person: &Person, today: Date) -> Document {
    let has_passport = person.birth_date <= today.saturating_sub(PASSPORT_AGE.years());
    if has_passport {
        let year = 4 + index % 20;
        let number = format!("00{year:02}{:06}", 100_000 + index);
        return Document {
            kind: "internal_passport".into(),
            number,
        };
    }
    let number = format!("IX-ЯЯ{:06}", 100_000 + index);
    Document {
        kind: "birth_certificate".into(),
        number,
    }
}

fn contact(index: usize, dice: &mut Dice) -> Contact {
    let email = dice
        .percent(72)
        .then(|| format!("person{index}@example.org"));
    let phone = dice.percent(80).then(|| phone(index));
    Contact { email, phone }
}

/// A telephone number that cannot exist: no code of the country begins with zero.
pub(super) fn phone(index: usize) -> String {
    format!("+70000{index:06}")
}

fn help(dice: &mut Dice) -> Vec<String> {
    if dice.percent(4) {
        vec![(*dice.one_of(&HELP)).to_owned()]
    } else {
        Vec::new()
    }
}

/// A pension number with its check digits: weights fall from nine to one, the
/// rest by 101, where 100 counts as 00.
fn snils(index: usize) -> String {
    let body = format!("999{index:06}");
    let weights = (1..=9_u32).rev();
    let sum: u32 = body
        .bytes()
        .zip(weights)
        .map(|(b, weight)| u32::from(b - b'0') * weight)
        .sum();
    format!("{body}{:02}", sum % 101 % 100)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use std::collections::BTreeSet;

    use jiff::civil::date;
    use okno_domain::person::phone::{DialPlan, Phone};
    use okno_domain::person::snils::Snils;

    use super::*;

    #[test]
    fn two_thousand_people_have_documents_of_their_own_with_right_check_digits() {
        let people = citizens(864, date(2026, 11, 22), 2000);
        let documents: BTreeSet<_> = people
            .iter()
            .map(|citizen| citizen.booker.person.document.number.clone())
            .collect();
        assert_eq!(documents.len(), 2000);
        for citizen in &people {
            Snils::parse(&citizen.snils).unwrap();
            if let Some(phone) = &citizen.booker.contact.phone {
                assert_eq!(
                    Phone::parse(phone, &DialPlan::seven()).unwrap().as_str(),
                    phone
                );
            }
        }
    }

    #[test]
    fn the_hard_names_and_birthdays_are_among_them_on_any_day() {
        for today in [date(2026, 11, 22), date(2027, 2, 28), date(2027, 3, 1)] {
            let people = citizens(1, today, 40);
            let person = |index: usize| &people[index].booker.person;
            assert_eq!(person(0).birth_date, today.saturating_sub(14.years()));
            assert_eq!(person(0).document.kind, "internal_passport");
            assert_eq!(person(1).document.kind, "birth_certificate", "14 tomorrow");
            assert_eq!(person(5).birth_date, date(2004, 2, 29));
            assert!(people.iter().any(|c| c.booker.person.patronymic.is_none()));
            assert!(people.iter().all(|c| c.booker.person.birth_date <= today));
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_people() {
        let names = |seed| -> Vec<String> {
            let people = citizens(seed, date(2026, 11, 22), 300);
            people
                .iter()
                .map(|citizen| citizen.booker.person.full_name())
                .collect()
        };
        assert_eq!(names(5), names(5));
        assert_ne!(names(5), names(6));
    }
}
