//! The offices of the demo country: the files of `offices/demo`, brought to today.

use jiff::ToSpan;
use jiff::civil::Date;

/// The files, the ministry's region first: the others name it as their parent.
pub(super) const FILES: &[(&str, &str)] = &[
    (
        "offices/demo/77.toml",
        include_str!("../../../../offices/demo/77.toml"),
    ),
    (
        "offices/demo/39.toml",
        include_str!("../../../../offices/demo/39.toml"),
    ),
    (
        "offices/demo/50.toml",
        include_str!("../../../../offices/demo/50.toml"),
    ),
    (
        "offices/demo/78.toml",
        include_str!("../../../../offices/demo/78.toml"),
    ),
    (
        "offices/demo/63.toml",
        include_str!("../../../../offices/demo/63.toml"),
    ),
    (
        "offices/demo/66.toml",
        include_str!("../../../../offices/demo/66.toml"),
    ),
    (
        "offices/demo/55.toml",
        include_str!("../../../../offices/demo/55.toml"),
    ),
    (
        "offices/demo/24.toml",
        include_str!("../../../../offices/demo/24.toml"),
    ),
    (
        "offices/demo/38.toml",
        include_str!("../../../../offices/demo/38.toml"),
    ),
    (
        "offices/demo/14.toml",
        include_str!("../../../../offices/demo/14.toml"),
    ),
    (
        "offices/demo/25.toml",
        include_str!("../../../../offices/demo/25.toml"),
    ),
    (
        "offices/demo/65.toml",
        include_str!("../../../../offices/demo/65.toml"),
    ),
    (
        "offices/demo/41.toml",
        include_str!("../../../../offices/demo/41.toml"),
    ),
];

/// Marks a date that depends on the day on which the demo is built.
const MARK: char = '@';

/// The text of a file with its dates: `@today`, `@today-60`, `@today+40`,
/// `@mid-month` (the next 15th after today). A mark that is none of these stays,
/// and the importer reports it.
pub(super) fn dated(text: &str, today: Date) -> String {
    let mut parts = text.split(MARK);
    let mut dated = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part
            .find(|letter: char| !letter.is_ascii_alphanumeric() && !"+-".contains(letter))
            .unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        match date_of(name, today) {
            Some(date) => dated.push_str(&date.to_string()),
            None => {
                dated.push(MARK);
                dated.push_str(name);
            }
        }
        dated.push_str(rest);
    }
    dated
}

fn date_of(name: &str, today: Date) -> Option<Date> {
    if name == "mid-month" {
        let this_month = Date::new(today.year(), today.month(), 15).ok()?;
        let next = || this_month.saturating_add(1.month());
        return Some(if this_month > today {
            this_month
        } else {
            next()
        });
    }
    let days = name.strip_prefix("today")?;
    let days: i64 = if days.is_empty() {
        0
    } else {
        days.parse().ok()?
    };
    Some(today.saturating_add(days.days()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_of_the_demo_follow_the_clock() {
        let today = date(2026, 11, 15);
        let text = "from = \"@today-60\", until = \"@mid-month\", a@example.org, @tomorrow";
        let expected = "from = \"2026-09-16\", until = \"2026-12-15\", a@example.org, @tomorrow";
        assert_eq!(dated(text, today), expected);
        assert_eq!(dated("@mid-month", date(2026, 11, 14)), "2026-11-15");
        assert_eq!(dated("@today+40|@today", today), "2026-12-25|2026-11-15");
    }
}
