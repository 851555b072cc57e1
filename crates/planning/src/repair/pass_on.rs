//! One promise more kept by passing others on: where everybody is busy just then, one of them may be so with a visit that the
//! mending gave her, and somebody else can take that one. What stood before the mending is not touched.

use super::{Choice, Insertion, Plan};
use crate::travel::Travel;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// At the promised time.
const SAME_TIME: &[i64] = &[0];

impl<T: Travel> Plan<'_, T> {
    /// Places at their time what the first stage could not, those in haste first.
    pub(super) fn pass_on(&mut self) {
        let open = self.cases.iter().enumerate().filter(|(_, case)| case.can_be_placed());
        let mut open: Vec<_> =
            open.map(|(number, case)| (Reverse(case.stranded.wish.priority), number)).collect();
        open.sort_unstable();
        for (_, number) in open {
            self.find_room(number, &mut BTreeSet::from([number]));
        }
    }

    /// Places a visit at its time, if need be in the room of another that finds room elsewhere in the same way; of those
    /// `asked` already none is asked again. When it cannot, all is as it was.
    fn find_room(&mut self, number: usize, asked: &mut BTreeSet<usize>) -> bool {
        let Some(case) = self.cases.get(number) else { return false };
        let day = case.day;
        if let Some(choice) = Choice::among(&self.row(number, SAME_TIME)) {
            self.place(number, choice);
            return true;
        }
        let given = |(other, case): (usize, &super::Case<'_, T>)| {
            let (worker, minutes) = case.placed.filter(|_| case.day == day)?;
            (minutes == 0).then_some((other, worker))
        };
        let given: Vec<_> = self.cases.iter().enumerate().filter_map(given).collect();
        given
            .into_iter()
            .any(|(other, worker)| asked.insert(other) && self.swap(number, (other, worker), asked))
    }

    /// Gives a visit to the worker of another, which is passed on.
    fn swap(&mut self, number: usize, (other, worker): (usize, usize), asked: &mut BTreeSet<usize>) -> bool {
        self.take_back(other);
        let here = |insertion| Choice { worker, insertion, regret: 0 };
        if let Some(insertion) = self.best(number, worker, SAME_TIME) {
            self.place(number, here(insertion));
            if self.find_room(other, asked) {
                return true;
            }
            self.take_back(number);
        }
        self.place(other, here(Insertion { cost: 0, minutes: 0 }));
        false
    }

    fn take_back(&mut self, number: usize) {
        let Some(case) = self.cases.get_mut(number) else { return };
        let Some((worker, _)) = case.placed.take() else { return };
        let course = self.days.get_mut(case.day).and_then(|day| day.courses.get_mut(worker));
        course.into_iter().for_each(|course| course.added.retain(|(given, _)| *given != number));
    }
}
