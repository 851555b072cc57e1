//! In which order a sync does its work: what lost its place is offered, then push, pull, compare. A pure state machine: it is told what
//! came of a step and names the next; the transfer itself is somebody else's and decides nothing.

use crate::hash::Hash;
use crate::log::Bisect;
use crate::wire::{Problem, ProblemCode, PullAnswer, PushAnswer, PushOutcome};

/// The next thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Ask where the own chain stands, by a push of nothing: before that, nothing new may be made.
    Head,
    /// Push own events from this seq on, as many as fit, at most up to `to`.
    Push {
        /// First seq.
        from: u64,
        /// Last seq.
        to: u64,
        /// Each with its own `prev` and signature.
        singly: bool,
        /// Told that what the server misses before these is held here no longer.
        gap: bool,
    },
    /// Offer events that lost their place in the log, with the proof that they had one: whoever made them.
    Offer,
    /// Tell who looked at whom.
    Looks,
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
        /// The server asked for it: nothing may cut it short.
        asked: bool,
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
    /// The chain's head is known now; own events that wait: first and last seq.
    Head(Option<(u64, u64)>),
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
        /// Own events that wait still.
        waiting: Option<(u64, u64)>,
    },
    /// Looks were told; whether there are more.
    Told {
        /// Whether there are more.
        more: bool,
    },
    /// A pull was answered, and applied.
    Pulled {
        /// The answer.
        answer: &'a PullAnswer,
        /// When it told that own events lost their place: those that wait now, first and last seq.
        unplaced: Option<(u64, u64)>,
    },
    /// The cursors kept of the log, by ascending position.
    Kept(Vec<(u64, Hash)>),
    /// h at the probed position, none when the log does not reach so far.
    Probed(Option<Hash>),
    /// The replica was rolled back: what there is to be done now.
    RolledBack(Work),
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

/// What there is to be done besides asking for what is new.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// It is not known any more where the own chain stands.
    pub headless: bool,
    /// Events lost their place in the log, and can be shown to have had one.
    pub unplaced: bool,
    /// Own events that wait: first and last seq.
    pub waiting: Option<(u64, u64)>,
    /// Somebody looked at somebody, and the server does not know.
    pub looks: bool,
}

#[derive(Clone, Debug)]
enum Phase {
    Head,
    /// Events up to `singly_to` go one by one.
    Push {
        from: u64,
        to: u64,
        singly_to: u64,
        gap: bool,
    },
    Offer,
    Looks,
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
    /// What is still to be done before pulling.
    work: Work,
    /// Failures in a row.
    failures: u32,
    /// Set while waiting after a failure: how long, and whether the server asked for it.
    wait: Option<(u64, bool)>,
    /// How often a digest sent us back to pull.
    rounds: u32,
    /// How often the log was found to be another one.
    rollbacks: u32,
}

