//! A client is erased, withheld, or goes for age: what is left, who may, and what a restore brings back.

use crate::desk::Desk;
use crate::office::{CLIENTS, Office, Serving, VISITS, WORKERS, back_up};
use crate::tablet::{Tablet, note};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use vizitas_domain::id::StreamId;
use vizitas_server::books::Mode;
use vizitas_server::database::{self, RawKey};
use vizitas_server::dossier::Asking;
use vizitas_server::erasing::{STORES, Store, TabletState, read_register};
use vizitas_server::staff::StaffRole;
use vizitas_server::{Error, restore, restore_with};
use vizitas_sync::wire::Verdict;

const NAME: &str = "Ona Ąžuolienė";
const CANARY: &str = "Kanarėlė po lova";

fn files(office: &Office) -> [(Store, std::path::PathBuf); 3] {
    let folder = office.data.municipality("alytus").unwrap();
    [(Store::Log, folder.log()), (Store::Vault, folder.vault()), (Store::Replica, folder.replica())]
}

fn open(office: &Office, path: &Path) -> Connection {
    database::open(path, &RawKey::beside(path, &office.data.kek().unwrap()).unwrap()).unwrap()
}

fn tables(db: &Connection) -> Vec<String> {
    let mut found = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    found.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// Whether any cell of any table holds these bytes.
fn holds(office: &Office, bytes: &[u8]) -> Option<String> {
    for (store, path) in files(office) {
        let db = open(office, &path);
        for table in tables(&db) {
            let mut all = db.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
            let columns = all.column_count();
            let mut rows = all.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                for column in 0..columns {
                    let cell = match row.get_ref(column).unwrap() {
                        ValueRef::Text(text) | ValueRef::Blob(text) => text,
                        _ => continue,
                    };
                    if cell.windows(bytes.len()).any(|part| part == bytes) {
                        return Some(format!("{store:?} {table}"));
                    }
                }
            }
        }
    }
    None
}

/// Whether any file of the server holds these bytes as they are.
fn lies_in_a_file(folder: &Path, bytes: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().map(Result::unwrap).any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            lies_in_a_file(&path, bytes)
        } else {
            std::fs::read(&path).unwrap().windows(bytes.len()).any(|part| part == bytes)
        }
    })
}

/// Erased by the office at the command line, as an administrator asked in the console.
async fn erased(office: &Office, ona: StreamId) {
    let chief = Desk::with(office, StaffRole::Administrator, "", None).await;
    let on = json!({ "ground": "consent", "words": "raštu" });
    chief.post(&format!("clients/{ona}/erasure"), on).await.ok();
    office.municipality.erase(office.municipality.office(), ona, NAME).unwrap();
}

#[test]
fn every_table_says_how_an_erasure_reaches_it() {
    let office = Office::open();
    let listed: BTreeSet<(Store, &str)> = STORES.iter().map(|(store, table, _)| (*store, *table)).collect();
    assert_eq!(listed.len(), STORES.len(), "one is named twice");
    let mut met = BTreeSet::new();
    for (store, path) in files(&office) {
        for table in tables(&open(&office, &path)) {
            let known = STORES.iter().find(|(of, name, _)| *of == store && *name == table);
            met.insert(known.map(|(store, table, _)| (*store, *table)).unwrap_or_else(|| {
                panic!("{store:?} {table}: say in erasing/stores.rs what an erasure does there")
            }));
        }
    }
    let gone: Vec<_> = listed.difference(&met).collect();
    assert!(gone.is_empty(), "named, but not there: {gone:?}");
}

