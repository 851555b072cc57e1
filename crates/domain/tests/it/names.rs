//! Common names of Lithuanians, Poles and Russians, each with the greeting it must get: tests/fixtures/names.

use std::collections::BTreeSet;
use vizitas_domain::client::Card;
use vizitas_domain::greeting::{Confidence, Greeting, guessed};

const TABLES: [(&str, &str); 3] = [
    ("lithuanian", include_str!("../../../../tests/fixtures/names/lithuanian.tsv")),
    ("polish", include_str!("../../../../tests/fixtures/names/polish.tsv")),
    ("russian", include_str!("../../../../tests/fixtures/names/russian.tsv")),
];

/// Rows of given name, surname, who it is, the vocative and how sure that is.
fn rows() -> impl Iterator<Item = [&'static str; 5]> {
    let lines = TABLES.iter().flat_map(|(_, table)| table.lines());
    lines.filter(|line| !line.starts_with('#')).map(|line| {
        line.split('\t').collect::<Vec<_>>().try_into().unwrap_or_else(|_| panic!("not five columns: {line}"))
    })
}

#[test]
fn common_names_are_greeted_as_they_must_be() {
    let mut wrong = Vec::new();
    for [given, surname, who, vocative, sure] in rows() {
        let card = Card { given: given.into(), surname: surname.into(), ..Card::default() };
        let (greeting, confidence) = guessed(&card);
        let found = match greeting {
            Greeting::Woman(name) => ("woman", String::from(name)),
            Greeting::Man(name) => ("man", String::from(name)),
            Greeting::Neutral => ("neutral", String::new()),
            Greeting::Written(_) => unreachable!("nobody wrote anything down"),
        };
        let confidence = match confidence {
            Confidence::Unsure => "unsure",
            Confidence::Likely => "likely",
            Confidence::Sure => "sure",
        };
        if (found.0, found.1.as_str(), confidence) != (who, vocative, sure) {
            wrong
                .push(format!("{given} {surname}: {found:?} {confidence}, expected {who} {vocative} {sure}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_tables_are_as_large_as_they_should_be_and_name_their_sources() {
    let given: BTreeSet<&str> = rows().map(|[given, ..]| given).collect();
    let surnames: BTreeSet<&str> = rows().map(|[_, surname, ..]| surname).collect();
    assert!(given.len() >= 150 && surnames.len() >= 150, "{} and {}", given.len(), surnames.len());
    assert!(given.len() + surnames.len() >= 300);
    for (table, text) in TABLES {
        assert!(text.starts_with("# ") && text.contains("http"), "{table} names no source");
    }
}
