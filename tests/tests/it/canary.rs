//! Words that stand nowhere else are put into every personal field; after a day's work none of them is found in anything that
//! tablet or server left on a disk: files, temporary files, logs, a backup, what a crash leaves. Who has the PIN sees all.
//!
//! The search is for the words as they are, in small letters, and in two bytes a letter; it must find them where they are.

use super::world::{Drawer, PIN};
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};
use vizitas_device::device::Device;
use vizitas_device::enrol;
use vizitas_device::https::{Https, Pin};
use vizitas_device::keystore::KeyStore;
use vizitas_device::pin::FLOOR;
use vizitas_device::sync::{self, Ended};
use vizitas_device::view::*;
use vizitas_tests::office::Office;
use vizitas_tests::released;
use vizitas_tests::walk::today;
use vizitas_tests::window::built_server;

/// Every word of ours begins so, and nothing else does.
const BIRD: &str = "Kanarele";

/// Where to look for what.
struct Canaries(BTreeSet<String>);

impl Canaries {
    /// A word for a field.
    fn word(&mut self, field: &str) -> String {
        let word = format!("{BIRD}{field}");
        assert!(self.0.insert(word.clone()), "{field} stands there twice");
        word
    }

    /// A number for a field of telephones.
    fn number(&mut self, number: &str) -> String {
        assert!(self.0.insert(number.to_owned()));
        number.to_owned()
    }
}

/// Each file below a folder with what it holds.
fn files(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, kind) = (entry.path(), entry.file_type().unwrap());
        if kind.is_dir() {
            files(&path, found);
        } else if kind.is_file() {
            let bytes = fs::read(&path).unwrap();
            found.push((path, bytes));
        }
    }
}

/// Which words are found where, names of files among it.
pub(super) fn found(folder: &Path, words: &BTreeSet<String>) -> Vec<String> {
    let mut all = Vec::new();
    files(folder, &mut all);
    assert!(!all.is_empty());
    let mut hits = Vec::new();
    for (path, bytes) in all {
        let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        let small = bytes.to_ascii_lowercase();
        let narrow: Vec<u8> = small.iter().copied().filter(|byte| *byte != 0).collect();
        let texts = [small, narrow, name.to_ascii_lowercase().into_bytes()];
        let texts = texts.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        for word in words {
            let sought = word.to_ascii_lowercase();
            if texts.iter().any(|text| text.contains(&sought)) {
                hits.push(format!("{word} in {name}"));
            }
        }
    }
    hits
}

fn write_exports(folder: &Path, canaries: &mut Canaries) {
    let day = today().unwrap();
    let mut word = |field: &str| canaries.word(field);
    let clients = format!(
        "Kliento Nr.;Vardas;Pavardė;Gimimo data;Adresas;Telefonas;El. paštas;Kalba;Pageidaujamas ryšys;Pastabos;Atsakingas darbuotojas\r\n\
         K-1;{};{};1941-03-02;{} g. 72-38, 63355 Alytus;+37061234567;{}@mail.example;LT;SMS;{};D01\r\n\
         K-2;{};{};1938-11-23;{} g. 15-8, 62135 Alytus;+37061234568;;LT;Telefonu;;D01\r\n",
        word("Vardas"),
        word("Pavarde"),
        word("Gatve"),
        word("Pastas"),
        word("Pastaba"),
        word("AntrasVardas"),
        word("AntraPavarde"),
        word("AntraGatve"),
    );
    canaries.number("61234567");
    canaries.number("61234568");
    let workers = "Kodas;Vardas;Pavardė;Pareigos;Padalinys;Telefonas;El. paštas;Kalbos;Darbo laikas\r\n\
                   D01;Rasa;Petraitienė;Socialinė darbuotoja;Skyrius;+37060000001;;LT;0:00-23:55\r\n";
    let visits = format!(
        "Eil. Nr.;Data;Laikas;Trukmė (min.);Kliento Nr.;Darbuotojas;Tikslas;Rūšis\r\n\
         1;{day};08:30;45;K-1;D01;{};Sutartas\r\n2;{day};10:30;30;K-2;D01;{};Sutartas\r\n",
        canaries.word("Tikslas"),
        canaries.word("AntrasTikslas"),
    );
    fs::create_dir_all(folder).unwrap();
    for (name, text) in [("darbuotojai.csv", workers), ("klientai.csv", &clients), ("vizitai.csv", &visits)] {
        fs::write(folder.join(name), text).unwrap();
    }
}

fn now_ms() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis().try_into().unwrap()
}

fn visits(app: &Device) -> Vec<String> {
    let day = app.day(&DayArgs { day: None }).unwrap();
    let id = |entry| match entry {
        DayEntry::Visit { row } => Some(row.id),
        _ => None,
    };
    day.entries.into_iter().filter_map(id).collect()
}

