//! The office's exports, the first time and later.

use crate::desk::Desk;
use crate::office::{CLIENTS, Office, VISITS, WORKERS};
use crate::tablet::Tablet;
use vizitas_domain::client::{Address, Channel, Field, Grade};
use vizitas_domain::event::Body;
use vizitas_domain::state::State;
use vizitas_domain::time::Time;
use vizitas_domain::visit::Cause;
use vizitas_server::books::Mode;
use vizitas_server::staff::StaffRole;
use vizitas_server::{Consent, Move};
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

/// The visits that the books say share a time, by the office's lines of a day: client, start, state.
fn day(office: &Office, date: &str) -> Vec<(String, String, State)> {
    let lines = office.municipality.agenda(date.parse().unwrap(), None).unwrap();
    let mut lines: Vec<_> = lines
        .into_iter()
        .map(|line| (line.client, line.start.format("%H:%M").to_string(), line.state))
        .collect();
    lines.sort();
    lines
}

#[tokio::test]
async fn two_rows_for_one_time_are_double_booked_unless_they_are_at_one_door() {
    let office = Office::empty();
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let clients = format!(
        "{CLIENTS}K-4;Jurgis;Ąžuolas;1949-01-01;naujoji g. 1-1, Alytus;;;LT;Telefonu;;D01\n\
         K-5;Marė;Eglė;1948-01-01;Naujoji g. 1-2, 62001 Alytus;;;LT;Telefonu;;D01\n"
    );
    let row = |nth: u8, time: &str, minutes: u8, client: &str, worker: &str, kind: &str| {
        format!("{nth};2026-11-25;{time};{minutes};{client};{worker};Tikslas;{kind}\n")
    };
    let rows = [
        row(11, "08:00", 60, "K-1", "D01", "Sutartas"),
        // Another door, the next flat, and an inspection that nobody is told of.
        row(12, "08:30", 20, "K-2", "D01", "Sutartas"),
        row(13, "08:50", 10, "K-5", "D01", "Sutartas"),
        row(14, "08:10", 15, "K-3", "D01", "Patikra"),
        // Behind it, and at the same time with somebody else.
        row(15, "09:00", 33, "K-2", "D01", "Sutartas"),
        row(16, "08:00", 60, "K-3", "D02", "Sutartas"),
        // They touch within five minutes.
        row(17, "09:34", 26, "K-5", "D01", "Sutartas"),
        // A couple at one door.
        row(18, "11:00", 30, "K-1", "D01", "Sutartas"),
        row(19, "11:00", 30, "K-4", "D01", "Sutartas"),
        // One visit written twice, and one that is promised for two times.
        row(20, "13:00", 30, "K-5", "D01", "Sutartas"),
        row(21, "13:00", 30, "K-5", "D01", "Sutartas"),
        row(22, "13:10", 20, "K-5", "D01", "Sutartas"),
    ];
    let header = VISITS.lines().next().unwrap();
    let visits = format!("{header}\n{}", rows.concat());
    let report = office.import(&files(&clients, &visits), Mode::Apply);
    let warned: Vec<_> =
        report.visits.warned.iter().map(|one| (one.key.as_str(), one.value.as_str())).collect();
    assert_eq!(warned, [("12", "11"), ("13", "11"), ("14", "11"), ("19", "18"), ("21", "20"), ("22", "20")]);
    let told = |office: &Office| {
        office.municipality.derive_messages().unwrap();
        office.municipality.send_messages().unwrap();
    };
    told(&office);
    let of = |client: &str, start: &str, state| (client.to_owned(), start.to_owned(), state);
    let expected = [
        of("K-1", "08:00", State::Confirmed),
        of("K-1", "11:00", State::Confirmed),
        of("K-2", "08:30", State::RescheduleNeeded),
        of("K-2", "09:00", State::Confirmed),
        of("K-3", "08:00", State::Confirmed),
        of("K-3", "08:10", State::RescheduleNeeded),
        of("K-4", "11:00", State::Confirmed),
        of("K-5", "08:50", State::RescheduleNeeded),
        of("K-5", "09:34", State::Confirmed),
        of("K-5", "13:00", State::Confirmed),
        of("K-5", "13:00", State::Confirmed),
        of("K-5", "13:10", State::RescheduleNeeded),
    ];
    assert_eq!(day(&office, "2026-11-25"), expected);
    // Those who were promised the time are to be called; the inspection only stands still.
    let waiting: Vec<bool> = desk.get("inbox").await.ok()["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["what"]["cause"] == "double_booked")
        .collect();
    assert_eq!(waiting.len(), 4, "{waiting:?}");
    assert_eq!(waiting.iter().filter(|called| **called).count(), 3, "{waiting:?}");
    // Once more the books say the same: nothing is said twice.
    let head = || office.municipality.log().read(|log| log.head()).unwrap();
    let before = head();
    office.import(&files(&clients, &visits), Mode::Apply);
    assert_eq!(head(), before);
    // The books move what stood in the way, and what was promised for two times: the others stand as they were agreed.
    let mended = visits
        .replace(&rows[0], &row(11, "14:00", 60, "K-1", "D01", "Sutartas"))
        .replace(&rows[11], &row(22, "15:00", 20, "K-5", "D01", "Sutartas"));
    office.import(&files(&clients, &mended), Mode::Apply);
    told(&office);
    assert!(day(&office, "2026-11-25").iter().all(|(.., state)| *state != State::RescheduleNeeded));
    assert_eq!(desk.get("inbox").await.ok()["items"], serde_json::json!([]));
}

#[tokio::test]
async fn a_row_of_the_books_does_not_take_a_time_that_was_promised_meanwhile() {
    let office = Office::open();
    let moved = office.municipality.agenda("2026-11-24".parse().unwrap(), None).unwrap().remove(0);
    let start = Time(1_795_593_600);
    let wish = Move {
        visit: moved.visit,
        start,
        consent: Consent::Client(Channel::Phone),
        cause: Cause::Client,
        worker: None,
    };
    office.municipality.move_visit(office.municipality.office(), &wish).unwrap();
    let time = day(&office, "2026-11-25").remove(0).1;
    let visits = format!("{VISITS}4;2026-11-25;{time};30;K-2;D01;Poreikių vertinimas;Sutartas\n");
    office.import(&files(CLIENTS, &visits), Mode::Apply);
    let states: Vec<_> =
        day(&office, "2026-11-25").into_iter().map(|(client, _, state)| (client, state)).collect();
    let expected = [("K-1".to_owned(), State::Confirmed), ("K-2".to_owned(), State::RescheduleNeeded)];
    assert_eq!(states, expected);
    // Somebody agrees another time; when the books then say another one, too, both are kept.
    let lines = office.municipality.agenda("2026-11-25".parse().unwrap(), None).unwrap();
    let doubled = lines.into_iter().find(|line| line.client == "K-2").unwrap();
    let wish = Move { visit: doubled.visit, start: start.plus_minutes(180), ..wish };
    office.municipality.move_visit(office.municipality.office(), &wish).unwrap();
    let later = visits.replace(&format!("4;2026-11-25;{time}"), "4;2026-11-25;16:00");
    office.import(&files(CLIENTS, &later), Mode::Apply);
    let desk = Desk::with(&office, StaffRole::Coordinator, "", None).await;
    let items = desk.get("inbox").await.ok()["items"].clone();
    let conflicts = items.as_array().unwrap().iter().filter(|item| item["what"]["kind"] == "conflict");
    assert!(conflicts.count() > 0, "{items}");
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
