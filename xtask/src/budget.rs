//! tests/budget.toml: how often tests loop in each tier, and how long each suite may take. The file says its own format.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;

use crate::failure::Failure;
use crate::place::Place;

/// How thoroughly to test.
#[derive(Clone, Copy)]
pub(crate) enum Tier {
    /// What CI runs: at most 12 minutes of running.
    Ci,
    /// Full counts.
    Long,
}

/// The file, read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Budget {
    ci: BTreeMap<String, u64>,
    long: BTreeMap<String, u64>,
    /// Seconds a suite may run in CI, by its name.
    pub(crate) seconds: BTreeMap<String, u64>,
}

impl Budget {
    /// Reads it, and refuses counts that only one tier has.
    pub(crate) fn read(place: &Place) -> Result<Self, Failure> {
        let path = place.root.join("tests/budget.toml");
        let text = fs::read_to_string(&path).map_err(Failure::file(&path))?;
        let budget: Self =
            toml::from_str(&text).map_err(|error| Failure::Said(format!("tests/budget.toml: {error}")))?;
        if budget.ci.keys().ne(budget.long.keys()) {
            return Err(Failure::Said("tests/budget.toml: [ci] and [long] must name the same counts".into()));
        }
        Ok(budget)
    }

    /// One count of a tier.
    pub(crate) fn count(&self, tier: Tier, name: &str) -> Result<u64, Failure> {
        let missing = || Failure::Said(format!("tests/budget.toml has no count {name}"));
        self.of(tier).get(name).copied().ok_or_else(missing)
    }

    fn of(&self, tier: Tier) -> &BTreeMap<String, u64> {
        match tier {
            Tier::Ci => &self.ci,
            Tier::Long => &self.long,
        }
    }

    /// The counts as environment variables: `VIZITAS_BUDGET_<NAME>`, and proptest's own for its cases. Faults are CI's in every
    /// tier: their full counts are run apart, by what tells their tally.
    pub(crate) fn environment(&self, tier: Tier) -> Vec<(String, String)> {
        let counts = self.of(tier);
        let ours = counts.iter().map(|(name, count)| {
            let count = if name.starts_with("faults_") { self.ci.get(name).unwrap_or(count) } else { count };
            (format!("VIZITAS_BUDGET_{}", name.to_uppercase()), count.to_string())
        });
        let proptest =
            counts.get("proptest_cases").map(|count| ("PROPTEST_CASES".to_owned(), count.to_string()));
        ours.chain(proptest).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_run_once_at_full_counts_and_not_among_the_tests() {
        let budget: Budget = toml::from_str(
            "[ci]\nfaults_kill = 5\nproptest_cases = 8\n[long]\nfaults_kill = 500\nproptest_cases = 80\n[seconds]\n",
        )
        .unwrap();
        let of = |tier| {
            let mut all = budget.environment(tier);
            all.sort();
            all.into_iter().map(|(name, count)| format!("{name}={count}")).collect::<Vec<_>>()
        };
        let long = ["PROPTEST_CASES=80", "VIZITAS_BUDGET_FAULTS_KILL=5", "VIZITAS_BUDGET_PROPTEST_CASES=80"];
        assert_eq!(of(Tier::Long), long);
        let ci = ["PROPTEST_CASES=8", "VIZITAS_BUDGET_FAULTS_KILL=5", "VIZITAS_BUDGET_PROPTEST_CASES=8"];
        assert_eq!(of(Tier::Ci), ci);
        assert_eq!(budget.count(Tier::Long, "faults_kill").unwrap(), 500);
    }
}
