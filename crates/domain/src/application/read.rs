//! What somebody typed, and how the office writes it.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::form::{Field, FieldKind, FormDefinition, Mask, Section};

/// An answer: as typed, never altered, and as the office writes it when it can be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldValue {
    /// As typed.
    pub typed: String,
    /// As the office writes it; `None` while the answer cannot be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canonical: Option<String>,
}

impl FieldValue {
    /// Reads an answer to a field.
    pub fn of(field: &Field, typed: impl Into<String>) -> Self {
        let typed = typed.into();
        let canonical = canonical(field, &typed);
        Self { typed, canonical }
    }

    /// Whether nothing was typed.
    pub fn is_blank(&self) -> bool {
        self.typed.trim().is_empty()
    }
}

/// Reads all answers of a form, keyed `section.field` or `section.row.field`.
///
/// An answer to a question the form does not ask is kept as typed: nothing that
/// somebody wrote is lost because the form has changed since.
pub fn read(
    form: &FormDefinition,
    typed: &BTreeMap<String, String>,
) -> BTreeMap<String, FieldValue> {
    typed
        .iter()
        .map(|(key, text)| {
            let value = match question(form, key) {
                Some((_, field)) => FieldValue::of(field, text.clone()),
                None => FieldValue {
                    typed: text.clone(),
                    canonical: None,
                },
            };
            (key.clone(), value)
        })
        .collect()
}

/// The question that a key answers.
fn question<'f>(form: &'f FormDefinition, key: &str) -> Option<(&'f Section, &'f Field)> {
    let (section, rest) = key.split_once('.')?;
    let section = form.section(section)?;
    let field = match (&section.repeat, rest.split_once('.')) {
        (Some(_), Some((row, field))) => {
            row.parse::<u16>().ok()?;
            field
        }
        (None, None) => rest,
        _ => return None,
    };
    Some((section, section.field(field)?))
}

/// How the office writes an answer; `None` when it cannot be read.
fn canonical(field: &Field, typed: &str) -> Option<String> {
    let tidy = tidied(typed);
    if tidy.is_empty() {
        return None;
    }
    if let Some(mask) = field.pattern.as_deref().and_then(Mask::new) {
        return mask.canonical(typed);
    }
    match field.kind {
        FieldKind::Text | FieldKind::Document => Some(tidy),
        FieldKind::Name => name(&tidy, field.letters.as_deref().unwrap_or_default()),
        FieldKind::Latin => latin(&tidy),
        FieldKind::Date => parse_date(&tidy).map(|day| day.to_string()),
        FieldKind::Month => parse_month(&tidy).map(|month| month.strftime("%Y-%m").to_string()),
        FieldKind::Choice => field
            .options
            .iter()
            .find(|option| option.id == tidy)
            .map(|option| option.id.clone()),
        FieldKind::Tick => parse_tick(&tidy).map(str::to_owned),
        FieldKind::Phone => phone(&tidy),
        FieldKind::Email => email(&tidy),
        FieldKind::Digits => digits(&tidy),
        FieldKind::Number => tidy.parse::<i64>().ok().map(|number| number.to_string()),
    }
}

/// Without spaces at the ends, and with one where there were several.
pub(super) fn tidied(typed: &str) -> String {
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A day, typed `31.01.1979` or `1979-01-31`.
pub fn parse_date(text: &str) -> Option<Date> {
    let (year, month, day) = match numbers(text, '.').as_deref() {
        Some([day, month, year]) => (*year, *month, *day),
        _ => match numbers(text, '-').as_deref() {
            Some([year, month, day]) => (*year, *month, *day),
            _ => return None,
        },
    };
    whole_date(year, month, day)
}

/// A month, typed `09.2014` or `2014-09`; its first day.
pub fn parse_month(text: &str) -> Option<Date> {
    let (year, month) = match numbers(text, '.').as_deref() {
        Some([month, year]) => (*year, *month),
        _ => match numbers(text, '-').as_deref() {
            Some([year, month]) => (*year, *month),
            _ => return None,
        },
    };
    whole_date(year, month, 1)
}

/// A year below 1000 is a slip of the finger, not a year of the first millennium.
fn whole_date(year: u16, month: u16, day: u16) -> Option<Date> {
    if !(1000..=9999).contains(&year) {
        return None;
    }
    let year = i16::try_from(year).ok()?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn numbers(text: &str, between: char) -> Option<Vec<u16>> {
    let number = |part: &str| {
        let part = part.trim();
        let plain = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse().ok()).flatten()
    };
    text.split(between).map(number).collect()
}

fn parse_tick(text: &str) -> Option<&'static str> {
    match text {
        "yes" | "on" | "true" | "1" => Some("yes"),
        "no" | "off" | "false" | "0" => Some("no"),
        _ => None,
    }
}

/// A name in Cyrillic capitals; Latin letters that only look right are not let through.
fn name(text: &str, besides: &str) -> Option<String> {
    let capitals = text.to_uppercase();
    let letter = |one: char| matches!(one, 'А'..='Я' | 'Ё') || besides.contains(one);
    let begins = capitals.chars().next().is_some_and(letter);
    let fits = capitals
        .chars()
        .all(|one| letter(one) || matches!(one, ' ' | '\'' | '.' | '-'));
    (begins && fits && capitals.chars().count() <= 60).then_some(capitals)
}

