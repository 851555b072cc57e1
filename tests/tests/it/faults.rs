//! What a machine does to files: some rounds of each fault. `cargo xtask faults` runs as many as one likes, and the seed of a
//! round that failed here runs it there again.

use vizitas_tests::budget;
use vizitas_tests::faults::{Rounds, Tally, Trouble, disk, io, kill, migrate, power};

fn some(name: &str, run: fn(Rounds) -> Result<Tally, Trouble>) {
    let tally = run(Rounds { first: 0, count: budget::count(name) }).unwrap();
    assert!(tally.is_good(), "{}", tally.words());
}

#[test]
fn a_power_cut_loses_nothing_that_was_told_to_be_saved() {
    some("faults_power", power::run);
}

#[test]
fn a_disk_that_breaks_is_told_and_loses_nothing() {
    some("faults_io", io::run);
}

#[test]
fn a_full_disk_is_told_can_be_read_and_loses_nothing() {
    some("faults_disk", disk::run);
}

#[test]
fn an_upgrade_that_is_cut_opens_old_or_new() {
    some("faults_migrate", migrate::run);
}

#[test]
fn an_app_or_a_server_that_is_killed_loses_nothing_and_doubles_nothing() {
    some("faults_kill", |rounds| kill::run(rounds, env!("CARGO_BIN_EXE_faults").as_ref()));
}
