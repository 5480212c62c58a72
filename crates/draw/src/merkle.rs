//! The tree of RFC 6962: one root stands for a whole list, a short proof for one line of it.
//!
//! Leaves come in already hashed with their `0x00` prefix; nodes are `H(0x01, left, right)`.

use crate::bytes::Hash;
use crate::hash::{BLOCK, START, close, last_block, midstate, sha256};

/// The second block of every node: the last byte of the right child and the padding.
const NODE_END: [u8; BLOCK] = last_block(&[0], BLOCK);

fn node(left: &Hash, right: &Hash) -> Hash {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let mut first = [0; BLOCK];
    first[0] = 0x01;
    first[1..33].copy_from_slice(left);
    first[33..].copy_from_slice(&right[..31]);
    let mut second = NODE_END;
    second[0] = right[31];
    Hash::new(close(midstate(START, &first), second))
}

/// Replaces a level of the tree by the level above it; a lone last node moves up unchanged.
fn rise(level: &mut Vec<Hash>) {
    let mut above = 0;
    for below in (0..level.len()).step_by(2) {
        level[above] = match level.get(below + 1) {
            Some(right) => node(&level[below], right),
            None => level[below],
        };
        above += 1;
    }
    level.truncate(above);
}

/// The root of the tree over `leaves`; of no leaves, the hash of nothing.
pub fn root(leaves: Vec<Hash>) -> Hash {
    let mut level = leaves;
    while level.len() > 1 {
        rise(&mut level);
    }
    level.first().copied().unwrap_or_else(|| sha256(b""))
}

/// The proof that leaf `index` stands under the root: siblings from the leaf upwards.
///
/// `None` when there is no such leaf.
pub fn inclusion(leaves: Vec<Hash>, index: usize) -> Option<Vec<Hash>> {
    if index >= leaves.len() {
        return None;
    }
    let (mut level, mut at, mut proof) = (leaves, index, Vec::new());
    while level.len() > 1 {
        proof.extend(level.get(at ^ 1));
        rise(&mut level);
        at /= 2;
    }
    Some(proof)
}

/// Whether `proof` shows that `leaf` is number `index` of `count` leaves under `root`.
pub fn proves(leaf: Hash, index: u64, count: u64, proof: &[Hash], root: Hash) -> bool {
    if index >= count {
        return false;
    }
    let (mut at, mut last, mut hash) = (index, count - 1, leaf);
    for sibling in proof {
        // Levels where the node has no sibling: it moves up unchanged.
        while at == last && at % 2 == 0 && last > 0 {
            at /= 2;
            last /= 2;
        }
        if last == 0 {
            return false;
        }
        hash = if at % 2 == 1 {
            node(sibling, &hash)
        } else {
            node(&hash, sibling)
        };
        at /= 2;
        last /= 2;
    }
    while at == last && at % 2 == 0 && last > 0 {
        at /= 2;
        last /= 2;
    }
    last == 0 && hash == root
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    /// The definition of RFC 6962 section 2.1, word by word and slow.
    fn definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => sha256(b""),
            [leaf] => *leaf,
            _ => {
                let half = leaves.len().next_power_of_two() / 2;
                let mut bytes = vec![1];
                bytes.extend(definition(&leaves[..half]).as_bytes());
                bytes.extend(definition(&leaves[half..]).as_bytes());
                sha256(&bytes)
            }
        }
    }

    fn leaves(count: usize) -> Vec<Hash> {
        (0..count)
            .map(|i| sha256(&[0, i as u8, (i >> 8) as u8]))
            .collect()
    }

    #[test]
    fn the_root_equals_the_definition_for_every_small_count() {
        for count in 0..70 {
            assert_eq!(
                root(leaves(count)),
                definition(&leaves(count)),
                "{count} leaves"
            );
        }
    }

    #[test]
    fn the_root_equals_the_published_example_of_certificate_transparency() {
        let inputs: [&[u8]; 3] = [b"", b"\x00", b"\x10"];
        let leaves = inputs
            .iter()
            .map(|input| sha256(&[&[0], *input].concat()))
            .collect();
        let expected = "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77";
        assert_eq!(root(leaves).to_string(), expected);
    }

    #[test]
    fn every_leaf_is_proven_and_no_other_in_its_place() {
        for count in 1..40 {
            let all = leaves(count);
            let top = root(all.clone());
            for index in 0..count {
                let proof = inclusion(all.clone(), index).unwrap();
                for place in 0..count + 2 {
                    let holds = proves(all[index], place as u64, count as u64, &proof, top);
                    assert_eq!(holds, place == index, "leaf {index} as {place} of {count}");
                }
            }
        }
    }

    #[test]
    fn a_proof_that_is_cut_lengthened_or_altered_proves_nothing() {
        let all = leaves(11);
        let top = root(all.clone());
        let proof = inclusion(all.clone(), 4).unwrap();
        let mut longer = proof.clone();
        longer.push(top);
        let mut altered = proof.clone();
        altered[1] = all[0];
        for wrong in [&proof[..proof.len() - 1], &longer, &altered, &[]] {
            assert!(!proves(all[4], 4, 11, wrong, top));
        }
        assert!(inclusion(all, 11).is_none());
    }
}
