//! A tablet that no PIN opens, as the server sees it: what is kept for it, who may ask, and what two people do at the command
//! line.

mod ends;

use crate::desk::{self, Desk};
use crate::office::{MONDAY_MS, Office, back_up};
use crate::tablet::{Tablet, post};
use axum::http::{Method, StatusCode};
use ring::rand::SystemRandom;
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use uuid::Uuid;
use vizitas_domain::time::Time;
use vizitas_server::Error;
use vizitas_server::log::{StaffRow, Write};
use vizitas_server::recovery::{Asked, Share};
use vizitas_server::staff::{NewStaff, StaffRole};
use vizitas_sync::check::CheckNumber;
use vizitas_sync::keys::Opener;
use vizitas_sync::recovery::{Owner, open_answer, wrap};
use vizitas_sync::unlock::{CodeName, SignedCode, UnlockCode};
use vizitas_sync::wire::{
    Message, OfferedCode, ProblemCode, Prover, RecoverAnswer, RecoverRequest, RecoveryWrap, Way, WrapsAnswer,
    WrapsRequest,
};

const NOTHING: WrapsRequest = WrapsRequest { wrap: None, code: None, transport: None, opened: None };
const PASSWORDS: [&str; 2] = ["ežeras po beržais", "keturi pilki vilkai"];
const PHRASES: [&str; 2] = ["žalias arklys šoka", "du gaidžiai giedojo"];

/// The program with lines typed into it.
fn typed(office: &Office, line: &[&str], lines: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vizitas-server"));
    command.arg("--data").arg(office.data.path()).args(line);
    let mut run =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut text = lines.join("\n");
    text.push('\n');
    // One that refuses before it reads has shut its input.
    let _ = run.stdin.take().unwrap().write_all(text.as_bytes());
    run.wait_with_output().unwrap()
}

