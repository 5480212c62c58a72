//! Whose ticket is called, and which number is whose.

use futures::future::join_all;
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use okno_domain::hall::{
    Choice, Class, Discipline, Outcome, Purpose, Series, Ticket, TicketNumber,
};
use okno_domain::id::{OfficeId, OfficerId, TicketId, WindowId};
use okno_storage::office::Window;
use okno_storage::ticket::{self, TicketRow};
use okno_storage::{StorageError, Tx, counter, office, window};

use crate::office::Office;
use crate::on_both_databases;

on_both_databases!(
    /// REQ-A5: a ticket is called by one window, however many press "next".
    two_windows_never_call_one_ticket,
    /// REQ-A5: a number of a day is given once.
    twenty_kiosks_never_repeat_a_number,
    a_window_has_one_visitor_however_often_next_is_pressed,
    /// REQ-10.3: every instant of the way is kept.
    a_ticket_keeps_every_instant_of_its_way,
    a_step_on_an_old_copy_of_a_ticket_changes_nothing,
    a_window_opens_once,
);

const DAY: Date = date(2026, 11, 23);

fn number(count: u16) -> TicketNumber {
    TicketNumber::new(Series::new('К').unwrap(), count).unwrap()
}

fn printed(office: &Office, count: u16, at: Timestamp) -> TicketRow {
    let id = TicketId(office.id());
    let way = Ticket::issue(id, number(count), Class::WalkIn, Purpose::Submit, at);
    TicketRow {
        way: way.check_in(at).unwrap(),
        office_id: office.office_id.clone(),
        on_date: DAY,
        service_id: office.service.clone(),
        help: vec!["hearing".into()],
        language: "ru".into(),
        appointment_id: None,
        case_id: None,
        officer_id: None,
        state_since: at,
        version: 1,
    }
}

impl Office {
    async fn ticket(&self, count: u16) -> TicketRow {
        let row = printed(self, count, self.now + i64::from(count).seconds());
        let stored = row.clone();
        self.write(move |tx| {
            let row = stored.clone();
            Box::pin(async move { ticket::insert(tx, &row).await })
        })
        .await
        .unwrap();
        row
    }

    async fn window(&self, number: i64) -> WindowId {
        let window = Window {
            window_id: WindowId(self.id()),
            office_id: self.office_id.clone(),
            number,
            purposes: vec!["submit".into()],
            officer_id: None,
            state: "closed".into(),
            state_since: self.now,
        };
        let id = window.window_id;
        self.write(move |tx| {
            let window = window.clone();
            Box::pin(async move { office::put_window(tx, &window).await })
        })
        .await
        .unwrap();
        id
    }

    /// A window presses "next"; `None` when nobody waits.
    async fn calls_next(&self, window: WindowId) -> Result<Option<TicketRow>, StorageError> {
        let (at, now) = (self.office_id.clone(), self.now + 10.minutes());
        self.write(move |tx| {
            let at = at.clone();
            Box::pin(async move { call_next(tx, &at, window, now).await })
        })
        .await
    }

    async fn ends_visit(&self, row: TicketRow, window: WindowId) {
        let now = self.now + 20.minutes();
        let way = row.way.clone().start(window, now).unwrap();
        let way = way
            .finish(window, Outcome::Accepted, now + 5.minutes())
            .unwrap();
        let done = TicketRow {
            way,
            version: row.version + 1,
            ..row
        };
        let saved = self
            .write(move |tx| {
                let done = done.clone();
                Box::pin(async move { ticket::save(tx, &done).await })
            })
            .await;
        assert!(saved.unwrap());
    }
}

async fn call_next(
    tx: &mut Tx,
    at: &OfficeId,
    window: WindowId,
    now: Timestamp,
) -> Result<Option<TicketRow>, StorageError> {
    loop {
        let rows = ticket::waiting(tx, at, DAY).await?;
        let waiting: Vec<_> = rows.iter().filter_map(|row| row.way.waiting()).collect();
        let Some(next) = Discipline::default().next(&waiting, window, |_| true) else {
            return Ok(None);
        };
        let row = rows
            .iter()
            .find(|row| row.way.id == next.ticket)
            .unwrap()
            .clone();
        let way = row.way.clone().call(window, now, Choice::Next).unwrap();
        let called = TicketRow {
            way,
            state_since: now,
            ..row
        };
        if ticket::save(tx, &called).await? {
            return Ok(Some(called));
        }
    }
}

