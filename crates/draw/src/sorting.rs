//! Sorting a million hashes by their first bytes, exact to the last.

/// Numbers of `values` in ascending order; equal values keep their order.
///
/// Sixteen bytes a value hold its first twelve bytes and its number, so the sort touches
/// neither the values nor the heap; the rare runs with equal first bytes are put right after.
pub(crate) fn ascending(count: usize, value: impl Fn(usize) -> [u8; 32]) -> Vec<u32> {
    let mut keys: Vec<u128> = (0..count)
        .map(|number| key(&value(number), number))
        .collect();
    keys.sort_unstable();
    let mut numbers: Vec<u32> = keys.iter().map(|key| *key as u32).collect();
    let mut start = 0;
    for run in keys.chunk_by(|a, b| a >> 32 == b >> 32) {
        if run.len() > 1 {
            numbers[start..start + run.len()]
                .sort_unstable_by_key(|number| (value(*number as usize), *number));
        }
        start += run.len();
    }
    numbers
}

fn key(value: &[u8; 32], number: usize) -> u128 {
    let mut bytes = [0; 16];
    bytes[..12].copy_from_slice(&value[..12]);
    u128::from_be_bytes(bytes) | number as u128
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_is_exact_even_when_the_first_bytes_agree(
            values in prop::collection::vec((0u8..3, 0u8..3, 0u8..3), 0..40),
        ) {
            let full = |number: usize| {
                let (first, middle, last) = values[number];
                let mut value = [0; 32];
                (value[0], value[20], value[31]) = (first, middle, last);
                value
            };
            let mut expected: Vec<u32> = (0..values.len() as u32).collect();
            expected.sort_by_key(|number| (full(*number as usize), *number));
            prop_assert_eq!(ascending(values.len(), full), expected);
        }
    }
}
