//! The machine-readable zone of a passport: two lines of 44 characters (ICAO 9303, TD3).

use jiff::civil::Date;
use thiserror::Error;

/// Characters of a line.
const LINE: usize = 44;
/// Characters for the name in the first line.
const NAME: usize = 39;
/// Most characters of the surname when there is a given name: two fillers and one
/// letter of the given name always remain.
const SURNAME: usize = NAME - 3;

/// What the zone says about a passport.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassportFacts<'a> {
    /// State that issued it, three letters (`RUS`).
    pub state: &'a str,
    /// Surname in Latin letters.
    pub surname: &'a str,
    /// Given names in Latin letters; the patronymic is not part of the zone.
    pub given: &'a str,
    /// Series and number together, at most nine characters.
    pub number: &'a str,
    /// Nationality, three letters.
    pub nationality: &'a str,
    /// Birth date.
    pub birth: Date,
    /// Sex.
    pub sex: Sex,
    /// Last day of validity.
    pub expiry: Date,
    /// Whatever the state adds, at most 14 characters.
    pub optional: &'a str,
}

/// Sex as the zone has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Not stated.
    Unspecified,
}

/// What a state prints as the check digit of an empty optional field; the pack says which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptyOptional {
    /// `<`.
    Filler,
    /// `0`.
    Zero,
}

/// The two lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mrz {
    /// Document kind, state, name.
    pub first: String,
    /// Number, nationality, dates, sex, check digits.
    pub second: String,
}

/// A part of the zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The first line as a whole.
    FirstLine,
    /// The second line as a whole.
    SecondLine,
    /// Issuing state.
    State,
    /// Surname.
    Surname,
    /// Given names.
    Given,
    /// Number of the passport.
    Number,
    /// Nationality.
    Nationality,
    /// Birth date.
    Birth,
    /// Last day of validity.
    Expiry,
    /// Optional field.
    Optional,
    /// All fields of the second line together.
    Composite,
}

/// Why lines cannot be composed, or do not hold together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MrzProblem {
    /// Nothing stands where something must.
    #[error("{0:?} is empty")]
    Empty(Field),
    /// More characters than the field has.
    #[error("{field:?} has {got} characters, {longest} at most")]
    TooLong {
        /// The field.
        field: Field,
        /// Characters of the field.
        longest: usize,
        /// Characters given.
        got: usize,
    },
    /// A character that the zone does not have.
    #[error("{field:?} has `{found}`")]
    WrongCharacter {
        /// The field.
        field: Field,
        /// The character.
        found: char,
    },
    /// A line that has not 44 characters.
    #[error("{0:?} has not 44 characters")]
    Length(Field),
    /// A check digit that does not fit its field.
    #[error("the check digit of {0:?} does not fit")]
    CheckDigit(Field),
}

impl PassportFacts<'_> {
    /// The two lines of the passport. A name too long for its field is cut, so that
    /// something of both surname and given name remains.
    ///
    /// # Errors
    /// A field that is empty, too long or has characters that the zone does not have.
    pub fn compose(&self, empty_optional: EmptyOptional) -> Result<Mrz, MrzProblem> {
        let state = field(Field::State, self.state, 3)?;
        let first = fill(&format!("P<{state}{}", self.name()?), LINE);
        let number = checked(&field(Field::Number, self.number, 9)?);
        let nationality = field(Field::Nationality, self.nationality, 3)?;
        let birth = checked(&six_digits(self.birth));
        let expiry = checked(&six_digits(self.expiry));
        let optional = self.optional_field(empty_optional)?;
        let composite = check_digit(&format!("{number}{birth}{expiry}{optional}"));
        let sex = self.sex.letter();
        let second = format!("{number}{nationality}{birth}{sex}{expiry}{optional}{composite}");
        Ok(Mrz { first, second })
    }

    fn name(&self) -> Result<String, MrzProblem> {
        let surname = name(Field::Surname, self.surname)?;
        let given = name(Field::Given, self.given)?;
        if surname.is_empty() {
            return Err(MrzProblem::Empty(Field::Surname));
        }
        if given.is_empty() {
            return Ok(cut(&surname, NAME).to_owned());
        }
        let fits = surname.len() + 2 + given.len() <= NAME;
        let surname = if fits {
            surname.as_str()
        } else {
            cut(&surname, SURNAME)
        };
        let given = cut(&given, NAME - 2 - surname.len());
        Ok(format!("{surname}<<{given}"))
    }

    fn optional_field(&self, empty: EmptyOptional) -> Result<String, MrzProblem> {
        if self.optional.is_empty() {
            let check = match empty {
                EmptyOptional::Filler => '<',
                EmptyOptional::Zero => '0',
            };
            return Ok(format!("{}{check}", fill("", 14)));
        }
        Ok(checked(&field(Field::Optional, self.optional, 14)?))
    }
}

