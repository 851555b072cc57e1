//! The most promises of a day that anybody could keep at their times: every way to give them to workers who could take them
//! by themselves is tried. What a repair keeps stands beside it.

use vizitas_planning::repair::{Repair, Stranded};
use vizitas_planning::slot::{Search, Wish};
use vizitas_planning::travel::Travel;
use vizitas_planning::worker::{Taken, Worker};

/// How many of the stranded visits somebody else could take at the same time, at most.
pub(crate) fn most_kept<T: Travel>(repair: &Repair<'_, T>) -> usize {
    let alone: Vec<Vec<usize>> = repair
        .stranded
        .iter()
        .map(|case| {
            (0..).zip(repair.workers).filter(|(_, one)| can(repair, case, one)).map(|(at, _)| at).collect()
        })
        .collect();
    let mut trial = Trial { repair, alone: &alone, workers: repair.workers.to_vec(), best: 0 };
    trial.give(0, 0);
    trial.best
}

/// Whether a worker can take a visit at its time.
fn can<T: Travel>(repair: &Repair<'_, T>, case: &Stranded<'_>, worker: &Worker) -> bool {
    let Repair { calendar, travel, weights, workers, now, .. } = *repair;
    let wish = Wish { earliest: now, ..case.wish };
    let search = Search { calendar, travel, weights, workers, wish };
    search.look(worker, case.start).against.is_empty()
}

struct Trial<'r, 'a, T> {
    repair: &'r Repair<'a, T>,
    /// Who could take each visit if it were the only one.
    alone: &'r [Vec<usize>],
    workers: Vec<Worker>,
    best: usize,
}

impl<T: Travel> Trial<'_, '_, T> {
    /// Gives the visits from `next` on in every way that could still be better.
    fn give(&mut self, next: usize, kept: usize) {
        self.best = self.best.max(kept);
        let Some((case, who)) = self.repair.stranded.get(next).zip(self.alone.get(next)) else { return };
        let hopeful = self.alone.iter().skip(next).filter(|who| !who.is_empty()).count();
        if kept + hopeful <= self.best {
            return;
        }
        for at in who {
            let Some(worker) = self.workers.get(*at).filter(|worker| can(self.repair, case, worker)) else {
                continue;
            };
            let before = worker.clone();
            let taken = Taken { start: case.start, minutes: case.wish.minutes, place: case.wish.place };
            self.workers.iter_mut().skip(*at).take(1).for_each(|worker| worker.take(taken));
            self.give(next + 1, kept + 1);
            self.workers.iter_mut().skip(*at).take(1).for_each(|worker| *worker = before.clone());
        }
        self.give(next + 1, kept);
    }
}
