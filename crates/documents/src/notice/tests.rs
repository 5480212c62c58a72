#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use jiff::civil::date;
use okno_domain::notification::Notification;
use okno_domain::words::Words;

use super::*;

fn words(ru: &str, en: &str) -> Option<Words> {
    Some(Words::ru_en(ru, en))
}

/// Everything that can be known, as long as it is in a real office.
fn everything() -> NoticeFacts {
    NoticeFacts {
        name: Some("Анна Петровна".into()),
        place: Some(Place {
            address: Words::ru_en("Самара, Садовая ул., 12", "Samara, Sadovaya ul. 12"),
            short: Words::ru_en("Садовая, 12", "Sadovaya 12"),
            window: Some("2".into()),
        }),
        starts: Some(date(2026, 11, 25).at(9, 40, 0, 0)),
        zone: words("по самарскому времени", "Samara time"),
        previous: Some(date(2026, 11, 24).at(15, 0, 0, 0)),
        reason: words(
            "в отделении не будет света.",
            "there will be no power at the office.",
        ),
        reference: Some("4821-0934".into()),
        registration_number: Some("24-01877".into()),
        registered_on: Some(date(2026, 11, 23)),
        bring: vec![
            Words::ru_en("паспорт гражданина России", "your internal passport"),
            Words::ru_en("3 фотографии", "3 photos"),
        ],
        moves_left: Some(2),
        next_step: words("пригласим вас на приём", "we will invite you"),
        next_step_by: Some(date(2026, 11, 26)),
        decision_by: Some(date(2026, 12, 23)),
        ground: Some("photo-missing".into()),
        ground_text: words("нет подходящей фотографии", "there is no suitable photo"),
        cure: words("приложите новую фотографию.", "add a new photo."),
        what_to_do: words("принесите справку", "bring the certificate"),
        until: Some(date(2026, 12, 15)),
        since: Some(date(2026, 12, 1)),
        ended_on: Some(date(2026, 12, 10)),
        fee_note: words("её можно зачесть.", "you can use it again."),
        ready_from: Some(date(2026, 12, 20)),
        hours: words("вт–сб 9:00–18:00", "Tue–Sat 9:00–18:00"),
        storage_term: words("1 год", "1 year"),
        for_a_child: true,
        appeal_note: words(
            "жалобу можно подать на сайте.",
            "you can complain on the site.",
        ),
        decided_on: Some(date(2026, 12, 18)),
        statute_article: words("статья 15 закона 114-ФЗ", "article 15 of law 114-FZ"),
        restriction_term: words("до 1 июня 2027 года", "until 1 June 2027"),
        restriction_decision: Some(RestrictionDecision {
            on: date(2026, 10, 5),
            number: "17/3".into(),
        }),
        responsible_body: words(
            "Комиссия, Самара, ул. Мира, 1",
            "Commission, Samara, Mira 1",
        ),
        meaning: words("сейчас выезд ограничен.", "your exit is restricted now."),
        papers: vec![Words::ru_en("заявление", "application")],
        link: Some("https://pass.example/cases".into()),
        short_link: Some("pass.example/z".into()),
        settings_link: Some("https://pass.example/settings".into()),
        phone: Some("+7 846 000-00-00".into()),
    }
}

