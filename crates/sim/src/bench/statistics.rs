//! Figures from many measurements, without estimates: every latency is kept.

use std::time::Duration;

/// Latencies of requests, each one kept, in microseconds.
#[derive(Debug, Clone, Default)]
pub struct Latencies {
    micros: Vec<u32>,
}

impl Latencies {
    /// Keeps one; more than an hour counts as an hour.
    pub fn push(&mut self, took: Duration) {
        self.micros
            .push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
    }

    /// Adds those of another client.
    pub fn merge(&mut self, other: &Self) {
        self.micros.extend_from_slice(&other.micros);
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.micros.len()
    }

    /// The smallest latency that at least `per_mille` thousandths of all do not
    /// exceed, in milliseconds; 0 when nothing was measured.
    pub fn at(&self, per_mille: usize) -> f64 {
        let mut sorted = self.micros.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * per_mille).div_ceil(1000).max(1);
        sorted
            .get(rank - 1)
            .map_or(0.0, |micros| f64::from(*micros) / 1000.0)
    }

    /// The latency that half of all do not exceed, in milliseconds.
    pub fn p50_ms(&self) -> f64 {
        self.at(500)
    }

    /// The latency that 99 of 100 do not exceed, in milliseconds.
    pub fn p99_ms(&self) -> f64 {
        self.at(990)
    }
}

/// The middle of the values, of an even number the mean of the middle two; 0 of none.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let half = sorted.len() / 2;
    match (sorted.len() % 2, sorted.get(half)) {
        (_, None) => 0.0,
        (1, Some(middle)) => *middle,
        (_, Some(upper)) => f64::midpoint(sorted[half - 1], *upper),
    }
}

/// Rounded for reading: three figures behind the point are more than a busy machine can tell.
pub fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::float_cmp)]
    use super::*;

    fn of(millis: impl IntoIterator<Item = u64>) -> Latencies {
        let mut all = Latencies::default();
        millis
            .into_iter()
            .for_each(|ms| all.push(Duration::from_millis(ms)));
        all
    }

    #[test]
    fn the_hundredth_of_hundred_is_above_p99_and_the_ninety_ninth_is_p99() {
        let all = of((1..=100).rev());
        assert_eq!(
            (all.p50_ms(), all.p99_ms(), all.at(1000)),
            (50.0, 99.0, 100.0)
        );
        let one_more = of(1..=101);
        assert_eq!(
            one_more.p99_ms(),
            100.0,
            "ninety-nine of a hundred are not 99 % of 101"
        );
    }

    #[test]
    fn few_measurements_are_not_averaged() {
        assert_eq!(of([7]).p99_ms(), 7.0);
        assert_eq!(of([3, 9]).p50_ms(), 3.0);
        assert_eq!(of([]).p99_ms(), 0.0);
    }

    #[test]
    fn merged_clients_are_one_crowd() {
        let mut crowd = of([1, 2]);
        crowd.merge(&of([100, 200]));
        assert_eq!(
            (crowd.count(), crowd.p50_ms(), crowd.p99_ms()),
            (4, 2.0, 200.0)
        );
    }

    #[test]
    fn one_disturbed_run_does_not_move_the_median() {
        assert_eq!(median(&[9_000.0, 300.0, 9_100.0]), 9_000.0);
        assert_eq!(median(&[1.0, 2.0]), 1.5);
        assert_eq!(median(&[]), 0.0);
    }
}
