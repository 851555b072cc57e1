//! What the log in PostgreSQL must do besides what every log must: with other keys, other programs, and lost connections.

use super::*;
use crate::kek::Kek;
use crate::log::conformance::Maker;
use crate::log::{StreamKind, conformance, gaps};
use std::io::{Read as _, Write as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::TempDir;
use uuid::Uuid;
use vizitas_cluster::Cluster;
use vizitas_domain::id::StreamId;

/// A key for words, in a folder of its own.
fn key() -> RawKey {
    let folder = TempDir::new().unwrap();
    let kek = Kek::create(&folder.path().join("kek")).unwrap();
    RawKey::beside(&folder.path().join("log.db"), &kek).unwrap()
}

fn database() -> String {
    Cluster::shared().database().unwrap()
}

/// Has the database do something, by a connection of its own.
fn tell(address: &str, sql: &str) {
    let speaker = Speaker::start().unwrap();
    let place = Place::of(address, "alytus").unwrap();
    let done = speaker.wait(async {
        let (client, connection) = place.config.connect(NoTls).await?;
        tokio::spawn(connection);
        client.batch_execute(sql).await
    });
    done.unwrap();
}

/// Adds an event; its position, or why there is none.
fn add(log: &PostgresLog) -> Result<u64, Error> {
    let event = Maker::new(1).event(StreamId(Uuid::now_v7()));
    (log as &dyn Log).write(move |log| log.append(&event, StreamKind::Client))
}

fn positions(log: &PostgresLog) -> usize {
    (log as &dyn Log).read(|log| log.after(0, 100)).unwrap().len()
}

#[test]
fn passes_the_suite_of_every_log() {
    let (address, key) = (database(), key());
    let made = std::cell::Cell::new(0);
    conformance::suite(|| {
        made.set(made.get() + 1);
        Arc::new(PostgresLog::open(&address, &format!("m{}", made.get()), &key).unwrap())
    });
}

#[test]
fn no_reader_steps_over_a_position_whatever_the_order_of_commits() {
    gaps::nodes_are_sound(&database(), &key());
    gaps::a_sequence_is_found_out(&database());
}

#[test]
fn a_log_of_a_newer_program_is_refused_and_left_alone() {
    let (address, key) = (database(), key());
    drop(PostgresLog::open(&address, "alytus", &key).unwrap());
    tell(
        &address,
        "INSERT INTO refinery_schema_history(version, name, applied_on, checksum)
         VALUES (999, 'later', '2030-01-01T00:00:00Z', '1')",
    );
    assert!(matches!(PostgresLog::open(&address, "alytus", &key), Err(Error::Upgrade(_))));
}

#[test]
fn a_schema_opens_under_its_own_key_alone_even_before_anything_is_in_it() {
    let (address, own, other) = (database(), key(), key());
    assert!(PostgresLog::is_vacant(&address, "alytus").unwrap());
    drop(PostgresLog::open(&address, "alytus", &own).unwrap());
    assert!(!PostgresLog::is_vacant(&address, "alytus").unwrap());
    assert!(matches!(PostgresLog::open(&address, "alytus", &other), Err(Error::Sealed(_))));
    drop(PostgresLog::open(&address, "alytus", &own).unwrap());
}

#[test]
fn nodes_that_come_at_once_find_the_schema_made() {
    let (address, key) = (database(), key());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| drop(PostgresLog::open(&address, "alytus", &key).unwrap()));
        }
    });
}

