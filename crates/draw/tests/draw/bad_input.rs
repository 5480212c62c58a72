//! Nonsense is refused with a sentence that says what and where.

use okno_draw::DrawFile;
use serde_json::{Value, json};

use crate::people::{vector, vector_without_answers};

fn refusal(value: &Value) -> String {
    let file = DrawFile::read(value.to_string().as_bytes());
    file.and_then(|file| file.play()).unwrap_err().to_string()
}

fn refused(pointer: &str, wrong: Value) -> String {
    let mut value = vector_without_answers();
    *value.pointer_mut(pointer).unwrap() = wrong;
    refusal(&value)
}

#[test]
fn a_group_of_none_or_six_is_refused_by_its_entry() {
    for size in [0, 6, -1, 300] {
        let said = refused("/entries/4/size", json!(size));
        assert_eq!(
            said,
            format!("entry 4: a group has 1 to 5 persons, not {size}")
        );
    }
}

#[test]
fn an_age_or_stratum_out_of_range_is_refused() {
    assert!(refused("/entries/4/age", json!(256)).starts_with("entry 4: an age"));
    assert!(refused("/entries/4/age", json!(-1)).starts_with("entry 4: an age"));
    assert!(refused("/entries/4/stratum", json!(16)).starts_with("entry 4: a stratum"));
}

#[test]
fn a_wish_for_an_unknown_bucket_is_refused_by_name() {
    let said = refused("/entries/6/preferences", json!(["A", "Z"]));
    assert_eq!(said, "entry 6: there is no bucket \"Z\"");
}

#[test]
fn a_wish_listed_twice_is_refused_by_name() {
    let said = refused("/entries/6/preferences", json!(["B", "A", "B"]));
    assert_eq!(said, "entry 6: bucket \"B\" is ranked twice");
}

#[test]
fn no_wish_at_all_and_more_than_twenty_are_refused() {
    assert!(refused("/entries/6/preferences", json!([])).contains("1 to 20 buckets, not 0"));
    let many = refused("/entries/6/preferences", json!(vec!["A"; 21]));
    assert!(many.contains("1 to 20 buckets, not 21"), "{many}");
}

#[test]
fn a_bucket_without_a_place_or_with_a_negative_number_is_refused() {
    assert!(refused("/inventory/B", json!(0)).contains("\"B\" offers no place"));
    assert!(refused("/inventory/B", json!(-1)).contains("invalid value"));
}

#[test]
fn a_nonce_of_the_wrong_length_or_with_other_letters_is_refused() {
    let short = refused("/entries/2/nonce", json!("0202"));
    assert_eq!(
        short,
        "entry 2: nonce: expected 64 hexadecimal characters, found 4"
    );
    let other = refused("/entries/2/nonce", Value::from("zz".repeat(32)));
    assert!(other.starts_with("entry 2: nonce: ") && other.ends_with("hexadecimal value"));
}

#[test]
fn two_entries_with_one_commitment_are_both_named() {
    let mut value = vector_without_answers();
    value["entries"][5]["record"] = value["entries"][1]["record"].clone();
    value["entries"][5]["nonce"] = value["entries"][1]["nonce"].clone();
    assert_eq!(refusal(&value), "entries 1 and 5 have the same commitment");
}

#[test]
fn two_entries_with_one_number_are_refused() {
    assert_eq!(
        refused("/entries/5/n", json!(1)),
        "entry number 1 stands twice"
    );
}

#[test]
fn another_protocol_is_refused() {
    let said = refused("/protocol", json!("slotdraw/2"));
    assert_eq!(said, "the protocol is \"slotdraw/2\", not slotdraw/1");
}

#[test]
fn a_beacon_of_another_round_a_changed_signature_or_value_is_refused() {
    let said = refused("/beacon/round", json!(1001));
    assert_eq!(
        said,
        "beacon: the signature is not the beacon's for round 1001"
    );
    let mut signature = vector()["beacon"]["signature"].as_str().unwrap().to_owned();
    signature.replace_range(95..96, "8");
    let said = refused("/beacon/signature", Value::from(signature));
    assert_eq!(
        said,
        "beacon: the signature is not the beacon's for round 1000"
    );
    let said = refused("/beacon/randomness", Value::from("00".repeat(32)));
    assert_eq!(
        said,
        "beacon: the randomness is not the hash of the signature of round 1000"
    );
    assert!(refused("/beacon/id", json!("dice")).contains("unknown variant `dice`"));
    assert!(refused("/beacon/signature", json!("b4")).contains("expected 96 hexadecimal"));
}

#[test]
fn a_round_that_is_not_the_one_an_hour_after_the_close_is_refused() {
    let mut value = vector_without_answers();
    value["closes_at"] = json!(okno_draw::beacon::GENESIS);
    assert_eq!(
        refusal(&value),
        "beacon: round 1201 was announced, round 1000 is given"
    );
}

#[test]
fn a_changed_byte_in_record_nonce_or_terms_contradicts_what_the_entry_states() {
    let changes = [
        ("/entries/0/record", json!("citizen-O"), "commitment"),
        (
            "/entries/0/nonce",
            Value::from("01".repeat(32)),
            "commitment",
        ),
        (
            "/entries/0/commitment",
            Value::from("01".repeat(32)),
            "commitment",
        ),
        ("/entries/0/age", json!(1), "leaf"),
        ("/entries/0/leaf", Value::from("01".repeat(32)), "leaf"),
        ("/batch", json!("batch-0002"), "commitment"),
    ];
    for (pointer, wrong, what) in changes {
        let mut value = vector();
        *value.pointer_mut(pointer).unwrap() = wrong;
        let said = format!("entry 0: the {what} stated does not follow from the entry");
        assert_eq!(refusal(&value), said, "{pointer}");
    }
}

#[test]
fn a_missing_or_unknown_field_and_no_json_at_all_are_refused() {
    let mut value = vector_without_answers();
    value.as_object_mut().unwrap().remove("batch");
    assert!(refusal(&value).contains("missing field `batch`"));
    let mut value = vector_without_answers();
    value["entries"][0]["name"] = json!("Ivanova");
    assert!(refusal(&value).contains("unknown field `name`"));
    assert!(
        DrawFile::read(b"not json")
            .unwrap_err()
            .to_string()
            .starts_with("the file cannot")
    );
}
