//! Backups of the log and of the vault, apart: what they cover, how they fit each other, and how they come and go.

use crate::desk::Desk;
use crate::office::{CLIENTS, Office, back_up};
use serde_json::json;
use std::path::{Path, PathBuf};
use vizitas_domain::id::StreamId;
use vizitas_domain::time::Time;
use vizitas_server::backup::{Failure, Kind, Trouble};
use vizitas_server::books::Mode;
use vizitas_server::staff::StaffRole;
use vizitas_server::{DataFolder, Error, Municipality, restore, restore_with};

const NAME: &str = "Ona Ąžuolienė";

fn covered(office: &Municipality) -> (u64, u64) {
    office.log().read(|log| Ok((log.mark("backed_up")?, log.head()?.position))).unwrap()
}

/// Somebody is registered, and the log goes on under a key of her own.
fn goes_on(office: &Office) {
    let number = covered(&office.municipality).1;
    let head = CLIENTS.lines().next().unwrap();
    let row = format!("K-9{number};Nauja;Liepa{number};1950-01-01;Naujoji g. 9, 62001 Alytus;;;LT;;;D01");
    office.import(&[("k.csv", &format!("{head}\n{row}\n"))], Mode::Apply);
    assert!(covered(&office.municipality).1 > number);
}

fn erase(office: &Office) -> StreamId {
    let ona = office.municipality.client_id("K-1").unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let chief = Desk::with(office, StaffRole::Administrator, "", None).await;
        chief.post(&format!("clients/{ona}/erasure"), json!({ "ground": "consent" })).await.ok();
    });
    office.municipality.erase(office.municipality.office(), ona, NAME).unwrap();
    ona
}

/// Another machine with the same key-encryption key.
fn elsewhere(office: &Office) -> (tempfile::TempDir, DataFolder) {
    let folder = tempfile::tempdir().unwrap();
    let data = DataFolder::new(folder.path().join("data")).with_kek(office.data.kek_source().clone());
    data.lay_out(&office.data.settings().unwrap()).unwrap();
    (folder, data)
}

