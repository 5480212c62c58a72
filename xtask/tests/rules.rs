//! The rule index says what the tree says.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use xtask::rules;
use xtask::workshop::Workshop;

#[test]
fn the_index_is_fresh_and_every_id_in_the_tree_is_known() {
    assert_eq!(
        rules::problems(&Workshop::here().root).unwrap(),
        Vec::<String>::new()
    );
}

#[test]
fn the_list_has_every_item_of_the_article_the_order_and_the_regulation() {
    let list = rules::requirements(&Workshop::here().root).unwrap();
    let ids: BTreeSet<_> = list
        .iter()
        .map(|requirement| requirement.id.clone())
        .collect();
    let numbered = |prefix: &str, last: u32| -> Vec<String> {
        (1..=last)
            .map(|number| format!("{prefix}{number}"))
            .collect()
    };
    let expected = [
        numbered("A", 26),
        numbered("5.", 9),
        numbered("7.", 7),
        numbered("9.", 10),
        numbered("10.", 17),
        [
            "SO-head",
            "SO-1",
            "SO-2",
            "SO-3.1..3.5",
            "SO-4",
            "2.1",
            "2.2",
            "6a",
            "6b",
            "6c",
        ]
        .map(String::from)
        .to_vec(),
        [
            "1", "2", "3", "4", "5", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16",
        ]
        .map(String::from)
        .to_vec(),
        ["17a", "17b"].map(String::from).to_vec(),
    ];
    let expected: BTreeSet<_> = expected.into_iter().flatten().collect();
    assert_eq!(ids, expected);
    assert!(
        list.iter()
            .all(|requirement| !requirement.title.trim().is_empty())
    );
}
