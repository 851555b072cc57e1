//! The end of a profile by the office's order: which order it was, and what is taken away, step by step, each of which may be
//! done again. Once the order is written down there is no way back: whatever is cut after it goes on at the next start. It
//! must never touch the outbox, for what waits there is still handed over, nor another profile's files.

use super::keys::untidy;
use super::{Profile, sync_folder, write_whole};
use crate::error::DeviceError;
use crate::keystore::KeyStore;
use serde::{Deserialize, Serialize};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use uuid::Uuid;
use vizitas_domain::time::Time;
use vizitas_sync::sign::Signature;
use vizitas_sync::wipe::WipeOrder;

/// The order as it lies in the profile's folder, and how far it was carried out.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Wiping {
    id: Uuid,
    signature: Vec<u8>,
    /// When it came, by the tablet's clock, in seconds since 1970.
    at: i64,
    /// Nothing is left to take away.
    pub(crate) done: bool,
    /// The server has heard so.
    pub(crate) told: bool,
    /// Under which names the key store keeps what is to be taken from it: the files that say so go first.
    #[serde(default)]
    secrets: Vec<String>,
    /// Under which name it keeps the transport key; none where a passphrase opened the profile.
    #[serde(default)]
    pub(super) store_name: Option<String>,
}

impl Wiping {
    pub(crate) fn at(&self) -> Time {
        Time(self.at)
    }

    /// The order, for the server to know it again.
    pub(crate) fn order(&self) -> Option<WipeOrder> {
        let signature = self.signature.as_slice().try_into().ok()?;
        Some(WipeOrder { id: self.id, signature: Signature(signature) })
    }
}

/// What the files are called that hold a key, a name or a word, sealed as they are; those of an earlier life and of a cut write
/// are called so, too, with more behind it. The wrapped keys come first and apart.
const KEYS: &str = "keys.";
const WAYS: [&str; 6] = ["codes.", "recovery.", "asking.", "label.", "tries.", "lease."];
const READ: [&str; 2] = ["replica.db", "inbox"];

impl Profile {
    pub(super) fn wipe_file(&self) -> PathBuf {
        self.folder.join("wipe.json")
    }

    /// Whether there is an order, be it one that cannot be read any more.
    pub(crate) fn is_wiped(&self) -> bool {
        self.wipe_file().exists()
    }

    /// The order, once there is one.
    pub(crate) fn wiping(&self) -> Option<Wiping> {
        serde_json::from_slice(&std::fs::read(self.wipe_file()).ok()?).ok()
    }

    /// Writes the order down: from here on nothing opens this profile.
    pub(crate) fn begin_wipe(&self, order: &WipeOrder, at: Time) -> Result<(), DeviceError> {
        let signature = order.signature.0.to_vec();
        let store_name = self.store_name().ok().filter(|name| !name.is_empty());
        let others = self.code_names().into_iter().chain(self.asking_name()).chain(self.label_name());
        let secrets = store_name.iter().cloned().chain(others).collect();
        self.keep_wiping(&Wiping {
            id: order.id,
            signature,
            at: at.0,
            done: false,
            told: false,
            secrets,
            store_name,
        })
    }

    pub(crate) fn keep_wiping(&self, wiping: &Wiping) -> Result<(), DeviceError> {
        write_whole(&self.wipe_file(), &serde_json::to_vec(wiping).map_err(|_| DeviceError::Crypto)?)
    }

    /// Takes away the keys under the PIN, with their other half in the key store. The transport key stays, for what waits is
    /// still handed over.
    pub(crate) fn wipe_keys(&self, store: &dyn KeyStore) -> Result<(), DeviceError> {
        if let Ok(keys) = self.keys() {
            self.take_keys(keys, store)?;
        }
        let here = self.wrap_file();
        self.take(|name| name.starts_with(KEYS) && here.file_name().is_none_or(|file| *file != *name))
    }

    /// Takes away every other way in.
    pub(crate) fn wipe_ways(&self, store: &dyn KeyStore) -> Result<(), DeviceError> {
        self.forget_codes(store);
        self.end_asking(store);
        self.forget_label(store);
        self.take(|name| WAYS.iter().any(|taken| name.starts_with(taken)))
    }

    /// Whether the key store has let go of all that it kept for what was taken away. Each is tried.
    ///
    /// # Errors
    /// `KeyStoreMissing` when it keeps one: what was copied before would open with it.
    pub(crate) fn wipe_secrets(&self, store: &dyn KeyStore) -> Result<(), DeviceError> {
        let secrets = self.wiping().map(|wiping| wiping.secrets).unwrap_or_default();
        let tried: Vec<_> = secrets.iter().map(|name| store.remove(name)).collect();
        tried.into_iter().collect()
    }

    /// Takes away all that could be read here, now that nothing opens it.
    pub(crate) fn wipe_read(&self) -> Result<(), DeviceError> {
        self.take(|name| READ.iter().any(|taken| name.starts_with(taken)))
    }

    /// The profile is left: nothing is proved by it any more.
    pub(crate) fn forget_transport(&self, store: &dyn KeyStore) {
        match self.keys() {
            Ok(mut keys) if keys.is_by_phrase() => {
                keys.transport = None;
                self.keep(&keys).unwrap_or_else(|error| untidy(&error));
            }
            _ => {
                if let Ok(name) = self.store_name() {
                    self.drop_transport(&name, store);
                }
            }
        }
    }

