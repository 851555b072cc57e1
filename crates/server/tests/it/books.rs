//! The office's exports, the first time and later.

use crate::office::{CLIENTS, Office, VISITS, WORKERS};
use crate::tablet::Tablet;
use vizitas_domain::client::{Address, Field, Grade};
use vizitas_domain::event::Body;
use vizitas_domain::state::State;
use vizitas_server::books::Mode;
use vizitas_sync::wire::Verdict;

fn files<'a>(clients: &'a str, visits: &'a str) -> [(&'a str, &'a str); 3] {
    [("d.csv", WORKERS), ("k.csv", clients), ("v.csv", visits)]
}

#[test]
fn a_dry_run_and_a_second_import_change_nothing() {
    let office = Office::empty();
    let head = || office.municipality.log().read(|log| log.head()).unwrap();
    let before = head();
    let dry = office.import(&files(CLIENTS, VISITS), Mode::DryRun);
    assert_eq!((dry.clients.counts.imported, head()), (3, before));
    let first = office.import(&files(CLIENTS, VISITS), Mode::Apply);
    assert_eq!((first.workers.counts.imported, first.visits.counts.imported), (2, 3));
    let after = head();
    let second = office.import(&files(CLIENTS, VISITS), Mode::Apply);
    let counts = |section: &vizitas_server::import::Section| {
        (section.counts.imported, section.counts.updated, section.counts.unchanged)
    };
    assert_eq!(counts(&second.workers), (0, 0, 2));
    assert_eq!(counts(&second.clients), (0, 0, 3));
    assert_eq!(counts(&second.visits), (0, 0, 3));
    assert_eq!(head(), after);
}

#[test]
fn a_row_gone_from_the_file_is_told_and_nothing_is_deleted() {
    let office = Office::open();
    let shorter: String =
        CLIENTS.lines().filter(|line| !line.starts_with("K-3")).collect::<Vec<_>>().join("\n");
    let report = office.import(&[("k.csv", &shorter)], Mode::Apply);
    assert_eq!(report.clients.counts.missing, ["K-3"]);
    assert!(report.visits.counts.missing.is_empty());
    assert!(office.municipality.known_to_import().unwrap().clients.contains("K-3"));
}

#[tokio::test]
async fn a_changed_row_changes_its_field_alone_and_overwrites_nobody() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let ona = rasa.find("K-1").unwrap();
    // She mends the phone and the access note; the office changes the phone and the language.
    let mended =
        Body::FieldsSet(vec![Field::Phone("+37069999999".into()), Field::Access("Šuns nėra".into())]);
    let made = rasa.make(ona, mended);
    assert!(matches!(rasa.hand_in(&made).await, Verdict::At(_)));
    let changed = CLIENTS.replace("+37061000001;;LT", "+37062222222;;RU");
    let report = office.import(&files(&changed, VISITS), Mode::Apply);
    assert_eq!((report.clients.counts.updated, report.clients.counts.unchanged), (1, 2));
    rasa.pull().await;
    let state = rasa.client(ona);
    assert_eq!(&*state.card.access, "Šuns nėra");
    assert_eq!(state.card.language, vizitas_domain::client::Language::Ru);
    // Both phones are kept and shown.
    assert_eq!(state.conflicts.len(), 1);
    serving.stop().await;
}

#[tokio::test]
async fn a_register_that_comes_later_gives_places_once() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let ona = rasa.find("K-1").unwrap();
    assert_eq!(rasa.client(ona).card.address.place, None);
    let register = "Gatvė;Namo Nr.;Pašto kodas;Miestas;Platuma;Ilguma\n\
        Naujoji g.;1;62001;Alytus;54.4;24.0\nKita g.;2;62009;Alytus;54.5;24.1\n";
    let counts = |clients: &str| {
        let with_register = [("d.csv", WORKERS), ("k.csv", clients), ("r.csv", register)];
        let report = office.import(&with_register, Mode::Apply);
        (report.clients.counts.updated, report.clients.counts.unchanged)
    };
    assert_eq!(counts(CLIENTS), (3, 0));
    assert_eq!(counts(CLIENTS), (0, 3));
    rasa.pull().await;
    let grade = |address: Address| address.place.unwrap().grade;
    assert_eq!(grade(rasa.client(ona).card.address), Grade::House);
    // Written anew without the register the place is not known; with it again it is.
    let moved = CLIENTS.replace("Naujoji g. 1-1, 62001", "Tolimoji g. 7, 62009");
    office.import(&files(&moved, VISITS), Mode::Apply);
    rasa.pull().await;
    assert_eq!(rasa.client(ona).card.address.place, None);
    assert_eq!(counts(&moved), (1, 2));
    rasa.pull().await;
    assert_eq!(grade(rasa.client(ona).card.address), Grade::Postcode);
    serving.stop().await;
}

#[tokio::test]
async fn a_time_changed_in_the_books_moves_the_visit() {
    let office = Office::open();
    let serving = office.serve().await;
    let mut rasa = Tablet::enrol(&office, &serving, "D01").await;
    rasa.pull().await;
    let ona = rasa.find("K-1").unwrap();
    let before = rasa.client(ona).visits.into_values().next().unwrap();
    let later = VISITS.replace("2026-11-24;09:00", "2026-11-25;09:00");
    office.import(&files(CLIENTS, &later), Mode::Apply);
    rasa.pull().await;
    let after = rasa.client(ona).visits.into_values().next().unwrap();
    assert_eq!((after.id, after.state), (before.id, State::Confirmed));
    let start = |visit: vizitas_domain::fold::visit::Visit| visit.plan.unwrap().plan.start;
    assert_eq!(start(after), start(before).plus_minutes(24 * 60));
    serving.stop().await;
}
