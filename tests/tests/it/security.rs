//! What docs/asvs.yaml and docs/SECURITY.md say has its proof in the tree: a proof that is gone, a requirement that is
//! passed over and a verdict without its reason are found here, and not by whoever relies on them.

use super::tidy::root;
use std::collections::BTreeMap;
use std::fs;

/// Requirements of levels 1 and 2 in ASVS 5.0.0.
const REQUIREMENTS: [usize; 2] = [70, 183];
const SUITES: [&str; 10] =
    ["domain", "sync", "replica", "planning", "message", "device", "server", "app", "ui", "tests"];

/// A requirement: its keys and values.
type Entry = BTreeMap<String, String>;

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_default()
}

/// The list: `- key: value` begins an entry, `  key: value` goes on with it.
fn entries() -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in read("docs/asvs.yaml").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (start, pair) = line.split_at(2);
        let (key, value) = pair.split_once(": ").unwrap_or_else(|| panic!("no pair: {line}"));
        match start {
            "- " => entries.push(Entry::new()),
            "  " => {}
            _ => panic!("neither an entry nor a part of one: {line}"),
        }
        let known = entries.last_mut().unwrap().insert(key.to_owned(), value.trim_matches('"').to_owned());
        assert_eq!(known, None, "twice: {line}");
    }
    entries
}

/// Whether a suite has a module of this name with a test in it.
fn is_tested(suite: &str, module: &str) -> bool {
    let path = module.replace("::", "/");
    let paths = match suite {
        "ui" => return root().join(format!("ui/tests/{path}.test.ts")).is_file(),
        "tests" => vec![format!("tests/tests/it/{path}")],
        "app" => vec![format!("src-tauri/src/{path}")],
        suite => ["src", "tests"].map(|folder| format!("crates/{suite}/{folder}/{path}")).to_vec(),
    };
    let files = paths.iter().flat_map(|path| [format!("{path}.rs"), format!("{path}/mod.rs")]);
    files.map(|file| read(&file)).any(|text| text.contains("#[test]") || text.contains("#[tokio::test"))
}

fn holds(proof: &str) -> bool {
    let Some((place, what)) = proof.split_once(": ") else { return false };
    if SUITES.contains(&place) { is_tested(place, what) } else { read(place).contains(what) }
}

#[test]
fn every_requirement_has_its_verdict_and_every_proof_stands() {
    let entries = entries();
    let (mut wrong, mut counted, mut before) = (Vec::new(), [0, 0], Vec::new());
    for entry in &entries {
        let of = |key: &str| entry.get(key).map_or("", String::as_str);
        let numbers: Vec<u32> =
            of("id").trim_start_matches('V').split('.').filter_map(|part| part.parse().ok()).collect();
        if numbers.len() != 3 || numbers <= before {
            wrong.push(format!("{}: no number, or out of order", of("id")));
        }
        before = numbers;
        match of("level").parse() {
            Ok(level @ 1..=2) => counted[level - 1] += 1,
            _ => wrong.push(format!("{}: level {}", of("id"), of("level"))),
        }
        let needed = match of("verdict") {
            "met" => "proof",
            "partly" | "not met" | "not applicable" => "reason",
            verdict => panic!("{}: no verdict: {verdict}", of("id")),
        };
        if of("asks").is_empty() || of(needed).is_empty() {
            wrong.push(format!("{}: nothing asked, or no {needed}", of("id")));
        }
        let proofs = of("proof").split("; ").filter(|proof| !proof.is_empty());
        wrong.extend(proofs.filter(|proof| !holds(proof)).map(|proof| format!("{}: {proof}", of("id"))));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(counted, REQUIREMENTS);
}

#[test]
fn every_proof_that_the_threat_model_names_exists() {
    let page = read("docs/SECURITY.md");
    let quoted = page.split('`').skip(1).step_by(2);
    let is_test = |quoted: &&str| quoted.split_once(": ").is_some_and(|(suite, _)| SUITES.contains(&suite));
    let (there, gone): (Vec<_>, Vec<_>) = quoted.filter(is_test).partition(|proof| holds(proof));
    assert!(gone.is_empty() && there.len() > 50, "{gone:?}");
    // A threat without a proof says that it has none yet.
    let threats = page.split("\n## ").find(|part| part.starts_with("Threats")).unwrap();
    for row in threats.lines().filter(|line| line.starts_with("| ")).skip(1) {
        let proof = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        assert!(proof.contains('`') || proof.contains("not yet"), "{row}");
    }
}
