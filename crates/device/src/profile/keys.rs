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
            return self.count(store, "", &self.over());
        }
        let before = self.store_name().ok();
        let name = uuid::Uuid::new_v4().to_string();
        let transport = match self.kept_transport(store)? {
            Some(transport) => transport,
            None => SigningKey::generate(&SystemRandom::new())?,
        };
        let mut secret = Zeroizing::new([0; SECRET_LEN]);
        SystemRandom::new().fill(&mut *secret).map_err(|_| DeviceError::Crypto)?;
        let wrap = pin::wrap(new, &*secret, &*bundle.0, hardness)?;
        store.put(&name, &*secret)?;
        store.put(&transport_name(&name), transport.seed())?;
        self.keep(&Keys { store_name: name.clone(), wrap: Some(wrap), transport: None })?;
        // From here on the new PIN holds, whatever becomes of what is tidied up.
        self.count(store, &name, &self.over()).unwrap_or_else(|error| untidy(&error));
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
                self.count(store, &keys.store_name, &tries.over()).unwrap_or_else(|error| untidy(&error));
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
        self.take_keys(keys, store)?;
        Err(DeviceError::PinGone)
    }

    /// What [`Profile::destroy`] does; done again it changes nothing.
    pub(super) fn take_keys(&self, keys: Keys, store: &dyn KeyStore) -> Result<(), DeviceError> {
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
        Ok(())
    }

    /// Forgets the transport key that the key store keeps, and the tries beside it.
    pub(super) fn drop_transport(&self, name: &str, store: &dyn KeyStore) {
        for name in [transport_name(name), tries_name(name)] {
            store.remove(&name).unwrap_or_else(|error| untidy(&error));
        }
    }

    /// How the tries of the PIN stand, as far as it can be told without the key store: none when there is nothing left to try.
    ///
    /// # Errors
    /// When the keys' file cannot be read.
    pub(crate) fn tries(&self) -> Result<Option<Tries>, DeviceError> {
        let keys = self.keys()?;
        let tries = self.counted_for(&keys.store_name).unwrap_or_default();
        Ok(keys.wrap.map(|_| tries).filter(|tries| tries.left() > 0))
    }

    /// How many wrong tries of the PIN there were here, ever.
    pub(crate) fn wrong_ever(&self) -> u32 {
        self.counted_here().map_or(0, |count| count.tries.ever())
    }

    /// No wrong tries, when the PIN is another now.
    fn over(&self) -> Tries {
        self.counted_here().map(|count| count.tries.over()).unwrap_or_default()
    }

    /// The wrong tries, by the key store and by the file, whichever counts more: putting an old file back wins nobody a try.
    fn counted(&self, store: &dyn KeyStore, name: &str) -> Result<Tries, DeviceError> {
        let kept = if name.is_empty() { None } else { store.get(&tries_name(name))? };
        let kept = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let here = self.counted_for(name);
        Ok(kept.into_iter().chain(here).min_by_key(Tries::left).unwrap_or_default())
    }

    /// The count in the file, if it is of these keys: one of a PIN before, cut short, judges no new one.
    fn counted_for(&self, name: &str) -> Option<Tries> {
        self.counted_here().filter(|count| count.store_name == name).map(|count| count.tries)
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

    /// The transport key where the key store still has it. A store that does not answer is no store that lost it: the server
    /// knows this key, and another would be refused.
    fn kept_transport(&self, store: &dyn KeyStore) -> Result<Option<SigningKey>, DeviceError> {
        let Ok(name) = self.store_name() else { return Ok(None) };
        let seed = store.get(&transport_name(&name))?;
        let key = seed.as_ref().and_then(|seed| seed.first_chunk()).map(SigningKey::from_seed);
        Ok(key.transpose()?)
    }

    /// The transport key, drawn anew where the key store has lost it.
    ///
    /// # Errors
    /// `KeyStoreMissing` when the store is away, or when the keys' file cannot be read.
    pub(crate) fn lasting_transport(&self, store: &dyn KeyStore) -> Result<SigningKey, DeviceError> {
        if self.is_by_phrase() {
            return self.transport_key(store);
        }
        if let Some(kept) = self.kept_transport(store)? {
            return Ok(kept);
        }
        let transport = SigningKey::generate(&SystemRandom::new())?;
        store.put(&transport_name(&self.store_name()?), transport.seed())?;
        Ok(transport)
    }

    /// The file of the keys may be lost; who hands over needs only the name in it.
    pub(super) fn store_name(&self) -> Result<String, DeviceError> {
        let name = self.keys().map(|keys| keys.store_name);
        let counted = || self.counted_here().map(|count| count.store_name);
        name.or_else(|error| counted().or_else(|| self.wiping()?.store_name).ok_or(error))
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
mod tests;
