//! What keeps an office from opening is said with what to do.

use okno_storage::{Statement, StorageError};

use super::refused;
use crate::house::{Engine, House, on_both_engines, text_of};

on_both_engines!(a_database_of_a_newer_version_is_left_alone);

static FUTURE: Statement = Statement::new(
    "start::FUTURE",
    "INSERT INTO refinery_schema_history (version, name, applied_on, checksum)
     VALUES (999, 'future', '2099-01-01T00:00:00Z', '1')",
    None,
);

async fn a_database_of_a_newer_version_is_left_alone(engine: Engine) {
    let house = House::founded(engine).await;
    let newer: Result<u64, StorageError> = house
        .store()
        .await
        .write("future", |tx| {
            Box::pin(async move { tx.execute(&FUTURE, &[]).await })
        })
        .await;
    assert_eq!(newer.unwrap(), 1);
    for command in [
        &["serve", "--listen", "127.0.0.1:0"][..],
        &["migrate"],
        &["worker"],
    ] {
        refused(&house.run(command), &["999", "newer"]);
    }
    let looked = house.run(&["doctor"]);
    assert!(
        !looked.status.success() && text_of(&looked).contains("newer"),
        "{}",
        text_of(&looked)
    );
}

#[tokio::test]
async fn a_second_server_on_a_taken_port_says_so_and_leaves_the_first_alone() {
    let house = House::founded(Engine::Sqlite).await;
    let first = house.serve(&[]);
    let address = first.address().to_string();
    refused(
        &house.run(&["serve", "--listen", &address]),
        &[&address, "listen"],
    );
    assert_eq!(first.client().get("/readyz").await.status, 200);
}

#[tokio::test]
async fn a_data_folder_that_cannot_be_made_is_named() {
    let house = House::empty(Engine::Sqlite).await;
    let file = house.file("a-file", "not a folder");
    for folder in [file.join("data").to_str().unwrap(), "/proc/okno"] {
        let mut command = house.okno(&["serve", "--listen", "127.0.0.1:0"]);
        command.env("OKNO_DATA", folder).env_remove("DATABASE_URL");
        refused(&command.output().unwrap(), &[folder]);
    }
}

#[tokio::test]
async fn lost_secrets_keep_an_office_with_people_in_it_closed() {
    let house = House::founded(Engine::Sqlite).await;
    let secrets = house.data().join("secrets.toml");
    std::fs::rename(&secrets, house.folder().join("put-away.toml")).unwrap();
    refused(
        &house.run(&["serve", "--listen", "127.0.0.1:0"]),
        &["secrets.toml", "put the file back"],
    );
    std::fs::rename(house.folder().join("put-away.toml"), &secrets).unwrap();
    let server = house.serve(&[]);
    assert_eq!(server.client().get("/readyz").await.status, 200);
    assert!(server.stop().success(), "and it ends in order when told to");
}

#[tokio::test]
async fn a_database_address_of_another_kind_or_without_a_server_is_refused() {
    let house = House::empty(Engine::Sqlite).await;
    for (url, word) in [
        ("mysql://localhost/okno", "sqlite://"),
        ("postgres://okno:hunter2@127.0.0.1:1/okno", "database"),
    ] {
        let mut command = house.okno(&["serve", "--listen", "127.0.0.1:0"]);
        let output = command.env("DATABASE_URL", url).output().unwrap();
        refused(&output, &[word]);
        assert!(
            !text_of(&output).contains("hunter2"),
            "{}",
            text_of(&output)
        );
    }
}