impl Sex {
    const fn letter(self) -> char {
        match self {
            Self::Female => 'F',
            Self::Male => 'M',
            Self::Unspecified => '<',
        }
    }
}

impl Mrz {
    /// Checks lines that were read from a passport: length, characters, check digits.
    /// Both ways of an empty optional field are accepted.
    ///
    /// # Errors
    /// The first thing that does not hold together.
    pub fn check(&self) -> Result<(), MrzProblem> {
        for (name, line) in [
            (Field::FirstLine, &self.first),
            (Field::SecondLine, &self.second),
        ] {
            if let Some(found) = line.chars().find(|sign| value_of(*sign).is_none()) {
                return Err(MrzProblem::WrongCharacter { field: name, found });
            }
            if line.len() != LINE {
                return Err(MrzProblem::Length(name));
            }
        }
        let part = |range| self.second.get(range).unwrap_or_default();
        let optional_is_empty = part(28..42).bytes().all(|sign| sign == b'<');
        let fields = [
            (Field::Number, part(0..9), part(9..10)),
            (Field::Birth, part(13..19), part(19..20)),
            (Field::Expiry, part(21..27), part(27..28)),
            (Field::Optional, part(28..42), part(42..43)),
        ];
        for (name, text, check) in fields {
            let filler = name == Field::Optional && optional_is_empty && check == "<";
            if !filler && check != check_digit(text).to_string() {
                return Err(MrzProblem::CheckDigit(name));
            }
        }
        let all = format!("{}{}{}", part(0..10), part(13..20), part(21..43));
        match part(43..44) == check_digit(&all).to_string() {
            true => Ok(()),
            false => Err(MrzProblem::CheckDigit(Field::Composite)),
        }
    }
}

/// Weights 7, 3, 1; letters count from ten, the filler is nothing.
fn check_digit(text: &str) -> u32 {
    let values = text.chars().map(|sign| value_of(sign).unwrap_or(0));
    let weighted = values
        .zip([7, 3, 1].into_iter().cycle())
        .map(|(value, weight)| value * weight);
    weighted.sum::<u32>() % 10
}

fn value_of(sign: char) -> Option<u32> {
    match sign {
        '<' => Some(0),
        '0'..='9' | 'A'..='Z' => sign.to_digit(36),
        _ => None,
    }
}

fn checked(text: &str) -> String {
    format!("{text}{}", check_digit(text))
}

fn fill(text: &str, length: usize) -> String {
    format!("{text:<<length$}")
}

/// A field of letters and digits, filled up.
fn field(name: Field, text: &str, longest: usize) -> Result<String, MrzProblem> {
    if text.is_empty() {
        return Err(MrzProblem::Empty(name));
    }
    let capitals = text.to_ascii_uppercase();
    if let Some(found) = capitals.chars().find(|sign| value_of(*sign).is_none()) {
        return Err(MrzProblem::WrongCharacter { field: name, found });
    }
    match capitals.len() {
        got if got > longest => Err(MrzProblem::TooLong {
            field: name,
            longest,
            got,
        }),
        _ => Ok(fill(&capitals, longest)),
    }
}

