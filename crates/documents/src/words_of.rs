//! Days, times, sums and lengths in words, in the language of the reader.

use jiff::civil::{Date, DateTime, Time, Weekday};

use crate::typography::polish;
use crate::wording::{Args, Lang, Wording};

impl Wording {
    /// A day with its weekday: «25 ноября, среда», "Wednesday 25 November".
    pub fn day(&self, lang: Lang, day: Date) -> String {
        self.polished(lang, "date-day", &date_args(day))
    }

    /// A day with its year: «25 ноября 2026 года», "25 November 2026".
    pub fn date(&self, lang: Lang, day: Date) -> String {
        self.polished(lang, "date-full", &date_args(day))
    }

    /// A day without weekday and year: «25 ноября», "25 November".
    pub fn day_of_month(&self, lang: Lang, day: Date) -> String {
        self.polished(lang, "date-month-day", &date_args(day))
    }

    /// A day as figures for a text message: «25.11», "25 Nov".
    pub fn day_in_figures(&self, lang: Lang, day: Date) -> String {
        self.text(lang, "date-figures", &date_args(day))
    }

    /// A day and a time: «25 ноября, среда, 9:40», "Wednesday 25 November at 9:40".
    pub fn day_and_time(&self, lang: Lang, at: DateTime) -> String {
        let args = Args::new()
            .text("day", self.day(lang, at.date()))
            .text("time", clock(at.time()));
        self.polished(lang, "date-day-time", &args)
    }

    /// A day and a time as figures for a text message: «25.11 в 9:40», "25 Nov 9:40".
    pub fn day_and_time_in_figures(&self, lang: Lang, at: DateTime) -> String {
        let args = Args::new()
            .text("day", self.day_in_figures(lang, at.date()))
            .text("time", clock(at.time()));
        self.text(lang, "date-figures-time", &args)
    }

    /// The weekday: «среда», "Wednesday".
    pub fn weekday(&self, lang: Lang, day: Weekday) -> String {
        self.text(
            lang,
            "weekday",
            &Args::new().count("weekday", day.to_monday_one_offset()),
        )
    }

    /// The weekday in short: «ср», "Wed".
    pub fn weekday_in_short(&self, lang: Lang, day: Weekday) -> String {
        self.text(
            lang,
            "weekday-short",
            &Args::new().count("weekday", day.to_monday_one_offset()),
        )
    }

    /// The month by itself, as a heading: «ноябрь», "November"; 1 is January.
    pub fn month(&self, lang: Lang, month: i8) -> String {
        self.text(lang, "month-heading", &Args::new().count("month", month))
    }

    /// A sum from minor units (kopecks): «5 000 руб.», "5,000 roubles".
    ///
    /// `currency` is the ISO 4217 code; the minor unit is a hundredth.
    pub fn money(&self, lang: Lang, minor: i64, currency: &str) -> String {
        let amount = amount(lang, minor);
        let args = Args::new().text("amount", amount).text("code", currency);
        let own = format!("money-{}", currency.to_lowercase());
        let known = self.catalogue(lang).variables(&own).is_some();
        self.polished(lang, if known { &own } else { "money-other" }, &args)
    }

    /// A whole number in groups: «12 345», "12,345".
    pub fn number(&self, lang: Lang, number: i64) -> String {
        grouped(lang, number)
    }

    /// A length of time in minutes: «35 минут», "1 hour 10 minutes".
    pub fn minutes(&self, lang: Lang, minutes: u32) -> String {
        let (hours, rest) = (minutes / 60, minutes % 60);
        let args = Args::new().count("hours", hours).count("minutes", rest);
        let key = match (hours, rest) {
            (0, _) => "length-minutes",
            (_, 0) => "length-hours",
            _ => "length-hours-minutes",
        };
        self.polished(lang, key, &args)
    }

    /// The text of a key with its spaces bound.
    pub fn polished(&self, lang: Lang, key: &str, args: &Args) -> String {
        polish(&self.text(lang, key, args))
    }
}

/// A time as it stands on a clock: «9:40».
pub fn clock(time: Time) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// Hours from and to: «9:00–18:00».
pub fn clock_range(from: Time, until: Time) -> String {
    format!("{}–{}", clock(from), clock(until))
}

fn date_args(day: Date) -> Args {
    Args::new()
        .text("day", day.day().to_string())
        .text("year", day.year().to_string())
        .count("month", day.month())
        .count("weekday", day.weekday().to_monday_one_offset())
}

