//! Which row answers: the latest, then the more specific, never a default.

use std::fmt::Write;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::fixture::{files, pack, spoilt};
use crate::pack::{Fate, Inputs, Pack, PackError};

fn document(word: &str) -> Inputs {
    Inputs::none().with("document", word)
}

#[test]
fn a_later_wildcard_row_overrides_an_older_specific_one() {
    let pack = pack();
    let fee = |day| pack.money("fee", day, &document("p5")).unwrap().value.minor;
    assert_eq!(fee(date(2021, 5, 29)), 200_000);
    assert_eq!(fee(date(2021, 5, 30)), 400_000);
}

#[test]
fn before_the_first_row_there_is_no_value_and_no_default() {
    let error = pack()
        .value("fee", date(2017, 12, 31), &document("p5"))
        .unwrap_err();
    assert_eq!(error.code(), "ERR_NO_VALUE");
}

#[test]
fn a_row_beyond_its_end_does_not_count() {
    let row = "{ from = \"2021-05-30\", when";
    let again = "{ from = \"2021-06-01\", to = \"2021-07-01\", value = 1, source = \"order-2\" },\n  { from = \"2021-05-30\", when";
    let pack = Pack::load(&spoilt("params.toml", row, again)).unwrap();
    let fee = |day| pack.money("fee", day, &document("p5")).unwrap().value.minor;
    assert_eq!(fee(date(2021, 6, 30)), 1);
    assert_eq!(fee(date(2021, 7, 1)), 400_000);
}

#[test]
fn of_one_day_the_more_specific_row_answers() {
    let row = "{ from = \"2021-05-30\", when";
    let again = "{ from = \"2021-05-30\", when = { document = \"p10\" }, value = 7, source = \"order-2\" },\n  { from = \"2021-05-30\", when";
    let pack = Pack::load(&spoilt("params.toml", row, again)).unwrap();
    let day = date(2022, 1, 1);
    assert_eq!(
        pack.money("fee", day, &document("p10"))
            .unwrap()
            .value
            .minor,
        7
    );
    assert_eq!(
        pack.money("fee", day, &document("p5")).unwrap().value.minor,
        400_000
    );
    let rule = pack.rule("fee").unwrap();
    let fates = rule.candidates(day, &document("p10")).unwrap();
    assert!(
        matches!(fates[3].fate, Fate::MoreSpecific(_)),
        "{:?}",
        fates[3].fate
    );
}

#[test]
fn a_value_that_is_absent_on_purpose_says_why() {
    let old = "{ when = { urgent = false, route = \"stay\" }, out = { duration = \"P3M\" } }";
    let new = "{ when = { urgent = false, route = \"stay\" }, none = \"not offered\" }";
    let pack = Pack::load(&spoilt("decisions/term.toml", old, new)).unwrap();
    let inputs = Inputs::none().tick("urgent", false).with("route", "stay");
    let error = pack.decide("term", date(2022, 1, 1), &inputs).unwrap_err();
    assert!(matches!(error, PackError::Nothing { reason, .. } if reason == "not offered"));
}

#[test]
fn questions_with_a_slip_are_told_what_was_meant() {
    let pack = pack();
    let day = date(2022, 1, 1);
    let code = |id: &str, inputs: &Inputs| pack.value(id, day, inputs).unwrap_err();
    let error = code("fees", &document("p5"));
    assert!(
        error.to_string().ends_with("did you mean 'fee'?"),
        "{error}"
    );
    assert_eq!(code("fee", &Inputs::none()).code(), "ERR_MISSING_INPUT");
    assert_eq!(code("fee", &document("p7")).code(), "ERR_UNKNOWN_WORD");
    assert_eq!(
        code("fee", &document("p5").with("age", "3")).code(),
        "ERR_UNKNOWN_INPUT"
    );
    let kind = pack.duration("fee", day, &document("p5")).unwrap_err();
    assert_eq!(kind.code(), "ERR_WRONG_KIND");
}

#[test]
fn a_value_carries_its_place_its_source_and_its_condition() {
    let fee = pack()
        .money("fee", date(2018, 5, 10), &document("p10"))
        .unwrap();
    assert_eq!(fee.place.to_string(), "params.toml:11:3");
    assert_eq!(fee.source.to_string(), "order-1/5");
    assert_eq!(fee.when.to_string(), "document=p10");
    assert_eq!(
        (fee.from, fee.to, fee.certain),
        (date(2018, 1, 1), None, true)
    );
}

#[test]
fn the_checksum_follows_every_change() {
    let one = pack().checksum;
    let other = Pack::load(&spoilt("texts/ru/5.5.md", "{{fees}}", "## Пошлина")).unwrap();
    assert_ne!(one, other.checksum);
    assert_eq!(one, Pack::load(&files()).unwrap().checksum);
}

