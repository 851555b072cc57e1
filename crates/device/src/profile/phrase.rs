//! The keys of a profile that was made without a key store: wrapped by a passphrase alone. Its transport key lies in the open
//! beside them, for it reads and writes nothing: it hands over what is sealed already, and that must not die with a phrase.
//! A profile that was made with a key store is never opened by this.

use super::keys::Keys;
use super::{Bundle, Profile, Secrets};
use crate::error::DeviceError;
use crate::pin::{self, Hardness};
use crate::tries::Tries;
use ring::rand::SystemRandom;
use vizitas_sync::sign::{SigningKey, VerifyingKey};

impl Profile {
    /// Draws the keys of a new profile and wraps them by a passphrase. Nothing is enrolled by this. Gives the secrets and the
    /// transport key's public half.
    ///
    /// # Errors
    /// `PhraseWeak`, or when a file cannot be written.
    pub fn draw_keys_by_phrase(
        &self,
        phrase: &str,
        hardness: Hardness,
    ) -> Result<(Secrets, VerifyingKey), DeviceError> {
        std::fs::create_dir_all(&self.folder)?;
        let bundle = Bundle::draw()?;
        let wrap = pin::wrap_by_phrase(phrase, &*bundle.0, hardness)?;
        let transport = SigningKey::generate(&SystemRandom::new())?;
        self.count_here("", &Tries::default())?;
        let seed = Some(transport.seed().to_vec());
        self.keep(&Keys { store_name: String::new(), wrap: Some(wrap), transport: seed })?;
        Ok((bundle.secrets()?, transport.verifying()))
    }

    /// Whether a passphrase opens it, and not a PIN.
    #[must_use]
    pub fn is_by_phrase(&self) -> bool {
        self.keys().is_ok_and(|keys| keys.is_by_phrase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keystore::KeyStore;
    use crate::pin::FLOOR;
    use crate::rasa::Drawer;
    use crate::uptime::Uptime;
    use zeroize::Zeroizing;

    const PHRASE: &str = "žalia kėdė prie lango";
    const OTHER: &str = "du arkliai ir vežimas";

    /// A tablet that has no key store.
    struct Nothing;

    impl KeyStore for Nothing {
        fn put(&self, _: &str, _: &[u8]) -> Result<(), DeviceError> {
            Err(DeviceError::KeyStoreMissing)
        }
        fn get(&self, _: &str) -> Result<Option<Zeroizing<Vec<u8>>>, DeviceError> {
            Err(DeviceError::KeyStoreMissing)
        }
        fn remove(&self, _: &str) -> Result<(), DeviceError> {
            Err(DeviceError::KeyStoreMissing)
        }
    }

    #[test]
    fn a_phrase_opens_it_without_any_key_store_and_can_be_changed() {
        let folder = tempfile::tempdir().unwrap();
        let (profile, now) = (Profile::at(folder.path()), Uptime::of("a", 0));
        assert!(matches!(profile.draw_keys_by_phrase("804217", FLOOR), Err(DeviceError::PhraseWeak)));
        let (drawn, transport) = profile.draw_keys_by_phrase(PHRASE, FLOOR).unwrap();
        assert!(profile.is_by_phrase());
        let opened = profile.open_keys(&format!(" {PHRASE} "), &Nothing, &now).unwrap();
        assert_eq!(opened.signing.verifying(), drawn.signing.verifying());
        assert!(matches!(profile.open_keys(OTHER, &Nothing, &now), Err(DeviceError::PinWrong)));
        let change = |old: &str, new: &str| profile.change_pin(old, new, &Nothing, FLOOR, &now);
        assert!(matches!(change(PHRASE, "804217"), Err(DeviceError::PhraseWeak)));
        assert!(matches!(change(OTHER, OTHER), Err(DeviceError::PinWrong)));
        change(PHRASE, OTHER).unwrap();
        assert!(matches!(profile.open_keys(PHRASE, &Nothing, &now), Err(DeviceError::PinWrong)));
        profile.open_keys(OTHER, &Nothing, &now).unwrap();
        assert_eq!(profile.transport_key(&Nothing).unwrap().verifying(), transport);
    }

    #[test]
    fn its_tries_are_counted_and_after_the_tenth_what_waits_is_still_sent() {
        let folder = tempfile::tempdir().unwrap();
        let profile = Profile::at(folder.path());
        let (_, transport) = profile.draw_keys_by_phrase(PHRASE, FLOOR).unwrap();
        for hour in 0..10 {
            let now = Uptime::of("a", 3600 * hour);
            profile.open_keys(OTHER, &Nothing, &now).err().unwrap();
            if hour == 6 {
                let early = profile.open_keys(PHRASE, &Nothing, &now);
                assert!(matches!(early, Err(DeviceError::PinWait)));
            }
        }
        let late = profile.open_keys(PHRASE, &Nothing, &Uptime::of("b", 100_000));
        assert!(matches!(late, Err(DeviceError::PinGone)));
        assert_eq!(profile.transport_key(&Nothing).unwrap().verifying(), transport);
        assert_eq!(profile.tries().unwrap(), None);
    }

    #[test]
    fn nothing_of_a_key_store_is_ever_done_without() {
        let folder = tempfile::tempdir().unwrap();
        let (profile, now) = (Profile::at(folder.path()), Uptime::of("a", 0));
        profile.draw_keys("804217", &Drawer::default(), FLOOR).unwrap();
        assert!(!profile.is_by_phrase());
        assert!(matches!(profile.open_keys("804217", &Nothing, &now), Err(DeviceError::KeyStoreMissing)));
        // Somebody makes the file say that a phrase opens it: then nothing does.
        let mut keys = profile.keys().unwrap();
        keys.store_name.clear();
        keys.transport = Some(vec![7; 32]);
        profile.keep(&keys).unwrap();
        assert!(matches!(profile.open_keys("804217", &Nothing, &now), Err(DeviceError::PinWrong)));
    }
}
