//! How often a test loops: tests/budget.toml, as the running tier sets it. It must never be read by the product.

use std::collections::BTreeMap;
use std::env;

use serde::Deserialize;

#[derive(Deserialize)]
struct Counts {
    ci: BTreeMap<String, u64>,
}

/// The count called `name`: the tier's, from the environment, else the one of `[ci]`.
///
/// # Panics
/// When tests/budget.toml has no such count: a misspelt name must not loop zero times.
#[must_use]
#[expect(clippy::panic, reason = "called by tests alone, and a wrong name is the test's mistake")]
pub fn count(name: &str) -> u64 {
    if let Some(count) =
        env::var(format!("VIZITAS_BUDGET_{}", name.to_uppercase())).ok().and_then(|text| text.parse().ok())
    {
        return count;
    }
    let counts =
        toml::from_str::<Counts>(include_str!("../budget.toml")).map(|counts| counts.ci).unwrap_or_default();
    counts.get(name).copied().unwrap_or_else(|| panic!("tests/budget.toml has no count {name:?}"))
}
