//! How an official answers the telephone (REQ-17a).

use jiff::Timestamp;
use jiff::tz::TimeZone;
use thiserror::Error;

/// The part of the day, for which every language has its own greeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayPart {
    /// From midnight.
    Night,
    /// From five.
    Morning,
    /// From noon.
    Day,
    /// From six in the evening.
    Evening,
}

/// What an official says of the office and of themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Greeting<'a> {
    /// The short name of the division.
    pub unit: &'a str,
    /// The position of the official.
    pub position: &'a str,
    /// The surname of the official.
    pub surname: &'a str,
    /// The words for this part of the day, as the language has them (`добрый день`).
    pub good_day: &'a str,
}

/// Why a greeting cannot be said as item 17 demands.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GreetingProblem {
    /// The template does not begin with the name of the division.
    #[error("the template does not begin with {{unit}}")]
    UnitNotFirst,
    /// The template leaves something out.
    #[error("the template has no {{{0}}}")]
    Missing(&'static str),
    /// The template asks for something that is not known.
    #[error("the template asks for {{{0}}}")]
    Unknown(String),
    /// A name is empty.
    #[error("{0} is empty")]
    Empty(&'static str),
}

impl DayPart {
    /// The part of the day at the office.
    pub fn at(at: Timestamp, zone: &TimeZone) -> Self {
        match at.to_zoned(zone.clone()).hour() {
            0..5 => Self::Night,
            5..12 => Self::Morning,
            12..18 => Self::Day,
            _ => Self::Evening,
        }
    }

    /// The word in message keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Night => "night",
            Self::Morning => "morning",
            Self::Day => "day",
            Self::Evening => "evening",
        }
    }
}

impl Greeting<'_> {
    /// The greeting by a template of the language, such as
    /// `{unit}, {position} {surname}, {good_day}.`
    ///
    /// Item 17: the answer begins with the name of the division and has the surname
    /// and the position of whoever answers.
    ///
    /// # Errors
    /// The template breaks the item, or a name is empty.
    pub fn say(&self, template: &str) -> Result<String, GreetingProblem> {
        if !template.starts_with("{unit}") {
            return Err(GreetingProblem::UnitNotFirst);
        }
        for (key, value) in self.facts() {
            if !template.contains(&format!("{{{key}}}")) {
                return Err(GreetingProblem::Missing(key));
            }
            if value.trim().is_empty() {
                return Err(GreetingProblem::Empty(key));
            }
        }
        self.fill(template)
    }

    fn facts(&self) -> [(&'static str, &str); 4] {
        [
            ("unit", self.unit),
            ("position", self.position),
            ("surname", self.surname),
            ("good_day", self.good_day),
        ]
    }

    fn fill(&self, template: &str) -> Result<String, GreetingProblem> {
        let mut said = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (key, tail) = after.split_once('}').unwrap_or((after, ""));
            let fact = self.facts().into_iter().find(|(name, _)| *name == key);
            let (_, value) = fact.ok_or_else(|| GreetingProblem::Unknown(key.to_owned()))?;
            said.push_str(before);
            said.push_str(value);
            rest = tail;
        }
        said.push_str(rest);
        Ok(said)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    const PETROVA: Greeting<'_> = Greeting {
        unit: "Отдел по вопросам миграции № 12",
        position: "старший инспектор",
        surname: "Петрова",
        good_day: "добрый день",
    };

    #[test]
    fn the_answer_begins_with_the_division_and_names_who_answers() {
        // REQ-17a
        let said = PETROVA
            .say("{unit}, {position} {surname}, {good_day}.")
            .unwrap();
        let expected = "Отдел по вопросам миграции № 12, старший инспектор Петрова, добрый день.";
        assert_eq!(said, expected);
        let english = Greeting {
            unit: "Migration division 12",
            position: "senior inspector",
            surname: "Petrova",
            good_day: "good morning",
        };
        let said = english
            .say("{unit}, {position} {surname}, {good_day}.")
            .unwrap();
        assert!(said.starts_with(english.unit));
        assert!(said.contains(english.surname) && said.contains(english.position));
    }

    #[test]
    fn a_template_that_breaks_the_item_is_refused() {
        // REQ-17a
        let refused = |template| PETROVA.say(template).unwrap_err();
        assert_eq!(refused("{good_day}, {unit}"), GreetingProblem::UnitNotFirst);
        assert_eq!(
            refused("{unit}, {position}, {good_day}"),
            GreetingProblem::Missing("surname")
        );
        let unknown = "{unit}, {position} {surname}, {good_day} {phone}";
        assert_eq!(
            refused(unknown),
            GreetingProblem::Unknown("phone".to_owned())
        );
        let nameless = Greeting {
            surname: " ",
            ..PETROVA
        };
        let said = nameless.say("{unit}, {position} {surname}, {good_day}.");
        assert_eq!(said, Err(GreetingProblem::Empty("surname")));
    }

    #[test]
    fn a_brace_in_a_name_is_no_place_to_fill() {
        let odd = Greeting {
            unit: "Отдел {surname}",
            ..PETROVA
        };
        let said = odd
            .say("{unit}, {position} {surname}, {good_day}.")
            .unwrap();
        assert!(said.starts_with("Отдел {surname}, "));
    }

    #[test]
    fn the_part_of_the_day_is_that_of_the_office() {
        // REQ-17a
        let at: Timestamp = "2018-12-14T08:30:00Z".parse().unwrap();
        let part = |zone| DayPart::at(at, &TimeZone::get(zone).unwrap());
        assert_eq!(part("Europe/Kaliningrad"), DayPart::Morning);
        assert_eq!(part("Asia/Yekaterinburg"), DayPart::Day);
        assert_eq!(part("Asia/Vladivostok"), DayPart::Evening);
        assert_eq!(part("America/New_York"), DayPart::Night);
    }
}
