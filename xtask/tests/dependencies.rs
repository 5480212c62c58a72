//! Every part that the office stands on has its line in docs/dependencies.md.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use serde_json::Value;
use xtask::workshop::Workshop;

#[test]
fn every_part_has_a_line_with_its_reason() {
    let shop = Workshop::here();
    let listed = std::fs::read_to_string(shop.root.join("docs/dependencies.md")).unwrap();
    let mut cargo = shop.cargo();
    cargo.args(["metadata", "--no-deps", "--format-version=1", "--offline"]);
    let metadata: Value = serde_json::from_slice(&cargo.output().unwrap().stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let used: BTreeSet<_> = packages
        .iter()
        .flat_map(|package| package["dependencies"].as_array().unwrap())
        .filter(|dependency| dependency["source"].is_string())
        .map(|dependency| dependency["name"].as_str().unwrap())
        .collect();
    assert!(used.contains("serde"), "the list of parts was not read");
    let missing: Vec<_> = used
        .iter()
        .filter(|name| !listed.contains(&format!("\n| `{name}` | ")))
        .collect();
    assert!(
        missing.is_empty(),
        "docs/dependencies.md has no line for {missing:?}"
    );
}
