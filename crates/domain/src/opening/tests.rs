#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::civil::{Date, date, time};
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::appointment::Share;
use crate::calendar::{Calendar, WeekdayName};
use crate::id::ServiceId;

static RUSSIA: LazyLock<Calendar> = LazyLock::new(|| {
    let text = include_str!("../../../../calendars/RU.toml");
    Calendar::parse("calendars/RU.toml", text).unwrap()
});

fn hours(text: &str) -> DayHours {
    let ranges = text.split_whitespace().map(|range| range.parse().unwrap());
    DayHours::new(ranges.collect()).unwrap()
}

fn read(text: &str) -> OpeningHours {
    let opening: OpeningHours = toml::from_str(text).unwrap();
    assert_eq!(opening.problems(), []);
    opening
}

/// Item 3: Monday to Thursday 9-18, Friday and days before a holiday 9-16:45.
fn ministry() -> OpeningHours {
    read(
        r#"
        pre_holiday = { within = ["09:00-16:45"] }
        [week]
        mon = ["09:00-18:00"]
        tue = ["09:00-18:00"]
        wed = ["09:00-18:00"]
        thu = ["09:00-18:00"]
        fri = ["09:00-16:45"]
        "#,
    )
}

/// A division with a lunch break, the 1st and 3rd Saturday, a sanitary day and a repair.
fn division() -> OpeningHours {
    read(
        r#"
        pre_holiday = { shorter_by = 60 }
        monday_off_after_saturday = true
        [week]
        mon = ["09:00-13:00", "14:00-18:00"]
        tue = ["10:00-13:00", "14:00-20:00"]
        wed = ["09:00-13:00", "14:00-18:00"]
        thu = ["09:00-13:00", "14:00-18:00"]
        fri = ["09:00-13:00", "14:00-17:00"]
        [[monthly]]
        weekday = "sat"
        which = [1, 3]
        hours = ["09:00-14:00"]
        [[monthly_closures]]
        weekday = "thu"
        which = [-1]
        kind = "sanitary"
        title = { ru = "Санитарный день", en = "Sanitary day" }
        [[closures]]
        from = "2018-07-02"
        until = "2018-07-13"
        kind = "repair"
        title = { ru = "Ремонт", en = "Repair" }
        "#,
    )
}

fn on(opening: &OpeningHours, day: Date) -> DayHours {
    DayHours::new(opening.on(day, &RUSSIA).unwrap()).unwrap()
}

fn reason(opening: &OpeningHours, day: Date) -> OpenReason {
    opening.day(day, &RUSSIA).unwrap().reason
}

#[test]
fn the_ministry_closes_earlier_on_friday_and_before_a_holiday() {
    // REQ-3
    let ministry = ministry();
    assert_eq!(on(&ministry, date(2018, 9, 13)), hours("09:00-18:00"));
    assert_eq!(on(&ministry, date(2018, 9, 14)), hours("09:00-16:45"));
    assert_eq!(on(&ministry, date(2018, 5, 8)), hours("09:00-16:45"));
    assert_eq!(on(&ministry, date(2018, 9, 15)), DayHours::closed());
    assert_eq!(on(&ministry, date(2018, 5, 9)), DayHours::closed());
    assert_eq!(on(&ministry, date(2018, 4, 30)), DayHours::closed());
}

#[test]
fn a_moved_working_saturday_keeps_the_hours_of_the_day_it_stands_in_for() {
    // REQ-3
    let ministry = ministry();
    // For Monday 30.04.2018, which would have been the day before a holiday.
    assert_eq!(on(&ministry, date(2018, 4, 28)), hours("09:00-16:45"));
    // For Monday 30.12.2024, which would have been an ordinary one.
    assert_eq!(on(&ministry, date(2024, 12, 28)), hours("09:00-18:00"));
    let stands_in = OpenReason::StandsInFor(WeekdayName::Mon);
    assert_eq!(reason(&ministry, date(2024, 12, 28)), stands_in);
}

#[test]
fn a_lunch_break_stays_a_break_on_a_shortened_day() {
    // REQ-3
    let division = division();
    let shortened = on(&division, date(2018, 5, 8));
    assert_eq!(shortened, hours("10:00-13:00 14:00-19:00"));
    assert_eq!(shortened.breaks(), ["13:00-14:00".parse().unwrap()]);
    assert_eq!(shortened.span(), Some("10:00-19:00".parse().unwrap()));
}

