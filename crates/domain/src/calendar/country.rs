use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::{CalendarFileError, Day, DayClass, DayReason, NotCovered, Overlay, WeekdayName, file};
use crate::words::Words;

/// The working calendar of a country, possibly with an office's overlay on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    pub(super) code: String,
    pub(super) title: Words,
    pub(super) file: String,
    pub(super) weekend: BTreeSet<WeekdayName>,
    pub(super) years: BTreeMap<i16, Year>,
    /// The days that the week alone does not explain.
    pub(super) special: BTreeMap<Date, Day>,
}

/// What a file says about a whole year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Year {
    pub(super) source: String,
    pub(super) certain: bool,
}

impl Calendar {
    /// Reads a calendar from the text of a file of `calendars/`.
    ///
    /// `file` is only a name: it stands in errors, so that whoever reads them
    /// knows what to mend.
    ///
    /// # Errors
    /// An unknown or missing key, a day moved from a working day or to a day
    /// off, a shortened day off, a gap between years, or a number of working
    /// days that differs from the one stated; always with the line.
    pub fn parse(file: &str, text: &str) -> Result<Self, CalendarFileError> {
        file::read(file, text)
    }

    /// The country's code (`RU`).
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What people call this calendar.
    pub fn title(&self) -> &Words {
        &self.title
    }

    /// The name of the file from which the calendar was read.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The years for which the calendar answers.
    pub fn covered(&self) -> RangeInclusive<i16> {
        let first = self.years.first_key_value().map_or(0, |(&year, _)| year);
        let last = self.years.last_key_value().map_or(-1, |(&year, _)| year);
        first..=last
    }

    /// The same calendar with what one office changes in it.
    ///
    /// # Errors
    /// The overlay is for another calendar, touches years that are not covered,
    /// or says what the calendar says already.
    pub fn with_overlay(&self, overlay: &Overlay) -> Result<Self, CalendarFileError> {
        overlay.lay_on(self)
    }

    /// What kind of day `date` is, and why.
    ///
    /// # Errors
    /// The year is not covered.
    pub fn day(&self, date: Date) -> Result<Day, NotCovered> {
        self.plain_day(date).ok_or_else(|| self.not_covered(date))
    }

    /// What kind of day `date` is.
    ///
    /// # Errors
    /// The year is not covered.
    pub fn class(&self, date: Date) -> Result<DayClass, NotCovered> {
        self.day(date).map(|day| day.class)
    }

    /// Whether the country works on `date`.
    ///
    /// # Errors
    /// The year is not covered.
    pub fn is_working(&self, date: Date) -> Result<bool, NotCovered> {
        self.class(date).map(DayClass::is_working)
    }

    /// The number of working days of `year`.
    ///
    /// # Errors
    /// The year is not covered.
    pub fn working_days_in(&self, year: i16) -> Result<u32, NotCovered> {
        match self.years.contains_key(&year) {
            true => Ok(file::count_working(self, year)),
            false => Err(self.not_covered(Date::new(year, 1, 1).unwrap_or(Date::MIN))),
        }
    }

    /// `date` itself if it is a working day, else the last working day before it.
    ///
    /// # Errors
    /// The search leaves the covered years.
    pub fn last_working_on_or_before(&self, date: Date) -> Result<Date, NotCovered> {
        let mut date = date;
        while !self.is_working(date)? {
            date = date.yesterday().map_err(|_| self.not_covered(date))?;
        }
        Ok(date)
    }

    /// `date` itself if it is a working day, else the first working day after it.
    ///
    /// # Errors
    /// The search leaves the covered years.
    pub fn first_working_on_or_after(&self, date: Date) -> Result<Date, NotCovered> {
        let mut date = date;
        while !self.is_working(date)? {
            date = self.tomorrow(date)?;
        }
        Ok(date)
    }

    pub(super) fn tomorrow(&self, date: Date) -> Result<Date, NotCovered> {
        date.tomorrow().map_err(|_| self.not_covered(date))
    }

    pub(super) fn is_weekend(&self, date: Date) -> bool {
        self.weekend.contains(&date.weekday().into())
    }

    /// The day as far as it is covered.
    pub(super) fn plain_day(&self, date: Date) -> Option<Day> {
        let year = self.years.get(&date.year())?;
        if let Some(day) = self.special.get(&date) {
            return Some(day.clone());
        }
        let class = match self.is_weekend(date) {
            true => DayClass::Weekend,
            false => DayClass::Ordinary,
        };
        Some(Day {
            date,
            class,
            short: false,
            reason: DayReason::Week,
            source: year.source.clone(),
            certain: year.certain,
        })
    }

    pub(super) fn not_covered(&self, date: Date) -> NotCovered {
        let covered = self.covered();
        NotCovered {
            calendar: self.code.clone(),
            date,
            first: *covered.start(),
            last: *covered.end(),
            file: self.file.clone(),
        }
    }
}
