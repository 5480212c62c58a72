//! Situations of the case machine.
#![allow(clippy::unwrap_used, clippy::expect_used)]
// The tests read the shipped packs, as a caller of the crate would.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::calendar::Calendar;
use crate::decision::{Ground, GroundEntry, GroundList, Grounds, RefusalDraft, RestrictionTerm};
use crate::id::CaseId;
use crate::notification::Kind;
use crate::pack::{Pack, PackFiles};

fn zone() -> TimeZone {
    TimeZone::get("Europe/Moscow").unwrap()
}

fn noon(day: Date) -> Timestamp {
    day.at(12, 0, 0, 0).to_zoned(zone()).unwrap().timestamp()
}

fn ground(list: GroundList) -> Ground {
    let entry = GroundEntry {
        id: "g".to_owned(),
        list,
        title: [("ru".to_owned(), "Основание".to_owned())].into(),
        cure: Default::default(),
        source: "mvd-864".to_owned(),
        certain: true,
    };
    Grounds::new([entry]).unwrap().choose(list, "g").unwrap()
}

fn notice() -> crate::decision::RefusalNotice {
    RefusalDraft {
        statute_article: "114-FZ/15.5".to_owned(),
        ground: Some(ground(GroundList::Refusal)),
        term: Some(RestrictionTerm::Until(date(2019, 6, 1))),
        decision_date: Some(date(2018, 12, 3)),
        decision_number: "18-77".to_owned(),
        body_name: "Отдел судебных приставов № 3".to_owned(),
        body_address: "Примерск, ул. Садовая, 1".to_owned(),
    }
    .complete()
    .unwrap()
}

/// An intent that brings along everything its edge needs.
fn full_intent(from: State, event: Event, role: Actor, day: Date) -> Intent {
    let mut intent = Intent::new(event, By { who: None, role }, noon(day));
    let some = || Some("18-1".to_owned());
    for need in needs(from, event) {
        match need {
            Need::Ground(list) => intent.ground = Some(ground(*list)),
            Need::Until => intent.facts.until = Some(day.checked_add(15.days()).unwrap()),
            Need::Registration => intent.facts.registration = some(),
            Need::Visit => intent.facts.visit = Some(day.at(9, 40, 0, 0).to_zoned(zone()).unwrap()),
            Need::Resolution => intent.facts.resolution = some(),
            Need::Passport => intent.facts.passport = some(),
            Need::Transmittal => intent.facts.transmittal = some(),
            Need::RefusalNotice => intent.notice = Some(notice()),
            Need::Note => intent.note = some(),
        }
    }
    intent
}

fn goes(case: Case, event: Event, role: Actor, day: Date) -> (Case, Told) {
    let intent = full_intent(case.state(), event, role, day);
    case.apply(&Workflow::reference(), intent).unwrap()
}

fn draft() -> Case {
    Case::open(CaseId(Uuid::nil()))
}

/// A case of which only the present state matters.
fn standing_at(state: State) -> Case {
    let brought = Action {
        who: None,
        role: Actor::System,
        at: noon(date(2018, 10, 1)),
        event: Event::Book,
        from: State::Draft,
        to: state,
        ground: None,
        note: None,
        notice: None,
        facts: Facts::default(),
    };
    Case::from_log(CaseId(Uuid::nil()), vec![brought]).unwrap()
}

/// Walks a case through a list of events, one a day.
fn walk(steps: &[(Event, Actor)], from: Date) -> Case {
    let mut case = draft();
    let mut day = from;
    for (event, actor) in steps {
        case = goes(case, *event, *actor, day).0;
        day = day.tomorrow().unwrap();
    }
    case
}

fn calendar() -> Calendar {
    let text = include_str!("../../../../calendars/RU.toml");
    Calendar::parse("calendars/RU.toml", text).unwrap()
}

/// The timers that have run out by the calendar of Russia.
fn run_out(case: &Case, today: Date) -> Vec<DueTimer<'static>> {
    let calendar = calendar();
    let add = |day, span: Span, days| span.term(days).due(day, &calendar).map(|due| due.on);
    due_timers(case, &TIMERS, today, &zone(), add).unwrap()
}

const BY_PORTAL: [(Event, Actor); 4] = [
    (Event::SubmitPortal, Actor::Applicant),
    (Event::Register, Actor::Reception),
    (Event::Invite, Actor::System),
    (Event::AttendOk, Actor::Window),
];

