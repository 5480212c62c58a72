//! Who decides a case, and whether what is told agrees with what was done.

use std::collections::BTreeSet;

use futures::future::join_all;
use jiff::ToSpan;
use jiff::civil::date;
use okno_domain::appointment::Channel;
use okno_domain::case::{Actor, Event, State};
use okno_domain::id::{CaseId, JournalId, NotificationId, OfficerId};
use okno_storage::case_action::{self, ActionRow};
use okno_storage::case_file::{self, CaseFile};
use okno_storage::evidence::{self, Evidence};
use okno_storage::journal::{self, Entry};
use okno_storage::notification::{self, Notification};
use okno_storage::passport::{self, Passport};
use okno_storage::rating::{self, Rating};
use okno_storage::request::{self, Request};
use okno_storage::{StorageError, counter};

use crate::office::{Office, person_key};
use crate::on_both_databases;

on_both_databases!(
    two_officers_deciding_one_case_at_once_one_wins,
    /// REQ-7: what is told and what stands in the journal agree with what was done.
    journal_and_outbox_agree_with_the_steps_that_were_taken,
    /// REQ-7.2: the registration number is unique in an office and a year.
    registration_numbers_never_repeat,
    a_case_reads_back_as_it_was_stored,
    a_reply_is_entered_once_and_a_rating_given_once,
    cases_whose_timer_ran_out_are_found_and_no_others,
);

impl Office {
    fn case(&self, state: State) -> CaseFile {
        CaseFile {
            case_id: CaseId(self.id()),
            office_id: self.office_id.clone(),
            number: None,
            secret_hash: None,
            service_id: self.service.clone(),
            document: "p5".into(),
            person_key: person_key(1),
            language: "ru".into(),
            channel: Channel::InPerson,
            state,
            state_since: self.now,
            pack_id: "ru-passport-foreign".into(),
            pack_version: "0".repeat(64),
            inputs: serde_json::json!({ "route": "residence" }),
            filed_on: Some(date(2026, 11, 20)),
            accepted_on: None,
            due_on: None,
            target_on: None,
            stopped_on: None,
            step_due_on: None,
            timer_on: None,
            basis: None,
            appointment_id: None,
            ticket_id: None,
            sealed: vec![1, 2],
            version: 1,
        }
    }

    async fn opens(&self, case: CaseFile) -> CaseFile {
        let stored = case.clone();
        self.write(move |tx| {
            let case = stored.clone();
            Box::pin(async move { case_file::insert(tx, &case).await })
        })
        .await
        .unwrap();
        case
    }

    async fn finds(&self, id: CaseId) -> CaseFile {
        let region = self.office_id.region();
        self.read(move |tx| Box::pin(async move { case_file::find(tx, &region, id).await }))
            .await
            .unwrap()
            .unwrap()
    }

    /// One step with everything that belongs to it; `false` when it came too late.
    async fn takes_step(&self, case: &CaseFile, event: Event, to: State) -> bool {
        let (next, now) = (
            CaseFile {
                state: to,
                ..case.clone()
            },
            self.now + 1.hour(),
        );
        let action = ActionRow {
            action_id: self.id(),
            case_id: case.case_id,
            position: case.version + 1,
            done_at: now,
            event,
            from_state: case.state,
            to_state: to,
            actor: Actor::Head,
            officer_id: Some(OfficerId(self.id())),
            ground: None,
            facts: serde_json::json!({}),
            sealed: None,
        };
        let entry = Entry {
            journal_id: JournalId(self.id()),
            office_id: self.office_id.clone(),
            done_at: now,
            actor: "officer".into(),
            action: format!("case-{event}"),
            subject: case.case_id.to_string(),
            facts: serde_json::json!({}),
        };
        let told = Notification {
            notification_id: NotificationId(self.id()),
            office_id: self.office_id.clone(),
            kind: "N6".into(),
            subject_kind: "case".into(),
            subject_id: case.case_id.0,
            language: "ru".into(),
            medium: "email".into(),
            sealed: vec![9],
            created_at: now,
            due_at: now + 24.hours(),
        };
        let outcome: Result<(), StorageError> = self
            .store
            .write("step", move |tx| {
                let (next, action) = (next.clone(), action.clone());
                let (entry, told) = (entry.clone(), told.clone());
                Box::pin(async move {
                    // Written before the guard on purpose: a late step must leave nothing.
                    journal::append(tx, &entry).await?;
                    notification::enqueue(tx, &told).await?;
                    if !case_file::save(tx, &next).await? {
                        return Err(StorageError::Closed);
                    }
                    case_action::append(tx, &next.office_id.region(), &action).await
                })
            })
            .await;
        outcome.is_ok()
    }
}

