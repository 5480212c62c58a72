//! What every draw keeps to, whoever claims what.

use std::collections::BTreeSet;

use okno_draw::{Allocation, Draw, Frozen, allocate, draw, standby::standby};
use proptest::prelude::*;

use crate::people::{Town, read, towns, vector_without_answers};

/// Position of what a leaf got among its wishes; past the end for nothing.
fn happiness(frozen: &Frozen, allocation: &Allocation, leaf: u32) -> usize {
    let wishes = frozen.preferences(leaf);
    let got = allocation.bucket(leaf);
    wishes
        .iter()
        .position(|wish| Some(*wish) == got)
        .unwrap_or(wishes.len())
}

fn prefers(frozen: &Frozen, allocation: &Allocation, leaf: u32, bucket: u32) -> bool {
    let wishes = &frozen.preferences(leaf)[..happiness(frozen, allocation, leaf)];
    wishes.contains(&bucket)
}

fn size(frozen: &Frozen, leaf: u32) -> u32 {
    frozen.entries()[leaf as usize].terms.size.into()
}

fn leaves(frozen: &Frozen) -> std::ops::Range<u32> {
    0..frozen.len() as u32
}

/// Singles who would all gain by passing their places round; empty when there are none.
fn improving_cycle(frozen: &Frozen, draw: &Draw) -> BTreeSet<u32> {
    let placed = |leaf: &u32| size(frozen, *leaf) == 1 && draw.allocation.bucket(*leaf).is_some();
    let mut singles: BTreeSet<u32> = leaves(frozen).filter(placed).collect();
    loop {
        let wants_another = |leaf: &u32| {
            let other = |other: &u32| {
                let bucket = draw.allocation.bucket(*other);
                bucket.is_some_and(|bucket| prefers(frozen, &draw.allocation, *leaf, bucket))
            };
            singles.iter().any(other)
        };
        let wanting: BTreeSet<u32> = singles.iter().copied().filter(wants_another).collect();
        if wanting.len() == singles.len() {
            return singles;
        }
        singles = wanting;
    }
}

fn shuffled() -> impl Strategy<Value = (Town, Vec<usize>)> {
    towns(40, 5).prop_flat_map(|town| {
        let order: Vec<usize> = (0..town.people.len()).collect();
        (Just(town), Just(order).prop_shuffle())
    })
}

