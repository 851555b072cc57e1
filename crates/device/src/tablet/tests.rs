//! Several on one tablet: whose lock is shown, who is open, and what is wrong with one keeps nobody from another.

use super::*;
use crate::outbox::{Head, Outbox};
use crate::pin::FLOOR;
use crate::profile::Identity;
use crate::rasa::{Drawer, identity};
use crate::uptime::Uptime;
use crate::view::OpenedBy;
use std::fs;
use tempfile::TempDir;

const RASAS: &str = "804217";
const JONAS_S: &str = "739164";

/// A tablet's folder and key store, with whoever was enrolled on it.
struct Bag {
    folder: TempDir,
    store: Arc<Drawer>,
}

impl Bag {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), store: Arc::default() }
    }

    /// Somebody's profile in a folder below the root, as an enrolment leaves it.
    fn enrols(&self, below: &str, installation: u128, name: &str, pin: &str) -> Identity {
        let profile = Profile::at(&self.folder.path().join(below));
        let identity = identity(installation);
        profile.draw_keys(pin, &*self.store, FLOOR).unwrap();
        Outbox::create(&profile.outbox(), Some(Head { incarnation: 1, ..Head::default() })).unwrap();
        profile.enrol(&identity).unwrap();
        profile.keep_label(&identity, name, &*self.store).unwrap();
        identity
    }

    /// The root's profile is Rasa's; Jonas has come after her.
    fn of_two() -> Self {
        let bag = Self::new();
        bag.enrols("", 3, "Rasa Petraitienė", RASAS);
        bag.enrols(JONAS, 4, "Jonas Kazlauskas", JONAS_S);
        bag
    }

    fn starts(&self) -> Tablet {
        let store: Arc<dyn KeyStore> = Arc::clone(&self.store) as Arc<dyn KeyStore>;
        Tablet::at(self.folder.path(), store, Arc::new(|| 1_795_413_600_000)).unwrap()
    }
}

const JONAS: &str = "01936f7a-0000-7000-8000-000000000001";

fn choose(tablet: &Tablet, profile: Option<&str>) -> Result<(), DeviceError> {
    tablet.choose(&ChooseArgs { profile: profile.map(str::to_owned) })
}

fn unlock(tablet: &Tablet, pin: &str) -> Result<(), DeviceError> {
    tablet.unlock(&UnlockArgs { pin: pin.into() })
}

/// Name, number and state of each in the list.
fn list(tablet: &Tablet) -> Vec<(Option<String>, u32, ProfileState)> {
    let profiles = tablet.status().unwrap().profiles;
    profiles.into_iter().map(|one| (one.name, one.number, one.state)).collect()
}

fn open(tablet: &Tablet) -> Vec<bool> {
    tablet.devices().iter().map(|device| lock(device).is_open()).collect()
}

#[test]
fn a_new_tablet_asks_for_a_code_and_one_of_before_goes_on_where_it_was() {
    let bag = Bag::new();
    let status = bag.starts().status().unwrap();
    assert_eq!((status.stage, status.profile, status.profiles.len()), (Stage::New, None, 0));
    assert_eq!(status.opened_by, OpenedBy::Pin);
    bag.enrols("", 3, "Rasa Petraitienė", RASAS);
    let tablet = bag.starts();
    let status = tablet.status().unwrap();
    assert_eq!((status.stage, status.profile.as_deref()), (Stage::Locked, Some(ROOT)));
    assert_eq!(list(&tablet), [(None, 1, ProfileState::Ready)], "who is alone needs no name there");
    tablet.add_worker().unwrap();
    let status = tablet.status().unwrap();
    assert_eq!((status.stage, status.profile, status.profiles.len()), (Stage::New, None, 1));
    assert!(matches!(unlock(&tablet, RASAS), Err(DeviceError::WrongStage)));
    choose(&tablet, None).unwrap();
    unlock(&tablet, RASAS).unwrap();
    let status = tablet.status().unwrap();
    assert_eq!((status.stage, status.profile.as_deref()), (Stage::Open, Some(ROOT)));
}

#[test]
fn one_is_open_at_a_time_and_ones_pin_is_nothing_to_the_other() {
    let bag = Bag::of_two();
    let tablet = bag.starts();
    let status = tablet.status().unwrap();
    assert_eq!((status.stage, status.profile), (Stage::Locked, None), "somebody is to be chosen");
    let named = |name: &str, number| (Some(name.to_owned()), number, ProfileState::Ready);
    assert_eq!(list(&tablet), [named("Rasa Petraitienė", 1), named("Jonas Kazlauskas", 2)]);
    assert!(matches!(unlock(&tablet, RASAS), Err(DeviceError::Locked)), "nobody is chosen");
    choose(&tablet, Some(ROOT)).unwrap();
    unlock(&tablet, RASAS).unwrap();
    assert_eq!(open(&tablet), [true, false]);
    assert!(tablet.status().unwrap().profiles.is_empty(), "who is at work is shown nobody else");
    choose(&tablet, Some(JONAS)).unwrap();
    assert_eq!(open(&tablet), [false, false], "hers is locked before his is asked for");
    for _ in 0..5 {
        assert!(matches!(unlock(&tablet, RASAS), Err(DeviceError::PinWrong)));
    }
    assert!(matches!(unlock(&tablet, JONAS_S), Err(DeviceError::PinWait)));
    choose(&tablet, None).unwrap();
    let states = list(&tablet).into_iter().map(|(_, _, state)| state).collect::<Vec<_>>();
    assert_eq!(states, [ProfileState::Ready, ProfileState::Waits], "tries count for each alone");
    choose(&tablet, Some(ROOT)).unwrap();
    unlock(&tablet, RASAS).unwrap();
    tablet.add_worker().unwrap();
    assert_eq!(open(&tablet), [false, false]);
    assert!(matches!(choose(&tablet, Some("../x")), Err(DeviceError::NotFound)));
}

