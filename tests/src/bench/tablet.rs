//! A real tablet on a folder of its own, with the clock and the key store in hand.

use super::failure::BenchError;
use super::town::Town;
use super::wire::Wire;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tempfile::TempDir;
use vizitas_device::device::Device;
use vizitas_device::enrol;
use vizitas_device::error::DeviceError;
use vizitas_device::keystore::KeyStore;
use vizitas_device::outbox::Outbox;
use vizitas_device::pin::FLOOR;
use vizitas_device::profile::{Identity, Profile, Secrets};
use vizitas_device::sync::{self, Ended};
use vizitas_device::uptime;
use vizitas_device::view::EnrolArgs;
use vizitas_replica::Replica;
use zeroize::Zeroizing;

const PIN: &str = "804217";

/// A key store that lives as long as the benchmark.
#[derive(Default)]
struct Drawer(Mutex<HashMap<String, Vec<u8>>>);

impl KeyStore for Drawer {
    fn put(&self, name: &str, secret: &[u8]) -> Result<(), DeviceError> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(name.to_owned(), secret.to_vec());
        Ok(())
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, DeviceError> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(kept.get(name).cloned().map(Zeroizing::new))
    }

    fn remove(&self, name: &str) -> Result<(), DeviceError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        Ok(())
    }
}

/// A tablet; enrolled, its app shut or open.
pub(crate) struct Tablet {
    folder: TempDir,
    drawer: Arc<Drawer>,
    clock: vizitas_device::device::Clock,
    app: Option<Mutex<Device>>,
    /// Its line to the server.
    pub(crate) wire: Wire,
}

/// What lies in a tablet's folder, opened without the app: for the parts of a write.
pub(crate) struct Files {
    /// Who it is.
    pub(crate) identity: Identity,
    /// Its keys.
    pub(crate) secrets: Secrets,
    /// Its outbox.
    pub(crate) outbox: Outbox,
    /// Its replica.
    pub(crate) replica: Replica,
}

impl Tablet {
    /// A tablet enrolled for the worker with this code; nothing is synced yet.
    ///
    /// # Errors
    /// Those of enrolment.
    pub(crate) async fn enrol(town: &Town, worker: &str) -> Result<Self, BenchError> {
        let folder = tempfile::tempdir_in(town.folder())?;
        let tablet = Self {
            folder,
            drawer: Arc::default(),
            clock: town.device_clock(),
            app: None,
            wire: town.wire()?,
        };
        let app = Mutex::new(tablet.device()?);
        let code = town.enrolment_code(worker)?;
        let args = EnrolArgs { code, pin: PIN.to_owned() };
        enrol::enrol(&app, &args, &tablet.wire, |_| Some([0; 32])).await?;
        Ok(Self { app: Some(app), ..tablet })
    }

    fn device(&self) -> Result<Device, BenchError> {
        let store: Arc<dyn KeyStore> = Arc::clone(&self.drawer) as Arc<dyn KeyStore>;
        let mut device = Device::at(self.folder.path(), store, Arc::clone(&self.clock))?;
        device.set_hardness(FLOOR);
        Ok(device)
    }

    /// The app, for a look or a tap.
    ///
    /// # Errors
    /// When it is shut.
    pub(crate) fn app(&self) -> Result<MutexGuard<'_, Device>, BenchError> {
        let app = self.app.as_ref().ok_or(BenchError::Wrong("the app is shut"))?;
        Ok(app.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Who it is.
    ///
    /// # Errors
    /// When it is not enrolled.
    pub(crate) fn identity(&self) -> Result<Identity, BenchError> {
        Profile::at(self.folder.path()).identity()?.ok_or(BenchError::Wrong("the tablet is not enrolled"))
    }

    /// Syncs until both sides hold the same.
    ///
    /// # Errors
    /// Those of the sync; when it does not come to its end.
    pub(crate) async fn sync(&self) -> Result<(), BenchError> {
        let app = self.app.as_ref().ok_or(BenchError::Wrong("the app is shut"))?;
        match sync::run(app, &self.wire, &|| {}).await? {
            Ended::Done => Ok(()),
            _ => Err(BenchError::Wrong("the sync did not come to its end")),
        }
    }

    /// Shuts the app and opens its files.
    ///
    /// # Errors
    /// When one of them does not open.
    pub(crate) fn shut(&mut self) -> Result<Files, BenchError> {
        self.app = None;
        let profile = Profile::at(self.folder.path());
        let secrets = profile.open_keys(PIN, &*self.drawer, &uptime::system()())?;
        let (outbox, _) = Outbox::open(&profile.outbox())?;
        let replica = Replica::open(&profile.replica(), &secrets.file)?;
        Ok(Files { identity: self.identity()?, secrets, outbox, replica })
    }

    /// Opens the app again.
    ///
    /// # Errors
    /// Those of unlocking.
    pub(crate) fn open(&mut self) -> Result<(), BenchError> {
        let mut device = self.device()?;
        device.unlock(PIN)?;
        self.app = Some(Mutex::new(device));
        Ok(())
    }

    /// Beside the tablet's files, on the same disk.
    #[must_use]
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}
