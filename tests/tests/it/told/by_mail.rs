//! By e-mail: through Debian's Postfix to a Maildir and back from it, and through a server that fails on purpose.

use super::mail::{Faults, python};
use super::office::{DAY, MONDAY, Office, aside};
use super::postfix::Postfix;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::interval;
use tower::ServiceExt as _;
use vizitas_domain::client::Channel::Email;
use vizitas_domain::state::State;
use vizitas_domain::told::{Delivery as D, Purpose as P};
use vizitas_server::http::{Presence, Served, public_router};
use vizitas_server::log::JobState as J;

/// How often what is awaited is looked for.
const POLL: Duration = Duration::from_millis(20);

/// Says as JSON what a mail is and what its invitation asks, by Python's own reader of mail and the icalendar package.
const READER: &str = r#"
import email, email.policy, json, sys
from icalendar import Calendar
mail = email.message_from_bytes(open(sys.argv[1], "rb").read(), policy=email.policy.default)
parts = [part for part in mail.walk() if part.get_content_type() in ("text/calendar", "application/ics")]
said = {"subject": mail["Subject"], "id": mail["Message-ID"], "to": mail["To"], "from": mail["From"],
        "text": mail.get_body(("plain",)).get_content(), "html": mail.get_body(("html",)).get_content(),
        "parts": [part.get_param("method") for part in parts],
        "attached": [part.get_content_disposition() for part in parts]}
bodies = {bytes(part.get_payload(decode=True)) for part in parts}
if parts:
    calendar = Calendar.from_ical(bodies.pop())
    event = calendar.walk("VEVENT")[0]
    attendees = event["ATTENDEE"] if isinstance(event["ATTENDEE"], list) else [event["ATTENDEE"]]
    said |= {"alike": not bodies, "method": calendar["METHOD"], "uid": event["UID"], "sequence": event["SEQUENCE"],
             "start": event["DTSTART"].dt.isoformat(), "summary": event["SUMMARY"],
             "attendees": [str(one) for one in attendees], "organizer": str(event["ORGANIZER"])}
print(json.dumps(said))
"#;

async fn read(mail: &Path) -> Value {
    let said = python().args(["-c", READER]).arg(mail).output().await.unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    serde_json::from_slice(&said.stdout).unwrap()
}

async fn by_postfix() -> (Office, Postfix) {
    let (office, postfix) = (Office::open(), Postfix::open().await);
    through(&office, &postfix).await;
    (office, postfix)
}

/// Mail goes through it and comes back to its mailbox.
async fn through(office: &Office, postfix: &Postfix) {
    office.set(
        "email",
        json!({
            "on": true, "host": "localhost", "port": postfix.port, "authority": postfix.certificate,
            "from": "Socialinės paramos skyrius <vizitai@office.example>",
            "return_path": "back+{id}@office.example", "bounces": postfix.back(), "bounce_secret": "atgal",
        }),
    );
    office.work().await;
}

async fn read_bounces(office: &Office) {
    let municipality = Arc::clone(&office.municipality);
    aside(move || municipality.read_bounces().unwrap()).await;
}

