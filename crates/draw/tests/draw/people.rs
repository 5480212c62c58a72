//! People who claim, and the buckets they want.

use okno_draw::{
    Claims, Commitment, Draw, DrawFile, Frozen, Hash, Inventory, Nonce, Terms, commit, draw,
};
use proptest::prelude::*;
use serde_json::Value;

/// The vector of known answers: 8 people, 3 buckets.
pub const VECTOR: &str = include_str!("../vectors/slotdraw-small.json");

pub fn vector() -> Value {
    serde_json::from_str(VECTOR).unwrap()
}

pub fn read(value: &Value) -> DrawFile {
    DrawFile::read(value.to_string().as_bytes()).unwrap()
}

/// The vector as a file without expectations, to be changed at will.
pub fn vector_without_answers() -> Value {
    let mut value = vector();
    value.as_object_mut().unwrap().remove("expected");
    for entry in value["entries"].as_array_mut().unwrap() {
        for answer in ["commitment", "leaf", "ticket", "inclusion", "leaf_index"] {
            entry.as_object_mut().unwrap().remove(answer);
        }
    }
    value
}

#[derive(Debug, Clone)]
pub struct Person {
    pub terms: Terms,
    pub wishes: Vec<u32>,
}

/// A draw in the making.
#[derive(Debug, Clone)]
pub struct Town {
    pub capacities: Vec<u32>,
    pub people: Vec<Person>,
    pub seed: [u8; 32],
}

impl Town {
    pub fn inventory(&self) -> Inventory {
        Inventory::new((0..).map(bucket_name).zip(self.capacities.iter().copied())).unwrap()
    }

    pub fn frozen(&self) -> Frozen {
        let mut claims = Claims::new(&self.inventory());
        for (number, person) in self.people.iter().enumerate() {
            claims
                .push(commitment(number), person.terms, &person.wishes)
                .unwrap();
        }
        claims.freeze().unwrap()
    }

    pub fn seed(&self) -> Hash {
        Hash::new(self.seed)
    }

    pub fn draw(&self) -> (Frozen, Draw) {
        let frozen = self.frozen();
        let draw = draw(&frozen, &self.inventory(), &self.seed());
        (frozen, draw)
    }
}

pub fn bucket_name(bucket: usize) -> String {
    format!("office-{bucket}")
}

pub fn commitment(number: usize) -> Commitment {
    commit("town", &nonce(number), number.to_string().as_bytes())
}

pub fn nonce(number: usize) -> Nonce {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&(number as u64).to_be_bytes());
    Nonce::new(bytes)
}

/// Nobody special: no priority, no lost draw, alone.
pub const SINGLE: Terms = Terms {
    stratum: 1,
    age: 0,
    size: 1,
};

/// Towns of up to `people` people, groups up to `largest`, and one to five buckets.
pub fn towns(people: usize, largest: u8) -> impl Strategy<Value = Town> {
    prop::collection::vec(1u32..8, 1..6).prop_flat_map(move |capacities| {
        let buckets = capacities.len() as u32;
        let person = (0u8..3, 0u8..4, 1..=largest, wishes(buckets)).prop_map(
            |(stratum, age, size, wishes)| Person {
                terms: Terms { stratum, age, size },
                wishes,
            },
        );
        (
            Just(capacities),
            prop::collection::vec(person, 0..people),
            any::<[u8; 32]>(),
        )
            .prop_map(|(capacities, people, seed)| Town {
                capacities,
                people,
                seed,
            })
    })
}

fn wishes(buckets: u32) -> impl Strategy<Value = Vec<u32>> {
    let all = Just((0..buckets).collect::<Vec<u32>>()).prop_shuffle();
    (all, 1..=buckets as usize).prop_map(|(mut wishes, length)| {
        wishes.truncate(length);
        wishes
    })
}
