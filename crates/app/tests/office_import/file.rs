//! A good file: what it adds, what it changes, what it leaves alone.

use okno_app::office_import::{Counts, ImportError};
use okno_domain::id::OfficeId;
use okno_domain::office::OfficeKind;
use okno_storage::{StorageError, office, officer, reception};

use crate::house::{FILE, House, office as first_office};
use crate::on_both_databases;

on_both_databases!(
    /// REQ-1, REQ-9.8, REQ-10.1, REQ-13: all that the file says is known afterwards.
    a_file_becomes_offices_with_two_schedules_windows_and_officers,
    the_same_file_again_changes_nothing,
    a_changed_file_changes_what_it_changed_and_no_password,
    nothing_is_stored_of_a_file_with_one_bad_row,
    an_office_may_name_a_parent_that_was_stored_before,
);

async fn a_file_becomes_offices_with_two_schedules_windows_and_officers(house: House) {
    let imported = house
        .app
        .import_offices(FILE, "one_office.toml")
        .await
        .unwrap();
    assert_eq!(
        imported.regions,
        Counts {
            added: 1,
            ..Counts::default()
        }
    );
    assert_eq!(imported.offices.added, 2);
    assert_eq!((imported.windows.added, imported.officers.added), (1, 2));
    assert_eq!((imported.agreements.added, imported.plans.added), (1, 2));

    let directory = house.app.directory().now();
    let division = directory.office(&first_office()).unwrap();
    assert_eq!(
        division.zone.iana_name(),
        Some("Europe/Moscow"),
        "the zone of its region"
    );
    assert_ne!(
        division.profile.hours.unit,
        division.profile.hours.reception
    );
    assert!(division.profile.premises.step_free);
    let centre = directory.office(&OfficeId::from("77-11")).unwrap();
    assert_eq!(centre.kind, OfficeKind::MultipurposeCentre);
    assert!(centre.accepts_on("2026-11-25".parse().unwrap()));
    assert!(!centre.accepts_on("2026-11-26".parse().unwrap()), "REQ-13");
}

async fn the_same_file_again_changes_nothing(house: House) {
    house
        .app
        .import_offices(FILE, "one_office.toml")
        .await
        .unwrap();
    let before = everything(&house).await;
    let again = house
        .app
        .import_offices(FILE, "one_office.toml")
        .await
        .unwrap();
    assert!(!again.changed_anything(), "{again:?}");
    assert_eq!(again.officers.same, 2);
    assert_eq!(everything(&house).await, before);
}

async fn a_changed_file_changes_what_it_changed_and_no_password(house: House) {
    house
        .app
        .import_offices(FILE, "one_office.toml")
        .await
        .unwrap();
    let before = officers(&house).await;
    let changed = FILE
        .replace(
            "roles = [\"window\"]",
            "roles = [\"window\", \"reception\"]",
        )
        .replace("quiet-river-17", "other-river-18")
        .replace(
            "purposes = [\"submit\", \"collect\"]",
            "purposes = [\"submit\"]",
        )
        .replace("name = \"mornings\"", "name = \"days\"");
    let imported = house
        .app
        .import_offices(&changed, "one_office.toml")
        .await
        .unwrap();
    assert_eq!((imported.officers.changed, imported.officers.same), (1, 1));
    assert_eq!((imported.windows.changed, imported.offices.changed), (1, 0));
    assert_eq!(
        (imported.plans.added, imported.plans_ended),
        (1, 1),
        "a plan left out ends"
    );
    let after = officers(&house).await;
    let window = |list: &[officer::Officer]| {
        list.iter()
            .find(|o| o.login_name == "77-01.window1")
            .unwrap()
            .clone()
    };
    assert_eq!(window(&after).roles, ["window", "reception"]);
    assert_eq!(window(&after).officer_id, window(&before).officer_id);
    assert_eq!(window(&after).password_hash, window(&before).password_hash);
    let head = after
        .iter()
        .find(|officer| officer.login_name == "77-01.head")
        .unwrap();
    assert_eq!(
        head.password_hash, "none",
        "nobody can log in as the head yet"
    );
}

async fn nothing_is_stored_of_a_file_with_one_bad_row(house: House) {
    let bad = FILE.replace("Europe/Moscow", "Europe/Moskow");
    let refused = house.app.import_offices(&bad, "one_office.toml").await;
    let Err(ImportError::Problems(problems)) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(problems.len(), 1);
    assert!(house.app.directory().now().regions.is_empty());
    assert_eq!(everything(&house).await, (0, 0, 0, 0));
}

async fn an_office_may_name_a_parent_that_was_stored_before(house: House) {
    house
        .app
        .import_offices(FILE, "one_office.toml")
        .await
        .unwrap();
    let start = FILE.find("[[office]]").unwrap();
    let end = FILE.rfind("[[office]]").unwrap();
    let region = FILE.find("[[region]]").unwrap();
    let below = format!("{}{}", &FILE[..region], &FILE[start..end])
        .replace("77-01", "77-02")
        .replace(
            "kind = \"division\"",
            "kind = \"division\"\nparent = \"77-01\"",
        );
    house
        .app
        .import_offices(&below, "below.toml")
        .await
        .unwrap();
    let directory = house.app.directory().now();
    let office = directory.office(&OfficeId::from("77-02")).unwrap();
    assert_eq!(office.parent_id, Some(first_office()));
}

async fn officers(house: &House) -> Vec<officer::Officer> {
    let read = house.app.store().read("story", |tx| {
        Box::pin(async move { officer::of_office(tx, &first_office()).await })
    });
    read.await.map_err(|error: StorageError| error).unwrap()
}

/// Offices, windows, officers and plans, counted.
async fn everything(house: &House) -> (usize, usize, usize, usize) {
    house
        .app
        .store()
        .read("story", |tx| {
            Box::pin(async move {
                Ok::<_, StorageError>((
                    office::all(tx).await?.len(),
                    office::windows(tx, &first_office()).await?.len(),
                    officer::of_office(tx, &first_office()).await?.len(),
                    reception::plans(tx).await?.len(),
                ))
            })
        })
        .await
        .unwrap()
}

/// The example of the handbook is a good file, and publishes what it says.
#[tokio::test]
async fn the_example_of_the_handbook_is_a_good_file() {
    let handbook = include_str!("../../../../docs/office-file.md");
    let (_, example) = handbook.split_once("```toml\n").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    let house = House::on_sqlite().await;
    house
        .app
        .import_offices(example, "docs/office-file.md")
        .await
        .unwrap();
    let published = house.publish().await;
    assert!(published.slots > 0);
    assert_eq!(published.kept, []);
}
