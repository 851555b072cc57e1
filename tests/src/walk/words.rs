//! What the app says, so that the walk follows its words wherever they are mended.

use super::Outcome;

/// The Lithuanian catalogue.
const WORDS: &str = include_str!("../../../locales/lt/app.ftl");

/// The words under a key.
pub(super) fn of(key: &str) -> Outcome<&'static str> {
    let mut lines = WORDS.lines();
    let line = lines.find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix('='));
    let words = line.map(str::trim).filter(|words| !words.is_empty());
    // Where it is said in several ways, the one that is said unless there is a reason for another.
    let mut ways = lines.map(str::trim).take_while(|way| *way != "}");
    let usual = || ways.find_map(|way| Some(way.strip_prefix("*[")?.split_once("] ")?.1));
    words.or_else(usual).ok_or_else(|| format!("the catalogue has no {key} on one line").into())
}

/// The words under a key up to what is put into them: `Laisva` of `Laisva { $from }–{ $to }`.
pub(super) fn stem(key: &str) -> Outcome<&'static str> {
    let words = of(key)?;
    Ok(words.split_once('{').map_or(words, |(before, _)| before.trim_end()))
}