/// A day on which every field that takes words gets one.
fn live_through_a_day(app: &mut Device, canaries: &mut Canaries) {
    let [first, second] = visits(app).try_into().unwrap();
    let visit = VisitArgs { visit: first.clone() };
    let person = app.visit(&visit).unwrap().person.id;
    app.set_out(&visit).unwrap();
    app.arrive(&visit).unwrap();
    let held = app.start(&visit).unwrap();
    let standard = StandardArgs { version: held.standard, language: "lt".into() };
    let item = app.standard(&standard).unwrap().items.remove(0).item;
    let why = canaries.word("Kodel");
    app.answer_checklist(&AnswerChecklistArgs { visit: first.clone(), item, answer: Answer::NotNow, why })
        .unwrap();
    app.note(&NoteArgs { visit: first.clone(), text: canaries.word("Uzrasas") }).unwrap();
    app.promise_make(&PromiseMakeArgs {
        person: person.clone(),
        visit: Some(first.clone()),
        text: canaries.word("Pazadas"),
        day: today().unwrap().to_string(),
        time: None,
    })
    .unwrap();
    let caller = CallerArgs {
        name: canaries.word("Skambinantis"),
        organisation: canaries.word("Istaiga"),
        position: canaries.word("Pareigos"),
    };
    app.call_log(&CallLogArgs {
        person: person.clone(),
        visit: None,
        task: None,
        incoming: true,
        caller,
        number: Some(canaries.number("+37069876543")),
        outcome: CallOutcome::Reached,
        text: canaries.word("Pokalbis"),
        again: None,
    })
    .unwrap();
    app.contact_add(&ContactAddArgs {
        person: person.clone(),
        name: canaries.word("Kontaktas"),
        relation: canaries.word("Rysys"),
        phone: canaries.number("+37065432198"),
        same_home: false,
        may_be_told: true,
    })
    .unwrap();
    app.feedback_record(&FeedbackRecordArgs {
        person: person.clone(),
        visit: None,
        kind: FeedbackKind::Complaint,
        text: canaries.word("Atsiliepimas"),
        wants_answer: true,
    })
    .unwrap();
    for (field, value) in
        [(PersonField::Times, canaries.word("Laikai")), (PersonField::Greeting, canaries.word("Kreipinys"))]
    {
        app.person_mend(&PersonMendArgs { person: person.clone(), contact: None, field, value }).unwrap();
    }
    let draft = |field, text| DraftSaveArgs { visit: first.clone(), field, text };
    app.draft_save(&draft(DraftField::Summary, canaries.word("Santrauka"))).unwrap();
    app.finish(&visit).unwrap();
    // Met at a door, on a day of her own.
    app.client_add(&ClientAddArgs {
        first_name: canaries.word("NaujasVardas"),
        surname: canaries.word("NaujaPavarde"),
        address: format!("{} g. 7-6, 62692 Alytus", canaries.word("NaujaGatve")),
        phone: canaries.number("+37064567891"),
        language: "lt".into(),
        note: canaries.word("NaujaPastaba"),
    })
    .unwrap();
    let second = VisitArgs { visit: second };
    app.arrive(&second).unwrap();
    app.start(&second).unwrap();
    let reason = canaries.word("Nutraukta");
    app.interrupt(&InterruptArgs { visit: second.visit.clone(), cause: InterruptCause::Other, why: reason })
        .unwrap();
    app.draft_save(&DraftSaveArgs {
        visit: second.visit,
        field: DraftField::Notes,
        text: canaries.word("Juodrastis"),
    })
    .unwrap();
}

/// Everything that the app shows.
fn shown(app: &mut Device) -> String {
    let mut shown = serde_json::to_string(&app.day(&DayArgs { day: None }).unwrap()).unwrap();
    for visit in visits(app) {
        shown += &serde_json::to_string(&app.visit(&VisitArgs { visit }).unwrap()).unwrap();
    }
    for row in app.search(&SearchArgs { query: BIRD.into() }).unwrap() {
        shown += &serde_json::to_string(&app.person(&PersonArgs { person: row.id }).unwrap()).unwrap();
    }
    shown += &serde_json::to_string(&app.promises().unwrap()).unwrap();
    // And what no screen shows at once: the rows that the screens are made of.
    for (_, lines) in app.rows().unwrap().values() {
        lines.iter().for_each(|line| shown += &format!("{line}\n{}\n", blobs(line)));
    }
    shown
}

