//! The demonstration municipality: an office's three exports and an address register, dated to the current working week.
//!
//! The same day and seed always give the same bytes. Nobody in it exists, and it reads nothing: no clock, no file.

mod people;
mod random;
mod town;
mod week;

use std::io;
use std::path::Path;

use chrono::{Datelike, NaiveDate};

use people::{Person, WORKERS};
use random::Random;
use town::STREETS;
use week::Case;

const CLIENTS: u32 = 120;

/// Writes `darbuotojai.csv`, `klientai.csv`, `vizitai.csv` and `adresai.csv` into a folder: UTF-8 with BOM, semicolons, CRLF, as a
/// spreadsheet in Lithuania saves them. Visits are planned for Monday to Friday of the week of `today`, at a weekend of the next one, and more
/// thinly for the week after; worker `D01` has visits on `today` whatever the weekday.
///
/// # Errors
/// When a file cannot be written.
pub(crate) fn write(folder: &Path, today: NaiveDate, seed: u64) -> io::Result<()> {
    for (name, text) in files(today, seed) {
        std::fs::write(folder.join(name), text)?;
    }
    Ok(())
}

/// The files by name.
fn files(today: NaiveDate, seed: u64) -> [(&'static str, String); 4] {
    let mut random = Random::new(seed);
    let workers = WORKERS.iter().zip(1..).map(|(worker, number)| {
        let email =
            format!("{}.{}@alytus.example", people::plain(worker.given), people::plain(worker.surname));
        let phone = people::phone(&mut random, 90_000 + number);
        let unit = "Socialinės paramos skyrius";
        [
            worker.code,
            worker.given,
            worker.surname,
            worker.duties,
            unit,
            &phone,
            &email,
            worker.languages,
            worker.hours,
        ]
        .map(str::to_owned)
    });
    let workers = table(
        [
            "Kodas",
            "Vardas",
            "Pavardė",
            "Pareigos",
            "Padalinys",
            "Telefonas",
            "El. paštas",
            "Kalbos",
            "Darbo laikas",
        ],
        &workers.collect::<Vec<_>>(),
    );
    let (cases, clients) = clients(&mut random, u32::try_from(today.year()).unwrap_or_default());
    let visits = week::rows(&mut random, &cases, today);
    [
        ("darbuotojai.csv", workers),
        ("klientai.csv", clients),
        (
            "vizitai.csv",
            table(
                [
                    "Eil. Nr.",
                    "Data",
                    "Laikas",
                    "Trukmė (min.)",
                    "Kliento Nr.",
                    "Darbuotojas",
                    "Tikslas",
                    "Rūšis",
                ],
                &visits,
            ),
        ),
        (
            "adresai.csv",
            table(["Gatvė", "Namo Nr.", "Pašto kodas", "Gyvenvietė", "Platuma", "Ilguma"], &town::register()),
        ),
    ]
}

/// The clients, as the plan needs them and as the office exports them.
fn clients(random: &mut Random, this_year: u32) -> (Vec<Case>, String) {
    let mut cases = Vec::new();
    let mut rows = Vec::new();
    for place in 0..CLIENTS {
        let worker = place as usize % WORKERS.len();
        // A worker's streets lie together; one client in eight lives elsewhere.
        let zone = STREETS.len() / WORKERS.len();
        let (from, width) = if random.percent(88) { (worker * zone, zone) } else { (0, STREETS.len()) };
        let street = from + random.number(0, u32::try_from(width).unwrap_or_default()) as usize;
        let Some((home, looked_after_by)) = STREETS.get(street).zip(WORKERS.get(worker)) else { continue };
        let person = Person::invent(random, 1_000 + place * 37, this_year);
        let number = format!("K-{}", 2001 + place);
        // Every thirtieth lives in a street too new for the register.
        let address = if place % 30 == 29 {
            format!("Pavasario g. {}, LT-{} Alytus", random.number(1, 20), home.postcode)
        } else {
            home.address(random)
        };
        rows.push([
            number.clone(),
            person.given.to_owned(),
            person.surname.to_owned(),
            person.born,
            address,
            person.phone,
            person.email,
            person.language.to_owned(),
            person.channel.to_owned(),
            person.note.to_owned(),
            looked_after_by.code.to_owned(),
        ]);
        cases.push(Case { number, worker, street });
    }
    let header = [
        "Kliento Nr.",
        "Vardas",
        "Pavardė",
        "Gimimo data",
        "Adresas",
        "Telefonas",
        "El. paštas",
        "Kalba",
        "Pageidaujamas ryšys",
        "Pastabos",
        "Atsakingas darbuotojas",
    ];
    (cases, table(header, &rows))
}

/// A table as a spreadsheet saves it.
fn table<const N: usize>(header: [&str; N], rows: &[[String; N]]) -> String {
    let mut text = String::from("\u{feff}");
    let mut line = |cells: [&str; N]| {
        let quoted = cells.map(|cell| {
            if cell.contains([';', '"', '\n']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.to_owned()
            }
        });
        text.push_str(&quoted.join(";"));
        text.push_str("\r\n");
    };
    line(header);
    for row in rows {
        line(row.each_ref().map(String::as_str));
    }
    text
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::*;

    /// Date, start and end in minutes, client and worker of each visit.
    fn visits(today: NaiveDate, seed: u64) -> Vec<(String, u32, u32, String, String)> {
        let [_, _, (_, visits), _] = files(today, seed);
        let row = |line: &str| {
            let cells: Vec<&str> = line.split(';').collect();
            let (hour, minute) = cells[2].split_once(':').unwrap();
            let start = hour.parse::<u32>().unwrap() * 60 + minute.parse::<u32>().unwrap();
            (
                cells[1].to_owned(),
                start,
                start + cells[3].parse::<u32>().unwrap(),
                cells[4].to_owned(),
                cells[5].to_owned(),
            )
        };
        visits.lines().skip(1).map(row).collect()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_same_day_and_seed_give_the_same_bytes_and_another_seed_others() {
        let today = day("2026-11-23");
        assert_eq!(files(today, 7), files(today, 7));
        assert_ne!(files(today, 7), files(today, 8));
    }

    #[test]
    fn the_first_worker_has_visits_on_any_day_at_varied_times() {
        for after in 0..21 {
            let today = day("2026-11-16") + Days::new(after);
            for seed in 0..20 {
                let mut starts: Vec<u32> = visits(today, seed)
                    .iter()
                    .filter(|(date, .., worker)| *date == today.to_string() && worker == "D01")
                    .map(|&(_, start, ..)| start)
                    .collect();
                starts.dedup();
                assert!(starts.len() >= 4, "{today} {seed}: {starts:?}");
            }
        }
    }

    #[test]
    fn no_worker_is_in_two_places_and_every_day_is_a_working_day() {
        for seed in 0..20 {
            let visits = visits(day("2026-11-25"), seed);
            assert!(visits.len() > 200, "{}", visits.len());
            for pair in visits.windows(2) {
                let [one, other] = pair else { unreachable!() };
                let same_day = one.0 == other.0 && one.4 == other.4;
                assert!(!same_day || one.2 + 15 <= other.1, "{one:?} {other:?}");
            }
            let dates = visits.iter().map(|visit| day(&visit.0));
            assert!(dates.clone().all(|date| date.weekday().num_days_from_monday() < 5));
            assert_eq!(
                (dates.clone().min(), dates.max()),
                (Some(day("2026-11-23")), Some(day("2026-12-04")))
            );
        }
    }

    #[test]
    fn houses_of_a_street_stand_near_their_neighbours() {
        for street in &STREETS {
            for house in 1..street.last {
                let ((lat, lon), (next_lat, next_lon)) = (street.place(house), street.place(house + 1));
                let metres = ((next_lat - lat) * 111_300.0).hypot((next_lon - lon) * 64_800.0);
                assert!(metres < 60.0, "{} {house}: {metres}", street.name);
            }
        }
    }
}
