//! A copy made in the middle of work, and an office opened from it elsewhere.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use okno_storage::{Options, Statement, StorageError, Store};

use super::refused;
use crate::house::{Engine, House, text_of};
use crate::http::Client;
use crate::people::{self, Person, Slot};

/// Letters of the copy leave within this time on any machine.
const LETTERS: Duration = Duration::from_secs(120);
const CLIENTS: u64 = 4;
/// Booked before the copy is made.
const BEFORE: usize = 40;

static COUNTS: Statement = Statement::new(
    "backup::COUNTS",
    "SELECT 'appointment' AS what, COUNT(*) AS n FROM appointment
     UNION ALL SELECT 'claim', COUNT(*) FROM identity_claim
     UNION ALL SELECT 'journal', COUNT(*) FROM journal WHERE action = 'appointment-made'
     UNION ALL SELECT 'notification', COUNT(*) FROM notification
     UNION ALL SELECT 'once', COUNT(*) FROM once
     UNION ALL SELECT 'taken', SUM(taken) FROM slot",
    None,
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_made_while_serving_opens_elsewhere_with_everything_and_its_letters_can_be_read() {
    let house = House::founded(Engine::Sqlite).await;
    // Letters stay in the database, so that the copy has them sealed.
    let server = house.serve(&[("OKNO_LIMITS", "off"), ("OKNO_JOBS", "off")]);
    let slots = Arc::new(people::free(&server.client(), "passport-5").await);
    let enough = Arc::new(AtomicBool::new(false));
    let at_work: Vec<_> = (0..CLIENTS)
        .map(|n| tokio::spawn(book(n, server.client(), slots.clone(), enough.clone())))
        .collect();
    while stored(&house.store().await).await["appointment"] < BEFORE as i64 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let before = stored(&house.store().await).await;
    let copy = house.folder().join("copy.db");
    let copied = house.run(&["backup", copy.to_str().unwrap()]);
    assert!(copied.status.success(), "{}", text_of(&copied));
    assert!(
        text_of(&copied).contains("secrets.toml"),
        "what else must be kept is said"
    );
    enough.store(true, Ordering::Relaxed);
    let mut made = Vec::new();
    for one in at_work {
        made.extend(one.await.unwrap());
    }
    refused(
        &house.run(&["backup", copy.to_str().unwrap()]),
        &["exists already"],
    );
    refused(
        &house.run(&["restore", copy.to_str().unwrap()]),
        &["stop the server first"],
    );

    let elsewhere = restored(&copy, &house).await;
    let counts = stored(&elsewhere.store().await).await;
    assert!(
        counts["appointment"] >= before["appointment"],
        "{counts:?} after {before:?}"
    );
    assert!(
        counts.values().all(|count| *count == counts["appointment"]),
        "{counts:?}"
    );
    letters_are_read(&elsewhere, &made, counts["appointment"]).await;
}

async fn book(
    number: u64,
    client: Client,
    slots: Arc<Vec<Slot>>,
    enough: Arc<AtomicBool>,
) -> Vec<(Person, String)> {
    let mut made = Vec::new();
    while !enough.load(Ordering::Relaxed) {
        let person = Person(number * 100_000 + made.len() as u64);
        let slot = &slots[made.len() * CLIENTS as usize % slots.len()];
        let key = format!("person-{}", person.0);
        let answer = client
            .post_once("/api/v1/appointments", &key, &person.wants(slot))
            .await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        made.push((person, answer.said("reference")));
    }
    made
}

/// Another machine: the copy of the database and the copy of the secrets, nothing else.
async fn restored(copy: &Path, from: &House) -> House {
    let elsewhere = House::empty(Engine::Sqlite).await;
    let restored = elsewhere.run(&["restore", copy.to_str().unwrap()]);
    assert!(restored.status.success(), "{}", text_of(&restored));
    let lost = elsewhere.run(&["serve", "--listen", "127.0.0.1:0"]);
    refused(&lost, &["secrets.toml", "put the file back"]);
    std::fs::copy(
        from.data().join("secrets.toml"),
        elsewhere.data().join("secrets.toml"),
    )
    .unwrap();
    elsewhere
}

/// The restored office delivers what waited, names every appointment, and shows it to its holder.
async fn letters_are_read(office: &House, made: &[(Person, String)], appointments: i64) {
    let server = office.serve_without_limits();
    let client = server.client();
    let mut found = Vec::new();
    for (person, reference) in made {
        let answer = client.get(&person.appointment(reference)).await;
        match answer.status {
            200 => found.push(reference.clone()),
            // Booked after the copy.
            404 => {}
            other => panic!("{other} {}", answer.text()),
        }
    }
    assert_eq!(found.len() as i64, appointments);
    let began = Instant::now();
    let mail = office.data().join("mail");
    let letters = loop {
        let letters = letters_in(&mail);
        if letters.len() as i64 == appointments {
            break letters;
        }
        assert!(
            began.elapsed() < LETTERS,
            "{} of {appointments} letters",
            letters.len()
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    let text = letters.join("\n");
    for reference in found {
        assert!(text.contains(&reference), "no letter names {reference}");
    }
}

/// Every part of every letter, as a reader's program shows it.
fn letters_in(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files
        .map(|file| plain(&std::fs::read_to_string(file.path()).unwrap()))
        .collect()
}

fn plain(letter: &str) -> String {
    let blocks = letter.replace("\r\n", "\n");
    let decoded = blocks.split("\n\n").filter_map(|block| {
        let packed: String = block.split("\n--").next()?.split_whitespace().collect();
        String::from_utf8(STANDARD.decode(packed).ok()?).ok()
    });
    decoded.collect()
}

async fn stored(store: &Store) -> BTreeMap<String, i64> {
    let counts: Result<_, StorageError> = store
        .read("counts", |tx| {
            Box::pin(async move {
                let rows = tx.rows(&COUNTS, &[]).await?;
                rows.iter()
                    .map(|row| Ok((row.get("what")?, row.get("n")?)))
                    .collect()
            })
        })
        .await;
    counts.unwrap()
}

#[tokio::test]
async fn a_damaged_copy_is_refused_and_the_database_before_stays() {
    let house = House::founded(Engine::Sqlite).await;
    let copy = house.folder().join("copy.db");
    assert!(
        house
            .run(&["backup", copy.to_str().unwrap()])
            .status
            .success()
    );
    let mut bytes = std::fs::read(&copy).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0x5a);
    std::fs::write(&copy, bytes).unwrap();
    let before = stored(&house.store().await).await;
    refused(
        &house.run(&["restore", copy.to_str().unwrap()]),
        &["damaged"],
    );
    refused(&house.run(&["restore", "nowhere.db"]), &["nowhere.db"]);
    let text = house.file("text.db", "this is no database");
    refused(
        &house.run(&["restore", text.to_str().unwrap()]),
        &["text.db"],
    );
    assert_eq!(stored(&house.store().await).await, before);
    assert_eq!(house.serve(&[]).client().get("/readyz").await.status, 200);
}

/// A restore puts the old database aside and never over another that was put aside before.
#[tokio::test]
async fn a_restore_keeps_what_it_replaces() {
    let house = House::founded(Engine::Sqlite).await;
    let copy = house.folder().join("copy.db");
    assert!(
        house
            .run(&["backup", copy.to_str().unwrap()])
            .status
            .success()
    );
    {
        let server = house.serve_without_limits();
        let slots = people::free(&server.client(), "passport-5").await;
        assert_eq!(
            Person(1).books(&slots[0], &server.client()).await.status,
            201
        );
        assert!(server.stop().success());
    }
    let restored = house.run(&["restore", copy.to_str().unwrap()]);
    assert!(restored.status.success(), "{}", text_of(&restored));
    assert_eq!(stored(&house.store().await).await["appointment"], 0);
    let aside = house.database_file().with_extension("db.before-restore");
    let address = format!("sqlite://{}", aside.display());
    let before = Store::open(&address, &Options::default()).await.unwrap();
    assert_eq!(stored(&before).await["appointment"], 1);
    refused(
        &house.run(&["restore", copy.to_str().unwrap()]),
        &["in the way"],
    );
}
