//! What a recipe starts ends with it, however the recipe ends.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use xtask::postgres::Server;
use xtask::run::{self, Kept};
use xtask::workshop::Workshop;

fn shop(folder: &Path) -> Workshop {
    Workshop {
        root: folder.to_path_buf(),
        target: folder.join("target"),
        keeper: env!("CARGO_BIN_EXE_xtask").into(),
    }
}

fn shell(script: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", script]);
    shell
}

fn soon(what: &str, happened: impl Fn() -> bool) {
    let until = Instant::now() + Duration::from_secs(20);
    while !happened() {
        assert!(Instant::now() < until, "{what} did not happen");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Whether a process runs; one that has ended and is not yet collected does not.
fn runs(id: &str) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    stat.rsplit_once(") ")
        .is_some_and(|(_, rest)| !rest.starts_with('Z'))
}

#[test]
fn a_command_is_told_its_code_and_its_words_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let shop = shop(folder.path());
    let log = run::fresh_log(&shop, "words").unwrap();
    let limit = Duration::from_secs(20);
    let good = run::logged(&shop, &shell("echo out; echo err >&2"), &log, limit).unwrap();
    assert!(good.good && good.said.contains("out\n") && good.said.contains("err\n"));
    let bad = run::logged(&shop, &shell("echo no; exit 7"), &log, limit).unwrap();
    assert_eq!(
        (bad.good, bad.why.as_str(), bad.said.as_str()),
        (false, "exit code 7", "no\n")
    );
}

#[test]
fn a_command_over_its_limit_ends_with_all_it_started() {
    let folder = tempfile::tempdir().unwrap();
    let shop = shop(folder.path());
    let log = run::fresh_log(&shop, "limit").unwrap();
    let script = shell("sleep 600 & echo $! ; wait");
    let ended = run::logged(&shop, &script, &log, Duration::from_secs(1)).unwrap();
    assert_eq!(
        (ended.good, ended.why.as_str()),
        (false, "not finished after 1 s")
    );
    let child = ended.said.trim().to_owned();
    assert!(!child.is_empty());
    soon("the end of the child", || !runs(&child));
}

#[test]
fn a_folder_goes_with_its_command_even_when_the_command_is_stubborn() {
    let folder = tempfile::tempdir().unwrap();
    let shop = shop(folder.path());
    let home = folder.path().join("home");
    std::fs::create_dir(&home).unwrap();
    let stubborn = shell("trap '' TERM; while :; do sleep 1; done");
    let keep = [
        "--patience=1".to_owned(),
        format!("--remove={}", home.display()),
    ];
    let kept = Kept::start(&shop, &stubborn, &keep, Stdio::null(), Stdio::null()).unwrap();
    assert!(home.exists());
    drop(kept);
    assert!(!home.exists());
}

#[test]
fn a_private_postgresql_answers_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let shop = shop(folder.path());
    let log = run::fresh_log(&shop, "postgres").unwrap();
    let server = Server::start(&shop, &log).unwrap();
    let url = server.database("another").unwrap();
    let ask = |question: &str| {
        let said = Command::new("psql")
            .args(["-tAc", question, &url])
            .output()
            .unwrap();
        assert!(
            said.status.success(),
            "{}",
            String::from_utf8_lossy(&said.stderr)
        );
        String::from_utf8(said.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(ask("SELECT current_database()"), "another");
    assert_eq!(
        ask("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"),
        "t"
    );
    assert_eq!(ask("SELECT current_setting('fsync')"), "on");
    let data = ask("SELECT current_setting('data_directory')");
    assert!(Path::new(&data).exists());
    drop(server);
    assert!(!Path::new(&data).parent().unwrap().exists());
    let port = url
        .rsplit(':')
        .next()
        .unwrap()
        .split('/')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
}
