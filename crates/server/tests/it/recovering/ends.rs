//! What ends: a code that is taken back, a request that nobody answers, a stranger's patience, a person's at the terminal.

use super::*;
use std::io::{BufRead, BufReader, Read};
use vizitas_server::database::{self, RawKey};

#[tokio::test]
async fn a_code_that_was_given_is_seen_and_taken_back_for_good() {
    let office = Office::open();
    let serving = office.serve().await;
    let rasa = Tablet::enrol(&office, &serving, "D01").await;
    let desk = Desk::with(&office, StaffRole::Coordinator, "Poskyris", None).await;
    let path = format!("tablets/{}/unlock-code", rasa.me.installation);
    let given = async || desk.get("tablets").await.ok()[0]["code_given"].clone();
    let now = Time(i64::try_from(MONDAY_MS / 1000).unwrap());
    offered(&rasa, now.plus_minutes(600)).await;
    assert_eq!(given().await, Value::Null);
    assert_eq!(desk.delete(&path).await.code(), "not_found", "nobody was given any");
    desk.post(&path, json!({ "reason": "Pamiršo PIN" })).await.ok();
    assert_eq!(given().await, now.0);
    let elsewhere = Desk::with(&office, StaffRole::Head, "Skyrius", None).await;
    assert_eq!(elsewhere.delete(&path).await.code(), "not_allowed");
    assert_eq!(desk.delete(&path).await.status, StatusCode::NO_CONTENT);
    assert_eq!(given().await, Value::Null);
    let none = desk.post(&path, json!({ "reason": "Dar kartą" })).await;
    assert_eq!(none.code(), "unlock_code_none", "it is nowhere any more");
    let held: WrapsAnswer = rasa.ask("wraps", &NOTHING).await.unwrap();
    assert_eq!(held.code, None, "the tablet makes another, and destroys it");
    let chief = Desk::with(&office, StaffRole::Administrator, "", None).await;
    let deeds = deeds(&chief).await;
    assert!(deeds.iter().any(|(deed, _)| deed == "unlock_code_taken_back"), "{deeds:?}");
    serving.stop().await;
}

#[tokio::test]
async fn who_proves_nothing_may_ask_so_often_and_what_nobody_answered_is_forgotten() {
    let office = Office::open();
    let serving = office.serve().await;
    shares(&office);
    let rasa = Tablet::enrol(&office, &serving, "D01").await;
    let own = left(&rasa, b"keys").await;
    let one_time = Opener::from_bytes([9; 32]);
    let brings = RecoverRequest { wrap: Some(own), ..request(&rasa, &one_time) };
    let mut busy = 0;
    for _ in 0..40 {
        match ask_unproved(&rasa, &brings).await {
            Ok(RecoverAnswer::Waiting { .. }) => assert_eq!(busy, 0),
            refused => {
                assert_eq!(refused, Err(ProblemCode::Busy));
                busy += 1;
            }
        }
    }
    assert_eq!(busy, 10, "thirty a minute");
    assert!(
        matches!(ask(&rasa, &request(&rasa, &one_time)).await, RecoverAnswer::Waiting { .. }),
        "who proves may"
    );
    office.later(1);
    assert!(ask_unproved(&rasa, &brings).await.is_ok());
    let rows = || {
        let path = office.data.municipality("alytus").unwrap().vault();
        let key = RawKey::beside(&path, &office.data.kek().unwrap()).unwrap();
        let db = database::open(&path, &key).unwrap();
        db.query_row("SELECT count(*) FROM recovery_requests", [], |row| row.get::<_, u32>(0)).unwrap()
    };
    for (hours, left) in [(13, 1), (22, 1), (2, 0)] {
        office.later(hours * 60);
        office.municipality.watch_clock().unwrap();
        assert_eq!(rows(), left, "{hours} hours later");
    }
    serving.stop().await;
}

/// At a terminal of its own.
#[test]
fn ctrl_c_at_a_password_leaves_the_terminal_as_it_was() {
    let office = Office::open();
    people(&office);
    let [a, b] = places(&office).map(|file| file.to_str().unwrap().to_owned());
    let key = ["recovery-key", "create", "--login-a", "vilma", "--login-b", "tomas"];
    let key: Vec<&str> = key.into_iter().chain(["--share-a", &a, "--share-b", &b]).collect();
    stopped_at_a_password(&office, &key);
    let erasure = ["erasure", "ask", "--client", "K-1", "--ground", "consent", "--as", "vilma"];
    stopped_at_a_password(&office, &erasure);
    let restriction = ["restriction", "set", "--client", "K-1", "--ground", "claim", "--as", "vilma"];
    stopped_at_a_password(&office, &restriction);
}

/// The program asks for Vilma's password, shows nothing of what is typed, and is stopped.
fn stopped_at_a_password(office: &Office, line: &[&str]) {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use rustix::termios::{LocalModes, tcgetattr};
    let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&ours).unwrap();
    unlockpt(&ours).unwrap();
    let name = ptsname(&ours, Vec::new()).unwrap();
    let theirs = std::fs::OpenOptions::new().read(true).write(true).open(name.to_str().unwrap()).unwrap();
    let shows = || tcgetattr(&theirs).unwrap().local_modes.contains(LocalModes::ECHO | LocalModes::ISIG);
    assert!(shows());
    // `setsid --ctty` makes it the terminal whose Ctrl-C the program hears.
    let mut program = Command::new("setsid")
        .args(["--ctty", "--wait", env!("CARGO_BIN_EXE_vizitas-server"), "--data"])
        .arg(office.data.path())
        .args(line)
        .stdin(Stdio::from(theirs.try_clone().unwrap()))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut asked = BufReader::new(program.stderr.take().unwrap());
    let mut first = String::new();
    asked.read_line(&mut first).unwrap();
    assert!(first.starts_with("Password of vilma"), "{first}");
    while shows() {
        std::thread::yield_now();
    }
    let mut keys = std::fs::File::from(ours);
    keys.write_all(b"slap\x03").unwrap();
    assert!(!program.wait().unwrap().success());
    assert!(shows(), "what is typed is seen again");
    let mut said = String::new();
    asked.read_to_string(&mut said).unwrap();
    assert!(said.contains("stopped; nothing was changed"), "{said}");
}
