#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::*;
use crate::person::lookalike::Script;

fn russian(typed: &str) -> Result<String, Vec<NameProblem>> {
    Alphabet::russian().write(typed)
}

fn only_problem(typed: &str) -> NameProblem {
    let mut problems = russian(typed).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.remove(0)
}

#[test]
fn names_are_written_in_capitals_with_plain_marks() {
    for (typed, written) in [
        ("  Салтыков —  Щедрин ", "САЛТЫКОВ-ЩЕДРИН"),
        ("ёлкин", "ЁЛКИН"),
        ("Анна\u{a0} Мария", "АННА МАРИЯ"),
        ("О’Коннор", "О'КОННОР"),
        ("Андреи\u{306}", "АНДРЕЙ"),
        ("Алё\u{ad}на", "АЛЁНА"),
        ("Е\u{308}лкина", "ЁЛКИНА"),
        ("Мл. Петров", "МЛ. ПЕТРОВ"),
        ("Ъеу", "ЪЕУ"),
        ("ПОДЪЯПОЛЬСКИЙ", "ПОДЪЯПОЛЬСКИЙ"),
    ] {
        assert_eq!(russian(typed).as_deref(), Ok(written), "{typed}");
    }
}

#[test]
fn a_latin_letter_in_a_russian_name_is_named() {
    // REQ-A13: the system checks the form, the officer need not guess.
    assert_eq!(
        only_problem("Ивaнов"),
        NameProblem::MixedScript {
            letter: 'a',
            at: 3,
            word: "Ивaнов".to_owned(),
            script: Script::Latin,
            meant: Some('а'),
        }
    );
    let problems = russian("Петров-Bодкин").unwrap_err();
    assert!(matches!(
        problems.as_slice(),
        [NameProblem::MixedScript { letter: 'B', at: 8, word, meant: Some('В'), .. }] if word == "Bодкин"
    ));
    let stray = only_problem("Иванzов");
    assert!(matches!(
        stray,
        NameProblem::MixedScript {
            letter: 'z',
            meant: None,
            ..
        }
    ));
    assert_eq!(stray.code(), "mixed_script");
    assert_eq!(
        stray.to_string(),
        "the letter `z` at 5 in `Иванzов` is latin"
    );
}

#[test]
fn a_name_all_in_another_script_is_told_once() {
    assert_eq!(
        only_problem("Ivanov"),
        NameProblem::WrongScript(Script::Latin)
    );
    // All these letters have Cyrillic twins, yet it is a Latin word.
    assert_eq!(
        only_problem("COPOKA"),
        NameProblem::WrongScript(Script::Latin)
    );
}

#[test]
fn what_no_name_has_is_refused() {
    assert_eq!(only_problem("   "), NameProblem::Empty);
    assert_eq!(
        only_problem("-Иванов"),
        NameProblem::BeginsWithMark { found: '-' }
    );
    assert_eq!(
        only_problem("Иванов2"),
        NameProblem::WrongCharacter { found: '2', at: 7 }
    );
    assert_eq!(
        only_problem("Їжак"),
        NameProblem::WrongCharacter { found: 'Ї', at: 1 }
    );
    assert!(russian(&"Я".repeat(60)).is_ok());
    assert_eq!(
        only_problem(&"Я".repeat(61)),
        NameProblem::TooLong {
            longest: 60,
            got: 61
        }
    );
}

#[test]
fn another_country_has_its_own_letters_and_may_take_both_scripts() {
    let kazakh = Alphabet::russian().with_letters("ӘҒҚҢӨҰҮҺІ");
    let both = [kazakh, Alphabet::latin()];
    let write = |typed| Alphabet::write_in_one_of(&both, typed);
    assert_eq!(write("Әлия").as_deref(), Ok("ӘЛИЯ"));
    assert_eq!(write("Smith").as_deref(), Ok("SMITH"));
    assert_eq!(write("O'Neill-Grant").as_deref(), Ok("O'NEILL-GRANT"));
    assert!(russian("Әлия").is_err());
    let mixed = write("Smіth").unwrap_err();
    assert!(matches!(
        mixed.as_slice(),
        [NameProblem::MixedScript {
            letter: 'і',
            script: Script::Cyrillic,
            meant: Some('i'),
            ..
        }]
    ));
}

fn parts<'a>(surname: &'a str, given: &'a str, patronymic: &'a str) -> NameParts<'a> {
    NameParts {
        surname,
        given,
        patronymic,
        no_patronymic: patronymic.is_empty(),
    }
}