/// Only what the regulation demands.
fn bare_minimum(notice: Notice) -> NoticeFacts {
    let all = everything();
    let mut facts = NoticeFacts::default();
    for fact in notice.needs() {
        match fact {
            FactName::Place => facts.place = all.place.clone(),
            FactName::Time => facts.starts = all.starts,
            FactName::Zone => facts.zone = all.zone.clone(),
            FactName::Reference => facts.reference = all.reference.clone(),
            FactName::RegistrationNumber => {
                facts.registration_number = all.registration_number.clone();
            }
            FactName::RegisteredOn => facts.registered_on = all.registered_on,
            FactName::Ground => facts.ground = all.ground.clone(),
            FactName::GroundText => facts.ground_text = all.ground_text.clone(),
            FactName::Cure => facts.cure = all.cure.clone(),
            FactName::WhatToDo => facts.what_to_do = all.what_to_do.clone(),
            FactName::Until => facts.until = all.until,
            FactName::EndedOn => facts.ended_on = all.ended_on,
            FactName::Hours => facts.hours = all.hours.clone(),
            FactName::StorageTerm => facts.storage_term = all.storage_term.clone(),
            FactName::AppealNote => facts.appeal_note = all.appeal_note.clone(),
            FactName::StatuteArticle => facts.statute_article = all.statute_article.clone(),
            FactName::RestrictionTerm => facts.restriction_term = all.restriction_term.clone(),
            FactName::RestrictionDecision => {
                facts.restriction_decision = all.restriction_decision.clone();
            }
            FactName::ResponsibleBody => facts.responsible_body = all.responsible_body.clone(),
            FactName::PaperList => facts.papers = all.papers.clone(),
        }
    }
    facts
}

fn every_notice_in_every_language() -> impl Iterator<Item = (Notice, Lang)> {
    Notice::all().flat_map(|notice| Lang::ALL.map(|lang| (notice, lang)))
}

/// REQ-7.1, REQ-7.2, REQ-7.3, REQ-7.4, REQ-7.5, REQ-7.6, REQ-7.7: what must be told is told.
#[test]
fn every_fact_that_must_be_stated_stands_in_the_letter() {
    let wording = Wording::shipped().unwrap();
    for (notice, lang) in every_notice_in_every_language() {
        for facts in [everything(), bare_minimum(notice)] {
            let letter = compose(&wording, lang, notice, &facts).unwrap();
            let stated = facts.stated(&wording, lang);
            for fact in notice.needs() {
                let said = polish(&stated[fact]);
                assert!(
                    letter.text.contains(&said),
                    "{notice:?} {lang}: {fact} ({said})"
                );
            }
        }
    }
}

/// REQ-7.3, REQ-7.7: a missing detail blocks sending and is named.
#[test]
fn a_missing_detail_blocks_sending_and_is_named() {
    let wording = Wording::shipped().unwrap();
    let mut facts = everything();
    facts.responsible_body = words(" ", "");
    facts.restriction_decision = None;
    let refused = compose(&wording, Lang::Ru, Kind::ServiceRefused.into(), &facts).unwrap_err();
    let missing = vec![FactName::RestrictionDecision, FactName::ResponsibleBody];
    assert_eq!(
        refused,
        NoticeError::Missing {
            key: "notice-service-refused",
            missing
        }
    );
    assert!(
        refused.to_string().contains("responsible_body"),
        "{refused}"
    );
    facts.ground = None;
    let refused = compose(&wording, Lang::En, Kind::AcceptanceRefused.into(), &facts);
    assert!(
        matches!(refused, Err(NoticeError::Missing { missing, .. }) if missing == [FactName::Ground])
    );
}

#[test]
fn what_is_on_record_is_what_the_domain_demands() {
    let wording = Wording::shipped().unwrap();
    for kind in Kind::ALL {
        let stated = bare_minimum(kind.into()).stated(&wording, Lang::Ru);
        assert!(Notification::new(kind, "ru", stated).is_ok(), "{kind}");
    }
}

#[test]
fn a_text_message_takes_at_most_two_parts_and_a_subject_fifty_signs() {
    let wording = Wording::shipped().unwrap();
    for (notice, lang) in every_notice_in_every_language() {
        for facts in [everything(), bare_minimum(notice)] {
            let letter = compose(&wording, lang, notice, &facts).unwrap();
            assert!(
                letter.sms_length.parts <= 2,
                "{notice:?} {lang}: {}",
                letter.sms
            );
            assert!(!letter.sms.contains('\u{a0}'), "{}", letter.sms);
            assert!(letter.subject.chars().count() <= 50, "{}", letter.subject);
        }
    }
}

#[test]
fn an_english_text_message_stays_in_the_cheap_alphabet() {
    let wording = Wording::shipped().unwrap();
    for notice in Notice::all() {
        let letter = compose(&wording, Lang::En, notice, &everything()).unwrap();
        assert_eq!(
            letter.sms_length.alphabet,
            sms::Alphabet::Gsm7,
            "{}",
            letter.sms
        );
        assert_eq!(letter.sms_length.parts, 1, "{}", letter.sms);
    }
}