fn names(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

/// The parts of a backup by name.
fn parts(file: &Path) -> Vec<(String, Vec<u8>)> {
    let bytes = std::fs::read(file).unwrap();
    let mut rest = &bytes[16..];
    let mut parts = Vec::new();
    loop {
        let (length, after) = rest.split_first().unwrap();
        if *length == 0 {
            return parts;
        }
        let (name, after) = after.split_at(usize::from(*length));
        let (length, after) = after.split_first_chunk::<8>().unwrap();
        let (part, after) = after.split_at(usize::try_from(u64::from_be_bytes(*length)).unwrap());
        parts.push((String::from_utf8(name.to_vec()).unwrap(), part.to_vec()));
        rest = after;
    }
}

#[test]
fn a_position_is_covered_once_a_copy_of_the_log_holds_it_and_one_of_the_vault_its_keys() {
    let office = Office::open();
    let at = |name: &str| office.folder.path().join(name);
    let back_up = |kind, name: &str| office.municipality.backup(kind, &at(name)).unwrap().covers;
    let first = covered(&office.municipality).1;
    assert_eq!(back_up(Kind::Log, "log-1"), first);
    assert_eq!(covered(&office.municipality).0, 0, "without its keys the log is of no use");
    goes_on(&office);
    let second = covered(&office.municipality).1;
    assert!(second > first);
    assert_eq!(back_up(Kind::Vault, "vault-1"), second);
    assert_eq!(covered(&office.municipality).0, first);
    goes_on(&office);
    let third = covered(&office.municipality).1;
    back_up(Kind::Log, "log-2");
    assert_eq!(covered(&office.municipality).0, second, "nor the log beyond its keys");
    back_up(Kind::Vault, "vault-2");
    assert_eq!(covered(&office.municipality).0, third);
    let again = office.municipality.backup(Kind::Log, &at("log-1"));
    assert!(matches!(again, Err(Error::Exists(_))), "a backup is never overwritten");
    assert_eq!(names(office.folder.path()), ["data", "log-1", "log-2", "vault-1", "vault-2"]);
}

#[test]
fn the_logs_backup_holds_no_key_of_anybodys_and_the_vaults_no_event() {
    let office = Office::open();
    let file = |kind: Kind| office.municipality.backup(kind, office.folder.path()).unwrap().file;
    let held = |kind| parts(&file(kind)).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(held(Kind::Log), ["backup.json", "municipality.json", "log.key", "log.db", "erasures"]);
    let of_vault = ["backup.json", "municipality.json", "identity.key", "vault.key", "vault.db"];
    assert_eq!(held(Kind::Vault), of_vault);
    // One of them alone brings nothing back, and says what is wanted.
    let (_elsewhere, data) = elsewhere(&office);
    let alone = restore(&data, "alytus", &file(Kind::Log), office.clock());
    assert!(matches!(&alone, Err(Error::Missing(why)) if why.contains("backup of the vault")), "{alone:?}");
    let alone = restore(&data, "alytus", &file(Kind::Vault), office.clock());
    assert!(matches!(&alone, Err(Error::Missing(why)) if why.contains("backup of the log")), "{alone:?}");
}

#[test]
fn a_vault_that_lacks_a_key_of_the_log_changes_nothing_and_one_that_has_more_is_taken() {
    let office = Office::open();
    let at = |name: &str| office.folder.path().join(name);
    let back_up = |kind, name: &str| office.municipality.backup(kind, &at(name)).unwrap().file;
    let (early_log, early_vault) = (back_up(Kind::Log, "log-1"), back_up(Kind::Vault, "vault-1"));
    goes_on(&office);
    let (late_log, late_vault) = (back_up(Kind::Log, "log-2"), back_up(Kind::Vault, "vault-2"));
    let (folder, data, clock) = office.close();
    let bring =
        |log: &Path, vault: &Path| restore_with(&data, "alytus", &[log, vault], clock.clone(), Vec::new());
    let place = data.municipality("alytus").unwrap();
    let before = (std::fs::read(place.log()).unwrap(), names(place.path()));
    let refused = bring(&late_log, &early_vault);
    assert!(
        matches!(&refused, Err(Error::Invalid(why)) if why.contains("lacks the keys of") && why.contains("Nothing was changed")),
        "{refused:?}"
    );
    assert_eq!((std::fs::read(place.log()).unwrap(), names(place.path())), before);
    // The keys of every generation stay in the vault: it may be as much newer as it likes.
    let restored = bring(&late_vault, &early_log).unwrap();
    assert_eq!(restored.log().read(|log| log.head()).unwrap().epoch, 2);
    drop(restored);
    let restored = bring(&late_log, &late_vault).unwrap();
    let day = "2026-11-23".parse().unwrap();
    assert_eq!(restored.agenda(day, None).unwrap().len(), 2);
    drop((restored, folder));
}

#[test]
fn backups_of_another_municipality_are_told_apart() {
    let (ours, theirs) = (Office::open(), Office::empty());
    let log = ours.municipality.backup(Kind::Log, ours.folder.path()).unwrap().file;
    let vault = theirs.municipality.backup(Kind::Vault, theirs.folder.path()).unwrap().file;
    // The key fits both.
    std::fs::copy(theirs.data.path().join("kek"), ours.data.path().join("before")).unwrap();
    let (_elsewhere, data) = elsewhere(&ours);
    let data = data.with_kek_before(Some(ours.data.path().join("before")));
    let mixed = restore_with(&data, "alytus", &[&log, &vault], ours.clock(), Vec::new());
    assert!(
        matches!(&mixed, Err(Error::Invalid(why)) if why.contains("not of one municipality")),
        "{mixed:?}"
    );
    assert!(data.slugs().unwrap().is_empty());
}

#[test]
fn one_file_of_the_former_kind_still_brings_all_of_it_back() {
    let office = Office::open();
    let held = office.folder.path().join("held");
    back_up(&office.municipality, &held);
    let mut all = Vec::new();
    for name in names(&held) {
        all.extend(parts(&held.join(name)));
    }
    let mut former = b"vizitas backup 1".to_vec();
    for part in ["municipality.json", "identity.key", "log.key", "log.db", "vault.key", "vault.db"] {
        let (_, bytes) = all.iter().find(|(name, _)| name == part).unwrap();
        former.extend((bytes.len() as u64).to_be_bytes());
        former.extend(bytes);
    }
    let file = office.folder.path().join("former");
    std::fs::write(&file, &former).unwrap();
    goes_on(&office);
    let day = "2026-11-23".parse().unwrap();
    let (_elsewhere, data) = elsewhere(&office);
    let moved = restore(&data, "alytus", &file, office.clock()).unwrap();
    assert_eq!(moved.agenda(day, None).unwrap().len(), 2);
    drop(moved);
    std::fs::write(&file, &former[..former.len() - 1]).unwrap();
    let cut = restore(&data, "alytus", &file, office.clock());
    assert!(matches!(cut, Err(Error::Malformed(_))), "{cut:?}");
}

#[test]
fn who_was_erased_stays_so_whichever_of_the_two_is_older() {
    // The log's is from before the erasure, the vault's from after; and the other way round.
    for [before, after] in [[Kind::Log, Kind::Vault], [Kind::Vault, Kind::Log]] {
        let office = Office::open();
        let early = office.municipality.backup(before, office.folder.path()).unwrap().file;
        office.later(60);
        let ona = erase(&office);
        let late = office.municipality.backup(after, office.folder.path()).unwrap().file;
        let (_elsewhere, data) = elsewhere(&office);
        let moved = restore_with(&data, "alytus", &[&early, &late], office.clock(), Vec::new()).unwrap();
        let proof = moved.erasure_proof(ona).unwrap();
        assert!(proof.is_done_here() && proof.keys_left == 0, "{before:?}: {proof:?}");
        let gone = moved.assign(moved.office(), "K-1", "D02");
        assert!(matches!(gone, Err(Error::Missing(_))), "{before:?}: {gone:?}");
    }
}

#[test]
fn they_come_once_a_day_by_themselves_and_the_old_ones_go_when_the_new_one_was_read() {
    let (office, [of_log, of_vault]) = Office::open().backing_up(3, 2);
    let day = || {
        office.municipality.back_up_when_due().unwrap();
        (names(&of_log).len(), names(&of_vault).len())
    };
    let state = || office.municipality.backup_state().unwrap();
    assert_eq!((state().trouble, state().covered), (None, 0));
    assert_eq!(day(), (1, 1), "at once: whether it works is known before the night");
    assert_eq!(state().covered, state().head);
    assert_eq!(day(), (1, 1));
    office.later(18 * 60);
    assert_eq!(day(), (1, 1), "it is two at night");
    office.later(61);
    assert_eq!(day(), (2, 2));
    office.later(24 * 60);
    assert_eq!(day(), (3, 2));
    let first = names(&of_log);
    office.later(24 * 60);
    assert_eq!(day(), (3, 2));
    assert!(!names(&of_log).contains(&first[0]), "the oldest went");
    let deeds = office.municipality.log().read(|log| log.audit_after(0, 1_000)).unwrap();
    let count = |deed: &str| deeds.iter().filter(|record| record.deed == deed).count();
    assert_eq!((count("log backed up"), count("vault backed up"), count("backup deleted")), (4, 4, 3));
    // Whoever takes one out of the folder has another made.
    std::fs::remove_file(of_vault.join(names(&of_vault).pop().unwrap())).unwrap();
    assert_eq!(day(), (3, 2));
    let restored = [of_log.as_path(), of_vault.as_path()];
    let (_elsewhere, data) = elsewhere(&office);
    restore_with(&data, "alytus", &restored, office.clock(), Vec::new()).unwrap();
}

#[test]
fn one_that_fails_is_said_tried_again_and_takes_no_old_one_with_it() {
    let (office, [of_log, of_vault]) = Office::open().backing_up(1, 1);
    let run = || office.municipality.back_up_when_due().unwrap();
    let state = || office.municipality.backup_state().unwrap();
    run();
    let kept = names(&of_vault);
    // A disk that is not there.
    let away = of_vault.with_extension("away");
    std::fs::rename(&of_vault, &away).unwrap();
    office.later(24 * 60);
    goes_on(&office);
    let before = covered(&office.municipality).0;
    run();
    let [log, vault] = state().kinds.try_into().unwrap();
    assert_eq!((log.failed, vault.failed.map(|(_, why)| why)), (None, Some(Failure::FolderMissing)));
    assert_eq!(state().trouble, Some(Trouble::Failed));
    assert_eq!(covered(&office.municipality).0, before, "the log alone covers nothing");
    assert_eq!(names(&of_log).len(), 1);
    std::fs::rename(&away, &of_vault).unwrap();
    assert_eq!(names(&of_vault), kept, "what was there is there");
    office.later(30);
    run();
    assert_eq!(names(&of_vault), kept, "not every moment");
    office.later(31);
    run();
    assert_ne!(names(&of_vault), kept);
    assert_eq!(state().trouble, None);
    assert_eq!(covered(&office.municipality).0, covered(&office.municipality).1);
    office.later(3 * 24 * 60);
    assert_eq!(state().trouble, Some(Trouble::Old));
}

#[test]
fn what_does_not_read_back_is_no_backup_and_covers_nothing() {
    let (office, [of_log, of_vault]) = Office::open().backing_up(2, 2);
    // The vault's own key does not open any more: a copy of it would open for nobody.
    let key = office.data.municipality("alytus").unwrap().path().join("identity.key");
    let good = std::fs::read(&key).unwrap();
    std::fs::write(&key, b"bent").unwrap();
    office.municipality.back_up_when_due().unwrap();
    assert_eq!((names(&of_log).len(), names(&of_vault)), (1, vec![]));
    assert_eq!(covered(&office.municipality).0, 0);
    let failed = office.municipality.backup_state().unwrap().kinds.pop().unwrap().failed;
    assert_eq!(failed.map(|(_, why)| why), Some(Failure::Key));
    std::fs::write(&key, good).unwrap();
    assert!(office.municipality.back_up_now().unwrap() > 0);
}

#[test]
fn the_proof_of_an_erasure_names_when_the_rotation_lets_the_last_key_go() {
    let (office, [_, of_vault]) = Office::open().backing_up(2, 3);
    let day = |office: &Office| {
        office.later(24 * 60);
        office.municipality.back_up_when_due().unwrap();
    };
    office.municipality.back_up_when_due().unwrap();
    day(&office);
    let ona = erase(&office);
    let proof = |office: &Office| office.municipality.erasure_proof(ona).unwrap();
    let expire = proof(&office).backups_expire.unwrap();
    // Three stay: the last that holds the keys goes with the third after it, at three in the night.
    assert_eq!(expire, Time(1_795_413_600 + 24 * 3600 + 2 * 24 * 3600 + 19 * 3600));
    let held = |office: &Office| proof(office).last_backup;
    let last = held(&office);
    day(&office);
    day(&office);
    assert_eq!((proof(&office).backups_expire, held(&office)), (Some(expire), last), "whenever it is asked");
    day(&office);
    assert_eq!(names(&of_vault).len(), 3);
    assert_eq!((proof(&office).backups_expire, held(&office)), (None, None), "none is left");
    // One made by hand is kept as the office says; it was made before the erasure or holds nothing of it.
    let by_hand: PathBuf = office.folder.path().join("by-hand");
    office.municipality.backup(Kind::Vault, &by_hand).unwrap();
    assert_eq!(proof(&office).backups_expire, None);
}

#[tokio::test]
async fn the_console_says_in_words_that_no_backups_are_made() {
    let office = Office::open();
    let ruta = Desk::with(&office, StaffRole::Coordinator, "Poskyris", None).await;
    let told = ruta.get("backups").await.ok();
    assert_eq!((&told["trouble"], &told["scheduled"]), (&json!("off"), &json!(false)));
    let head = covered(&office.municipality).1;
    assert_eq!(told["uncovered"], head);
    back_up(&office.municipality, &office.folder.path().join("held"));
    let told = ruta.get("backups").await.ok();
    assert_eq!((&told["trouble"], &told["uncovered"]), (&json!(null), &json!(0)));
    assert!(told["lines"][1]["last"].is_i64());
    let worker = Desk::with(&office, StaffRole::Worker, "Poskyris", Some("D01")).await;
    assert_eq!(worker.get("backups").await.code(), "not_allowed");
}