async fn two_windows_never_call_one_ticket(office: Office) {
    for count in 1..=24 {
        office.ticket(count).await;
    }
    let windows = join_all((1..=6).map(|number| office.window(number))).await;
    let mut called = Vec::new();
    for _ in 0..4 {
        let answers = join_all(windows.iter().map(|window| office.calls_next(*window))).await;
        for (window, answer) in windows.iter().zip(answers) {
            let row = answer.unwrap().expect("somebody waits");
            called.push(row.way.number.count());
            office.ends_visit(row, *window).await;
        }
    }
    // Each round calls the six whose turn it is; inside a round any order is right.
    for (round, six) in called.chunks_mut(6).enumerate() {
        six.sort_unstable();
        let first = round as u16 * 6 + 1;
        assert_eq!(six, (first..first + 6).collect::<Vec<_>>());
    }
    assert!(office.calls_next(windows[0]).await.unwrap().is_none());
}

async fn twenty_kiosks_never_repeat_a_number(office: Office) {
    let taps = (0..20).map(|_| {
        let blank = printed(&office, 1, office.now);
        office.write(move |tx| {
            let mut row = blank.clone();
            Box::pin(async move {
                let next = counter::next(tx, &row.office_id, "К", "2026-11-23").await?;
                row.way.number = number(u16::try_from(next).unwrap());
                ticket::insert(tx, &row).await?;
                Ok(row.way.number.count())
            })
        })
    });
    let mut numbers: Vec<u16> = join_all(taps)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
}

async fn a_window_has_one_visitor_however_often_next_is_pressed(office: Office) {
    for count in 1..=12 {
        office.ticket(count).await;
    }
    let window = office.window(5).await;
    let presses = join_all((0..10).map(|_| office.calls_next(window))).await;
    assert_eq!(presses.iter().filter(|press| press.is_ok()).count(), 1);
    for refused in presses.into_iter().filter_map(Result::err) {
        assert!(refused.is_unique_violation(), "{refused}");
    }
    let (region, at) = (office.office_id.region(), office.office_id.clone());
    let (visitor, left) = office
        .read(move |tx| {
            Box::pin(async move {
                let visitor = ticket::at_window(tx, &region, window).await?;
                Ok((visitor, ticket::waiting(tx, &at, DAY).await?.len()))
            })
        })
        .await
        .unwrap();
    assert_eq!((visitor.unwrap().way.number.count(), left), (1, 11));
}

async fn a_ticket_keeps_every_instant_of_its_way(office: Office) {
    let window = office.window(5).await;
    office.ticket(42).await;
    let row = office.calls_next(window).await.unwrap().unwrap();
    let second = row.way.calls[0] + 20.seconds();
    let way = row.way.clone().recall(window, second).unwrap();
    let way = way.start(window, second + 5.seconds()).unwrap();
    let way = way
        .finish(window, Outcome::Question, second + 60.seconds())
        .unwrap();
    let officer = OfficerId(office.id());
    let done = TicketRow {
        way,
        officer_id: Some(officer),
        version: row.version + 1,
        ..row
    };
    let (stored, at) = (done.clone(), office.office_id.clone());
    office
        .write(move |tx| {
            let row = stored.clone();
            Box::pin(async move { ticket::save(tx, &row).await })
        })
        .await
        .unwrap();
    let read = office
        .read(move |tx| Box::pin(async move { ticket::by_number(tx, &at, DAY, number(42)).await }))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        read,
        TicketRow {
            version: done.version + 1,
            ..done
        }
    );
    assert_eq!(read.way.calls.len(), 2);
}

async fn a_step_on_an_old_copy_of_a_ticket_changes_nothing(office: Office) {
    let row = office.ticket(1).await;
    let window = office.window(1).await;
    office.calls_next(window).await.unwrap().unwrap();
    let saved = office
        .write(move |tx| {
            let row = row.clone();
            Box::pin(async move { ticket::save(tx, &row).await })
        })
        .await;
    assert!(!saved.unwrap());
}

async fn a_window_opens_once(office: Office) {
    let id = office.window(3).await;
    let (region, now) = (office.office_id.region(), office.now);
    let opened = join_all((0..8).map(|_| {
        let (region, officer) = (region.clone(), OfficerId(office.id()));
        office.write(move |tx| {
            let region = region.clone();
            Box::pin(async move { window::step(tx, &region, id, Some(officer), "open", now).await })
        })
    }))
    .await;
    assert_eq!(
        opened
            .into_iter()
            .filter(|open| matches!(open, Ok(true)))
            .count(),
        1
    );
}
