//! The visits: whom each worker sees on which day, when and for how long.
//!
//! A day never overlaps itself, keeps the lunch hour, and leaves time to travel and some to spare.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::people::WORKERS;
use super::random::Random;

/// A client as the plan needs to know one.
pub(crate) struct Case {
    pub(crate) number: String,
    /// The worker's place in the list.
    pub(crate) worker: usize,
    /// The street's place in the list: neighbours are near.
    pub(crate) street: usize,
}

/// Minutes from midnight.
type Minute = u32;

const LUNCH: std::ops::Range<Minute> = 12 * 60..12 * 60 + 45;
const LAST_END: Minute = 16 * 60 + 45;

const PURPOSES: [&str; 10] = [
    "Poreikių vertinimas",
    "Pakartotinis vertinimas",
    "Pagalbos į namus peržiūra",
    "Asmeninio asistento poreikis",
    "Globėjo lankymas",
    "Šeimos konsultacija",
    "Dokumentų pasirašymas",
    "Pirmas susitikimas",
    "Techninės pagalbos priemonių poreikis",
    "Socialinės priežiūros plano aptarimas",
];

/// The days planned: Monday to Friday of the week of `today` (at a weekend of the next one), then those of the week after.
pub(crate) fn days(today: NaiveDate) -> Vec<NaiveDate> {
    let back = u64::from(today.weekday().num_days_from_monday());
    let monday = if is_weekend(today) { today + Days::new(7 - back) } else { today - Days::new(back) };
    [0, 1, 2, 3, 4, 7, 8, 9, 10, 11].into_iter().map(|after| monday + Days::new(after)).collect()
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The rows of the visits' table, by day, worker and time.
pub(crate) fn rows(random: &mut Random, cases: &[Case], today: NaiveDate) -> Vec<[String; 8]> {
    let days = days(today);
    let mut queues: Vec<Queue<'_>> =
        (0..WORKERS.len()).map(|worker| Queue::new(random, cases, worker)).collect();
    let mut rows: Vec<[String; 8]> = Vec::new();
    // At a weekend the first worker is on duty, so that there is always something to see today.
    let duty = is_weekend(today).then_some(today);
    for day in duty.into_iter().chain(days.iter().copied()) {
        for (worker, queue) in WORKERS.iter().zip(&mut queues) {
            let on_duty = duty != Some(day) || worker.code == "D01";
            if !on_duty {
                continue;
            }
            // The week after is not full yet: that is where new visits are offered.
            let next_week = days.get(5).is_some_and(|monday| day >= *monday);
            let count = if next_week { random.number(2, 5) } else { random.number(5, 8) };
            for visit in plan_day(random, queue.take(count as usize)) {
                rows.push([
                    (rows.len() + 1).to_string(),
                    day.format("%Y-%m-%d").to_string(),
                    format!("{:02}:{:02}", visit.start / 60, visit.start % 60),
                    visit.minutes.to_string(),
                    visit.case.number.clone(),
                    worker.code.to_owned(),
                    random.pick(&PURPOSES).to_owned(),
                    if random.percent(7) { "Patikra" } else { "Sutartas" }.to_owned(),
                ]);
            }
        }
    }
    rows
}

/// A worker's clients in the order of their turns.
struct Queue<'c> {
    cases: Vec<&'c Case>,
    next: usize,
}

impl<'c> Queue<'c> {
    fn new(random: &mut Random, all: &'c [Case], worker: usize) -> Self {
        let mut cases: Vec<&Case> = all.iter().filter(|case| case.worker == worker).collect();
        random.shuffle(&mut cases);
        Self { cases, next: 0 }
    }

    /// The next so many, no one twice, in the order in which a worker would drive.
    fn take(&mut self, count: usize) -> Vec<&'c Case> {
        let turn = self.cases.iter().cycle().skip(self.next).take(count.min(self.cases.len()));
        let mut taken: Vec<&Case> = turn.copied().collect();
        self.next = (self.next + taken.len()) % self.cases.len().max(1);
        taken.sort_by_key(|case| case.street);
        taken
    }
}

struct Visit<'c> {
    case: &'c Case,
    start: Minute,
    minutes: u32,
}

/// Lays visits along a day; what does not fit before the end is left out.
fn plan_day<'c>(random: &mut Random, cases: Vec<&'c Case>) -> Vec<Visit<'c>> {
    let mut visits = Vec::new();
    let mut free: Minute = 8 * 60 + 10 + 5 * random.number(0, 6);
    for case in cases {
        let minutes = random.pick(&[30, 30, 45, 45, 45, 60]);
        let start = if free < LUNCH.end && free + minutes > LUNCH.start { LUNCH.end + 5 } else { free };
        if start + minutes > LAST_END {
            break;
        }
        visits.push(Visit { case, start, minutes });
        free = start + minutes + random.pick(&[15, 15, 20, 20, 25, 40]);
    }
    visits
}
