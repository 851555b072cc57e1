//! In which order a sync does its work: push, then pull, then compare. A pure state machine: it is told what
//! came of a step and names the next; the transfer itself is somebody else's and decides nothing.

use crate::hash::Hash;
use crate::log::Bisect;
use crate::wire::{Problem, ProblemCode, PullAnswer, PushAnswer, PushOutcome};

/// The next thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Push own events from this seq on, as many as fit, at most up to `to`.
    Push {
        /// First seq.
        from: u64,
        /// Last seq.
        to: u64,
        /// Each with its own `prev` and signature.
        singly: bool,
    },
    /// After a roll-back: offer the events of others that lost their place.
    Offer,
    /// Pull what is behind the cursor, and history still missing.
    Pull,
    /// The cursor's h is not the log's: report the cursors kept ([`Report::Kept`]).
    Diverged,
    /// Ask for h at this position.
    Probe(u64),
    /// Un-place every event behind this position (back to pending, never deleted) and set the cursor to it.
    RollBack {
        /// The last position in common.
        to: u64,
        /// h at that position.
        head: Hash,
    },
    /// Compare digests.
    Digest,
    /// Wait so many milliseconds, say [`Plan::waited`], go on.
    Wait {
        /// Milliseconds.
        ms: u64,
    },
    /// Nothing is left to do.
    Done,
    /// It cannot go on without a person.
    Stop(Stopped),
}

/// Why a person is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// Two branches of this installation's chain exist: enrol anew.
    Forked,
    /// The app must be updated.
    Protocol,
    /// The server does not know this installation.
    NotEnrolled,
    /// The installation was revoked.
    Revoked,
    /// The server's answers contradict one another, or it will not take what was made here.
    Stuck,
    /// Streams loaded anew differ still.
    Differs,
}

/// What came of a step.
#[derive(Clone, Debug)]
pub enum Report<'a> {
    /// Events up to this seq were pushed and answered so.
    Pushed {
        /// Last seq that was in the request.
        last: u64,
        /// The answer.
        answer: &'a PushAnswer,
    },
    /// An offer was answered.
    Offered {
        /// Whether there is more to offer.
        more: bool,
    },
    /// A pull was answered, and applied.
    Pulled(&'a PullAnswer),
    /// The cursors kept of the log, by ascending position.
    Kept(Vec<(u64, Hash)>),
    /// h at the probed position, none when the log does not reach so far.
    Probed(Option<Hash>),
    /// The replica was rolled back.
    RolledBack {
        /// Own events that wait now: first and last seq.
        waiting: Option<(u64, u64)>,
        /// Whether events of others lost their place.
        foreign: bool,
    },
    /// Digests were compared.
    Compared {
        /// Whether some stream has to be loaded anew.
        anew: bool,
    },
    /// The server answered with a problem.
    Problem(Problem),
    /// No answer came.
    Offline,
}

#[derive(Clone, Debug)]
enum Phase {
    /// Events up to `singly_to` go one by one.
    Push {
        from: u64,
        to: u64,
        singly_to: u64,
    },
    Offer,
    Pull,
    Diverged,
    Bisect(Bisect),
    Digest,
    Done,
    Stop(Stopped),
}

/// The plan of one sync.
#[derive(Clone, Debug)]
pub struct Plan {
    phase: Phase,
    /// Events of others are still to be offered.
    offer: bool,
    /// Failures in a row.
    failures: u32,
    /// Set while waiting after a failure.
    wait_ms: Option<u64>,
    /// How often a digest sent us back to pull.
    rounds: u32,
    /// How often the log was found to be another one.
    rollbacks: u32,
}

/// First pause after a failure, in milliseconds; doubled with each further one.
pub const FIRST_PAUSE_MS: u64 = 2_000;
/// Longest pause of our own accord, in milliseconds.
pub const LONGEST_PAUSE_MS: u64 = 15 * 60 * 1_000;
/// So many times in one sync streams are loaded anew, or the replica rolled back.
const ROUNDS: u32 = 2;