/// A name as the passport prints it beside the Cyrillic one.
fn latin(text: &str) -> Option<String> {
    let capitals = text.to_uppercase();
    let fits = capitals
        .chars()
        .all(|one| one.is_ascii_uppercase() || matches!(one, ' ' | '\'' | '-'));
    let begins = capitals.starts_with(|one: char| one.is_ascii_uppercase());
    (begins && fits && capitals.len() <= 39).then_some(capitals)
}

/// Digits, with the spaces and hyphens people put between them taken out.
fn digits(text: &str) -> Option<String> {
    let plain: String = text
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '-'))
        .collect();
    plain
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then_some(plain)
}

/// A phone number with its country, `+74956670299`; a national one begins with 8 or nothing.
fn phone(text: &str) -> Option<String> {
    let spare = |letter: char| matches!(letter, ' ' | '-' | '(' | ')' | '.');
    let plain: String = text.chars().filter(|letter| !spare(*letter)).collect();
    let (foreign, number) = match plain.strip_prefix('+') {
        Some(number) => (true, number),
        None => (false, plain.as_str()),
    };
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match (foreign, number.len()) {
        (true, 8..=15) => Some(format!("+{number}")),
        (false, 10) => Some(format!("+7{number}")),
        (false, 11) => number
            .strip_prefix(['7', '8'])
            .map(|own| format!("+7{own}")),
        _ => None,
    }
}

/// An address that a letter could reach; whether it does is found out by sending one.
fn email(text: &str) -> Option<String> {
    let (name, host) = text.rsplit_once('@')?;
    let named =
        !name.is_empty() && name.len() <= 64 && !name.contains(['@', ' ', '"', '<', '>', ',']);
    let parts: Vec<_> = host.split('.').collect();
    let letters = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part
                .chars()
                .all(|letter| letter.is_alphanumeric() || letter == '-')
    };
    let hosted = parts.len() >= 2 && parts.iter().all(|part| letters(part));
    (named && hosted && text.len() <= 254).then(|| format!("{name}@{}", host.to_lowercase()))
}

/// The day a person reaches an age.
///
/// Whoever was born on 29 February reaches it on 1 March of a common year.
pub(super) fn reaches(birth: Date, years: i16) -> Option<Date> {
    let year = birth.year().checked_add(years)?;
    Date::new(year, birth.month(), birth.day())
        .ok()
        .or_else(|| (birth.month() == 2 && birth.day() == 29).then(|| date(year, 3, 1)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;

    #[test]
    fn a_day_is_read_in_the_russian_and_the_iso_way() {
        let day = Some(date(1979, 1, 31));
        for typed in ["31.01.1979", "1979-01-31", "31.1.1979"] {
            assert_eq!(parse_date(typed), day, "{typed}");
        }
        for typed in [
            "31.02.1979",
            "31.01.79",
            "31/01/1979",
            "1979",
            "",
            "a.b.c",
            "00.01.1979",
        ] {
            assert_eq!(parse_date(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_month_is_read_in_both_ways() {
        assert_eq!(parse_month("09.2014"), Some(date(2014, 9, 1)));
        assert_eq!(parse_month("2014-09"), Some(date(2014, 9, 1)));
        assert_eq!(parse_month("13.2014"), None);
    }

    #[test]
    fn a_phone_number_gets_its_country() {
        for (typed, kept) in [
            ("8 (495) 667-02-99", "+74956670299"),
            ("+7 495 667 02 99", "+74956670299"),
            ("(495) 667-04-02", "+74956670402"),
            ("89161234567", "+79161234567"),
            ("9161234567", "+79161234567"),
            ("+77011234567", "+77011234567"),
            ("+44 20 7946 0958", "+442079460958"),
        ] {
            assert_eq!(phone(typed).as_deref(), Some(kept), "{typed}");
        }
        assert_eq!(phone("112"), None);
    }

    #[test]
    fn an_address_is_kept_but_for_the_case_of_its_host() {
        assert_eq!(
            email("I.Petrov@Example.ORG").as_deref(),
            Some("I.Petrov@example.org")
        );
        assert_eq!(email("почта@пример.рф").as_deref(), Some("почта@пример.рф"));
        for typed in [
            "petrov",
            "petrov@",
            "@example.org",
            "a b@example.org",
            "a@b",
            "a@b..c",
        ] {
            assert_eq!(email(typed), None, "{typed}");
        }
    }

    /// REQ-2.2.
    #[test]
    fn a_leap_day_child_reaches_an_age_on_the_first_of_march() {
        assert_eq!(reaches(date(2004, 2, 29), 14), Some(date(2018, 3, 1)));
        assert_eq!(reaches(date(2000, 5, 30), 18), Some(date(2018, 5, 30)));
        assert_eq!(reaches(date(2004, 2, 29), 16), Some(date(2020, 2, 29)));
    }
}
