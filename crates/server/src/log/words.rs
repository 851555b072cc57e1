//! Words about people as a database keeps them whose files are not encrypted: sealed. It knows no statement. Whoever has the
//! database alone reads none, sees how long each is, and of those that are looked for which are equal; whoever can write to it can
//! put one in another's place.

use crate::database::RawKey;
use crate::error::Error;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::hmac;
use ring::rand::{SecureRandom as _, SystemRandom};

const NONCE: usize = 12;
const DAMAGED: Error = Error::Sealed("words in the database");
const FAILED: Error = Error::Crypto("words");

/// What seals and opens them.
pub(super) struct WordsKey {
    seal: LessSafeKey,
    /// Words that are looked for get the nonce that is theirs by this.
    alike: hmac::Key,
    random: SystemRandom,
}

impl WordsKey {
    /// The keys that are derived from the one that is kept for the log.
    pub(super) fn of(key: &RawKey) -> Result<Self, Error> {
        let from = hmac::Key::new(hmac::HMAC_SHA256, key.bytes());
        let derived = |label: &str| hmac::sign(&from, label.as_bytes());
        let seal = UnboundKey::new(&AES_256_GCM, derived("words").as_ref()).map_err(|_| FAILED)?;
        let alike = hmac::Key::new(hmac::HMAC_SHA256, derived("words that are looked for").as_ref());
        Ok(Self { seal: LessSafeKey::new(seal), alike, random: SystemRandom::new() })
    }

    /// Nonce, sealed bytes and tag; nothing for nothing.
    pub(super) fn seal(&self, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        let mut nonce = [0; NONCE];
        self.random.fill(&mut nonce).map_err(|_| FAILED)?;
        self.sealed(nonce, bytes)
    }

    /// The same for equal bytes, so that they are found.
    pub(super) fn seal_alike(&self, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        let tag = hmac::sign(&self.alike, bytes);
        let mut nonce = [0; NONCE];
        nonce.iter_mut().zip(tag.as_ref()).for_each(|(to, from)| *to = *from);
        self.sealed(nonce, bytes)
    }

    fn sealed(&self, nonce: [u8; NONCE], bytes: &[u8]) -> Result<Vec<u8>, Error> {
        if bytes.is_empty() {
            return Ok(Vec::new());
        }
        let mut sealed = bytes.to_vec();
        let once = Nonce::assume_unique_for_key(nonce);
        self.seal.seal_in_place_append_tag(once, Aad::empty(), &mut sealed).map_err(|_| FAILED)?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// What was sealed.
    pub(super) fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        if sealed.is_empty() {
            return Ok(Vec::new());
        }
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(DAMAGED)?;
        let mut bytes = sealed.to_vec();
        let opened = self.seal.open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::empty(), &mut bytes);
        let length = opened.map_err(|_| DAMAGED)?.len();
        bytes.truncate(length);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kek::Kek;

    fn key() -> WordsKey {
        let folder = tempfile::tempdir().unwrap();
        let kek = Kek::create(&folder.path().join("kek")).unwrap();
        WordsKey::of(&RawKey::beside(&folder.path().join("log.db"), &kek).unwrap()).unwrap()
    }

    #[test]
    fn words_come_back_under_their_own_key_alone_and_look_alike_where_they_are_looked_for() {
        let (own, other) = (key(), key());
        for words in ["", "ona", "Ąžuolas, \u{0} 3-ias aukštas"] {
            let bytes = words.as_bytes();
            let [alike, once, again] =
                [own.seal_alike(bytes), own.seal(bytes), own.seal(bytes)].map(Result::unwrap);
            assert_eq!(own.seal_alike(bytes).unwrap(), alike);
            assert_eq!(once == again, words.is_empty());
            for sealed in [alike, once] {
                assert_eq!(own.open(&sealed).unwrap(), bytes);
                assert!(words.is_empty() || !sealed.windows(3).any(|part| bytes.starts_with(part)));
                assert!(words.is_empty() || other.open(&sealed).is_err());
            }
        }
        let mut damaged = own.seal(b"ona").unwrap();
        damaged[NONCE] ^= 1;
        assert!(own.open(&damaged).is_err());
        assert!(own.open(&[1, 2, 3]).is_err());
    }
}
