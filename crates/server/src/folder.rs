//! The server's data folder: where everything stands. It makes folders and reads settings; it opens no database.

use crate::backup::Backups;
use crate::error::Error;
use crate::kek::{Kek, KekSource};
use crate::tls;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use url::Url;

/// What an administrator may change by hand, `server.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Where to listen. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// `host:port` that tablets are told at enrolment.
    pub address: String,
    /// How the office's browsers reach the console, where that is not [`Settings::address`]: `https://vizitai.alytus.lt`.
    /// Passkeys are bound to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub console: Option<String>,
    /// Where clients' pages are served; none: nowhere, and no message carries a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public: Option<Public>,
    /// Connections that one address may have open at once on each listener: an office, or a carrier's tablets, sit behind one.
    #[serde(default = "per_address", skip_serializing_if = "is_per_address")]
    pub per_address: usize,
    /// Backups that the server makes by itself; none: it makes none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backups: Option<Backups>,
    /// The PostgreSQL that logs are kept in, where nothing else is said; none: each is a file of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub database: Option<DatabaseAddress>,
}

/// Where a PostgreSQL is: `postgres://user:password@host/name`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DatabaseAddress(String);

impl From<String> for DatabaseAddress {
    /// It is read where it is connected to.
    fn from(address: String) -> Self {
        Self(address)
    }
}

impl DatabaseAddress {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DatabaseAddress {
    /// It may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseAddress")
    }
}

/// [`Settings::per_address`] when nothing is said: five for each of two hundred people behind one address.
pub(crate) const PER_ADDRESS: usize = 1024;

fn per_address() -> usize {
    PER_ADDRESS
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_per_address(said: &usize) -> bool {
    *said == PER_ADDRESS
}

impl Default for Settings {
    fn default() -> Self {
        let listen = SocketAddr::from(([0, 0, 0, 0], 8443));
        Self {
            listen,
            address: "localhost:8443".to_owned(),
            console: None,
            public: None,
            per_address: PER_ADDRESS,
            backups: None,
            database: None,
        }
    }
}

impl Settings {
    /// How the office's browsers reach the console: the part of its address that a browser calls the origin. None when only
    /// [`Settings::address`] is said, and no browser could go there.
    ///
    /// # Errors
    /// When `console` is no `https://` with a host.
    pub fn console_origin(&self) -> Result<Option<Url>, Error> {
        let Some(said) = &self.console else { return Ok(origin(&format!("https://{}", self.address))) };
        let wrong = "console in server.json is https://host or https://host:port";
        origin(said).map(Some).ok_or_else(|| Error::Invalid(wrong.to_owned()))
    }
}

fn origin(address: &str) -> Option<Url> {
    let url = Url::parse(address).ok().filter(|url| url.scheme() == "https" && url.has_host())?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    (bare && url.username().is_empty() && url.password().is_none()).then_some(url)
}

/// The listener for clients: their pages, and what those who carry messages call back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Public {
    /// Where to listen. Without a certificate only a proxy on this machine can be let in.
    pub listen: SocketAddr,
    /// How clients reach it: `https://vizitai.alytus.lt`.
    pub address: String,
    /// Certificate and key, PEM, where no proxy speaks TLS for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<PublicTls>,
}

/// The certificate that clients' browsers are shown: one of a known authority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicTls {
    /// The chain.
    pub certificate: PathBuf,
    /// The key.
    pub key: PathBuf,
}

/// What is said of a municipality in its folder, `municipality.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Its name as people say it.
    pub name: String,
    /// What its log was made in, and stays in.
    #[serde(default)]
    pub log: LogIn,
}

/// What a municipality's log is kept in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogIn {
    /// An encrypted file in its folder.
    #[default]
    File,
    /// A schema of its own in a PostgreSQL.
    Postgres,
}

/// The folder given by `--data`.
#[derive(Clone, Debug)]
pub struct DataFolder {
    path: PathBuf,
    kek: KekSource,
    /// Where the key before this one is, for a backup made under it.
    kek_before: Option<PathBuf>,
    /// The PostgreSQL of logs, whatever the settings say.
    database: Option<DatabaseAddress>,
}

