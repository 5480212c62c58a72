//! Slots ahead: published once, by the calendar, replaced when the plan changes.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::date;
use okno_app::booking::{BookingError, Wish};
use okno_app::reception_plan::{PublishError, PublishFor};
use okno_domain::appointment::Channel;
use okno_domain::id::OfficeId;

use crate::house::{FILE, House, booker, friday_morning, office, service};
use crate::on_both_databases;

/// Friday 20.11. to Friday 04.12.: two weeks of Monday to Thursday, the lunch break
/// cuts three of the days in two; four days of the centre until its agreement ends.
const SESSIONS: u64 = 2 * 7 + 4;
const SLOTS: u64 = 2 * (3 * 14 + 8) + 4 * 2;

on_both_databases!(
    /// REQ-10.1, REQ-13: by reception hours, class of the day and agreement.
    slots_follow_reception_hours_up_to_the_horizon,
    publishing_again_publishes_nothing,
    two_nodes_at_once_publish_each_time_once,
    a_changed_plan_replaces_what_nobody_asked_for_and_reports_the_rest,
    a_day_that_the_office_has_for_itself_is_respected,
    a_plan_for_one_class_of_days_leaves_the_others_out,
    an_office_that_is_closed_publishes_nothing,
);

async fn slots_follow_reception_hours_up_to_the_horizon(house: House) {
    let published = house.with_slots().await;
    assert_eq!((published.kept.len(), published.irregular.len()), (0, 0));
    assert_eq!((published.sessions, published.slots), (SESSIONS, SLOTS));
    assert!(
        house.free_on(20).await.is_empty(),
        "nobody is received on Fridays"
    );
    let monday = house.free_on(23).await;
    assert_eq!(monday.len(), 14);
    assert_eq!(monday[0].local.to_string(), "09:00:00");
    assert_eq!(monday[8].local.to_string(), "14:00:00", "after lunch");
    assert_eq!(monday[0].free, 2);
    let centre = OfficeId::from("77-11");
    let (from, until) = (date(2026, 11, 20), date(2026, 12, 4));
    let days = house
        .app
        .slots_of(&centre, &service(), Channel::Portal, from, until)
        .await;
    let days: Vec<_> = days.unwrap().iter().map(|day| day.date.day()).collect();
    assert_eq!(
        days,
        [20, 23, 24, 25],
        "REQ-13: accepted until the agreement ends"
    );
}

async fn publishing_again_publishes_nothing(house: House) {
    let first = house.with_slots().await;
    let again = house.publish().await;
    assert_eq!((again.sessions, again.slots, again.withdrawn), (0, 0, 0));
    house.app.clock().set(friday_morning() + 72.hours());
    let monday = house.publish().await;
    assert_eq!(monday.withdrawn, 0);
    assert!(
        monday.slots > 0 && monday.slots < first.slots,
        "only the new days"
    );
    let none = house
        .app
        .publish_slots(&PublishFor::Office("99-01".into()))
        .await;
    assert!(matches!(none, Err(PublishError::NoSuchOffice(_))));
}

async fn two_nodes_at_once_publish_each_time_once(house: House) {
    house
        .app
        .import_offices(FILE, "one_office.toml")
        .await
        .unwrap();
    let mut nodes = Vec::new();
    for _ in 0..4 {
        nodes.push(house.another_node().await);
    }
    let all = PublishFor::All;
    let published: Vec<_> = futures::future::join_all(nodes.iter().map(|n| n.publish_slots(&all)))
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    assert_eq!(published.iter().map(|p| p.sessions).sum::<u64>(), SESSIONS);
    assert_eq!(published.iter().map(|p| p.slots).sum::<u64>(), SLOTS);
    let keys: BTreeSet<_> = house
        .free_on(23)
        .await
        .iter()
        .map(|t| t.starts_at)
        .collect();
    assert_eq!(keys.len(), 14);
}

async fn a_changed_plan_replaces_what_nobody_asked_for_and_reports_the_rest(house: House) {
    house.with_slots().await;
    let monday = house.free_on(23).await;
    house.books(0, &monday[0]).await;
    let changed = FILE.replacen("slot_minutes = 30", "slot_minutes = 60", 1);
    house
        .app
        .import_offices(&changed, "one_office.toml")
        .await
        .unwrap();
    let published = house.publish().await;
    assert_eq!(
        published.kept.len(),
        1,
        "Monday morning stays as people know it"
    );
    assert_eq!(published.kept[0].slot_minutes, 30);
    assert_eq!(published.withdrawn, 13);
    assert_eq!(published.sessions, 13);
    let monday = house.free_on(23).await;
    assert_eq!(monday.iter().filter(|time| time.minutes == 30).count(), 8);
    assert_eq!(monday.iter().filter(|time| time.minutes == 60).count(), 3);
    let tuesday = house.free_on(24).await;
    assert!(tuesday.iter().all(|time| time.minutes == 60) && tuesday.len() == 7);
    // A time of the old plan that somebody still looks at is gone.
    let again = house.publish().await;
    assert_eq!(
        (again.withdrawn, again.sessions, again.kept.len()),
        (0, 0, 1)
    );
    let wish = Wish {
        slot: monday[0].key.clone(),
        service: service(),
        booker: booker(5),
        channel: Channel::Portal,
    };
    let actor = okno_app::actor::Actor::Applicant(Channel::Portal);
    let booked: Result<_, BookingError> = house.app.book(&wish, None, &actor).await;
    assert!(booked.is_ok(), "what is shown can be booked");
}

/// REQ-3: a regional holiday.
async fn a_day_that_the_office_has_for_itself_is_respected(house: House) {
    let day = "premises = { floor = 1, step_free = true }\nown_days = [{ on = \"2026-11-24\", \
        change = \"off\", title = { ru = \"День города\", en = \"City day\" }, \
        source = \"Приказ\", certain = true }]";
    let text = FILE.replace("premises = { floor = 1, step_free = true }", day);
    house
        .app
        .import_offices(&text, "one_office.toml")
        .await
        .unwrap();
    house.publish().await;
    assert!(house.free_on(24).await.is_empty());
    assert_eq!(house.free_on(25).await.len(), 14);
}

/// REQ-3: a plan may hold for days before a holiday alone.
async fn a_plan_for_one_class_of_days_leaves_the_others_out(house: House) {
    let text = FILE.replacen(
        "capacity = 2",
        "capacity = 2\nday_classes = [\"pre_holiday\"]",
        1,
    );
    house
        .app
        .import_offices(&text, "one_office.toml")
        .await
        .unwrap();
    let published = house
        .app
        .publish_slots(&PublishFor::Office(office()))
        .await
        .unwrap();
    assert_eq!(
        published.slots, 0,
        "no day before a holiday within two weeks"
    );
}

async fn an_office_that_is_closed_publishes_nothing(house: House) {
    house.with_slots().await;
    let closed = FILE.replacen(
        "kind = \"division\"",
        "kind = \"division\"\nopen = false",
        1,
    );
    house
        .app
        .import_offices(&closed, "one_office.toml")
        .await
        .unwrap();
    let published = house.publish().await;
    assert_eq!((published.sessions, published.withdrawn), (0, 14));
    assert!(house.free_on(23).await.is_empty());
}
