//! The PIN and its tries: right, wrong, changed, and cut short.

use super::*;
use crate::rasa::Drawer;

#[test]
fn the_same_keys_come_back_with_the_pin_on_this_tablet_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (profile, drawer) = (Profile::at(folder.path()), Drawer::default());
    let (drawn, _) = profile.draw_keys("804217", &drawer, pin::FLOOR).unwrap();
    let now = Uptime::of("a", 0);
    let opened = profile.open_keys("804217", &drawer, &now).unwrap();
    assert_eq!(opened.signing.verifying(), drawn.signing.verifying());
    assert_eq!(opened.opener.bytes(), drawn.opener.bytes());
    assert!(matches!(profile.open_keys("804218", &drawer, &now), Err(DeviceError::PinWrong)));
    let elsewhere = profile.open_keys("804217", &Drawer::default(), &now);
    assert!(matches!(elsewhere, Err(DeviceError::KeyStoreMissing)));
    let file = std::fs::read(profile.wrap_file()).unwrap();
    assert!(!file.windows(8).any(|part| part == &drawn.signing.seed()[..8]));
}

/// Tries `pin` as soon as it may be tried.
fn try_pin(profile: &Profile, drawer: &Drawer, pin: &str, up: &mut u64) -> Result<Secrets, DeviceError> {
    let wait = profile.tries().unwrap().map_or(0, |tries| tries.wait(&Uptime::of("a", *up)).as_secs());
    if wait > 0 {
        let early = profile.open_keys("804217", drawer, &Uptime::of("a", *up + wait - 1));
        assert!(matches!(early, Err(DeviceError::PinWait)), "even the right one waits");
    }
    *up += wait;
    profile.open_keys(pin, drawer, &Uptime::of("a", *up))
}

#[test]
fn after_the_tenth_wrong_pin_there_is_nothing_left_to_try() {
    let folder = tempfile::tempdir().unwrap();
    let (profile, drawer, mut up) = (Profile::at(folder.path()), Drawer::default(), 0);
    let (_, transport) = profile.draw_keys("804217", &drawer, pin::FLOOR).unwrap();
    for _ in 0..9 {
        let wrong = try_pin(&profile, &drawer, "804218", &mut up);
        assert!(matches!(wrong, Err(DeviceError::PinWrong)));
    }
    assert_eq!(up, 30 + 60 + 300 + 900, "it took that long");
    assert_eq!(profile.tries().unwrap().unwrap().told(), Some(1));
    assert!(matches!(try_pin(&profile, &drawer, "804218", &mut up), Err(DeviceError::PinGone)));
    for (pin, later) in [("804217", 0), ("804217", 1_000_000)] {
        let tried = profile.open_keys(pin, &drawer, &Uptime::of("a", up + later));
        assert!(matches!(tried, Err(DeviceError::PinGone)));
    }
    assert_eq!(profile.tries().unwrap(), None);
    assert_eq!(profile.keys().unwrap().wrap, None);
    let name = profile.keys().unwrap().store_name;
    assert!(drawer.get(&name).unwrap().is_none(), "its other half is gone too");
    assert_eq!(profile.transport_key(&drawer).unwrap().verifying(), transport, "what waits is still sent");
}

#[cfg(unix)]
#[test]
fn a_profiles_folder_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own");
    Profile::at(&own).draw_keys("804217", &Drawer::default(), pin::FLOOR).unwrap();
    assert_eq!(std::fs::metadata(&own).unwrap().permissions().mode() & 0o777, 0o700);
    for file in std::fs::read_dir(&own).unwrap().map(Result::unwrap) {
        let mode = file.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", file.file_name());
    }
}

