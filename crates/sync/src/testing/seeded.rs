//! Randomness that can be replayed. Never for real keys.

use crate::Error;
use crate::entropy::Entropy;
use std::cell::Cell;
use uuid::Uuid;

/// A stream of numbers from a seed (SplitMix64).
#[derive(Debug)]
pub struct Seeded(Cell<u64>);

impl Seeded {
    /// The same seed gives the same stream.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Cell::new(seed))
    }

    /// The next number.
    pub fn number(&self) -> u64 {
        let state = self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0.set(state);
        let mixed = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// A number below `bound`, 0 when the bound is 0.
    pub fn below(&self, bound: u64) -> u64 {
        self.number().checked_rem(bound).unwrap_or(0)
    }

    /// One of the given.
    #[expect(clippy::indexing_slicing, reason = "the index is below the length")]
    pub fn pick<'t, T>(&self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len() as u64) as usize]
    }

    /// A random id.
    pub fn id<T>(&self, wrap: fn(Uuid) -> T) -> T {
        wrap(Uuid::from_u64_pair(self.number(), self.number()))
    }

    /// A UUIDv7 of a moment in milliseconds.
    pub fn id_at<T>(&self, ms: u64, wrap: fn(Uuid) -> T) -> T {
        let tail = self.number();
        let head = ms << 16 | 0x7000 | self.number() & 0xfff;
        wrap(Uuid::from_u64_pair(head, tail >> 2 | 1 << 63))
    }
}

impl Entropy for Seeded {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), Error> {
        for byte in bytes {
            *byte = self.number() as u8;
        }
        Ok(())
    }
}
