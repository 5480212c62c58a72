//! The demo country stands on any day, with everything that it promises.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use okno_app::booking::DaySlots;
use okno_domain::appointment::{AppointmentState, Channel};
use okno_domain::case::State;
use okno_domain::id::{OfficeId, ServiceId};
use okno_domain::office::OfficeKind;
use okno_identity::password::{Cost, Passwords, StoredHash};
use okno_storage::appointment::{self, Appointment};
use okno_storage::{StorageError, office, officer, sql};

use crate::house::House;
use crate::on_both_databases;

on_both_databases!(
    /// REQ-A1 to REQ-A10, REQ-A26 can be shown in it.
    the_demo_country_has_what_it_promises,
);

async fn the_demo_country_has_what_it_promises(house: House) {
    let built = house.app.build_demo().await.unwrap();
    assert_eq!(built.offices, 1 + 13 * 5);
    assert!(built.slots > 10_000, "{}", built.slots);
    assert!(built.appointments > 3_000, "{}", built.appointments);
    zones_and_kinds(&house);
    every_log_in_works(&house, &built.logins).await;
    cases(&house, built.cases).await;
    let all = appointments(&house).await;
    states(&all);
    one_live_appointment_each(&all);
    the_ring_is_planted(&house, &all);
    scarcity(&house).await;
    oddities(&house).await;

    let again = house.app.build_demo().await.unwrap();
    assert_eq!(
        (again.appointments, again.cases, again.slots),
        (0, 0, 0),
        "it stands already"
    );
}

/// REQ-A10, E.9: eleven zones.
fn zones_and_kinds(house: &House) {
    let directory = house.app.directory().now();
    let now = house.app.now();
    let offsets: BTreeSet<_> = directory
        .offices
        .values()
        .map(|office| office.zone.to_offset(now))
        .collect();
    assert_eq!(offsets.len(), 11);
    let of_kind = |kind| {
        directory
            .offices
            .values()
            .filter(|office| office.kind == kind)
            .count()
    };
    assert_eq!(of_kind(OfficeKind::Ministry), 1);
    assert_eq!(of_kind(OfficeKind::Division), 39);
    assert_eq!(of_kind(OfficeKind::MultipurposeCentre), 26);
}

async fn every_log_in_works(house: &House, logins: &[okno_app::demo::DemoLogin]) {
    let passwords = Passwords::new(Cost::TESTS, house.app.entropy()).unwrap();
    let mut verified: BTreeMap<String, bool> = BTreeMap::new();
    assert_eq!(
        logins.len(),
        okno_identity::role::Role::ALL.len(),
        "one for each role"
    );
    for login in logins {
        let name = login.name;
        let id = OfficeId::from(name.split_once('.').unwrap().0);
        let found = house.app.store().read("story", |tx| {
            Box::pin(async move { officer::by_name(tx, &id.region(), name).await })
        });
        let found = found
            .await
            .map_err(|error: StorageError| error)
            .unwrap()
            .unwrap();
        assert!(
            found.roles.iter().any(|role| role == login.role.code()),
            "{}",
            login.name
        );
        let works = verified
            .entry(found.password_hash.clone())
            .or_insert_with(|| {
                passwords.verify(login.password, Some(&StoredHash::new(found.password_hash)))
            });
        assert!(*works, "{}", login.name);
    }
}

async fn appointments(house: &House) -> Vec<Appointment> {
    let ids: Vec<OfficeId> = house
        .app
        .directory()
        .now()
        .offices
        .keys()
        .cloned()
        .collect();
    let read = house.app.store().read("story", move |tx| {
        Box::pin(async move {
            let mut all = Vec::new();
            for id in &ids {
                let (from, until) = (Timestamp::UNIX_EPOCH, Timestamp::MAX);
                all.extend(appointment::of_office(tx, id, from, until).await?);
            }
            Ok(all)
        })
    });
    read.await.map_err(|error: StorageError| error).unwrap()
}

fn states(all: &[Appointment]) {
    use AppointmentState::{Booked, Cancelled, Fulfilled, NoShow, Void};
    for state in [Booked, Fulfilled, Cancelled, NoShow, Void] {
        assert!(all.iter().any(|made| made.state == state), "{state:?}");
    }
    let references: BTreeSet<_> = all.iter().map(|made| &made.reference).collect();
    assert_eq!(references.len(), all.len());
}

sql! {
    CASES = "SELECT state, COUNT(*) AS cases FROM case_file GROUP BY state";
    LETTERS = "SELECT COUNT(*) AS waiting FROM notification
        WHERE state = 'created' AND created_at < :before";
}