#[test]
fn a_right_pin_begins_the_count_anew_and_a_try_that_was_cut_short_counts() {
    let folder = tempfile::tempdir().unwrap();
    let (profile, drawer, mut up) = (Profile::at(folder.path()), Drawer::default(), 0);
    profile.draw_keys("804217", &drawer, pin::FLOOR).unwrap();
    for _ in 0..6 {
        try_pin(&profile, &drawer, "804218", &mut up).err().unwrap();
    }
    // Without its key store nothing is tried, and nothing counts.
    up += 1000;
    let without = profile.open_keys("804217", &Drawer::default(), &Uptime::of("a", up));
    assert!(matches!(without, Err(DeviceError::KeyStoreMissing)));
    assert_eq!(profile.tries().unwrap().unwrap().left(), 4);
    try_pin(&profile, &drawer, "804217", &mut up).unwrap();
    let begun = profile.tries().unwrap().unwrap();
    assert_eq!(
        (begun.left(), begun.ever()),
        (10, 6),
        "counted anew, and how many there ever were stays known"
    );
    // Switched off in the middle of the tenth: it was counted, and not answered.
    let name = profile.keys().unwrap().store_name;
    let tries = (0..10).fold(Tries::default(), |tries, _| tries.and_one(Uptime::of("a", up)));
    profile.count(&drawer, &name, &tries).unwrap();
    let after = profile.open_keys("804217", &drawer, &Uptime::of("b", 1_000_000));
    assert!(matches!(after, Err(DeviceError::PinGone)));
    assert_eq!(profile.keys().unwrap().wrap, None);
}

#[test]
fn putting_files_back_or_away_wins_nobody_a_try_and_a_full_disk_keeps_nobody_out() {
    let folder = tempfile::tempdir().unwrap();
    let (profile, drawer, mut up) = (Profile::at(folder.path()), Drawer::default(), 0);
    let (_, transport) = profile.draw_keys("804217", &drawer, pin::FLOOR).unwrap();
    let (keys, count) =
        (std::fs::read(profile.wrap_file()).unwrap(), std::fs::read(profile.count_file()).unwrap());
    for _ in 0..6 {
        try_pin(&profile, &drawer, "804218", &mut up).err().unwrap();
    }
    for back in [Some(&count), None] {
        std::fs::write(profile.wrap_file(), &keys).unwrap();
        match back {
            Some(count) => std::fs::write(profile.count_file(), count).unwrap(),
            None => std::fs::remove_file(profile.count_file()).unwrap(),
        }
        let early = profile.open_keys("804217", &drawer, &Uptime::of("a", up));
        assert!(matches!(early, Err(DeviceError::PinWait)));
    }
    // Where the file stood there is a folder now: nothing can be written there, as on a full disk.
    std::fs::create_dir(profile.count_file()).unwrap();
    up += 1000;
    profile.open_keys("804217", &drawer, &Uptime::of("a", up)).unwrap();
    std::fs::remove_dir(profile.count_file()).unwrap();
    profile.open_keys("804217", &drawer, &Uptime::of("a", up)).unwrap();
    // With the keys' file lost, what waits is still handed over.
    std::fs::remove_file(profile.wrap_file()).unwrap();
    assert!(profile.open_keys("804217", &drawer, &Uptime::of("a", up)).is_err());
    assert_eq!(profile.transport_key(&drawer).unwrap().verifying(), transport);
}

/// A key store that keeps whatever it was given.
struct Hoarder(Drawer);

impl KeyStore for Hoarder {
    fn put(&self, name: &str, secret: &[u8]) -> Result<(), DeviceError> {
        self.0.put(name, secret)
    }
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, DeviceError> {
        self.0.get(name)
    }
    fn remove(&self, _: &str) -> Result<(), DeviceError> {
        Err(DeviceError::KeyStoreMissing)
    }
}

#[test]
fn a_pin_that_was_changed_is_said_to_be_though_the_store_keeps_the_old_secret() {
    let folder = tempfile::tempdir().unwrap();
    let (profile, store, now) = (Profile::at(folder.path()), Hoarder(Drawer::default()), Uptime::of("a", 0));
    profile.draw_keys("804217", &store, pin::FLOOR).unwrap();
    profile.change_pin("804217", "739164", &store, pin::FLOOR, &now).unwrap();
    assert!(matches!(profile.open_keys("804217", &store, &now), Err(DeviceError::PinWrong)));
    profile.open_keys("739164", &store, &now).unwrap();
}

