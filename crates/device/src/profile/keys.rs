//! The keys of a profile on the disk: wrapped by the PIN, with the tries to open them beside them, and their other half in
//! the key store. It must never write a key or a PIN in the open, nor open anything without counting the try first.

use super::{Bundle, Profile, Secrets, write_whole};
use crate::error::DeviceError;
use crate::keystore::{KeyStore, SECRET_LEN};
use crate::phrase;
use crate::pin::{self, Hardness, Wrap};
use crate::tries::Tries;
use crate::uptime::Uptime;
use ring::rand::{SecureRandom, SystemRandom};
use serde::{Deserialize, Serialize};
use std::fs::OpenOptions;
use std::io::Write;
use vizitas_sync::sign::{SigningKey, VerifyingKey};
use zeroize::Zeroizing;

impl Profile {
    /// Draws the keys of a new profile and wraps them; the transport key, with which a locked tablet may push, stays
    /// in the key store alone. Nothing is enrolled by this. Gives the secrets and the transport key's public half.
    ///
    /// # Errors
    /// `PinWeak`, `KeyStoreMissing`, or when a file cannot be written.
    pub fn draw_keys(
        &self,
        pin: &str,
        store: &dyn KeyStore,
        hardness: Hardness,
    ) -> Result<(Secrets, VerifyingKey), DeviceError> {
        let mut folders = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folders, 0o700);
        folders.recursive(true).create(&self.folder)?;
        let bundle = Bundle::draw()?;
        let mut secret = Zeroizing::new([0; SECRET_LEN]);
        SystemRandom::new().fill(&mut *secret).map_err(|_| DeviceError::Crypto)?;
        let wrap = pin::wrap(pin, &*secret, &*bundle.0, hardness)?;
        let name = uuid::Uuid::new_v4().to_string();
        store.put(&name, &*secret)?;
        let transport = SigningKey::generate(&SystemRandom::new())?;
        store.put(&transport_name(&name), transport.seed())?;
        self.count(store, &name, &Tries::default())?;
        self.keep(&Keys { store_name: name, wrap: Some(wrap), transport: None })?;
        Ok((bundle.secrets()?, transport.verifying()))
    }

    /// Opens the keys. A try counts before it is made; with the last wrong one what the PIN opens is destroyed, and nothing
    /// else.
    ///
    /// # Errors
    /// `PinWrong`, `PinWait` before its time, `PinGone` when there is nothing left to try, `KeyStoreMissing` when the store is
    /// away or has lost the secret, or when the file is damaged.
    pub fn open_keys(&self, pin: &str, store: &dyn KeyStore, now: &Uptime) -> Result<Secrets, DeviceError> {
        let bundle = self.bundle(pin, store, now)?;
        bundle.secrets()
    }

    /// Puts another PIN in the place of this one, for the same keys.
    ///
    /// # Errors
    /// As [`Profile::open_keys`] for the old PIN; `PinWeak` for the new one.
    pub fn change_pin(
        &self,
        old: &str,
        new: &str,
        store: &dyn KeyStore,
        hardness: Hardness,
        now: &Uptime,
    ) -> Result<(), DeviceError> {
        if self.is_by_phrase() {
            phrase::check(new, &[])?;
            let bundle = self.bundle(old, store, now)?;
            let wrap = Some(pin::wrap_by_phrase(new, &*bundle.0, hardness)?);
            return self.keep(&Keys { wrap, ..self.keys()? });
        }
        pin::check(new)?;
        let bundle = self.bundle(old, store, now)?;
        self.wrap_anew(&bundle, new, store, hardness)
    }

    /// Refuses a PIN or passphrase that is easy to guess.
    ///
    /// # Errors
    /// `PinWeak`, `PhraseWeak`.
    pub(super) fn check_new(&self, new: &str) -> Result<(), DeviceError> {
        if self.is_by_phrase() { phrase::check(new, &[]) } else { pin::check(new) }
    }

    /// Wraps the keys of this profile by a new PIN, whatever became of the one before. A transport key that was lost with the
    /// key store is drawn anew: the server is told at the next sync.
    pub(super) fn wrap_anew(
        &self,
        bundle: &Bundle,
        new: &str,
        store: &dyn KeyStore,
        hardness: Hardness,
    ) -> Result<(), DeviceError> {
        if self.is_by_phrase() {
            let wrap = Some(pin::wrap_by_phrase(new, &*bundle.0, hardness)?);
            self.keep(&Keys { wrap, ..self.keys()? })?;
            return self.count(store, "", &Tries::default());
        }
        let before = self.store_name().ok();
        let name = uuid::Uuid::new_v4().to_string();
        let transport = match self.transport_key(store) {
            Ok(transport) => transport,
            Err(_) => SigningKey::generate(&SystemRandom::new())?,
        };
        let mut secret = Zeroizing::new([0; SECRET_LEN]);
        SystemRandom::new().fill(&mut *secret).map_err(|_| DeviceError::Crypto)?;
        let wrap = pin::wrap(new, &*secret, &*bundle.0, hardness)?;
        store.put(&name, &*secret)?;
        store.put(&transport_name(&name), transport.seed())?;
        self.keep(&Keys { store_name: name.clone(), wrap: Some(wrap), transport: None })?;
        // From here on the new PIN holds, whatever becomes of what is tidied up.
        self.count(store, &name, &Tries::default()).unwrap_or_else(|error| untidy(&error));
        // What the old PIN opened lies about in freed blocks of the storage: without its other half it opens nothing.
        let names = before.map(|before| [before.clone(), transport_name(&before), tries_name(&before)]);
        for name in names.into_iter().flatten() {
            store.remove(&name).unwrap_or_else(|error| untidy(&error));
        }
        Ok(())
    }

    fn bundle(&self, pin: &str, store: &dyn KeyStore, now: &Uptime) -> Result<Bundle, DeviceError> {
        let keys = self.keys()?;
        let tries = self.counted(store, &keys.store_name)?;
        let Some(wrap) = keys.wrap.as_ref().filter(|_| tries.left() > 0) else {
            // Perhaps the tablet was switched off in the middle of the last one, or of what followed.
            return self.destroy(keys, store);
        };
        if !tries.wait(now).is_zero() {
            return Err(DeviceError::PinWait);
        }
        let secret = if keys.is_by_phrase() {
            None
        } else {
            Some(store.get(&keys.store_name)?.ok_or(DeviceError::KeyStoreMissing)?)
        };
        let tried = tries.and_one(now.clone());
        self.count(store, &keys.store_name, &tried)?;
        let opened = match &secret {
            Some(secret) => pin::unwrap(pin, secret, wrap),
            None => pin::unwrap_by_phrase(pin, wrap),
        };
        match opened {
            Ok(opened) => {
                // The PIN was right, whatever becomes of the count.
                self.count(store, &keys.store_name, &Tries::default()).unwrap_or_else(|error| untidy(&error));
                Bundle::read(&opened)
            }
            Err(DeviceError::PinWrong) if tried.left() == 0 => self.destroy(keys, store),
            Err(DeviceError::PinWrong) => Err(DeviceError::PinWrong),
            // Nothing was tried.
            Err(error) => {
                self.count(store, &keys.store_name, &tries)?;
                Err(error)
            }
        }
    }

    /// Takes away what a PIN could be tried on: the wrapped keys, and their other half in the key store. The transport key
    /// stays, for what waits is still handed over. What was cut short is done again at the next try.
    fn destroy<T>(&self, keys: Keys, store: &dyn KeyStore) -> Result<T, DeviceError> {
        if !keys.is_by_phrase() {
            store.remove(&keys.store_name).unwrap_or_else(|error| untidy(&error));
        }
        if keys.wrap.is_some() {
            let mut old = OpenOptions::new().write(true).open(self.wrap_file())?;
            let length = usize::try_from(old.metadata()?.len()).unwrap_or(0);
            self.keep(&Keys { wrap: None, ..keys })?;
            // Nothing names the old file any more; what it held is written over, as far as the storage lets us.
            old.write_all(&vec![0; length])?;
            old.sync_all()?;
        }
        Err(DeviceError::PinGone)
    }

    /// How the tries of the PIN stand, as far as it can be told without the key store: none when there is nothing left to try.
    ///
    /// # Errors
    /// When the keys' file cannot be read.
    pub(crate) fn tries(&self) -> Result<Option<Tries>, DeviceError> {
        let tries = self.counted_here().map(|count| count.tries).unwrap_or_default();
        Ok(self.keys()?.wrap.map(|_| tries).filter(|tries| tries.left() > 0))
    }

    /// The wrong tries, by the key store and by the file, whichever counts more: putting an old file back wins nobody a try.
    fn counted(&self, store: &dyn KeyStore, name: &str) -> Result<Tries, DeviceError> {
        let kept = if name.is_empty() { None } else { store.get(&tries_name(name))? };
        let kept = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let here = self.counted_here().map(|count| count.tries);
        Ok(kept.into_iter().chain(here).min_by_key(Tries::left).unwrap_or_default())
    }

    fn counted_here(&self) -> Option<Count> {
        serde_json::from_slice(&std::fs::read(self.count_file()).ok()?).ok()
    }

    /// Writes the tries down at both places; one of them is enough, for the storage may be full.
    fn count(&self, store: &dyn KeyStore, name: &str, tries: &Tries) -> Result<(), DeviceError> {
        let here = self.count_here(name, tries);
        if name.is_empty() {
            // The phrase itself holds against whoever counts for himself; a full disk is to keep nobody out.
            here.unwrap_or_else(|error| untidy(&error));
            return Ok(());
        }
        let bytes = serde_json::to_vec(tries).map_err(|_| DeviceError::Crypto)?;
        store.put(&tries_name(name), &bytes).or(here)
    }

    pub(super) fn count_here(&self, name: &str, tries: &Tries) -> Result<(), DeviceError> {
        let count = Count { store_name: name.to_owned(), tries: tries.clone() };
        write_whole(&self.count_file(), &serde_json::to_vec(&count).map_err(|_| DeviceError::Crypto)?)
    }

    /// The key with which a locked tablet hands over what waits. It needs no PIN, and opens nothing.
    ///
    /// # Errors
    /// `KeyStoreMissing` when the store is away or has lost it, or when the file is damaged.
    pub fn transport_key(&self, store: &dyn KeyStore) -> Result<SigningKey, DeviceError> {
        if let Some(seed) = self.keys().ok().and_then(|keys| keys.transport) {
            return Ok(SigningKey::from_seed(seed.first_chunk().ok_or(DeviceError::ProfileDamaged)?)?);
        }
        let name = self.store_name()?;
        let seed = store.get(&transport_name(&name))?.ok_or(DeviceError::KeyStoreMissing)?;
        Ok(SigningKey::from_seed(seed.first_chunk().ok_or(DeviceError::ProfileDamaged)?)?)
    }

    /// The file of the keys may be lost; who hands over needs only the name in it.
    fn store_name(&self) -> Result<String, DeviceError> {
        let name = self.keys().map(|keys| keys.store_name);
        name.or_else(|error| self.counted_here().map(|count| count.store_name).ok_or(error))
    }

    pub(super) fn keys(&self) -> Result<Keys, DeviceError> {
        let bytes = std::fs::read(self.wrap_file())?;
        serde_json::from_slice(&bytes).map_err(|_| DeviceError::ProfileDamaged)
    }

    pub(super) fn keep(&self, keys: &Keys) -> Result<(), DeviceError> {
        write_whole(&self.wrap_file(), &serde_json::to_vec(keys).map_err(|_| DeviceError::Crypto)?)
    }
}

