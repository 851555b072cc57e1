//! The shape of the sources: what review would otherwise have to look for each time.

use std::fs;
use std::path::{Path, PathBuf};

/// Lines a source file may have.
const LONGEST: usize = 500;

/// Folders that hold no sources of ours.
const SKIPPED: &[&str] =
    &["target", "node_modules", "dist", "dist-fake", "bindings", "fixtures", "gen", ".git"];

/// Words that have no place in a source, in halves so that this list does not find itself.
const FORBIDDEN: &[(&str, &str, &str)] = &[
    ("#[ig", "nore", "a test that does not run proves nothing: mend it or delete it"),
    ("to", "do!(", "finish it"),
    ("unimple", "mented!(", "finish it"),
    ("FIX", "ME", "mend it or write an issue"),
    ("thread::", "sleep(", "wait for what is awaited, not for a time"),
    ("describe.", "skip(", "a test that does not run proves nothing: mend it or delete it"),
    ("it.", "skip(", "a test that does not run proves nothing: mend it or delete it"),
    ("/ho", "me/", "no path of one machine"),
    ("/Us", "ers/", "no path of one machine"),
    ("/wo", "rk/", "no path of one machine"),
];

/// The workspace's folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn sources() -> Vec<(String, String)> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if path.is_dir() {
                if !SKIPPED.contains(&name.as_str()) {
                    collect(&path, found);
                }
            } else if [".rs", ".ts", ".js", ".svelte", ".sql", ".css", ".html"]
                .iter()
                .any(|end| name.ends_with(end))
            {
                found.push(path);
            }
        }
    }
    let root = root();
    let mut found = Vec::new();
    collect(&root, &mut found);
    assert!(found.len() > 10, "the sources are not where this test looks");
    let relative = |path: &Path| path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
    found.iter().filter_map(|path| Some((relative(path), fs::read_to_string(path).ok()?))).collect()
}

#[test]
fn no_file_is_too_long() {
    let long: Vec<String> = sources()
        .iter()
        .map(|(name, text)| (name, text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(name, lines)| format!("{name}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "split by noun what is past {LONGEST} lines:\n{}", long.join("\n"));
}

#[test]
fn no_source_says_what_it_must_not() {
    let mut found = Vec::new();
    for (name, text) in sources() {
        for (number, line) in text.lines().enumerate() {
            for (head, tail, why) in FORBIDDEN {
                if line.contains(&format!("{head}{tail}")) {
                    found.push(format!("{name}:{}: {head}{tail}: {why}", number + 1));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_module_says_what_it_owns() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|(name, text)| name.ends_with(".rs") && !text.starts_with("//!"))
        .map(|(name, _)| name)
        .collect();
    assert!(silent.is_empty(), "these begin without `//!`:\n{}", silent.join("\n"));
}
