//! Chance is even, and an office that helps it is found out (REQ-A12, REQ-A23, REQ-A26).

use okno_draw::{Mismatch, Transcript, draw, ticket, verify};
use serde_json::Value;

use crate::people::{Person, SINGLE, Town, commitment, read, vector_without_answers};

const PEOPLE: usize = 10;
const SEEDS: u32 = 4_000;

/// 81 degrees of freedom: chance exceeds this once in a million tables.
const CHI_SQUARE_LIMIT: f64 = 157.0;

/// Kolmogorov-Smirnov distance times the root of the number, exceeded once in 20,000 draws.
const KS_LIMIT: f64 = 2.3;

fn seed(number: u32) -> [u8; 32] {
    let mut seed = [0; 32];
    seed[..4].copy_from_slice(&number.to_be_bytes());
    seed
}

fn equals(people: usize, places: u32, seed: [u8; 32]) -> Town {
    let person = Person {
        terms: SINGLE,
        wishes: vec![0],
    };
    Town {
        capacities: vec![places],
        people: vec![person; people],
        seed,
    }
}

/// Persons by rank in one draw among equals.
fn fair(number: u32) -> Vec<usize> {
    let (frozen, drawn) = equals(PEOPLE, 3, seed(number)).draw();
    drawn
        .order
        .iter()
        .map(|leaf| frozen.number(*leaf) as usize)
        .collect()
}

/// As fair, but the office draws twice for person 0 and keeps the better ticket.
fn helped(number: u32) -> Vec<usize> {
    let seed = equals(PEOPLE, 3, seed(number)).seed();
    let mut tickets: Vec<_> = (0..PEOPLE)
        .map(|p| (ticket(&seed, &commitment(p)), p))
        .collect();
    tickets[0].0 = tickets[0].0.min(ticket(&seed, &commitment(PEOPLE)));
    tickets.sort();
    tickets.into_iter().map(|(_, person)| person).collect()
}

/// How far the table of persons by ranks is from even.
fn chi_square(orders: impl Iterator<Item = Vec<usize>>) -> f64 {
    let mut table = [[0u32; PEOPLE]; PEOPLE];
    let mut count = 0;
    for order in orders {
        count += 1;
        for (rank, person) in order.into_iter().enumerate() {
            table[person][rank] += 1;
        }
    }
    let even = f64::from(count) / PEOPLE as f64;
    table
        .iter()
        .flatten()
        .map(|cell| (f64::from(*cell) - even).powi(2) / even)
        .sum()
}

/// The distance of the arrival of the served from even arrival, times the root of their number.
fn kolmogorov_smirnov(mut arrivals: Vec<usize>, people: usize) -> f64 {
    arrivals.sort_unstable();
    let served = arrivals.len() as f64;
    let gap = |(index, arrival): (usize, &usize)| {
        let even = (*arrival as f64 + 0.5) / people as f64;
        let (below, above) = (index as f64 / served, (index as f64 + 1.0) / served);
        (even - below).abs().max((above - even).abs())
    };
    arrivals.iter().enumerate().map(gap).fold(0.0, f64::max) * served.sqrt()
}

#[test]
fn i10_every_rank_is_equally_likely_for_everybody() {
    let distance = chi_square((0..SEEDS).map(fair));
    assert!(distance < CHI_SQUARE_LIMIT, "{distance}");
}

#[test]
fn i10_an_office_that_draws_twice_for_a_friend_is_caught_by_counting() {
    let distance = chi_square((0..SEEDS).map(helped));
    assert!(distance > CHI_SQUARE_LIMIT, "{distance}");
}

#[test]
fn i11_who_arrives_early_is_served_no_more_often_than_who_arrives_late() {
    let (people, places) = (2_000, 400);
    for number in 0..20 {
        let town = equals(people, places, seed(number));
        let frozen = town.frozen();
        let drawn = draw(&frozen, &town.inventory(), &town.seed());
        let served = drawn
            .order
            .iter()
            .filter(|leaf| drawn.allocation.bucket(**leaf).is_some());
        let arrivals: Vec<usize> = served.map(|leaf| frozen.number(*leaf) as usize).collect();
        assert_eq!(arrivals.len(), 400);
        let distance = kolmogorov_smirnov(arrivals, people);
        assert!(distance < KS_LIMIT, "seed {number}: {distance}");
    }
}

/// A scalper's bots come first; a draw that favours the first quarter by a few is caught.
#[test]
fn i11_a_draw_that_favours_early_arrivals_is_caught_by_counting() {
    let (people, places) = (2_000, 400);
    let town = equals(people, places as u32, seed(1));
    let seed = town.seed();
    let mut tickets: Vec<_> = (0..people)
        .map(|p| {
            let own = ticket(&seed, &commitment(p));
            let second = ticket(&seed, &commitment(p + people));
            (if p < people / 4 { own.min(second) } else { own }, p)
        })
        .collect();
    tickets.sort();
    let arrivals = tickets[..places]
        .iter()
        .map(|(_, person)| *person)
        .collect();
    assert!(kolmogorov_smirnov(arrivals, people) > KS_LIMIT);
}

fn published() -> Transcript {
    read(&vector_without_answers()).play().unwrap().transcript
}

/// REQ-A23: no counting needed, one recomputation names the rank.
#[test]
fn i11_an_office_that_moves_a_friend_forward_is_caught_by_recomputing() {
    let mut transcript = published();
    transcript.order.swap(3, 6);
    let mismatches = verify(&transcript).mismatches;
    assert!(
        mismatches
            .iter()
            .any(|m| matches!(m, Mismatch::Order { rank: 3, .. })),
        "{mismatches:?}"
    );
}

/// An office that tries rules files until it likes the seed must show a file that was not
/// announced.
#[test]
fn i11_an_office_that_searches_for_a_seed_differs_from_its_announcement() {
    let kept = published().announcement;
    let mut file = vector_without_answers();
    file["rules_preimage"] = Value::from("rules v1 ");
    let searched = read(&file).play().unwrap().transcript;
    assert!(verify(&searched).holds());
    let mismatches = okno_draw::verify_announced(&searched, &kept);
    assert_eq!(mismatches, [Mismatch::NotAsAnnounced("rules file")]);
    assert_eq!(okno_draw::verify_announced(&published(), &kept), []);
}
