//! One sync: the plan is `vizitas_sync::plan`'s, the transfer somebody else's; here requests are made out of what the
//! tablet holds, and answers are taken in. The device is never held while the network is waited for. While it is locked, what
//! was made here is still handed over, proved by the transport key, and what is new is put into the inbox unread.

mod looks;
mod offer;
mod pull;
mod push;
mod sealed;
mod witness;

pub(crate) use offer::Offers;
pub(crate) use pull::PLAN_SEEN;
pub(crate) use push::as_many_as_fit;

use crate::approval::is_unapproved;
use crate::carry;
use crate::contact;
use crate::device::Device;
use crate::enrol::lock;
use crate::error::DeviceError;
use crate::recovery;
use crate::transport::{Failure, Request, Route, Transport};
use crate::view::ErrorView;
use ring::rand::SystemRandom;
use std::sync::Mutex;
use vizitas_domain::id::EventId;
use vizitas_domain::time::Time;
use vizitas_sync::entropy::draw;
use vizitas_sync::hash::Hash;
use vizitas_sync::log::{Cursor, Digest};
use vizitas_sync::plan::{Plan, Report, Step, Work};
use vizitas_sync::sign::SigningKey;
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
    /// It said something at that try, be it a problem.
    pub answered: bool,
    /// It answered that nobody has approved this tablet.
    pub unapproved: bool,
    /// When a sync was last tried.
    pub tried_at: Option<Time>,
    /// What stopped the last try.
    pub problem: Option<ErrorView>,
    /// Tries that failed in a row.
    pub failures: u32,
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
        /// The server asked for it: nothing may cut it short.
        asked: bool,
    },
    /// It cannot go on without a person.
    Stopped,
}

/// Runs one sync to its end, or to the first pause it asks for. `changed` is told whenever something came.
///
/// # Errors
/// `Locked` when it was locked meanwhile; when what came cannot be kept; what was kept until then stays.
pub async fn run(
    device: &Mutex<Device>,
    transport: &impl Transport,
    changed: &(dyn Fn() + Sync),
) -> Result<Ended, DeviceError> {
    lock(device).begin_sync()?;
    let ended = steps(device, transport, changed).await;
    // One whose own rights rest or ended still brings what others made.
    let is_heard = match ended {
        Ok(Ended::Done | Ended::Stopped) => true,
        Ok(Ended::Later { .. }) => lock(device).course.unapproved,
        Err(_) => false,
    };
    if is_heard {
        carry::deliver(device, transport).await;
    }
    contact::make(device, transport, &ended).await;
    lock(device).end_sync(&ended);
    changed();
    ended
}

async fn steps(
    device: &Mutex<Device>,
    transport: &impl Transport,
    changed: &(dyn Fn() + Sync),
) -> Result<Ended, DeviceError> {
    let (mut plan, is_open) = {
        let device = lock(device);
        let work = if device.is_open() { device.work()? } else { device.work_locked() };
        (Plan::begin(work).after_failures(device.course.failures), device.is_open())
    };
    loop {
        match plan.step() {
            Step::Wait { ms, asked } => {
                lock(device).course.failures = plan.failures();
                return Ok(Ended::Later { ms, asked });
            }
            Step::Done => {
                lock(device).course.failures = 0;
                if is_open {
                    recovery::leave_wraps(device, transport).await;
                }
                return Ok(Ended::Done);
            }
            Step::Stop(why) => {
                tracing::warn!(?why, "sync stopped");
                return Ok(Ended::Stopped);
            }
            step if !is_open && !lock(device).may_while_locked(step) => return Ok(Ended::Done),
            step => {
                let sealed = !is_open && step == Step::Pull;
                one(device, transport, &mut plan, step, sealed).await?;
                if matches!(step, Step::Push { .. } | Step::Pull) {
                    changed();
                }
            }
        }
    }
}

/// Does one step and tells the plan what came of it; a pull that is `sealed` goes into the inbox.
async fn one(
    device: &Mutex<Device>,
    transport: &impl Transport,
    plan: &mut Plan,
    step: Step,
    sealed: bool,
) -> Result<(), DeviceError> {
    let random = u64::from_be_bytes(draw(&SystemRandom::new())?);
    let ask = if sealed { lock(device).ask_sealed() } else { lock(device).ask(step) };
    let (route, request, asked) = match ask? {
        Ask::Send(route, request, asked) => (route, request, asked),
        Ask::Nothing(report) => {
            plan.report(report, random);
            return Ok(());
        }
    };
    let bytes = match send(device, transport, route, request).await? {
        Ok(bytes) => bytes,
        Err(failure) => {
            report_failure(plan, failure, random);
            return Ok(());
        }
    };
    let mut device = lock(device);
    match asked {
        Asked::Head => plan.report(Report::Head(device.take_head(&bytes)?), random),
        Asked::Push(pushed) => {
            let answer = device.take_push(&pushed, &bytes)?;
            let last = pushed.last().copied().unwrap_or_default();
            plan.report(Report::Pushed { last, answer: &answer }, random);
        }
        Asked::Offer(offered) => {
            let more = device.take_offer(&offered, &bytes)?;
            plan.report(Report::Offered { more, waiting: device.waiting_span() }, random);
        }
        Asked::Looks => plan.report(Report::Told { more: device.take_looks(&bytes)? }, random),
        Asked::Pull => {
            let (answer, unplaced) = device.take_pull(&bytes)?;
            let unplaced = if unplaced { device.waiting_span() } else { None };
            plan.report(Report::Pulled { answer: &answer, unplaced }, random);
        }
        Asked::Sealed(from) => {
            let answer = device.take_sealed(&from, &bytes)?;
            plan.report(Report::Pulled { answer: &answer, unplaced: None }, random);
        }
        Asked::Digest => {
            let anew = device.take_digest(&DigestAnswer::decode(&bytes)?)?;
            plan.report(Report::Compared { anew }, random);
        }
        Asked::Probe => {
            let heads = HeadsAnswer::decode(&bytes)?.heads;
            plan.report(Report::Probed(heads.first().copied().flatten()), random);
        }
    }
    Ok(())
}

