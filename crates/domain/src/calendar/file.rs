//! The text form of a calendar and the checks made when it is read.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::Deserialize;
use toml::Spanned;

use super::country::Year;
use super::{Calendar, CalendarFileError, Day, DayClass, DayReason, FileProblem, WeekdayName};
use crate::words::Words;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarText {
    country: String,
    title: Spanned<Words>,
    weekend: BTreeSet<WeekdayName>,
    #[serde(default)]
    holiday: Vec<HolidayText>,
    #[serde(default)]
    year: Vec<YearText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayText {
    name: String,
    title: Spanned<Words>,
    /// Days of every year (`05-09`).
    #[serde(default)]
    days: Vec<Spanned<String>>,
    /// Days that are different in every year.
    #[serde(default)]
    dates: Vec<Spanned<Date>>,
    since: Option<i16>,
    until: Option<i16>,
    source: Spanned<String>,
    certain: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearText {
    year: Spanned<i16>,
    working_days: Spanned<u32>,
    source: Spanned<String>,
    certain: bool,
    #[serde(default)]
    moved: Vec<MovedText>,
    #[serde(default)]
    short: Vec<Spanned<Date>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MovedText {
    from: Spanned<Date>,
    to: Spanned<Date>,
    /// Where another act than that of the year moved the day.
    source: Option<String>,
}

/// Where in which file a problem is reported.
pub(super) struct Reader<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
}

impl Reader<'_> {
    pub(super) fn parse<T: serde::de::DeserializeOwned>(&self) -> Result<T, CalendarFileError> {
        toml::from_str(self.text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            self.at(offset, FileProblem::Structure(error.message().to_owned()))
        })
    }

    pub(super) fn at(&self, offset: usize, problem: FileProblem) -> CalendarFileError {
        let before = self.text.get(..offset).unwrap_or(self.text);
        CalendarFileError {
            file: self.file.to_owned(),
            line: 1 + before.matches('\n').count(),
            problem,
        }
    }

    pub(super) fn on<T>(&self, value: &Spanned<T>, problem: FileProblem) -> CalendarFileError {
        self.at(value.span().start, problem)
    }

    /// Words that people read must exist in every language of the office.
    pub(super) fn words(&self, words: &Spanned<Words>) -> Result<Words, CalendarFileError> {
        match words.get_ref().missing(&["ru", "en"]).first() {
            Some(language) => {
                Err(self.on(words, FileProblem::Untranslated((*language).to_owned())))
            }
            None => Ok(words.get_ref().clone()),
        }
    }

    pub(super) fn source(&self, source: &Spanned<String>) -> Result<String, CalendarFileError> {
        match source.get_ref().trim() {
            "" => Err(self.on(source, FileProblem::NoSource)),
            text => Ok(text.to_owned()),
        }
    }
}

/// Reads a calendar; see [`Calendar::parse`].
pub(super) fn read(file: &str, text: &str) -> Result<Calendar, CalendarFileError> {
    let reader = Reader { file, text };
    let parsed: CalendarText = reader.parse()?;
    let mut calendar = Calendar {
        code: parsed.country,
        title: reader.words(&parsed.title)?,
        file: file.to_owned(),
        weekend: parsed.weekend,
        years: years(&reader, &parsed.year)?,
        special: BTreeMap::new(),
    };
    for holiday in &parsed.holiday {
        add_holiday(&reader, &mut calendar, holiday)?;
    }
    for year in &parsed.year {
        add_moved(&reader, &mut calendar, year)?;
        add_short(&reader, &mut calendar, year)?;
        check_count(&reader, &calendar, year)?;
    }
    Ok(calendar)
}

fn years(
    reader: &Reader<'_>,
    texts: &[YearText],
) -> Result<BTreeMap<i16, Year>, CalendarFileError> {
    let mut years: BTreeMap<i16, Year> = BTreeMap::new();
    for text in texts {
        let found = *text.year.get_ref();
        if let Some((&after, _)) = years.last_key_value()
            && found != after + 1
        {
            return Err(reader.on(&text.year, FileProblem::YearOutOfOrder { after, found }));
        }
        let year = Year {
            source: reader.source(&text.source)?,
            certain: text.certain,
        };
        years.insert(found, year);
    }
    match years.is_empty() {
        true => Err(reader.at(0, FileProblem::NoYear)),
        false => Ok(years),
    }
}

