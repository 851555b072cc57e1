//! A municipality's own secret keys: what its node and its import sign with, what the log is signed with, what key
//! offers are opened with. They stand in one file under the key-encryption key, outside the log and its restores.

use crate::error::Error;
use crate::folder::MunicipalityFolder;
use crate::kek::{Kek, write_private};
use ring::hmac;
use ring::rand::SystemRandom;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vizitas_domain::id::{ActorId, InstallationId};
use vizitas_sync::entropy::draw;
use vizitas_sync::keys::Opener;
use vizitas_sync::sign::SigningKey;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

const LABEL: &[u8] = b"municipality identity v1";

/// Whoever makes events at the server: an installation with its signing key.
#[derive(Debug)]
pub(crate) struct Signer {
    pub(crate) installation: InstallationId,
    pub(crate) key: SigningKey,
}

/// The keys.
#[derive(Debug)]
pub(crate) struct Identity {
    /// The node: verdicts, grants, the administrator's commands.
    pub(crate) node: Signer,
    /// The office's books. An installation of its own, so that what people did since the last import is concurrent
    /// with a changed row, and never overwritten by it.
    pub(crate) import: Signer,
    /// What pull answers are signed with.
    pub(crate) log: SigningKey,
    /// What key offers are opened with.
    pub(crate) opener: Opener,
    /// Hides the fields of the import ledger.
    pub(crate) ledger: hmac::Key,
    /// Who acts when the server decides.
    pub(crate) system: ActorId,
    /// Who acts when the administrator commands.
    pub(crate) office: ActorId,
}

/// As it is stored, JSON under the wrap.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct Stored {
    #[zeroize(skip)]
    node: Uuid,
    node_seed: [u8; 32],
    #[zeroize(skip)]
    import: Uuid,
    import_seed: [u8; 32],
    log_seed: [u8; 32],
    opener: [u8; 32],
    ledger: [u8; 32],
    #[zeroize(skip)]
    system: Uuid,
    #[zeroize(skip)]
    office: Uuid,
}

impl Identity {
    /// Draws new keys and stores them.
    pub(crate) fn create(folder: &MunicipalityFolder, kek: &Kek) -> Result<Self, Error> {
        let random = SystemRandom::new();
        let stored = Stored {
            node: Uuid::now_v7(),
            node_seed: draw(&random)?,
            import: Uuid::now_v7(),
            import_seed: draw(&random)?,
            log_seed: draw(&random)?,
            opener: draw(&random)?,
            ledger: draw(&random)?,
            system: Uuid::now_v7(),
            office: Uuid::now_v7(),
        };
        let text = Zeroizing::new(serde_json::to_vec(&stored).map_err(|_| Error::Malformed("identity"))?);
        write_private(&folder.identity(), &kek.wrap(LABEL, &text)?)?;
        Self::from_stored(&stored)
    }

    /// Reads the keys.
    pub(crate) fn open(folder: &MunicipalityFolder, kek: &Kek) -> Result<Self, Error> {
        let path = folder.identity();
        let wrapped = std::fs::read(&path).map_err(Error::at(&path))?;
        let text = kek.unwrap(LABEL, &wrapped)?;
        let stored: Stored = serde_json::from_slice(&text).map_err(|_| Error::Malformed("identity"))?;
        Self::from_stored(&stored)
    }

    /// Makes the keys' wrap anew under the key that wraps now. True when there was something to do.
    pub(crate) fn rewrap(folder: &MunicipalityFolder, kek: &Kek) -> Result<bool, Error> {
        kek.rewrap_file(LABEL, &folder.identity())
    }

    fn from_stored(stored: &Stored) -> Result<Self, Error> {
        let signer = |installation, seed| {
            SigningKey::from_seed(seed).map(|key| Signer { installation: InstallationId(installation), key })
        };
        Ok(Self {
            node: signer(stored.node, &stored.node_seed)?,
            import: signer(stored.import, &stored.import_seed)?,
            log: SigningKey::from_seed(&stored.log_seed)?,
            opener: Opener::from_bytes(stored.opener),
            ledger: hmac::Key::new(hmac::HMAC_SHA256, &stored.ledger),
            system: ActorId(stored.system),
            office: ActorId(stored.office),
        })
    }
}
