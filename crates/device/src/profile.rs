//! A worker's profile on this tablet: the folder with its outbox, its replica, what everybody may know of the
//! installation, and its keys wrapped by the PIN. It must never write a key, a name or a PIN in the open.

use crate::error::DeviceError;
use crate::keystore::{KeyStore, SECRET_LEN};
use crate::pin::{self, Hardness, Wrap};
use crate::tries::Tries;
use crate::uptime::Uptime;
use ring::rand::{SecureRandom, SystemRandom};
use serde::{Deserialize, Serialize};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use vizitas_domain::id::{ActorId, InstallationId};
use vizitas_replica::FileKey;
use vizitas_sync::keys::Opener;
use vizitas_sync::sign::{SigningKey, VerifyingKey};
use zeroize::Zeroizing;

/// What may be known of an installation without its PIN: where its server is and how to know it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Who signs.
    pub installation: InstallationId,
    /// Which life of the installation.
    pub incarnation: u32,
    /// The worker whose profile this is.
    pub worker: ActorId,
    /// Address of the municipality at its server: `https://host:port/m/name`.
    pub address: String,
    /// SHA-256 of the server's certificate: no other is trusted.
    pub certificate: [u8; 32],
    /// Public key by which pull answers are signed.
    pub log_key: [u8; 32],
    /// Public key to which new data keys are sealed.
    pub recipient: Vec<u8>,
    /// The office's name.
    pub office: String,
}

/// The secrets of a profile, in memory while it is open.
pub struct Secrets {
    /// Signs events and requests.
    pub signing: SigningKey,
    /// Opens granted data keys.
    pub opener: Opener,
    /// Opens the replica's file.
    pub file: FileKey,
}

const SEED: usize = 32;
const BUNDLE: usize = SEED + SEED + SEED + 16;

/// The secrets as they are wrapped: signing seed, opener, file key, file salt.
struct Bundle(Zeroizing<[u8; BUNDLE]>);

impl Bundle {
    fn draw() -> Result<Self, DeviceError> {
        let mut bytes = Zeroizing::new([0; BUNDLE]);
        SystemRandom::new().fill(&mut *bytes).map_err(|_| DeviceError::Crypto)?;
        Ok(Self(bytes))
    }

    fn read(bytes: &[u8]) -> Result<Self, DeviceError> {
        bytes.try_into().map(|bytes| Self(Zeroizing::new(bytes))).map_err(|_| DeviceError::Crypto)
    }

    fn secrets(&self) -> Result<Secrets, DeviceError> {
        let part = |from: usize| -> Result<[u8; SEED], DeviceError> {
            self.0.get(from..).and_then(|rest| rest.first_chunk()).copied().ok_or(DeviceError::Crypto)
        };
        let salt = self.0.last_chunk::<16>().ok_or(DeviceError::Crypto)?;
        Ok(Secrets {
            signing: SigningKey::from_seed(&part(0)?)?,
            opener: Opener::from_bytes(part(SEED)?),
            file: FileKey::new(part(2 * SEED)?, *salt),
        })
    }
}

/// A profile's folder.
#[derive(Clone, Debug)]
pub struct Profile {
    folder: PathBuf,
}

impl Profile {
    /// The profile kept in `folder`, whether there is one yet or not.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Where the outbox is.
    #[must_use]
    pub fn outbox(&self) -> PathBuf {
        self.folder.join("outbox")
    }

    /// Where the replica is.
    #[must_use]
    pub fn replica(&self) -> PathBuf {
        self.folder.join("replica.db")
    }

    fn identity_file(&self) -> PathBuf {
        self.folder.join("installation.json")
    }

    fn wrap_file(&self) -> PathBuf {
        self.folder.join("keys.json")
    }

