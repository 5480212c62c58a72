#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

fn source(lang: Lang, text: &str) -> Source {
    Source {
        lang,
        file: format!("{lang}/test.ftl"),
        text: text.to_owned(),
    }
}

fn both(ru: &str, en: &str) -> Wording {
    Wording::from_sources(vec![source(Lang::Ru, ru), source(Lang::En, en)]).unwrap()
}

#[test]
fn russian_and_english_say_the_same_things() {
    let wording = Wording::shipped().unwrap();
    assert!(wording.catalogue(Lang::Ru).len() > 100);
    assert_eq!(wording.differences(), []);
}

#[test]
fn no_text_carries_a_placeholder_of_the_author() {
    for path in Shipped::iter() {
        let text = String::from_utf8(Shipped::get(&path).unwrap().data.into_owned()).unwrap();
        for mark in ["TODO", "FIXME", "XXX", "lorem", "\u{2068}", "\u{2069}"] {
            assert!(!text.contains(mark), "{path} contains {mark}");
        }
    }
}

#[test]
fn a_number_chooses_its_plural_in_both_languages() {
    let wording = both(
        "places = { $n ->\n    [one] { $n } место\n    [few] { $n } места\n   *[many] { $n } мест\n }",
        "places = { $n ->\n    [one] { $n } place\n   *[other] { $n } places\n }",
    );
    let say = |lang, n: i64| wording.text(lang, "places", &Args::new().count("n", n));
    assert_eq!(say(Lang::Ru, 1), "1 место");
    assert_eq!(say(Lang::Ru, 3), "3 места");
    assert_eq!(say(Lang::Ru, 11), "11 мест");
    assert_eq!(say(Lang::Ru, 21), "21 место");
    assert_eq!(say(Lang::En, 1), "1 place");
    assert_eq!(say(Lang::En, 5), "5 places");
}

#[test]
fn no_invisible_marks_surround_what_is_put_in() {
    let wording = both("hello = Окно { $n }", "hello = Window { $n }");
    let said = wording.text(Lang::Ru, "hello", &Args::new().text("n", "пять"));
    assert_eq!(said, "Окно пять");
}

#[test]
fn a_missing_key_or_variable_is_told_and_the_reader_still_gets_a_sentence() {
    let wording = both("a = Окно { $n }\nb = Б", "a = Window { $n }");
    let none = Args::new();
    assert_eq!(
        wording.try_text(Lang::En, "b", &none),
        Err(Unsaid::NoKey {
            lang: Lang::En,
            key: "b".into()
        })
    );
    assert!(matches!(
        wording.try_text(Lang::Ru, "a", &none),
        Err(Unsaid::NoVariable { variables, .. }) if variables.contains("n")
    ));
    assert_eq!(wording.text(Lang::En, "b", &none), "Б");
    assert_eq!(wording.text(Lang::En, "c", &none), "c");
    assert_eq!(wording.unsaid().len(), 2, "each is remembered once");
    wording.text(Lang::En, "c", &none);
    assert_eq!(wording.unsaid().len(), 2);
}

#[test]
fn the_languages_are_compared_key_by_key_and_variable_by_variable() {
    let wording = both("a = А { $x }\nb = Б\n  .part = В", "a = A { $y }\nc = C");
    let differences = wording.differences();
    assert!(differences.contains(&Difference::OnlyHere("b".into())));
    assert!(differences.contains(&Difference::OnlyHere("b.part".into())));
    assert!(differences.contains(&Difference::OnlyThere("c".into())));
    assert!(matches!(&differences[0], Difference::Variables { key, .. } if key == "a"));
}

#[test]
fn a_text_needs_what_the_text_inside_it_needs() {
    let wording = both(
        "inner = { $when }\nouter = Приём { inner }",
        "inner = { $when }",
    );
    let needed = wording.catalogue(Lang::Ru).variables("outer").unwrap();
    assert!(needed.contains("when"));
}