#[tokio::test]
async fn two_people_erase_a_client_and_nothing_is_left() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let ona = rasa.find("K-1").unwrap();
    let written = rasa.make(ona, note(CANARY));
    assert!(matches!(rasa.hand_in(&written).await, Verdict::At(_)));
    rasa.pull().await;
    let late = rasa.make(ona, note("po ištrynimo"));
    office.municipality.agenda("2026-11-24".parse().unwrap(), None).unwrap();
    assert!(holds(&office, CANARY.as_bytes()).is_some(), "the probe finds what is there");

    let head = Desk::with(&office, StaffRole::Head, "Poskyris", None).await;
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let path = format!("clients/{ona}/erasure");
    let agree = format!("{path}/agree");
    assert_eq!(chief.post(&agree, json!({ "name": NAME })).await.code(), "erasure_not_asked");
    assert_eq!(head.post(&path, json!({ "ground": "noriu" })).await.code(), "invalid");
    head.post(&path, json!({ "ground": "consent", "words": "prašymas Nr. 7" })).await.ok();
    assert_eq!(head.post(&path, json!({ "ground": "consent" })).await.code(), "exists");
    assert_eq!(head.post(&agree, json!({ "name": NAME })).await.code(), "erasure_same_person");
    assert_eq!(chief.post(&agree, json!({ "name": "Petras Beržas" })).await.code(), "erasure_other_name");
    let asked = chief.get("erasures").await.ok();
    assert_eq!((asked[0]["name"].as_str(), asked[0]["done"].is_null()), (Some(NAME), true));
    chief.post(&agree, json!({ "name": " ona ąžuolienė" })).await.ok();

    assert_eq!(holds(&office, CANARY.as_bytes()), None);
    assert_eq!(holds(&office, "Ąžuolienė".as_bytes()), None);
    assert!(!lies_in_a_file(office.data.path(), CANARY.as_bytes()));
    assert_eq!(head.get(&format!("clients/{ona}")).await.code(), "not_found");
    let asking = Asking { by: office.municipality.office(), why: "prašo", names: false };
    assert!(matches!(office.municipality.export(&ona.to_string(), asking), Err(Error::Missing(_))));

    // The tablets: what is pushed late is answered so, and the pull takes all of it away.
    assert_eq!(rasa.hand_in(&late).await, Verdict::Erased);
    let proof = || office.municipality.erasure_proof(ona).unwrap();
    let state = |proof: &vizitas_server::erasing::ErasureProof| proof.tablets[0].state;
    assert_eq!((state(&proof()), proof().waits()), (TabletState::Waiting, 1));
    let (_, pulled) = rasa.pull_once(500).await;
    assert_eq!((pulled.erased, pulled.revoked[0].stream), (vec![ona], ona));
    rasa.pull_once(500).await;
    assert_eq!((state(&proof()), proof().waits()), (TabletState::Confirmed, 0));
    let shown = proof();
    assert!(shown.is_done_here() && shown.register.len() == 1, "{shown:?}");
    let page = office.municipality.erasure_proof_page(&shown, false).unwrap();
    let whole = page + &serde_json::to_string(&shown).unwrap();
    assert!(whole.contains(&ona.to_string()) && !whole.contains("Ąžuol") && !whole.contains("Nr. 7"));
    let listed = head.get("erasures").await.ok();
    assert_eq!((listed[0]["name"].is_null(), listed[0]["words"].as_str()), (true, Some("")));

    // The chains hold: that of the audit, and that of the log, read anew from its beginning.
    office.municipality.verify_audit(&[]).unwrap().unwrap();
    // The books bring nobody back.
    let report = office.import(&[("d.csv", WORKERS), ("k.csv", CLIENTS), ("v.csv", VISITS)], Mode::Apply);
    assert_eq!((report.clients.counts.imported, report.visits.counts.imported), (0, 0));
    assert_eq!(holds(&office, "Ąžuolienė".as_bytes()), None);
    serving.stop().await;
    let replica = office.data.municipality("alytus").unwrap().replica();
    let (folder, data, clock) = office.close();
    std::fs::remove_file(&replica).unwrap();
    let opened = vizitas_server::Municipality::open(&data, "alytus", clock).unwrap();
    assert_eq!(opened.agenda("2026-11-23".parse().unwrap(), None).unwrap().len(), 2);
    drop(folder);
}

