//! The app in its window: it opens, and what must never break works in it against the real server program.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::canary::found;
use vizitas_tests::story::pictures;
use vizitas_tests::walk::{DOWNLOADS, NOTES, UNFINISHED, Walk, today};
use vizitas_tests::window::{Window, built_app, built_server};

const WORKERS: &str = "Kodas;Vardas;Pavardė;Pareigos;Padalinys;Telefonas;El. paštas;Kalbos;Darbo laikas\r\n\
D01;Rasa;Petraitienė;Socialinė darbuotoja;Skyrius;+37060000001;rasa@office.example;LT, RU;8:00-17:00\r\n";
const CLIENTS: &str = "Kliento Nr.;Vardas;Pavardė;Gimimo data;Adresas;Telefonas;El. paštas;Kalba;Pageidaujamas ryšys;Pastabos;Atsakingas darbuotojas\r\n\
K-1;Elžbieta;Žukauskienė;1941-03-02;Naujoji g. 72-38, 63355 Alytus;861234567;;LT;SMS;Neprigirdi, kalbėti garsiau;D01\r\n\
K-2;Jonas;Miškinis;1938-11-23;Pulko g. 15-8, 62135 Alytus;861234568;;LT;Telefonu;Laiptinės kodas 12#45;D01\r\n\
K-3;Danutė;Ąžuolienė;1950-01-05;Jotvingių g. 4-21, 63727 Alytus;861234569;;LT;Laišku;;D01\r\n\
K-4;Kazys;Čepulis;1947-07-30;Santaikos g. 20, 62772 Alytus;861234560;;LT;Telefonu;;D01\r\n";
/// Time, client, and the office's word for how it was planned.
const TIMES: [(&str, &str, &str); 4] = [
    ("08:30", "K-1", "Sutartas"),
    ("10:30", "K-2", "Sutartas"),
    ("13:00", "K-4", "Patikra"),
    ("14:00", "K-3", "Sutartas"),
];

#[tokio::test]
async fn the_app_opens_with_a_heading() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_string_lossy();
    let window = Window::open(&built_app().unwrap(), &[("XDG_DATA_HOME", &data)]).await.unwrap();
    let heading = window.text("h1").await.unwrap();
    assert!(!heading.trim().is_empty());
    let picture = window.picture().await.unwrap();
    assert_eq!(&picture[..8], b"\x89PNG\r\n\x1a\n");
    window.close().await.unwrap();
}

#[tokio::test]
async fn enrol_a_whole_visit_offline_a_restart_a_sync_a_conflict_settled() {
    let folder = tempfile::tempdir().unwrap();
    write_exports(&folder.path().join("exports"));
    let (app, server) = (built_app().unwrap(), built_server().unwrap());
    let pictures = pictures("window").unwrap();
    let mut walk = Walk::begin(&app, &server, folder.path(), Some(&pictures)).await.unwrap();
    let outcome = walk.essentials().await;
    if outcome.is_err() {
        walk.picture_of_the_end().await.unwrap();
    }
    walk.end().await.unwrap();
    outcome.unwrap();
    assert_eq!(left_on(folder.path()), Vec::<String>::new());
}

/// What of the people and of the words about them can be read in anything that the app and its web view left on the tablet's
/// disk. What the worker saved on purpose, and the numbers that were dialled for her, are no such thing.
fn left_on(folder: &Path) -> Vec<String> {
    let told =
        ["Žukauskienė", "Miškinis", "Ąžuolienė", "Čepulis", "Naujoji g. 72", "Laiptinės kodas", "61234567"];
    let typed = ["612 34567", NOTES.trim(), UNFINISHED];
    let told: BTreeSet<String> = told.map(str::to_owned).into();
    let all: BTreeSet<String> = told.iter().cloned().chain(typed.map(str::to_owned)).collect();
    assert!(found(&folder.join("exports"), &told).len() >= told.len(), "the search finds what is there");
    let tablet = folder.join("tablet");
    // Where WebKitGTK keeps a site's storage and its cache.
    for kept in ["storage", "WebKitCache"] {
        assert!(tablet.join("data/lt.vizitas.app").join(kept).is_dir(), "{kept} is not looked at any more");
    }
    let meant = [" in handed-over".to_owned(), format!(" in home/{DOWNLOADS}/")];
    found(&tablet, &all).into_iter().filter(|hit| !meant.iter().any(|place| hit.contains(place))).collect()
}

/// The office's three tables, with visits for today.
fn write_exports(folder: &Path) {
    let day = today().unwrap();
    let mut visits =
        "Eil. Nr.;Data;Laikas;Trukmė (min.);Kliento Nr.;Darbuotojas;Tikslas;Rūšis\r\n".to_owned();
    for (number, (time, client, kind)) in TIMES.iter().enumerate() {
        visits += &format!("{number};{day};{time};30;{client};D01;Poreikių vertinimas;{kind}\r\n");
    }
    fs::create_dir_all(folder).unwrap();
    for (name, text) in [("darbuotojai.csv", WORKERS), ("klientai.csv", CLIENTS), ("vizitai.csv", &visits)] {
        fs::write(folder.join(name), text).unwrap();
    }
}
