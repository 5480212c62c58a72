//! The number of a case: office, year, and a counter of that office and year (REQ-7.2).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::digits::is_filler;
use crate::id::OfficeId;

/// The number under which an application is registered: `77-01-2026-000123`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CaseNumber {
    office: OfficeId,
    year: i16,
    counter: u32,
}

/// Why a text is no case number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CaseNumberProblem {
    /// Not an office, a year and a counter.
    #[error("not an office, a year and a counter, such as 77-01-2026-000123")]
    Form,
    /// The year has not four digits.
    #[error("the year has not four digits")]
    Year,
    /// The counter has fewer than six digits, is zero or too large.
    #[error("the counter has fewer than six digits, is zero or too large")]
    Counter,
}

impl CaseNumberProblem {
    /// The stable code, from which the wording is chosen.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Year => "year",
            Self::Counter => "counter",
        }
    }
}

/// Digits of a counter, padded with zeros; a busier office simply has more.
const COUNTER: usize = 6;

impl CaseNumber {
    /// The `counter`-th case of an office in a year.
    ///
    /// # Errors
    /// The office has no code, the year not four digits, or the counter is zero.
    pub fn new(office: OfficeId, year: i16, counter: u32) -> Result<Self, CaseNumberProblem> {
        if office.as_str().is_empty() {
            return Err(CaseNumberProblem::Form);
        }
        if !(1000..=9999).contains(&year) {
            return Err(CaseNumberProblem::Year);
        }
        if counter == 0 {
            return Err(CaseNumberProblem::Counter);
        }
        Ok(Self {
            office,
            year,
            counter,
        })
    }

    /// Reads what was typed: spaces and dashes stand for hyphens, and all hyphens may
    /// be missing where the office is a region and an office of two digits each.
    ///
    /// # Errors
    /// Not of that form.
    pub fn parse(typed: &str) -> Result<Self, CaseNumberProblem> {
        let parts: Vec<&str> = typed
            .split(is_filler)
            .filter(|part| !part.is_empty())
            .collect();
        match parts.as_slice() {
            [whole] => Self::parse_bare(whole),
            [office @ .., year, counter] if !office.is_empty() => {
                Self::from_parts(&office.join("-"), year, counter)
            }
            _ => Err(CaseNumberProblem::Form),
        }
    }

    fn parse_bare(digits: &str) -> Result<Self, CaseNumberProblem> {
        let part = |range| digits.get(range).ok_or(CaseNumberProblem::Form);
        let (region, office) = (part(0..2)?, part(2..4)?);
        let counter = digits.get(8..).ok_or(CaseNumberProblem::Form)?;
        if !digits.bytes().all(|sign| sign.is_ascii_digit()) {
            return Err(CaseNumberProblem::Form);
        }
        Self::from_parts(&format!("{region}-{office}"), part(4..8)?, counter)
    }

    fn from_parts(office: &str, year: &str, counter: &str) -> Result<Self, CaseNumberProblem> {
        let digits = |text: &str| text.bytes().all(|sign| sign.is_ascii_digit());
        if !digits(year) || year.len() != 4 {
            return Err(CaseNumberProblem::Year);
        }
        if !digits(counter) || counter.len() < COUNTER {
            return Err(CaseNumberProblem::Counter);
        }
        let year = year.parse().map_err(|_| CaseNumberProblem::Year)?;
        let counter = counter.parse().map_err(|_| CaseNumberProblem::Counter)?;
        Self::new(OfficeId::new(office), year, counter)
    }

    /// The office that registered it.
    pub fn office(&self) -> &OfficeId {
        &self.office
    }

    /// The year of registration.
    pub const fn year(&self) -> i16 {
        self.year
    }

    /// Its place among the cases of that office and year.
    pub const fn counter(&self) -> u32 {
        self.counter
    }
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}-{}-{:0COUNTER$}",
            self.office, self.year, self.counter
        )
    }
}

impl FromStr for CaseNumber {
    type Err = CaseNumberProblem;

    fn from_str(typed: &str) -> Result<Self, CaseNumberProblem> {
        Self::parse(typed)
    }
}

impl TryFrom<String> for CaseNumber {
    type Error = CaseNumberProblem;

    fn try_from(typed: String) -> Result<Self, CaseNumberProblem> {
        Self::parse(&typed)
    }
}

impl From<CaseNumber> for String {
    fn from(number: CaseNumber) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_case_number_has_office_year_and_counter() {
        // REQ-7.2
        let number = CaseNumber::new(OfficeId::new("77-01"), 2026, 123).unwrap();
        assert_eq!(number.to_string(), "77-01-2026-000123");
        for typed in [
            "77-01-2026-000123",
            "77 01 2026 000123",
            "77012026000123",
            "77–01–2026–000123",
        ] {
            assert_eq!(CaseNumber::parse(typed), Ok(number.clone()), "{typed}");
        }
        assert_eq!(
            (number.office().as_str(), number.year(), number.counter()),
            ("77-01", 2026, 123)
        );
    }

    #[test]
    fn what_is_no_case_number_is_refused_with_the_part() {
        let refused = |typed| CaseNumber::parse(typed).unwrap_err();
        assert_eq!(refused(""), CaseNumberProblem::Form);
        assert_eq!(refused("2026-000123"), CaseNumberProblem::Form);
        assert_eq!(refused("7701"), CaseNumberProblem::Form);
        assert_eq!(refused("77-01-26-000123"), CaseNumberProblem::Year);
        assert_eq!(refused("77-01-2026-123"), CaseNumberProblem::Counter);
        assert_eq!(refused("77-01-2026-000000"), CaseNumberProblem::Counter);
        assert_eq!(
            refused("77-01-2026-99999999999"),
            CaseNumberProblem::Counter
        );
        assert_eq!(refused("77012026ые0123"), CaseNumberProblem::Form);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(region in 1_u8..100, office in 0_u8..100, year in 1000_i16..=9999, counter in 1_u32..) {
            let office = OfficeId::new(format!("{region:02}-{office:02}"));
            let number = CaseNumber::new(office, year, counter).unwrap();
            prop_assert_eq!(CaseNumber::parse(&number.to_string()), Ok(number.clone()));
            let bare = number.to_string().replace('-', "");
            prop_assert_eq!(CaseNumber::parse(&bare), Ok(number));
        }
    }
}