    /// What may be known without the PIN; none when this tablet is not enrolled.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn identity(&self) -> Result<Option<Identity>, DeviceError> {
        match std::fs::read(self.identity_file()) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|_| DeviceError::ProfileDamaged),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

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
        std::fs::create_dir_all(&self.folder)?;
        let bundle = Bundle::draw()?;
        let mut secret = Zeroizing::new([0; SECRET_LEN]);
        SystemRandom::new().fill(&mut *secret).map_err(|_| DeviceError::Crypto)?;
        let wrap = pin::wrap(pin, &*secret, &*bundle.0, hardness)?;
        let name = uuid::Uuid::new_v4().to_string();
        store.put(&name, &*secret)?;
        let transport = SigningKey::generate(&SystemRandom::new())?;
        store.put(&transport_name(&name), transport.seed())?;
        self.keep(&Keys { store_name: name, wrap: Some(wrap), tries: Tries::default() })?;
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
        pin::check(new)?;
        let bundle = self.bundle(old, store, now)?;
        let keys = self.keys()?;
        let secret = store.get(&keys.store_name)?.ok_or(DeviceError::KeyStoreMissing)?;
        let wrap = pin::wrap(new, &secret, &*bundle.0, hardness)?;
        self.keep(&Keys { wrap: Some(wrap), ..keys })
    }

    fn bundle(&self, pin: &str, store: &dyn KeyStore, now: &Uptime) -> Result<Bundle, DeviceError> {
        let keys = self.keys()?;
        let wrap = keys.wrap.as_ref().ok_or(DeviceError::PinGone)?;
        if keys.tries.left() == 0 {
            // The tablet was switched off in the middle of the last one.
            return self.destroy(keys, store);
        }
        if !keys.tries.wait(now).is_zero() {
            return Err(DeviceError::PinWait);
        }
        let secret = store.get(&keys.store_name)?.ok_or(DeviceError::KeyStoreMissing)?;
        let tried = Keys { tries: keys.tries.and_one(now.clone()), ..keys.clone() };
        self.keep(&tried)?;
        match pin::unwrap(pin, &secret, wrap) {
            Ok(opened) => {
                self.keep(&Keys { tries: Tries::default(), ..tried })?;
                Bundle::read(&opened)
            }
            Err(DeviceError::PinWrong) if tried.tries.left() == 0 => self.destroy(tried, store),
            Err(error) => Err(error),
        }
    }

    /// Takes away what a PIN could be tried on: the wrapped keys, and their other half in the key store. The transport key
    /// stays, for what waits is still handed over.
    fn destroy<T>(&self, keys: Keys, store: &dyn KeyStore) -> Result<T, DeviceError> {
        let mut old = OpenOptions::new().write(true).open(self.wrap_file())?;
        let length = usize::try_from(old.metadata()?.len()).unwrap_or(0);
        self.keep(&Keys { wrap: None, ..keys.clone() })?;
        // Nothing names the old file any more; what it held is written over, as far as the storage lets us.
        old.write_all(&vec![0; length])?;
        old.sync_all()?;
        store.remove(&keys.store_name)?;
        Err(DeviceError::PinGone)
    }

    /// How the tries of the PIN stand: none when there is nothing left to try.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn tries(&self) -> Result<Option<Tries>, DeviceError> {
        let keys = self.keys()?;
        Ok(keys.wrap.map(|_| keys.tries).filter(|tries| tries.left() > 0))
    }

    /// The key with which a locked tablet hands over what waits. It needs no PIN, and opens nothing.
    ///
    /// # Errors
    /// `KeyStoreMissing` when the store is away or has lost it, or when the file is damaged.
    pub fn transport_key(&self, store: &dyn KeyStore) -> Result<SigningKey, DeviceError> {
        let seed =
            store.get(&transport_name(&self.keys()?.store_name))?.ok_or(DeviceError::KeyStoreMissing)?;
        Ok(SigningKey::from_seed(seed.first_chunk().ok_or(DeviceError::ProfileDamaged)?)?)
    }

    fn keys(&self) -> Result<Keys, DeviceError> {
        let bytes = std::fs::read(self.wrap_file())?;
        serde_json::from_slice(&bytes).map_err(|_| DeviceError::ProfileDamaged)
    }

    fn keep(&self, keys: &Keys) -> Result<(), DeviceError> {
        write_whole(&self.wrap_file(), &serde_json::to_vec(keys).map_err(|_| DeviceError::Crypto)?)
    }

    /// Makes the profile an enrolled one: from here on it counts.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn enrol(&self, identity: &Identity) -> Result<(), DeviceError> {
        let bytes = serde_json::to_vec_pretty(identity).map_err(|_| DeviceError::ProfileDamaged)?;
        write_whole(&self.identity_file(), &bytes)
    }

    /// Makes the profile nobody's again; its files stay, under another name.
    ///
    /// # Errors
    /// When a file cannot be moved.
    pub fn leave(&self) -> Result<(), DeviceError> {
        for file in [self.identity_file(), self.wrap_file()] {
            std::fs::rename(&file, file.with_extension("refused"))?;
        }
        Ok(std::fs::File::open(&self.folder)?.sync_all()?)
    }
}

