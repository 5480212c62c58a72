//! Data of a letter in words: lengths, hours, the way to complain.

use okno_documents::wording::{Args, Lang};
use okno_documents::words_of::clock_range;
use okno_domain::calendar::WeekdayName;
use okno_domain::case::Span;
use okno_domain::id::OfficeId;
use okno_domain::opening::{DayHours, TableDays, TableHours};
use okno_domain::words::Words;

use crate::Jobs;

/// Says data in the language of a letter, which is the only one it is read in.
pub(crate) struct Say<'j> {
    pub(crate) jobs: &'j Jobs,
    pub(crate) lang: Lang,
}

impl Say<'_> {
    fn words(&self, text: String) -> Words {
        Words([(self.lang.code().to_owned(), text)].into())
    }

    fn text(&self, key: &str, args: &Args) -> String {
        self.jobs.wording.text(self.lang, key, args)
    }

    /// An ISO length: `P90D` is «90 дней».
    pub(crate) fn length(&self, iso: &str) -> Words {
        let (key, amount) = match iso.parse::<Span>() {
            Ok(Span::Minutes(minutes)) => ("letter-length-minutes", minutes),
            Ok(Span::Days(days)) => ("letter-length-days", days),
            Ok(Span::Months(months)) if months % 12 == 0 => ("letter-length-years", months / 12),
            Ok(Span::Months(months)) => ("letter-length-months", months),
            // Not a length: it is said as it stands.
            Err(_) => return self.words(iso.to_owned()),
        };
        self.words(self.text(key, &Args::new().count("amount", amount)))
    }

    /// A term that is a last day, or words of the body that set it.
    pub(crate) fn term(&self, term: &str) -> Words {
        match term.parse() {
            Ok(day) => {
                let day = self.jobs.wording.date(self.lang, day);
                self.words(self.text("letter-length-until", &Args::new().text("day", day)))
            }
            Err(_) => self.words(term.to_owned()),
        }
    }

    /// How to complain, and within which term a complaint is decided.
    pub(crate) fn appeal(&self, term: &str) -> Words {
        let link = format!("{}/{}/appeal", self.jobs.public_url, self.lang.code());
        let args = Args::new().text("link", link);
        match term.parse::<Span>() {
            Ok(Span::Days(days)) => {
                self.words(self.text("letter-appeal-within", &args.count("days", days)))
            }
            _ => self.words(self.text("letter-appeal", &args)),
        }
    }

    /// Hours of reception of an office, as on its sign.
    pub(crate) fn hours(&self, office: &OfficeId) -> Words {
        let directory = self.jobs.app.directory().now();
        let Some(known) = directory.office(office) else {
            return Words::default();
        };
        let rows = known.profile.hours.reception.table();
        let said: Vec<String> = rows
            .iter()
            .filter_map(|row| match (&row.days, &row.hours) {
                (TableDays::Weekdays(first, last), TableHours::Hours(hours))
                    if !hours.is_closed() =>
                {
                    Some(format!("{} {}", self.days(*first, *last), ranges(hours)))
                }
                _ => None,
            })
            .collect();
        self.words(said.join(", "))
    }

    fn days(&self, first: WeekdayName, last: WeekdayName) -> String {
        let short = |day: WeekdayName| self.jobs.wording.weekday_in_short(self.lang, day.into());
        if first == last {
            short(first)
        } else {
            format!("{}–{}", short(first), short(last))
        }
    }
}

fn ranges(hours: &DayHours) -> String {
    let ranges = hours
        .ranges()
        .iter()
        .map(|range| clock_range(range.from(), range.until()));
    ranges.collect::<Vec<_>>().join(", ")
}
