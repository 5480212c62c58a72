//! The window: taking it, the loop of a visit, what is refused and in which words.

use http::StatusCode;
use jiff::SignedDuration;

use crate::desk::fixture::{Browser, Office};

async fn walks_in(desk: &Browser<'_>) {
    let ask = [("service", "passport-5"), ("purpose", "submit")];
    assert_eq!(
        desk.post("/desk/tickets/new", &ask).await.status,
        StatusCode::SEE_OTHER
    );
}

/// The identifiers of the windows, as the page of choosing has them.
async fn windows(browser: &Browser<'_>) -> Vec<String> {
    let page = browser.get("/desk/window/choose").await.body;
    let parts = page.split("name=\"window\" value=\"").skip(1);
    parts
        .map(|part| part.split('"').next().unwrap().to_owned())
        .collect()
}

async fn sits_down(browser: &Browser<'_>, at: usize) {
    let id = windows(browser).await.remove(at);
    browser
        .post_and_see("/desk/window/take", &[("window", &id)])
        .await;
    browser.post_and_see("/desk/window/open", &[]).await;
}

/// REQ-A5: the whole loop, each step with one button that has the focus.
#[tokio::test]
async fn a_visit_runs_from_call_to_call_by_the_first_button_alone() {
    let office = Office::open().await;
    let desk = office.officer("desk").await;
    let window = office.officer("window1").await;
    walks_in(&desk).await;
    walks_in(&desk).await;
    let id = windows(&window).await.remove(0);
    let taken = window
        .post_and_see("/desk/window/take", &[("window", &id)])
        .await;
    assert!(taken.body.contains("action=\"/desk/window/open\""));
    let open = window.post_and_see("/desk/window/open", &[]).await;
    assert!(
        open.body.contains("Вызвать следующего") && open.body.contains("data-key=\"F2\" autofocus")
    );
    let called = window.post_and_see("/desk/window/next", &[]).await;
    assert!(called.body.contains("Т\u{a0}001") || called.body.contains("Т 001"));
    assert!(
        called.body.contains("Пришёл, начать приём") && called.body.contains("data-key=\"F8\"")
    );
    let serving = window.post_and_see("/desk/window/came", &[]).await;
    assert!(
        serving
            .body
            .contains("href=\"/desk/window/outcome\" data-key=\"F2\" autofocus")
    );
    let lacks = window
        .post("/desk/window/finish", &[("then", "next")])
        .await;
    assert!(lacks.body.contains("Выберите, чем закончился приём"));
    let ended = [("outcome", "question"), ("then", "next")];
    let next = window.post_and_see("/desk/window/finish", &ended).await;
    assert!(next.body.contains("вызван следующий"), "{}", next.body);
    assert!(next.body.contains("002"));
}

#[tokio::test]
async fn calling_again_says_from_when_to_the_second() {
    let office = Office::open().await;
    let (desk, window) = (
        office.officer("desk").await,
        office.officer("window1").await,
    );
    walks_in(&desk).await;
    sits_down(&window, 0).await;
    window.post("/desk/window/next", &[]).await;
    office.wait(SignedDuration::from_secs(5));
    let soon = window.post("/desk/window/again", &[]).await;
    assert_eq!(soon.status, StatusCode::CONFLICT);
    assert!(soon.body.contains("8:30:20"), "{}", soon.body);
    office.wait(SignedDuration::from_secs(15));
    let again = window.post_and_see("/desk/window/again", &[]).await;
    assert!(again.body.contains("Вызовов: 2 из 3"));
}

#[tokio::test]
async fn a_second_browser_takes_the_window_over_after_a_question() {
    let office = Office::open().await;
    let (first, second) = (
        office.officer("window1").await,
        office.officer("window2").await,
    );
    sits_down(&first, 0).await;
    let id = windows(&second).await.remove(0);
    let question = second.post("/desk/window/take", &[("window", &id)]).await;
    assert_eq!(question.status, StatusCode::CONFLICT);
    assert!(question.body.contains("Петрова") && question.body.contains("name=\"confirmed\""));
    let taken = second
        .post(
            "/desk/window/take",
            &[("window", &id), ("confirmed", "yes")],
        )
        .await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    assert!(
        first
            .get("/desk/window")
            .await
            .body
            .contains("Выберите окно")
    );
}

/// REQ-10.3: who waits longer than the norm is said in words.
#[tokio::test]
async fn waiting_beyond_the_norm_is_said_in_words() {
    let office = Office::open().await;
    let (desk, window) = (
        office.officer("desk").await,
        office.officer("window1").await,
    );
    walks_in(&desk).await;
    sits_down(&window, 0).await;
    assert!(window.get("/desk/window").await.body.contains("Кто ждёт"));
    office.wait(SignedDuration::from_mins(16));
    let page = window.get("/desk/window").await.body;
    assert!(
        page.contains("ждёт дольше нормы") && page.contains("дольше нормы"),
        "{page}"
    );
}

#[tokio::test]
async fn a_visitor_is_put_aside_or_sent_on_only_with_a_reason() {
    let office = Office::open().await;
    let (desk, window) = (
        office.officer("desk").await,
        office.officer("window1").await,
    );
    walks_in(&desk).await;
    sits_down(&window, 0).await;
    let other = windows(&window).await.remove(1);
    window.post("/desk/window/next", &[]).await;
    window.post("/desk/window/came", &[]).await;
    let empty = window.post("/desk/window/park", &[("reason", " ")]).await;
    assert_eq!(empty.status, StatusCode::CONFLICT);
    assert!(empty.body.contains("Напишите причину"));
    let sent = [("to", other.as_str()), ("reason", "фотография")];
    let page = window.post_and_see("/desk/window/transfer", &sent).await;
    assert!(page.body.contains("направлен в другое окно"));
}