#[test]
fn a_profile_that_is_left_twice_keeps_both_lives() {
    let folder = tempfile::tempdir().unwrap();
    let (profile, drawer) = (Profile::at(folder.path()), Drawer::default());
    for _ in 0..3 {
        profile.draw_keys("804217", &drawer, pin::FLOOR).unwrap();
        profile.leave().unwrap();
    }
    let left = |n: &str| profile.wrap_file().with_extension(n).exists();
    assert!(left("refused") && left("refused-2") && left("refused-3") && !profile.wrap_file().exists());
}

#[test]
fn another_pin_opens_the_same_keys_and_the_old_one_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let (profile, drawer, now) = (Profile::at(folder.path()), Drawer::default(), Uptime::of("a", 0));
    let (drawn, transport) = profile.draw_keys("804217", &drawer, pin::FLOOR).unwrap();
    let change = |old, new| profile.change_pin(old, new, &drawer, pin::FLOOR, &now);
    assert!(matches!(change("804217", "123456"), Err(DeviceError::PinWeak)));
    assert!(matches!(change("804218", "739164"), Err(DeviceError::PinWrong)));
    change("804217", "739164").unwrap();
    assert!(matches!(profile.open_keys("804217", &drawer, &now), Err(DeviceError::PinWrong)));
    let opened = profile.open_keys("739164", &drawer, &now).unwrap();
    assert_eq!(opened.signing.verifying(), drawn.signing.verifying());
    assert_eq!(profile.transport_key(&drawer).unwrap().verifying(), transport);
    assert!(matches!(change("804217", "482913"), Err(DeviceError::PinWrong)));
}

#[test]
fn a_new_pin_is_not_judged_by_the_tries_of_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let (profile, drawer) = (Profile::at(folder.path()), Drawer::default());
    let (secrets, _) = profile.draw_keys("804217", &drawer, pin::FLOOR).unwrap();
    for hour in 0..10 {
        profile.open_keys("739164", &drawer, &Uptime::of("a", 3600 * hour)).err().unwrap();
    }
    let old = std::fs::read(profile.count_file()).unwrap();
    profile.wrap_anew(&Bundle::of(&secrets), "482913", &drawer, pin::FLOOR).unwrap();
    // Cut short before its own were counted anywhere.
    std::fs::write(profile.count_file(), old).unwrap();
    drawer.remove(&tries_name(&profile.store_name().unwrap())).unwrap();
    assert!(profile.tries().unwrap().is_some());
    profile.open_keys("482913", &drawer, &Uptime::of("a", 40_000)).unwrap();
}

/// A key store that does not give the transport key out just now.
struct Away<'a>(&'a Drawer);

impl KeyStore for Away<'_> {
    fn put(&self, name: &str, secret: &[u8]) -> Result<(), DeviceError> {
        self.0.put(name, secret)
    }
    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, DeviceError> {
        if name.ends_with(".transport") { Err(DeviceError::KeyStoreMissing) } else { self.0.get(name) }
    }
    fn remove(&self, name: &str) -> Result<(), DeviceError> {
        self.0.remove(name)
    }
}

#[test]
fn a_transport_key_is_drawn_anew_only_when_the_key_store_has_lost_it() {
    let folder = tempfile::tempdir().unwrap();
    let (profile, drawer, now) = (Profile::at(folder.path()), Drawer::default(), Uptime::of("a", 0));
    let (_, transport) = profile.draw_keys("804217", &drawer, pin::FLOOR).unwrap();
    let change = |store: &dyn KeyStore| profile.change_pin("804217", "739164", store, pin::FLOOR, &now);
    assert!(matches!(change(&Away(&drawer)), Err(DeviceError::KeyStoreMissing)));
    profile.open_keys("804217", &drawer, &now).unwrap();
    assert_eq!(profile.transport_key(&drawer).unwrap().verifying(), transport);
    drawer.remove(&transport_name(&profile.store_name().unwrap())).unwrap();
    change(&drawer).unwrap();
    assert_ne!(profile.transport_key(&drawer).unwrap().verifying(), transport);
}
