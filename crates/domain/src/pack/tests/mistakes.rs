//! One test for each kind of mistake: the pack is refused, and the place is exact.

use super::fixture::{files, lines, pack, place, problems, spoilt};
use crate::pack::{Mistake, PackFiles};

/// The pack is refused for one reason, told in one line.
fn one_problem(files: &PackFiles) -> String {
    let lines = lines(files);
    assert_eq!(lines.len(), 1, "{lines:#?}");
    lines[0].clone()
}

#[test]
fn the_small_pack_loads() {
    assert_eq!(pack().id, "tiny");
}

#[test]
fn a_slip_in_a_key_names_the_key_that_was_meant() {
    let files = spoilt("params.toml", "currency", "curency");
    let lines = lines(&files);
    assert!(
        lines.contains(
            &"params.toml:5:1: unknown key 'curency'; did you mean 'currency'?".to_owned()
        ),
        "{lines:#?}"
    );
}

#[test]
fn a_slip_in_a_key_of_a_row_has_the_column_of_the_key() {
    let files = spoilt(
        "params.toml",
        "{ from = \"2021-05-30\",",
        "{ from = \"2021-05-30\", til = \"2022-01-01\",",
    );
    let told = one_problem(&files);
    assert!(
        told.starts_with("params.toml:12:26: unknown key 'til'; did you mean"),
        "{told}"
    );
}

#[test]
fn a_value_without_a_source_is_refused() {
    let files = spoilt("params.toml", ", source = \"order-2/5\"", "");
    assert_eq!(
        one_problem(&files),
        "params.toml:12:3: a value without a source"
    );
}

#[test]
fn a_ground_without_a_source_is_refused() {
    let files = spoilt("grounds.toml", "source = \"order-2/42\"\n", "");
    assert_eq!(
        one_problem(&files),
        "grounds.toml:1:1: a value without a source"
    );
}

#[test]
fn two_rows_of_one_day_for_the_same_question_overlap() {
    let files = spoilt(
        "decisions/term.toml",
        "urgent = false, route = \"residence\"",
        "route = \"residence\"",
    );
    assert_eq!(
        one_problem(&files),
        "decisions/term.toml:12:3: overlap: on 2021-05-30 both this row and line 11 answer \
         [route=residence, urgent=true]"
    );
}

#[test]
fn two_equally_specific_values_of_one_day_overlap() {
    let row = "{ from = \"2021-05-30\", when = { document = \"*\" }";
    let again = format!("{{ from = \"2021-05-30\", value = 1, source = \"order-2\" }},\n  {row}");
    let files = spoilt("params.toml", row, &again);
    let told = one_problem(&files);
    assert!(
        told.starts_with("params.toml:13:3: overlap: on 2021-05-30"),
        "{told}"
    );
}

#[test]
fn an_overlap_that_begins_later_is_found_in_its_interval() {
    let old = "{ when = { urgent = false, route = \"stay\" }, out = { duration = \"P3M\" } },";
    let later = "{ from = \"2023-01-01\", when = { route = \"stay\", urgent = false }, out = { duration = \"P2M\" } },";
    let new = format!("{old}\n  {later}\n  {later}");
    let files = spoilt("decisions/term.toml", old, &new);
    let told = one_problem(&files);
    assert!(
        told.contains("15:3: overlap: on 2023-01-01 both this row and line 14"),
        "{told}"
    );
}

#[test]
fn a_combination_without_a_row_is_uncovered() {
    let row = "  { when = { urgent = false, route = \"stay\" }, out = { duration = \"P3M\" } },\n";
    let files = spoilt("decisions/term.toml", row, "");
    assert_eq!(
        one_problem(&files),
        "decisions/term.toml:1:1: uncovered: from 2021-05-30 no row answers \
         [route=stay, urgent=false] (combinations without a row: 1); \
         add a row, or say none = \"reason\" when there is none on purpose"
    );
}

#[test]
fn a_row_that_ends_too_early_leaves_its_combination_uncovered() {
    let files = spoilt(
        "params.toml",
        "when = { document = \"*\" }",
        "to = \"2024-01-01\", when = { document = \"p10\" }",
    );
    let told = lines(&files);
    // p5 has no row of the new order either: its old row rests on an act that has ended.
    assert!(
        told.iter()
            .any(|line| line.contains("on 2021-05-30 the value still rests on 'order-1'"))
    );
}

#[test]
fn nothing_on_purpose_covers_a_combination() {
    let files = spoilt(
        "decisions/term.toml",
        "{ when = { urgent = false, route = \"stay\" }, out = { duration = \"P3M\" } }",
        "{ when = { urgent = false, route = \"stay\" }, none = \"not offered\" }",
    );
    assert!(crate::pack::Pack::load(&files).is_ok());
}

#[test]
fn an_act_that_is_not_in_the_pack_is_refused() {
    let files = spoilt("params.toml", "order-2/5", "ordr-2/5");
    assert_eq!(
        one_problem(&files),
        "params.toml:12:3: there is no act 'ordr-2' in the pack; did you mean 'order-2'?"
    );
}

#[test]
fn a_value_cannot_outlive_its_act() {
    let row = "  { from = \"2021-05-30\", when = { document = \"*\" }, value = 400000, source = \"order-2/5\" },\n";
    let told = lines(&spoilt("params.toml", row, ""));
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(
        told[0].starts_with("params.toml:10:3: on 2021-05-30 the value still rests on 'order-1'")
    );
}

#[test]
fn acts_with_a_gap_between_them_are_refused() {
    let files = spoilt(
        "acts.toml",
        "\"2018-01-01\", \"2021-05-30\"",
        "\"2018-01-01\", \"2021-05-29\"",
    );
    assert_eq!(
        problems(&files)[0].to_string(),
        "acts.toml:9:1: the acts that regulate 'tiny' leave a gap from 2021-05-29 to 2021-05-30 before 'order-2'"
    );
}

