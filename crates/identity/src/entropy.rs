//! Where random bytes come from: handed in, never reached for.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

/// The system could not give random bytes; nothing secret may be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gave no random bytes: {0}")]
pub struct NoEntropy(String);

type Source = dyn Fn(&mut [u8]) + Send + Sync;

/// A source of random bytes that many threads may share.
#[derive(Clone)]
pub struct Entropy {
    source: Arc<Source>,
}

impl Entropy {
    /// Takes any filler of buffers as the source.
    pub fn new(fill: impl Fn(&mut [u8]) + Send + Sync + 'static) -> Self {
        Self {
            source: Arc::new(fill),
        }
    }

    /// The generator of the operating system.
    ///
    /// # Errors
    /// [`NoEntropy`] when the system has none to give at the start. Should it
    /// fail later, the thread panics: a predictable token is worse than none.
    pub fn system() -> Result<Self, NoEntropy> {
        let mut probe = [0_u8; 1];
        getrandom::fill(&mut probe).map_err(|cause| NoEntropy(cause.to_string()))?;
        Ok(Self::new(|buffer| {
            if let Err(cause) = getrandom::fill(buffer) {
                panic!("no random bytes, so no secret can be made: {cause}");
            }
        }))
    }

    /// The same bytes for the same seed, for tests and simulations only.
    pub fn seeded(seed: u64) -> Self {
        let block = AtomicU64::new(0);
        Self::new(move |buffer| {
            for chunk in buffer.chunks_mut(32) {
                let count = block.fetch_add(1, Ordering::Relaxed);
                let mut hash = Sha256::new();
                hash.update(seed.to_be_bytes());
                hash.update(count.to_be_bytes());
                chunk.copy_from_slice(&hash.finalize()[..chunk.len()]);
            }
        })
    }

    /// Fills the buffer.
    pub fn fill(&self, buffer: &mut [u8]) {
        (self.source)(buffer);
    }

    /// A fresh array of random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0_u8; N];
        self.fill(&mut bytes);
        bytes
    }

    /// An even choice among `0..bound`; every value is exactly as likely.
    ///
    /// Bytes that would favour the low values are thrown away, not folded.
    /// A `bound` of zero gives zero.
    pub fn below(&self, bound: u8) -> u8 {
        if bound == 0 {
            return 0;
        }
        let fair = u8::MAX - (u8::MAX % bound + 1) % bound;
        loop {
            let [byte] = self.bytes::<1>();
            if byte <= fair {
                return byte % bound;
            }
        }
    }
}

impl fmt::Debug for Entropy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Entropy")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn the_same_seed_replays_the_same_bytes() {
        let (one, two) = (Entropy::seeded(7), Entropy::seeded(7));
        assert_eq!(one.bytes::<40>(), two.bytes::<40>());
        assert_ne!(one.bytes::<32>(), one.bytes::<32>(), "the stream moves on");
        assert_ne!(
            Entropy::seeded(8).bytes::<32>(),
            Entropy::seeded(7).bytes::<32>()
        );
    }

    #[test]
    fn the_system_source_differs_from_call_to_call() {
        let entropy = Entropy::system().unwrap();
        assert_ne!(entropy.bytes::<32>(), entropy.bytes::<32>());
    }

    #[test]
    fn a_choice_below_a_bound_favours_nobody() {
        for bound in [1_u8, 2, 31, 128, 200, 255] {
            let tallies = (0..=u8::MAX).fold(vec![0_u32; bound.into()], |mut tally, byte| {
                let once = std::sync::atomic::AtomicU64::new(0);
                let entropy = Entropy::new(move |buffer| {
                    let first = once.fetch_add(1, Ordering::Relaxed) == 0;
                    buffer.fill(if first { byte } else { 0 });
                });
                let refused = byte > u8::MAX - (u8::MAX % bound + 1) % bound;
                let chosen = entropy.below(bound);
                if !refused {
                    tally[usize::from(chosen)] += 1;
                }
                tally
            });
            assert!(
                tallies.iter().all(|count| *count == tallies[0]),
                "bound {bound}"
            );
        }
    }
}