/// REQ-7, REQ-5.3: a case in every state that an office sees, and letters of the
/// past that arrived.
async fn cases(house: &House, told: usize) {
    let before = house.app.now() - jiff::SignedDuration::from_hours(13);
    let read = house.app.store().read("story", move |tx| {
        Box::pin(async move {
            let mut states = BTreeMap::new();
            for row in tx.rows(&CASES, &[]).await? {
                states.insert(row.get::<String>("state")?, row.get::<i64>("cases")?);
            }
            let row = tx
                .row(&LETTERS, okno_storage::params! { before: before })
                .await?;
            Ok::<_, StorageError>((states, row.get::<i64>("waiting")?))
        })
    });
    let (states, waiting) = read.await.unwrap();
    let told = i64::try_from(told).unwrap();
    assert_eq!(states.values().sum::<i64>(), told);
    assert!(told >= 60, "{told}");
    let missing: Vec<_> = State::ALL
        .iter()
        .filter(|state| !states.contains_key(state.name()))
        .collect();
    assert_eq!(missing, [&State::Draft, &State::InTransit]);
    assert_eq!(waiting, 0, "old letters are not sent again");
}

/// REQ-A12: nobody has two.
fn one_live_appointment_each(all: &[Appointment]) {
    let live: Vec<_> = all.iter().filter(|made| made.state.is_live()).collect();
    let people: BTreeSet<_> = live.iter().map(|made| made.person_key).collect();
    assert_eq!(people.len(), live.len());
    assert!(live.len() > 800, "{}", live.len());
}

/// REQ-A26: thirty bookings, three telephones, half an hour.
fn the_ring_is_planted(house: &House, all: &[Appointment]) {
    let region = okno_domain::id::RegionId::from("77");
    let mut by_phone: BTreeMap<String, Vec<Timestamp>> = BTreeMap::new();
    let live = all
        .iter()
        .filter(|made| made.office_id.region() == region && made.state.is_live());
    for made in live {
        let place = okno_identity::vault::Place::new("appointment", "sealed", made.appointment_id);
        let booker: okno_app::person::Booker = house
            .app
            .vault()
            .open_json(&place, &made.sealed)
            .unwrap()
            .into_inner();
        if let Some(phone) = booker.contact.phone {
            by_phone.entry(phone).or_default().push(made.booked_at);
        }
    }
    let ring: Vec<_> = by_phone.values().filter(|times| times.len() > 1).collect();
    assert_eq!(
        ring.iter().map(|times| times.len()).collect::<Vec<_>>(),
        [10, 10, 10]
    );
    let times: Vec<_> = ring.into_iter().flatten().collect();
    let span = times
        .iter()
        .max()
        .unwrap()
        .duration_since(**times.iter().min().unwrap());
    assert!(span.as_mins() < 31);
}

async fn days(house: &House, id: &str, service: &str) -> Vec<DaySlots> {
    let (id, service) = (OfficeId::from(id), ServiceId::from(service));
    let today = house.app.local_date(&id, house.app.now());
    let until = today.saturating_add(jiff::Span::new().days(30));
    house
        .app
        .slots_of(&id, &service, Channel::Portal, today, until)
        .await
        .unwrap()
}

async fn scarcity(house: &House) {
    for service in ["passport-5", "passport-10"] {
        let full = days(house, "78-03", service).await;
        assert!(!full.is_empty(), "times that are taken are shown as taken");
        assert_eq!(
            full.iter().map(DaySlots::free).sum::<i64>(),
            0,
            "no free time at all"
        );
    }
    let share_free = |days: &[DaySlots]| {
        let times = days.iter().flat_map(|day| &day.times);
        let (free, all) = times.fold((0, 0), |(f, a), time| (f + time.free, a + time.capacity));
        free as f64 / all as f64
    };
    let crowded = share_free(&days(house, "77-01", "passport-10").await);
    assert!(crowded < 0.25 && crowded > 0.0, "{crowded}");
    let quiet = share_free(&days(house, "41-02", "passport-5").await);
    assert!(quiet > 0.7, "{quiet}");
}

async fn oddities(house: &House) {
    let directory = house.app.directory().now();
    let known = |id: &str| directory.office(&OfficeId::from(id)).unwrap().clone();
    assert!(
        !directory.region(&"65".into()).unwrap().online_booking,
        "REQ-A10"
    );
    assert!(!known("50-03").profile.online_booking.on, "REQ-A10");
    assert!(!known("63-02").open_to_public, "closed for repair");
    assert!(days(house, "63-02", "passport-5").await.is_empty());
    let ends = known("66-12").agreements[0].until_on.unwrap();
    assert_eq!(
        ends.day(),
        15,
        "REQ-13: the agreement ends in the middle of a month"
    );
    let last = days(house, "66-12", "passport-5")
        .await
        .last()
        .map(|day| day.date);
    assert!(last.is_none_or(|last| last < ends));
    assert!(
        !known("50-02").profile.hours.reception.monthly.is_empty(),
        "1st and 3rd Saturday"
    );
    let windows = house.app.store().read("story", |tx| {
        Box::pin(async move {
            let mut counts = Vec::new();
            for id in ["77-01", "77-02", "77-03"] {
                counts.push(office::windows(tx, &OfficeId::from(id)).await?.len());
            }
            Ok::<_, StorageError>(counts)
        })
    });
    assert_eq!(windows.await.unwrap(), [8, 4, 2]);
}
