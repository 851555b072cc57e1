//! Times: offered out of the worker's own plan, agreed live, moved, asked for; and the time she keeps for herself.

use crate::device::{Change, Device};
use crate::error::DeviceError;
use crate::view::{
    AgreeTimeArgs, BlockTimeArgs, Channel, MoveCause, MoveTimeArgs, PlannedVisit, RequestVisitArgs,
    SlotReason, SlotView, SlotsArgs, UnblockArgs,
};
use crate::{convert, ids, wall};
use vizitas_domain::event::Body;
use vizitas_domain::id::{BlockId, StreamId, VisitId};
use vizitas_domain::state::State;
use vizitas_domain::text::Text;
use vizitas_domain::time::Time;
use vizitas_domain::visit::{Agreement, AnsweredBy, Cause, Plan, VisitEvent, VisitKind};
use vizitas_domain::worker::{Block, BlockKind};
use vizitas_planning::offer::{Caution, Offer, Reason};
use vizitas_planning::slot::{Crew, Search, Weights, Wish};
use vizitas_planning::travel::StraightLine;
use vizitas_planning::worker::{Taken, Worker};

/// How far ahead times are looked for, in working days.
const LOOK_DAYS: u16 = 10;
/// How long before a visit somebody must know of it: on the phone, an hour is enough to get ready.
const NOTICE_MINUTES: i64 = 60;
/// Days of the plan that are read for it: ten working days with two weekends and holidays.
const READ_DAYS: i64 = 24;

impl Device {
    /// Times to offer, the quickest convenient first. On a tablet they are looked for in its own worker's days.
    ///
    /// # Errors
    /// `Invalid`, `NotFound`, `Locked`.
    pub fn slots(&self, args: &SlotsArgs) -> Result<Vec<SlotView>, DeviceError> {
        let client = self.client(ids::person(&args.person)?)?;
        let visit = args.visit.as_deref().map(ids::visit).transpose()?;
        let me = self.worker()?;
        let from_day = match &args.from_day {
            Some(day) => self.calendar.day(wall::read_day(day, "fromDay")?).start,
            None => self.now(),
        };
        let earliest = from_day.max(self.now().plus_minutes(NOTICE_MINUTES));
        let taken = self.taken(earliest, visit.map(|(_, visit)| visit))?;
        let mut worker = Worker::new(me, taken);
        if let Some(own) = self.replica()?.worker(me)?.map(|worker| worker.profile) {
            (worker.languages, worker.hours, worker.week) = (own.languages, own.hours, own.week);
            worker.until = own.until;
        }
        let workers = [worker];
        let replica = self.replica()?;
        let wanted = visit.map(|(client, visit)| replica.visit(client, visit)).transpose()?.flatten();
        let (kind, priority) =
            wanted.map_or_else(Default::default, |held| (held.visit.kind, held.visit.priority));
        let wish = Wish {
            place: client.card.address.place,
            minutes: minutes(args.minutes)?,
            language: None,
            skill: "",
            kind,
            priority,
            crew: Crew::One,
            usual: None,
            known: &[],
            suits: &client.card.suits,
            earliest,
            days: LOOK_DAYS,
        };
        let travel = StraightLine::default();
        let search = Search {
            calendar: &self.calendar,
            travel: &travel,
            weights: Weights::default(),
            workers: &workers,
            wish,
        };
        let times = match kind {
            VisitKind::Agreed => search.offers(),
            VisitKind::Unannounced => search.times(),
        };
        Ok(times.iter().map(|offer| self.slot_view(offer)).collect())
    }

    /// What is taken of the worker's own time from a day on, except by the visit that is to be moved.
    fn taken(&self, from: Time, except: Option<VisitId>) -> Result<Vec<Taken>, DeviceError> {
        let (replica, me, now) = (self.replica()?, self.worker()?, self.now());
        let from = from.plus_minutes(-24 * 60);
        let to = from.plus_minutes(READ_DAYS * 24 * 60);
        let mut all = Vec::new();
        for taken in replica.taken(me, from, to)? {
            let expired = taken.offered_until.is_some_and(|until| until <= now);
            if Some(taken.visit) != except && !expired {
                let place = replica.client(taken.client)?.and_then(|client| client.card.address.place);
                all.push(Taken { start: taken.start, minutes: taken.minutes, place });
            }
        }
        all.extend(replica.blocks(me, from, to)?.iter().map(Taken::from));
        Ok(all)
    }