#[tokio::test]
async fn a_restore_brings_nobody_back() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let ona = rasa.find("K-1").unwrap();
    let file = office.folder.path().join("alytus.backup");
    back_up(&office.municipality, &file);
    office.later(60);
    erased(&office, ona).await;
    let proof = office.municipality.erasure_proof(ona).unwrap();
    let kept = i64::from(proof.backups_kept_days) * 24 * 3600;
    assert_eq!(proof.backups_expire.unwrap().0, proof.last_backup.unwrap().0 + kept);
    let register = office.folder.path().join("register.txt");
    std::fs::write(&register, office.municipality.erasure_register().unwrap()).unwrap();
    serving.stop().await;
    let (folder, data, clock) = office.close();
    let restored = restore(&data, "alytus", &file, clock.clone()).unwrap();
    let again = restored.erasure_proof(ona).unwrap();
    assert!(again.is_done_here(), "{again:?}");
    assert_eq!((again.ground.as_str(), again.asked), ("consent", proof.asked));
    assert!(matches!(restored.assign(restored.office(), "K-1", "D02"), Err(Error::Missing(_))));
    restored.verify_audit(&[]).unwrap().unwrap();
    // Her tablet, which slept through all of it, hears of it from the restored server.
    let serving = Serving::of(&data, std::sync::Arc::clone(&restored)).await;
    rasa.url = format!("https://localhost:{}/m/alytus", serving.address.port());
    let late = rasa.make(ona, note("po atkūrimo"));
    assert_eq!(rasa.hand_in(&late).await, Verdict::Erased);
    serving.stop().await;
    drop(restored);

    // Elsewhere nothing is known but what the operator gives.
    let elsewhere = tempfile::tempdir().unwrap();
    let other = vizitas_server::DataFolder::new(elsewhere.path().join("data"));
    other.lay_out(&data.settings().unwrap()).unwrap();
    std::fs::copy(data.path().join("kek"), other.path().join("kek")).unwrap();
    let given = read_register(&register, "alytus").unwrap();
    let moved = restore_with(&other, "alytus", &[&file], clock, given).unwrap();
    let proof = moved.erasure_proof(ona).unwrap();
    assert!(proof.is_done_here() && proof.ground == "register", "{proof:?}");
    let whole = std::fs::read_to_string(&register).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let spoilt = [
        ("ne registras\n".to_owned(), "no erasure register"),
        (String::new(), "no erasure register"),
        (whole.replace("alytus", "lazdijai"), "another municipality's"),
        (format!("{}\n{}\n", lines[0], lines[2]), "missing"),
        (format!("{}\n{}\n", lines[0], lines[1]), "the end"),
        (whole.replace(' ', ";").replacen(';', " ", 4), "cannot be read"),
    ];
    for (text, why) in spoilt {
        std::fs::write(&register, &text).unwrap();
        let refused = read_register(&register, "alytus").unwrap_err().to_string();
        assert!(refused.contains(why), "{text}: {refused}");
    }
    // As an earlier release printed it: neither whose nor where it ends.
    let earlier: String = lines[1..lines.len() - 1].iter().map(|line| format!("{line}\n")).collect();
    std::fs::write(&register, &earlier).unwrap();
    assert_eq!(read_register(&register, "alytus").unwrap().len(), lines.len() - 2);
    std::fs::write(&register, format!("{earlier}ne registras\n")).unwrap();
    assert!(read_register(&register, "alytus").unwrap_err().to_string().contains("cannot be read"));
    // A file of another kind altogether.
    let kek = other.path().join("kek");
    assert!(read_register(&kek, "alytus").unwrap_err().to_string().contains("no erasure register"));
    drop(folder);
}

