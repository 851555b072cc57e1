//! Attempts on the door: proofs that are none, are another's, are for something else, or are of a tablet without rights.

use super::stage::{Case, Request, Stage, header, honest, push, run, to};
use crate::office::MONDAY_MS;
use crate::tablet::{Keys, Tablet, note};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use uuid::Uuid;
use vizitas_domain::id::InstallationId;
use vizitas_server::http::{ENROL, EVENTS, tablet_routes};
use vizitas_server::log::Standing;
use vizitas_sync::sign::{Purpose, Signature, SigningKey};
use vizitas_sync::wire::{Message, PROOF_WINDOW_MS, Proof, Prover};

pub(super) fn cases(stage: &Stage) -> Vec<Case> {
    let mut cases = texts(stage);
    cases.extend(proofs(stage));
    cases.extend(routes(stage));
    cases.extend(standings(stage));
    cases
}

/// A good push and its good proof.
fn good(stage: &Stage) -> (Tablet, Vec<u8>, Proof) {
    let mut tablet = stage.tablet();
    let made = tablet.make(stage.ona, note("gera"));
    let body = run(&[made], vec![]).encode();
    let proof = proof(&tablet, tablet.me.installation, Prover::Unlocked, tablet.at_ms, "push", &body);
    (tablet, body, proof)
}

fn proof(
    tablet: &Tablet,
    installation: InstallationId,
    prover: Prover,
    at_ms: u64,
    route: &str,
    body: &[u8],
) -> Proof {
    Proof::make(installation, prover, at_ms, route, body, &tablet.keys.signing)
}

fn with(body: Vec<u8>, proof: Option<String>) -> Request {
    Request { post: true, route: "/push".into(), proof, body }
}

/// What stands in the header is no proof at all.
fn texts(stage: &Stage) -> Vec<Case> {
    let (_, body, proof) = good(stage);
    let bytes = proof.encode();
    let text = header(&proof);
    let mut cases = vec![
        Case::new("no proof", with(body.clone(), None)),
        Case::new("an empty proof", with(body.clone(), Some(String::new()))),
        Case::new("a proof that is no base 64", with(body.clone(), Some("?!".into()))),
        Case::new(
            "a proof with padding",
            with(body.clone(), Some(URL_SAFE.encode([&bytes[..], &[0]].concat()))),
        ),
        Case::new(
            "a proof of the other alphabet",
            with(body.clone(), Some(STANDARD.encode([0xfb, 0xff, 0xfe]))),
        ),
        Case::new("a proof twice", with(body.clone(), Some(format!("{text}{text}")))),
        Case::new("a proof with a byte behind it", {
            with(body.clone(), Some(URL_SAFE_NO_PAD.encode([&bytes[..], &[0]].concat())))
        }),
        Case::new("a proof of 8,000 letters", with(body.clone(), Some("A".repeat(8_000)))),
    ];
    for cut in [1, 2, 20, 24, 30, bytes.len() - 64, bytes.len() - 1] {
        let cut_short = URL_SAFE_NO_PAD.encode(&bytes[..cut]);
        cases.push(Case::new(format!("a proof cut after {cut} bytes"), with(body.clone(), Some(cut_short))));
    }
    cases
}