    fn take(&self, is_meant: impl Fn(&str) -> bool) -> Result<(), DeviceError> {
        let mut meant: Vec<PathBuf> = Vec::new();
        for entry in std::fs::read_dir(&self.folder)? {
            let entry = entry?;
            let is_file = entry.file_type()?.is_file();
            if is_file && is_meant(&entry.file_name().to_string_lossy()) {
                meant.push(entry.path());
            }
        }
        for file in &meant {
            write_over(file).unwrap_or_else(|error| untidy(&error));
            std::fs::remove_file(file)?;
        }
        sync_folder(&self.folder)
    }
}

/// The beginning of a file, where its keys would stand, is written over before its name goes, as far as the storage lets us.
const WRITTEN_OVER: u64 = 64 * 1024;

fn write_over(path: &Path) -> Result<(), DeviceError> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    let length = file.metadata()?.len().min(WRITTEN_OVER);
    file.write_all(&vec![0; usize::try_from(length).unwrap_or(0)])?;
    Ok(file.sync_all()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pin::FLOOR;
    use crate::rasa::{Drawer, identity};
    use crate::uptime::Uptime;

    #[test]
    fn what_opens_a_profile_is_gone_and_what_waits_and_what_is_anothers_stays() {
        let (folder, drawer) = (tempfile::tempdir().unwrap(), Drawer::default());
        let profile = Profile::at(folder.path());
        let other = Profile::at(&folder.path().join("0"));
        let theirs = Drawer::default();
        other.draw_keys("739164", &theirs, FLOOR).unwrap();
        let (_, transport) = profile.draw_keys("804217", &drawer, FLOOR).unwrap();
        profile.enrol(&identity(3)).unwrap();
        profile.keep_label(&identity(3), "Rasa", &drawer).unwrap();
        profile.begin_asking(true, &drawer).unwrap();
        for name in [
            "outbox",
            "outbox.damaged-1",
            "replica.db",
            "replica.db-wal",
            "replica.db.damaged-1",
            "keys.refused",
        ] {
            std::fs::write(folder.path().join(name), b"what was there").unwrap();
        }
        let order = WipeOrder { id: Uuid::from_u128(7), signature: Signature([7; 64]) };
        profile.begin_wipe(&order, Time(5)).unwrap();
        // Done again it is the same: it may be cut anywhere.
        for _ in 0..2 {
            profile.wipe_keys(&drawer).unwrap();
            profile.wipe_ways(&drawer).unwrap();
            profile.wipe_read().unwrap();
            profile.wipe_secrets(&drawer).unwrap();
        }
        assert_eq!(profile.wiping().and_then(|wiping| wiping.order()), Some(order));
        let mut left: Vec<String> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(left, ["0", "installation.json", "keys.json", "outbox", "outbox.damaged-1", "wipe.json"]);
        let now = Uptime::of("a", 0);
        assert!(matches!(profile.open_keys("804217", &drawer, &now), Err(DeviceError::PinGone)));
        assert_eq!(
            profile.transport_key(&drawer).unwrap().verifying(),
            transport,
            "what waits is handed over"
        );
        let rest = drawer
            .names()
            .into_iter()
            .filter(|name| !name.ends_with(".transport") && !name.ends_with(".tries"));
        assert_eq!(rest.collect::<Vec<_>>(), Vec::<String>::new(), "of the key store nothing else is left");
        profile.forget_transport(&drawer);
        assert!(drawer.names().is_empty());
        other.open_keys("739164", &theirs, &now).unwrap();
    }

    /// A key store that lets go of nothing.
    struct Stubborn(Drawer);

    impl KeyStore for Stubborn {
        fn put(&self, name: &str, secret: &[u8]) -> Result<(), DeviceError> {
            self.0.put(name, secret)
        }

        fn get(&self, name: &str) -> Result<Option<zeroize::Zeroizing<Vec<u8>>>, DeviceError> {
            self.0.get(name)
        }

        fn remove(&self, _: &str) -> Result<(), DeviceError> {
            Err(DeviceError::KeyStoreMissing)
        }
    }

    #[test]
    fn a_key_store_that_keeps_a_secret_is_asked_again_though_no_file_names_it_any_more() {
        let (folder, store) = (tempfile::tempdir().unwrap(), Stubborn(Drawer::default()));
        let profile = Profile::at(folder.path());
        profile.draw_keys("804217", &store, FLOOR).unwrap();
        profile.enrol(&identity(3)).unwrap();
        profile.keep_label(&identity(3), "Rasa", &store).unwrap();
        profile.begin_asking(true, &store).unwrap();
        let order = WipeOrder { id: Uuid::from_u128(7), signature: Signature([7; 64]) };
        profile.begin_wipe(&order, Time(5)).unwrap();
        // The keys' file is damaged: who hands over finds the transport key all the same.
        profile.wipe_keys(&store).unwrap();
        std::fs::write(profile.wrap_file(), b"{").unwrap();
        profile.wipe_ways(&store).unwrap();
        assert!(matches!(profile.wipe_secrets(&store), Err(DeviceError::KeyStoreMissing)));
        assert!(profile.transport_key(&store).is_ok());
        profile.wipe_secrets(&store.0).unwrap();
        let is_rest = |name: &String| !name.ends_with(".transport") && !name.ends_with(".tries");
        assert_eq!(store.0.names().into_iter().find(is_rest), None);
    }
}