#[tokio::test]
async fn withheld_data_are_met_nowhere_until_it_is_lifted() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let ona = rasa.find("K-1").unwrap();
    let officer = Desk::with(&office, StaffRole::Officer, "", None).await;
    let head = Desk::with(&office, StaffRole::Head, "Poskyris", None).await;
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    // Jonas answers for the case; Rasa keeps it for the visit that is to come.
    let jonas = office.municipality.worker("D02").unwrap();
    office.municipality.assign(office.municipality.office(), "K-1", "D02").unwrap();
    rasa.pull().await;
    let on = json!({ "ground": "claim", "words": "ginčas teisme" });
    let withheld = officer.post(&format!("clients/{ona}/restriction"), on).await.ok();
    let visits = withheld["visits"].as_array().unwrap();
    assert_eq!(
        (visits.len(), &visits[0]["workers"]),
        (1, &json!(["Rasa Bitinienė"])),
        "it was to be tomorrow"
    );
    let claims = office.municipality.log().read(|log| log.claims_on(ona, 0)).unwrap();
    assert!(claims.is_empty(), "nobody's time is held for it");
    for desk in [&officer, &head] {
        assert_eq!(desk.get(&format!("clients/{ona}")).await.code(), "not_found");
        let found = desk.get("clients?text=azuol").await.ok();
        assert_eq!(found["clients"].as_array().unwrap().len(), 0);
    }
    assert!(matches!(
        office.municipality.assign(office.municipality.office(), "K-1", "D02"),
        Err(Error::Missing(_))
    ));
    let late = rasa.make(ona, note("po apribojimo"));
    let (_, pulled) = rasa.pull_once(500).await;
    assert_eq!((pulled.revoked[0].stream, pulled.erased), (ona, vec![]));
    assert!(
        matches!(rasa.hand_in(&late).await, Verdict::At(_)),
        "what was done before she heard of it is kept"
    );
    let export = json!({ "reason": "smalsu" });
    assert_eq!(head.post(&format!("clients/{ona}/dossier"), export).await.code(), "not_found");
    assert_eq!(
        head.post(&format!("clients/{ona}/erasure"), json!({ "ground": "consent" })).await.code(),
        "exists"
    );
    let changed = CLIENTS.replace("+37061000001", "+37061000009");
    office.import(&[("d.csv", WORKERS), ("k.csv", &changed), ("v.csv", VISITS)], Mode::Apply);
    assert_eq!(head.get("restrictions").await.code(), "not_allowed");
    let listed = officer.get("restrictions").await.ok();
    assert_eq!((listed[0]["name"].as_str(), listed[0]["ground"].as_str()), (Some(NAME), Some("claim")));
    let path = format!("restrictions/{ona}");
    let own = officer.post(&format!("{path}/dossier"), json!({ "reason": "teismui" })).await;
    assert_eq!(own.code(), "restriction_same_person", "whoever withholds reads by no other door");
    assert_eq!(
        (&listed[0]["own"], &chief.get("restrictions").await.ok()[0]["own"]),
        (&json!(true), &json!(false))
    );
    let dossier = chief.post(&format!("{path}/dossier"), json!({ "reason": "teismui" })).await.ok();
    assert_eq!(dossier["json"]["registrations"][0]["card"]["surname"], "Ąžuolienė");
    assert_eq!(
        dossier["json"]["registrations"][0]["card"]["phone"], "+37061000001",
        "the books changed nothing"
    );

    officer.delete(&path).await.ok();
    assert_eq!(officer.delete(&path).await.code(), "not_found");
    let card = head.get(&format!("clients/{ona}")).await.ok();
    assert_eq!((&card["surname"], &card["visits"][0]["state"]), (&json!("Ąžuolienė"), &json!("cancelled")));
    let inbox = head.get("inbox").await.ok();
    let asks = |item: &Value| item["what"].to_string().contains("needs_word");
    assert!(inbox["items"].as_array().unwrap().iter().any(asks), "somebody agrees another time: {inbox}");
    let has = office.municipality.log().read(|log| log.grants_on(ona)).unwrap();
    let has: BTreeSet<_> =
        has.iter().filter(|grant| grant.until.is_none()).map(|grant| grant.worker).collect();
    assert_eq!(
        has,
        BTreeSet::from([office.municipality.worker("D01").unwrap(), jonas]),
        "both have it again"
    );
    rasa.pull().await;
    assert_eq!(rasa.find("K-1"), Some(ona));
    office.municipality.verify_audit(&[]).unwrap().unwrap();
    serving.stop().await;
}

