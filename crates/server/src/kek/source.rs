//! Where the key-encryption key comes from: what the operator says, and nothing else. It reads places and never writes one.

use super::{Kek, read};
use crate::error::Error;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The environment's variable with the key itself.
const KEY: &str = "VIZITAS_KEK";
/// The name of the key among systemd's credentials (systemd.exec(5), `LoadCredential=` and `LoadCredentialEncrypted=`).
const CREDENTIAL: &str = "vizitas-kek";

/// Where the key-encryption key is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KekSource {
    /// In a file that only its owner may read.
    File(PathBuf),
    /// In the environment, as `VIZITAS_KEK`.
    Environment,
    /// Among the credentials that systemd hands to the service, as `vizitas-kek`.
    Credential(PathBuf),
}

impl KekSource {
    /// The place in force: the file that the operator names, else the environment, else systemd's credential, else `kek` in
    /// the data folder. `variable` reads the environment.
    #[must_use]
    pub fn found(named: Option<PathBuf>, data: &Path, variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let credential = || {
            let file = PathBuf::from(variable("CREDENTIALS_DIRECTORY")?).join(CREDENTIAL);
            file.exists().then_some(Self::Credential(file))
        };
        let environment = || variable(KEY).map(|_| Self::Environment);
        let named = named.map(Self::File);
        named.or_else(environment).or_else(credential).unwrap_or_else(|| Self::default_in(data))
    }

    /// The file in the data folder.
    #[must_use]
    pub fn default_in(data: &Path) -> Self {
        Self::File(data.join("kek"))
    }

    /// The key.
    ///
    /// # Errors
    /// As [`Kek::open`].
    pub fn open(&self) -> Result<Kek, Error> {
        match self {
            Self::File(file) => Kek::open(file),
            Self::Environment => {
                let text = std::env::var(KEY).map_err(|_| Error::Missing(KEY.to_owned()))?;
                Kek::from_text(&Zeroizing::new(text))
            }
            // systemd shuts the folder to all but the service, and says so by an access list that the mode does not tell.
            Self::Credential(file) => Kek::from_text(&read(file)?),
        }
    }

    /// Makes the key where there is none yet and this program may write it: in a file.
    ///
    /// # Errors
    /// When the file cannot be written; when the key is to come from elsewhere and does not.
    pub(crate) fn ensure(&self) -> Result<(), Error> {
        match self {
            Self::File(file) if !file.exists() => Kek::create(file).map(drop),
            _ => self.open().map(drop),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_of_the_operator_counts() {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        let credentials = dir.path().join("credentials");
        std::fs::create_dir(&credentials).unwrap();
        let folder = credentials.clone();
        let both = move |name: &str| match name {
            "VIZITAS_KEK" => Some("key".into()),
            "CREDENTIALS_DIRECTORY" => Some(folder.clone().into()),
            _ => None,
        };
        let folder = credentials.clone();
        let credential = move |name: &str| (name == "CREDENTIALS_DIRECTORY").then(|| folder.clone().into());
        let file = PathBuf::from("somewhere");
        assert_eq!(KekSource::found(Some(file.clone()), &data, &both), KekSource::File(file));
        assert_eq!(KekSource::found(None, &data, &both), KekSource::Environment);
        // Other credentials may be there without this one.
        assert_eq!(KekSource::found(None, &data, &credential), KekSource::default_in(&data));
        Kek::create(&credentials.join(CREDENTIAL)).unwrap();
        let found = KekSource::found(None, &data, &credential);
        assert_eq!(found, KekSource::Credential(credentials.join(CREDENTIAL)));
        found.ensure().unwrap();
        assert_eq!(KekSource::found(None, &data, |_| None), KekSource::default_in(&data));
    }
}