    fn slot_view(&self, offer: &Offer) -> SlotView {
        let start = wall::moment(&self.calendar, offer.start);
        let until = offer.start.plus_minutes(offer.minutes.into());
        // Two neighbours say it no better than the nearer of them.
        let nearest = offer.why.iter().filter_map(near_minutes).min();
        let why = offer.why.iter().filter(|reason| near_minutes(reason).is_none_or(|it| Some(it) == nearest));
        let reasons = why.filter_map(|reason| match *reason {
            Reason::SoonestFree => Some(SlotReason::Soonest),
            Reason::FitsGoodTime => Some(SlotReason::GoodTime),
            Reason::NearPrevious { minutes } | Reason::NearNext { minutes } => {
                Some(SlotReason::Near { minutes: minutes.into() })
            }
            Reason::UsualWorker | Reason::KnowsClient | Reason::SpeaksLanguage(_) | Reason::HasSkill => None,
        });
        let cautions = offer.mind.iter().filter_map(|caution| match *caution {
            Caution::OutsideGoodTime | Caution::InBadTime => Some(SlotReason::OutsideGoodTime),
            Caution::ThinBuffer { minutes } => Some(SlotReason::Tight { minutes }),
            Caution::OtherWorker | Caution::TravelEstimated => None,
        });
        SlotView {
            day: start.day,
            time: start.time,
            until: wall::clock(&self.calendar, until),
            why: reasons.chain(cautions).collect(),
        }
    }

    /// Records that a time was agreed live, for a visit or for a new one.
    ///
    /// # Errors
    /// `Invalid`, `TimeTaken`, `StateMoved`, `UpdateNeeded`, `NotFound`.
    pub fn agree_time(&mut self, args: &AgreeTimeArgs) -> Result<PlannedVisit, DeviceError> {
        let client = ids::person(&args.person)?;
        let known = args.visit.as_deref().map(ids::visit).transpose()?;
        let plan = self.new_plan(&args.day, &args.time, args.minutes, known.map(|(_, visit)| visit))?;
        let agreement = self.agreement(args.contact.as_deref(), args.channel)?;
        let mut changes = Vec::new();
        let visit = match known {
            Some((_, visit)) => visit,
            None => {
                let visit = VisitId(Self::new_id());
                let follows = args.after.as_deref().map(ids::visit).transpose()?.map(|(_, visit)| visit);
                changes.push(request(client, visit, plan.minutes, follows));
                visit
            }
        };
        let kind = match known {
            Some(_) => self.may_change_plan(client, visit, &[State::Confirmed, State::Scheduled])?.0,
            None => VisitKind::Agreed,
        };
        changes.push((client, Body::Visit(visit, with_time(kind, plan, agreement))));
        self.write(changes)?;
        self.planned_now(client, visit)
    }

    /// Moves an agreed visit to another agreed time: who asked for it, and the client's word on the new one.
    ///
    /// # Errors
    /// As [`Device::agree_time`].
    pub fn move_time(&mut self, args: &MoveTimeArgs) -> Result<PlannedVisit, DeviceError> {
        let (client, visit) = ids::visit(&args.visit)?;
        let current = self.may_change_plan(client, visit, &[])?;
        let plan = self.new_plan(&args.day, &args.time, args.minutes, Some(visit))?;
        let agreement = self.agreement(args.contact.as_deref(), args.channel)?;
        let mut acts = Vec::new();
        // A scheduled check is moved by the service alone: nobody is asked.
        let unannounced = current.0 == VisitKind::Unannounced;
        if matches!(
            current.1,
            State::Confirmed | State::Scheduled | State::EnRoute | State::Late | State::Overdue
        ) {
            acts.push(if args.cause == MoveCause::Client && !unannounced {
                VisitEvent::MoveAsked { plan: None, wish: Text::default(), agreement }
            } else {
                VisitEvent::MustMove { cause: service_cause(args.cause, unannounced), note: Text::default() }
            });
        }
        acts.push(with_time(current.0, plan, agreement));
        self.write(acts.into_iter().map(|act| (client, Body::Visit(visit, act))).collect())?;
        self.planned_now(client, visit)
    }

    /// Asks for a visit whose time is yet to be agreed.
    ///
    /// # Errors
    /// `Invalid`, `NotFound`.
    pub fn request_visit(&mut self, args: &RequestVisitArgs) -> Result<PlannedVisit, DeviceError> {
        let client = ids::person(&args.person)?;
        let follows = args.after.as_deref().map(ids::visit).transpose()?.map(|(_, visit)| visit);
        let visit = VisitId(Self::new_id());
        self.write(vec![request(client, visit, minutes(args.minutes)?, follows)])?;
        self.planned_now(client, visit)
    }