fn failed(output: &Output) -> String {
    assert!(!output.status.success());
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Vilma and Tomas, who sign in and did already.
fn people(office: &Office) {
    for (login, role, password) in
        [("vilma", StaffRole::Head, PASSWORDS[0]), ("tomas", StaffRole::Administrator, PASSWORDS[1])]
    {
        let (login, unit) = (login.to_owned(), String::new());
        let new = NewStaff { login, name: String::new(), role, unit, worker: None };
        office.municipality.add_staff_with(&new, password).unwrap();
        signed_in(office, &new.login, true);
    }
}

/// Whether somebody has signed in once, by password and code.
fn signed_in(office: &Office, login: &str, totp_proved: bool) {
    let login = login.to_owned();
    let proves = move |log: &mut dyn Write| {
        let row = log.read().staff_named(&login)?.expect("somebody of this login");
        log.put_staff(&StaffRow { totp_proved, ..row })
    };
    office.municipality.log().write(proves).unwrap();
}

/// Makes a recovery key at the command line: of each person the password, and twice the passphrase.
fn create(office: &Office, files: [&Path; 2], logins: [&str; 2], phrases: [&str; 6]) -> Output {
    let [a, b] = files.map(|file| file.to_str().unwrap());
    let line = ["recovery-key", "create", "--share-a", a, "--login-a", logins[0], "--share-b", b];
    let line: Vec<&str> = line.into_iter().chain(["--login-b", logins[1]]).collect();
    typed(office, &line, &phrases)
}

/// Two sticks.
fn places(office: &Office) -> [PathBuf; 2] {
    ["a", "b"].map(|name| {
        let stick = office.folder.path().join(name);
        std::fs::create_dir_all(&stick).unwrap();
        stick.join("share")
    })
}

/// Two people of the office, and a key between them.
fn shares(office: &Office) -> [PathBuf; 2] {
    people(office);
    let files = places(office);
    let ([a, b], [of_a, of_b]) = (PHRASES, PASSWORDS);
    let made = create(office, [&files[0], &files[1]], ["vilma", "tomas"], [of_a, a, a, of_b, b, b]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    assert!(String::from_utf8(made.stdout).unwrap().starts_with("recovery key 1 is in force\n"));
    files
}

/// The program has no other clock than the machine's: the office goes by it, too. Gives what time it is.
fn by_the_real_clock(office: &Office) -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let now = u64::try_from(since.as_millis()).unwrap();
    match now.checked_sub(MONDAY_MS) {
        Some(later) => office.later(later / 60_000),
        None => office.earlier((MONDAY_MS - now) / 60_000),
    }
    now
}

fn owner(tablet: &Tablet) -> Owner {
    Owner { installation: tablet.me.installation, incarnation: 1 }
}

/// Leaves the tablet's keys with the server, and gives what the tablet keeps itself.
async fn left(tablet: &Tablet, keys: &[u8]) -> RecoveryWrap {
    let held: WrapsAnswer = tablet.ask("wraps", &NOTHING).await.unwrap();
    let key = held.key.unwrap();
    key.verify(&tablet.me.log).unwrap();
    let sealed = wrap(keys, &owner(tablet), &key.recipient, &SystemRandom::new()).unwrap();
    let kept = RecoveryWrap { key: key.number, sealed };
    let wrap = Some(kept.clone());
    let held: WrapsAnswer = tablet.ask("wraps", &WrapsRequest { wrap, ..NOTHING }).await.unwrap();
    assert_eq!(held.wrapped, kept.key);
    kept
}

fn request(tablet: &Tablet, one_time: &Opener) -> RecoverRequest {
    let recipient = one_time.recipient().unwrap();
    RecoverRequest { installation: tablet.me.installation, recipient, wrap: None }
}

async fn ask(tablet: &Tablet, request: &RecoverRequest) -> RecoverAnswer {
    tablet.ask_as(Prover::Transport, "recover", request).await.unwrap()
}

/// The same by somebody who cannot prove to be the tablet.
async fn ask_unproved(tablet: &Tablet, request: &RecoverRequest) -> Result<RecoverAnswer, ProblemCode> {
    post(&tablet.http, format!("{}/recover", tablet.url), None, request.encode()).await
}

/// A new code, left with the server.
async fn offered(tablet: &Tablet, expires: Time) -> (UnlockCode, WrapsAnswer) {
    let code = UnlockCode::generate(&SystemRandom::new()).unwrap();
    let name = CodeName { id: Uuid::new_v4(), expires };
    let sealed = code.seal(&name, &owner(tablet), &tablet.me.server, &SystemRandom::new()).unwrap();
    let code_offered = Some(OfferedCode { name, sealed });
    let held: WrapsAnswer =
        tablet.ask("wraps", &WrapsRequest { code: code_offered, ..NOTHING }).await.unwrap();
    (code, held)
}

async fn deeds(desk: &Desk) -> Vec<(String, String)> {
    let audit = desk.get("audit").await.ok();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let lines = audit["lines"].as_array().unwrap().iter();
    lines.map(|line| (text(&line["deed"]), text(&line["reason"]))).collect()
}

#[tokio::test]
async fn two_people_make_a_key_and_open_the_tablet_that_shows_the_right_digits() {
    let office = Office::open();
    let at_ms = by_the_real_clock(&office);
    let serving = office.serve().await;
    let rasa = Tablet { at_ms, ..Tablet::enrol(&office, &serving, "D01").await };
    let held: WrapsAnswer = rasa.ask("wraps", &NOTHING).await.unwrap();
    assert_eq!((held.key, held.wrapped, held.code), (None, 0, None));
    let one_time = Opener::from_bytes([9; 32]);
    let asked = request(&rasa, &one_time);
    assert_eq!(ask(&rasa, &asked).await, RecoverAnswer::Nothing, "there is no key yet");
    let [a, b] = shares(&office);
    assert_eq!(left(&rasa, b"the keys of a profile").await.key, 1);
    let (a, b) = (a.to_str().unwrap(), b.to_str().unwrap());
    let use_ = ["recovery-key", "use", "--share", a, "--share", b];
    assert!(failed(&typed(&office, &use_, &[])).contains("no tablet asks"), "it says what to do");
    let RecoverAnswer::Waiting { drawn, .. } = ask(&rasa, &asked).await else { panic!("not waiting") };
    let check = CheckNumber::of_request(asked.installation, &asked.recipient, &drawn).to_string();
    let wrong_digits = typed(&office, &use_, &["0000 0000", PHRASES[0], PHRASES[1]]);
    assert!(failed(&wrong_digits).contains("nothing was changed"));
    let listed = String::from_utf8(wrong_digits.stdout).unwrap();
    assert!(listed.contains("D01 Rasa Bitinienė") && !listed.contains(&check), "digits are read, not shown");
    let swapped = typed(&office, &use_, &[&check, PHRASES[1], PHRASES[0]]);
    assert!(failed(&swapped).contains("does not open the share of vilma"));
    let one = ["recovery-key", "use", "--share", a];
    assert!(failed(&typed(&office, &one, &[&check, PHRASES[0]])).contains("two shares are needed"));
    let twice = ["recovery-key", "use", "--share", a, "--share", a];
    assert!(failed(&typed(&office, &twice, &[&check, PHRASES[0], PHRASES[0]])).contains("the other person"));
    assert!(matches!(ask(&rasa, &asked).await, RecoverAnswer::Waiting { .. }), "nothing was changed");
    let opened = typed(&office, &use_, &[&check, PHRASES[0], PHRASES[1]]);
    assert!(opened.status.success(), "{}", String::from_utf8_lossy(&opened.stderr));
    for _ in 0..2 {
        let RecoverAnswer::Opened(sealed, _) = ask(&rasa, &asked).await else { panic!("not opened") };
        let keys = open_answer(&sealed, &owner(&rasa), &one_time).unwrap();
        assert_eq!(keys.as_slice(), b"the keys of a profile", "a lost answer is given again");
    }
    assert!(failed(&typed(&office, &use_, &[&check])).contains("no tablet asks"), "it is answered");
    rasa.ask::<WrapsAnswer>("wraps", &WrapsRequest { opened: Some(Way::Office), ..NOTHING }).await.unwrap();
    assert!(matches!(ask(&rasa, &asked).await, RecoverAnswer::Waiting { .. }), "who is open again asks anew");
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let deeds = deeds(&chief).await;
    let count = |deed: &str| deeds.iter().filter(|(known, _)| known == deed).count();
    assert_eq!(count("recovery_key_made"), 2, "both people");
    assert_eq!(count("recovery_key_used"), 2, "both people");
    assert_eq!(count("recovery_asked"), 1);
    assert_eq!(count("tablet_opened_by_office"), 1);
    let tablet = rasa.me.installation.to_string();
    let records = office.municipality.log().read(|log| log.audit_after(0, u32::MAX)).unwrap();
    let used = records.iter().filter(|record| record.deed == "recovery key used");
    assert!(used.clone().all(|record| record.reason == tablet), "which tablet");
    assert_eq!(used.map(|record| record.actor).collect::<std::collections::BTreeSet<_>>().len(), 2);
    serving.stop().await;
}

#[tokio::test]
async fn a_key_is_not_made_by_one_person_nor_where_it_would_lie_beside_what_it_opens() {
    let office = Office::open();
    people(&office);
    desk::add(&office, "lina", StaffRole::Head, "", None);
    let [a, b] = places(&office);
    let beside = a.with_file_name("other");
    let inside = office.data.path().join("share");
    let ([first, second], [of_first, of_second]) = (PHRASES, PASSWORDS);
    let good = [of_first, first, first, of_second, second, second];
    let both = ["vilma", "tomas"];
    let with = |at: usize, typed: &'static str| {
        let mut phrases = good;
        phrases[at] = typed;
        phrases
    };
    let alone = [of_first, first, first, of_first, second, second];
    let same = [of_first, first, first, of_second, first, first];
    let cases = [
        ([&a, &b], ["vilma", "vilma"], alone, "two people"),
        ([&a, &b], ["vilma", "nobody"], good, "nobody signs in as nobody"),
        ([&a, &b], ["vilma", "lina"], good, "not the password of lina"),
        ([&a, &b], both, with(3, of_first), "not the password of tomas"),
        ([&a, &b], both, with(0, ""), "not the password of vilma"),
        ([&a, &b], both, [of_first, of_first, of_first, of_second, second, second], "another one than"),
        ([&a, &b], both, same, "of their own"),
        ([&a, &b], both, with(2, second), "differ"),
        ([&a, &b], both, [of_first, "trumpa", "trumpa", of_second, second, second], "at least 12"),
        ([&a, &inside], both, good, "data folder"),
        ([&a, &beside], both, good, "in one folder"),
    ];
    for (files, logins, phrases, why) in cases {
        let said = failed(&create(&office, [files[0], files[1]], logins, phrases));
        assert!(said.contains(why), "{why}: {said}");
        assert!(!a.exists() && !b.exists() && !beside.exists() && !inside.exists(), "{why}");
    }
    let refused = office.municipality.log().read(|log| log.audit_after(0, 1_000)).unwrap();
    assert_eq!(refused.iter().filter(|record| record.deed == "recovery key refused").count(), 3);
    // Whoever never signed in has shown to nobody who she is.
    signed_in(&office, "tomas", false);
    let said = failed(&create(&office, [&a, &b], both, good));
    assert!(said.contains("not the password of tomas"), "{said}");
    signed_in(&office, "tomas", true);
    // And guessing waits, as at the console.
    let guess = || failed(&create(&office, [&a, &b], both, with(3, of_first)));
    let guessed = [guess(), guess(), guess(), guess()];
    assert!(guessed[3].contains("too many tries"), "{guessed:?}");
    assert!(failed(&create(&office, [&a, &b], both, good)).contains("too many tries"), "the right one, too");
    assert!(!a.exists() && !b.exists());
}

