//! Where random bytes come from. Passed in by the caller so that a simulation can be replayed from its seed;
//! nothing here draws any by itself.

use crate::Error;
use ring::rand::{SecureRandom, SystemRandom};

/// A source of random bytes fit for keys and nonces.
pub trait Entropy {
    /// Fills the whole slice. [`Error::Entropy`] when the source fails; the slice is then not to be used.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), Error>;
}

impl Entropy for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), Error> {
        SecureRandom::fill(self, bytes).map_err(|_| Error::Entropy)
    }
}

/// Draws `N` random bytes.
pub fn draw<const N: usize>(entropy: &dyn Entropy) -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    entropy.fill(&mut bytes)?;
    Ok(bytes)
}
