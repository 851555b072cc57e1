//! The secret that binds a profile to this tablet: kept by the operating system, so that copied files do not
//! open elsewhere even with the right PIN. It must never fall back to a file: without a key store there is
//! a passphrase and no six-digit PIN.

use crate::error::DeviceError;
#[cfg(not(target_os = "android"))]
use keyring::{Entry, Error};
#[cfg(target_os = "android")]
use keyring_core::{Entry, Error};
use zeroize::Zeroizing;

/// Length of the secret in bytes.
pub const SECRET_LEN: usize = 32;

/// Where the tablet keeps secrets.
pub trait KeyStore: Send + Sync {
    /// Keeps a secret under a name; an older one of that name is replaced.
    ///
    /// # Errors
    /// `KeyStoreMissing` when the store cannot be reached.
    fn put(&self, name: &str, secret: &[u8]) -> Result<(), DeviceError>;

    /// The secret of that name, or none.
    ///
    /// # Errors
    /// `KeyStoreMissing` when the store cannot be reached.
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, DeviceError>;

    /// Forgets the secret of that name, if there is one.
    ///
    /// # Errors
    /// `KeyStoreMissing` when the store cannot be reached.
    fn remove(&self, name: &str) -> Result<(), DeviceError>;
}

/// Whether the store keeps secrets: one is put, read and forgotten again.
#[must_use]
pub fn is_there(store: &dyn KeyStore) -> bool {
    let name = format!("{}.probe", uuid::Uuid::new_v4());
    let keeps = store.put(&name, b"probe").is_ok() && matches!(store.get(&name), Ok(Some(_)));
    if let Err(error) = store.remove(&name) {
        tracing::debug!(%error, "a probe of the key store stays in it");
    }
    keeps
}

/// The operating system's own: Secret Service on Linux, the credential store on Windows, the Keystore on Android.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemKeyStore;

const SERVICE: &str = "lt.vizitas";

impl KeyStore for SystemKeyStore {
    fn put(&self, name: &str, secret: &[u8]) -> Result<(), DeviceError> {
        entry(name)?.set_secret(secret).map_err(|_| DeviceError::KeyStoreMissing)
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, DeviceError> {
        match entry(name)?.get_secret() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(_) => Err(DeviceError::KeyStoreMissing),
        }
    }

    fn remove(&self, name: &str) -> Result<(), DeviceError> {
        match entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(_) => Err(DeviceError::KeyStoreMissing),
        }
    }
}

fn entry(name: &str) -> Result<Entry, DeviceError> {
    open_store()?;
    Entry::new(SERVICE, name).map_err(|_| DeviceError::KeyStoreMissing)
}

/// Elsewhere `keyring` opens the store by itself.
#[cfg(not(target_os = "android"))]
fn open_store() -> Result<(), DeviceError> {
    Ok(())
}

/// A key that never leaves the Keystore seals what lies in the app's own preferences. The window has told the store of
/// the app by then.
#[cfg(target_os = "android")]
fn open_store() -> Result<(), DeviceError> {
    if keyring_core::get_default_store().is_none() {
        let store = android_native_keyring_store::Store::new().map_err(|_| DeviceError::KeyStoreMissing)?;
        keyring_core::set_default_store(store);
    }
    Ok(())
}
