//! Words about people as a database keeps them whose files are not encrypted: sealed, and found again by being equal. It knows
//! no statement. Whoever has the database alone sees which words are equal and about how long they are, and reads none.

use crate::database::RawKey;
use crate::error::Error;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::hmac;
use vizitas_domain::text::Text;

const NONCE: usize = 12;
const DAMAGED: Error = Error::Sealed("words in the database");

/// What seals and opens them.
pub(super) struct WordsKey {
    seal: LessSafeKey,
    /// Equal words get equal nonces, and no others do.
    nonces: hmac::Key,
}

impl WordsKey {
    /// The keys that are derived from the one that is kept for the log.
    pub(super) fn of(key: &RawKey) -> Result<Self, Error> {
        let from = hmac::Key::new(hmac::HMAC_SHA256, key.bytes());
        let derived = |label: &str| hmac::sign(&from, label.as_bytes());
        let seal =
            UnboundKey::new(&AES_256_GCM, derived("words").as_ref()).map_err(|_| Error::Crypto("words"))?;
        let nonces = hmac::Key::new(hmac::HMAC_SHA256, derived("nonces of words").as_ref());
        Ok(Self { seal: LessSafeKey::new(seal), nonces })
    }

    /// Nonce, sealed words and tag; nothing for no words.
    pub(super) fn seal(&self, words: &str) -> Result<Vec<u8>, Error> {
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let tag = hmac::sign(&self.nonces, words.as_bytes());
        let mut nonce = [0; NONCE];
        nonce.iter_mut().zip(tag.as_ref()).for_each(|(to, from)| *to = *from);
        let mut sealed = words.as_bytes().to_vec();
        let once = Nonce::assume_unique_for_key(nonce);
        let sealing = self.seal.seal_in_place_append_tag(once, Aad::empty(), &mut sealed);
        sealing.map_err(|_| Error::Crypto("words"))?;
        Ok([&nonce[..], &sealed].concat())
    }

    /// The words again.
    pub(super) fn open(&self, sealed: &[u8]) -> Result<Text, Error> {
        if sealed.is_empty() {
            return Ok(Text::default());
        }
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(DAMAGED)?;
        let mut words = sealed.to_vec();
        let opened = self.seal.open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::empty(), &mut words);
        let opened = opened.map_err(|_| DAMAGED)?;
        Ok(std::str::from_utf8(opened).map_err(|_| DAMAGED)?.into())
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
    fn words_come_back_are_equal_when_they_are_and_open_under_their_own_key_alone() {
        let (own, other) = (key(), key());
        for words in ["", "ona", "Ąžuolas, \u{0} 3-ias aukštas"] {
            let sealed = own.seal(words).unwrap();
            assert_eq!(own.open(&sealed).unwrap(), Text::from(words));
            assert_eq!(own.seal(words).unwrap(), sealed);
            assert!(words.is_empty() || !sealed.windows(3).any(|part| words.as_bytes().starts_with(part)));
            assert!(words.is_empty() || other.open(&sealed).is_err());
        }
        let mut damaged = own.seal("ona").unwrap();
        damaged[NONCE] ^= 1;
        assert!(own.open(&damaged).is_err());
        assert!(own.open(&[1, 2, 3]).is_err());
    }
}