/// The wrapped keys, and under which name the key store keeps their other half.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Keys {
    /// Empty where there was no key store.
    pub(super) store_name: String,
    /// None once there were too many wrong tries.
    pub(super) wrap: Option<Wrap>,
    /// The seed of the transport key, where there was no key store to keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) transport: Option<Vec<u8>>,
}

impl Keys {
    /// Whether they were made without a key store. Whoever makes the file say so wins nothing: what is wrapped with a secret
    /// is not opened without it.
    pub(super) fn is_by_phrase(&self) -> bool {
        self.store_name.is_empty() && self.transport.is_some()
    }
}

/// The tries to open them, beside them: they change with each, and the keys should not.
#[derive(Serialize, Deserialize)]
struct Count {
    store_name: String,
    tries: Tries,
}

/// What was done stands, though the key store or the count kept something that it need not.
pub(super) fn untidy(error: &DeviceError) {
    tracing::warn!(%error, "the keys were changed, and something of before stays");
}

/// Under which name the key store keeps the wrong tries.
fn tries_name(name: &str) -> String {
    format!("{name}.tries")
}

/// Under which name the key store keeps the transport key.
fn transport_name(name: &str) -> String {
    format!("{name}.transport")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rasa::Drawer;

    #[test]
    fn the_same_keys_come_back_with_the_pin_on_this_tablet_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (profile, drawer) = (Profile::at(folder.path()), Drawer::default());
        let (drawn, _) = profile.draw_keys("804217", &drawer, pin::FLOOR).unwrap();
        let now = Uptime::of("a", 0);
        let opened = profile.open_keys("804217", &drawer, &now).unwrap();
        assert_eq!(opened.signing.verifying(), drawn.signing.verifying());
        assert_eq!(opened.opener.bytes(), drawn.opener.bytes());
        assert!(matches!(profile.open_keys("804218", &drawer, &now), Err(DeviceError::PinWrong)));
        let elsewhere = profile.open_keys("804217", &Drawer::default(), &now);
        assert!(matches!(elsewhere, Err(DeviceError::KeyStoreMissing)));
        let file = std::fs::read(profile.wrap_file()).unwrap();
        assert!(!file.windows(8).any(|part| part == &drawn.signing.seed()[..8]));
    }

    /// Tries `pin` as soon as it may be tried.
    fn try_pin(profile: &Profile, drawer: &Drawer, pin: &str, up: &mut u64) -> Result<Secrets, DeviceError> {
        let wait = profile.tries().unwrap().map_or(0, |tries| tries.wait(&Uptime::of("a", *up)).as_secs());
        if wait > 0 {
            let early = profile.open_keys("804217", drawer, &Uptime::of("a", *up + wait - 1));
            assert!(matches!(early, Err(DeviceError::PinWait)), "even the right one waits");
        }
        *up += wait;
        profile.open_keys(pin, drawer, &Uptime::of("a", *up))
    }

    #[test]
    fn after_the_tenth_wrong_pin_there_is_nothing_left_to_try() {
        let folder = tempfile::tempdir().unwrap();
        let (profile, drawer, mut up) = (Profile::at(folder.path()), Drawer::default(), 0);
        let (_, transport) = profile.draw_keys("804217", &drawer, pin::FLOOR).unwrap();
        for _ in 0..9 {
            let wrong = try_pin(&profile, &drawer, "804218", &mut up);
            assert!(matches!(wrong, Err(DeviceError::PinWrong)));
        }
        assert_eq!(up, 30 + 60 + 300 + 900, "it took that long");
        assert_eq!(profile.tries().unwrap().unwrap().told(), Some(1));
        assert!(matches!(try_pin(&profile, &drawer, "804218", &mut up), Err(DeviceError::PinGone)));
        for (pin, later) in [("804217", 0), ("804217", 1_000_000)] {
            let tried = profile.open_keys(pin, &drawer, &Uptime::of("a", up + later));
            assert!(matches!(tried, Err(DeviceError::PinGone)));
        }
        assert_eq!(profile.tries().unwrap(), None);
        assert_eq!(profile.keys().unwrap().wrap, None);
        let name = profile.keys().unwrap().store_name;
        assert!(drawer.get(&name).unwrap().is_none(), "its other half is gone too");
        assert_eq!(
            profile.transport_key(&drawer).unwrap().verifying(),
            transport,
            "what waits is still sent"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_profiles_folder_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("own");
        Profile::at(&own).draw_keys("804217", &Drawer::default(), pin::FLOOR).unwrap();
        assert_eq!(std::fs::metadata(&own).unwrap().permissions().mode() & 0o777, 0o700);
        for file in std::fs::read_dir(&own).unwrap().map(Result::unwrap) {
            let mode = file.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!(mode, 0o600, "{:?}", file.file_name());
        }
    }

    #[test]
    fn a_right_pin_begins_the_count_anew_and_a_try_that_was_cut_short_counts() {
        let folder = tempfile::tempdir().unwrap();
        let (profile, drawer, mut up) = (Profile::at(folder.path()), Drawer::default(), 0);
        profile.draw_keys("804217", &drawer, pin::FLOOR).unwrap();
        for _ in 0..6 {
            try_pin(&profile, &drawer, "804218", &mut up).err().unwrap();
        }
        // Without its key store nothing is tried, and nothing counts.
        up += 1000;
        let without = profile.open_keys("804217", &Drawer::default(), &Uptime::of("a", up));
        assert!(matches!(without, Err(DeviceError::KeyStoreMissing)));
        assert_eq!(profile.tries().unwrap().unwrap().left(), 4);
        try_pin(&profile, &drawer, "804217", &mut up).unwrap();
        assert_eq!(profile.tries().unwrap(), Some(Tries::default()));
        // Switched off in the middle of the tenth: it was counted, and not answered.
        let name = profile.keys().unwrap().store_name;
        let tries = (0..10).fold(Tries::default(), |tries, _| tries.and_one(Uptime::of("a", up)));
        profile.count(&drawer, &name, &tries).unwrap();
        let after = profile.open_keys("804217", &drawer, &Uptime::of("b", 1_000_000));
        assert!(matches!(after, Err(DeviceError::PinGone)));
        assert_eq!(profile.keys().unwrap().wrap, None);
    }

    #[test]
    fn putting_files_back_or_away_wins_nobody_a_try_and_a_full_disk_keeps_nobody_out() {
        let folder = tempfile::tempdir().unwrap();
        let (profile, drawer, mut up) = (Profile::at(folder.path()), Drawer::default(), 0);
        let (_, transport) = profile.draw_keys("804217", &drawer, pin::FLOOR).unwrap();
        let (keys, count) =
            (std::fs::read(profile.wrap_file()).unwrap(), std::fs::read(profile.count_file()).unwrap());
        for _ in 0..6 {
            try_pin(&profile, &drawer, "804218", &mut up).err().unwrap();
        }
        for back in [Some(&count), None] {
            std::fs::write(profile.wrap_file(), &keys).unwrap();
            match back {
                Some(count) => std::fs::write(profile.count_file(), count).unwrap(),
                None => std::fs::remove_file(profile.count_file()).unwrap(),
            }
            let early = profile.open_keys("804217", &drawer, &Uptime::of("a", up));
            assert!(matches!(early, Err(DeviceError::PinWait)));
        }
        // Where the file stood there is a folder now: nothing can be written there, as on a full disk.
        std::fs::create_dir(profile.count_file()).unwrap();
        up += 1000;
        profile.open_keys("804217", &drawer, &Uptime::of("a", up)).unwrap();
        std::fs::remove_dir(profile.count_file()).unwrap();
        profile.open_keys("804217", &drawer, &Uptime::of("a", up)).unwrap();
        // With the keys' file lost, what waits is still handed over.
        std::fs::remove_file(profile.wrap_file()).unwrap();
        assert!(profile.open_keys("804217", &drawer, &Uptime::of("a", up)).is_err());
        assert_eq!(profile.transport_key(&drawer).unwrap().verifying(), transport);
    }

    /// A key store that keeps whatever it was given.
    struct Hoarder(Drawer);

    impl KeyStore for Hoarder {
        fn put(&self, name: &str, secret: &[u8]) -> Result<(), DeviceError> {
            self.0.put(name, secret)
        }
        fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, DeviceError> {
            self.0.get(name)
        }
        fn remove(&self, _: &str) -> Result<(), DeviceError> {
            Err(DeviceError::KeyStoreMissing)
        }
    }

    #[test]
    fn a_pin_that_was_changed_is_said_to_be_though_the_store_keeps_the_old_secret() {
        let folder = tempfile::tempdir().unwrap();
        let (profile, store, now) =
            (Profile::at(folder.path()), Hoarder(Drawer::default()), Uptime::of("a", 0));
        profile.draw_keys("804217", &store, pin::FLOOR).unwrap();
        profile.change_pin("804217", "739164", &store, pin::FLOOR, &now).unwrap();
        assert!(matches!(profile.open_keys("804217", &store, &now), Err(DeviceError::PinWrong)));
        profile.open_keys("739164", &store, &now).unwrap();
    }

    #[test]
    fn a_profile_that_is_left_twice_keeps_both_lives() {
        let folder = tempfile::tempdir().unwrap();
        let (profile, drawer) = (Profile::at(folder.path()), Drawer::default());
        for _ in 0..3 {
            profile.draw_keys("804217", &drawer, pin::FLOOR).unwrap();
            profile.leave().unwrap();
        }
        let left = |n: &str| profile.wrap_file().with_extension(n).exists();
        assert!(left("refused") && left("refused-2") && left("refused-3") && !profile.wrap_file().exists());
    }

    #[test]
    fn another_pin_opens_the_same_keys_and_the_old_one_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let (profile, drawer, now) = (Profile::at(folder.path()), Drawer::default(), Uptime::of("a", 0));
        let (drawn, transport) = profile.draw_keys("804217", &drawer, pin::FLOOR).unwrap();
        let change = |old, new| profile.change_pin(old, new, &drawer, pin::FLOOR, &now);
        assert!(matches!(change("804217", "123456"), Err(DeviceError::PinWeak)));
        assert!(matches!(change("804218", "739164"), Err(DeviceError::PinWrong)));
        change("804217", "739164").unwrap();
        assert!(matches!(profile.open_keys("804217", &drawer, &now), Err(DeviceError::PinWrong)));
        let opened = profile.open_keys("739164", &drawer, &now).unwrap();
        assert_eq!(opened.signing.verifying(), drawn.signing.verifying());
        assert_eq!(profile.transport_key(&drawer).unwrap().verifying(), transport);
        assert!(matches!(change("804217", "482913"), Err(DeviceError::PinWrong)));
    }
}
