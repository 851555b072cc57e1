//! A worker's profile on this tablet: the folder with its outbox, its replica, what everybody may know of the
//! installation, and its keys wrapped by the PIN. It must never write a key, a name or a PIN in the open.

mod keys;
mod label;
mod lease;
mod phrase;
mod recovery;
mod unlock;
mod wipe;

pub(crate) use lease::{LeaseRecord, Told};
pub(crate) use recovery::Standing;
pub(crate) use unlock::{CodeStanding, Now};

use crate::carry::Bag;
use crate::error::DeviceError;
use ring::rand::{SecureRandom, SystemRandom};
use serde::{Deserialize, Serialize};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use vizitas_domain::id::{ActorId, InstallationId};
use vizitas_replica::FileKey;
use vizitas_sync::keys::Opener;
use vizitas_sync::sign::SigningKey;
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

    /// The secrets of an open profile, to be wrapped once more.
    fn of(secrets: &Secrets) -> Self {
        let (key, salt) = secrets.file.bytes();
        let parts: [&[u8]; 4] = [secrets.signing.seed(), secrets.opener.bytes(), key, salt];
        let mut bytes = Zeroizing::new([0; BUNDLE]);
        for (to, from) in bytes.iter_mut().zip(parts.into_iter().flatten()) {
            *to = *from;
        }
        Self(bytes)
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

    /// Where the inbox is.
    #[must_use]
    pub(crate) fn inbox(&self) -> PathBuf {
        self.folder.join("inbox")
    }

    /// Where colleagues' parcels are.
    pub(crate) fn bag(&self) -> Bag {
        Bag(self.folder.join("carried"))
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

    fn count_file(&self) -> PathBuf {
        self.folder.join("tries.json")
    }

    fn label_path(&self) -> PathBuf {
        self.folder.join("label.json")
    }

    /// Its folder.
    #[must_use]
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether nothing in its folder is worth keeping: an enrolment was cut short before there was an outbox.
    #[must_use]
    pub(crate) fn is_blank(&self) -> bool {
        let left = self.identity_file().with_extension(LEFT);
        ![self.identity_file(), left, self.outbox()].iter().any(|file| file.exists())
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
        let keys = [self.wrap_file(), self.count_file(), self.label_path()];
        let others = [
            self.recovery_file(),
            self.asking_file(),
            self.codes_file(),
            self.wipe_file(),
            self.lease_file(),
            // Colleagues' parcels are for the server that this profile had.
            self.bag().0,
        ];
        for file in [self.identity_file()].into_iter().chain(keys).chain(others) {
            let left = file.with_extension(LEFT);
            let older = |n| file.with_extension(format!("{LEFT}-{n}"));
            if left.exists()
                && let Some(free) = (2_u32..).map(older).find(|path| !path.exists())
            {
                std::fs::rename(&left, free)?;
            }
            match std::fs::rename(&file, left) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        sync_folder(&self.folder)
    }

    /// Whose profile it was before it was left; none when it is somebody's.
    pub(crate) fn left_by(&self) -> Option<ActorId> {
        if self.identity_file().exists() {
            return None;
        }
        let bytes = std::fs::read(self.identity_file().with_extension(LEFT)).ok()?;
        serde_json::from_slice::<Identity>(&bytes).ok().map(|identity| identity.worker)
    }
}

/// What the files of a profile end in that was left.
const LEFT: &str = "refused";

/// Writes a file whole or not at all, readable by its owner alone.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), DeviceError> {
    let beside = path.with_extension("new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Makes names in a folder durable; where folders cannot be opened as files the file system sees to it.
fn sync_folder(folder: &Path) -> Result<(), DeviceError> {
    if cfg!(unix) { Ok(std::fs::File::open(folder)?.sync_all()?) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_counts_once_it_is_enrolled() {
        let folder = tempfile::tempdir().unwrap();
        let profile = Profile::at(folder.path());
        assert_eq!(profile.identity().unwrap(), None);
        let identity = crate::rasa::identity(3);
        profile.enrol(&identity).unwrap();
        assert_eq!(profile.identity().unwrap(), Some(identity));
    }
}