async fn by_faults(honours_ids: bool) -> (Office, Faults) {
    let (office, faults) = (Office::open(), Faults::open().await);
    office.set(
        "email",
        json!({
            "on": true, "host": "127.0.0.1", "port": faults.port, "tls": "none", "honours_ids": honours_ids,
            "from": "Skyrius <vizitai@office.example>",
        }),
    );
    office.work().await;
    (office, faults)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_its_update_and_its_end_arrive_and_are_read_by_others() {
    let (office, postfix) = by_postfix().await;
    let visit = office.visit("K-2");
    let mut uids = Vec::new();
    for (round, days) in [(1, 4), (2, 7)] {
        office.agree(visit, MONDAY.plus_minutes(days * DAY + 120));
        office.work().await;
        assert_eq!(
            office.told(visit).last().unwrap(),
            &(P::Moved, Email, J::Told(D::Sent)),
            "{}",
            postfix.log()
        );
        let mails = postfix.mails("post", round).await;
        let mut said = Vec::new();
        for mail in &mails {
            said.push(read(mail).await);
        }
        said.sort_by_key(|said| said["sequence"].as_i64());
        let last = said.last().unwrap();
        assert_eq!(last["parts"], json!(["REQUEST", "REQUEST"]));
        assert_eq!((last["alike"].clone(), last["method"].clone()), (json!(true), json!("REQUEST")));
        assert_eq!(last["sequence"], json!(round - 1));
        let start = if days == 4 { "2026-11-27T08:00:00+00:00" } else { "2026-11-30T08:00:00+00:00" };
        assert_eq!(last["start"], json!(start));
        assert_eq!(last["attendees"], json!(["mailto:petras@post.example"]));
        assert_eq!(last["organizer"], json!("mailto:vizitai@office.example"));
        let id = office
            .jobs(visit)
            .into_iter()
            .filter(|row| row.tried.is_some())
            .map(|row| row.job.id.to_string());
        assert!(id.map(|id| format!("<{id}@office.example>")).any(|id| last["id"] == json!(id)));
        uids.push(last["uid"].clone());
        // Its words name neither the service nor the client's trouble.
        assert!(!last["subject"].as_str().unwrap().contains("vertinimas"));
        office.later(1);
    }
    assert_eq!(uids[0], uids[1]);
    office.reply("1", "+37061000002", "NE").await;
    office.later(10);
    office.work().await;
    let mut ends = Vec::new();
    for mail in postfix.mails("post", 3).await {
        ends.push(read(&mail).await);
    }
    let end = ends.iter().find(|said| said["method"] == json!("CANCEL")).unwrap();
    assert_eq!(
        (&end["parts"], &end["sequence"], &end["uid"]),
        (&json!(["CANCEL", "CANCEL"]), &json!(2), &uids[0])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn by_tls_from_the_first_byte_and_to_nobody_whose_certificate_is_not_known() {
    let (office, postfix) = (Office::open(), Postfix::open().await);
    let server = |authority: &str| {
        json!({
            "on": true, "host": "localhost", "port": postfix.sealed_port, "tls": "implicit", "authority": authority,
            "from": "vizitai@office.example",
        })
    };
    office.set("email", server(""));
    let visit = office.visit("K-2");
    office.agree(visit, MONDAY.plus_minutes(4 * DAY + 120));
    office.work().await;
    assert_eq!(office.told(visit), [(P::Moved, Email, J::Waiting)]);
    office.set("email", server(&postfix.certificate));
    office.later(5);
    office.work().await;
    assert_eq!(office.told(visit), [(P::Moved, Email, J::Told(D::Sent))], "{}", postfix.log());
    postfix.mails("post", 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_in_wrongly_waits_and_loses_nothing() {
    let (office, faults) = (Office::open(), Faults::open().await);
    let server = |password: &str| {
        json!({
            "on": true, "host": "127.0.0.1", "port": faults.port, "tls": "none", "from": "vizitai@office.example",
            "user": "vizitai", "password": password,
        })
    };
    office.set("email", server("ne tas"));
    let visit = office.visit("K-2");
    office.agree(visit, MONDAY.plus_minutes(7 * DAY + 120));
    office.work().await;
    assert_eq!((office.told(visit), faults.taken().len()), (vec![(P::Moved, Email, J::Waiting)], 0));
    office.set("email", server("slapta"));
    office.later(5);
    office.work().await;
    assert_eq!((office.told(visit), faults.taken().len()), (vec![(P::Moved, Email, J::Told(D::Sent))], 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_that_comes_back_is_a_call_for_a_person() {
    let (office, postfix) = by_postfix().await;
    let (visit, stream) = (office.visit("K-2"), office.line("K-2").stream);
    office.mail_to("petras@gone.example");
    office.agree(visit, MONDAY.plus_minutes(4 * DAY + 120));
    office.work().await;
    assert_eq!(office.told(visit), [(P::Moved, Email, J::Told(D::Sent))], "{}", postfix.log());
    let back = postfix.mails("back", 1).await;
    let mail = std::fs::read(&back[0]).unwrap();
    read_bounces(&office).await;
    assert_eq!(office.told(visit), [(P::Moved, Email, J::Told(D::Failed))]);
    assert_eq!(office.municipality.messages_of(stream).unwrap()[0].why, "5.1.1".into());

    // The same by a mail server that calls: another message, later, whose id stands in the mail instead.
    office.later(1);
    office.agree(visit, MONDAY.plus_minutes(7 * DAY + 120));
    office.work().await;
    let rows = office.jobs(visit);
    let id = |state| rows.iter().rfind(|row| row.state == state).unwrap().job.id.to_string();
    let text = String::from_utf8(mail).unwrap();
    let text = text.replace(&id(J::Told(D::Failed)), &id(J::Told(D::Sent)));
    for (secret, status, state) in
        [("kitas", StatusCode::NOT_FOUND, D::Sent), ("atgal", StatusCode::NO_CONTENT, D::Failed)]
    {
        let request = Request::post(format!("/m/alytus/mail/{secret}/bounce")).body(Body::from(text.clone()));
        let served = Served::new(Presence::of(&office.data).unwrap(), [Arc::clone(&office.municipality)]);
        assert_eq!(public_router(served).oneshot(request.unwrap()).await.unwrap().status(), status);
        assert_eq!(office.told(visit).last().unwrap(), &(P::Moved, Email, J::Told(state)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_that_comes_back_to_an_mbox_is_read_whole_while_postfix_delivers() {
    let (office, postfix) = (Office::open(), Postfix::with_mbox().await);
    through(&office, &postfix).await;
    let visit = office.visit("K-2");
    office.mail_to("petras@gone.example");
    for round in 0..12 {
        office.agree(visit, MONDAY.plus_minutes(4 * DAY + 120 + round * 10));
        office.work().await;
        office.later(1);
        read_bounces(&office).await;
    }
    let states = || office.jobs(visit).into_iter().filter(|row| row.tried.is_some()).map(|row| row.state);
    assert_eq!(states().count(), 12, "{}", postfix.log());
    let mut again = interval(POLL);
    while states().any(|state| state != J::Told(D::Failed)) {
        read_bounces(&office).await;
        again.tick().await;
    }
    let told = office.municipality.messages_of(office.line("K-2").stream).unwrap();
    assert_eq!(told.iter().filter(|told| told.why == "5.1.1".into()).count(), 12);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_mbox_into_which_somebody_delivers_is_left_alone() {
    let (office, postfix) = (Office::open(), Postfix::with_mbox().await);
    through(&office, &postfix).await;
    let visit = office.visit("K-2");
    std::fs::write(postfix.back(), "").unwrap();
    for (round, kind) in (0..).zip(["fcntl", "flock"]) {
        office.agree(visit, MONDAY.plus_minutes(4 * DAY + 120 + round * 10));
        office.work().await;
        let rows = office.jobs(visit);
        let id = rows.iter().rfind(|row| row.state == J::Told(D::Sent)).unwrap().job.id;
        // A whole mail and half another one, and it is still delivering.
        let program = format!(
            "printf 'From x\nMessage-ID: <{id}@office.example>\nAction: failed\nStatus: 5.1.1\n\nFrom y\n' >> \"$1\"
             echo; read -r _"
        );
        let mut locked = postfix.while_locked(kind, &program);
        let mut locked = locked.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        locked.stdout.as_mut().unwrap().read_exact(&mut [0]).await.unwrap();
        let state = || office.jobs(visit).into_iter().find(|row| row.job.id == id).unwrap().state;
        read_bounces(&office).await;
        assert_eq!(state(), J::Told(D::Sent), "{kind}");
        locked.stdin.as_mut().unwrap().write_all(b"\n").await.unwrap();
        assert!(locked.wait().await.unwrap().success());
        read_bounces(&office).await;
        assert_eq!(state(), J::Told(D::Failed), "{kind}");
        office.later(1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_a_mail_server_ends_as_it_should() {
    let (office, faults) = by_faults(false).await;
    let visit = office.visit("K-2");
    let cases = [
        ("nobody", J::Told(D::Failed), 0),
        ("busy", J::Waiting, 0),
        ("full", J::Waiting, 0),
        ("torn", J::Waiting, 0),
        ("later", J::Waiting, 0),
        ("spam", J::Told(D::Failed), 0),
        ("cut", J::Told(D::Unknown), 1),
    ];
    for (number, (name, expected, taken)) in (0..).zip(cases) {
        office.mail_to(&format!("{name}@post.example"));
        office.agree(visit, MONDAY.plus_minutes(4 * DAY + 120 + number * 10));
        office.work().await;
        let now = office.told(visit).into_iter().rfind(|(purpose, ..)| *purpose == P::Moved).unwrap();
        let plan = office.jobs(visit).into_iter().filter(|row| row.job.purpose == P::Moved);
        let states: Vec<J> = plan.map(|row| row.state).collect();
        assert!(states.contains(&expected), "{name}: {now:?} of {states:?}");
        assert_eq!(faults.taken().len(), taken, "{name}");
        assert!(!states.contains(&J::Sending));
    }
    // In doubt it is never sent again; nor is what was refused.
    office.later(60);
    office.work().await;
    assert_eq!(faults.taken().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_busy_gets_the_mail_later_and_once() {
    let (office, faults) = by_faults(false).await;
    let visit = office.visit("K-2");
    office.mail_to("busy@post.example");
    office.agree(visit, MONDAY.plus_minutes(4 * DAY + 120));
    office.work().await;
    assert!(faults.taken().is_empty());
    faults.calm();
    office.later(5);
    office.work().await;
    office.later(60);
    office.work().await;
    assert_eq!(faults.taken().len(), 1);
    assert_eq!(office.told(visit), [(P::Moved, Email, J::Told(D::Sent))]);
    let said = read(&faults.file(1)).await;
    assert!(said["text"].as_str().unwrap().contains("https://vizitai.office.example/v/"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelled_while_the_mail_server_is_down_for_a_day_tells_the_cancellation_alone() {
    let office = Office::open();
    let nobody = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    let server = |port: u16| json!({ "on": true, "host": "127.0.0.1", "port": port, "tls": "none", "from": "vizitai@office.example" });
    office.set("email", server(nobody));
    let visit = office.visit("K-2");
    office.agree(visit, MONDAY.plus_minutes(7 * DAY + 120));
    office.work_until(MONDAY.plus_minutes(DAY / 2)).await;
    office.reply("1", "+37061000002", "NE").await;
    office.work_until(MONDAY.plus_minutes(DAY + 180)).await;
    assert_eq!(office.state("K-2"), State::Cancelled);
    let faults = Faults::open().await;
    office.set("email", server(faults.port));
    office.later(60);
    office.work().await;
    let told = office.told(visit);
    assert_eq!(told, [(P::Moved, Email, J::Told(D::Withdrawn)), (P::Cancelled, Email, J::Told(D::Sent))]);
    let taken = faults.taken();
    assert_eq!(taken.len(), 1);
    // Who never had an invitation is sent no end of one.
    assert!(!taken[0].contains("text/calendar"));
}
