//! The merged order: who chooses before whom, in all offices of the draw.

use crate::bytes::Hash;
use crate::entry::{Entry, PRIORITY};
use crate::sorting::ascending;
use crate::ticket::Tickets;

/// Every tenth place behind the priority goes to the best ticket whatever its age.
pub const TICKET_EVERY: usize = 10;

/// Persons of the priority stratum who go first: ten in a hundred of the places, rounded up.
pub const fn priority_places(places: u64) -> u64 {
    places.div_ceil(10)
}

/// The order of `entries` under `seed` for an inventory of `places`, as numbers of leaves.
///
/// Entries of the priority stratum go first by (age, ticket, commitment), older before
/// younger, up to a tenth of the places counted in persons; then everybody else by the same
/// key, except that every tenth goes to the best ticket not yet placed. So nobody waits
/// without end, and a newcomer always has a chance (REQ-A12).
///
/// The order depends on the published list and the seed alone, never on what anybody
/// prefers: everybody can recompute it.
///
/// Our reading: a priority group that does not fit into what is left of the tenth takes its
/// turn with everybody else, and smaller ones behind it may still use the rest; the tenth
/// counts places in the order, not persons served.
///
/// `entries` come in ascending order of commitments, as they are published; equal tickets
/// then fall in the order of commitments.
pub fn order(entries: &[Entry], seed: &Hash, places: u64) -> Vec<u32> {
    let tickets = Tickets::new(seed);
    let drawn: Vec<[u8; 32]> = entries
        .iter()
        .map(|entry| *tickets.of(&entry.commitment).as_bytes())
        .collect();
    let by_ticket = ascending(entries.len(), |leaf| drawn[leaf]);
    drop(drawn);
    merge(entries, &by_ticket, places)
}

/// Merges leaves that are already sorted by ticket, the best first.
pub fn merge(entries: &[Entry], by_ticket: &[u32], places: u64) -> Vec<u32> {
    let by_age = older_first(entries, by_ticket);
    let mut placed = vec![false; entries.len()];
    let mut order = Vec::with_capacity(entries.len());
    let mut room = priority_places(places);
    for leaf in &by_age {
        let terms = entries[*leaf as usize].terms;
        if terms.stratum == PRIORITY && u64::from(terms.size) <= room {
            room -= u64::from(terms.size);
            placed[*leaf as usize] = true;
            order.push(*leaf);
        }
    }
    let (mut oldest, mut best) = (by_age.iter(), by_ticket.iter());
    for turn in 1..=entries.len() - order.len() {
        let next = if turn % TICKET_EVERY == 0 {
            &mut best
        } else {
            &mut oldest
        };
        if let Some(leaf) = next.find(|leaf| !placed[**leaf as usize]) {
            placed[*leaf as usize] = true;
            order.push(*leaf);
        }
    }
    order
}

/// Sorts by age, older first, and keeps the order of tickets within an age.
fn older_first(entries: &[Entry], by_ticket: &[u32]) -> Vec<u32> {
    let slot = |leaf: u32| usize::from(u8::MAX - entries[leaf as usize].terms.age);
    let mut starts = [0; 257];
    for leaf in by_ticket {
        starts[slot(*leaf) + 1] += 1;
    }
    for age in 1..starts.len() {
        starts[age] += starts[age - 1];
    }
    let mut sorted = vec![0; by_ticket.len()];
    for leaf in by_ticket {
        let start: &mut usize = &mut starts[slot(*leaf)];
        sorted[*start] = *leaf;
        *start += 1;
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytes::Commitment;
    use crate::entry::Terms;

    fn list(terms: &[(u8, u8, u8)]) -> Vec<Entry> {
        let entry = |(number, (stratum, age, size)): (usize, &(u8, u8, u8))| Entry {
            commitment: Commitment::new([number as u8; 32]),
            terms: Terms {
                stratum: *stratum,
                age: *age,
                size: *size,
            },
        };
        terms.iter().enumerate().map(entry).collect()
    }

    fn merged(terms: &[(u8, u8, u8)], places: u64) -> Vec<u32> {
        let by_ticket: Vec<u32> = (0..terms.len() as u32).collect();
        merge(&list(terms), &by_ticket, places)
    }

    #[test]
    fn nobody_makes_an_empty_order() {
        assert!(merged(&[], 10).is_empty());
    }

    #[test]
    fn who_lost_more_draws_goes_first_and_tickets_decide_among_equals() {
        assert_eq!(
            merged(&[(1, 0, 1), (1, 2, 1), (1, 1, 1), (1, 2, 1)], 0),
            [1, 3, 2, 0]
        );
    }

    #[test]
    fn priority_holds_for_a_tenth_of_the_places_rounded_up() {
        let terms = [(1, 9, 1), (0, 0, 1), (0, 1, 1), (0, 0, 1)];
        assert_eq!(merged(&terms, 11), [2, 1, 0, 3]);
        assert_eq!(merged(&terms, 10), [2, 0, 1, 3]);
    }

    #[test]
    fn a_priority_family_too_large_for_the_tenth_waits_with_everybody_else() {
        let terms = [(0, 3, 3), (0, 0, 1), (0, 0, 1), (1, 5, 1)];
        assert_eq!(merged(&terms, 20), [1, 2, 3, 0]);
    }

    /// The tenth turn of everybody else goes to the best ticket, though it is the youngest.
    #[test]
    fn every_tenth_turn_goes_to_the_best_ticket_whatever_its_age() {
        let mut terms = vec![(1, 0, 1); 2];
        terms.extend(vec![(1, 5, 1); 20]);
        let order = merged(&terms, 0);
        assert_eq!(order[9], 0);
        assert_eq!(order[19], 1);
        assert_eq!(order[..9], [2, 3, 4, 5, 6, 7, 8, 9, 10]);
        assert_eq!(order[10..12], [11, 12]);
    }

    #[test]
    fn the_tenth_turn_is_counted_behind_the_priority() {
        let mut terms = vec![(1, 0, 1)];
        terms.extend(vec![(1, 5, 1); 12]);
        terms.push((0, 0, 1));
        let order = merged(&terms, 1);
        assert_eq!(order[0], 13);
        assert_eq!(order[10], 0);
    }
}
