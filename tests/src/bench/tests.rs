//! Every measure at a thousandth of its size: that they run, and that no figure, unit or goal is missing. Nothing is
//! said about how long they take.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn every_figure_of_the_contract_is_measured() {
    let folder = tempfile::tempdir().unwrap();
    let all = Part::SUITES.iter().flat_map(|(_, parts)| parts.iter().copied());
    // A browser draws the Board, on a build of its own; what it says is read in a test beside it.
    let all: Vec<Part> = all.filter(|part| *part != Part::Board).collect();
    let figures = measure(&all, Size::of(100), 7, folder.path(), &|_| {}).await.unwrap();
    let lines: Vec<String> = figures
        .iter()
        .map(|figure| {
            let goal = figure.goal.as_deref().unwrap_or("-");
            // The most bytes depend on the events.
            let goal = if figure.name == "wire_bytes" { "value ≤ …" } else { goal };
            let floor = if figure.floor.is_some() && figure.ratio.is_some() { "floor" } else { "no floor" };
            format!("{} {} {floor} {goal} {}", figure.name, figure.unit, figure.met.is_some())
        })
        .collect();
    let expected = "\
slots_60x10 µs no floor value ≤ 200 true
today_p50 ms floor - false
today_p99 ms floor value ≤ 20 true
visit_p99 ms floor - false
search_p99 ms floor value ≤ 50 true
save_outbox ms floor ratio ≤ 2 true
save_note ms floor ratio ≤ 3 true
push_10k ms floor ratio ≤ 4 true
pull_10k ms floor ratio ≤ 4 true
wire_bytes bytes floor value ≤ … true
first_sync ms floor - false
rebuild events/s floor value ≥ 30000 true
slots_10x10_p50 µs floor - false
slots_60x10_p50 µs floor value ≤ 200 true
slots_60x30_p50 µs floor - false
repair_60 µs floor - false
repair_60_kept % floor - false
repair_10 µs floor - false
repair_10_kept % floor - false
repair_60_piece µs floor - false
repair_60_piece_kept % floor - false
repair_10_piece µs floor - false
repair_10_piece_kept % floor - false
repair_60_book µs floor - false
repair_60_book_kept % floor - false
repair_10_book µs floor - false
repair_10_book_kept % floor - false
page_p99 ms floor - false
reminders_10k s floor - false
reminders_10k_in_window % no floor value ≥ 100 true";
    assert_eq!(lines.join("\n"), expected);
    for figure in &figures {
        assert!(figure.value.is_finite() && figure.value > 0.0, "{figure:?}");
    }
    let json = serde_json::to_value(&figures).unwrap();
    let keys: Vec<&String> = json[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["floor", "goal", "met", "name", "ratio", "unit", "value"]);
    let section = page::section("planning", &figures, 7);
    assert!(figures.iter().all(|figure| section.contains(&format!("`{}`", figure.name))));
}

#[test]
fn each_suite_replaces_its_own_section_alone() {
    let section = |suite, words: &str| format!("{}\n## `a`\n{words}\n", page::section(suite, &[], 7));
    let first = page::with("", "replica", &section("replica", "old"));
    let both = page::with(&first, "planning", &section("planning", "times"));
    let new = page::with(&both, "replica", &section("replica", "new"));
    assert_eq!(new.matches("\n# `cargo xtask bench ").count(), 2);
    assert!(new.contains("new") && new.contains("times") && !new.contains("old"));
    assert_eq!(page::with(&new, "replica", &section("replica", "new")), new);
}
