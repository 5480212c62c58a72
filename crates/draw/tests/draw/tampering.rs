//! I12, I17: a changed byte is found and named, and nothing personal is published.

use okno_draw::{BeaconError, Extract, Mismatch, Transcript, verify};
use serde_json::{Value, json};

use crate::people::{read, vector, vector_without_answers};

fn published() -> Transcript {
    read(&vector()).play().unwrap().transcript
}

/// Mismatches after one value of the published file was replaced.
fn after(pointer: &str, wrong: Value) -> Vec<Mismatch> {
    let mut value = serde_json::to_value(published()).unwrap();
    *value.pointer_mut(pointer).unwrap() = wrong;
    verify(&serde_json::from_value(value).unwrap()).mismatches
}

#[test]
fn i12_a_changed_part_is_named() {
    let zero = || Value::from("00".repeat(32));
    assert_eq!(
        after("/announcement/rules", json!("rules v2")),
        [Mismatch::Rules]
    );
    assert_eq!(
        after("/announcement/protocol", json!("slotdraw/2")),
        [Mismatch::Protocol("slotdraw/2".into())]
    );
    assert_eq!(
        after("/announcement/batch", json!("batch-0002")),
        [Mismatch::Seed]
    );
    assert!(after("/announcement/inventory/A", json!(3)).contains(&Mismatch::Inventory));
    assert!(after("/rules_hash", zero()).contains(&Mismatch::Rules));
    assert!(after("/inventory_hash", zero()).contains(&Mismatch::Inventory));
    assert!(after("/root", zero()).contains(&Mismatch::Root));
    assert!(after("/seed", zero()).contains(&Mismatch::Seed));
    assert_eq!(after("/result_root", zero()), [Mismatch::ResultRoot]);
    assert_eq!(after("/weaker", json!(true)), [Mismatch::Weaker]);
    let count = Mismatch::Count {
        stated: 9,
        listed: 8,
    };
    assert_eq!(after("/count", json!(9)), [count, Mismatch::Seed]);
}

#[test]
fn i12_another_round_or_value_of_the_beacon_is_named() {
    let wrong_round = after("/announcement/round", json!(1001));
    let error = BeaconError::WrongRound {
        announced: 1001,
        given: 1000,
    };
    assert_eq!(wrong_round, [Mismatch::Beacon(error)]);
    let other = after("/beacon/round", json!(1001));
    assert!(other.contains(&Mismatch::Beacon(BeaconError::WrongSignature(1001))));
    let randomness = after("/beacon/randomness", Value::from("00".repeat(32)));
    assert!(randomness.contains(&Mismatch::Beacon(BeaconError::WrongRandomness(1000))));
    let beacon = after("/announcement/beacon", json!("another"));
    assert_eq!(
        beacon,
        [Mismatch::Beacon(BeaconError::OtherBeacon("another".into()))]
    );
}

#[test]
fn i12_a_round_that_is_not_due_an_hour_after_the_close_is_named() {
    let mut transcript = published();
    let due = okno_draw::beacon::GENESIS + 999 * 3 - 3600;
    transcript.announcement.closes_at = Some(due);
    let verification = verify(&transcript);
    assert!(verification.holds() && verification.round_checked);
    transcript.announcement.closes_at = Some(due + 3);
    let error = BeaconError::WrongRound {
        announced: 1001,
        given: 1000,
    };
    assert_eq!(verify(&transcript).mismatches, [Mismatch::Beacon(error)]);
}

#[test]
fn i12_a_changed_outcome_is_named() {
    let left = Mismatch::Left {
        bucket: "A".into(),
        expected: 0,
        stated: 1,
    };
    assert_eq!(after("/left/A", json!(1)), [left, Mismatch::ResultRoot]);
    let exhausted = Mismatch::Exhausted {
        bucket: "C".into(),
        size: 2,
    };
    assert_eq!(
        after("/exhausted/C/1", json!(5)),
        [exhausted, Mismatch::ResultRoot]
    );
    let never = Mismatch::Exhausted {
        bucket: "C".into(),
        size: 1,
    };
    assert_eq!(
        after("/exhausted/C/0", json!(null)),
        [never, Mismatch::ResultRoot]
    );
    assert_eq!(after("/order/0", json!(7)), [Mismatch::OrderIncomplete]);
    assert_eq!(
        after("/order/0", json!(4_000_000_000u32)),
        [Mismatch::OrderIncomplete]
    );
    assert_eq!(
        after("/left", json!({"A": 0, "B": 0, "D": 0})),
        [Mismatch::Bucket("C".into()), Mismatch::Bucket("D".into())]
    );
}

