//! What a program sends wrong is told by field and code, all of it at once, never as a fault of
//! the server.

use http::Method;
use okno_storage::{Statement, StorageError, params};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{BOOK, Office};
use crate::house::{Engine, on_both_engines};
use crate::http::{Answer, JSON};
use crate::people::{self, Person};

on_both_engines!(
    a_body_that_cannot_be_read_is_refused_as_such,
    each_wrong_part_is_named_with_its_code,
    everything_wrong_is_told_at_once,
    a_time_that_cannot_be_booked_is_no_fault_of_the_server,
    a_question_for_slots_or_offices_is_read_as_strictly,
);

const RAW: &[(&str, &str, u16, &str)] = &[
    // body, content type, status, type
    ("{", "application/json", 400, "invalid-body"),
    ("", "application/json", 400, "invalid-body"),
    ("[]", "application/json", 400, "invalid-body"),
    ("{}", "application/json", 400, "invalid-body"),
    (r#"{"slot":1}"#, "application/json", 400, "invalid-body"),
    ("{}", "text/plain", 400, "invalid-body"),
    (
        "slot=1",
        "application/x-www-form-urlencoded",
        400,
        "invalid-body",
    ),
    ("\u{0}", "application/json", 400, "invalid-body"),
];

async fn a_body_that_cannot_be_read_is_refused_as_such(engine: Engine) {
    let office = Office::without_limits(engine).await;
    let ask = async |body: String, kind: &str| {
        let headers = [("content-type", kind)];
        office
            .client
            .ask(Method::POST, BOOK, &headers, body)
            .await
            .unwrap()
    };
    for (body, kind, status, problem) in RAW {
        let answer = ask((*body).to_owned(), kind).await;
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (*status, *problem),
            "{body} {kind}"
        );
    }
    // A field that nobody knows is a typo of one that somebody wanted.
    let mut unknown = Person(1).wants(&office.roomy[0]);
    unknown["person"]["surmane"] = "Петрова".into();
    let answer = ask(unknown.to_string(), JSON.1).await;
    assert_eq!(answer.problem(), "invalid-body");
    assert!(
        answer.said("detail").contains("surmane"),
        "{}",
        answer.text()
    );
    // Bytes that are no text.
    let answer = office
        .client
        .ask(Method::POST, BOOK, &[JSON], &b"{\"slot\":\"\xff\xfe\"}"[..])
        .await;
    assert_eq!(answer.unwrap().problem(), "invalid-body");
    let huge = ask(format!("{{\"slot\":\"{}\"}}", "x".repeat(300_000)), JSON.1).await;
    assert_eq!(
        (huge.status, huge.problem().as_str()),
        (413, "body-too-large")
    );
    let deep = ask("[".repeat(100_000), JSON.1).await;
    assert_eq!(deep.problem(), "invalid-body");
    assert_eq!(
        people::free(&office.client, "passport-5").await,
        office.roomy,
        "nothing was taken"
    );
}

/// A right body with one part changed, and what must be said about it.
type Mistake = (&'static str, fn(&mut Value), &'static str);