/// The words in a row's bytes, which are printed as numbers.
fn blobs(line: &str) -> String {
    let bytes = |blob: &str| blob.split(", ").filter_map(|byte| byte.parse().ok()).collect::<Vec<u8>>();
    let blobs = line.split("Blob([").skip(1).filter_map(|rest| rest.split_once(']'));
    blobs.map(|(blob, _)| String::from_utf8_lossy(&bytes(blob)).into_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_personal_is_found_on_any_disk_and_all_of_it_with_the_pin() {
    let (folder, tablet, books) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut canaries = Canaries(BTreeSet::new());
    // The office's own tables are its own matter; they lie elsewhere.
    write_exports(&books.path().join("exports"), &mut canaries);
    let office =
        Office::found_from(&built_server().unwrap(), folder.path(), &books.path().join("exports")).await;
    let mut office = office.unwrap().telling(&folder.path().join("log"));
    office.start().await.unwrap();
    let code = office.code("D01").await.unwrap();
    let read = enrol::read_code(&code).unwrap();
    let line = Https::new(&format!("https://{}", read.address), Pin(read.fingerprint.to_vec())).unwrap();
    let drawer = Arc::new(Drawer::default());
    let store = || Arc::clone(&drawer) as Arc<dyn KeyStore>;
    let mut device = Device::at(tablet.path(), store(), Arc::new(now_ms)).unwrap();
    device.set_hardness(FLOOR);
    let device = Mutex::new(device);
    enrol::enrol(&device, &EnrolArgs { code, pin: PIN.into() }, &line, Https::certificate).await.unwrap();
    assert_eq!(sync::run(&device, &line, &|| {}).await.unwrap(), Ended::Done);
    live_through_a_day(&mut device.lock().unwrap(), &mut canaries);
    // Half of it is sent; what follows waits.
    assert_eq!(sync::run(&device, &line, &|| {}).await.unwrap(), Ended::Done);
    let [first, _] = visits(&device.lock().unwrap()).try_into().unwrap();
    let late = canaries.word("Velus");
    device.lock().unwrap().note(&NoteArgs { visit: first, text: late }).unwrap();
    office.backup(&folder.path().join("backup")).await.unwrap();
    // With the PIN all of it is there, by the very search.
    let seen = tempfile::tempdir().unwrap();
    let all = shown(&mut device.lock().unwrap());
    // Numbers are shown in groups.
    fs::write(seen.path().join("shown"), format!("{all}{}", all.replace([' ', '-'], ""))).unwrap();
    let with_pin = found(seen.path(), &canaries.0);
    let unseen: Vec<&String> =
        canaries.0.iter().filter(|word| !with_pin.iter().any(|hit| hit.starts_with(word.as_str()))).collect();
    assert!(unseen.is_empty(), "shown nowhere: {unseen:?}");
    // Open, locked, and after its process ended.
    assert_eq!(found(tablet.path(), &canaries.0), Vec::<String>::new(), "while it is open");
    device.lock().unwrap().lock();
    assert_eq!(found(tablet.path(), &canaries.0), Vec::<String>::new(), "locked");
    drop(device);
    assert_eq!(found(tablet.path(), &canaries.0), Vec::<String>::new(), "shut");
    assert_eq!(found(folder.path(), &canaries.0), Vec::<String>::new(), "the server, as it runs");
    office.stop().await.unwrap();
    assert_eq!(found(folder.path(), &canaries.0), Vec::<String>::new(), "the server, shut");
    let log = fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(log.lines().count() > 20, "it told what it did: {log}");
    // And again with the PIN, from these very files.
    let mut again = Device::at(tablet.path(), store(), Arc::new(now_ms)).unwrap();
    again.unlock(PIN).unwrap();
    assert!(shown(&mut again).contains(&format!("{BIRD}Velus")));
}

/// The app dies by its own hand while everything is open; what is left in its folder, where a core file would be, too.
fn left_by_a_crash(how: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let release = released::releases().unwrap().pop().unwrap();
    released::copy(&release, folder.path()).unwrap();
    fs::remove_file(folder.path().join("seen.json")).unwrap();
    let script = format!("ulimit -c unlimited; cd \"$1\" && exec \"$0\" {how} \"$1\" 0");
    let mut shell = Command::new("sh");
    shell.args(["-c", &script, env!("CARGO_BIN_EXE_faults")]).arg(folder.path());
    let ended = shell.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert_eq!(ended.signal(), Some(6), "it aborted: {ended}");
    let words = ["Žukauskienė", "Miškinis", "Vaikšto su lazda", "Durys buvo užrakintos", "Nebaigta mintis"];
    found(folder.path(), &words.map(str::to_owned).into())
}

/// Whether this system leaves a core file where a program dies.
fn cores_are_left() -> bool {
    let folder = tempfile::tempdir().unwrap();
    let script = "ulimit -c unlimited; cd \"$0\" && kill -ABRT $$";
    Command::new("sh").args(["-c", script]).arg(folder.path()).stderr(Stdio::null()).status().unwrap();
    fs::read_dir(folder.path()).unwrap().count() > 0
}

#[test]
fn a_crash_leaves_nothing_of_what_was_open() {
    assert_eq!(left_by_a_crash("abort"), Vec::<String>::new());
    // Where the system leaves core files beside a program, that of one that may is full of it: the search finds what is there.
    if cores_are_left() {
        assert!(left_by_a_crash("abort-dumped").len() >= 4);
    }
}
