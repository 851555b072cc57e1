//! A small seeded source of numbers, so that the same seed always makes the same municipality.
//!
//! It is SplitMix64 (Steele, Lea, Flood 2014): good enough to look varied, and never a source of secrets.

/// The state of the sequence.
pub(crate) struct Random(u64);

impl Random {
    /// Starts a sequence.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `from` up to and without `to`; `from` when the range is empty.
    pub(crate) fn number(&mut self, from: u32, to: u32) -> u32 {
        let width = u64::from(to.saturating_sub(from)).max(1);
        // Below `width`, which came from a u32.
        from.saturating_add(u32::try_from(self.next() % width).unwrap_or_default())
    }

    /// True in so many cases of a hundred.
    pub(crate) fn percent(&mut self, chance: u32) -> bool {
        self.number(0, 100) < chance
    }

    /// One of the choices. There must be at least one, which the length in the type shows at every call.
    pub(crate) fn pick<T: Copy, const N: usize>(&mut self, choices: &[T; N]) -> T {
        const { assert!(N > 0) };
        let [first, ..] = choices.as_slice() else { unreachable!("N > 0") };
        let place = self.number(0, u32::try_from(N).unwrap_or(u32::MAX)) as usize;
        *choices.get(place).unwrap_or(first)
    }

    /// Puts things in another order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let other = self.number(0, u32::try_from(last).unwrap_or_default() + 1) as usize;
            things.swap(last, other);
        }
    }
}
