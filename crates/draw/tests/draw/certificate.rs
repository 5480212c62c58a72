//! I9, REQ-A23: a receipt and the published draw tell each citizen the own result and why.

use okno_draw::{CheckError, Extract, Hash, Played, Receipt, Why, check, check_extract};
use serde_json::{Value, json};

use crate::people::{nonce, read, vector, vector_without_answers};

fn played() -> Played {
    read(&vector()).play().unwrap()
}

/// A busier draw: 60 people of all sizes and ages for 25 places.
fn busy() -> Played {
    let mut value = vector_without_answers();
    value["inventory"] = json!({"mon": 7, "tue": 9, "wed": 4, "thu": 5});
    let days = ["mon", "tue", "wed", "thu"];
    let entry = |n: usize| {
        let wishes: Vec<&str> = (0..1 + n % 4).map(|i| days[(n / 4 + i) % 4]).collect();
        json!({
            "n": n, "record": format!("claim {n}"), "nonce": nonce(n).to_string(),
            "stratum": usize::from(!n.is_multiple_of(7)), "age": n % 3, "size": 1 + n % 5,
            "preferences": wishes,
        })
    };
    value["entries"] = (0..60).map(entry).collect();
    read(&value).play().unwrap()
}

fn receipt_of(played: &Played, n: usize) -> &Receipt {
    &played.receipts[&(n as u64)]
}

#[test]
fn i9_every_certificate_of_the_vector_equals_the_result() {
    let played = played();
    for (n, result) in &played.answer.result {
        let receipt = receipt_of(&played, *n as usize);
        let finding = check(receipt, &played.transcript).unwrap();
        assert_eq!(finding.why.bucket(), result.as_deref());
        assert_eq!(played.answer.order[finding.rank as usize], *n);
        let entry = &vector()["entries"][*n as usize];
        assert_eq!(Value::from(finding.ticket.to_string()), entry["ticket"]);
        assert_eq!(Value::from(finding.number), entry["leaf_index"]);
    }
}

#[test]
fn i9_every_certificate_of_a_busy_draw_equals_the_result() {
    let played = busy();
    for (n, receipt) in &played.receipts {
        let extract = Extract::of(&played.transcript, receipt).unwrap();
        let finding = check_extract(receipt, &extract).unwrap();
        assert_eq!(finding.why.bucket(), played.answer.result[n].as_deref());
    }
}

#[test]
fn who_got_a_second_wish_is_told_which_first_wish_was_full_and_since_when() {
    let played = played();
    let finding = check(receipt_of(&played, 2), &played.transcript).unwrap();
    let Why::Placed {
        bucket,
        choice,
        full,
    } = finding.why
    else {
        panic!("entry 2 was placed")
    };
    assert_eq!((bucket.as_str(), choice), ("A", 2));
    assert_eq!((full[0].bucket.as_str(), full[0].from_rank), ("B", 1));
}

#[test]
fn who_got_nothing_is_told_that_every_wish_was_full_before_the_own_turn() {
    let played = played();
    let finding = check(receipt_of(&played, 3), &played.transcript).unwrap();
    let Why::Nothing { full } = finding.why else {
        panic!("entry 3 got nothing")
    };
    let told: Vec<_> = full
        .iter()
        .map(|full| (full.bucket.as_str(), full.from_rank))
        .collect();
    assert_eq!((finding.rank, told), (5, vec![("A", 2), ("C", 4)]));
}

#[test]
fn an_extract_fits_on_a_page() {
    let played = busy();
    let extract = Extract::of(&played.transcript, receipt_of(&played, 30)).unwrap();
    assert!(serde_json::to_vec(&extract).unwrap().len() <= 4096);
}

#[test]
fn a_receipt_whose_record_was_altered_does_not_open() {
    let played = played();
    let mut receipt = receipt_of(&played, 0).clone();
    receipt.record = "somebody else".into();
    assert_eq!(
        check(&receipt, &played.transcript),
        Err(CheckError::DoesNotOpen)
    );
}

#[test]
fn a_claim_that_the_office_left_out_is_missed_by_its_citizen() {
    let played = played();
    let terms = receipt_of(&played, 0).terms;
    let receipt = Receipt::new("batch-0001", nonce(99), "left out", terms, vec!["A".into()]);
    assert_eq!(
        check(&receipt, &played.transcript),
        Err(CheckError::NotInList)
    );
}

#[test]
fn a_receipt_of_another_draw_is_told_so() {
    let played = played();
    let terms = receipt_of(&played, 0).terms;
    let receipt = Receipt::new("batch-0002", nonce(0), "r", terms, vec!["A".into()]);
    let error = check(&receipt, &played.transcript).unwrap_err();
    assert!(matches!(error, CheckError::OtherDraw { .. }), "{error}");
}

#[test]
fn a_lost_draw_that_the_office_forgot_is_noticed() {
    let played = played();
    let mut receipt = receipt_of(&played, 0).clone();
    receipt.terms.age = 1;
    let error = check(&receipt, &played.transcript).unwrap_err();
    assert!(matches!(error, CheckError::OtherTerms { .. }), "{error}");
}

