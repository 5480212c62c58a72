//! I18, REQ-A12: every value of the known-answer vector, to the byte.

use okno_draw::{Transcript, verify};
use serde_json::Value;

use crate::people::{VECTOR, read, vector, vector_without_answers};

#[test]
fn i18_the_answer_of_the_vector_comes_out_to_the_byte() {
    let played = read(&vector()).play().unwrap();
    assert_eq!(
        serde_json::to_value(&played.answer).unwrap(),
        vector()["expected"]
    );
}

/// Commitment and leaf are refused when they differ; ticket, proof and index are told.
#[test]
fn i18_every_value_of_every_entry_comes_out_as_expected() {
    let played = read(&vector()).play().unwrap();
    assert_eq!(played.differences, []);
    for (receipt, entry) in played
        .receipts
        .values()
        .zip(vector()["entries"].as_array().unwrap())
    {
        assert_eq!(
            Value::from(receipt.commitment.to_string()),
            entry["commitment"]
        );
    }
}

#[test]
fn an_expectation_that_does_not_come_true_is_named() {
    let changes = [
        ("/expected/root", "root"),
        ("/expected/seed", "seed"),
        ("/expected/inventory_hash", "inventory hash"),
        ("/expected/rules_hash", "rules hash"),
        ("/entries/3/ticket", "ticket"),
        ("/entries/3/inclusion/1", "inclusion proof"),
    ];
    for (pointer, name) in changes {
        let mut value = vector();
        *value.pointer_mut(pointer).unwrap() = Value::from("00".repeat(32));
        let differences = read(&value).play().unwrap().differences;
        assert_eq!(differences.len(), 1, "{pointer}");
        assert!(
            differences[0].to_string().contains(name),
            "{pointer}: {}",
            differences[0]
        );
    }
    let numbers = [
        ("/entries/3/leaf_index", "leaf index"),
        ("/expected/order/0", "order"),
        ("/expected/left/A", "places left"),
        ("/expected/exhausted/A/1", "exhaustion table"),
        ("/expected/result/0", "result"),
    ];
    for (pointer, name) in numbers {
        let mut value = vector();
        let wrong = if name == "result" {
            Value::from("A")
        } else {
            Value::from(7)
        };
        *value.pointer_mut(pointer).unwrap() = wrong;
        let differences = read(&value).play().unwrap().differences;
        assert!(
            differences[0].to_string().contains(name),
            "{pointer}: {differences:?}"
        );
    }
}

#[test]
fn a_file_without_expectations_gives_the_same_answer() {
    let with = read(&vector()).play().unwrap();
    let without = read(&vector_without_answers()).play().unwrap();
    assert_eq!(with, without);
}

#[test]
fn the_transcript_of_the_vector_holds_and_reads_back_as_it_was_written() {
    let transcript = read(&vector()).play().unwrap().transcript;
    let verification = verify(&transcript);
    assert_eq!(verification.mismatches, []);
    assert!(!verification.weaker && !verification.round_checked);
    let bytes = transcript.canonical_bytes().unwrap();
    let again = Transcript::read(&bytes).unwrap();
    assert_eq!(again, transcript);
    assert_eq!(again.canonical_bytes().unwrap(), bytes);
    assert_eq!(again.digest().unwrap(), transcript.digest().unwrap());
}

#[test]
fn the_table_has_a_row_for_five_only_where_five_come_together() {
    let mut value = vector_without_answers();
    value["entries"][3]["size"] = Value::from(5);
    let answer = read(&value).play().unwrap().answer;
    assert_eq!(answer.exhausted["A"].len(), 5);
    assert_eq!(
        read(&serde_json::from_str(VECTOR).unwrap())
            .play()
            .unwrap()
            .answer
            .exhausted["A"]
            .len(),
        4
    );
}

#[test]
fn a_bucket_that_is_never_full_has_no_exhaustion_rank() {
    let mut value = vector_without_answers();
    value["inventory"]["A"] = Value::from(1000);
    let answer = read(&value).play().unwrap().answer;
    assert_eq!(answer.exhausted["A"][&1], None);
}