    /// Keeps part of the worker's own day free.
    ///
    /// # Errors
    /// `Invalid` when the times do not read or the end is not after the beginning.
    pub fn block_time(&mut self, args: &BlockTimeArgs) -> Result<(), DeviceError> {
        let start = wall::read_moment(&self.calendar, &args.day, &args.from)?;
        let end = wall::read_moment(&self.calendar, &args.day, &args.to)?;
        let length = u16::try_from(end.minutes_since(start)).unwrap_or(0);
        if length == 0 {
            return Err(DeviceError::Invalid("to"));
        }
        let block = Block {
            id: BlockId(Self::new_id()),
            start,
            minutes: length,
            reason: Text::trimmed(&args.reason),
            kind: BlockKind::Own,
        };
        self.write(vec![(self.worker()?.into(), Body::TimeBlocked(block))])?;
        Ok(())
    }

    /// Gives it back.
    ///
    /// # Errors
    /// `NotFound` when the id does not read.
    pub fn unblock(&mut self, args: &UnblockArgs) -> Result<(), DeviceError> {
        let block = ids::id(&args.block)?;
        self.write(vec![(self.worker()?.into(), Body::TimeFreed(block))])?;
        Ok(())
    }

    pub(crate) fn new_plan(
        &self,
        day: &str,
        time: &str,
        length: u32,
        except: Option<VisitId>,
    ) -> Result<Plan, DeviceError> {
        let start = wall::read_moment(&self.calendar, day, time)?;
        let length = minutes(length)?;
        if start < self.now().plus_minutes(-24 * 60) {
            return Err(DeviceError::Invalid("day"));
        }
        let own = self.replica()?.worker(self.worker()?)?.map(|worker| worker.profile);
        if own.is_some_and(|own| !own.works_through(start, length)) {
            return Err(DeviceError::Leaving);
        }
        let end = start.plus_minutes(length.into());
        let overlaps = |taken: &Taken| taken.start < end && start < taken.end();
        if self.taken(start, except)?.iter().any(overlaps) {
            return Err(DeviceError::TimeTaken);
        }
        Ok(Plan { start, minutes: length, workers: vec![self.worker()?], place: Text::default() })
    }

    pub(crate) fn agreement(
        &self,
        contact: Option<&str>,
        channel: Channel,
    ) -> Result<Agreement, DeviceError> {
        let by = match contact {
            Some(contact) => AnsweredBy::Contact(ids::id(contact)?),
            None => AnsweredBy::Client,
        };
        Ok(Agreement { by, channel: convert::read_channel(channel), at: self.now() })
    }

    /// The kind and state of a visit whose plan this app may change. `not_in` are states in which it may not.
    fn may_change_plan(
        &self,
        client: StreamId,
        visit: VisitId,
        not_in: &[State],
    ) -> Result<(VisitKind, State), DeviceError> {
        let held = self.replica()?.visit(client, visit)?.ok_or(DeviceError::NotFound)?;
        if held.visit.update_needed || held.client.update_needed {
            return Err(DeviceError::UpdateNeeded);
        }
        let state = held.visit.state;
        let under_way = matches!(state, State::Arrived | State::InProgress);
        if state.is_closed() || under_way || not_in.contains(&state) {
            return Err(DeviceError::StateMoved);
        }
        Ok((held.visit.kind, state))
    }

    fn planned_now(&self, client: StreamId, visit: VisitId) -> Result<PlannedVisit, DeviceError> {
        let held = self.replica()?.visit(client, visit)?.ok_or(DeviceError::NotFound)?;
        Ok(self.planned(client, &held.visit))
    }
}

fn near_minutes(reason: &Reason) -> Option<u16> {
    match *reason {
        Reason::NearPrevious { minutes } | Reason::NearNext { minutes } => Some(minutes),
        _ => None,
    }
}

fn request(client: StreamId, visit: VisitId, minutes: u16, follows: Option<VisitId>) -> Change {
    let act = VisitEvent::Requested {
        purpose: Text::default(),
        kind: VisitKind::Agreed,
        minutes,
        workers_needed: 1,
        follows,
        skill: "".into(),
        priority: Default::default(),
    };
    (client, Body::Visit(visit, act))
}

/// A visit gets its time: agreed with the client, or set by the service alone when nobody is told of it.
fn with_time(kind: VisitKind, plan: Plan, agreement: Agreement) -> VisitEvent {
    match kind {
        VisitKind::Agreed => VisitEvent::Agreed { plan, agreement },
        VisitKind::Unannounced => VisitEvent::Scheduled(plan),
    }
}

/// Nobody asks for an unannounced visit to be moved: there it is the service's own doing.
fn service_cause(cause: MoveCause, unannounced: bool) -> Cause {
    match convert::read_cause(cause) {
        Cause::Client if unannounced => Cause::System,
        cause => cause,
    }
}

/// Between five minutes and a working day.
fn minutes(minutes: u32) -> Result<u16, DeviceError> {
    u16::try_from(minutes)
        .ok()
        .filter(|minutes| (5..=540).contains(minutes))
        .ok_or(DeviceError::Invalid("minutes"))
}

#[cfg(test)]
mod tests;
