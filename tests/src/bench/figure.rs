//! A figure beside its floor and its goal, and how samples become one. It measures nothing itself.

use serde::Serialize;
use std::time::{Duration, Instant};

/// What a figure has to reach.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Goal {
    /// At most so much.
    AtMost(f64),
    /// At least so much.
    AtLeast(f64),
    /// At most so many times the floor.
    Times(f64),
}

/// One line of the result.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    /// Its name, for ever.
    pub name: &'static str,
    /// What was measured.
    pub value: f64,
    /// In which unit.
    pub unit: &'static str,
    /// The least that any way of doing it needs, measured in the same run.
    pub floor: Option<f64>,
    /// How many times the floor it takes.
    pub ratio: Option<f64>,
    /// What is to be reached, as a relation of `value` or `ratio`.
    pub goal: Option<String>,
    /// Whether it is; nothing when there is no goal.
    pub met: Option<bool>,
    /// What else there is to say: other percentiles, parts.
    #[serde(skip)]
    pub beside: String,
}

impl Figure {
    /// A figure without floor and goal.
    #[must_use]
    pub(crate) fn new(name: &'static str, value: f64, unit: &'static str) -> Self {
        let value = rounded(value);
        Self { name, value, unit, floor: None, ratio: None, goal: None, met: None, beside: String::new() }
    }

    /// With its floor, in the same unit. Of a rate or a share the floor is the greater one: what could be reached at most.
    #[must_use]
    pub(crate) fn above(mut self, floor: f64) -> Self {
        let more_is_better = self.unit.ends_with("/s") || self.unit == "%";
        let times = if more_is_better { floor / self.value } else { self.value / floor };
        (self.floor, self.ratio) = (Some(rounded(floor)), Some(rounded(times)));
        self
    }

    /// With what it has to reach.
    #[must_use]
    pub(crate) fn reaching(mut self, goal: Goal) -> Self {
        let (text, met) = match goal {
            Goal::AtMost(most) => (format!("value ≤ {most}"), Some(self.value <= most)),
            Goal::AtLeast(least) => (format!("value ≥ {least}"), Some(self.value >= least)),
            Goal::Times(most) => (format!("ratio ≤ {most}"), self.ratio.map(|ratio| ratio <= most)),
        };
        (self.goal, self.met) = (Some(text), met);
        self
    }

    /// With what else there is to say.
    #[must_use]
    pub(crate) fn beside(mut self, beside: String) -> Self {
        self.beside = beside;
        self
    }
}

/// Three decimals say enough of a number below ten, one of a larger one.
fn rounded(number: f64) -> f64 {
    let factor = if number.abs() < 10.0 { 1_000.0 } else { 10.0 };
    (number * factor).round() / factor
}

/// How long each of many repetitions took.
#[derive(Clone, Debug, Default)]
pub(crate) struct Samples(Vec<Duration>);

impl Samples {
    /// Does the work once and keeps how long it took.
    pub(crate) fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let done = work();
        self.0.push(begun.elapsed());
        done
    }

    /// Keeps a duration that was measured otherwise.
    pub(crate) fn push(&mut self, took: Duration) {
        self.0.push(took);
    }

    /// Forgets what warmed the caches up.
    pub(crate) fn begin(&mut self) {
        self.0.clear();
    }

    /// Milliseconds that `percent` of the samples stay within (nearest rank).
    #[must_use]
    pub(crate) fn ms(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        sorted.get(rank - 1).map_or(0.0, |took| took.as_secs_f64() * 1_000.0)
    }

    /// The middle and the far end, in words.
    #[must_use]
    pub(crate) fn spread(&self) -> String {
        format!("p50 {:.3}, p90 {:.3}, p99 {:.3} ms", self.ms(50), self.ms(90), self.ms(99))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_nearest_rank() {
        let mut samples = Samples::default();
        (1..=200).rev().for_each(|ms| samples.push(Duration::from_millis(ms)));
        assert_eq!((samples.ms(50), samples.ms(99), samples.ms(100)), (100.0, 198.0, 200.0));
    }

    #[test]
    fn goals_are_judged_by_value_or_ratio() {
        let slow = Figure::new("slow", 30.0, "ms").above(10.0).reaching(Goal::Times(2.0));
        assert_eq!((slow.ratio, slow.met), (Some(3.0), Some(false)));
        let fast =
            Figure::new("fast", 40_000.0, "events/s").above(80_000.0).reaching(Goal::AtLeast(30_000.0));
        assert_eq!((fast.ratio, fast.met), (Some(2.0), Some(true)));
    }
}
