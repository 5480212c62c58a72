//! Logging in, forms of other sites, sessions that end.

use http::StatusCode;
use jiff::SignedDuration;

use crate::desk::fixture::{Office, PASSWORD};

#[tokio::test]
async fn whoever_is_not_logged_in_is_led_to_the_log_in_and_back() {
    let office = Office::open().await;
    let browser = office.browser();
    let reply = browser.get("/desk/arrivals?q=77-A").await;
    assert_eq!(reply.to, "/desk/log-in?next=/desk/arrivals%3Fq%3D77-A");
    let name = [
        ("name", "77-01.desk"),
        ("password", PASSWORD),
        ("next", "/desk/arrivals"),
    ];
    let reply = browser.raw_post("/desk/log-in", &name).await;
    assert_eq!(
        (reply.status, reply.to.as_str()),
        (StatusCode::SEE_OTHER, "/desk/arrivals")
    );
    let cookie = reply.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("okno=77.") && cookie.contains("HttpOnly; SameSite=Strict"));
    let page = browser.get("/desk/arrivals").await;
    assert_eq!(page.headers["cache-control"], "no-store");
    assert!(page.body.contains("Лебедева") && page.body.contains("приём граждан"));
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_get_one_answer() {
    let office = Office::open().await;
    let wrong = office.browser().log_in("77-01.desk", "guess").await;
    let nobody = office.browser().log_in("77-01.nobody", "guess").await;
    assert_eq!(
        (wrong.status, nobody.status),
        (
            StatusCode::UNPROCESSABLE_ENTITY,
            StatusCode::UNPROCESSABLE_ENTITY
        )
    );
    assert_eq!(
        wrong.body.replace("77-01.desk", "X"),
        nobody.body.replace("77-01.nobody", "X")
    );
    assert!(
        !wrong.body.contains("guess"),
        "the password is not shown again"
    );
}

#[tokio::test]
async fn after_five_wrong_passwords_the_page_says_until_when_on_the_clock_of_the_office() {
    let office = Office::open().await;
    let browser = office.browser();
    for _ in 0..5 {
        browser.log_in("77-01.desk", "guess").await;
    }
    let reply = browser.log_in("77-01.desk", PASSWORD).await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(reply.body.contains("8:45"), "{}", reply.body);
}

#[tokio::test]
async fn a_form_without_the_token_of_the_session_changes_nothing() {
    let office = Office::open().await;
    let (mine, other) = (office.officer("desk").await, office.officer("head").await);
    let foreign = other.form_token();
    let fields = |token: &'static str| {
        [
            ("purpose", "submit"),
            ("service", "passport-5"),
            ("form-token", token),
        ]
    };
    for reply in [
        mine.raw_post("/desk/tickets/new", &fields("")).await,
        mine.raw_post(
            "/desk/tickets/new",
            &[("purpose", "submit"), ("form-token", &foreign)],
        )
        .await,
        office
            .browser()
            .raw_post("/desk/tickets/new", &fields("x"))
            .await,
    ] {
        assert_eq!(reply.status, StatusCode::FORBIDDEN);
        assert!(reply.body.contains("Ничего не изменено"));
    }
    let own = mine.form_token();
    let good = [
        ("purpose", "submit"),
        ("service", "passport-5"),
        ("form-token", own.as_str()),
    ];
    let reply = mine.post_from_elsewhere("/desk/tickets/new", &good).await;
    assert_eq!(
        reply.status,
        StatusCode::FORBIDDEN,
        "another site made the browser send it"
    );
    assert_eq!(
        mine.raw_post("/desk/tickets/new", &good).await.status,
        StatusCode::SEE_OTHER
    );
}

/// The answers typed before a session ended are sent after the log-in.
#[tokio::test]
async fn what_was_typed_when_the_session_ended_goes_on_after_the_log_in() {
    let office = Office::open().await;
    let browser = office.officer("desk").await;
    office.wait(SignedDuration::from_mins(31));
    let typed = [
        ("purpose", "submit"),
        ("service", "passport-5"),
        ("help", "hearing"),
    ];
    let reply = browser.post("/desk/tickets/new", &typed).await;
    assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
    assert!(
        reply.body.contains("name=\"kept.help\" value=\"hearing\""),
        "{}",
        reply.body
    );
    assert!(!reply.body.contains("kept.form-token"));
    let again = [
        ("name", "77-01.desk"),
        ("password", PASSWORD),
        ("kept-for", "/desk/tickets/new"),
        ("kept.purpose", "submit"),
        ("kept.service", "passport-5"),
        ("kept.help", "hearing"),
    ];
    let page = browser.raw_post("/desk/log-in", &again).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("action=\"/desk/tickets/new\""));
    assert!(page.body.contains("name=\"help\" value=\"hearing\""));
    assert!(page.body.contains(&browser.form_token()));
    assert_eq!(
        browser.post("/desk/tickets/new", &typed).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn logging_out_ends_the_session_and_not_only_the_cookie() {
    let office = Office::open().await;
    let browser = office.officer("desk").await;
    let token = browser.form_token();
    let reply = browser
        .raw_post("/desk/log-out", &[("form-token", &token)])
        .await;
    assert!(
        reply.headers["set-cookie"]
            .to_str()
            .unwrap()
            .contains("Max-Age=0")
    );
    assert!(browser.get("/desk").await.to.starts_with("/desk/log-in"));
}

#[tokio::test]
async fn an_officer_chooses_the_language_once() {
    let office = Office::open().await;
    let browser = office.officer("desk").await;
    assert!(
        browser
            .get("/desk/arrivals?lang=en")
            .await
            .body
            .contains("Nobody is booked today")
    );
    assert!(
        browser
            .get("/desk/arrivals")
            .await
            .body
            .contains("<html lang=\"en\">")
    );
    assert!(
        browser
            .get("/desk/arrivals?lang=ru")
            .await
            .body
            .contains("<html lang=\"ru\">")
    );
}
