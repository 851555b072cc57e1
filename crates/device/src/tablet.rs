//! Everybody's profiles on one tablet: a folder each, named by chance, and one of them open at a time. What is wrong with one
//! keeps nobody from another. It must never read one's files with another's keys, nor open a second before the first is locked.
//!
//! A tablet that one worker had before there were several keeps her profile where it was, in the root; all others lie in
//! folders below it. Nothing is ever moved.

use crate::device::{Clock, Device};
use crate::enrol::{self, lock};
use crate::error::DeviceError;
use crate::keystore::KeyStore;
use crate::outbox::OutboxError;
use crate::pin::Hardness;
use crate::profile::Profile;
use crate::transport::Transport;
use crate::view::{
    ChooseArgs, EnrolArgs, Link, ProfileState, ProfileView, Stage, StatusView, SyncLine, UnlockArgs,
};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// The app of one worker, shared with what goes on beside it.
pub type Shared = Arc<Mutex<Device>>;

/// What the root's own profile is called; all others are called as their folders.
const ROOT: &str = "root";
/// A folder that is never made.
const NOBODY: &str = "nobody";

/// The tablet with all its profiles.
pub struct Tablet {
    root: PathBuf,
    store: Arc<dyn KeyStore>,
    clock: Clock,
    hardness: Option<Hardness>,
    held: Mutex<Held>,
}

struct Held {
    seats: Vec<Seat>,
    at: At,
    /// Folders in which an enrolment was cut short before this start.
    blank: Vec<PathBuf>,
    /// Whoever is not chosen yet, and knows what time it is.
    nobody: Device,
}

/// A profile's place in the list.
#[derive(Clone)]
struct Seat {
    id: String,
    /// None when its files do not read.
    device: Option<Shared>,
}

/// Whose screen is shown.
#[derive(Clone)]
enum At {
    /// The list, in which somebody chooses.
    List,
    /// Somebody's lock, or her day.
    Seat(Seat),
    /// The screen for a code.
    New(Shared),
}

impl Held {
    fn device(&self) -> Option<&Shared> {
        match &self.at {
            At::List => None,
            At::Seat(seat) => seat.device.as_ref(),
            At::New(device) => Some(device),
        }
    }

    /// Takes the keys of whoever is at work out of memory, and shows another screen.
    fn go(&mut self, at: At) {
        for seat in &self.seats {
            if let Some(device) = &seat.device {
                lock(device).lock();
            }
        }
        self.at = at;
    }
}

impl Tablet {
    /// The tablet whose profiles are kept below `root`.
    ///
    /// # Errors
    /// When the folder cannot be read, or the app runs already.
    pub fn at(root: &Path, store: Arc<dyn KeyStore>, clock: Clock) -> Result<Self, DeviceError> {
        let nobody = Device::at(&root.join(NOBODY), Arc::clone(&store), Arc::clone(&clock))?;
        // Nobody is asked to choose anything there.
        nobody.key_store.get_or_init(|| true);
        let held = Mutex::new(Held { seats: Vec::new(), at: At::List, blank: Vec::new(), nobody });
        let tablet = Self { root: root.to_owned(), store, clock, hardness: None, held };
        let (mut seats, mut blank) = (Vec::new(), Vec::new());
        for (id, folder) in tablet.folders()? {
            if id != ROOT && Profile::at(&folder).is_blank() {
                blank.push(folder);
            } else {
                seats.extend(tablet.seat(id, &folder)?);
            }
        }
        {
            let mut held = tablet.held();
            (held.seats, held.blank) = (seats, blank);
        }
        let first = tablet.first()?;
        tablet.held().at = first;
        Ok(tablet)
    }

    /// Makes the derivation of new PINs this hard instead of measuring the tablet.
    pub fn set_hardness(&mut self, hardness: Hardness) {
        self.hardness = Some(hardness);
        for device in self.devices().into_iter().chain(self.device()) {
            lock(&device).set_hardness(hardness);
        }
    }

    /// The app of whoever is at work or at the lock, or of a new worker; none while somebody chooses.
    #[must_use]
    pub fn device(&self) -> Option<Shared> {
        self.held().device().cloned()
    }

    /// Everybody's app: what waits in each is to be handed over, whoever is at work.
    #[must_use]
    pub fn devices(&self) -> Vec<Shared> {
        self.held().seats.iter().filter_map(|seat| seat.device.clone()).collect()
    }