proptest! {
    /// REQ-A12
    #[test]
    fn i1_no_bucket_seats_more_than_it_has_and_every_place_is_accounted_for(town in towns(60, 5)) {
        let (frozen, draw) = town.draw();
        for (bucket, capacity) in (0..).zip(&town.capacities) {
            let here = |leaf: &u32| draw.allocation.bucket(*leaf) == Some(bucket);
            let used: u32 = leaves(&frozen).filter(here).map(|leaf| size(&frozen, leaf)).sum();
            prop_assert!(used <= *capacity);
            prop_assert_eq!(used + draw.allocation.left()[bucket as usize], *capacity);
        }
    }

    #[test]
    fn i2_everybody_has_exactly_one_rank_and_at_most_one_place(town in towns(60, 5)) {
        let (frozen, draw) = town.draw();
        let mut ranks = draw.order.clone();
        ranks.sort_unstable();
        prop_assert!(ranks.into_iter().eq(leaves(&frozen)));
    }

    /// REQ-A26: who claims first gains nothing.
    #[test]
    fn i3_the_order_of_claiming_does_not_matter((town, order) in shuffled()) {
        let frozen = town.frozen();
        let mut claims = okno_draw::Claims::new(&town.inventory());
        for number in &order {
            let person = &town.people[*number];
            claims
                .push(crate::people::commitment(*number), person.terms, &person.wishes)
                .unwrap();
        }
        let again = claims.freeze().unwrap();
        prop_assert_eq!(frozen.root(), again.root());
        let (inventory, seed) = (town.inventory(), town.seed());
        prop_assert_eq!(draw(&frozen, &inventory, &seed), draw(&again, &inventory, &seed));
    }

    #[test]
    fn i4_nobody_gets_a_bucket_they_did_not_list(town in towns(60, 5)) {
        let (frozen, draw) = town.draw();
        for leaf in leaves(&frozen) {
            if let Some(bucket) = draw.allocation.bucket(leaf) {
                prop_assert!(frozen.preferences(leaf).contains(&bucket));
            }
        }
    }

    #[test]
    fn i5_no_loser_lists_a_bucket_that_still_has_room(town in towns(60, 5)) {
        let (frozen, draw) = town.draw();
        for leaf in standby(&draw) {
            for bucket in frozen.preferences(leaf) {
                prop_assert!(draw.allocation.left()[*bucket as usize] < size(&frozen, leaf));
            }
        }
    }

    /// Who came later in the order got a dearer bucket only by being fewer.
    #[test]
    fn i6_nobody_envies_a_later_group_of_the_same_or_a_larger_size(town in towns(40, 5)) {
        let (frozen, draw) = town.draw();
        for (rank, earlier) in draw.order.iter().enumerate() {
            for later in &draw.order[rank + 1..] {
                let Some(bucket) = draw.allocation.bucket(*later) else { continue };
                if prefers(&frozen, &draw.allocation, *earlier, bucket) {
                    prop_assert!(size(&frozen, *later) < size(&frozen, *earlier));
                }
            }
        }
    }

    #[test]
    fn i8_no_circle_of_singles_would_gain_by_passing_places_round(town in towns(60, 5)) {
        let (frozen, draw) = town.draw();
        prop_assert_eq!(improving_cycle(&frozen, &draw), BTreeSet::new());
    }

    #[test]
    fn i9_the_first_wish_not_exhausted_at_the_own_rank_is_the_result(town in towns(60, 5)) {
        let (frozen, draw) = town.draw();
        for (rank, leaf) in (0u32..).zip(&draw.order) {
            let size = size(&frozen, *leaf) as usize;
            let open = |bucket: &&u32| {
                draw.allocation.exhausted()[**bucket as usize][size - 1] > rank
            };
            let due = frozen.preferences(*leaf).iter().find(open).copied();
            prop_assert_eq!(due, draw.allocation.bucket(*leaf));
        }
    }

    /// In a given order of choosing. The order itself depends on how many places there are.
    #[test]
    fn i13_one_more_place_never_serves_fewer_singles(town in towns(60, 1), more in 0usize..5) {
        let (frozen, draw) = town.draw();
        let mut capacities = town.capacities.clone();
        let bucket = more % capacities.len();
        capacities[bucket] += 1;
        let larger = allocate(&frozen, &capacities, &draw.order);
        prop_assert!(larger.served() >= draw.allocation.served());
        prop_assert!(larger.served() <= draw.allocation.served() + 1);
    }

    /// In a given order of choosing: the turns of the others come as they came.
    #[test]
    fn i13_withdrawing_an_unserved_entry_changes_nobody(town in towns(40, 5)) {
        let (frozen, draw) = town.draw();
        for gone in standby(&draw) {
            let order: Vec<u32> = draw.order.iter().copied().filter(|leaf| *leaf != gone).collect();
            let without = allocate(&frozen, &town.capacities, &order);
            for leaf in leaves(&frozen) {
                prop_assert_eq!(without.bucket(leaf), draw.allocation.bucket(leaf));
            }
        }
    }

    #[test]
    fn the_standby_order_is_the_order_without_the_served(town in towns(60, 5)) {
        let (_, draw) = town.draw();
        let waiting = standby(&draw);
        prop_assert_eq!(waiting.len() + draw.allocation.served(), draw.order.len());
        let rank = |leaf: &u32| draw.order.iter().position(|other| other == leaf);
        prop_assert!(waiting.is_sorted_by_key(rank));
        prop_assert!(waiting.iter().all(|leaf| draw.allocation.bucket(*leaf).is_none()));
    }
}

#[test]
fn i3_threads_side_by_side_write_the_same_bytes() {
    let file = read(&vector_without_answers());
    let bytes = || file.play().unwrap().transcript.canonical_bytes().unwrap();
    let alone = bytes();
    let together: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(bytes)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    assert!(together.iter().all(|bytes| *bytes == alone));
}

/// The detector of I8 does find a circle where there is one.
#[test]
fn i8_two_singles_who_would_swap_are_found() {
    let person = |wishes| crate::people::Person {
        terms: crate::people::SINGLE,
        wishes,
    };
    let town = Town {
        capacities: vec![1, 1],
        people: vec![person(vec![0, 1]), person(vec![1, 0])],
        seed: [0; 32],
    };
    let (frozen, mut draw) = town.draw();
    assert!(improving_cycle(&frozen, &draw).is_empty());
    let swapped = Town {
        people: vec![person(vec![1, 0]), person(vec![0, 1])],
        ..town
    };
    draw.allocation = swapped.draw().1.allocation;
    assert_eq!(improving_cycle(&frozen, &draw).len(), 2);
}

#[test]
fn a_draw_without_claims_gives_nothing_to_nobody() {
    let town = Town {
        capacities: vec![3],
        people: vec![],
        seed: [1; 32],
    };
    let (frozen, draw) = town.draw();
    assert!(frozen.is_empty() && draw.order.is_empty());
    assert_eq!(draw.allocation.left(), [3]);
}
