//! Abuse limits: by identity first, by network last and generously.
//!
//! | limit | default | why |
//! |---|---|---|
//! | booking attempts of one identity | 10 at once, then one each 30 s | a person who tries every office of a city fits; a script does not |
//! | booking attempts of one network | 120 at once, then 4 a second | a school or an office behind one address fits |
//! | look-ups (reference with birth date, case with secret) of one network | 30 at once, then one each 2 s | a reference cannot be guessed through it |
//! | log-ins of one network | 20 at once, then one each 3 s | beside the pause after five wrong passwords |
//!
//! They are switched off by configuration (`limits.enabled = false`), so that a
//! load test can lift them.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Keys are forgotten when a limiter knows more than this many.
const MOST_KEYS: usize = 200_000;

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limited {
    /// Asking for a place.
    Booking,
    /// Looking up by a reference or a number with a second factor.
    LookUp,
    /// Logging in.
    LogIn,
}

/// The limits of one server. Cheap to clone.
#[derive(Clone)]
pub struct Limits {
    rates: Option<Arc<Rates>>,
}

struct Rates {
    identity: DefaultKeyedRateLimiter<[u8; 32]>,
    booking: DefaultKeyedRateLimiter<IpAddr>,
    look_up: DefaultKeyedRateLimiter<IpAddr>,
    log_in: DefaultKeyedRateLimiter<IpAddr>,
}

impl Limits {
    /// The documented limits, or none.
    pub fn new(enabled: bool) -> Self {
        let rates = || {
            Arc::new(Rates {
                identity: RateLimiter::keyed(quota(Duration::from_secs(30), 10)),
                booking: RateLimiter::keyed(quota(Duration::from_millis(250), 120)),
                look_up: RateLimiter::keyed(quota(Duration::from_secs(2), 30)),
                log_in: RateLimiter::keyed(quota(Duration::from_secs(3), 20)),
            })
        };
        Self {
            rates: enabled.then(rates),
        }
    }

    /// Counts an attempt from a network.
    ///
    /// # Errors
    /// How long to wait when there were too many.
    pub fn network(&self, what: Limited, address: IpAddr) -> Result<(), Duration> {
        let Some(rates) = &self.rates else {
            return Ok(());
        };
        let limiter = match what {
            Limited::Booking => &rates.booking,
            Limited::LookUp => &rates.look_up,
            Limited::LogIn => &rates.log_in,
        };
        check(limiter, &network_of(address))
    }

    /// Counts a booking attempt of an identity.
    ///
    /// # Errors
    /// How long to wait when there were too many.
    pub fn identity(&self, person_key: &[u8; 32]) -> Result<(), Duration> {
        self.rates
            .as_ref()
            .map_or(Ok(()), |rates| check(&rates.identity, person_key))
    }
}

fn quota(period: Duration, burst: u32) -> Quota {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(period)
        .unwrap_or(Quota::per_second(burst))
        .allow_burst(burst)
}

fn check<K: Hash + Eq + Clone>(
    limiter: &DefaultKeyedRateLimiter<K>,
    key: &K,
) -> Result<(), Duration> {
    if limiter.len() > MOST_KEYS {
        limiter.retain_recent();
    }
    limiter
        .check_key(key)
        .map_err(|wait| wait.wait_time_from(DefaultClock::default().now()))
}

/// One household has one IPv4 address or one IPv6 /64.
fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => match six.to_ipv4_mapped() {
            Some(four) => IpAddr::V4(four),
            None => {
                let mut octets = six.octets();
                octets[8..].fill(0);
                IpAddr::V6(octets.into())
            }
        },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    /// REQ-A26: one network cannot try references without end.
    #[test]
    fn the_thirty_first_look_up_waits_and_another_network_does_not() {
        let limits = Limits::new(true);
        let (here, there) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        for _ in 0..30 {
            assert_eq!(limits.network(Limited::LookUp, here), Ok(()));
        }
        assert!(limits.network(Limited::LookUp, here).unwrap_err() <= Duration::from_secs(2));
        assert_eq!(limits.network(Limited::LookUp, there), Ok(()));
        assert_eq!(limits.network(Limited::Booking, here), Ok(()));
    }

    #[test]
    fn one_house_is_one_network_and_limits_can_be_lifted() {
        let a = network_of("2001:db8::1".parse().unwrap());
        assert_eq!(a, network_of("2001:db8::ffff".parse().unwrap()));
        assert_ne!(a, network_of("2001:db8:0:1::1".parse().unwrap()));
        let lifted = Limits::new(false);
        assert!((0..1000).all(|_| lifted.identity(&[1; 32]).is_ok()));
    }
}
