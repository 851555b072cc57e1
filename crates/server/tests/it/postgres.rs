//! An office whose log is in a PostgreSQL: what it is asked is what every office is asked, and here what differs. With
//! VIZITAS_TEST_LOG=postgres all offices of these tests are such ones.

use crate::commands::{done, failed};
use crate::desk::Desk;
use crate::office::{CLIENTS, Office, VISITS, WORKERS};
use crate::tablet::{Tablet, note};
use vizitas_cluster::Cluster;
use vizitas_domain::time::Time;
use vizitas_server::Municipality;
use vizitas_server::log::Photo;
use vizitas_server::photo::Kind;
use vizitas_server::staff::StaffRole;
use vizitas_sync::wire::Verdict;

/// Whether a dump has these words, as they are or as bytes are written in it.
fn has(dump: &str, words: &str) -> bool {
    let bytes: String = words.bytes().map(|byte| format!("{byte:02x}")).collect();
    dump.contains(words) || dump.contains(&bytes)
}

#[tokio::test]
async fn what_was_said_outlives_the_server_and_whoever_copies_the_database_reads_nothing_of_it() {
    let cluster = Cluster::shared();
    let address = cluster.database().unwrap();
    let office = Office::in_postgres(address.clone().into());
    let serving = office.serve().await;
    let mut one = Tablet::enrol(&office, &serving, "D01").await;
    one.pull().await;
    let ona = one.find("K-1").unwrap();
    let said = one.make(ona, note("Ilgisi anūkės"));
    assert!(matches!(one.hand_in(&said).await, Verdict::At(_)));
    let chief = Desk::with(&office, StaffRole::Head, "Slapukynė", None).await;
    drop(chief);
    let picture = b"PictureOfAFace".to_vec();
    let photo = Photo { worker: office.municipality.office().actor, kind: Kind::Jpeg, at: Time(1), picture };
    office.municipality.log().write(move |log| log.put_photo(&photo)).unwrap();
    serving.stop().await;
    let (folder, data, clock) = office.close();
    let again = Municipality::open(&data, "alytus", clock).unwrap();
    let head = again.log().read(|log| log.head()).unwrap();
    assert!(
        again
            .log()
            .read(|log| log.placed(said.event.header().id))
            .unwrap()
            .is_some_and(|(at, _)| at <= head.position)
    );
    assert!(!data.municipality("alytus").unwrap().log().exists(), "there is no file beside it");
    let dump = cluster.dump(&address).unwrap();
    assert!(dump.contains("streams_of_kind") && has(&dump, "coordinator"), "it was read at all");
    let books = [WORKERS, CLIENTS, VISITS].concat();
    let personal =
        books.split(['\n', ';', ',']).map(str::trim).filter(|word| word.chars().any(char::is_uppercase));
    let personal: Vec<&str> = personal.filter(|word| word.chars().count() > 4).collect();
    assert!(personal.len() > 5, "{personal:?}");
    for words in personal.into_iter().chain(["Ilgisi", "Slapukynė", "PictureOfAFace"]) {
        assert!(!has(&dump, words), "{words}");
    }
    drop((again, folder));
}

#[test]
fn a_log_stays_in_the_database_that_it_was_made_in_and_says_so_where_it_is_not_given() {
    let folder = tempfile::tempdir().unwrap();
    let (data, books) = (folder.path().join("data"), folder.path().join("books"));
    let address = Cluster::shared().database().unwrap();
    let in_it = ["--database", &address];
    done(&data, &[&in_it[..], &["init", "--municipality", "Alytus", "--slug", "alytus"]].concat());
    std::fs::create_dir(&books).unwrap();
    for (name, text) in [("d.csv", WORKERS), ("k.csv", CLIENTS), ("v.csv", VISITS)] {
        std::fs::write(books.join(name), text).unwrap();
    }
    done(&data, &[&in_it[..], &["import", books.to_str().unwrap()]].concat());
    assert!(done(&data, &[&in_it[..], &["agenda", "--day", "2026-11-24"]].concat()).contains("K-1"));
    assert!(failed(&data, &["agenda", "--day", "2026-11-24"]).contains("--database"));
    let wrong = failed(&data, &["--database", "postgres://vizitas:slapta@", "agenda", "--day", "2026-11-24"]);
    assert!(!wrong.contains("slapta"), "{wrong}");
    // Whatever the key-encryption key wraps is wrapped anew there, too.
    let (old, rewrapped) = (folder.path().join("kek.old"), ["keys", "replace-kek", "--old-to"]);
    done(&data, &[&in_it[..], &rewrapped, &[old.to_str().unwrap()]].concat());
    assert!(done(&data, &[&in_it[..], &["agenda", "--day", "2026-11-24"]].concat()).contains("K-1"));
    let backup = folder.path().join("log.backup");
    let refused = failed(&data, &[&in_it[..], &["backup", "log", backup.to_str().unwrap()]].concat());
    assert!(refused.contains("PostgreSQL") && !backup.exists(), "{refused}");
}

#[test]
fn a_database_that_does_not_answer_or_holds_anothers_log_leaves_nothing_half_made() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let address = Cluster::shared().database().unwrap();
    let init = ["init", "--municipality", "Alytus", "--slug", "alytus"];
    let nowhere = format!("postgres:///n?host={}", folder.path().display());
    failed(&data, &[&["--database", &nowhere][..], &init].concat());
    let municipality = data.join("municipalities/alytus");
    assert!(!municipality.exists());
    let in_it = ["--database", &address];
    done(&data, &[&in_it[..], &init].concat());
    // A second office of the same short name does not take the first one's log for its own, whatever is done to its folder.
    let other = folder.path().join("other");
    assert!(failed(&other, &[&in_it[..], &init].concat()).contains("exists already"));
    assert!(!other.join("municipalities/alytus").exists());
    done(&other, &init);
    let about = "{\"name\": \"Alytus\", \"log\": \"postgres\"}";
    std::fs::write(other.join("municipalities/alytus/municipality.json"), about).unwrap();
    let agenda = [&in_it[..], &["agenda", "--day", "2026-11-24"]].concat();
    assert!(failed(&other, &agenda).contains("belongs to another data folder"));
    // Without its key the log is not opened, and no other is made.
    let key = municipality.join("log.key");
    std::fs::rename(&key, folder.path().join("log.key")).unwrap();
    assert!(failed(&data, &agenda).contains("log.key") && !key.exists());
    std::fs::rename(folder.path().join("log.key"), &key).unwrap();
    done(&data, &agenda);
    // No address is as none, where a variable of the environment is there and empty.
    done(&folder.path().join("file"), &[&["--database", ""][..], &init].concat());
    assert!(folder.path().join("file/municipalities/alytus/log.db").exists());
}