impl DataFolder {
    /// Names the folder without looking at it.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self { kek: KekSource::default_in(&path), path, kek_before: None, database: None }
    }

    /// The same folder, with its key-encryption key from elsewhere.
    #[must_use]
    pub fn with_kek(self, kek: KekSource) -> Self {
        Self { kek, ..self }
    }

    /// The same folder, with logs in this PostgreSQL.
    #[must_use]
    pub fn with_database(self, database: Option<DatabaseAddress>) -> Self {
        Self { database, ..self }
    }

    /// The PostgreSQL that logs are kept in, if any; an empty address is none.
    ///
    /// # Errors
    /// As [`Self::settings`].
    pub fn database(&self) -> Result<Option<DatabaseAddress>, Error> {
        let said = self.database.clone().or(self.settings()?.database);
        Ok(said.filter(|address| !address.as_str().is_empty()))
    }

    /// Lays the folder out: settings, key-encryption key, certificate. What is there already is left alone, so that a
    /// second municipality can be added.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn lay_out(&self, settings: &Settings) -> Result<(), Error> {
        make_private_dir(&self.path)?;
        make_private_dir(&self.path.join("municipalities"))?;
        make_private_dir(&self.path.join("tls"))?;
        let file = self.path.join("server.json");
        if !file.exists() {
            let text = serde_json::to_vec_pretty(settings).map_err(|_| Error::Malformed("settings"))?;
            std::fs::write(&file, text).map_err(Error::at(&file))?;
        }
        self.kek.ensure()?;
        if !self.certificate_file().exists() {
            tls::make(&settings.address, &self.certificate_file(), &self.tls_key_file())?;
        }
        Ok(())
    }

    /// The same folder, where keys that lie under the key-encryption key in this file open too.
    #[must_use]
    pub fn with_kek_before(self, file: Option<PathBuf>) -> Self {
        Self { kek_before: file, ..self }
    }

    /// The folder itself.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The settings.
    ///
    /// # Errors
    /// When the folder was not laid out or the file is not JSON of this form.
    pub fn settings(&self) -> Result<Settings, Error> {
        let settings: Settings = read_json(&self.path.join("server.json"))?;
        settings.backups.iter().try_for_each(Backups::check)?;
        Ok(settings)
    }

    /// The key-encryption key.
    ///
    /// # Errors
    /// As [`KekSource::open`].
    pub fn kek(&self) -> Result<Kek, Error> {
        let kek = self.kek.open()?;
        Ok(match &self.kek_before {
            Some(file) => kek.or(Kek::open(file)?),
            None => kek,
        })
    }

    /// Where the key-encryption key comes from.
    #[must_use]
    pub fn kek_source(&self) -> &KekSource {
        &self.kek
    }

    /// The certificate, PEM.
    #[must_use]
    pub fn certificate_file(&self) -> PathBuf {
        self.path.join("tls").join("cert.pem")
    }

    /// The certificate's private key, PEM.
    #[must_use]
    pub fn tls_key_file(&self) -> PathBuf {
        self.path.join("tls").join("key.pem")
    }

    /// The slugs of its municipalities, sorted.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn slugs(&self) -> Result<Vec<String>, Error> {
        let path = self.path.join("municipalities");
        let mut slugs = Vec::new();
        let entries = match std::fs::read_dir(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let why = "is no data folder of a server: --data names it, `init` makes one, and docs/recipes/backups.md \
                           says what a new machine needs";
                return Err(Error::Missing(format!("{}; {} {why}", path.display(), self.path.display())));
            }
            entries => entries.map_err(Error::at(&path))?,
        };
        for entry in entries {
            let entry = entry.map_err(Error::at(&path))?;
            if entry.path().join("municipality.json").exists()
                && let Ok(slug) = entry.file_name().into_string()
            {
                slugs.push(slug);
            }
        }
        slugs.sort();
        Ok(slugs)
    }

    /// The folder of one municipality.
    ///
    /// # Errors
    /// When the slug is not 1–40 of a–z, 0–9 and dashes: it stands in addresses and file names.
    pub fn municipality(&self, slug: &str) -> Result<MunicipalityFolder, Error> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if slug.is_empty() || slug.len() > 40 || !slug.chars().all(plain) {
            return Err(Error::Invalid("a short name is 1–40 of a–z, 0–9 and dashes".to_owned()));
        }
        Ok(MunicipalityFolder(self.path.join("municipalities").join(slug)))
    }
}

/// Where one municipality's files stand.
#[derive(Clone, Debug)]
pub struct MunicipalityFolder(PathBuf);

impl MunicipalityFolder {
    /// The files of a municipality as they stand in `path`.
    pub(crate) fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Makes the folder.
    ///
    /// # Errors
    /// When the municipality exists already.
    pub fn create(&self, about: &About) -> Result<(), Error> {
        let file = self.0.join("municipality.json");
        if file.exists() {
            return Err(Error::Exists(self.0.display().to_string()));
        }
        make_private_dir(&self.0)?;
        let text = serde_json::to_vec_pretty(about).map_err(|_| Error::Malformed("municipality"))?;
        std::fs::write(&file, text).map_err(Error::at(&file))
    }