/// A name in the zone's characters: hyphens and spaces become fillers, apostrophes and
/// full stops go.
fn name(field: Field, text: &str) -> Result<String, MrzProblem> {
    let mut written = String::new();
    for sign in text.chars().map(|sign| sign.to_ascii_uppercase()) {
        match sign {
            'A'..='Z' => written.push(sign),
            ' ' | '-' if written.ends_with('<') || written.is_empty() => {}
            ' ' | '-' => written.push('<'),
            '\'' | '.' => {}
            found => return Err(MrzProblem::WrongCharacter { field, found }),
        }
    }
    written.truncate(written.trim_end_matches('<').len());
    Ok(written)
}

/// The beginning of a name, which never ends in a filler.
fn cut(name: &str, length: usize) -> &str {
    name.get(..length).unwrap_or(name).trim_end_matches('<')
}

fn six_digits(day: Date) -> String {
    day.strftime("%y%m%d").to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const SHCHERBAKOVA: PassportFacts<'_> = PassportFacts {
        state: "RUS",
        surname: "SHCHERBAKOVA",
        given: "IULIIA",
        number: "751234567",
        nationality: "RUS",
        birth: date(1985, 3, 14),
        sex: Sex::Female,
        expiry: date(2028, 5, 20),
        optional: "",
    };

    fn lines(facts: &PassportFacts<'_>, empty: EmptyOptional) -> (String, String) {
        let mrz = facts.compose(empty).unwrap();
        assert_eq!(mrz.check(), Ok(()));
        (mrz.first, mrz.second)
    }

    fn expect(facts: &PassportFacts<'_>, first: &str, second: &str) {
        let (one, two) = lines(facts, EmptyOptional::Filler);
        assert_eq!((one.as_str(), two.as_str()), (first, second));
    }

    #[test]
    fn the_published_specimen_is_composed() {
        let specimen = PassportFacts {
            state: "UTO",
            surname: "Eriksson",
            given: "Anna Maria",
            number: "L898902C3",
            nationality: "UTO",
            birth: date(1974, 8, 12),
            sex: Sex::Female,
            expiry: date(2012, 4, 15),
            optional: "ZE184226B",
        };
        expect(
            &specimen,
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
        );
    }

    #[test]
    fn russian_passports_are_composed() {
        let name = "P<RUSSHCHERBAKOVA<<IULIIA<<<<<<<<<<<<<<<<<<<";
        expect(
            &SHCHERBAKOVA,
            name,
            "7512345672RUS8503149F2805209<<<<<<<<<<<<<<<6",
        );
        let (_, zero) = lines(&SHCHERBAKOVA, EmptyOptional::Zero);
        assert_eq!(zero, "7512345672RUS8503149F2805209<<<<<<<<<<<<<<06");
        let podiapolskii = PassportFacts {
            surname: "PODIEIAPOLSKII",
            given: "ALEKSANDR",
            number: "530000001",
            birth: date(1979, 1, 31),
            sex: Sex::Male,
            expiry: date(2023, 2, 28),
            ..SHCHERBAKOVA
        };
        expect(
            &podiapolskii,
            "P<RUSPODIEIAPOLSKII<<ALEKSANDR<<<<<<<<<<<<<<",
            "5300000015RUS7901313M2302281<<<<<<<<<<<<<<<6",
        );
        let hyphen = PassportFacts {
            surname: "ZHURAVLEV-KHACHATURIAN",
            given: "EDUARD",
            number: "640123450",
            birth: date(2001, 2, 3),
            sex: Sex::Male,
            expiry: date(2029, 7, 4),
            ..SHCHERBAKOVA
        };
        expect(
            &hyphen,
            "P<RUSZHURAVLEV<KHACHATURIAN<<EDUARD<<<<<<<<<",
            "6401234503RUS0102030M2907044<<<<<<<<<<<<<<<0",
        );
    }

    #[test]
    fn a_name_too_long_is_cut_and_both_parts_remain() {
        let surname = "A".repeat(40);
        let facts = PassportFacts {
            surname: &surname,
            given: "BORIS",
            ..SHCHERBAKOVA
        };
        let (first, _) = lines(&facts, EmptyOptional::Filler);
        assert_eq!(first, format!("P<RUS{}<<B", "A".repeat(36)));
        let given = "CLARA ".repeat(8);
        let facts = PassportFacts {
            surname: "BO",
            given: &given,
            ..SHCHERBAKOVA
        };
        let (first, _) = lines(&facts, EmptyOptional::Filler);
        assert_eq!(first, "P<RUSBO<<CLARA<CLARA<CLARA<CLARA<CLARA<CLARA");
        let facts = PassportFacts {
            surname: &surname,
            given: "",
            ..SHCHERBAKOVA
        };
        let (first, _) = lines(&facts, EmptyOptional::Filler);
        assert_eq!(first, format!("P<RUS{}", "A".repeat(39)));
    }

    #[test]
    fn what_the_zone_cannot_hold_is_refused() {
        let refused = |facts: PassportFacts<'_>| facts.compose(EmptyOptional::Filler).unwrap_err();
        let cyrillic = refused(PassportFacts {
            surname: "ЩЕРБАКОВА",
            ..SHCHERBAKOVA
        });
        let expected = MrzProblem::WrongCharacter {
            field: Field::Surname,
            found: 'Щ',
        };
        assert_eq!(cyrillic, expected);
        let long = refused(PassportFacts {
            number: "7512345678",
            ..SHCHERBAKOVA
        });
        let expected = MrzProblem::TooLong {
            field: Field::Number,
            longest: 9,
            got: 10,
        };
        assert_eq!(long, expected);
        let nameless = refused(PassportFacts {
            surname: " - ",
            ..SHCHERBAKOVA
        });
        assert_eq!(nameless, MrzProblem::Empty(Field::Surname));
        let stateless = refused(PassportFacts {
            state: "",
            ..SHCHERBAKOVA
        });
        assert_eq!(stateless, MrzProblem::Empty(Field::State));
    }

    #[test]
    fn every_wrong_digit_of_a_checked_field_is_found() {
        let right = SHCHERBAKOVA.compose(EmptyOptional::Filler).unwrap();
        let fields = [
            (Field::Number, 0..10),
            (Field::Birth, 13..20),
            (Field::Expiry, 21..28),
        ];
        for (field, range) in fields {
            for at in range {
                let mut signs = right.second.clone().into_bytes();
                signs[at] = if signs[at] == b'9' {
                    b'0'
                } else {
                    signs[at] + 1
                };
                let wrong = Mrz {
                    second: String::from_utf8(signs).unwrap(),
                    ..right.clone()
                };
                assert_eq!(wrong.check(), Err(MrzProblem::CheckDigit(field)), "{at}");
            }
        }
        let mut composite = right.clone();
        composite.second.replace_range(43..44, "7");
        assert_eq!(
            composite.check(),
            Err(MrzProblem::CheckDigit(Field::Composite))
        );
        let short = Mrz {
            first: "P<RUS".to_owned(),
            ..right
        };
        assert_eq!(short.check(), Err(MrzProblem::Length(Field::FirstLine)));
    }

    proptest! {
        #[test]
        fn lines_have_44_characters_of_the_zone_whatever_the_name(
            surname in "[A-Za-z][A-Za-z '.-]{0,60}", given in "[A-Za-z '.-]{0,60}",
            number in "[0-9]{1,9}", optional in "[A-Z0-9]{0,14}",
            birth in 0_i32..45_000, expiry in 0_i32..45_000,
        ) {
            let day = |days| date(1900, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            let facts = PassportFacts {
                surname: &surname, given: &given, number: &number, optional: &optional,
                birth: day(birth), expiry: day(expiry), ..SHCHERBAKOVA
            };
            let mrz = facts.compose(EmptyOptional::Zero).unwrap();
            for line in [&mrz.first, &mrz.second] {
                prop_assert_eq!(line.len(), LINE);
                prop_assert!(line.bytes().all(|b| b == b'<' || b.is_ascii_digit() || b.is_ascii_uppercase()));
            }
            prop_assert_eq!(mrz.check(), Ok(()));
            let has_given = given.bytes().any(|sign| sign.is_ascii_alphabetic());
            prop_assert_eq!(mrz.first[5..].trim_end_matches('<').contains("<<"), has_given);
        }
    }
}
