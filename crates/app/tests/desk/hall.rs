//! Calls, windows and the board (REQ-A5, REQ-10.3).

use futures::future::join_all;
use jiff::civil::date;
use jiff::{SignedDuration, ToSpan};
use okno_app::hall::HallError;
use okno_domain::hall::{Outcome, Purpose, TicketState, WrongStep};

use crate::office::{Office, office, region, shown};
use crate::on_both_databases;

on_both_databases!(
    /// REQ-A5: ticket, call, display, served; the wait is measured.
    a_walk_in_is_called_shown_and_served,
    two_windows_pressing_next_at_once_call_two_people,
    people_with_an_appointment_go_before_those_without,
    a_call_is_repeated_three_times_and_not_too_soon,
    a_number_out_of_order_needs_a_reason,
    a_parked_and_a_transferred_visitor_come_back_with_their_old_time,
    a_closed_or_paused_window_calls_nobody,
    /// REQ-10.3: the norm of the pack beside what was measured.
    the_stand_shows_the_norm_and_what_was_measured,
    twenty_kiosks_give_twenty_numbers,
);

const MONDAY: jiff::civil::Date = date(2026, 11, 23);

async fn a_walk_in_is_called_shown_and_served(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    let mut changes = app.signals().listen_to_halls();
    office_.at(MONDAY, 10, 0);
    let ticket = office_.walks_in(Purpose::Submit).await;
    assert_eq!(changes.recv().await.unwrap(), office());
    let line = app.in_line(&region(), ticket.ticket).await.unwrap();
    assert_eq!((line.ahead, line.estimate.unwrap().p50), (0, 0));
    office_.at(MONDAY, 10, 7);
    let visit = app.call_next(&window).await.unwrap().unwrap();
    assert_eq!(visit.waited, Some(SignedDuration::from_mins(7)));
    let board = app.board(&office()).await.unwrap();
    assert_eq!(
        (board.calls[0].number, board.calls[0].window),
        (ticket.number, 1)
    );
    assert_eq!((board.waiting, board.open_windows), (0, 1));
    assert_eq!(
        app.in_line(&region(), ticket.ticket).await.unwrap().window,
        Some(1)
    );
    app.came(&window).await.unwrap();
    office_.at(MONDAY, 10, 20);
    let done = app.finish(&window, Outcome::Question).await.unwrap();
    assert_eq!(done.state, TicketState::Served);
    assert!(app.board(&office()).await.unwrap().calls.is_empty());
    assert!(app.call_next(&window).await.unwrap().is_none());
    let told: Vec<_> = office_
        .journal(ticket.ticket)
        .await
        .into_iter()
        .map(|e| e.action)
        .collect();
    assert_eq!(
        told,
        [
            "ticket-printed",
            "ticket-called",
            "ticket-started",
            "ticket-served"
        ]
    );
}

async fn two_windows_pressing_next_at_once_call_two_people(office_: Office) {
    let app = &office_.app;
    let (one, two) = (
        office_.serves_at("window1", 1).await,
        office_.serves_at("window2", 2).await,
    );
    for round in 0..5 {
        office_.at(MONDAY, 10, round);
        let first = office_.walks_in(Purpose::Submit).await;
        let second = office_.walks_in(Purpose::Submit).await;
        let (at_one, at_two) = futures::join!(app.call_next(&one), app.call_next(&two));
        let mut called = [
            at_one.unwrap().unwrap().number,
            at_two.unwrap().unwrap().number,
        ];
        called.sort();
        assert_eq!(called, [first.number, second.number]);
        for window in [&one, &two] {
            app.came(window).await.unwrap();
            app.finish(window, Outcome::Question).await.unwrap();
        }
    }
}

async fn people_with_an_appointment_go_before_those_without(office_: Office) {
    let app = &office_.app;
    let made = office_.books(1, MONDAY, 10).await;
    let (desk, window) = (
        office_.duty("desk").await,
        office_.serves_at("window1", 1).await,
    );
    office_.at(MONDAY, 9, 50);
    let walk_in = office_.walks_in(Purpose::Submit).await;
    office_.at(MONDAY, 9, 55);
    let booked = app
        .check_in(&desk, &made.reference, &shown(1))
        .await
        .unwrap();
    office_.at(MONDAY, 10, 0);
    let soon = app.board(&office()).await.unwrap().soon;
    assert_eq!(soon, [booked.number, walk_in.number]);
    let first = app.call_next(&window).await.unwrap().unwrap();
    assert_eq!(first.number, booked.number);
    let queue = app.queue(&desk, &office()).await.unwrap();
    let numbers: Vec<_> = queue.iter().map(|one| one.number).collect();
    assert_eq!(
        numbers,
        [walk_in.number, booked.number],
        "who waits stands before who is called"
    );
}

