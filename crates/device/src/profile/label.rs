//! The name under which a profile stands in the list at the lock: sealed, with its key in the key store alone, so that a
//! copied folder does not say whose it is. It must never write a name in the open, nor keep anybody out: without it a
//! profile has a number.

use super::keys::untidy;
use super::{Identity, Profile, write_whole};
use crate::error::DeviceError;
use crate::keystore::KeyStore;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// A name as it lies in the profile's folder, and under which name the key store keeps its key.
#[derive(Serialize, Deserialize)]
struct Label {
    store_name: String,
    nonce: [u8; NONCE_LEN],
    sealed: Vec<u8>,
}

const KEY_LEN: usize = 32;

impl Profile {
    /// Keeps the name for the list at the lock.
    ///
    /// # Errors
    /// `KeyStoreMissing`, or when the file cannot be written.
    pub(crate) fn keep_label(
        &self,
        of: &Identity,
        name: &str,
        store: &dyn KeyStore,
    ) -> Result<(), DeviceError> {
        let random = SystemRandom::new();
        let (store_name, key) = match self.label_file().map(|label| label.store_name) {
            Some(known) => (known.clone(), store.get(&known)?),
            None => (format!("{}.label", uuid::Uuid::new_v4()), None),
        };
        let key = if let Some(key) = key.filter(|key| key.len() == KEY_LEN) {
            key
        } else {
            let mut drawn = Zeroizing::new(vec![0; KEY_LEN]);
            random.fill(&mut drawn).map_err(|_| DeviceError::Crypto)?;
            store.put(&store_name, &drawn)?;
            drawn
        };
        let mut nonce = [0; NONCE_LEN];
        random.fill(&mut nonce).map_err(|_| DeviceError::Crypto)?;
        let mut sealed = name.as_bytes().to_vec();
        sealing_key(&key)?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(context(of)),
                &mut sealed,
            )
            .map_err(|_| DeviceError::Crypto)?;
        let label = Label { store_name, nonce, sealed };
        write_whole(&self.label_path(), &serde_json::to_vec(&label).map_err(|_| DeviceError::Crypto)?)
    }

    /// The name for the list at the lock; none when there is none yet, or the key store does not open it.
    pub(crate) fn label(&self, of: &Identity, store: &dyn KeyStore) -> Option<String> {
        let mut label = self.label_file()?;
        let key = sealing_key(&store.get(&label.store_name).ok()??).ok()?;
        let nonce = Nonce::assume_unique_for_key(label.nonce);
        let name = key.open_in_place(nonce, Aad::from(context(of)), &mut label.sealed).ok()?;
        String::from_utf8(name.to_vec()).ok()
    }

    /// Forgets the key of the name in the list: what is left of it is nobody's.
    pub(super) fn forget_label(&self, store: &dyn KeyStore) {
        if let Some(label) = self.label_file() {
            store.remove(&label.store_name).unwrap_or_else(|error| untidy(&error));
        }
    }

    /// Under which name the key store keeps that key.
    pub(super) fn label_name(&self) -> Option<String> {
        self.label_file().map(|label| label.store_name)
    }

    fn label_file(&self) -> Option<Label> {
        serde_json::from_slice(&std::fs::read(self.label_path()).ok()?).ok()
    }
}

fn sealing_key(key: &[u8]) -> Result<LessSafeKey, DeviceError> {
    Ok(LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).map_err(|_| DeviceError::Crypto)?))
}

/// Binds a name to its profile: put into another folder it does not open.
fn context(of: &Identity) -> Vec<u8> {
    [&b"vizitas label v1"[..], of.installation.0.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rasa::{Drawer, identity};

    #[test]
    fn a_name_is_read_by_its_own_profile_with_its_own_key_store_and_lies_nowhere_in_the_open() {
        let (folder, store) = (tempfile::tempdir().unwrap(), Drawer::default());
        let (profile, rasa, asta) = (Profile::at(folder.path()), identity(3), identity(4));
        assert_eq!(profile.label(&rasa, &store), None);
        for name in ["Rasa Petraitienė", "Rasa Kazlauskienė"] {
            profile.keep_label(&rasa, name, &store).unwrap();
            assert_eq!(profile.label(&rasa, &store).as_deref(), Some(name));
        }
        assert_eq!(profile.label(&asta, &store), None, "in another's folder it does not open");
        assert_eq!(profile.label(&rasa, &Drawer::default()), None, "nor on another tablet");
        let file = std::fs::read(profile.label_path()).unwrap();
        assert!(!file.windows(4).any(|part| part == b"Rasa"));
        // The key store has forgotten the key: another is drawn, and the file says so.
        let store = Drawer::default();
        profile.keep_label(&rasa, "Rasa", &store).unwrap();
        assert_eq!(profile.label(&rasa, &store).as_deref(), Some("Rasa"));
    }
}
