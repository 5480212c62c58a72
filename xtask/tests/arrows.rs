//! The crates use each other only as the table of arrows says.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::process::Command;

use serde_json::{Value, json};
use xtask::arrows::{self, ARROWS};
use xtask::workshop::Workshop;

fn metadata() -> Value {
    let mut cargo = Workshop::here().cargo();
    cargo.args(["metadata", "--no-deps", "--format-version=1", "--offline"]);
    let said = Command::output(&mut cargo).unwrap();
    assert!(
        said.status.success(),
        "{}",
        String::from_utf8_lossy(&said.stderr)
    );
    serde_json::from_slice(&said.stdout).unwrap()
}

#[test]
fn every_crate_uses_only_what_the_table_allows() {
    assert_eq!(arrows::violations(&metadata()), Vec::<String>::new());
}

#[test]
fn the_table_names_only_crates_that_exist() {
    let metadata = metadata();
    let names: Vec<_> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| package["name"].as_str().unwrap())
        .collect();
    for (name, used) in ARROWS {
        assert!(
            names.contains(name),
            "{name} is in the table and not in the tree"
        );
        assert!(
            used.iter().all(|used| names.contains(used)),
            "{name} uses what is not there"
        );
    }
}

#[test]
fn the_table_itself_has_no_circle() {
    let mut left: Vec<_> = ARROWS.to_vec();
    while !left.is_empty() {
        let names: Vec<_> = left.iter().map(|(name, _)| *name).collect();
        let before = left.len();
        left.retain(|(_, used)| used.iter().any(|used| names.contains(used)));
        assert!(
            left.len() < before,
            "these use each other in a circle: {names:?}"
        );
    }
}

#[test]
fn a_forbidden_arrow_and_an_unknown_crate_are_found() {
    let planted = json!({ "packages": [
        { "name": "okno-domain", "dependencies": [
            { "name": "okno-storage", "kind": null },
            { "name": "serde", "kind": null }
        ] },
        { "name": "okno-storage", "dependencies": [
            { "name": "okno-domain", "kind": null },
            { "name": "okno-domain", "kind": "dev" },
            { "name": "okno-web", "kind": "dev" },
            { "name": "okno-web", "kind": "build" }
        ] },
        { "name": "okno-web", "dependencies": [] },
        { "name": "okno-shortcut", "dependencies": [] }
    ] });
    assert_eq!(
        arrows::violations(&planted),
        [
            "okno-domain must not use okno-storage",
            "the tests of okno-storage must not use okno-web",
            "okno-storage must not use okno-web",
            "okno-shortcut is not in the table of arrows",
        ]
    );
}
