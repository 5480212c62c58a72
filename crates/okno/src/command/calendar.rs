//! `okno calendar`: which day a term ends on, and why.
#![allow(
    clippy::print_stdout,
    reason = "the answer of a command goes to standard output"
)]

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::ValueEnum;
use jiff::civil::Date;
use okno_domain::calendar::{Calendar, Day, DayClass, DayReason, Due, Overlay};
use okno_domain::term::Term;

/// The calendars and overlays that come with the binary, by code.
const BUILT_IN: &[(&str, &str)] = &[
    ("RU", include_str!("../../../../calendars/RU.toml")),
    (
        "RU-ad-hoc",
        include_str!("../../../../calendars/RU-ad-hoc.toml"),
    ),
    ("KZ", include_str!("../../../../calendars/KZ.toml")),
];

/// The text of the calendar or overlay that comes with the binary under `code`.
pub fn builtin(code: &str) -> Option<&'static str> {
    let found = BUILT_IN.iter().find(|(name, _)| *name == code);
    found.map(|(_, text)| *text)
}

/// Prints the due date of a term, the day to work towards, and the reasons.
#[derive(Debug, clap::Args)]
pub struct CalendarArgs {
    /// Calendar that comes with the binary: RU, KZ
    #[arg(long, default_value = "RU")]
    pub calendar: String,
    /// Calendar file to read instead
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Changes of an office to lay over it: a file, or RU-ad-hoc
    #[arg(long, value_name = "FILE")]
    pub overlay: Vec<PathBuf>,
    /// Day of the event, which is not counted (2018-12-28)
    #[arg(long, value_name = "DATE")]
    pub from: Date,
    /// Term: 2wd (working days), 15d (days), 1m (months), 1y (years); without it the day itself is described
    #[arg(long, value_name = "TERM")]
    pub add: Option<String>,
    /// Language of the answer
    #[arg(long, value_enum, default_value_t = Language::En)]
    pub language: Language,
}

/// A language of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Russian.
    Ru,
    /// English.
    En,
}

/// Runs the command.
///
/// # Errors
/// An unknown calendar, a file that cannot be read or is wrong, a term that is
/// none, a date outside the years the calendar covers.
pub fn run(args: CalendarArgs) -> anyhow::Result<()> {
    for line in answer(&args)? {
        println!("{line}");
    }
    Ok(())
}

fn answer(args: &CalendarArgs) -> anyhow::Result<Vec<String>> {
    let calendar = load(args)?;
    let words = Words(args.language);
    let Some(text) = &args.add else {
        return Ok(vec![words.day(&calendar.day(args.from)?)]);
    };
    let term = Term::parse_short(text)?;
    let due = term.due(args.from, &calendar)?;
    let mut lines = vec![
        words.labelled(("срок", "due"), &words.day(&calendar.day(due.on)?)),
        words.labelled(
            ("рабочая цель", "target"),
            &words.day(&calendar.day(due.target)?),
        ),
    ];
    lines.extend(words.basis(&due));
    Ok(lines)
}

fn load(args: &CalendarArgs) -> anyhow::Result<Calendar> {
    let mut calendar = match &args.file {
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            Calendar::parse(&path.display().to_string(), &text)?
        }
        None => {
            let code = args.calendar.as_str();
            let Some(text) = builtin(code) else {
                bail!("no calendar {code} comes with the binary; give one with --file");
            };
            Calendar::parse(&format!("calendars/{code}.toml"), text)?
        }
    };
    for path in &args.overlay {
        let name = path.display().to_string();
        let text = match builtin(&name) {
            Some(text) => text.to_owned(),
            None => std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?,
        };
        calendar = calendar.with_overlay(&Overlay::parse(&name, &text)?)?;
    }
    Ok(calendar)
}

/// The words of the answer in one language.
struct Words(Language);

impl Words {
    fn pick<'a>(&self, (ru, en): (&'a str, &'a str)) -> &'a str {
        match self.0 {
            Language::Ru => ru,
            Language::En => en,
        }
    }

    fn labelled(&self, label: (&str, &str), text: &str) -> String {
        format!("{}: {text}", self.pick(label))
    }

