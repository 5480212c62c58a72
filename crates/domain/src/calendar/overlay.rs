use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::file::Reader;
use super::{Calendar, CalendarFileError, DayClass, DayReason, FileProblem, WeekdayName};
use crate::words::Words;

/// What one office, or one order at short notice, changes in a country's calendar:
/// regional holidays, sanitary days, days declared off (REQ-3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlay {
    /// The calendar it is meant for (`RU`).
    pub calendar: String,
    /// What people call it.
    pub title: Words,
    /// The name of the file, for errors.
    pub file: String,
    /// The changed days, in the order of the file.
    pub days: Vec<OverlayDay>,
}

/// A day that the overlay changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverlayDay {
    /// Which day.
    pub on: Date,
    /// What becomes of it.
    pub change: OverlayChange,
    /// What people are told about it.
    pub title: Words,
    /// The order that says so.
    pub source: String,
    /// Whether the source was checked.
    pub certain: bool,
    line: usize,
    /// Part of a run: a day that is off already stays as it is.
    in_run: bool,
}

/// What becomes of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverlayChange {
    /// Nobody works.
    Off,
    /// The day is shortened.
    Short,
    /// The office works, by the hours of this weekday.
    Working(WeekdayName),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OverlayText {
    calendar: String,
    title: Spanned<Words>,
    #[serde(default)]
    day: Vec<DayText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DayText {
    /// First day.
    on: Spanned<Date>,
    /// Last day, where a run of days is meant; only its working days change.
    until: Option<Spanned<Date>>,
    change: OverlayChange,
    title: Spanned<Words>,
    source: Spanned<String>,
    certain: bool,
}

impl Overlay {
    /// Reads an overlay from its text.
    ///
    /// # Errors
    /// An unknown or missing key, an empty source, a run that ends before it
    /// begins; with the line.
    pub fn parse(file: &str, text: &str) -> Result<Self, CalendarFileError> {
        let reader = Reader { file, text };
        let parsed: OverlayText = reader.parse()?;
        let mut days = Vec::new();
        for entry in parsed.day {
            days.extend(run(&reader, &entry)?);
        }
        Ok(Self {
            calendar: parsed.calendar,
            title: reader.words(&parsed.title)?,
            file: file.to_owned(),
            days,
        })
    }

    pub(super) fn lay_on(&self, below: &Calendar) -> Result<Calendar, CalendarFileError> {
        let mut calendar = below.clone();
        let wrong = |line: usize, problem: FileProblem| CalendarFileError {
            file: self.file.clone(),
            line,
            problem,
        };
        if self.calendar != below.code {
            let text = format!(
                "this overlay is for calendar {}, not {}",
                self.calendar, below.code
            );
            return Err(wrong(1, FileProblem::DoesNotFit(text)));
        }
        for change in &self.days {
            let day = calendar
                .day(change.on)
                .map_err(|e| wrong(change.line, FileProblem::DoesNotFit(e.to_string())))?;
            let (class, short) = match change.outcome(day.class, day.short) {
                Ok(outcome) => outcome,
                Err(FileProblem::NoChange(_)) if change.in_run => continue,
                Err(problem) => return Err(wrong(change.line, problem)),
            };
            let mut day = day;
            day.class = class;
            day.short = short;
            // A shortened working Saturday still stands in for its weekday.
            if change.change != OverlayChange::Short || day.reason == DayReason::Week {
                day.reason = DayReason::Overlay {
                    title: change.title.clone(),
                    hours_of: change.hours_of(),
                };
            }
            day.source.clone_from(&change.source);
            day.certain = change.certain;
            calendar.special.insert(change.on, day);
        }
        Ok(calendar)
    }
}

impl OverlayDay {
    const fn hours_of(&self) -> Option<WeekdayName> {
        match self.change {
            OverlayChange::Working(day) => Some(day),
            OverlayChange::Off | OverlayChange::Short => None,
        }
    }

    fn outcome(&self, class: DayClass, short: bool) -> Result<(DayClass, bool), FileProblem> {
        match (self.change, class.is_working()) {
            (OverlayChange::Off, true) => Ok((DayClass::Holiday, false)),
            (OverlayChange::Working(_), false) => Ok((DayClass::WorkingSaturday, false)),
            (OverlayChange::Short, true) if !short => match class {
                DayClass::Ordinary => Ok((DayClass::PreHoliday, true)),
                other => Ok((other, true)),
            },
            (OverlayChange::Short, false) => Err(FileProblem::ShortDayOff(self.on)),
            _ => Err(FileProblem::NoChange(self.on)),
        }
    }
}

/// The days of one entry.
fn run(reader: &Reader<'_>, entry: &DayText) -> Result<Vec<OverlayDay>, CalendarFileError> {
    let source = reader.source(&entry.source)?;
    let title = reader.words(&entry.title)?;
    let first = *entry.on.get_ref();
    let last = entry.until.as_ref().map_or(first, |day| *day.get_ref());
    if last < first {
        let text = format!("the run ends on {last}, before it begins on {first}");
        return Err(reader.on(&entry.on, FileProblem::DoesNotFit(text)));
    }
    let line = reader.at(entry.on.span().start, FileProblem::NoSource).line;
    let days = first
        .series(jiff::Span::new().days(1))
        .take_while(|day| *day <= last);
    Ok(days
        .map(|on| OverlayDay {
            on,
            change: entry.change,
            title: title.clone(),
            source: source.clone(),
            certain: entry.certain,
            line,
            in_run: entry.until.is_some(),
        })
        .collect())
}