async fn a_call_is_repeated_three_times_and_not_too_soon(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    let ticket = office_.walks_in(Purpose::Submit).await;
    let visit = app.call_next(&window).await.unwrap().unwrap();
    let soon = app.recall(&window).await;
    assert!(
        matches!(soon, Err(HallError::Step(WrongStep::TooSoon(at))) if Some(at) == visit.again_at)
    );
    for _ in 0..2 {
        office_.later(20.seconds());
        app.recall(&window).await.unwrap();
    }
    office_.later(20.seconds());
    let fourth = app.recall(&window).await;
    assert!(matches!(
        fourth,
        Err(HallError::Step(WrongStep::CalledEnough))
    ));
    app.no_show_ticket(&window).await.unwrap();
    let desk = office_.duty("desk").await;
    let back = app.return_to_queue(&desk, ticket.ticket).await.unwrap();
    assert_eq!(back.state, TicketState::Waiting);
    let again = app.call_next(&window).await.unwrap().unwrap();
    assert_eq!(again.ticket, ticket.ticket);
    office_.later(20.seconds());
    app.no_show_ticket(&window).await.unwrap();
    let twice = app.return_to_queue(&desk, ticket.ticket).await;
    assert!(
        matches!(twice, Err(HallError::Step(WrongStep::TooLate))),
        "back in line once"
    );
}

async fn a_number_out_of_order_needs_a_reason(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    office_.walks_in(Purpose::Submit).await;
    let second = office_.walks_in(Purpose::Submit).await;
    let silent = app.call_number(&window, second.number, " ").await;
    assert!(matches!(
        silent,
        Err(HallError::Step(WrongStep::ReasonNeeded(_)))
    ));
    let called = app
        .call_number(&window, second.number, "плохо себя чувствует")
        .await;
    assert_eq!(called.unwrap().unwrap().ticket, second.ticket);
    let entry = office_.journal(second.ticket).await.pop().unwrap();
    assert_eq!(entry.facts["in_order"], false);
    assert!(
        !entry.facts.to_string().contains("плохо"),
        "no sentences in the journal"
    );
    let other = app.call_next(&window).await;
    assert!(matches!(other, Err(HallError::VisitorThere)));
}

async fn a_parked_and_a_transferred_visitor_come_back_with_their_old_time(office_: Office) {
    let app = &office_.app;
    let (one, two) = (
        office_.serves_at("window1", 1).await,
        office_.serves_at("window2", 2).await,
    );
    let ticket = office_.walks_in(Purpose::Submit).await;
    app.call_next(&one).await.unwrap().unwrap();
    app.came(&one).await.unwrap();
    let parked = app.park(&one, "платит пошлину").await.unwrap();
    assert_eq!(parked.state, TicketState::Deferred);
    assert!(
        app.call_next(&one).await.unwrap().is_none(),
        "who is parked is not called"
    );
    office_.later(5.minutes());
    office_.walks_in(Purpose::Submit).await;
    app.return_to_queue(&one.duty, ticket.ticket).await.unwrap();
    let again = app.call_next(&one).await.unwrap().unwrap();
    assert_eq!(again.ticket, ticket.ticket, "the old time counts");
    app.came(&one).await.unwrap();
    let target = two.window.as_ref().unwrap().window_id;
    app.transfer(&one, target, "биометрия").await.unwrap();
    let elsewhere = app.call_next(&one).await.unwrap().unwrap();
    assert_ne!(elsewhere.ticket, ticket.ticket);
    assert_eq!(
        app.call_next(&two).await.unwrap().unwrap().ticket,
        ticket.ticket
    );
}

async fn a_closed_or_paused_window_calls_nobody(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    office_.walks_in(Purpose::Submit).await;
    app.pause_window(&window, "lunch").await.unwrap();
    let paused = app.call_next(&window).await;
    assert!(matches!(paused, Err(HallError::WindowNotOpen)));
    let board = app.board(&office()).await.unwrap();
    assert_eq!(
        (board.open_windows, board.estimate),
        (0, None),
        "no time is promised"
    );
    app.open_window(&window).await.unwrap();
    assert!(app.call_next(&window).await.unwrap().is_some());
    let nothing = app
        .call_next(&okno_app::staff::Session {
            window: None,
            ..window
        })
        .await;
    assert!(matches!(nothing, Err(HallError::NoWindow)));
}

async fn the_stand_shows_the_norm_and_what_was_measured(office_: Office) {
    let app = &office_.app;
    let window = office_.serves_at("window1", 1).await;
    let before = app.waiting_now(&office(), Purpose::Submit).await.unwrap();
    assert_eq!(before.norm, Some(SignedDuration::from_mins(15)));
    assert_eq!(before.measured, None);
    for wait in [4, 20] {
        office_.walks_in(Purpose::Submit).await;
        office_.later(wait.minutes());
        app.call_next(&window).await.unwrap().unwrap();
        app.came(&window).await.unwrap();
        app.finish(&window, Outcome::Question).await.unwrap();
    }
    let now = app.waiting_now(&office(), Purpose::Submit).await.unwrap();
    let measured = now.measured.unwrap();
    assert_eq!(
        (measured.count, measured.p50, measured.within_norm),
        (2, 240, 1)
    );
}

async fn twenty_kiosks_give_twenty_numbers(office_: Office) {
    let taps = join_all((0..20).map(|_| office_.walks_in(Purpose::Submit))).await;
    let mut numbers: Vec<_> = taps.iter().map(|printed| printed.number.count()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
    assert_eq!(
        office_.walks_in(Purpose::Collect).await.number.to_string(),
        "Р 001"
    );
}
