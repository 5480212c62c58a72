//! Files that people write: configuration, offices, packs. A mistake is told at its place.

use std::path::{Path, PathBuf};

use super::refused;
use crate::house::{Engine, House, OFFICE_FILE, text_of};

#[tokio::test]
async fn a_typo_in_the_configuration_names_the_key_the_file_and_the_known_keys() {
    let house = House::empty(Engine::Sqlite).await;
    let ask = |content: &str, words: &[&str]| {
        let file = house.file("okno.toml", content);
        let arguments = ["--config", file.to_str().unwrap(), "config"];
        refused(&house.run(&arguments), words);
    };
    ask(
        "listne = \"127.0.0.1:1\"",
        &["okno.toml", "listne", "listen"],
    );
    ask("limits = \"off\"\nlisten = \n", &["okno.toml", "line 2"]);
    ask("limits = [1]", &["okno.toml", "limits", "array"]);
    let missing = ["--config", "/nowhere/okno.toml", "serve"];
    refused(&house.run(&missing), &["/nowhere/okno.toml"]);
    // A value that cannot be is refused where it is used, with what it must be.
    for (name, value, word) in [
        ("OKNO_LIMITS", "maybe", "on or off"),
        ("OKNO_DATABASE_POOL", "0", "1 to 512"),
        ("OKNO_MAIL", "pigeon", "smtp://"),
        ("OKNO_MAIL_FROM", "nobody", "nobody"),
        ("OKNO_LOG", "a=b=c", "log"),
    ] {
        let mut command = house.okno(&["serve", "--listen", "127.0.0.1:0"]);
        refused(&command.env(name, value).output().unwrap(), &[word]);
    }
    refused(
        &house.run(&["serve", "--listen", "here"]),
        &["here", "0.0.0.0:8080"],
    );
}

#[tokio::test]
async fn two_windows_of_one_number_are_named_with_both_rows_and_nothing_is_stored() {
    let house = House::empty(Engine::Sqlite).await;
    let wrong = OFFICE_FILE.replace("number = 2\npurposes", "number = 1\npurposes");
    let rows = line_numbers(&wrong, "[[office.window]]");
    assert_eq!(rows.len(), 2);
    let file = house.file("offices.toml", &wrong);
    let output = house.run(&["office", "import", file.to_str().unwrap()]);
    let (first, second) = (
        format!("line {}", rows[0]),
        format!("offices.toml:{}:", rows[1]),
    );
    refused(&output, &[&first, &second, "nothing was stored"]);

    let counted = text_of(&house.run(&["doctor"]));
    assert!(counted.contains("no offices yet"), "{counted}");
}

#[tokio::test]
async fn everything_wrong_in_an_office_file_is_told_at_once() {
    let house = House::empty(Engine::Sqlite).await;
    let wrong = OFFICE_FILE
        .replace("Europe/Moscow", "Europe/Moskow")
        .replace("horizon_days = 20", "horizon_dais = 20")
        .replace("roles = [\"head\"]", "roles = [\"boss\"]");
    let file = house.file("offices.toml", &wrong);
    let output = house.run(&["office", "import", file.to_str().unwrap()]);
    refused(
        &output,
        &[
            "Europe/Moskow",
            "horizon_dais",
            "horizon_days",
            "boss",
            "nothing was stored",
        ],
    );
    let broken = house.file("broken.toml", "[[office]\n");
    refused(
        &house.run(&["office", "import", broken.to_str().unwrap()]),
        &["broken.toml:1"],
    );
    refused(
        &house.run(&["office", "import", "nowhere.toml"]),
        &["nowhere.toml"],
    );
}

#[tokio::test]
async fn a_typo_in_a_pack_is_told_with_file_and_line_and_the_pack_is_not_used() {
    let house = House::founded(Engine::Sqlite).await;
    let pack = house.folder().join("packs/ru-passport-foreign");
    copy(&shipped_pack(), &pack);
    let checked = house.run(&["pack", "check", pack.to_str().unwrap()]);
    assert!(checked.status.success(), "{}", text_of(&checked));

    let params = pack.join("params.toml");
    let right = std::fs::read_to_string(&params).unwrap();
    let wrong = right.replacen("\nsource = ", "\nsourse = ", 1);
    let line = line_numbers(&wrong, "sourse = ")[0];
    std::fs::write(&params, wrong).unwrap();
    let place = format!("params.toml:{line}:");
    let checked = house.run(&["pack", "check", pack.to_str().unwrap()]);
    refused(&checked, &[&place, "sourse", "source"]);

    let mut serve = house.okno(&["serve", "--listen", "127.0.0.1:0"]);
    serve.env("OKNO_PACKS", house.folder().join("packs"));
    refused(&serve.output().unwrap(), &[&place, "sourse"]);
}

fn line_numbers(text: &str, wanted: &str) -> Vec<usize> {
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.starts_with(wanted));
    lines.map(|(index, _)| index + 1).collect()
}

fn shipped_pack() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/ru-passport-foreign")
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (path, name) = (entry.as_ref().unwrap().path(), entry.unwrap().file_name());
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            std::fs::copy(&path, to.join(name)).unwrap();
        }
    }
}