async fn two_officers_deciding_one_case_at_once_one_wins(office: Office) {
    let case = office.opens(office.case(State::Decision)).await;
    let decisions = join_all((0..8).map(|officer| {
        let (event, to) = match officer % 2 {
            0 => (Event::DecideIssue, State::Production),
            _ => (Event::DecideRefuse, State::RefusalDrafting),
        };
        let (office, case) = (office.clone(), case.clone());
        async move { (office.takes_step(&case, event, to).await, to) }
    }))
    .await;
    let won: Vec<_> = decisions.iter().filter(|(won, _)| *won).collect();
    assert_eq!(won.len(), 1);
    let after = office.finds(case.case_id).await;
    assert_eq!((after.state, after.version), (won[0].1, 2));
}

async fn journal_and_outbox_agree_with_the_steps_that_were_taken(office: Office) {
    let case = office.opens(office.case(State::Production)).await;
    let tries =
        join_all((0..10).map(|_| office.takes_step(&case, Event::Delivered, State::Ready))).await;
    let taken = tries.iter().filter(|won| **won).count();
    let (region, id) = (office.office_id.region(), case.case_id);
    let found = office
        .read(move |tx| {
            Box::pin(async move {
                Ok((
                    case_action::of_case(tx, &region, id).await?.len(),
                    journal::of_subject(tx, &region, &id.to_string())
                        .await?
                        .len(),
                    notification::of_subject(tx, &region, id.0).await?.len(),
                ))
            })
        })
        .await
        .unwrap();
    assert_eq!((taken, found), (1, (1, 1, 1)));
}

async fn registration_numbers_never_repeat(office: Office) {
    let cases = join_all((0..30).map(|_| async {
        let mut case = office.case(State::Accepted);
        let stored = office
            .write(move |tx| {
                let mut case = case.clone();
                Box::pin(async move {
                    let next = counter::next(tx, &case.office_id, "case", "2026").await?;
                    case.number = Some(format!("{}-2026-{next:06}", case.office_id));
                    case_file::insert(tx, &case).await?;
                    Ok(case)
                })
            })
            .await;
        case = stored.unwrap();
        case.number.unwrap()
    }))
    .await;
    let numbers: BTreeSet<_> = cases.iter().cloned().collect();
    assert_eq!(numbers.len(), 30);
    assert_eq!(numbers.last().unwrap(), "77-01-2026-000030");
    let mut twice = office.case(State::Accepted);
    twice.number = Some(cases[0].clone());
    let refused = office
        .write(move |tx| {
            let case = twice.clone();
            Box::pin(async move { case_file::insert(tx, &case).await })
        })
        .await;
    assert!(refused.unwrap_err().is_unique_violation());
}

