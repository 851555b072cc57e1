//! One sync: the plan is `vizitas_sync::plan`'s, the transfer somebody else's; here requests are made out of what the
//! tablet holds, and answers are taken in. The device is never held while the network is waited for.

mod pull;

mod push;

pub(crate) use pull::PLAN_SEEN;

use crate::device::Device;
use crate::enrol::lock;
use crate::error::DeviceError;
use crate::transport::{Failure, Request, Route, Transport};
use crate::view::ErrorView;
use ring::rand::SystemRandom;
use std::sync::Mutex;
use vizitas_domain::time::Time;
use vizitas_sync::entropy::draw;
use vizitas_sync::hash::Hash;
use vizitas_sync::log::{Cursor, Digest};
use vizitas_sync::plan::{Plan, Report, Step};
use vizitas_sync::wire::{
    DigestAnswer, DigestRequest, HeadsAnswer, HeadsRequest, Loading, Message, Problem, ProblemCode, Proof,
    Prover, StreamDigest,
};

/// What is known of the connection: for the line at the top of every screen.
#[derive(Clone, Debug, Default)]
pub struct Course {
    /// A sync is running.
    pub running: bool,
    /// The server answered at the last try.
    pub reached: bool,
    /// When a sync was last tried.
    pub tried_at: Option<Time>,
    /// What stopped the last try.
    pub problem: Option<ErrorView>,
}

/// How a sync ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Both sides hold the same.
    Done,
    /// To be tried again after so many milliseconds.
    Later {
        /// Milliseconds.
        ms: u64,
    },
    /// It cannot go on without a person.
    Stopped,
}

/// Runs one sync to its end, or to the first pause it asks for. `changed` is told whenever something came.
///
/// # Errors
/// `Locked`, or when what came cannot be kept; what was kept until then stays.
pub async fn run(
    device: &Mutex<Device>,
    transport: &impl Transport,
    changed: &(dyn Fn() + Sync),
) -> Result<Ended, DeviceError> {
    lock(device).begin_sync()?;
    let ended = steps(device, transport, changed).await;
    lock(device).end_sync(&ended);
    changed();
    ended
}

async fn steps(
    device: &Mutex<Device>,
    transport: &impl Transport,
    changed: &(dyn Fn() + Sync),
) -> Result<Ended, DeviceError> {
    let mut plan = Plan::begin(lock(device).waiting_span());
    let mut diverged = Cursor::default();
    loop {
        let random = u64::from_be_bytes(draw(&SystemRandom::new())?);
        match plan.step() {
            Step::Push { from, to, singly } => {
                let (request, last) = lock(device).push_request(from, to, singly)?;
                match send(device, transport, Route::Push, request).await? {
                    Ok(bytes) => {
                        let answer = lock(device).take_push(from, &bytes)?;
                        plan.report(Report::Pushed { last, answer: &answer }, random);
                        changed();
                    }
                    Err(failure) => report_failure(&mut plan, failure, random),
                }
            }
            Step::Pull => {
                let request = lock(device).pull_request()?;
                match send(device, transport, Route::Pull, request).await? {
                    Ok(bytes) => {
                        let answer = lock(device).take_pull(&bytes)?;
                        plan.report(Report::Pulled(&answer), random);
                        changed();
                    }
                    Err(failure) => report_failure(&mut plan, failure, random),
                }
            }
            Step::Digest => {
                let request = lock(device).digest_request()?;
                match send(device, transport, Route::Digest, request).await? {
                    Ok(bytes) => {
                        let anew = lock(device).take_digest(&DigestAnswer::decode(&bytes)?)?;
                        plan.report(Report::Compared { anew }, random);
                    }
                    Err(failure) => report_failure(&mut plan, failure, random),
                }
            }
            Step::Diverged => plan.report(Report::Kept(lock(device).kept_cursors()?), random),
            Step::Probe(position) => {
                let request = HeadsRequest { positions: vec![position] }.encode();
                match send(device, transport, Route::Heads, request).await? {
                    Ok(bytes) => {
                        let answer = HeadsAnswer::decode(&bytes)?;
                        diverged.epoch = answer.epoch;
                        plan.report(Report::Probed(answer.heads.first().copied().flatten()), random);
                    }
                    Err(failure) => report_failure(&mut plan, failure, random),
                }
            }
            Step::RollBack { to, head } => {
                let cursor = Cursor { position: to, head, ..diverged };
                let waiting = lock(device).roll_back(&cursor)?;
                plan.report(Report::RolledBack { waiting, foreign: false }, random);
            }
            Step::Offer => plan.report(Report::Offered { more: false }, random),
            Step::Wait { ms } => return Ok(Ended::Later { ms }),
            Step::Done => return Ok(Ended::Done),
            Step::Stop(why) => {
                tracing::warn!(?why, "sync stopped");
                return Ok(Ended::Stopped);
            }
        }
    }
}