const AT_THE_WINDOW: [(Event, Actor); 3] = [
    (Event::SubmitWindow, Actor::Applicant),
    (Event::Accept, Actor::Window),
    (Event::SendRequests, Actor::Requests),
];

/// REQ-7, REQ-10.17: the counts and proofs of the table of edges.
#[test]
fn the_reference_has_22_states_and_43_transitions_and_no_flaw() {
    let workflow = Workflow::reference();
    assert_eq!(State::ALL.len(), 22);
    assert_eq!(workflow.states().len(), 22);
    assert_eq!(workflow.edges.len(), 43);
    assert_eq!(workflow.flaws(), []);
    assert_eq!(
        State::ALL.iter().filter(|state| state.is_final()).count(),
        6
    );
}

/// REQ-7: each of the seven is emitted by at least one transition.
#[test]
fn each_of_the_seven_notifications_is_told_somewhere() {
    assert_eq!(Workflow::reference().never_told(), []);
    let mut mute = Workflow::reference();
    mute.edges
        .retain(|edge| edge.notice != Some(Kind::ServiceRefused));
    assert_eq!(mute.never_told(), [Kind::ServiceRefused]);
}

#[test]
fn every_event_and_every_actor_has_a_place_in_the_table() {
    let events: BTreeSet<_> = EDGES.iter().map(|edge| edge.event).collect();
    assert_eq!(events.len(), Event::ALL.len());
    let actors: BTreeSet<_> = EDGES.iter().flat_map(|edge| edge.actors.iter()).collect();
    assert_eq!(actors.len(), Actor::ALL.len());
}

/// The shipped pack, as the office would load it.
fn shipped(pack: &str) -> Pack {
    let root = PathBuf::from_iter([env!("CARGO_MANIFEST_DIR"), "..", "..", "packs", pack]);
    let mut files = PackFiles::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path
                .strip_prefix(&root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            files.insert(name, std::fs::read_to_string(path).unwrap());
        }
    }
    Pack::load(&files).unwrap()
}

/// REQ-7, REQ-10.17: the pack of the passport for travel abroad is the reference, edge by edge.
#[test]
fn the_shipped_workflow_is_the_reference() {
    let shipped = shipped("ru-passport-foreign")
        .machine(date(2018, 12, 3))
        .unwrap();
    let mut reference = Workflow::reference();
    let by_place = |edge: &Edge| (edge.from, edge.event);
    let mut edges = shipped.edges.clone();
    edges.sort_by_key(by_place);
    reference.edges.sort_by_key(by_place);
    assert_eq!(edges, reference.edges);
    assert_eq!(shipped.timers, reference.timers);
}

/// REQ-A19: another country's workflow is other data for the same machine.
#[test]
fn the_workflow_of_the_second_pack_is_sound() {
    let shipped = shipped("kz-passport").machine(date(2025, 3, 3)).unwrap();
    assert_eq!(shipped.flaws(), []);
    assert!(shipped.edges.len() < EDGES.len());
}

#[test]
fn eight_states_can_be_withdrawn_from_and_only_the_draft_silently() {
    let withdrawals: Vec<_> = EDGES
        .iter()
        .filter(|edge| edge.event == Event::Withdraw)
        .collect();
    assert_eq!(withdrawals.len(), 8);
    for edge in withdrawals {
        assert_eq!(edge.notice.is_none(), edge.from == State::Draft);
    }
}

#[test]
fn names_are_read_back_as_they_are_written() {
    for state in State::ALL {
        assert_eq!(State::from_name(state.name()), Some(*state));
    }
    for event in Event::ALL {
        assert_eq!(Event::from_name(event.name()), Some(*event));
    }
    for actor in Actor::ALL {
        assert_eq!(Actor::from_name(actor.name()), Some(*actor));
    }
    assert_eq!(State::from_name("lost"), None);
}

