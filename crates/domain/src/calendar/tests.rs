#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;

const RUSSIA: &str = include_str!("../../../../calendars/RU.toml");

static READ: LazyLock<Calendar> =
    LazyLock::new(|| Calendar::parse("calendars/RU.toml", RUSSIA).unwrap());

fn russia() -> &'static Calendar {
    &READ
}

fn kazakhstan() -> Calendar {
    let text = include_str!("../../../../calendars/KZ.toml");
    Calendar::parse("calendars/KZ.toml", text).unwrap()
}

fn ad_hoc() -> Overlay {
    let text = include_str!("../../../../calendars/RU-ad-hoc.toml");
    Overlay::parse("calendars/RU-ad-hoc.toml", text).unwrap()
}

fn day(text: &str) -> Date {
    let mut parts = text.split('.').map(|part| part.parse::<i16>().unwrap());
    let (d, m, y) = (parts.next(), parts.next(), parts.next());
    date(y.unwrap(), m.unwrap() as i8, d.unwrap() as i8)
}

#[test]
fn every_year_has_as_many_working_days_as_was_counted_elsewhere() {
    let calendar = russia();
    let counts: Vec<u32> = (2017..=2027)
        .map(|year| calendar.working_days_in(year).unwrap())
        .collect();
    assert_eq!(
        counts,
        [247, 247, 247, 248, 247, 247, 247, 248, 247, 247, 247]
    );
}

#[test]
fn the_working_saturdays_are_those_of_the_decrees() {
    let calendar = russia();
    let found: Vec<Date> = date(2017, 1, 1)
        .series(1.day())
        .take_while(|d| d.year() <= 2027)
        .filter(|d| calendar.class(*d).unwrap() == DayClass::WorkingSaturday)
        .collect();
    let expected = [
        "28.04.2018",
        "09.06.2018",
        "29.12.2018",
        "20.02.2021",
        "05.03.2022",
        "27.04.2024",
        "02.11.2024",
        "28.12.2024",
        "01.11.2025",
        "20.02.2027",
    ];
    assert_eq!(found, expected.map(day));
}

#[test]
fn working_days_are_counted_over_moved_days_and_holidays() {
    // REQ-6c, REQ-5.3
    let calendar = russia();
    for (from, amount, result) in [
        ("27.04.2018", 1, "28.04.2018"),
        ("27.04.2018", 2, "03.05.2018"),
        ("28.12.2018", 1, "29.12.2018"),
        ("28.12.2018", 2, "09.01.2019"),
        ("30.04.2019", 3, "08.05.2019"),
        ("30.12.2020", 2, "11.01.2021"),
        ("20.02.2021", 1, "24.02.2021"),
        ("31.10.2024", 2, "02.11.2024"),
        ("27.12.2024", 2, "09.01.2025"),
        ("31.10.2025", 2, "05.11.2025"),
        ("30.12.2025", 1, "12.01.2026"),
        ("05.01.2019", 1, "09.01.2019"),
    ] {
        let due = calendar.add_working_days(day(from), amount).unwrap();
        assert_eq!(due.on, day(result), "{amount} after {from}");
        assert_eq!(due.target, due.on);
    }
}

#[test]
fn an_urgent_passport_is_due_after_three_working_days() {
    // REQ-5.3
    let calendar = russia();
    for (from, result) in [
        ("04.05.2018", "10.05.2018"),
        ("28.12.2018", "10.01.2019"),
        ("06.05.2019", "13.05.2019"),
    ] {
        let due = calendar.add_working_days(day(from), 3).unwrap();
        assert_eq!(due.on, day(result), "after {from}");
    }
}

#[test]
fn months_end_on_the_same_day_number_or_on_the_last_day() {
    // REQ-5.3
    let calendar = russia();
    for (from, months, legal, next_working, target) in [
        ("31.01.2018", 1, "28.02.2018", "28.02.2018", "28.02.2018"),
        ("31.03.2018", 1, "30.04.2018", "03.05.2018", "28.04.2018"),
        ("31.01.2020", 1, "29.02.2020", "02.03.2020", "28.02.2020"),
        ("05.12.2018", 1, "05.01.2019", "09.01.2019", "29.12.2018"),
        ("29.11.2019", 3, "29.02.2020", "02.03.2020", "28.02.2020"),
        ("10.04.2024", 1, "10.05.2024", "13.05.2024", "08.05.2024"),
    ] {
        let due = calendar.add_months(day(from), months).unwrap();
        assert_eq!(due.on, day(legal), "{months} months after {from}");
        assert_eq!(due.target, day(target), "{months} months after {from}");
        let next = calendar.first_working_on_or_after(due.on).unwrap();
        assert_eq!(next, day(next_working), "{months} months after {from}");
    }
}

