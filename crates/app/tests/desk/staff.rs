//! Log-in, sessions and windows of the staff.

use futures::future::join_all;
use jiff::ToSpan;
use okno_app::staff::{LogInError, SeatError, StaffToken};

use crate::office::{Office, PASSWORD, monday_morning};
use crate::on_both_databases;

on_both_databases!(
    a_wrong_name_and_a_wrong_password_get_one_answer,
    five_wrong_tries_pause_the_log_in_until_a_clock_time,
    guesses_at_once_are_all_counted,
    a_session_ends_when_nobody_is_there_and_after_a_shift,
    a_second_browser_takes_a_window_over_after_a_question,
);

async fn a_wrong_name_and_a_wrong_password_get_one_answer(office: Office) {
    for (name, password) in [
        ("77-01.nobody", PASSWORD),
        ("77-01.head", "wrong-password"),
        ("99-99.head", PASSWORD),
        ("", ""),
    ] {
        let answer = office.app.log_in(name, password).await;
        assert!(matches!(answer, Err(LogInError::Wrong)), "{name}");
    }
    let (token, duty) = office.app.log_in(" 77-01.HEAD ", PASSWORD).await.unwrap();
    let again: StaffToken = token.expose().parse().unwrap();
    let session = office.app.who(&again).await.unwrap().unwrap();
    assert_eq!(
        (session.duty, session.surname.in_language("ru")),
        (duty.clone(), "Орлов")
    );
    office.app.log_out(&token).await.unwrap();
    assert!(office.app.who(&token).await.unwrap().is_none());
    let actions: Vec<_> = office
        .journal(duty.officer_id)
        .await
        .into_iter()
        .map(|entry| entry.action)
        .collect();
    assert_eq!(actions, ["log-in-failed", "log-in"]);
}

async fn five_wrong_tries_pause_the_log_in_until_a_clock_time(office: Office) {
    for _ in 0..4 {
        let wrong = office.app.log_in("77-01.head", "wrong-password").await;
        assert!(matches!(wrong, Err(LogInError::Wrong)));
    }
    for password in ["wrong-password", PASSWORD] {
        match office.app.log_in("77-01.head", password).await {
            Err(LogInError::Paused { until }) => {
                assert_eq!(until, monday_morning() + 15.minutes());
            }
            other => panic!("{other:?}"),
        }
    }
    office.later(15.minutes());
    office.app.log_in("77-01.head", PASSWORD).await.unwrap();
    let wrong = office.app.log_in("77-01.head", "wrong-password").await;
    assert!(
        matches!(wrong, Err(LogInError::Wrong)),
        "counting began anew"
    );
}

async fn guesses_at_once_are_all_counted(office: Office) {
    let guesses = (0..12).map(|_| office.app.log_in("77-01.desk", "wrong-password"));
    let answers = join_all(guesses).await;
    assert!(answers.iter().all(Result::is_err));
    let right = office.app.log_in("77-01.desk", PASSWORD).await;
    assert!(matches!(right, Err(LogInError::Paused { .. })));
    assert!(
        office.app.log_in("77-01.head", PASSWORD).await.is_ok(),
        "only that account pauses"
    );
}

async fn a_session_ends_when_nobody_is_there_and_after_a_shift(office: Office) {
    let (token, _) = office.app.log_in("77-01.head", PASSWORD).await.unwrap();
    for _ in 0..3 {
        office.later(29.minutes());
        assert!(office.app.who(&token).await.unwrap().is_some());
    }
    office.later(30.minutes());
    assert!(office.app.who(&token).await.unwrap().is_none());
    let (token, _) = office.app.log_in("77-01.head", PASSWORD).await.unwrap();
    for _ in 0..35 {
        office.later(20.minutes());
        assert!(office.app.who(&token).await.unwrap().is_some());
    }
    office.later(20.minutes());
    assert!(
        office.app.who(&token).await.unwrap().is_none(),
        "twelve hours at most"
    );
    office.later(1.minute());
    assert_eq!(office.app.expire_sessions(&"77".into()).await.unwrap(), 2);
}

async fn a_second_browser_takes_a_window_over_after_a_question(office: Office) {
    let app = &office.app;
    let first = office.serves_at("window1", 1).await;
    let second = office.logs_in("window2").await;
    let id = first.window.as_ref().unwrap().window_id;
    match app.take_window(&second, id, false).await {
        Err(SeatError::WindowBusy { by, .. }) => assert_eq!(by.in_language("ru"), "Петрова"),
        other => panic!("{other:?}"),
    }
    let own = office.logs_in("window1").await;
    let asked = app.take_window(&own, id, false).await;
    assert!(matches!(asked, Err(SeatError::OwnOtherBrowser { .. })));
    let taken = app.take_window(&second, id, true).await.unwrap();
    assert_eq!(taken.officer_id, Some(second.officer_id()));
    // The first browser still believes it sits there; the window knows better.
    let stale = app.call_next(&first).await;
    assert!(matches!(stale, Err(okno_app::hall::HallError::NoWindow)));
    let head = office.logs_in("head").await;
    assert!(matches!(
        app.take_window(&head, id, true).await,
        Err(SeatError::Forbidden(_))
    ));
    let elsewhere = office.logs_in("77-02.head").await;
    let foreign = app.take_window(&elsewhere, id, true).await;
    assert!(matches!(foreign, Err(SeatError::NoSuchWindow)));
}
