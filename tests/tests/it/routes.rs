//! Every JSON route of the real server, with the demonstration municipality in it, asked what Schemathesis makes up from its
//! own document, by each role and by nobody: none fails, and none answers what the document does not know.
//!
//! `VIZITAS_ROUTES_SEED` takes another seed than 0; a fault names its own.

use super::tidy::root;
use super::told::mail::python;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Stdio;
use tokio::io::AsyncWriteExt as _;
use vizitas_tests::budget;
use vizitas_tests::office::Office;
use vizitas_tests::walk::today;
use vizitas_tests::window::built_server;

#[path = "../../../xtask/src/municipality/mod.rs"]
mod municipality;

const ROLES: [&str; 5] = ["worker", "coordinator", "officer", "head", "administrator"];

/// What came of it.
#[derive(Deserialize)]
struct Found {
    /// How often a route answered `role status`.
    statuses: BTreeMap<String, BTreeMap<String, u64>>,
    faults: Vec<Value>,
    /// What each role's session is answered in the end.
    alive: BTreeMap<String, u16>,
    /// And what signing out is.
    out: BTreeMap<String, u16>,
}

fn document() -> Value {
    serde_json::from_slice(&fs::read(root().join("docs/openapi.json")).unwrap()).unwrap()
}

/// The routes of the console, as they are told in faults.
fn routes(document: &Value) -> BTreeSet<String> {
    let paths = document["paths"].as_object().unwrap().iter();
    let ours = paths.filter_map(|(path, methods)| Some((path.strip_prefix("/m/{slug}/api")?, methods)));
    let methods = ours.flat_map(|(path, methods)| {
        let methods = methods.as_object().unwrap().keys();
        methods
            .filter(|key| *key != "parameters")
            .map(move |method| format!("{} {path}", method.to_uppercase()))
    });
    methods.collect()
}

async fn asked(question: &Value) -> Found {
    let mut child = python()
        .env("PYTHONUTF8", "1")
        .arg(root().join("tests/foreign/ask_routes.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut words = child.stdin.take().unwrap();
    words.write_all(question.to_string().as_bytes()).await.unwrap();
    drop(words);
    let output = child.wait_with_output().await.unwrap();
    assert!(output.status.success(), "has `cargo xtask setup` run?");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[tokio::test]
async fn no_route_fails_or_answers_what_is_not_written_whatever_is_asked_by_whom() {
    let folder = tempfile::tempdir().unwrap();
    let (exports, day) = (folder.path().join("exports"), today().unwrap());
    fs::create_dir(&exports).unwrap();
    municipality::write(&exports, day, 1).unwrap();
    let mut office = Office::found_from(&built_server().unwrap(), folder.path(), &exports).await.unwrap();
    let mut staff = Vec::new();
    for role in ROLES {
        let more: &[&str] = if role == "worker" { &["--worker", "D01"] } else { &[] };
        let code = office.staff(role, role, more).await.unwrap();
        staff.push(json!({ "role": role, "login": role, "code": code }));
    }
    office.start().await.unwrap();
    let seed: u64 = std::env::var("VIZITAS_ROUTES_SEED").map_or(0, |seed| seed.parse().unwrap());
    let document = document();
    let question = json!({
        "base": office.address(), "certificate": office.certificate(), "slug": "savivaldybe", "today": day.to_string(),
        "document": document, "examples": budget::count("routes_examples"), "seed": seed, "staff": staff,
    });
    let Found { statuses, faults, alive, out } = asked(&question).await;
    office.stop().await.unwrap();
    assert!(faults.is_empty(), "seed {seed}: {faults:#?}");
    // Nobody was thrown out on the way, so that the last routes were asked by whom they say.
    assert!(alive.len() == ROLES.len() && alive.values().all(|status| *status == 200), "{alive:?}");
    assert!(out.values().all(|status| *status == 204), "{out:?}");
    assert_eq!(statuses.keys().cloned().collect::<BTreeSet<_>>(), routes(&document));
    // And it got behind the doors: of each role something was done.
    for role in ROLES {
        let done = statuses.values().flatten().filter(|(who, _)| who.starts_with(&format!("{role} 2")));
        assert!(done.map(|(_, times)| times).sum::<u64>() >= 20, "{role}");
    }
}
