//! How long people waited, and how long the next will wait. Whole seconds only.

use serde::{Deserialize, Serialize};

/// Fewer measured times than this say nothing; the office's usual time is used instead.
const ENOUGH: usize = 5;

/// How long a newcomer will probably wait, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estimate {
    /// Half of the people wait no longer.
    pub p50: u64,
    /// Nine of ten wait no longer.
    pub p90: u64,
}

/// How long people waited, in seconds (REQ-10.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// How many were measured.
    pub count: usize,
    /// Half waited no longer.
    pub p50: u32,
    /// Nine of ten waited no longer.
    pub p90: u32,
    /// How many waited no longer than the norm.
    pub within_norm: usize,
}

/// The value that so many of a hundred do not exceed; `None` of nothing.
///
/// Nearest rank, so the answer is always a time that somebody really waited.
fn percentile(sorted: &[u32], of_100: usize) -> Option<u32> {
    let rank = (sorted.len() * of_100).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

/// What the measured waits amount to; `None` when nobody was called.
///
/// `norm` is the longest wait the pack allows, in seconds.
pub fn summary(waits: &[u32], norm: u32) -> Option<Summary> {
    let mut sorted = waits.to_vec();
    sorted.sort_unstable();
    Some(Summary {
        count: sorted.len(),
        p50: percentile(&sorted, 50)?,
        p90: percentile(&sorted, 90)?,
        within_norm: sorted.iter().filter(|wait| **wait <= norm).count(),
    })
}

/// How long somebody with `ahead` people before them will wait.
///
/// `windows` are open, `free` of them serve nobody; `recent` are the latest service
/// times in seconds, `usual` stands in while there are too few. `None` while no
/// window is open: then the honest answer is that nobody is being called.
///
/// Each window becomes free every median service time, and a visitor arrives on
/// average in the middle of one; the spread grows with the square root of the
/// number of services waited for.
pub fn estimate(
    ahead: u32,
    windows: u32,
    free: u32,
    recent: &[u32],
    usual: u32,
) -> Option<Estimate> {
    if windows == 0 {
        return None;
    }
    if ahead < free {
        return Some(Estimate { p50: 0, p90: 0 });
    }
    let (middle, long) = service_times(recent, usual);
    let before = u64::from(ahead - free);
    let p50 = (2 * before + 1) * middle / (2 * u64::from(windows));
    let spread = (long - middle) * (before + 1).isqrt() / u64::from(windows);
    Some(Estimate {
        p50,
        p90: p50 + spread,
    })
}

/// The median service time and the one nine of ten stay below.
fn service_times(recent: &[u32], usual: u32) -> (u64, u64) {
    let usual = u64::from(usual);
    if recent.len() < ENOUGH {
        return (usual, usual * 2);
    }
    let mut sorted = recent.to_vec();
    sorted.sort_unstable();
    let time = |of_100| percentile(&sorted, of_100).map_or(usual, u64::from);
    (time(50), time(90))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use proptest::prelude::*;

    use super::*;

    const RECENT: [u32; 10] = [600, 300, 900, 600, 600, 600, 600, 1500, 300, 900];

    /// REQ-10.3: the stand shows what people really waited.
    #[test]
    fn half_and_nine_tenths_of_the_people_are_counted_by_rank() {
        let waits: Vec<u32> = (1..=20).map(|minute| minute * 60).collect();
        let told = summary(&waits, 15 * 60).unwrap();
        assert_eq!(
            told,
            Summary {
                count: 20,
                p50: 600,
                p90: 1080,
                within_norm: 15
            }
        );
        assert_eq!(summary(&[42], 900).unwrap().p90, 42);
        assert_eq!(summary(&[], 900), None);
    }

    #[test]
    fn with_a_free_window_nobody_waits() {
        assert_eq!(
            estimate(0, 3, 1, &RECENT, 900),
            Some(Estimate { p50: 0, p90: 0 })
        );
    }

    #[test]
    fn with_no_window_open_no_time_is_promised() {
        assert_eq!(estimate(4, 0, 0, &RECENT, 900), None);
    }

    #[test]
    fn six_people_before_three_windows_take_two_services_and_a_bit() {
        let told = estimate(6, 3, 0, &RECENT, 900).unwrap();
        assert_eq!(told.p50, 1300);
        assert_eq!(told.p90, 1300 + 300 * 2 / 3);
    }

    #[test]
    fn in_the_morning_the_usual_service_time_stands_in() {
        assert_eq!(estimate(2, 1, 0, &[30], 900).unwrap().p50, 2250);
    }

    proptest! {
        #[test]
        fn more_people_ahead_never_shorten_the_wait(
            ahead in 0..500u32, windows in 1..40u32, recent in prop::collection::vec(0..7200u32, 0..40)
        ) {
            let now = estimate(ahead, windows, 0, &recent, 900).unwrap();
            let later = estimate(ahead + 1, windows, 0, &recent, 900).unwrap();
            prop_assert!(now.p50 <= later.p50 && now.p90 <= later.p90);
            prop_assert!(now.p50 <= now.p90);
        }

        #[test]
        fn half_of_the_people_really_waited_no_longer(waits in prop::collection::vec(any::<u32>(), 1..200)) {
            let told = summary(&waits, 900).unwrap();
            let no_longer = |limit: u32| waits.iter().filter(|wait| **wait <= limit).count();
            prop_assert!(no_longer(told.p50) * 2 >= waits.len());
            prop_assert!(no_longer(told.p90) * 10 >= waits.len() * 9);
            prop_assert!(waits.contains(&told.p50) && waits.contains(&told.p90));
        }
    }
}
