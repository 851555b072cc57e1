//! Reads cargo test's output as it passes by: how long each suite ran and how many tests passed.

use std::collections::BTreeMap;

/// What was seen so far.
#[derive(Default)]
pub(crate) struct Suites {
    current: Option<String>,
    /// Seconds by suite.
    pub(crate) seconds: BTreeMap<String, f64>,
    /// Tests that passed, over all suites.
    pub(crate) passed: u64,
    /// Tests that failed, over all suites.
    pub(crate) failed: u64,
}

impl Suites {
    /// Takes one line of the output of `cargo test`.
    pub(crate) fn read(&mut self, line: &str) {
        let line = line.trim();
        if let Some(rest) = line.strip_prefix("Running ") {
            self.current = binary_of(rest);
        } else if let Some(name) = line.strip_prefix("Doc-tests ") {
            self.current = Some(format!("{name} (doc)"));
        } else if let Some(result) = line.strip_prefix("test result: ") {
            self.passed += number_before(result, " passed");
            self.failed += number_before(result, " failed");
            let seconds = result
                .rsplit("finished in ")
                .next()
                .and_then(|text| text.strip_suffix('s')?.parse::<f64>().ok());
            if let (Some(suite), Some(seconds)) = (self.current.take(), seconds) {
                *self.seconds.entry(suite).or_default() += seconds;
            }
        }
    }

    /// A table of the suites that took a second or more, or passed their limit, which is then named.
    pub(crate) fn report(&self, limits: &BTreeMap<String, u64>) -> String {
        let mut lines = vec![format!("  {:32} {:>8}  {:>6}", "suite", "seconds", "limit")];
        for (suite, seconds) in &self.seconds {
            let limit = limits.get(suite).or_else(|| limits.get("other")).copied();
            let over = limit.is_some_and(|limit| *seconds > limit as f64);
            if *seconds >= 1.0 || over {
                let limit = limit.map_or_else(String::new, |limit| limit.to_string());
                lines.push(format!(
                    "  {suite:32} {seconds:>8.1}  {limit:>6}{}",
                    if over { "  OVER BUDGET" } else { "" }
                ));
            }
        }
        lines.join("\n")
    }
}

/// `unittests src/lib.rs (target/debug/deps/vizitas_domain-0f3a…)` → `vizitas_domain`.
fn binary_of(line: &str) -> Option<String> {
    let path = line.rsplit_once('(')?.1.strip_suffix(')')?;
    let file = path.rsplit('/').next()?;
    Some(file.rsplit_once('-').map_or(file, |(name, _)| name).to_owned())
}

fn number_before(text: &str, word: &str) -> u64 {
    let before = text.split(word).next().unwrap_or_default();
    before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "\
     Running unittests src/lib.rs (target/debug/deps/vizitas_domain-0f3a12)
running 2 tests
test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.50s
     Running tests/it/main.rs (target/debug/deps/it-77aa)
test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 20.25s
   Doc-tests vizitas_domain
test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s";

    #[test]
    fn output_of_cargo_test_is_understood() {
        let mut suites = Suites::default();
        OUTPUT.lines().for_each(|line| suites.read(line));
        assert_eq!((suites.passed, suites.failed), (6, 1));
        assert_eq!(suites.seconds.get("it"), Some(&20.25));
        assert_eq!(suites.seconds.get("vizitas_domain"), Some(&1.5));
        assert_eq!(suites.seconds.get("vizitas_domain (doc)"), Some(&0.1));
        let report = suites.report(&BTreeMap::from([("it".into(), 20), ("other".into(), 60)]));
        assert!(report.lines().any(|line| line.contains("it ") && line.contains("OVER BUDGET")), "{report}");
    }
}