#[test]
fn a_wish_outside_the_draw_is_named() {
    let played = played();
    let mut receipt = receipt_of(&played, 0).clone();
    receipt.preferences.insert(0, "Z".into());
    assert_eq!(
        check(&receipt, &played.transcript),
        Err(CheckError::UnknownBucket("Z".into()))
    );
}

#[test]
fn an_office_that_gives_the_place_to_another_is_caught_by_the_loser() {
    let mut played = played();
    let loser = played.receipts[&5].clone();
    let friend = played.receipts[&1].commitment;
    let places = played.transcript.places.get_mut("C").unwrap();
    let own = places.iter_mut().find(|c| **c == loser.commitment).unwrap();
    *own = friend;
    assert_eq!(
        check(&loser, &played.transcript),
        Err(CheckError::NotUnderResultRoot)
    );
}

/// Even with a result root made to fit, the citizen knows what was due.
#[test]
fn a_result_that_is_not_due_is_caught_even_if_the_root_fits() {
    let mut value = vector_without_answers();
    value["entries"][5]["preferences"] = json!(["B"]);
    let cheated = read(&value).play().unwrap();
    let own = receipt_of(&played(), 5).clone();
    let error = check(&own, &cheated.transcript).unwrap_err();
    assert!(
        matches!(&error, CheckError::OtherResult { due: Some(due), published: None } if due == "C"),
        "{error}"
    );
}

#[test]
fn a_rank_that_does_not_follow_from_the_seed_is_caught() {
    let mut value = vector_without_answers();
    value["entries"] = json!([
        value["entries"][0],
        value["entries"][1],
        value["entries"][7]
    ]);
    value["inventory"] = json!({"A": 9, "B": 9, "C": 9});
    let mut played = read(&value).play().unwrap();
    let receipt = played.receipts[&0].clone();
    let honest = check(&receipt, &played.transcript).unwrap();
    let other = (honest.rank as usize + 1) % 3;
    played.transcript.order.swap(honest.rank as usize, other);
    let extract = Extract::of(&played.transcript, &receipt).unwrap();
    assert_eq!(extract.rank, other as u64);
    assert_eq!(
        check_extract(&receipt, &extract),
        Err(CheckError::NotUnderResultRoot)
    );
    // The office writes a result root for the order it likes better.
    let rows = |commitments: Vec<Hash>| okno_draw::merkle::root(commitments);
    let leaves = forged_rows(&played);
    played.transcript.result_root = rows(leaves);
    let error = check(&receipt, &played.transcript).unwrap_err();
    let expected = CheckError::WrongRank {
        expected: honest.rank,
        stated: other as u64,
    };
    assert_eq!(error, expected);
}

fn forged_rows(played: &Played) -> Vec<Hash> {
    let transcript = &played.transcript;
    let bucket_of = |leaf: u32| {
        let commitment = transcript.entries[leaf as usize].commitment;
        let mut buckets = transcript.places.values();
        buckets
            .position(|list| list.contains(&commitment))
            .map(|bucket| bucket as u32)
    };
    let left: Vec<u32> = transcript.left.values().copied().collect();
    let exhausted: Vec<[u32; 5]> = transcript
        .exhausted
        .values()
        .map(|row| row.map(|rank| rank.unwrap_or(okno_draw::allocate::NEVER)))
        .collect();
    let results = okno_draw::results::Results {
        entries: &transcript.entries,
        order: &transcript.order,
        inventory: &transcript.announcement.inventory,
        left: &left,
        exhausted: &exhausted,
    };
    results.leaves(bucket_of)
}

#[test]
fn an_extract_with_one_changed_value_is_refused() {
    let played = played();
    let receipt = receipt_of(&played, 2);
    let honest = serde_json::to_value(Extract::of(&played.transcript, receipt).unwrap()).unwrap();
    let zero = Value::from("00".repeat(32));
    let changes = [
        ("/root", zero.clone()),
        ("/inventory_hash", zero.clone()),
        ("/rules_hash", zero.clone()),
        ("/seed", zero.clone()),
        ("/result_root", zero.clone()),
        ("/inclusion/0", zero.clone()),
        ("/result_inclusion/0", zero.clone()),
        ("/beacon/randomness", zero),
        ("/beacon/round", json!(1001)),
        ("/count", json!(9)),
        ("/number", json!(2)),
        ("/rank", json!(1)),
        ("/result", json!("C")),
        ("/exhausted/B", json!(9)),
        ("/batch", json!("batch-0002")),
        ("/protocol", json!("slotdraw/2")),
    ];
    for (pointer, wrong) in changes {
        let mut value = honest.clone();
        *value.pointer_mut(pointer).unwrap() = wrong;
        let extract: Extract = serde_json::from_value(value).unwrap();
        assert!(check_extract(receipt, &extract).is_err(), "{pointer}");
    }
}
