//! Day classes, working days and months of a country, as data.
//!
//! A calendar is never computed from rules of thumb: every holiday, every day
//! off moved by a yearly decree and every shortened day stands in a file of
//! `calendars/`, with its source. A question about a year that the file does
//! not cover is refused and names the file to extend; it is never guessed.
//!
//! What an office adds for itself (a regional holiday, a sanitary day, a day off
//! declared at short notice) is an [`Overlay`] over the country's [`Calendar`].
//!
//! ```
//! use okno_domain::calendar::Calendar;
//! use jiff::civil::date;
//!
//! let text = r#"
//!     country = "XX"
//!     title = { ru = "Пример", en = "Example" }
//!     weekend = ["sat", "sun"]
//!
//!     [[year]]
//!     year = 2018
//!     working_days = 261
//!     source = "example"
//!     certain = false
//! "#;
//! let calendar = Calendar::parse("calendars/XX.toml", text)?;
//! let due = calendar.add_working_days(date(2018, 4, 27), 1)?;
//! assert_eq!(due.on, date(2018, 4, 30));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod country;
mod day;
mod due;
mod error;
mod file;
mod overlay;
mod weekday;

#[cfg(test)]
mod tests;

pub use country::Calendar;
pub use day::{Day, DayClass, DayReason};
pub use due::{Basis, Due, DueRule};
pub use error::{CalendarFileError, FileProblem, NotCovered};
pub use overlay::{Overlay, OverlayChange, OverlayDay};
pub use weekday::WeekdayName;