/// Sends a proved request; the inner error is the network's and the plan's to judge.
async fn send(
    device: &Mutex<Device>,
    transport: &impl Transport,
    route: Route,
    body: Vec<u8>,
) -> Result<Result<Vec<u8>, Failure>, DeviceError> {
    let request = lock(device).proved(route, body)?;
    match transport.send(request).await {
        Err(Failure::NotTrusted) => Err(DeviceError::NotTrusted),
        answer => {
            lock(device).course.reached = answer.is_ok();
            Ok(answer)
        }
    }
}

fn report_failure(plan: &mut Plan, failure: Failure, random: u64) {
    let report = match failure {
        Failure::Problem { code, retry_after_s } => {
            Report::Problem(Problem { code: ProblemCode::named(code), retry_after_s })
        }
        Failure::Unreachable | Failure::NotTrusted => Report::Offline,
    };
    plan.report(report, random);
}

impl Device {
    fn begin_sync(&mut self) -> Result<(), DeviceError> {
        self.replica()?;
        self.course.running = true;
        self.course.tried_at = Some(self.now());
        Ok(())
    }

    fn end_sync(&mut self, ended: &Result<Ended, DeviceError>) {
        self.course.running = false;
        self.course.problem = match ended {
            Ok(Ended::Done) => None,
            Ok(Ended::Later { .. }) => Some(DeviceError::Unreachable.view()),
            Ok(Ended::Stopped) => Some(DeviceError::ServerRefused(0).view()),
            Err(error) => Some(error.view()),
        };
    }

    fn proved(&self, route: Route, body: Vec<u8>) -> Result<Request, DeviceError> {
        let identity = self.identity.as_ref().ok_or(DeviceError::WrongStage)?;
        let signing = &self.open.as_ref().ok_or(DeviceError::Locked)?.secrets.signing;
        let now = (self.clock)();
        let proof = Proof::make(identity.installation, Prover::Unlocked, now, route.name(), &body, signing);
        Ok(Request { route, body, proof: Some(proof) })
    }

    /// What is held of each stream up to the cursor; of a stream whose history loads, in two parts.
    fn digest_request(&self) -> Result<Vec<u8>, DeviceError> {
        let (replica, cursor) = (self.replica()?, self.cursor()?);
        let digest = |stream, after, upto| -> Result<Digest, DeviceError> {
            let held = replica.digest(stream, after, upto)?;
            Ok(Digest { count: held.count, last: held.last, hash: Hash(held.hash) })
        };
        let mut streams = Vec::new();
        for grant in replica.grants()? {
            let stream = grant.stream;
            streams.push(if grant.is_complete() {
                StreamDigest { stream, digest: digest(stream, 0, cursor.position)?, loading: None }
            } else {
                StreamDigest {
                    stream,
                    digest: digest(stream, grant.granted, cursor.position)?,
                    loading: Some(Loading {
                        loaded: grant.backfilled,
                        granted: grant.granted,
                        history: digest(stream, 0, grant.backfilled)?,
                    }),
                }
            });
        }
        Ok(DigestRequest { cursor: wire(&cursor), streams }.encode())
    }

    fn kept_cursors(&self) -> Result<Vec<(u64, Hash)>, DeviceError> {
        /// More receipts than a tablet makes in a year of syncs.
        const KEPT: u32 = 100_000;
        let mut kept: Vec<_> = self
            .replica()?
            .receipts(u64::MAX >> 1, KEPT)?
            .iter()
            .map(|receipt| (receipt.cursor.position, Hash(receipt.cursor.head)))
            .collect();
        kept.reverse();
        Ok(kept)
    }
}

pub(crate) fn wire(cursor: &vizitas_replica::Cursor) -> Cursor {
    Cursor { epoch: cursor.epoch, position: cursor.position, head: Hash(cursor.head) }
}
