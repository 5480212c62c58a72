//! Full years, and the day on which an age is reached.

use jiff::Span;
use jiff::civil::Date;
use thiserror::Error;

pub use crate::pack::LeapBirthday;

/// Somebody was asked for the age on a day before the birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("born on {birth}, not yet on {on}")]
pub struct NotYetBorn {
    /// The birth date.
    pub birth: Date,
    /// The day asked for.
    pub on: Date,
}

/// Full years on the day `on` (REQ-2.2: under 14, under 18).
///
/// The birthday counts from its first minute.
///
/// # Errors
/// `on` lies before the birth.
pub fn full_years(birth: Date, on: Date, leap: LeapBirthday) -> Result<u16, NotYetBorn> {
    if on < birth {
        return Err(NotYetBorn { birth, on });
    }
    let years = on.year() - birth.year();
    let had_birthday = birthday(birth, years, leap) <= on;
    Ok(years.unsigned_abs() - u16::from(!had_birthday))
}

/// The day on which somebody reaches an age.
pub fn reaches(birth: Date, years: u16, leap: LeapBirthday) -> Date {
    birthday(birth, i16::try_from(years).unwrap_or(i16::MAX), leap)
}

fn birthday(birth: Date, years: i16, leap: LeapBirthday) -> Date {
    // Years are added as the calendar does it: 29 February becomes 28 in a common year.
    let day = birth.saturating_add(Span::new().years(years.min(9_998)));
    match leap == LeapBirthday::March1 && day.day() < birth.day() {
        true => day.tomorrow().unwrap_or(day),
        false => day,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn years(birth: Date, on: Date) -> u16 {
        full_years(birth, on, LeapBirthday::March1).unwrap()
    }

    #[test]
    fn an_age_is_reached_at_the_first_minute_of_the_birthday() {
        // REQ-2.2
        assert_eq!(years(date(2000, 5, 30), date(2018, 5, 30)), 18);
        assert_eq!(years(date(2000, 5, 31), date(2018, 5, 30)), 17);
        assert_eq!(years(date(2018, 5, 30), date(2018, 5, 30)), 0);
    }

    #[test]
    fn who_was_born_on_29_february_grows_older_by_the_convention_of_the_pack() {
        let birth = date(2004, 2, 29);
        assert_eq!(years(birth, date(2018, 2, 28)), 13);
        assert_eq!(years(birth, date(2018, 3, 1)), 14);
        assert_eq!(years(birth, date(2020, 2, 29)), 16);
        let earlier = full_years(birth, date(2018, 2, 28), LeapBirthday::February28);
        assert_eq!(earlier, Ok(14));
        assert_eq!(reaches(birth, 14, LeapBirthday::March1), date(2018, 3, 1));
        assert_eq!(reaches(birth, 16, LeapBirthday::March1), date(2020, 2, 29));
        assert_eq!(
            reaches(birth, 14, LeapBirthday::February28),
            date(2018, 2, 28)
        );
    }

    #[test]
    fn nobody_has_an_age_before_birth() {
        let (birth, on) = (date(2018, 5, 31), date(2018, 5, 30));
        let refused = full_years(birth, on, LeapBirthday::March1);
        assert_eq!(refused, Err(NotYetBorn { birth, on }));
    }

    proptest! {
        #[test]
        fn the_day_an_age_is_reached_is_its_first_day(
            days in 0_i32..45_000, age in 1_u16..100, late in any::<bool>(),
        ) {
            let leap = if late { LeapBirthday::March1 } else { LeapBirthday::February28 };
            let birth = date(1900, 1, 1).checked_add(Span::new().days(days)).unwrap();
            let day = reaches(birth, age, leap);
            prop_assert_eq!(full_years(birth, day, leap), Ok(age));
            prop_assert_eq!(full_years(birth, day.yesterday().unwrap(), leap), Ok(age - 1));
        }
    }
}
