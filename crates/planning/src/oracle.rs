//! What a visit costs a worker, by the words of the rule minute by minute, and nothing of the code: no gaps, no grid, no
//! shortcuts. The tests hold the search, the look and the repair against it.

use crate::calendar::Own;
use crate::slot::Search;
use crate::travel::{Leg, Travel};
use crate::worker::{Taken, Worker};
use chrono::Datelike as _;
use vizitas_domain::client::Language;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::worker::Hours;

fn minutes(leg: Leg) -> i64 {
    i64::from(leg.minutes) * 60
}

/// Seconds of `[from, to)` that lie in a pause.
fn paused(pause: Option<(i64, i64)>, from: i64, to: i64) -> i64 {
    pause.map_or(0, |(begins, ends)| (to.min(ends) - from.max(begins)).max(0))
}

/// The first arrival of somebody free from `free`: minute by minute until a whole way lies outside the pause.
fn arrival(pause: Option<(i64, i64)>, free: i64, way: i64) -> i64 {
    let out = (0..).map(|minute| free + minute * 60).find(|out| {
        paused(pause, *out, out + way) == 0
            && !pause.is_some_and(|(begins, ends)| begins < *out && *out < ends)
    });
    match pause {
        // Whoever is free within the pause sets out when it ends, on the second.
        Some((begins, ends)) if free < ends && out.unwrap() > begins && out.unwrap() >= ends => ends + way,
        _ => out.unwrap() + way,
    }
}

fn departure(pause: Option<(i64, i64)>, due: i64, way: i64) -> i64 {
    let mirrored = pause.map(|(begins, ends)| (-ends, -begins));
    -arrival(mirrored, -due, way)
}

/// What the visit costs a worker at a start, or `None` when she cannot.
pub(crate) fn cost<T: Travel>(search: &Search<'_, T>, worker: &Worker, start: i64) -> Option<u64> {
    let (wish, weights) = (&search.wish, &search.weights);
    let end = start + i64::from(wish.minutes) * 60;
    let (date, _) = search.calendar.local(Time(start));
    let day = search.calendar.day(date);
    let ordinary = search.calendar.opening(date)?.shift(Own { hours: worker.hours, week: &[] });
    let written =
        worker.week.iter().find(|hours| u32::from(hours.weekday) == date.weekday().num_days_from_monday());
    let (from, to, rest) = match (worker.week.is_empty(), written) {
        (true, _) => ordinary.map(|shift| (shift.hours.from, shift.hours.to, shift.pause)),
        (false, None) => None,
        (false, Some(own)) => {
            // Holidays' eves are an hour shorter at the office of these cases.
            let eve = crate::holiday::Holiday::on(date.succ_opt().unwrap()).is_some();
            let to = own.to.saturating_sub(if eve { 60 } else { 0 });
            let rest = Hours { from: own.break_from, to: own.break_to };
            (own.from < to).then_some((own.from, to, (rest.from < rest.to).then_some(rest)))
        }
    }?;
    let (from, to) = (day.at(from).0, day.at(to).0);
    // Behind her end she has no hours.
    let to = worker.until.map_or(to, |until| to.min(until.0));
    // Clocks that go forward can swallow hours whole.
    let pause = rest.map(|rest| (day.at(rest.from).0, day.at(rest.to).0)).filter(|(from, to)| from < to);
    let clear = |taken: &Taken| taken.end().0 <= start || end <= taken.start.0;
    if from >= to
        || start < from
        || end > to
        || paused(pause, start, end) > 0
        || !worker.taken().iter().all(clear)
    {
        return None;
    }
    let before = worker.taken().iter().filter(|t| t.end().0 <= start && t.end() > day.start);
    let before = before.max_by_key(|taken| taken.end());
    let after = worker.taken().iter().find(|t| t.start.0 >= end && t.start < day.end);
    let (left, free) = before.map_or((worker.base, from), |taken| (taken.place, taken.end().0));
    let (right, due) = after.map_or((worker.base, to), |taken| (taken.place, taken.start.0));
    let there = search.travel.leg(left, wish.place);
    let on = search.travel.leg(wish.place, right);
    let (arrives, leaves) = (arrival(pause, free, minutes(there)), departure(pause, due, minutes(on)));
    if arrives > start || leaves < end {
        return None;
    }
    let direct = minutes(search.travel.leg(left, right));
    let extra = ((minutes(there) + minutes(on) - direct).max(0) / 60) as u64;
    let idle = |a: i64, b: i64| ((b - a - paused(pause, a, b)) / 60) as u64;
    let useless = |rest: u64| if rest < u64::from(weights.useful_minutes) { rest } else { 0 };
    let lacking = |secs: i64| u64::from(weights.buffer_minutes).saturating_sub((secs / 60) as u64);
    let strange = match (wish.usual == Some(worker.id), wish.known.contains(&worker.id)) {
        (true, _) => 0,
        (false, true) => weights.known_worker,
        (false, false) if wish.usual.is_none() && wish.known.is_empty() => 0,
        (false, false) => weights.other_worker,
    };
    Some(
        extra * u64::from(weights.travel_minute)
            + u64::from(strange)
            + u64::from(weights.useless_minute)
                * (useless(idle(arrives.max(from).max(wish.earliest.0), start))
                    + useless(idle(end, leaves.min(to))))
            + u64::from(weights.thin_minute) * (lacking(start - arrives) + lacking(leaves - end)),
    )
}
/// Whether a worker can lead the visit.
pub(crate) fn able<T>(search: &Search<'_, T>, worker: &Worker) -> bool {
    let lt = worker.languages.is_empty().then_some(Language::Lt);
    let speaks = |wanted| worker.languages.contains(&wanted) || lt == Some(wanted);
    search.wish.language.is_none_or(speaks)
        && (search.wish.skill.is_empty() || worker.skills.contains(&Text::from(search.wish.skill)))
}