const MISTAKES: &[Mistake] = &[
    (
        "no surname",
        |b| b["person"]["surname"] = "".into(),
        "person.surname: empty",
    ),
    (
        "only spaces",
        |b| b["person"]["surname"] = "  \u{a0}".into(),
        "person.surname: empty",
    ),
    // REQ-A13: a Latin letter among Cyrillic ones looks the same and is not.
    (
        "a Latin a",
        |b| b["person"]["surname"] = "Ив\u{61}нов\u{430}".into(),
        "person.surname: mixed_script",
    ),
    (
        "a digit",
        |b| b["person"]["given_name"] = "Анн4".into(),
        "person.given_name: wrong_character",
    ),
    (
        "too long",
        |b| b["person"]["surname"] = "Я".repeat(300).into(),
        "person.surname: too_long",
    ),
    (
        "to be born",
        |b| b["person"]["birth_date"] = "2999-01-01".into(),
        "person.birth_date: in_future",
    ),
    (
        "long ago",
        |b| b["person"]["birth_date"] = "1899-12-31".into(),
        "person.birth_date: too_early",
    ),
    (
        "no such day",
        |b| b["person"]["birth_date"] = "1990-02-30".into(),
        "person.birth_date: no_such_date",
    ),
    (
        "no date",
        |b| b["person"]["birth_date"] = "soon".into(),
        "person.birth_date: no_such_date",
    ),
    (
        "empty date",
        |b| b["person"]["birth_date"] = "".into(),
        "person.birth_date: empty",
    ),
    (
        "a digit short",
        |b| b["person"]["document"]["number"] = "12345".into(),
        "person.document.number: too_short",
    ),
    (
        "a digit more",
        |b| b["person"]["document"]["number"] = "1234567".into(),
        "person.document.number: too_long",
    ),
    (
        "letters",
        |b| b["person"]["document"]["number"] = "12345x".into(),
        "person.document.number: wrong_character",
    ),
    (
        "no kind",
        |b| b["person"]["document"]["kind"] = "library_card".into(),
        "person.document.kind: unknown",
    ),
    (
        "no address",
        |b| b["contact"]["email"] = "anna@".into(),
        "contact.email: no_address",
    ),
    (
        "two headers",
        |b| b["contact"]["email"] = "a@b.ru\r\nBcc: c@d.ru".into(),
        "contact.email: no_address",
    ),
    (
        "half a number",
        |b| b["contact"]["phone"] = "+7 495".into(),
        "contact.phone: too_short",
    ),
    (
        "no slot",
        |b| b["slot"] = "tomorrow".into(),
        "slot: not-a-slot",
    ),
    (
        "no service",
        |b| b["service"] = "passport-7".into(),
        "service: unknown",
    ),
    (
        "a zero byte",
        |b| b["person"]["surname"] = "Ив\u{0}анова".into(),
        "person.surname: wrong_character",
    ),
];

async fn each_wrong_part_is_named_with_its_code(engine: Engine) {
    let office = Office::without_limits(engine).await;
    let right = Person(1).wants(&office.roomy[0]);
    for (what, spoil, wrong) in MISTAKES {
        let mut body = right.clone();
        spoil(&mut body);
        let answer = office.client.post(BOOK, &body).await;
        assert_eq!(answer.status, 422, "{what}: {}", answer.text());
        assert_eq!(answer.problem(), "invalid-input", "{what}");
        assert_eq!(answer.wrong_parts(), [*wrong], "{what}");
    }
    assert_eq!(
        office.client.post(BOOK, &right).await.status,
        201,
        "and the right one is taken"
    );
}

async fn everything_wrong_is_told_at_once(engine: Engine) {
    let office = Office::without_limits(engine).await;
    let mut body = Person(1).wants(&office.roomy[0]);
    body["slot"] = "".into();
    body["person"]["surname"] = "".into();
    body["person"]["birth_date"] = "31.02.1990".into();
    body["person"]["document"]["number"] = "1".into();
    body["contact"]["email"] = "@".into();
    let answer = office.client.post(BOOK, &body).await;
    let wanted = [
        "slot: not-a-slot",
        "person.surname: empty",
        "person.birth_date: no_such_date",
        "person.document.number: too_short",
        "contact.email: no_address",
    ];
    assert_eq!(answer.wrong_parts(), wanted, "{}", answer.text());
    // What was expected and what was found help to mend it.
    let facts = &answer.json()["errors"][3]["facts"];
    assert_eq!(
        (facts[0].as_str(), facts[1].as_str()),
        (Some("10"), Some("5")),
        "{facts}"
    );
}

static PUT_BACK: Statement = Statement::new(
    "mistakes::PUT_BACK",
    "UPDATE slot SET starts_at = :at WHERE slot_id = :slot",
    None,
);