/// The pause after `failures` failures in a row: at least half of its bound or what the server asked, whichever is
/// longer, and spread by `random` so that tablets that failed together do not come back together.
#[must_use]
pub fn pause_ms(failures: u32, retry_after_s: u32, random: u64) -> u64 {
    let factor = 1_u64.checked_shl(failures.saturating_sub(1)).unwrap_or(u64::MAX);
    let half = FIRST_PAUSE_MS.saturating_mul(factor).min(LONGEST_PAUSE_MS) / 2;
    half.max(u64::from(retry_after_s) * 1_000) + random % (half + 1)
}

impl Plan {
    /// A sync with these own events waiting: first and last seq.
    #[must_use]
    pub fn begin(waiting: Option<(u64, u64)>) -> Self {
        let mut plan =
            Self { phase: Phase::Pull, offer: false, failures: 0, wait_ms: None, rounds: 0, rollbacks: 0 };
        plan.push(waiting);
        plan
    }

    /// What to do now. Asked again without a report in between, it says the same.
    #[must_use]
    pub fn step(&self) -> Step {
        if let Some(ms) = self.wait_ms {
            return Step::Wait { ms };
        }
        match &self.phase {
            Phase::Push { from, to, singly_to } => {
                let singly = singly_to >= from;
                Step::Push { from: *from, to: if singly { *singly_to } else { *to }, singly }
            }
            Phase::Offer => Step::Offer,
            Phase::Pull => Step::Pull,
            Phase::Diverged => Step::Diverged,
            Phase::Bisect(bisect) => match bisect.probe() {
                Some(position) => Step::Probe(position),
                None => {
                    let (to, head) = bisect.common();
                    Step::RollBack { to, head }
                }
            },
            Phase::Digest => Step::Digest,
            Phase::Done => Step::Done,
            Phase::Stop(why) => Step::Stop(*why),
        }
    }

    /// The pause is over.
    pub fn waited(&mut self) {
        self.wait_ms = None;
    }

    /// Takes what came of the step. `random` spreads the pause after a failure.
    pub fn report(&mut self, report: Report<'_>, random: u64) {
        let retry_after_s = match &report {
            Report::Offline => Some(0),
            Report::Problem(problem) => self.problem(problem),
            _ => None,
        };
        if let Some(retry_after_s) = retry_after_s {
            self.failures = self.failures.saturating_add(1);
            self.wait_ms = Some(pause_ms(self.failures, retry_after_s, random));
            return;
        }
        self.failures = 0;
        match report {
            Report::Pushed { last, answer } => self.pushed(last, &answer.outcome),
            Report::Offered { more } => {
                self.offer = more;
                self.push(None);
            }
            Report::Pulled(answer) => self.pulled(answer),
            Report::Kept(kept) => self.phase = Phase::Bisect(Bisect::new(kept)),
            Report::Probed(theirs) => {
                if let Phase::Bisect(bisect) = &mut self.phase {
                    bisect.answer(theirs);
                }
            }
            Report::RolledBack { waiting, foreign } => {
                self.offer = foreign;
                self.push(waiting);
            }
            Report::Compared { anew } => self.compared(anew),
            Report::Problem(_) | Report::Offline => {}
        }
    }

    /// Whether to come back later, and not before so many seconds.
    fn problem(&mut self, problem: &Problem) -> Option<u32> {
        let why = match problem.code {
            ProblemCode::Busy | ProblemCode::Failed | ProblemCode::Other(_) => {
                return Some(problem.retry_after_s);
            }
            ProblemCode::Protocol => Stopped::Protocol,
            ProblemCode::NotEnrolled => Stopped::NotEnrolled,
            ProblemCode::Revoked => Stopped::Revoked,
            ProblemCode::Malformed | ProblemCode::TooLarge | ProblemCode::Code => Stopped::Stuck,
        };
        self.phase = Phase::Stop(why);
        None
    }

    fn push(&mut self, waiting: Option<(u64, u64)>) {
        self.phase = match waiting {
            Some((from, to)) if from <= to => Phase::Push { from, to, singly_to: 0 },
            _ if self.offer => Phase::Offer,
            _ => Phase::Pull,
        };
    }

