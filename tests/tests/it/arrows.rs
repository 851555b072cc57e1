//! Which crate may know which: `ui → src-tauri → device → {replica, planning, sync} → domain` and
//! `server → {replica, planning, message, sync} → domain`. Read from `cargo metadata`, so nothing can slip by.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::process::Command;

use serde::Deserialize;

/// Each member with the members it may depend on; what is not here does not exist.
const ARROWS: &[(&str, &[&str])] = &[
    ("vizitas-domain", &[]),
    ("vizitas-sync", &["vizitas-domain"]),
    ("vizitas-replica", &["vizitas-domain", "vizitas-sync"]),
    ("vizitas-planning", &["vizitas-domain"]),
    ("vizitas-message", &["vizitas-domain"]),
    ("vizitas-device", &["vizitas-domain", "vizitas-sync", "vizitas-replica", "vizitas-planning"]),
    (
        "vizitas-server",
        &[
            "vizitas-domain",
            "vizitas-sync",
            "vizitas-replica",
            "vizitas-planning",
            "vizitas-message",
            // For its tests.
            "vizitas-cluster",
        ],
    ),
    ("vizitas", &["vizitas-device"]),
    (
        "vizitas-tests",
        &[
            "vizitas-domain",
            "vizitas-sync",
            "vizitas-replica",
            "vizitas-planning",
            "vizitas-message",
            "vizitas-device",
            "vizitas-server",
            "vizitas-vfs",
        ],
    ),
    ("vizitas-cluster", &[]),
    ("vizitas-vfs", &[]),
    ("xtask", &[]),
];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    kind: Option<String>,
}

fn packages() -> Vec<Package> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]);
    let output = command.current_dir(super::tidy::root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice::<Metadata>(&output.stdout).unwrap().packages
}

#[test]
fn crates_know_only_whom_they_may() {
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    let packages = packages();
    let members: BTreeSet<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    assert_eq!(
        members,
        allowed.keys().copied().collect(),
        "a member without arrows, or arrows without a member"
    );
    for package in &packages {
        for dependency in package.dependencies.iter().map(|dependency| dependency.name.as_str()) {
            // A crate may ask for its own test features.
            let may = dependency == package.name
                || !members.contains(dependency)
                || allowed[package.name.as_str()].contains(&dependency);
            assert!(may, "{} must not know {dependency}", package.name);
        }
    }
}

#[test]
fn tauri_stays_in_the_window() {
    for package in packages().iter().filter(|package| package.name != "vizitas") {
        for dependency in &package.dependencies {
            assert!(
                !dependency.name.starts_with("tauri"),
                "{} must not know {}",
                package.name,
                dependency.name
            );
        }
    }
}

#[test]
fn the_pure_crates_do_no_input_or_output() {
    let forbidden = ["tokio", "rusqlite", "reqwest", "axum", "getrandom", "keyring"];
    for package in packages() {
        if ["vizitas-domain", "vizitas-planning", "vizitas-message", "vizitas-sync"]
            .contains(&package.name.as_str())
        {
            let normal = package.dependencies.iter().filter(|dependency| dependency.kind.is_none());
            for dependency in normal {
                let pure = !forbidden.contains(&dependency.name.as_str())
                    // Sealing draws nonces: sync alone may ask for randomness.
                    || (package.name == "vizitas-sync" && dependency.name == "getrandom");
                assert!(pure, "{} must not use {}", package.name, dependency.name);
            }
        }
    }
}
