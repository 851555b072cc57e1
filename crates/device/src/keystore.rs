//! The secret that binds a profile to this tablet: kept by the operating system, so that copied files do not
//! open elsewhere even with the right PIN. It must never fall back to a file: without a key store there is
//! no six-digit PIN.

use crate::error::DeviceError;
use keyring::Entry;
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
}

/// The operating system's own: Secret Service on Linux, the credential store on Windows.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemKeyStore;

const SERVICE: &str = "lt.vizitas";

impl KeyStore for SystemKeyStore {
    fn put(&self, name: &str, secret: &[u8]) -> Result<(), DeviceError> {
        let entry = Entry::new(SERVICE, name).map_err(|_| DeviceError::KeyStoreMissing)?;
        entry.set_secret(secret).map_err(|_| DeviceError::KeyStoreMissing)
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, DeviceError> {
        let entry = Entry::new(SERVICE, name).map_err(|_| DeviceError::KeyStoreMissing)?;
        match entry.get_secret() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(_) => Err(DeviceError::KeyStoreMissing),
        }
    }
}
