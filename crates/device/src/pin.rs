//! The PIN, and what it locks: the keys of a profile, wrapped by HKDF(Argon2id(PIN) ‖ secret of the key store); or by a
//! passphrase in the place of both.
//!
//! No key derivation alone saves six digits; the key store's secret does. The PIN itself is never kept.
//! Sources: Argon2 RFC 9106, HKDF RFC 5869, AES-256-GCM NIST SP 800-38D.

use crate::error::DeviceError;
use crate::guess;
use crate::keystore::SECRET_LEN;
use crate::phrase;
use argon2::{Algorithm, Argon2, Params, Version};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use ring::rand::{SecureRandom, SystemRandom};
use serde::{Deserialize, Serialize};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// How hard the derivation is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hardness {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

/// Nothing easier than this is accepted (OWASP's floor for Argon2id).
pub const FLOOR: Hardness = Hardness { memory_kib: 19 * 1024, passes: 2 };

const START: Hardness = Hardness { memory_kib: 64 * 1024, passes: 3 };
const LONGEST: Duration = Duration::from_millis(1_000);
const SHORTEST: Duration = Duration::from_millis(500);

/// Finds out how hard this tablet can make it within half a second to a second.
#[must_use]
pub fn calibrate() -> Hardness {
    let mut hardness = START;
    loop {
        let begun = Instant::now();
        let _ = derive("000000", &[0; SALT_LEN], hardness);
        let took = begun.elapsed();
        if took > LONGEST && hardness.memory_kib > FLOOR.memory_kib {
            hardness.memory_kib = (hardness.memory_kib / 2).max(FLOOR.memory_kib);
        } else if took > LONGEST && hardness.passes > FLOOR.passes {
            hardness.passes = FLOOR.passes;
        } else if took < SHORTEST && hardness.passes < 12 {
            hardness.passes = hardness.passes.saturating_add(1);
        } else {
            return hardness;
        }
    }
}

const SALT_LEN: usize = 16;

/// Keys wrapped by a PIN, as they lie in the profile's folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrap {
    hardness: Hardness,
    salt: [u8; SALT_LEN],
    nonce: [u8; NONCE_LEN],
    sealed: Vec<u8>,
}

/// Wraps `keys` so that only the PIN together with the key store's secret opens them.
///
/// # Errors
/// `PinWeak` for a PIN that is no six digits or easy to guess.
pub fn wrap(pin: &str, secret: &[u8], keys: &[u8], hardness: Hardness) -> Result<Wrap, DeviceError> {
    check(pin)?;
    let secret = Some(secret);
    seal(pin, secret, keys, hardness)
}

/// Wraps `keys` so that only the passphrase opens them: for a tablet without a key store.
///
/// # Errors
/// `PhraseWeak` for a phrase that is short or easy to guess.
pub(crate) fn wrap_by_phrase(phrase: &str, keys: &[u8], hardness: Hardness) -> Result<Wrap, DeviceError> {
    phrase::check(phrase, &[])?;
    seal(&phrase::plain(phrase), None, keys, hardness)
}

fn seal(typed: &str, secret: Option<&[u8]>, keys: &[u8], hardness: Hardness) -> Result<Wrap, DeviceError> {
    let random = SystemRandom::new();
    let mut salt = [0; SALT_LEN];
    let mut nonce = [0; NONCE_LEN];
    random.fill(&mut salt).map_err(|_| DeviceError::Crypto)?;
    random.fill(&mut nonce).map_err(|_| DeviceError::Crypto)?;
    let key = wrapping_key(typed, secret, &salt, hardness)?;
    let mut sealed = keys.to_vec();
    let context = Aad::from(context(secret));
    key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), context, &mut sealed)
        .map_err(|_| DeviceError::Crypto)?;
    Ok(Wrap { hardness, salt, nonce, sealed })
}

/// Opens what [`wrap`] made.
///
/// # Errors
/// `PinWrong` when the PIN, the secret or the file is not the right one.
pub fn unwrap(pin: &str, secret: &[u8], wrap: &Wrap) -> Result<Zeroizing<Vec<u8>>, DeviceError> {
    open(pin, Some(secret), wrap)
}