fn person(surname: &str, given: &str, patronymic: &str) -> PersonName {
    PersonName::write(&parts(surname, given, patronymic), &[Alphabet::russian()]).unwrap()
}

#[test]
fn a_missing_patronymic_must_be_said_expressly() {
    let mut typed = parts("Ли", "Анна", "");
    let alphabets = [Alphabet::russian()];
    let name = PersonName::write(&typed, &alphabets).unwrap();
    assert_eq!(
        (name.patronymic.clone(), name.full()),
        (Patronymic::Absent, "ЛИ АННА".to_owned())
    );
    typed.no_patronymic = false;
    let open = PersonName::write(&typed, &alphabets).unwrap_err();
    assert_eq!(open, [(NamePart::Patronymic, NameProblem::PatronymicOpen)]);
    typed.patronymic = "Ивановна";
    typed.no_patronymic = true;
    typed.surname = "";
    let both = PersonName::write(&typed, &alphabets).unwrap_err();
    assert_eq!(
        both,
        [
            (NamePart::Surname, NameProblem::Empty),
            (NamePart::Patronymic, NameProblem::PatronymicBoth)
        ]
    );
}

#[test]
fn a_log_does_not_show_a_name() {
    assert_eq!(
        format!("{:?}", person("Иванов", "Иван", "Иванович")),
        "PersonName(…)"
    );
}

#[test]
fn shape_makes_no_difference_between_names() {
    assert_eq!(fold("Королёва-Семёнова"), fold("КОРОЛЕВА СЕМЕНОВА"));
    assert_eq!(fold("Aнна"), fold("Анна"));
    assert_ne!(fold("Анна"), fold("Инна"));
    assert!(person("Ёлкина", "Алёна", "").is_same_as(&person("Елкина", "Алена", "")));
    assert!(!person("Ёлкина", "Алёна", "").is_same_as(&person("Алёна", "Ёлкина", "")));
}

#[test]
fn slips_of_the_finger_are_counted() {
    for (one, other, slips) in [
        ("Иванов", "Иванов", 0),
        ("Иванов", "Ианов", 1),
        ("Иванов", "Иваноов", 1),
        ("Иванов", "Ивонов", 1),
        ("Иванов", "Иавнов", 1),
        ("Иванов", "Петров", 4),
        ("", "Ли", 2),
        ("Ёлкин", "ЕЛКИН", 0),
    ] {
        assert_eq!(edits(one, other), slips, "{one} {other}");
    }
}

#[test]
fn a_correction_mends_slips_and_never_makes_another_person() {
    // REQ-A12
    let ivanov = person("Иванов", "Иван", "Иванович");
    assert!(ivanov.may_be_corrected_to(&person("Иваноф", "Иван", "Иванович")));
    assert!(ivanov.may_be_corrected_to(&person("Иваноф", "Иван", "Ивнович")));
    assert!(!ivanov.may_be_corrected_to(&person("Иваноф", "Ивам", "Ивнович")));
    assert!(!ivanov.may_be_corrected_to(&person("Петров", "Иван", "Иванович")));
    assert!(!ivanov.may_be_corrected_to(&person("Иванов", "Олег", "Иванович")));
    assert!(!ivanov.may_be_corrected_to(&person("Иванов", "Иван", "")));
    assert!(!is_typing_correction("Ли", "Ан"));
    assert!(!is_typing_correction("Ли", "Ле"));
    assert!(is_typing_correction("Ким", "Кем"));
}

proptest! {
    #[test]
    fn slips_are_the_same_both_ways_and_bounded(one in "[А-ЯЁ -]{0,12}", other in "[А-ЯЁ -]{0,12}") {
        let count = |text: &str| fold(text).chars().count();
        prop_assert_eq!(edits(&one, &other), edits(&other, &one));
        prop_assert!(edits(&one, &other) <= count(&one).max(count(&other)));
        prop_assert!(edits(&one, &other) >= count(&one).abs_diff(count(&other)));
        prop_assert_eq!(edits(&one, &one), 0);
    }

    #[test]
    fn what_is_written_can_be_written_again(typed in ".{0,30}") {
        if let Ok(written) = russian(&typed) {
            prop_assert_eq!(russian(&written), Ok(written));
        }
    }

    #[test]
    fn any_russian_name_is_written(typed in "[А-ЯЁа-яё][А-ЯЁа-яё'.]{0,20}") {
        prop_assert_eq!(russian(&typed), Ok(typed.to_uppercase()));
    }
}
