//! Cases: the form at the window, the whole way to the passport, refusals and their words.

use std::collections::BTreeMap;

use http::StatusCode;
use jiff::SignedDuration;

use crate::desk::fixture::{Browser, Office, PACK, Reply, number};

/// What the form of the sample person says, with a document of their own.
fn answers(person: u32) -> BTreeMap<String, String> {
    let mut values = PACK.forms["application-adult"].sample();
    values.insert("document.number".into(), format!("{person:06}"));
    values.extend(
        [
            ("kind", "internal_passport"),
            ("birth-day", "12"),
            ("birth-month", "6"),
            ("birth-year", "1985"),
            ("service", "passport-5"),
            ("form", "application-adult"),
            ("language", "ru"),
            ("do", "file"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    values.insert("number".into(), number(person));
    values
}

async fn sends(browser: &Browser<'_>, path: &str, values: &BTreeMap<String, String>) -> Reply {
    let fields: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post(path, &fields).await
}

/// Somebody at the window hands the form in; answers the address of the case.
async fn hands_in(window: &Browser<'_>, person: u32) -> String {
    let reply = sends(window, "/desk/cases/new", &answers(person)).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    reply.to.split('?').next().unwrap().to_owned()
}

/// The version the page of a case shows.
async fn version(browser: &Browser<'_>, case: &str) -> String {
    let page = browser.get(case).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let rest = page.body.split("name=\"version\" value=\"").nth(1);
    rest.and_then(|rest| rest.split('"').next())
        .unwrap_or_default()
        .to_owned()
}

async fn acts(browser: &Browser<'_>, case: &str, act: &str, fields: &[(&str, &str)]) -> Reply {
    let version = version(browser, case).await;
    let mut fields = fields.to_vec();
    fields.push(("version", &version));
    browser.post(&format!("{case}/{act}"), &fields).await
}

const SEEN: [(&str, &str); 4] = [
    ("doc.application_a1", "seen"),
    ("doc.internal_passport", "seen"),
    ("doc.photos", "seen"),
    ("doc.foreign_passport", "seen"),
];

/// Every open request is answered with "clear".
async fn all_clear(requests: &Browser<'_>, case: &str) {
    loop {
        let page = requests.get(case).await.body;
        let Some(rest) = page.split("name=\"request\" value=\"").nth(1) else {
            return;
        };
        let id = rest.split('"').next().unwrap().to_owned();
        let reply = acts(
            requests,
            case,
            "reply",
            &[("request", &id), ("answer", "clear")],
        )
        .await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    }
}

/// REQ-A21, REQ-7.2, REQ-5.6, REQ-7.6, REQ-9.9: the whole way, each step at the desk of its role.
#[tokio::test]
async fn a_case_goes_from_the_window_to_its_holder() {
    let office = Office::open().await;
    let (window, requests) = (
        office.officer("window1").await,
        office.officer("requests").await,
    );
    let (head, production) = (
        office.officer("head").await,
        office.officer("production").await,
    );
    let case = hands_in(&window, 1).await;
    assert!(window.get("/desk/cases").await.body.contains(&case));
    let receipt = acts(&window, &case, "accept", &SEEN).await;
    assert!(
        receipt.body.contains("77-01-2026-000001") && receipt.body.contains("Код показан один раз"),
        "{}",
        receipt.body
    );
    acts(&requests, &case, "send-requests", &[]).await;
    all_clear(&requests, &case).await;
    assert!(head.get("/desk/cases").await.body.contains(&case));
    let decided = acts(&head, &case, "decide-issue", &[]).await;
    assert!(
        decided.to.ends_with("done=case-decide-issue"),
        "{}",
        decided.body
    );
    let empty = acts(&production, &case, "delivered", &[]).await;
    assert!(empty.body.contains("Введите серию и номер паспорта"));
    acts(
        &production,
        &case,
        "delivered",
        &[("passport", "75 1234567")],
    )
    .await;
    let stranger = [
        ("kind", "internal_passport"),
        ("number", "0010000002"),
        ("birth-day", "12"),
        ("birth-month", "6"),
        ("birth-year", "1985"),
    ];
    let refused = acts(&window, &case, "hand-over", &stranger).await;
    assert!(
        refused.body.contains("Документ не совпал"),
        "{}",
        refused.body
    );
    let own = [
        ("kind", "internal_passport"),
        ("number", "0010000001"),
        ("birth-day", "12"),
        ("birth-month", "6"),
        ("birth-year", "1985"),
    ];
    let given = acts(&window, &case, "hand-over", &own).await;
    assert!(given.to.ends_with("done=case-hand-over"), "{}", given.body);
    let page = window.get(&case).await.body;
    assert!(
        page.contains("паспорт выдан") && page.contains("75 1234567"),
        "{page}"
    );
}

/// REQ-A21: everything wrong is told at once, at its field, and nothing typed is lost.
#[tokio::test]
async fn a_form_with_mistakes_comes_back_whole() {
    let office = Office::open().await;
    let window = office.officer("window1").await;
    let mut values = answers(1);
    values.remove("name.surname");
    values.insert("contact.email".into(), "anna(at)example".into());
    let reply = sends(&window, "/desk/cases/new", &values).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    for what in [
        "data-error-summary",
        "href=\"#name.surname\"",
        "href=\"#contact.email\"",
        "anna(at)example",
        "Ответьте на этот вопрос",
    ] {
        assert!(reply.body.contains(what), "{what}");
    }
}

#[tokio::test]
async fn a_row_is_added_without_script_and_keeps_what_was_typed() {
    let office = Office::open().await;
    let window = office.officer("window1").await;
    let first = window.get("/desk/cases/new").await.body;
    assert!(first.contains("name=\"work.0.from\"") && !first.contains("name=\"work.1.from\""));
    let typed = [
        ("do", "add:work"),
        ("rows.work", "1"),
        ("work.0.from", "09.2014"),
        ("name.surname", "ПРИМЕРОВА"),
    ];
    let more = window.post("/desk/cases/new", &typed).await;
    assert_eq!(more.status, StatusCode::OK);
    for what in [
        "name=\"work.1.from\"",
        "value=\"09.2014\"",
        "value=\"ПРИМЕРОВА\"",
        "name=\"rows.work\" value=\"2\"",
    ] {
        assert!(more.body.contains(what), "{what}");
    }
}

/// REQ-5.1, REQ-5.6: documents that lack are named; a ground is chosen, never written.
#[tokio::test]
async fn nothing_is_accepted_without_its_documents_or_refused_without_a_ground() {
    let office = Office::open().await;
    let window = office.officer("window1").await;
    let case = hands_in(&window, 1).await;
    let lacking = acts(&window, &case, "accept", &SEEN[..3]).await;
    assert!(
        lacking.body.contains("Без этого документа принять нельзя"),
        "{}",
        lacking.body
    );
    assert!(
        lacking.body.contains("value=\"seen\" checked"),
        "what was ticked stays ticked"
    );
    let own_words = [("ground", "Мне не нравится")];
    let refused = acts(&window, &case, "refuse-acceptance", &own_words).await;
    assert!(refused.body.contains("Выберите основание из списка"));
    let refused = acts(
        &window,
        &case,
        "refuse-acceptance",
        &[("ground", "bad_photo")],
    )
    .await;
    assert!(refused.to.ends_with("done=case-refuse-acceptance"));
    assert!(
        window
            .get(&case)
            .await
            .body
            .contains("Заявление не принято")
    );
}

/// Of two officers who act on one version the second sees both versions.
#[tokio::test]
async fn whoever_acts_on_an_old_page_sees_what_changed_and_what_was_typed() {
    let office = Office::open().await;
    let (first, second) = (
        office.officer("window1").await,
        office.officer("window2").await,
    );
    let case = hands_in(&first, 1).await;
    let old = version(&second, &case).await;
    acts(&first, &case, "accept", &SEEN).await;
    let late = [("version", old.as_str()), ("ground", "bad_photo")];
    let reply = second
        .post(&format!("{case}/refuse-acceptance"), &late)
        .await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    for what in [
        "Дело изменили",
        "документы приняты",
        "Отказать в приёме",
        "bad_photo",
    ] {
        assert!(reply.body.contains(what), "{what}: {}", reply.body);
    }
}

/// REQ-7.7: a missing detail blocks the notice and is named at its field; what was typed stays.
#[tokio::test]
async fn a_refusal_goes_out_only_complete() {
    let office = Office::open().await;
    let (window, requests) = (
        office.officer("window1").await,
        office.officer("requests").await,
    );
    let head = office.officer("head").await;
    let case = hands_in(&window, 1).await;
    acts(&window, &case, "accept", &SEEN).await;
    acts(&requests, &case, "send-requests", &[]).await;
    all_clear(&requests, &case).await;
    let grounds = PACK.grounds_on(jiff::civil::date(2026, 11, 23));
    let ground = grounds
        .list(okno_domain::decision::GroundList::Refusal)
        .next()
        .unwrap()
        .id
        .clone();
    acts(&head, &case, "decide-refuse", &[("ground", &ground)]).await;
    let half = [
        ("statute-article", "114-ФЗ, статья 15"),
        ("decision-number", "18/12-77"),
    ];
    let blocked = acts(&requests, &case, "send-refusal", &half).await;
    assert_eq!(blocked.status, StatusCode::CONFLICT);
    for what in [
        "Введите адрес этого органа",
        "Введите дату решения",
        "18/12-77",
    ] {
        assert!(blocked.body.contains(what), "{what}");
    }
    let whole = [
        ("statute-article", "114-ФЗ, статья 15"),
        ("decision-number", "18/12-77"),
        ("term-stated", "до исполнения обязательств"),
        ("decision-date-day", "3"),
        ("decision-date-month", "11"),
        ("decision-date-year", "2026"),
        ("body-name", "Отдел приставов № 3"),
        ("body-address", "Примерск, Садовая, 1"),
    ];
    let sent = acts(&requests, &case, "send-refusal", &whole).await;
    assert!(sent.to.ends_with("done=case-send-refusal"), "{}", sent.body);
}

/// REQ-1, REQ-SO-4: a case of another office is not there; whoever controls sees and cannot act.
#[tokio::test]
async fn a_case_is_seen_by_control_and_not_by_a_sibling() {
    let office = Office::open().await;
    let window = office.officer("window1").await;
    let case = hands_in(&window, 1).await;
    let sibling = office.officer("77-02.head").await;
    let (theirs, absent) = (
        sibling.get(&case).await,
        sibling
            .get("/desk/cases/77.018f3b6e2f0b7cc18a3e5f0a9d1c2b3a")
            .await,
    );
    assert_eq!(
        (theirs.status, absent.status),
        (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
    );
    assert_eq!(theirs.body, absent.body);
    let foreign = sibling
        .post(&format!("{case}/decide-issue"), &[("version", "1")])
        .await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let control = office.officer("controller").await.get(&case).await;
    assert_eq!(control.status, StatusCode::OK);
    assert!(control.body.contains("Только просмотр") && !control.body.contains("name=\"version\""));
}

/// REQ-6c: what was not told in time is marked.
#[tokio::test]
async fn a_notice_that_is_late_is_marked() {
    let office = Office::open().await;
    let window = office.officer("window1").await;
    let case = hands_in(&window, 1).await;
    acts(&window, &case, "accept", &SEEN).await;
    assert!(!window.get(&case).await.body.contains("просрочено"));
    office.wait(SignedDuration::from_hours(24 * 3));
    let again = office.officer("window1").await;
    assert!(again.get(&case).await.body.contains("просрочено"));
}

#[tokio::test]
async fn every_page_of_a_case_speaks_english_too() {
    let office = Office::open().await;
    let window = office.officer("window1").await;
    let case = hands_in(&window, 1).await;
    for path in [case.as_str(), "/desk/cases", "/desk/cases/new"] {
        let page = window.get(&format!("{path}?lang=en")).await;
        assert!(
            page.body.contains("<html lang=\"en\">") && !page.body.contains("desk-"),
            "{path}: {}",
            keys(&page.body)
        );
    }
}

/// Keys of messages that have no words.
fn keys(body: &str) -> String {
    let at = body
        .match_indices("desk-")
        .map(|(at, _)| body[at..].chars().take(40).collect::<String>());
    at.collect::<Vec<_>>().join("\n")
}