#[test]
fn the_basis_says_which_days_were_passed_over_and_why() {
    let calendar = russia();
    let due = calendar.add_working_days(day("27.04.2018"), 2).unwrap();
    let skipped: Vec<_> = due.basis.skipped.iter().map(|d| d.date).collect();
    let expected = ["29.04.2018", "30.04.2018", "01.05.2018", "02.05.2018"];
    assert_eq!(skipped, expected.map(day));
    assert_eq!(due.basis.skipped[0].reason, DayReason::Week);
    let from = day("28.04.2018");
    assert_eq!(due.basis.skipped[1].reason, DayReason::MovedHere { from });
    assert!(matches!(
        &due.basis.skipped[2].reason,
        DayReason::Holiday { name, title } if name == "spring-and-labour-day" && title.in_language("ru") == "Праздник Весны и Труда"
    ));
    assert_eq!(due.basis.worked[0].date, from);
    assert!(due.basis.certain);
}

#[test]
fn the_basis_of_months_says_why_the_target_is_earlier() {
    let calendar = russia();
    let due = calendar.add_months(day("31.03.2018"), 1).unwrap();
    assert!(due.basis.month_end);
    let back: Vec<_> = due.basis.set_back.iter().map(|d| d.date).collect();
    assert_eq!(back, ["30.04.2018", "29.04.2018"].map(day));
}

#[test]
fn when_no_working_day_is_left_the_due_day_itself_is_the_target() {
    let due = russia().add_days(day("05.01.2019"), 1).unwrap();
    assert_eq!((due.on, due.target), (day("06.01.2019"), day("06.01.2019")));
}

#[test]
fn a_shortened_day_is_known_also_when_it_is_a_saturday() {
    // REQ-3
    let calendar = russia();
    assert_eq!(
        calendar.class(day("08.05.2018")).unwrap(),
        DayClass::PreHoliday
    );
    let saturday = calendar.day(day("28.04.2018")).unwrap();
    assert_eq!(saturday.class, DayClass::WorkingSaturday);
    assert!(saturday.short);
    assert_eq!(saturday.hours_of(), WeekdayName::Mon);
    assert!(!calendar.day(day("28.12.2024")).unwrap().short);
}

/// The yearly norm of hours at forty hours a week is eight for each working day
/// less one for each shortened day.
#[test]
fn the_norm_of_hours_confirms_the_shortened_days() {
    let calendar = russia();
    for (year, norm) in [
        (2017, 1973),
        (2018, 1970),
        (2019, 1970),
        (2020, 1979),
        (2021, 1972),
        (2022, 1973),
        (2023, 1973),
        (2024, 1979),
        (2025, 1972),
        (2026, 1972),
    ] {
        let short = date(year, 1, 1)
            .series(1.day())
            .take_while(|d| d.year() == year)
            .filter(|d| calendar.day(*d).unwrap().short)
            .count() as u32;
        let days = calendar.working_days_in(year).unwrap();
        assert_eq!(days * 8 - short, norm, "{year}");
    }
}

#[test]
fn a_year_outside_the_file_is_refused_and_the_file_named() {
    let calendar = russia();
    let refused = calendar.class(date(2028, 1, 11)).unwrap_err();
    assert_eq!((refused.first, refused.last), (2017, 2027));
    assert_eq!(refused.file, "calendars/RU.toml");
    assert!(refused.to_string().contains("extend calendars/RU.toml"));
    assert!(calendar.add_working_days(date(2027, 12, 30), 2).is_err());
    assert!(calendar.add_days(date(2027, 12, 30), u32::MAX).is_err());
    assert!(calendar.add_months(date(2027, 12, 30), u32::MAX).is_err());
    assert!(calendar.working_days_in(2016).is_err());
}

#[test]
fn a_forecast_year_is_not_shown_as_certain() {
    let due = russia().add_working_days(day("30.12.2026"), 1).unwrap();
    assert_eq!(due.on, day("11.01.2027"));
    assert!(!due.basis.certain);
}

