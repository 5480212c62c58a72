//! Closing hours: first who is hit, then the closing.

use http::StatusCode;

use crate::desk::fixture::Office;

/// Today from nine to six.
const TODAY: [(&str, &str); 8] = [
    ("from-day", "23"),
    ("from-month", "11"),
    ("from-year", "2026"),
    ("from-time", "9:00"),
    ("until-day", "23"),
    ("until-month", "11"),
    ("until-year", "2026"),
    ("until-time", "18:00"),
];

/// REQ-6c, REQ-7.1: nothing is closed before it was seen who is hit.
#[tokio::test]
async fn the_head_sees_who_is_hit_before_the_hours_are_closed() {
    let office = Office::open().await;
    office.books(1).await;
    let head = office.officer("head").await;
    let mut fields = TODAY.to_vec();
    fields.push(("do", "preview"));
    let preview = head.post("/desk/closures", &fields).await;
    assert_eq!(preview.status, StatusCode::OK);
    let said = preview.body.replace('\u{a0}', " ");
    assert!(
        said.contains("Отменится 1 запись") && said.contains("value=\"close\""),
        "{said}"
    );
    assert!(
        head.get("/desk/arrivals").await.body.contains("Примерова"),
        "nothing has changed yet"
    );
    fields = TODAY.to_vec();
    fields.push(("do", "close"));
    let silent = head.post("/desk/closures", &fields).await;
    assert!(silent.body.contains("Напишите причину"), "{}", silent.body);
    fields.extend([
        ("reason-ru", "Прорвало трубу."),
        ("reason-en", "A pipe has burst."),
    ]);
    let closed = head.post("/desk/closures", &fields).await;
    assert!(closed.body.contains("Часы закрыты"), "{}", closed.body);
    assert!(!head.get("/desk/arrivals").await.body.contains("Примерова"));
}

#[tokio::test]
async fn hours_that_cannot_be_are_asked_for_again_with_what_was_typed() {
    let office = Office::open().await;
    let head = office.officer("head").await;
    let reply = head
        .post(
            "/desk/closures",
            &[("from-day", "31"), ("from-month", "2"), ("until-time", "x")],
        )
        .await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    for what in ["href=\"#from\"", "href=\"#until\"", "value=\"31\""] {
        assert!(reply.body.contains(what), "{what}");
    }
}