/// A row of a generated table: day of the first day, words of the two inputs, value.
type Generated = (u8, Vec<u8>, Vec<u8>);

fn day(number: u8) -> Date {
    date(2021, 6, 1).saturating_add(jiff::Span::new().days(i64::from(number)))
}

fn list(letter: char, words: &[u8]) -> String {
    let quoted: Vec<String> = words
        .iter()
        .map(|word| format!("\"{letter}{word}\""))
        .collect();
    format!("[{}]", quoted.join(", "))
}

/// A table with a row for everything on the first day, and the generated rows over it.
fn table(rows: &[Generated]) -> String {
    let mut text = String::from(
        "[[param]]\nid = \"made\"\ntitle = { ru = \"а\", en = \"a\" }\nkind = \"count\"\n\
         keys = [\"a\", \"b\"]\nkey_values = { a = [\"a0\", \"a1\", \"a2\"], b = [\"b0\", \"b1\"] }\n\
         anchor = \"today\"\nsource = \"order-2\"\nvalues = [{ from = \"2021-06-01\", value = 1000 },\n",
    );
    for (number, (from, a, b)) in rows.iter().enumerate() {
        let (a, b) = (list('a', a), list('b', b));
        let from = day(*from);
        writeln!(
            text,
            "{{ from = \"{from}\", when = {{ a = {a}, b = {b} }}, value = {number} }},"
        )
        .unwrap();
    }
    text.push_str("]\n");
    text
}

/// The rule in words, written again without any of the resolver's machinery.
fn expected(rows: &[Generated], on: u8, a: u8, b: u8) -> Option<Vec<usize>> {
    let everything: Generated = (0, vec![0, 1, 2], vec![0, 1]);
    let all: Vec<(usize, &Generated)> = std::iter::once((1000, &everything))
        .chain(rows.iter().enumerate())
        .collect();
    let matching = || {
        let accepts = move |row: &&(usize, &Generated)| {
            let (_, (from, aa, bb)) = row;
            *from <= on && aa.contains(&a) && bb.contains(&b)
        };
        all.iter().filter(accepts)
    };
    let latest = matching().map(|(_, row)| row.0).max()?;
    let of_latest = || matching().filter(move |(_, row)| row.0 == latest);
    let narrowest = of_latest()
        .map(|(_, row)| row.1.len() * row.2.len())
        .min()?;
    let chosen = of_latest().filter(|(_, row)| row.1.len() * row.2.len() == narrowest);
    Some(chosen.map(|(number, _)| *number).collect())
}

fn generated() -> impl Strategy<Value = Vec<Generated>> {
    let words = |count: u8| {
        proptest::sample::subsequence((0..count).collect::<Vec<_>>(), 1..=usize::from(count))
    };
    proptest::collection::vec((0_u8..4, words(3), words(2)), 0..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// A table loads exactly when no question ever has two answers, and then the resolver gives
    /// the one answer that the rule in words gives.
    #[test]
    fn the_resolver_and_the_proof_agree_with_the_rule_in_words(rows in generated()) {
        let mut files = files();
        files.insert("decisions/made.toml".to_owned(), String::new());
        let params = files.get_mut("params.toml").unwrap();
        params.push_str(&table(&rows));
        let questions = || (0_u8..5).flat_map(|on| (0..3).flat_map(move |a| (0..2).map(move |b| (on, a, b))));
        let doubled = questions().any(|(on, a, b)| expected(&rows, on, a, b).unwrap().len() > 1);

        let loaded = Pack::load(&files);

        prop_assert_eq!(loaded.is_err(), doubled);
        let Ok(pack) = loaded else { return Ok(()) };
        for (on, a, b) in questions() {
            let inputs = Inputs::none().with("a", format!("a{a}")).with("b", format!("b{b}"));
            let got = pack.count("made", day(on), &inputs).unwrap().value;
            let wanted = expected(&rows, on, a, b).unwrap();
            prop_assert_eq!(vec![usize::try_from(got).unwrap()], wanted);
        }
    }

    /// Whatever is asked, the rows' fates agree with the answer: one is chosen, all others lost.
    #[test]
    fn exactly_one_candidate_is_chosen(on in 0_i64..2000, word in prop_oneof!["p5", "p10"]) {
        let pack = pack();
        let on = date(2018, 1, 1).saturating_add(jiff::Span::new().days(on));
        let rule = pack.rule("fee").unwrap();
        let candidates = rule.candidates(on, &document(&word)).unwrap();
        let chosen: Vec<_> = candidates.iter().filter(|c| c.fate == Fate::Chosen).collect();
        prop_assert_eq!(chosen.len(), 1);
        let value = pack.money("fee", on, &document(&word)).unwrap();
        prop_assert_eq!(&chosen[0].row.place, &value.place);
    }
}