#[test]
fn what_is_wrong_with_one_keeps_nobody_from_another() {
    let files = ["installation.json", "keys.json", "tries.json", "label.json", "outbox", "replica.db"];
    for damaged in files {
        let bag = Bag::of_two();
        fs::write(bag.folder.path().join(JONAS).join(damaged), "nothing that reads").unwrap();
        let tablet = bag.starts();
        assert_eq!(tablet.status().unwrap().profiles.len(), 2, "{damaged}");
        if damaged == "installation.json" {
            assert_eq!(list(&tablet)[1], (None, 2, ProfileState::Damaged));
            assert!(choose(&tablet, Some(JONAS)).is_err());
        }
        choose(&tablet, Some(ROOT)).unwrap();
        unlock(&tablet, RASAS).unwrap();
    }
    // A folder that is no folder of ours, and an enrolment that was cut short.
    let bag = Bag::of_two();
    fs::create_dir(bag.folder.path().join("else")).unwrap();
    let blank = bag.folder.path().join("01936f7a-0000-7000-8000-000000000002");
    fs::create_dir(&blank).unwrap();
    fs::write(blank.join("keys.json"), "of nobody").unwrap();
    let tablet = bag.starts();
    assert_eq!(list(&tablet).len(), 2);
    tablet.add_worker().unwrap();
    assert_eq!(lock(&tablet.device().unwrap()).profile.folder(), blank, "it is taken for the next");
    // One damaged profile alone: its tablet asks for a code all the same.
    let bag = Bag::new();
    bag.enrols("", 3, "Rasa", RASAS);
    fs::write(bag.folder.path().join("installation.json"), "").unwrap();
    let tablet = bag.starts();
    assert_eq!(list(&tablet), [(None, 1, ProfileState::Damaged)]);
    tablet.add_worker().unwrap();
    assert_eq!(tablet.status().unwrap().stage, Stage::New);
}

#[test]
fn without_the_key_store_there_are_numbers_and_names_lie_nowhere_in_the_open() {
    let bag = Bag::of_two();
    let elsewhere = Bag { folder: bag.folder, store: Arc::default() };
    let tablet = elsewhere.starts();
    assert_eq!(list(&tablet), [(None, 1, ProfileState::Ready), (None, 2, ProfileState::Ready)]);
    for (_, folder) in tablet.folders().unwrap() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file())
        {
            let bytes = fs::read(entry.path()).unwrap();
            for name in ["Petraitienė", "Kazlauskas"] {
                let found = bytes.windows(name.len()).any(|part| part == name.as_bytes());
                assert!(!found && !entry.path().to_string_lossy().contains(name));
            }
        }
    }
}

#[test]
fn files_of_one_in_the_place_of_anothers_open_nothing() {
    let bag = Bag::of_two();
    let tablet = bag.starts();
    for (id, pin) in [(ROOT, RASAS), (JONAS, JONAS_S)] {
        choose(&tablet, Some(id)).unwrap();
        unlock(&tablet, pin).unwrap();
    }
    drop(tablet);
    // Jonas has Rasa's replica and her name in his folder.
    let (hers, his) = (bag.folder.path().to_owned(), bag.folder.path().join(JONAS));
    for file in ["replica.db", "label.json"] {
        fs::copy(hers.join(file), his.join(file)).unwrap();
    }
    let tablet = bag.starts();
    assert_eq!(list(&tablet)[1].0, None, "a name that is not his is not shown");
    choose(&tablet, Some(JONAS)).unwrap();
    unlock(&tablet, JONAS_S).unwrap();
    let aside = fs::read_dir(&his).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert!(aside.into_iter().any(|name| name.starts_with("replica.db.damaged")), "hers is set aside unread");
    drop(tablet);
    // Her keys in his folder are opened by her PIN alone, and what is his by neither.
    fs::copy(hers.join("keys.json"), his.join("keys.json")).unwrap();
    let tablet = bag.starts();
    choose(&tablet, Some(JONAS)).unwrap();
    assert!(matches!(unlock(&tablet, JONAS_S), Err(DeviceError::PinWrong)));
}

#[test]
fn after_ten_wrong_pins_the_others_work_on_and_the_list_says_so() {
    let bag = Bag::of_two();
    let tablet = bag.starts();
    choose(&tablet, Some(JONAS)).unwrap();
    for hour in 0..10 {
        let device = tablet.device().unwrap();
        lock(&device).set_stopwatch(Arc::new(move || Uptime::of("a", hour * 3600)));
        unlock(&tablet, RASAS).unwrap_err();
    }
    choose(&tablet, None).unwrap();
    let gone = (Some("Jonas Kazlauskas".to_owned()), 2, ProfileState::Gone);
    assert_eq!(list(&tablet)[1], gone);
    choose(&tablet, Some(ROOT)).unwrap();
    unlock(&tablet, RASAS).unwrap();
    choose(&tablet, Some(JONAS)).unwrap();
    tablet.start_over().unwrap();
    let status = tablet.status().unwrap();
    assert_eq!((status.stage, status.profiles.len()), (Stage::New, 1));
    drop((tablet.device(), tablet));
    let tablet = bag.starts();
    assert_eq!(tablet.status().unwrap().profile.as_deref(), Some(ROOT), "one is left");
    tablet.add_worker().unwrap();
    let next = tablet.device().unwrap();
    let left = lock(&next).beside.iter().filter_map(Profile::left_by).count();
    assert_eq!(left, 1, "what he had not finished is found when he comes back");
}