#[test]
fn acts_in_force_together_are_refused() {
    let files = spoilt(
        "acts.toml",
        "\"2018-01-01\", \"2021-05-30\"",
        "\"2018-01-01\", \"2021-06-30\"",
    );
    let told = one_problem(&files);
    assert!(
        told.starts_with("acts.toml:9:1: the acts that regulate 'tiny' overlap"),
        "{told}"
    );
}

/// REQ-SO-1: a service needs an act that lays down its procedure.
#[test]
fn a_pack_without_an_approving_act_is_refused() {
    let mut files = spoilt("acts.toml", "regulates = [\"tiny\"]\n", "");
    let acts = files.get_mut("acts.toml").unwrap();
    *acts = acts.replacen("regulates = [\"tiny\"]\n", "", 1);
    let told = one_problem(&files);
    assert!(
        told.contains("the acts that regulate 'tiny' are missing"),
        "{told}"
    );
}

#[test]
fn a_string_that_is_not_closed_has_its_line() {
    let files = spoilt("params.toml", "currency = \"RUB\"", "currency = \"RUB");
    let found = problems(&files);
    assert!(matches!(found[0].mistake, Mistake::Syntax(_)), "{found:?}");
    assert_eq!(
        (found[0].place.file.as_str(), found[0].place.line),
        ("params.toml", 5)
    );
}

#[test]
fn a_day_that_is_not_in_the_calendar_is_refused() {
    let files = spoilt(
        "params.toml",
        "from = \"2021-05-30\"",
        "from = \"2021-02-30\"",
    );
    let found = problems(&files);
    assert_eq!(found[0].place, place("params.toml", 12, 12), "{found:#?}");
    assert!(
        found[0]
            .to_string()
            .contains("'from' cannot be '2021-02-30'"),
        "{}",
        found[0]
    );
}

#[test]
fn a_wording_missing_in_a_language_is_refused() {
    let files = spoilt("grounds.toml", ", en = \"The photo does not fit\"", "");
    assert_eq!(
        one_problem(&files),
        "grounds.toml:4:9: 'title' has no wording in 'en'"
    );
}

#[test]
fn a_text_missing_in_a_language_is_refused() {
    let mut files = files();
    files.insert("texts/en/5.5.md".to_owned(), " \n".to_owned());
    assert_eq!(
        one_problem(&files),
        "texts/index.toml:1:1: the text '5.5' has no wording in 'en'"
    );
}

#[test]
fn a_text_no_index_names_is_refused() {
    let mut files = files();
    files.insert("texts/ru/99.md".to_owned(), "лишнее".to_owned());
    assert_eq!(
        one_problem(&files),
        "texts/ru/99.md:1:1: the format knows no file of this name"
    );
}

#[test]
fn an_unknown_file_is_refused() {
    let mut files = files();
    files.insert("parms.toml".to_owned(), String::new());
    assert_eq!(
        one_problem(&files),
        "parms.toml:1:1: the format knows no file of this name"
    );
}

#[test]
fn a_missing_file_is_named() {
    let mut files = files();
    files.remove("notices.toml");
    let told = lines(&files);
    assert!(told.contains(&"notices.toml:1:1: the pack has no file 'notices.toml'".to_owned()));
}

#[test]
fn a_golden_test_that_fails_stops_the_pack() {
    let files = spoilt("tests/fee.toml", "350000", "350001");
    assert_eq!(
        one_problem(&files),
        "tests/fee.toml:1:1: golden test failed: expected 350001, got 350000"
    );
}

#[test]
fn a_word_that_is_not_in_the_domain_names_the_nearest() {
    let files = spoilt(
        "params.toml",
        "when = { document = \"p5\" }",
        "when = { document = \"p55\" }",
    );
    let told = lines(&files);
    assert!(
        told[0].starts_with("params.toml:10:46: 'document' cannot be 'p55'"),
        "{told:#?}"
    );
    assert!(told[0].ends_with("did you mean 'p5'?"), "{told:#?}");
}

#[test]
fn working_days_are_whole_days() {
    let files = spoilt(
        "decisions/term.toml",
        "\"P1M\" }",
        "\"P1M\", calendar = \"working\" }",
    );
    let told = one_problem(&files);
    assert!(told.contains("12:72: 'duration' cannot be 'P1M'"), "{told}");
}

#[test]
fn age_bands_with_a_gap_are_refused() {
    let files = spoilt(
        "decisions/term.toml",
        "[\"residence\", \"stay\"]",
        "[\"0-13\", \"15+\"]",
    );
    let told = lines(&files);
    assert!(
        told.iter()
            .any(|line| line.contains("age bands must cover every age once"))
    );
}

#[test]
fn a_policy_cannot_pass_for_law() {
    let files = spoilt(
        "acts.toml",
        "kind = \"order\"\ntitle = { ru = \"Приказ № 2\"",
        "kind = \"policy\"\ntitle = { ru = \"Приказ № 2\"",
    );
    let told = lines(&files);
    assert!(told.iter().any(|line| line.starts_with("params.toml:12:3: a value whose only source is a policy")));
}

#[test]
fn all_mistakes_are_told_at_once() {
    let mut files = spoilt("params.toml", ", source = \"order-2/5\"", "");
    files.remove("texts/en/5.5.md");
    let grounds = files.get_mut("grounds.toml").unwrap();
    *grounds = grounds.replace("list", "lst");
    let told = lines(&files);
    for file in ["grounds.toml", "params.toml", "texts/index.toml"] {
        assert!(told.iter().any(|line| line.starts_with(file)), "{told:#?}");
    }
}
