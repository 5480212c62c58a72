//! Migrations come in pairs, and one that has landed never changes.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;
use xtask::migrations;
use xtask::workshop::Workshop;

/// A tree of its own with version control, in which a story about migrations can happen.
fn tree() -> (TempDir, Workshop) {
    let folder = tempfile::tempdir().unwrap();
    let shop = Workshop::at(
        folder.path().to_path_buf(),
        env!("CARGO_BIN_EXE_xtask").into(),
    );
    git(folder.path(), &["init", "--quiet"]);
    (folder, shop)
}

fn git(folder: &Path, arguments: &[&str]) {
    let identity = [
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "-c",
        "commit.gpgsign=false",
    ];
    let done = Command::new("git")
        .current_dir(folder)
        .args(identity)
        .args(arguments)
        .status();
    assert!(done.unwrap().success());
}

fn write(shop: &Workshop, file: &str, text: &str) {
    std::fs::write(migrations::home(&shop.root).join(file), text).unwrap();
}

#[test]
fn the_migrations_of_the_office_are_paired_recorded_and_unchanged() {
    assert_eq!(
        migrations::problems(&Workshop::here().root).unwrap(),
        Vec::<String>::new()
    );
}

#[test]
fn a_new_migration_takes_the_next_number_on_both_databases() {
    let (_folder, shop) = tree();
    migrations::start(&shop, "first").unwrap();
    migrations::start(&shop, "add_standby").unwrap();
    for folder in migrations::FOLDERS {
        let home = migrations::home(&shop.root).join(folder);
        assert!(home.join("V1__first.sql").exists());
        assert!(home.join("V2__add_standby.sql").exists());
    }
    assert!(migrations::start(&shop, "Not a name").is_err());
    assert!(migrations::start(&shop, "").is_err());
}

#[test]
fn a_migration_of_one_database_only_is_found() {
    let (_folder, shop) = tree();
    migrations::start(&shop, "first").unwrap();
    write(&shop, "sqlite/V2__alone.sql", "SELECT 1;");
    migrations::record(&shop).unwrap();
    let problems = migrations::problems(&shop.root).unwrap();
    assert_eq!(problems, ["V2__alone.sql is missing in postgres"]);
}

#[test]
fn a_migration_that_nobody_recorded_is_found() {
    let (_folder, shop) = tree();
    migrations::start(&shop, "first").unwrap();
    let problems = migrations::problems(&shop.root).unwrap();
    assert_eq!(problems.len(), 2);
    migrations::record(&shop).unwrap();
    assert_eq!(
        migrations::problems(&shop.root).unwrap(),
        Vec::<String>::new()
    );
}

#[test]
fn a_migration_changes_freely_until_it_lands_and_never_after() {
    let (folder, shop) = tree();
    migrations::start(&shop, "first").unwrap();
    migrations::record(&shop).unwrap();
    write(&shop, "sqlite/V1__first.sql", "CREATE TABLE a (b INTEGER);");
    migrations::record(&shop).unwrap();
    git(folder.path(), &["add", "."]);
    git(
        folder.path(),
        &["commit", "--quiet", "--message", "Land it"],
    );

    write(&shop, "sqlite/V1__first.sql", "CREATE TABLE a (b TEXT);");

    let problems = migrations::problems(&shop.root).unwrap();
    assert_eq!(
        problems,
        ["sqlite/V1__first.sql changed after it was recorded"]
    );
    let refused = migrations::record(&shop).unwrap_err().to_string();
    assert!(refused.contains("sqlite/V1__first.sql"), "{refused}");
}