#[test]
fn the_first_and_third_saturday_are_open_and_the_monday_after_is_closed() {
    let division = division();
    assert_eq!(on(&division, date(2018, 9, 1)), hours("09:00-14:00"));
    assert_eq!(on(&division, date(2018, 9, 8)), DayHours::closed());
    assert_eq!(on(&division, date(2018, 9, 15)), hours("09:00-14:00"));
    assert_eq!(
        reason(&division, date(2018, 9, 3)),
        OpenReason::AfterSaturday
    );
    assert_eq!(reason(&division, date(2018, 9, 10)), OpenReason::Week);
    assert_eq!(on(&division, date(2018, 9, 17)), DayHours::closed());
}

#[test]
fn a_saturday_worked_by_decree_earns_no_monday() {
    // 02.11.2024 was the first Saturday of its month and a moved working day; so was
    // 05.03.2022. 07.01.2017 was a first Saturday and a holiday.
    let division = division();
    let saturday = reason(&division, date(2024, 11, 2));
    assert_eq!(saturday, OpenReason::StandsInFor(WeekdayName::Tue));
    assert_eq!(reason(&division, date(2017, 1, 9)), OpenReason::Week);
}

#[test]
fn a_sanitary_day_and_a_repair_close_the_office_and_say_so() {
    let division = division();
    let closed = |day| match reason(&division, day) {
        OpenReason::Closed(kind, title) => Some((kind, title.in_language("en").to_owned())),
        _ => None,
    };
    let sanitary = Some((ClosureKind::Sanitary, "Sanitary day".to_owned()));
    assert_eq!(closed(date(2018, 9, 27)), sanitary);
    assert_eq!(closed(date(2018, 9, 20)), None);
    let repair = Some((ClosureKind::Repair, "Repair".to_owned()));
    assert_eq!(closed(date(2018, 7, 2)), repair);
    assert_eq!(closed(date(2018, 7, 13)), repair);
    assert_eq!(closed(date(2018, 7, 16)), None);
    // The Saturday inside the repair was not worked, and earns no Monday.
    assert_eq!(reason(&division, date(2018, 7, 9)), closed_for_repair());
}

fn closed_for_repair() -> OpenReason {
    let title = crate::words::Words::ru_en("Ремонт", "Repair");
    OpenReason::Closed(ClosureKind::Repair, title)
}

#[test]
fn the_table_of_hours_puts_equal_weekdays_in_one_line() {
    // REQ-3, REQ-10.1
    let rows = ministry().table();
    let line = |days, text| TableRow {
        days,
        hours: TableHours::Hours(hours(text)),
    };
    use WeekdayName::{Fri, Mon, Sat, Sun, Thu};
    assert_eq!(
        rows,
        [
            line(TableDays::Weekdays(Mon, Thu), "09:00-18:00"),
            line(TableDays::Weekdays(Fri, Fri), "09:00-16:45"),
            line(TableDays::Weekdays(Sat, Sun), ""),
            line(TableDays::PreHoliday, "09:00-16:45"),
            line(TableDays::Holiday, ""),
        ]
    );
    let monthly = TableDays::Monthly(Sat, vec![1.try_into().unwrap(), 3.try_into().unwrap()]);
    let rows = division().table();
    assert!(rows.contains(&line(monthly, "09:00-14:00")));
    assert!(rows.contains(&line(TableDays::MondayAfterSaturday, "")));
    assert!(
        rows.iter()
            .any(|row| row.hours == TableHours::ShorterBy(60))
    );
}

#[test]
fn the_two_schedules_of_an_office_are_checked_against_each_other() {
    // REQ-10.1
    let mut reception = ministry();
    let inside = Schedules {
        unit: ministry(),
        reception: reception.clone(),
    };
    assert_eq!(inside.problems(), []);
    reception
        .week
        .insert(WeekdayName::Fri, hours("09:00-17:00"));
    let outside = Schedules {
        unit: ministry(),
        reception,
    };
    let range = "09:00-17:00".parse().unwrap();
    let expected = OpeningProblem::ReceptionOutside {
        weekday: WeekdayName::Fri,
        range,
    };
    assert_eq!(outside.problems(), [expected]);
}

#[test]
fn hours_that_cannot_be_are_refused() {
    let backwards = "18:00-09:00".parse::<TimeRange>();
    assert!(matches!(backwards, Err(HoursProblem::Backwards { .. })));
    assert!(matches!(
        "9-18".parse::<TimeRange>(),
        Err(HoursProblem::Form(_))
    ));
    let overlap = ["09:00-13:00", "12:00-18:00"].map(|r| r.parse().unwrap());
    assert!(matches!(
        DayHours::new(overlap.to_vec()),
        Err(HoursProblem::Overlap(..))
    ));
    assert!(toml::from_str::<OpeningHours>("pre_holiday = { shorter_by = 60 }").is_err());
    assert!(MonthWeek::try_from(6).is_err());
    let mut repair = division();
    repair.closures[0].until = date(2018, 7, 1);
    repair.monthly[0].which.clear();
    assert_eq!(repair.problems().len(), 2);
}

