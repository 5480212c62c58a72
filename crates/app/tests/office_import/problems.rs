//! Bad files: each mistake is told with its line and with what to do, all at once.

use okno_app::office_import::{ImportError, ImportProblem};

use crate::house::{FILE, House};

async fn problems(text: &str) -> Vec<ImportProblem> {
    let house = House::on_sqlite().await;
    match house.app.import_offices(text, "office.toml").await {
        Err(ImportError::Problems(problems)) => problems,
        other => panic!("{other:?}"),
    }
}

/// The one problem of the file when `from` is written as `to`.
async fn one_problem(from: &str, to: &str) -> ImportProblem {
    assert!(FILE.contains(from), "{from}");
    let text = FILE.replacen(from, to, 1);
    let mut found = problems(&text).await;
    assert_eq!(found.len(), 1, "{from} as {to}: {found:#?}");
    found.remove(0)
}

fn line_of(text: &str) -> usize {
    FILE.lines().position(|line| line.contains(text)).unwrap() + 1
}

/// REQ-A14: whoever fills in the file is told what to write instead.
#[tokio::test]
async fn each_mistake_is_told_with_its_line_and_with_what_to_do() {
    let told = [
        (
            "zone = \"Europe/Moscow\"",
            "zone = \"Europe/Moskow\"",
            "unknown zone 'Europe/Moskow'",
            "'Europe/Moscow'",
        ),
        (
            "step_free = true",
            "stepfree = true",
            "stepfree",
            "premises",
        ),
        (
            "horizon_days = 14",
            "horizont_days = 14\nhorizon_days = 14",
            "unknown key 'horizont_days'",
            "'horizon_days'",
        ),
        (
            "+74950000101",
            "8 (495) 000-01-01",
            "not a number in the international form",
            "\"+74950000101\"",
        ),
        (
            "+74950000101",
            "112",
            "not a number in the international form",
            "+74956670299",
        ),
        (
            "service = \"passport-5\"\nhorizon_days",
            "service = \"passport-7\"\nhorizon_days",
            "unknown service 'passport-7'",
            "'passport-5'",
        ),
        (
            "roles = [\"window\"]",
            "roles = [\"windows\"]",
            "unknown role 'windows'",
            "'window'",
        ),
        (
            "roles = [\"head\"]",
            "roles = []",
            "an officer without a role",
            "name at least one",
        ),
        (
            "quiet-river-17",
            "12345678",
            "most common passwords",
            "choose another",
        ),
        (
            "login = \"77-01.head\"",
            "login = \"77-02.head\"",
            "no log-in name of this office",
            "77-01.",
        ),
        (
            "until = \"2026-11-26\"",
            "until = \"2019-11-26\"",
            "ends before",
            "a later day",
        ),
        (
            "until = \"17:00\"",
            "until = \"08:00\"",
            "before it begins",
            "after that of 'from'",
        ),
        (
            "until = \"17:00\"",
            "until = \"17 Uhr\"",
            "no time of day",
            "\"09:00\"",
        ),
        (
            "slot_minutes = 30",
            "slot_minutes = 0",
            "cannot be 0",
            "from 1 to",
        ),
        (
            "slot_minutes = 30",
            "slot_minutes = 600",
            "a slot of 600 minutes",
            "shorten the slot",
        ),
        (
            "capacity = 2",
            "capacity = 2\nday_classes = [\"ordinari\"]",
            "unknown class of days",
            "'ordinary'",
        ),
        (
            "from = \"2020-01-01\"",
            "from = \"2020-02-30\"",
            "no day of the calendar",
            "2026-11-20",
        ),
        (
            "kind = \"division\"",
            "kind = \"division\"\nparent = \"77-99\"",
            "unknown parent '77-99'",
            "'77-01'",
        ),
        (
            "kind = \"division\"",
            "kind = \"divison\"",
            "unknown kind of office 'divison'",
            "'division'",
        ),
        (
            "kind = \"division\"",
            "kind = \"division\"\nonline_booking = false",
            "without a reason",
            "REQ-A10",
        ),
        (
            "kind = \"multipurpose_centre\"",
            "kind = \"division\"",
            "an agreement with a division",
            "item 13",
        ),
        (
            "unit_hours = \"weekdays\"\nreception_hours = \"reception\"",
            "unit_hours = \"weekday\"\nreception_hours = \"reception\"",
            "unknown schedule 'weekday'",
            "'weekdays'",
        ),
        (
            "unit_hours = \"weekdays\"\nreception_hours = \"reception\"",
            "unit_hours = \"reception\"\nreception_hours = \"weekdays\"",
            "outside the opening hours",
            "mend the hours",
        ),
        (
            "\"fri\"]\nfrom = \"09:00\"\nuntil = \"17:00\"",
            "\"fri\"]\nfrom = \"18:00\"\nuntil = \"20:00\"",
            "nobody is received",
            "days and times",
        ),
        (
            "bic = \"017700001\"",
            "bic = \"0177\"",
            "'bic' cannot be '0177'",
            "9 digits",
        ),
        (
            "en = \"Moscow\"",
            "en = \"\"",
            "says nothing in 'en'",
            "write both",
        ),
        (
            "code = \"77\"",
            "code = \"Москва\"",
            "no region code",
            "such as 77",
        ),
    ];
    for (from, to, what, advice) in told {
        let text = FILE.replacen(from, to, 1);
        let found = problems(&text).await;
        let problem = found.iter().find(|p| p.what.contains(what));
        let problem = problem.unwrap_or_else(|| panic!("{to}: {found:#?}"));
        assert!(
            problem.advice.contains(advice) || problem.what.contains(advice),
            "{problem}"
        );
        assert_eq!(problem.file, "office.toml");
        assert!(problem.line > 1, "{problem}");
    }
}

