//! The board: who works when, and where everybody's visits stand; and a move before it is made. What a move would break
//! is `planning`'s answer; what is decided stands in `reschedule`. It shows what the replica says, and changes nothing.

use crate::error::Error;
use crate::municipality::Municipality;
use crate::planning::{Broken, MoveCheck, calendar};
use crate::reschedule::{Consent, possible};
use std::collections::BTreeMap;
use vizitas_domain::client::{Channel, Place};
use vizitas_domain::fold::visit::Visit;
use vizitas_domain::id::{ActorId, EventId, StreamId, VisitId};
use vizitas_domain::state::State;
use vizitas_domain::time::Time;
use vizitas_domain::told::Delivery;
use vizitas_domain::visit::{Plan, VisitKind};
use vizitas_domain::worker::BlockKind;
use vizitas_domain::worker::Hours;
use vizitas_planning::calendar::{Calendar, LocalDay, Own};
use vizitas_planning::travel::{StraightLine, Travel};
use vizitas_replica::{Client, ClientVisit, Replica, Worker};

/// Why a worker is not to be had for visits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// Outside working hours.
    Hours,
    /// The day's break.
    Rest,
    /// Taken by something else.
    Block(BlockKind),
}

/// A stretch of a worker's day that is not for visits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Off {
    pub(crate) from: Time,
    pub(crate) to: Time,
    pub(crate) why: Why,
}

/// A row of the board.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) worker: Worker,
    pub(crate) off: Vec<Off>,
}

/// A visit where the board shows it.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) client: Client,
    pub(crate) visit: Visit,
    /// When and by whom: what is offered, else the plan; none when it stands nowhere.
    pub(crate) plan: Option<Plan>,
    /// How far the message about it came.
    pub(crate) told: Option<Delivery>,
    /// Minutes from where the worker is before it.
    pub(crate) travel: Option<u16>,
}

/// A move before it is made.
#[derive(Clone, Debug)]
pub(crate) struct Looked {
    pub(crate) kind: VisitKind,
    /// What stands, by which a decision says what it had seen.
    pub(crate) named: Option<EventId>,
    pub(crate) check: MoveCheck,
    /// How it can be done, the likeliest way first; none when the visit can be moved no more.
    pub(crate) ways: Vec<Consent>,
    /// Whoever is named in the check.
    pub(crate) clients: BTreeMap<StreamId, Client>,
}

/// What is shown.
#[derive(Clone, Debug)]
pub(crate) struct Board {
    pub(crate) rows: Vec<Row>,
    pub(crate) visits: Vec<Placed>,
}

/// What a decision about a visit is made on: the offer that is open, else the plan.
pub(crate) fn named(visit: &Visit) -> Option<EventId> {
    offered(visit).map(|(id, _)| id).or_else(|| visit.plan.as_ref().map(|standing| standing.id))
}

/// The offer that is open, by its first time.
fn offered(visit: &Visit) -> Option<(EventId, &Plan)> {
    let offer = visit.offer.as_ref().filter(|_| visit.state == State::Offered)?;
    Some((offer.id, offer.slots.first()?))
}

/// When and by whom it is to be, as the board shows it.
fn shown(visit: &Visit) -> Option<&Plan> {
    offered(visit).map(|(_, plan)| plan).or_else(|| visit.plan.as_ref().map(|standing| &standing.plan))
}

impl Municipality {
    /// The board of some days, with the workers and the clients within reach; visits that stand nowhere come with it.
    pub(crate) fn board(
        &self,
        days: &[LocalDay],
        worker_within: impl Fn(ActorId) -> bool,
        client_within: impl Fn(&Client) -> bool,
    ) -> Result<Board, Error> {
        let (Some(first), Some(last)) = (days.first(), days.last()) else {
            return Ok(Board { rows: Vec::new(), visits: Vec::new() });
        };
        let calendar = calendar();
        self.folded(|replica| {
            let mut rows = Vec::new();
            let mut visits: BTreeMap<VisitId, Placed> = BTreeMap::new();
            for worker in replica.workers()?.into_iter().filter(|worker| worker_within(worker.id)) {
                let (mut before, mut is_met): (Option<(Time, Option<Place>)>, bool) = (None, false);
                for found in replica.agenda(worker.id, first.start, last.end)? {
                    let place = found.client.card.address.place;
                    let placed = placed(replica, found)?;
                    let Some(plan) = &placed.plan else { continue };
                    let (date, start) = (calendar.local(plan.start).0, plan.start);
                    let same_day = before.filter(|(at, _)| calendar.local(*at).0 == date);
                    let travel = same_day.map(|(_, from)| StraightLine::default().leg(from, place).minutes);
                    if placed.visit.state != State::Cancelled {
                        (before, is_met) = (Some((start, place)), true);
                    }
                    visits.entry(placed.visit.id).or_insert(Placed { travel, ..placed });
                }
                // Whoever has left by the first day is on the board as long as something of hers is.
                if worker.profile.works_at(first.start) || is_met {
                    let off = off(&calendar, replica, &worker, days)?;
                    rows.push(Row { worker, off });
                }
            }
            let waiting = replica.waiting_visits(None)?.into_iter();
            for found in waiting.filter(|found| client_within(&found.client)) {
                let within = |plan: &Plan| first.start <= plan.start && plan.start < last.end;
                if shown(&found.visit).is_none_or(within) {
                    let placed = placed(replica, found)?;
                    visits.entry(placed.visit.id).or_insert(placed);
                }
            }
            Ok(Board { rows, visits: visits.into_values().collect() })
        })
    }
}