#[test]
fn neither_the_defaults_of_a_database_nor_an_address_make_a_commit_worth_less() {
    let (address, key) = (database(), key());
    let name = address.split('/').nth(3).unwrap().split('?').next().unwrap().to_owned();
    for setting in ["synchronous_commit = off", "default_transaction_isolation = 'repeatable read'"] {
        tell(&address, &format!("ALTER DATABASE {name} SET {setting}"));
    }
    let nodes = [(); 2].map(|()| PostgresLog::open(&address, "alytus", &key).unwrap());
    tell(&address, &format!("ALTER DATABASE {name} SET default_transaction_read_only = on"));
    let said = |node: &PostgresLog| {
        let lent = node.looking().unwrap();
        let client = lent.0.as_ref().unwrap();
        let sql = "SELECT current_setting('synchronous_commit')";
        node.runtime.wait(client.query_one(sql, &[])).unwrap().get::<_, String>(0)
    };
    assert_eq!(said(&nodes[0]), "on");
    // The second waits for the first and goes on from what it finds then.
    std::thread::scope(|scope| {
        for node in &nodes {
            scope.spawn(move || (0..10).for_each(|_| assert!(add(node).is_ok())));
        }
    });
    assert_eq!(positions(&nodes[0]), 20);
}

#[test]
fn a_connection_that_was_lost_in_between_is_nobodys_trouble() {
    let (address, key) = (database(), key());
    let log = PostgresLog::open(&address, "alytus", &key).unwrap();
    for before in 0..3 {
        assert_eq!((positions(&log), add(&log).unwrap()), (before, before as u64 + 1));
        tell(
            &address,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        );
    }
    assert_eq!(positions(&log), 3);
}

#[test]
fn work_that_panics_leaves_no_lock_behind() {
    let (address, key) = (database(), key());
    let [struck, other] = [(); 2].map(|()| PostgresLog::open(&address, "alytus", &key).unwrap());
    let gone = (&struck as &dyn Log).write(|_| -> Result<(), Error> { panic!("in the middle") });
    assert!(gone.is_err());
    assert_eq!(add(&other).unwrap(), 1);
}

/// Stands between a log and its database, and when it is told to cuts the next commit off on its way: before the database has
/// heard it, or after.
fn cut(database: &str, own: &Path, heard: bool) -> (String, Arc<AtomicBool>) {
    let (name, folder) = database.rsplit_once("?host=").unwrap();
    let to = Path::new(folder).join(".s.PGSQL.5432");
    let listener = UnixListener::bind(own.join(".s.PGSQL.5432")).unwrap();
    let cut = Arc::new(AtomicBool::new(false));
    let cuts = Arc::clone(&cut);
    std::thread::spawn(move || {
        for log in listener.incoming() {
            let (mut log, mut server) = (log.unwrap(), UnixStream::connect(&to).unwrap());
            let (mut back, mut from) = (log.try_clone().unwrap(), server.try_clone().unwrap());
            std::thread::spawn(move || drop(std::io::copy(&mut from, &mut back)));
            let cuts = Arc::clone(&cuts);
            std::thread::spawn(move || {
                let mut said = [0; 8192];
                while let Ok(count @ 1..) = log.read(&mut said) {
                    let commit = said[..count].windows(7).any(|part| part == b"COMMIT\0");
                    if commit && cuts.swap(false, Ordering::Relaxed) {
                        log.shutdown(std::net::Shutdown::Both).unwrap();
                        if heard {
                            server.write_all(&said[..count]).unwrap();
                        }
                        // Its end of input ends the other connection, when it has done what it was told.
                        let _ = server.shutdown(std::net::Shutdown::Write);
                        return;
                    }
                    server.write_all(&said[..count]).unwrap();
                }
                let _ = server.shutdown(std::net::Shutdown::Both);
            });
        }
    });
    (format!("{name}?host={}", own.display()), cut)
}

#[test]
fn a_commit_whose_answer_was_lost_is_told_as_what_became_of_it() {
    for heard in [true, false] {
        let (address, key, own) = (database(), key(), TempDir::new().unwrap());
        let (between, cut) = cut(&address, own.path(), heard);
        let log = PostgresLog::open(&between, "alytus", &key).unwrap();
        cut.store(true, Ordering::Relaxed);
        let told = add(&log);
        assert_eq!(told.is_ok(), heard, "{told:?}");
        assert_eq!(positions(&log), usize::from(heard));
        assert_eq!(add(&log).unwrap(), u64::from(heard) + 1);
    }
}
