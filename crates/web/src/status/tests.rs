#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;

use axum::body::Body;
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use jiff::civil::date;
use okno_app::case::{Acceptance, EvidenceState, Moved, Opening};
use okno_app::reception::ShownDocument;
use tower::ServiceExt;

use crate::desk::fixture::{Office, PACK};
use crate::limits::Limits;

/// An accepted case; number and secret as on its receipt.
async fn accepted(office: &Office) -> Moved {
    let app = &office.app;
    let (token, _) = app.log_in("77-01.window1", "quiet-river-17").await.unwrap();
    let session = app.who(&token).await.unwrap().unwrap();
    let mut values = PACK.forms["application-adult"].sample();
    values.insert("document.number".into(), "000001".into());
    let shown = ShownDocument {
        kind: "internal_passport".into(),
        number: "0010000001".into(),
        birth_date: date(1985, 6, 12),
    };
    let opening = Opening {
        service: "passport-5".into(),
        form: "application-adult".into(),
        values,
        shown,
        words: BTreeMap::new(),
        language: "ru".into(),
    };
    let case = app.open_at_window(&session, &opening).await.unwrap();
    let kinds = [
        "application_a1",
        "internal_passport",
        "photos",
        "foreign_passport",
    ];
    let seen: Acceptance = kinds
        .map(|kind| (kind.to_owned(), EvidenceState::Seen))
        .into();
    app.accept(&session, &case.seen(), &seen).await.unwrap()
}

async fn sends(
    office: &Office,
    limits: &Limits,
    path: &str,
    form: Option<String>,
) -> (StatusCode, http::HeaderMap, String) {
    let request = Request::builder().uri(path);
    let request = match form {
        None => request.body(Body::empty()),
        Some(form) => request
            .method("POST")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form)),
    };
    let pages = super::router(office.app.clone(), limits.clone());
    let (parts, body) = pages.oneshot(request.unwrap()).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    (
        parts.status,
        parts.headers,
        String::from_utf8(body.to_vec())
            .unwrap()
            .replace('\u{a0}', " "),
    )
}

/// REQ-6b, REQ-11, REQ-5.3: the stage, since when, by when and why, what comes next; no name.
#[tokio::test]
async fn whoever_has_number_and_code_learns_the_stage_and_why_the_day() {
    let office = Office::open().await;
    let case = accepted(&office).await;
    let (number, secret) = (case.number.unwrap(), case.secret.unwrap());
    let form = format!("number={number}&secret={}", secret.to_lowercase());
    let limits = Limits::new(false);
    let (status, headers, page) = sends(&office, &limits, "/ru/status", Some(form.clone())).await;
    assert_eq!(status, StatusCode::OK, "{page}");
    assert_eq!(headers["cache-control"], "no-store");
    for what in [
        "Принято",
        "23 ноября",
        "Считаем 1 месяц с 23 ноября 2026 года",
        "23 декабря 2026 года",
        "Что дальше",
    ] {
        assert!(page.contains(what), "{what}: {page}");
    }
    assert!(
        !page.contains("Примерова") && !page.contains(&secret),
        "nothing personal, no secret"
    );
    let (status, _, page) = sends(&office, &limits, "/en/77/status", Some(form)).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("Last day by law") && !page.contains("status-"),
        "{page}"
    );
}

/// A wrong number, a wrong code and a case that is not there get one answer, and the code is never
/// shown again.
#[tokio::test]
async fn what_does_not_fit_gets_one_answer() {
    let office = Office::open().await;
    let case = accepted(&office).await;
    let number = case.number.unwrap();
    let limits = Limits::new(false);
    let wrong = "secret=ABCD-EFGH-JKMN";
    let known = sends(
        &office,
        &limits,
        "/ru/status",
        Some(format!("number={number}&{wrong}")),
    )
    .await;
    let other = "77-01-2026-000999";
    let absent = sends(
        &office,
        &limits,
        "/ru/status",
        Some(format!("number={other}&{wrong}")),
    )
    .await;
    assert_eq!(
        (known.0, absent.0),
        (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
    );
    assert_eq!(known.2.replace(&number, "X"), absent.2.replace(other, "X"));
    assert!(!known.2.contains("ABCD"));
    let empty = sends(
        &office,
        &limits,
        "/ru/status",
        Some(format!("number={number}")),
    )
    .await;
    assert!(
        empty.2.contains("Введите номер заявления и код"),
        "{}",
        empty.2
    );
}

/// REQ-A26: nobody tries codes without end.
#[tokio::test]
async fn the_thirty_first_look_up_of_a_network_waits() {
    let office = Office::open().await;
    let limits = Limits::new(true);
    for _ in 0..30 {
        sends(
            &office,
            &limits,
            "/ru/status",
            Some("number=x&secret=y".into()),
        )
        .await;
    }
    let (status, headers, _) = sends(
        &office,
        &limits,
        "/ru/status",
        Some("number=x&secret=y".into()),
    )
    .await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert!(headers.contains_key("retry-after"));
}

#[tokio::test]
async fn the_form_stands_on_the_portal_and_on_the_site_of_a_region() {
    let office = Office::open().await;
    let limits = Limits::new(false);
    for path in ["/ru/status", "/en/status", "/ru/77/status"] {
        let (status, _, page) = sends(&office, &limits, path, None).await;
        assert_eq!(status, StatusCode::OK);
        assert!(
            page.contains("name=\"secret\"") && page.contains("method=\"post\""),
            "{path}"
        );
    }
    assert_eq!(
        sends(&office, &limits, "/ru/99/status", None).await.0,
        StatusCode::NOT_FOUND
    );
}