    fn pushed(&mut self, last: u64, outcome: &PushOutcome) {
        let Phase::Push { from, to, singly_to } = self.phase else { return };
        match outcome {
            PushOutcome::Judged(_) if last < to && last >= from => {
                self.phase = Phase::Push { from: last + 1, to, singly_to };
            }
            PushOutcome::Judged(_) if last < from => self.phase = Phase::Stop(Stopped::Stuck),
            PushOutcome::Judged(_) => self.push(None),
            PushOutcome::PushSingly if singly_to < from => {
                self.phase = Phase::Push { from, to, singly_to: last };
            }
            // Each time from an earlier event, so this comes to an end.
            PushOutcome::Resume(head) if head.seq + 1 < from => {
                self.phase = Phase::Push { from: head.seq + 1, to, singly_to: 0 };
            }
            PushOutcome::PushSingly | PushOutcome::Resume(_) => self.phase = Phase::Stop(Stopped::Stuck),
            PushOutcome::Forked { .. } => self.phase = Phase::Stop(Stopped::Forked),
        }
    }

    fn pulled(&mut self, answer: &PullAnswer) {
        self.phase = match &answer.pulled {
            Some(pulled) if pulled.more => Phase::Pull,
            Some(_) => Phase::Digest,
            None if self.rollbacks < ROUNDS => Phase::Diverged,
            None => Phase::Stop(Stopped::Stuck),
        };
        self.rollbacks += u32::from(answer.pulled.is_none());
    }