#[tokio::test]
async fn what_is_past_its_age_is_announced_and_goes_and_what_is_open_stays() {
    let office = Office::open();
    let mut rules = office.municipality.retention_rules().unwrap();
    assert!(
        office.municipality.retention_plan(36_500).unwrap().iter().all(|one| !one.goes()),
        "at first a person decides"
    );
    rules.classes.retain(|class| class.class == "registration");
    rules.classes[0].then = vizitas_domain::retention::Then::Erase;
    rules.classes[0].months = 1;
    let by = office.municipality.office();
    office.municipality.set_retention_rules(by, &rules).unwrap();
    let silent = vizitas_domain::retention::Rules { announce_days: 0, ..rules.clone() };
    assert!(matches!(office.municipality.set_retention_rules(by, &silent), Err(Error::Invalid(_))));
    let day = "2026-11-24".parse().unwrap();
    let ona = office.municipality.agenda(day, None).unwrap()[0].stream;
    office.import(
        &[("k.csv", &format!("{CLIENTS}K-9;Tyla;Tylienė;1950-01-01;Naujoji g. 9, 62001 Alytus;;;LT;;;\n"))],
        Mode::Apply,
    );
    let dry = office.municipality.retention_plan(60).unwrap();
    let quiet = dry.iter().find(|one| one.name == "Tyla Tylienė").unwrap().client;
    let held = |client| dry.iter().find(|one| one.client == client).unwrap().holds.len();
    assert_eq!((held(quiet), held(ona)), (0, 1), "{dry:?}");
    let run = |days: u64| {
        office.later(days * 24 * 60);
        office.municipality.watch_clock().unwrap();
        office.municipality.erasure_proof(quiet).ok().and_then(|proof| proof.done).is_some()
    };
    assert!(!run(30), "not yet due");
    assert!(!run(2), "announced");
    let officer = Desk::with(&office, StaffRole::Officer, "", None).await;
    let seen = officer.get("retention").await.ok();
    let row =
        seen["rows"].as_array().unwrap().iter().find(|row| row["name"] == "Tyla Tylienė").unwrap().clone();
    assert!(row["announced"].is_i64() && row["goes"].is_i64(), "{row}");
    assert!(!run(29), "announced, and not long enough ago");
    assert!(run(2));
    assert_eq!(office.municipality.erasure_proof(quiet).unwrap().ground, "retention");
    assert!(
        matches!(office.municipality.erasure_proof(ona), Err(Error::Missing(_))),
        "a visit is not closed"
    );
}

#[test]
fn what_was_only_to_be_asked_about_is_announced_anew_before_it_goes() {
    let office = Office::empty();
    let silent = format!(
        "{}K-9;Tyla;Tylienė;1950-01-01;Naujoji g. 9, 62001 Alytus;;;LT;;;\n",
        CLIENTS.lines().next().unwrap().to_owned() + "\n"
    );
    office.import(&[("k.csv", &silent)], Mode::Apply);
    let by = office.municipality.office();
    let mut rules = office.municipality.retention_rules().unwrap();
    rules.classes.retain(|class| class.class == "registration");
    rules.classes[0].months = 1;
    office.municipality.set_retention_rules(by, &rules).unwrap();
    let days = |days: u64| {
        office.later(days * 24 * 60);
        office.municipality.run_retention().unwrap()
    };
    assert_eq!((days(40), days(60)), (0, 0), "a person decides");
    rules.classes[0].then = vizitas_domain::retention::Then::Erase;
    office.municipality.set_retention_rules(by, &rules).unwrap();
    assert_eq!(days(0), 0, "that it is only to be asked about was no announcement");
    assert_eq!((days(29), days(1)), (0, 1));
}

