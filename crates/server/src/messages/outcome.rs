//! What became of a message: its row, the event in the client's stream, and the task for a person when it did not reach the
//! client. All of it in one piece of the log's work. And the release after a restore.

use super::settings::MessageSettings;
use super::wanted::{must_arrive, named};
use super::{Carriers, RELEASED};
use crate::error::Error;
use crate::log::{Job, JobRow, JobState, Read, StreamKind, Write};
use crate::municipality::Municipality;
use vizitas_domain::event::Body;
use vizitas_domain::id::{ActorId, StreamId, TaskId};
use vizitas_domain::task::{Task, TaskCause};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::told::{Delivery, Told};

/// Minutes within which somebody should call.
const CALL_WITHIN: i64 = 60;

/// Whether messages go out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether clients are told at all.
    pub on: bool,
    /// What is held after a restore, until somebody lets it out.
    pub held: Option<Held>,
}

/// Messages held after a restore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// When the log was restored.
    pub restored: Time,
    /// How many wait.
    pub waiting: u32,
    /// How many of them fell due before, so that they may have gone out by then: nobody knows.
    pub doubtful: u32,
}

fn is_released(log: &dyn Read) -> Result<bool, Error> {
    Ok(log.mark(RELEASED)?.max(1) >= u64::from(log.head()?.epoch))
}

impl Municipality {
    /// Both carriers and the hours, as the office has set them.
    pub(crate) fn carriers(&self) -> Result<Carriers, Error> {
        self.log.read(|log| {
            Ok(Carriers {
                messages: crate::settings::read(log)?,
                email: crate::settings::read(log)?,
                sms: crate::settings::read(log)?,
                templates: crate::settings::read(log)?,
            })
        })
    }

    /// Writes down how far a message came.
    pub(super) fn outcome(
        &self,
        log: &mut dyn Write,
        row: &mut JobRow,
        delivery: Delivery,
        why: &str,
    ) -> Result<(), Error> {
        row.state = JobState::Told(delivery);
        log.put_job(row)?;
        let now = self.clock.now();
        if delivery == Delivery::Withdrawn && row.job.not_before > now {
            // Nobody waits for it yet.
            return Ok(());
        }
        let job = &row.job;
        self.say_of(
            log,
            job.stream,
            Body::MessageTold(Told {
                id: job.id,
                visit: Some(job.visit),
                plan: job.plan,
                purpose: job.purpose,
                channel: job.channel,
                delivery,
                at: now,
                why: why.into(),
            }),
        )?;
        let cause = match delivery {
            Delivery::Failed => TaskCause::MessageFailed,
            Delivery::Unknown => TaskCause::MessageUnknown,
            Delivery::Sent | Delivery::Delivered | Delivery::Withdrawn => return Ok(()),
        };
        if must_arrive(job.purpose) { self.raise(log, job, cause) } else { Ok(()) }
    }

    /// Asks for a person: a call about what this message would have said.
    pub(super) fn raise(&self, log: &mut dyn Write, job: &Job, cause: TaskCause) -> Result<(), Error> {
        let now = self.clock.now();
        let task = Task {
            // The same message asks once, whatever is heard of it.
            id: TaskId(named(&[job.id.0.as_bytes(), format!("{cause:?}").as_bytes()])),
            cause,
            visit: Some(job.visit),
            about: Some(job.cause),
            owner: None,
            due: now.plus_minutes(CALL_WITHIN).min(job.not_after).max(now),
            words: Text::default(),
            at: now,
        };
        self.say_of(log, job.stream, Body::TaskRaised(task))
    }

    pub(super) fn say_of(&self, log: &mut dyn Write, stream: StreamId, body: Body) -> Result<(), Error> {
        let saying = self.saying(log, stream, body)?;
        self.say(log, &self.identity.node, StreamKind::Client, stream, saying).map(drop)
    }

    /// Whether messages may go out: after a restore not before a person says so.
    ///
    /// # Errors
    /// When the database fails.
    pub fn may_send(&self) -> Result<bool, Error> {
        self.log.read(is_released)
    }

    /// Whether messages go out, and how many wait for a person's word.
    ///
    /// # Errors
    /// When the database fails.
    pub fn standing(&self) -> Result<Standing, Error> {
        self.log.read(|log| {
            let on = crate::settings::read::<MessageSettings>(log)?.on;
            if is_released(log)? {
                return Ok(Standing { on, ..Standing::default() });
            }
            let restored = log.epochs()?.into_iter().last().map_or(self.clock.now(), |epoch| epoch.begun);
            let waiting = log.jobs_waiting(Time(i64::MAX))?;
            Ok(Standing { on, held: Some(Held { restored, waiting, doubtful: log.jobs_waiting(restored)? }) })
        })
    }

    /// Whether a message fell due before the restore, so that it may have gone out by then: nobody knows.
    pub(super) fn is_doubtful(&self, log: &dyn Read, job: &Job) -> Result<bool, Error> {
        let restored = log.epochs()?.into_iter().last().filter(|epoch| epoch.epoch > 1);
        Ok(restored.is_some_and(|epoch| job.not_before <= epoch.begun))
    }

    /// Lets messages go out again after a restore. Those that fell due before it may have gone: unless the carrier drops
    /// what it has had, each becomes a person's matter when its turn comes. Where nothing is held nothing changes.
    ///
    /// # Errors
    /// When the database fails.
    pub fn release_messages(&self, actor: ActorId) -> Result<(), Error> {
        let now = self.clock.now();
        self.log.write(move |log| {
            if is_released(log.read())? {
                return Ok(());
            }
            let epoch = log.read().head()?.epoch;
            log.set_mark(RELEASED, u64::from(epoch))?;
            log.audit(now, actor, "messages released", None)
        })
    }
}
