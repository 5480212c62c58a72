//! A disk that fills up: no false promise, nothing lost, and work goes on when there is space.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use http::Method;

use crate::house::{Engine, House};
use crate::http::{Answer, Client};
use crate::people::{self, Person, Slot};
use crate::server::Server;

/// A disk of memory, with some space beside the office: mounted in a namespace of its own, so that
/// no rights are needed and nothing stays mounted.
const DISK: &str = "size=24m";
/// The embedded engine keeps some space it already has; more bookings than fit into that.
const MANY: u64 = 20_000;
/// From the moment there is space again.
const RECOVERY: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_makes_no_false_promise_and_booking_goes_on_when_there_is_space() {
    let house = House::founded(Engine::Sqlite).await;
    let disk = house.folder().join("disk");
    std::fs::create_dir(&disk).unwrap();
    if !namespaces_work(&disk) {
        #[allow(clippy::print_stderr, reason = "nobody may take this test for passed")]
        {
            eprintln!(
                "SKIPPED: a full disk needs user namespaces (`unshare --user --map-root-user \
                 --mount`), which this machine does not allow"
            );
        }
        return;
    }
    let mut server = on_a_small_disk(&house, &disk);
    let seen = from_outside(&server, &disk);
    let client = server.client();
    let slots = people::free(&client, "passport-5").await;

    let ballast = seen.join("ballast");
    fill(&ballast);
    let (mut promised, refused) = books_until_refused(&client, &slots).await;
    assert_eq!(
        (refused.status, refused.problem().as_str()),
        (503, "try-later")
    );
    pages_say_so_too(&client, &slots[0]).await;
    fill(&ballast);
    all_are_found(&client, &promised).await;
    let log = server.log();
    assert!(log.contains("full"), "the log names the cause:\n{log}");

    std::fs::remove_file(&ballast).unwrap();
    promised.push(books_again(&client, &slots).await);
    all_are_found(&client, &promised).await;
    // A process that dies now has everything on its disk.
    std::fs::remove_file(seen.join("ballast")).unwrap_or_default();
    for name in ["okno.db", "okno.db-wal"] {
        std::fs::copy(seen.join(name), house.data().join(name)).unwrap();
    }
    server.kill();
    let after = house.serve_without_limits();
    all_are_found(&after.client(), &promised).await;
    drop(after);
    okno_storage::embedded::check(&house.database_file()).unwrap();
}

fn in_a_namespace(script: &str) -> Command {
    let mut command = Command::new("unshare");
    command.args([
        "--user",
        "--map-root-user",
        "--mount",
        "sh",
        "-ec",
        script,
        "sh",
    ]);
    command
}

fn namespaces_work(disk: &Path) -> bool {
    let mut probe = in_a_namespace("mount -t tmpfs -o size=1m okno \"$1\"");
    let probe = probe
        .arg(disk)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    probe.is_ok_and(|status| status.success())
}

/// Serves from a copy of the installation on the small disk; background work would write too.
fn on_a_small_disk(house: &House, disk: &Path) -> Server {
    let mut command = in_a_namespace(&format!(
        "mount -t tmpfs -o {DISK} okno \"$1\"; cp -a \"$2\"/. \"$1\"; \
         exec \"$3\" serve --listen 127.0.0.1:0"
    ));
    command
        .arg(disk)
        .arg(house.data())
        .arg(env!("CARGO_BIN_EXE_okno"));
    command
        .env(
            "DATABASE_URL",
            format!("sqlite://{}", disk.join("okno.db").display()),
        )
        .env("OKNO_DATA", disk)
        .env("OKNO_LIMITS", "off")
        .env("OKNO_JOBS", "off");
    Server::start(command, &house.folder().join("small-disk.log"))
}

/// The small disk as this process reaches it.
fn from_outside(server: &Server, disk: &Path) -> PathBuf {
    let root = PathBuf::from(format!("/proc/{}/root", server.pid()));
    root.join(disk.strip_prefix("/").unwrap())
}

/// Takes all the space there is.
fn fill(ballast: &Path) {
    let mut file = File::options()
        .create(true)
        .append(true)
        .open(ballast)
        .unwrap();
    for size in [65_536, 4_096, 512, 1] {
        while file.write_all(&vec![b'.'; size]).is_ok() {}
    }
}

async fn books_until_refused(client: &Client, slots: &[Slot]) -> (Vec<(Person, String)>, Answer) {
    let mut promised = Vec::new();
    for number in 0..MANY {
        let answer = Person(number)
            .books(&slots[number as usize % slots.len()], client)
            .await;
        if answer.status != 201 {
            return (promised, answer);
        }
        promised.push((Person(number), answer.said("reference")));
    }
    panic!("{MANY} bookings fitted on a full disk");
}

/// A person reads a page, too, and not a promise.
async fn pages_say_so_too(client: &Client, slot: &Slot) {
    let kind = ("content-type", "application/x-www-form-urlencoded");
    let path = format!("/ru/book/77-01/{}/who", slot.service);
    let held = client
        .ask(Method::POST, &path, &[kind], Person(MANY).form(slot))
        .await
        .unwrap();
    assert!((500..=503).contains(&held.status), "{}", held.status);
    assert!(held.header("content-type").starts_with("text/html"));
    assert!(held.text().contains("<title>") && held.header("location").is_empty());
    // What needs no writing is served as always.
    assert_eq!(client.get("/ru").await.status, 200);
    assert_eq!(client.get("/api/v1/offices").await.status, 200);
}

async fn all_are_found(client: &Client, promised: &[(Person, String)]) {
    for (person, reference) in promised {
        let found = client.get(&person.appointment(reference)).await;
        assert_eq!(
            found.status,
            200,
            "{reference} was promised: {}",
            found.text()
        );
    }
}

async fn books_again(client: &Client, slots: &[Slot]) -> (Person, String) {
    let (person, began) = (Person(MANY + 1), Instant::now());
    loop {
        let answer = person.books(&slots[1], client).await;
        match answer.status {
            201 => return (person, answer.said("reference")),
            503 if began.elapsed() < RECOVERY => {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            other => panic!("{other}: {}", answer.text()),
        }
    }
}