    fn basis(&self, due: &Due) -> Vec<String> {
        let basis = &due.basis;
        let mut lines = Vec::new();
        let mut list = |label, days: &[Day]| {
            let rows = days.iter().map(|day| self.day(day));
            lines.extend(rows.map(|row| self.labelled(label, &row)));
        };
        list(("пропущен", "passed over"), &basis.skipped);
        list(("засчитан", "counted"), &basis.worked);
        list(("до срока", "before due"), &basis.set_back);
        if basis.month_end {
            let text = self.pick((
                "в этом месяце нет такого числа, поэтому — последний день",
                "that month has no such day number, so its last day",
            ));
            lines.push(text.to_owned());
        }
        if !basis.certain {
            let text = self.pick((
                "данные календаря не проверены по правовому акту",
                "these calendar data were not checked against an act",
            ));
            lines.push(text.to_owned());
        }
        lines
    }

    fn day(&self, day: &Day) -> String {
        let date = self.date(day.date);
        let weekday = self.weekday(day.date);
        let class = self.class(day);
        format!("{date} ({weekday}), {class}{}", self.reason(day))
    }

    fn weekday(&self, date: Date) -> &'static str {
        let names = match self.0 {
            Language::Ru => ["пн", "вт", "ср", "чт", "пт", "сб", "вс"],
            Language::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        };
        names[date.weekday().to_monday_zero_offset() as usize]
    }

    fn class(&self, day: &Day) -> &'static str {
        let words = match day.class {
            DayClass::Ordinary => ("рабочий день", "working day"),
            DayClass::PreHoliday => ("сокращённый день", "shortened day"),
            DayClass::WorkingSaturday if day.short => (
                "рабочая суббота, сокращённая",
                "working Saturday, shortened",
            ),
            DayClass::WorkingSaturday => ("рабочая суббота", "working Saturday"),
            DayClass::Weekend => ("выходной", "weekend"),
            DayClass::Holiday => ("нерабочий день", "day off"),
        };
        self.pick(words)
    }

    fn reason(&self, day: &Day) -> String {
        match &day.reason {
            DayReason::Week => String::new(),
            DayReason::Holiday { title, .. } | DayReason::Overlay { title, .. } => {
                format!(": {}", title.in_language(self.pick(("ru", "en"))))
            }
            DayReason::MovedHere { from } => {
                let text = self.pick(("выходной перенесён с", "moved from"));
                format!(": {text} {}", self.date(*from))
            }
            DayReason::MovedAway { to } => {
                let text = self.pick(("выходной перенесён на", "day off moved to"));
                format!(": {text} {}", self.date(*to))
            }
        }
    }

    fn date(&self, date: Date) -> String {
        match self.0 {
            Language::Ru => date.strftime("%d.%m.%Y").to_string(),
            Language::En => date.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: CalendarArgs,
    }

    fn asked(words: &[&str]) -> anyhow::Result<Vec<String>> {
        let line = std::iter::once(&"okno").chain(words);
        answer(&Line::try_parse_from(line)?.args)
    }

    #[test]
    fn two_working_days_after_the_last_friday_of_2018_end_after_the_holidays() {
        // REQ-6c
        let lines = asked(&["--calendar", "RU", "--from", "2018-12-28", "--add", "2wd"]).unwrap();
        assert_eq!(lines[0], "due: 2019-01-09 (Wed), working day");
        let counted =
            "counted: 2018-12-29 (Sat), working Saturday, shortened: day off moved to 2018-12-31";
        assert!(lines.iter().any(|line| line == counted), "{lines:?}");
    }

    #[test]
    fn a_month_shows_the_day_to_work_towards_in_russian() {
        // REQ-5.3
        let lines = asked(&["--from", "2018-03-31", "--add", "1m", "--language", "ru"]).unwrap();
        let due = "срок: 30.04.2018 (пн), нерабочий день: выходной перенесён с 28.04.2018";
        assert_eq!(lines[0], due);
        assert!(lines[1].starts_with("рабочая цель: 28.04.2018 (сб), рабочая суббота"));
    }

    #[test]
    fn every_built_in_calendar_and_overlay_can_be_used() {
        let ru = [
            "--from",
            "2020-06-23",
            "--add",
            "15d",
            "--overlay",
            "RU-ad-hoc",
        ];
        assert_eq!(asked(&ru).unwrap()[0], "due: 2020-07-08 (Wed), working day");
        let kz = asked(&["--calendar", "KZ", "--from", "2026-03-20", "--add", "1wd"]).unwrap();
        assert!(kz.last().unwrap().contains("not checked"));
    }

    #[test]
    fn what_cannot_be_answered_is_refused() {
        assert!(asked(&["--calendar", "XX", "--from", "2018-12-28"]).is_err());
        assert!(asked(&["--from", "2018-12-28", "--add", "2 days"]).is_err());
        let late = asked(&["--from", "2031-12-28"]).unwrap_err();
        assert!(late.to_string().contains("extend calendars/RU.toml"));
    }
}