#[test]
fn days_declared_off_at_short_notice_come_as_an_overlay() {
    // REQ-3
    let plain = russia();
    let changed = plain.with_overlay(&ad_hoc()).unwrap();
    assert!(plain.is_working(day("24.06.2020")).unwrap());
    let off = changed.day(day("24.06.2020")).unwrap();
    assert_eq!((off.class, off.certain), (DayClass::Holiday, false));
    assert_eq!(
        changed.add_working_days(day("23.06.2020"), 1).unwrap().on,
        day("25.06.2020")
    );
    // Weekends and holidays inside a run stay what they are.
    assert_eq!(changed.class(day("04.04.2020")).unwrap(), DayClass::Weekend);
    assert_eq!(plain.working_days_in(2020).unwrap(), 248);
    assert_eq!(changed.working_days_in(2020).unwrap(), 248 - 24 - 3 - 2);
}

#[test]
fn an_office_adds_a_regional_holiday_a_short_day_and_a_working_saturday() {
    // REQ-3
    let text = r#"
        calendar = "RU"
        title = { ru = "Пример", en = "Example" }
        [[day]]
        on = "2018-08-30"
        change = "off"
        title = { ru = "День республики", en = "Republic day" }
        source = "regional law"
        certain = false
        [[day]]
        on = "2018-08-29"
        change = "short"
        title = { ru = "Предпраздничный день", en = "Day before a holiday" }
        source = "regional law"
        certain = false
        [[day]]
        on = "2018-09-01"
        change = { working = "fri" }
        title = { ru = "Рабочая суббота", en = "Working Saturday" }
        source = "order of the office"
        certain = true
    "#;
    let overlay = Overlay::parse("office.toml", text).unwrap();
    let calendar = russia().with_overlay(&overlay).unwrap();
    let class = |text| calendar.class(day(text)).unwrap();
    assert_eq!(class("30.08.2018"), DayClass::Holiday);
    assert_eq!(class("29.08.2018"), DayClass::PreHoliday);
    assert_eq!(class("01.09.2018"), DayClass::WorkingSaturday);
    let saturday = calendar.day(day("01.09.2018")).unwrap();
    assert_eq!(saturday.hours_of(), WeekdayName::Fri);
}

#[test]
fn an_overlay_that_changes_nothing_or_another_country_is_refused() {
    let overlay = |country: &str, on: &str| {
        let text = format!(
            "calendar = \"{country}\"\ntitle = {{ ru = \"а\", en = \"a\" }}\n\n[[day]]\non = \"{on}\"\nchange = \"off\"\n\
             title = {{ ru = \"а\", en = \"a\" }}\nsource = \"s\"\ncertain = false\n"
        );
        Overlay::parse("office.toml", &text).unwrap()
    };
    let refusal = |o: Overlay| russia().with_overlay(&o).unwrap_err();
    let same = refusal(overlay("RU", "2018-05-09"));
    assert_eq!(
        (same.line, same.problem),
        (5, FileProblem::NoChange(day("09.05.2018")))
    );
    assert!(matches!(
        refusal(overlay("KZ", "2018-05-10")).problem,
        FileProblem::DoesNotFit(_)
    ));
    assert!(matches!(
        refusal(overlay("RU", "2035-05-10")).problem,
        FileProblem::DoesNotFit(_)
    ));
}

#[test]
fn kazakhstan_is_plausible_and_says_that_it_is_not_certain() {
    let calendar = kazakhstan();
    assert_eq!(calendar.covered(), 2024..=2027);
    let due = calendar.add_working_days(day("20.03.2026"), 1).unwrap();
    assert_eq!(due.on, day("26.03.2026"));
    assert!(!due.basis.certain);
    // A Sunday on which the country worked.
    assert!(calendar.is_working(day("05.01.2025")).unwrap());
}