#[test]
fn an_office_may_reword_but_not_invent() {
    let wording = both(
        "address = Садовая, { $house }\n    .short = Садовая",
        "address = Sadovaya { $house }\n    .short = Sadovaya",
    );
    let reword = |text: &str| wording.with_overrides(vec![source(Lang::Ru, text)]);
    let args = Args::new().text("house", "12");

    let own = reword("address = Дом { $house } по Садовой\n    .short = Дом").unwrap();
    assert_eq!(own.text(Lang::Ru, "address", &args), "Дом 12 по Садовой");
    assert_eq!(own.text(Lang::Ru, "address.short", &args), "Дом");
    assert_eq!(own.text(Lang::En, "address", &args), "Sadovaya 12");
    assert_eq!(
        wording.text(Lang::Ru, "address", &args),
        "Садовая, 12",
        "others keep theirs"
    );

    assert!(matches!(
        reword("adress = Дом").unwrap_err(),
        WordingError::UnknownKey { .. }
    ));
    assert!(matches!(
        reword("address = Дом").unwrap_err(),
        WordingError::LostPart { .. }
    ));
    assert!(matches!(
        reword("address = { $passport }\n    .short = Дом").unwrap_err(),
        WordingError::UnknownVariables { variables, .. } if variables.contains("passport")
    ));
}

#[test]
fn a_broken_file_is_named_with_its_line() {
    let broken = Wording::from_sources(vec![source(Lang::Ru, "a = А\n\nb = { $\n")]);
    assert!(
        matches!(broken, Err(WordingError::Syntax { line: 3 | 4, .. })),
        "{broken:?}"
    );
    let twice = Wording::from_sources(vec![source(Lang::Ru, "a = А\na = Б\n")]);
    assert!(matches!(twice, Err(WordingError::Twice { .. })));
    let dangling = Wording::from_sources(vec![source(Lang::Ru, "a = { b }\n")]);
    assert!(matches!(dangling, Err(WordingError::Dangling { .. })));
    let circle = Wording::from_sources(vec![source(Lang::Ru, "a = { b }\nb = { a }\n")]);
    assert!(matches!(circle, Err(WordingError::Circular { .. })));
    let call = Wording::from_sources(vec![source(Lang::Ru, "a = { NUMBER($n) }\n")]);
    assert!(matches!(call, Err(WordingError::Function { function, .. }) if function == "NUMBER"));
}

#[test]
fn a_term_takes_its_case_from_the_text_and_not_from_the_caller() {
    let wording = both(
        "-office = { $case ->\n   *[who] отделение\n    [where] отделении\n }\nin = Ждём в { -office(case: \"where\") }",
        "-office = office\nin = We wait at the { -office }",
    );
    assert_eq!(
        wording.text(Lang::Ru, "in", &Args::new()),
        "Ждём в отделении"
    );
    assert_eq!(wording.differences(), []);
    assert_eq!(wording.unsaid(), []);
}

/// Every sentence of the shipped wording, without what is put in.
fn sentences(lang: Lang) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let folder = format!("{lang}/");
    for path in Shipped::iter().filter(|path| path.starts_with(&folder)) {
        let text = String::from_utf8(Shipped::get(&path).unwrap().data.into_owned()).unwrap();
        let spoken = text.lines().filter(|line| !line.starts_with('#'));
        for line in spoken {
            let words = line.split_once(" = ").map_or(line, |(_, words)| words);
            let parts = words.split(['.', ':', ';', '?']).map(str::trim);
            found.extend(parts.map(|part| (path.to_string(), part.to_owned())));
        }
    }
    found
}

#[test]
fn russian_is_plain() {
    let officialese = [
        "осуществля",
        "в целях",
        "является",
        "являются",
        "пожалуйста",
        "надлежащ",
        "вышеуказан",
        "нижеследующ",
        "посредством",
        "в случае если",
        "данный момент",
        "производится",
        "обеспечива",
        "в установленном порядке",
        "путём направления",
        "в ближайшее время",
        "Пользовател",
    ];
    for (file, sentence) in sentences(Lang::Ru) {
        for word in officialese {
            assert!(!sentence.contains(word), "{file}: «{word}» in «{sentence}»");
        }
        assert!(
            !sentence.contains(" Вы ") && !sentence.contains(" Вас "),
            "{file}: {sentence}"
        );
        assert!(!sentence.ends_with('!'), "{file}: {sentence}");
    }
}

#[test]
fn nine_sentences_of_ten_have_at_most_eighteen_words() {
    for lang in Lang::ALL {
        let mut lengths: Vec<usize> = sentences(lang)
            .iter()
            .map(|(_, sentence)| sentence.split_whitespace().count())
            .filter(|count| *count > 2)
            .collect();
        lengths.sort_unstable();
        let p90 = lengths[lengths.len() * 9 / 10];
        assert!(p90 <= 18, "{lang}: {p90}");
    }
}