#[tokio::test]
async fn who_cannot_prove_to_be_the_tablet_is_marked_and_pushes_nobody_aside() {
    let office = Office::open();
    let serving = office.serve().await;
    shares(&office);
    let rasa = Tablet::enrol(&office, &serving, "D01").await;
    let own = left(&rasa, b"keys").await;
    let (hers, another) = (Opener::from_bytes([9; 32]), Opener::from_bytes([8; 32]));
    let foreign = wrap(b"keys", &owner(&rasa), &another.recipient().unwrap(), &SystemRandom::new()).unwrap();
    for brought in [None, Some(RecoveryWrap { key: own.key, sealed: foreign })] {
        let nothing = RecoverRequest { wrap: brought, ..request(&rasa, &another) };
        assert_eq!(ask_unproved(&rasa, &nothing).await, Ok(RecoverAnswer::Nothing), "it has not her folder");
    }
    assert!(office.municipality.recoveries().unwrap().is_empty());
    let brings = RecoverRequest { wrap: Some(own), ..request(&rasa, &another) };
    assert!(matches!(ask_unproved(&rasa, &brings).await, Ok(RecoverAnswer::Waiting { .. })));
    assert!(!office.municipality.recoveries().unwrap()[0].proved);
    let RecoverAnswer::Waiting { drawn, .. } = ask(&rasa, &request(&rasa, &hers)).await else { panic!() };
    let again = ask(&rasa, &request(&rasa, &hers)).await;
    assert!(matches!(again, RecoverAnswer::Waiting { drawn: same, .. } if same == drawn), "her digits stay");
    assert_eq!(ask_unproved(&rasa, &brings).await, Ok(RecoverAnswer::Over));
    let waiting = office.municipality.recoveries().unwrap();
    let check = CheckNumber::of_request(rasa.me.installation, &hers.recipient().unwrap(), &drawn);
    assert_eq!((waiting.len(), waiting[0].check, waiting[0].proved), (1, check, true));
    office.later(12 * 60);
    assert_eq!(ask(&rasa, &request(&rasa, &hers)).await, RecoverAnswer::Over, "it is too late");
    assert!(office.municipality.recoveries().unwrap().is_empty());
    let stranger = RecoverRequest {
        installation: vizitas_domain::id::InstallationId(Uuid::new_v4()),
        ..request(&rasa, &hers)
    };
    assert_eq!(ask_unproved(&rasa, &stranger).await, Err(ProblemCode::NotEnrolled));
    let jonas = Tablet::enrol(&office, &serving, "D02").await;
    let foreign = jonas.ask_as::<RecoverAnswer>(Prover::Transport, "recover", &request(&rasa, &hers)).await;
    assert_eq!(foreign, Err(ProblemCode::NotEnrolled), "in another tablet's name");
    let locked = rasa.ask_as::<WrapsAnswer>(Prover::Transport, "wraps", &NOTHING).await;
    assert_eq!(locked, Err(ProblemCode::NotEnrolled), "only an open tablet leaves keys");
    serving.stop().await;
}