fn pattern() -> ReceptionPattern {
    ReceptionPattern {
        service: ServiceId::new("passport-5"),
        weekdays: BTreeSet::from([WeekdayName::Mon, WeekdayName::Tue]),
        hours: "09:30-18:00".parse().unwrap(),
        slot_minutes: 20,
        capacity: 2,
        share: Share::Online,
    }
}

fn session(day: Date, range: &str, slot_minutes: u16) -> SessionPlan {
    SessionPlan {
        service: ServiceId::new("passport-5"),
        date: day,
        hours: range.parse().unwrap(),
        slot_minutes,
        capacity: 1,
        share: Share::Any,
    }
}

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

#[test]
fn a_pattern_becomes_sessions_cut_by_lunch_and_by_short_days() {
    let pieces = |first, last| {
        let sessions = pattern()
            .sessions(&division(), &RUSSIA, first, last)
            .unwrap();
        let text = sessions.iter().map(|s| format!("{} {}", s.date, s.hours));
        text.collect::<Vec<_>>()
    };
    assert_eq!(
        pieces(date(2018, 5, 14), date(2018, 5, 20)),
        [
            "2018-05-14 09:30-13:00",
            "2018-05-14 14:00-18:00",
            "2018-05-15 10:00-13:00",
            "2018-05-15 14:00-18:00",
        ]
    );
    // 05.05.2018 was worked, so Monday is off; 08.05.2018 ends an hour earlier.
    let mut late = pattern();
    late.hours = "15:00-20:00".parse().unwrap();
    let sessions = late.sessions(&division(), &RUSSIA, date(2018, 5, 7), date(2018, 5, 8));
    let sessions: Vec<_> = sessions
        .unwrap()
        .iter()
        .map(|s| (s.date, s.hours))
        .collect();
    assert_eq!(
        sessions,
        [(date(2018, 5, 8), "15:00-19:00".parse().unwrap())]
    );
    // The Saturday that stands in for a Monday; the Monday itself is off.
    assert_eq!(
        pieces(date(2018, 4, 28), date(2018, 4, 30)),
        ["2018-04-28 09:30-13:00", "2018-04-28 14:00-17:00"]
    );
    let uncovered = pattern().sessions(&division(), &RUSSIA, date(2028, 1, 10), date(2028, 1, 11));
    assert!(uncovered.is_err());
}

#[test]
fn wrong_patterns_are_named() {
    let mut wrong = pattern();
    assert_eq!(wrong.problems(), []);
    wrong.slot_minutes = 600;
    wrong.capacity = 0;
    wrong.weekdays.clear();
    let slot = PatternProblem::SlotLongerThanSession {
        slot: 600,
        session: 510,
    };
    let expected = [slot, PatternProblem::NoCapacity, PatternProblem::NoWeekday];
    assert_eq!(wrong.problems(), expected);
    wrong.slot_minutes = 0;
    assert!(wrong.problems().contains(&PatternProblem::NoLength));
    let no_slot = session(date(2018, 9, 3), "09:00-09:10", 20);
    assert_eq!(slots_of(&no_slot, &TimeZone::UTC), SlotTimes::default());
}

#[test]
fn slots_are_instants_and_local_times_and_the_rest_is_left_over() {
    let times = slots_of(
        &session(date(2018, 9, 3), "09:00-10:10", 20),
        &zone("Europe/Moscow"),
    );
    assert_eq!(times.irregular, []);
    let local: Vec<_> = times.slots.iter().map(|s| s.local.time()).collect();
    assert_eq!(
        local,
        [time(9, 0, 0, 0), time(9, 20, 0, 0), time(9, 40, 0, 0)]
    );
    assert_eq!(times.slots[0].at.to_string(), "2018-09-03T06:00:00Z");
    assert_eq!(times.slots[2].until.to_string(), "2018-09-03T07:00:00Z");
}

