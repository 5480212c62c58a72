//! What is wrong with an answer, in words: what happened and what to do, per field and code.

use okno_app::typed::TypedProblem;
use okno_documents::wording::Args;

use crate::field::Problem;
use crate::voice::Voice;

/// How the wording calls the facts of a code, in their order.
const FACTS: [(&str, &[&str]); 10] = [
    ("too_short", &["expected", "got"]),
    ("too_long", &["expected", "got"]),
    ("length", &["expected", "got"]),
    ("wrong_character", &["found"]),
    ("unknown_character", &["found"]),
    ("begins_with_mark", &["found"]),
    ("mixed_script", &["letter", "word", "script", "meant"]),
    ("too_early", &["year"]),
    ("in_future", &["today"]),
    ("not_at_this_age", &["instead"]),
];

/// The problems in words, the first of each field in full and the others after it: one sentence
/// for each wrong letter.
pub(super) fn problems(found: &[TypedProblem], t: Voice) -> Vec<Problem> {
    let mut said: Vec<Problem> = Vec::new();
    for problem in found {
        let message = message(problem, t);
        match said.iter_mut().find(|known| known.field == problem.field) {
            Some(known) if !known.message.contains(&message) => {
                known.message = format!("{}. {message}", known.message);
            }
            Some(_) => {}
            None => said.push(Problem {
                field: problem.field.to_owned(),
                message,
            }),
        }
    }
    said
}

/// The words at a field.
pub(super) fn at(field: &str, problems: &[Problem]) -> Option<String> {
    problems
        .iter()
        .find(|problem| problem.field == field)
        .map(|problem| problem.message.clone())
}

fn message(problem: &TypedProblem, t: Voice) -> String {
    let kebab = |text: &str| text.replace('_', "-");
    let field = kebab(problem.field);
    let code = kebab(problem.code) + variant(problem);
    let own = format!("web-book-wrong-{field}-{code}");
    let key = if t.has(&own) {
        own
    } else {
        format!("web-book-wrong-{code}")
    };
    let key = if t.has(&key) {
        key
    } else {
        "web-book-wrong-other".to_owned()
    };
    let mut args = Args::new().text("field", t.say(&format!("web-book-field-{field}")));
    let names = FACTS
        .iter()
        .find(|(known, _)| *known == problem.code)
        .map(|(_, names)| *names);
    for (name, fact) in names.unwrap_or_default().iter().zip(&problem.facts) {
        args = match fact.parse::<i64>() {
            Ok(number) if matches!(*name, "expected" | "got") => args.count(name, number),
            _ => args.text(name, fact),
        };
    }
    t.with_args(&key, &args)
}

/// Which of several sentences of one code fits the facts.
fn variant(problem: &TypedProblem) -> &'static str {
    let script = |at: usize| problem.facts.get(at).map(String::as_str);
    match problem.code {
        // No letter of the right alphabet looks like this one.
        "mixed_script" if problem.facts.get(3).is_none_or(String::is_empty) => "-foreign",
        "mixed_script" if script(2) == Some("cyrillic") => "-cyrillic",
        "wrong_script" if script(0) == Some("cyrillic") => "-cyrillic",
        "not_at_this_age" if problem.facts.is_empty() => "-none",
        // The pattern stands last: a birth certificate has letters beside its digits.
        "too_short" | "too_long" | "wrong_character"
            if problem.field == "document_number" && has_letters(problem.facts.last()) =>
        {
            "-signs"
        }
        _ => "",
    }
}

fn has_letters(pattern: Option<&String>) -> bool {
    pattern.is_some_and(|pattern| pattern.chars().any(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn said(field: &'static str, code: &'static str, facts: &[&str]) -> [String; 2] {
        let facts = facts.iter().map(|fact| (*fact).to_owned()).collect();
        let problem = TypedProblem { field, code, facts };
        [Lang::Ru, Lang::En].map(|lang| message(&problem, Voice::of(lang)))
    }

    /// Every code of every field has its own words in both languages: none falls back.
    #[test]
    fn every_mistake_is_told_in_words() {
        let fallback = [Lang::Ru, Lang::En].map(|lang| Voice::of(lang).say("web-book-wrong-other"));
        let name: [(&str, &[&str]); 6] = [
            ("empty", &[]),
            ("too_long", &["60", "72"]),
            ("begins_with_mark", &["-"]),
            ("mixed_script", &["a", "Петровa", "latin", "а"]),
            ("wrong_script", &["latin"]),
            ("wrong_character", &["7"]),
        ];
        let mut all = Vec::new();
        for field in ["surname", "given_name", "patronymic"] {
            all.extend(name.iter().map(|(code, facts)| (field, *code, *facts)));
        }
        let rest: [(&str, &str, &[&str]); 27] = [
            ("surname", "mixed_script", &["ж", "Abжc", "cyrillic", ""]),
            ("surname", "mixed_script", &["а", "Abаc", "cyrillic", "a"]),
            ("surname", "wrong_script", &["cyrillic"]),
            (
                "document_kind",
                "not_at_this_age",
                &["Свидетельство о рождении"],
            ),
            ("document_kind", "not_at_this_age", &[]),
            ("patronymic", "patronymic_open", &[]),
            ("patronymic", "patronymic_both", &[]),
            ("birth_date", "empty", &[]),
            ("birth_date", "no_such_date", &[]),
            ("birth_date", "in_future", &["2026-11-22"]),
            ("birth_date", "too_early", &["1900"]),
            ("document_kind", "unknown", &[]),
            ("document_number", "empty", &["0000 000000"]),
            ("document_number", "too_short", &["10", "9", "0000 000000"]),
            ("document_number", "too_long", &["10", "12", "0000 000000"]),
            ("document_number", "wrong_character", &["Ж", "0000 000000"]),
            ("document_number", "too_short", &["9", "7", "I-АА 000000"]),
            ("document_number", "too_long", &["9", "12", "I-АА 000000"]),
            ("document_number", "wrong_character", &["!", "I-АА 000000"]),
            ("email", "no_address", &[]),
            ("phone", "too_short", &["10", "7"]),
            ("phone", "too_long", &["10", "12"]),
            ("phone", "wrong_character", &["д"]),
            ("phone", "no_country", &[]),
            ("reference", "empty", &[]),
            ("reference", "length", &["10", "9"]),
            ("reference", "check_character", &[]),
        ];
        all.extend(rest);
        for (field, code, facts) in all {
            let words = said(field, code, facts);
            for (words, fallback) in words.iter().zip(&fallback) {
                assert!(
                    words != fallback && !words.contains("web-book"),
                    "{field} {code}: {words}"
                );
            }
        }
    }

    /// Look-alike letters are named, so that the person sees which one it is.
    #[test]
    fn a_latin_letter_in_a_russian_name_is_named() {
        let [ru, en] = said("surname", "mixed_script", &["a", "Петровa", "latin", "а"]);
        assert!(ru.contains("Петровa") && ru.contains("латинская"), "{ru}");
        assert!(en.contains("Latin"), "{en}");
    }

    #[test]
    fn two_wrong_letters_are_both_told_and_the_same_one_once() {
        let wrong = |found: &str| TypedProblem {
            field: "surname",
            code: "wrong_character",
            facts: vec![found.to_owned()],
        };
        let told = problems(&[wrong("7"), wrong("7"), wrong("!")], Voice::of(Lang::Ru));
        assert_eq!(told.len(), 1);
        assert!(told[0].message.contains('7') && told[0].message.contains('!'));
    }
}