#[test]
fn a_workflow_with_mistakes_is_told_each_of_them() {
    let mut workflow = Workflow::reference();
    workflow.edges.push(workflow.edges[0].clone());
    assert_eq!(workflow.flaws(), [Flaw::Twice(Event::Book, State::Draft)]);

    let mut workflow = Workflow::reference();
    workflow
        .edges
        .retain(|edge| edge.event != Event::DecideRefuse);
    workflow
        .edges
        .retain(|edge| edge.event != Event::SendRefusal);
    assert!(
        workflow
            .flaws()
            .contains(&Flaw::NeverEnds(State::RefusalDrafting))
    );

    let mut workflow = Workflow::reference();
    workflow.edges.retain(|edge| edge.to != State::InTransit);
    let flaws = workflow.flaws();
    assert!(flaws.contains(&Flaw::Unreachable(State::InTransit)));

    let mut workflow = Workflow::reference();
    workflow.edges[0].actors = Actors::of(&[]);
    workflow.timers[0].state = State::Draft;
    assert_eq!(
        workflow.flaws(),
        [
            Flaw::NobodyMay(State::Draft, Event::Book),
            Flaw::DeadTimer("no_show".to_owned())
        ]
    );
}

#[test]
fn an_edge_is_read_from_a_pack_with_one_actor_or_several() {
    let text = r#"
        from = "accepted"
        event = "send_requests"
        actor = "requests"
        to = "checking"
        limit = { duration = "P2D", calendar = "working" }
        ref = "1"
    "#;
    let read: Edge = toml::from_str(text).unwrap();
    let known = EDGES
        .iter()
        .find(|edge| edge.event == Event::SendRequests)
        .unwrap();
    assert_eq!(&read, known);
    let several: Edge =
        toml::from_str(&text.replace("\"requests\"", "[\"requests\", \"head\"]")).unwrap();
    assert!(several.actors.contains(Actor::Head));
    assert!(toml::from_str::<Edge>(&text.replace("checking", "chequing")).is_err());
    assert!(toml::from_str::<Edge>(&format!("{text}\nspeed = 1")).is_err());
}

/// REQ-7.1, REQ-7.2, REQ-7.6: the whole way through the portal.
#[test]
fn a_passport_asked_for_on_the_portal_is_told_of_at_every_turn() {
    let steps = [
        (Event::SubmitPortal, Actor::Applicant, None),
        (
            Event::Register,
            Actor::Reception,
            Some(Kind::StatementRegistered),
        ),
        (Event::Invite, Actor::System, Some(Kind::AppointmentMade)),
        (Event::AttendOk, Actor::Window, None),
        (Event::SendRequests, Actor::Requests, None),
        (Event::ReplyClear, Actor::Agency, None),
        (Event::DecideIssue, Actor::Head, None),
        (
            Event::Delivered,
            Actor::Production,
            Some(Kind::PassportReady),
        ),
        (Event::Unclaimed, Actor::Timer, Some(Kind::PassportReady)),
        (Event::HandedOver, Actor::Window, Some(Kind::RatingOffered)),
    ];
    let mut case = draft();
    let mut again = Vec::new();
    for (event, actor, notice) in steps {
        let (next, told) = goes(case, event, actor, date(2018, 11, 1));
        assert_eq!(told.notice, notice, "{event}");
        again.push(told.again);
        case = next;
    }
    assert_eq!(case.state(), State::Issued);
    assert_eq!(case.log().len(), 10);
    let unclaimed_only: Vec<_> = (0..10).map(|position| position == 8).collect();
    assert_eq!(again, unclaimed_only);
}

/// REQ-A22: no invitation before the form was checked and registered.
#[test]
fn nobody_is_invited_before_the_application_is_registered() {
    let case = walk(&BY_PORTAL[..1], date(2018, 11, 1));
    let refused = case
        .apply(
            &Workflow::reference(),
            full_intent(
                State::Submitted,
                Event::Invite,
                Actor::System,
                date(2018, 11, 2),
            ),
        )
        .unwrap_err();
    assert_eq!(refused.cause, Cause::NotHere);
    assert_eq!(refused.found, State::Submitted);
    assert_eq!(refused.allowed, []);
}

#[test]
fn an_applicant_cannot_accept_the_own_application_and_hears_what_they_may_do() {
    let case = walk(&BY_PORTAL[..1], date(2018, 11, 1));
    let intent = full_intent(
        State::Submitted,
        Event::Register,
        Actor::Applicant,
        date(2018, 11, 1),
    );
    let refused = case.apply(&Workflow::reference(), intent).unwrap_err();
    assert_eq!(refused.cause, Cause::NotTheirs(vec![Actor::Reception]));
    assert_eq!(refused.allowed, [Event::Withdraw]);
}

