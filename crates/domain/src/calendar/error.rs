use jiff::civil::Date;
use thiserror::Error;

/// A day was asked for that no calendar data cover. It is never guessed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{date} is outside the years {first}-{last} of calendar {calendar}: extend {file}")]
pub struct NotCovered {
    /// The calendar that was asked (`RU`).
    pub calendar: String,
    /// The day asked for.
    pub date: Date,
    /// First covered year.
    pub first: i16,
    /// Last covered year.
    pub last: i16,
    /// The file to which the year must be added.
    pub file: String,
}

/// A calendar file or an overlay cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}, line {line}: {problem}")]
pub struct CalendarFileError {
    /// The file, as named by whoever read it.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub problem: FileProblem,
}

/// What is wrong in a calendar file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FileProblem {
    /// Not the expected structure: a wrong key, a missing one, a wrong type.
    #[error("{0}")]
    Structure(String),
    /// A value without a source.
    #[error("the source is empty")]
    NoSource,
    /// Words that people read are missing in a language.
    #[error("nothing is said in language `{0}`")]
    Untranslated(String),
    /// The file covers no year.
    #[error("no year is given")]
    NoYear,
    /// Years must follow each other without a gap.
    #[error("year {found} follows {after}: years must be given in order, none left out")]
    YearOutOfOrder {
        /// The year before it in the file.
        after: i16,
        /// The year found.
        found: i16,
    },
    /// A day stands under another year.
    #[error("{0} is not a day of year {1}")]
    NotInYear(Date, i16),
    /// A yearly day that no year has, such as `02-30`.
    #[error("`{0}` is not a day of the year, month first (`05-09`)")]
    NotADay(String),
    /// A day off can be moved only from a day that is off.
    #[error("{0} is a working day: it has no day off to move")]
    NothingToMove(Date),
    /// A day off can be moved only to a day that is not off yet.
    #[error("{0} is off already")]
    AlreadyOff(Date),
    /// Only a working day can be shortened.
    #[error("{0} is not a working day and cannot be shortened")]
    ShortDayOff(Date),
    /// The same day is given twice.
    #[error("{0} is given twice")]
    Twice(Date),
    /// The number of working days stated in the file is not what its days yield.
    #[error("year {year} yields {counted} working days, the file states {stated}")]
    WrongCount {
        /// The year.
        year: i16,
        /// As stated in the file.
        stated: u32,
        /// As counted from its days.
        counted: u32,
    },
    /// An overlay changes a day that is so already.
    #[error("{0} is so already in the calendar below")]
    NoChange(Date),
    /// An overlay is meant for another calendar, or for years that are not covered.
    #[error("{0}")]
    DoesNotFit(String),
}