/// A proof, but not of this.
fn proofs(stage: &Stage) -> Vec<Case> {
    let (tablet, body, good) = good(stage);
    let (me, now) = (tablet.me.installation, tablet.at_ms);
    let mine = |at_ms, route: &str, body: &[u8]| proof(&tablet, me, Prover::Unlocked, at_ms, route, body);
    let signed = |prover, key: &SigningKey| Proof::make(me, prover, now, "push", &body, key);
    let node = stage.office.municipality.log().read(|log| {
        let entry = log.after(0, 1)?.remove(0);
        Ok(entry.event.header().installation)
    });
    let other = stage.jonas.me.installation;
    let event = tablet.keys.signing.sign(Purpose::Event, &[0; 32]);
    let named: Vec<(&str, Proof)> = vec![
        ("a signature of zeros", Proof { signature: Signature([0; 64]), ..good.clone() }),
        ("a signature of ones", Proof { signature: Signature([0xff; 64]), ..good.clone() }),
        ("a signature made for an event", Proof { signature: event, ..good.clone() }),
        ("another's installation", Proof { installation: other, ..good.clone() }),
        (
            "another's installation, signed by oneself",
            proof(&tablet, other, Prover::Unlocked, now, "push", &body),
        ),
        ("an installation that nobody has", {
            proof(&tablet, InstallationId(Uuid::now_v7()), Prover::Unlocked, now, "push", &body)
        }),
        (
            "an installation of zeros",
            proof(&tablet, InstallationId(Uuid::nil()), Prover::Unlocked, now, "push", &body),
        ),
        ("the server's own node", proof(&tablet, node.unwrap(), Prover::Unlocked, now, "push", &body)),
        ("unlocked, signed by the transport key", signed(Prover::Unlocked, &tablet.keys.transport)),
        ("locked, signed by the key behind the PIN", signed(Prover::Transport, &tablet.keys.signing)),
        ("the other prover than was signed", Proof { prover: Prover::Transport, ..good.clone() }),
        ("a key that nobody knows", signed(Prover::Unlocked, &Keys::new().signing)),
        ("another's key", signed(Prover::Unlocked, &stage.jonas.keys.signing)),
        ("another moment than was signed", Proof { at_ms: now + 1, ..good.clone() }),
        ("a clock a day and a millisecond ahead", mine(now + PROOF_WINDOW_MS + 1, "push", &body)),
        ("a clock a day and a millisecond behind", mine(now - PROOF_WINDOW_MS - 1, "push", &body)),
        ("a clock at 1970", mine(0, "push", &body)),
        ("a clock at the end of time", mine(u64::MAX, "push", &body)),
        ("another body", mine(now, "push", b"other")),
        ("no body", mine(now, "push", &[])),
        ("no route", mine(now, "", &body)),
        ("the route in capitals", mine(now, "PUSH", &body)),
        ("the route with its folder", mine(now, "/m/alytus/push", &body)),
        ("a route with a byte of zero", mine(now, "push\0", &body)),
    ];
    let mut cases: Vec<Case> = named
        .into_iter()
        .map(|(name, proof)| {
            Case::new(format!("a proof with {name}"), with(body.clone(), Some(header(&proof))))
        })
        .collect();
    for route in tablet_routes().filter(|route| *route != "push") {
        let request = with(body.clone(), Some(header(&mine(now, route, &body))));
        cases.push(Case::new(format!("a proof for {route}, sent to push"), request));
    }
    let mut bits = good.encode();
    for byte in 0..bits.len() {
        // Every eighth byte of it: the fields one by one, and the signature.
        if byte % 8 != 3 {
            continue;
        }
        bits[byte] ^= 1;
        let text = URL_SAFE_NO_PAD.encode(&bits);
        cases.push(Case::new(
            format!("a proof with a bit changed in byte {byte}"),
            with(body.clone(), Some(text)),
        ));
        bits[byte] ^= 1;
    }
    for (name, version) in [("0", 0), ("2", 2), ("of the end of time", u64::MAX)] {
        let tree = super::tree::Tree::of(&good.encode()).with(&[0], super::tree::Tree::Uint(version));
        let text = URL_SAFE_NO_PAD.encode(tree.bytes());
        cases.push(Case::new(format!("a proof of protocol {name}"), with(body.clone(), Some(text))));
    }
    for prover in [0, 3, 255] {
        let tree = super::tree::Tree::of(&good.encode()).with(&[2], super::tree::Tree::Uint(prover));
        let text = URL_SAFE_NO_PAD.encode(tree.bytes());
        cases.push(Case::new(format!("a proof by prover {prover}"), with(body.clone(), Some(text))));
    }
    cases
}

/// A push that goes where none goes.
fn routes(stage: &Stage) -> Vec<Case> {
    let mut cases = Vec::new();
    for route in ["pull", "offer", "looks", "digest", "heads"] {
        let (tablet, body, _) = good(stage);
        let replayed = Request { route: format!("/{route}"), ..push(&tablet, body.clone()) };
        cases.push(Case::new(format!("a push sent to {route}, proved for push"), replayed));
    }
    let (tablet, body, _) = good(stage);
    let sent = push(&tablet, body.clone());
    let elsewhere =
        |name: &str, route: &str| Case::new(name, Request { route: route.into(), ..sent.clone() });
    cases.push(elsewhere("a push to another municipality", "/../nobody/push"));
    cases.push(elsewhere("a push to a municipality with a space", "/../%20alytus/push"));
    cases.push(elsewhere("a push to a municipality of dots", "/../%2e%2e%2fkek/push"));
    cases.push(elsewhere("a push with a tail", "/push/again"));
    cases.push(elsewhere("a push in capitals", "/PUSH"));
    cases.push(elsewhere("a push to enrol", &format!("/{ENROL}")));
    cases.push(elsewhere("a push to events", &format!("/{EVENTS}")));
    cases.push(elsewhere("a push to the console", "/console/api/session"));
    cases.push(Case::new("a push by GET", Request { post: false, ..sent.clone() }));
    let transport = |route: &str| {
        let me = tablet.me.installation;
        let proof = Proof::make(me, Prover::Transport, MONDAY_MS, route, &body, &tablet.keys.transport);
        Request { route: format!("/{route}"), ..with(body.clone(), Some(header(&proof))) }
    };
    for route in ["offer", "looks"] {
        cases.push(Case::new(format!("a locked tablet at {route}"), transport(route)));
    }
    cases
}

/// Tablets that may not come in.
fn standings(stage: &Stage) -> Vec<Case> {
    let mut cases = Vec::new();
    let standings = [
        (Standing::Waiting, "a tablet that waits for approval"),
        (Standing::Refused, "a tablet that was refused"),
        (Standing::Revoked, "a tablet that was revoked"),
    ];
    for (standing, name) in standings {
        for route in tablet_routes().filter(|route| ![ENROL, EVENTS].contains(route)) {
            // What a revoked one still pushes is taken in and waits for a person: it stands with the rights.
            if (standing, route) == (Standing::Revoked, "push") {
                continue;
            }
            let mut tablet = stage.tablet_standing(standing);
            let Request { body, .. } = honest(stage, &mut tablet, 1);
            cases.push(Case::new(format!("{name} at {route}"), to(&tablet, route, body)));
        }
    }
    for (standing, name) in [(Standing::Waiting, "waits"), (Standing::Refused, "was refused")] {
        let mut theirs = stage.tablet_standing(standing);
        let Request { body, .. } = honest(stage, &mut theirs, 1);
        cases.push(Case::new(
            format!("the work of a tablet that {name}, brought by an approved one"),
            push(&stage.tablet(), body),
        ));
    }
    cases
}