impl Municipality {
    /// Looks at a move: what it breaks, whom it tells, how it can be done.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is no such visit or worker.
    pub(crate) fn look_at_move(
        &self,
        visit: VisitId,
        start: Time,
        workers: &[ActorId],
    ) -> Result<Looked, Error> {
        let check = self.what_moves(visit, start, workers)?;
        self.folded(|replica| {
            let found = replica.visit_by_id(visit)?.ok_or_else(|| Error::Missing("visit".to_owned()))?;
            let met = check.broken.iter().filter_map(|broken| match broken {
                Broken::Overlap { client, .. } => Some(*client),
                Broken::Travel { neighbour, .. } => neighbour.map(|(_, client)| client),
                _ => None,
            });
            let mut clients = BTreeMap::new();
            for client in met.chain([check.client]) {
                clients.extend(replica.client(client)?.map(|known| (client, known)));
            }
            let visit = &found.visit;
            let (named, ways) = (named(visit), ways(visit, start));
            Ok(Looked { kind: visit.kind, named, check, ways, clients })
        })
    }
}

/// How a visit can come to a time.
fn ways(visit: &Visit, start: Time) -> Vec<Consent> {
    let same_time = visit.plan.as_ref().is_some_and(|standing| standing.plan.start == start);
    let fits = |way: &Consent| match (visit.kind, way) {
        (_, Consent::Kept) => same_time,
        // Nobody is asked about an unannounced visit, and no way of asking differs from another.
        (VisitKind::Unannounced, way) => *way == Consent::Office,
        (VisitKind::Agreed, _) => true,
    };
    let all = [Consent::Kept, Consent::Client(Channel::Phone), Consent::Office];
    all.into_iter().filter(fits).filter(|way| possible(visit, *way)).collect()
}

fn placed(replica: &Replica, found: ClientVisit) -> Result<Placed, Error> {
    let ClientVisit { client, visit } = found;
    let told = match visit.kind {
        VisitKind::Unannounced => None,
        VisitKind::Agreed => told(replica, &client, &visit)?,
    };
    let plan = shown(&visit).cloned();
    Ok(Placed { client, plan, told, travel: None, visit })
}

/// How far the latest message came that speaks of what stands.
fn told(replica: &Replica, client: &Client, visit: &Visit) -> Result<Option<Delivery>, Error> {
    let named = named(visit);
    let messages = replica.messages_about(client.id, visit.id)?;
    let speaks = messages.iter().filter(|told| told.plan == named && told.delivery != Delivery::Withdrawn);
    Ok(speaks.map(|told| told.delivery).next())
}

/// When a worker is not to be had on these days.
fn off(
    calendar: &Calendar,
    replica: &Replica,
    worker: &Worker,
    days: &[LocalDay],
) -> Result<Vec<Off>, Error> {
    let mut all = Vec::new();
    for day in days {
        let own = Own { hours: worker.profile.hours, week: &worker.profile.week };
        let shift = calendar.opening(day.date).and_then(|opening| opening.shift(own));
        match shift {
            None => all.push(Off { from: day.start, to: day.end, why: Why::Hours }),
            Some(shift) => {
                let (from, to) = (day.at(shift.hours.from), day.at(shift.hours.to));
                all.push(Off { from: day.start, to: from, why: Why::Hours });
                all.push(Off { from: to, to: day.end, why: Why::Hours });
                let rest =
                    |pause: Hours| Off { from: day.at(pause.from), to: day.at(pause.to), why: Why::Rest };
                all.extend(shift.pause.map(rest));
            }
        }
        for block in replica.blocks(worker.id, day.start, day.end)? {
            let end = block.start.plus_minutes(block.minutes.into());
            let (from, to) = (block.start.max(day.start), end.min(day.end));
            all.push(Off { from, to, why: Why::Block(block.kind) });
        }
    }
    if let Some(until) = worker.profile.until {
        // Behind her end there is one reason, and no other matters.
        all.iter_mut().for_each(|off| off.to = off.to.min(until));
        let gone = days.iter().map(|day| Off { from: day.start.max(until), to: day.end, why: Why::Hours });
        all.extend(gone);
    }
    all.retain(|off| off.from < off.to);
    Ok(all)
}