#[tokio::test]
async fn a_restore_withholds_what_was_withheld_since_the_backup() {
    let office = Office::open();
    let ona = office.municipality.client_id("K-1").unwrap();
    let file = office.folder.path().join("alytus.backup");
    back_up(&office.municipality, &file);
    office.municipality.restrict(office.municipality.office(), ona, "claim", "").unwrap();
    let (folder, data, clock) = office.close();
    let restored = restore(&data, "alytus", &file, clock).unwrap();
    assert_eq!(restored.agenda("2026-11-24".parse().unwrap(), None).unwrap().len(), 0);
    let grants = restored.log().read(|log| log.grants_on(ona)).unwrap();
    assert!(!grants.is_empty() && grants.iter().all(|grant| grant.until.is_some()));
    restored.lift_restriction(restored.office(), ona).unwrap();
    let worker = restored.worker("D01").unwrap();
    let has = restored.log().read(|log| log.grants_on(ona)).unwrap();
    assert!(has.iter().any(|grant| grant.until.is_none() && grant.worker == worker));
    let claims = restored.log().read(|log| log.claims_on(ona, 0)).unwrap();
    assert!(claims.is_empty(), "what was called off does not stand again");
    drop(folder);
}

#[tokio::test]
async fn what_a_restore_put_aside_holds_no_key_of_somebody_erased() {
    let office = Office::open().restored();
    let ona = office.municipality.client_id("K-1").unwrap();
    erased(&office, ona).await;
    let folder = office.data.municipality("alytus").unwrap();
    let aside = std::fs::read_dir(folder.path()).unwrap().map(Result::unwrap);
    let aside = aside.map(|entry| entry.path()).find(|path| path.join("vault.db").exists()).unwrap();
    let db = open(&office, &aside.join("vault.db"));
    let count = |sql: &str| -> u64 { db.query_row(sql, [ona.0.as_bytes()], |row| row.get(0)).unwrap() };
    assert_eq!(count("SELECT count(*) FROM data_keys WHERE stream = ?1"), 0);
    assert_eq!(count("SELECT count(*) FROM erased WHERE stream = ?1"), 1);
    assert!(!aside.join("replica.db").exists());
}

#[tokio::test]
async fn what_waited_for_a_decision_is_erased_with_its_client_and_the_proof_counts_it() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let ona = rasa.find("K-1").unwrap();
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let gone = desk.delete(&format!("tablets/{}", rasa.me.installation)).await;
    assert_eq!(gone.status, axum::http::StatusCode::NO_CONTENT);
    let (kept, waits) = (rasa.make(ona, note("pirmas")), rasa.make(ona, note("antras")));
    for late in [&kept, &waits] {
        assert!(matches!(rasa.hand_in(late).await, Verdict::Parked(_)));
    }
    let items = desk.get("inbox").await.ok();
    let held = items["items"].as_array().unwrap().iter().find(|item| item["what"]["kind"] == "held").unwrap();
    let path = format!("tablets/{}/held", rasa.me.installation);
    let wish =
        json!({ "hashes": [held["what"]["hashes"][0]], "act": "keep", "words": "Paliekama Onos byloje" });
    desk.post(&path, wish).await.ok();
    let outcomes =
        || office.municipality.log().read(|log| log.held_outcomes(vizitas_domain::time::Time(0))).unwrap();
    assert_eq!(outcomes()[0].words.to_string(), "Paliekama Onos byloje");
    let left = || {
        let proof = office.municipality.erasure_proof(ona).unwrap();
        proof.stores.iter().find(|store| store.table == "held_outcomes").unwrap().left
    };
    let office_by = office.municipality.office();
    office.municipality.ask_erasure(office_by, ona, "consent", "").unwrap();
    assert_eq!(left(), Some(1), "it is counted while it is there");
    office.municipality.withdraw_erasure(office_by, ona).unwrap();
    erased(&office, ona).await;
    assert_eq!(left(), Some(0));
    assert!(outcomes().iter().all(|outcome| outcome.words.is_empty()));
    // What had been held for another reason is shown and answered as what it is now.
    let quarantine = office.municipality.log().read(|log| log.quarantine(rasa.me.installation)).unwrap();
    let codes: BTreeSet<u16> = quarantine.iter().map(|one| one.code).collect();
    assert_eq!((quarantine.len(), codes), (2, BTreeSet::from([1])));
    for late in [&kept, &waits] {
        assert_eq!(rasa.hand_in(late).await, Verdict::Erased);
    }
    serving.stop().await;
}
