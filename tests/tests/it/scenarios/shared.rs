//! Two workers share a tablet: each has her own people, files and PIN, and what one wrote is sent while the other works.

use super::{notes, visits};
use crate::world::{Drawer, World};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, MutexGuard};
use tempfile::TempDir;
use vizitas_device::device::Device;
use vizitas_device::error::DeviceError;
use vizitas_device::https::{Https, Pin};
use vizitas_device::keystore::KeyStore;
use vizitas_device::pin::FLOOR;
use vizitas_device::sync::{self, Ended};
use vizitas_device::tablet::{Shared, Tablet};
use vizitas_device::uptime::Uptime;
use vizitas_device::view::*;
use vizitas_server::Approval;
use zeroize::Zeroizing;

const RASAS: &str = "804217";
const JONAS_S: &str = "739164";

/// A tablet in the bag that two carry in turn.
struct Bag {
    tablet: Tablet,
    folder: TempDir,
    drawer: Arc<Drawer>,
}

impl Bag {
    fn new(world: &World) -> Self {
        Self::starts(world, tempfile::tempdir().unwrap(), Arc::default())
    }

    fn starts(world: &World, folder: TempDir, drawer: Arc<Drawer>) -> Self {
        let store: Arc<dyn KeyStore> = Arc::clone(&drawer) as Arc<dyn KeyStore>;
        let mut tablet = Tablet::at(folder.path(), store, world.time.of_tablets()).unwrap();
        tablet.set_hardness(FLOOR);
        Self { tablet, folder, drawer }
    }

    /// Killed and started again.
    fn restarted(self, world: &World) -> Self {
        let Self { tablet, folder, drawer } = self;
        drop(tablet);
        Self::starts(world, folder, drawer)
    }

    /// A worker's code is typed, and her people come. Gives what she is called in the list.
    async fn enrols(&self, world: &World, worker: &str, pin: &str) -> String {
        let (code, https) = world.code(worker, Approval::Ahead);
        let args = EnrolArgs { code, pin: pin.to_owned() };
        self.tablet.enrol(&args, &https, Https::certificate).await.unwrap();
        assert_eq!(synced(&self.device()).await, Ended::Done);
        self.tablet.status().unwrap().profile.unwrap()
    }

    /// Rasa's tablet, and Jonas with a profile of his own on it.
    async fn of_two(world: &World) -> (Self, String, String) {
        let bag = Self::new(world);
        let rasa = bag.enrols(world, "D01", RASAS).await;
        bag.tablet.add_worker().unwrap();
        let jonas = bag.enrols(world, "D02", JONAS_S).await;
        (bag, rasa, jonas)
    }

    fn device(&self) -> Shared {
        self.tablet.device().unwrap()
    }

    fn opens(&self, profile: &str, pin: &str) -> Result<Shared, DeviceError> {
        self.tablet.choose(&ChooseArgs { profile: Some(profile.to_owned()) })?;
        self.tablet.unlock(&UnlockArgs { pin: pin.to_owned() })?;
        Ok(self.device())
    }

    fn folder(&self, profile: &str) -> PathBuf {
        self.folder.path().join(profile)
    }
}

fn held(device: &Shared) -> MutexGuard<'_, Device> {
    device.lock().unwrap()
}

async fn synced(device: &Shared) -> Ended {
    let https = {
        let device = held(device);
        let (address, certificate) = device.server().unwrap();
        Https::new(address, Pin(certificate.to_vec())).unwrap()
    };
    sync::run(device, &https, &|| {}).await.unwrap()
}

/// Every file below a folder.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_file()).map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

fn names(device: &Shared) -> Vec<String> {
    let day = held(device).day(&DayArgs { day: None }).unwrap();
    visits(&day).iter().map(|row| row.name.clone()).collect()
}

/// Writes a note to today's visit with somebody.
fn note_on(device: &Shared, surname: &str, text: &str) -> VisitArgs {
    let day = held(device).day(&DayArgs { day: None }).unwrap();
    let row = visits(&day).into_iter().find(|row| row.name.ends_with(surname)).unwrap();
    let visit = VisitArgs { visit: row.id };
    held(device).note(&NoteArgs { visit: visit.visit.clone(), text: text.into() }).unwrap();
    visit
}

