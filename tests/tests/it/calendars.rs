//! Invitations as two foreign readers understand them: Python's `icalendar` and `ical.js`, which stands behind
//! Thunderbird. Both come with `cargo xtask setup`.

use std::env;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use chrono::{DateTime, SecondsFormat};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vizitas_domain::id::VisitId;
use vizitas_domain::time::Time;
use vizitas_message::ical::{Calendar, Entry, Mailbox, Method};

use super::tidy::root;

/// What a reader says stands in a calendar.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Said {
    method: String,
    uid: String,
    sequence: u32,
    status: String,
    start: String,
    end: String,
    summary: String,
    description: String,
    organizer: String,
    organizer_name: String,
    attendees: Vec<Attendee>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Attendee {
    address: String,
    rsvp: String,
}

/// Words with everything in them that a calendar gives a meaning to.
const WORDS: [&str; 6] = [
    "Vizitas: Alytaus miesto savivaldybė",
    "Kablelis, kabliataškis; dvitaškis: pabaiga",
    "Ąžuolų ir šermukšnių alėja, žemaičių ėglynų šlaitas, ūksmės, čiobrelių pieva – žyla ąžuolas, šermukšnis, žiogas",
    "Привет 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀 dzień dobry",
    "Pirma eilutė\nantra\n\nATTENDEE:mailto:svetimas@example.lt",
    "BEGIN:VEVENT;X=\"1\"",
];

fn entries() -> Vec<(Method, Entry)> {
    let names = ["Alytaus miesto savivaldybė", "UAB \"Rūpestis\" ^ Ko, filialas; Nr. 1: Alytus", "Ona\nX:y"];
    let mut entries = Vec::new();
    for (number, method) in
        [Method::Request, Method::Cancel, Method::Publish].into_iter().cycle().take(18).enumerate()
    {
        let start = 1_795_510_800 + i64::try_from(number).unwrap() * 7_654_320;
        entries.push((
            method,
            Entry {
                visit: VisitId(Uuid::from_u128(number as u128 + 1)),
                sequence: u32::try_from(number).unwrap(),
                written: Time(1_795_400_000),
                start: Time(start),
                minutes: 45,
                organizer: Mailbox {
                    name: names[number % names.len()].into(),
                    address: "soc_parama+vizitai@alytus.lt".into(),
                },
                attendee: Mailbox {
                    name: names[(number + 1) % names.len()].into(),
                    address: "ona.petrauskiene@example.lt".into(),
                },
                summary: WORDS[number % WORDS.len()].into(),
                notes: WORDS[(number + 1) % WORDS.len()].into(),
            },
        ));
    }
    entries
}

fn expected(method: Method, entry: &Entry) -> Said {
    let moment =
        |time: Time| DateTime::from_timestamp(time.0, 0).unwrap().to_rfc3339_opts(SecondsFormat::Secs, true);
    let attendee =
        |rsvp: &str| Attendee { address: format!("mailto:{}", &*entry.attendee.address), rsvp: rsvp.into() };
    Said {
        method: method.name().into(),
        uid: entry.visit.to_string(),
        sequence: entry.sequence,
        status: if method == Method::Cancel { "CANCELLED" } else { "CONFIRMED" }.into(),
        start: moment(entry.start),
        end: moment(entry.start.plus_minutes(45)),
        summary: entry.summary.to_string(),
        description: entry.notes.to_string(),
        organizer: "mailto:soc_parama+vizitai@alytus.lt".into(),
        organizer_name: entry.organizer.name.to_string(),
        attendees: match method {
            Method::Request => vec![attendee("TRUE")],
            Method::Cancel => vec![attendee("")],
            Method::Publish => Vec::new(),
        },
    }
}

/// What setup put into the target folder, when it did.
fn tool(path: &str) -> Option<PathBuf> {
    let own = env::current_exe().unwrap();
    own.ancestors().map(|folder| folder.join("tools").join(path)).find(|file| file.exists())
}

/// Has a program read the calendars and compares what it says.
fn compare(reader: &mut Command) {
    let entries = entries();
    let texts: Vec<String> =
        entries.iter().map(|(method, entry)| Calendar::write(*method, entry).text().to_owned()).collect();
    let mut child = reader.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&serde_json::to_vec(&texts).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{reader:?} failed; has `cargo xtask setup` run?");
    let said: Vec<Said> = serde_json::from_slice(&output.stdout).unwrap();
    let expected: Vec<Said> = entries.iter().map(|(method, entry)| expected(*method, entry)).collect();
    for (said, expected) in said.iter().zip(&expected) {
        assert_eq!(said, expected);
    }
    assert_eq!(said.len(), expected.len());
}

#[test]
fn icalendar_reads_what_we_write() {
    let packages = tool("python").expect("`cargo xtask setup` fetches icalendar");
    compare(
        Command::new("python3")
            .env("PYTHONPATH", packages)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("PYTHONUTF8", "1")
            .arg(root().join("tests/foreign/read_calendars.py")),
    );
}

#[test]
fn ical_js_reads_what_we_write() {
    let node = tool("node/bin/node").unwrap_or_else(|| "node".into());
    compare(Command::new(node).arg(root().join("ui/tools/read-calendars.js")));
}