/// REQ-5.6, REQ-7.3, REQ-7.4, REQ-7.5, REQ-7.7: no refusal and no suspension without its ground.
#[test]
fn whatever_an_action_lacks_is_named_and_the_action_not_taken() {
    for edge in &EDGES {
        let needed = needs(edge.from, edge.event);
        if needed.is_empty() {
            continue;
        }
        let actor = edge.actors.iter().next().unwrap();
        let case = standing_at(edge.from);
        let bare = Intent::new(
            edge.event,
            By {
                who: None,
                role: actor,
            },
            noon(date(2018, 11, 1)),
        );
        let refused = case.apply(&Workflow::reference(), bare).unwrap_err();
        assert_eq!(
            refused.cause,
            Cause::Lacks(needed.to_vec()),
            "{} {}",
            edge.from,
            edge.event
        );
    }
}

/// REQ-7.3, REQ-7.4, REQ-7.5: what is told as reasoned has a ground.
#[test]
fn every_edge_that_tells_n3_n4_n5_or_n7_needs_a_ground() {
    for edge in &EDGES {
        let list = match edge.notice {
            Some(Kind::AcceptanceRefused) => Need::Ground(GroundList::AcceptanceRefusal),
            Some(Kind::ConsiderationSuspended) => Need::Ground(GroundList::Suspension),
            Some(Kind::ConsiderationDiscontinued) => Need::Ground(GroundList::Discontinuation),
            Some(Kind::ServiceRefused) => Need::RefusalNotice,
            _ => continue,
        };
        assert!(
            needs(edge.from, edge.event).contains(&list),
            "{} {}",
            edge.from,
            edge.event
        );
    }
}

/// REQ-7.3: a ground of the wrong list is no ground.
#[test]
fn a_filing_cannot_be_turned_away_on_a_ground_for_refusing_the_service() {
    let case = walk(&BY_PORTAL[..1], date(2018, 11, 1));
    let intent = Intent::new(
        Event::RefuseReceptionE,
        By::person(Actor::Reception, "officer-7"),
        noon(date(2018, 11, 1)),
    )
    .on(ground(GroundList::Refusal));
    let refused = case.apply(&Workflow::reference(), intent).unwrap_err();
    assert_eq!(
        refused.cause,
        Cause::Lacks(vec![Need::Ground(GroundList::AcceptanceRefusal)])
    );
}

#[test]
fn the_log_says_who_did_what_when_and_on_which_ground() {
    let case = walk(&BY_PORTAL[..1], date(2018, 11, 1));
    let at = noon(date(2018, 11, 2));
    let intent = Intent::new(
        Event::RefuseReceptionE,
        By::person(Actor::Reception, "officer-7"),
        at,
    )
    .on(ground(GroundList::AcceptanceRefusal))
    .because("photo-too-dark");
    let (case, told) = case.apply(&Workflow::reference(), intent).unwrap();
    let last = case.log().last().unwrap();
    assert_eq!(last.who.as_deref(), Some("officer-7"));
    assert_eq!(
        (last.role, last.at, last.event),
        (Actor::Reception, at, Event::RefuseReceptionE)
    );
    assert_eq!(
        (last.from, last.to),
        (State::Submitted, State::ReceptionRefused)
    );
    assert_eq!(last.ground.as_deref(), Some("g"));
    assert_eq!(last.note.as_deref(), Some("photo-too-dark"));
    assert_eq!(told.ground.as_deref(), Some("g"));
}

#[test]
fn a_stored_log_gives_the_same_case_back_and_a_torn_one_is_reported() {
    let case = walk(&BY_PORTAL, date(2018, 11, 1));
    let log = case.log().to_vec();
    assert_eq!(Case::from_log(case.id(), log.clone()).unwrap(), case);
    let torn = vec![log[0].clone(), log[2].clone()];
    let broken = Case::from_log(case.id(), torn).unwrap_err();
    assert_eq!((broken.position, broken.expected), (1, State::Submitted));
}

/// REQ-7.4: fifteen days after the invitation, and not a day sooner.
#[test]
fn who_does_not_come_is_suspended_on_the_sixteenth_day() {
    // Invited on 3 November for the same day.
    let case = walk(&BY_PORTAL[..3], date(2018, 11, 1));
    let last_day = date(2018, 11, 18);
    assert!(run_out(&case, last_day).is_empty());
    let due = run_out(&case, last_day.tomorrow().unwrap());
    assert_eq!(due.len(), 1);
    assert_eq!(due[0].timer.fire, Event::NoShow15d);
    assert_eq!(due[0].last_day, last_day);
}