    /// What is said of it.
    ///
    /// # Errors
    /// When there is no such municipality.
    pub fn about(&self) -> Result<About, Error> {
        read_json(&self.0.join("municipality.json"))
    }

    /// The folder itself.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The file that whoever has the municipality open holds shared, and a restore alone.
    ///
    /// # Errors
    /// When there is no such municipality.
    pub fn lock_file(&self) -> Result<std::fs::File, Error> {
        let path = self.0.join("municipality.json");
        std::fs::File::open(&path).map_err(Error::at(&path))
    }

    /// What restores have put aside here, each with a log and a vault of its own.
    pub(crate) fn replaced(&self) -> Vec<Self> {
        let entries = std::fs::read_dir(&self.0).into_iter().flatten().filter_map(Result::ok);
        let aside = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("replaced-"));
        aside.map(|entry| Self(entry.path())).collect()
    }

    /// Deletes the replica that lies here: a log has everything.
    pub(crate) fn drop_replica(&self) -> Result<(), Error> {
        for part in ["", "-wal", "-shm"] {
            let mut name = self.replica().into_os_string();
            name.push(part);
            match std::fs::remove_file(&name) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Error::at(PathBuf::from(name))(error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The log.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.0.join("log.db")
    }

    /// The vault of data keys.
    #[must_use]
    pub fn vault(&self) -> PathBuf {
        self.0.join("vault.db")
    }

    /// The node's replica: disposable.
    #[must_use]
    pub fn replica(&self) -> PathBuf {
        self.0.join("replica.db")
    }

    /// The file that whoever sends messages to clients holds alone.
    #[must_use]
    pub fn sending(&self) -> PathBuf {
        self.0.join("sending.lock")
    }

    /// The municipality's own secret keys, wrapped.
    #[must_use]
    pub fn identity(&self) -> PathBuf {
        self.0.join("identity.key")
    }
}

fn make_private_dir(path: &Path) -> Result<(), Error> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(Error::at(path))
}

fn read_json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, Error> {
    let text = std::fs::read(path).map_err(Error::at(path))?;
    serde_json::from_slice(&text).map_err(|error| Error::Invalid(format!("{}: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_municipality_leaves_keys_and_certificate_alone() {
        let dir = tempfile::tempdir().unwrap();
        let folder = DataFolder::new(dir.path().join("data"));
        folder.lay_out(&Settings::default()).unwrap();
        let certificate = std::fs::read(folder.certificate_file()).unwrap();
        let about = About { name: "Alytus".to_owned(), log: LogIn::File };
        folder.municipality("alytus").unwrap().create(&about).unwrap();
        folder.lay_out(&Settings::default()).unwrap();
        folder.municipality("lazdijai").unwrap().create(&about).unwrap();
        assert_eq!(std::fs::read(folder.certificate_file()).unwrap(), certificate);
        assert_eq!(folder.slugs().unwrap(), ["alytus", "lazdijai"]);
        let again = folder.municipality("alytus").unwrap().create(&about);
        assert!(matches!(again, Err(Error::Exists(_))));
    }

    #[test]
    fn a_slug_can_never_leave_the_folder() {
        let folder = DataFolder::new("data");
        for bad in ["", "..", "a/b", "Ąžuolas", "A", &"a".repeat(41)] {
            assert!(folder.municipality(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_console_is_where_the_tablets_go_unless_it_is_said_otherwise() {
        for (console, address, origin) in [
            (None, "vizitai.alytus.lt:8443", Ok(Some("https://vizitai.alytus.lt:8443/"))),
            (None, "10.0.0.5:443", Ok(Some("https://10.0.0.5/"))),
            (None, "no host at all", Ok(None)),
            (Some("https://vizitai.alytus.lt"), "10.0.0.5:8443", Ok(Some("https://vizitai.alytus.lt/"))),
            (Some("http://vizitai.alytus.lt"), "x:1", Err(())),
            (Some("https://vizitai.alytus.lt/m/"), "x:1", Err(())),
            (Some("https://somebody@vizitai.alytus.lt"), "x:1", Err(())),
            (Some("vizitai.alytus.lt"), "x:1", Err(())),
        ] {
            let settings = Settings {
                console: console.map(str::to_owned),
                address: address.to_owned(),
                ..Settings::default()
            };
            let found = settings.console_origin().map(|url| url.map(String::from)).map_err(|_| ());
            assert_eq!(found, origin.map(|url| url.map(str::to_owned)), "{console:?} {address}");
        }
    }
}
