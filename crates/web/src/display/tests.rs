#![allow(clippy::unwrap_used, clippy::expect_used)]

use axum::body::Body;
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use okno_app::actor::Actor;
use okno_app::reception::WalkIn;
use okno_app::staff::Session;
use okno_domain::appointment::Channel;
use okno_domain::hall::Purpose;
use tokio::time::{Duration, timeout};
use tower::ServiceExt;

use crate::desk::fixture::Office;

async fn opened(office: &Office, path: &str) -> http::Response<Body> {
    let request = Request::builder().uri(path).body(Body::empty()).unwrap();
    super::router(office.app.clone())
        .oneshot(request)
        .await
        .unwrap()
}

async fn page(office: &Office, path: &str) -> (StatusCode, String) {
    let (parts, body) = opened(office, path).await.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    (parts.status, String::from_utf8(body.to_vec()).unwrap())
}

/// The next message of a live page, within the second it is promised in.
async fn hears(body: &mut Body) -> String {
    let frame = timeout(Duration::from_secs(2), body.frame())
        .await
        .expect("in time");
    String::from_utf8(frame.unwrap().unwrap().into_data().unwrap().to_vec()).unwrap()
}

async fn walks_in(office: &Office) {
    let asked = WalkIn {
        office: "77-01".into(),
        service: "passport-5".into(),
        purpose: Purpose::Submit,
        language: "ru".into(),
        help: Vec::new(),
        priority: false,
    };
    office
        .app
        .walk_in(&asked, &Actor::Applicant(Channel::Kiosk))
        .await
        .unwrap();
}

async fn at_window(office: &Office) -> Session {
    let (token, _) = office
        .app
        .log_in("77-01.window1", "quiet-river-17")
        .await
        .unwrap();
    let mut session = office.app.who(&token).await.unwrap().unwrap();
    let window = office.app.windows(&session).await.unwrap().remove(0);
    session.window = Some(
        office
            .app
            .take_window(&session, window.window_id, false)
            .await
            .unwrap(),
    );
    office.app.open_window(&session).await.unwrap();
    session
}

/// REQ-A5: a call is on the board at once, without anybody asking for it.
#[tokio::test]
async fn a_call_appears_on_the_board_by_itself() {
    let office = Office::open().await;
    let session = at_window(&office).await;
    walks_in(&office).await;
    let live = opened(&office, "/display/77-01/events").await;
    assert_eq!(live.headers()["content-type"], "text/event-stream");
    let mut body = live.into_body();
    let first = hears(&mut body).await;
    assert!(
        first.contains("event: html") && first.contains("retry: 2000"),
        "{first}"
    );
    assert!(first.contains("Т 001") && !first.contains("class=\"new\""));
    office.app.call_next(&session).await.unwrap();
    let called = hears(&mut body).await;
    assert!(
        called.contains("class=\"new\"") && called.contains("Т 001"),
        "{called}"
    );
}

/// Without a signal the board still looks every second: the call was made on another node.
#[tokio::test]
async fn a_board_that_hears_no_signal_looks_for_itself_and_beats() {
    let office = Office::open().await;
    let mut body = opened(&office, "/display/77-01/events").await.into_body();
    hears(&mut body).await;
    let beat = timeout(Duration::from_secs(8), body.frame())
        .await
        .expect("a beat")
        .unwrap()
        .unwrap();
    let beat = String::from_utf8(beat.into_data().unwrap().to_vec()).unwrap();
    assert!(
        beat.contains("event: beat") && beat.contains("8:30"),
        "{beat}"
    );
}

/// The board says numbers and windows, no names and no services.
#[tokio::test]
async fn the_board_is_whole_without_a_script_in_both_languages() {
    let office = Office::open().await;
    let session = at_window(&office).await;
    walks_in(&office).await;
    office.books(1).await;
    office.app.call_next(&session).await.unwrap();
    for (lang, words) in [("ru", "Скоро вызовут"), ("en", "min")] {
        let (status, body) = page(&office, &format!("/display/77-01?lang={lang}")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(body.contains("http-equiv=\"refresh\" content=\"10\"") && body.contains("Т 001"));
        assert!(body.contains(words), "{body}");
        assert!(!body.contains("Примерова") && !body.contains("passport-5"));
    }
    assert_eq!(
        page(&office, "/display/99-99").await.0,
        StatusCode::NOT_FOUND
    );
}