fn add_holiday(
    reader: &Reader<'_>,
    calendar: &mut Calendar,
    text: &HolidayText,
) -> Result<(), CalendarFileError> {
    let source = reader.source(&text.source)?;
    let title = reader.words(&text.title)?;
    let in_force =
        |year: i16| text.since.is_none_or(|y| year >= y) && text.until.is_none_or(|y| year <= y);
    let mut found: Vec<(usize, Date)> = Vec::new();
    for &year in calendar.years.keys().filter(|&&year| in_force(year)) {
        for day in &text.days {
            let wrong = || reader.on(day, FileProblem::NotADay(day.get_ref().clone()));
            found.push((
                day.span().start,
                day_of_year(year, day.get_ref()).ok_or_else(wrong)?,
            ));
        }
    }
    for day in &text.dates {
        let on = *day.get_ref();
        if !calendar.years.contains_key(&on.year()) {
            return Err(reader.on(day, FileProblem::NotInYear(on, on.year())));
        }
        found.push((day.span().start, on));
    }
    for (offset, on) in found {
        let day = Day {
            date: on,
            class: DayClass::Holiday,
            short: false,
            reason: DayReason::Holiday {
                name: text.name.clone(),
                title: title.clone(),
            },
            source: source.clone(),
            certain: text.certain && calendar.years.get(&on.year()).is_some_and(|y| y.certain),
        };
        if calendar.special.insert(on, day).is_some() {
            return Err(reader.at(offset, FileProblem::Twice(on)));
        }
    }
    Ok(())
}

fn day_of_year(year: i16, text: &str) -> Option<Date> {
    let (month, day) = text.split_once('-')?;
    if month.len() != 2 || day.len() != 2 {
        return None;
    }
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

fn add_moved(
    reader: &Reader<'_>,
    calendar: &mut Calendar,
    text: &YearText,
) -> Result<(), CalendarFileError> {
    let year = *text.year.get_ref();
    let mut given_away = BTreeSet::new();
    for moved in &text.moved {
        let (from, to) = (*moved.from.get_ref(), *moved.to.get_ref());
        for day in [&moved.from, &moved.to] {
            if day.get_ref().year() != year {
                return Err(reader.on(day, FileProblem::NotInYear(*day.get_ref(), year)));
            }
        }
        if !given_away.insert(from) {
            return Err(reader.on(&moved.from, FileProblem::Twice(from)));
        }
        let given = calendar.plain_day(from);
        let receiving = calendar.plain_day(to);
        if given.is_some_and(|day| day.is_working()) || !calendar.is_weekend(from) {
            return Err(reader.on(&moved.from, FileProblem::NothingToMove(from)));
        }
        if receiving.is_some_and(|day| !day.is_working()) {
            return Err(reader.on(&moved.to, FileProblem::AlreadyOff(to)));
        }
        let source = moved.source.as_ref().unwrap_or(text.source.get_ref());
        let day = |date, class, reason| Day {
            date,
            class,
            short: false,
            reason,
            source: source.clone(),
            certain: text.certain,
        };
        let off = day(to, DayClass::Holiday, DayReason::MovedHere { from });
        calendar.special.insert(to, off);
        // A holiday on a weekend stays a holiday; any other day gives its rest away.
        let away = day(from, DayClass::WorkingSaturday, DayReason::MovedAway { to });
        calendar.special.entry(from).or_insert(away);
    }
    Ok(())
}

fn add_short(
    reader: &Reader<'_>,
    calendar: &mut Calendar,
    text: &YearText,
) -> Result<(), CalendarFileError> {
    let year = *text.year.get_ref();
    for short in &text.short {
        let on = *short.get_ref();
        if on.year() != year {
            return Err(reader.on(short, FileProblem::NotInYear(on, year)));
        }
        let mut day = match calendar.plain_day(on) {
            Some(day) if day.is_working() => day,
            _ => return Err(reader.on(short, FileProblem::ShortDayOff(on))),
        };
        if day.short {
            return Err(reader.on(short, FileProblem::Twice(on)));
        }
        day.short = true;
        if day.class == DayClass::Ordinary {
            day.class = DayClass::PreHoliday;
        }
        calendar.special.insert(on, day);
    }
    Ok(())
}

fn check_count(
    reader: &Reader<'_>,
    calendar: &Calendar,
    text: &YearText,
) -> Result<(), CalendarFileError> {
    let year = *text.year.get_ref();
    let counted = count_working(calendar, year);
    let stated = *text.working_days.get_ref();
    match counted == stated {
        true => Ok(()),
        false => Err(reader.on(
            &text.working_days,
            FileProblem::WrongCount {
                year,
                stated,
                counted,
            },
        )),
    }
}

/// Working days of `year`, which the calendar covers.
pub(super) fn count_working(calendar: &Calendar, year: i16) -> u32 {
    let days = date(year, 1, 1).series(1.day());
    let working = days
        .take_while(|day| day.year() == year)
        .filter(|day| calendar.plain_day(*day).is_some_and(|d| d.is_working()));
    working.map(|_| 1).sum()
}