fn amount(lang: Lang, minor: i64) -> String {
    let sign = if minor < 0 { "−" } else { "" };
    let (whole, part) = (minor.unsigned_abs() / 100, minor.unsigned_abs() % 100);
    let whole = grouped(lang, i64::try_from(whole).unwrap_or(i64::MAX));
    match (part, lang) {
        (0, _) => format!("{sign}{whole}"),
        (_, Lang::Ru) => format!("{sign}{whole},{part:02}"),
        (_, Lang::En) => format!("{sign}{whole}.{part:02}"),
    }
}

fn grouped(lang: Lang, number: i64) -> String {
    let separator = match lang {
        Lang::Ru => '\u{a0}',
        Lang::En => ',',
    };
    let digits = number.unsigned_abs().to_string();
    let mut said = String::new();
    if number < 0 {
        said.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            said.push(separator);
        }
        said.push(digit);
    }
    said
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use jiff::civil::{date, time};

    fn wording() -> Wording {
        Wording::shipped().unwrap()
    }

    #[test]
    fn a_day_is_said_as_people_say_it() {
        let (say, wednesday) = (wording(), date(2026, 11, 25));
        assert_eq!(say.day(Lang::Ru, wednesday), "25\u{a0}ноября, среда");
        assert_eq!(say.day(Lang::En, wednesday), "Wednesday 25\u{a0}November");
        assert_eq!(
            say.date(Lang::Ru, wednesday),
            "25\u{a0}ноября 2026\u{a0}года"
        );
        assert_eq!(say.date(Lang::En, wednesday), "25\u{a0}November 2026");
        assert_eq!(say.day_of_month(Lang::Ru, date(2026, 5, 1)), "1\u{a0}мая");
        assert_eq!(say.month(Lang::Ru, 5), "май");
    }

    #[test]
    fn a_time_has_24_hours_and_no_leading_zero() {
        let at = date(2026, 11, 25).at(9, 40, 0, 0);
        assert_eq!(
            wording().day_and_time(Lang::Ru, at),
            "25\u{a0}ноября, среда, 9:40"
        );
        assert_eq!(
            wording().day_and_time(Lang::En, at),
            "Wednesday 25\u{a0}November at 9:40"
        );
        assert_eq!(
            wording().day_and_time_in_figures(Lang::Ru, at),
            "25.11 в 9:40"
        );
        assert_eq!(
            wording().day_and_time_in_figures(Lang::En, at),
            "25 Nov 9:40"
        );
        assert_eq!(
            clock_range(time(9, 0, 0, 0), time(16, 45, 0, 0)),
            "9:00–16:45"
        );
    }

    #[test]
    fn a_sum_is_grouped_and_named() {
        let say = wording();
        assert_eq!(say.money(Lang::Ru, 500_000, "RUB"), "5\u{a0}000\u{a0}руб.");
        assert_eq!(say.money(Lang::En, 500_000, "RUB"), "5,000\u{a0}roubles");
        assert_eq!(
            say.money(Lang::Ru, 250_050, "RUB"),
            "2\u{a0}500,50\u{a0}руб."
        );
        assert_eq!(
            say.money(Lang::Ru, 2_450_400, "KZT"),
            "24\u{a0}504\u{a0}тенге"
        );
        assert_eq!(say.money(Lang::En, 100, "USD"), "1 USD");
        assert_eq!(say.number(Lang::Ru, -1_234_567), "−1\u{a0}234\u{a0}567");
        assert_eq!(say.unsaid(), []);
    }

    #[test]
    fn a_wait_is_said_in_hours_and_minutes() {
        let say = wording();
        assert_eq!(say.minutes(Lang::Ru, 35), "35\u{a0}минут");
        assert_eq!(say.minutes(Lang::Ru, 61), "1\u{a0}час 1\u{a0}минута");
        assert_eq!(say.minutes(Lang::En, 120), "2\u{a0}hours");
        assert_eq!(say.minutes(Lang::Ru, 0), "0\u{a0}минут");
    }

    #[test]
    fn every_month_and_weekday_has_its_name() {
        let say = wording();
        for lang in Lang::ALL {
            let months: std::collections::BTreeSet<_> =
                (1..=12).map(|month| say.month(lang, month)).collect();
            assert_eq!(months.len(), 12);
            let days: std::collections::BTreeSet<_> = (1..=7)
                .map(|n| say.weekday(lang, date(2024, 1, n).weekday()))
                .collect();
            assert_eq!(days.len(), 7);
        }
        assert_eq!(say.unsaid(), []);
    }
}