#[test]
fn who_is_invited_for_a_later_day_has_fifteen_days_from_that_day() {
    let case = walk(&BY_PORTAL[..2], date(2018, 11, 1));
    let mut intent = full_intent(
        State::Registered,
        Event::Invite,
        Actor::System,
        date(2018, 11, 3),
    );
    intent.facts.visit = Some(date(2018, 12, 3).at(9, 0, 0, 0).to_zoned(zone()).unwrap());
    let (case, _) = case.apply(&Workflow::reference(), intent).unwrap();
    assert_eq!(
        case.day_of(Anchor::Invited, &zone()),
        Some(date(2018, 12, 3))
    );
    assert!(run_out(&case, date(2018, 12, 18)).is_empty());
    assert_eq!(run_out(&case, date(2018, 12, 19)).len(), 1);
}

/// REQ-7.5: six months count from the filing, not from the suspension.
#[test]
fn six_months_after_the_filing_a_suspended_case_ends() {
    let case = walk(&BY_PORTAL[..3], date(2018, 8, 31));
    let (case, told) = goes(case, Event::NoShow15d, Actor::Timer, date(2018, 9, 18));
    assert_eq!(told.notice, Some(Kind::ConsiderationSuspended));
    // 31 August plus six months is the last day of February.
    assert!(run_out(&case, date(2019, 2, 28)).is_empty());
    let due = run_out(&case, date(2019, 3, 1));
    assert_eq!(due[0].timer.fire, Event::SixMonths);
    let (case, told) = goes(case, Event::SixMonths, Actor::Timer, date(2019, 3, 1));
    assert_eq!(told.notice, Some(Kind::ConsiderationDiscontinued));
    assert!(case.state().is_final());
}

#[test]
fn who_comes_back_from_suspension_gets_a_new_time_and_new_fifteen_days() {
    let case = walk(&BY_PORTAL[..3], date(2018, 11, 1));
    let (case, _) = goes(case, Event::NoShow15d, Actor::Timer, date(2018, 11, 19));
    let (case, told) = goes(case, Event::Rebook, Actor::Applicant, date(2018, 12, 10));
    assert_eq!(
        (case.state(), told.notice),
        (State::Invited, Some(Kind::AppointmentMade))
    );
    assert!(run_out(&case, date(2018, 12, 25)).is_empty());
    assert_eq!(run_out(&case, date(2018, 12, 26)).len(), 1);
}

#[test]
fn a_term_the_calendar_cannot_count_is_reported_and_not_passed_over() {
    let case = walk(&BY_PORTAL[..3], date(2018, 11, 1));
    let unknown = due_timers(&case, &TIMERS, date(2018, 12, 1), &zone(), |_, _, _| {
        Err("no calendar")
    });
    assert_eq!(unknown, Err("no calendar"));
}

/// B.4: requests go out within two working days of acceptance, over the moved Saturday.
#[test]
fn the_limit_of_an_edge_yields_its_day_by_the_calendar() {
    let Some(Limit::Within { span, days, .. }) = EDGES
        .iter()
        .find(|edge| edge.event == Event::SendRequests)
        .unwrap()
        .limit
        .clone()
    else {
        panic!("a fixed span");
    };
    let due = span
        .term(days)
        .due(date(2018, 12, 28), &calendar())
        .unwrap();
    assert_eq!(due.on, date(2019, 1, 9));
}

#[test]
fn a_case_near_midnight_has_the_day_of_its_own_office() {
    let at: Timestamp = "2018-10-31T15:30:00Z".parse().unwrap();
    let intent = Intent::new(Event::SubmitPortal, By::person(Actor::Applicant, "a"), at);
    let (case, _) = draft().apply(&Workflow::reference(), intent).unwrap();
    let kamchatka = TimeZone::get("Asia/Kamchatka").unwrap();
    assert_eq!(
        case.day_of(Anchor::Filed, &zone()),
        Some(date(2018, 10, 31))
    );
    assert_eq!(
        case.day_of(Anchor::Filed, &kamchatka),
        Some(date(2018, 11, 1))
    );
}