    fn compared(&mut self, anew: bool) {
        self.phase = match (anew, self.rounds < ROUNDS) {
            (false, _) => Phase::Done,
            (true, true) => Phase::Pull,
            (true, false) => Phase::Stop(Stopped::Differs),
        };
        self.rounds += u32::from(anew);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::Head;
    use crate::log::Cursor;
    use crate::sign::Signature;
    use crate::wire::{Code, Pulled, Verdict};

    fn answered(outcome: PushOutcome) -> PushAnswer {
        PushAnswer { outcome, epoch: 1, server_ms: 0, backed_up: 0 }
    }

    fn pulled(more: bool) -> PullAnswer {
        let pulled = Pulled {
            scanned: Cursor::default(),
            events: vec![],
            own: vec![],
            granted: vec![],
            revoked: vec![],
            backfilled: vec![],
            keys: None,
            more,
            signature: Signature([0; 64]),
        };
        PullAnswer { pulled: Some(pulled), epoch: 1, server_ms: 0, backed_up: 0 }
    }

    fn diverged() -> PullAnswer {
        PullAnswer { pulled: None, ..pulled(false) }
    }

    fn push(plan: &mut Plan, last: u64, outcome: PushOutcome) -> Step {
        plan.report(Report::Pushed { last, answer: &answered(outcome) }, 0);
        plan.step()
    }

    fn pull(plan: &mut Plan, answer: &PullAnswer) -> Step {
        plan.report(Report::Pulled(answer), 0);
        plan.step()
    }

    fn judged() -> PushOutcome {
        PushOutcome::Judged(vec![Verdict::At(1), Verdict::Refused(Code::NOT_ALLOWED)])
    }

    #[test]
    fn pushes_in_batches_then_pulls_then_compares() {
        let mut plan = Plan::begin(Some((4, 9)));
        assert_eq!(plan.step(), Step::Push { from: 4, to: 9, singly: false });
        assert_eq!(push(&mut plan, 6, judged()), Step::Push { from: 7, to: 9, singly: false });
        assert_eq!(push(&mut plan, 9, judged()), Step::Pull);
        assert_eq!(pull(&mut plan, &pulled(true)), Step::Pull);
        assert_eq!(pull(&mut plan, &pulled(false)), Step::Digest);
        plan.report(Report::Compared { anew: false }, 0);
        assert_eq!(plan.step(), Step::Done);
    }

    #[test]
    fn a_bad_signature_makes_that_batch_go_singly_and_no_other() {
        let mut plan = Plan::begin(Some((1, 9)));
        let singly = Step::Push { from: 1, to: 5, singly: true };
        assert_eq!(push(&mut plan, 5, PushOutcome::PushSingly), singly);
        assert_eq!(push(&mut plan, 3, judged()), Step::Push { from: 4, to: 5, singly: true });
        assert_eq!(push(&mut plan, 5, judged()), Step::Push { from: 6, to: 9, singly: false });
        let mut plan = Plan::begin(Some((1, 9)));
        push(&mut plan, 5, PushOutcome::PushSingly);
        assert_eq!(push(&mut plan, 5, PushOutcome::PushSingly), Step::Stop(Stopped::Stuck));
    }

    #[test]
    fn goes_back_to_what_the_server_lost_but_never_in_circles() {
        let resume = |seq| PushOutcome::Resume(Head { seq, ..Head::default() });
        let mut plan = Plan::begin(Some((5, 6)));
        assert_eq!(push(&mut plan, 6, resume(2)), Step::Push { from: 3, to: 6, singly: false });
        assert_eq!(push(&mut plan, 6, resume(2)), Step::Stop(Stopped::Stuck));
        let mut plan = Plan::begin(Some((5, 6)));
        assert_eq!(push(&mut plan, 6, PushOutcome::Forked { seq: 5 }), Step::Stop(Stopped::Forked));
    }

    #[test]
    fn after_a_restore_it_finds_the_fork_rolls_back_and_offers_everything_again() {
        let mut plan = Plan::begin(None);
        assert_eq!(pull(&mut plan, &diverged()), Step::Diverged);
        let kept = vec![(10, Hash([1; 32])), (20, Hash([2; 32])), (30, Hash([3; 32]))];
        plan.report(Report::Kept(kept), 0);
        assert_eq!(plan.step(), Step::Probe(20));
        plan.report(Report::Probed(Some(Hash([2; 32]))), 0);
        assert_eq!(plan.step(), Step::Probe(30));
        plan.report(Report::Probed(None), 0);
        assert_eq!(plan.step(), Step::RollBack { to: 20, head: Hash([2; 32]) });
        plan.report(Report::RolledBack { waiting: Some((2, 2)), foreign: true }, 0);
        assert_eq!(plan.step(), Step::Push { from: 2, to: 2, singly: false });
        assert_eq!(push(&mut plan, 2, judged()), Step::Offer);
        plan.report(Report::Offered { more: true }, 0);
        assert_eq!(plan.step(), Step::Offer);
        plan.report(Report::Offered { more: false }, 0);
        assert_eq!(plan.step(), Step::Pull);
        pull(&mut plan, &diverged());
        plan.report(Report::Kept(vec![]), 0);
        assert_eq!(plan.step(), Step::RollBack { to: 0, head: Hash::ZERO });
        plan.report(Report::RolledBack { waiting: None, foreign: false }, 0);
        assert_eq!(pull(&mut plan, &diverged()), Step::Stop(Stopped::Stuck));
    }

    #[test]
    fn streams_that_differ_are_loaded_anew_twice_and_then_somebody_is_told() {
        let mut plan = Plan::begin(None);
        for _ in 0..ROUNDS {
            pull(&mut plan, &pulled(false));
            plan.report(Report::Compared { anew: true }, 0);
            assert_eq!(plan.step(), Step::Pull);
        }
        pull(&mut plan, &pulled(false));
        plan.report(Report::Compared { anew: true }, 0);
        assert_eq!(plan.step(), Step::Stop(Stopped::Differs));
    }

    #[test]
    fn waits_longer_each_time_and_takes_up_where_it_was() {
        let mut plan = Plan::begin(Some((1, 2)));
        let mut last = 0;
        for failure in 1..30 {
            plan.report(Report::Offline, 0);
            let Step::Wait { ms } = plan.step() else { panic!("no pause") };
            assert!(ms >= last && ms <= LONGEST_PAUSE_MS, "{failure}: {ms}");
            last = ms;
            plan.waited();
            assert_eq!(plan.step(), Step::Push { from: 1, to: 2, singly: false });
        }
        push(&mut plan, 2, judged());
        let busy = Problem { code: ProblemCode::Busy, retry_after_s: 90 };
        plan.report(Report::Problem(busy), 500);
        assert_eq!(plan.step(), Step::Wait { ms: 90_500 });
        plan.waited();
        let revoked = Problem { code: ProblemCode::Revoked, retry_after_s: 0 };
        plan.report(Report::Problem(revoked), 0);
        assert_eq!(plan.step(), Step::Stop(Stopped::Revoked));
    }

    #[test]
    fn pauses_stay_in_their_bounds() {
        for failures in [0, 1, 5, 20, 64, u32::MAX] {
            for random in [0, 1, 999, u64::MAX] {
                let ms = pause_ms(failures, 0, random);
                assert!((FIRST_PAUSE_MS / 2..=LONGEST_PAUSE_MS).contains(&ms));
            }
        }
    }
}