#[tokio::test]
async fn only_the_key_whose_digits_were_compared_is_answered_and_only_by_keepers_who_still_sign_in() {
    let office = Office::open();
    let serving = office.serve().await;
    let files = shares(&office);
    let rasa = Tablet::enrol(&office, &serving, "D01").await;
    left(&rasa, b"keys").await;
    let (compared, later) = (Opener::from_bytes([9; 32]), Opener::from_bytes([8; 32]));
    let waits = |answer| matches!(answer, RecoverAnswer::Waiting { .. });
    assert!(waits(ask(&rasa, &request(&rasa, &compared)).await));
    let asked = office.municipality.recoveries().unwrap().remove(0);
    assert!(waits(ask(&rasa, &request(&rasa, &later)).await), "another takes its place meanwhile");
    let [a, b] = files.map(|file| Share::read(&file).unwrap());
    let answer =
        |asked: &Asked| office.municipality.answer_recovery(asked, [(&a, PHRASES[0]), (&b, PHRASES[1])]);
    assert!(matches!(answer(&asked), Err(Error::Missing(_))));
    assert!(waits(ask(&rasa, &request(&rasa, &later)).await), "it got nothing");
    let asked = office.municipality.recoveries().unwrap().remove(0);
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let leave =
        |disabled: bool| json!({ "name": "", "role": "administrator", "unit": "", "disabled": disabled });
    let path = format!("staff/{}", b.holder.0);
    assert!(chief.ask(Method::PUT, &path, Some(leave(true))).await.status.is_success());
    assert!(matches!(answer(&asked), Err(Error::Invalid(why)) if why.starts_with("tomas ")));
    assert!(chief.ask(Method::PUT, &path, Some(leave(false))).await.status.is_success());
    answer(&asked).unwrap();
    assert!(matches!(ask(&rasa, &request(&rasa, &later)).await, RecoverAnswer::Opened(..)));
    serving.stop().await;
}