#[test]
fn i12_a_place_given_twice_to_a_stranger_or_beyond_the_room_is_named() {
    let mut twice = published();
    let first = twice.places["A"][0];
    twice.places.get_mut("B").unwrap().push(first);
    assert!(
        verify(&twice)
            .mismatches
            .contains(&Mismatch::PlacedTwice(first))
    );

    let stranger = okno_draw::Commitment::new([7; 32]);
    let mut sold = published();
    sold.places.get_mut("A").unwrap()[0] = stranger;
    let expected = Mismatch::Stranger {
        bucket: "A".into(),
        commitment: stranger,
    };
    assert!(verify(&sold).mismatches.contains(&expected));

    let mut overfull = published();
    let leaf = overfull.order[6];
    let more = overfull.entries[leaf as usize].commitment;
    overfull.places.get_mut("B").unwrap().push(more);
    let expected = Mismatch::Overfull {
        bucket: "B".into(),
        rank: 6,
    };
    assert!(verify(&overfull).mismatches.contains(&expected));

    let mut unsorted = published();
    unsorted.places.get_mut("C").unwrap().swap(0, 1);
    assert_eq!(
        verify(&unsorted).mismatches,
        [Mismatch::PlacesUnsorted("C".into())]
    );
}

#[test]
fn i12_a_list_out_of_order_with_a_double_or_with_impossible_terms_is_named() {
    let mut swapped = published();
    swapped.entries.swap(2, 3);
    assert!(
        verify(&swapped)
            .mismatches
            .contains(&Mismatch::NotAscending(3))
    );
    let mut double = published();
    double.entries[4] = double.entries[3];
    assert!(
        verify(&double)
            .mismatches
            .contains(&Mismatch::NotAscending(4))
    );
    let mut six = published();
    six.entries[1].terms.size = 6;
    assert!(verify(&six).mismatches.contains(&Mismatch::Terms(1)));
}

/// Every fifth byte of the published file in turn, for the beacon takes a while each time:
/// the file no longer reads, or no longer holds.
#[test]
fn i12_one_changed_byte_anywhere_is_found() {
    let bytes = published().canonical_bytes().unwrap();
    let mut found = 0;
    for at in (0..bytes.len()).step_by(5) {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        if let Ok(transcript) = Transcript::read(&changed) {
            assert!(!verify(&transcript).holds(), "byte {at} of {}", bytes.len());
            found += 1;
        }
    }
    assert!(found > 100, "only {found} changes could be read at all");
}

/// Inputs that only the office holds: nonce and record cannot be exchanged afterwards.
#[test]
fn i12_one_changed_byte_of_a_claim_gives_another_root() {
    let root = published().root;
    let changes = [
        ("/entries/0/record", json!("citizen-O")),
        (
            "/entries/0/nonce",
            Value::from("01".to_owned() + &"00".repeat(31)),
        ),
        ("/entries/0/age", json!(1)),
        ("/entries/0/size", json!(2)),
        ("/entries/0/stratum", json!(0)),
    ];
    for (pointer, wrong) in changes {
        let mut value = vector_without_answers();
        *value.pointer_mut(pointer).unwrap() = wrong;
        assert_ne!(
            read(&value).play().unwrap().transcript.root,
            root,
            "{pointer}"
        );
    }
}

/// REQ-A12: the published draw helps nobody to find a person.
#[test]
fn i17_nothing_planted_in_a_claim_is_published() {
    let planted = [
        "Иванова",
        "IVANOVA",
        "4509 123456",
        "+79161234567",
        "a@example.org",
        "c0ffee",
    ];
    let mut value = vector_without_answers();
    value["entries"][0]["record"] = Value::from(planted.join(" "));
    value["entries"][0]["nonce"] = Value::from("c0ffee".to_owned() + &"11".repeat(29));
    let played = read(&value).play().unwrap();
    let published = String::from_utf8(played.transcript.canonical_bytes().unwrap()).unwrap();
    let extract = Extract::of(&played.transcript, &played.receipts[&0]).unwrap();
    let extract = serde_json::to_string(&extract).unwrap();
    for value in planted {
        assert!(!published.contains(value), "{value} is published");
        assert!(!extract.contains(value), "{value} is in the extract");
    }
    let receipt = serde_json::to_string(&played.receipts[&0]).unwrap();
    assert!(
        planted.iter().all(|value| receipt.contains(value)),
        "the receipt is the citizen's"
    );
}

/// REQ-A12: wishes of a loser leave no trace at all.
#[test]
fn i17_two_losers_with_different_wishes_publish_the_same_bytes() {
    let with = |wishes: Value| {
        let mut value = vector_without_answers();
        value["entries"][1]["preferences"] = wishes;
        read(&value)
            .play()
            .unwrap()
            .transcript
            .canonical_bytes()
            .unwrap()
    };
    assert_eq!(with(json!(["A", "C"])), with(json!(["C", "B", "A"])));
}