/// First pause after a failure, in milliseconds; doubled with each further one.
pub const FIRST_PAUSE_MS: u64 = 2_000;
/// Longest pause of our own accord, in milliseconds.
pub const LONGEST_PAUSE_MS: u64 = 15 * 60 * 1_000;
/// How soon a tablet that waits for the office's approval asks again, in milliseconds: somebody may stand before it.
pub const APPROVAL_PAUSE_MS: u64 = 5_000;
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
    /// A sync with this to be done.
    #[must_use]
    pub fn begin(work: Work) -> Self {
        let mut plan = Self { phase: Phase::Pull, work, failures: 0, wait: None, rounds: 0, rollbacks: 0 };
        plan.next();
        plan
    }

    /// The same, when so many tries in a row have failed before: the pauses go on growing.
    #[must_use]
    pub fn after_failures(self, failures: u32) -> Self {
        Self { failures, ..self }
    }

    /// Tries that failed in a row by now.
    #[must_use]
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// What to do now. Asked again without a report in between, it says the same.
    #[must_use]
    pub fn step(&self) -> Step {
        if let Some((ms, asked)) = self.wait {
            return Step::Wait { ms, asked };
        }
        match &self.phase {
            Phase::Head => Step::Head,
            Phase::Push { from, to, singly_to, gap } => {
                let singly = singly_to >= from;
                Step::Push { from: *from, to: if singly { *singly_to } else { *to }, singly, gap: *gap }
            }
            Phase::Offer => Step::Offer,
            Phase::Looks => Step::Looks,
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
        self.wait = None;
    }

    /// Takes what came of the step. `random` spreads the pause after a failure.
    pub fn report(&mut self, report: Report<'_>, random: u64) {
        if let Report::Problem(Problem { code: ProblemCode::NotApproved, .. }) = report {
            // Nothing has failed, so the pauses do not grow.
            self.failures = 0;
            self.wait = Some((APPROVAL_PAUSE_MS + random % APPROVAL_PAUSE_MS, false));
            return;
        }
        let retry_after_s = match &report {
            Report::Offline => Some(0),
            Report::Problem(problem) => self.problem(problem),
            _ => None,
        };
        if let Some(retry_after_s) = retry_after_s {
            self.failures = self.failures.saturating_add(1);
            self.wait = Some((pause_ms(self.failures, retry_after_s, random), retry_after_s > 0));
            return;
        }
        self.failures = 0;
        match report {
            Report::Pushed { last, answer } => self.pushed(last, &answer.outcome),
            Report::Head(waiting) => {
                self.work = Work { headless: false, waiting, ..self.work };
                self.next();
            }
            Report::Offered { more, waiting } => {
                self.work = Work { unplaced: more, waiting, ..self.work };
                self.next();
            }
            Report::Told { more } => {
                self.work.looks = more;
                self.next();
            }
            Report::Pulled { answer, unplaced } => self.pulled(answer, unplaced),
            Report::Kept(kept) => self.phase = Phase::Bisect(Bisect::new(kept)),
            Report::Probed(theirs) => {
                if let Phase::Bisect(bisect) = &mut self.phase {
                    bisect.answer(theirs);
                }
            }
            Report::RolledBack(work) => {
                self.work = work;
                self.next();
            }
            Report::Compared { anew } => self.compared(anew),
            Report::Problem(_) | Report::Offline => {}
        }
    }

    /// Whether to come back later, and not before so many seconds.
    fn problem(&mut self, problem: &Problem) -> Option<u32> {
        let why = match problem.code {
            ProblemCode::Busy | ProblemCode::Failed | ProblemCode::NotApproved | ProblemCode::Other(_) => {
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

    /// The next thing of what is to be done. What lost its place goes before what never had one: the log is then as it
    /// was when that was made.
    fn next(&mut self) {
        self.phase = match self.work {
            Work { headless: true, .. } => Phase::Head,
            Work { unplaced: true, .. } => Phase::Offer,
            Work { waiting: Some((from, to)), .. } if from <= to => {
                Phase::Push { from, to, singly_to: 0, gap: false }
            }
            Work { looks: true, .. } => Phase::Looks,
            _ => Phase::Pull,
        };
    }

    fn pushed(&mut self, last: u64, outcome: &PushOutcome) {
        let Phase::Push { from, to, singly_to, gap } = self.phase else { return };
        match outcome {
            PushOutcome::Judged(_) if last < to && last >= from => {
                self.phase = Phase::Push { from: last + 1, to, singly_to, gap: false };
            }
            PushOutcome::Judged(_) if last < from => self.phase = Phase::Stop(Stopped::Stuck),
            PushOutcome::Judged(_) => {
                self.work.waiting = None;
                self.next();
            }
            PushOutcome::PushSingly if singly_to < from => {
                self.phase = Phase::Push { from, to, singly_to: last, gap };
            }
            // Each time from an earlier event, then with its word that there is none: so this comes to an end.
            PushOutcome::Resume(head) if head.seq.saturating_add(1) < from && !gap => {
                self.phase = Phase::Push { from: head.seq + 1, to, singly_to: 0, gap: false };
            }
            PushOutcome::Resume(_) if !gap => self.phase = Phase::Push { from, to, singly_to: 0, gap: true },
            PushOutcome::PushSingly | PushOutcome::Resume(_) => self.phase = Phase::Stop(Stopped::Stuck),
            PushOutcome::Forked { .. } => self.phase = Phase::Stop(Stopped::Forked),
        }
    }

    fn pulled(&mut self, answer: &PullAnswer, unplaced: Option<(u64, u64)>) {
        if unplaced.is_some() {
            self.work.waiting = unplaced;
            return self.next();
        }
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
mod tests;
