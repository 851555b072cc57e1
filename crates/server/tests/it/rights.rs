//! Every route of the console, by every role, at what is one's own and at what is others': held against the committed
//! table, docs/access.md. A new route falls under it by being one.

use crate::desk::{Answer, Desk};
use crate::office::{CLIENTS, Office, VISITS};
use axum::http::{Method, StatusCode};
use serde_json::json;
use std::collections::BTreeMap;
use vizitas_domain::id::StreamId;
use vizitas_server::books::Mode;
use vizitas_server::staff::StaffRole;

const WORKERS: &str = "\
Kodas;Vardas;Pavardė;Pareigos;Padalinys;Telefonas;El. paštas;Kalbos;Darbo laikas
D01;Rasa;Bitinienė;Socialinė darbuotoja;Poskyris;+37060000001;;LT;8:00-17:00
D02;Jonas;Klevas;Socialinis darbuotojas;Skyrius;+37060000002;;LT;8:00-17:00
";
const UNIT: &str = "Poskyris";

/// A line of the table: method, path below `api/`, and a word by role.
struct Row {
    method: Method,
    path: String,
    words: Vec<String>,
}

fn table() -> Vec<Row> {
    let table = vizitas_server::console::access();
    let lines = table.lines().filter(|line| line.starts_with("| ") && line.contains('`'));
    lines
        .map(|line| {
            let mut cells = line.trim_matches('|').split('|').map(str::trim);
            let (method, path) = cells.next().unwrap().split_once(' ').unwrap();
            Row {
                method: method.parse().unwrap(),
                path: path.trim_matches(['`', '/']).to_owned(),
                words: cells.map(str::to_owned).collect(),
            }
        })
        .collect()
}

/// What stands for the parameters of an address.
type Named = BTreeMap<&'static str, String>;

fn filled(path: &str, named: &Named) -> String {
    let part = |part: &str| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
        Some(name) => named.get(name).cloned().unwrap_or_else(|| uuid::Uuid::now_v7().to_string()),
        None => part.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

fn books() -> Office {
    let office = Office::empty();
    office.import(&[("d.csv", WORKERS), ("k.csv", CLIENTS), ("v.csv", VISITS)], Mode::Apply);
    office
}

/// The client, visit and worker that this worker's code leads to.
fn named(office: &Office, day: &str, code: &str) -> Named {
    let lines = office.municipality.agenda(day.parse().unwrap(), Some(code)).unwrap();
    let line = lines.first().unwrap();
    let worker = office.municipality.worker(code).unwrap();
    BTreeMap::from([
        ("client", line.stream.to_string()),
        ("visit", line.visit.to_string()),
        ("worker", worker.to_string()),
    ])
}

fn refused(answer: &Answer) -> bool {
    matches!(
        answer.code(),
        "not_allowed" | "opening_needed" | "reason_needed" | "signed_out" | "header_missing"
    )
}

#[tokio::test]
async fn every_role_gets_what_the_table_says_and_nothing_else() {
    let office = books();
    let (own, other) = (named(&office, "2026-11-23", "D01"), named(&office, "2026-11-23", "D02"));
    let mut desks = Vec::new();
    for role in StaffRole::ALL {
        let worker = (role == StaffRole::Worker).then_some("D01");
        desks.push(Desk::with(&office, role, UNIT, worker).await);
    }
    let rows = table();
    assert!(rows.len() > 10 && rows.iter().all(|row| row.words.len() == desks.len()));
    for row in &rows {
        let asks = ["{client}", "{visit}", "{worker}"].iter().any(|name| row.path.contains(name));
        let of_client = row.path.contains("{client}") || row.path.contains("{visit}");
        for (word, desk) in row.words.iter().zip(&mut desks) {
            let said = format!("{} {}: {word}", row.method, row.path);
            for (named, is_own) in [(&own, true), (&other, false)] {
                let path = filled(&row.path, named);
                let answer = desk.ask(row.method.clone(), &path, Some(json!({}))).await;
                assert!(!answer.status.is_server_error(), "{said}: {}", answer.status);
                let expected = match word.as_str() {
                    "–" => "not_allowed",
                    "own only" | "unit only" if of_client && !is_own => "not_allowed",
                    "own" | "unit" if of_client && !is_own => "opening_needed",
                    "own" | "unit" | "own only" | "unit only" if asks && !is_own => "reason_needed",
                    _ => "",
                };
                if expected.is_empty() {
                    assert!(!refused(&answer), "{said}, own {is_own}: {}", answer.json);
                } else {
                    assert_eq!((answer.status, answer.code()), (StatusCode::FORBIDDEN, expected), "{said}");
                }
                if expected == "opening_needed" {
                    let client = named["client"].parse().map(StreamId).unwrap();
                    let opening = desk.open(client, "Pavaduoju kolegę").await["opening"].clone();
                    let answer = desk.ask(row.method.clone(), &path, Some(json!({}))).await;
                    assert!(!refused(&answer), "{said}, opened: {}", answer.json);
                    desk.stay(&office).await;
                    let shut = desk.delete(&format!("openings/{}", opening.as_str().unwrap())).await;
                    assert_eq!(shut.status, StatusCode::NO_CONTENT, "{said}");
                }
                if expected == "reason_needed" {
                    desk.reason = Some("pavaduoju%20koleg%C4%99".into());
                    let answer = desk.ask(row.method.clone(), &path, Some(json!({}))).await;
                    assert!(!refused(&answer), "{said}, with a reason: {}", answer.json);
                    desk.reason = None;
                }
                desk.stay(&office).await;
            }
        }
    }
}

#[tokio::test]
async fn nobody_gets_anything_without_a_session_or_from_a_foreign_page() {
    let office = books();
    let own = named(&office, "2026-11-23", "D01");
    let nobody = Desk::of(&office);
    let mut foreign = Desk::with(&office, StaffRole::Administrator, UNIT, None).await;
    foreign.console_header = false;
    for row in table() {
        let path = filled(&row.path, &own);
        if row.words.iter().all(|word| word != "anybody") {
            let answer = nobody.ask(row.method.clone(), &path, Some(json!({}))).await;
            assert_eq!((answer.status, answer.code()), (StatusCode::UNAUTHORIZED, "signed_out"), "{path}");
        }
        if row.method != Method::GET {
            let answer = foreign.ask(row.method.clone(), &path, Some(json!({}))).await;
            assert_eq!((answer.status, answer.code()), (StatusCode::FORBIDDEN, "header_missing"), "{path}");
        }
    }
}
