//! Ticket numbers that can be read, heard and typed without a mistake.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The letters of ticket series: the same shape in both scripts, and none that looks like a digit.
///
/// The first of each pair is Cyrillic and is what the office writes; the second is
/// its Latin twin, which is what a visitor may type.
pub const LETTERS: [(char, char); 10] = [
    ('А', 'A'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
];

/// The pre-printed numbers that serve while the system is down (`Х 901` to `Х 999`).
pub const RESERVE: (char, u16, u16) = ('Х', 901, 999);

/// What stands before the number: one letter for each service and purpose of an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Series(char);

impl Series {
    /// The series of a letter, Latin or Cyrillic, large or small; `None` for any other letter.
    pub fn new(letter: char) -> Option<Self> {
        let mut capitals = letter.to_uppercase();
        let capital = capitals.next().filter(|_| capitals.next().is_none())?;
        let twin = LETTERS
            .iter()
            .find(|(own, latin)| [*own, *latin].contains(&capital));
        twin.map(|(own, _)| Self(*own))
    }

    /// The letter as the office writes it: Cyrillic.
    pub const fn letter(self) -> char {
        self.0
    }
}

/// The number of a ticket on one day at one office: `К 042`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TicketNumber {
    series: Series,
    count: u16,
}

/// Something typed that is not a ticket number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a ticket number such as К 042")]
pub struct NotATicket(pub String);

impl TicketNumber {
    /// A number of a series; `None` for nought and above 9999.
    pub fn new(series: Series, count: u16) -> Option<Self> {
        (1..=9999)
            .contains(&count)
            .then_some(Self { series, count })
    }

    /// Its series.
    pub const fn series(self) -> Series {
        self.series
    }

    /// Which of the day in its series, from 1.
    pub const fn count(self) -> u16 {
        self.count
    }

    /// Whether it is one of the pre-printed numbers; the counter must not give it.
    pub const fn is_reserve(self) -> bool {
        self.series.0 == RESERVE.0 && self.count >= RESERVE.1 && self.count <= RESERVE.2
    }

    /// The next number of the series; passes over the pre-printed ones.
    pub fn next(self) -> Option<Self> {
        let after = Self::new(self.series, self.count.checked_add(1)?)?;
        if after.is_reserve() {
            Self::new(self.series, RESERVE.2 + 1)
        } else {
            Some(after)
        }
    }
}

impl fmt::Display for TicketNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:03}", self.series.0, self.count)
    }
}

impl FromStr for TicketNumber {
    type Err = NotATicket;

    fn from_str(text: &str) -> Result<Self, NotATicket> {
        let wrong = || NotATicket(text.to_owned());
        let mut letters = text.trim().chars();
        let series = letters.next().and_then(Series::new).ok_or_else(wrong)?;
        let digits = letters.as_str().trim_start_matches([' ', '-', '\u{a0}']);
        if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(wrong());
        }
        let count = digits.parse().map_err(|_| wrong())?;
        Self::new(series, count).ok_or_else(wrong)
    }
}

impl Serialize for TicketNumber {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TicketNumber {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_is_the_same_on_a_latin_and_a_russian_keyboard() {
        let number = TicketNumber::new(Series::new('К').unwrap(), 42).unwrap();
        for typed in ["К 042", "k042", "к-42", "K 42", " К 0042 ", "К\u{a0}042"] {
            assert_eq!(typed.parse(), Ok(number), "{typed}");
        }
        assert_eq!(number.to_string(), "К 042");
    }

    #[test]
    fn what_could_be_mistaken_for_something_else_is_no_ticket() {
        for typed in [
            "О 042", "З 042", "042", "К", "К 0", "К 00000", "КК 042", "К 4 2", "К +42", "",
        ] {
            assert!(typed.parse::<TicketNumber>().is_err(), "{typed}");
        }
    }

    #[test]
    fn the_counter_passes_over_the_pre_printed_roll() {
        let last: TicketNumber = "Х 900".parse().unwrap();
        assert_eq!(last.next().unwrap().to_string(), "Х 1000");
        assert!("X 950".parse::<TicketNumber>().unwrap().is_reserve());
        let other: TicketNumber = "К 900".parse().unwrap();
        assert_eq!(other.next().unwrap().to_string(), "К 901");
        assert_eq!("К 9999".parse::<TicketNumber>().unwrap().next(), None);
    }

    proptest! {
        #[test]
        fn every_number_is_read_back_as_it_is_written(letter in 0..10usize, count in 1..=9999u16) {
            for shape in [LETTERS[letter].0, LETTERS[letter].1] {
                let number = TicketNumber::new(Series::new(shape).unwrap(), count).unwrap();
                prop_assert_eq!(number.to_string().parse(), Ok(number));
            }
        }
    }
}