async fn a_case_reads_back_as_it_was_stored(office: Office) {
    let text = include_str!("../../../../calendars/RU.toml");
    let calendar = okno_domain::calendar::Calendar::parse("RU.toml", text).unwrap();
    let mut case = office.case(State::Accepted);
    case.number = Some("77-01-2026-000001".into());
    case.secret_hash = Some([7; 32]);
    case.basis = Some(calendar.add_months(date(2026, 11, 20), 1).unwrap());
    case.due_on = Some(date(2026, 12, 20));
    case.target_on = Some(date(2026, 12, 18));
    let stored = office.opens(case.clone()).await;
    assert_eq!(office.finds(stored.case_id).await, case);
    let (region, number) = (office.office_id.region(), "77-01-2026-000001".to_owned());
    let found = office
        .read(move |tx| Box::pin(async move { case_file::by_number(tx, &region, &number).await }))
        .await;
    assert_eq!(found.unwrap().unwrap(), case);
}

async fn a_reply_is_entered_once_and_a_rating_given_once(office: Office) {
    let case = office.opens(office.case(State::Checking)).await;
    let (id, now, region) = (case.case_id, office.now, office.office_id.region());
    let sent = Request {
        request_id: office.id(),
        case_id: id,
        agency: "security_reply".into(),
        sent_at: now,
        due_on: date(2026, 11, 27),
        answered_at: None,
        answer: None,
    };
    let rating = Rating {
        rating_id: office.id(),
        office_id: office.office_id.clone(),
        case_id: id,
        stars: 5,
        channel: "site".into(),
        given_at: now,
    };
    let made = Passport {
        passport_id: office.id(),
        case_id: id,
        state: "ready".into(),
        sealed: vec![5],
        received_at: now,
        handed_at: None,
        officer_id: None,
    };
    let officer = OfficerId(office.id());
    let seen = |state: &str| Evidence {
        case_id: id,
        kind: "photos".into(),
        state: state.into(),
        seen_at: now,
        officer_id: officer,
    };
    let looks = [seen("defective"), seen("seen")];
    let second = Rating {
        rating_id: office.id(),
        stars: 1,
        ..rating.clone()
    };
    office
        .write(move |tx| {
            let (region, sent, made) = (region.clone(), sent.clone(), made.clone());
            let (ratings, looks) = ([rating.clone(), second.clone()], looks.clone());
            Box::pin(async move {
                request::insert(tx, &region, &sent).await?;
                assert!(request::answer(tx, &region, sent.request_id, "clear", now).await?);
                assert!(!request::answer(tx, &region, sent.request_id, "restriction", now).await?);
                let [reply] = &request::of_case(tx, &region, id).await?[..] else {
                    panic!()
                };
                assert_eq!(reply.answer.as_deref(), Some("clear"));
                for look in &looks {
                    evidence::put(tx, &region, look).await?;
                }
                assert_eq!(
                    evidence::of_case(tx, &region, id).await?,
                    [looks[1].clone()]
                );
                passport::insert(tx, &region, &made).await?;
                assert!(passport::hand_over(tx, &region, id, officer, now).await?);
                assert!(!passport::hand_over(tx, &region, id, officer, now).await?);
                assert!(rating::give(tx, &ratings[0]).await?);
                assert!(!rating::give(tx, &ratings[1]).await?);
                assert_eq!(rating::of_office(tx, &ratings[0].office_id).await?, (1, 5));
                Ok(())
            })
        })
        .await
        .unwrap();
}

async fn cases_whose_timer_ran_out_are_found_and_no_others(office: Office) {
    let mut late = office.case(State::Invited);
    late.timer_on = Some(date(2026, 11, 19));
    let mut last_day = office.case(State::Invited);
    last_day.timer_on = Some(date(2026, 11, 20));
    let late = office.opens(late).await;
    office.opens(last_day).await;
    office.opens(office.case(State::Checking)).await;
    let region = office.office_id.region();
    let today = date(2026, 11, 20);
    let found = office
        .read(move |tx| {
            Box::pin(async move { case_file::with_timer_before(tx, &region, today, 10).await })
        })
        .await
        .unwrap();
    assert_eq!(
        found.iter().map(|case| case.case_id).collect::<Vec<_>>(),
        [late.case_id]
    );
}