async fn a_time_that_cannot_be_booked_is_no_fault_of_the_server(engine: Engine) {
    let office = Office::without_limits(engine).await;
    let refused = |answer: &Answer| {
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (409, "no-such-slot")
        );
    };
    let mut nowhere = office.roomy[0].clone();
    nowhere.id = format!("77.{}", Uuid::nil().simple());
    refused(&Person(1).books(&nowhere, &office.client).await);
    nowhere.id = format!("99.{}", Uuid::nil().simple());
    refused(&Person(1).books(&nowhere, &office.client).await);
    // A place of one service is none of another.
    let mut other = office.small[0].clone();
    other.service = "passport-5";
    refused(&Person(1).books(&other, &office.client).await);

    let past = office.roomy[1].clone();
    put_into_the_past(&office, &past.id).await;
    refused(&Person(1).books(&past, &office.client).await);
    let left = people::free(&office.client, "passport-5").await;
    assert!(
        left.iter().all(|slot| slot.id != past.id),
        "a past time is not shown"
    );
}

async fn put_into_the_past(office: &Office, slot: &str) {
    let id: Uuid = slot.split_once('.').unwrap().1.parse().unwrap();
    let at = jiff::Timestamp::now() - jiff::SignedDuration::from_mins(1);
    let at = jiff::Timestamp::from_microsecond(at.as_microsecond()).unwrap();
    let put: Result<u64, StorageError> = office
        .house
        .store()
        .await
        .write("put back", move |tx| {
            Box::pin(async move { tx.execute(&PUT_BACK, params! { at: at, slot: id }).await })
        })
        .await;
    assert_eq!(put.unwrap(), 1);
}

const QUESTIONS: &[(&str, u16, &str)] = &[
    ("/api/v1/offices/77-01/slots", 422, "invalid-input"),
    (
        "/api/v1/offices/77-01/slots?service=passport-5&from=tomorrow",
        422,
        "invalid-input",
    ),
    (
        "/api/v1/offices/77-01/slots?service=passport-5&to=2000-01-01",
        422,
        "invalid-input",
    ),
    (
        "/api/v1/offices/77-01/slots?service=passport-5&from=2026-01-01&to=9999-12-31",
        422,
        "invalid-input",
    ),
    (
        "/api/v1/offices/77-01/slots?service=passport-5&colour=red",
        422,
        "invalid-input",
    ),
    (
        "/api/v1/offices/77-01/slots?service=passport-7",
        404,
        "not-found",
    ),
    (
        "/api/v1/offices/77-99/slots?service=passport-5",
        404,
        "not-found",
    ),
    (
        "/api/v1/offices/%00/slots?service=passport-5",
        404,
        "not-found",
    ),
    ("/api/v1/offices?kind=castle", 422, "invalid-input"),
    ("/api/v1/information/99.9", 404, "not-found"),
    ("/api/v1/cases/77-01-2026-000001?secret=x", 404, "not-found"),
    ("/api/v1/cases/%F0%9F%8E%89?secret=x", 404, "not-found"),
    ("/api/v1/cases/77-01-2026-000001", 422, "invalid-input"),
];

async fn a_question_for_slots_or_offices_is_read_as_strictly(engine: Engine) {
    let office = Office::without_limits(engine).await;
    for (path, status, problem) in QUESTIONS {
        let answer = office.client.get(path).await;
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (*status, *problem),
            "{path}"
        );
    }
    let far = "/api/v1/offices/77-01/slots?service=passport-5&from=9999-12-30&to=9999-12-31";
    assert_eq!(office.client.get(far).await.json()["slots"], json!([]));
    // Addresses and methods that do not exist are told in the same shape.
    for (method, path, status, problem) in [
        (Method::GET, "/api/v1/nothing", 404, "not-found"),
        (Method::PUT, BOOK, 405, "method-not-allowed"),
        (Method::GET, BOOK, 405, "method-not-allowed"),
        (
            Method::GET,
            "/api/v1/offices/%FF/slots?service=passport-5",
            404,
            "not-found",
        ),
    ] {
        let answer = office.client.ask(method, path, &[], "").await.unwrap();
        assert_eq!(answer.status, status, "{path}: {}", answer.text());
        assert_eq!(answer.problem(), problem, "{path}");
        let allowed = answer.header("allow");
        assert_eq!(
            allowed.is_empty(),
            status == 404,
            "what is allowed is told: {allowed}"
        );
    }
}
