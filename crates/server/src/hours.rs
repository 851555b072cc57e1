//! Workers' hours and absences as the office keeps them: the week of each, what she can do, and the time that is not for
//! visits. What becomes of visits that lie in it is `absence`'s matter.

use crate::error::Error;
use crate::municipality::Municipality;
use crate::staff::By;
use std::sync::Arc;
use uuid::Uuid;
use vizitas_domain::event::Body;
use vizitas_domain::id::{ActorId, BlockId};
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::worker::{Block, BlockKind, DayHours, Hours, Profile};

/// Minutes of a day.
const DAY: u16 = 24 * 60;
/// Longest block: a later one follows it.
const MOST_MINUTES: i64 = 45 * 24 * 60;
/// Most skills of one worker.
const MOST_SKILLS: usize = 50;

/// When a worker works, and what she can do beside what everybody can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// Hours of an ordinary day; none: the office's.
    pub hours: Option<Hours>,
    /// Her week, where it differs from day to day; empty: `hours` hold.
    pub week: Vec<DayHours>,
    /// Her skills.
    pub skills: Vec<Text>,
}

/// A worker and the time that is not for visits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absences {
    /// Who.
    pub worker: ActorId,
    /// What the office wrote of her.
    pub profile: Profile,
    /// Her blocks, in order.
    pub blocks: Vec<Block>,
}

impl Municipality {
    /// The hours of everybody who has not left, and the blocks that touch [`from`, `to`), in the order of names.
    ///
    /// # Errors
    /// Those of the database.
    pub fn absences(&self, from: Time, to: Time) -> Result<Vec<Absences>, Error> {
        let now = self.clock.now();
        self.folded(|replica| {
            let workers = replica.workers()?.into_iter().filter(|worker| worker.profile.works_at(now));
            let absences = workers.map(|worker| {
                let blocks = replica.blocks(worker.id, from, to)?;
                Ok(Absences { worker: worker.id, profile: worker.profile, blocks })
            });
            absences.collect()
        })
    }

    /// Writes down time of a worker's that is not for visits.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such worker, [`Error::Invalid`] when it ends before it begins or is too long.
    pub fn block_time(
        self: &Arc<Self>,
        by: By,
        worker: ActorId,
        (from, until): (Time, Time),
        kind: BlockKind,
        reason: &Text,
    ) -> Result<BlockId, Error> {
        let minutes = until.minutes_since(from);
        let minutes = u16::try_from(minutes).ok().filter(|_| (1..=MOST_MINUTES).contains(&minutes));
        let minutes =
            minutes.ok_or_else(|| Error::Invalid("it ends before it begins, or is too long".to_owned()))?;
        let block = Block { id: BlockId(Uuid::now_v7()), start: from, minutes, reason: reason.clone(), kind };
        let id = block.id;
        self.write_of_worker(by, worker, |_| Ok(Body::TimeBlocked(block)))?;
        Ok(id)
    }

    /// Gives such time back.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such worker or time.
    pub fn free_time(self: &Arc<Self>, by: By, worker: ActorId, block: BlockId) -> Result<(), Error> {
        let known = self.folded(|replica| Ok(replica.blocks(worker, Time(i64::MIN), Time(i64::MAX))?))?;
        if !known.iter().any(|known| known.id == block) {
            return Err(Error::Missing("time that is taken".to_owned()));
        }
        self.write_of_worker(by, worker, |_| Ok(Body::TimeFreed(block)))
    }

    /// Writes a worker's hours, week and skills.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such worker, [`Error::Invalid`] when a day makes no sense.
    pub fn set_work(self: &Arc<Self>, by: By, worker: ActorId, work: &Work) -> Result<(), Error> {
        if !work.makes_sense() {
            return Err(Error::Invalid("hours that nobody can work".to_owned()));
        }
        let Work { hours, week, skills } = work.clone();
        self.write_of_worker(by, worker, |known| {
            Ok(Body::WorkerSet(Profile { hours, week, skills, ..known }))
        })
    }

    /// Appends to a worker's stream what is decided on her profile as it stands at that very moment.
    pub(crate) fn write_of_worker(
        self: &Arc<Self>,
        by: By,
        worker: ActorId,
        decide: impl FnOnce(Profile) -> Result<Body, Error>,
    ) -> Result<(), Error> {
        let (position, known) = self.folded(|replica| {
            let known = replica.worker(worker)?.ok_or_else(|| Error::Missing("worker".to_owned()))?;
            Ok((replica.cursor()?.position, known.profile))
        })?;
        let body = decide(known)?;
        let office = Arc::clone(self);
        self.log.write(move |log| {
            office.expect(log, worker.into(), position)?;
            office.say_of_worker(log, by, worker, body).map(drop)
        })
    }
}

impl Work {
    /// Each weekday once, each day within its 24 hours, each break within its day.
    pub(crate) fn makes_sense(&self) -> bool {
        let hours = |from: u16, to: u16| from < to && to <= DAY;
        let day = |day: &DayHours| {
            let no_break = day.break_from == day.break_to;
            let inside =
                day.from <= day.break_from && day.break_from < day.break_to && day.break_to <= day.to;
            day.weekday < 7 && hours(day.from, day.to) && (no_break || inside)
        };
        let mut weekdays: Vec<u8> = self.week.iter().map(|day| day.weekday).collect();
        weekdays.sort_unstable();
        weekdays.dedup();
        self.hours.is_none_or(|own| hours(own.from, own.to))
            && self.week.iter().all(day)
            && weekdays.len() == self.week.len()
            && self.skills.len() <= MOST_SKILLS
            && self.skills.iter().all(|skill| !skill.trim().is_empty())
    }
}
