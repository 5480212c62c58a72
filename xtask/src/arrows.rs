//! Which crate may use which: the one table the tree is held to.

use serde_json::Value;

/// Each crate and the crates of ours it may use.
pub const ARROWS: &[(&str, &[&str])] = &[
    (
        "okno",
        &[
            "okno-web",
            "okno-jobs",
            "okno-sim",
            "okno-app",
            "okno-storage",
            "okno-documents",
            "okno-identity",
            "okno-draw",
            "okno-domain",
        ],
    ),
    (
        "okno-sim",
        &["okno-app", "okno-storage", "okno-draw", "okno-domain"],
    ),
    (
        "okno-web",
        &["okno-app", "okno-documents", "okno-identity", "okno-domain"],
    ),
    (
        "okno-jobs",
        &["okno-app", "okno-storage", "okno-documents", "okno-domain"],
    ),
    (
        "okno-app",
        &["okno-storage", "okno-identity", "okno-draw", "okno-domain"],
    ),
    ("okno-documents", &["okno-domain"]),
    ("okno-identity", &["okno-domain"]),
    ("okno-storage", &["okno-domain"]),
    ("okno-domain", &[]),
    ("okno-draw", &[]),
    // The recipes start the office as a person would, and know nothing of its inside.
    ("xtask", &[]),
];

/// What a crate's tests may use beyond its arrows, each with its reason.
pub const FREER_IN_TESTS: &[(&str, &[&str])] = &[
    // The stories of the pages open a house of their own, and a house stands on a store.
    ("okno-web", &["okno-storage"]),
    // A house is opened with secrets; the stories of delivery make their own.
    ("okno-jobs", &["okno-identity"]),
];

/// The arrows of the workspace that the table does not have; empty when all is well.
///
/// `metadata` is what `cargo metadata --no-deps` prints.
#[must_use]
pub fn violations(metadata: &Value) -> Vec<String> {
    let packages = list(metadata, "packages");
    let ours: Vec<_> = packages
        .iter()
        .map(|package| text(package, "name"))
        .collect();
    let mut wrong = Vec::new();
    for package in packages {
        let name = text(package, "name");
        let Some(allowed) = row(ARROWS, name) else {
            wrong.push(format!("{name} is not in the table of arrows"));
            continue;
        };
        for dependency in list(package, "dependencies") {
            let used = text(dependency, "name");
            let in_tests = text(dependency, "kind") == "dev";
            let freer =
                in_tests && row(FREER_IN_TESTS, name).is_some_and(|more| more.contains(&used));
            if ours.contains(&used) && !allowed.contains(&used) && !freer {
                let whose = if in_tests { "the tests of " } else { "" };
                wrong.push(format!("{whose}{name} must not use {used}"));
            }
        }
    }
    wrong
}

fn row<'table>(
    table: &'table [(&str, &'table [&'table str])],
    name: &str,
) -> Option<&'table [&'table str]> {
    table
        .iter()
        .find(|(crate_name, _)| *crate_name == name)
        .map(|(_, used)| *used)
}

fn list<'value>(value: &'value Value, key: &str) -> &'value [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn text<'value>(value: &'value Value, key: &str) -> &'value str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}