#[test]
fn a_wrong_file_is_refused_with_the_line() {
    let broken = |from: &str, to: &str| {
        assert!(RUSSIA.contains(from), "{from}");
        let text = RUSSIA.replacen(from, to, 1);
        let error = Calendar::parse("RU.toml", &text).unwrap_err();
        let line = text.lines().nth(error.line - 1).unwrap_or_default();
        (error.problem, line.to_owned())
    };
    let (problem, line) = broken("working_days = 247", "working_days = 246");
    assert!(matches!(
        problem,
        FileProblem::WrongCount {
            year: 2017,
            stated: 246,
            counted: 247
        }
    ));
    assert_eq!(line, "working_days = 246");
    let (problem, line) = broken("certain = true", "certian = true");
    assert!(matches!(problem, FileProblem::Structure(_)));
    assert_eq!(line, "certian = true");
    let (problem, _) = broken("from = \"2018-04-28\"", "from = \"2018-04-27\"");
    assert_eq!(problem, FileProblem::NothingToMove(day("27.04.2018")));
    let (problem, _) = broken("to = \"2018-04-30\"", "to = \"2018-05-01\"");
    assert_eq!(problem, FileProblem::AlreadyOff(day("01.05.2018")));
    let (problem, _) = broken("\"2018-05-08\"", "\"2018-05-09\"");
    assert_eq!(problem, FileProblem::ShortDayOff(day("09.05.2018")));
    let (problem, _) = broken("\"2018-05-08\"", "\"2018-03-07\"");
    assert_eq!(problem, FileProblem::Twice(day("07.03.2018")));
    let (problem, _) = broken("\"2018-05-08\"", "\"2019-05-08\"");
    assert_eq!(problem, FileProblem::NotInYear(day("08.05.2019"), 2018));
    let (problem, _) = broken(", en = \"Russia Day\"", "");
    assert_eq!(problem, FileProblem::Untranslated("en".to_owned()));
    let (problem, _) = broken("year = 2019", "year = 2029");
    assert!(matches!(
        problem,
        FileProblem::YearOutOfOrder {
            after: 2018,
            found: 2029
        }
    ));
    let (problem, _) = broken("\"06-12\"", "\"06-31\"");
    assert_eq!(problem, FileProblem::NotADay("06-31".to_owned()));
    let (problem, _) = broken(
        "source = \"Трудовой кодекс РФ, статья 112\"",
        "source = \" \"",
    );
    assert_eq!(problem, FileProblem::NoSource);
}

fn any_day() -> impl Strategy<Value = Date> {
    (0_i32..3600).prop_map(|days| date(2017, 1, 1).checked_add(days.days()).unwrap())
}

proptest! {
    #[test]
    fn a_month_later_is_the_same_day_number_or_the_last_of_the_month(from in any_day(), months in 0_u32..12) {
        // REQ-5.3
        let due = russia().add_months(from, months).unwrap();
        let index = |d: Date| i32::from(d.year()) * 12 + i32::from(d.month());
        prop_assert_eq!(index(due.on), index(from) + months as i32);
        if due.basis.month_end {
            prop_assert_eq!(due.on, due.on.last_of_month());
            prop_assert!(due.on.day() < from.day());
        } else {
            prop_assert_eq!(due.on.day(), from.day());
        }
    }

    #[test]
    fn the_target_is_never_later_than_due_nor_earlier_than_the_event(from in any_day(), days in 0_u32..200) {
        let calendar = russia();
        let due = calendar.add_days(from, days).unwrap();
        prop_assert!(from <= due.target && due.target <= due.on);
        prop_assert!(due.target == due.on || calendar.is_working(due.target).unwrap());
    }

    #[test]
    fn working_days_grow_with_the_amount_and_with_the_event(from in any_day(), amount in 0_u32..60) {
        let calendar = russia();
        let on = |event: Date, n| calendar.add_working_days(event, n).unwrap().on;
        let later = from.tomorrow().unwrap();
        prop_assert!(on(from, amount) < on(from, amount + 1));
        prop_assert!(on(from, amount) <= on(later, amount));
        prop_assert!(amount == 0 || calendar.is_working(on(from, amount)).unwrap());
    }

    #[test]
    fn working_days_can_be_added_in_steps(from in any_day(), first in 1_u32..30, second in 0_u32..30) {
        let calendar = russia();
        let on = |event: Date, n| calendar.add_working_days(event, n).unwrap().on;
        prop_assert_eq!(on(on(from, first), second), on(from, first + second));
    }

    #[test]
    fn every_passed_day_is_accounted_for(from in any_day(), amount in 0_u32..60) {
        let due = russia().add_working_days(from, amount).unwrap();
        let passed = from.until(due.on).unwrap().get_days();
        prop_assert_eq!(passed, due.basis.skipped.len() as i32 + amount as i32);
    }
}
