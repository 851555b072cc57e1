//! The whole import on the municipality's files, on the same data as other offices would export it, and on noise.

mod variants;

use std::path::PathBuf;

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use vizitas_domain::address::{line, short};
use vizitas_domain::client::Grade;

fn fixture() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/municipality")
}

fn office() -> Vec<File> {
    let mut files = read_folder(&fixture()).unwrap();
    files.retain(|file| file.name.ends_with(".csv"));
    files
}

fn file(name: &str, text: &str) -> File {
    File { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
}

fn codes(problems: &[Problem]) -> Vec<(&str, &str)> {
    problems.iter().map(|problem| (problem.code.as_str(), problem.key.as_str())).collect()
}

mod municipality {
    use super::*;

    fn expected() -> Value {
        serde_json::from_slice(&std::fs::read(fixture().join("expected.json")).unwrap()).unwrap()
    }

    #[test]
    fn gives_exactly_what_a_careful_import_finds() {
        let expected = expected();
        let parsed = parse(&office(), &Known::default());
        let report = &parsed.report;

        assert_eq!(parsed.workers.len() as u64, expected["workers"].as_u64().unwrap());
        assert!(
            report.workers.refused.is_empty() && report.workers.warned.is_empty() && report.files.is_empty()
        );

        let refused = &expected["refused_clients"];
        let mut found = codes(&report.clients.refused);
        found.sort_unstable();
        let of = |code: &'static str| (code, refused[code].as_str().unwrap());
        assert_eq!(found, [of("no_surname"), of("repeated"), of("unknown_worker")]);
        assert_eq!(refused.as_object().unwrap().len(), 3);
        assert_eq!(parsed.clients.len() as u64 + 3, expected["client_rows"].as_u64().unwrap());

        let warned: Vec<(&str, &str)> = expected["warned_clients"]
            .as_array()
            .unwrap()
            .iter()
            .map(|key| ("bad_phone", key.as_str().unwrap()))
            .collect();
        assert_eq!(codes(&report.clients.warned), warned);

        let told = |code: &str| match code {
            "unknown_client" => "unknown client",
            "bad_time" => "impossible time",
            "bad_date" => "impossible date",
            "overlap" => "overlaps the worker's other visit",
            other => panic!("{other}"),
        };
        let visits = |problems: &[Problem]| -> Value {
            let row = |problem: &Problem| serde_json::json!({"n": problem.key.parse::<u64>().unwrap(), "why": told(problem.code.as_str())});
            problems.iter().map(row).collect()
        };
        assert_eq!(visits(&report.visits.refused), expected["refused_visits"]);
        assert_eq!(visits(&report.visits.warned), expected["warned_visits"]);
        assert_eq!(report.visits.warned[0].value, "101");
        assert_eq!(parsed.visits.len() as u64 + 3, expected["visit_rows"].as_u64().unwrap());
    }

    #[test]
    fn problems_name_the_line_on_which_the_record_begins() {
        let bytes = std::fs::read(fixture().join("klientai.csv")).unwrap();
        let report = parse(&office(), &Known::default()).report;
        for problem in report.clients.refused.iter().chain(&report.clients.warned) {
            let line =
                bytes.split(|byte| *byte == b'\n').nth(usize::try_from(problem.line).unwrap() - 1).unwrap();
            assert!(
                line.starts_with(format!("{};", problem.key).as_bytes()),
                "{} {}",
                problem.line,
                problem.key
            );
        }
    }

    #[test]
    fn rows_are_typed() {
        let parsed = parse(&office(), &Known::default());
        let worker = &parsed.workers[2];
        assert_eq!((worker.origin.key.as_str(), worker.origin.line), ("D03", 4));
        assert_eq!(worker.phone.as_ref().unwrap().usable(), Some("+37068681276"));
        assert_eq!(worker.languages, [Language::Lt, Language::En]);
        assert_eq!(worker.fields["hours"], "08:00-17:00");
        let client = &parsed.clients[4];
        assert_eq!(
            (client.origin.key.as_str(), client.notes.as_str()),
            ("K-1004", "Laiptinės kodas 12#45;\nlifto nėra")
        );
        assert_eq!(client.born.unwrap().to_string(), "1971-06-05");
        assert_eq!((client.channel, client.language), (Some(Channel::Email), Some(Language::Lt)));
        assert_eq!((&*client.address.house, &*client.address.flat), ("67A", "39"));
        assert_eq!(parsed.clients[0].given, "Šarūnas");
        let visit = &parsed.visits[1];
        assert_eq!(visit.starts_at.to_string(), "2026-11-23 07:20:00 UTC");
        assert_eq!((visit.minutes, visit.kind), (30, VisitKind::Unannounced));
    }

    #[test]
    fn the_json_has_the_agreed_shape_and_the_text_says_where_why_and_what_to_do() {
        let report = parse(&office(), &Known::default()).report;
        let json = serde_json::to_value(report.rendered(&Texts::new(Language::Lt))).unwrap();
        assert_eq!(json.as_object().unwrap().keys().collect::<Vec<_>>(), ["clients", "visits", "workers"]);
        for section in json.as_object().unwrap().values() {
            assert_eq!(section.as_object().unwrap().len(), 4);
            for problem in
                section["refused"].as_array().unwrap().iter().chain(section["warned"].as_array().unwrap())
            {
                let keys: Vec<_> = problem.as_object().unwrap().keys().collect();
                assert_eq!(keys, ["code", "key", "line", "text"]);
            }
        }
        assert_eq!(
            json["visits"]["refused"][1]["text"],
            "vizitai.csv, 63 eilutė, laukas „Laikas“: laikas „31:70“ neįmanomas. Įrašykite laiką taip: 8:30, ir importuokite iš naujo."
        );
        let lines = report.lines(&Texts::new(Language::En));
        assert_eq!(lines.len(), 3 + 3 + 8 + 3 + 1);
        assert!(lines[0].starts_with("Workers: 24 new"), "{}", lines[0]);
    }

    #[test]
    fn nothing_in_the_report_or_in_debug_output_names_a_person() {
        let parsed = parse(&office(), &Known::default());
        let told = parsed.report.lines(&Texts::new(Language::Lt)).join("\n");
        let debug = format!("{parsed:?}");
        for client in &parsed.clients {
            for text in [&told, &debug] {
                assert!(!text.contains(&client.surname) && !text.contains(&short(&client.address)));
                assert!(
                    client.phone.as_ref().and_then(Contact::usable).is_none_or(|phone| !text.contains(phone))
                );
            }
        }
    }
}

mod rules {
    use super::*;

    const WORKERS: &str = "Kodas;Vardas;Pavardė\nD01;Rasa;Petrauskienė\n";
    const CLIENTS: &str = "Kliento Nr.;Vardas;Pavardė;Adresas;Atsakingas darbuotojas\nK-1;Ona;Butkienė;Naujoji g. 5, 62001 Alytus;D01\n";

    fn visits(rows: &str) -> Parsed {
        let header = "Eil. Nr.;Data;Laikas;Trukmė (min.);Kliento Nr.;Darbuotojas;Tikslas;Rūšis\n";
        parse(
            &[file("v", &format!("{header}{rows}")), file("k", CLIENTS), file("d", WORKERS)],
            &Known::default(),
        )
    }

    #[test]
    fn each_fault_of_a_visit_has_its_code() {
        for (row, code) in [
            (";2026-11-23;8:30;30;K-1;D01;;Sutartas", "no_key"),
            ("1;2026-02-30;8:30;30;K-1;D01;;Sutartas", "bad_date"),
            ("1;;8:30;30;K-1;D01;;Sutartas", "bad_date"),
            ("1;2026-11-23;31:70;30;K-1;D01;;Sutartas", "bad_time"),
            ("1;2026-11-23;;30;K-1;D01;;Sutartas", "bad_time"),
            ("1;2026-03-29;3:30;30;K-1;D01;;Sutartas", "bad_time"),
            ("1;2026-11-23;8:30;0;K-1;D01;;Sutartas", "bad_duration"),
            ("1;2026-11-23;8:30;30;K-9;D01;;Sutartas", "unknown_client"),
            ("1;2026-11-23;8:30;30;K-1;D09;;Sutartas", "unknown_worker"),
            ("1;2026-11-23;8:30;30;K-1;D01;;Gal", "unknown_kind"),
            ("1;2026-11-23;8:30;30;K-1;D01;a;b;Sutartas", "bad_row"),
        ] {
            let parsed = visits(row);
            assert!(parsed.visits.is_empty(), "{row}");
            assert_eq!(parsed.report.visits.refused[0].code.as_str(), code, "{row}");
        }
    }

    #[test]
    fn the_repeated_hour_takes_the_first_with_a_warning() {
        let parsed = visits("1;2026-10-25;3:30;30;K-1;D01;;Sutartas");
        assert_eq!(parsed.visits[0].starts_at.to_string(), "2026-10-25 00:30:00 UTC");
        assert_eq!(codes(&parsed.report.visits.warned), [("time_twice", "1")]);
    }

    #[test]
    fn visits_that_touch_do_not_overlap_and_the_later_row_is_warned() {
        let parsed = visits(
            "1;2026-11-23;9:00;30;K-1;D01;;Sutartas\n2;2026-11-23;9:30;30;K-1;D01;;Sutartas\n\
             3;2026-11-23;8:50;15;K-1;D01;;Sutartas\n4;2026-11-24;9:00;30;K-1;D01;;Sutartas\n",
        );
        assert_eq!(codes(&parsed.report.visits.warned), [("overlap", "3")]);
        let problem = &parsed.report.visits.warned[0];
        assert_eq!((problem.line, problem.value.as_str()), (4, "1"));
        let text = problem.text(&Texts::new(Language::Lt));
        assert!(text.starts_with("v, 4 eilutė: ") && text.contains("numeris 1, eilutė 2."), "{text}");
    }

    #[test]
    fn an_overlap_with_a_row_of_another_file_names_that_file() {
        let table = |name, row| {
            let header = "Eil. Nr.;Data;Laikas;Trukmė (min.);Kliento Nr.;Darbuotojas;Tikslas;Rūšis\n";
            file(name, &format!("{header}{row}"))
        };
        let rows = [
            table("a.csv", "1;2026-11-23;9:00;30;K-1;D01;;Sutartas"),
            table("b.csv", "2;2026-11-23;9:15;30;K-1;D01;;Sutartas"),
        ];
        let files = [&rows[..], &[file("k", CLIENTS), file("d", WORKERS)]].concat();
        let parsed = parse(&files, &Known::default());
        let text = parsed.report.visits.warned[0].text(&Texts::new(Language::En));
        assert!(text.starts_with("b.csv, line 2: ") && text.contains("number 1, line 2 (a.csv)."), "{text}");
    }

    #[test]
    fn the_first_good_row_of_a_number_stays() {
        let parsed = visits(
            "1;2026-11-23;31:70;30;K-1;D01;;Sutartas\n1;2026-11-23;8:30;30;K-1;D01;a;Sutartas\n\
             1;2026-11-23;8:30;30;K-1;D01;b;Sutartas\n",
        );
        assert_eq!(codes(&parsed.report.visits.refused), [("bad_time", "1"), ("repeated", "1")]);
        assert_eq!(parsed.visits[0].purpose, "a");
    }

    #[test]
    fn visits_of_refused_clients_are_refused() {
        let clients = CLIENTS.replace("Butkienė", "");
        let header = "Eil. Nr.;Data ir laikas;Pabaiga;Klientas;Darbuotojas;Rūšis\n";
        let rows = "1;2026-11-23 8:30;9:15;K-1;D01;Sutartas\n";
        let files =
            |clients: &str| [file("v", &format!("{header}{rows}")), file("k", clients), file("d", WORKERS)];
        let parsed = parse(&files(&clients), &Known::default());
        assert_eq!(codes(&parsed.report.visits.refused), [("unknown_client", "1")]);
        let parsed = parse(&files(CLIENTS), &Known::default());
        assert_eq!(parsed.visits[0].minutes, 45);
    }

    #[test]
    fn what_earlier_imports_brought_is_known() {
        let known = Known { workers: ["D01".to_owned()].into(), clients: ["K-1".to_owned()].into() };
        let table =
            "Eil. Nr.;Data;Laikas;Trukmė;Klientas;Darbuotojas;Rūšis\n1;2026-11-23;8:30;30;K-1;D01;Patikra\n";
        assert_eq!(parse(&[file("v", table)], &known).visits.len(), 1);
    }

    #[test]
    fn a_table_without_an_obligatory_column_is_refused_whole_and_says_which() {
        for (table, column) in [
            ("Eil. Nr.;Data;Trukmė;Klientas;Darbuotojas;Rūšis\n1;2026-11-23;30;K-1;D01;Sutartas\n", "Laikas"),
            ("Eil. Nr.;Data;Laikas;Trukmė;Klientas;Darbuotojas\n1;2026-11-23;8:30;30;K-1;D01\n", "Rūšis"),
        ] {
            let report = parse(&[file("v", table)], &Known::default()).report;
            assert_eq!(codes(&report.visits.refused), [("missing_column", "")]);
            assert_eq!((report.visits.refused[0].value.as_str(), report.visits.refused[0].line), (column, 1));
        }
    }

    #[test]
    fn doubtful_cells_of_a_client_are_warned_of_and_go_in() {
        let table = "Kliento Nr.;Pavardė, vardas;Gimimo data;Adresas;Telefonas;El. paštas;Kalba;Ryšys;Darbuotojas\n\
            K-1;Butkienė, Ona;1950-02-30;Naujoji gatvė;61234;ona@;XX;balandžiu;\n";
        let parsed = parse(&[file("k", table)], &Known::default());
        let mut found: Vec<&str> =
            parsed.report.clients.warned.iter().map(|problem| problem.code.as_str()).collect();
        found.sort_unstable();
        assert_eq!(
            found,
            ["bad_address", "bad_channel", "bad_date", "bad_email", "bad_language", "bad_phone", "no_worker"]
        );
        let client = &parsed.clients[0];
        assert_eq!((client.given.as_str(), client.surname.as_str()), ("Ona", "Butkienė"));
        assert!(client.phone == Some(Contact::Text("61234".to_owned())) && client.fields["phone"] == "61234");
    }

    #[test]
    fn a_register_among_the_files_gives_places() {
        let register =
            "Gatvė;Namo Nr.;Pašto kodas;Miestas;Platuma;Ilguma\nNaujoji g.;5;62001;Alytus;54.4;24.0\n";
        let parsed = parse(&[file("d", WORKERS), file("k", CLIENTS), file("r", register)], &Known::default());
        assert_eq!(parsed.clients[0].address.place.unwrap().grade, Grade::House);
        assert!(parsed.report.clients.warned.is_empty());
    }

    #[test]
    fn an_address_may_stand_in_columns_of_its_parts() {
        let table = "Nr.;Vardas;Pavardė;Gatvė;Namas;Butas;Pašto kodas;Miestas;Darbuotojas\n\
            K-1;Ona;Butkienė;Naujoji g.;54A;3;LT-63355;Alytus;D01\nK-2;Jonas;Butkus;;;;;Alytus;D01\n";
        let parsed = parse(&[file("d", WORKERS), file("k", table)], &Known::default());
        let lines: Vec<_> = parsed.clients.iter().map(|client| line(&client.address)).collect();
        assert_eq!(lines, ["Naujoji g. 54A-3, LT-63355 Alytus", "Alytus"]);
        assert_eq!(codes(&parsed.report.clients.warned), [("bad_address", "K-2")]);
    }

    #[test]
    fn files_of_other_kinds_are_told_and_harmless() {
        let parsed = parse(
            &[File { name: "a.xlsx".to_owned(), bytes: b"PK\x03\x04\0".to_vec() }, file("b", "x")],
            &Known::default(),
        );
        assert_eq!(codes(&parsed.report.files), [("not_text", ""), ("unknown_table", "")]);
        let text = parsed.report.files[0].text(&Texts::new(Language::Lt));
        assert!(text.starts_with("a.xlsx: tai ne tekstinė lentelė."), "{text}");
    }
}

mod noise {
    use std::sync::LazyLock;

    use super::*;

    static TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts::new(Language::Lt));
    /// The beginnings of the office's files: every table, at a size that leaves time for many cases.
    static BEGINNINGS: LazyLock<Vec<File>> = LazyLock::new(|| {
        let mut files = office();
        files.iter_mut().for_each(|file| file.bytes.truncate(1500));
        files
    });

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
            let _ = parse(&[File { name: String::new(), bytes }], &Known::default());
        }

        #[test]
        fn arbitrary_cells_never_panic(cells in prop::collection::vec("[0-9.:/ \\-+mėdvT,]{0,14}|\\PC{0,20}", 24)) {
            let known = Known { workers: [cells[5].clone()].into(), clients: [cells[4].clone()].into() };
            let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            let visits = "Eil. Nr.;Data;Laikas;Trukmė;Klientas;Darbuotojas;Rūšis;Tikslas\n";
            let clients = "Kliento Nr.;Vardas ir pavardė;Adresas;Telefonas;El. paštas;Kalba;Gimimo data;Darbuotojas\n";
            let workers = "Kodas;Vardas;Pavardė;Telefonas;Kalbos;Darbo laikas;Pareigos;Padalinys\n";
            let tables: Vec<File> = [visits, clients, workers]
                .iter()
                .zip(quoted.chunks(8))
                .map(|(header, row)| file("a", &format!("{header}{}\n", row.join(";"))))
                .collect();
            let parsed = parse(&tables, &known);
            let _ = parsed.report.lines(&TEXTS);
        }

        #[test]
        fn the_municipality_with_flipped_bytes_never_panics(
            flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        ) {
            let mut files = BEGINNINGS.clone();
            for file in &mut files {
                for (index, byte) in &flips {
                    let at = index.index(file.bytes.len());
                    file.bytes[at] = *byte;
                }
            }
            let _ = parse(&files, &Known::default());
        }
    }
}
