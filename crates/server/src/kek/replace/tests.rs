//! A key-encryption key replaced, cut short at every file, and what knows only the old or only the new key after that.

use super::*;
use crate::clock::Clock;
use crate::folder::Settings;
use crate::log::{StaffRow, StreamKind};
use crate::messages::SmsSettings;
use crate::municipality::Municipality;
use std::path::PathBuf;
use vizitas_domain::id::{ActorId, InstallationId, StreamId};
use vizitas_domain::text::Text;
use vizitas_sync::recovery::Owner;
use vizitas_sync::unlock::{CodeName, UnlockCode};

const NOW: Time = Time(1_795_413_600);
const SECRET: &str = "vartų slaptažodis";

/// A data folder with a wrap of every kind.
struct Stage {
    folder: tempfile::TempDir,
    data: DataFolder,
    published: StreamId,
}

const SOMEBODY: ActorId = ActorId(uuid::Uuid::from_u128(7));

fn totp_label() -> Vec<u8> {
    [b"totp v1 ".as_slice(), SOMEBODY.0.as_bytes()].concat()
}

impl Stage {
    fn set() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = DataFolder::new(folder.path().join("data"));
        data.lay_out(&Settings::default()).unwrap();
        let office = Municipality::create(&data, "alytus", "Alytus", Clock::default()).unwrap();
        office.set_settings("sms", serde_json::json!({ "secret": SECRET })).unwrap();
        let somebody = StaffRow {
            actor: SOMEBODY,
            login: Text::from("rasa"),
            name: Text::default(),
            role: crate::staff::StaffRole::Worker,
            unit: Text::default(),
            password: Text::default(),
            totp: office.kek().unwrap().wrap(&totp_label(), b"one-time").unwrap(),
            totp_proved: true,
            totp_step: 0,
            setup: None,
            setup_until: NOW,
            since: NOW,
            disabled: None,
            suspended: None,
        };
        office.log.write(move |log| log.put_staff(&somebody)).unwrap();
        let of = Owner { installation: InstallationId(uuid::Uuid::from_u128(9)), incarnation: 1 };
        let name = CodeName { id: uuid::Uuid::from_u128(8), expires: NOW };
        office.vault.put_unlock_code(&of, &name, &UnlockCode::from_bytes(&[1; 16]).unwrap()).unwrap();
        let published =
            office.log.read(|log| Municipality::only_stream(log, StreamKind::Published)).unwrap().stream;
        Self { folder, data, published }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Whether all of it opens under the key as it is read.
    fn opens(&self, data: &DataFolder) -> Result<(), Error> {
        let office = Municipality::open(data, "alytus", Clock::default())?;
        assert!(!office.vault.keys(self.published)?.is_empty());
        office.vault.opens()?;
        let settings = office.settings::<SmsSettings>()?;
        assert_eq!(settings.secret.open::<SmsSettings>(&office.kek()?, "secret")?.as_str(), SECRET);
        let somebody = office.log.read(|log| log.staff_of(SOMEBODY))?.unwrap();
        assert_eq!(office.kek()?.unwrap(&totp_label(), &somebody.totp)?.as_slice(), b"one-time");
        Ok(())
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

#[test]
fn everything_opens_under_the_new_key_alone_and_nothing_under_the_old() {
    let stage = Stage::set();
    let old = stage.at("old");
    let before = read(&stage.at("data/kek")).unwrap();
    // Keys: three of databases, the identity, one of each stream, a gateway's secret, a one-time secret,
    // a tablet's code.
    let streams = [StreamKind::Published, StreamKind::Server].len();
    assert_eq!(stage.data.replace_kek(&old, NOW).unwrap(), 4 + streams + 3);
    assert_eq!(*read(&old).unwrap(), *before);
    assert!(!stage.data.kek().unwrap().is_being_replaced());
    stage.opens(&stage.data).unwrap();
    let past = stage.data.clone().with_kek(KekSource::File(old));
    assert!(matches!(stage.opens(&past), Err(Error::Sealed(_))));
    let folder = stage.data.municipality("alytus").unwrap();
    let past = Arc::new(past.kek().unwrap());
    let old_alone = |opened: Result<(), Error>| assert!(matches!(opened, Err(Error::Sealed(_))));
    for database in [folder.log(), folder.vault(), folder.replica()] {
        old_alone(RawKey::beside(&database, &past).map(drop));
    }
    old_alone(Identity::open(&folder, &past).map(drop));
    let raw = RawKey::beside(&folder.vault(), &stage.data.kek().unwrap()).unwrap();
    old_alone(Vault::open(&folder.vault(), &raw, past).unwrap().keys(stage.published).map(drop));
    let office = Municipality::open(&stage.data, "alytus", Clock::default()).unwrap();
    let said = office.log.read(|log| log.audit_after(0, 100)).unwrap();
    assert_eq!(said.iter().filter(|record| record.deed == "key-encryption key replaced").count(), 1);
}

#[test]
fn a_replacement_cut_short_at_any_file_serves_on_and_is_ended_by_the_next() {
    let stage = Stage::set();
    copy(&stage.at("data"), &stage.at("before"));
    let old = stage.at("old");
    stage.data.replace_kek(&old, NOW).unwrap();
    let both = [read(&stage.at("data/kek")).unwrap().as_str(), &read(&old).unwrap()].join("\n");
    let names = ["identity.key", "log.key", "vault.key", "replica.key", "log.db", "vault.db"];
    let place = |folder: &str, name: &str| stage.at(folder).join("municipalities/alytus").join(name);
    for (cut, name) in names.iter().enumerate() {
        // Done up to this one, and the key file still holds both.
        let folder = format!("cut-{cut}");
        copy(&stage.at("data"), &stage.at(&folder));
        for name in names.get(cut..).unwrap() {
            for end in ["", "-wal", "-shm"] {
                let (from, to) =
                    (place("before", &format!("{name}{end}")), place(&folder, &format!("{name}{end}")));
                let _ = std::fs::remove_file(&to);
                let _ = std::fs::copy(from, to);
            }
        }
        std::fs::write(stage.at(&folder).join("kek"), &both).unwrap();
        // What a write cut short has left.
        std::fs::write(place(&folder, name).with_extension("new"), b"torn").unwrap();
        let data = DataFolder::new(stage.at(&folder));
        stage.opens(&data).unwrap();
        assert!(data.replace_kek(&old, NOW).unwrap() > 0, "{name}");
        assert!(!data.kek().unwrap().is_being_replaced());
        stage.opens(&data).unwrap();
    }
    // Another key is not written over one that is kept, and then nothing changes.
    let now = read(&stage.at("data/kek")).unwrap();
    assert!(matches!(stage.data.replace_kek(&old, NOW), Err(Error::Exists(_))));
    assert_eq!(*read(&stage.at("data/kek")).unwrap(), *now);
}

#[test]
fn nothing_is_replaced_under_a_servers_feet_or_where_the_key_is_not_a_file() {
    let stage = Stage::set();
    let before = read(&stage.at("data/kek")).unwrap();
    let office = Municipality::open(&stage.data, "alytus", Clock::default()).unwrap();
    assert!(matches!(stage.data.replace_kek(&stage.at("old"), NOW), Err(Error::Invalid(_))));
    assert!(matches!(stage.data.rewrap(NOW), Err(Error::Invalid(_))));
    drop(office);
    let credential = stage.at("vizitas-kek");
    std::fs::copy(stage.at("data/kek"), &credential).unwrap();
    let data = stage.data.clone().with_kek(KekSource::Credential(credential.clone()));
    assert!(matches!(data.replace_kek(&stage.at("old"), NOW), Err(Error::Invalid(_))));
    assert!(!stage.at("old").exists());
    assert_eq!(*read(&stage.at("data/kek")).unwrap(), *before);
    // There the operator puts the new one before the old one.
    Kek::create(&stage.at("new")).unwrap();
    let both = [read(&stage.at("new")).unwrap().as_str(), &before].join(" ");
    std::fs::write(&credential, both).unwrap();
    assert!(data.rewrap(NOW).unwrap() > 0);
    assert_eq!(data.rewrap(NOW).unwrap(), 0);
    std::fs::copy(stage.at("new"), &credential).unwrap();
    stage.opens(&data).unwrap();
}

/// Whoever wraps something under the key says here that it is wrapped anew, too.
#[test]
fn nothing_lies_under_the_key_that_is_not_wrapped_anew() {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.to_string_lossy().contains("/src/kek") {
                let text = std::fs::read_to_string(&path).unwrap();
                if text.contains("kek.wrap(") || text.contains("kek()?.wrap(") {
                    let rewraps = text.contains("kek.rewrap(") || text.contains("kek.rewrap_file(");
                    assert!(rewraps, "{}", path.display());
                    found.push(path.file_stem().unwrap().to_str().unwrap().to_owned());
                }
            }
        }
    }
    found.sort();
    assert_eq!(found, ["database", "identity", "recovery", "settings", "sign_in", "vault"]);
}
