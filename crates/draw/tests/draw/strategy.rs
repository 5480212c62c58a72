//! I7, REQ-A12: in small towns every possible lie of everybody is tried, and none pays.

use okno_draw::{Terms, draw};

use crate::people::{Person, SINGLE, Town};

const BUCKETS: u32 = 3;

/// Every way to rank one, two or three buckets: 15 of them.
fn rankings() -> Vec<Vec<u32>> {
    let mut all: Vec<Vec<u32>> = (0..BUCKETS).map(|bucket| vec![bucket]).collect();
    let mut start = 0;
    while start < all.len() {
        let longer: Vec<Vec<u32>> = (0..BUCKETS)
            .filter(|bucket| !all[start].contains(bucket))
            .map(|bucket| [all[start].as_slice(), &[bucket]].concat())
            .collect();
        all.extend(longer);
        start += 1;
    }
    all
}

/// What a person thinks of the outcome: smaller is better, an unwanted bucket is as bad as none.
fn judged(wishes: &[u32], got: Option<u32>) -> usize {
    wishes
        .iter()
        .position(|wish| Some(*wish) == got)
        .unwrap_or(wishes.len())
}

fn outcome(town: &Town, number: usize) -> Option<u32> {
    let frozen = town.frozen();
    let drawn = draw(&frozen, &town.inventory(), &town.seed());
    drawn
        .allocation
        .bucket(frozen.leaf_of(&crate::people::commitment(number)).unwrap())
}

/// How many lies of person 0 were tried; fails at the first that pays.
fn no_lie_pays(town: &Town) -> usize {
    let mut tried = 0;
    for truth in rankings() {
        let mut honest = town.clone();
        honest.people[0].wishes = truth.clone();
        let fair = judged(&truth, outcome(&honest, 0));
        for lie in rankings() {
            let mut liar = honest.clone();
            liar.people[0].wishes = lie.clone();
            let got = judged(&truth, outcome(&liar, 0));
            assert!(
                got >= fair,
                "{truth:?} gains by claiming {lie:?} in {town:?}"
            );
            tried += 1;
        }
    }
    tried
}

#[test]
fn i7_there_are_fifteen_rankings_of_three_buckets() {
    assert_eq!(rankings().len(), 15);
}

/// Person 0 against every pair of rankings of two others, in every order of the three.
#[test]
fn i7_no_lie_pays_against_any_two_others() {
    let mut tried = 0;
    for seed in 0..6 {
        for second in rankings() {
            for third in rankings() {
                let person = |wishes| Person {
                    terms: SINGLE,
                    wishes,
                };
                let people = vec![person(vec![0]), person(second.clone()), person(third)];
                tried += no_lie_pays(&Town {
                    capacities: vec![1, 1, 1],
                    people,
                    seed: [seed; 32],
                });
            }
        }
    }
    assert_eq!(tried, 6 * 15 * 15 * 15 * 15);
}

/// Groups, lost draws and the priority do not open a door for lies either.
#[test]
fn i7_no_lie_pays_among_groups_ages_and_priority() {
    let mut tried = 0;
    for seed in 0..4 {
        for own_size in 1..=3 {
            for other_size in 1..=3 {
                for (stratum, age) in [(0, 0), (1, 0), (1, 2)] {
                    let person = |stratum, age, size, wishes: &[u32]| Person {
                        terms: Terms { stratum, age, size },
                        wishes: wishes.to_vec(),
                    };
                    let people = vec![
                        person(stratum, age, own_size, &[0]),
                        person(1, 1, other_size, &[0, 1, 2]),
                        person(1, 0, 1, &[1, 0]),
                        person(0, 0, 2, &[2, 0]),
                    ];
                    tried += no_lie_pays(&Town {
                        capacities: vec![3, 2, 1],
                        people,
                        seed: [seed; 32],
                    });
                }
            }
        }
    }
    assert_eq!(tried, 4 * 27 * 225);
}