/// The wrapped keys, under which name the key store keeps their other half, and the tries to open them.
#[derive(Clone, Serialize, Deserialize)]
struct Keys {
    store_name: String,
    /// None once there were too many wrong tries.
    wrap: Option<Wrap>,
    #[serde(default)]
    tries: Tries,
}

/// Under which name the key store keeps the transport key.
fn transport_name(name: &str) -> String {
    format!("{name}.transport")
}

/// Writes a file whole or not at all, readable by its owner alone.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), DeviceError> {
    let beside = path.with_extension("new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    if let Some(folder) = path.parent() {
        std::fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;
    use std::sync::Mutex;

    /// A key store that lives as long as the test.
    #[derive(Default)]
    struct Drawer(Mutex<HashMap<String, Vec<u8>>>);

    impl KeyStore for Drawer {
        fn put(&self, name: &str, secret: &[u8]) -> Result<(), DeviceError> {
            self.0.lock().unwrap().insert(name.to_owned(), secret.to_vec());
            Ok(())
        }
        fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, DeviceError> {
            Ok(self.0.lock().unwrap().get(name).cloned().map(Zeroizing::new))
        }
        fn remove(&self, name: &str) -> Result<(), DeviceError> {
            self.0.lock().unwrap().remove(name);
            Ok(())
        }
    }

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
        assert_eq!(drawer.0.lock().unwrap().len(), 1, "its other half is gone too");
        assert_eq!(
            profile.transport_key(&drawer).unwrap().verifying(),
            transport,
            "what waits is still sent"
        );
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
        let keys = profile.keys().unwrap();
        let tries = (0..10).fold(Tries::default(), |tries, _| tries.and_one(Uptime::of("a", up)));
        profile.keep(&Keys { tries, ..keys }).unwrap();
        let after = profile.open_keys("804217", &drawer, &Uptime::of("b", 1_000_000));
        assert!(matches!(after, Err(DeviceError::PinGone)));
        assert_eq!(profile.keys().unwrap().wrap, None);
    }

    #[test]
    fn another_pin_opens_the_same_keys_and_the_old_one_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let (profile, drawer, now) = (Profile::at(folder.path()), Drawer::default(), Uptime::of("a", 0));
        let (drawn, _) = profile.draw_keys("804217", &drawer, pin::FLOOR).unwrap();
        let change = |old, new| profile.change_pin(old, new, &drawer, pin::FLOOR, &now);
        assert!(matches!(change("804217", "123456"), Err(DeviceError::PinWeak)));
        assert!(matches!(change("804218", "739164"), Err(DeviceError::PinWrong)));
        change("804217", "739164").unwrap();
        assert!(matches!(profile.open_keys("804217", &drawer, &now), Err(DeviceError::PinWrong)));
        let opened = profile.open_keys("739164", &drawer, &now).unwrap();
        assert_eq!(opened.signing.verifying(), drawn.signing.verifying());
    }

    #[test]
    fn a_profile_counts_once_it_is_enrolled() {
        let folder = tempfile::tempdir().unwrap();
        let profile = Profile::at(folder.path());
        assert_eq!(profile.identity().unwrap(), None);
        let identity = Identity {
            installation: InstallationId(uuid::Uuid::from_u128(1)),
            incarnation: 1,
            worker: ActorId(uuid::Uuid::from_u128(2)),
            address: "https://localhost:1/m/x".into(),
            certificate: [3; 32],
            log_key: [4; 32],
            recipient: vec![5; 10],
            office: "Office".into(),
        };
        profile.enrol(&identity).unwrap();
        assert_eq!(profile.identity().unwrap(), Some(identity));
    }
}