fn finds(device: &Shared, query: &str) -> bool {
    !held(device).search(&SearchArgs { query: query.into() }).unwrap().is_empty()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_sees_her_own_people_and_works_in_her_own_files() {
    let world = World::new().await;
    let (bag, rasa, jonas) = Bag::of_two(&world).await;
    assert_eq!(names(&bag.device()), ["Kazys Čepulis"]);
    assert!(!finds(&bag.device(), "Žukauskienė"), "her people are not his");
    let (hers, his) = (files(&bag.folder(&rasa)), files(&bag.folder(&jonas)));
    assert!(hers.len() >= 5 && his.len() >= 5);
    note_on(&bag.device(), "Čepulis", "Sutarėme dėl raštų.");
    assert_eq!(synced(&bag.device()).await, Ended::Done);
    assert_eq!(files(&bag.folder(&rasa)), hers, "nothing of hers is touched while he works");
    let his = {
        bag.tablet.lock();
        files(&bag.folder(&jonas))
    };
    let device = bag.opens(&rasa, RASAS).unwrap();
    assert_eq!(names(&device), ["Elžbieta Žukauskienė", "Jonas Miškinis", "Danutė Ąžuolienė"]);
    assert!(!finds(&device, "Čepulis"));
    note_on(&device, "Žukauskienė", "Reikia vaistų.");
    assert_eq!(synced(&device).await, Ended::Done);
    assert_eq!(files(&bag.folder(&jonas)), his);
    assert!(matches!(bag.opens(&jonas, RASAS), Err(DeviceError::PinWrong)));
    drop(device);
    let bag = bag.restarted(&world);
    let listed = bag.tablet.status().unwrap().profiles;
    let listed: Vec<_> = listed.iter().map(|one| one.name.as_deref().unwrap()).collect();
    assert_eq!(listed, ["Rasa Petraitienė", "Jonas Kazlauskas"]);
    assert_eq!(names(&bag.opens(&jonas, JONAS_S).unwrap()), ["Kazys Čepulis"]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_enrolment_that_is_cut_short_at_any_step_takes_nothing_from_who_was_there() {
    let world = World::new().await;
    let mut bag = Bag::new(&world);
    let rasa = bag.enrols(&world, "D01", RASAS).await;
    for steps in 0..3 {
        bag.tablet.add_worker().unwrap();
        held(&bag.device()).pull_plug_after(steps);
        let (code, https) = world.code("D02", Approval::Ahead);
        let args = EnrolArgs { code, pin: JONAS_S.to_owned() };
        let cut = bag.tablet.enrol(&args, &https, Https::certificate).await;
        let profiles = if steps < 2 { 1 } else { 2 };
        assert_eq!(cut.is_err(), steps < 2, "{steps}");
        bag = bag.restarted(&world);
        assert_eq!(bag.tablet.status().unwrap().profiles.len(), profiles, "{steps}");
        assert_eq!(names(&bag.opens(&rasa, RASAS).unwrap()).len(), 3);
    }
    bag.tablet.add_worker().unwrap();
    bag.enrols(&world, "D02", JONAS_S).await;
    assert_eq!(names(&bag.device()), ["Kazys Čepulis"]);
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_left_is_handed_over_while_the_other_is_at_work() {
    let world = World::new().await;
    let (bag, rasa, jonas) = Bag::of_two(&world).await;
    let hers = bag.opens(&rasa, RASAS).unwrap();
    let visit = note_on(&hers, "Žukauskienė", "Prašė paskambinti dukrai.");
    let his = bag.opens(&jonas, JONAS_S).unwrap();
    assert!(!held(&hers).is_open() && held(&his).is_open(), "hers was locked first");
    assert!(held(&hers).status().unwrap().sync.waiting > 0 && held(&hers).has_to_call());
    assert_eq!(synced(&hers).await, Ended::Done);
    assert!(held(&hers).status().unwrap().sync.waiting == 0 && held(&his).is_open());
    let again = world.tablet("D01").await;
    assert_eq!(notes(&again, &visit), ["Prašė paskambinti dukrai."]);
    // The app is killed with something of each in it: the list says whose.
    note_on(&his, "Čepulis", "Sutarėme dėl raštų.");
    drop((hers, his));
    let bag = bag.restarted(&world);
    let waiting: Vec<u32> = bag.tablet.status().unwrap().profiles.iter().map(|one| one.waiting).collect();
    assert_eq!((waiting[0], waiting[1] > 0), (0, true));
    assert_eq!(bag.tablet.status().unwrap().sync.waiting, waiting[1]);
    for device in bag.tablet.devices() {
        if held(&device).has_to_call() {
            assert_eq!(synced(&device).await, Ended::Done);
        }
    }
    assert_eq!(bag.tablet.status().unwrap().sync.waiting, 0);
    world.end().await;
}

/// A tablet whose system keeps no secrets.
struct Nothing;

impl KeyStore for Nothing {
    fn put(&self, _: &str, _: &[u8]) -> Result<(), DeviceError> {
        Err(DeviceError::KeyStoreMissing)
    }
    fn get(&self, _: &str) -> Result<Option<Zeroizing<Vec<u8>>>, DeviceError> {
        Err(DeviceError::KeyStoreMissing)
    }
    fn remove(&self, _: &str) -> Result<(), DeviceError> {
        Err(DeviceError::KeyStoreMissing)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_key_store_a_passphrase_is_asked_for_and_what_waits_is_sent_all_the_same() {
    const PHRASE: &str = "žalia kėdė prie lango";
    let (world, folder) = (World::new().await, tempfile::tempdir().unwrap());
    let starts = || {
        let mut tablet = Tablet::at(folder.path(), Arc::new(Nothing), world.time.of_tablets()).unwrap();
        tablet.set_hardness(FLOOR);
        tablet
    };
    let tablet = starts();
    assert_eq!(tablet.status().unwrap().opened_by, OpenedBy::Passphrase);
    let (code, https) = world.code("D01", Approval::Ahead);
    for (weak, typed) in [(true, RASAS), (true, "Alytus Alytus 1"), (false, PHRASE)] {
        let args = EnrolArgs { code: code.clone(), pin: typed.into() };
        let enrolled = tablet.enrol(&args, &https, Https::certificate).await;
        assert_eq!(matches!(enrolled, Err(DeviceError::PhraseWeak)), weak, "{typed}");
    }
    let device = tablet.device().unwrap();
    assert_eq!(synced(&device).await, Ended::Done);
    let visit = note_on(&device, "Žukauskienė", "Dar neišsiųsta.");
    let change = ChangePinArgs { old: PHRASE.into(), new: "Petraitienė 1980".into() };
    assert!(matches!(held(&device).change_pin(&change), Err(DeviceError::PhraseWeak)), "her own name");
    drop((device, tablet));
    let tablet = starts();
    let status = tablet.status().unwrap();
    assert_eq!((status.stage, status.opened_by), (Stage::Locked, OpenedBy::Passphrase));
    let unlock = |typed: &str| tablet.unlock(&UnlockArgs { pin: typed.into() });
    assert!(matches!(unlock(RASAS), Err(DeviceError::PinWrong)));
    assert_eq!(synced(&tablet.device().unwrap()).await, Ended::Done, "the phrase is not needed to send");
    assert_eq!(notes(&world.tablet("D01").await, &visit), ["Dar neišsiųsta."]);
    unlock(PHRASE).unwrap();
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copied_folder_opens_nothing_of_another_and_none_elsewhere() {
    let world = World::new().await;
    let (bag, rasa, jonas) = Bag::of_two(&world).await;
    let (hers, his) = (bag.folder(&rasa), bag.folder(&jonas));
    let Bag { tablet, folder, drawer } = bag;
    drop(tablet);
    for (path, bytes) in files(&hers) {
        std::fs::write(his.join(path.file_name().unwrap()), bytes).unwrap();
    }
    let bag = Bag::starts(&world, folder, drawer);
    assert!(matches!(bag.opens(&jonas, JONAS_S), Err(DeviceError::PinWrong)));
    // The whole tablet's files on another tablet, with the right PINs.
    let Bag { tablet, folder, .. } = bag;
    drop(tablet);
    let elsewhere = Bag::starts(&world, folder, Arc::default());
    for (profile, pin) in [(&rasa, RASAS), (&jonas, JONAS_S)] {
        assert!(matches!(elsewhere.opens(profile, pin), Err(DeviceError::KeyStoreMissing)));
    }
    let listed = elsewhere.tablet.status().unwrap().profiles;
    assert!(listed.iter().all(|one| one.name.is_none()), "nor does it say whose they were");
    world.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_lost_her_pin_begins_anew_beside_the_other_and_finds_what_she_had_not_finished() {
    let world = World::new().await;
    let (bag, rasa, jonas) = Bag::of_two(&world).await;
    let hers = bag.opens(&rasa, RASAS).unwrap();
    let visit = note_on(&hers, "Žukauskienė", "Dar neišsiųsta.");
    let draft =
        DraftSaveArgs { visit: visit.visit.clone(), field: DraftField::Notes, text: "Nebaigta min".into() };
    held(&hers).draft_save(&draft).unwrap();
    bag.tablet.lock();
    let up = Arc::new(AtomicU64::new(0));
    let running = Arc::clone(&up);
    held(&hers).set_stopwatch(Arc::new(move || Uptime::of("a", running.load(Ordering::SeqCst))));
    while !matches!(bag.opens(&rasa, JONAS_S), Err(DeviceError::PinGone)) {
        up.fetch_add(3600, Ordering::SeqCst);
    }
    assert_eq!(names(&bag.opens(&jonas, JONAS_S).unwrap()), ["Kazys Čepulis"]);
    assert_eq!(synced(&hers).await, Ended::Done);
    bag.tablet.choose(&ChooseArgs { profile: Some(rasa) }).unwrap();
    bag.tablet.start_over().unwrap();
    drop(hers);
    // Nothing ties her to the folder that she left: after a restart she comes by another.
    let bag = bag.restarted(&world);
    assert_eq!(bag.tablet.status().unwrap().profile.as_deref(), Some(&*jonas));
    bag.tablet.add_worker().unwrap();
    bag.enrols(&world, "D01", RASAS).await;
    let hers = bag.device();
    let visit = held(&hers).visit(&visit).unwrap();
    assert_eq!(visit.notes.first().map(|note| &*note.text), Some("Dar neišsiųsta."));
    assert_eq!(visit.draft_notes, "Nebaigta min");
    world.end().await;
}
