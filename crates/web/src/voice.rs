//! Wording of the pages: every word a person reads comes from a Fluent file.

use std::sync::OnceLock;

use jiff::civil::{Date, Time, Weekday};
use okno_documents::typography::polish;
use okno_documents::wording::{Args, Wording};
use okno_documents::words_of::{clock, clock_range};
use okno_domain::words::Words;

use crate::lang::{self, Lang};

static WORDING: OnceLock<Option<Wording>> = OnceLock::new();

/// Lets the pages speak with `wording`, the shipped one with the office's own messages over it.
///
/// Called once before the server starts; afterwards, or after the first page, it changes nothing
/// and answers `false`.
pub fn speak_with(wording: Wording) -> bool {
    WORDING.set(Some(wording)).is_ok()
}

/// The wording in use: the shipped one if nobody brought another, or nothing if even that cannot be
/// read; pages then show keys, which is seen at once.
pub fn wording() -> Option<&'static Wording> {
    let shipped = || {
        Wording::shipped()
            .inspect_err(|problem| tracing::error!(%problem, "the shipped wording cannot be read"))
            .ok()
    };
    WORDING.get_or_init(shipped).as_ref()
}

/// A number of things, as templates and code have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count(i64);

macro_rules! counts {
    ($($number:ty),+) => {$(
        impl From<$number> for Count {
            fn from(number: $number) -> Self {
                Self(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }

        impl From<&$number> for Count {
            fn from(number: &$number) -> Self {
                Self::from(*number)
            }
        }
    )+};
}

counts!(i64, i32, u32, usize);

/// Speaks one language; every template has one as `t`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voice {
    lang: Lang,
}

impl Voice {
    /// The voice of `lang`.
    pub const fn of(lang: Lang) -> Self {
        Self { lang }
    }

    /// The language spoken.
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The code for addresses and attributes: `ru` or `en`.
    pub const fn code(&self) -> &'static str {
        self.lang.code()
    }

    /// The other language's code.
    pub const fn other_code(&self) -> &'static str {
        self.lang.other().code()
    }

    /// The other language's own name.
    pub const fn other_name(&self) -> &'static str {
        lang::own_name(self.lang.other())
    }

    /// The message `key`.
    pub fn say(&self, key: &str) -> String {
        self.with_args(key, &Args::new())
    }

    /// The message `key` with one value in it.
    pub fn with(&self, key: &str, name: &str, value: impl ToString) -> String {
        self.with_args(key, &Args::new().text(name, value.to_string()))
    }

    /// The message `key` with two values in it, each after its name.
    pub fn with2(
        &self,
        key: &str,
        name: &str,
        value: impl ToString,
        second_name: &str,
        second_value: impl ToString,
    ) -> String {
        let args = Args::new().text(name, value.to_string());
        self.with_args(key, &args.text(second_name, second_value.to_string()))
    }

    /// The message `key` for `$count` things, in the plural form the number asks for.
    pub fn count(&self, key: &str, count: impl Into<Count>) -> String {
        self.with_args(key, &Args::new().count("count", count.into().0))
    }

    /// The message `key` with any values in it.
    pub fn with_args(&self, key: &str, args: &Args) -> String {
        self.from(key, |wording| wording.polished(self.lang, key, args))
    }

    fn from(self, key: &str, say: impl Fn(&Wording) -> String) -> String {
        wording().map_or_else(|| key.to_owned(), say)
    }

    /// Whether a message stands under `key`.
    pub fn has(&self, key: &str) -> bool {
        wording().is_some_and(|wording| wording.catalogue(self.lang).variables(key).is_some())
    }

    /// The message `key`, or `otherwise` where there is none: for words of packs of other countries.
    pub fn say_or(&self, key: &str, otherwise: &str) -> String {
        if self.has(key) {
            self.say(key)
        } else {
            polish(otherwise)
        }
    }

    /// Words of the data in the voice's language, with spaces bound.
    pub fn words(&self, words: &Words) -> String {
        polish(words.in_language(self.code()))
    }

    /// A text of the data with spaces bound.
    pub fn text(&self, text: &str) -> String {
        polish(text)
    }

    /// A day with its weekday: `25 ноября, среда`.
    pub fn day(&self, day: Date) -> String {
        self.from("date-day", |wording| polish(&wording.day(self.lang, day)))
    }

    /// A day with its year: `25 ноября 2026 года`.
    pub fn date(&self, day: Date) -> String {
        self.from("date-full", |wording| polish(&wording.date(self.lang, day)))
    }

    /// The day of the week.
    pub fn weekday(&self, weekday: Weekday) -> String {
        self.from("weekday", |wording| wording.weekday(self.lang, weekday))
    }

    /// A clock time on 24 hours: `9:40`.
    pub fn time(&self, time: Time) -> String {
        clock(time)
    }

    /// Hours from and to: `9:00–18:00`.
    pub fn hours(&self, from: Time, until: Time) -> String {
        clock_range(from, until)
    }

    /// A sum of money from its minor units: `5 000 руб.`.
    pub fn money(&self, minor: i64, currency: &str) -> String {
        self.from("money", |wording| wording.money(self.lang, minor, currency))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_things() {
        let differences = wording().map(Wording::differences).unwrap_or_default();
        assert!(differences.is_empty(), "{differences:?}");
    }

    #[test]
    fn words_of_another_countrys_pack_are_shown_as_they_stand() {
        assert_eq!(
            Voice::of(Lang::Ru).say_or("web-word-no-such", "8 МРП"),
            "8 МРП"
        );
    }

    #[test]
    fn the_office_speaks_of_one_and_of_many() {
        let t = Voice::of(Lang::Ru);
        assert_eq!(t.count("web-minutes", 1), "1\u{a0}минута");
        assert_eq!(t.count("web-minutes", 23), "23\u{a0}минуты");
        assert_eq!(t.count("web-minutes", 11), "11\u{a0}минут");
    }
}