#[test]
fn the_eleven_zones_differ_and_volgograd_moved() {
    let names = [
        "Europe/Kaliningrad",
        "Europe/Moscow",
        "Europe/Samara",
        "Asia/Yekaterinburg",
        "Asia/Omsk",
        "Asia/Krasnoyarsk",
        "Asia/Irkutsk",
        "Asia/Yakutsk",
        "Asia/Vladivostok",
        "Asia/Magadan",
        "Asia/Kamchatka",
    ];
    let nine =
        |day, name: &str| slots_of(&session(day, "09:00-09:20", 20), &zone(name)).slots[0].at;
    for day in [date(2018, 12, 14), date(2020, 12, 14), date(2025, 7, 14)] {
        let instants: Vec<_> = names.iter().map(|name| nine(day, name)).collect();
        assert!(instants.windows(2).all(|pair| pair[0] > pair[1]), "{day}");
    }
    let volgograd = |day| nine(day, "Europe/Volgograd").to_string();
    assert_eq!(volgograd(date(2020, 12, 1)), "2020-12-01T05:00:00Z");
    assert_eq!(volgograd(date(2025, 7, 1)), "2025-07-01T06:00:00Z");
}

#[test]
fn a_time_that_the_clock_skips_is_not_offered_and_is_reported() {
    let times = slots_of(
        &session(date(2018, 3, 25), "01:00-04:00", 30),
        &zone("Europe/Berlin"),
    );
    let skipped: Vec<_> = times
        .irregular
        .iter()
        .map(|i| (i.local.time(), i.kind))
        .collect();
    let expected = [time(2, 0, 0, 0), time(2, 30, 0, 0)].map(|t| (t, Irregular::Missing));
    assert_eq!(skipped, expected);
    assert_eq!(times.slots.len(), 4);
    let contiguous = times
        .slots
        .windows(2)
        .all(|pair| pair[0].until == pair[1].at);
    assert!(contiguous);
}

#[test]
fn a_time_that_the_clock_shows_twice_is_offered_once_and_is_reported() {
    let times = slots_of(
        &session(date(2018, 10, 28), "02:00-03:30", 30),
        &zone("Europe/Berlin"),
    );
    assert_eq!(times.slots.len(), 3);
    assert_eq!(times.irregular.len(), 2);
    assert!(times.irregular.iter().all(|i| i.kind == Irregular::Twice));
    assert_eq!(times.slots[0].at.to_string(), "2018-10-28T00:00:00Z");
}

#[test]
fn a_jump_shorter_than_a_slot_makes_no_two_slots_at_once() {
    // Lord Howe moves its clock by half an hour at two.
    let day = date(2018, 10, 7);
    let times = slots_of(
        &session(day, "01:20-03:20", 40),
        &zone("Australia/Lord_Howe"),
    );
    let seen: Vec<_> = times
        .irregular
        .iter()
        .map(|i| (i.local.time(), i.kind))
        .collect();
    assert_eq!(seen, [(time(2, 0, 0, 0), Irregular::Missing)]);
    let times = slots_of(
        &session(day, "01:50-03:10", 40),
        &zone("Australia/Lord_Howe"),
    );
    let seen: Vec<_> = times
        .irregular
        .iter()
        .map(|i| (i.local.time(), i.kind))
        .collect();
    assert_eq!(seen, [(time(2, 30, 0, 0), Irregular::Overlaps)]);
}

#[test]
fn places_are_open_as_far_as_the_horizon() {
    let horizon = Horizon { days: 21 };
    let today = date(2018, 9, 3);
    assert_eq!(horizon.last_day(today), date(2018, 9, 24));
    assert!(horizon.is_open(today, today) && horizon.is_open(date(2018, 9, 24), today));
    assert!(!horizon.is_open(date(2018, 9, 25), today));
    assert!(!horizon.is_open(date(2018, 9, 2), today));
}

proptest! {
    #[test]
    fn slots_follow_each_other_and_last_as_long_as_they_should(
        days in 0_i32..3000, start in 0_i8..22, slot in 1_u16..120, zone_at in 0_usize..4,
    ) {
        let name = ["Europe/Berlin", "Australia/Lord_Howe", "Europe/Volgograd", "Asia/Almaty"][zone_at];
        let day = date(2017, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        let hours = TimeRange::new(time(start, 0, 0, 0), time(start + 2, 0, 0, 0).min(time(23, 59, 0, 0)));
        let mut plan = session(day, "09:00-10:00", slot);
        plan.hours = hours.unwrap();
        let times = slots_of(&plan, &zone(name));
        let offered = plan.hours.minutes() / u32::from(slot);
        let refused = times.irregular.iter().filter(|i| i.kind != Irregular::Twice).count();
        prop_assert_eq!(times.slots.len() + refused, offered as usize);
        prop_assert!(times.slots.windows(2).all(|pair| pair[0].until <= pair[1].at));
        for one in &times.slots {
            prop_assert_eq!(one.at.to_zoned(zone(name)).datetime(), one.local);
        }
    }
}