/// What a step needs: a request with what is to be remembered of it until its answer, or nothing from the server.
enum Ask {
    Send(Route, Vec<u8>, Asked),
    Nothing(Report<'static>),
}

/// What was asked.
enum Asked {
    Head,
    /// The numbers of the events.
    Push(Vec<u64>),
    /// The events.
    Offer(Vec<EventId>),
    Looks,
    Pull,
    /// From where on, for the inbox.
    Sealed(Cursor),
    Digest,
    Probe,
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
            let mut device = lock(device);
            device.course.unapproved = is_unapproved(&answer);
            device.course.answered = !matches!(answer, Err(Failure::Unreachable));
            device.course.reached = answer.is_ok() || device.course.unapproved;
            device.hear(&answer)?;
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
    /// The request that a step needs.
    fn ask(&mut self, step: Step) -> Result<Ask, DeviceError> {
        Ok(match step {
            Step::Head => Ask::Send(Route::Push, Self::head_request(), Asked::Head),
            Step::Push { from, to, singly, gap } => {
                let (request, pushed) = self.push_request(from, to, singly, gap)?;
                Ask::Send(Route::Push, request, Asked::Push(pushed))
            }
            Step::Offer => match self.offer()? {
                Some(offer) => Ask::Send(Route::Offer, offer.request, Asked::Offer(offer.events)),
                None => Ask::Nothing(Report::Offered { more: false, waiting: self.waiting_span() }),
            },
            Step::Looks => Ask::Send(Route::Looks, self.looks_request()?, Asked::Looks),
            Step::Pull => Ask::Send(Route::Pull, self.pull_request()?, Asked::Pull),
            Step::Digest => Ask::Send(Route::Digest, self.digest_request()?, Asked::Digest),
            Step::Diverged => Ask::Nothing(Report::Kept(self.kept_cursors()?)),
            Step::Probe(position) => {
                let request = HeadsRequest { positions: vec![position] }.encode();
                Ask::Send(Route::Heads, request, Asked::Probe)
            }
            Step::RollBack { to, head } => {
                self.roll_back(to, head)?;
                Ask::Nothing(Report::RolledBack(self.work()?))
            }
            // These ask for nothing, and end the sync.
            Step::Wait { .. } | Step::Done | Step::Stop(_) => return Err(DeviceError::WrongStage),
        })
    }

    /// What there is to be done.
    fn work(&self) -> Result<Work, DeviceError> {
        Ok(Work {
            headless: self.outbox.as_ref().is_some_and(|outbox| !outbox.knows_head()),
            unplaced: self.offer()?.is_some(),
            waiting: self.waiting_span(),
            looks: !self.replica()?.looks(1)?.is_empty(),
        })
    }

    /// What a locked tablet can do besides fetching what is new: hand over what waits.
    fn work_locked(&self) -> Work {
        Work { waiting: self.waiting_span(), ..Work::default() }
    }

    /// Whether the server is to hear of this profile: of every one, and of one that was cleared until the server knows so, and as
    /// long as something lies here that it may have to ask for again.
    #[must_use]
    pub fn has_to_call(&self) -> bool {
        self.cleared_view().is_none_or(|cleared| !cleared.may_leave) || self.is_held_for_server()
    }

    fn begin_sync(&mut self) -> Result<(), DeviceError> {
        if self.identity.is_none() {
            return Err(DeviceError::WrongStage);
        }
        if !self.is_open() {
            self.keep_transport();
        }
        self.profile.mark_time(&(self.stopwatch)());
        self.mark_lease();
        self.course.running = true;
        // Until something is asked nothing says that nobody answers.
        self.course.answered = true;
        self.course.tried_at = Some(self.now());
        Ok(())
    }

    fn end_sync(&mut self, ended: &Result<Ended, DeviceError>) {
        self.course.running = false;
        let stands = self.stands();
        self.keep_stand(stands);
        self.keep_label();
        self.course.problem = match ended {
            Ok(Ended::Done) => None,
            Ok(Ended::Later { .. }) if self.course.unapproved => Some(DeviceError::NotApproved.view()),
            Ok(Ended::Later { .. }) => Some(DeviceError::Unreachable.view()),
            Ok(Ended::Stopped) => Some(DeviceError::ServerRefused(0).view()),
            Err(error) => Some(error.view()),
        };
    }

    pub(crate) fn proved(&self, route: Route, body: Vec<u8>) -> Result<Request, DeviceError> {
        let identity = self.identity.as_ref().ok_or(DeviceError::WrongStage)?;
        let prove = |prover, key: &SigningKey| {
            Proof::make(identity.installation, prover, (self.clock)(), route.name(), &body, key)
        };
        let proof = match &self.open {
            Some(open) => prove(Prover::Unlocked, &open.secrets.signing),
            None => prove(Prover::Transport, self.transport.as_ref().ok_or(DeviceError::KeyStoreMissing)?),
        };
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
        let kept = self.replica()?.cursors()?;
        Ok(kept.iter().map(|cursor| (cursor.position, Hash(cursor.head))).collect())
    }
}

pub(crate) fn wire(cursor: &vizitas_replica::Cursor) -> Cursor {
    Cursor { epoch: cursor.epoch, position: cursor.position, head: Hash(cursor.head) }
}