#[tokio::test]
async fn a_code_is_shown_for_a_reason_within_the_unit_and_counts_as_given_then() {
    let office = Office::open();
    let serving = office.serve().await;
    let rasa = Tablet::enrol(&office, &serving, "D01").await;
    let mut desk = Desk::with(&office, StaffRole::Coordinator, "Poskyris", None).await;
    let elsewhere = Desk::with(&office, StaffRole::Head, "Skyrius", None).await;
    let path = format!("tablets/{}/unlock-code", rasa.me.installation);
    let why = json!({ "reason": "Pamiršo PIN, skambino iš namų" });
    let none = desk.post(&path, why.clone()).await;
    assert_eq!((none.status, none.code()), (StatusCode::UNPROCESSABLE_ENTITY, "unlock_code_none"));
    let now = Time(i64::try_from(MONDAY_MS / 1000).unwrap());
    let (_, held) = offered(&rasa, now.plus_minutes(16 * 24 * 60)).await;
    assert_eq!(held.code, None, "longer than any code is good");
    let (code, held) = offered(&rasa, now.plus_minutes(14 * 24 * 60)).await;
    assert!(held.code.is_some());
    assert_eq!(desk.post(&path, json!({ "reason": " " })).await.code(), "reason_missing");
    assert_eq!(elsewhere.post(&path, why.clone()).await.code(), "not_allowed");
    let shown = desk.post(&path, why.clone()).await.ok();
    assert_eq!(shown["code"], code.to_string());
    let signed: SignedCode = shown["signed"].as_str().unwrap().parse().unwrap();
    signed.verify(&rasa.me.log).unwrap();
    assert_eq!((signed.code, signed.owner), (code, owner(&rasa)));
    let held: WrapsAnswer = rasa.ask("wraps", &NOTHING).await.unwrap();
    assert_eq!(held.code, None, "the tablet makes another");
    let (_, held) = offered(&rasa, now.plus_minutes(60)).await;
    assert!(held.code.is_some());
    office.later(60);
    desk.stay(&office).await;
    assert_eq!(desk.post(&path, why.clone()).await.code(), "unlock_code_expired");
    offered(&rasa, now.plus_minutes(600)).await;
    desk.delete(&format!("tablets/{}", rasa.me.installation)).await;
    assert_eq!(desk.post(&path, why).await.code(), "tablet_revoked");
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let why = format!("Pamiršo PIN, skambino iš namų ({})", rasa.me.installation);
    let given = ("unlock_code_given".to_owned(), why);
    assert_eq!(deeds(&chief).await.iter().filter(|deed| **deed == given).count(), 1);
    serving.stop().await;
}

#[tokio::test]
async fn neither_a_key_nor_a_code_lies_in_the_open_on_the_disk_or_in_a_backup() {
    let office = Office::open();
    let serving = office.serve().await;
    shares(&office);
    let rasa = Tablet::enrol(&office, &serving, "D01").await;
    let keys = [0xa7; 112];
    left(&rasa, &keys).await;
    let now = Time(i64::try_from(MONDAY_MS / 1000).unwrap());
    let (code, _) = offered(&rasa, now.plus_minutes(600)).await;
    let backup = office.folder.path().join("backup");
    back_up(&office.municipality, &backup);
    let mut files = Vec::new();
    let mut folders = vec![office.data.path().to_owned(), backup];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() { folders.push(entry) } else { files.push(entry) }
        }
    }
    assert!(files.len() > 5);
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        assert!(!holds(&keys[..16]) && !holds(code.bytes()), "{}", file.display());
    }
    serving.stop().await;
}