/// Opens what [`wrap_by_phrase`] made.
///
/// # Errors
/// `PinWrong` when the phrase or the file is not the right one.
pub(crate) fn unwrap_by_phrase(phrase: &str, wrap: &Wrap) -> Result<Zeroizing<Vec<u8>>, DeviceError> {
    open(&phrase::plain(phrase), None, wrap)
}

fn open(typed: &str, secret: Option<&[u8]>, wrap: &Wrap) -> Result<Zeroizing<Vec<u8>>, DeviceError> {
    let key = wrapping_key(typed, secret, &wrap.salt, wrap.hardness)?;
    let mut bytes = Zeroizing::new(wrap.sealed.clone());
    let nonce = Nonce::assume_unique_for_key(wrap.nonce);
    let length = key
        .open_in_place(nonce, Aad::from(context(secret)), &mut bytes)
        .map_err(|_| DeviceError::PinWrong)?
        .len();
    bytes.truncate(length);
    Ok(bytes)
}

/// Refuses a PIN that is no six digits or more, or easy to guess.
///
/// # Errors
/// `PinWeak`.
pub(crate) fn check(pin: &str) -> Result<(), DeviceError> {
    if guess::is_pin(pin) && !guess::is_easy(pin) { Ok(()) } else { Err(DeviceError::PinWeak) }
}

const BY_PIN: &[u8] = b"vizitas pin wrap v1";
const BY_PHRASE: &[u8] = b"vizitas passphrase wrap v1";

/// Keeps the two kinds apart: what was wrapped with a secret is never opened without one.
fn context(secret: Option<&[u8]>) -> &'static [u8] {
    if secret.is_some() { BY_PIN } else { BY_PHRASE }
}

fn wrapping_key(
    typed: &str,
    secret: Option<&[u8]>,
    salt: &[u8; SALT_LEN],
    hardness: Hardness,
) -> Result<LessSafeKey, DeviceError> {
    if secret.is_some_and(|secret| secret.len() != SECRET_LEN)
        || hardness.memory_kib < FLOOR.memory_kib
        || hardness.passes < FLOOR.passes
    {
        return Err(DeviceError::Crypto);
    }
    let mut input = Zeroizing::new(derive(typed, salt, hardness)?.to_vec());
    input.extend_from_slice(secret.unwrap_or_default());
    let info = [context(secret)];
    let secret = Salt::new(HKDF_SHA256, salt).extract(&input);
    let expanded = secret.expand(&info, &AES_256_GCM).map_err(|_| DeviceError::Crypto)?;
    Ok(LessSafeKey::new(UnboundKey::from(expanded)))
}

fn derive(pin: &str, salt: &[u8; SALT_LEN], hardness: Hardness) -> Result<Zeroizing<[u8; 32]>, DeviceError> {
    let params =
        Params::new(hardness.memory_kib, hardness.passes, 1, Some(32)).map_err(|_| DeviceError::Crypto)?;
    let mut out = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(pin.as_bytes(), salt, &mut *out)
        .map_err(|_| DeviceError::Crypto)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_pin_and_the_right_tablet_open_it() {
        let keys = b"keys of a profile";
        let wrapped = wrap("804217", &[7; SECRET_LEN], keys, FLOOR).unwrap();
        assert_eq!(unwrap("804217", &[7; SECRET_LEN], &wrapped).unwrap().as_slice(), keys);
        assert!(matches!(unwrap("804218", &[7; SECRET_LEN], &wrapped), Err(DeviceError::PinWrong)));
        assert!(matches!(unwrap("804217", &[8; SECRET_LEN], &wrapped), Err(DeviceError::PinWrong)));
        assert!(!wrapped.sealed.windows(4).any(|part| part == b"keys"));
    }

    #[test]
    fn a_file_cannot_ask_for_less_than_the_floor() {
        let mut wrapped = wrap("804217", &[7; SECRET_LEN], b"k", FLOOR).unwrap();
        wrapped.hardness.memory_kib = 8;
        assert!(matches!(unwrap("804217", &[7; SECRET_LEN], &wrapped), Err(DeviceError::Crypto)));
    }
}