/// REQ-7.4: the term stands still while the applicant must act.
#[test]
fn the_due_day_moves_by_the_time_the_case_was_suspended() {
    let case = walk(&AT_THE_WINDOW, date(2018, 12, 4));
    assert_eq!(
        case.day_of(Anchor::Accepted, &zone()),
        Some(date(2018, 12, 5))
    );
    let due = date(2019, 1, 5);
    let never = Stopped::of(&case, date(2018, 12, 7), &zone());
    assert!(never.certain);
    assert_eq!(legal_due(due, &never), Some(due));

    let (case, _) = goes(
        case,
        Event::NeedApplicant,
        Actor::Requests,
        date(2018, 12, 10),
    );
    assert_eq!(case.legal_clock(), LegalClock::Stopped);
    let now = Stopped::of(&case, date(2018, 12, 14), &zone());
    assert_eq!((now.days, now.since), (4, Some(date(2018, 12, 10))));
    assert!(!now.certain);

    let (case, _) = goes(case, Event::Resume, Actor::Requests, date(2018, 12, 20));
    let after = Stopped::of(&case, date(2019, 2, 1), &zone());
    assert_eq!((after.days, after.since), (10, None));
    assert_eq!(legal_due(due, &after), Some(date(2019, 1, 15)));
}

#[test]
fn a_suspension_before_acceptance_takes_nothing_from_a_term_that_has_not_begun() {
    let case = walk(&BY_PORTAL[..3], date(2018, 11, 1));
    let (case, _) = goes(case, Event::NoShow15d, Actor::Timer, date(2018, 11, 19));
    let (case, _) = goes(case, Event::Rebook, Actor::Applicant, date(2018, 12, 10));
    let (case, _) = goes(case, Event::AttendOk, Actor::Window, date(2018, 12, 12));
    let stopped = Stopped::of(&case, date(2019, 1, 1), &zone());
    assert_eq!((stopped.days, stopped.certain), (0, true));
    assert_eq!(
        case.day_of(Anchor::Accepted, &zone()),
        Some(date(2018, 12, 12))
    );
}

#[test]
fn an_accepted_case_knows_by_when_the_requests_must_go_out() {
    let case = walk(&AT_THE_WINDOW[..2], date(2018, 12, 4));
    let workflow = Workflow::reference();
    let limits = case.limits(&workflow, &zone());
    let (edge, limit, from) = limits[0];
    assert_eq!(edge.event, Event::SendRequests);
    assert_eq!(limit, &Limit::of(Span::Days(2), DayKind::Working));
    assert_eq!(from, Some(date(2018, 12, 5)));
}

/// REQ-7.7.
#[test]
fn a_restriction_that_comes_late_still_ends_in_a_reasoned_refusal() {
    let mut case = walk(&AT_THE_WINDOW, date(2018, 12, 4));
    for (event, actor) in [
        (Event::ReplyClear, Actor::Agency),
        (Event::DecideIssue, Actor::Head),
        (Event::Delivered, Actor::Production),
        (Event::RestrictionArrived, Actor::Agency),
    ] {
        case = goes(case, event, actor, date(2018, 12, 10)).0;
    }
    let (case, told) = goes(case, Event::SendRefusal, Actor::Head, date(2018, 12, 11));
    assert_eq!(case.state(), State::Refused);
    assert_eq!(told.notice, Some(Kind::ServiceRefused));
    assert!(told.refusal.is_some());
}

proptest! {
    /// Whatever is tried, a case moves only along edges, and a final state is left by nothing.
    #[test]
    fn random_actions_never_leave_the_table(tries in prop::collection::vec((0..33usize, 0..12usize), 1..60)) {
        let workflow = Workflow::reference();
        let mut case = draft();
        for (event, actor) in tries {
            let (event, actor) = (Event::ALL[event], Actor::ALL[actor]);
            let before = case.clone();
            let intent = full_intent(case.state(), event, actor, date(2018, 11, 1));
            match case.apply(&workflow, intent) {
                Ok((after, _)) => {
                    let edge = workflow.next(before.state(), event, actor).unwrap();
                    prop_assert_eq!(after.state(), edge.to);
                    prop_assert!(!before.state().is_final());
                    prop_assert_eq!(after.log().len(), before.log().len() + 1);
                    case = after;
                }
                Err(refused) => {
                    prop_assert_eq!(refused.found, before.state());
                    prop_assert!(!refused.allowed.contains(&event));
                    case = before;
                }
            }
        }
    }
}