    /// Goes to somebody's lock, or to the list; whoever was at work is locked first.
    ///
    /// # Errors
    /// `NotFound` when there is no such profile, or its files do not read.
    pub fn choose(&self, args: &ChooseArgs) -> Result<(), DeviceError> {
        let at = match &args.profile {
            None => self.first()?,
            Some(id) => {
                let seat = self.held().seats.iter().find(|seat| seat.id == *id).cloned();
                At::Seat(seat.filter(|seat| seat.device.is_some()).ok_or(DeviceError::NotFound)?)
            }
        };
        self.held().go(at);
        Ok(())
    }

    /// Asks for the code of one worker more.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn add_worker(&self) -> Result<(), DeviceError> {
        let new = self.new_device()?;
        self.held().go(At::New(new));
        Ok(())
    }

    /// Opens the chosen profile.
    ///
    /// # Errors
    /// `Locked` when none is chosen; as [`Device::unlock`].
    pub fn unlock(&self, args: &UnlockArgs) -> Result<(), DeviceError> {
        // Held meanwhile, so that nobody chooses another who would then be the second to be open.
        let held = self.held();
        let device = held.device().ok_or(DeviceError::Locked)?;
        lock(device).unlock(&args.pin)
    }

    /// Opens the chosen profile another way than by its PIN.
    ///
    /// # Errors
    /// `Locked` when none is chosen; what `open` returns.
    pub fn unlock_by(
        &self,
        open: impl FnOnce(&mut Device) -> Result<(), DeviceError>,
    ) -> Result<(), DeviceError> {
        // Held meanwhile, as in `unlock`.
        let held = self.held();
        let device = held.device().ok_or(DeviceError::Locked)?;
        open(&mut lock(device))
    }

    /// Takes the keys out of memory, at once.
    pub fn lock(&self) {
        if let Some(device) = self.device() {
            lock(&device).lock();
        }
    }

    /// Binds a profile to the worker whose code it is, and opens it.
    ///
    /// # Errors
    /// `WrongStage` unless a code is asked for; as [`enrol::enrol`].
    pub async fn enrol<T: Transport>(
        &self,
        args: &EnrolArgs,
        transport: &T,
        certificate: impl FnOnce(&T) -> Option<[u8; 32]>,
    ) -> Result<(), DeviceError> {
        let device = match &self.held().at {
            At::New(device) => Arc::clone(device),
            _ => return Err(DeviceError::WrongStage),
        };
        enrol::enrol(&device, args, transport, certificate).await?;
        let id = self.id_of(lock(&device).profile.folder());
        let seat = Seat { id, device: Some(device) };
        let mut held = self.held();
        // Whoever came to work meanwhile is locked; the new one was not in the list yet.
        held.go(At::Seat(seat.clone()));
        held.seats.push(seat);
        Ok(())
    }

    /// The profile at whose lock this is begins anew, with another code, in its own folder.
    ///
    /// # Errors
    /// As [`Device::start_over`].
    pub fn start_over(&self) -> Result<(), DeviceError> {
        let mut held = self.held();
        let device = held.device().cloned().ok_or(DeviceError::WrongStage)?;
        lock(&device).start_over()?;
        held.seats.retain(|seat| seat.device.as_ref().is_none_or(|other| !Arc::ptr_eq(other, &device)));
        let folder = lock(&device).profile.folder().to_owned();
        lock(&device).beside = self.others(&folder)?;
        held.at = At::New(device);
        Ok(())
    }

    /// Where the app stands; works at every stage. Who else works here is told while nobody is at work.
    ///
    /// # Errors
    /// Those of the replica.
    pub fn status(&self) -> Result<StatusView, DeviceError> {
        let held = self.held();
        let mut status = match held.device() {
            Some(device) => lock(device).status()?,
            None => held.nobody.status()?,
        };
        if let At::Seat(seat) = &held.at {
            status.profile = Some(seat.id.clone());
        }
        if status.stage == Stage::Open {
            return Ok(status);
        }
        let named = held.seats.len() > 1;
        let told = held.seats.iter().zip(1..).map(|(seat, number)| view(seat, number, named));
        let (profiles, lines): (Vec<_>, Vec<_>) = told.unzip();
        status.profiles = profiles;
        if matches!(held.at, At::List) {
            status.stage = Stage::Locked;
            status.sync = together(lines.iter().flatten());
        }
        Ok(status)
    }

    /// What is shown when nobody has chosen: the list, unless there is nothing to choose.
    fn first(&self) -> Result<At, DeviceError> {
        let seats = self.held().seats.clone();
        Ok(match seats.as_slice() {
            [] => At::New(self.new_device()?),
            [seat] if seat.device.is_some() => At::Seat(seat.clone()),
            _ => At::List,
        })
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All folders in which there is or was a profile, the oldest first, and what they are called.
    fn folders(&self) -> Result<Vec<(String, PathBuf)>, DeviceError> {
        let mut folders = Vec::new();
        match std::fs::read_dir(&self.root) {
            Ok(entries) => {
                for entry in entries {
                    let entry = entry?;
                    let name = entry.file_name().to_string_lossy().into_owned();
                    if Uuid::try_parse(&name).is_ok() && entry.path().is_dir() {
                        folders.push((name, entry.path()));
                    }
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
        // Their names begin with the time at which they were made.
        folders.sort();
        folders.insert(0, (ROOT.to_owned(), self.root.clone()));
        Ok(folders)
    }

    fn id_of(&self, folder: &Path) -> String {
        let name = folder.file_name().filter(|_| folder != self.root);
        name.map_or_else(|| ROOT.to_owned(), |name| name.to_string_lossy().into_owned())
    }

    /// The place of the profile in a folder; none when it is nobody's.
    fn seat(&self, id: String, folder: &Path) -> Result<Option<Seat>, DeviceError> {
        if matches!(Profile::at(folder).identity(), Ok(None)) {
            return Ok(None);
        }
        let device = match self.open_device(folder) {
            Ok(device) => Some(Arc::new(Mutex::new(device))),
            Err(error @ DeviceError::Outbox(OutboxError::InUse)) => return Err(error),
            Err(error) => {
                tracing::warn!(%error, "a profile does not read");
                None
            }
        };
        Ok(Some(Seat { id, device }))
    }

    fn open_device(&self, folder: &Path) -> Result<Device, DeviceError> {
        Device::at(folder, Arc::clone(&self.store), Arc::clone(&self.clock))
    }

    /// An app for whoever comes next: in a folder of its own, or in one where an enrolment was cut short.
    fn new_device(&self) -> Result<Shared, DeviceError> {
        let blank = self.held().blank.pop();
        let folder = blank.unwrap_or_else(|| self.root.join(Uuid::now_v7().to_string()));
        let mut device = self.open_device(&folder)?;
        device.beside = self.others(&folder)?;
        if let Some(hardness) = self.hardness {
            device.set_hardness(hardness);
        }
        Ok(Arc::new(Mutex::new(device)))
    }

    fn others(&self, than: &Path) -> Result<Vec<Profile>, DeviceError> {
        let folders = self.folders()?.into_iter().filter(|(_, folder)| folder != than);
        Ok(folders.map(|(_, folder)| Profile::at(&folder)).collect())
    }
}

/// A line of the list, and how what was written there stands. The name is read where there are several to tell apart.
fn view(seat: &Seat, number: u32, named: bool) -> (ProfileView, Option<SyncLine>) {
    let damaged =
        ProfileView { id: seat.id.clone(), name: None, number, state: ProfileState::Damaged, waiting: 0 };
    let Some(device) = &seat.device else { return (damaged, None) };
    let mut device = lock(device);
    let Ok(status) = device.status() else { return (damaged, None) };
    let state = match status.pin {
        _ if status.cleared.is_some() => ProfileState::Cleared,
        Some(pin) if pin.left == Some(0) => ProfileState::Gone,
        Some(pin) if pin.wait_s > 0 => ProfileState::Waits,
        _ => ProfileState::Ready,
    };
    let name = if named { device.label() } else { None };
    (ProfileView { name, state, waiting: status.sync.waiting, ..damaged }, Some(status.sync))
}

/// How what all of them wrote stands.
fn together<'a>(lines: impl Iterator<Item = &'a SyncLine>) -> SyncLine {
    let none = SyncLine { link: Link::Idle, waiting: 0, attention: 0, plan_seen: None };
    lines.fold(none, |all, line| SyncLine {
        link: match (all.link, line.link) {
            (Link::Syncing, _) | (_, Link::Syncing) => Link::Syncing,
            (Link::Offline, _) | (_, Link::Offline) => Link::Offline,
            (Link::Idle, Link::Idle) => Link::Idle,
        },
        waiting: all.waiting.saturating_add(line.waiting),
        attention: all.attention.saturating_add(line.attention),
        plan_seen: None,
    })
}

#[cfg(test)]
mod tests;