#[test]
fn a_letter_about_a_place_says_where_when_and_that_nobody_else_may_use_it() {
    let wording = Wording::shipped().unwrap();
    let letter = compose(
        &wording,
        Lang::Ru,
        Kind::AppointmentMade.into(),
        &everything(),
    )
    .unwrap();
    assert_eq!(letter.subject, "Вы записаны: 25\u{a0}ноября, 9:40");
    let expected = [
        "Анна Петровна, вы записаны на приём 25\u{a0}ноября, среда, 9:40 (по самарскому времени).",
        "Где: Самара, Садовая ул., 12, окно 2.",
        "- паспорт гражданина России\n- 3\u{a0}фотографии",
        "примут только вас",
        "Перенести запись можно ещё 2\u{a0}раза.",
        "банковской карты",
    ];
    for sentence in expected {
        assert!(
            letter.text.contains(sentence),
            "{sentence}\n\n{}",
            letter.text
        );
    }
    assert_eq!(
        letter.sms,
        "Вы записаны: 25.11 в 9:40, Садовая, 12. Номер 4821-0934. Изменить: pass.example/z"
    );
}

#[test]
fn a_paragraph_with_nothing_to_tell_is_left_out() {
    let wording = Wording::shipped().unwrap();
    let notice = Notice::Of(Kind::PassportReady);
    let letter = compose(&wording, Lang::Ru, notice, &bare_minimum(notice)).unwrap();
    assert!(
        letter
            .text
            .starts_with("Паспорт готов, его можно получить."),
        "{}",
        letter.text
    );
    assert!(!letter.text.contains("законный представитель"));
    assert!(!letter.text.contains("{"));
}

/// An e-mail never carries a document number or a birth date: no variable of any
/// notification can hold one.
#[test]
fn no_wording_asks_for_a_document_number_or_a_birth_date() {
    let wording = Wording::shipped().unwrap();
    let offered: BTreeSet<String> = everything()
        .args(&wording, Lang::Ru)
        .iter()
        .map(|(name, _)| name.to_owned())
        .collect();
    let inner = ["address", "window", "on"].map(str::to_owned);
    for lang in Lang::ALL {
        let catalogue = wording.catalogue(lang);
        for key in catalogue.keys().filter(|key| key.starts_with("notice-")) {
            for variable in catalogue.variables(key).unwrap() {
                let known = offered.contains(&variable) || inner.contains(&variable);
                assert!(known, "{key} in {lang} speaks of {variable}");
            }
        }
    }
    for forbidden in ["passport", "document", "born", "birth", "series", "snils"] {
        assert!(
            !offered.iter().any(|name| name.contains(forbidden)),
            "{forbidden}"
        );
    }
}

#[test]
fn nothing_typed_by_a_citizen_breaks_out_of_its_line() {
    let wording = Wording::shipped().unwrap();
    let mut facts = everything();
    facts.name = Some("Анна\r\nBcc: everybody@elsewhere.example".into());
    facts.reference = Some("48\n21".into());
    let letter = compose(&wording, Lang::Ru, Kind::AppointmentMade.into(), &facts).unwrap();
    assert!(!letter.subject.contains(['\r', '\n']) && !letter.sms.contains(['\r', '\n']));
    assert!(!letter.text.contains("\nBcc:"));
}

#[test]
fn no_letter_shouts_and_every_paragraph_is_short() {
    let wording = Wording::shipped().unwrap();
    for (notice, lang) in every_notice_in_every_language() {
        let letter = compose(&wording, lang, notice, &everything()).unwrap();
        assert!(
            !letter.text.contains('!') && !letter.subject.contains('!'),
            "{}",
            letter.text
        );
        for sentence in letter.text.split(['.', '\n', ':', ';']) {
            let count = sentence.split_whitespace().count();
            assert!(count <= 18, "{notice:?} {lang}: {sentence}");
        }
    }
}