#[tokio::test]
async fn two_windows_of_one_number_are_told_with_both_lines() {
    let window = "[[office.window]]\nnumber = 1\npurposes = [\"submit\", \"collect\"]\n";
    let problem = one_problem(window, &format!("{window}\n{window}")).await;
    assert_eq!(problem.table, "office 77-01, window");
    assert_eq!(problem.what, "window 1 stands here for the second time");
    let first = line_of("[[office.window]]");
    assert!(
        problem.advice.contains(&format!("line {first}")),
        "{problem}"
    );
    assert_eq!(problem.line, first + 4);
}

#[tokio::test]
async fn a_log_in_name_is_given_once() {
    let problem = one_problem("77-01.head", "77-01.window1").await;
    assert!(problem.what.contains("77-01.window1"), "{problem}");
    assert_eq!(
        problem.line,
        line_of("77-01.head") - 1,
        "the line where the row begins"
    );
}

/// REQ-A9: one time is published once.
#[tokio::test]
async fn two_plans_for_one_time_are_told() {
    let plan = &FILE[FILE.find("[[office.plan]]").unwrap()..FILE.rfind("[[office]]").unwrap()];
    let late = plan
        .replace("mornings", "late")
        .replace("from = \"09:00\"", "from = \"16:00\"");
    let problem = one_problem(plan, &format!("{plan}{late}")).await;
    assert_eq!(problem.what, "overlaps plan mornings");
    assert!(problem.table.ends_with("plan late"));
    for apart in [
        late.replace("16:00", "17:00")
            .replace("until = \"17:00\"", "until = \"17:30\""),
        late.replace("capacity = 2", "capacity = 2\nshare = \"phone\""),
        late.replace(
            "valid_from = \"2026-01-01\"",
            "valid_from = \"2025-01-01\"\nvalid_until = \"2026-01-01\"",
        ),
    ] {
        let text = FILE.replacen(plan, &format!("{plan}{apart}"), 1);
        let house = House::on_sqlite().await;
        let outcome = house.app.import_offices(&text, "office.toml").await;
        let overlaps = match outcome {
            Err(ImportError::Problems(found)) => found.iter().any(|p| p.what.contains("overlaps")),
            _ => false,
        };
        assert!(!overlaps, "{apart}");
    }
}

#[tokio::test]
async fn all_problems_are_told_at_once_in_the_order_of_the_file() {
    let text = FILE
        .replacen("Europe/Moscow", "Europe/Moskow", 1)
        .replacen("roles = [\"head\"]", "roles = [\"boss\"]", 1)
        .replacen("number = 1", "number = 0", 1)
        .replacen("capacity = 1", "capacity = 1\ncolour = \"blue\"", 1);
    let found = problems(&text).await;
    assert_eq!(found.len(), 4, "{found:#?}");
    assert!(found.windows(2).all(|pair| pair[0].line < pair[1].line));
    let told = found[0].to_string();
    assert!(told.starts_with("office.toml:"), "{told}");
}

#[tokio::test]
async fn what_is_no_toml_and_what_is_empty_is_told() {
    let found = problems("[[office]\ncode =").await;
    assert!(
        found
            .iter()
            .all(|problem| problem.what.contains("not TOML")),
        "{found:#?}"
    );
    let found = problems("").await;
    assert_eq!(found[0].what, "no region and no office");
}

/// REQ-1: the tree of offices has a top.
#[tokio::test]
async fn offices_above_each_other_in_a_circle_are_told() {
    let text = FILE
        .replacen(
            "kind = \"division\"",
            "kind = \"division\"\nparent = \"77-11\"",
            1,
        )
        .replacen(
            "kind = \"multipurpose_centre\"",
            "kind = \"multipurpose_centre\"\nparent = \"77-01\"",
            1,
        );
    let found = problems(&text).await;
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found.iter().all(|problem| problem.what.contains("circle")));
}
